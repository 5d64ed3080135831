//! `onet db`: the releases on this machine.

mod pull;

use std::path::Path;

use indicatif::{ProgressBar, ProgressStyle};
use onet_db::{
    DownloadOrigin, ErrorKind, Home, Import, ImportReport, Input, Installed, Manifest, Progress, VerifyReport,
};
use serde_json::json;

use crate::arguments::{self, Db, Global};
use crate::failure::Failure;
use crate::output::{Column, Output, number, text};
use crate::talk::Talk;

pub(crate) use pull::PullFailure;

const RELEASES: &[Column] =
    &[text("release"), number("tables"), number("missing"), number("rows"), text("imported"), text("folder")];
const TABLES: &[Column] = &[text("table"), number("rows"), text("file"), text("from")];
const PROBLEMS: &[Column] = &[text("release"), number("tables"), number("rows"), text("problem")];

pub(crate) fn run(global: &Global, talk: &Talk, command: Db) -> Result<(), Failure> {
    let home = Home::from_env()?;
    match command {
        Db::Import(arguments) => import(global, talk, &home, arguments),
        Db::Pull(arguments) => pull::run(global, talk, &home, arguments),
        Db::List => list(global, talk, &home),
        Db::Info { version } => info(global, talk, &installed(&home, version)?),
        Db::Verify { version } => verify(global, talk, &home, version),
        Db::Remove { version } => {
            home.remove(&version)?;
            talk.note(&format!("removed O*NET {version}"));
            Ok(())
        }
    }
}

fn import(global: &Global, talk: &Talk, home: &Home, arguments: arguments::Import) -> Result<(), Failure> {
    let arguments::Import { from, with, number } = arguments;
    let mut import = Import::new(opened(&from)?);
    for supplement in with {
        import = import.with(opened(&supplement)?);
    }
    if let Some(number) = number {
        import = import.release(number);
    }
    run_import(global, talk, home, import)
}

/// Runs an import with progress, and prints its result.
fn run_import(global: &Global, talk: &Talk, home: &Home, import: Import<'_>) -> Result<(), Failure> {
    let bar = bar(talk);
    let report = onet_server::import(import.progress(|event| show(&bar, event)), home);
    bar.finish_and_clear();
    let ImportReport { installed, replaced, elapsed, .. } = report?;
    report_import(talk, &installed.manifest);
    let verb = if replaced { "imported anew" } else { "imported" };
    let seconds = elapsed.as_secs_f32();
    talk.note(&format!("{verb} in {seconds:.1} s: {}", installed.dir.display()));
    releases(std::slice::from_ref(&installed))?.print(global)
}

/// What the user named; that it cannot be read is the fault of what was typed, not of this machine.
fn opened(path: &Path) -> Result<Input, Failure> {
    Input::open(path).map_err(|failure| match failure.kind() {
        ErrorKind::Io => Failure::usage(failure.to_string()),
        _ => failure.into(),
    })
}

/// A progress bar on a terminal, nothing elsewhere.
fn bar(talk: &Talk) -> ProgressBar {
    if !talk.shows_progress() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(0);
    if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos}/{len}  {msg}") {
        bar.set_style(style);
    }
    bar
}

fn show(bar: &ProgressBar, event: Progress<'_>) {
    match event {
        Progress::TableStarted { table, number, of } => {
            bar.set_length(of as u64);
            bar.set_position(number as u64 - 1);
            bar.set_message(table.to_owned());
        }
        Progress::Rows { table, rows } => bar.set_message(format!("{table}, {rows} rows")),
        Progress::Step(step) => bar.set_message(step.to_owned()),
        _ => {}
    }
}

/// Says what an import did that its user may not expect.
fn report_import(talk: &Talk, manifest: &Manifest) {
    let first = manifest.tables.first().map(|table| table.origin.source.clone());
    for table in &manifest.tables {
        if Some(&table.origin.source) != first.as_ref() {
            talk.note(&format!("{}: from {}", table.title, table.origin.source));
        }
    }
    if !manifest.missing.is_empty() {
        let missing = manifest.missing.join(", ");
        talk.note(&format!("missing ({}): {missing}; what rests on them is refused", manifest.missing.len()));
    }
    for table in &manifest.unknown_tables {
        talk.note(&format!("unknown table, kept as text: {table}"));
    }
    for unknown in &manifest.unknown_columns {
        talk.note(&format!("unknown column, kept as text: {} in {}", unknown.header, unknown.table));
    }
    for ignored in &manifest.ignored {
        talk.note(&format!("passed over: {} in {}: {}", ignored.file, ignored.source, ignored.reason));
    }
}

fn list(global: &Global, talk: &Talk, home: &Home) -> Result<(), Failure> {
    let found = home.releases()?;
    releases(&found)?.print(global)?;
    if found.is_empty() {
        talk.note("no release has been imported; onet db import <DIR|ZIP>");
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
            manifest.missing.len().to_string(),
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
                "missing": manifest.missing,
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

fn info(global: &Global, talk: &Talk, installed: &Installed) -> Result<(), Failure> {
    let manifest = &installed.manifest;
    let row = |table: &onet_db::ManifestTable| {
        vec![table.id.clone(), table.rows.to_string(), table.origin.file.clone(), table.origin.source.clone()]
    };
    Output::new(manifest, Some("tables"), TABLES, manifest.tables.iter().map(row).collect())?
        .print(global)?;
    talk.note(&format!(
        "O*NET {}, {}: {} tables, {} rows, imported {}",
        manifest.release,
        manifest.taxonomy,
        manifest.tables.len(),
        manifest.rows(),
        manifest.imported_at
    ));
    if !manifest.missing.is_empty() {
        talk.note(&format!("missing: {}", manifest.missing.join(", ")));
    }
    if let Some(DownloadOrigin { url, moved_to, file }) = &manifest.download {
        let from = moved_to.as_ref().map(|place| format!(" (redirected to {place})")).unwrap_or_default();
        talk.note(&format!("downloaded from {url}{from}: {} bytes, SHA-256 {}", file.bytes, file.sha256));
    }
    Ok(())
}

fn verify(global: &Global, talk: &Talk, home: &Home, version: Option<String>) -> Result<(), Failure> {
    let installed = installed(home, version)?;
    let VerifyReport { release, tables, rows, problems } = home.open(&installed)?.verify();
    let document = json!({ "release": release, "tables": tables, "rows": rows, "problems": problems });
    let listed = problems
        .iter()
        .map(|problem| vec![release.clone(), tables.to_string(), rows.to_string(), problem.clone()])
        .collect();
    Output::new(document, None, PROBLEMS, listed)?.print(global)?;
    if problems.is_empty() {
        talk.note(&format!("O*NET {release} is sound: {tables} tables, {rows} rows"));
        return Ok(());
    }
    Err(Failure::Damaged)
}
