//! The documents of the official samples' batch coder.

use std::io::{self, BufWriter, Read, Write as _};

use onet_search::coding::{Coder, Query};
use serde::ser::{Serialize, Serializer};
use serde_json::Value;

use super::CANDIDATES;
use crate::failure::Failure;

/// What such a document looks like.
const EXAMPLE: &str = r#"{"config": {"max_results": 5}, "queries": ["staff nurse"]}"#;

/// The document that is answered; its key is not needed, and not read.
struct Request {
    queries: Vec<String>,
    top: usize,
}

impl Request {
    fn read(mut input: Box<dyn Read + Send>) -> Result<Self, Failure> {
        let mut bytes = Vec::new();
        input
            .read_to_end(&mut bytes)
            .map_err(|error| Failure::usage(format!("could not read the input: {error}")))?;
        let refused = |why: String| Failure::usage(why).with_hint(EXAMPLE);
        let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
        let document: Value = serde_json::from_slice(text).map_err(|error| {
            refused(format!("the input is not JSON: see line {}, column {}", error.line(), error.column()))
        })?;
        drop(bytes);
        let Value::Object(mut members) = document else {
            return Err(refused("the input is no document of the batch coder: no JSON object".to_owned()));
        };
        let Some(Value::Array(queries)) = members.remove("queries") else {
            return Err(refused("queries is a list of texts, and required".to_owned()));
        };
        let query = |query| match query {
            Value::String(query) => Ok(query),
            _ => Err(refused("queries is a list of texts".to_owned())),
        };
        let queries = queries.into_iter().map(query).collect::<Result<_, _>>()?;
        let wanted = members.get("config").and_then(|config| config.get("max_results"));
        let top = match wanted.filter(|wanted| !wanted.is_null()) {
            None => CANDIDATES,
            Some(wanted) => {
                let number = wanted.as_u64().and_then(|number| usize::try_from(number).ok());
                let number = number.filter(|number| *number > 0);
                number.ok_or_else(|| refused("max_results is a whole number from 1 on".to_owned()))?
            }
        };
        Ok(Self { queries, top })
    }
}

#[derive(serde::Serialize)]
struct Response<'a> {
    output: Answers<'a>,
}

/// The answers to the queries: each is coded when it is written, so that memory does not hold them.
struct Answers<'a> {
    coder: &'a Coder,
    request: Request,
}

impl Serialize for Answers<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.request.queries.iter().map(|query| self.answer(query)))
    }
}

impl Answers<'_> {
    fn answer<'q>(&self, query: &'q str) -> Answer<'q> {
        let coded = self.coder.code(query, &Query { top: self.request.top, ..Query::default() });
        let found = coded.candidates.into_iter();
        let results = found.map(|found| Found { code: found.code.to_string(), title: found.title }).collect();
        Answer { query, results }
    }
}

#[derive(serde::Serialize)]
struct Answer<'a> {
    query: &'a str,
    results: Vec<Found>,
}

#[derive(serde::Serialize)]
struct Found {
    code: String,
    title: String,
}

pub(super) fn run(coder: &Coder, input: Box<dyn Read + Send>) -> Result<(), Failure> {
    let request = Request::read(input)?;
    let mut out = BufWriter::new(io::stdout().lock());
    let written = serde_json::to_writer_pretty(&mut out, &Response { output: Answers { coder, request } });
    let written = written.map_err(io::Error::from).and_then(|()| writeln!(out)).and_then(|()| out.flush());
    match written {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Failure::Output(error)),
        _ => Ok(()),
    }
}
