//! Responses without a usable file.

use std::time::Duration;

use onet_download::{Download, ErrorKind};

use crate::server::{Answer, Server, correct, files, run, run_as, zip};

/// A response, the kind of the error, and a part of its message.
type Refused = (fn() -> Answer, ErrorKind, &'static str);

const REFUSED: &[Refused] = &[
    (|| Answer::new("404 Not Found", "", b"<html>"), ErrorKind::NotFound, "there is no file at http://127"),
    (|| Answer::new("410 Gone", "", b""), ErrorKind::NotFound, "status 410"),
    (|| Answer::new("401 Unauthorized", "", b""), ErrorKind::Refused, "(status 401)"),
    (|| Answer::new("403 Forbidden", "", b"<html>"), ErrorKind::Refused, "denies access to http://127"),
    (|| Answer::new("416 Range Not Satisfiable", "", b""), ErrorKind::UnexpectedStatus, "status 416"),
    (|| Answer::new("206 Partial Content", "", &zip(500)), ErrorKind::UnexpectedStatus, "status 206"),
    (|| Answer::unmeasured("304 Not Modified", "", b""), ErrorKind::UnexpectedStatus, "status 304"),
    (|| Answer::unmeasured("204 No Content", "", b""), ErrorKind::UnexpectedStatus, "status 204"),
    (
        || Answer::new("200 OK", "content-type: text/html", b"<!doctype html><title>Moved</title>"),
        ErrorKind::WebPage,
        "is a web page, not a zip file",
    ),
    (
        || Answer::new("200 OK", "content-type: application/zip", b"\n<html><body>Log in</body></html>"),
        ErrorKind::WebPage,
        "is a web page, not a zip file",
    ),
    (
        || Answer::new("200 OK", "content-type: application/json", b"{\"error\": \"gone\"}"),
        ErrorKind::NotZip,
        "is not a zip file but \"application/json\"",
    ),
    (|| Answer::new("200 OK", "", &[0x1f, 0x8b, 8, 0]), ErrorKind::NotZip, "is not a zip file"),
    (|| Answer::new("200 OK", "", b""), ErrorKind::NotZip, "is an empty file"),
];

#[tokio::test]
async fn a_response_without_a_zip_file_is_an_error_and_leaves_no_files() {
    for (answer, kind, message) in REFUSED {
        let folder = tempfile::tempdir().expect("a folder");
        let server = Server::new(move |_, _| answer());
        let failure = run(folder.path(), &format!("{}/a.zip", server.base)).await.failure();
        assert_eq!(failure.kind(), *kind, "{failure}");
        assert!(failure.to_string().contains(message), "{failure}");
        assert!(failure.to_string().contains("/a.zip"), "{failure}");
        assert_eq!(server.requests().len(), 1, "{failure}: it is not repeated");
        assert!(files(folder.path()).is_empty(), "{failure}");
    }
}

#[tokio::test]
async fn temporary_failures_are_repeated() {
    for status in ["500 Internal Server Error", "503 Service Unavailable", "429 Too Many Requests"] {
        let folder = tempfile::tempdir().expect("a folder");
        let server = Server::new(move |request, number| match number {
            0 | 1 => Answer::new(status, "retry-after: 0", b""),
            _ => correct(request, &zip(5000), "\"a\""),
        });
        let run = run(folder.path(), &format!("{}/a.zip", server.base)).await;
        assert_eq!(run.events.iter().filter(|event| event.contains("Retrying")).count(), 2, "{status}");
        assert_eq!(run.file().bytes, 5000);
    }
}

#[tokio::test]
async fn lasting_failures_end_in_an_error() {
    let folder = tempfile::tempdir().expect("a folder");
    let server = Server::new(|_, _| Answer::new("429 Too Many Requests", "", b""));
    let failure = run(folder.path(), &format!("{}/a.zip", server.base)).await.failure();
    assert_eq!(failure.kind(), ErrorKind::RateLimited);
    assert_eq!(server.requests().len(), 3);
}

#[tokio::test]
async fn a_refused_connection_fails_at_once() {
    let folder = tempfile::tempdir().expect("a folder");
    // A port that was free a moment ago.
    let gone = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port").local_addr();
    let url = format!("http://{}/a.zip", gone.expect("a local address"));
    let run = run_as(folder.path(), &url, |download| download.first_wait(Duration::from_secs(600))).await;
    let failure = run.failure();
    assert_eq!(failure.kind(), ErrorKind::Connect);
    assert!(failure.to_string().starts_with(&format!("no connection to {url}")), "{failure}");
    assert!(failure.hint().is_some_and(|hint| hint.contains("network")));
}

#[tokio::test]
async fn a_stalled_server_is_a_timeout() {
    for at in [0, 2000] {
        let folder = tempfile::tempdir().expect("a folder");
        let server = Server::new(move |request, _| {
            let answer = correct(request, &zip(5000), "\"a\"");
            answer.stalled_at(at)
        });
        let url = format!("{}/a.zip", server.base);
        let run = run_as(folder.path(), &url, |download| {
            download.idle_timeout(Duration::from_millis(200)).tries(1)
        });
        let failure = run.await.failure();
        assert_eq!(failure.kind(), ErrorKind::Timeout);
        assert!(failure.to_string().contains("for 0.2 seconds"), "{failure}");
    }
}

#[tokio::test]
async fn a_slow_server_is_no_timeout_while_bytes_arrive() {
    // Each piece arrives within the idle timeout, the complete file does not.
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
    let url = format!("http://{}/a.zip", listener.local_addr().expect("a local address"));
    std::thread::spawn(move || {
        use std::io::{Read as _, Write as _};
        let (mut stream, _) = listener.accept().expect("a client");
        let _ = stream.read(&mut [0; 4096]);
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n");
        for piece in zip(1000).chunks(100) {
            std::thread::sleep(Duration::from_millis(100));
            let _ = stream.write_all(piece);
        }
    });
    let folder = tempfile::tempdir().expect("a folder");
    let run =
        run_as(folder.path(), &url, |download| download.idle_timeout(Duration::from_millis(600)).tries(1));
    assert_eq!(run.await.file().bytes, 1000);
}

#[tokio::test]
async fn a_file_above_the_maximum_size_is_refused() {
    let announced: fn() -> Answer = || Answer::new("200 OK", "etag: \"a\"", &zip(5000));
    let unannounced: fn() -> Answer = || Answer::unmeasured("200 OK", "etag: \"a\"", &zip(5000));
    for answer in [announced, unannounced] {
        let folder = tempfile::tempdir().expect("a folder");
        let server = Server::new(move |_, _| answer());
        let url = format!("{}/a.zip", server.base);
        let failure = run_as(folder.path(), &url, |download| download.largest(4999)).await.failure();
        assert_eq!(failure.kind(), ErrorKind::TooLarge);
        assert!(failure.to_string().contains("limit of 4999 bytes"), "{failure}");
        assert!(files(folder.path()).is_empty());
        assert_eq!(run_as(folder.path(), &url, |download| download.largest(5000)).await.file().bytes, 5000);
    }
}

#[tokio::test]
async fn a_zip_file_without_its_last_record_is_incomplete() {
    let folder = tempfile::tempdir().expect("a folder");
    let server = Server::new(|_, _| Answer::unmeasured("200 OK", "etag: \"a\"", &zip(5000)).cut_at(3000));
    let failure = run(folder.path(), &format!("{}/a.zip", server.base)).await.failure();
    assert_eq!(failure.kind(), ErrorKind::NotZip);
    assert!(failure.to_string().contains("its end is missing"), "{failure}");
    assert!(files(folder.path()).is_empty());
}

#[tokio::test]
async fn a_range_beyond_the_announced_length_is_an_error() {
    let folder = tempfile::tempdir().expect("a folder");
    let server = Server::new(|request, number| match number {
        0 => correct(request, &zip(5000), "\"a\"").cut_at(3000),
        _ => {
            let headers = "content-range: bytes 3000-4999/5000\netag: \"a\"";
            Answer::new("206 Partial Content", headers, &zip(9000)[3000..])
        }
    });
    let failure = run(folder.path(), &format!("{}/a.zip", server.base)).await.failure();
    assert_eq!(failure.kind(), ErrorKind::WrongLength);
    assert!(files(folder.path()).is_empty());
}

#[test]
fn an_invalid_address_is_an_error_that_does_not_repeat_it() {
    let failure = Download::new("ftp://me:secret@example.org/a.zip").expect_err("it is not of http");
    assert_eq!(failure.kind(), ErrorKind::Address);
    assert!(!format!("{failure:?}").contains("secret"));
}
