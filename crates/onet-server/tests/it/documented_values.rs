//! Compares captured answers of version 1.9 with a release: the same ids, order and scores, or a
//! difference that `documented_values/tables.rs` explains.
//!
//! An environment variable names the folder of the captures; none is part of this project.

mod tables;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::common::answers::answer;
use crate::common::{Service, TestResult, real_release_folders, tell};
use http::StatusCode;
use regex::Regex;
use serde_json::Value;
use tables::{
    AIDES, ANYWHERE, Answer, CAPTURED, DIFFERENCES, ENGINEERS, EXTENT, IN_PLACE, OLD_REPORT, OLD_SECTIONS,
    REFUSED, REPORT, Rows, SECTIONS,
};

/// The variable that names the folder of the resources of version 1.9; captures are in its folder `examples`.
const LEGACY_DIR: &str = "ONET_TEST_LEGACY_DIR";

/// How our rows must stand.
#[derive(Debug, Clone, Copy)]
enum Order {
    /// The rows printed are the first of ours.
    Same,
    /// The rows printed are among ours.
    Any,
}

/// A list of rows in a capture, and the call that has the same.
struct Comparison {
    capture: String,
    printed: (String, &'static [&'static str]),
    call: String,
    ours: Rows,
    order: Order,
}

/// A row that is not the same.
#[derive(Debug, PartialEq, Eq)]
struct Difference {
    capture: String,
    list: String,
    row: usize,
    theirs: String,
    ours: String,
}

#[derive(Debug, Default)]
struct Count {
    compared: usize,
    equal: usize,
    explained: usize,
}

/// The folder of the captures; prints a message where the variable is not set.
fn captures() -> Option<PathBuf> {
    let folder = std::env::var_os(LEGACY_DIR).map(|folder| PathBuf::from(folder).join("examples"));
    if folder.is_none() {
        tell(&format!("skipped: {LEGACY_DIR} is not set"));
    }
    folder
}

fn comparisons() -> Vec<Comparison> {
    let mut all = Vec::new();
    for (name, alone, (list, printed), call, ours) in SECTIONS {
        let section = format!("online.occupation.details.{name}.v1_9.json");
        for (capture, list, code) in
            [(REPORT.to_owned(), format!("/{name}{list}"), ENGINEERS), (section, list.to_owned(), alone)]
        {
            let call = whole(&call.replace("{code}", code));
            all.push(Comparison { capture, printed: (list, printed), call, ours, order: Order::Same });
        }
    }
    let listed =
        |(capture, (list, printed), call, ours): Answer, call_of: fn(&str) -> String, order| Comparison {
            capture: capture.to_owned(),
            printed: (list.to_owned(), printed),
            call: call_of(call),
            ours,
            order,
        };
    all.extend(IN_PLACE.into_iter().map(|entry| listed(entry, str::to_owned, Order::Same)));
    all.extend(ANYWHERE.into_iter().map(|entry| listed(entry, whole, Order::Any)));
    all
}

/// A call for a whole list in one page.
fn whole(call: &str) -> String {
    let mark = if call.contains('?') { '&' } else { '?' };
    format!("{call}{mark}end=2000")
}

/// The values at a place of a document, of each item where the place leads through a list.
fn values<'a>(document: &'a Value, place: &str) -> Vec<&'a Value> {
    let mut found = vec![document];
    for part in place.split("/*") {
        let reached = found.into_iter().filter_map(|value| value.pointer(part));
        found = reached
            .flat_map(|value| match value {
                Value::Array(items) => items.iter().collect(),
                other => vec![other],
            })
            .collect();
    }
    found
}

/// What the members of an item say. A member that is missing, or null, is a dash.
fn row(item: &Value, members: &[&str]) -> String {
    let words: Vec<String> = members
        .iter()
        .map(|member| match (*member, item.pointer(member)) {
            (EXTENT, _) => extent(item).unwrap_or_default(),
            (_, None | Some(Value::Null)) => "-".to_owned(),
            (_, Some(Value::String(text))) => text.clone(),
            (_, Some(other)) => other.to_string(),
        })
        .collect();
    words.join(", ")
}

/// The place of a value on the scale from 1 to 7, from 0 to 100; half a point counts up.
fn extent(item: &Value) -> Option<String> {
    let hundredths = (item["data_value"].as_f64()? * 100.0).round() as i64;
    Some(((2 * (hundredths - 100) + 6) / 12).to_string())
}

fn rows(document: &Value, place: &str, members: &[&str]) -> Vec<String> {
    let nothing = vec!["-"; members.len()].join(", ");
    values(document, place).into_iter().map(|item| row(item, members)).filter(|row| *row != nothing).collect()
}

async fn compare(
    service: &Service,
    folder: &Path,
    comparison: &Comparison,
    count: &mut Count,
) -> TestResult<Vec<Difference>> {
    let Comparison { capture, printed: (list, members), call, ours: (place, own), order } = comparison;
    let document: Value = serde_json::from_str(&fs::read_to_string(folder.join(capture))?)?;
    let printed = rows(&document, list, members);
    assert!(!printed.is_empty(), "{capture} has no rows at {list}");
    let ours = rows(&answer(service, call).await?, place, own);
    let mut differences = Vec::new();
    for (number, theirs) in printed.into_iter().enumerate() {
        let same = match order {
            Order::Same => ours.get(number),
            Order::Any => ours.iter().find(|row| **row == theirs),
        };
        count.compared += 1;
        match same {
            Some(same) if *same == theirs => count.equal += 1,
            other => differences.push(Difference {
                capture: capture.clone(),
                list: list.clone(),
                row: number + 1,
                theirs,
                ours: other.cloned().unwrap_or_default(),
            }),
        }
    }
    Ok(differences)
}

/// Holds the captured report in XML against ours. Its sections are explained by their dates: one whose rows are newer
/// than the capture may differ, any other must not.
async fn compare_old_report(service: &Service, folder: &Path, count: &mut Count) -> TestResult {
    let text = fs::read_to_string(folder.join(OLD_REPORT))?;
    let item = Regex::new(r#"(?s)<(?:element|task) id="([^"]+)".*?</(?:element|task)>"#)?;
    let score = Regex::new(r"<score [^>]*>(\d+)</score>")?;
    for (name, table) in OLD_SECTIONS {
        let (_, section) = text.split_once(&format!("<{name}>")).ok_or("a section is missing")?;
        let (section, _) = section.split_once(&format!("</{name}>")).ok_or("a section does not end")?;
        let scored = |found: &str| score.captures(found).map(|found| found[1].to_owned()).unwrap_or_default();
        let printed: Vec<String> = item
            .captures_iter(section)
            .map(|found| match name {
                "tasks" => found[1].to_owned(),
                _ => format!("{}, {}", &found[1], scored(&found[0])),
            })
            .collect();
        assert!(!printed.is_empty(), "{name} has no rows");
        let known = SECTIONS.into_iter().find(|section| section.0 == name).ok_or("no such section")?;
        let (_, _, _, call, (place, members)) = known;
        let members = if name == "tasks" { &members[..1] } else { members };
        let ours = rows(&answer(service, &whole(&call.replace("{code}", AIDES))).await?, place, members);
        let equal = printed.iter().zip(&ours).filter(|(theirs, ours)| theirs == ours).count();
        count.compared += printed.len();
        count.equal += equal;
        if equal < printed.len() {
            let call =
                format!("/database/rows/{table}?filter=onetsoc_code.eq.{AIDES}&sort=date_updated&end=1");
            let earliest = answer(service, &call).await?;
            let date = earliest["row"][0]["date_updated"].as_str().ok_or("a table without dates")?;
            assert!(date > CAPTURED, "{name} differs, and has rows of {date}: {printed:?}, {ours:?}");
            count.explained += printed.len() - equal;
        }
    }
    Ok(())
}

/// Holds every comparison against the table of differences, and the table against them.
async fn check_what_is_captured(service: &Service, folder: &Path) -> TestResult {
    let (mut count, mut differences) = (Count::default(), Vec::new());
    for comparison in comparisons() {
        differences.extend(compare(service, folder, &comparison, &mut count).await?);
    }
    let known: Vec<Difference> = DIFFERENCES
        .into_iter()
        .map(|(capture, list, row, theirs, ours, _)| Difference {
            capture: capture.to_owned(),
            list: list.to_owned(),
            row,
            theirs: theirs.to_owned(),
            ours: ours.to_owned(),
        })
        .collect();
    let unexplained: Vec<_> = differences.iter().filter(|found| !known.contains(found)).collect();
    assert!(unexplained.is_empty(), "not explained: {unexplained:#?}");
    let outdated: Vec<_> = known.iter().filter(|known| !differences.contains(known)).collect();
    assert!(outdated.is_empty(), "explained, but not found: {outdated:#?}");
    count.explained = differences.len();
    compare_old_report(service, folder, &mut count).await?;
    let Count { compared, equal, explained } = count;
    assert_eq!(compared, equal + explained);
    tell(&format!("{compared} rows compared, {equal} equal, {explained} explained"));
    Ok(())
}

/// What the tables call refused is refused.
async fn check_what_is_refused(service: &Service) -> TestResult {
    for (capture, call) in REFUSED {
        let Some(call) = call else { continue };
        let status = service.get(call).await?.status();
        let cure = format!("{call} is answered: compare it with {capture} in documented_values/tables.rs");
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{cure}");
    }
    Ok(())
}

#[test]
fn no_capture_is_passed_over() -> TestResult {
    let Some(folder) = captures() else { return Ok(()) };
    let compared = comparisons().into_iter().map(|comparison| comparison.capture);
    let refused = REFUSED.into_iter().map(|(capture, _)| capture.to_owned());
    let known: BTreeSet<String> = compared.chain(refused).collect();
    let mut there = BTreeSet::new();
    for file in fs::read_dir(&folder)? {
        let name = file?.file_name().to_string_lossy().into_owned();
        if name.ends_with(".json") {
            there.insert(name);
        }
    }
    assert_eq!(there, known, "captures, and those that the tables know");
    Ok(())
}

#[tokio::test]
async fn a_release_says_what_is_documented_or_the_difference_is_explained() -> TestResult {
    let Some(folder) = captures() else { return Ok(()) };
    let Some(folders) = real_release_folders() else { return Ok(()) };
    let (release, supplements) = folders.split_first().ok_or("there is no folder")?;
    let service = Service::import_with(release, supplements)?;
    check_what_is_captured(&service, &folder).await?;
    check_what_is_refused(&service).await
}
