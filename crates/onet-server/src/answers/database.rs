//! Tables of the database: which there are, what their columns mean, and their rows.

use std::str::FromStr;

use onet_api::{operations, types};
use onet_db::{ErrorKind, TableView, ViewColumn};
use onet_domain::{ColumnKind, Filter, ParseError, Sort, TableId};

use super::page::page;
use super::to_json;
use crate::error::Refusal;
use crate::pagination::Request;
use crate::rules::Call;

/// The tables that the release has.
pub(crate) fn list(call: &Call<'_>) -> Result<Vec<u8>, Refusal> {
    let tables = &call.source.release().manifest().tables;
    let tables: Vec<_> = tables
        .iter()
        .map(|table| types::DatabaseTable {
            info: call.links.operation(&operations::DATABASE_TABLE_INFO, &table.id),
            rows: call.links.operation(&operations::DATABASE_ROWS, &table.id),
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
        rows: call.links.operation(&operations::DATABASE_ROWS, &id),
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

pub(crate) fn rows(call: &Call<'_>, default_size: u32) -> Result<Vec<u8>, Refusal> {
    let asked = Request::read(call.arguments, default_size)?;
    let filters: Vec<Filter> = parsed(call, "filter")?;
    let sorts: Vec<Sort> = parsed(call, "sort")?;
    let query = call.source.release().rows(&table_id(call)?, &filters, &sorts).map_err(refusal)?;
    let window = asked.window(query.total(), call.links);
    // Rows are written as they are read: a page may have thousands.
    let rows = query.page(window.range.clone()).map_err(refusal)?;
    page(call, &window, &[], &rows)
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
