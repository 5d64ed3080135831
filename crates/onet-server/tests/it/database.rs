//! The tables of the database: what is listed, what their columns are, and which rows are found.

use std::collections::BTreeSet;

use crate::common::{BASE, Service, TestResult, is_marked, sentence};
use futures::TryStreamExt as _;
use http::StatusCode;
use jsonschema::Validator;
use onet_api::operation::Operation;
use onet_api::{ErrorKind, operations, types};
use onet_domain::table_query::TableQuery;
use onet_domain::{Filter, OnetSocCode};
use serde_json::{Value, json};

const ROWS: &str = "/database/rows";
const INFO: &str = "/database/info";

/// What an answer of an operation must be by the contract.
fn contract(operation: &Operation) -> TestResult<Validator> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../spec/openapi.json");
    let contract: Value = serde_json::from_str(&std::fs::read_to_string(path)?)?;
    let answer = &contract["paths"][operation.path]["get"]["responses"]["200"];
    let mut schema = answer["content"]["application/json"]["schema"].clone();
    schema["components"] = contract["components"].clone();
    Ok(jsonschema::draft202012::new(&schema).map_err(|problem| problem.to_string())?)
}

async fn tables(service: &Service) -> TestResult<Vec<types::DatabaseTable>> {
    Ok(service.client.database_list().await?)
}

/// A page of rows for a query of which each pair is a parameter.
async fn page(service: &Service, table: &str, query: &[(&str, &str)]) -> TestResult<Value> {
    Ok(service.client.raw(&format!("{ROWS}/{table}"), query).await?)
}

async fn rows(service: &Service, table: &str, query: &[(&str, &str)]) -> TestResult<Vec<Value>> {
    let mut all = query.to_vec();
    all.push(("end", "2000"));
    let page = page(service, table, &all).await?;
    let rows = page["row"].as_array().ok_or("there are no rows")?.clone();
    assert_eq!(page["total"], rows.len(), "{table} {query:?}");
    Ok(rows)
}

/// Whether a value has the type of its column.
fn fits(column: &types::DatabaseColumn, value: &Value) -> bool {
    let is_day = |text: &str| {
        let place =
            |(at, byte): (usize, u8)| if matches!(at, 4 | 7) { byte == b'-' } else { byte.is_ascii_digit() };
        text.len() == 10 && text.bytes().enumerate().all(place)
    };
    match column.type_.as_str() {
        "Number" => value.is_number(),
        "Date" => value.as_str().is_some_and(is_day),
        "Text" => value.is_string(),
        _ => false,
    }
}

/// Every table is as its list, its columns and the contract say.
async fn check_all_tables(service: &Service) -> TestResult {
    let (list, info, page) = (
        contract(&operations::DATABASE_LIST)?,
        contract(&operations::DATABASE_TABLE_INFO)?,
        contract(&operations::DATABASE_ROWS)?,
    );
    let listed = service.client.raw("/database/", &[]).await?;
    assert!(list.is_valid(&listed), "{listed}");
    for table in tables(service).await? {
        let id = &table.table_id;
        assert_eq!(table.info, format!("{BASE}{INFO}/{id}"));
        assert_eq!(table.rows, format!("{BASE}{ROWS}/{id}"));
        assert!(table.description.ends_with('.'), "{id}");

        let answer = service.client.raw(&table.info, &[]).await?;
        assert!(info.is_valid(&answer), "{answer}");
        let info: types::DatabaseTableInfo = serde_json::from_value(answer)?;
        assert_eq!((&info.table_id, &info.title, &info.rows), (id, &table.title, &table.rows));
        assert_eq!(info.description, table.description);

        let answer = service.client.raw(&table.rows, &[("end", "2000")]).await?;
        assert!(page.is_valid(&answer), "{id}");
        let answer: types::DatabaseRowPage = serde_json::from_value(answer)?;
        assert!(answer.end <= answer.total, "{id}");
        let known: BTreeSet<_> = info.column.iter().map(|column| &column.column_id).collect();
        for row in &answer.row {
            assert!(row.keys().all(|column| known.contains(column)), "{id}: {row:?}");
            for column in &info.column {
                let is_right =
                    row.get(&column.column_id).map_or(column.optional, |value| fits(column, value));
                assert!(is_right, "{id}.{}: {row:?}", column.column_id);
            }
        }
    }
    Ok(())
}

#[tokio::test]
async fn every_table_of_the_sample_matches_its_description() -> TestResult {
    let sample = Service::sample()?;
    check_all_tables(&sample).await?;
    let ids: Vec<_> = tables(&sample).await?.into_iter().map(|table| table.table_id).collect();
    assert_eq!(ids.len(), 17);
    assert_eq!(ids[..3], ["content_model_reference", "job_zone_reference", "occupation_data"]);
    Ok(())
}

#[tokio::test]
async fn columns_are_those_of_the_service() -> TestResult {
    let sample = Service::sample()?;
    let info = sample.client.raw(&format!("{INFO}/knowledge"), &[]).await?;
    assert_eq!(info["data_dictionary"], "https://www.onetcenter.org/dictionary/29.3/excel/knowledge.html");
    assert_eq!(info["download"], json!({}));
    let first = json!({
        "column_id": "onetsoc_code",
        "optional": false,
        "title": "O*NET-SOC Code",
        "description": "Code of the occupation.",
        "type": "Text",
        "format": "Character(10)",
    });
    assert_eq!(info["column"][0], first);
    assert_eq!(info["column"][1]["column_id"], "title");
    assert_eq!(info["column"][1]["format"], "Character Varying(150)");
    assert_eq!(info["column"][6]["type"], "Number");
    assert_eq!(info["column"][13]["type"], "Date");

    let row = &page(&sample, "knowledge", &[("end", "1")]).await?["row"][0];
    let expected = json!({
        "onetsoc_code": "29-1023.00", "title": "Orthodontists",
        "element_id": "2.C.1.a", "element_name": "Administration and Management",
        "scale_id": "IM", "scale_name": "Importance", "data_value": 3.18, "n": 24,
        "standard_error": 0.3635, "lower_ci_bound": 2.429, "upper_ci_bound": 3.9328,
        "recommend_suppress": "N", "date_updated": "2023-08-01", "domain_source": "Incumbent",
    });
    // As texts, so that the order of the columns counts.
    assert_eq!(row.to_string(), expected.to_string());
    Ok(())
}

/// A filter, its column, and its condition on a value.
type Case = (&'static str, &'static str, fn(&Value) -> bool);

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_lowercase()
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or(f64::NAN)
}

const CASES: [Case; 26] = [
    ("onetsoc_code.eq.29-1051.00", "onetsoc_code", |value| value == "29-1051.00"),
    ("element_name.eq.ACTIVE listening", "element_name", |value| value == "Active Listening"),
    ("element_name.neq.active listening", "element_name", |value| value != "Active Listening"),
    ("element_name.contains.ING", "element_name", |value| text(value).contains("ing")),
    ("element_name.ncontains.ing", "element_name", |value| !text(value).contains("ing")),
    ("title.startswith.rad", "title", |value| text(value).starts_with("rad")),
    ("title.nstartswith.RAD", "title", |value| !text(value).starts_with("rad")),
    ("title.endswith.ologists", "title", |value| text(value).ends_with("ologists")),
    ("title.nendswith.ologists", "title", |value| !text(value).ends_with("ologists")),
    ("data_value.eq.4.00", "data_value", |value| number(value) == 4.0),
    ("data_value.neq.4", "data_value", |value| number(value) != 4.0),
    ("data_value.lt.2.5", "data_value", |value| number(value) < 2.5),
    ("data_value.nlt.2.5", "data_value", |value| number(value) >= 2.5),
    ("data_value.lte.2.5", "data_value", |value| number(value) <= 2.5),
    ("data_value.gt.4", "data_value", |value| number(value) > 4.0),
    ("data_value.gte.4", "data_value", |value| number(value) >= 4.0),
    ("data_value.ngte.4", "data_value", |value| number(value) < 4.0),
    ("date_updated.eq.2023-08-01", "date_updated", |value| value == "2023-08-01"),
    ("date_updated.before.2023-08-01", "date_updated", |value| text(value).as_str() < "2023-08-01"),
    ("date_updated.onbefore.2023-08-01", "date_updated", |value| text(value).as_str() <= "2023-08-01"),
    ("date_updated.after.2020-02-29", "date_updated", |value| text(value).as_str() > "2020-02-29"),
    ("date_updated.onafter.2023-08-01", "date_updated", |value| text(value).as_str() >= "2023-08-01"),
    ("date_updated.nonafter.2023-08-01", "date_updated", |value| text(value).as_str() < "2023-08-01"),
    ("not_relevant.na", "not_relevant", Value::is_null),
    ("not_relevant.nna", "not_relevant", |value| !value.is_null()),
    // Half of the rows lack the value: they are not other than N.
    ("not_relevant.neq.n", "not_relevant", |value| value == "Y"),
];

#[tokio::test]
async fn every_operator_finds_the_matching_rows() -> TestResult {
    let sample = Service::sample()?;
    let all = rows(&sample, "skills", &[]).await?;
    assert_eq!(all.len(), 1_400);
    for (filter, column, holds) in CASES {
        let expected: Vec<_> = all.iter().filter(|row| holds(&row[column])).cloned().collect();
        assert_eq!(rows(&sample, "skills", &[("filter", filter)]).await?, expected, "{filter}");
    }
    Ok(())
}

#[tokio::test]
async fn filters_are_combined_and_sort_keys_apply_in_order() -> TestResult {
    let sample = Service::sample()?;
    let query = [
        ("filter", "data_value.gte.4"),
        ("filter", "scale_id.eq.im"),
        ("sort", "data_value.descending"),
        ("sort", "title"),
    ];
    let mut expected: Vec<_> = rows(&sample, "skills", &[])
        .await?
        .into_iter()
        .filter(|row| number(&row["data_value"]) >= 4.0 && row["scale_id"] == "IM")
        .collect();
    // The sort keeps the order of the release among equals, as the engine must.
    expected.sort_by(|one, two| {
        let by_value = number(&two["data_value"]).total_cmp(&number(&one["data_value"]));
        by_value.then_with(|| text(&one["title"]).cmp(&text(&two["title"])))
    });
    let found = rows(&sample, "skills", &query).await?;
    assert_eq!(found.len(), 66);
    assert_eq!(found, expected);
    Ok(())
}

#[tokio::test]
async fn pages_make_up_the_whole_and_keep_filters_and_order() -> TestResult {
    let sample = Service::sample()?;
    let (filter, sort) = (("filter", "title.eq.Pharmacists"), ("sort", "element_name.descending"));
    let whole = rows(&sample, "knowledge", &[filter]).await?;
    let mut answer = page(&sample, "knowledge", &[filter, sort, ("end", "25")]).await?;
    let mut found = Vec::new();
    loop {
        found.extend(answer["row"].as_array().ok_or("there are no rows")?.iter().cloned());
        let Some(next) = answer["next"].as_str() else { break };
        let kept =
            format!("{BASE}{ROWS}/knowledge?filter=title.eq.Pharmacists&sort=element_name.descending&");
        assert!(next.starts_with(&kept), "{next}");
        answer = sample.client.raw(next, &[]).await?;
    }
    assert_eq!((answer["start"].as_i64(), answer["end"].as_i64()), (Some(51), Some(66)));
    assert!(found.is_sorted_by_key(|row| std::cmp::Reverse(text(&row["element_name"]))));
    let set = |rows: &[Value]| rows.iter().map(Value::to_string).collect::<BTreeSet<_>>();
    assert_eq!((found.len(), set(&found)), (66, set(&whole)));
    Ok(())
}

#[tokio::test]
async fn a_page_without_bounds_has_twenty_rows_and_one_without_rows_ends_at_zero() -> TestResult {
    let sample = Service::sample()?;
    for (filter, end, total) in [("data_value.gte.0", 20, 1_320), ("title.contains.a & b = c", 0, 0)] {
        let answer = page(&sample, "knowledge", &[("filter", filter)]).await?;
        assert_eq!((answer["start"].as_i64(), answer["end"].as_i64()), (Some(1), Some(end)), "{filter}");
        assert_eq!(answer["total"], total, "{filter}");
    }
    Ok(())
}

/// Wrong calls, with the messages of their refusals.
const WRONG: [(&str, &str); 15] = [
    ("skills?filter=colour.eq.red", "The filter does not fit: the table skills has no column colour."),
    ("skills?sort=colour", "The sort key does not fit: the table skills has no column colour."),
    ("skills?filter=data_value.contains.4", "`contains` is for text columns"),
    ("skills?filter=title.lt.4", "`lt` is for number columns"),
    ("skills?filter=title.eq.x&filter=data_value.gte.high", "\"high\" is not a number"),
    ("skills?filter=date_updated.after.2023-02-29", "\"2023-02-29\" is not a date"),
    ("skills?filter=data_value", "filter must be a column, an operator and a value, such as"),
    ("skills?filter=data_value.like.4", "not \"data_value.like.4\""),
    ("skills?filter=title.eq.", "filter must be a column"),
    ("skills?sort=title.up", "sort must be the id of a column"),
    ("no_such_table", "There is no table no_such_table in"),
    ("derived_occupation_activity", "There is no table derived_occupation_activity in"),
    ("skils", "Did you mean skills?"),
    ("skills?filter=data_valu.gt.3", "Did you mean data_value?"),
    ("skills?end=2001", "a page must be of at most 2000 items"),
];

#[tokio::test]
async fn a_wrong_query_is_refused_with_the_reason() -> TestResult {
    for service in [Service::sample()?, Service::sample_on_disk()?] {
        for (call, message) in WRONG {
            let response = service.get(&format!("{ROWS}/{call}")).await?;
            assert_eq!(response.status(), StatusCode::UNPROCESSABLE_ENTITY, "{call}");
            assert!(!is_marked(&response), "{call}");
            let sentence = sentence(&response)?;
            assert!(sentence.contains(message), "{call}: {sentence}");
        }
        let response = service.get(&format!("{INFO}/no_such_table")).await?;
        assert_eq!((response.status(), is_marked(&response)), (StatusCode::UNPROCESSABLE_ENTITY, false));
    }
    Ok(())
}

#[tokio::test]
async fn a_table_missing_in_the_sample_is_not_in_the_source() -> TestResult {
    let sample = Service::sample()?;
    for path in [ROWS, INFO] {
        let failure = sample.client.raw(&format!("{path}/abilities"), &[]).await.expect_err("it has none");
        assert_eq!(failure.kind(), ErrorKind::NotInSource);
        assert!(failure.message().contains("Abilities is not in O*NET 29.3 sample."), "{failure}");
    }
    Ok(())
}

#[tokio::test]
async fn sql_in_a_filter_is_refused_or_finds_nothing() -> TestResult {
    let sample = Service::sample()?;
    let attempts = ["' OR '1'='1", "x'; DROP TABLE skills; --", "\" OR \"\"=\"", "%", "_____", "?1", "\u{0}"];
    for attempt in attempts {
        for operator in ["eq", "contains", "startswith", "endswith"] {
            let filter = format!("title.{operator}.{attempt}");
            assert!(rows(&sample, "skills", &[("filter", &filter)]).await?.is_empty(), "{filter}");
        }
        for (key, value) in [
            ("filter", format!("{attempt}.eq.1")),
            ("filter", format!("title.{attempt}.1")),
            ("filter", format!("data_value.gte.{attempt}")),
            ("sort", attempt.to_owned()),
            ("sort", format!("title.{attempt}")),
        ] {
            let failure = page(&sample, "skills", &[(key, &value)]).await.expect_err("it makes no sense");
            let failure = failure.downcast::<onet_api::Error>()?;
            assert_eq!((failure.kind(), failure.status()), (ErrorKind::Refused, Some(422)), "{value}");
        }
    }
    assert_eq!(rows(&sample, "skills", &[]).await?.len(), 1_400);
    Ok(())
}

#[tokio::test]
async fn the_workflow_reads_tables_of_the_sample() -> TestResult {
    #[derive(serde::Deserialize)]
    struct Rating {
        onetsoc_code: OnetSocCode,
        data_value: f64,
        not_relevant: Option<String>,
    }

    let sample = Service::sample()?;
    let query = TableQuery::new(sample.client.clone(), "skills".parse()?)
        .filter(Filter::column("onetsoc_code")?.eq("29-1051.00")?)
        .filter(Filter::column("not_relevant")?.na())
        .sort("data_value.descending".parse()?);
    query.check().await?;
    let ratings: Vec<Rating> = query.rows_as::<Rating>().try_collect().await?;
    assert_eq!(ratings.len(), 35);
    assert!(ratings.is_sorted_by(|one, two| one.data_value >= two.data_value));
    let code: OnetSocCode = "29-1051.00".parse()?;
    assert!(ratings.iter().all(|row| row.onetsoc_code == code && row.not_relevant.is_none()));
    Ok(())
}

/// Questions to a whole release: a table, the query, how many rows there are, and a column of the first three. The
/// numbers are those of `fixtures/oracle/database_rows.py` over the text files of O*NET 29.3.
const WHOLE: [(&str, &str, i64, &str, &str); 16] = [
    (
        "skills",
        "filter=onetsoc_code.eq.17-2141.00&filter=data_value.gte.4&sort=data_value.descending&sort=element_name",
        12,
        "element_name",
        r#"["Reading Comprehension","Complex Problem Solving","Mathematics"]"#,
    ),
    (
        "knowledge",
        "filter=title.contains.ENGINEER&filter=scale_id.eq.im&filter=data_value.gt.4.5&sort=title.descending",
        48,
        "title",
        r#"["Wind Energy Engineers","Water/Wastewater Engineers","Transportation Engineers"]"#,
    ),
    (
        "knowledge",
        "filter=recommend_suppress.eq.Y&filter=date_updated.before.2010-01-01&sort=standard_error.descending",
        229,
        "standard_error",
        "[1.292,1.1314,1.068]",
    ),
    ("task_statements", "filter=task_type.na", 1157, "task_id", "[15267,15268,15269]"),
    (
        "task_statements",
        "filter=incumbents_responding.gte.100&filter=task.startswith.direct&sort=incumbents_responding.descending",
        34,
        "task_id",
        "[12734,12736,3017]",
    ),
    (
        "technology_skills",
        "filter=example.eq.microsoft%20excel&filter=in_demand.eq.y&sort=title",
        345,
        "onetsoc_code",
        r#"["13-2011.00","15-2011.00","11-3012.00"]"#,
    ),
    (
        "emerging_tasks",
        "filter=original_task_id.nna&filter=original_task.ncontains.budget&sort=original_task_id.descending",
        46,
        "original_task_id",
        "[23988,23959,23939]",
    ),
    (
        "alternate_titles",
        "filter=short_title.nna&filter=short_title.endswith.eo",
        13,
        "short_title",
        r#"["CEO","SEO","NEO"]"#,
    ),
    (
        "alternate_titles",
        "filter=short_title.neq.CEO&sort=short_title&sort=alternate_title",
        3573,
        "alternate_title",
        r#"["3D Animator (Three-Dimensional Animator)","3D Artist (Three Dimensional Artist)","3D Artist (Three-Dimensional Artist)"]"#,
    ),
    (
        "related_occupations",
        "filter=related_title.eq.pharmacists&sort=related_index&sort=title",
        6,
        "title",
        r#"["Pharmacy Aides","Pharmacy Technicians","Veterinary Assistants and Laboratory Animal Caretakers"]"#,
    ),
    (
        "occupation_level_metadata",
        "filter=percent.gt.99.5&filter=date_updated.after.2024-01-01&sort=n.descending",
        56,
        "n",
        "[75,75,70]",
    ),
    (
        "unspsc_reference",
        "filter=commodity_code.lt.25000000&filter=class_title.nendswith.equipment&sort=commodity_code.descending",
        566,
        "commodity_code",
        "[24141511,24141506,24131901]",
    ),
    (
        "interests",
        "filter=data_value.eq.7&filter=scale_id.eq.OI&sort=title",
        219,
        "title",
        r#"["Accountants and Auditors","Actors","Adapted Physical Education Specialists"]"#,
    ),
    (
        "job_zones",
        "filter=job_zone.nlt.5&filter=title.endswith.ologists&sort=date_updated&sort=title.descending",
        25,
        "title",
        r#"["Neurologists","Anesthesiologists","Hydrologists"]"#,
    ),
    ("work_styles", "filter=n.na", 336, "onetsoc_code", r#"["11-3071.00","11-3071.00","11-3071.00"]"#),
    (
        "tasks_to_dwas",
        "filter=dwa_title.contains.medical&filter=task.contains.patient&sort=task_id.descending",
        305,
        "task_id",
        "[23926,23922,22907]",
    ),
];

#[tokio::test]
async fn a_whole_release_answers_as_the_oracle_does() -> TestResult {
    let Some(release) = Service::real_release()? else { return Ok(()) };
    for (table, query, total, column, first) in WHOLE {
        let answer = release.client.raw(&format!("{ROWS}/{table}?{query}&end=3"), &[]).await?;
        assert_eq!(answer["total"], total, "{table}?{query}");
        let found = answer["row"].as_array().ok_or("there are no rows")?.iter();
        let found: Vec<_> = found.map(|row| row[column].clone()).collect();
        assert_eq!(json!(found), serde_json::from_str::<Value>(first)?, "{table}?{query}");
    }
    check_all_tables(&release).await
}
