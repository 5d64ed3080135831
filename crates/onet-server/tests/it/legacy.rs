//! The addresses of version 1.x over the sample: who is let in, which form is answered, and what links carry.

use crate::common::{BASE, NOT_IN_SOURCE, Service, TestResult};
use axum::Router;
use axum::body::Body;
use bytes::Bytes;
use http::header::{ACCEPT, ALLOW, AUTHORIZATION, CONTENT_TYPE, HOST, VARY, WWW_AUTHENTICATE};
use http::{Method, Request, Response, StatusCode};
use http_body_util::BodyExt as _;
use onet_server::{Config, Source, legacy, router};
use serde_json::{Value, json};
use tower::ServiceExt as _;

/// The gateway over the sample, beside the service that it stands on, as `onet serve` has it.
fn gateway(config: Config) -> TestResult<Router> {
    let source = Source::sample()?;
    let v2 = router(source.clone(), Config::default());
    Ok(router(source, config.clone()).merge(legacy::routes(v2, config)))
}

/// The gateway with the keys `first-key` and `second-key`.
fn gateway_with_keys() -> TestResult<Router> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("keys");
    std::fs::write(&path, "first-key\nsecond-key\n")?;
    gateway(Config::default().with_key_file(&path)?)
}

async fn send(router: &Router, request: Request<Body>) -> TestResult<Response<Bytes>> {
    let (head, body) = router.clone().oneshot(request).await?.into_parts();
    Ok(Response::from_parts(head, body.collect().await?.to_bytes()))
}

async fn get(
    router: &Router,
    path: &str,
    headers: &[(http::HeaderName, &str)],
) -> TestResult<Response<Bytes>> {
    let mut request = Request::get(format!("{BASE}{path}"));
    for (name, value) in headers {
        request = request.header(name, *value);
    }
    send(router, request.body(Body::empty())?).await
}

fn text(response: &Response<Bytes>) -> TestResult<&str> {
    Ok(std::str::from_utf8(response.body())?)
}

fn header(response: &Response<Bytes>, name: http::HeaderName) -> &str {
    response.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
}

/// The answer as JSON, which must be a success.
async fn json_of(router: &Router, path: &str) -> TestResult<Value> {
    let response = get(router, path, &[(ACCEPT, "application/json")]).await?;
    match response.status() {
        StatusCode::OK => Ok(serde_json::from_slice(response.body())?),
        status => Err(format!("{path}: {status} {}", text(&response)?).into()),
    }
}

#[tokio::test]
async fn answers_are_xml_or_since_1_8_json_on_request() -> TestResult {
    let gateway = gateway(Config::default())?;
    for (base, accept, form) in [
        ("/ws", None, "application/xml"),
        ("/ws", Some("*/*"), "application/xml"),
        ("/ws", Some("application/json"), "application/json"),
        ("/v1.9/ws", Some("application/json, */*"), "application/json"),
        ("/v1.8/ws", Some("application/json"), "application/json"),
        ("/v1.7/ws", Some("application/json"), "application/xml"),
        ("/v1.2/ws", Some("application/json"), "application/xml"),
    ] {
        let headers: Vec<_> = accept.into_iter().map(|accept| (ACCEPT, accept)).collect();
        let response = get(&gateway, &format!("{base}/about/"), &headers).await?;
        assert_eq!(response.status(), StatusCode::OK, "{base} {accept:?}: {}", text(&response)?);
        assert_eq!(header(&response, CONTENT_TYPE), format!("{form}; charset=utf-8"), "{base} {accept:?}");
        assert_eq!(header(&response, VARY), "accept", "{base}");
        let starts = if form == "application/json" { "{" } else { "<about" };
        assert!(text(&response)?.starts_with(starts), "{base}: {}", text(&response)?);
    }
    Ok(())
}

#[tokio::test]
async fn about_names_the_requested_version() -> TestResult {
    let gateway = gateway(Config::default())?;
    for (base, version) in
        [("/ws", "1.9"), ("/v1.9/ws", "1.9"), ("/v1.8/ws", "1.8"), ("/v1.7/ws", "1.7"), ("/v1.2/ws", "1.2")]
    {
        let response = get(&gateway, &format!("{base}/about"), &[]).await?;
        let expected = format!("<api_version>{version}</api_version>");
        assert!(text(&response)?.contains(&expected), "{base}: {}", text(&response)?);
    }
    Ok(())
}

#[tokio::test]
async fn unknown_versions_are_not_found() -> TestResult {
    let gateway = gateway(Config::default())?;
    for path in [
        "/v1.5/ws/about/",
        "/v2.0/ws/",
        "/v1/ws",
        "/1.9/ws/about/",
        "/ws/nothing",
        "/v1.9/ws/online/nothing/",
    ] {
        let response = get(&gateway, path, &[]).await?;
        assert_eq!(response.status(), StatusCode::NOT_FOUND, "{path}");
        assert_eq!(header(&response, CONTENT_TYPE), "text/plain; charset=utf-8", "{path}");
    }
    let beside = get(&gateway, "/online/nothing", &[]).await?;
    assert_eq!(
        header(&beside, CONTENT_TYPE),
        "application/json; charset=utf-8",
        "version 2.0 stays as it is"
    );
    Ok(())
}

#[tokio::test]
async fn each_version_lists_its_own_services() -> TestResult {
    let gateway = gateway(Config::default())?;
    for (base, services) in [
        ("/v1.7/ws", &["about", "mnm", "mpp", "veterans", "online"][..]),
        ("/v1.8/ws", &["about", "mnm", "mpp", "veterans", "online"]),
        ("/v1.9/ws", &["about", "mnm", "mpp", "veterans", "online", "database"]),
        ("/ws", &["about", "mnm", "mpp", "veterans", "online", "database"]),
    ] {
        let response = get(&gateway, &format!("{base}/"), &[]).await?;
        let listed = text(&response)?;
        for service in services {
            assert!(
                listed.contains(&format!("\"{BASE}{base}/{service}/\"")),
                "{base}: {service} in {listed}"
            );
            let answer = get(&gateway, &format!("{base}/{service}/"), &[]).await?;
            assert_ne!(answer.status(), StatusCode::NOT_FOUND, "{base}/{service}/ is a dead link");
        }
        assert_eq!(listed.matches("<resource ").count(), services.len(), "{listed}");
    }
    Ok(())
}

#[tokio::test]
async fn a_key_is_a_password_or_a_client() -> TestResult {
    let gateway = gateway_with_keys()?;
    // any:first-key, :second-key, first-key:any, any:first
    for (authorization, query, status) in [
        (None, "", StatusCode::UNAUTHORIZED),
        (Some("Basic YW55OmZpcnN0LWtleQ=="), "", StatusCode::OK),
        (Some("Basic OnNlY29uZC1rZXk="), "", StatusCode::OK),
        (Some("Basic Zmlyc3Qta2V5OmFueQ=="), "", StatusCode::UNAUTHORIZED),
        (Some("Basic YW55OmZpcnN0"), "", StatusCode::UNAUTHORIZED),
        (Some("Bearer first-key"), "", StatusCode::UNAUTHORIZED),
        (Some("Basic"), "", StatusCode::UNAUTHORIZED),
        (None, "?client=first-key", StatusCode::OK),
        (None, "?client=nobody", StatusCode::UNAUTHORIZED),
        (None, "?client=", StatusCode::UNAUTHORIZED),
        (None, "?key=first-key", StatusCode::UNAUTHORIZED),
        (Some("Basic YW55OmZpcnN0"), "?client=second-key", StatusCode::OK),
        (Some("Basic YW55OmZpcnN0LWtleQ=="), "?client=nobody", StatusCode::OK),
    ] {
        let headers: Vec<_> = authorization.into_iter().map(|value| (AUTHORIZATION, value)).collect();
        let response = get(&gateway, &format!("/v1.9/ws/about/{query}"), &headers).await?;
        assert_eq!(response.status(), status, "{authorization:?} {query}");
        if status == StatusCode::UNAUTHORIZED {
            assert!(text(&response)?.contains("Authorization Error"), "{}", text(&response)?);
            assert!(header(&response, WWW_AUTHENTICATE).starts_with("Basic "));
        }
    }
    let v2 = get(&gateway, "/about/", &[(AUTHORIZATION, "Basic YW55OmZpcnN0LWtleQ==")]).await?;
    assert_eq!(v2.status(), StatusCode::UNAUTHORIZED, "version 2.0 goes on asking for its own header");
    Ok(())
}

#[tokio::test]
async fn a_missing_key_is_refused_before_anything_else() -> TestResult {
    let gateway = gateway_with_keys()?;
    for path in ["/ws/online/search", "/ws/nothing", "/v1.9/ws/online/occupations/99-9999.99/"] {
        assert_eq!(get(&gateway, path, &[]).await?.status(), StatusCode::UNAUTHORIZED, "{path}");
    }
    Ok(())
}

#[tokio::test]
async fn links_have_the_base_of_the_call_and_no_key() -> TestResult {
    let gateway = gateway(Config::default())?;
    for base in ["/ws", "/v1.9/ws", "/v1.8/ws"] {
        let call = format!("{base}/online/search?client=secret&keyword=nurse&start=2&end=3");
        let found = json_of(&gateway, &call).await?;
        let whole = found.to_string();
        assert!(!whole.contains("secret"), "{whole}");
        let code = found["occupation"][0]["code"].as_str().ok_or("no code")?;
        assert_eq!(
            found["occupation"][0]["href"],
            format!("{BASE}{base}/online/occupations/{code}/"),
            "{base}"
        );
        for link in found["link"].as_array().ok_or("no links")? {
            let href = link["href"].as_str().ok_or("no href")?;
            assert!(href.starts_with(&format!("{BASE}{base}/online/search?keyword=nurse&")), "{href}");
            let path = href.strip_prefix(BASE).ok_or("a link leads elsewhere")?;
            assert_eq!(json_of(&gateway, path).await?["keyword"], "nurse");
        }
        let ways: Vec<&Value> =
            found["link"].as_array().into_iter().flatten().map(|link| &link["rel"]).collect();
        assert_eq!(ways.len(), 2, "{whole}");
        assert!(ways.contains(&&json!("next")) && ways.contains(&&json!("prev")), "{whole}");
    }
    Ok(())
}

#[tokio::test]
async fn a_call_without_a_host_for_its_links_is_refused() -> TestResult {
    let gateway = gateway(Config::default())?;
    let request = Request::get("/v1.8/ws/").header(HOST, "old.example:81").body(Body::empty())?;
    let response = send(&gateway, request).await?;
    assert!(text(&response)?.contains("\"http://old.example:81/v1.8/ws/about/\""), "{}", text(&response)?);
    let hostless = Request::get("/ws/online/search?keyword=nurse&end=1").body(Body::empty())?;
    assert_eq!(send(&gateway, hostless).await?.status(), StatusCode::BAD_REQUEST);
    let no_host = Request::get("/ws/").header(HOST, "a\"><b").body(Body::empty())?;
    let response = send(&gateway, no_host).await?;
    assert_eq!(response.status(), StatusCode::BAD_REQUEST);
    assert!(!text(&response)?.contains("a\"><b"), "{}", text(&response)?);
    Ok(())
}

#[tokio::test]
async fn both_slash_forms_and_a_posted_form_are_the_same_call() -> TestResult {
    let gateway = gateway(Config::default())?;
    let plain = get(&gateway, "/ws/online/search?keyword=nurse&end=2", &[]).await?;
    assert_eq!(plain.status(), StatusCode::OK);
    let slash = get(&gateway, "/ws/online/search/?keyword=nurse&end=2", &[]).await?;
    assert_eq!(slash.body(), plain.body());
    let overview = get(&gateway, "/ws/online/occupations/29-1051.00/", &[]).await?;
    assert_eq!(get(&gateway, "/ws/online/occupations/29-1051.00", &[]).await?.body(), overview.body());
    for (query, form) in [
        ("", "keyword=nurse&end=2"),
        ("?keyword=nurse", "end=2"),
        ("?keyword=nurse&end=2", "keyword=pharmacist"),
    ] {
        let request = Request::post(format!("{BASE}/ws/online/search{query}"))
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded; charset=UTF-8")
            .body(Body::from(form))?;
        let posted = send(&gateway, request).await?;
        assert_eq!((posted.status(), posted.body()), (StatusCode::OK, plain.body()), "{query} {form}");
    }
    Ok(())
}

#[tokio::test]
async fn a_posted_body_is_a_small_form() -> TestResult {
    let gateway = gateway(Config::default())?;
    let post = |kind: &'static str, body: String| {
        Request::post(format!("{BASE}/ws/online/search?keyword=nurse"))
            .header(CONTENT_TYPE, kind)
            .body(Body::from(body))
    };
    let form = "application/x-www-form-urlencoded";
    for (kind, body, status) in [
        (form, String::new(), StatusCode::OK),
        (form, format!("x={}", "y".repeat(70_000)), StatusCode::PAYLOAD_TOO_LARGE),
        ("application/json", "{}".to_owned(), StatusCode::UNSUPPORTED_MEDIA_TYPE),
        (form, "%FF=%FE&&=&keyword".to_owned(), StatusCode::OK),
    ] {
        let response = send(&gateway, post(kind, body)?).await?;
        assert_eq!(response.status(), status, "{kind}: {}", text(&response)?);
    }
    Ok(())
}

#[tokio::test]
async fn only_get_head_and_post_are_allowed() -> TestResult {
    let gateway = gateway(Config::default())?;
    for method in [Method::PUT, Method::PATCH, Method::DELETE] {
        let request =
            Request::builder().method(&method).uri(format!("{BASE}/ws/about/")).body(Body::empty())?;
        let response = send(&gateway, request).await?;
        assert_eq!(response.status(), StatusCode::METHOD_NOT_ALLOWED, "{method}");
        assert!(header(&response, ALLOW).contains("GET"), "{method}");
    }
    let request = Request::head(format!("{BASE}/ws/about/")).body(Body::empty())?;
    let response = send(&gateway, request).await?;
    assert_eq!((response.status(), response.body().len()), (StatusCode::OK, 0));
    Ok(())
}

#[tokio::test]
async fn errors_have_the_wording_of_version_1() -> TestResult {
    let gateway = gateway(Config::default())?;
    let missing = "The required parameter \"keyword\" was not provided.";
    let response = get(&gateway, "/ws/online/search", &[]).await?;
    assert_eq!(response.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(text(&response)?.contains(&format!("<error>{missing}</error>")), "{}", text(&response)?);
    let response = get(&gateway, "/ws/online/search?keyword=", &[(ACCEPT, "application/json")]).await?;
    assert_eq!(response.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(serde_json::from_slice::<Value>(response.body())?, json!({ "error": missing }));
    assert!(!response.headers().contains_key(NOT_IN_SOURCE));
    Ok(())
}

#[tokio::test]
async fn data_missing_in_the_source_are_marked() -> TestResult {
    let gateway = gateway(Config::default())?;
    for path in [
        "/ws/online/occupations/29-1051.00/details/abilities",
        "/ws/online/occupations/11-1011.00/details/skills",
        "/ws/online/occupations/29-1051.00/details/work_values",
        "/ws/online/occupations/29-1051.00/details/tools_used",
        "/ws/mnm/careers/29-1051.00/abilities",
    ] {
        let response = get(&gateway, path, &[]).await?;
        assert_eq!(response.status(), StatusCode::UNPROCESSABLE_ENTITY, "{path}: {}", text(&response)?);
        assert_eq!(header(&response, NOT_IN_SOURCE.try_into()?), "1", "{path}: {}", text(&response)?);
        assert!(text(&response)?.starts_with("<error>"), "{path}: {}", text(&response)?);
    }
    Ok(())
}

#[tokio::test]
async fn missing_members_are_named_in_a_header() -> TestResult {
    let gateway = gateway(Config::default())?;
    let response = get(&gateway, "/ws/online/search?keyword=nurse", &[]).await?;
    let lacking = header(&response, "onet-losses".try_into()?);
    assert!(lacking.contains("occupation[].relevance_score"), "{lacking}");
    // The sample has no Bright Outlook list: `false` in its documents stands for unknown.
    assert!(lacking.contains("occupation[].tags.bright_outlook"), "{lacking}");
    Ok(())
}

#[tokio::test]
async fn a_bright_outlook_that_the_source_does_not_know_is_named_as_missing() -> TestResult {
    let gateway = gateway(Config::default())?;
    for (path, member) in [
        ("/ws/online/search?keyword=nurse", "occupation[].tags.bright_outlook"),
        ("/ws/online/occupations/29-1051.00/", "tags.bright_outlook"),
        ("/ws/mnm/search?keyword=nurse", "career[].tags.bright_outlook"),
    ] {
        // The second call is answered from the cache.
        for _ in 0..2 {
            let response = get(&gateway, path, &[]).await?;
            let lacking = header(&response, "onet-losses".try_into()?);
            let mut members = lacking.split(", ");
            assert!(members.any(|known| known == member), "{path}: {lacking}");
        }
    }
    let folder = tempfile::tempdir()?;
    std::fs::write(folder.path().join("outlook.csv"), "Code,Categories\n29-1051.00,grow\n")?;
    let sample = std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/sample"));
    let service = Service::import_with(sample, &[folder.path()])?;
    let known = legacy::routes(router(service.source.clone(), Config::default()), Config::default());
    let response = get(&known, "/ws/online/search?keyword=nurse", &[]).await?;
    let lacking = header(&response, "onet-losses".try_into()?);
    assert!(!lacking.contains("bright_outlook"), "{lacking}");
    Ok(())
}

#[tokio::test]
async fn crosswalks_have_the_shape_of_the_military_one() -> TestResult {
    let gateway = gateway(Config::default())?;
    let path = "/v1.9/ws/online/crosswalks/soc?keyword=29&start=2&end=2";
    let response = get(&gateway, path, &[]).await?;
    assert_eq!(response.status(), StatusCode::OK, "{}", text(&response)?);
    let expected = r#"<crosswalks keyword="29" start="2" end="2""#;
    assert!(text(&response)?.starts_with(expected), "{}", text(&response)?);
    let page = json_of(&gateway, path).await?;
    let first = &page["match"][0];
    assert_eq!(
        first["occupations"]["occupation"][0]["tags"],
        json!({ "bright_outlook": false, "green": false })
    );
    let relations: Vec<_> = page["link"].as_array().into_iter().flatten().map(|link| &link["rel"]).collect();
    assert_eq!(relations, ["prev", "next"]);
    assert!(
        page["link"][1]["href"].as_str().is_some_and(|link| link.contains("/v1.9/ws/online/crosswalks/soc?"))
    );
    Ok(())
}

#[tokio::test]
async fn a_page_is_limited_to_the_largest_of_2_0() -> TestResult {
    let gateway = gateway(Config::default())?;
    let all = json_of(&gateway, "/ws/online/occupations/?end=10000").await?;
    assert_eq!((&all["end"], &all["total"]), (&json!(20), &json!(20)));
    let rows = json_of(&gateway, "/ws/database/rows/knowledge?end=5000&filter=scale_id.eq.IM").await?;
    let count = rows["row"].as_array().map(Vec::len);
    assert_eq!((count, &rows["end"]), (Some(660), &json!(660)));
    Ok(())
}

#[tokio::test]
async fn no_call_makes_the_server_fail() -> TestResult {
    let gateway = gateway(Config::default())?;
    for path in [
        "/ws/online/occupations/%FF/",
        "/ws/online/occupations/29-1051.00%00/details/skills",
        "/ws/online/occupations//details/skills",
        "/ws/online/occupations/../../about/",
        "/ws/online/occupations/%2e%2e%2fabout/",
        "/ws//about/",
        "/ws/online/occupations/29-1051.00/details/skills?display=tiny",
        "/ws/online/search?keyword=a&start=-1",
        "/ws/online/search?keyword=a&start=99999999999999999999&end=x",
        "/ws/online/search?keyword=%FF%00",
        "/ws/online/search?keyword=<>&\"'",
        "/ws/online/search?keyword=nurse&end=1000000",
        "/ws/database/rows/skills?filter=x.y.z&sort=..",
        "/ws/taxonomy/2010_to_2019?code=29-1051.00",
        "/ws/taxonomy/nowhere_to_nowhere?code=29-1051.00",
        "/ws/mnm/interestprofiler/results?answers=9",
        "/ws/online/hot_technology/A%2FB%23C",
    ] {
        // Some of these are no address at all; what is one gets an answer.
        let Ok(request) = Request::get(format!("{BASE}{path}")).body(Body::empty()) else { continue };
        let status = send(&gateway, request).await?.status();
        assert!(!status.is_server_error(), "{path}: {status}");
    }
    Ok(())
}

#[tokio::test]
async fn a_short_section_has_ten_items_and_a_long_one_all() -> TestResult {
    let gateway = gateway(Config::default())?;
    let path = "/v1.9/ws/online/occupations/29-1051.00/details/skills";
    let short = json_of(&gateway, path).await?;
    assert_eq!(
        (&short["display"], &short["report"], &short["code"]),
        (&json!("short"), &json!("details"), &json!("29-1051.00"))
    );
    assert_eq!(short["element"].as_array().map(Vec::len), Some(10));
    assert_eq!(json_of(&gateway, &format!("{path}?display=short")).await?, short);
    let long = json_of(&gateway, &format!("{path}?display=long")).await?;
    assert_eq!((&long["display"], long["element"].as_array().map(Vec::len)), (&json!("long"), Some(35)));
    Ok(())
}

#[tokio::test]
async fn a_whole_report_is_merged_from_the_sections_that_have_data() -> TestResult {
    let gateway = gateway(Config::default())?;
    for (report, kind) in [("details", "details_report"), ("summary", "summary_report")] {
        let path = format!("/v1.9/ws/online/occupations/29-1051.00/{report}");
        let merged = json_of(&gateway, &path).await?;
        for section in ["knowledge", "skills", "interests", "job_zone", "related_occupations"] {
            let mut alone = json_of(&gateway, &format!("{path}/{section}")).await?;
            let members = alone.as_object_mut().ok_or("no object")?;
            members.retain(|name, _| !["code", "report", "display"].contains(&name.as_str()));
            assert_eq!(merged[section], alone, "{report}: {section}");
        }
        assert_eq!(merged["code"], "29-1051.00", "{report}");
        assert!(merged.get("abilities").is_none(), "{report}: the sample has no abilities");
        let xml = get(&gateway, &format!("{path}/"), &[]).await?;
        assert!(text(&xml)?.starts_with(&format!("<{kind} ")), "{}", text(&xml)?);
    }
    let unknown = get(&gateway, "/ws/online/occupations/99-9999.99/details", &[]).await?;
    assert_eq!(unknown.status(), StatusCode::UNPROCESSABLE_ENTITY, "a report on nothing is no report");
    Ok(())
}
