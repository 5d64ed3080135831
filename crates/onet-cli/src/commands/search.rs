//! `onet search`

use onet_api::operation::Operation;
use onet_api::page::Position;
use onet_api::{Client, operations, types};
use serde::Deserialize;
use serde_json::Value;

use crate::arguments::{Global, Range, Search, Service};
use crate::console::Console;
use crate::failure::Failure;
use crate::output::{Column, Output, text};
use crate::source;

const COLUMNS: &[Column] = &[text("code"), text("title")];

pub(crate) fn run(global: &Global, console: &Console, arguments: Search) -> Result<(), Failure> {
    let client = source::client(global, console)?;
    let operation = match arguments.service {
        Service::Online => &operations::ONLINE_SEARCH,
        Service::Mnm => &operations::MNM_SEARCH,
        Service::Mpp => &operations::MPP_SEARCH,
        Service::Veterans => &operations::VETERANS_SEARCH,
    };
    let document = super::block_on(ask(&client, operation, &arguments.text.join(" "), arguments.range))?;
    let Found { start, end, total, items } = Found::read(&document, operation)?;
    let rows = items.into_iter().map(|found| vec![found.code, found.title]).collect();
    Output::new(document, operation.items(), COLUMNS, rows)?.print(global)?;
    super::note_position(console, Position { start, end, total });
    super::found(total)
}

async fn ask(client: &Client, operation: &Operation, text: &str, range: Range) -> Result<Value, Failure> {
    if range.all {
        return Ok(client.raw_all(operation.path, &[("keyword", text)]).await?);
    }
    let bounds = [("start", range.start), ("end", range.end)];
    let bounds: Vec<_> =
        bounds.into_iter().filter_map(|(key, bound)| Some((key, bound?.to_string()))).collect();
    let mut query = vec![("keyword", text)];
    query.extend(bounds.iter().map(|(key, bound)| (*key, bound.as_str())));
    Ok(client.raw(operation.path, &query).await?)
}

/// What the searches of all services have in common: they list occupations, under a name of their own.
struct Found {
    start: i64,
    end: i64,
    total: i64,
    items: Vec<types::OccupationRef>,
}

impl Found {
    fn read(document: &Value, operation: &Operation) -> Result<Self, Failure> {
        let items = operation.items().map_or(&Value::Null, |items| &document[items]);
        let items = Vec::deserialize(items).map_err(|failure| {
            Failure::Answer(format!("{operation} answered a list of another shape: {failure}"))
        })?;
        let bound = |name: &str| {
            document[name]
                .as_i64()
                .ok_or_else(|| Failure::Answer(format!("{operation} answered a page without `{name}`")))
        };
        Ok(Self { start: bound("start")?, end: bound("end")?, total: bound("total")?, items })
    }
}
