//! Forms of pages: what does not fit, and what a visitor sees then.

use http::{Method, StatusCode};
use onet_server::Config;

use crate::common::TestResult;
use crate::pages::{BROWSER, call, get, page, served};

const SEND: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");

fn location(response: &http::Response<bytes::Bytes>) -> &str {
    response.headers().get("location").and_then(|value| value.to_str().ok()).unwrap_or_default()
}

/// The element with an id, up to the end of its tag.
fn tag<'t>(text: &'t str, id: &str) -> &'t str {
    let before = text.split_once(&format!(" id=\"{id}\"")).map_or("", |(before, _)| before);
    let begin = before.rfind('<').unwrap_or_default();
    text[begin..].split('>').next().unwrap_or_default()
}

#[tokio::test]
async fn what_does_not_fit_is_named_above_the_form_and_at_its_field() -> TestResult {
    let service = served(&Config::default())?;
    // The address, the field at fault, and what was typed and stays.
    for (uri, field, typed) in [
        ("tables/skills?filter=data_value.lte.many", "value1", "value=\"many\""),
        ("tables/skills?filter=title.contains.a&filter=date_updated.before.soon", "value2", "value=\"soon\""),
        ("tables/skills?column1=n&operator1=endswith&value1=5", "operator1", "value=\"5\""),
        ("tables/skills?column2=colour&operator2=eq&value2=red", "column1", "value=\"red\""),
        ("tables/skills?column1=n&operator1=gt", "value1", "<option value=\"n\" selected"),
        ("tables/skills?sort=colour", "by", "<option value=\"\">order of the table"),
        ("tables/skills/rows.csv?filter=n.gt.few", "value1", "value=\"few\""),
        ("crosswalks?kind=ESCO", "keyword", "<option value=\"ESCO\" selected"),
        ("crosswalks?kind=XYZ&keyword=29-1051", "kind", "29-1051</textarea>"),
        ("compare?codes=29-1051.00&add=qqqq", "add", "value=\"qqqq\""),
        ("compare?codes=29-1051.00&sort=size", "sort", "value=\"29-1051.00\""),
        ("compare?codes=nurse", "add", "nurse"),
        ("profiler/results?answers=12345", "answers", "value=\"12345\""),
        ("api/online_occupations_overview?x=1", "parameter-code", "name=\"code\""),
        ("related/29-1051.00/results", "activities", "name=\"activity\""),
        (
            "related/29-1051.00/results?activity=4.A.2.a.2.I05.D04&sort=size",
            "",
            "value=\"4.A.2.a.2.I05.D04\" checked",
        ),
        ("search?q=nurse&start=many", "", "value=\"nurse\""),
    ] {
        let response = get(&service, &format!("/explore/{uri}")).await?;
        let text = String::from_utf8(response.body().to_vec())?;
        assert_eq!(response.status(), StatusCode::UNPROCESSABLE_ENTITY, "{uri}");
        assert!(text.contains("<title>Error: "), "{uri}");
        assert!(
            text.contains("<div class=\"errors\" role=\"alert\" tabindex=\"-1\" autofocus"),
            "{uri}: {text}"
        );
        assert!(text.contains(typed), "{uri}: {text}");
        assert!(!text.contains(" position "), "{uri}: {text}");
        if !field.is_empty() {
            assert!(text.contains(&format!("<a href=\"#{field}\">")), "{uri}: {text}");
            assert!(text.contains(&format!("class=\"error\" id=\"{field}-error\"")), "{uri}: {text}");
            assert!(tag(&text, field).contains(&format!("{field}-error\"")), "{uri}: {}", tag(&text, field));
        }
    }
    Ok(())
}

#[tokio::test]
async fn what_an_address_names_and_is_not_there_is_not_found() -> TestResult {
    let service = served(&Config::default())?;
    for uri in [
        "occupations/99-9999.00",
        "occupations/nurse",
        "occupations/99-9999.00/report.csv",
        "occupations/29-1051.00/nowhere.json",
        "related/99-9999.00",
        "related/99-9999.00/results?activity=4.A.2.a.2.I05.D04",
        "tables/nosuch",
        "tables/No%20Such",
        "tables/nosuch/rows.csv",
        "api/nosuch",
        "browse?path=online/job_zones/9",
        "browse?path=online/nowhere/",
        "nowhere",
    ] {
        let response = get(&service, &format!("/explore/{uri}")).await?;
        assert_eq!(response.status(), StatusCode::NOT_FOUND, "{uri}");
    }
    Ok(())
}

#[tokio::test]
async fn empty_fields_leave_the_address() -> TestResult {
    let service = served(&Config::default())?;
    for (uri, short) in [
        ("/explore/search?q=", "/explore/search"),
        (
            "/explore/related/29-1051.00/results?activity=4.A.2.a.2.I05.D04&zone=&family=+",
            "/explore/related/29-1051.00/results?activity=4.A.2.a.2.I05.D04",
        ),
        ("/explore/crosswalks?kind=SOC&keyword=", "/explore/crosswalks?kind=SOC"),
    ] {
        let response = get(&service, uri).await?;
        assert_eq!((response.status(), location(&response)), (StatusCode::SEE_OTHER, short), "{uri}");
    }
    Ok(())
}

#[tokio::test]
async fn all_conditions_and_orders_of_an_address_are_in_the_form() -> TestResult {
    let service = served(&Config::default())?;
    let conditions = [
        "n.gte.1",
        "scale_id.eq.IM",
        "title.ncontains.x",
        "data_value.nna",
        "date_updated.onafter.2001-01-01",
    ];
    let filters: Vec<String> = conditions.iter().map(|filter| format!("filter={filter}")).collect();
    let address = format!("/explore/tables/skills?{}&sort=n.descending&sort=title", filters.join("&"));
    let text = page(&service, &address).await?;
    assert!(text.contains("sorted by N, descending, then Title"), "{text}");
    assert!(text.contains("name=\"column6\"") && text.contains("name=\"sort\" value=\"title\""), "{text}");
    // The form as it is sent leads to the same address.
    let form = "column1=n&operator1=gte&value1=1&column2=scale_id&operator2=eq&value2=IM&column3=title&operator3=ncontains\
                &value3=x&column4=data_value&operator4=nna&column5=date_updated&operator5=onafter&value5=2001-01-01&by=n\
                &order=descending&sort=title";
    let sent = get(&service, &format!("/explore/tables/skills?{form}")).await?;
    assert_eq!(location(&sent), address);
    Ok(())
}

#[tokio::test]
async fn many_lines_cross_over_at_once() -> TestResult {
    let service = served(&Config::default())?;
    let query = "kind=SOC&keyword=29-1051%0D%0A%3Dzz%0D%0A%0D%0Apharmacy+technicians";
    let text = page(&service, &format!("/explore/crosswalks?{query}")).await?;
    assert!(text.contains("2 of 3 lines have occupations."), "{text}");
    assert!(text.contains("href=\"/explore/occupations/29-2052.00\""), "{text}");
    let csv = page(&service, &format!("/explore/crosswalks/list.csv?{query}")).await?;
    let lines: Vec<&str> = csv.lines().collect();
    assert_eq!(lines[0], "input,code,title,onetsoc_code,occupation,reason");
    assert_eq!(lines[1], "29-1051,29-1051,Pharmacists,29-1051.00,Pharmacists,");
    // What was typed stays as it is.
    assert!(lines[2].starts_with("=zz,,,,,"), "{csv}");
    assert_eq!(lines.len(), 4, "{csv}");
    let many: String = (0..201).map(|number| format!("{number}%0A")).collect();
    let refused = get(&service, &format!("/explore/crosswalks?kind=SOC&keyword={many}")).await?;
    assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
    Ok(())
}

#[tokio::test]
async fn titles_below_the_threshold_get_no_code_unless_one_is_picked() -> TestResult {
    let service = served(&Config::default())?;
    let send = async |more: &str| {
        let body = format!("titles=Pharmacist%0A%3Dcmd%7Cx%0A%0AZahnarzt+nurse{more}");
        let response = call(&service, Method::POST, "/explore/code", &[BROWSER, SEND], &body).await?;
        assert_eq!(response.status(), StatusCode::OK);
        TestResult::Ok(String::from_utf8(response.body().to_vec())?)
    };
    let coding =
        call(&service, Method::POST, "/code", &[], r#"{"titles": ["=cmd|x", "Zahnarzt nurse"], "top": 3}"#)
            .await?;
    let coding: serde_json::Value = serde_json::from_slice(coding.body())?;
    let results = coding["results"].as_array().cloned().unwrap_or_default();
    assert!(results.iter().all(|result| result["abstained"] == true), "{coding}");
    let csv = send("&as=csv").await?;
    let lines: Vec<&str> = csv.lines().collect();
    assert_eq!(lines[0], "title,code,occupation,score,matched_title,rank,abstained,seniority");
    assert!(
        lines[1].starts_with("Pharmacist,29-1051.00,Pharmacists,") && lines[1].ends_with(",1,false,"),
        "{csv}"
    );
    // The visitor's own cell stays as it is, and so does the row without a title.
    assert_eq!(lines[2..], ["=cmd|x,,,,,,true,", ",,,,,,true,", "Zahnarzt nurse,,,,,,true,"]);
    let shown = send("").await?;
    assert!(shown.contains("2 have no candidate that is likely enough. 1 row has no title."), "{shown}");
    let second = results[1]["candidates"][1]["code"].as_str().unwrap_or_default();
    let picked = send(&format!("&as=csv&pick3={second}")).await?;
    let last = picked.lines().last().unwrap_or_default();
    assert!(
        last.starts_with(&format!("Zahnarzt nurse,{second},")) && last.ends_with(",2,false,"),
        "{picked}"
    );
    Ok(())
}

#[tokio::test]
async fn no_cell_of_a_pasted_table_is_lost() -> TestResult {
    let service = served(&Config::default())?;
    let body = "titles=code%2Ctitle%2Ccode_2%0Aa%2CPharmacist%2Cb%2Csurplus%0Ac&layout=table&as=csv";
    let response = call(&service, Method::POST, "/explore/code", &[BROWSER, SEND], body).await?;
    let csv = String::from_utf8(response.body().to_vec())?;
    let lines: Vec<&str> = csv.lines().collect();
    assert!(lines[0].starts_with("code_3,title,code_2,column_4,code,occupation,"), "{csv}");
    assert!(lines[1].starts_with("a,Pharmacist,b,surplus,29-1051.00,"), "{csv}");
    assert!(lines[2].starts_with("c,,,,,"), "{csv}");
    Ok(())
}

#[tokio::test]
async fn a_sorted_table_comes_whole_in_its_order() -> TestResult {
    let service = served(&Config::default())?;
    let rows = async |query: &str| {
        let csv = page(&service, &format!("/explore/tables/skills/rows.csv{query}")).await?;
        TestResult::Ok(csv.lines().skip(1).map(str::to_owned).collect::<Vec<_>>())
    };
    let (plain, sorted) = (rows("").await?, rows("?sort=element_name.descending").await?);
    assert!(plain.len() > 200, "{}", plain.len());
    let ordered = |mut rows: Vec<String>| {
        rows.sort_unstable();
        rows
    };
    assert_ne!(plain, sorted);
    assert_eq!(ordered(plain), ordered(sorted));
    Ok(())
}

#[tokio::test]
async fn lists_that_the_source_does_not_have_are_marked() -> TestResult {
    let service = served(&Config::default())?;
    let text = page(&service, "/explore/browse").await?;
    let list = text.split("<ul class=\"lists\">").nth(1).unwrap_or_default();
    let list = list.split("</ul>").next().unwrap_or_default();
    let mut marked = 0;
    for item in list.split("<li>").skip(1) {
        let address = item.split('"').nth(1);
        let is_marked = item.contains("not in this source");
        assert_ne!(is_marked, address.is_some(), "{item}");
        if let Some(address) = address {
            assert_eq!(get(&service, address).await?.status(), StatusCode::OK, "{address}");
        }
        marked += usize::from(is_marked);
    }
    assert!(marked > 0, "{list}");
    Ok(())
}

#[tokio::test]
async fn the_page_of_a_list_names_what_it_lists() -> TestResult {
    let service = served(&Config::default())?;
    for (path, heading, what) in [
        (
            "online/job_zones/4",
            "Job Zone Four: Considerable Preparation Needed",
            "Occupations in one Job Zone.",
        ),
        (
            "online/onet_data/knowledge/2.C.5.a",
            "Medicine and Dentistry",
            "Occupations rated on one knowledge area",
        ),
        (
            "online/job_families/29-0000",
            "Healthcare Practitioners and Technical",
            "Occupations in one job family",
        ),
    ] {
        let text = page(&service, &format!("/explore/browse?path={path}")).await?;
        assert!(text.contains(&format!("<h1>{heading}</h1><p>{what}")), "{path}: {text}");
    }
    Ok(())
}

#[tokio::test]
async fn a_form_of_another_site_neither_signs_in_nor_out() -> TestResult {
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("keys");
    std::fs::write(&file, "ada the-key\n")?;
    let service = served(&Config::default().with_key_file(&file)?)?;
    let post = async |path: &str, more: &[(&str, &str)]| {
        let headers = [&[BROWSER, SEND], more].concat();
        call(&service, Method::POST, path, &headers, "key=the-key&next=/explore/search").await
    };
    for path in ["/explore/login", "/explore/logout"] {
        for foreign in [
            ("origin", "https://attacker.test"),
            ("origin", "http://localhost.attacker.test"),
            ("origin", "null"),
            ("sec-fetch-site", "cross-site"),
            ("sec-fetch-site", "same-site"),
        ] {
            let refused = post(path, &[foreign]).await?;
            assert_eq!(refused.status(), StatusCode::FORBIDDEN, "{path} {foreign:?}");
            assert!(!refused.headers().contains_key("set-cookie"), "{path} {foreign:?}");
        }
    }
    for own in [
        &[][..],
        &[("origin", "http://localhost"), ("sec-fetch-site", "same-origin")],
        &[("origin", "https://localhost")],
        &[("origin", "https://behind-a-proxy.test"), ("sec-fetch-site", "same-origin")],
    ] {
        let signed_in = post("/explore/login", own).await?;
        assert_eq!(
            (signed_in.status(), location(&signed_in)),
            (StatusCode::SEE_OTHER, "/explore/search"),
            "{own:?}"
        );
    }
    let left = post("/explore/logout", &[("origin", "http://localhost")]).await?;
    let cookie = left.headers().get("set-cookie").and_then(|value| value.to_str().ok()).unwrap_or_default();
    assert!(cookie.starts_with("onet_key=;") && cookie.ends_with("; Max-Age=0"), "{cookie}");
    assert_eq!(location(&left), "/explore/login");
    let read = get(&service, "/explore/logout").await?;
    assert!(!read.headers().contains_key("set-cookie"), "a link signs nobody out");
    Ok(())
}

#[tokio::test]
async fn the_menu_and_the_way_out_are_for_those_who_are_in() -> TestResult {
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("keys");
    std::fs::write(&file, "ada the-key\n")?;
    let service = served(&Config::default().with_key_file(&file)?)?;
    let menu = "aria-label=\"Pages\"";
    let way_out = "action=\"/explore/logout\"";
    let refused = get(&service, "/explore/tables").await?;
    let text = String::from_utf8(refused.body().to_vec())?;
    assert!(!text.contains(menu) && !text.contains(way_out), "{text}");
    let cookie = [BROWSER, ("cookie", "other=1; onet_key=dGhlLWtleQ")];
    let seen = call(&service, Method::GET, "/explore/tables", &cookie, "").await?;
    let text = String::from_utf8(seen.body().to_vec())?;
    assert!(text.contains(menu) && text.contains(way_out), "{text}");
    let open = page(&served(&Config::default())?, "/explore/tables").await?;
    assert!(open.contains(menu) && !open.contains(way_out), "{open}");
    Ok(())
}
