//! The server gets the signal to terminate under the load of 16 callers. A request is lost when its connection was
//! established and no answer came.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use super::caller::{After, call, connect};
use super::server::Server;
use super::{Length, Plan};
use crate::report;

const CALLERS: usize = 16;

/// The time of load before the signal.
const LOAD: Duration = Duration::from_millis(300);

/// The time within which the server must end.
const END: Duration = Duration::from_secs(10);

/// What one caller is like. Callers alternate.
#[derive(Clone, Copy, Debug)]
enum Manner {
    /// A connection for each request.
    Fresh,
    /// One connection as long as the server leaves it open.
    KeepAlive,
}

#[derive(Default)]
struct Count {
    answered: AtomicUsize,
    lost: Mutex<Vec<String>>,
}

pub(super) fn run(plan: &Plan) -> anyhow::Result<()> {
    let rounds = if plan.length == Length::Long { 20 } else { 5 };
    report(&format!("shutdown: {rounds} times under {CALLERS} callers\n"));
    let (count, mut longest) = (Count::default(), Duration::ZERO);
    for _ in 0..rounds {
        let mut server = Server::of_sample(plan)?;
        let address = server.address();
        let took = thread::scope(|scope| -> anyhow::Result<Duration> {
            for number in 0..CALLERS {
                let manner = if number % 2 == 0 { Manner::Fresh } else { Manner::KeepAlive };
                let count = &count;
                scope.spawn(move || load(address, manner, count));
            }
            thread::sleep(LOAD);
            let signalled = Instant::now();
            server.terminate()?;
            let status = server.end(END)?;
            anyhow::ensure!(status.success(), "the server ended with {status}");
            Ok(signalled.elapsed())
        })?;
        longest = longest.max(took);
    }
    let lost = count.lost.into_inner().unwrap_or_default();
    report(&format!(
        "  {} answered, {} lost, at most {:.1} s from the signal to the end\n",
        count.answered.into_inner(),
        lost.len(),
        longest.as_secs_f64()
    ));
    anyhow::ensure!(lost.is_empty(), "requests were lost: {}", lost.join("; "));
    Ok(())
}

/// Calls until nobody listens.
fn load(to: SocketAddr, manner: Manner, count: &Count) {
    loop {
        // Refused, or reset before it was established: the server never had it.
        let Ok(mut stream) = connect(to, Ipv4Addr::LOCALHOST) else { return };
        let after = match manner {
            Manner::Fresh => After::Close,
            Manner::KeepAlive => After::KeepAlive,
        };
        for request in 0.. {
            match call(&mut stream, "/online/search?keyword=nurse", after) {
                Ok(answer) if answer.status == 200 => {
                    count.answered.fetch_add(1, Ordering::Relaxed);
                    if answer.closes || after == After::Close {
                        break;
                    }
                }
                Ok(answer) => return count.lose(format!("{manner:?}: status {}", answer.status)),
                Err(failure) => return count.lose(describe(manner, request, &failure)),
            }
        }
    }
}

fn describe(manner: Manner, request: usize, failure: &io::Error) -> String {
    format!("{manner:?}, request {request} of its connection: {failure}")
}

impl Count {
    fn lose(&self, what: String) {
        if let Ok(mut lost) = self.lost.lock() {
            lost.push(what);
        }
    }
}
