//! Interrupted downloads: resumed, or restarted where resuming is impossible.

use std::fs;
use std::time::Duration;

use onet_download::{Arrival, ErrorKind};

use crate::server::{Answer, Request, Server, correct, files, run, run_as, zip};

const HALF: usize = 200_000;
const WHOLE: usize = 400_000;

/// A run with one attempt, which is interrupted half-way and leaves a partial file.
async fn interrupted_run(folder: &std::path::Path, url: &str) {
    let run = run_as(folder, url, |download| download.tries(1)).await;
    assert_eq!(run.failure().kind(), ErrorKind::Interrupted);
    assert_eq!(files(folder), ["a.zip.json", "a.zip.part"]);
    assert_eq!(fs::metadata(folder.join("a.zip.part")).expect("it is there").len(), HALF as u64);
}

/// A server that interrupts its first response half-way and then answers as given.
fn interrupting(then: impl Fn(&Request) -> Answer + Send + Sync + 'static) -> Server {
    Server::new(move |request, number| match number {
        0 => correct(request, &zip(WHOLE), "\"a\"").cut_at(HALF),
        _ => then(request),
    })
}

#[tokio::test]
async fn an_interrupted_download_is_resumed_in_the_same_run() {
    let folder = tempfile::tempdir().expect("a folder");
    let server = interrupting(|request| correct(request, &zip(WHOLE), "\"a\""));
    let run = run(folder.path(), &format!("{}/a.zip", server.base)).await;
    assert!(run.events[1].contains("after 200000 of 400000 bytes"), "{:?}", run.events);
    assert_eq!(run.events[2], "Started { from: 200000, total: Some(400000) }");
    let file = run.file();
    assert_eq!(file.arrival, Arrival::Fresh);
    assert_eq!(fs::read(file.path).expect("it is there"), zip(WHOLE));
    assert_eq!(server.ranges(), [None, Some(HALF)]);
    assert_eq!(server.requests()[1].header("if-range"), Some("\"a\""));
}

#[tokio::test]
async fn an_interrupted_download_is_resumed_by_the_next_run() {
    let folder = tempfile::tempdir().expect("a folder");
    let server = interrupting(|request| correct(request, &zip(WHOLE), "\"a\""));
    let url = format!("{}/a.zip", server.base);
    interrupted_run(folder.path(), &url).await;
    let file = run(folder.path(), &url).await.file();
    assert_eq!(file.arrival, Arrival::Resumed { at: HALF as u64 });
    assert_eq!(fs::read(file.path).expect("it is there"), zip(WHOLE));
    assert_eq!(server.ranges(), [None, Some(HALF)]);
    assert_eq!(files(folder.path()), ["a.zip", "a.zip.json"]);
}

#[tokio::test]
async fn a_dropped_future_leaves_a_download_that_can_be_resumed() {
    let folder = tempfile::tempdir().expect("a folder");
    let server = Server::new(|request, number| match number {
        0 => correct(request, &zip(WHOLE), "\"a\"").stalled_at(HALF),
        _ => correct(request, &zip(WHOLE), "\"a\""),
    });
    let url = format!("{}/a.zip", server.base);
    let dropped = tokio::time::timeout(Duration::from_millis(500), run(folder.path(), &url)).await;
    assert!(dropped.is_err(), "the server stalls");
    assert_eq!(run(folder.path(), &url).await.file().arrival, Arrival::Resumed { at: HALF as u64 });
}

#[tokio::test]
async fn repeated_interruptions_end_in_success_while_there_is_progress() {
    let folder = tempfile::tempdir().expect("a folder");
    let server = Server::new(|request, _| correct(request, &zip(WHOLE), "\"a\"").cut_at(70_000));
    let file = run(folder.path(), &format!("{}/a.zip", server.base)).await.file();
    assert_eq!(fs::read(file.path).expect("it is there"), zip(WHOLE));
    assert_eq!(server.ranges().len(), 6, "more than the three attempts without progress");
}

#[tokio::test]
async fn a_server_that_never_sends_the_announced_length_is_an_error() {
    let folder = tempfile::tempdir().expect("a folder");
    // The last hundred bytes never arrive.
    let server = Server::new(|request, _| {
        let answer = correct(request, &zip(WHOLE), "\"a\"");
        answer.cut_at(WHOLE - 100 - request.from().unwrap_or(0))
    });
    let failure = run(folder.path(), &format!("{}/a.zip", server.base)).await.failure();
    assert_eq!(failure.kind(), ErrorKind::Interrupted);
    assert!(failure.to_string().contains("399900 of 400000 bytes"), "{failure}");
    assert_eq!(files(folder.path()), ["a.zip.json", "a.zip.part"]);
}

#[tokio::test]
async fn a_changed_file_is_downloaded_from_the_start() {
    let folder = tempfile::tempdir().expect("a folder");
    let server = interrupting(|request| correct(request, &zip(WHOLE + 1), "\"b\""));
    let run = run(folder.path(), &format!("{}/a.zip", server.base)).await;
    assert_eq!(run.events[2], "Restarted(Changed)");
    let file = run.file();
    assert_eq!(fs::read(file.path).expect("it is there"), zip(WHOLE + 1));
}

#[tokio::test]
async fn a_range_of_a_changed_file_is_not_appended() {
    // A server that ignores If-Range.
    let careless = |request: &Request, file: &[u8], etag: &str| match request.from() {
        Some(from) => {
            let headers = format!("content-range: bytes {from}-{0}/{1}\n{etag}", file.len() - 1, file.len());
            Answer::new("206 Partial Content", &headers, &file[from..])
        }
        None => Answer::new("200 OK", etag, file),
    };
    for (size, etag) in [(WHOLE, "etag: \"b\""), (WHOLE + 1, "")] {
        let folder = tempfile::tempdir().expect("a folder");
        let server = interrupting(move |request| careless(request, &zip(size), etag));
        let run = run(folder.path(), &format!("{}/a.zip", server.base)).await;
        assert_eq!(run.events[2], "Restarted(Changed)", "{etag}");
        assert_eq!(fs::read(run.file().path).expect("it is there"), zip(size));
        assert_eq!(server.ranges(), [None, Some(HALF), None]);
    }
}

#[tokio::test]
async fn a_server_without_ranges_sends_the_complete_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let server = interrupting(|_| Answer::new("200 OK", "etag: \"a\"", &zip(WHOLE)));
    let run = run(folder.path(), &format!("{}/a.zip", server.base)).await;
    assert_eq!(run.events[2], "Restarted(NoRanges)");
    assert_eq!(fs::read(run.file().path).expect("it is there"), zip(WHOLE));
}

#[tokio::test]
async fn a_refused_or_wrong_range_restarts_the_download() {
    let answers: [fn() -> Answer; 3] = [
        || Answer::new("416 Range Not Satisfiable", "content-range: bytes */1000", b""),
        || Answer::new("206 Partial Content", "content-range: bytes 5-9/400000\netag: \"a\"", b"wrong"),
        || Answer::new("206 Partial Content", "etag: \"a\"", b"wrong"),
    ];
    for answer in answers {
        let folder = tempfile::tempdir().expect("a folder");
        let server = interrupting(move |request| match request.from() {
            Some(_) => answer(),
            None => correct(request, &zip(WHOLE), "\"a\""),
        });
        let run = run(folder.path(), &format!("{}/a.zip", server.base)).await;
        assert_eq!(run.events[2], "Restarted(RangeRefused)");
        assert_eq!(fs::read(run.file().path).expect("it is there"), zip(WHOLE));
        assert_eq!(server.ranges(), [None, Some(HALF), None]);
    }
}

#[tokio::test]
async fn last_modified_is_the_validator_without_a_strong_entity_tag() {
    let folder = tempfile::tempdir().expect("a folder");
    const DATE: &str = "Tue, 12 May 2026 10:00:00 GMT";
    let server = Server::new(|request, number| match request.from() {
        Some(from) if request.header("if-range") == Some(DATE) => {
            let headers = format!("content-range: bytes {from}-{}/{WHOLE}", WHOLE - 1);
            Answer::new("206 Partial Content", &headers, &zip(WHOLE)[from..])
        }
        _ => {
            let cut = if number == 0 { HALF } else { WHOLE };
            let headers = format!("etag: W/\"a\"\nlast-modified: {DATE}");
            Answer::new("200 OK", &headers, &zip(WHOLE)).cut_at(cut)
        }
    });
    let file = run(folder.path(), &format!("{}/a.zip", server.base)).await.file();
    assert_eq!(fs::read(file.path).expect("it is there"), zip(WHOLE));
    assert_eq!(server.ranges(), [None, Some(HALF)]);
}

#[tokio::test]
async fn a_partial_file_without_validators_is_not_resumed() {
    let folder = tempfile::tempdir().expect("a folder");
    let server = Server::new(|_, number| {
        let cut = if number == 0 { HALF } else { WHOLE };
        Answer::new("200 OK", "", &zip(WHOLE)).cut_at(cut)
    });
    let url = format!("{}/a.zip", server.base);
    interrupted_run(folder.path(), &url).await;
    let run = run(folder.path(), &url).await;
    assert_eq!(run.events[0], "Restarted(NotResumable)");
    assert_eq!(run.file().arrival, Arrival::Fresh);
    assert_eq!(server.ranges(), [None, None]);
}

#[tokio::test]
async fn a_partial_file_of_another_address_is_not_resumed() {
    let folder = tempfile::tempdir().expect("a folder");
    let server = interrupting(|request| correct(request, &zip(WHOLE), "\"a\""));
    interrupted_run(folder.path(), &format!("{}/a.zip?of=one", server.base)).await;
    let run = run(folder.path(), &format!("{}/a.zip?of=other", server.base)).await;
    assert_eq!(run.events[0], "Restarted(NotResumable)");
    assert_eq!(fs::read(run.file().path).expect("it is there"), zip(WHOLE));
    assert_eq!(server.ranges(), [None, None]);
}

#[tokio::test]
async fn a_login_page_does_not_destroy_the_partial_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let server = Server::new(|request, number| match number {
        0 => correct(request, &zip(WHOLE), "\"a\"").cut_at(HALF),
        1 => Answer::new("200 OK", "content-type: text/html", b"<html>Please log in</html>"),
        _ => correct(request, &zip(WHOLE), "\"a\""),
    });
    let url = format!("{}/a.zip", server.base);
    interrupted_run(folder.path(), &url).await;
    assert_eq!(run(folder.path(), &url).await.failure().kind(), ErrorKind::WebPage);
    assert_eq!(run(folder.path(), &url).await.file().arrival, Arrival::Resumed { at: HALF as u64 });
}
