//! `onet db tables`, `onet db rows`, `onet db sql`: the tables of the database.

use std::io;
use std::time::Duration;

use onet_api::{Client, ErrorKind, operations};
use onet_db::{Next, QueryBudget, Release};
use onet_domain::{Filter, Sort, TableId};
use serde_json::Value;

use crate::arguments::{Format, Global, Listing, Rows, Shown, Sql};
use crate::console::{Console, wants_color};
use crate::failure::Failure;
use crate::flat::{Flat, flat};
use crate::output::{Column, Heading, Output, format, print, terminal_width};
use crate::row_writer::{Escapes, RowWriter};
use crate::source::{self, Purpose};
use crate::table::Look;
use crate::{listing, path};

/// Time limit of a question, where `--timeout` sets none.
const DEADLINE: Duration = Duration::from_secs(30);
/// Rows of a question that are collected, to be sorted or shown as a table.
const COLLECTED: usize = 1_000_000;

/// Lists the tables, or the columns of one.
pub(crate) fn tables(
    global: &Global,
    console: &Console,
    table: Option<String>,
    shown: Shown,
) -> Result<(), Failure> {
    let client = source::client(global, console)?;
    let listing = Listing { shown, ..Listing::default() };
    let Some(table) = table else {
        let operation = &operations::DATABASE_LIST;
        let document = super::super::block_on(listing::fetch(&client, operation.path, &[], &listing))?;
        return listing::print(global, console, document, Some(operation), &listing);
    };
    let table: TableId = table.parse()?;
    let address = path::filled(&operations::DATABASE_TABLE_INFO, &[table.as_str()]);
    let document =
        super::super::block_on(async { client.raw(&address, &[]).await.map_err(Failure::of_named) })?;
    let columns = document["column"].as_array().cloned().unwrap_or_default();
    let position = listing::position(&Value::Null, columns.len());
    let Flat { columns: names, rows } = flat(&columns);
    let output = Output::new(document, Some("column"), &names, rows)?;
    listing::print_output(global, console, output, position, &listing)
}

/// Shows rows of a table.
pub(crate) fn rows(global: &Global, console: &Console, arguments: Rows) -> Result<(), Failure> {
    let Rows { table, filters, sort, listing } = arguments;
    let table: TableId = table.parse()?;
    let filters: Vec<Filter> = filters.iter().map(|filter| filter.parse()).collect::<Result<_, _>>()?;
    let sorts: Vec<Sort> = sort.iter().map(|sort| sort.parse()).collect::<Result<_, _>>()?;
    let client = source::client(global, console)?;
    let operation = &operations::DATABASE_ROWS;
    let filters = filters.iter().map(|filter| ("filter", filter.to_string()));
    let sorts = sorts.iter().map(|sort| ("sort", sort.to_string()));
    let query: Vec<(&str, String)> = filters.chain(sorts).collect();
    let query: Vec<(&str, &str)> = query.iter().map(|(key, value)| (*key, value.as_str())).collect();
    let address = path::filled(operation, &[table.as_str()]);
    let document = super::super::block_on(async {
        match listing::fetch(&client, &address, &query, &listing).await {
            Err(Failure::Call(failure)) if failure.kind() == ErrorKind::Refused => {
                Err(refused(&client, &table, failure).await)
            }
            other => other,
        }
    })?;
    listing::print(global, console, document, Some(operation), &listing)
}

/// Why rows are refused: there is no such table, or a condition does not fit it.
async fn refused(client: &Client, table: &TableId, failure: onet_api::Error) -> Failure {
    let address = path::filled(&operations::DATABASE_TABLE_INFO, &[table.as_str()]);
    match client.raw(&address, &[]).await {
        Err(unknown) if unknown.kind() == ErrorKind::Refused => Failure::NoSuch(failure),
        _ => failure.into(),
    }
}

/// The release or the sample that questions in SQL are about.
pub(crate) fn release(global: &Global, console: &Console) -> Result<Release, Failure> {
    let chosen = source::choose(global, console, Purpose::Command)?;
    match chosen.release() {
        Some(source) => Ok(source.release().clone()),
        None => {
            Err(Failure::usage("this command needs a release or the sample: other sources have no tables")
                .with_hint("--source release, or --source sample"))
        }
    }
}

/// Answers a question in SQL.
pub(crate) fn sql(global: &Global, console: &Console, arguments: &Sql) -> Result<(), Failure> {
    let release = release(global, console)?;
    let budget = QueryBudget::new(global.timeout.map_or(DEADLINE, Duration::from_secs));
    let shown = &arguments.shown;
    let answered = match shown.columns.is_empty() && shown.sort_by.is_none() {
        true => budget.run(|| stream(global, console, &release, arguments)),
        false => budget.run(|| collected(global, console, &release, arguments)),
    };
    answered.map_err(|failure| match failure {
        Failure::Store(failure) if failure.kind() == onet_db::ErrorKind::Interrupted => {
            Failure::SlowQuery(global.timeout.map_or(DEADLINE, Duration::from_secs))
        }
        other => other,
    })
}

/// Writes rows as SQLite finds them.
fn stream(global: &Global, console: &Console, release: &Release, arguments: &Sql) -> Result<(), Failure> {
    let most = arguments.shown.limit.unwrap_or(usize::MAX);
    let (mut count, mut is_cut, mut answered) = (0, false, Ok(()));
    let format = format(global);
    let escapes = if global.raw_cells { Escapes::Nothing } else { Escapes::Formulas };
    print(global, |out, color| {
        let look = Look { color, width: terminal_width() };
        let mut writer: Option<RowWriter> = None;
        let mut failure: Option<io::Error> = None;
        answered = release.select(&arguments.query, |columns, row| {
            if count == most {
                is_cut = true;
                return Next::Stop;
            }
            let written = match &mut writer {
                Some(writer) => writer.row(out, row),
                none => {
                    let numeric = |at: usize| row.get(at).is_some_and(Value::is_number);
                    let columns = columns.iter().enumerate();
                    let columns = columns.map(|(at, name)| named(name, numeric(at)));
                    let writer = none.insert(RowWriter::new(format, columns.collect(), 0, escapes, look));
                    writer.start(out).and_then(|()| writer.row(out, row))
                }
            };
            count += 1;
            match written {
                Ok(()) => Next::Row,
                Err(error) => {
                    failure = Some(error);
                    Next::Stop
                }
            }
        });
        match (failure, &mut writer) {
            (Some(failure), _) => Err(failure),
            (None, Some(writer)) => writer.end(out),
            (None, None) if answered.is_ok() && format == Format::Json => writeln_empty(out),
            (None, None) => Ok(()),
        }
    })?;
    answered?;
    if is_cut {
        console.note(&format!("the first {count} rows; without --limit all are shown"));
    }
    super::super::found(i64::from(count > 0))
}

/// A column of a table of the database.
fn named(name: &str, numeric: bool) -> Column {
    Column { name: name.to_owned().into(), numeric, heading: Heading::Name }
}

fn writeln_empty(out: &mut impl io::Write) -> io::Result<()> {
    out.write_all(b"[]\n")
}

/// Collects the rows, so that they can be sorted and their columns chosen.
fn collected(global: &Global, console: &Console, release: &Release, arguments: &Sql) -> Result<(), Failure> {
    let mut names: Vec<String> = Vec::new();
    let mut items: Vec<Vec<Value>> = Vec::new();
    release.select(&arguments.query, |columns, row| {
        if names.is_empty() {
            names = columns.to_vec();
        }
        items.push(row);
        if items.len() < COLLECTED { Next::Row } else { Next::Stop }
    })?;
    let columns: Vec<Column> = names
        .iter()
        .enumerate()
        .map(|(at, name)| {
            let numeric = items.iter().all(|row| row[at].is_number() || row[at].is_null());
            named(name, numeric)
        })
        .collect();
    let rows: Vec<Vec<String>> =
        items.iter().map(|row| row.iter().map(crate::flat::text).collect()).collect();
    let document: Vec<Value> =
        items.into_iter().map(|row| Value::Object(names.iter().cloned().zip(row).collect())).collect();
    let total = rows.len();
    let mut output = Output::new(document, None, &columns, rows)?;
    let count = output.arrange(&arguments.shown, arguments.shown.limit)?;
    output.print(global)?;
    if count < total {
        console.note(&format!("1 to {count} of {total}; --all shows all"));
    }
    super::super::found(i64::from(total > 0))
}

/// How files of an export look: as they are, without a terminal.
pub(super) fn plain(global: &Global) -> Look {
    Look { color: wants_color(global.color, false), width: None }
}
