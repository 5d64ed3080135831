//! The table of `docs/migrate-from-v1.md`, which follows from the tables of the mapping.

#![allow(clippy::unwrap_used)]

use onet_compat::RESOURCES;
use onet_compat::mapping::Overview;

const PAGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/migrate-from-v1.md");
const BEGIN: &str = "<!-- Made from the tables of onet-compat: begin -->\n";
const END: &str = "<!-- Made from the tables of onet-compat: end -->\n";
const CURE: &str = "cure: ONET_UPDATE=1 cargo test -p onet-compat migration_page";

fn table() -> String {
    let head = "| resource | 1.x | 2.0 | only 1.x has | only 2.0 has |\n| --- | --- | --- | --- | --- |\n";
    let code = |text: &str| format!("`{text}`");
    let codes = |texts: &[String]| texts.iter().map(|text| code(text)).collect::<Vec<_>>().join(", ");
    let rows = Overview::all().into_iter().map(|overview| {
        let v1 = overview.v1.as_deref().map_or_else(|| "not known".to_owned(), code);
        let paths = overview.v2.iter().map(|path| code(path));
        let v2 = paths.chain(overview.remark.map(str::to_owned)).collect::<Vec<_>>().join("; ");
        let (lost, new) = (codes(&overview.lost), codes(&overview.new));
        format!("| {} | {v1} | {v2} | {lost} | {new} |\n", code(overview.id))
    });
    format!("{head}{}", rows.collect::<String>())
}

#[test]
fn the_page_has_the_table_of_the_mapping() {
    let page = std::fs::read_to_string(PAGE).unwrap();
    let (before, rest) = page.split_once(BEGIN).expect("the mark before the table");
    let (_, after) = rest.split_once(END).expect("the mark behind the table");
    let now = format!("{before}{BEGIN}\n{}\n{END}{after}", table());
    if std::env::var_os("ONET_UPDATE").is_some() {
        std::fs::write(PAGE, &now).unwrap();
        return;
    }
    assert!(page == now, "docs/migrate-from-v1.md is stale; {CURE}");
}

#[test]
fn the_table_has_every_resource() {
    let all = Overview::all();
    for resource in RESOURCES {
        let like = |overview: &Overview| {
            let parts: Vec<_> = overview.id.split('.').collect();
            let names: Vec<_> = resource.id.split('.').collect();
            parts.len() == names.len()
                && parts.iter().zip(&names).all(|(part, name)| part == name || part.starts_with('{'))
        };
        assert!(all.iter().any(like), "{}", resource.id);
    }
}
