//! Lists of the service: as much as is wanted of them, and how much there is.

use onet_api::operation::Operation;
use onet_api::page::{LARGEST_PAGE, Position};
use onet_api::{Client, PageRange, operations};
use serde_json::Value;

use crate::arguments::{Global, Listing};
use crate::console::Console;
use crate::failure::Failure;
use crate::flat::{Flat, flat};
use crate::output::{Heading, Output};

/// Items of a sorted list that are shown, as many as the service shows of a list.
const PAGE: usize = 20;

impl Listing {
    /// The bounds of the page to ask for.
    pub(crate) fn bounds(&self) -> (Option<u32>, Option<u32>) {
        let limit = self.shown.limit.and_then(|limit| u32::try_from(limit).ok());
        match limit {
            Some(limit) => {
                let start = self.start.unwrap_or(1).max(1);
                (Some(start), Some(start.saturating_add(limit - 1)))
            }
            None => (self.start, self.end),
        }
    }

    /// The page to ask for, where not all are needed.
    pub(crate) fn page(&self) -> PageRange {
        let (start, end) = self.bounds();
        PageRange::new(start, end)
    }

    /// Whether all pages are needed.
    pub(crate) fn needs_all(&self) -> bool {
        let is_large = self.shown.limit.is_some_and(|limit| limit > LARGEST_PAGE as usize);
        self.shown.all || self.shown.sort_by.is_some() || (is_large && self.start.is_none())
    }

    /// How many items are shown of those that were fetched; `None` for all.
    pub(crate) fn most(&self) -> Option<usize> {
        let usual = (self.shown.sort_by.is_some() && !self.shown.all).then_some(PAGE);
        self.shown.limit.or(usual)
    }
}

/// Calls an operation for the part of its list that is wanted.
pub(crate) async fn fetch(
    client: &Client,
    path: &str,
    query: &[(&str, &str)],
    listing: &Listing,
) -> Result<Value, Failure> {
    if Operation::find(path).and_then(Operation::items).is_none() {
        return Ok(client.raw(path, query).await?);
    }
    if listing.needs_all() {
        return Ok(client.raw_all(path, query).await?);
    }
    let (start, end) = listing.bounds();
    let bounds = [("start", start), ("end", end)];
    let bounds: Vec<_> =
        bounds.into_iter().filter_map(|(key, bound)| Some((key, bound?.to_string()))).collect();
    let mut query = query.to_vec();
    query.extend(bounds.iter().map(|(key, bound)| (*key, bound.as_str())));
    Ok(client.raw(path, &query).await?)
}

/// The items of an answer, and the member that has them.
pub(crate) fn items(document: &Value, operation: Option<&Operation>) -> (Option<&'static str>, Vec<Value>) {
    match (operation.and_then(Operation::items), document) {
        (Some(member), _) => (Some(member), document[member].as_array().cloned().unwrap_or_default()),
        (None, Value::Array(items)) => (None, items.clone()),
        (None, one) => (None, vec![one.clone()]),
    }
}

/// How many items an answer has, and how many there are.
pub(crate) fn position(document: &Value, count: usize) -> Position {
    let number = |name: &str| document[name].as_i64();
    let count = i64::try_from(count).unwrap_or(i64::MAX);
    match (number("start"), number("end"), number("total")) {
        (Some(start), Some(end), Some(total)) => Position { start, end, total },
        _ => Position { start: 1, end: count, total: count },
    }
}

/// Prints an answer as a list with the members of its items as columns.
pub(crate) fn print(
    global: &Global,
    console: &Console,
    document: Value,
    operation: Option<&Operation>,
    listing: &Listing,
) -> Result<(), Failure> {
    let (member, items) = items(&document, operation);
    let Flat { mut columns, rows } = flat(&items);
    // Conditions name the columns of these rows.
    if operation.is_some_and(|operation| operation.id == operations::DATABASE_ROWS.id) {
        columns.iter_mut().for_each(|column| column.heading = Heading::Name);
    }
    let position = position(&document, items.len());
    let output = Output::new(document, member, &columns, rows)?;
    print_output(global, console, output, position, listing)
}

/// Prints a list, and on standard error which part of it that is. An empty list is nothing found.
pub(crate) fn print_output(
    global: &Global,
    console: &Console,
    output: Output,
    position: Position,
    listing: &Listing,
) -> Result<(), Failure> {
    print_part(global, console, output, position, listing)?;
    crate::commands::found(position.total)
}

/// Prints a list, and on standard error which part of it that is.
pub(crate) fn print_part(
    global: &Global,
    console: &Console,
    mut output: Output,
    position: Position,
    listing: &Listing,
) -> Result<(), Failure> {
    let count = output.arrange(&listing.shown, listing.most())?;
    output.print(global)?;
    let end = position.start + i64::try_from(count).unwrap_or(i64::MAX) - 1;
    crate::commands::note_position(console, Position { end: end.max(0), ..position });
    Ok(())
}
