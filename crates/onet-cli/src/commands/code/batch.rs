//! The documents of the official samples' batch coder.

use std::io::{self, Read, Write as _};

use onet_search::coding::{Coder, Query};
use serde::{Deserialize, Serialize};

use crate::failure::Failure;

/// Candidates of a query, where the document does not limit them.
const RESULTS: usize = 20;

#[derive(Deserialize)]
struct Request {
    #[serde(default)]
    config: Config,
    queries: Vec<String>,
}

/// The configuration; its key is not needed, and not read.
#[derive(Default, Deserialize)]
struct Config {
    max_results: Option<usize>,
}

#[derive(Serialize)]
struct Response {
    output: Vec<Answer>,
}

#[derive(Serialize)]
struct Answer {
    query: String,
    results: Vec<Found>,
}

#[derive(Serialize)]
struct Found {
    code: String,
    title: String,
}

pub(super) fn run(coder: &Coder, mut input: Box<dyn Read + Send>) -> Result<(), Failure> {
    let mut text = String::new();
    input
        .read_to_string(&mut text)
        .map_err(|error| Failure::usage(format!("could not read the input: {error}")))?;
    let request: Request = serde_json::from_str(&text).map_err(|error| {
        Failure::usage(format!("the input is no document of the batch coder: {error}"))
            .with_hint(r#"{"config": {"max_results": 5}, "queries": ["staff nurse"]}"#)
    })?;
    let top = request.config.max_results.unwrap_or(RESULTS);
    let answer = |query: String| {
        let coded = coder.code(&query, &Query { top, ..Query::default() });
        let found = coded.candidates.into_iter();
        let results = found.map(|found| Found { code: found.code.to_string(), title: found.title }).collect();
        Answer { query, results }
    };
    let response = Response { output: request.queries.into_iter().map(answer).collect() };
    let mut text =
        serde_json::to_string_pretty(&response).map_err(|error| Failure::Answer(error.to_string()))?;
    text.push('\n');
    match io::stdout().write_all(text.as_bytes()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Failure::Output(error)),
        _ => Ok(()),
    }
}
