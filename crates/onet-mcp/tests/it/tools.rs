//! Each tool with good values and with bad ones, on the sample.

use serde_json::{Value, json};

use crate::common::{call, client, text};

const ANSWERS: &str = "323432343234323432343234155343";

/// Good arguments, and what stands in the structured content.
fn good() -> Vec<(&'static str, Value, &'static str, Value)> {
    vec![
        ("search_occupations", json!({"text": "pharmacist"}), "/occupations/0/code", json!("29-1051.00")),
        (
            "search_occupations",
            json!({"text": "nurse", "limit": 1, "offset": 1}),
            "/occupations/1",
            Value::Null,
        ),
        ("get_occupation", json!({"code": "29-1051.00"}), "/title", json!("Pharmacists")),
        (
            "get_occupation",
            json!({"code": "pharmacy aides", "sections": "Skills"}),
            "/sections/0/total",
            json!(35),
        ),
        (
            "get_occupation",
            json!({"code": "29-1051", "sections": ["knowledge"], "detail": "full"}),
            "/sections/0/items/32/name",
            json!("Fine Arts"),
        ),
        ("related_activities", json!({"code": "29-1051.00"}), "/activities/0/id", json!("4.A.2.a.2.I05.D04")),
        (
            "related_activities",
            json!({"code": "29-1051.00", "activities": ["4.A.2.a.2.I05.D04", "4.A.4.a.1.I05.D01"]}),
            "/total",
            json!(18),
        ),
        (
            "related_activities",
            json!({"code": "29-1051.00", "activities": ["4.A.2.a.2.I05.D04", "4.A.4.a.1.I05.D01"], "detail": "full"}),
            "/occupations/0/similar_activities/0/id",
            json!("4.A.4.a.1.I05.D05"),
        ),
        (
            "related_activities",
            json!({"code": "29-1051.00", "activities": "verify accuracy of patient information"}),
            "/total",
            json!(6),
        ),
        (
            "code_job_titles",
            json!({"titles": ["pharm tech"]}),
            "/results/0/candidates/0/code",
            json!("29-2052.00"),
        ),
        (
            "compare_occupations",
            json!({"codes": ["29-1051.00", "29-2052.00"], "detail": "full"}),
            "/sections/0/elements/0/scores",
            json!([74, 31]),
        ),
        (
            "crosswalk",
            json!({"kind": "soc", "codes": ["29-1051.00"]}),
            "/results/0/pairs/0/code",
            json!("29-1051"),
        ),
        ("interest_profile", json!({"answers": ANSWERS}), "/code", json!("IAE")),
        ("interest_profile", json!({"answers": ANSWERS, "job_zones": [5]}), "/job_zones/0/total", json!(10)),
        ("query_table", json!({}), "/total", json!(17)),
        (
            "query_table",
            json!({"table": "job_zones", "filters": ["job_zone.gte.5"], "columns": ["title"], "limit": 1}),
            "/rows/0",
            json!({"title": "Orthodontists"}),
        ),
        (
            "call_operation",
            json!({"path": "/online/occupations/{code}/summary/skills", "parameters": {"code": "29-1051.00"}}),
            "/answer/element/0/related",
            json!("/online/occupations/29-1051.00/related/skills/2.A.1.b"),
        ),
        (
            "call_operation",
            json!({"path": "/online/search?keyword=pharmacy+tech&start=1&end=3", "parameters": {"end": 1}}),
            "/answer/end",
            json!(1),
        ),
        ("query_table", json!({"table": "job_zones", "limit": "1", "sort": null}), "/total", json!(20)),
        ("code_job_titles", json!({"titles": "[\"pharm tech\", \"cook\"]"}), "/total", json!(2)),
        ("search_occupations", json!({"text": "pharmacist", "offset": 1000}), "/occupations", json!([])),
        ("call_operation", json!({"path": "about"}), "/answer/database/name", json!("O*NET 29.3 sample")),
        (
            "call_operation",
            json!({"search": "job outlook salary"}),
            "/operations/0/path",
            json!("/mnm/careers/{code}/job_outlook"),
        ),
    ]
}

/// Bad arguments, and what stands in the hint.
fn bad() -> Vec<(&'static str, Value, &'static str)> {
    let occupation = "29-1051.00";
    vec![
        ("search_occupations", json!({"text": " "}), "pharmacist"),
        ("search_occupations", json!({"txt": "nurse"}), "text (required)"),
        ("search_occupations", json!({"text": "nurse", "limit": "many"}), "limit"),
        ("get_occupation", json!({"code": "99-9999.00"}), "search_occupations"),
        ("get_occupation", json!({"code": ""}), "29-1051.00"),
        ("get_occupation", json!({"code": "29-1"}), "one of these codes"),
        ("get_occupation", json!({"code": "zzqqx"}), "search_occupations"),
        ("get_occupation", json!({"code": occupation, "sections": ["taskz"]}), "tasks; the sections are"),
        ("get_occupation", json!({"code": occupation, "detail": "long"}), "detail"),
        ("related_activities", json!({"code": "99-9999.00"}), "search_occupations"),
        (
            "related_activities",
            json!({"code": occupation, "activities": ["4.A.2.a.2.I05.D05"]}),
            "lists them",
        ),
        (
            "related_activities",
            json!({"code": occupation, "activities": ["verify acuracy of patient information"]}),
            "4.A.2.a.2.I05.D04",
        ),
        ("code_job_titles", json!({"titles": []}), "titles"),
        ("code_job_titles", json!({"titles": vec!["nurse"; 101]}), "several calls"),
        ("code_job_titles", json!({"titles": ["nurse"], "level": "fine"}), "level"),
        ("code_job_titles", json!({"titles": ["nurse", " "]}), "the others"),
        ("code_job_titles", json!({"titles": ["nurse"], "top": 0}), "top"),
        ("code_job_titles", json!({"titles": ["nurse"], "min_score": 7}), "min_score"),
        ("code_job_titles", json!({"titles": ["x".repeat(5000)]}), "titles (required)"),
        ("get_occupation", json!({"code": "x".repeat(5000)}), "code (required)"),
        ("get_occupation", json!({"code": 29}), "code (required)"),
        ("query_table", json!({"table": "job_zones", "limit": 0}), "limit"),
        ("call_operation", json!({"path": "/online/search?keywords=x"}), "keyword"),
        ("call_operation", json!({"path": "/online/search", "parameters": {"start": 1.5}}), "parameters"),
        ("compare_occupations", json!({"codes": [occupation]}), "codes"),
        ("compare_occupations", json!({"codes": [occupation, "pharmacists"]}), "different"),
        ("compare_occupations", json!({"codes": [occupation, "99-9999.00"]}), "search_occupations"),
        ("compare_occupations", json!({"codes": [occupation, "29-2052.00"], "sort": "size"}), "sort"),
        ("crosswalk", json!({"kind": "naics", "codes": [occupation]}), "kind (required)"),
        ("crosswalk", json!({"kind": "soc", "codes": ["99-9999"]}), "another kind"),
        (
            "crosswalk",
            json!({"kind": "military", "codes": [occupation]}),
            "another kind that this source has: soc",
        ),
        ("interest_profile", json!({"answers": "12345"}), "30 or 60 digits"),
        ("interest_profile", json!({"answers": ANSWERS, "job_zones": [9]}), "job_zones"),
        ("interest_profile", json!({}), "30 or 60 digits"),
        ("query_table", json!({"table": "job_zone"}), "job_zones; the tables are"),
        ("query_table", json!({"table": "job zones", "filters": ["zone.gte.5"]}), "job_zone"),
        ("query_table", json!({"table": "job_zones", "filters": ["job_zone>5"]}), "column.operator.value"),
        ("query_table", json!({"table": "job_zones", "sort": ["zone"]}), "job_zone"),
        ("query_table", json!({"table": "job_zones", "columns": ["job_zon"]}), "job_zone; its columns are"),
        ("call_operation", json!({}), "search"),
        (
            "call_operation",
            json!({"path": "/online/occupation/29-1051.00"}),
            "/online/occupations/29-1051.00",
        ),
        ("call_operation", json!({"path": "/online/search", "parameters": {"keywords": "x"}}), "keyword"),
        ("call_operation", json!({"path": "/online/search"}), "keyword (required)"),
        ("call_operation", json!({"path": "/online/occupations/{code}"}), "parameters"),
        ("call_operation", json!({"path": "https://example.org/about"}), "the path alone"),
        ("call_operation", json!({"path": "/mnm/careers/29-1051.00/job_outlook"}), "live service"),
        ("call_operation", json!({"search": "qqq"}), "words"),
    ]
}

#[tokio::test]
async fn good_values_are_answered_by_the_schema_with_the_source_in_few_words() {
    let client = client().await;
    let tools = client.list_all_tools().await.expect("the tools");
    for (name, arguments, place, expected) in good() {
        let result = call(&client, name, arguments.clone()).await;
        assert_ne!(result.is_error, Some(true), "{name} {arguments}: {}", text(&result));
        let content = result.structured_content.as_ref().expect("structured content");
        let found = content.pointer(place).cloned().unwrap_or_default();
        assert_eq!(found, expected, "{name} {arguments} at {place}: {content:#}");
        assert_eq!(content["source"]["release"], "O*NET 29.3", "{name}");
        assert!(
            content["source"]["licence"].as_str().is_some_and(|text| text.contains("CC BY 4.0")),
            "{name}"
        );
        let tool = tools.iter().find(|tool| tool.name == name).expect("the tool is listed");
        let schema = Value::Object((**tool.output_schema.as_ref().expect("an output schema")).clone());
        let validator = jsonschema::validator_for(&schema).expect("the schema is one");
        let faults: Vec<String> = validator.iter_errors(content).map(|fault| fault.to_string()).collect();
        assert!(faults.is_empty(), "{name} {arguments}: {faults:?}");
        let (text, json) = (text(&result), content.to_string());
        assert!(text.contains("O*NET 29.3") && text.len() < json.len() + 100, "{name}: {text}");
    }
}

#[tokio::test]
async fn bad_values_are_results_with_a_hint() {
    let client = client().await;
    for (name, arguments, hint) in bad() {
        let result = call(&client, name, arguments.clone()).await;
        let text = text(&result);
        assert_eq!(result.is_error, Some(true), "{name} {arguments}: {text}");
        let (message, tried) = text.split_once("\ntry: ").unwrap_or((text, ""));
        assert!(tried.contains(hint) && !message.is_empty(), "{name} {arguments}: {text}");
        assert!(text.len() < 1000, "{name} {arguments}: {text}");
    }
}

#[tokio::test]
async fn every_tool_has_good_and_bad_values_here() {
    for name in onet_mcp::tool_names() {
        assert!(good().iter().any(|row| row.0 == name), "{name}");
        assert!(bad().iter().any(|row| row.0 == name), "{name}");
    }
}

#[tokio::test]
async fn an_offset_behind_the_end_of_a_list_is_named() {
    let client = client().await;
    for (tool, arguments) in [
        ("search_occupations", json!({"text": "pharmacist"})),
        ("get_occupation", json!({"code": "29-1051.00", "sections": ["skills"]})),
        ("related_activities", json!({"code": "29-1051.00"})),
        ("related_activities", json!({"code": "29-1051.00", "activities": ["4.A.2.a.2.I05.D04"]})),
        ("crosswalk", json!({"kind": "soc", "codes": ["29-1051.00"]})),
        ("interest_profile", json!({"answers": ANSWERS})),
        ("query_table", json!({"table": "job_zones"})),
    ] {
        for offset in [100_000, u64::MAX] {
            let mut arguments = arguments.clone();
            arguments["offset"] = offset.into();
            let result = call(&client, tool, arguments).await;
            let next = result.structured_content.as_ref().and_then(|content| content["next"].as_str());
            let named = next.is_some_and(|next| next.contains("with an offset below"));
            assert!(named, "{tool} {offset}: {}", text(&result));
        }
    }
}

#[tokio::test]
async fn candidates_below_the_least_score_are_left_out() {
    let client = client().await;
    let score = async |least: f64| {
        let arguments = json!({"titles": ["pharmacy technician"], "top": 10, "min_score": least});
        let content = call(&client, "code_job_titles", arguments).await.structured_content;
        let content = content.expect("structured content");
        let candidates = content["results"][0]["candidates"].as_array().cloned().unwrap_or_default();
        candidates.iter().filter_map(|found| found["score"].as_f64()).collect::<Vec<_>>()
    };
    let all = score(0.0).await;
    let (best, least) = (all[0], all[all.len() - 1]);
    assert!(all.len() > 1 && least < best, "{all:?}");
    let some = score((best + least) / 2.0).await;
    assert!(some.len() < all.len() && some.iter().all(|score| *score >= (best + least) / 2.0), "{some:?}");
}

#[tokio::test]
async fn the_next_call_gives_the_rest_of_a_list() {
    let client = client().await;
    let mut arguments = json!({"table": "job_zones", "limit": 9, "offset": 0});
    let mut codes = Vec::new();
    loop {
        let result = call(&client, "query_table", arguments.clone()).await;
        let content = result.structured_content.expect("structured content");
        let rows = content["rows"].as_array().cloned().unwrap_or_default();
        codes.extend(rows.iter().map(|row| row["onetsoc_code"].to_string()));
        let Some(next) = content["next"].as_str() else { break };
        let offset =
            next.rsplit(' ').next().and_then(|number| number.parse::<u64>().ok()).expect("an offset");
        arguments["offset"] = offset.into();
    }
    let count = codes.len();
    codes.dedup();
    assert_eq!((count, codes.len()), (20, 20));
}
