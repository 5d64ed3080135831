//! The contract against the definition that it is made from, and the failures that keep it honest.

use serde_json::json;

use super::*;

/// The published definition, where the environment names one.
fn published() -> Option<Value> {
    match std::env::var("ONET_PUBLISHED_DEFINITION") {
        Ok(from) => {
            Some(published::load(&from).expect("ONET_PUBLISHED_DEFINITION names a definition").document)
        }
        Err(_) => {
            crate::report("skipped: ONET_PUBLISHED_DEFINITION is not set\n");
            None
        }
    }
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
        operations(&contract).map(|(_, operation)| operation["operationId"].to_string()).collect();
    assert_eq!(ids.len(), 212);
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
    fixups::apply(&mut document, Strictness::MustApply).expect("it applies once");
    let failure =
        fixups::apply(&mut document, Strictness::MustApply).err().expect("it has nothing left to do");
    assert!(failure.to_string().contains("`key_header` no longer applies"), "{failure}");
}

#[test]
fn a_new_shape_without_a_name_fails_the_sync_with_its_place() {
    let Some(mut document) = published() else { return };
    let zone =
        "/paths/~1online~1job_zones~1/get/responses/200/content/application~1json/schema/items/properties";
    let properties = document.pointer_mut(zone).expect("the list of job zones");
    properties["colour"] =
        json!({ "type": "object", "properties": { "name": { "type": "string" } }, "required": ["name"] });
    let failure = make(document, &names()).err().expect("the shape has no name");
    assert!(format!("{failure:#}").contains("online_job_zones_list[]"), "{failure:#}");
}

#[test]
fn a_new_path_without_a_name_fails_the_sync() {
    let Some(mut document) = published() else { return };
    document["paths"]["/online/new"] = document["paths"]["/online/search"].clone();
    let failure = make(document, &names()).err().expect("the path has no name");
    assert!(failure.to_string().contains("/online/new"), "{failure}");
}

#[test]
fn drift_finds_nothing_in_the_definition_it_was_made_from() {
    let Ok(definition) = std::env::var("ONET_PUBLISHED_DEFINITION") else { return };
    let drift = drift(&definition).expect("it compares");
    assert_eq!(drift.exit_code(), 0, "{}", drift.render(crate::drift::Format::Text));
}
