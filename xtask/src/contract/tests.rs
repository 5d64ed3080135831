//! The contract against the definition that it is made from, and the failures that keep it honest.

use serde_json::json;

use super::*;

/// The later edition of the published definition, which the contract is made from.
const LATER: &str = "ONET_LATER_DEFINITION";

/// The edition before it.
const EARLIER: &str = "ONET_PUBLISHED_DEFINITION";

/// The file that a variable names; nothing, which is said, where it names none.
fn named(variable: &str) -> Option<String> {
    let file = std::env::var(variable).ok();
    if file.is_none() {
        crate::report(&format!("skipped: {variable} is not set\n"));
    }
    file
}

/// The published definition, where the environment names one.
fn published() -> Option<Value> {
    named(LATER).map(|from| published::load(&from).expect("the variable names a definition").document)
}

fn names() -> Names {
    Names::load(&repository::names()).expect("spec/names.toml is sound")
}

#[test]
fn the_committed_contract_is_what_sync_makes() {
    let Some(document) = published() else { return };
    let (contract, _) = make(document, &names()).expect("sync succeeds");
    let committed = repository::read(&repository::contract()).expect("spec/openapi.json is there");
    assert_eq!(to_text(&contract).expect("it is text"), committed, "cure: cargo xtask spec sync");
}

#[test]
fn the_contract_has_every_operation_named_and_strict() {
    let contract = load().expect("spec/openapi.json is there");
    let ids: std::collections::BTreeSet<_> =
        operations(&contract).filter_map(|(_, operation)| operation["operationId"].as_str()).collect();
    let named: std::collections::BTreeSet<_> = names().ids().map(str::to_owned).collect();
    assert_eq!(ids, named.iter().map(String::as_str).collect());
    assert_eq!(ids.len(), operations(&contract).count(), "no id stands twice");
    let open: Vec<_> = contract["components"]["schemas"]
        .as_object()
        .expect("there are shapes")
        .iter()
        .filter(|(_, schema)| schema["type"] == "object" && schema["additionalProperties"] != json!(false))
        .map(|(name, _)| name.as_str())
        .collect();
    // A row has the columns of its table, and a table is offered in some file formats.
    assert_eq!(open, ["DatabaseDownloads", "DatabaseRow"]);
}

#[test]
fn a_fixup_without_effect_fails_the_sync() {
    let Some(mut document) = published() else { return };
    fixups::apply(&mut document);
    let failure = make(document, &names()).expect_err("it has nothing left to do").to_string();
    for fixup in ["key_header", "object_type", "server_slash"] {
        assert!(failure.contains(&format!("`{fixup}` no longer applies")), "{failure}");
    }
}

#[test]
fn a_new_shape_without_a_name_fails_the_sync_with_its_place() {
    let Some(mut document) = published() else { return };
    let zone =
        "/paths/~1online~1job_zones~1/get/responses/200/content/application~1json/schema/items/properties";
    let properties = document.pointer_mut(zone).expect("the list of job zones");
    properties["colour"] =
        json!({ "type": "object", "properties": { "name": { "type": "string" } }, "required": ["name"] });
    let failure = make(document, &names()).expect_err("the shape has no name");
    assert!(format!("{failure:#}").contains("online_job_zones_list[]"), "{failure:#}");
}

#[test]
fn a_new_path_without_a_name_fails_the_sync() {
    let Some(mut document) = published() else { return };
    document["paths"]["/online/new"] = document["paths"]["/online/search"].clone();
    let failure = make(document, &names()).expect_err("the path has no name");
    assert!(failure.to_string().contains("/online/new"), "{failure}");
}

#[test]
fn a_sync_reports_all_problems_of_an_edition_with_rows_that_cure_them() {
    let Some(mut document) = published() else { return };
    let search = document["paths"]["/online/search"].clone();
    document["paths"]["/online/new"] = search.clone();
    let new = &mut document["paths"]["/online/new"]["get"];
    new["parameters"] = json!([{ "name": "colour", "in": "query", "schema": { "type": "string" } }]);
    new["responses"]["200"]["content"]["application/json"]["schema"] =
        json!({ "type": "object", "properties": { "red": { "type": "integer" } }, "required": ["red"] });
    document["paths"].as_object_mut().expect("paths").shift_remove("/online/job_zones/");

    let failure = make(document.clone(), &names()).expect_err("three things have no name").to_string();
    let (problems, rows) = failure.split_once("fill in the texts:\n\n").expect("there are rows");
    for problem in [
        "/online/new has no row [[operation]]",
        "/online/job_zones/ has a row [[operation]] in spec/names.toml, but is not published",
        "shape at `online_new` has no row [[shape]]",
        "parameter at `online_new colour` has no row [[parameter]]",
    ] {
        assert!(problems.contains(problem), "no `{problem}` in {problems}");
    }

    document["paths"]["/online/job_zones/"] = published_job_zones();
    let table = repository::read(&repository::names()).expect("the naming table is there");
    let filled = rows.replace("\"\"", "\"A text.\"");
    let file = tempfile::NamedTempFile::new().expect("a temporary file can be made");
    std::fs::write(file.path(), table + "\n" + &filled).expect("it can be written");
    let names = Names::load(file.path()).expect("the rows are rows of the table");
    make(document, &names).expect("with the rows that it asks for, the sync succeeds");
}

fn published_job_zones() -> Value {
    published().expect("it is named")["paths"]["/online/job_zones/"].clone()
}

#[test]
fn a_row_with_an_empty_text_is_refused() {
    let file = tempfile::NamedTempFile::new().expect("a temporary file can be made");
    let table = repository::read(&repository::names()).expect("the naming table is there");
    let row = "\n[[operation]]\npath = \"/online/new\"\nid = \"online_new\"\nsummary = \"\"\n";
    std::fs::write(file.path(), table + row).expect("it can be written");
    let failure = Names::load(file.path()).err().expect("the summary is empty");
    assert!(format!("{failure:#}").contains("online_new has an empty summary"), "{failure:#}");
}

#[test]
fn the_record_of_a_file_names_the_file_and_not_its_folder() {
    let file = source("/srv/downloads/openapi-later.json");
    assert!(file.contains("source = \"openapi-later.json\"") && !file.contains("somebody"), "{file}");
    let address = source(crate::PUBLISHED_DEFINITION);
    assert!(address.contains(&format!("source = \"{}\"", crate::PUBLISHED_DEFINITION)), "{address}");
}

/// Compares an edition that a test has changed, by way of a file as a user would.
fn drift_after(change: impl FnOnce(&mut Value)) -> Option<Report> {
    let mut document = published()?;
    change(&mut document);
    let file = tempfile::NamedTempFile::new().expect("a temporary file can be made");
    std::fs::write(file.path(), document.to_string()).expect("it can be written");
    Some(drift(&file.path().display().to_string()).expect("it compares"))
}

/// The changes of a report as lines of text.
fn lines(report: &Report) -> Vec<String> {
    report.render(crate::drift::Format::Text).lines().map(str::to_owned).collect()
}

/// The items of the related activities search in the published definition.
const RELATED: &str = "/paths/~1online~1related_activities~1results~1{code}/get/responses/200/content/\
    application~1json/schema/properties/occupation/items";

#[test]
fn drift_from_the_earlier_edition_is_four_patterns_that_refuse_todays_ids() {
    let Some(earlier) = named(EARLIER) else { return };
    let report = drift(&earlier).expect("it compares");
    let lines = lines(&report);
    let expected = [
        r"breaking  parameter-pattern  2 places  path id: ^1\.D(\.[A-Za-z0-9]+)+$ -> ^1\.C(",
        "    GET /online/occupations/{code}/related/work_styles/{id}",
        "    GET /online/onet_data/work_styles/{id}",
        "breaking  parameter-pattern  GET /online/occupations/{code}/related/detailed_work_activities/{id}",
        "breaking  parameter-pattern  GET /online/related_activities/results/{code}",
        "4 changes: 4 breaking, 0 additive, 0 cosmetic",
    ];
    assert_eq!(lines.len(), expected.len(), "{lines:?}");
    for (line, expected) in lines.iter().zip(expected) {
        assert!(line.starts_with(expected), "{line}");
    }
    assert_eq!(report.exit_code(), 2);
}

#[test]
fn drift_tells_what_was_removed_added_and_changed() {
    type Change = fn(&mut Value);
    let cases: [(Change, u8, &str); 4] = [
        (
            |document| {
                document["paths"].as_object_mut().expect("paths").shift_remove("/online/search");
            },
            2,
            "breaking  operation-removed  GET /online/search",
        ),
        (
            |document| {
                let items = document.pointer_mut(RELATED).expect("items");
                items["properties"].as_object_mut().expect("members").shift_remove("job_zone");
                items["required"].as_array_mut().expect("a list").retain(|name| name != "job_zone");
            },
            2,
            "breaking  response-member-removed",
        ),
        (
            |document| {
                document.pointer_mut(RELATED).expect("items")["properties"]["colour"] =
                    json!({ "type": "string" })
            },
            1,
            "additive  response-member-added",
        ),
        (
            |document| {
                document.pointer_mut(RELATED).expect("items")["properties"]["title"] =
                    json!({ "type": "integer" })
            },
            2,
            "breaking  response-type",
        ),
    ];
    for (change, exit_code, line) in cases {
        let Some(report) = drift_after(change) else { return };
        assert_eq!(report.exit_code(), exit_code, "{line}");
        assert_eq!(lines(&report).len(), 2, "one change and the sum: {:?}", lines(&report));
        assert!(lines(&report)[0].starts_with(line), "{:?}", lines(&report));
    }
}

#[test]
fn drift_from_half_a_file_cannot_be_told() {
    let file = tempfile::NamedTempFile::new().expect("a temporary file can be made");
    std::fs::write(file.path(), r#"{"openapi": "3.1.0", "paths": {"/about"#).expect("it can be written");
    let failure = drift(&file.path().display().to_string()).expect_err("half a file is no definition");
    assert!(failure.to_string().contains("is not a whole JSON document"), "{failure:#}");
}

#[test]
fn drift_finds_nothing_in_the_definition_it_was_made_from() {
    let Some(definition) = named(LATER) else { return };
    let drift = drift(&definition).expect("it compares");
    assert_eq!(drift.exit_code(), 0, "{}", drift.render(crate::drift::Format::Text));
}

#[test]
fn fuzz_definitions_are_synchronised_or_refused() {
    // A contract of some operations: damage to all of it would hit long texts only.
    let mut document = load().expect("spec/openapi.json is there");
    let paths = document["paths"].as_object_mut().expect("it has paths");
    let kept: Vec<String> = paths.keys().take(4).cloned().collect();
    paths.retain(|path, _| kept.contains(path));
    let schemas = document["components"]["schemas"].as_object_mut().expect("it has schemas");
    let kept: Vec<String> = schemas.keys().take(12).cloned().collect();
    schemas.retain(|name, _| kept.contains(name));
    let text = document.to_string();
    let pieces: [&[u8]; 8] = [
        b"null",
        b"{}",
        b"[]",
        b"\"$ref\":\"#\"",
        b"true",
        b"\"\"",
        b"{\"allOf\":[]}",
        b"\"type\":\"array\"",
    ];
    let names = names();
    let (mut read, mut made) = (0_u32, 0_u32);
    onet_fuzz::Campaign::new(&[text.as_bytes()]).pieces(&pieces).tries(300).run(|bytes| {
        let Ok(document) = serde_json::from_slice::<Value>(bytes) else { return };
        read += 1;
        made += u32::from(make(document, &names).is_ok());
    });
    assert!(read > 10, "{read} read, {made} made");
}
