//! Two thousand connections from one address that are idle, send slowly, or do not read what they requested. Meanwhile a
//! caller at another address wants an answer.

use std::io::Write as _;
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use super::caller::{After, call, connect, request};
use super::server::{ImportedRelease, Server};
use super::{Length, Plan, Times};
use crate::report;

/// Connections in all, and the threads that hold them.
const CONNECTIONS: usize = 2_000;
const THREADS: usize = 8;

/// Megabytes that the server may use.
const MEMORY: u64 = 200;

/// The ways to be slow.
#[derive(Clone, Copy)]
enum Manner {
    Idle,
    SlowHead,
    SlowBody,
    NotReading,
}

const MANNERS: [Manner; 4] = [Manner::Idle, Manner::SlowHead, Manner::SlowBody, Manner::NotReading];

pub(super) fn run(plan: &Plan, release: Option<&ImportedRelease>, prompt: Duration) -> anyhow::Result<()> {
    report("slow callers: 2,000 connections from 127.0.0.2\n");
    let Some(release) = release else {
        report("  skipped: there is no release\n");
        return Ok(());
    };
    let server = Server::of_release(plan, release)?;
    let time = Duration::from_secs(if plan.length == Length::Long { 90 } else { 8 });
    let stop = AtomicBool::new(false);
    let (times, memory) = thread::scope(|scope| {
        for number in 0..THREADS {
            let (server, stop) = (&server, &stop);
            scope.spawn(move || hold(server.address(), number, stop));
        }
        let measured = measure(&server, time);
        stop.store(true, Ordering::Relaxed);
        measured
    });
    times.print("about, from 127.0.0.1");
    if let Some((all, own)) = memory {
        report(&format!("  memory of the server at most: {all} MB, {own} MB without mapped files\n"));
        anyhow::ensure!(all <= MEMORY, "the server uses {all} MB, more than {MEMORY} MB");
    }
    let longest = times.quantile(1.0);
    anyhow::ensure!(longest <= prompt, "an answer took {longest:?}, more than {prompt:?}");
    Ok(())
}

/// Holds a part of the connections, and opens those anew that the server closes.
fn hold(to: SocketAddr, thread: usize, stop: &AtomicBool) {
    let mut held: Vec<Option<TcpStream>> = (0..CONNECTIONS / THREADS).map(|_| None).collect();
    for round in 0.. {
        for (number, slot) in held.iter_mut().enumerate() {
            if stop.load(Ordering::Relaxed) {
                return;
            }
            let manner = MANNERS[number % MANNERS.len()];
            let goes_on = slot.as_mut().is_some_and(|stream| trickle(stream, manner));
            if !goes_on {
                *slot = open(to, manner, thread * 1_000_000 + round * 1_000 + number);
            }
        }
        thread::sleep(Duration::from_millis(200));
    }
}

/// Opens a connection and sends the start of what the manner sends.
fn open(to: SocketAddr, manner: Manner, number: usize) -> Option<TcpStream> {
    let mut stream = connect(to, Ipv4Addr::new(127, 0, 0, 2)).ok()?;
    let start: Vec<u8> = match manner {
        Manner::Idle => Vec::new(),
        Manner::SlowHead => b"GET /about HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ".to_vec(),
        Manner::SlowBody => {
            b"POST /ws/online/search HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 60000\r\n\
            Content-Type: application/x-www-form-urlencoded\r\n\r\nkeyword="
                .to_vec()
        }
        // Never the same, so that each answer is in memory for itself.
        Manner::NotReading => {
            let start = number % 50_000 + 1;
            let path = format!("/database/rows/skills?start={start}&end={}", start + 1_999);
            [request(&path, After::KeepAlive), request(&path, After::KeepAlive)].concat()
        }
    };
    stream.write_all(&start).ok()?;
    stream.set_nonblocking(true).ok()?;
    Some(stream)
}

/// Sends one more byte where the manner does; whether the connection is still open.
fn trickle(stream: &mut TcpStream, manner: Manner) -> bool {
    match manner {
        Manner::SlowHead | Manner::SlowBody => stream.write_all(b"x").is_ok(),
        // The server has closed the connection when a look at it finds its end or a reset.
        Manner::Idle | Manner::NotReading => match stream.peek(&mut [0]) {
            Ok(read) => read > 0,
            Err(failure) => failure.kind() == std::io::ErrorKind::WouldBlock,
        },
    }
}

/// The times of answers to a caller at another address, and the most memory that the server used.
fn measure(server: &Server, time: Duration) -> (Times, Option<(u64, u64)>) {
    let (mut times, mut memory, began) = (Times::default(), None, Instant::now());
    while began.elapsed() < time {
        let called = Instant::now();
        let answered = connect(server.address(), Ipv4Addr::LOCALHOST)
            .and_then(|mut stream| call(&mut stream, "/about", After::Close));
        match answered {
            Ok(answer) if answer.status == 200 => times.add(called.elapsed()),
            _ => times.add(Duration::MAX),
        }
        memory = memory.max(server.memory());
        thread::sleep(Duration::from_millis(20));
    }
    (times, memory)
}
