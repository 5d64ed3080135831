//! Standard output: one answer in the requested format.

use std::borrow::Cow;
use std::io::{self, IsTerminal as _, Write};

use serde::Serialize;
use serde_json::Value;

use crate::arguments::{Format, Global, Shown};
use crate::console::wants_color;
use crate::failure::Failure;
use crate::printable::{SafeJson, printable, spreadsheet_cell};
use crate::table;

/// An answer, ready to be printed in any format.
pub(crate) struct Output {
    /// What the operation answers.
    document: Value,
    /// The member of the document that lists the items; the document itself is the list, or the one item, without.
    items: Option<&'static str>,
    columns: Vec<Column>,
    rows: Vec<Vec<String>>,
}

/// What becomes of text cells that a spreadsheet runs as formulas.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Cells {
    /// An apostrophe marks them as text.
    Safe,
    Raw,
}

/// A column of a table.
#[derive(Clone)]
pub(crate) struct Column {
    /// Its name, also in the header of CSV.
    pub(crate) name: Cow<'static, str>,
    pub(crate) numeric: bool,
    pub(crate) heading: Heading,
}

/// What stands above a column in a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Heading {
    /// Its name in words: `in demand` for `in_demand`.
    Words,
    /// Its name: that of a reader's own column, or one that conditions and SQL use.
    Name,
}

/// Headings that are not the words of the name.
const HEADINGS: [(&str, &str); 2] = [("onetsoc_code", "O*NET-SOC code"), ("soc_code", "SOC code")];

/// A column of words.
pub(crate) const fn text(name: &'static str) -> Column {
    Column { name: Cow::Borrowed(name), numeric: false, heading: Heading::Words }
}

/// A column of numbers.
pub(crate) const fn number(name: &'static str) -> Column {
    Column { name: Cow::Borrowed(name), numeric: true, heading: Heading::Words }
}

impl Output {
    /// An answer with the rows that stand for it in tables.
    pub(crate) fn new(
        document: impl Serialize,
        items: Option<&'static str>,
        columns: &[Column],
        rows: Vec<Vec<String>>,
    ) -> Result<Self, Failure> {
        let document =
            serde_json::to_value(document).map_err(|failure| Failure::Answer(failure.to_string()))?;
        Ok(Self { document, items, columns: columns.to_vec(), rows })
    }

    /// Prints the answer in the chosen format; by default a table on a terminal, and JSON elsewhere.
    pub(crate) fn print(&self, global: &Global) -> Result<(), Failure> {
        self.print_as(format(global), global)
    }

    /// Arranges the whole answer and prints it.
    pub(crate) fn print_arranged(mut self, shown: &Shown, global: &Global) -> Result<(), Failure> {
        self.arrange(shown, shown.limit)?;
        self.print(global)
    }

    /// Prints the answer in a format. A closed pipe is not an error.
    pub(crate) fn print_as(&self, format: Format, global: &Global) -> Result<(), Failure> {
        let cells = if global.raw_cells { Cells::Raw } else { Cells::Safe };
        print(global, |out, color| match format {
            Format::Table => self.write_table(out, color),
            Format::Json | Format::Sqlite | Format::Parquet => write_json(out, &self.document),
            Format::Ndjson => self.write_lines(out),
            Format::Csv => self.write_separated(out, b',', cells),
            Format::Tsv => self.write_separated(out, b'\t', cells),
        })
    }

    /// Sorts the items by a column, takes as many as are wanted, and chooses columns. Returns how many are left.
    pub(crate) fn arrange(&mut self, shown: &Shown, most: Option<usize>) -> Result<usize, Failure> {
        if let Some(by) = &shown.sort_by {
            self.sort(by)?;
        }
        if let Some(most) = most.filter(|most| *most < self.rows.len()) {
            self.rows.truncate(most);
            if let Some(items) = self.items_mut() {
                items.truncate(most);
            }
        }
        let count = self.rows.len();
        if let (Value::Object(page), true) = (&mut self.document, shown.sort_by.is_some() || most.is_some())
            && page.contains_key("end")
        {
            let start = page.get("start").and_then(Value::as_u64).unwrap_or(1);
            page.insert("end".to_owned(), (start + count as u64).saturating_sub(1).into());
        }
        if !shown.columns.is_empty() {
            self.choose(&shown.columns)?;
        }
        Ok(count)
    }

    fn items_mut(&mut self) -> Option<&mut Vec<Value>> {
        match self.items {
            Some(items) => self.document.get_mut(items)?.as_array_mut(),
            None => self.document.as_array_mut(),
        }
    }

    fn sort(&mut self, by: &str) -> Result<(), Failure> {
        let (name, descends) = match by.strip_suffix(".descending") {
            Some(name) => (name, true),
            None => (by.strip_suffix(".ascending").unwrap_or(by), false),
        };
        let at = place(&self.columns, name)?;
        let mut order: Vec<usize> = (0..self.rows.len()).collect();
        order.sort_by(|left, right| {
            let (left, right) = (&self.rows[*left][at], &self.rows[*right][at]);
            // A missing value comes last in either direction.
            match (left.is_empty(), right.is_empty()) {
                (false, false) if descends => natural(right, left),
                (false, false) => natural(left, right),
                (left, right) => left.cmp(&right),
            }
        });
        if let Some(items) = self.items_mut().filter(|items| items.len() == order.len()) {
            *items = order.iter().map(|at| items[*at].clone()).collect();
        }
        self.rows = order.into_iter().map(|at| std::mem::take(&mut self.rows[at])).collect();
        Ok(())
    }

    /// Keeps these columns alone, also in JSON: an item is an object of them.
    fn choose(&mut self, names: &[String]) -> Result<(), Failure> {
        let places: Vec<usize> =
            names.iter().map(|name| place(&self.columns, name)).collect::<Result<_, _>>()?;
        self.columns = places.iter().map(|at| self.columns[*at].clone()).collect();
        self.rows = self.rows.iter().map(|row| places.iter().map(|at| row[*at].clone()).collect()).collect();
        let object = |row: &Vec<String>| {
            let cells = self.columns.iter().zip(row);
            Value::Object(cells.map(|(column, cell)| (column.name.to_string(), column.value(cell))).collect())
        };
        self.document = self.rows.iter().map(object).collect();
        self.items = None;
        Ok(())
    }

    fn write_table(&self, out: &mut impl Write, color: bool) -> io::Result<()> {
        table::write(out, &self.columns, &self.rows, table::Look { color, width: terminal_width() })
    }

    fn write_lines(&self, out: &mut impl Write) -> io::Result<()> {
        let listed = self.items.map_or(&self.document, |items| &self.document[items]);
        match listed {
            Value::Array(items) => items.iter().try_for_each(|item| write_line(out, item)),
            one => write_line(out, one),
        }
    }

    fn write_separated(&self, out: &mut impl Write, separator: u8, cells: Cells) -> io::Result<()> {
        let mut writer = csv::WriterBuilder::new().delimiter(separator).from_writer(out);
        writer.write_record(self.columns.iter().map(|column| column.name.as_bytes())).map_err(io_error)?;
        for row in &self.rows {
            match cells {
                Cells::Raw => writer.write_record(row),
                Cells::Safe => {
                    writer.write_record(row.iter().map(|cell| spreadsheet_cell(cell).into_owned()))
                }
            }
            .map_err(io_error)?;
        }
        writer.flush()
    }
}

impl Column {
    /// What stands above it in a table.
    pub(crate) fn heading(&self) -> Cow<'_, str> {
        if self.heading == Heading::Name {
            return Cow::Borrowed(&self.name);
        }
        match HEADINGS.iter().find(|(name, _)| *name == self.name) {
            Some((_, heading)) => Cow::Borrowed(heading),
            None if self.name.contains('_') => Cow::Owned(self.name.replace('_', " ")),
            None => Cow::Borrowed(&self.name),
        }
    }

    /// Whether a person means this column: by its name or by its heading, in any letter case.
    fn is_named(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name) || self.heading().eq_ignore_ascii_case(name)
    }

    /// The value of a cell in JSON.
    fn value(&self, cell: &str) -> Value {
        match cell {
            "" => Value::Null,
            number if self.numeric => serde_json::from_str(number).unwrap_or_else(|_| cell.into()),
            text => text.into(),
        }
    }
}

/// The place of a column that is named by its name or its heading, in any letter case.
pub(crate) fn place(columns: &[Column], name: &str) -> Result<usize, Failure> {
    let found = columns.iter().position(|column| column.is_named(name.trim()));
    found.ok_or_else(|| {
        let known: Vec<&str> = columns.iter().map(|column| column.name.as_ref()).collect();
        Failure::usage(format!("there is no column {name}"))
            .with_hint(format!("the columns are {}", known.join(", ")))
    })
}

/// The order of two cells: numbers by value, and texts without regard to case.
pub(crate) fn natural(left: &str, right: &str) -> std::cmp::Ordering {
    match (left.parse::<f64>(), right.parse::<f64>()) {
        (Ok(left), Ok(right)) => left.total_cmp(&right),
        _ => left.to_lowercase().cmp(&right.to_lowercase()),
    }
}

/// A table with the columns that have a value in some row, and a line above it. A column in which all values are numbers
/// is one of numbers.
pub(crate) struct Section {
    heading: String,
    table: Output,
}

impl Section {
    /// A section of these rows.
    pub(crate) fn new(heading: String, columns: &[Column], mut rows: Vec<Vec<String>>) -> Self {
        let values =
            |at: usize| rows.iter().map(move |row| row[at].as_str()).filter(|value| !value.is_empty());
        let has_value: Vec<bool> = (0..columns.len()).map(|at| values(at).next().is_some()).collect();
        let columns = (0..columns.len()).filter(|at| has_value[*at]).map(|at| Column {
            name: columns[at].name.clone(),
            heading: columns[at].heading,
            numeric: columns[at].numeric || values(at).all(|value| value.parse::<f64>().is_ok()),
        });
        let columns = columns.collect();
        for row in &mut rows {
            let mut has_value = has_value.iter();
            row.retain(|_| has_value.next() == Some(&true));
        }
        Self { heading, table: Output { document: Value::Null, items: None, columns, rows } }
    }
}

/// Prints sections one below the other, as tables.
pub(crate) fn print_sections(sections: &[Section], global: &Global) -> Result<(), Failure> {
    print(global, |mut out, color| {
        for (number, Section { heading, table }) in sections.iter().enumerate() {
            if number > 0 {
                writeln!(out)?;
            }
            writeln!(out, "{}", printable(heading))?;
            table.write_table(&mut out, color)?;
        }
        Ok(())
    })
}

/// The format that the user chose; without a choice a table on a terminal, JSON elsewhere.
pub(crate) fn format(global: &Global) -> Format {
    let on_terminal = io::stdout().is_terminal();
    global.format.unwrap_or(if on_terminal { Format::Table } else { Format::Json })
}

/// Writes to standard output. A closed pipe is not an error.
pub(crate) fn print(
    global: &Global,
    write: impl FnOnce(&mut io::BufWriter<io::StdoutLock<'static>>, bool) -> io::Result<()>,
) -> Result<(), Failure> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    let color = wants_color(global.color, io::stdout().is_terminal());
    match write(&mut out, color).and_then(|()| out.flush()) {
        Err(failure) if failure.kind() != io::ErrorKind::BrokenPipe => Err(Failure::Output(failure)),
        _ => Ok(()),
    }
}

/// The error of the stream below a CSV writer, so that a closed pipe is known as one.
fn io_error(failure: csv::Error) -> io::Error {
    match failure.into_kind() {
        csv::ErrorKind::Io(failure) => failure,
        other => io::Error::other(format!("{other:?}")),
    }
}

/// Prints a JSON document for people and programs alike.
pub(crate) fn write_json(out: &mut impl Write, document: &impl Serialize) -> io::Result<()> {
    let mut json = serde_json::Serializer::with_formatter(&mut *out, SafeJson::pretty());
    document.serialize(&mut json).map_err(io::Error::from)?;
    writeln!(out)
}

/// Prints a JSON document on one line.
pub(crate) fn write_line(out: &mut impl Write, document: &Value) -> io::Result<()> {
    let mut json = serde_json::Serializer::with_formatter(&mut *out, SafeJson::compact());
    document.serialize(&mut json).map_err(io::Error::from)?;
    writeln!(out)
}

/// The width of tables in columns: that of `COLUMNS`, else that of the terminal; `None` for no limit. A width of less
/// than 20 is none, as no table fits there.
pub(crate) fn terminal_width() -> Option<u16> {
    let named = std::env::var("COLUMNS").ok().and_then(|columns| columns.trim().parse().ok());
    named.or_else(|| comfy_table::Table::new().width()).filter(|width| *width >= 20)
}
