//! Pages for a person with a browser.

use axum::Router;
use axum::body::Body;
use bytes::Bytes;
use http::{Method, Request, Response, StatusCode};
use http_body_util::BodyExt as _;
use onet_server::{Config, Hosts, HttpLayers, Source, SourceChain, coding_route, pages, router};
use tower::ServiceExt as _;

use crate::common::TestResult;

pub(crate) const BROWSER: (&str, &str) =
    ("accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8");

/// One address of each page.
const PAGES: [&str; 22] = [
    "/explore",
    "/explore/search?q=nurse",
    "/explore/search?q=zzzzqqqq",
    "/explore/occupations/29-1051.00",
    "/explore/occupations/29-1051.00?show=all",
    "/explore/related",
    "/explore/related?q=pharmacist",
    "/explore/related/29-1051.00",
    "/explore/related/29-1051.00/results?activity=4.A.2.a.2.I05.D04&activity=4.A.4.a.1.I05.D01",
    "/explore/compare",
    "/explore/compare?codes=29-1051.00,29-2052.00",
    "/explore/tables",
    "/explore/tables/skills",
    "/explore/tables/skills?filter=scale_id.eq.IM&sort=data_value.descending",
    "/explore/releases",
    "/explore/api/online_search?keyword=pharmacist",
    "/explore/code",
    "/explore/crosswalks",
    "/explore/browse",
    "/explore/browse?path=online/job_zones/",
    "/explore/profiler/results?answers=323432343234323432343234155343",
    "/explore/api?q=crosswalk",
];

pub(crate) fn served(config: &Config) -> TestResult<Router> {
    let sources = SourceChain::from(Source::sample()?);
    let routes = router(sources.clone(), config.clone()).merge(coding_route(&sources, config.clone()));
    let routes = pages(routes, &sources, config)?;
    Ok(HttpLayers::new(&sources, config).around(routes))
}

pub(crate) async fn call(
    service: &Router,
    method: Method,
    uri: &str,
    headers: &[(&str, &str)],
    body: &str,
) -> TestResult<Response<Bytes>> {
    let mut request = Request::builder().method(method).uri(uri).header("host", "localhost");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let (head, body) =
        service.clone().oneshot(request.body(Body::from(body.to_owned()))?).await?.into_parts();
    Ok(Response::from_parts(head, body.collect().await?.to_bytes()))
}

pub(crate) async fn get(service: &Router, uri: &str) -> TestResult<Response<Bytes>> {
    call(service, Method::GET, uri, &[BROWSER], "").await
}

pub(crate) async fn page(service: &Router, uri: &str) -> TestResult<String> {
    let response = get(service, uri).await?;
    let text = String::from_utf8(response.body().to_vec())?;
    assert_eq!(response.status(), StatusCode::OK, "{uri}: {text}");
    Ok(text)
}

fn header<'a>(response: &'a Response<Bytes>, name: &str) -> &'a str {
    response.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
}

#[tokio::test]
async fn the_first_page_is_html_for_a_browser_and_json_for_a_program() -> TestResult {
    let service = served(&Config::default())?;
    let response = get(&service, "/").await?;
    assert_eq!(header(&response, "content-type"), "text/html; charset=utf-8");
    assert!(response.body().len() < 50_000);
    for accept in ["application/json", "*/*", "application/json, text/html;q=0.5", "text/html;q=0"] {
        let response = call(&service, Method::GET, "/", &[("accept", accept)], "").await?;
        assert!(header(&response, "content-type").starts_with("application/json"), "{accept}");
    }
    let without = call(&service, Method::GET, "/", &[], "").await?;
    assert!(serde_json::from_slice::<serde_json::Value>(without.body())?.is_array());
    Ok(())
}

#[tokio::test]
async fn every_page_has_a_heading_a_licence_and_nothing_from_elsewhere() -> TestResult {
    let service = served(&Config::default())?;
    for uri in PAGES {
        let response = get(&service, uri).await?;
        let text = String::from_utf8(response.body().to_vec())?;
        assert_eq!(response.status(), StatusCode::OK, "{uri}: {text}");
        let policy = header(&response, "content-security-policy");
        assert!(policy.contains("default-src 'none'") && !policy.contains("unsafe"), "{uri}: {policy}");
        assert_eq!(text.matches("<h1").count(), 1, "{uri}: {text}");
        assert!(text.contains("CC BY 4.0") && text.contains("<main"), "{uri}");
        assert!(!text.contains(" style=") && !text.contains("<style"), "{uri}");
        assert_eq!(text.matches("<script").count(), 1, "{uri}");
        for source in text.split(" src=\"").skip(1) {
            assert!(source.starts_with("/explore/"), "{uri}: {source:.60}");
        }
        assert!(text.len() < 150_000, "{uri}: {}", text.len());
    }
    Ok(())
}

#[tokio::test]
async fn every_field_has_a_label() -> TestResult {
    let service = served(&Config::default())?;
    for uri in PAGES {
        let text = page(&service, uri).await?;
        for tag in ["<input", "<select", "<textarea"] {
            for field in text.split(tag).skip(1) {
                let field = field.split('>').next().unwrap_or_default();
                let id = field.split(" id=\"").nth(1).and_then(|rest| rest.split('"').next());
                let labelled = id.is_some_and(|id| text.contains(&format!("<label for=\"{id}\"")));
                let is_hidden = field.contains("type=\"hidden\"");
                assert!(labelled || is_hidden || field.contains("aria-label="), "{uri}: {tag}{field}");
            }
        }
    }
    Ok(())
}

#[tokio::test]
async fn the_three_steps_lead_to_the_eighteen_occupations_of_the_manual() -> TestResult {
    let service = served(&Config::default())?;
    let first = page(&service, "/explore/related?q=pharmacist").await?;
    assert!(first.contains("href=\"/explore/related/29-1051.00\""), "{first}");
    let second = page(&service, "/explore/related/29-1051.00").await?;
    for id in ["4.A.2.a.2.I05.D04", "4.A.4.a.1.I05.D01"] {
        assert!(second.contains(&format!("value=\"{id}\"")), "{id} in {second}");
    }
    let query = "activity=4.A.2.a.2.I05.D04&activity=4.A.4.a.1.I05.D01";
    let third = page(&service, &format!("/explore/related/29-1051.00/results?{query}")).await?;
    assert!(third.contains("18 occupations share"), "{third}");
    assert!(third.find("Radiologists") < third.find("Genetic Counselors"), "{third}");
    let csv = page(&service, &format!("/explore/related/29-1051.00/results.csv?{query}")).await?;
    assert_eq!(csv.lines().count(), 19);
    assert_eq!(csv.lines().nth(1), Some("29-1224.00,Radiologists,5,2,1"));
    let filtered = page(&service, &format!("/explore/related/29-1051.00/results?{query}&zone=3")).await?;
    assert!(filtered.contains("of 18 without the filters"), "{filtered}");
    let none = get(&service, "/explore/related/29-1051.00/results").await?;
    assert_eq!(none.status(), StatusCode::UNPROCESSABLE_ENTITY);
    Ok(())
}

#[tokio::test]
async fn what_a_report_shows_is_in_its_csv_and_json() -> TestResult {
    let service = served(&Config::default())?;
    let csv = page(&service, "/explore/occupations/29-1051.00/report.csv").await?;
    assert!(csv.contains("29-1051.00,knowledge,2.C.5.a,Medicine and Dentistry,91"), "{csv}");
    let json = page(&service, "/explore/occupations/29-1051.00/report.json").await?;
    let json: serde_json::Value = serde_json::from_str(&json)?;
    assert_eq!(json["occupation"]["title"], "Pharmacists");
    let shown = page(&service, "/explore/occupations/29-1051.00").await?;
    let names: Vec<&str> =
        shown.split("<th scope=\"row\">").skip(1).filter_map(|rest| rest.split(['<']).next()).collect();
    assert!(names.len() > 10, "{names:?}");
    for name in names {
        assert!(csv.contains(name), "{name}");
    }
    Ok(())
}

#[tokio::test]
async fn the_form_of_a_table_filters_and_sorts_its_rows() -> TestResult {
    let service = served(&Config::default())?;
    let form = "column1=onetsoc_code&operator1=eq&value1=29-1051.00&column2=&operator2=eq&value2=\
                &by=data_value&order=descending";
    // Empty fields go first, then the form has the address of a link.
    let mut address = format!("/explore/tables/skills?{form}");
    for _ in 0..2 {
        let led = get(&service, &address).await?;
        assert_eq!(led.status(), StatusCode::SEE_OTHER, "{address}");
        header(&led, "location").clone_into(&mut address);
    }
    let query = "filter=onetsoc_code.eq.29-1051.00&sort=data_value.descending";
    assert_eq!(address, format!("/explore/tables/skills?{query}"));
    let text = page(&service, &address).await?;
    assert!(
        text.contains("sorted by Data Value, descending") && text.contains("aria-sort=\"descending\""),
        "{text}"
    );
    let csv = page(&service, &format!("/explore/tables/skills/rows.csv?{query}")).await?;
    assert!(csv.lines().skip(1).all(|row| row.starts_with("29-1051.00,")), "{csv}");
    let wrong = get(&service, "/explore/tables/skills?filter=nothing.eq.1").await?;
    assert_eq!(wrong.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(get(&service, "/explore/tables/nothing").await?.status(), StatusCode::NOT_FOUND);
    Ok(())
}

#[tokio::test]
async fn titles_are_coded_on_a_page_and_as_csv() -> TestResult {
    let service = served(&Config::default())?;
    let form = [BROWSER, ("content-type", "application/x-www-form-urlencoded")];
    let response =
        call(&service, Method::POST, "/explore/code", &form, "titles=pharmacist%0D%0Anurse").await?;
    let text = String::from_utf8(response.body().to_vec())?;
    assert_eq!(response.status(), StatusCode::OK, "{text}");
    assert!(text.contains("/explore/occupations/29-1051.00"), "{text}");
    let response = call(&service, Method::POST, "/explore/code", &form, "titles=pharmacist&as=csv").await?;
    assert!(response.body().starts_with(b"title,code,occupation,score"), "{:?}", response.body());
    Ok(())
}

#[tokio::test]
async fn the_answers_of_the_profiler_lead_to_careers() -> TestResult {
    let service = served(&Config::default())?;
    let answers = "323432343234323432343234155343";
    let fields: String = answers.chars().zip(1..).map(|(digit, at)| format!("&q{at}={digit}")).collect();
    let response = get(&service, &format!("/explore/profiler?questions=30{fields}")).await?;
    assert_eq!(response.status(), StatusCode::SEE_OTHER);
    let target = header(&response, "location").to_owned();
    let text = page(&service, &target).await?;
    assert!(text.contains("Realistic") && text.contains("/explore/occupations/"), "{text}");
    // The sample has no questions; the page asks for the digits.
    let text = page(&service, "/explore/profiler").await?;
    assert!(text.contains("name=\"answers\""), "{text}");
    Ok(())
}

#[tokio::test]
async fn every_operation_has_a_page_and_the_definition_is_served() -> TestResult {
    let service = served(&Config::default())?;
    for operation in onet_api::operations::ALL {
        let uri = format!("/explore/api/{}", operation.id);
        let text = page(&service, &uri).await?;
        assert!(text.contains("<h1 class=\"path\">"), "{uri}");
    }
    let text = page(&service, "/explore/api/online_search?keyword=nurse&end=2").await?;
    assert!(
        text.contains("curl ") && text.contains("http://localhost/online/search?keyword=nurse"),
        "{text}"
    );
    let definition: serde_json::Value = serde_json::from_str(&page(&service, "/openapi.json").await?)?;
    assert!(definition["paths"].is_object());
    Ok(())
}

#[tokio::test]
async fn what_a_person_types_stays_text() -> TestResult {
    let service = served(&Config::default())?;
    let hostile = "%3Cscript%3Ealert(1)%3C/script%3E%22%1b%5B2J";
    for uri in
        ["search?q=", "related?q=", "compare?add=", "api?q=", "occupations/", "tables/", "browse?path="]
    {
        let response = get(&service, &format!("/explore/{uri}{hostile}")).await?;
        let text = String::from_utf8(response.body().to_vec())?;
        assert!(!text.contains("<script>") && !text.contains('\u{1b}'), "{uri}: {text}");
    }
    Ok(())
}

#[tokio::test]
async fn pages_stay_below_the_path_of_the_public_address() -> TestResult {
    let config = Config::default();
    let sources = SourceChain::from(Source::sample()?);
    let routes = pages(router(sources.clone(), config.clone()), &sources, &config)?;
    let hosts = Hosts::of_listener([127, 0, 0, 1].into()).public_url("https://example.org/jobs".parse()?);
    let service = HttpLayers::new(&sources, &config).hosts(hosts).around(routes);
    for uri in ["/explore", "/explore/occupations/29-1051.00", "/explore/search?q=nurse", "/explore/nowhere"]
    {
        let text = String::from_utf8(get(&service, uri).await?.body().to_vec())?;
        assert!(text.contains("href=\"/jobs/explore/style.css\""), "{text}");
        for attribute in ["href", "src", "action"] {
            assert!(!text.contains(&format!("{attribute}=\"/explore")), "{uri}: {text}");
        }
    }
    let led = get(&service, "/explore/search?q=nurse&industry=").await?;
    assert_eq!(header(&led, "location"), "/jobs/explore/search?q=nurse");
    Ok(())
}

#[tokio::test]
async fn a_person_signs_in_once_where_keys_are_required() -> TestResult {
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("keys");
    std::fs::write(&file, "ada the-key\n")?;
    let service = served(&Config::default().with_key_file(&file)?)?;
    let refused = get(&service, "/explore/search?q=nurse").await?;
    assert_eq!(refused.status(), StatusCode::UNAUTHORIZED);
    let text = String::from_utf8(refused.body().to_vec())?;
    assert!(text.contains("name=\"key\"") && text.contains("value=\"/explore/search?q=nurse\""), "{text}");
    assert_eq!(get(&service, "/explore/style.css").await?.status(), StatusCode::OK);

    let form = [BROWSER, ("content-type", "application/x-www-form-urlencoded")];
    let wrong = call(&service, Method::POST, "/explore/login", &form, "key=wrong&next=/explore").await?;
    assert_eq!(wrong.status(), StatusCode::UNAUTHORIZED);
    assert!(!wrong.headers().contains_key("set-cookie"));
    let body = "key=the-key&next=https%3A%2F%2Felsewhere.test%2F";
    let right = call(&service, Method::POST, "/explore/login", &form, body).await?;
    assert_eq!((right.status(), header(&right, "location")), (StatusCode::SEE_OTHER, "/explore"));
    let cookie = header(&right, "set-cookie").to_owned();
    assert!(cookie.contains("; HttpOnly; SameSite=Strict") && !cookie.contains("the-key"), "{cookie}");
    let cookie = cookie.split(';').next().unwrap_or_default();

    for uri in ["/", "/explore/search?q=nurse", "/online/search?keyword=nurse"] {
        let response = call(&service, Method::GET, uri, &[BROWSER, ("cookie", cookie)], "").await?;
        assert_eq!(response.status(), StatusCode::OK, "{uri}");
        let wrong = call(&service, Method::GET, uri, &[BROWSER, ("cookie", "onet_key=d3Jvbmc")], "").await?;
        assert_eq!(wrong.status(), StatusCode::UNAUTHORIZED, "{uri}");
    }
    Ok(())
}
