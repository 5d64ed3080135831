//! A list of job titles that was pasted or sent as a file: lines, or rows of a table.

use super::reply::Failed;
use super::visit::Visit;

/// Columns that have titles, where none is chosen.
const TITLES: [&str; 6] = ["title", "job_title", "job title", "jobtitle", "position", "occupation"];

/// Titles that came in.
pub(super) struct List {
    /// What was pasted, or the content of the file.
    pub(super) text: String,
    /// The table, where the lines are one.
    pub(super) table: Option<Table>,
}

/// Rows of a table.
pub(super) struct Table {
    pub(super) names: Vec<String>,
    rows: Vec<Vec<String>>,
    /// The place of the column with the titles, where it is known.
    pub(super) column: Option<usize>,
}

impl List {
    /// Reads the form: a file goes before a pasted text, and its name before the choice of a layout. A table that cannot be
    /// read is the text alone, with the failure.
    pub(super) fn read(visit: &Visit) -> (Self, Option<Failed>) {
        let file = visit.file("file");
        let pasted = || visit.sent("titles").unwrap_or_else(|| visit.field("titles"));
        let text = file.map_or_else(pasted, |(_, content)| content).to_owned();
        let ending =
            file.and_then(|(name, _)| name.rsplit_once('.')).map(|(_, ending)| ending.to_lowercase());
        let is_table = match ending.as_deref() {
            Some("csv" | "tsv") => true,
            _ => visit.sent("layout") == Some("table"),
        };
        let read = (is_table && !text.trim().is_empty())
            .then(|| Table::read(&text, visit.sent("column").unwrap_or_default()));
        let (table, failed) = match read {
            Some(Ok(table)) => (Some(table), None),
            Some(Err(failed)) => (None, Some(failed)),
            None => (None, None),
        };
        (Self { text, table }, failed)
    }

    /// Whether it is known where the titles are.
    pub(super) fn is_ready(&self) -> bool {
        self.table.as_ref().is_none_or(|table| table.column.is_some())
    }

    /// The title of each row; empty where a row has none. Empty lines at the end are no rows.
    pub(super) fn titles(&self) -> Vec<&str> {
        match &self.table {
            None => self.text.trim_end().lines().map(str::trim).collect(),
            Some(table) => table.rows.iter().map(|row| table.title_of(row)).collect(),
        }
    }

    /// The names of the columns, and all rows.
    pub(super) fn rows(&self) -> (Vec<String>, Vec<Vec<String>>) {
        match &self.table {
            None => {
                let rows = self.titles().into_iter().map(|title| vec![title.to_owned()]);
                (vec!["title".to_owned()], rows.collect())
            }
            Some(table) => (table.names.clone(), table.rows.clone()),
        }
    }
}

impl Table {
    fn read(text: &str, wanted: &str) -> Result<Self, Failed> {
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(separator(text.lines().next().unwrap_or_default()))
            .flexible(true)
            .from_reader(text.as_bytes());
        let damaged =
            |failure: csv::Error| Failed::field("titles", format!("The table cannot be read: {failure}."));
        let mut names: Vec<String> =
            reader.headers().map_err(damaged)?.iter().map(|name| name.trim().to_owned()).collect();
        let mut rows = Vec::new();
        for record in reader.records() {
            rows.push(record.map_err(damaged)?.iter().map(str::to_owned).collect::<Vec<String>>());
        }
        // No cell is lost: columns without a heading get a name.
        let width = rows.iter().map(Vec::len).max().unwrap_or(0).max(names.len());
        names.extend((names.len() + 1..=width).map(|number| format!("column_{number}")));
        rows.iter_mut().for_each(|row| row.resize(width, String::new()));
        let place = |wanted: &str| names.iter().position(|name| name.eq_ignore_ascii_case(wanted));
        let known = || TITLES.iter().find_map(|known| place(known));
        let only = (names.len() == 1).then_some(0);
        let column = place(wanted).filter(|_| !wanted.is_empty()).or(only).or_else(known);
        Ok(Self { names, rows, column })
    }

    fn title_of<'r>(&self, row: &'r [String]) -> &'r str {
        self.column.and_then(|at| row.get(at)).map_or("", |title| title.trim())
    }
}

/// What separates the columns: a tab or a semicolon where the first row has one and no comma.
fn separator(header: &str) -> u8 {
    match header {
        header if header.contains('\t') => b'\t',
        header if header.contains(';') && !header.contains(',') => b';',
        _ => b',',
    }
}
