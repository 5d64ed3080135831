//! The JSON Schemas of the value types, as committed for those who exchange values with other languages.

use onet_domain::{
    Branch, ColumnId, DwaId, ElementDomain, ElementId, Filter, GwaId, Interest, InterestCode, IwaId, JobZone,
    MajorGroup, OnetSocCode, ProfilerAnswers, ScaleId, Score, SocCode, Sort, SvpRange, TableId, TaskId,
    Taxonomy,
};
use schemars::SchemaGenerator;

#[test]
fn the_committed_schemas_are_those_of_the_types() {
    let mut generator = SchemaGenerator::default();
    macro_rules! add {
        ($($type:ty),*) => { $(let _ = generator.subschema_for::<$type>();)* };
    }
    add!(
        OnetSocCode,
        SocCode,
        MajorGroup,
        JobZone,
        SvpRange,
        ElementId,
        ElementDomain,
        GwaId,
        IwaId,
        DwaId,
        TaskId
    );
    add!(
        Interest,
        InterestCode,
        ScaleId,
        Score,
        Taxonomy,
        Branch,
        TableId,
        ColumnId,
        Filter,
        Sort,
        ProfilerAnswers
    );
    let mut definitions: serde_json::Map<_, _> = generator.take_definitions(true).into_iter().collect();
    definitions.sort_keys();
    let document = serde_json::json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$defs": definitions,
    });
    let now = serde_json::to_string_pretty(&document).expect("schemas are JSON") + "\n";

    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/schemas/onet-domain.json");
    if std::env::var_os("ONET_UPDATE").is_some() {
        std::fs::write(path, &now).expect("the schemas can be written");
    }
    let committed = std::fs::read_to_string(path).unwrap_or_default();
    let cure = "cure: ONET_UPDATE=1 cargo test -p onet-domain schemas";
    assert!(committed == now, "docs/schemas/onet-domain.json is stale; {cure}");
}
