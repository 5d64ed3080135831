//! Every distinct object shape and every distinct parameter gets one name under `components`.

use std::collections::BTreeMap;

use anyhow::Context as _;
use heck::ToUpperCamelCase as _;
use serde_json::{Map, Value, json};

use super::fixups::Applied;
use super::names::{Names, ParameterName, ShapeName};
use super::problems::{Problems, Row};

/// Names shapes, self references and parameters. Where the naming table does not fit, the document stays unfinished and
/// the problems say why.
pub(super) fn apply(
    document: &mut Value,
    names: &Names,
    problems: &mut Problems,
) -> anyhow::Result<Vec<Applied>> {
    let (shapes, places, self_references) = name_shapes(document, names, problems)?;
    let (parameters, parameter_places) = name_parameters(document, names, problems)?;
    let applied = [
        ("shapes", "distinct object shapes, named once", shapes),
        ("shape_places", "inline objects that now refer to a named shape", places),
        (
            "self_references",
            "`$ref: \"#\"` names the whole document; the enclosing node is meant",
            self_references,
        ),
        ("parameters", "distinct parameters, named once", parameters),
        ("parameter_places", "inline parameters that now refer to a named one", parameter_places),
    ];
    Ok(applied.into_iter().map(|(name, reason, count)| Applied { name, reason, count }).collect())
}

/// A name in the manner of types for what stands at a place, to start from.
fn proposed_name(place: &str) -> String {
    place.replace("[]", "").to_upper_camel_case()
}

/// A schema as text with its keys in order: what makes two schemas the same shape.
fn canonical(schema: &Value) -> String {
    fn sorted(value: &Value) -> Value {
        match value {
            Value::Object(object) => {
                let mut members: Vec<_> =
                    object.iter().map(|(key, member)| (key.clone(), sorted(member))).collect();
                members.sort_by(|a, b| a.0.cmp(&b.0));
                Value::Object(members.into_iter().collect())
            }
            Value::Array(items) => Value::Array(items.iter().map(sorted).collect()),
            other => other.clone(),
        }
    }
    sorted(schema).to_string()
}

fn is_object_shape(schema: &Value) -> bool {
    schema["type"] == "object"
}

/// The 200 answers that are written inline, by operation id.
fn answers(document: &mut Value) -> impl Iterator<Item = (String, &mut Value)> {
    document["paths"].as_object_mut().into_iter().flatten().filter_map(|(_, item)| {
        let get = item.get_mut("get")?;
        let id = get["operationId"].as_str()?.to_owned();
        let schema = get.pointer_mut("/responses/200/content/application~1json/schema")?;
        Some((id, schema))
    })
}

/// Finds the name and the row of each shape, by its text.
fn match_shapes<'a>(
    shape_at: &'a BTreeMap<String, String>,
    names: &'a Names,
    problems: &mut Problems,
) -> BTreeMap<&'a str, &'a ShapeName> {
    let mut row_of: BTreeMap<&str, &ShapeName> = BTreeMap::new();
    for row in &names.shape {
        match shape_at.get(&row.at) {
            None => problems.add(format!(
                "spec/names.toml: shape {} at `{}`: there is none; correct or remove it",
                row.name, row.at
            )),
            Some(shape) => {
                if let Some(other) = row_of.insert(shape, row) {
                    problems.add(format!(
                        "spec/names.toml names one shape twice: {} and {}",
                        other.name, row.name
                    ));
                }
            }
        }
    }
    let mut nameless = BTreeMap::new();
    for (place, shape) in shape_at {
        if !row_of.contains_key(shape.as_str()) {
            nameless.entry(shape).or_insert(place);
        }
    }
    for place in nameless.into_values() {
        let name = proposed_name(place);
        let members = [("name", name.as_str()), ("at", place), ("doc", "")];
        let problem = format!("the shape at `{place}` has no row [[shape]] in spec/names.toml");
        problems.add_missing(problem, Row { table: "shape", members: &members });
    }
    row_of
}

fn name_shapes(
    document: &mut Value,
    names: &Names,
    problems: &mut Problems,
) -> anyhow::Result<(usize, usize, usize)> {
    let mut shape_at = BTreeMap::new();
    for (id, schema) in answers(document) {
        locate(schema, &id, &mut |place, schema| {
            shape_at.insert(place.to_owned(), canonical(schema));
        });
    }
    let row_of = match_shapes(&shape_at, names, problems);
    if !problems.is_empty() {
        return Ok((0, 0, 0));
    }

    let mut hoisting =
        Hoisting { row_of: &row_of, components: BTreeMap::new(), places: 0, self_references: 0 };
    for (_, schema) in answers(document) {
        hoisting.hoist(schema)?;
    }
    let Hoisting { components, places, self_references, .. } = hoisting;
    let count = components.len();
    let schemas = document["components"]["schemas"].as_object_mut().context("no components")?;
    for (name, (row, mut schema)) in components {
        if schemas.contains_key(name) {
            problems.add(format!("shape {name} clashes with a published component"));
        }
        schema.shift_insert(0, "description".to_owned(), json!(row.doc));
        match page_items(&schema, row) {
            Ok(Some(items)) => drop(schema.insert("x-items".to_owned(), json!(items))),
            Ok(None) => {}
            Err(problem) => problems.add(problem),
        }
        schemas.insert(name.to_owned(), Value::Object(schema));
    }
    Ok((count, places, self_references))
}

/// The member that holds the items of a page; nothing for a shape that is no page.
fn page_items(schema: &Map<String, Value>, row: &ShapeName) -> Result<Option<String>, String> {
    let Some(properties) = schema
        .get("properties")
        .and_then(Value::as_object)
        .filter(|properties| ["start", "end", "total"].iter().all(|member| properties.contains_key(*member)))
    else {
        return match row.items {
            None => Ok(None),
            Some(_) => Err(format!("shape {} is no page and takes no `items`", row.name)),
        };
    };
    let lists: Vec<_> = properties
        .iter()
        .filter(|(_, member)| member["type"] == "array")
        .map(|(name, _)| name.clone())
        .collect();
    match (&row.items, lists.as_slice()) {
        (None, [only]) => Ok(Some(only.clone())),
        (Some(items), [_, _, ..]) if lists.contains(items) => Ok(Some(items.clone())),
        _ => Err(format!("shape {} is a page with the lists {}: add `items`", row.name, lists.join(", "))),
    }
}

/// Calls `visit` with every object shape of an answer and the place where it stands, as in
/// `online_search occupation[] tags`.
fn locate(schema: &Value, place: &str, visit: &mut impl FnMut(&str, &Value)) {
    if is_object_shape(schema) {
        visit(place, schema);
        for (member, schema) in schema["properties"].as_object().into_iter().flatten() {
            locate(schema, &format!("{place} {member}"), visit);
        }
    } else if schema["type"] == "array" {
        locate(&schema["items"], &format!("{place}[]"), visit);
    }
}

struct Hoisting<'a> {
    row_of: &'a BTreeMap<&'a str, &'a ShapeName>,
    components: BTreeMap<&'a str, (&'a ShapeName, Map<String, Value>)>,
    places: usize,
    self_references: usize,
}

impl Hoisting<'_> {
    /// Replaces a schema, and first what is inside it, by references to named shapes.
    fn hoist(&mut self, schema: &mut Value) -> anyhow::Result<()> {
        if schema["type"] == "array" {
            return self.hoist(&mut schema["items"]);
        }
        if !is_object_shape(schema) {
            return Ok(());
        }
        let row = *self.row_of.get(canonical(schema).as_str()).context("a shape lost its name")?;
        let reference = json!({ "$ref": format!("#/components/schemas/{}", row.name) });
        for (_, member) in schema.get_mut("properties").and_then(Value::as_object_mut).into_iter().flatten() {
            self.hoist(member)?;
            let again = if member["type"] == "array" { &mut member["items"] } else { member };
            if again["$ref"] == "#" {
                *again = reference.clone();
                self.self_references += 1;
            }
        }
        self.places += 1;
        if let Value::Object(object) = std::mem::replace(schema, reference) {
            self.components.entry(&row.name).or_insert((row, object));
        }
        Ok(())
    }
}

fn without_description(parameter: &Value) -> Value {
    let mut parameter = parameter.clone();
    if let Some(object) = parameter.as_object_mut() {
        object.shift_remove("description");
    }
    parameter
}

/// Every parameter of an operation by its place, as in `online_search keyword`.
fn parameters(document: &mut Value) -> impl Iterator<Item = (String, &mut Value)> {
    document["paths"].as_object_mut().into_iter().flatten().flat_map(|(_, item)| {
        let id = item["get"]["operationId"].as_str().unwrap_or_default().to_owned();
        let parameters = item.get_mut("get").and_then(|get| get.get_mut("parameters"));
        let parameters = parameters.and_then(Value::as_array_mut).into_iter().flatten();
        parameters.map(move |parameter| {
            let name = parameter["name"].as_str().unwrap_or_default();
            (format!("{id} {name}"), parameter)
        })
    })
}

fn name_parameters(
    document: &mut Value,
    names: &Names,
    problems: &mut Problems,
) -> anyhow::Result<(usize, usize)> {
    let at: BTreeMap<String, Value> =
        parameters(document).map(|(place, parameter)| (place, without_description(parameter))).collect();
    let mut key_of: BTreeMap<String, &str> = BTreeMap::new();
    let mut components = Map::new();
    let mut types = Types::default();
    for row in &names.parameter {
        let Some(parameter) = at.get(&row.at) else {
            problems.add(format!(
                "spec/names.toml: parameter {} at `{}`: there is none; correct or remove it",
                row.key, row.at
            ));
            continue;
        };
        if let Some(other) = key_of.insert(canonical(parameter), &row.key) {
            problems.add(format!("spec/names.toml names one parameter twice: {other} and {}", row.key));
        }
        let mut named = parameter.clone();
        types.share(&mut named["schema"], row, problems)?;
        let object = named.as_object_mut().context("a parameter is not an object")?;
        object.insert("description".to_owned(), json!(row.doc));
        components.insert(row.key.clone(), named);
    }

    let mut places = 0;
    let mut nameless = BTreeMap::new();
    for (place, parameter) in parameters(document) {
        let shape = canonical(&without_description(parameter));
        match key_of.get(&shape) {
            Some(key) => *parameter = json!({ "$ref": format!("#/components/parameters/{key}") }),
            None => drop(nameless.entry(shape).or_insert(place)),
        }
        places += 1;
    }
    for place in nameless.into_values() {
        let key = proposed_name(&place);
        let members = [("key", key.as_str()), ("at", &place), ("doc", "")];
        let problem = format!("the parameter at `{place}` has no row [[parameter]] in spec/names.toml");
        problems.add_missing(problem, Row { table: "parameter", members: &members });
    }
    let count = components.len();
    document["components"]["parameters"] = Value::Object(components);
    types.add_to(document, problems)?;
    Ok((count, places))
}

/// The schemas that parameters share, such as the O*NET-SOC code.
#[derive(Default)]
struct Types {
    schemas: BTreeMap<String, Value>,
}

impl Types {
    /// Makes a parameter refer to its shared schema. What only this parameter says (its default, and its
    /// pattern where several patterns share a type) stays beside the reference, as OpenAPI 3.1 allows.
    fn share(
        &mut self,
        schema: &mut Value,
        row: &ParameterName,
        problems: &mut Problems,
    ) -> anyhow::Result<()> {
        let Some(type_name) = &row.type_name else { return Ok(()) };
        let mut own = Map::new();
        let object = schema.as_object_mut().context("a parameter has no schema")?;
        for keyword in ["pattern", "default"] {
            if let Some(value) = object.shift_remove(keyword) {
                own.insert(keyword.to_owned(), value);
            }
        }
        let shared =
            std::mem::replace(schema, json!({ "$ref": format!("#/components/schemas/{type_name}") }));
        if let Value::Object(reference) = schema {
            reference.extend(own);
        }
        let known = self.schemas.entry(type_name.clone()).or_insert_with(|| shared.clone());
        if canonical(known) != canonical(&shared) {
            problems
                .add(format!("parameter type {type_name} stands for two schemas; see parameter {}", row.key));
        }
        Ok(())
    }

    fn add_to(self, document: &mut Value, problems: &mut Problems) -> anyhow::Result<()> {
        let schemas = document["components"]["schemas"].as_object_mut().context("no components")?;
        for (name, schema) in self.schemas {
            if schemas.contains_key(&name) {
                problems.add(format!("parameter type {name} clashes with a shape"));
            }
            schemas.insert(name, schema);
        }
        Ok(())
    }
}
