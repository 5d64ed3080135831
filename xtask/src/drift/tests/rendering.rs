//! What a report looks like.

use serde_json::{Value, json};

use super::{Format, body, contract, drift, object, parameter};

/// Five operations that answer one shape at different depths, and one parameter.
fn shared(code: &str, pattern: &str) -> Value {
    let shape = object(json!({ "code": { "type": code } }), json!(["code"]));
    let mut paths = json!({});
    for name in ["a", "b", "c", "d", "e"] {
        let schema = object(json!({ name: shape }), json!([name]));
        paths[format!("/{name}")] = json!({ "get": { "responses": { "200": body(schema) } } });
    }
    paths["/a"]["get"]["parameters"] =
        json!([parameter("id", json!({ "type": "string", "pattern": pattern }))]);
    contract(paths)
}

#[test]
fn text_tells_a_shared_change_once() {
    let report = drift(&shared("string", "^a|b$"), &shared("integer", "^a$"));
    assert_eq!(report.exit_code(), 2);
    let text = report.render(Format::Text);
    let lines: Vec<&str> = text.lines().collect();
    let pattern = "breaking  parameter-pattern  GET /a  query id: ^a|b$ -> ^a$  (values accepted \
                   before are refused, such as ";
    assert!(lines[0].starts_with(pattern), "{text}");
    assert_eq!(
        lines[1..],
        [
            "breaking  response-type  5 places  code: string -> integer  (type changed)",
            "    GET /a  response 200 $.a.code",
            "    GET /b  response 200 $.b.code",
            "    GET /c  response 200 $.c.code",
            "    and 2 more",
            "6 changes: 6 breaking, 0 additive, 0 cosmetic",
        ],
    );
}

#[test]
fn json_tells_every_change() {
    let report = drift(&shared("string", "^a$"), &shared("integer", "^a$"));
    let json: Value = serde_json::from_str(&report.render(Format::Json)).expect("it is JSON");
    let counts = json!({ "total": 5, "breaking": 5, "additive": 0, "cosmetic": 0 });
    assert_eq!(json["counts"], counts);
    assert_eq!(
        json["changes"][0],
        json!({
            "class": "breaking",
            "kind": "response-type",
            "operation": "GET /a",
            "path": "response 200 $.a.code",
            "was": "string",
            "now": "integer",
            "message": "type changed",
        }),
    );
}

#[test]
fn markdown_keeps_patterns_in_their_cells() {
    let report = drift(&shared("string", "^a$"), &shared("string", "^(a|b)$"));
    let markdown = report.render(Format::Markdown);
    assert!(markdown.contains(r"| GET /a  query id | `^a$` | `^(a\|b)$` |"), "{markdown}");
    assert!(markdown.contains("1 change: 0 breaking, 1 additive, 0 cosmetic"), "{markdown}");
}

#[test]
fn the_same_documents_give_the_same_report() {
    let report = || drift(&shared("string", r"^\w+$"), &shared("integer", "^[a-m]+$"));
    assert_eq!(report().render(Format::Json), report().render(Format::Json));
}
