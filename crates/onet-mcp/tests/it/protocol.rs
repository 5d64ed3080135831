//! What is no tool: lists, resources, prompts, unknown names, cancellation, many calls, and the end.

use std::time::Duration;

use futures::future::join_all;
use onet_mcp::McpServer;
use onet_server::Config;
use rmcp::model::{
    CallToolRequestParams, ClientRequest, GetPromptRequestParams, ReadResourceRequestParams, Request,
};
use rmcp::service::PeerRequestOptions;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

use crate::common::{Client, call, client, sample, text};

async fn read(client: &Client, uri: &str) -> Result<Value, String> {
    let read = client.read_resource(ReadResourceRequestParams::new(uri)).await;
    let read = read.map_err(|failure| failure.to_string())?;
    let content = serde_json::to_value(&read.contents[0]).map_err(|failure| failure.to_string())?;
    serde_json::from_str(content["text"].as_str().unwrap_or_default()).map_err(|failure| failure.to_string())
}

#[tokio::test]
async fn tools_have_titles_descriptions_and_schemas_without_references() {
    let client = client().await;
    let tools = client.list_all_tools().await.expect("the tools");
    let names: Vec<&str> = tools.iter().map(|tool| &*tool.name).collect();
    assert_eq!(names, onet_mcp::tool_names().collect::<Vec<_>>());
    for tool in &tools {
        let (input, output) = (&tool.input_schema, tool.output_schema.as_ref().expect("an output schema"));
        for schema in [input, output] {
            let text = Value::Object((**schema).clone()).to_string();
            assert_eq!(schema["type"], "object", "{}", tool.name);
            assert!(!text.contains("$ref") && !text.contains("\"uint"), "{}: {text}", tool.name);
        }
        let arguments = input["properties"].as_object().expect("properties");
        for (name, schema) in arguments {
            assert!(
                schema["description"].is_string() || name == "sort" || name == "level",
                "{} {name}",
                tool.name
            );
        }
        let annotations = tool.annotations.as_ref().expect("annotations");
        assert_eq!(annotations.read_only_hint, Some(true));
        assert!(tool.description.as_ref().is_some_and(|text| text.len() > 80), "{}", tool.name);
    }
}

#[tokio::test]
async fn the_server_introduces_itself() {
    let client = client().await;
    let info = client.peer_info().expect("the server's information");
    let info = serde_json::to_value(&*info).expect("JSON");
    assert_eq!(info["serverInfo"]["name"], "onet");
    assert!(info["instructions"].as_str().is_some_and(|text| text.contains("search_occupations")));
}

#[tokio::test]
async fn resources_hold_releases_tables_and_the_contract() {
    let client = client().await;
    let listed = client.list_all_resources().await.expect("the resources");
    let uris: Vec<&str> = listed.iter().map(|resource| resource.uri.as_str()).collect();
    assert_eq!(uris, ["onet://releases", "onet://tables", "onet://contract"]);
    let templates = client.list_all_resource_templates().await.expect("the templates");
    assert_eq!(templates.len(), 2);
    for (uri, place, expected) in [
        ("onet://releases", "/database", json!("O*NET 29.3 sample")),
        ("onet://tables", "/tables/2/table", json!("occupation_data")),
        ("onet://tables/job_zones", "/columns/2/column", json!("job_zone")),
        ("onet://tables/Job%20Zones", "/table", json!("job_zones")),
        ("onet://contract", "/operations/211/id", json!("veterans_search")),
        ("onet://contract/online_search", "/parameters/0/name", json!("keyword")),
    ] {
        let content = read(&client, uri).await.expect(uri);
        assert_eq!(content.pointer(place), Some(&expected), "{uri}: {content:#}");
    }
    for (uri, hint) in [
        ("onet://table", "onet://tables"),
        ("onet://tables/job_zone", "onet://tables/job_zones; onet://tables lists all"),
        ("onet://contract/online_serch", "onet://contract/online_search"),
    ] {
        let failure = read(&client, uri).await.expect_err(uri);
        assert!(failure.contains(hint), "{uri}: {failure}");
    }
}

#[tokio::test]
async fn prompts_contain_their_arguments() {
    let client = client().await;
    let prompts = client.list_all_prompts().await.expect("the prompts");
    assert_eq!(prompts.len(), 3);
    for prompt in prompts {
        let required =
            prompt.arguments.into_iter().flatten().filter(|argument| argument.required == Some(true));
        let given = required.map(|argument| (argument.name, json!("Pharmacists {or} similar")));
        let request = GetPromptRequestParams::new(prompt.name.clone()).with_arguments(given.collect());
        let got = client.get_prompt(request).await.expect("the prompt");
        let text = serde_json::to_value(&got.messages[0].content).expect("JSON")["text"].to_string();
        assert!(text.contains("Pharmacists {or} similar"), "{}: {text}", prompt.name);
        let without = client.get_prompt(GetPromptRequestParams::new(prompt.name)).await;
        assert!(without.is_err_and(|failure| failure.to_string().contains("needs the argument")));
    }
}

#[tokio::test]
async fn an_unknown_tool_is_an_error_of_the_protocol_that_names_the_tools() {
    let client = client().await;
    let failure =
        client.call_tool(CallToolRequestParams::new("search_occupation")).await.expect_err("unknown");
    assert!(failure.to_string().contains("try: search_occupations;"), "{failure}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hundred_calls_at_once_are_all_answered() {
    let client = client().await;
    let calls = (0..100).map(|number| {
        let client = &client;
        async move {
            match number % 4 {
                0 => call(client, "search_occupations", json!({"text": "nurse"})).await,
                1 => call(client, "get_occupation", json!({"code": "29-1051.00"})).await,
                2 => {
                    let filters = ["title.contains.a", "job_zone.gte.3"];
                    call(client, "query_table", json!({"table": "job_zones", "filters": filters})).await
                }
                _ => {
                    call(client, "compare_occupations", json!({"codes": ["29-1051.00", "29-2052.00"]})).await
                }
            }
        }
    });
    for result in join_all(calls).await {
        assert_ne!(result.is_error, Some(true), "{}", text(&result));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn cancelled_calls_free_their_places() {
    let client = client().await;
    // Each takes a place or waits for one; without the cancellation, the last call would come after all of them.
    for _ in 0..200 {
        let arguments = json!({"codes": ["29-1051.00", "29-2052.00", "29-1224.00", "29-9092.00"]});
        let Value::Object(arguments) = arguments else { continue };
        let request = CallToolRequestParams::new("compare_occupations").with_arguments(arguments);
        let request = ClientRequest::CallToolRequest(Request::new(request));
        let sent = client.send_cancellable_request(request, PeerRequestOptions::no_options()).await;
        sent.expect("sent").cancel(Some("a test".to_owned())).await.expect("cancelled");
    }
    let last = call(&client, "search_occupations", json!({"text": "nurse"}));
    let last = tokio::time::timeout(Duration::from_secs(20), last).await.expect("the places are free");
    assert_ne!(last.is_error, Some(true), "{}", text(&last));
}

#[tokio::test]
async fn calls_that_run_at_the_end_of_the_input_are_answered_and_only_the_protocol_is_written() {
    let (near, far) = tokio::io::duplex(1 << 16);
    let (input, output) = tokio::io::split(far);
    let server = tokio::spawn(McpServer::new(&sample(), &Config::default()).serve(input, output));
    let (mut reader, mut writer) = tokio::io::split(near);
    let messages = [
        json!({"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {
            "protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "test", "version": "1"}}}),
        json!({"jsonrpc": "2.0", "method": "notifications/initialized"}),
        json!({"jsonrpc": "2.0", "id": 2, "method": "tools/call", "params": {
            "name": "get_occupation", "arguments": {"code": "29-1051.00"}}}),
    ];
    for message in messages {
        writer.write_all(format!("{message}\n").as_bytes()).await.expect("written");
    }
    writer.shutdown().await.expect("closed");
    let mut written = String::new();
    reader.read_to_string(&mut written).await.expect("text");
    server.await.expect("no panic").expect("a client that leaves is no failure");
    let answers: Vec<Value> =
        written.lines().map(|line| serde_json::from_str(line).expect("a message on each line")).collect();
    assert_eq!(answers.len(), 2);
    assert_eq!(answers[1]["result"]["structuredContent"]["title"], "Pharmacists");
}

#[tokio::test]
async fn an_input_without_a_client_is_no_failure() {
    let server = McpServer::new(&sample(), &Config::default());
    assert!(server.serve(tokio::io::empty(), tokio::io::sink()).await.is_ok());
}

/// What the server answers to lines, and what it ends with.
async fn answers_to(lines: &[String]) -> (Vec<Value>, Result<(), String>) {
    let (near, far) = tokio::io::duplex(1 << 16);
    let (input, output) = tokio::io::split(far);
    let server = tokio::spawn(McpServer::new(&sample(), &Config::default()).serve(input, output));
    let (mut reader, mut writer) = tokio::io::split(near);
    for line in lines {
        // The server may have ended.
        let _ = writer.write_all(format!("{line}\n").as_bytes()).await;
    }
    let _ = writer.shutdown().await;
    let mut written = String::new();
    reader.read_to_string(&mut written).await.expect("text");
    let ended = server.await.expect("no panic").map_err(|failure| failure.to_string());
    (written.lines().map(|line| serde_json::from_str(line).expect("a message on each line")).collect(), ended)
}

fn initialize() -> String {
    json!({"jsonrpc": "2.0", "id": 0, "method": "initialize", "params": {
        "protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "test", "version": "1"}}})
    .to_string()
}

#[tokio::test]
async fn parameters_of_another_form_are_errors_that_name_the_form() {
    for (method, params, code, expected) in [
        ("tools/call", Value::Null, -32602, "name (a text) and arguments (an object)"),
        ("tools/call", json!({"arguments": {}}), -32602, "name (a text)"),
        ("tools/call", json!({"name": "search_occupations", "arguments": [1]}), -32602, "an object"),
        ("tools/call", json!({"name": "search_occupations", "arguments": "{}"}), -32602, "an object"),
        ("resources/read", json!({}), -32602, "uri (a text)"),
        ("prompts/get", json!({"name": 5}), -32602, "name (a text)"),
        ("no/such", json!({}), -32601, "There is no method no/such."),
    ] {
        let mut request = json!({"jsonrpc": "2.0", "id": 7, "method": method});
        if !params.is_null() {
            request["params"] = params;
        }
        let (answers, _) = answers_to(&[initialize(), request.to_string()]).await;
        let error = &answers[1]["error"];
        assert_eq!((&answers[1]["id"], &error["code"]), (&json!(7), &json!(code)), "{request}");
        let message = error["message"].as_str().unwrap_or_default();
        assert!(message.contains(expected), "{request}: {message}");
    }
}

#[tokio::test]
async fn lines_that_are_no_messages_do_not_end_the_conversation() {
    let nested = format!("{}{}", "[".repeat(5000), "]".repeat(5000));
    let lines =
        ["", "hello", "{\"jsonrpc\": \"2.0\"", "[]", "\u{0}", &nested, "{\"jsonrpc\":\"2.0\",\"id\":{}}"];
    let ping = json!({"jsonrpc": "2.0", "id": 9, "method": "ping"}).to_string();
    let lines: Vec<String> =
        std::iter::once(initialize()).chain(lines.map(str::to_owned)).chain(std::iter::once(ping)).collect();
    let (answers, ended) = answers_to(&lines).await;
    assert_eq!(answers.last().map(|answer| &answer["id"]), Some(&json!(9)), "{answers:?}");
    assert_eq!(ended, Ok(()));
}

#[tokio::test]
async fn a_client_that_does_not_begin_with_initialize_is_refused_in_a_sentence() {
    let line = json!({"jsonrpc": "2.0", "method": "notifications/initialized"}).to_string();
    let (_, ended) = answers_to(&[line]).await;
    let message = ended.expect_err("no conversation");
    assert!(message.contains("initialize") && !message.contains("{ "), "{message}");
}
