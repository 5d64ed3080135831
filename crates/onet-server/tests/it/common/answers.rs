//! What the tests read in answers.

use http::StatusCode;
use serde_json::Value;

use super::{Service, TestResult};

/// The answer to a path; anything but a success is an error.
pub(crate) async fn answer(service: &Service, path: &str) -> TestResult<Value> {
    let response = service.get(path).await?;
    let body: Value = serde_json::from_slice(response.body())?;
    match response.status() {
        StatusCode::OK => Ok(body),
        status => Err(format!("{path}: {status} {body}").into()),
    }
}

/// The items of a list with some of their members, each item as words with blanks between them.
pub(crate) fn items(answer: &Value, list: &str, members: &[&str]) -> Vec<String> {
    let line = |item: &Value| {
        let words: Vec<String> = members.iter().map(|member| word(&item[*member])).collect();
        words.join(" ")
    };
    answer[list].as_array().into_iter().flatten().map(line).collect()
}

fn word(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// Asserts the first items of a page and the number of all.
pub(crate) fn assert_page(page: &Value, list: &str, members: &[&str], total: usize, first: &[&str]) {
    let found = items(page, list, members);
    assert_eq!(found[..first.len().min(found.len())], *first);
    assert_eq!(page["total"], total, "{list}");
}
