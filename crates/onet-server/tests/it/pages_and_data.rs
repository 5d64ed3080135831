//! What pages show beside what programs get.

use axum::body::Body;
use http::{Method, Request, StatusCode};
use onet_server::{Config, Hosts, HttpLayers, Limits, Source, SourceChain, pages, router};
use serde_json::Value;
use tower::ServiceExt as _;

use crate::common::TestResult;
use crate::pages::{BROWSER, call, get, page, served};

/// The text of a page between two marks, with its entities read.
fn between<'t>(page: &'t str, begin: &str, end: &str) -> &'t str {
    let rest = page.split_once(begin).map_or("", |(_, rest)| rest);
    rest.split_once(end).map_or("", |(text, _)| text)
}

fn unescaped(text: &str) -> String {
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}

#[tokio::test]
async fn a_page_of_an_operation_shows_what_the_server_answers() -> TestResult {
    let service = served(&Config::default())?;
    for (operation, query, path) in [
        ("online_search", "keyword=pharmacist", "/online/search?keyword=pharmacist"),
        ("online_occupations_overview", "code=29-1051.00", "/online/occupations/29-1051.00/"),
        ("database_list", "", "/database/"),
        ("online_occupations_overview", "code=99-9999.00", "/online/occupations/99-9999.00/"),
    ] {
        let text = page(&service, &format!("/explore/api/{operation}?{query}")).await?;
        let shown = unescaped(between(&text, "<pre class=\"answer\" tabindex=\"0\"><code>", "</code></pre>"));
        let answered = call(&service, Method::GET, path, &[], "").await?;
        let shown: Value = serde_json::from_str(&shown).map_err(|error| format!("{operation}: {error}"))?;
        assert_eq!(shown, serde_json::from_slice::<Value>(answered.body())?, "{operation}");
        assert!(!text.contains("api-v2.onetcenter.org/online"), "{operation}");
    }
    Ok(())
}

#[tokio::test]
async fn the_menu_marks_the_page_and_the_part_of_the_site() -> TestResult {
    let service = served(&Config::default())?;
    for (uri, marked) in [
        ("/explore/tables", "<a href=\"/explore/tables\" aria-current=\"page\">"),
        ("/explore/tables/skills", "<a href=\"/explore/tables\" aria-current=\"true\">"),
        ("/explore/occupations/29-1051.00", "<a href=\"/explore/search\" aria-current=\"true\">"),
        ("/explore", "<a class=\"brand\" href=\"/explore\" aria-current=\"page\">"),
        ("/", "<a class=\"brand\" href=\"/explore\" aria-current=\"page\">"),
    ] {
        let text = page(&service, uri).await?;
        let header = between(&text, "<header class=\"bar\">", "</header>");
        assert!(header.contains(marked), "{uri}: {header}");
        assert_eq!(header.matches("aria-current").count(), 1, "{uri}");
    }
    Ok(())
}

#[tokio::test]
async fn values_of_a_column_lead_to_as_many_rows_as_they_count() -> TestResult {
    let service = served(&Config::default())?;
    let text = page(&service, "/explore/tables/skills?filter=onetsoc_code.eq.29-1051.00").await?;
    let facets = between(&text, "<details class=\"facets\"", "</details>");
    let links: Vec<&str> = facets.split("<dd><a href=\"").skip(1).collect();
    assert!(links.len() >= 4, "{facets}");
    for link in links {
        let address = unescaped(link.split('"').next().unwrap_or_default());
        let count = between(link, "<small>", "</small>");
        let found = page(&service, &address).await?;
        let status = between(&found, "<p role=\"status\">", " ");
        assert_eq!(status, count, "{address}");
    }
    let one = page(&service, "/explore/tables/occupation_data?filter=onetsoc_code.eq.29-1051.00").await?;
    assert!(one.contains("<p role=\"status\">1 row matches. "), "{one}");
    Ok(())
}

#[tokio::test]
async fn a_table_comes_whole_as_csv_and_its_page_as_json() -> TestResult {
    let service = served(&Config::default())?;
    let text = page(&service, "/explore/tables/skills?start=51").await?;
    let total: usize = between(&text, "<p role=\"status\">", " ").parse()?;
    let csv = page(&service, "/explore/tables/skills/rows.csv").await?;
    assert_eq!(csv.lines().count(), total + 1);
    let json = unescaped(between(&text, "<a href=\"/database", "\">JSON"));
    let json = json.rsplit("<a href=\"/database").next().unwrap_or_default().to_owned();
    let answered = call(&service, Method::GET, &format!("/database{json}"), &[], "").await?;
    let rows: Value = serde_json::from_slice(answered.body())?;
    let shown = text.split("<tbody>").nth(1).unwrap_or_default().matches("<tr>").count();
    assert_eq!(rows["row"].as_array().map(Vec::len), Some(shown), "{json}");
    assert_eq!(rows["start"], 51);
    Ok(())
}

#[tokio::test]
async fn the_column_of_a_file_is_chosen_and_a_candidate_is_picked() -> TestResult {
    const TABLE: &str = "id,role,where\n7,Pharmacist,Ohio\n8,Nurse,Iowa\n9,,Utah\n";
    let service = served(&Config::default())?;
    let send = async |fields: &[(&str, &str)]| {
        let mut body = format!(
            "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"people.csv\"\r\n\r\n{TABLE}\r\n"
        );
        for (name, value) in fields {
            body += &format!("--b\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        }
        body += "--b--\r\n";
        let headers = [BROWSER, ("content-type", "multipart/form-data; boundary=b")];
        let response = call(&service, Method::POST, "/explore/code", &headers, &body).await?;
        let is_chosen = fields.iter().any(|(name, _)| *name == "column");
        assert_eq!(response.status() == StatusCode::OK, is_chosen);
        TestResult::Ok(String::from_utf8(response.body().to_vec())?)
    };
    let unknown = send(&[]).await?;
    assert!(unknown.contains("Which column has the titles?"), "{unknown}");
    assert!(unknown.contains("<option value=\"role\">") && !unknown.contains("pick0"), "{unknown}");
    let coded = send(&[("column", "role")]).await?;
    assert!(
        coded.contains("<p role=\"status\">2 titles") && coded.contains("1 row has no title."),
        "{coded}"
    );
    let pick = between(&coded, "<select name=\"pick1\"", "</select>");
    let codes: Vec<&str> =
        pick.split("<option value=\"").skip(1).filter_map(|code| code.split('"').next()).collect();
    assert!(codes.len() > 2 && codes.last() == Some(&"none"), "{pick}");
    let csv = send(&[("column", "role"), ("pick0", "none"), ("pick1", codes[1]), ("as", "csv")]).await?;
    let lines: Vec<&str> = csv.lines().collect();
    assert_eq!(lines[0], "id,role,where,code,occupation,score,matched_title,rank,abstained,seniority");
    assert_eq!(lines[1], "7,Pharmacist,Ohio,,,,,,true,");
    assert!(lines[2].starts_with(&format!("8,Nurse,Iowa,{},", codes[1])), "{csv}");
    assert!(lines[2].ends_with(",2,false,"), "{csv}");
    assert_eq!(lines[3], "9,,Utah,,,,,,true,");
    Ok(())
}

#[tokio::test]
async fn releases_are_shown_where_the_server_has_a_home() -> TestResult {
    let service = served(&Config::default())?;
    let text = page(&service, "/explore/releases").await?;
    assert!(text.contains("No release is imported"), "{text}");
    let refused = get(&service, "/explore/releases?before=29.3&after=30.1").await?;
    assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
    Ok(())
}

/// The addresses of the files that a page links to, as CSV and JSON.
fn files(text: &str) -> Vec<String> {
    let links = text.split(" href=\"").skip(1).filter_map(|rest| rest.split_once('"'));
    let files = links.filter(|(_, rest)| rest.starts_with(">CSV<") || rest.starts_with(">JSON<"));
    files.map(|(address, _)| unescaped(address)).collect()
}

/// The texts of elements, by their name or how their tag begins, without the tags inside them.
fn texts_of(text: &str, element: &str) -> Vec<String> {
    let name = element.split(' ').next().unwrap_or_default();
    let (begin, end) = (format!("<{element}"), format!("</{name}>"));
    let contents = text.split(&begin).skip(1).filter_map(|rest| {
        // `<th` also begins `<thead>`.
        let content = rest
            .strip_prefix('>')
            .or_else(|| rest.strip_prefix(' ')?.split_once('>').map(|(_, rest)| rest))?;
        Some(content.split(&end).next()?.to_owned())
    });
    let bare = |content: String| {
        let mut bare = String::new();
        for part in content.split('<') {
            bare += part.split_once('>').map_or(part, |(_, after)| after);
        }
        unescaped(&bare).replace(" %", "").trim().to_owned()
    };
    contents.map(bare).collect()
}

/// All texts and numbers of a value.
fn values_of(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| values_of(item, found)),
        Value::Object(members) => members.values().for_each(|member| values_of(member, found)),
        Value::String(text) => found.push(text.trim().to_owned()),
        Value::Null => {}
        other => found.push(other.to_string()),
    }
}

#[tokio::test]
async fn no_page_shows_a_value_that_its_files_do_not() -> TestResult {
    let service = served(&Config::default())?;
    let activities = "activity=4.A.2.a.2.I05.D04&activity=4.A.4.a.1.I05.D01";
    let related = format!("/explore/related/29-1051.00/results?{activities}");
    for (uri, elements) in [
        ("/explore/occupations/29-1051.00", ["th scope=\"row\"", "td"]),
        ("/explore/occupations/29-1051.00?show=all", ["th scope=\"row\"", "td"]),
        (&related, ["a", "td class=\"score\""]),
        ("/explore/compare?codes=29-1051.00,29-2052.00", ["td class=\"score\""; 2]),
        ("/explore/profiler/results?answers=543214543215432154321543215432", ["th scope=\"row\"", "td"]),
        ("/explore/tables/skills", ["td", "td class=\"score\""]),
        ("/explore/browse?path=online/job_zones/", ["a", "span class=\"code\""]),
        ("/explore/browse?path=online/onet_data/knowledge/", ["a", "small"]),
        ("/explore/browse?path=online/occupations/", ["a", "span class=\"code\""]),
        ("/explore/crosswalks?kind=SOC&keyword=29", ["a", "span class=\"code\""]),
        ("/explore/tables/job_zones?filter=job_zone.eq.5", ["td", "td class=\"score\""]),
    ] {
        let text = page(&service, uri).await?;
        let mut known = Vec::new();
        let files = files(&text);
        assert!(!files.is_empty(), "{uri}");
        for file in &files {
            let response = call(&service, Method::GET, file, &[], "").await?;
            assert_eq!(response.status(), StatusCode::OK, "{file}");
            match serde_json::from_slice::<Value>(response.body()) {
                Ok(value) => values_of(&value, &mut known),
                Err(_) => {
                    for record in csv::Reader::from_reader(&response.body()[..]).records() {
                        known.extend(record?.iter().map(|cell| cell.trim().to_owned()));
                    }
                }
            }
        }
        let body = between(&text, "<main", "</main>");
        let shown = match body.split_once("<article") {
            Some((_, report)) => report.split("</article>").next().unwrap_or_default(),
            None if body.contains("<ul class=\"found\">") => body
                .split_once("<ul class=\"found\">")
                .map_or("", |(_, list)| list.split("<nav").next().unwrap_or(list)),
            None => between(body, "<tbody>", "</tbody>"),
        };
        let mut count = 0;
        for element in elements {
            let parts = texts_of(shown, element);
            for value in parts.iter().filter(|value| !value.is_empty() && *value != "–") {
                // A description stands in a cell of its own; occupations are followed by their codes.
                let number: Option<f64> = value.parse().ok();
                let is_known = known.iter().any(|known| {
                    known == value
                        || number.is_some() && known.parse().ok() == number
                        || value.starts_with(known.as_str()) && known.len() > 3
                });
                assert!(is_known, "{uri}: {value} is in none of {files:?}");
                count += 1;
            }
        }
        assert!(count > 5, "{uri}: {count}");
    }
    Ok(())
}

#[tokio::test]
async fn a_section_has_files_of_what_it_shows_and_of_nothing_else() -> TestResult {
    let service = served(&Config::default())?;
    // Levels that are not relevant are left out.
    for (show, bars, levels) in [("", 6, 6), ("?show=all", 33, 28)] {
        let text = page(&service, &format!("/explore/occupations/29-1051.00{show}")).await?;
        let csv = page(&service, &format!("/explore/occupations/29-1051.00/knowledge.csv{show}")).await?;
        let shown = between(&text, "<caption class=\"hidden\">Knowledge</caption>", "</table>");
        let names = texts_of(shown, "th scope=\"row\"");
        let mut rows = csv::Reader::from_reader(csv.as_bytes());
        let rows: Vec<csv::StringRecord> = rows.records().collect::<Result<_, _>>()?;
        assert_eq!(names.len(), bars, "{shown}");
        assert_eq!(names, rows.iter().map(|row| row[3].to_owned()).collect::<Vec<_>>());
        assert!(rows.iter().all(|row| &row[1] == "knowledge"), "{csv}");
        let scores = texts_of(shown, "td class=\"score\"");
        let scores: Vec<String> = scores.into_iter().map(|score| score.replace('–', "")).collect();
        let expected: Vec<String> =
            rows.iter().flat_map(|row| [row[4].to_owned(), row[5].to_owned()]).collect();
        assert_eq!(scores, expected);
        let address = format!("/explore/occupations/29-1051.00/knowledge.json{show}");
        let json: Value = serde_json::from_str(&page(&service, &address).await?)?;
        assert_eq!(json[0]["present"].as_array().map(Vec::len), Some(bars));
        assert_eq!(json[0]["levels"].as_object().map(serde_json::Map::len), Some(levels));
    }
    let unknown = get(&service, "/explore/occupations/29-1051.00/nowhere.csv").await?;
    assert_eq!(unknown.status(), StatusCode::NOT_FOUND);
    Ok(())
}

#[tokio::test]
async fn coded_titles_come_as_csv_and_json_as_the_page_shows_them() -> TestResult {
    let service = served(&Config::default())?;
    let send = async |kind: &str| {
        let body = format!("titles=Pharmacist%0APharmacy+Technician&as={kind}");
        let headers = [BROWSER, ("content-type", "application/x-www-form-urlencoded")];
        let response = call(&service, Method::POST, "/explore/code", &headers, &body).await?;
        assert_eq!(response.status(), StatusCode::OK);
        TestResult::Ok(String::from_utf8(response.body().to_vec())?)
    };
    let rows: Vec<Value> = serde_json::from_str(&send("json").await?)?;
    let csv = send("csv").await?;
    let shown = send("").await?;
    assert_eq!(rows.len(), 2);
    for row in &rows {
        for name in ["code", "occupation", "matched_title"] {
            let value = row[name].as_str().unwrap_or_default();
            assert!(!value.is_empty() && csv.contains(value) && unescaped(&shown).contains(value), "{row}");
        }
        let score = row["score"].as_f64().unwrap_or_default();
        assert_eq!((&row["rank"], &row["abstained"]), (&Value::from(1), &Value::from(false)));
        assert!(shown.contains(&format!("{:.0}%", score * 100.0)), "{row}");
    }
    Ok(())
}

#[tokio::test]
async fn pages_have_the_limits_of_programs() -> TestResult {
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("keys");
    std::fs::write(&file, "ada first-key\n")?;
    let mut limits = Limits::default();
    limits.rate_per_key = std::num::NonZeroU32::new(1);
    for (uri, refused) in
        [("/explore/search?q=nurse", "Sign in"), ("/online/search?keyword=nurse", "API key")]
    {
        let config = Config::default().with_limits(limits.clone()).with_key_file(&file)?;
        let service = served(&config)?;
        let without: Vec<_> = futures::future::try_join_all((0..32).map(|_| get(&service, uri))).await?;
        for response in without {
            assert_eq!(response.status(), StatusCode::UNAUTHORIZED, "{uri}");
            assert!(String::from_utf8_lossy(response.body()).contains(refused), "{uri}");
        }
        let key = [BROWSER, ("x-api-key", "first-key")];
        let calls = (0..32).map(|_| call(&service, Method::GET, uri, &key, ""));
        let with = futures::future::try_join_all(calls).await?;
        let count = |status: StatusCode| with.iter().filter(|response| response.status() == status).count();
        // A burst of ten seconds is taken at once, and perhaps one more call a second later.
        let taken = count(StatusCode::OK);
        assert!((10..=12).contains(&taken), "{uri}: {taken}");
        assert_eq!(taken + count(StatusCode::TOO_MANY_REQUESTS), 32, "{uri}");
    }
    Ok(())
}

#[tokio::test]
async fn pages_are_refused_under_a_foreign_host_name() -> TestResult {
    let sources = SourceChain::from(Source::sample()?);
    let config = Config::default();
    let routes = pages(router(sources.clone(), config.clone()), &sources, &config)?;
    let hosts = Hosts::of_listener([127, 0, 0, 1].into());
    let service = HttpLayers::new(&sources, &config).hosts(hosts).around(routes);
    let refusal = async |uri: &str| {
        let request = Request::builder().uri(uri).header("host", "attacker.test");
        let response = service.clone().oneshot(request.body(Body::empty())?).await?;
        TestResult::Ok((response.status(), response.headers().get("location").cloned()))
    };
    let program = refusal("/online/search?keyword=nurse").await?;
    assert!(program.0.is_client_error(), "{program:?}");
    for uri in
        ["/explore", "/explore/search?q=nurse", "/explore/login", "/explore/style.css", "/openapi.json"]
    {
        assert_eq!(refusal(uri).await?, program, "{uri}");
    }
    Ok(())
}
