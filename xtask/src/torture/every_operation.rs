//! Callers at 32 connections call every operation of 2.0 and paths of 1.x, with values that fit and values that do not. No
//! call may fail with a status from 500 up except 503, and the memory of the server must stay bounded.

use std::net::Ipv4Addr;
use std::sync::Mutex;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::Context as _;
use serde_json::Value;

use super::caller::{After, call, connect};
use super::dice::Dice;
use super::server::{ImportedRelease, Server};
use super::{Length, Plan, Times};
use crate::{report, repository};

const CONNECTIONS: u64 = 32;

/// Megabytes that the server may use.
const MEMORY: u64 = 400;

/// Values for the parameters in paths, by name. The first of each fits; most others do not.
const VALUES: &[(&str, &[&str])] = &[
    (
        "code",
        &[
            "29-1051.00",
            "15-1252.00",
            "11-1011.00",
            "43-0000",
            "080000",
            "10",
            "5",
            "29-9999.00",
            "29-1051",
            "x",
            "%F0%9F%90%88",
        ],
    ),
    ("id", &["1.A.1.a.1", "2.A.1.a", "2.C.1.a", "4.A.1.a.1", "4.C.1.a.1", "1.C.1.a", "9.Z", "%00"]),
    ("table_id", &["skills", "knowledge", "tasks_to_dwas", "nowhere", "sqlite_schema"]),
    ("title", &["Python", "Microsoft%20Excel", "C%23", "nothing%2Fat%2Fall"]),
    ("category_code", &["43232104", "43230000", "1"]),
    ("interest_code", &["I", "S", "Realistic", "Q"]),
    ("source", &["2010", "2019", "active", "1066"]),
    ("target", &["2019", "2010", "soc2018", "1066"]),
];

/// Queries, for every operation; most are refused by most.
const QUERIES: &[&str] = &[
    "",
    "?keyword=nurse",
    "?keyword=nurse&start=2&end=4",
    "?answers=111112222233333444445555512345111112222233333444445555512345",
    "?activities=4.A.2.a.2.I05.D04",
    "?tasks=8823",
    "?skills=2.A.1.b",
    "?filter=scale_id.eq.IM&sort=title.descending",
    "?start=0",
    "?end=99999999999999999999",
    "?keyword=%00%ff%fe",
    "?keyword=",
    "?start=1&start=2",
];

/// Paths of version 1.x.
const LEGACY: &[&str] = &[
    "/ws/online/search?keyword=nurse",
    "/ws/online/occupations/29-1051.00",
    "/ws/online/occupations/29-1051.00/details",
    "/ws/mnm/careers/29-1051.00/report",
    "/ws/database/rows/skills",
    "/v1.9/ws/about",
    "/ws/nowhere",
];

/// What the callers of a connection saw.
#[derive(Default)]
struct Seen {
    times: Times,
    /// Answers by the first digit of the status.
    classes: [u64; 6],
    failures: Vec<String>,
}

pub(super) fn run(plan: &Plan, release: Option<&ImportedRelease>) -> anyhow::Result<()> {
    let standard = if plan.length == Length::Long { 1_800 } else { 6 };
    let time = Duration::from_secs(plan.seconds.unwrap_or(standard));
    report(&format!("every operation: {CONNECTIONS} connections for {} s\n", time.as_secs()));
    let server = match release {
        Some(release) => Server::of_release(plan, release)?,
        None => Server::of_sample(plan)?,
    };
    let paths = paths()?;
    let (all, began) = (Mutex::new(Seen::default()), Instant::now());
    let mut memory = Vec::new();
    thread::scope(|scope| {
        for number in 0..CONNECTIONS {
            let (server, paths, all) = (&server, &paths, &all);
            let dice = Dice::new(plan.seed.wrapping_mul(CONNECTIONS) + number);
            scope.spawn(move || {
                let seen = calls(server, paths, dice, began + time);
                if let Ok(mut all) = all.lock() {
                    all.add(seen);
                }
            });
        }
        while began.elapsed() < time {
            memory.extend(server.memory());
            thread::sleep(Duration::from_millis(500));
        }
    });
    let seen = all.into_inner().unwrap_or_default();
    seen.times.print(&format!("{} operations and {} paths of 1.x", paths.len() - LEGACY.len(), LEGACY.len()));
    let [_, _, ok, _, refused, failed] = seen.classes;
    report(&format!("  {ok} with 2xx, {refused} with 4xx, {failed} with 5xx (503 alone is allowed)\n"));
    if let Some((most, own)) = memory.iter().max() {
        report(&format!("  memory of the server at most: {most} MB, {own} MB without mapped files\n"));
        anyhow::ensure!(*most <= MEMORY, "the server uses {most} MB, more than {MEMORY} MB");
    }
    anyhow::ensure!(seen.failures.is_empty(), "calls failed: {}", seen.failures.join("; "));
    anyhow::ensure!(ok > 0 && refused > 0, "no calls were made");
    Ok(())
}

/// The paths of all operations with their parameters in braces, and those of 1.x.
fn paths() -> anyhow::Result<Vec<String>> {
    let contract: Value = serde_json::from_str(&repository::read(&repository::contract())?)?;
    let operations = contract["paths"].as_object().context("the contract has no paths")?;
    Ok(operations.keys().cloned().chain(LEGACY.iter().map(|path| (*path).to_owned())).collect())
}

/// A path with values for its parameters, and a query.
fn filled(path: &str, dice: &mut Dice) -> String {
    let mut filled = path.to_owned();
    for (name, values) in VALUES {
        // Half of the values fit.
        let value = if dice.below(2) == 0 { values[0] } else { dice.of(values) };
        filled = filled.replace(&format!("{{{name}}}"), value);
    }
    if !path.contains('?') {
        filled.push_str(dice.of::<&str>(QUERIES));
    }
    filled
}

/// Calls one operation after another until the time is over.
fn calls(server: &Server, paths: &[String], mut dice: Dice, end: Instant) -> Seen {
    let mut seen = Seen::default();
    let mut open = None;
    while Instant::now() < end {
        let target = filled(dice.of::<String>(paths), &mut dice);
        let connected = open.take().map_or_else(|| connect(server.address(), Ipv4Addr::LOCALHOST), Ok);
        let called = Instant::now();
        let answered = connected.and_then(|mut stream| {
            let answer = call(&mut stream, &target, After::KeepAlive)?;
            Ok((stream, answer))
        });
        match answered {
            Ok((stream, answer)) => {
                seen.times.add(called.elapsed());
                seen.classes[usize::from(answer.status / 100).min(5)] += 1;
                if answer.status >= 500 && answer.status != 503 {
                    seen.failures.push(format!("{target}: {}", answer.status));
                }
                open = (!answer.closes).then_some(stream);
            }
            Err(failure) => seen.failures.push(format!("{target}: {failure}")),
        }
        if seen.failures.len() > 5 {
            break;
        }
    }
    seen
}

impl Seen {
    fn add(&mut self, other: Self) {
        self.times.0.extend(other.times.0);
        for (sum, count) in self.classes.iter_mut().zip(other.classes) {
            *sum += count;
        }
        self.failures.extend(other.failures);
    }
}
