//! `onet db import` and `onet db reimport`.

use std::path::{Path, PathBuf};

use indicatif::{ProgressBar, ProgressStyle};
use onet_db::{ErrorKind, Home, Import, ImportReport, Input, Installed, Manifest, Progress, Required};
use onet_server::Coding;

use super::{installed, releases};
use crate::arguments::{self, Global, ImportChecks};
use crate::console::Console;
use crate::failure::Failure;

/// Operations that a note names; of more it gives the number.
const NAMED_OPERATIONS: usize = 5;

pub(super) fn run(
    global: &Global,
    console: &Console,
    home: &Home,
    arguments: arguments::Import,
) -> Result<(), Failure> {
    let arguments::Import { from, with, number, checks, dry_run } = arguments;
    let mut import = Import::new(opened(&from)?);
    for supplement in with {
        import = import.with(opened(&supplement)?);
    }
    if let Some(number) = number {
        if let Some(found) = import.input_release().filter(|found| *found != number) {
            console.warning(&format!(
                "{} is O*NET {found} by its own account; --as {number} overrides it",
                from.display()
            ));
        }
        import = import.release(number);
    }
    match dry_run {
        true => check(global, console, home, import, &checks),
        false => finish(global, console, home, import, &checks),
    }
}

pub(super) fn again(
    global: &Global,
    console: &Console,
    home: &Home,
    arguments: arguments::Reimport,
) -> Result<(), Failure> {
    let arguments::Reimport { version, checks, dry_run } = arguments;
    let import = Import::again(&installed(home, version)?)?;
    match dry_run {
        true => check(global, console, home, import, &checks),
        false => finish(global, console, home, import, &checks),
    }
}

/// Runs an import and prints what it made.
pub(super) fn finish(
    global: &Global,
    console: &Console,
    home: &Home,
    import: Import<'_>,
    checks: &ImportChecks,
) -> Result<(), Failure> {
    let bar = bar(console);
    let import = checked(import, checks).progress(|event| show(&bar, event));
    let coding = if checks.no_coding { Coding::Skip } else { Coding::Train };
    let imported = onet_server::import_with(import, home, coding);
    bar.finish_and_clear();
    let ImportReport { installed, replaced, elapsed, .. } = imported?;
    report(console, &installed.manifest);
    let verb = if replaced { "imported anew" } else { "imported" };
    let seconds = elapsed.as_secs_f32();
    console.note(&format!("{verb} in {seconds:.1} s: {}", installed.dir.display()));
    releases(std::slice::from_ref(&installed))?.print(global)
}

/// Runs an import without writing anything, and prints what it would make.
fn check(
    global: &Global,
    console: &Console,
    home: &Home,
    import: Import<'_>,
    checks: &ImportChecks,
) -> Result<(), Failure> {
    let bar = bar(console);
    let checked = checked(import, checks).progress(|event| show(&bar, event)).check(home);
    bar.finish_and_clear();
    let manifest = checked?;
    report(console, &manifest);
    console.note("checked; nothing was written");
    let (release, dir) = (manifest.release.clone(), PathBuf::new());
    releases(&[Installed { release, dir, manifest }])?.print(global)
}

fn checked<'a>(mut import: Import<'a>, checks: &ImportChecks) -> Import<'a> {
    if checks.strict {
        import = import.strict();
    }
    if checks.replace {
        import = import.replace();
    }
    match checks.require.as_slice() {
        [] => import,
        tables if tables.iter().any(|table| table == "all") => import.require(Required::All),
        tables => import.require(Required::Tables(tables.to_vec())),
    }
}

/// Opens a path that the user named. One that cannot be read is a usage error, not a fault of this machine.
pub(super) fn opened(path: &Path) -> Result<Input, Failure> {
    Input::open(path).map_err(|failure| match failure.kind() {
        ErrorKind::Io => Failure::usage(failure.to_string()),
        _ => failure.into(),
    })
}

/// A progress bar on a terminal, nothing elsewhere.
fn bar(console: &Console) -> ProgressBar {
    if !console.shows_progress() {
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

/// Notes what an import did that its user may not expect.
fn report(console: &Console, manifest: &Manifest) {
    let first = manifest.tables.first().map(|table| table.origin.source.clone());
    for table in &manifest.tables {
        if Some(&table.origin.source) != first.as_ref() {
            console.note(&format!("{}: from {}", table.title, table.origin.source));
        }
    }
    if !manifest.missing.is_empty() {
        let missing = manifest.missing.join(", ");
        console
            .note(&format!("missing ({}): {missing}; what rests on them is refused", manifest.missing.len()));
    }
    for table in manifest.tables.iter().filter(|table| table.rows == 0) {
        let (title, file) = (&table.title, &table.origin.file);
        console.warning(&format!("{title} has no rows: {file} has a header alone. Nothing is found in it"));
    }
    for unfit in &manifest.unfit {
        console.warning(&format!("{unfit}; it is kept as text, and {}", refused(&unfit.table)));
    }
    for fault in &manifest.faults {
        console.warning(&format!("{fault}. This release is later than the ones that onet knows"));
    }
    for table in &manifest.unknown_tables {
        console.note(&format!("unknown table, kept as text: {table}"));
    }
    for unknown in &manifest.unknown_columns {
        console.note(&format!("unknown column, kept as text: {} in {}", unknown.header, unknown.table));
    }
    for left_out in &manifest.left_out {
        let name = if left_out.header.is_empty() { "without a name" } else { &left_out.header };
        console.note(&format!("column left out: {name} in {}", left_out.table));
    }
    if !manifest.unmatched_categories.is_empty() {
        let names = manifest.unmatched_categories.join(", ");
        console.note(&format!(
            "technology categories without a commodity code, left out of lists by category: {names}"
        ));
    }
    for table in &manifest.tables {
        if let Some(dated) = super::dated(table) {
            console.note(&dated);
        }
    }
    for carried in &manifest.carried_rows {
        console.note(&format!(
            "rows of {} with codes of an earlier taxonomy: {}, which became {} with codes of this release",
            carried.table, carried.rows, carried.became
        ));
    }
    for left_out in &manifest.left_out_rows {
        console.note(&format!("rows left out of {}: {}; {}", left_out.table, left_out.rows, left_out.reason));
    }
    for ignored in &manifest.ignored {
        console.note(&format!("passed over: {} in {}: {}", ignored.file, ignored.source, ignored.reason));
    }
}

/// The operations that are refused without a table, in words.
fn refused(table: &str) -> String {
    let operations = onet_server::operations_resting_on(table);
    let named: Vec<&str> = operations.iter().take(NAMED_OPERATIONS).map(|operation| operation.id).collect();
    match operations.len() - named.len() {
        _ if named.is_empty() => "no operation rests on it but the rows of the table".to_owned(),
        0 => format!("what rests on it is refused or incomplete: {}", named.join(", ")),
        more => format!(
            "what rests on it is refused or incomplete: {} and {more} more operations",
            named.join(", ")
        ),
    }
}
