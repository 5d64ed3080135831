//! Structured content as short text: a line for each member, a table for each list of records.
//!
//! A model reads a list in half the tokens of its JSON, because the names of members stand once.

use std::fmt::Write as _;

use serde_json::{Map, Value};

/// The text of a value.
pub(crate) fn outline(value: &Value) -> String {
    let mut text = String::new();
    match value {
        Value::Object(members) => object(&mut text, members, 0),
        other => list_or_cell(&mut text, "answer", other, 0),
    }
    text
}

fn object(text: &mut String, members: &Map<String, Value>, depth: usize) {
    for (name, value) in members {
        list_or_cell(text, name, value, depth);
    }
}

fn list_or_cell(text: &mut String, name: &str, value: &Value, depth: usize) {
    let indent = "  ".repeat(depth);
    match value {
        Value::Null => {}
        Value::Array(items) if items.is_empty() => {}
        Value::Array(items) if items.iter().all(is_cell) => {
            let cells: Vec<String> = items.iter().map(cell).collect();
            let _ = writeln!(text, "{indent}{name}: {}", cells.join("; "));
        }
        Value::Array(items) => match columns(items) {
            Some(columns) => table(text, name, &columns, items, &indent),
            None => {
                let _ = writeln!(text, "{indent}{name}:");
                for item in items {
                    nested(text, item, depth);
                }
            }
        },
        Value::Object(members) if members.values().all(is_cell) => {
            let cells: Vec<String> =
                members.iter().map(|(name, value)| format!("{name} {}", cell(value))).collect();
            let _ = writeln!(text, "{indent}{name}: {}", cells.join(", "));
        }
        Value::Object(members) => {
            let _ = writeln!(text, "{indent}{name}:");
            object(text, members, depth + 1);
        }
        scalar => {
            let _ = writeln!(text, "{indent}{name}: {}", cell(scalar));
        }
    }
}

/// An item of a list that is no record: its plain members on one line, its lists below.
fn nested(text: &mut String, item: &Value, depth: usize) {
    let indent = "  ".repeat(depth);
    let Value::Object(members) = item else {
        list_or_cell(text, "-", item, depth);
        return;
    };
    let plain = members.iter().filter(|(_, value)| is_cell(value) && !is_nothing(value));
    let plain: Vec<String> = plain.map(|(name, value)| format!("{name} {}", cell(value))).collect();
    let _ = writeln!(text, "{indent}- {}", plain.join(", "));
    for (name, value) in members.iter().filter(|(_, value)| !is_cell(value)) {
        list_or_cell(text, name, value, depth + 1);
    }
}

fn table(text: &mut String, name: &str, columns: &[&str], items: &[Value], indent: &str) {
    let _ = writeln!(text, "{indent}{name} ({}):", columns.join(" | "));
    for item in items {
        let cells: Vec<String> = columns.iter().map(|column| cell(&item[*column])).collect();
        let _ = writeln!(text, "{indent}{}", cells.join(" | ").trim_end_matches([' ', '|']));
    }
}

/// The columns of a list of records, which have plain members alone.
fn columns(items: &[Value]) -> Option<Vec<&str>> {
    let mut columns: Vec<&str> = Vec::new();
    for item in items {
        for (name, value) in item.as_object()? {
            if !is_cell(value) {
                return None;
            }
            if !columns.contains(&name.as_str()) {
                columns.push(name);
            }
        }
    }
    Some(columns)
}

fn is_cell(value: &Value) -> bool {
    match value {
        Value::Array(items) => items.iter().all(|item| item.is_number() || item.is_null()),
        other => !other.is_object(),
    }
}

fn is_nothing(value: &Value) -> bool {
    value.is_null() || value.as_array().is_some_and(Vec::is_empty)
}

fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.split_whitespace().collect::<Vec<_>>().join(" "),
        Value::Array(items) => items
            .iter()
            .map(|item| if item.is_null() { "-".to_owned() } else { item.to_string() })
            .collect::<Vec<_>>()
            .join(", "),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::outline;

    #[test]
    fn records_become_a_table_and_other_lists_an_outline() {
        let value = json!({
            "total": 2,
            "found": [{"code": "a", "title": "A\n one"}, {"code": "b", "zone": 4}],
            "names": ["x", "y"],
            "groups": [{"group": "g", "scores": [1, null], "items": [{"id": 1}]}],
            "source": {"name": "sample", "release": "29.3"},
        });
        let expected = "total: 2\nfound (code | title | zone):\na | A one\nb |  | 4\nnames: x; y\ngroups:\n\
                        - group g, scores 1, -\n  items (id):\n  1\nsource: name sample, release 29.3\n";
        assert_eq!(outline(&value), expected);
    }
}
