//! The page of all operations: it matches the operation table, and the answers match the page.

use std::fmt::Write as _;
use std::fs;

use crate::common::found::{Found, is_answered};
use crate::common::{Service, TestResult, is_marked, tell};
use http::StatusCode;
use onet_api::operation::Operation;
use onet_api::operations;
use onet_server::{Availability, Coverage, coverage};

const PAGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/coverage.md");

const CURE: &str = "cure: ONET_UPDATE=1 cargo test -p onet-server coverage";

/// The text above the tables.
const HEAD: &str = "\
# What answers each operation

The 212 operations of O*NET Web Services 2.0, in the order of the contract, and what each is answered from. The page is
written from the rules of the server by `ONET_UPDATE=1 cargo test -p onet-server coverage`; the same test
compares it with them and calls every operation. How an answer is made stands in [engine.md](engine.md).

- **from a release**: a database release that has the tables is enough. Where one lacks a table, the operation is
  refused as not in the source.
- **with a file**: a release, and the supplementary tables that are in bold, given by `onet db import --with`. Without a
  file of its own, `bright_outlook` is derived from `employment_projections`.
- **live or recorded only**: neither holds it. A server with a key passes the call on to the live service, or answers
  from recordings of it.

Where an argument needs a file that the others do not need, the last column has the argument after a semicolon.
";

/// The kinds of answers, in the order of the columns.
fn kind(answered: Availability) -> usize {
    match answered {
        Availability::FromRelease => 0,
        Availability::WithFile(_) => 1,
        Availability::LiveOrRecordedOnly => 2,
    }
}

const KINDS: [&str; 3] = ["from a release", "with a file", "live or recorded only"];

fn page(rows: &[Coverage]) -> Result<String, std::fmt::Error> {
    let mut page = HEAD.to_owned();
    writeln!(page, "\n| service | operations | {} |", KINDS.join(" | "))?;
    writeln!(page, "| --- | ---: | ---: | ---: | ---: |")?;
    let mut services: Vec<&str> = rows.iter().map(|row| row.operation.tag).collect();
    services.dedup();
    services.sort_unstable();
    services.dedup();
    for service in services {
        let of_service: Vec<_> = rows.iter().filter(|row| row.operation.tag == service).collect();
        writeln!(page, "| `{service}` | {} |", counts(&of_service))?;
    }
    writeln!(page, "| all | {} |", counts(&rows.iter().collect::<Vec<_>>()))?;
    writeln!(page, "\n| operation | path | answered | rests on |\n| --- | --- | --- | --- |")?;
    for row in rows {
        let (id, path) = (row.operation.id, row.operation.path);
        writeln!(page, "| `{id}` | `{path}` | {} | {} |", KINDS[kind(row.availability)], rests_on(row))?;
    }
    Ok(page)
}

/// How many operations there are, and how many of each kind.
fn counts(rows: &[&Coverage]) -> String {
    let mut of_kind = [0; 3];
    for row in rows {
        of_kind[kind(row.availability)] += 1;
    }
    let counts: Vec<String> =
        [rows.len()].into_iter().chain(of_kind).map(|count| count.to_string()).collect();
    counts.join(" | ")
}

fn rests_on(row: &Coverage) -> String {
    let files: &[&str] = match row.availability {
        Availability::WithFile(files) => files,
        Availability::FromRelease => &[],
        Availability::LiveOrRecordedOnly => return row.reason.to_owned(),
    };
    let files = files.iter().map(|file| format!("**{file}**"));
    let tables: Vec<String> = row.tables.iter().map(|table| (*table).to_owned()).chain(files).collect();
    let needs = row.arguments.iter().map(|argument| {
        let tables: Vec<String> = argument.tables.iter().map(|table| format!("**{table}**")).collect();
        format!("; {} `{}`: {}", argument.parameter, argument.value, tables.join(", "))
    });
    match tables.is_empty() {
        true => "no table of its own".to_owned(),
        false => format!("{}{}", tables.join(", "), needs.collect::<String>()),
    }
}

#[test]
fn the_coverage_page_matches_the_operation_table() -> TestResult {
    let now = page(&coverage())?;
    if std::env::var_os("ONET_UPDATE").is_some() {
        fs::write(PAGE, &now)?;
    }
    let committed = fs::read_to_string(PAGE).unwrap_or_default();
    assert!(committed == now, "docs/coverage.md is stale; {CURE}");
    Ok(())
}

#[test]
fn every_operation_has_one_row_in_the_order_of_the_contract() {
    let rows = coverage();
    let ids: Vec<&str> = rows.iter().map(|row| row.operation.id).collect();
    assert_eq!(ids, operations::ALL.map(|operation| operation.id));
    for row in &rows {
        let is_explained = !row.reason.is_empty();
        assert_eq!(
            is_explained,
            row.availability != Availability::FromRelease,
            "{}: {}",
            row.operation.id,
            row.reason
        );
    }
}

/// A path of an operation whose parameters have the first of their choices, or an example, but for one.
fn with_argument(operation: &Operation, name: &str, value: &str) -> String {
    let segment = |segment: &str| match segment.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) {
        None => segment.to_owned(),
        Some(parameter) if parameter == name => value.to_owned(),
        Some("code") => "29-1051.00".to_owned(),
        Some(_) => "active".to_owned(),
    };
    operation.path.split('/').map(segment).collect::<Vec<_>>().join("/")
}

#[tokio::test]
async fn an_argument_that_needs_a_file_is_refused_without_it_and_others_are_not() -> TestResult {
    let sample = Service::sample()?;
    let mut seen = 0;
    for row in coverage() {
        for needs in row.arguments {
            let call = with_argument(row.operation, needs.parameter, needs.value);
            let refused = sample.get(&call).await?;
            assert!(refused.status() == StatusCode::UNPROCESSABLE_ENTITY && is_marked(&refused), "{call}");
            let message = String::from_utf8_lossy(refused.body()).into_owned();
            for table in needs.tables {
                let title =
                    &onet_db::catalogue::table(table).ok_or("a table without a catalogue entry")?.title;
                assert!(message.contains(title.as_str()), "{call}: {message}");
            }
            let other = with_argument(row.operation, needs.parameter, "2019");
            assert_eq!(sample.get(&other).await?.status(), StatusCode::OK, "{other}");
            seen += 1;
        }
    }
    assert_eq!(seen, 2, "source and target of the taxonomy");
    Ok(())
}

/// Fails unless an operation is answered exactly when the source has the tables of its row.
async fn is_true_of(service: &Service) -> TestResult {
    let found = Found::of(service).await?;
    let (mut answered, mut problems) = (0, Vec::new());
    for row in coverage() {
        let is_held = is_answered(&row, service);
        let (mut is_good, mut message) = (false, String::new());
        // Some occupations lack what most have, so one call of several will do.
        for call in found.calls(row.operation) {
            let response = service.get(&call).await?;
            is_good = match is_held {
                true => response.status() == StatusCode::OK,
                false => response.status() == StatusCode::UNPROCESSABLE_ENTITY && is_marked(&response),
            };
            message = format!("{call}: {} {}", response.status(), String::from_utf8_lossy(response.body()));
            if is_good || !is_held {
                break;
            }
        }
        answered += usize::from(is_held);
        if !is_good {
            problems.push(format!("{} is held: {is_held}, but {message:.300}", row.operation.id));
        }
    }
    tell(&format!("{}: {answered} of {} operations answered", service.source.label(), operations::ALL.len()));
    assert!(problems.is_empty(), "{}", problems.join("\n"));
    Ok(())
}

#[tokio::test]
async fn the_coverage_holds_for_the_sample() -> TestResult {
    is_true_of(&Service::sample()?).await
}

#[tokio::test]
async fn the_coverage_holds_for_a_whole_release() -> TestResult {
    match Service::whole_release()? {
        Some(service) => is_true_of(&service).await,
        None => Ok(()),
    }
}

#[tokio::test]
async fn the_coverage_holds_for_a_release_with_supplements() -> TestResult {
    match Service::whole_release_and_supplements()? {
        Some(service) => is_true_of(&service).await,
        None => Ok(()),
    }
}
