//! The columns of a file that the store keeps, and under which name and type.

use onet_domain::{OnetSocCode, SocCode};

use crate::catalogue::{self, CodeForm, Column, ColumnType, Table};
use crate::manifest::UnknownColumn;
use crate::sql::quoted;

/// Names that data tools give to the numbers of rows which they write before the first column.
const ROW_NUMBERS: [&str; 7] = ["", "unnamed: 0", "...1", "x", "index", "rowid", "row"];

/// The columns that a file has and the store keeps.
pub(crate) struct Head {
    /// The number of columns in the file.
    pub(crate) width: usize,
    pub(crate) fields: Vec<Field>,
    /// The headers of columns that are not kept although the catalogue does not list them.
    pub(crate) left_out: Vec<String>,
    /// The column of which a row of the file has several values: its place among the fields, and the places of the
    /// values in the file.
    pub(crate) spread: Option<(usize, Vec<usize>)>,
    /// The columns whose values must be among given ones: their places in the file and those values.
    pub(crate) limited: Vec<(usize, &'static [String])>,
}

/// A column that the store keeps.
pub(crate) struct Field {
    /// The place in the file, from 0.
    pub(crate) position: usize,
    pub(crate) header: String,
    pub(crate) sql: String,
    /// The row of the catalogue; none for a column that it does not list, and for one that is kept as text.
    pub(crate) column: Option<&'static Column>,
    pub(crate) codes: Codes,
    /// Whether the catalogue lists the column or does not know the table at all.
    known: bool,
}

/// Codes that the values of a column have to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Codes {
    /// None: any text.
    None,
    /// O*NET-SOC codes.
    Onet,
    /// SOC codes.
    Soc,
    /// Codes of career clusters.
    CareerCluster,
    /// Codes of instructional programs.
    Cip,
}

impl Codes {
    fn of(column: &Column) -> Self {
        let sql = &column.sql;
        match column.form {
            Some(CodeForm::Cip) => return Self::Cip,
            Some(CodeForm::Soc) => return Self::Soc,
            None => {}
        }
        match sql.ends_with("_code") {
            true if sql.contains("onetsoc_") => Self::Onet,
            true if sql.starts_with("soc_") => Self::Soc,
            true if sql == "career_cluster_code" => Self::CareerCluster,
            _ => Self::None,
        }
    }

    /// What was expected, where a value is not such a code.
    pub(crate) fn check(self, value: &str) -> Result<(), &'static str> {
        let is_cluster = || value.len() == 6 && value.bytes().all(|byte| byte.is_ascii_digit());
        match self {
            Self::Onet if value.parse::<OnetSocCode>().is_err() => {
                Err("an O*NET-SOC code such as 29-1051.00")
            }
            Self::Soc if value.parse::<SocCode>().is_err() => Err("a SOC code such as 29-1051"),
            Self::CareerCluster if !is_cluster() => Err("a career cluster code of six digits such as 030100"),
            Self::Cip if !is_cip(value) => {
                Err("a CIP code such as 01.0000 or 51.2001; a spreadsheet may have cut its zeros")
            }
            _ => Ok(()),
        }
    }
}

/// Two digits, and behind a point none, two or four.
fn is_cip(value: &str) -> bool {
    let digits = |text: &str, lengths: &[usize]| {
        lengths.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    match value.split_once('.') {
        Some((series, program)) => digits(series, &[2]) && digits(program, &[2, 4]),
        None => digits(value, &[2]),
    }
}

impl Head {
    /// Matches the headers of a file to the columns of a table. Known columns come first, in the order of the
    /// catalogue. A column that repeats the name of what an id beside it refers to is not kept where the import has
    /// the table that gives the name.
    pub(crate) fn of(
        headers: &[String],
        known: Option<&'static Table>,
        is_imported: &dyn Fn(&str) -> bool,
    ) -> Self {
        let mut head = Self {
            width: headers.len(),
            fields: Vec::with_capacity(headers.len()),
            left_out: Vec::new(),
            spread: None,
            limited: known.map_or_else(Vec::new, |table| table.limited(headers)),
        };
        let mut is_taken = vec![false; headers.len()];
        for column in known.into_iter().flat_map(|table| &table.columns) {
            let mut places = 0..headers.len();
            let Some(place) = places.find(|place| !is_taken[*place] && column.is_called(&headers[*place]))
            else {
                continue;
            };
            is_taken[place] = true;
            if !column.spread.is_empty() {
                let values = (0..headers.len()).filter(|place| column.is_called(&headers[*place]));
                let places: Vec<usize> = values.collect();
                places.iter().for_each(|place| is_taken[*place] = true);
                head.spread = Some((head.fields.len(), places)).filter(|(_, places)| places.len() > 1);
            }
            if column.is_kept() {
                head.fields.push(Field::listed(place, &headers[place], column));
            }
        }
        for (place, header) in headers.iter().enumerate().filter(|(place, _)| !is_taken[*place]) {
            let is_repeated = known.and_then(|table| table.repeats(header)).is_some_and(is_imported);
            if has_no_name(place, header) {
                head.left_out.push(header.clone());
            } else if !is_repeated {
                let sql = head.unused_name(&catalogue::column_name(header));
                head.fields.push(Field::text(place, header, sql, known.is_none()));
            }
        }
        head
    }

    /// The columns of a table whose form the catalogue does not know: all of them as text, under the names that the
    /// catalogue has for their headers.
    pub(crate) fn of_unfit(headers: &[String], table: &'static Table) -> Self {
        let mut head = Self {
            width: headers.len(),
            fields: Vec::with_capacity(headers.len()),
            left_out: Vec::new(),
            spread: None,
            limited: Vec::new(),
        };
        for (place, header) in headers.iter().enumerate() {
            if has_no_name(place, header) {
                head.left_out.push(header.clone());
                continue;
            }
            let listed = table.columns.iter().find(|column| column.is_kept() && column.is_called(header));
            let name = listed.map_or_else(|| catalogue::column_name(header), |column| column.sql.clone());
            let sql = head.unused_name(&name);
            head.fields.push(Field::text(place, header, sql, true));
        }
        head
    }

    pub(crate) fn create(&self, id: &str) -> String {
        let columns: Vec<String> = self.fields.iter().map(Field::declaration).collect();
        format!("CREATE TABLE {} ({})", quoted(id), columns.join(", "))
    }

    pub(crate) fn insert(&self, id: &str) -> String {
        let columns: Vec<String> = self.fields.iter().map(|field| quoted(&field.sql)).collect();
        let places = vec!["?"; columns.len()];
        format!("INSERT INTO {} ({}) VALUES ({})", quoted(id), columns.join(", "), places.join(", "))
    }

    pub(crate) fn unknown_columns(&self, id: &str) -> Vec<UnknownColumn> {
        self.fields
            .iter()
            .filter(|field| !field.known)
            .map(|field| UnknownColumn {
                table: id.to_owned(),
                header: field.header.clone(),
                column: field.sql.clone(),
            })
            .collect()
    }

    /// The name itself, or with a number where another column already has it.
    fn unused_name(&self, name: &str) -> String {
        let mut candidate = name.to_owned();
        let mut number = 2;
        while self.fields.iter().any(|field| field.sql.eq_ignore_ascii_case(&candidate)) {
            candidate = format!("{name}_{number}");
            number += 1;
        }
        candidate
    }
}

/// Whether a column is one of row numbers, or one that a spreadsheet added without a name.
fn has_no_name(place: usize, header: &str) -> bool {
    header.is_empty() || (place == 0 && ROW_NUMBERS.iter().any(|name| header.eq_ignore_ascii_case(name)))
}

impl Field {
    fn listed(position: usize, header: &str, column: &'static Column) -> Self {
        let (sql, codes) = (column.sql.clone(), Codes::of(column));
        Self { position, header: header.to_owned(), sql, column: Some(column), codes, known: true }
    }

    fn text(position: usize, header: &str, sql: String, known: bool) -> Self {
        Self { position, header: header.to_owned(), sql, column: None, codes: Codes::None, known }
    }

    pub(crate) fn is_optional(&self) -> bool {
        self.column.is_none_or(|column| column.optional)
    }

    pub(crate) fn kind(&self) -> ColumnType {
        self.column.map_or(ColumnType::Text, |column| column.kind)
    }

    /// Whether space around a value cannot be part of it: in codes, ids, numbers, dates and flags.
    pub(crate) fn is_trimmed(&self) -> bool {
        let is_id = |column: &Column| column.references.is_some() || column.kind != ColumnType::Text;
        self.codes != Codes::None || self.column.is_some_and(is_id)
    }

    fn declaration(&self) -> String {
        let optional = if self.is_optional() { "" } else { " NOT NULL" };
        format!("{} {}{optional}", quoted(&self.sql), self.kind().sql())
    }
}
