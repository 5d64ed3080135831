//! Asking in this process: what every answer and every refusal must be, whatever was asked.

use std::collections::{BTreeMap, HashMap};

use bytes::Bytes;
use http::{Request, StatusCode};
use onet_api::operation::Operation;
use onet_api::operations;
use onet_server::{Availability, Config, Coverage, InProcess, Source};
use serde_json::Value;
use tower::ServiceExt as _;
use url::form_urlencoded;

use crate::common::contract::Contract;
use crate::common::found::{encoded, links_in};
use crate::common::{BASE, NOT_IN_SOURCE, TestResult};

/// What was checked, or what is wrong with it.
pub(crate) type Checked<T = ()> = Result<T, String>;

/// Fails with the problem unless a claim holds.
pub(crate) fn ensure(holds: bool, problem: impl FnOnce() -> String) -> Checked {
    match holds {
        true => Ok(()),
        false => Err(problem()),
    }
}

/// What came back to a call.
pub(crate) struct Reply {
    pub(crate) status: StatusCode,
    /// Whether it is marked as one for want of data.
    pub(crate) is_marked: bool,
    pub(crate) bytes: Bytes,
    pub(crate) body: Value,
}

/// One page of a list.
#[derive(Debug, PartialEq)]
pub(crate) struct Page {
    pub(crate) start: i64,
    pub(crate) end: i64,
    pub(crate) total: i64,
    pub(crate) prev: Option<String>,
    pub(crate) next: Option<String>,
    pub(crate) items: Vec<Value>,
    /// What stands on every page.
    pub(crate) head: Value,
}

/// Asks a source, judges what it says, and counts.
pub(crate) struct Asker {
    router: InProcess,
    contract: Contract,
    /// Whether an occupation has rows in a table.
    rows: HashMap<(&'static str, String), bool>,
    /// The calls that the overview of an occupation leads to.
    overviews: HashMap<String, Vec<String>>,
    /// The number of answers by operation.
    pub(crate) answers: BTreeMap<&'static str, usize>,
    pub(crate) refusals: usize,
}

impl Asker {
    pub(crate) fn new(source: Source) -> TestResult<Self> {
        Ok(Self {
            router: InProcess::new(source, Config::default()),
            contract: Contract::load()?,
            rows: HashMap::new(),
            overviews: HashMap::new(),
            answers: BTreeMap::new(),
            refusals: 0,
        })
    }

    /// The reply to a call: an answer of its operation or a refusal, as the contract has them.
    pub(crate) async fn ask(&mut self, operation: &'static Operation, call: &str) -> Checked<Reply> {
        let reply = self.look(operation, call).await?;
        match reply.status {
            StatusCode::OK => *self.answers.entry(operation.id).or_default() += 1,
            _ => self.refusals += 1,
        }
        Ok(reply)
    }

    /// The same, but not counted: each asker looks things up for itself, and how often depends on who asks what.
    async fn look(&mut self, operation: &'static Operation, call: &str) -> Checked<Reply> {
        let failed = |problem: &dyn std::fmt::Display| format!("{call}: {problem}");
        let request =
            Request::get(format!("{BASE}{call}")).body(Bytes::new()).map_err(|problem| failed(&problem))?;
        let reply = self.router.clone().oneshot(request).await.map_err(|problem| failed(&problem))?;
        let (head, bytes) = reply.into_parts();
        let content_type = head.headers.get("content-type").and_then(|value| value.to_str().ok());
        ensure(content_type == Some("application/json; charset=utf-8"), || {
            format!("{call}: the content type is {content_type:?}")
        })?;
        let body: Value = serde_json::from_slice(&bytes).map_err(|problem| failed(&problem))?;
        let judged = match head.status {
            StatusCode::OK => self.contract.judge(operation, &body, call),
            StatusCode::UNPROCESSABLE_ENTITY => self.contract.judge_refusal(&body, call),
            status => Err(format!("{call}: {status} {body}").into()),
        };
        judged.map_err(|problem| problem.to_string())?;
        let is_marked = head.headers.contains_key(NOT_IN_SOURCE);
        Ok(Reply { status: head.status, is_marked, bytes, body })
    }

    /// The answer to a call that must have one.
    pub(crate) async fn answer(&mut self, operation: &'static Operation, call: &str) -> Checked<Value> {
        let reply = self.ask(operation, call).await?;
        ensure(reply.status == StatusCode::OK, || format!("{call} is refused: {}", reply.body))?;
        Ok(reply.body)
    }

    /// A page that must be answered.
    pub(crate) async fn page(
        &mut self,
        operation: &'static Operation,
        call: &str,
        items: &str,
    ) -> Checked<Page> {
        let mut head = self.answer(operation, call).await?;
        let members = head.as_object_mut().ok_or_else(|| format!("{call}: no object"))?;
        let mut taken = |name: &str| members.remove(name);
        let number = |value: Option<Value>| value.as_ref().and_then(Value::as_i64).unwrap_or(i64::MIN);
        let link = |value: Option<Value>| -> Option<String> {
            let value = value?;
            Some(value.as_str()?.strip_prefix(BASE)?.to_owned())
        };
        let listed = match taken(items) {
            Some(Value::Array(items)) => items,
            _ => return Err(format!("{call}: no list {items}")),
        };
        Ok(Page {
            start: number(taken("start")),
            end: number(taken("end")),
            total: number(taken("total")),
            prev: link(taken("prev")),
            next: link(taken("next")),
            items: listed,
            head,
        })
    }

    /// Fails unless a call is refused.
    pub(crate) async fn refused(&mut self, operation: &'static Operation, call: &str) -> Checked<String> {
        let reply = self.ask(operation, call).await?;
        ensure(reply.status == StatusCode::UNPROCESSABLE_ENTITY, || format!("{call} is answered"))?;
        Ok(reply.body["error"].as_str().unwrap_or_default().to_owned())
    }

    /// Fails unless a call is refused for want of data.
    pub(crate) async fn absent(&mut self, operation: &'static Operation, call: &str) -> Checked {
        let reply = self.ask(operation, call).await?;
        ensure(reply.status == StatusCode::UNPROCESSABLE_ENTITY && reply.is_marked, || {
            format!("{call} is not refused as not in the source: {} {}", reply.status, reply.body)
        })
    }

    /// Fails unless an occupation lacks rows in one of the tables that an operation rests on: then alone may a call
    /// with good arguments be refused.
    pub(crate) async fn refused_with_reason(&mut self, row: &Coverage, call: &str, reply: &Reply) -> Checked {
        // Without the older taxonomy its codes are refused; with it, they are asked elsewhere.
        if row.operation.tag == "taxonomy" && call.contains("/2010/") {
            return Ok(());
        }
        let problem = || format!("{call} is refused: {}", reply.body);
        ensure(!reply.is_marked, problem)?;
        let code = code_in(call).ok_or_else(problem)?;
        let files: &'static [&'static str] = match row.availability {
            Availability::WithFile(files) => files,
            _ => &[],
        };
        for &table in row.tables.iter().chain(files) {
            if !self.has_rows(table, code).await? {
                return Ok(());
            }
        }
        Err(format!("{call} is refused, but {code} is in {:?} and {files:?}: {}", row.tables, reply.body))
    }

    /// Whether an occupation has rows in a table; so it has in one that is not about occupations.
    async fn has_rows(&mut self, table: &'static str, code: &str) -> Checked<bool> {
        let key = (table, code.to_owned());
        if let Some(known) = self.rows.get(&key) {
            return Ok(*known);
        }
        let call = format!("/database/rows/{table}?filter=onetsoc_code.eq.{code}&end=1");
        let reply = self.look(&operations::DATABASE_ROWS, &call).await?;
        let has_rows = reply.status != StatusCode::OK || reply.body["total"] != 0;
        self.rows.insert(key, has_rows);
        Ok(has_rows)
    }

    /// Fails unless the overview of an occupation leads to a section just when it is answered.
    pub(crate) async fn listed_as_answered(&mut self, call: &str, is_answered: bool) -> Checked {
        let Some(code) = code_in(call).filter(|_| call.contains("/summary/") || call.contains("/details/"))
        else {
            return Ok(());
        };
        let listed = match self.overviews.get(code) {
            Some(known) => known,
            None => {
                let overview = format!("/online/occupations/{code}/");
                let reply = self.look(&operations::ONLINE_OCCUPATIONS_OVERVIEW, &overview).await?;
                ensure(reply.status == StatusCode::OK, || format!("{overview} is refused: {}", reply.body))?;
                &*self.overviews.entry(code.to_owned()).or_insert(links_in(&reply.body))
            }
        };
        let is_listed = listed.iter().any(|listed| listed == call);
        ensure(is_listed == is_answered, || {
            format!("{call}: listed in the overview is {is_listed}, answered is {is_answered}")
        })
    }
}

/// The code of an occupation in the path of a call.
pub(crate) fn code_in(call: &str) -> Option<&str> {
    let path = call.split('?').next().unwrap_or_default();
    path.split('/').find(|segment| segment.parse::<onet_domain::OnetSocCode>().is_ok())
}

/// A call with some parameters of its query set, whatever they were.
pub(crate) fn with(call: &str, parameters: &[(&str, &str)]) -> String {
    let (path, query) = call.split_once('?').unwrap_or((call, ""));
    let kept = form_urlencoded::parse(query.as_bytes())
        .filter(|(key, _)| !parameters.iter().any(|(name, _)| key == name))
        .map(|(key, value)| format!("{}={}", encoded(&key), encoded(&value)));
    let set = parameters.iter().map(|(key, value)| format!("{key}={}", encoded(value)));
    let query: Vec<String> = kept.chain(set).collect();
    match query.is_empty() {
        true => path.to_owned(),
        false => format!("{path}?{}", query.join("&")),
    }
}

/// A call for a page.
pub(crate) fn bounded(call: &str, start: i64, end: i64) -> String {
    with(call, &[("start", &start.to_string()), ("end", &end.to_string())])
}
