//! Tables of the database: the list, their columns, their rows.

use std::str::FromStr;

use onet_api::{operations, types};
use onet_db::{ErrorKind, TableView, ViewColumn};
use onet_domain::{ColumnKind, Filter, ParseError, Sort, TableId};

use super::body::{to_json, write_page};
use super::call::Call;
use crate::error::Error;
use crate::pagination::{LIST_PAGE, PageRequest};

/// The tables of the release.
pub(crate) fn list(call: &Call<'_>) -> Result<Vec<u8>, Error> {
    let tables = &call.release().manifest().tables;
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

/// The columns of a table.
pub(crate) fn info(call: &Call<'_>) -> Result<Vec<u8>, Error> {
    let release = call.release();
    let view = release.view(&table_id(call)?).map_err(query_error)?;
    let TableView { id, title, description, columns } = view;
    to_json(&types::DatabaseTableInfo {
        rows: call.links.operation(&operations::DATABASE_ROWS, &id),
        data_dictionary: format!("https://www.onetcenter.org/dictionary/{}/excel/{id}.html", release.name()),
        table_id: id.to_string(),
        title,
        description: description.to_owned(),
        // A release does not contain the URLs of its downloads.
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

/// The rows of a table that match filters, sorted.
pub(crate) fn rows(call: &Call<'_>) -> Result<Vec<u8>, Error> {
    let page = PageRequest::read(call.arguments, LIST_PAGE)?;
    let filters: Vec<Filter> = parsed(call, "filter")?;
    let sorts: Vec<Sort> = parsed(call, "sort")?;
    let query = call.release().rows(&table_id(call)?, &filters, &sorts).map_err(query_error)?;
    let bounds = page.bounds(query.total(), call.links);
    // Rows are serialized as they are read: a page may have thousands.
    let rows = query.page(bounds.range.clone()).map_err(query_error)?;
    write_page(call, &bounds, &[], &rows)
}

fn table_id(call: &Call<'_>) -> Result<TableId, Error> {
    call.arguments.text("table_id").parse().map_err(malformed)
}

/// The values of a repeated parameter.
fn parsed<T: FromStr<Err = ParseError>>(call: &Call<'_>, name: &str) -> Result<Vec<T>, Error> {
    call.arguments.list(name).iter().map(|text| text.parse().map_err(malformed)).collect()
}

fn malformed(failure: ParseError) -> Error {
    Error::parameter(failure.to_string())
}

/// An unknown table or an unfit query is an error of the caller; a table that is missing in this release is not.
fn query_error(failure: onet_db::Error) -> Error {
    match failure.kind() {
        ErrorKind::UnknownTable | ErrorKind::UnfitQuery => Error::parameter(failure.to_string()),
        _ => failure.into(),
    }
}
