//! A hundred callers send queries that filter and sort by everything, wait for 0.2 s and leave. Meanwhile another caller
//! wants small answers.

use std::io::Write as _;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use super::caller::{After, call, connect, request};
use super::server::{ImportedRelease, Server};
use super::{Length, Plan, Times};
use crate::report;

const HOSTILE: usize = 100;

/// The time after which a hostile caller leaves.
const LEAVES: Duration = Duration::from_millis(200);

/// A fifth of the hostile callers wait for their answers, and learn that they are refused.
const WAITING: usize = 5;

/// The largest tables, and columns of text in them.
const TABLES: [(&str, &[&str]); 3] = [
    ("skills", &["title", "element_name", "scale_name"]),
    ("knowledge", &["title", "element_name", "scale_name"]),
    ("tasks_to_dwas", &["title", "task", "dwa_title"]),
];

pub(super) fn run(plan: &Plan, release: Option<&ImportedRelease>, prompt: Duration) -> anyhow::Result<()> {
    report("heavy queries: 100 callers at 127.0.0.2\n");
    let Some(release) = release else {
        report("  skipped: there is no release\n");
        return Ok(());
    };
    let server = Server::of_release(plan, release)?;
    let time = Duration::from_secs(if plan.length == Length::Long { 60 } else { 8 });
    let (stop, sent) = (AtomicBool::new(false), AtomicUsize::new(0));
    let [about, related] = thread::scope(|scope| {
        for number in 0..HOSTILE {
            let (server, stop, sent) = (&server, &stop, &sent);
            scope.spawn(move || attack(server.address(), number, stop, sent));
        }
        thread::sleep(Duration::from_millis(500));
        let measured = [
            scope.spawn(|| measure(server.address(), time, |_| "/about".to_owned())),
            scope.spawn(|| measure(server.address(), time, related_activities)),
        ]
        .map(|thread| thread.join().unwrap_or_default());
        stop.store(true, Ordering::Relaxed);
        measured
    });
    report(&format!("  {} hostile queries\n", sent.load(Ordering::Relaxed)));
    about.print("about");
    related.print("related activities, never the same");
    if let Some((all, own)) = server.memory() {
        report(&format!("  memory of the server: {all} MB, {own} MB without mapped files\n"));
    }
    for times in [about, related] {
        let p99 = times.quantile(0.99);
        anyhow::ensure!(p99 <= prompt, "the 99th percentile is {p99:?}, more than {prompt:?}");
    }
    Ok(())
}

/// Sends heavy queries until it is stopped.
fn attack(to: SocketAddr, number: usize, stop: &AtomicBool, sent: &AtomicUsize) {
    for round in 0.. {
        if stop.load(Ordering::Relaxed) {
            return;
        }
        let path = heavy(number, round);
        let Ok(mut stream) = connect(to, Ipv4Addr::new(127, 0, 0, 2)) else { continue };
        if number.is_multiple_of(WAITING) {
            let _ = call(&mut stream, &path, After::Close);
        } else if stream.write_all(&request(&path, After::Close)).is_ok() {
            thread::sleep(LEAVES);
        }
        sent.fetch_add(1, Ordering::Relaxed);
    }
}

/// A query with as many filters and sort keys as there may be, unlike any other.
fn heavy(number: usize, round: usize) -> String {
    let (table, columns) = TABLES[(number + round) % TABLES.len()];
    let mut parts: Vec<String> = (0..32)
        .map(|at| format!("filter={}.ncontains.zq{number}x{round}x{at}", columns[at % columns.len()]))
        .collect();
    parts.extend(columns.iter().cycle().take(7).map(|column| format!("sort={column}.descending")));
    format!("/database/rows/{table}?{}&start=10001&end=12000", parts.join("&"))
}

/// A call of the related activities search that no cache has.
fn related_activities(round: usize) -> String {
    format!(
        "/online/related_activities/results/29-1051.00?activities=4.A.2.a.2.I05.D04&start=1&end={}",
        5 + round
    )
}

/// The times of answers to calls one after another, each on a connection of its own.
fn measure(to: SocketAddr, time: Duration, path: fn(usize) -> String) -> Times {
    let (mut times, began) = (Times::default(), Instant::now());
    for round in 0.. {
        if began.elapsed() > time {
            break;
        }
        let called = Instant::now();
        let answered = connect(to, Ipv4Addr::LOCALHOST)
            .and_then(|mut stream| call(&mut stream, &path(round), After::Close));
        match answered {
            Ok(answer) if answer.status == 200 => times.add(called.elapsed()),
            // A call that fails counts as one that is never answered.
            _ => times.add(Duration::MAX),
        }
        thread::sleep(Duration::from_millis(5));
    }
    times
}
