//! Every operation, proved against a server: what is sent, what is understood, what is refused.
//!
//! The calls are generated (`cargo xtask codegen`); what they must send and what is answered to them is made here from
//! the contract.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};

use crate::generated_calls::{CALLS, Call};
use onet_api::operation::{ListStyle, Location, Operation, ParameterType};
use onet_api::{ApiKey, Client, Error, ErrorKind};
use percent_encoding::percent_decode_str;
use serde_json::{Map, Value, json};
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, Request, ResponseTemplate};

/// A server that gives the body it is told to, and a client of it with a key.
struct Bench {
    server: MockServer,
    client: Client,
    body: Arc<Mutex<Value>>,
}

impl Bench {
    async fn start() -> Self {
        let server = MockServer::start().await;
        let body = Arc::new(Mutex::new(Value::Null));
        let told = Arc::clone(&body);
        let give =
            move |_: &Request| ResponseTemplate::new(200).set_body_json(&*told.lock().expect("no panic"));
        Mock::given(any()).respond_with(give).mount(&server).await;
        let client = Client::builder()
            .base_url(format!("{}/api", server.uri()))
            .api_key(ApiKey::new("open-sesame"))
            .build()
            .expect("a client");
        Self { server, client, body }
    }

    async fn call(&self, call: &Call, body: &Value) -> Result<Value, Error> {
        *self.body.lock().expect("no panic") = body.clone();
        (call.make)(self.client.clone()).await
    }

    async fn sent(&self) -> Request {
        let mut requests = self.server.received_requests().await.expect("requests are recorded");
        self.server.reset().await;
        let request = requests.pop().expect("a request");
        assert!(requests.is_empty(), "one request a call");
        request
    }
}

fn contract() -> Value {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../spec/openapi.json");
    serde_json::from_str(&std::fs::read_to_string(path).expect("the contract is there")).expect("it is JSON")
}

/// The schema of an operation's answer.
fn answer<'a>(contract: &'a Value, operation: &Operation) -> &'a Value {
    let get = &contract["paths"][operation.path]["get"];
    &get["responses"]["200"]["content"]["application/json"]["schema"]
}

/// How much of a body is made.
#[derive(Clone, Copy, PartialEq)]
enum Extent {
    /// Every member, two items in every list.
    Full,
    /// Required members only, no items.
    Minimal,
    /// Required members only, one item in every list.
    Lean,
}

/// A body that fits a schema; shapes that hold themselves stop after two levels.
fn body(contract: &Value, schema: &Value, extent: Extent, within: &[&str]) -> Value {
    if let Some(name) = schema["$ref"].as_str().and_then(|reference| reference.rsplit('/').next()) {
        let level = within.iter().filter(|outer| **outer == name).count();
        assert!(level < 3, "{name} holds itself without end");
        return body(contract, &contract["components"]["schemas"][name], extent, &[within, &[name]].concat());
    }
    if let Some(words) = schema["enum"].as_array() {
        return words[0].clone();
    }
    match schema["type"].as_str() {
        Some("object") => {
            let required: BTreeSet<&str> =
                schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
            let members = schema["properties"].as_object().into_iter().flatten().filter(|(name, member)| {
                let again =
                    member["items"]["$ref"].as_str().and_then(|reference| reference.rsplit('/').next());
                let ends =
                    again.is_some_and(|name| within.iter().filter(|outer| **outer == name).count() > 1);
                required.contains(name.as_str()) || (extent == Extent::Full && !ends)
            });
            let made = members.map(|(name, member)| (name.clone(), body(contract, member, extent, within)));
            Value::Object(made.collect::<Map<_, _>>())
        }
        Some("array") => {
            let count = match extent {
                Extent::Full => 2,
                Extent::Minimal => 0,
                Extent::Lean => 1,
            };
            (0..count).map(|_| body(contract, &schema["items"], extent, within)).collect()
        }
        Some("string") => json!("text & <markup> \u{e9}"),
        Some("integer") => schema["minimum"].as_i64().unwrap_or(7).into(),
        Some("number") => json!(17.25),
        Some("boolean") => true.into(),
        other => panic!("a schema of type {other:?}"),
    }
}

fn operation(call: &Call) -> &'static Operation {
    Operation::by_id(call.id).expect("a call of a known operation")
}

#[test]
fn there_is_a_call_of_every_operation() {
    let called: BTreeSet<&str> = CALLS.iter().map(|call| call.id).collect();
    let known: BTreeSet<&str> = onet_api::operations::ALL.iter().map(|operation| operation.id).collect();
    assert_eq!(called, known);
    assert_eq!(called.len(), CALLS.len(), "no operation is called twice");
}

#[tokio::test]
async fn every_operation_sends_what_the_contract_says() {
    let contract = contract();
    for call in &CALLS {
        let bench = Bench::start().await;
        let operation = operation(call);
        let full = body(&contract, answer(&contract, operation), Extent::Full, &[]);
        bench.call(call, &full).await.unwrap_or_else(|failure| panic!("{}: {failure:?}", call.id));
        let request = bench.sent().await;
        assert_eq!(request.method.as_str(), "GET", "{}", call.id);
        assert_eq!(request.headers["accept"], "application/json", "{}", call.id);
        assert_eq!(request.headers["x-api-key"], "open-sesame", "{}", call.id);
        assert_eq!(segments(request.url.path()), expected_segments(operation, call), "{}", call.id);
        assert!(request.url.path().is_ascii() && !request.url.path().contains(' '), "{}", call.id);
        let mut query: Vec<_> = request.url.query_pairs().into_owned().collect();
        let mut expected = expected_query(operation, call);
        query.sort();
        expected.sort();
        assert_eq!(query, expected, "{}", call.id);
    }
}

/// A path in its segments, decoded; a final slash is an empty one.
fn segments(path: &str) -> Vec<String> {
    path.split('/')
        .map(|segment| percent_decode_str(segment).decode_utf8().expect("UTF-8").into_owned())
        .collect()
}

fn expected_segments(operation: &Operation, call: &Call) -> Vec<String> {
    let filled = operation.path.split('/').map(|segment| match segment.strip_prefix('{') {
        Some(name) => argument(call, name.trim_end_matches('}')).join(","),
        None => segment.to_owned(),
    });
    let mut path = vec![String::new(), "api".to_owned()];
    path.extend(filled.skip(1));
    path
}

fn argument<'a>(call: &'a Call, name: &str) -> Vec<&'a str> {
    call.arguments.iter().filter(|(known, _)| *known == name).map(|(_, value)| *value).collect()
}

fn expected_query(operation: &Operation, call: &Call) -> Vec<(String, String)> {
    let parameters = operation.parameters.iter().filter(|parameter| parameter.location == Location::Query);
    parameters
        .flat_map(|parameter| {
            let values = argument(call, parameter.name);
            assert!(!values.is_empty(), "{}: no example for {}", call.id, parameter.name);
            let values = match parameter.kind {
                ParameterType::List { style: ListStyle::Comma, .. } => vec![values.join(",")],
                _ => values.into_iter().map(str::to_owned).collect(),
            };
            values.into_iter().map(|value| (parameter.name.to_owned(), value))
        })
        .collect()
}

#[tokio::test]
async fn every_operation_understands_full_and_minimal_answers_without_loss() {
    let (contract, bench) = (contract(), Bench::start().await);
    for call in &CALLS {
        for extent in [Extent::Full, Extent::Lean, Extent::Minimal] {
            let body = body(&contract, answer(&contract, operation(call)), extent, &[]);
            let understood =
                bench.call(call, &body).await.unwrap_or_else(|failure| panic!("{}: {failure:?}", call.id));
            assert_eq!(understood, body, "{}", call.id);
        }
    }
}

/// Adds a member that the contract does not know to every object of a body.
fn with_unknown_members(value: &mut Value) {
    match value {
        Value::Object(object) => {
            object.values_mut().for_each(with_unknown_members);
            object.insert("unknown_to_the_contract".to_owned(), json!({ "new": [1, null] }));
        }
        Value::Array(items) => items.iter_mut().for_each(with_unknown_members),
        _ => {}
    }
}

#[tokio::test]
async fn no_operation_minds_an_unknown_member() {
    let (contract, bench) = (contract(), Bench::start().await);
    for call in &CALLS {
        let known = body(&contract, answer(&contract, operation(call)), Extent::Full, &[]);
        let mut more = known.clone();
        with_unknown_members(&mut more);
        let understood =
            bench.call(call, &more).await.unwrap_or_else(|failure| panic!("{}: {failure:?}", call.id));
        // Rows and file links are kept as they come; elsewhere what is unknown is left aside.
        if !matches!(call.id, "database_rows" | "database_table_info") {
            assert_eq!(understood, known, "{}", call.id);
        }
    }
}

/// Every required member of a body by its JSON path, with a body that lacks it.
fn without_each_required(contract: &Value, schema: &Value, body: &Value) -> Vec<(String, String, Value)> {
    let schema = match schema["$ref"].as_str().and_then(|reference| reference.rsplit('/').next()) {
        Some(name) => &contract["components"]["schemas"][name],
        None => schema,
    };
    let join = |outer: String, inner: String| {
        if inner.is_empty() {
            outer
        } else if inner.starts_with('[') {
            format!("{outer}{inner}")
        } else {
            format!("{outer}.{inner}")
        }
    };
    let mut lacking = Vec::new();
    match body {
        Value::Object(object) => {
            for name in schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
                let mut less = object.clone();
                less.shift_remove(name);
                lacking.push((String::new(), name.to_owned(), Value::Object(less)));
            }
            for (name, member) in object {
                for (path, lost, less) in without_each_required(contract, &schema["properties"][name], member)
                {
                    let mut whole = object.clone();
                    whole.insert(name.clone(), less);
                    lacking.push((join(name.clone(), path), lost, Value::Object(whole)));
                }
            }
        }
        Value::Array(items) => {
            // The last item stands for all.
            if let Some((item, before)) = items.split_last() {
                for (path, lost, less) in without_each_required(contract, &schema["items"], item) {
                    let mut whole = before.to_vec();
                    whole.push(less);
                    lacking.push((join(format!("[{}]", before.len()), path), lost, Value::Array(whole)));
                }
            }
        }
        _ => {}
    }
    lacking
}

#[tokio::test]
async fn every_operation_refuses_an_answer_that_lacks_a_required_member_and_says_where() {
    let (contract, bench) = (contract(), Bench::start().await);
    let mut refused = 0;
    for call in &CALLS {
        let schema = answer(&contract, operation(call));
        let lean = body(&contract, schema, Extent::Lean, &[]);
        for (path, lost, less) in without_each_required(&contract, schema, &lean) {
            let failure = bench.call(call, &less).await.expect_err(call.id);
            assert_eq!(failure.kind(), ErrorKind::Shape, "{}: {failure:?}", call.id);
            assert!(failure.message().contains(&lost), "{}: {failure}", call.id);
            let path = if path.is_empty() { "the top" } else { &path };
            assert_eq!(failure.json_path(), Some(path), "{}: {failure:?}", call.id);
            assert_eq!(failure.operation(), Some(call.id));
            refused += 1;
        }
    }
    assert!(refused > 1_000, "{refused} answers lacked something");
}

#[tokio::test]
async fn documented_answers_are_understood_without_loss() {
    let Some(folder) = std::env::var_os("ONET_TEST_EXAMPLES_DIR").map(std::path::PathBuf::from) else {
        let skipped = "skipped: ONET_TEST_EXAMPLES_DIR is not set\n";
        return std::io::Write::write_all(&mut std::io::stderr(), skipped.as_bytes())
            .expect("stderr is open");
    };
    let bench = Bench::start().await;
    let mut seen = 0;
    for folder in [folder.clone(), folder.join("observed")] {
        for entry in folder.read_dir().expect("the folder is there").flatten() {
            let name = entry.file_name().into_string().expect("a name");
            let Some(id) = name.strip_suffix(".json") else { continue };
            // The examples are named by the path with its parameters.
            let id = id.trim_end_matches("_by_code");
            let call =
                CALLS.iter().find(|call| call.id == id).unwrap_or_else(|| panic!("{name} is no operation"));
            let text = std::fs::read_to_string(entry.path()).expect("an example");
            let example: Value = serde_json::from_str(&text).expect("it is JSON");
            assert_eq!(bench.call(call, &example).await.expect(id), example, "{name}");
            seen += 1;
        }
    }
    assert!(seen >= 6, "{seen} examples");
}
