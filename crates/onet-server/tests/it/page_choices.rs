//! What visitors choose on pages: occupations to compare, columns, activities, pages of titles.

use std::collections::BTreeSet;

use http::{Method, StatusCode};
use onet_server::Config;
use serde_json::Value;

use crate::common::TestResult;
use crate::pages::{BROWSER, call, get, page, served};

const SEND: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");

/// The part of a text between two others.
fn between<'t>(text: &'t str, begin: &str, end: &str) -> &'t str {
    text.split_once(begin).and_then(|(_, rest)| rest.split_once(end)).map_or("", |(part, _)| part)
}

#[tokio::test]
async fn each_occupation_of_a_comparison_leads_to_its_report_and_can_be_taken_out() -> TestResult {
    let service = served(&Config::default())?;
    let codes = ["29-1123.00", "31-9095.00", "29-2081.00"];
    let text = page(&service, &format!("/explore/compare?codes={}", codes.join(","))).await?;
    let chosen = between(&text, "<ul class=\"chosen\">", "</ul>");
    for code in codes {
        assert!(chosen.contains(&format!("href=\"/explore/occupations/{code}\"")), "{chosen}");
        let others: Vec<&str> = codes.into_iter().filter(|other| *other != code).collect();
        let without = format!("/explore/compare?codes={}&amp;sort=difference", others.join("%2C"));
        assert!(chosen.contains(&format!("href=\"{without}\"")), "{without} in {chosen}");
    }
    // One that is left is still chosen, with its title.
    let one = page(&service, "/explore/compare?codes=29-1123.00").await?;
    let chosen = between(&one, "<ul class=\"chosen\">", "</ul>");
    assert!(chosen.contains("Physical Therapists") && chosen.contains("href=\"/explore/compare\""), "{one}");
    Ok(())
}

#[tokio::test]
async fn the_dots_of_a_comparison_have_the_figures_of_its_file() -> TestResult {
    let service = served(&Config::default())?;
    let query = "codes=29-2056.00,29-1217.00";
    let text = page(&service, &format!("/explore/compare?{query}")).await?;
    let csv = page(&service, &format!("/explore/compare/comparison.csv?{query}")).await?;
    let mut figures = 0;
    for row in text.split("<td class=\"plot\">").skip(1).filter(|row| row.contains("<td class=\"score\">")) {
        let places: BTreeSet<&str> = row
            .split("cx=\"")
            .skip(1)
            .filter_map(|rest| rest.split_once("%\"").map(|(place, _)| place))
            .collect();
        let scores: BTreeSet<&str> = row
            .split("<td class=\"score\">")
            .skip(1)
            .filter_map(|rest| rest.split_once('<').map(|(score, _)| score))
            .filter(|score| *score != "–")
            .collect();
        assert_eq!(places, scores, "{row}");
        assert!(scores.iter().all(|score| csv.contains(&format!(",{score}"))), "{scores:?}");
        figures += scores.len();
    }
    assert!(figures > 20, "{figures}");
    Ok(())
}

#[tokio::test]
async fn an_activity_of_another_occupation_is_refused_by_its_title() -> TestResult {
    let service = served(&Config::default())?;
    let activities = async |code: &str| {
        let uri = format!("/online/related_activities/activities/{code}?end=2000");
        let response = call(&service, Method::GET, &uri, &[], "").await?;
        let answer: Value = serde_json::from_slice(response.body())?;
        let found = answer["activity"].as_array().or(answer.as_array()).cloned().unwrap_or_default();
        let pair = |item: &Value| Some((item["id"].as_str()?.to_owned(), item["title"].as_str()?.to_owned()));
        TestResult::Ok(found.iter().filter_map(pair).collect::<Vec<_>>())
    };
    let (own, others) = (activities("29-1023.00").await?, activities("31-9095.00").await?);
    assert!(!own.is_empty() && !others.is_empty());
    let (id, title) = others.iter().find(|(id, _)| own.iter().all(|(known, _)| known != id)).ok_or("none")?;
    let uri = format!("/explore/related/29-1023.00/results?activity={}&activity={id}", own[0].0);
    let response = get(&service, &uri).await?;
    let text = String::from_utf8(response.body().to_vec())?;
    assert_eq!(response.status(), StatusCode::UNPROCESSABLE_ENTITY, "{text}");
    let summary = between(&text, "<div class=\"errors\"", "</div>");
    assert!(summary.contains(title.trim_end_matches('.')) && summary.contains("Orthodontists"), "{summary}");
    // The one that fits stays ticked, and the file refuses the other one, too.
    assert!(text.contains(&format!("value=\"{}\" checked", own[0].0)), "{text}");
    let file = get(&service, &uri.replace("/results?", "/results.csv?")).await?;
    assert_eq!(file.status(), StatusCode::UNPROCESSABLE_ENTITY);
    Ok(())
}

#[tokio::test]
async fn a_page_and_its_file_have_the_columns_that_are_chosen() -> TestResult {
    let service = served(&Config::default())?;
    let headings = |text: &str| {
        let head = between(text, "<thead>", "</thead>");
        let names =
            head.split("</a>").filter_map(|cell| cell.rsplit_once('>')).map(|(_, name)| name.to_owned());
        names.filter(|name| !name.is_empty()).collect::<Vec<_>>()
    };
    let first = |csv: &str| csv.lines().next().unwrap_or_default().to_owned();
    let usual = page(&service, "/explore/tables/knowledge").await?;
    assert_eq!(headings(&usual), ["O*NET-SOC Code", "Title", "Element Name", "Scale Name", "Data Value"]);
    let all = first(&page(&service, "/explore/tables/knowledge/rows.csv").await?);
    assert!(all.split(',').count() > 10 && all.contains("standard_error"), "{all}");

    let query = "columns=title,n,data_value&filter=scale_id.eq.LV";
    let chosen = page(&service, &format!("/explore/tables/knowledge?{query}")).await?;
    assert_eq!(headings(&chosen), ["Title", "Data Value", "N"]);
    let csv = page(&service, &format!("/explore/tables/knowledge/rows.csv?{query}")).await?;
    assert_eq!(first(&csv), "title,data_value,n");
    // Links to other orders and pages have the choice, too.
    let order = between(&chosen, "<thead>", "</thead>");
    assert_eq!(order.matches("columns=title%2Cdata_value%2Cn").count(), 3, "{order}");
    let wrong = get(&service, "/explore/tables/knowledge?columns=title,colour").await?;
    let text = String::from_utf8(wrong.body().to_vec())?;
    assert_eq!(wrong.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(text.contains("<a href=\"#columns\">") && text.contains("“colour”"), "{text}");
    Ok(())
}

#[tokio::test]
async fn many_titles_come_page_by_page_and_what_is_picked_stays() -> TestResult {
    let service = served(&Config::default())?;
    let titles: Vec<String> = (0..120).map(|number| format!("Pharmacist {number}")).collect();
    let titles = titles.join("%0A").replace(' ', "+");
    let send = async |more: &str| {
        let body = format!("titles={titles}{more}");
        let response = call(&service, Method::POST, "/explore/code", &[BROWSER, SEND], &body).await?;
        assert_eq!(response.status(), StatusCode::OK);
        TestResult::Ok(String::from_utf8(response.body().to_vec())?)
    };
    let rows = |text: &str| between(text, "<tbody>", "</tbody>").matches("<tr").count();
    let first = send("").await?;
    assert!(first.contains("Rows 1 to 50 of 120") && first.len() < 60_000, "{}", first.len());
    let last = send("&page=3&pick7=none").await?;
    assert_eq!((rows(&first), rows(&last)), (50, 20));
    assert!(last.contains("<td>Pharmacist 119") && last.contains("Rows 101 to 120 of 120"), "{last}");
    assert!(last.contains("name=\"pick7\" value=\"none\""), "{last}");
    assert_eq!(rows(&send("&page=99").await?), 20);
    assert_eq!(send("&as=csv&page=2").await?.lines().count(), 121);
    let empty = page(&service, "/explore/code").await?;
    assert!(empty.contains("At most 1000 titles at once"), "{empty}");
    Ok(())
}

#[tokio::test]
async fn links_to_words_lead_to_what_they_mean() -> TestResult {
    let service = served(&Config::default())?;
    let words = page(&service, "/explore/words").await?;
    let mut links = 0;
    for uri in [
        "/explore/occupations/29-1051.00",
        "/explore/related/29-1051.00/results?activity=4.A.2.a.2.I05.D04",
        "/explore/code?titles=qqqqq+zzzzz",
        "/explore/tables/skills",
    ] {
        let text = page(&service, uri).await?;
        for rest in text.split("href=\"/explore/words").skip(1) {
            let id = rest.split('"').next().unwrap_or_default().trim_start_matches('#');
            assert!(id.is_empty() || words.contains(&format!("<dt id=\"{id}\">")), "{uri}: {id}");
            links += usize::from(!id.is_empty());
        }
    }
    assert!(links > 0, "{links}");
    Ok(())
}

#[tokio::test]
async fn a_remembered_page_is_the_same_as_the_first_one() -> TestResult {
    let service = served(&Config::default())?;
    for uri in ["/explore/occupations/29-1051.00", "/explore/compare?codes=29-1051.00,29-2052.00&show=all"] {
        let first = get(&service, uri).await?;
        let second = get(&service, uri).await?;
        assert_eq!(first.headers(), second.headers(), "{uri}");
        assert_eq!(first.body(), second.body(), "{uri}");
        // A page that shows another part of it is another one.
        let other = get(&service, &uri.replace("?show=all", "").replace("&show=all", "")).await?;
        assert_eq!(other.body() == first.body(), !uri.contains("show=all"), "{uri}");
    }
    Ok(())
}

#[tokio::test]
async fn classifications_have_the_names_of_the_service_and_of_the_command() -> TestResult {
    let service = served(&Config::default())?;
    for (kind, name) in [
        ("soc", "SOC"),
        ("Education", "education"),
        ("rapids", "RAPIDS"),
        ("esco", "ESCO"),
        ("dot", "DOT"),
        ("handbook", "occupation_handbook"),
    ] {
        let response = get(&service, &format!("/explore/crosswalks?kind={kind}")).await?;
        let text = String::from_utf8(response.body().to_vec())?;
        assert!(text.contains(&format!("<option value=\"{name}\" selected")), "{kind}: {text}");
        assert!(!text.contains("Choose a classification"), "{kind}");
    }
    Ok(())
}

#[tokio::test]
async fn a_line_alone_has_the_entry_first_that_it_has_among_many() -> TestResult {
    let service = served(&Config::default())?;
    for (kind, word) in [("SOC", "technician"), ("SOC", "nurse")] {
        let many = format!("/explore/crosswalks/list.csv?kind={kind}&keyword={word}%0Azzzz");
        let many = page(&service, &many).await?;
        let taken = many.lines().nth(1).and_then(|row| row.split(',').nth(1)).unwrap_or_default();
        let one = page(&service, &format!("/explore/crosswalks?kind={kind}&keyword={word}")).await?;
        let first = one.split("<ul class=\"found\"><li>").nth(1).unwrap_or_default();
        let first = first.split("class=\"code\">").nth(1).and_then(|rest| rest.split('<').next());
        assert_eq!(first, Some(taken), "{kind} {word}: {one}");
        let file =
            page(&service, &format!("/explore/crosswalks/list.csv?kind={kind}&keyword={word}")).await?;
        assert!(file.lines().nth(1).is_some_and(|row| row.contains(taken)), "{kind} {word}: {file}");
    }
    Ok(())
}

#[tokio::test]
async fn the_search_leads_to_its_rows_as_csv_and_json() -> TestResult {
    let service = served(&Config::default())?;
    let text = page(&service, "/explore/search?q=manager&start=2").await?;
    let link = |label: &str| {
        let before = text.split(&format!("\">{label}</a>")).next().unwrap_or_default();
        before.rsplit("href=\"").next().unwrap_or_default().replace("&amp;", "&")
    };
    let csv = page(&service, &link("CSV")).await?;
    let json: serde_json::Value = serde_json::from_str(&page(&service, &link("JSON")).await?)?;
    let found = json["occupation"].as_array().cloned().unwrap_or_default();
    assert!(!found.is_empty(), "{text}");
    assert_eq!(json["start"], 2);
    assert_eq!(csv.lines().count(), found.len() + 1, "{csv}");
    for occupation in &found {
        let code = occupation["code"].as_str().unwrap_or_default();
        assert!(csv.contains(code) && text.contains(&format!("/explore/occupations/{code}\"")), "{code}");
    }
    Ok(())
}

#[tokio::test]
async fn lists_that_the_source_does_not_have_are_no_links() -> TestResult {
    let service = served(&Config::default())?;
    let first = page(&service, "/explore/browse").await?;
    let below = page(&service, "/explore/browse?path=online/associations/").await?;
    assert!(first.contains("Professional associations <small>not in this source"), "{first}");
    assert_eq!(below.matches("<small>not in this source</small>").count(), 2, "{below}");
    for text in [first, below] {
        for link in text.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
            if link.starts_with("/explore/browse?") {
                let response = get(&service, &link.replace("&amp;", "&")).await?;
                assert_eq!(response.status(), StatusCode::OK, "{link}");
            }
        }
    }
    Ok(())
}

#[tokio::test]
async fn head_has_the_length_of_a_page_and_none_of_a_stream() -> TestResult {
    let service = served(&Config::default())?;
    for (uri, is_stream) in [
        ("/explore/tables/skills/rows.csv", true),
        ("/explore/search/list.csv?q=nurse", false),
        ("/explore/search?q=nurse", false),
        ("/online/job_zones/", false),
    ] {
        let head = call(&service, Method::HEAD, uri, &[BROWSER], "").await?;
        let whole = get(&service, uri).await?;
        assert_eq!(head.status(), StatusCode::OK, "{uri}");
        assert!(head.body().is_empty() && !whole.body().is_empty(), "{uri}");
        let length = head.headers().get("content-length").and_then(|length| length.to_str().ok());
        let wanted = (!is_stream).then(|| whole.body().len().to_string());
        assert_eq!(length, wanted.as_deref(), "{uri}");
    }
    let refused = call(&service, Method::CONNECT, "localhost:443", &[], "").await?;
    assert_eq!(refused.status(), StatusCode::METHOD_NOT_ALLOWED);
    Ok(())
}
