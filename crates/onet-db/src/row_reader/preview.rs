//! The first rows of a file, read in every layout that it may have.

use super::{Layout, Row, RowReader, RowSource, read_text};
use crate::error::{Error, ErrorKind, Result};
use crate::limits::ROWS_BEFORE_HEADER;

/// The first rows of a file, as one layout gives them.
#[derive(Debug)]
pub(crate) struct Preview {
    pub(crate) layout: Layout,
    /// The rows, without those that are blank, each with the number of rows before it.
    pub(crate) rows: Vec<(usize, Vec<String>)>,
}

impl Preview {
    /// A row by its place among those that are not blank; empty behind the last one.
    pub(crate) fn row(&self, place: usize) -> &[String] {
        self.rows.get(place).map_or(&[], |(_, fields)| fields)
    }

    /// The first rows of a layout. A row that cannot be read ends them: the head of a file may end within a row, and
    /// the import names what is wrong with a row.
    ///
    /// # Errors
    ///
    /// When not even the first row can be read.
    pub(crate) fn read(layout: Layout, rows: &mut dyn RowReader) -> Result<Self> {
        let mut row = Row::default();
        let mut read = Vec::new();
        for number in 0..=ROWS_BEFORE_HEADER {
            match rows.next(&mut row) {
                Ok(true) if row.is_blank() => {}
                Ok(true) => read.push((number, row.headers())),
                Err(error) if number == 0 => return Err(error),
                Ok(false) | Err(_) => break,
            }
        }
        Ok(Self { layout, rows: read })
    }
}

/// The separators that a text may have, the likeliest first: that of its first line with text in it, then the others.
fn layouts(head: &[u8]) -> Vec<Layout> {
    let first = head.split(|byte| *byte == b'\n').find(|line| !line.trim_ascii().is_empty());
    let first = first.unwrap_or_default();
    let count = |wanted: u8| first.iter().filter(|byte| **byte == wanted).count();
    let mut separators = [b',', b';', b'\t'];
    separators.sort_by_key(|separator| std::cmp::Reverse(count(*separator)));
    let mut layouts: Vec<Layout> = separators.map(Layout::Separated).to_vec();
    let is_quoted = first.strip_prefix(b"\xef\xbb\xbf").unwrap_or(first).starts_with(b"\"");
    if !is_quoted {
        // Without quotes in its header, a text with tabs is one of the text edition, whose values may hold quotes.
        let tabs = layouts.iter().position(|layout| *layout == Layout::Separated(b'\t'));
        if let Some(layout) = tabs.map(|place| &mut layouts[place]) {
            *layout = Layout::Tabs;
        }
    }
    layouts
}

/// The first rows of a text in every layout that it may have, the likeliest first.
///
/// # Errors
///
/// When the text is none of a table, such as a web page or one in UTF-16; or when no layout gives a first row.
pub(crate) fn preview_text(source: &dyn RowSource, head: &[u8]) -> Result<Vec<Preview>> {
    if let Some(problem) = not_a_text_table(source, head) {
        return Err(problem);
    }
    let of_layout = |layout: Layout| {
        let mut rest = head;
        read_text(source, &mut rest, &layout, |rows| Preview::read(layout.clone(), rows))
    };
    let mut previews: Vec<Result<Preview>> = layouts(head).into_iter().map(of_layout).collect();
    if previews.iter().all(Result::is_err) {
        // The likeliest layout has the likeliest error.
        return Ok(vec![previews.remove(0)?]);
    }
    Ok(previews.into_iter().flatten().collect())
}

/// The beginnings of web pages, in lower case.
const WEB_PAGE: [&[u8]; 9] =
    [b"<!doctype", b"<html", b"<head", b"<body", b"<script", b"<?xml", b"<!--", b"<table", b"<div"];

/// Whether a file begins as a web page does.
pub(crate) fn is_web_page(head: &[u8]) -> bool {
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    let starts_with =
        |start: &&[u8]| head.get(..start.len()).is_some_and(|it| it.eq_ignore_ascii_case(start));
    WEB_PAGE.iter().any(starts_with)
}

/// The error for a web page in the place of a table.
pub(crate) fn web_page(source: &dyn RowSource) -> Error {
    Error::new(
        ErrorKind::NotATable,
        format!(
            "{source} is a web page, not a table. The address was not that of the file, or the site asked for \
             something first; download the file itself."
        ),
    )
}

fn not_a_text_table(source: &dyn RowSource, head: &[u8]) -> Option<Error> {
    if is_web_page(head) {
        return Some(web_page(source));
    }
    let is_utf16 = head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff");
    let kind = if is_utf16 {
        "text in UTF-16. Save it as UTF-8"
    } else if head.starts_with(b"PK\x03\x04") {
        "a zip file or an Excel workbook by its content. Give it its right ending, .zip or .xlsx"
    } else if head.starts_with(b"\x1f\x8b") {
        "gzip-compressed. Give it the ending .gz"
    } else if head.iter().take(1024).any(|byte| *byte == 0) {
        "binary, or text in UTF-16. Save the table as text in UTF-8"
    } else if matches!(head.trim_ascii_start().first(), Some(b'{' | b'[')) {
        "JSON. Save the table as .csv"
    } else {
        return None;
    };
    Some(Error::new(ErrorKind::NotATable, format!("{source} is {kind}, and import it again.")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_line_gives_the_likeliest_separator() {
        let first = |head: &[u8]| layouts(head)[0].clone();
        assert_eq!(first(b"Code\tTitle, long"), Layout::Separated(b','));
        assert_eq!(first(b"Code\tTitle\tDate"), Layout::Tabs);
        assert_eq!(first(b"\"Code\"\t\"Title\"\t\"Date\""), Layout::Separated(b'\t'));
        assert_eq!(first(b"Code,Title"), Layout::Separated(b','));
        assert_eq!(first(b"\n\nCode;Title"), Layout::Separated(b';'));
        assert_eq!(first(b"\"Code, new\";Title;Date"), Layout::Separated(b';'));
    }

    #[test]
    fn a_web_page_is_known_by_its_first_tag() {
        assert!(is_web_page(b"\xef\xbb\xbf\n <!DOCTYPE html><html>"));
        assert!(is_web_page(b"<HTML lang=en>"));
        assert!(!is_web_page(b"Code,Title\n<html>"));
    }
}
