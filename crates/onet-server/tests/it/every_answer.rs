//! Every answer of every operation, over the sample and over a whole release with what goes with it: a success or a
//! refusal as the contract has them, in pages that make up the list, in the orders it can be asked for.
//!
//! No operation is left out: what a source does not hold must be refused as such.

mod asker;
mod orders;
mod paging;
mod refusals;
mod rows;

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use crate::common::examples::values;
use crate::common::found::{Found, is_answered};
use crate::common::{Service, TestResult, tell};
use asker::{Asker, Checked, with};
use http::StatusCode;
use onet_api::operation::{Location, ParameterType};
use onet_api::operations;
use onet_server::{Coverage, Source};
use tokio::runtime::{Builder, Runtime};

/// Threads that ask at once.
const ASKERS: usize = 2;

/// Lists of an operation that are read page by page, and in all orders.
const LISTS: usize = 2;

/// Calls of an operation that a source does not hold.
const ABSENT: usize = 3;

/// Lists of about this length are read first: they have pages, and do not take long.
const HANDY: i64 = 40;

/// Parameters that other checks try.
const TRIED_ELSEWHERE: [&str; 4] = ["start", "end", "sort", "filter"];

/// What asking came to.
#[derive(Default)]
struct Outcome {
    /// The number of answers by operation.
    answers: BTreeMap<&'static str, usize>,
    refusals: usize,
    /// The operations that are not in the source.
    absent: Vec<&'static str>,
    problems: Vec<String>,
}

impl Outcome {
    fn add(&mut self, other: Self) {
        for (operation, answers) in other.answers {
            *self.answers.entry(operation).or_default() += answers;
        }
        self.refusals += other.refusals;
        self.absent.extend(other.absent);
        self.problems.extend(other.problems);
    }

    fn note(&mut self, checked: Checked) {
        self.problems.extend(checked.err());
    }

    fn total(&self) -> usize {
        self.answers.values().sum()
    }

    /// Prints a summary, and fails on any problem or skipped operation.
    fn judge(mut self) -> Self {
        self.absent.sort_unstable();
        let (answered, absent) = (self.answers.len(), self.absent.len());
        let skipped = operations::ALL.len() - answered - absent;
        tell(&format!(
            "{answered} operations answered, {} answers, {} refusals, {absent} not in this source, {skipped} skipped",
            self.total(),
            self.refusals
        ));
        tell(&format!("not in this source: {}", self.absent.join(" ")));
        let shown: Vec<&str> = self.problems.iter().map(String::as_str).take(60).collect();
        assert!(shown.is_empty(), "{} problems\n{}", self.problems.len(), shown.join("\n"));
        assert_eq!(skipped, 0, "some operations were skipped");
        self
    }
}

#[test]
fn every_answer_over_the_sample_follows_the_contract() -> TestResult {
    let outcome = examine(&Service::sample()?)?.judge();
    assert!(outcome.answers.len() >= 75, "{} operations are answered", outcome.answers.len());
    assert!(outcome.total() >= 1_500, "{} answers", outcome.total());
    Ok(())
}

#[test]
fn every_answer_over_a_whole_release_follows_the_contract() -> TestResult {
    let Some(service) = Service::whole_release_and_supplements()? else { return Ok(()) };
    let outcome = examine(&service)?.judge();
    assert!(outcome.answers.len() >= 100, "{} operations are answered", outcome.answers.len());
    assert!(outcome.total() >= 4_000, "{} answers", outcome.total());
    Ok(())
}

fn runtime() -> TestResult<Runtime> {
    Ok(Builder::new_current_thread().enable_all().build()?)
}

fn examine(service: &Service) -> TestResult<Outcome> {
    let found = runtime()?.block_on(Found::of(service))?;
    let kinds: Vec<String> = found.kinds.iter().map(|(kind, count)| format!("{count} {kind}")).collect();
    tell(&format!(
        "{}: {} occupations asked about; in the source are {}",
        service.source.label(),
        found.occupations.len(),
        kinds.join(", ")
    ));
    if !service.source.release().is_sample() {
        assert!(found.occupations.len() >= 50, "{} occupations", found.occupations.len());
        assert!(
            found.kinds.iter().all(|(_, count)| *count > 0),
            "a kind of occupation is missing: {kinds:?}"
        );
    }
    let rows: Vec<(Coverage, bool)> = onet_server::coverage()
        .into_iter()
        .map(|row| {
            let is_answered = is_answered(&row, service);
            (row, is_answered)
        })
        .collect();
    let next = AtomicUsize::new(0);
    let outcomes: Vec<Result<Outcome, String>> = thread::scope(|scope| {
        let askers: Vec<_> = (0..ASKERS)
            .map(|_| {
                let source = service.source.clone();
                scope.spawn(|| ask_all(source, &found, &rows, &next).map_err(|problem| problem.to_string()))
            })
            .collect();
        askers.into_iter().map(|asker| asker.join().expect("an asker that does not panic")).collect()
    });
    let mut all = Outcome::default();
    for outcome in outcomes {
        all.add(outcome?);
    }
    Ok(all)
}

/// Asks one operation after the other, whichever is next.
fn ask_all(
    source: Source,
    found: &Found,
    rows: &[(Coverage, bool)],
    next: &AtomicUsize,
) -> TestResult<Outcome> {
    let mut asker = Asker::new(source)?;
    let mut outcome = Outcome::default();
    runtime()?.block_on(async {
        while let Some((row, is_answered)) = rows.get(next.fetch_add(1, Ordering::Relaxed)) {
            match *is_answered {
                true => ask_about(&mut asker, found, row, &mut outcome).await,
                false => {
                    outcome.absent.push(row.operation.id);
                    for call in found.calls(row.operation).iter().take(ABSENT) {
                        outcome.note(asker.absent(row.operation, call).await);
                    }
                }
            }
        }
    });
    outcome.answers = asker.answers;
    outcome.refusals = asker.refusals;
    Ok(outcome)
}

/// All that is asked of an operation that the source answers.
async fn ask_about(asker: &mut Asker, found: &Found, row: &Coverage, outcome: &mut Outcome) {
    let operation = row.operation;
    // The calls that are answered, with the length of the list.
    let mut good: Vec<(i64, String)> = Vec::new();
    for call in found.calls(operation) {
        match first_answer(asker, row, &call).await {
            Ok(Some(total)) => good.push((total, call)),
            Ok(None) => {}
            Err(problem) => outcome.problems.push(problem),
        }
    }
    good.sort_by_key(|(total, call)| ((total - HANDY).abs(), call.clone()));
    let Some((_, call)) = good.first() else {
        outcome.problems.push(format!("{} is answered by its row, and no call was", operation.id));
        return;
    };
    outcome.note(optional_parameters(asker, row, call).await);
    outcome.note(refusals::check(asker, operation, call).await);
    if let Some(items) = operation.items() {
        for (_, call) in good.iter().take(LISTS) {
            outcome.note(paging::check(asker, operation, items, call).await);
            outcome.note(orders::check(asker, operation, items, call).await);
        }
    }
    if operation.id == operations::DATABASE_ROWS.id {
        for table in good.iter().filter_map(|(_, call)| call.rsplit('/').next()) {
            outcome.note(rows::check(asker, table).await);
        }
    }
}

/// The length of the list that a call is answered with, 0 where it is none; none where it is refused with reason.
async fn first_answer(asker: &mut Asker, row: &Coverage, call: &str) -> Checked<Option<i64>> {
    let reply = asker.ask(row.operation, call).await?;
    let is_answered = reply.status == StatusCode::OK;
    asker.listed_as_answered(call, is_answered).await?;
    if !is_answered {
        asker.refused_with_reason(row, call, &reply).await?;
        return Ok(None);
    }
    Ok(Some(reply.body["total"].as_i64().unwrap_or(0)))
}

/// Each value of each parameter that may be left out is taken.
async fn optional_parameters(asker: &mut Asker, row: &Coverage, call: &str) -> Checked {
    let optional = row.operation.parameters.iter().filter(|parameter| {
        let is_tried = TRIED_ELSEWHERE.contains(&parameter.name);
        parameter.location == Location::Query && !parameter.required && !is_tried
    });
    for parameter in optional {
        let values = match parameter.kind {
            ParameterType::Integer { minimum: Some(least), maximum: Some(most) } => {
                (least..=most).map(|number| number.to_string()).collect()
            }
            kind => values(kind),
        };
        for value in values {
            asker.answer(row.operation, &with(call, &[(parameter.name, &value)])).await?;
        }
    }
    Ok(())
}
