//! Files that have moved.

use onet_download::{ErrorKind, REDIRECTS};

use crate::server::{Answer, Server, files, run, well, zip};

#[tokio::test]
async fn a_file_that_has_moved_is_found_and_the_address_it_came_from_is_known() {
    for status in ["301 Moved Permanently", "302 Found", "307 Temporary Redirect", "308 Permanent Redirect"] {
        let folder = tempfile::tempdir().expect("a folder");
        let server = Server::new(move |request, _| match request.path.as_str() {
            "/b/new.zip" => well(request, &zip(5000), "\"a\""),
            _ => Answer::new(status, "location: /b/new.zip", b"moved"),
        });
        let file = run(folder.path(), &format!("{}/old.zip", server.base)).await.file();
        assert_eq!(file.path, folder.path().join("old.zip"), "{status}");
        assert_eq!(file.url, format!("{}/old.zip", server.base));
        assert_eq!(file.moved_to, Some(format!("{}/b/new.zip", server.base)));
    }
}

#[tokio::test]
async fn what_moved_is_resumed_where_it_has_moved_to() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = zip(300_000);
    let server = Server::new(move |request, number| match request.path.as_str() {
        "/new.zip" if number == 1 => well(request, &file, "\"a\"").cut_at(200_000),
        "/new.zip" => well(request, &file, "\"a\""),
        _ => Answer::new("302 Found", "location: /new.zip", b""),
    });
    let run = run(folder.path(), &format!("{}/old.zip", server.base)).await;
    assert_eq!(run.file().bytes, 300_000);
    assert_eq!(server.ranges(), [None, None, Some(200_000), Some(200_000)]);
}

#[tokio::test]
async fn a_circle_of_redirects_ends() {
    let folder = tempfile::tempdir().expect("a folder");
    let server = Server::new(|request, _| {
        let next = if request.path == "/a.zip" { "/b.zip" } else { "/a.zip" };
        Answer::new("302 Found", &format!("location: {next}"), b"")
    });
    let failure = run(folder.path(), &format!("{}/a.zip", server.base)).await.failure();
    assert_eq!(failure.kind(), ErrorKind::Redirect);
    assert!(failure.to_string().contains(&format!("more than {REDIRECTS} times")), "{failure}");
    assert_eq!(server.asked().len(), REDIRECTS + 1);
    assert!(files(folder.path()).is_empty());
}

#[tokio::test]
async fn a_redirect_to_what_is_no_address_of_http_is_not_followed() {
    let folder = tempfile::tempdir().expect("a folder");
    for location in ["ftp://127.0.0.1/a.zip", "file:///etc/passwd"] {
        let server = Server::new(move |_, _| Answer::new("302 Found", &format!("location: {location}"), b""));
        let failure = run(folder.path(), &format!("{}/a.zip", server.base)).await.failure();
        assert_eq!(failure.kind(), ErrorKind::Redirect, "{location}: {failure}");
    }
}

#[tokio::test]
async fn a_redirect_to_nowhere_is_not_followed() {
    let folder = tempfile::tempdir().expect("a folder");
    let server = Server::new(|_, _| Answer::new("301 Moved Permanently", "", b""));
    let failure = run(folder.path(), &format!("{}/a.zip", server.base)).await.failure();
    assert_eq!(failure.kind(), ErrorKind::Redirect);
    assert!(failure.to_string().contains("has moved"), "{failure}");
}
