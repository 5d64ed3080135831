//! A whole release in the layout of 31.0 answers as the release that it is made from, id for id.
//!
//! `fixtures/later_layout.py` rewrites 30.1 into the later layout and lists the ids that change. Both releases are
//! asked the same; what may differ is in `differences.rs`, with the reason.

mod differences;
mod ids;
mod rows;

use std::ffi::OsString;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use crate::common::found::{Found, encoded, of_call, pick};
use crate::common::{BASE, Service, TestResult, is_marked, tell};
use differences::How;
use http::StatusCode;
use ids::Ids;
use onet_api::operation::Operation;
use onet_api::{operations, operations as op};
use serde_json::Value;
use tempfile::TempDir;
use tokio::runtime::{Builder, Runtime};

const FIXTURES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures");

/// The variable that names the folder with releases other than the one of most tests.
const OTHER_DIR: &str = "ONET_TEST_OTHER_DIR";

/// The variable that names a folder with tables that these releases are without.
const PARTIAL_DIR: &str = "ONET_TEST_PARTIAL_DIR";

/// Threads that ask at once.
const ASKERS: usize = 2;

/// Calls of one operation, of those that its whole release leads to.
const CALLS: usize = 40;

/// Activities of an occupation that related occupations are looked for by.
const FIRST: usize = 3;

/// The same release in both layouts.
struct Pair {
    earlier: Service,
    later: Service,
    ids: Ids,
}

/// What asking both came to.
#[derive(Default)]
struct Outcome {
    answers: usize,
    refusals: usize,
    problems: Vec<String>,
}

impl Outcome {
    fn add(&mut self, other: Self) {
        self.answers += other.answers;
        self.refusals += other.refusals;
        self.problems.extend(other.problems);
    }

    fn note(&mut self, call: &str, compared: TestResult<StatusCode>) {
        match compared {
            Ok(StatusCode::OK) => self.answers += 1,
            Ok(_) => self.refusals += 1,
            Err(problem) => self.problems.push(format!("{call}: {problem}")),
        }
    }
}

/// Runs a program of the fixtures; nothing, with a line on why, where there is no Python.
fn python(arguments: &[OsString]) -> TestResult<Option<String>> {
    // Without -B Python leaves files beside its programs.
    match Command::new("python3").arg("-B").args(arguments).output() {
        Ok(output) if output.status.success() => {
            Ok(Some(String::from_utf8_lossy(&output.stderr).into_owned()))
        }
        Ok(output) => Err(format!("python3: {}", String::from_utf8_lossy(&output.stderr)).into()),
        Err(failure) if failure.kind() == ErrorKind::NotFound => {
            tell("skipped: there is no python3");
            Ok(None)
        }
        Err(failure) => Err(failure.into()),
    }
}

/// The folders of 30.1 and of the tables that go with it; nothing, with a line on why, where they are not named.
fn folders() -> Option<Vec<PathBuf>> {
    let Some(other) = std::env::var_os(OTHER_DIR) else {
        tell(&format!("skipped: {OTHER_DIR} is not set"));
        return None;
    };
    let mut folders = vec![Path::new(&other).join("30.1-full")];
    match std::env::var_os(PARTIAL_DIR) {
        Some(partial) => folders.push(partial.into()),
        None => tell(&format!("without what {PARTIAL_DIR} names: it is not set")),
    }
    Some(folders)
}

impl Pair {
    /// 30.1 and its rewriting; nothing, with a line on why, where one cannot be had.
    fn load() -> TestResult<Option<Self>> {
        let Some(folders) = folders() else { return Ok(None) };
        let place = TempDir::new()?;
        let ids = place.path().join("ids.tsv");
        let mut arguments: Vec<OsString> = vec![format!("{FIXTURES}/later_layout.py").into()];
        arguments.extend(["--release", "31.0", "--edition", "text", "--out"].map(OsString::from));
        arguments.extend([place.path().into(), "--ids".into(), ids.clone().into()]);
        arguments.extend(folders.iter().map(OsString::from));
        let Some(printed) = python(&arguments)? else { return Ok(None) };
        tell(printed.trim_end());
        let earlier = Service::import_with(&folders[0], &folders[1..])?;
        let later = Service::import(&place.path().join("db_31_0_text"))?;
        Ok(Some(Self { earlier, later, ids: Ids::read(&ids)? }))
    }

    /// Asks both, and fails with the first difference that has no reason.
    async fn compare(&self, operation: &'static Operation, call: &str) -> TestResult<StatusCode> {
        let (earlier, later) = (self.earlier.get(call).await?, self.later.get(&self.ids.later(call)).await?);
        let status = earlier.status();
        let found = String::from_utf8_lossy(later.body()).replace("O*NET 31.0", "O*NET 30.1");
        if status != later.status() || is_marked(&earlier) != is_marked(&later) {
            return Err(format!("{status}, and in the later layout {}: {found}", later.status()).into());
        }
        let expected = self.ids.later(&String::from_utf8_lossy(earlier.body()));
        let (mut expected, mut found): (Value, Value) =
            (serde_json::from_str(&expected)?, serde_json::from_str(&found)?);
        for answer in [&mut expected, &mut found] {
            differences::level(operation, answer);
        }
        match difference("", &expected, &found) {
            None => Ok(status),
            Some(difference) => Err(difference.into()),
        }
    }

    /// All calls that are compared.
    async fn calls(&self) -> TestResult<Vec<String>> {
        let known = Found::of(&self.earlier).await?;
        let mut calls = Vec::new();
        for operation in operations::ALL {
            // Links of a service hold its base; ids in a query are written so that they can be found.
            let of_operation =
                known.calls(operation).into_iter().map(|call| call.replace("%2E", ".").replace(BASE, ""));
            let of_operation: Vec<String> = of_operation.collect();
            let picked = pick(&of_operation, CALLS);
            calls.extend(picked.into_iter().filter_map(|call| match differences::of(operation, &call) {
                Some(How::Elsewhere) => None,
                Some(How::AskedWith(query)) => Some(format!("{call}?{query}")),
                _ => Some(call),
            }));
        }
        for code in &known.occupations {
            calls.extend(self.related(code).await?);
        }
        calls.sort();
        calls.dedup();
        Ok(calls)
    }

    /// The activities of an occupation, and the occupations related by the first of them in all orders.
    async fn related(&self, code: &str) -> TestResult<Vec<String>> {
        let list = format!("/online/related_activities/activities/{code}");
        let response = self.earlier.get(&list).await?;
        let mut calls = vec![list];
        if response.status() == StatusCode::OK {
            let activities: Value = serde_json::from_slice(response.body())?;
            let ids =
                activities.as_array().into_iter().flatten().filter_map(|activity| activity["id"].as_str());
            let first: Vec<&str> = ids.take(FIRST).collect();
            let results = op::ONLINE_RELATED_ACTIVITIES_RESULTS.path.replace("{code}", code);
            let results = format!("{results}?activities={}&end=2000", first.join(","));
            calls.push(results.clone());
            // Not by job zone: two are one in the later layout.
            calls.extend(["shared", "similar", "title", "code"].map(|sort| format!("{results}&sort={sort}")));
        }
        Ok(calls)
    }

    /// Asks both all calls, several at once.
    fn compare_all(&self, calls: &[String]) -> TestResult<Outcome> {
        let next = AtomicUsize::new(0);
        let ask = || -> Result<Outcome, String> {
            let mut outcome = Outcome::default();
            runtime().map_err(|failure| failure.to_string())?.block_on(async {
                while let Some(call) = calls.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let compared = match of_call(call) {
                        Ok(operation) => self.compare(operation, call).await,
                        Err(problem) => Err(problem),
                    };
                    outcome.note(call, compared);
                }
            });
            Ok(outcome)
        };
        let outcomes: Vec<_> = thread::scope(|scope| {
            let askers: Vec<_> = (0..ASKERS).map(|_| scope.spawn(ask)).collect();
            askers.into_iter().map(|asker| asker.join().expect("an asker that does not panic")).collect()
        });
        let mut all = Outcome::default();
        for outcome in outcomes {
            all.add(outcome?);
        }
        Ok(all)
    }
}

fn runtime() -> TestResult<Runtime> {
    Ok(Builder::new_current_thread().enable_all().build()?)
}

/// The first place where two documents differ, and what each has there.
fn difference(place: &str, earlier: &Value, later: &Value) -> Option<String> {
    match (earlier, later) {
        _ if earlier == later => None,
        (Value::Object(left), Value::Object(right)) => left
            .keys()
            .chain(right.keys())
            .find_map(|name| difference(&format!("{place}/{name}"), &earlier[name], &later[name])),
        (Value::Array(left), Value::Array(right)) if left.len() == right.len() => left
            .iter()
            .zip(right)
            .enumerate()
            .find_map(|(number, (left, right))| difference(&format!("{place}/{number}"), left, right)),
        _ => Some(format!("{place}: {earlier}, and in the later layout {later}")),
    }
}

/// Zones 1 and 2 are one in the later layout, with the number 2: each occupation of both is in it.
async fn zones(pair: &Pair) -> TestResult<Vec<String>> {
    let mut problems = Vec::new();
    for list in ["/online/job_zones", "/mnm/job_preparation", "/veterans/job_preparation"] {
        let zone = |number: u8| format!("{list}/{number}?end=2000");
        let (one, two) = (codes(&pair.earlier, &zone(1)).await?, codes(&pair.earlier, &zone(2)).await?);
        let mut both = [one.clone(), two.clone()].concat();
        let mut merged = codes(&pair.later, &zone(2)).await?;
        both.sort_unstable();
        merged.sort_unstable();
        if both != merged || one.is_empty() || two.is_empty() {
            problems.push(format!(
                "{list}: {} and {} occupations, and in the later layout {}",
                one.len(),
                two.len(),
                merged.len()
            ));
        }
        let refused = pair.later.get(&zone(1)).await?;
        if refused.status() == StatusCode::OK && !codes(&pair.later, &zone(1)).await?.is_empty() {
            problems.push(format!("{list}/1 has occupations in the later layout"));
        }
    }
    let title = format!("/online/occupations/{}/details/job_zone", encoded("35-9021.00"));
    let zone: Value = serde_json::from_slice(pair.later.get(&title).await?.body())?;
    let named = zone["title"].as_str().is_some_and(|title| title.starts_with("Job Zone 1-2: "));
    if !named || zone["code"] != 2 {
        problems.push(format!("{title}: {zone}"));
    }
    Ok(problems)
}

/// The codes in a list of occupations or careers.
async fn codes(service: &Service, call: &str) -> TestResult<Vec<String>> {
    let response = service.get(call).await?;
    let body: Value = serde_json::from_slice(response.body())?;
    let items = body["occupation"].as_array().or(body["career"].as_array());
    let codes = items.into_iter().flatten().filter_map(|item| item["code"].as_str());
    Ok(codes.map(str::to_owned).collect())
}

#[test]
fn a_whole_release_in_the_later_layout_answers_as_the_one_it_is_made_from() -> TestResult {
    let Some(pair) = Pair::load()? else { return Ok(()) };
    assert_eq!(pair.earlier.source.label(), "O*NET 30.1");
    assert_eq!(pair.later.source.label(), "O*NET 31.0");
    let calls = runtime()?.block_on(pair.calls())?;
    let mut outcome = pair.compare_all(&calls)?;
    tell(&format!("{} answers and {} refusals are compared", outcome.answers, outcome.refusals));
    let (rows, problems) = runtime()?.block_on(rows::compare(&pair))?;
    tell(&format!("{rows} rows are compared"));
    outcome.problems.extend(problems);
    outcome.problems.extend(runtime()?.block_on(zones(&pair))?);
    let shown: Vec<&str> = outcome.problems.iter().map(String::as_str).take(60).collect();
    assert!(shown.is_empty(), "{} problems\n{}", outcome.problems.len(), shown.join("\n"));
    assert!(outcome.answers > 2_000, "{} answers", outcome.answers);
    assert!(rows > 5_000, "{rows} rows");
    Ok(())
}

#[test]
fn the_script_that_rewrites_a_release_passes_its_own_tests() -> TestResult {
    let arguments = ["-m", "unittest", "discover", "-s", FIXTURES, "-p", "test_later_layout.py"];
    if let Some(printed) = python(&arguments.map(OsString::from))? {
        assert!(printed.trim_end().ends_with("OK") && !printed.contains("Ran 0 tests"), "{printed}");
    }
    Ok(())
}
