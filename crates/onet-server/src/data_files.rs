//! The header that names the files of other publishers that an answer is made from.

use std::fmt::Write as _;

use http::{HeaderName, HeaderValue};
use onet_db::{ManifestTable, Release, catalogue};

use crate::operation_table::Row;

/// The header with those files, a list of structured fields (RFC 9651): the id of each table with the name of its file
/// and the years of its data.
pub(crate) const DATA_FILES: HeaderName = HeaderName::from_static("onet-data-files");

/// The list of occupations with a bright outlook, and the table that it is derived from where it is not imported.
const BRIGHT_OUTLOOK: [&str; 2] = ["bright_outlook", "employment_projections"];

/// The value of the header for an operation; none where no table that the operation requires is dated.
pub(crate) fn of_row(row: &Row, release: &Release) -> Option<HeaderValue> {
    let [list, projections] = BRIGHT_OUTLOOK;
    let is_dated = |id: &str| catalogue::table(id).is_some_and(|table| table.dated);
    let mut tables: Vec<&str> =
        row.supplementary.iter().copied().filter(|id| *id == list || is_dated(id)).collect();
    if tables.is_empty() {
        return None;
    }
    // An outlook also rests on the list, and a derived list on the projections.
    match tables.contains(&list) {
        true => tables.push(projections),
        false if tables.contains(&projections) => tables.push(list),
        false => {}
    }
    let manifest = release.manifest();
    if manifest.table(list).is_some() && row.supplementary.contains(&list) {
        tables.retain(|id| *id != projections);
    }
    let named: Vec<String> = tables.into_iter().filter_map(|id| manifest.table(id)).map(member).collect();
    HeaderValue::from_str(&named.join(", ")).ok().filter(|value| !value.is_empty())
}

/// A member of the list.
fn member(table: &ManifestTable) -> String {
    let mut member = format!("{};file={}", table.id, string(&table.origin.file));
    if let Some(period) = &table.origin.period {
        // Writing to a string does not fail.
        let _ = write!(member, ";period={}", string(period));
    }
    member
}

/// A string of a structured field, which is ASCII; `?` stands for other characters.
fn string(text: &str) -> String {
    let mut quoted = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' | '\\' => quoted.extend(['\\', letter]),
            ' '..='~' => quoted.push(letter),
            _ => quoted.push('?'),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_files_become_strings_of_structured_fields() {
        assert_eq!(string("a \"b\" \\ \u{e9}\n.csv"), r#""a \"b\" \\ ??.csv""#);
    }
}
