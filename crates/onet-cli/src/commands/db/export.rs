//! `onet db export`: tables of a release as files.

mod sheet;
mod wide;

use std::io::Write as _;
use std::path::Path;

use onet_db::Release;
use onet_domain::TableId;

use crate::arguments::{Export, Format, Global};
use crate::console::Console;
use crate::destination::{Destination, Draft};
use crate::failure::Failure;

use sheet::{Sheet, SheetFolder};

/// The file with the source and the licence of the data.
const NOTICE: &str = "LICENSE.txt";

pub(crate) fn run(global: &Global, console: &Console, arguments: Export) -> Result<(), Failure> {
    let Export { tables, to, flat } = arguments;
    let format = format(global)?;
    let release = super::tables::release(global, console)?;
    let is_chosen = !tables.is_empty();
    let tables = chosen(&release, tables)?;
    if flat && format == Format::Sqlite {
        return Err(Failure::usage("--flat writes a file for each table, which SQLite has no place for")
            .with_hint("--format parquet, csv, tsv or ndjson"));
    }
    if to.exists() && !to.is_dir() {
        return Err(Failure::usage(format!(
            "{} is a file, and an export is a folder of files",
            to.display()
        ))
        .with_hint("--to DIR, which is made where it is not there"));
    }
    std::fs::create_dir_all(&to).map_err(|error| Failure::Storing(to.clone(), error))?;
    let folder = SheetFolder::new(global, &release, format, &to);
    let (mut files, mut rows) = (0, 0);
    let mut written = |sheet: &str, count: u64| {
        console.note(&format!("{sheet}.{}", ending(format)));
        files += 1;
        rows += count;
    };
    match format {
        _ if flat => {
            let choice = if is_chosen { wide::Choice::Named } else { wide::Choice::All };
            wide::write(&folder, &tables, choice, &mut written)?;
        }
        Format::Sqlite => {
            let path = to.join(format!("onet_{}.sqlite", release.name().replace('.', "_")));
            rows = sqlite(&release, &tables, &path)?;
            console.note(&path.file_name().unwrap_or_default().to_string_lossy());
            files = tables.len();
        }
        _ => {
            for table in &tables {
                let sheet = Sheet::of(&release.view(table)?);
                written(table.as_str(), folder.table(table, &sheet)?);
            }
        }
    }
    notice(&release, &to)?;
    console.note(&format!("{}, {rows} rows, in {}", super::counted(files), to.display()));
    Ok(())
}

/// The format of the files; CSV where none is given.
fn format(global: &Global) -> Result<Format, Failure> {
    match global.format {
        None => Ok(Format::Csv),
        Some(Format::Table | Format::Json) => Err(Failure::usage("tables are not exported in this format")
            .with_hint("--format csv, tsv, ndjson, parquet or sqlite")),
        Some(format) => Ok(format),
    }
}

fn ending(format: Format) -> &'static str {
    match format {
        Format::Tsv => "tsv",
        Format::Ndjson => "ndjson",
        Format::Sqlite => "sqlite",
        Format::Parquet => "parquet",
        _ => "csv",
    }
}

/// The tables that are named, or all; each must be in the release.
fn chosen(release: &Release, named: Vec<String>) -> Result<Vec<TableId>, Failure> {
    let all = || release.manifest().tables.iter().map(|table| table.id.clone()).collect();
    let ids: Vec<String> = if named.is_empty() { all() } else { named };
    let mut tables: Vec<TableId> = Vec::with_capacity(ids.len());
    for id in ids {
        let table: TableId = id.parse()?;
        release.view(&table)?;
        if !tables.contains(&table) {
            tables.push(table);
        }
    }
    Ok(tables)
}

fn sqlite(release: &Release, tables: &[TableId], path: &Path) -> Result<u64, Failure> {
    let draft = Draft::beside(path)?;
    let rows = release.export_sqlite(tables, draft.path())?;
    draft.publish()?;
    Ok(rows)
}

/// Writes where the data are from, and their licence.
fn notice(release: &Release, to: &Path) -> Result<(), Failure> {
    let path = to.join(NOTICE);
    let mut file = Destination::open(Some(&path))?;
    let (label, version, licence) = (release.label(), env!("CARGO_PKG_VERSION"), licence(release));
    write!(file, "{label} data, exported by onet {version}.\n\n{licence}\n")
        .map_err(|error| Failure::Storing(path.clone(), error))?;
    file.finish()
}

/// The attribution that the licence of the data asks for, and that the data were changed.
fn licence(release: &Release) -> String {
    format!(
        "This export includes information from the O*NET {} Database by the U.S. Department of Labor, Employment and\n\
         Training Administration (USDOL/ETA). Used under the CC BY 4.0 license\n\
         (https://creativecommons.org/licenses/by/4.0/). O*NET® is a trademark of USDOL/ETA. The data are in another\n\
         layout than the original; USDOL/ETA has not approved, endorsed, or tested this. Tables that go with a release,\n\
         such as crosswalks and wages, have sources of their own: onet db info lists them.",
        release.name()
    )
}
