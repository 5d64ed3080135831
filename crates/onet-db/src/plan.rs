//! Which file becomes which table, and how it is read.

use std::collections::BTreeMap;

use crate::catalogue::{self, Table};
use crate::error::{Error, ErrorKind, Result};
use crate::input::{Input, TableFile};
use crate::manifest::{IgnoredFile, UnfitTable};
use crate::row_reader::{Layout, Preview};
use crate::unfit;

/// A table that is to be imported.
pub(crate) struct Planned {
    pub(crate) id: String,
    pub(crate) title: String,
    /// The row of the catalogue.
    pub(crate) known: Option<&'static Table>,
    pub(crate) file: TableFile,
    pub(crate) header: Header,
    /// Why the table cannot be read by its row of the catalogue.
    pub(crate) unfit: Option<UnfitTable>,
}

/// Where the header of a file is, and its fields.
pub(crate) struct Header {
    pub(crate) layout: Layout,
    /// The number of rows before it.
    pub(crate) rows_before: usize,
    pub(crate) fields: Vec<String>,
}

/// All tables of an import.
pub(crate) struct Plan {
    /// Those of the catalogue first, in its order.
    pub(crate) tables: Vec<Planned>,
    /// Files that are not needed because another file has the table.
    pub(crate) ignored: Vec<IgnoredFile>,
}

impl Plan {
    /// Whether the import has a table, read from a file or from later tables.
    pub(crate) fn has_table(&self, id: &str) -> bool {
        let is_planned = |id: &str| self.tables.iter().any(|table| table.id == id && table.unfit.is_none());
        let mut views = catalogue::views().iter().filter(|view| view.id == id);
        is_planned(id) || views.any(|view| view.rests_on_enough(&is_planned))
    }
}

/// Chooses the file for each table.
pub(crate) fn plan(input: &Input, supplements: &[Input]) -> Result<Plan> {
    let mut planned: BTreeMap<(usize, String), Planned> = BTreeMap::new();
    let mut ignored = Vec::new();
    for (number, input) in std::iter::once(input).chain(supplements).enumerate() {
        let is_release = number == 0;
        check_input(input, is_release)?;
        for file in input.files() {
            let table = Planned::of(file.clone(), input, is_release)?;
            let place = (table.rank(), table.id.clone());
            let Some(earlier) = planned.get(&place) else {
                planned.insert(place, table);
                continue;
            };
            // The same table in two formats, as in a folder with the text and the Excel edition, is no mistake.
            if is_release && earlier.file.format == file.format {
                return Err(twice(input, earlier, file));
            }
            let is_better = is_release && file.format < earlier.file.format;
            let (left, taken) = if is_better { (&earlier.file, file) } else { (file, &earlier.file) };
            ignored.push(IgnoredFile {
                file: left.file.clone(),
                source: left.source.clone(),
                reason: format!("{} has the table {}", taken, table.id),
            });
            if is_better {
                planned.insert(place, table);
            }
        }
    }
    Ok(Plan { tables: planned.into_values().collect(), ignored })
}

fn twice(input: &Input, earlier: &Planned, file: &TableFile) -> Error {
    Error::new(
        ErrorKind::NotARelease,
        format!(
            "{} holds the table {} twice, as {} and {}. Leave one of them.",
            input.label(),
            earlier.id,
            earlier.file.file,
            file.file
        ),
    )
}

/// A release must hold a table that the catalogue lists, and a supplement any table at all.
fn check_input(input: &Input, is_release: bool) -> Result<()> {
    let fits = if is_release {
        input.files().iter().any(|file| catalogue::of_file(&file.stem).is_some())
    } else {
        !input.files().is_empty()
    };
    if fits {
        return Ok(());
    }
    Err(Error::new(
        ErrorKind::NotARelease,
        format!(
            "{} holds no table of the O*NET database, such as Occupation Data.txt. \
             Name the folder or zip file of a distribution: text, CSV or Excel.",
            input.label()
        ),
    ))
}

impl Planned {
    /// The table in a file. In a release the name decides. In a supplement it does where the header is that of the
    /// table by that name, else the header does; and only a release may bring a table that is not known.
    fn of(file: TableFile, input: &Input, is_release: bool) -> Result<Self> {
        let previews = file.previews()?;
        let named = catalogue::of_file(&file.stem);
        let by_name = named.map(|table| (table, Header::of_table(&previews, table)));
        match by_name {
            Some((table, (header, true))) => Ok(Self::known(table, file, header)),
            Some((table, (header, false))) if is_release => {
                if header.is_empty() {
                    return Err(empty(&file));
                }
                let unfit = unfit::by_header(&file, table, &header.fields);
                Ok(Self { unfit: Some(unfit), ..Self::known(table, file, header) })
            }
            _ if is_release => Ok(Self::unknown(file, Header::first(&previews))),
            _ => Self::by_header(file, &previews, input, named),
        }
    }

    /// The table in a supplement.
    fn by_header(
        file: TableFile,
        previews: &[Preview],
        input: &Input,
        named: Option<&'static Table>,
    ) -> Result<Self> {
        if let Some((table, header)) = Header::of_supplement(previews) {
            return Ok(Self::known(table, file, header));
        }
        let header = Header::first(previews);
        // A line of text is no header: some words beside the tables, which are passed over.
        if header.fields.len() == 1 && input.files().len() > 1 {
            return Ok(Self::unknown(file, header));
        }
        match named {
            Some(table) => Err(unfit::missing_column(&unfit::by_header(&file, table, &header.fields))),
            None => Err(unknown_form(&file)),
        }
    }

    fn known(table: &'static Table, file: TableFile, header: Header) -> Self {
        let (id, title) = (table.id.clone(), table.title.clone());
        Self { id, title, known: Some(table), file, header, unfit: None }
    }

    fn unknown(file: TableFile, header: Header) -> Self {
        let (id, title) = (catalogue::table_id(&file.stem), file.stem.clone());
        Self { id, title, known: None, file, header, unfit: None }
    }

    /// The place among the tables: those of a release first, then supplementary ones, then those that the catalogue
    /// does not list.
    fn rank(&self) -> usize {
        let mut tables = catalogue::tables().iter().chain(catalogue::supplements());
        tables.position(|table| table.id == self.id).unwrap_or(usize::MAX)
    }
}

impl Header {
    /// The row that has all columns that a table needs; else the one that has most of its columns, else the first.
    fn of_table(previews: &[Preview], table: &Table) -> (Self, bool) {
        let mut best: Option<(usize, Self)> = None;
        for (preview, (rows_before, fields)) in rows(previews) {
            let header = || Self::at(preview, *rows_before, fields);
            if table.missing_columns(fields).is_empty() {
                return (header(), true);
            }
            let known = table.known_columns(fields);
            if known > best.as_ref().map_or(0, |(most, _)| *most) {
                best = Some((known, header()));
            }
        }
        (best.map_or_else(|| Self::first(previews), |(_, header)| header), false)
    }

    /// The first row that is the header of a supplementary table, and the table.
    fn of_supplement(previews: &[Preview]) -> Option<(&'static Table, Self)> {
        rows(previews).find_map(|(preview, (rows_before, fields))| {
            Some((catalogue::of_headers(fields)?, Self::at(preview, *rows_before, fields)))
        })
    }

    /// The first row of the likeliest layout.
    fn first(previews: &[Preview]) -> Self {
        match rows(previews).next() {
            Some((preview, (rows_before, fields))) => Self::at(preview, *rows_before, fields),
            None => Self { layout: Layout::Tabs, rows_before: 0, fields: vec![String::new()] },
        }
    }

    fn at(preview: &Preview, rows_before: usize, fields: &[String]) -> Self {
        Self { layout: preview.layout.clone(), rows_before, fields: fields.to_vec() }
    }

    fn is_empty(&self) -> bool {
        self.fields.iter().all(String::is_empty)
    }
}

/// All rows of all previews, in order.
fn rows(previews: &[Preview]) -> impl Iterator<Item = (&Preview, &(usize, Vec<String>))> {
    previews.iter().flat_map(|preview| preview.rows.iter().map(move |row| (preview, row)))
}

fn empty(file: &TableFile) -> Error {
    Error::new(ErrorKind::NotATable, format!("{file} is empty. Get the file again."))
}

/// A supplement that is no known table, with the forms that are known.
fn unknown_form(file: &TableFile) -> Error {
    let forms: Vec<String> = catalogue::supplements()
        .iter()
        .map(|table| {
            let headers = table.columns.iter().filter(|column| {
                column.is_kept() && (!column.sometimes || table.one_of.contains(&column.sql))
            });
            let headers: Vec<&str> = headers.map(|column| column.text.as_str()).collect();
            format!("{} ({})", table.title, headers.join(", "))
        })
        .collect();
    Error::new(
        ErrorKind::NotARelease,
        format!(
            "{file} is not known by its header, nor is its name that of a table of the O*NET database. \
             Give its columns the names of one of these tables, separated by tabs, or in a .csv file by commas: {}.",
            forms.join("; ")
        ),
    )
}
