//! Which file becomes which table, and how it is read.

use std::collections::BTreeMap;

use crate::catalogue::{self, Column, Table};
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
    let mut chosen = Chosen::default();
    check_input(input, true)?;
    for file in input.files() {
        chosen.add(Planned::of_release(file.clone())?, Some(input))?;
    }
    // Tables in a format that is not read: of the other files of a release nothing is expected.
    let is_table =
        |name: &&String| name.rsplit_once('.').is_some_and(|(stem, _)| catalogue::of_file(stem).is_some());
    let unread = input.others().iter().filter(is_table);
    let reason = "onet does not read this format; save the table as .xlsx, .csv or .txt";
    chosen.ignored.extend(unread.map(|name| skipped(name, input.label(), reason)));
    for input in supplements {
        if !input.is_lenient() {
            check_input(input, false)?;
        }
        let source = input.label();
        let not_tables = input.others().iter().map(|name| skipped(name, source, "it is not a table"));
        chosen.ignored.extend(not_tables);
        for file in input.files() {
            match Planned::of_supplement(file.clone()) {
                Ok(table) => match chosen.later_of(&table.id) {
                    Some(later) => {
                        let reason = format!("the release has the table {} as {later}", table.id);
                        chosen.ignored.push(skipped(&file.file, &file.source, &reason));
                    }
                    None => chosen.add(table, None)?,
                },
                // Of a folder that holds more than tables, the others are named; a file that was named has to be one.
                Err(error)
                    if error.kind() == ErrorKind::NotARelease
                        && (input.is_lenient() || !input.is_one_file()) =>
                {
                    chosen.ignored.push(skipped(&file.file, &file.source, &unfit::nearest_form(file)?));
                }
                Err(error)
                    if input.is_lenient()
                        || (error.kind() == ErrorKind::NotATable && !input.is_one_file()) =>
                {
                    chosen.ignored.push(skipped(&file.file, &file.source, &error.to_string()));
                }
                Err(error) => return Err(error),
            }
        }
    }
    Ok(Plan { tables: chosen.tables.into_values().collect(), ignored: chosen.ignored })
}

fn skipped(file: &str, source: &str, reason: &str) -> IgnoredFile {
    IgnoredFile { file: file.to_owned(), source: source.to_owned(), reason: reason.to_owned() }
}

/// The files that have been chosen so far.
#[derive(Default)]
struct Chosen {
    tables: BTreeMap<(usize, String), Planned>,
    ignored: Vec<IgnoredFile>,
}

impl Chosen {
    /// The later tables that have the rows of an earlier one, where they are chosen and it is not.
    fn later_of(&self, id: &str) -> Option<String> {
        let has = |id: &str| self.tables.values().any(|table| table.id == id && table.unfit.is_none());
        let mut views = catalogue::views().iter().filter(|view| view.id == id && !has(id));
        views.find(|view| view.rests_on_enough(&has)).map(|view| view.of.join(", "))
    }

    /// Takes a table, or passes over its file where an earlier one has it. A release must not hold a table twice in
    /// one format; of two supplements the better one is taken.
    fn add(&mut self, table: Planned, release: Option<&Input>) -> Result<()> {
        let place = (table.rank(), table.id.clone());
        let Some(earlier) = self.tables.get(&place) else {
            self.tables.insert(place, table);
            return Ok(());
        };
        let is_better = match release {
            Some(input) if earlier.file.format == table.file.format => {
                return Err(twice(input, earlier, &table.file));
            }
            // The same table in two formats, as in a folder with the text and the Excel edition, is no mistake.
            Some(_) => table.file.format < earlier.file.format,
            None => {
                table.known.is_some_and(|known| known.supplementary)
                    && table.preference() > earlier.preference()
            }
        };
        let (left, taken) = if is_better { (earlier, &table) } else { (&table, earlier) };
        let why = match (release, taken.preference().0 && !left.preference().0, taken.period()) {
            (None, true, _) => " by O*NET-SOC 2019 codes".to_owned(),
            (None, false, Some(years)) if left.period().as_ref() != Some(&years) => format!(" of {years}"),
            _ => String::new(),
        };
        let winner = taken.file.to_string();
        let reason = |winner: &str| format!("{winner} has the table {}{why}", table.id);
        if is_better {
            // A file that was passed over for the one that is left now goes by the better one, too.
            let left = format!("{} has the table", left.file);
            for ignored in self.ignored.iter_mut().filter(|ignored| ignored.reason.starts_with(&left)) {
                ignored.reason = reason(&winner);
            }
        }
        let reason = reason(&winner);
        self.ignored.push(skipped(&left.file.file, &left.file.source, &reason));
        if is_better {
            self.tables.insert(place, table);
        }
        Ok(())
    }
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
    /// The table in a file of a release: the name decides.
    fn of_release(file: TableFile) -> Result<Self> {
        let previews = file.previews()?;
        let Some(table) = catalogue::of_file(&file.stem) else {
            return Ok(Self::unknown(file, Header::first(&previews)));
        };
        match Header::of_table(&previews, table) {
            (header, true) => Ok(Self::known(table, file, header)),
            (header, false) if header.is_empty() => Err(empty(&file)),
            (header, false) => {
                let unfit = unfit::by_header(&file, table, &header.fields);
                Ok(Self { unfit: Some(unfit), ..Self::known(table, file, header) })
            }
        }
    }

    /// The table in a supplement: the name decides where the header is that of the table by that name, else the header
    /// does.
    fn of_supplement(file: TableFile) -> Result<Self> {
        let previews = file.previews()?;
        let named = catalogue::of_file(&file.stem);
        if let Some(table) = named
            && let (header, true) = Header::of_table(&previews, table)
        {
            return Ok(Self::known(table, file, header));
        }
        if let Some((table, header)) = Header::of_supplement(&previews) {
            return Ok(Self::known(table, file, header));
        }
        let header = Header::first(&previews);
        match named {
            Some(table) => Err(unfit::missing_column(&unfit::by_header(&file, table, &header.fields))),
            None => Err(unfit::unknown_form(&file, &previews)),
        }
    }

    /// Whether the table goes with a release and is not in it.
    pub(crate) fn is_supplementary(&self) -> bool {
        self.known.is_some_and(|known| known.supplementary)
    }

    /// The years that the data are of: those in the headers, or else in the name of the file or of the sheet.
    pub(crate) fn period(&self) -> Option<String> {
        let known = self.known.filter(|known| known.dated)?;
        let dated =
            |header: &&String| known.columns.iter().any(|column| column.any_year && column.is_called(header));
        let headers = self.header.fields.iter().filter(dated);
        let mut years: Vec<u32> = headers.flat_map(|header| catalogue::years(header)).collect();
        if years.is_empty() {
            years.extend(catalogue::years(&self.file.file));
        }
        if let (true, Layout::Sheet(name)) = (years.is_empty(), &self.header.layout) {
            years.extend(catalogue::years(name));
        }
        let (first, last) = (years.iter().min()?, years.iter().max()?);
        Some(if first == last { first.to_string() } else { format!("{first}-{last}") })
    }

    /// How good a file of a supplementary table is: by O*NET-SOC 2019 codes before others, then of later years, then with
    /// the published headers.
    fn preference(&self) -> (bool, Option<String>, usize) {
        let columns = self.known.map_or(&[][..], |table| &table.columns);
        let has = |column: &Column| self.header.fields.iter().any(|header| column.is_called(header));
        let is_current = columns.iter().any(|column| column.sql == "onetsoc_code" && has(column));
        let is_published = |header: &&String| columns.iter().any(|column| column.is_published_as(header));
        (is_current, self.period(), self.header.fields.iter().filter(is_published).count())
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
        previews.iter().find_map(|preview| {
            let mut places = (0..preview.rows.len()).map(|place| (place, preview.row(place)));
            places.find_map(|(place, fields)| {
                let table = catalogue::of_headers(fields, preview.row(place + 1))?;
                Some((table, Self::at(preview, preview.rows[place].0, fields)))
            })
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
