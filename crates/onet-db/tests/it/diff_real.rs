//! What changed between O*NET 29.3 and 30.1, against a program that shares no code with the crate.
//!
//! Runs when `ONET_TEST_RELEASE_DIR` names the folder of 29.3 and `ONET_TEST_OTHER_DIR` the one that 30.1 is in.

#![allow(clippy::unwrap_used, clippy::print_stderr)]

use std::collections::BTreeMap;
use std::env;
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::common::Place;
use flate2::read::GzDecoder;
use onet_db::diff::{Change, ChangeKind, Comparison, Content, ReleaseDiff};
use onet_db::{Import, Input, Release};
use serde_json::{Value, json};

/// The folder that a variable of the environment names.
fn real_folder(variable: &str) -> Option<PathBuf> {
    let folder = env::var_os(variable).map(PathBuf::from);
    if folder.is_none() {
        eprintln!("skipped: {variable} is not set");
    }
    folder
}

/// The releases that the environment names, imported: O*NET 29.3 and 30.1.
fn real_releases(place: &Place) -> Option<[(PathBuf, Release); 2]> {
    let (before, after) = (real_folder("ONET_TEST_RELEASE_DIR")?, real_folder("ONET_TEST_OTHER_DIR")?);
    Some([before, after.join("30.1-full")].map(|folder| {
        let report = Import::new(Input::open(&folder).unwrap()).run(&place.home).unwrap();
        let release = place.home.open(&report.installed).unwrap();
        (folder, release)
    }))
}

/// What the oracle computes from the text files; nothing where there is no Python.
fn oracle(before: &Path, after: &Path, threshold: &str) -> Option<Value> {
    let program = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/oracle/release_diff.py");
    let run = Command::new("python3").arg("-B").arg(program).args([before, after]).arg(threshold).output();
    match run {
        Ok(output) => {
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
            Some(serde_json::from_slice(&output.stdout).unwrap())
        }
        Err(failure) => {
            eprintln!("skipped: there is no python3: {failure}");
            None
        }
    }
}

/// A diff as the oracle writes it.
fn summary(diff: &ReleaseDiff) -> Value {
    let mut totals: BTreeMap<&str, BTreeMap<&str, Value>> = BTreeMap::new();
    for total in &diff.totals {
        let mut members = json!({ "total": total.total });
        for (name, sum) in [("added", total.added), ("gone", total.gone), ("changed", total.changed)] {
            if let Some(sum) = sum {
                members[name] = sum.into();
            }
        }
        totals.entry(total.change.as_str()).or_default().insert(&total.table, members);
    }
    let mut rows = json!({});
    let mut ratings: BTreeMap<&str, Vec<Value>> = BTreeMap::new();
    for change in &diff.changes {
        let Change { occupation, id, scale, category, before, after, difference, .. } = change;
        match (change.change, before, after) {
            (ChangeKind::TableChanged, Some(Content::Count(before)), Some(Content::Count(after))) => {
                rows[&change.table] = json!([before, after]);
            }
            (ChangeKind::RatingChanged, ..) => {
                let rating = json!([occupation, id, scale, category, before, after, difference]);
                ratings.entry(&change.table).or_default().push(rating);
            }
            _ => {}
        }
    }
    json!({ "totals": totals, "rows": rows, "ratings": ratings })
}

#[test]
fn the_difference_of_two_real_releases_is_that_of_the_oracle() {
    let place = Place::new();
    let Some([(old, before), (new, after)]) = real_releases(&place) else { return };
    let found = Comparison::new(&before, &after).with_details().most(20).run().unwrap();
    check_what_is_known(&found);
    let again = Release::open(before.dir().unwrap()).unwrap();
    assert!(Comparison::new(&before, &again).threshold(0.0).run().unwrap().is_empty());
    let Some(theirs) = oracle(&old, &new, "0.5") else { return };
    let ours = summary(&found);
    for member in ["totals", "rows", "ratings"] {
        assert_eq!(ours[member], theirs[member], "{member}");
    }
}

/// Both releases have the same occupations; work styles are of another model; an activity has another title.
fn check_what_is_known(found: &ReleaseDiff) {
    let total = |kind: ChangeKind, table: &str| {
        let found = found.totals.iter().find(|total| total.change == kind && total.table == table);
        found.map(|total| total.total)
    };
    for (kind, table, wanted) in [
        (ChangeKind::OccupationAdded, "occupation_data", None),
        (ChangeKind::OccupationGone, "occupation_data", None),
        (ChangeKind::OccupationRenamed, "occupation_data", None),
        (ChangeKind::TableGone, "skills", None),
        (ChangeKind::ColumnGone, "work_styles", Some(5)),
        (ChangeKind::ElementAdded, "work_styles", Some(21)),
        (ChangeKind::ElementGone, "work_styles", Some(16)),
        (ChangeKind::RatingChanged, "work_styles", None),
        (ChangeKind::ActivityRenamed, "dwa_reference", Some(1)),
    ] {
        assert_eq!(total(kind, table), wanted, "{kind} in {table}");
    }
}

#[test]
fn a_real_table_that_is_split_has_the_same_rows() {
    let place = Place::new();
    let Some(folder) = real_folder("ONET_TEST_RELEASE_DIR") else { return };
    let mut text = String::new();
    match File::open(folder.join("Skills.txt")) {
        Ok(mut file) => file.read_to_string(&mut text).unwrap(),
        Err(_) => {
            let file = File::open(folder.join("Skills.txt.gz")).unwrap();
            GzDecoder::new(file).read_to_string(&mut text).unwrap()
        }
    };
    let (head, rows) = text.split_once('\n').unwrap();
    let part = |element: &str| {
        let of_part = rows.lines().filter(|row| row.split('\t').nth(1).unwrap().starts_with(element));
        of_part.fold(format!("{head}\n"), |text, row| text + row + "\n")
    };
    let imported = |release: &str, tables: &[(&str, String)]| {
        let input = place.path().join(release);
        fs::create_dir(&input).unwrap();
        for name in ["Occupation Data.txt", "Content Model Reference.txt", "Scales Reference.txt"] {
            fs::copy(folder.join(name), input.join(name)).unwrap();
        }
        for (name, text) in tables {
            fs::write(input.join(name), text).unwrap();
        }
        Import::new(Input::open(input).unwrap()).release(release).into_memory().unwrap()
    };
    let before = imported("30.3", &[("Skills.txt", text.clone())]);
    let after =
        imported("31.0", &[("Essential Skills.txt", part("2.A")), ("Transferable Skills.txt", part("2.B"))]);
    let found = Comparison::new(&before, &after).threshold(0.0).run().unwrap();
    let kinds: Vec<ChangeKind> = found.changes.iter().map(|change| change.change).collect();
    assert_eq!(kinds, [ChangeKind::TableReplaced], "{:?}", found.totals);
}
