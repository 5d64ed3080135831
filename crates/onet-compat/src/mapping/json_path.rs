//! Paths in JSON values.

use serde_json::{Map, Value};

/// The value at a path of members joined by dots; the empty path is the value itself. `null` counts as absent.
pub(super) fn get<'a>(value: &'a Value, path: &str) -> Option<&'a Value> {
    let found = match path {
        "" => value,
        path => path.split('.').try_fold(value, |value, name| value.get(name))?,
    };
    (!found.is_null()).then_some(found)
}

/// Puts a value at a path, making the objects on the way. What is no object on the way gives way to one.
pub(super) fn set(target: &mut Value, path: &str, value: Value) {
    let mut place = target;
    for name in path.split('.').filter(|name| !name.is_empty()) {
        if !place.is_object() {
            *place = Value::Object(Map::new());
        }
        place = &mut place[name];
    }
    *place = value;
}

/// Adds items to the list at a path, making it where there is none.
pub(super) fn extend(target: &mut Value, path: &str, items: Vec<Value>) {
    match get(target, path) {
        Some(Value::Array(known)) => {
            let all = known.iter().cloned().chain(items).collect();
            set(target, path, Value::Array(all));
        }
        _ => set(target, path, Value::Array(items)),
    }
}

/// The path of the object that holds the last member of a path.
pub(super) fn parent(path: &str) -> &str {
    path.rsplit_once('.').map_or("", |(parent, _)| parent)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_path_leads_to_a_member_and_the_empty_path_to_the_value() {
        let value = json!({"a": {"b": 1, "c": null}});
        assert_eq!(get(&value, "a.b"), Some(&json!(1)));
        assert_eq!(get(&value, "a.c"), None);
        assert_eq!(get(&value, "a.b.c"), None);
        assert_eq!(get(&value, ""), Some(&value));
    }

    #[test]
    fn a_value_is_put_where_nothing_is_yet() {
        let mut value = Value::Null;
        set(&mut value, "a.b", json!(1));
        set(&mut value, "a.c", json!(2));
        extend(&mut value, "d", vec![json!(3)]);
        extend(&mut value, "d", vec![json!(4)]);
        assert_eq!(value, json!({"a": {"b": 1, "c": 2}, "d": [3, 4]}));
        set(&mut value, "", json!("all"));
        assert_eq!(value, json!("all"));
    }
}
