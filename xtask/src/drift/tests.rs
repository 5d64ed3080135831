//! Small contracts side by side, one claim each.

mod rendering;

use serde_json::{Value, json};

use super::{
    Format, Report, compare,
    report::{Change, Class},
};
use Class::{Additive, Breaking, Cosmetic};

fn contract(paths: Value) -> Value {
    json!({ "openapi": "3.1.0", "info": { "title": "t", "version": "2.0.0" }, "paths": paths })
}

/// A contract of the one operation `GET /careers`.
fn careers(parameters: Value, responses: Value) -> Value {
    contract(json!({ "/careers": { "get": { "parameters": parameters, "responses": responses } } }))
}

fn answering(schema: Value) -> Value {
    careers(json!([]), json!({ "200": body(schema) }))
}

fn taking(schema: Value) -> Value {
    careers(json!([parameter("sort", schema)]), json!({}))
}

fn parameter(name: &str, schema: Value) -> Value {
    json!({ "name": name, "in": "query", "schema": schema })
}

fn body(schema: Value) -> Value {
    json!({ "description": "d", "content": { "application/json": { "schema": schema } } })
}

fn object(properties: Value, required: Value) -> Value {
    json!({
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": false,
    })
}

fn drift(ours: &Value, theirs: &Value) -> Report {
    compare(ours, theirs).expect("both documents are contracts")
}

/// The one change between two contracts.
#[track_caller]
fn only(ours: &Value, theirs: &Value) -> Change {
    let mut changes = drift(ours, theirs).changes;
    assert_eq!(changes.len(), 1, "{changes:#?}");
    changes.remove(0)
}

/// Checks the one change between each pair of schemas.
#[track_caller]
fn check(wrap: fn(Value) -> Value, cases: Vec<(Value, Value, Class, &str, &str)>) {
    for (ours, theirs, class, kind, path) in cases {
        let change = only(&wrap(ours), &wrap(theirs));
        let found = (change.class, change.kind.to_string(), change.path.as_str());
        assert_eq!(found, (class, kind.to_owned(), path), "{change:?}");
    }
}

#[test]
fn operations_come_and_go() {
    let one = answering(json!({ "type": "string" }));
    let none = contract(json!({}));
    let gone = only(&one, &none);
    assert_eq!((gone.class, gone.kind.to_string()), (Breaking, "operation-removed".to_owned()));
    assert_eq!(gone.operation, "GET /careers");
    let new = only(&none, &one);
    assert_eq!((new.class, new.kind.to_string()), (Additive, "operation-added".to_owned()));
}

#[test]
fn a_response_may_gain_but_not_lose() {
    let text = || json!({ "type": "string" });
    let both = || json!({ "code": text(), "title": text() });
    let code = || object(json!({ "code": text() }), json!(["code"]));
    let with_title = || object(both(), json!(["code"]));
    let with_sure_title = || object(both(), json!(["code", "title"]));
    let typed = |name: &str| object(json!({ "code": { "type": name } }), json!(["code"]));
    let open = || json!({ "type": "object", "properties": { "code": text() }, "required": ["code"] });
    let list = |schema: Value| json!({ "type": "array", "items": schema });
    let title = "response 200 $.title";
    let root = "response 200 $";
    check(
        answering,
        vec![
            (with_sure_title(), code(), Breaking, "response-member-removed", title),
            (with_title(), code(), Breaking, "response-member-removed", title),
            (code(), with_title(), Additive, "response-member-added", title),
            (code(), with_sure_title(), Additive, "response-member-added", title),
            (with_sure_title(), with_title(), Breaking, "response-member-required", title),
            (with_title(), with_sure_title(), Additive, "response-member-required", title),
            (typed("string"), typed("integer"), Breaking, "response-type", "response 200 $.code"),
            (list(code()), code(), Breaking, "response-type", root),
            (code(), open(), Additive, "response-openness", root),
            (open(), code(), Cosmetic, "response-openness", root),
            (
                list(typed("string")),
                list(typed("number")),
                Breaking,
                "response-type",
                "response 200 $[].code",
            ),
        ],
    );
}

#[test]
fn a_response_is_read_leniently() {
    let value = |keyword: &str, value: Value| json!({ "type": "integer", keyword: value });
    let plain = || json!({ "type": "integer" });
    let list = |values: Value| json!({ "enum": values, "type": "string" });
    let root = "response 200 $";
    check(
        answering,
        vec![
            (list(json!(["a"])), list(json!(["b", "a"])), Additive, "response-enum", root),
            (list(json!(["a", "b"])), list(json!(["b"])), Additive, "response-enum", root),
            (value("maximum", json!(5)), value("maximum", json!(6)), Additive, "response-bounds", root),
            (value("minimum", json!(5)), value("minimum", json!(6)), Cosmetic, "response-bounds", root),
            (plain(), value("format", json!("int32")), Cosmetic, "response-format", root),
            (value("format", json!("int32")), plain(), Additive, "response-format", root),
            (
                value("pattern", json!("^a+$")),
                value("pattern", json!("^a$")),
                Cosmetic,
                "response-pattern",
                root,
            ),
            (
                value("pattern", json!("^a$")),
                value("pattern", json!("^a+$")),
                Additive,
                "response-pattern",
                root,
            ),
            (
                value("pattern", json!("^a$")),
                value("pattern", json!("^b$")),
                Additive,
                "response-pattern",
                root,
            ),
            (plain(), value("multipleOf", json!(2)), Additive, "response-keyword", root),
        ],
    );
}

#[test]
fn a_parameter_must_take_what_it_took() {
    let value = |keyword: &str, value: Value| json!({ "type": "integer", keyword: value });
    let plain = || json!({ "type": "integer" });
    let list = |values: Value| json!({ "enum": values, "type": "string" });
    let items = |schema: Value| json!({ "type": "array", "items": schema });
    let sort = "parameter query sort";
    check(
        taking,
        vec![
            (plain(), json!({ "type": "string" }), Breaking, "parameter-type", sort),
            (list(json!(["a", "b"])), list(json!(["b"])), Breaking, "parameter-enum", sort),
            (list(json!(["b"])), list(json!(["a", "b"])), Additive, "parameter-enum", sort),
            (value("minimum", json!(1)), value("minimum", json!(2)), Breaking, "parameter-bounds", sort),
            (value("minimum", json!(1)), value("minimum", json!(0)), Additive, "parameter-bounds", sort),
            (value("maximum", json!(1)), plain(), Additive, "parameter-bounds", sort),
            (value("default", json!(1)), value("default", json!(2)), Additive, "parameter-default", sort),
            (
                items(plain()),
                items(value("maximum", json!(9))),
                Breaking,
                "parameter-bounds",
                "parameter query sort[]",
            ),
        ],
    );
}

#[test]
fn parameters_come_and_go() {
    let text = || json!({ "type": "string" });
    let optional = || json!([parameter("sort", text())]);
    let required = || json!([{ "name": "sort", "in": "query", "schema": text(), "required": true }]);
    let lists = |explode: bool| {
        let mut lists = optional();
        lists[0]["explode"] = json!(explode);
        lists
    };
    check(
        |parameters| careers(parameters, json!({})),
        vec![
            (json!([]), required(), Breaking, "parameter-added", "parameter query sort"),
            (json!([]), optional(), Additive, "parameter-added", "parameter query sort"),
            (optional(), json!([]), Breaking, "parameter-removed", "parameter query sort"),
            (optional(), required(), Breaking, "parameter-required", "parameter query sort"),
            (required(), optional(), Additive, "parameter-required", "parameter query sort"),
            (lists(true), lists(false), Breaking, "parameter-style", "parameter query sort"),
        ],
    );
    // `form` explodes unless it says otherwise.
    let silent = careers(optional(), json!({}));
    assert!(drift(&silent, &careers(lists(true), json!({}))).changes.is_empty());
}

#[test]
fn patterns_are_judged_by_the_values_they_accept() {
    let activity = r"4\.A\.[1234]\.[abc]\.\d\.I\d\d\.D\d\d";
    let any_activity = r"4\.A\.[1234]\.[abc]\.\d\.[^.]+\.[^.]+";
    let one = |pattern: &str| format!("^{pattern}$");
    let many = |pattern: &str| format!("^{pattern}(,{pattern})*$");
    let style = |letter: char| format!(r"^1\.{letter}(\.[A-Za-z0-9]+)+$");
    let cases = [
        (style('C'), style('D'), Breaking),
        (one(activity), one(any_activity), Additive),
        (many(activity), many(any_activity), Additive),
        (one(activity), many(activity), Additive),
        (many(activity), one(activity), Breaking),
        (one(any_activity), one(activity), Breaking),
        (r"^\w+$".to_owned(), r"^[A-Za-z0-9_]+$".to_owned(), Additive),
        (r"^[^.]$".to_owned(), "^.$".to_owned(), Additive),
        // Without anchors, more may stand around the match.
        (r"\d{8}".to_owned(), r"^\d{8}$".to_owned(), Breaking),
        (r"^\d{8}$".to_owned(), r"\d{8}".to_owned(), Additive),
    ];
    for (was, now, class) in cases {
        let of = |pattern: &str| taking(json!({ "type": "string", "pattern": pattern }));
        let change = only(&of(&was), &of(&now));
        assert_eq!((change.class, change.kind.to_string()), (class, "parameter-pattern".to_owned()));
        assert_eq!((change.was, change.now), (Some(was), Some(now)));
        assert_eq!(change.message.starts_with("values accepted before are refused"), class == Breaking);
    }
}

#[test]
fn a_pattern_that_cannot_be_tried_breaks() {
    let of = |pattern: &str| taking(json!({ "type": "string", "pattern": pattern }));
    let change = only(&of("^a$"), &of("^(?=a)a$"));
    assert_eq!(change.class, Breaking);
    assert!(change.message.contains("cannot be compiled"), "{}", change.message);
}

#[test]
fn statuses_come_and_go() {
    let answers = |statuses: &[&str]| {
        let text = json!({ "type": "string" });
        let all = statuses.iter().map(|status| ((*status).to_owned(), body(text.clone())));
        careers(json!([]), Value::Object(all.collect()))
    };
    let cases = [
        (answers(&["200", "422"]), answers(&["422"]), Breaking),
        (answers(&["200", "422"]), answers(&["200"]), Additive),
        (answers(&["200"]), answers(&["200", "422"]), Cosmetic),
        (answers(&["200", "401"]), answers(&["200"]), Cosmetic),
    ];
    for (ours, theirs, class) in cases {
        assert_eq!(only(&ours, &theirs).class, class);
    }
    let empty = careers(json!([]), json!({ "200": { "description": "d" } }));
    let change = only(&answers(&["200"]), &empty);
    assert_eq!((change.class, change.kind.to_string()), (Breaking, "response-body".to_owned()));
}

/// A tree of elements, each of which holds more of its kind.
fn tree(child: Value, code: &str) -> Value {
    object(json!({ "code": { "type": code }, "child": { "type": "array", "items": child } }), json!(["code"]))
}

/// The tree under a name, behind a named response.
fn hoisted(code: &str) -> Value {
    let again = json!({ "$ref": "#/components/schemas/Element" });
    let mut document = careers(
        json!([{ "$ref": "#/components/parameters/Sort" }]),
        json!({ "200": { "$ref": "#/components/responses/Tree" } }),
    );
    document["components"] = json!({
        "schemas": { "Element": tree(again.clone(), code) },
        "parameters": { "Sort": parameter("sort", json!({ "type": "string" })) },
        "responses": { "Tree": body(json!({ "type": "array", "items": again })) },
    });
    document
}

fn inline(code: &str) -> Value {
    let element = tree(json!({ "$ref": "#" }), code);
    careers(
        json!([
            parameter("sort", json!({ "type": "string", "description": "How to sort." })),
            { "name": "X-API-Key", "in": "header", "required": true, "schema": {} },
        ]),
        json!({ "200": body(json!({ "type": "array", "items": element })) }),
    )
}

#[test]
fn names_and_prose_mean_nothing() {
    assert!(drift(&hoisted("string"), &inline("string")).changes.is_empty());
    assert!(drift(&inline("string"), &hoisted("string")).changes.is_empty());
    assert!(drift(&hoisted("string"), &hoisted("string")).changes.is_empty());
}

#[test]
fn a_recursive_shape_changes_once() {
    let change = only(&hoisted("string"), &inline("integer"));
    assert_eq!(change.path, "response 200 $[].code");
}

#[test]
fn order_means_nothing() {
    let ours = json!({ "a": { "type": "integer", "enum": [1, 2] }, "b": { "type": "string" } });
    let theirs = json!({ "b": { "type": "string" }, "a": { "enum": [2, 1], "type": "integer" } });
    let ours = answering(object(ours, json!(["a", "b"])));
    let theirs = answering(object(theirs, json!(["b", "a"])));
    let report = drift(&ours, &theirs);
    assert_eq!(report.render(Format::Text), "no drift\n");
    assert_eq!(report.exit_code(), 0);
}

#[test]
fn a_new_version_is_reported() {
    let ours = contract(json!({}));
    let mut theirs = ours.clone();
    theirs["info"]["version"] = json!("2.0.1");
    let report = drift(&ours, &theirs);
    assert_eq!(report.exit_code(), 1);
    assert_eq!(
        report.render(Format::Text),
        "cosmetic  contract-version  version 2.0.0 -> 2.0.1\n\
         1 change: 0 breaking, 0 additive, 1 cosmetic\n"
    );
}

#[test]
fn a_reference_that_leads_nowhere_is_named() {
    let broken = answering(json!({ "$ref": "#/components/schemas/Missing" }));
    let failure = compare(&broken, &broken).expect_err("nothing can be compared");
    let failure = format!("{failure:#}");
    assert!(failure.contains("GET /careers"), "{failure}");
    assert!(failure.contains("#/components/schemas/Missing leads nowhere"), "{failure}");
}
