//! The naming table `spec/names.toml`: ids, tags and summaries of the operations, applied to a definition
//! that has none of them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::{Context as _, ensure};
use serde::Deserialize;
use serde_json::{Value, json};

use super::fixups::Applied;
use super::problems::{Problems, Row};

/// The naming table.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Names {
    operation: Vec<OperationName>,
    pub(super) shape: Vec<ShapeName>,
    pub(super) parameter: Vec<ParameterName>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OperationName {
    path: String,
    id: String,
    summary: String,
}

/// The name of a distinct object shape, given at one of the places where it stands.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ShapeName {
    pub(super) name: String,
    pub(super) at: String,
    pub(super) doc: String,
    /// The member that holds the items of a page, where a page has several lists.
    pub(super) items: Option<String>,
}

/// The name of a distinct parameter, given at one of the operations that take it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ParameterName {
    pub(super) key: String,
    pub(super) at: String,
    /// The named schema that several parameters may share.
    #[serde(rename = "type")]
    pub(super) type_name: Option<String>,
    pub(super) doc: String,
}

/// The services, as tags of the operations.
const TAGS: &[(&str, &str)] = &[
    ("about", "Versions in use and the list of services."),
    ("database", "Rows of the O*NET database as they are."),
    ("taxonomy", "O*NET-SOC codes of one taxonomy in another."),
    ("online", "O*NET OnLine: occupations in full detail."),
    ("mnm", "My Next Move: careers for students and job seekers."),
    ("mpp", "Mi Próximo Paso: My Next Move in Spanish."),
    ("veterans", "My Next Move for Veterans: careers for people who leave the military."),
];

impl Names {
    /// Reads the table and checks that no name is given twice and no text is empty.
    pub(crate) fn load(path: &Path) -> anyhow::Result<Self> {
        let text = crate::repository::read(path)?;
        let names: Self =
            toml::from_str(&text).with_context(|| format!("{} does not parse", path.display()))?;
        names.check().with_context(|| format!("in {}", path.display()))?;
        Ok(names)
    }

    /// The ids of the operations.
    #[cfg(test)]
    pub(super) fn ids(&self) -> impl Iterator<Item = &str> {
        self.operation.iter().map(|row| row.id.as_str())
    }

    fn check(&self) -> anyhow::Result<()> {
        let mut ids = BTreeSet::new();
        for operation in &self.operation {
            ensure!(!operation.summary.is_empty(), "operation {} has an empty summary", operation.id);
            ensure!(ids.insert(&operation.id), "operation id {} is given twice", operation.id);
        }
        let types: BTreeSet<_> = self.parameter.iter().filter_map(|row| row.type_name.as_ref()).collect();
        let mut shapes = BTreeSet::new();
        for shape in &self.shape {
            ensure!(!shape.doc.is_empty(), "shape {} has an empty doc", shape.name);
            ensure!(shapes.insert(&shape.name), "shape {} is given twice", shape.name);
            ensure!(!types.contains(&shape.name), "{} names a shape and a parameter type", shape.name);
        }
        let mut keys = BTreeSet::new();
        for parameter in &self.parameter {
            ensure!(!parameter.doc.is_empty(), "parameter {} has an empty doc", parameter.key);
            ensure!(keys.insert(&parameter.key), "parameter {} is given twice", parameter.key);
        }
        Ok(())
    }
}

/// Gives every operation its id, tag and summary, and drops the published title in favour of the summary.
///
/// A path without a row gets the id that its row is proposed with, so that the rest can be looked through.
pub(super) fn apply(
    document: &mut Value,
    names: &Names,
    problems: &mut Problems,
) -> anyhow::Result<[Applied; 1]> {
    let mut rows: BTreeMap<&str, &OperationName> =
        names.operation.iter().map(|row| (row.path.as_str(), row)).collect();
    let mut count = 0;
    for (path, item) in document["paths"].as_object_mut().context("no paths")?.iter_mut() {
        let tag = path.split('/').nth(1).filter(|tag| !tag.is_empty()).unwrap_or("about");
        if !TAGS.iter().any(|(name, _)| *name == tag) {
            problems.add(format!(
                "{path} belongs to no known service; extend TAGS in xtask/src/contract/names.rs"
            ));
        }
        let Some(get) = item["get"].as_object_mut() else {
            problems.add(format!("{path} is not a GET"));
            continue;
        };
        let row = rows.remove(path.as_str());
        let proposed = proposed_id(path);
        if row.is_none() {
            let members = [("path", path.as_str()), ("id", &proposed), ("summary", "")];
            let problem = format!("{path} has no row [[operation]] in spec/names.toml");
            problems.add_missing(problem, Row { table: "operation", members: &members });
        }
        get.shift_remove("description");
        get.shift_insert(0, "operationId".into(), json!(row.map_or(&proposed, |row| &row.id)));
        get.shift_insert(1, "tags".into(), json!([tag]));
        get.shift_insert(2, "summary".into(), json!(row.map_or("", |row| &row.summary)));
        count += 1;
    }
    for path in rows.into_keys() {
        problems.add(format!(
            "{path} has a row [[operation]] in spec/names.toml, but is not published; remove it"
        ));
    }
    document["tags"] = TAGS.iter().map(|(name, doc)| json!({ "name": name, "description": doc })).collect();
    let reason = "operations are published without id, tag and summary";
    Ok([Applied { name: "operation_names", reason, count }])
}

/// An id for the operation at a path: its fixed parts.
fn proposed_id(path: &str) -> String {
    let fixed = path.split('/').filter(|part| !part.is_empty() && !part.starts_with('{'));
    fixed.collect::<Vec<_>>().join("_")
}

/// Puts the paths and the named components into alphabetical order, whatever order they were published in.
pub(super) fn sort_paths(document: &mut Value) {
    for pointer in ["/paths", "/components/schemas", "/components/parameters"] {
        if let Some(Value::Object(members)) = document.pointer_mut(pointer) {
            members.sort_keys();
        }
    }
}
