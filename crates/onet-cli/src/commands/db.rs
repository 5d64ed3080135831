//! `onet db`: the releases on this machine.

mod diff;
mod export;
mod import;
mod pull;
mod tables;

use onet_db::{DownloadOrigin, Home, Installed, MissingTable, VerifyReport};
use serde_json::json;

use crate::arguments::{Db, Global, Shown};
use crate::console::Console;
use crate::failure::{Failure, commands_for};
use crate::output::{Column, Output, number, text};

const RELEASES: &[Column] =
    &[text("release"), number("tables"), number("missing"), number("rows"), text("imported"), text("folder")];
const TABLES: &[Column] = &[text("table"), number("rows"), text("file"), text("from")];
const PROBLEMS: &[Column] = &[text("release"), number("tables"), number("rows"), text("problem")];

pub(crate) fn run(global: &Global, console: &Console, command: Db) -> Result<(), Failure> {
    // Tables may be those of any source.
    let command = match command {
        Db::Tables { table, shown } => return tables::tables(global, console, table, shown),
        Db::Rows(arguments) => return tables::rows(global, console, arguments),
        Db::Sql(arguments) => return tables::sql(global, console, &arguments),
        Db::Export(arguments) => return export::run(global, console, arguments),
        other => other,
    };
    let home = Home::from_env()?;
    match command {
        Db::Import(arguments) => import::run(global, console, &home, arguments),
        Db::Reimport(arguments) => import::again(global, console, &home, arguments),
        Db::Pull(arguments) => pull::run(global, console, &home, arguments),
        Db::List(shown) => list(global, console, &home, &shown),
        Db::Info { version, shown } => info(global, console, &installed(&home, version)?, &shown),
        Db::Verify { version } => verify(global, console, &home, version),
        Db::Diff(arguments) => diff::run(global, console, &home, &arguments),
        Db::Tables { .. } | Db::Rows(_) | Db::Sql(_) | Db::Export(_) => Ok(()),
        Db::Remove { version } => {
            home.remove(&version)?;
            console.note(&format!("removed O*NET {version}"));
            Ok(())
        }
    }
}

fn list(global: &Global, console: &Console, home: &Home, shown: &Shown) -> Result<(), Failure> {
    let found = home.releases()?;
    releases(&found)?.print_arranged(shown, global)?;
    let damaged = home.damaged()?;
    for damage in &damaged {
        console.warning(&damage.to_string());
    }
    if found.is_empty() && damaged.is_empty() {
        console.note("no release has been imported; onet db import <DIR|ZIP>");
        return Err(Failure::NothingFound);
    }
    Ok(())
}

fn releases(found: &[Installed]) -> Result<Output, Failure> {
    let row = |installed: &Installed| {
        let manifest = &installed.manifest;
        vec![
            installed.release.clone(),
            manifest.tables.len().to_string(),
            manifest.missing_tables().len().to_string(),
            manifest.rows().to_string(),
            manifest.imported_at.clone(),
            installed.dir.display().to_string(),
        ]
    };
    let document: Vec<_> = found
        .iter()
        .map(|installed| {
            let manifest = &installed.manifest;
            json!({
                "release": installed.release,
                "tables": manifest.tables.len(),
                "missing": ids(&manifest.missing_tables()),
                "rows": manifest.rows(),
                "imported_at": manifest.imported_at,
                "folder": installed.dir.display().to_string(),
            })
        })
        .collect();
    Output::new(document, None, RELEASES, found.iter().map(row).collect())
}

/// The release of a number, or the newest.
fn installed(home: &Home, version: Option<String>) -> Result<Installed, Failure> {
    match version {
        Some(version) => Ok(home.find(&version)?),
        None => home.newest()?.ok_or_else(|| {
            Failure::usage("no release has been imported on this machine")
                .with_hint("onet db import <DIR|ZIP>")
        }),
    }
}

fn info(global: &Global, console: &Console, installed: &Installed, shown: &Shown) -> Result<(), Failure> {
    let manifest = &installed.manifest;
    let row = |table: &onet_db::ManifestTable| {
        vec![table.id.clone(), table.rows.to_string(), table.origin.file.clone(), table.origin.source.clone()]
    };
    Output::new(manifest, Some("tables"), TABLES, manifest.tables.iter().map(row).collect())?
        .print_arranged(shown, global)?;
    console.note(&format!(
        "O*NET {}, {}: {}, {} rows, imported {}",
        manifest.release,
        manifest.taxonomy,
        counted(manifest.tables.len()),
        manifest.rows(),
        manifest.imported_at
    ));
    let missing = manifest.missing_tables();
    for group in missing.chunk_by(|table, next| table.source == next.source) {
        let get = commands_for(group[0].source, &manifest.release);
        console.note(&format!("missing: {}; {get}", ids(group).join(", ")));
    }
    manifest.tables.iter().filter_map(dated).for_each(|dated| console.note(&dated));
    if let Some(DownloadOrigin { url, moved_to, file }) = &manifest.download {
        let from = moved_to.as_ref().map(|place| format!(" (redirected to {place})")).unwrap_or_default();
        console.note(&format!("downloaded from {url}{from}: {} bytes, SHA-256 {}", file.bytes, file.sha256));
    }
    Ok(())
}

fn ids(tables: &[MissingTable]) -> Vec<&str> {
    tables.iter().map(|table| table.id.as_str()).collect()
}

/// A number of tables in words.
pub(super) fn counted(tables: usize) -> String {
    if tables == 1 { "1 table".to_owned() } else { format!("{tables} tables") }
}

/// The file of a table and the years of its data, where they are known.
fn dated(table: &onet_db::ManifestTable) -> Option<String> {
    let period = table.origin.period.as_ref()?;
    Some(format!("{}: {}, {period}", table.id, table.origin.file))
}

fn verify(global: &Global, console: &Console, home: &Home, version: Option<String>) -> Result<(), Failure> {
    let installed = installed(home, version)?;
    let VerifyReport { release, tables, rows, problems, unchecked } = home.open(&installed)?.verify();
    let document = json!({ "release": release, "tables": tables, "rows": rows, "problems": problems, "unchecked": unchecked });
    let listed = problems
        .iter()
        .map(|problem| vec![release.clone(), tables.to_string(), rows.to_string(), problem.clone()])
        .collect();
    Output::new(document, None, PROBLEMS, listed)?.print(global)?;
    if !unchecked.is_empty() {
        let files = unchecked.join(", ");
        console.warning(&format!(
            "not checked, as the import recorded no checksum: {files}; onet db reimport records them"
        ));
    }
    if problems.is_empty() {
        console.note(&format!("O*NET {release} is sound: {}, {rows} rows", counted(tables)));
        return Ok(());
    }
    Err(Failure::Damaged)
}
