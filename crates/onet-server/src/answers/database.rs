//! Tables of the database: which there are, what their columns mean, and their rows.

use std::str::FromStr;

use onet_api::operation::Operation;
use onet_api::{operations, types};
use onet_db::{ErrorKind, Rows, TableView, ViewColumn};
use onet_domain::{ColumnKind, Filter, ParseError, Sort, TableId};
use serde::Serialize;

use super::to_json;
use crate::refusal::Refusal;
use crate::rules::Call;
use crate::window::{Request, Window};

/// The tables that the release has.
pub(crate) fn list(call: &Call<'_>) -> Result<Vec<u8>, Refusal> {
    let tables = &call.source.release().manifest().tables;
    let tables: Vec<_> = tables
        .iter()
        .map(|table| types::DatabaseTable {
            info: link(call, &operations::DATABASE_TABLE_INFO, &table.id),
            rows: link(call, &operations::DATABASE_ROWS, &table.id),
            table_id: table.id.clone(),
            title: table.title.clone(),
            description: table.description().to_owned(),
        })
        .collect();
    to_json(&tables)
}

pub(crate) fn info(call: &Call<'_>) -> Result<Vec<u8>, Refusal> {
    let release = call.source.release();
    let view = release.view(&table_id(call)?).map_err(refusal)?;
    let TableView { id, title, description, columns } = view;
    to_json(&types::DatabaseTableInfo {
        rows: link(call, &operations::DATABASE_ROWS, id.as_str()),
        data_dictionary: format!("https://www.onetcenter.org/dictionary/{}/excel/{id}.html", release.name()),
        table_id: id.to_string(),
        title,
        description: description.to_owned(),
        // A release does not tell where it can be had.
        download: types::DatabaseDownloads::default(),
        column: columns.into_iter().map(column).collect(),
    })
}

fn column(column: ViewColumn) -> types::DatabaseColumn {
    let type_ = match column.kind {
        ColumnKind::Text => "Text",
        ColumnKind::Number => "Number",
        ColumnKind::Date => "Date",
    };
    types::DatabaseColumn {
        column_id: column.id.to_string(),
        optional: column.optional,
        title: column.title,
        description: column.description.to_owned(),
        type_: type_.to_owned(),
        format: column.format.to_owned(),
    }
}

/// A [`types::DatabaseRowPage`] whose rows are written as they are read: a page may have thousands.
#[derive(Serialize)]
struct RowPage<'a> {
    start: i64,
    end: i64,
    total: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    prev: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
    row: Rows<'a>,
}

pub(crate) fn rows(call: &Call<'_>, default_size: u32) -> Result<Vec<u8>, Refusal> {
    let page = Request::read(call.arguments, default_size)?;
    let filters: Vec<Filter> = parsed(call, "filter")?;
    let sorts: Vec<Sort> = parsed(call, "sort")?;
    let query = call.source.release().rows(&table_id(call)?, &filters, &sorts).map_err(refusal)?;
    let window = page.window(query.total(), call.links);
    let row = query.page(window.range.clone()).map_err(refusal)?;
    let Window { start, end, total, prev, next, .. } = window;
    to_json(&RowPage { start, end, total, prev, next, row })
}

fn link(call: &Call<'_>, to: &Operation, table: &str) -> String {
    call.links.to(&to.path.replace("{table_id}", table))
}

fn table_id(call: &Call<'_>) -> Result<TableId, Refusal> {
    call.arguments.text("table_id").parse().map_err(malformed)
}

/// The values of a repeated parameter.
fn parsed<T: FromStr<Err = ParseError>>(call: &Call<'_>, name: &str) -> Result<Vec<T>, Refusal> {
    call.arguments.list(name).iter().map(|text| text.parse().map_err(malformed)).collect()
}

fn malformed(failure: ParseError) -> Refusal {
    Refusal::parameter(failure.to_string())
}

/// A table or a question that makes no sense is the caller's fault, a table that this release lacks is not.
fn refusal(failure: onet_db::Error) -> Refusal {
    match failure.kind() {
        ErrorKind::UnknownTable | ErrorKind::UnfitQuery => Refusal::parameter(failure.to_string()),
        _ => Refusal::of_engine(failure),
    }
}
