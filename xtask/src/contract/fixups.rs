//! What the published definition gets wrong, put right. Each fixup is a function with its reason; one that
//! no longer applies fails the sync, so that none outlives its cause.

use serde_json::{Value, json};

use super::problems::Problems;
use crate::json::each_object;

/// A fixup that was applied, and how often.
#[derive(Debug)]
pub(super) struct Applied {
    pub(super) name: &'static str,
    pub(super) reason: &'static str,
    pub(super) count: usize,
}

impl Applied {
    /// Reports a fixup that found nothing to do.
    pub(super) fn check(&self, problems: &mut Problems) {
        if self.count == 0 {
            let Self { name, reason, .. } = self;
            problems.add(format!("fixup `{name}` no longer applies ({reason}); remove it"));
        }
    }
}

struct Fixup {
    name: &'static str,
    reason: &'static str,
    apply: fn(&mut Value) -> usize,
}

const FIXUPS: &[Fixup] = &[
    Fixup {
        name: "key_header",
        reason: "the key is a security scheme; repeated as a parameter it becomes an argument of every call",
        apply: key_header,
    },
    Fixup {
        name: "object_type",
        reason: "objects are declared by their properties alone, which also admits anything else",
        apply: object_type,
    },
    Fixup {
        name: "pattern_on_integer",
        reason: "a pattern says nothing about an integer; eight digits are meant",
        apply: pattern_on_integer,
    },
    Fixup {
        name: "server_slash",
        reason: "a server address that ends in a slash doubles the slash of every path",
        apply: server_slash,
    },
    Fixup {
        name: "empty_lists",
        reason: "empty `parameters`, `required` and `tags` say nothing, and OpenAPI 3.0 refuses an empty `required`",
        apply: empty_lists,
    },
    Fixup {
        name: "error_body",
        reason: "an error body without a name silently takes the place of the success type in generated code",
        apply: error_body,
    },
];

/// Applies every fixup in order.
pub(super) fn apply(document: &mut Value) -> Vec<Applied> {
    FIXUPS
        .iter()
        .map(|fixup| Applied { name: fixup.name, reason: fixup.reason, count: (fixup.apply)(document) })
        .collect()
}

fn key_header(document: &mut Value) -> usize {
    let mut count = 0;
    each_object(document, &mut |object| {
        if let Some(Value::Array(parameters)) = object.get_mut("parameters") {
            let before = parameters.len();
            parameters.retain(|parameter| parameter["name"] != "X-API-Key" || parameter["in"] != "header");
            count += before - parameters.len();
        }
    });
    count
}

fn object_type(document: &mut Value) -> usize {
    let mut count = 0;
    each_object(document, &mut |object| {
        // A schema named `properties` would be a member, not a keyword: its value has no closed list beside it.
        let is_schema = object.get("properties").is_some_and(Value::is_object)
            && (object.contains_key("required") || object.contains_key("additionalProperties"));
        if is_schema && !object.contains_key("type") {
            object.shift_insert(0, "type".to_owned(), json!("object"));
            count += 1;
        }
    });
    count
}

fn pattern_on_integer(document: &mut Value) -> usize {
    let mut count = 0;
    each_object(document, &mut |object| {
        if object.get("type") == Some(&json!("integer")) && object.get("pattern") == Some(&json!("\\d{8}")) {
            object.shift_remove("pattern");
            object.insert("minimum".to_owned(), json!(10_000_000));
            object.insert("maximum".to_owned(), json!(99_999_999));
            count += 1;
        }
    });
    count
}

fn server_slash(document: &mut Value) -> usize {
    let mut count = 0;
    for server in document["servers"].as_array_mut().into_iter().flatten() {
        if let Some(trimmed) = server["url"].as_str().and_then(|url| url.strip_suffix('/')) {
            server["url"] = json!(trimmed);
            count += 1;
        }
    }
    count
}

fn empty_lists(document: &mut Value) -> usize {
    let mut count = 0;
    each_object(document, &mut |object| {
        for key in ["parameters", "required", "tags"] {
            if object.get(key) == Some(&json!([])) {
                object.shift_remove(key);
                count += 1;
            }
        }
    });
    count
}

fn error_body(document: &mut Value) -> usize {
    let schema =
        &mut document["components"]["responses"]["ParameterError"]["content"]["application/json"]["schema"];
    if !schema.is_object() || schema["$ref"].is_string() {
        return 0;
    }
    let body = std::mem::replace(schema, json!({ "$ref": "#/components/schemas/ErrorBody" }));
    document["components"]["schemas"]["ErrorBody"] = body;
    1
}
