//! Items of an answer as rows: members become columns, and what is nested becomes text.

use std::borrow::Cow;

use serde_json::{Map, Value};

use crate::output::{Column, Heading};

/// Members that are addresses of other answers.
const LINKS: [&str; 8] =
    ["href", "related", "info", "rows", "see_more", "most_people", "some_people", "careers"];

/// Items as a table.
pub(crate) struct Flat {
    pub(crate) columns: Vec<Column>,
    pub(crate) rows: Vec<Vec<String>>,
}

/// Turns items into rows. The columns are the members of all items, in the order in which they first occur; links are
/// left out, and the code alone of a job zone is taken.
pub(crate) fn flat(items: &[Value]) -> Flat {
    let mut names: Vec<String> = Vec::new();
    let cells: Vec<Vec<(String, Value)>> = items
        .iter()
        .map(|item| {
            let mut cells = Vec::new();
            collect(item, &mut cells);
            cells
        })
        .collect();
    for (name, _) in cells.iter().flatten() {
        if !names.contains(name) {
            names.push(name.clone());
        }
    }
    let numeric = |name: &String| {
        let mut values = cells.iter().flatten().filter(|(known, _)| known == name).map(|(_, value)| value);
        values.all(|value| value.is_number() || value.is_null())
    };
    let column = |name: &String| Column {
        name: Cow::Owned(name.clone()),
        numeric: numeric(name),
        heading: Heading::Words,
    };
    let columns = names.iter().map(column).collect();
    let row = |cells: &Vec<(String, Value)>| {
        let cell = |name: &String| cells.iter().find(|(known, _)| known == name).map(|(_, value)| value);
        names.iter().map(|name| cell(name).map(text).unwrap_or_default()).collect()
    };
    Flat { columns, rows: cells.iter().map(row).collect() }
}

/// The cells of an item.
fn collect(item: &Value, cells: &mut Vec<(String, Value)>) {
    let Value::Object(members) = item else {
        cells.push(("value".to_owned(), simple(item)));
        return;
    };
    for (name, value) in members {
        match (name.as_str(), value) {
            (link, Value::String(_)) if LINKS.contains(&link) => {}
            ("tags", Value::Object(tags)) => cells.extend(tags.clone()),
            ("job_zone" | "zone", Value::Object(zone)) => {
                cells.push(("zone".to_owned(), zone.get("code").cloned().unwrap_or(Value::Null)));
            }
            (_, Value::Object(nested)) => {
                let nested = nested.iter().filter(|(inner, _)| !LINKS.contains(&inner.as_str()));
                cells.extend(nested.map(|(inner, value)| (format!("{name}_{inner}"), simple(value))));
            }
            _ => cells.push((name.clone(), simple(value))),
        }
    }
}

/// A value as one cell: the titles of a list of things, joined.
fn simple(value: &Value) -> Value {
    match value {
        Value::Array(items) => {
            let words: Vec<String> = items.iter().map(word).collect();
            Value::String(words.join("; "))
        }
        Value::Object(members) => Value::String(word_of(members)),
        other => other.clone(),
    }
}

fn word(item: &Value) -> String {
    match item {
        Value::Object(members) => word_of(members),
        other => text(other),
    }
}

/// What a thing is called.
fn word_of(members: &Map<String, Value>) -> String {
    let named = ["title", "name", "description", "code"].iter().find_map(|name| members.get(*name));
    named.map_or_else(|| Value::Object(members.clone()).to_string(), text)
}

/// A value as the text of a cell.
pub(crate) fn text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// The elements of a tree in reading order, each with the id of the one above it and its level, from 0.
pub(crate) fn branches(tree: &[Value]) -> Vec<(usize, Value)> {
    let mut found = Vec::new();
    walk(tree, None, 0, &mut found);
    found
}

fn walk(nodes: &[Value], above: Option<&Value>, level: usize, found: &mut Vec<(usize, Value)>) {
    for node in nodes {
        let mut own = node.clone();
        let below = match &mut own {
            Value::Object(members) => {
                members.shift_remove("child");
                if let Some(above) = above {
                    members.insert("parent".to_owned(), above.clone());
                }
                node["child"].as_array().map(Vec::as_slice).unwrap_or_default()
            }
            _ => &[],
        };
        found.push((level, own));
        walk(below, node.get("id"), level + 1, found);
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn members_become_columns_and_lists_become_titles() {
        let items = [
            json!({"href": "http://x", "code": "1", "title": "A", "tags": {"bright_outlook": true},
                   "job_zone": {"code": 5, "title": "Five"}, "category": [{"code": "g", "title": "Grow"}, {"title": "New"}]}),
            json!({"code": "2", "title": "B", "percent": 1.5}),
        ];
        let Flat { columns, rows } = flat(&items);
        let names: Vec<&str> = columns.iter().map(|column| column.name.as_ref()).collect();
        assert_eq!(names, ["code", "title", "bright_outlook", "zone", "category", "percent"]);
        assert_eq!(rows[0], ["1", "A", "true", "5", "Grow; New", ""]);
        assert_eq!(rows[1], ["2", "B", "", "", "", "1.5"]);
        assert!(columns[3].numeric && !columns[0].numeric);
    }

    #[test]
    fn a_tree_is_read_from_top_to_bottom() {
        let tree = [json!({"id": "1", "child": [{"id": "1.A", "child": [{"id": "1.A.1"}]}, {"id": "1.B"}]})];
        let read: Vec<_> =
            branches(&tree).into_iter().map(|(level, node)| (level, text(&node["id"]))).collect();
        let expected = [(0, "1"), (1, "1.A"), (2, "1.A.1"), (1, "1.B")];
        assert_eq!(read, expected.map(|(level, id)| (level, id.to_owned())));
    }
}
