//! Redirects.

use onet_download::{ErrorKind, REDIRECTS};

use crate::server::{Answer, Server, correct, files, run, zip};

#[tokio::test]
async fn redirects_are_followed_and_the_final_address_is_reported() {
    for status in ["301 Moved Permanently", "302 Found", "307 Temporary Redirect", "308 Permanent Redirect"] {
        let folder = tempfile::tempdir().expect("a folder");
        let server = Server::new(move |request, _| match request.path.as_str() {
            "/b/new.zip" => correct(request, &zip(5000), "\"a\""),
            _ => Answer::new(status, "location: /b/new.zip", b"moved"),
        });
        let file = run(folder.path(), &format!("{}/old.zip", server.base)).await.file();
        assert_eq!(file.path, folder.path().join("old.zip"), "{status}");
        assert_eq!(file.url, format!("{}/old.zip", server.base));
        assert_eq!(file.moved_to, Some(format!("{}/b/new.zip", server.base)));
    }
}

#[tokio::test]
async fn a_redirected_download_is_resumed() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = zip(300_000);
    let server = Server::new(move |request, number| match request.path.as_str() {
        "/new.zip" if number == 1 => correct(request, &file, "\"a\"").cut_at(200_000),
        "/new.zip" => correct(request, &file, "\"a\""),
        _ => Answer::new("302 Found", "location: /new.zip", b""),
    });
    let run = run(folder.path(), &format!("{}/old.zip", server.base)).await;
    assert_eq!(run.file().bytes, 300_000);
    assert_eq!(server.ranges(), [None, None, Some(200_000), Some(200_000)]);
}

#[tokio::test]
async fn a_redirect_loop_ends() {
    let folder = tempfile::tempdir().expect("a folder");
    let server = Server::new(|request, _| {
        let next = if request.path == "/a.zip" { "/b.zip" } else { "/a.zip" };
        Answer::new("302 Found", &format!("location: {next}"), b"")
    });
    let failure = run(folder.path(), &format!("{}/a.zip", server.base)).await.failure();
    assert_eq!(failure.kind(), ErrorKind::Redirect);
    assert!(failure.to_string().contains(&format!("more than {REDIRECTS} redirects")), "{failure}");
    assert_eq!(server.requests().len(), REDIRECTS + 1);
    assert!(files(folder.path()).is_empty());
}

#[tokio::test]
async fn a_redirect_to_another_scheme_is_not_followed() {
    let folder = tempfile::tempdir().expect("a folder");
    for location in ["ftp://127.0.0.1/a.zip", "file:///etc/passwd"] {
        let server = Server::new(move |_, _| Answer::new("302 Found", &format!("location: {location}"), b""));
        let failure = run(folder.path(), &format!("{}/a.zip", server.base)).await.failure();
        assert_eq!(failure.kind(), ErrorKind::Redirect, "{location}: {failure}");
    }
}

#[tokio::test]
async fn a_redirect_without_a_location_is_an_error() {
    let folder = tempfile::tempdir().expect("a folder");
    let server = Server::new(|_, _| Answer::new("301 Moved Permanently", "", b""));
    let failure = run(folder.path(), &format!("{}/a.zip", server.base)).await.failure();
    assert_eq!(failure.kind(), ErrorKind::Redirect);
    assert!(failure.to_string().contains("redirects without an http(s) address"), "{failure}");
}
