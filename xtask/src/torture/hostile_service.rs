//! The service that the client calls answers garbage, half an answer, nothing, too much, or a way to another host. Each
//! command ends within its time with an exit code of its own, never crashes, and gives its key to nobody else.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use super::Plan;
use super::dice::Dice;
use super::machine::Machine;
use crate::report;

const KEY: &str = "torture-key-of-the-client";

/// The time limit of each command, and the time within which it must have ended.
const LIMIT: &str = "2";
const PATIENCE: Duration = Duration::from_secs(12);

const COMMANDS: &[&[&str]] = &[
    &["about"],
    &["search", "nurse"],
    &["api", "online/search", "-f", "keyword=nurse"],
    &["related-activities", "29-1051.00", "--activity", "4.A.2.a.2.I05.D04"],
];

/// Answers that end; `{other}` is the address of another host.
const ANSWERS: &[(&str, &[u8])] = &[
    ("nothing", b""),
    ("no HTTP", b"SSH-2.0-OpenSSH_9.6\r\n"),
    ("half a head", b"HTTP/1.1 200 OK\r\ncontent-type: appl"),
    ("half a body", b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 1000\r\n\r\n{\"a\": "),
    ("a long head", b"LONG-HEAD"),
    ("no JSON", b"HTTP/1.1 200 OK\r\ncontent-length: 4\r\nconnection: close\r\n\r\n\xff\xfe{]"),
    ("another type", b"HTTP/1.1 200 OK\r\ncontent-length: 13\r\nconnection: close\r\n\r\n<html></html>"),
    ("null", b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 4\r\nconnection: close\r\n\r\nnull"),
    ("deep JSON", b"DEEP"),
    ("a bomb", b"BOMB"),
    ("another length", b"HTTP/1.1 200 OK\r\ncontent-length: -5\r\nconnection: close\r\n\r\n{}"),
    ("a bad chunk", b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n{}\r\n"),
    ("to another host", b"HTTP/1.1 302 Found\r\nlocation: http://{other}/about\r\ncontent-length: 0\r\n\r\n"),
    ("in a circle", b"HTTP/1.1 302 Found\r\nlocation: /about\r\ncontent-length: 0\r\n\r\n"),
    ("503 for ever", b"HTTP/1.1 503 X\r\nretry-after: 99999999999\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"),
    ("429 for ever", b"HTTP/1.1 429 X\r\nretry-after: 0\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"),
    ("no such status", b"HTTP/1.1 999 X\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"),
    ("401 with colours", b"HTTP/1.1 401 X\r\ncontent-length: 22\r\nconnection: close\r\n\r\n{\"error\":\"\x1b[31mred\x07\"}\n"),
    ("silence", b"SILENCE"),
    ("a body without an end", b"ENDLESS"),
];

pub(super) fn run(plan: &Plan) -> anyhow::Result<()> {
    let random = plan.pick(5, 200);
    report(&format!("hostile service: {} kinds of answers, {random} random ones\n", ANSWERS.len()));
    let machine = Machine::new(plan)?;
    let (other, gifts) = other_host()?;
    let mut dice = Dice::new(plan.seed);
    let mut codes = [0_u32; 8];
    let mut longest = Duration::ZERO;
    let answers = ANSWERS.iter().map(|(name, answer)| ((*name).to_owned(), prepared(answer, other)));
    let made_up: Vec<_> =
        (0..random).map(|number| (format!("random {number}"), garbage(&mut dice))).collect();
    for (number, (name, answer)) in answers.chain(made_up).enumerate() {
        let service = serve(answer)?;
        let base = format!("http://{service}/");
        let command = COMMANDS[number % COMMANDS.len()];
        let began = Instant::now();
        let run = machine
            .command()
            .env("ONET_API_KEY", KEY)
            .args(["--base-url", &base, "--timeout", LIMIT])
            .args(command)
            .output()?;
        let run = super::machine::Run::of(run);
        let took = began.elapsed();
        let what = format!("{name}: onet {}", command.join(" "));
        run.ensure_no_crash(&what)?;
        anyhow::ensure!(took < PATIENCE, "{what}: it took {took:?}");
        anyhow::ensure!(matches!(run.code, Some(0..=7)), "{what}: {:?} {}", run.code, run.stderr);
        let raw =
            run.stdout.chars().chain(run.stderr.chars()).any(|c| c.is_control() && !matches!(c, '\n' | '\t'));
        anyhow::ensure!(!raw, "{what}: control characters in {:?}{:?}", run.stdout, run.stderr);
        anyhow::ensure!(!run.stderr.contains(KEY) && !run.stdout.contains(KEY), "{what}: the key is printed");
        codes[run.code.unwrap_or(7) as usize] += 1;
        longest = longest.max(took);
    }
    let gifts = gifts.lock().map(|gifts| gifts.clone()).unwrap_or_default();
    anyhow::ensure!(!gifts.iter().any(|head| head.contains(KEY)), "another host got the key: {gifts:?}");
    report(&format!(
        "  exit codes 0 to 7: {codes:?}, longest {:.1} s, no key to another host\n",
        longest.as_secs_f64()
    ));
    Ok(())
}

/// How a service answers.
#[derive(Clone)]
enum Manner {
    Bytes(Vec<u8>),
    Silence,
    Endless,
}

fn prepared(answer: &[u8], other: SocketAddr) -> Manner {
    let ok = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nconnection: close\r\n";
    match answer {
        b"SILENCE" => Manner::Silence,
        b"ENDLESS" => Manner::Endless,
        b"LONG-HEAD" => Manner::Bytes([&ok[..], b"x: ", &vec![b'a'; 4 << 20], b"\r\n\r\n{}"].concat()),
        b"DEEP" => Manner::Bytes([&ok[..], b"\r\n", &vec![b'['; 1 << 20]].concat()),
        // Zeros that a gzip stream of a few bytes repeats.
        b"BOMB" => {
            Manner::Bytes([&ok[..], b"content-encoding: gzip\r\n\r\n", GZIP_HEAD, &vec![0; 1 << 16]].concat())
        }
        _ => {
            let text = String::from_utf8_lossy(answer);
            match text.contains("{other}") {
                true => Manner::Bytes(text.replace("{other}", &other.to_string()).into_bytes()),
                false => Manner::Bytes(answer.to_vec()),
            }
        }
    }
}

const GZIP_HEAD: &[u8] = &[0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3];

/// A head and a body of random bytes.
fn garbage(dice: &mut Dice) -> Manner {
    let pieces: [&[u8]; 12] = [
        b"HTTP/1.1 200 OK\r\n",
        b"HTTP/1.1 422 X\r\n",
        b"content-length: 9\r\n",
        b"content-encoding: gzip\r\n",
        b"\r\n\r\n",
        b"\r\n",
        b"{\"error\":\"x\"}",
        b"{\"start\":1,\"end\":0}",
        b"[[[[",
        b"\xff\xfe\x00",
        b"transfer-encoding: chunked\r\n",
        b"7fffffffffffffff\r\n",
    ];
    let mut bytes = if dice.below(4) > 0 { pieces[0].to_vec() } else { Vec::new() };
    for _ in 0..dice.below(12) {
        bytes.extend_from_slice(dice.of::<&[u8]>(&pieces));
    }
    Manner::Bytes(bytes)
}

/// A service that answers every request in this manner. It ends with this process.
fn serve(manner: Manner) -> anyhow::Result<SocketAddr> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let address = listener.local_addr()?;
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let manner = manner.clone();
            thread::spawn(move || answer(stream, &manner));
        }
    });
    Ok(address)
}

fn answer(mut stream: TcpStream, manner: &Manner) {
    // The service sends whatever the caller does: its errors are part of the attack.
    let _ = head(&mut stream);
    match manner {
        Manner::Bytes(bytes) => drop(stream.write_all(bytes)),
        Manner::Silence => thread::sleep(PATIENCE),
        Manner::Endless => {
            let head = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nconnection: close\r\n\r\n[";
            let sent = AtomicUsize::new(0);
            let mut goes_on = stream.write_all(head).is_ok();
            while goes_on && sent.fetch_add(1, Ordering::Relaxed) < 1 << 15 {
                goes_on = stream.write_all(&[b' '; 1 << 14]).is_ok();
            }
        }
    }
}

/// Reads the head of a request.
fn head(stream: &mut TcpStream) -> std::io::Result<String> {
    let (mut head, mut byte) = (Vec::new(), [0]);
    while !head.ends_with(b"\r\n\r\n") && stream.read(&mut byte)? == 1 {
        head.push(byte[0]);
    }
    Ok(String::from_utf8_lossy(&head).into_owned())
}

/// Another host, and the heads of the requests that it got.
fn other_host() -> anyhow::Result<(SocketAddr, Arc<Mutex<Vec<String>>>)> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let (address, gifts) = (listener.local_addr()?, Arc::new(Mutex::new(Vec::new())));
    let seen = Arc::clone(&gifts);
    thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            if let (Ok(head), Ok(mut seen)) = (head(&mut stream), seen.lock()) {
                seen.push(head);
            }
        }
    });
    Ok((address, gifts))
}
