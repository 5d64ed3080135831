//! Tables whose form the catalogue does not know, as a later release may bring: what was expected, what was found, and
//! which column may be meant by which.

use std::collections::BTreeSet;

use crate::catalogue::{self, Column, Table};
use crate::error::{Error, ErrorKind, Result};
use crate::input::TableFile;
use crate::manifest::{ColumnSuggestion, UnfitTable};
use crate::row_reader::Preview;

/// How alike a header and the name of a column must be, from 0 to 1, for one to be suggested for the other.
const ALIKE: f64 = 0.72;

/// A table of which a file does not have all columns.
pub(crate) fn by_header(file: &TableFile, table: &Table, headers: &[String]) -> UnfitTable {
    let missing = table.missing_columns(headers);
    let is_known = |header: &&String| table.columns.iter().any(|column| column.is_called(header));
    let free: Vec<&String> =
        headers.iter().filter(|header| !header.is_empty() && !is_known(header)).collect();
    // Where one column is missing and one is unknown, they may be the same whatever their names.
    let alike = if missing.len() == 1 && free.len() == 1 { 0.0 } else { ALIKE };
    let suggestions: Vec<ColumnSuggestion> =
        missing.iter().filter_map(|column| suggestion(column, &free, alike)).collect();
    let missing: Vec<String> = missing
        .iter()
        .map(|column| names(column).map(|name| format!("\"{name}\"")).collect::<Vec<_>>().join(" or "))
        .collect();
    let free: Vec<&str> = free.iter().map(|header| header.as_str()).collect();
    let found = match free.as_slice() {
        [] => "no other column".to_owned(),
        free => quoted(free),
    };
    UnfitTable {
        table: table.id.clone(),
        file: file.to_string(),
        expected: format!("the column {}", missing.join(", ")),
        found,
        suggestions,
    }
}

fn quoted(names: &[&str]) -> String {
    format!("\"{}\"", names.join("\", \""))
}

/// The headers of a column in earlier and in later releases.
fn names(column: &Column) -> impl Iterator<Item = &str> {
    std::iter::once(column.text.as_str()).chain(column.later.iter().map(|later| later.text.as_str()))
}

/// The header that most resembles the name of a column.
fn suggestion(column: &Column, free: &[&String], alike: f64) -> Option<ColumnSuggestion> {
    let likeness = |header: &str| {
        let names = names(column).chain(column.headers.iter().map(String::as_str));
        names.map(|name| likeness(name, header)).fold(0.0, f64::max)
    };
    let best = free.iter().max_by(|left, right| likeness(left).total_cmp(&likeness(right)))?;
    let suggestion = ColumnSuggestion { header: (*best).clone(), column: column.text.clone() };
    (likeness(best) >= alike).then_some(suggestion)
}

/// How alike two names are, from 0 to 1. One whose words are all in the other counts as alike, in whatever order:
/// `Zone` and `Job Zone`, `DWA Element ID` and `ID of the DWA Element`.
fn likeness(left: &str, right: &str) -> f64 {
    let (left_words, right_words) = (words(left), words(right));
    let is_part =
        |part: &BTreeSet<String>, whole: &BTreeSet<String>| !part.is_empty() && part.is_subset(whole);
    if is_part(&left_words, &right_words) || is_part(&right_words, &left_words) {
        return 0.9;
    }
    strsim::jaro_winkler(&left.to_lowercase(), &right.to_lowercase())
}

fn words(name: &str) -> BTreeSet<String> {
    let words = name.split(|letter: char| !letter.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}

/// The error for a file that is no known table, with the form that is nearest.
pub(crate) fn unknown_form(file: &TableFile, previews: &[Preview]) -> Error {
    Error::new(
        ErrorKind::NotARelease,
        format!("{file} is not a table that onet knows: {}.", nearest_of(previews)),
    )
}

/// The form that is nearest to a file, in words.
pub(crate) fn nearest_form(file: &TableFile) -> Result<String> {
    let previews = file.previews()?;
    Ok(format!("onet does not know its form: {}", nearest_of(&previews)))
}

fn nearest_of(previews: &[Preview]) -> String {
    let first = previews.iter().find(|preview| !preview.rows.is_empty());
    first.map_or_else(|| "it has no rows".to_owned(), |preview| nearest(preview.row(0), preview.row(1)))
}

fn nearest(headers: &[String], first: &[String]) -> String {
    let known = |table: &&Table| table.known_columns(headers);
    let all = catalogue::supplements().iter().chain(catalogue::tables());
    let best = all.filter(|table| known(table) > 0).max_by_key(|table| {
        let missing = table.missing_columns(headers).len();
        let others = table.other_values(headers, first).len();
        (known(table) > missing, std::cmp::Reverse(others), known(table), std::cmp::Reverse(missing))
    });
    let Some(table) = best else {
        return format!("none of its columns is known: {}", shortened(headers));
    };
    if table.missing_columns(headers).is_empty()
        && let Some((header, value)) = table.other_values(headers, first).first()
    {
        return format!(
            "it has the columns of {}, but its first row has \"{value}\" for {header}",
            table.title
        );
    }
    let missing: Vec<&str> =
        table.missing_columns(headers).iter().map(|column| column.text.as_str()).collect();
    format!("nearest is {}, of which it does not have {}", table.title, quoted(&missing))
}

/// The first headers, each shortened.
fn shortened(headers: &[String]) -> String {
    let first: Vec<String> =
        headers.iter().take(4).map(|header| header.chars().take(40).collect::<String>()).collect();
    let names: Vec<&str> = first.iter().map(String::as_str).collect();
    let more = if headers.len() > names.len() { ", …" } else { "" };
    format!("{}{more}", quoted(&names))
}

/// The error of an import that does not take tables of an unknown form.
pub(crate) fn missing_column(unfit: &UnfitTable) -> Error {
    Error::new(ErrorKind::MissingColumn, format!("{unfit}."))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue;

    fn suggested(table: &str, column: &str, headers: &[&str]) -> Option<String> {
        let column = catalogue::table(table).and_then(|table| table.column(column));
        let free: Vec<String> = headers.iter().map(|header| (*header).to_owned()).collect();
        let suggestion = suggestion(column.expect(table), &free.iter().collect::<Vec<_>>(), ALIKE);
        suggestion.map(|suggestion| suggestion.header)
    }

    #[test]
    fn a_renamed_column_is_suggested_and_another_one_is_not() {
        let headers = ["DWA Identifier", "Remark"];
        assert_eq!(suggested("tasks_to_dwas", "dwa_id", &headers).as_deref(), Some("DWA Identifier"));
        assert_eq!(suggested("tasks_to_dwas", "dwa_id", &["Remark", "Year"]), None);
        assert_eq!(suggested("job_zones", "job_zone", &["Zone", "Remark"]).as_deref(), Some("Zone"));
        assert_eq!(suggested("skills", "data_value", &["Value", "Unit"]).as_deref(), Some("Value"));
    }
}
