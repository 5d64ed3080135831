//! The access log: a line for each answered request.

use std::io::{BufWriter, Write};
use std::net::IpAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::time::Duration;

use serde::Serialize;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

/// Lines that wait to be written. When the reader of the log stands still, further ones are dropped and counted.
const LONGEST_QUEUE: usize = 8192;

/// The form of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum LogFormat {
    /// Words for people: time, id, address, method, path, version, operation, status, milliseconds, bytes, name of the key.
    Text,
    /// A JSON object with the same members.
    Json,
}

/// A log of answered requests, which a thread of its own writes. Cheap to clone.
///
/// It has the path of a request without the query, since version 1.x has keys there, and the name of a key, never the key.
#[derive(Clone, Debug)]
pub struct AccessLog {
    format: LogFormat,
    lines: SyncSender<String>,
    lost: Arc<AtomicU64>,
}

/// An answered request.
#[derive(Debug, Serialize)]
pub(crate) struct Entry<'a> {
    pub(crate) time: String,
    pub(crate) request: &'a str,
    pub(crate) address: IpAddr,
    pub(crate) method: &'a str,
    pub(crate) path: &'a str,
    pub(crate) version: Option<&'a str>,
    pub(crate) operation: Option<&'a str>,
    pub(crate) status: u16,
    /// The time to the response.
    pub(crate) ms: f64,
    /// Bytes of the body that went to the connection.
    pub(crate) bytes: u64,
    pub(crate) key: Option<&'a str>,
}

impl AccessLog {
    /// Writes lines of this form to `output` until the last clone is gone.
    pub fn new(format: LogFormat, output: impl Write + Send + 'static) -> Self {
        let (lines, received) = sync_channel(LONGEST_QUEUE);
        let lost = Arc::new(AtomicU64::new(0));
        let missing = Arc::clone(&lost);
        std::thread::spawn(move || write_all(&received, output, &missing));
        Self { format, lines, lost }
    }

    pub(crate) fn write(&self, entry: &Entry<'_>) {
        let line = match self.format {
            LogFormat::Text => text(entry),
            LogFormat::Json => json(entry),
        };
        if self.lines.try_send(line).is_err() {
            self.lost.fetch_add(1, Ordering::Relaxed);
        }
    }
}

/// The time of an entry.
pub(crate) fn now() -> String {
    OffsetDateTime::now_utc().format(&Rfc3339).unwrap_or_default()
}

/// Milliseconds, to the microsecond.
pub(crate) fn milliseconds(time: Duration) -> f64 {
    (time.as_secs_f64() * 1e6).round() / 1e3
}

fn write_all(lines: &Receiver<String>, output: impl Write, lost: &AtomicU64) {
    let mut output = BufWriter::new(output);
    while let Ok(line) = lines.recv() {
        let mut written = output.write_all(line.as_bytes());
        while let Ok(line) = lines.try_recv() {
            written = written.and_then(|()| output.write_all(line.as_bytes()));
        }
        if let Err(failure) = written.and_then(|()| output.flush()) {
            tracing::error!(%failure, "the access log cannot be written; it ends here");
            return;
        }
        match lost.swap(0, Ordering::Relaxed) {
            0 => {}
            lost => tracing::warn!(lost, "the reader of the access log is too slow; lines are lost"),
        }
    }
}

fn text(entry: &Entry<'_>) -> String {
    let Entry { time, request, address, method, status, ms, bytes, .. } = entry;
    let (method, path) = (printable(method), printable(entry.path));
    let (version, operation) = (entry.version.unwrap_or("-"), entry.operation.unwrap_or("-"));
    let key = printable(entry.key.unwrap_or("-"));
    format!(
        "{time} {request} {address} {method} {path} {version} {operation} {status} {ms}ms {bytes}B {key}\n"
    )
}

fn json(entry: &Entry<'_>) -> String {
    // JSON leaves the control characters from U+007F to U+009F as they are; a terminal obeys some of them.
    let line = serde_json::to_string(entry).unwrap_or_default();
    let escaped = line.chars().map(|c| match c {
        '\u{7f}'..='\u{9f}' => format!("\\u{:04x}", u32::from(c)),
        c => c.to_string(),
    });
    escaped.chain(["\n".to_owned()]).collect()
}

/// A text without control characters and spaces, which would end a word or a line of the log.
fn printable(text: &str) -> String {
    let is_plain = |c: char| !c.is_control() && !c.is_whitespace();
    match text.chars().all(is_plain) {
        true => text.to_owned(),
        false => text
            .chars()
            .map(|c| if is_plain(c) { c.to_string() } else { c.escape_unicode().to_string() })
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry<'a>(path: &'a str, key: &'a str) -> Entry<'a> {
        Entry {
            time: "2026-11-27T22:00:00Z".to_owned(),
            request: "7-1",
            address: IpAddr::from([192, 0, 2, 1]),
            method: "GET",
            path,
            version: Some("v2"),
            operation: Some("about"),
            status: 200,
            ms: 0.25,
            bytes: 345,
            key: Some(key),
        }
    }

    #[test]
    fn a_line_has_all_members_in_both_forms() {
        let entry = entry("/about", "ada");
        assert_eq!(
            text(&entry),
            "2026-11-27T22:00:00Z 7-1 192.0.2.1 GET /about v2 about 200 0.25ms 345B ada\n"
        );
        let read: serde_json::Value = serde_json::from_str(&json(&entry)).expect("JSON");
        assert_eq!(
            (&read["operation"], &read["status"], &read["key"]),
            (&"about".into(), &200.into(), &"ada".into())
        );
    }

    #[test]
    fn a_caller_cannot_forge_a_line_or_reach_a_terminal() {
        let entry = entry("/a\u{1b}]0;title\u{7}\n2026 /b\u{9b}31m", "a b");
        for line in [text(&entry), json(&entry)] {
            assert_eq!(line.matches('\n').count(), 1, "{line:?}");
            assert!(!line.trim_end_matches('\n').chars().any(char::is_control), "{line:?}");
        }
        assert!(text(&entry).ends_with(" a\\u{20}b\n"));
    }
}
