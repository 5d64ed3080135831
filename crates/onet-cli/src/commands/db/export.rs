//! `onet db export`: tables of a release as files.

use std::io::{self, BufWriter, Write};
use std::path::Path;

use onet_db::{Next, Release};
use onet_domain::TableId;
use tempfile::NamedTempFile;

use crate::arguments::{Export, Format, Global};
use crate::console::Console;
use crate::failure::Failure;
use crate::output::Column;
use crate::row_writer::{Escapes, RowWriter};

/// The file with the source and the licence of the data.
const NOTICE: &str = "LICENSE.txt";

pub(crate) fn run(global: &Global, console: &Console, arguments: Export) -> Result<(), Failure> {
    let Export { tables, to } = arguments;
    let format = format(global)?;
    let release = super::tables::release(global, console)?;
    let tables = chosen(&release, tables)?;
    std::fs::create_dir_all(&to).map_err(|error| Failure::Storing(to.clone(), error))?;
    let mut rows = 0;
    match format {
        Format::Sqlite => rows = sqlite(&release, &tables, &to)?,
        format => {
            for table in &tables {
                rows += file(global, &release, table, format, &to)?;
                console.note(&format!("{table}.{}", ending(format)));
            }
        }
    }
    notice(&release, &to)?;
    console.note(&format!("{} tables, {rows} rows, in {}", tables.len(), to.display()));
    Ok(())
}

/// The format of the files; CSV where none is given.
fn format(global: &Global) -> Result<Format, Failure> {
    match global.format {
        None => Ok(Format::Csv),
        Some(format @ (Format::Csv | Format::Tsv | Format::Ndjson | Format::Sqlite)) => Ok(format),
        Some(_) => Err(Failure::usage("tables are not exported in this format")
            .with_hint("--format csv, tsv, ndjson or sqlite")),
    }
}

fn ending(format: Format) -> &'static str {
    match format {
        Format::Tsv => "tsv",
        Format::Ndjson => "ndjson",
        Format::Sqlite => "sqlite",
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

/// Writes a table beside its place, and puts it there when it is whole.
fn file(
    global: &Global,
    release: &Release,
    table: &TableId,
    format: Format,
    to: &Path,
) -> Result<u64, Failure> {
    let path = to.join(format!("{table}.{}", ending(format)));
    let failed = |error| Failure::Storing(path.clone(), error);
    let temporary = new_file(to).map_err(failed)?;
    let mut out = BufWriter::with_capacity(1 << 16, temporary.as_file());
    let view = release.view(table)?;
    let columns = view.columns.iter().map(|column| Column {
        name: column.id.as_str().to_owned().into(),
        numeric: column.kind == onet_domain::ColumnKind::Number,
    });
    let escapes = if global.raw_cells { Escapes::Nothing } else { Escapes::Formulas };
    let mut writer = RowWriter::new(format, columns.collect(), 0, escapes, super::tables::plain(global));
    let mut written = writer.start(&mut out);
    let mut rows = 0;
    if written.is_ok() {
        release.each_row(table, |row| {
            rows += 1;
            written = writer.row(&mut out, row);
            if written.is_ok() { Next::Row } else { Next::Stop }
        })?;
    }
    let done = written.and_then(|()| writer.end(&mut out)).and_then(|()| out.flush());
    done.map_err(failed)?;
    drop(out);
    publish(temporary, &path)?;
    Ok(rows)
}

fn sqlite(release: &Release, tables: &[TableId], to: &Path) -> Result<u64, Failure> {
    let path = to.join(format!("onet_{}.sqlite", release.name().replace('.', "_")));
    let temporary = new_file(to).map_err(|error| Failure::Storing(path.clone(), error))?;
    let rows = release.export_sqlite(tables, temporary.path())?;
    publish(temporary, &path)?;
    Ok(rows)
}

fn new_file(to: &Path) -> io::Result<NamedTempFile> {
    let mut options = tempfile::Builder::new();
    options.prefix(".onet-export-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        // Others may read what is exported; the user's mask narrows it.
        options.permissions(std::fs::Permissions::from_mode(0o666));
    }
    options.tempfile_in(to)
}

fn publish(file: NamedTempFile, path: &Path) -> Result<(), Failure> {
    let synced = file.as_file().sync_all();
    let put = synced.and_then(|()| file.persist(path).map(drop).map_err(|failure| failure.error));
    put.map_err(|error| Failure::Storing(path.to_owned(), error))
}

/// Writes where the data are from, and their licence.
fn notice(release: &Release, to: &Path) -> Result<(), Failure> {
    let path = to.join(NOTICE);
    let written = new_file(to).and_then(|mut file| {
        write!(
            file,
            "{} data, exported by onet {}.\n\n{}\n",
            release.label(),
            env!("CARGO_PKG_VERSION"),
            licence(release)
        )?;
        Ok(file)
    });
    publish(written.map_err(|error| Failure::Storing(path.clone(), error))?, &path)
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
