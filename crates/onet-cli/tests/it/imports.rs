//! `onet db import` and `onet db reimport` as a user types them, on the tables of the sample.

use std::fs;
use std::path::{Path, PathBuf};

use crate::common::{EXAMPLE, Machine, copy_of_sample};

/// The sample as a folder of a release, with one text of one file replaced.
fn release(machine: &Machine, file: &str, from: &str, to: &str) -> PathBuf {
    let folder = machine.home().join("db_29_3_text");
    fs::create_dir_all(&folder).expect("a folder can be made");
    copy_of_sample(&folder);
    let path = folder.join(file);
    let text = fs::read_to_string(&path).expect("the sample has the file");
    assert!(text.contains(from), "{file} holds {from:?}");
    fs::write(path, text.replace(from, to)).expect("the file can be written");
    folder
}

fn shown(path: &Path) -> &str {
    path.to_str().expect("a temporary folder has a name in UTF-8")
}

/// The sample whose links from tasks to activities have a column of another name.
fn with_renamed_column(machine: &Machine) -> PathBuf {
    release(machine, "Tasks to DWAs.txt", "DWA ID", "DWA Identifier")
}

#[test]
fn a_table_of_another_form_is_kept_and_the_report_names_what_no_longer_works() {
    let machine = Machine::new();
    let folder = with_renamed_column(&machine);
    let run = machine.onet(&["db", "import", shown(&folder), "--format", "csv"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    for part in [
        "Tasks to DWAs.txt",
        "\"DWA Identifier\" may be \"DWA ID\"",
        "what rests on it is refused or incomplete: online_job_duties_results",
        "more operations",
    ] {
        assert!(run.stderr.contains(part), "{part} in {}", run.stderr);
    }
    assert!(!run.stderr.contains("get the file again"), "{}", run.stderr);

    let refused = machine.onet(&EXAMPLE);
    assert_eq!(refused.code, 7, "{}", refused.stderr);
    assert!(refused.stderr.contains("DWA Identifier"), "{}", refused.stderr);
    let rows = machine.onet(&["api", "database/rows/tasks_to_dwas"]);
    assert!(rows.stdout.contains("dwa_identifier"), "{}", rows.stdout);
    assert_eq!(machine.onet(&["search", "pharmacist"]).code, 0);
}

#[test]
fn a_strict_import_refuses_a_table_of_another_form() {
    let machine = Machine::new();
    let folder = with_renamed_column(&machine);
    let run = machine.onet(&["db", "import", shown(&folder), "--strict"]);
    assert_eq!(run.code, 2, "{}", run.stderr);
    assert!(run.stderr.contains("\"DWA Identifier\" may be \"DWA ID\""), "{}", run.stderr);
    assert_eq!(machine.onet(&["db", "list"]).code, 1);
}

#[test]
fn a_dry_run_reports_and_writes_nothing() {
    let machine = Machine::new();
    let folder = with_renamed_column(&machine);
    let run = machine.onet(&["db", "import", shown(&folder), "--dry-run", "--format", "csv"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(
        run.stderr.contains("nothing was written") && run.stderr.contains("DWA Identifier"),
        "{}",
        run.stderr
    );
    assert!(run.stdout.starts_with("release,"), "{}", run.stdout);
    assert_eq!(machine.onet(&["db", "list"]).code, 1);
}

#[test]
fn required_tables_that_are_not_there_are_named() {
    let machine = Machine::new();
    let folder = release(&machine, "Read Me.txt", "O*NET", "O*NET");
    let run = machine.onet(&["db", "import", shown(&folder), "--require", "skills,task_ratings"]);
    assert_eq!(run.code, 2, "{}", run.stderr);
    assert!(run.stderr.contains("task_ratings") && !run.stderr.contains("skills,"), "{}", run.stderr);
    let run = machine.onet(&["db", "import", shown(&folder), "--require", "all"]);
    assert_eq!(run.code, 2, "{}", run.stderr);
    let run = machine.onet(&["db", "import", shown(&folder), "--require", "Skills"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
}

#[test]
fn an_import_with_fewer_tables_needs_replace() {
    let machine = Machine::new();
    let folder = release(&machine, "Read Me.txt", "O*NET", "O*NET");
    assert_eq!(machine.onet(&["db", "import", shown(&folder)]).code, 0);
    fs::remove_file(folder.join("Skills.txt")).expect("the sample has the file");
    let run = machine.onet(&["db", "import", shown(&folder)]);
    assert_eq!(run.code, 2, "{}", run.stderr);
    assert!(run.stderr.contains("skills") && run.stderr.contains("--replace"), "{}", run.stderr);
    let run = machine.onet(&["db", "import", shown(&folder), "--replace"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
}

#[test]
fn a_release_of_another_layout_is_imported_again_by_the_command_that_its_error_gives() {
    let machine = Machine::new();
    let folder = release(&machine, "Read Me.txt", "O*NET", "O*NET");
    assert_eq!(machine.onet(&["db", "import", shown(&folder)]).code, 0);
    let manifest = machine.home().join("releases/29.3_0001/manifest.json");
    let text = fs::read_to_string(&manifest).expect("an import writes a manifest");
    // As an earlier version wrote it: with another layout, and without the inputs.
    let mut earlier: serde_json::Value = serde_json::from_str(&text).expect("a manifest is JSON");
    earlier["layout"] = 1.into();
    for later in ["inputs", "unfit", "faults", "left_out", "unmatched_categories", "release_given"] {
        earlier.as_object_mut().expect("a manifest is an object").remove(later);
    }
    fs::write(&manifest, earlier.to_string()).expect("the manifest can be written");

    let refused = machine.onet(&EXAMPLE);
    assert_eq!(refused.code, 6, "{}", refused.stderr);
    assert!(refused.stderr.contains("onet db reimport 29.3"), "{}", refused.stderr);
    let run = machine.onet(&["db", "reimport", "29.3"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert_eq!(machine.onet(&EXAMPLE).code, 0);

    fs::remove_dir_all(&folder).expect("the folder is there");
    let run = machine.onet(&["db", "reimport"]);
    assert_eq!(run.code, 1, "{}", run.stderr);
    assert!(run.stderr.contains("onet db pull 29.3"), "{}", run.stderr);
}
