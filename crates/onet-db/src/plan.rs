//! Which file becomes which table.

use std::collections::BTreeMap;

use crate::catalogue::{self, Table};
use crate::error::{Error, ErrorKind, Result};
use crate::input::{Input, TableFile};
use crate::manifest::IgnoredFile;

/// A table that is to be imported.
pub(crate) struct Planned {
    pub(crate) id: String,
    pub(crate) title: String,
    /// What the catalogue says of it.
    pub(crate) known: Option<&'static Table>,
    pub(crate) file: TableFile,
}

/// All tables of an import.
pub(crate) struct Plan {
    /// Those of the catalogue first, in its order.
    pub(crate) tables: Vec<Planned>,
    /// Files that are not needed because an input before them has the table.
    pub(crate) ignored: Vec<IgnoredFile>,
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
            if is_release {
                return Err(Error::new(
                    ErrorKind::NotARelease,
                    format!(
                        "{} holds the table {} twice, as {} and {}. Leave one of them.",
                        input.label(),
                        earlier.id,
                        earlier.file.file,
                        file.file
                    ),
                ));
            }
            ignored.push(IgnoredFile {
                file: file.file.clone(),
                source: file.source.clone(),
                reason: format!("{} has the table {}", earlier.file.source, earlier.id),
            });
        }
    }
    Ok(Plan { tables: planned.into_values().collect(), ignored })
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
             Name the folder or zip file of the text distribution.",
            input.label()
        ),
    ))
}

impl Planned {
    /// What a file is. In a release the name tells. In a supplement it does where the header is that of the table by
    /// that name, else the header does; and only a release may bring a table that is not known.
    fn of(file: TableFile, input: &Input, is_release: bool) -> Result<Self> {
        let named = catalogue::of_file(&file.stem);
        let known = match named {
            Some(_) if is_release => named,
            Some(table) if table.lacks(&file.headers()?).is_none() => named,
            _ => catalogue::of_headers(&file.headers()?).or(named),
        };
        let Some(known) = known else {
            // A line of text is no header: some words beside the tables, which are passed over.
            let is_text = file.headers()?.len() == 1 && input.files().len() > 1;
            return match is_release || is_text {
                true => Ok(Self {
                    id: catalogue::table_id(&file.stem),
                    title: file.stem.clone(),
                    known: None,
                    file,
                }),
                false => Err(unknown_form(&file)),
            };
        };
        Ok(Self { id: known.id.clone(), title: known.title.clone(), known: Some(known), file })
    }

    /// The place among the tables: those of a release first, then supplementary ones, then those that the catalogue
    /// does not list.
    fn rank(&self) -> usize {
        let mut tables = catalogue::tables().iter().chain(catalogue::supplements());
        tables.position(|table| table.id == self.id).unwrap_or(usize::MAX)
    }
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
            "{file} is not known by its first line, nor is its name that of a table of the O*NET database. \
             Give its columns the names of one of these tables, separated by tabs, or in a .csv file by commas: {}.",
            forms.join("; ")
        ),
    )
}
