//! Successful downloads and the files in the folder.

use std::fs;

use onet_download::{Arrival, Content, Download, ErrorKind, Folder};

use crate::server::{Answer, Server, correct, files, run, run_as, zip};

#[tokio::test]
async fn a_download_yields_the_file_its_size_and_its_checksum() {
    let folder = tempfile::tempdir().expect("a folder");
    let server = Server::new(|request, _| correct(request, &zip(100_000), "\"a\""));
    let run = run(folder.path(), &format!("{}/db/db_29_3_text.zip", server.base)).await;
    assert_eq!(run.events, ["Started { from: 0, total: Some(100000) }"]);
    let file = run.file();
    assert_eq!(file.path, folder.path().join("db_29_3_text.zip"));
    assert_eq!((file.bytes, file.arrival, file.moved_to), (100_000, Arrival::Fresh, None));
    // Computed with sha256sum.
    assert_eq!(file.sha256, "aee0fb9149824fa1085af18f4284911a8d1f3f6ecc1ec53fc3dc16439e76947d");
    assert_eq!(fs::read(&file.path).expect("it is there"), zip(100_000));
    assert_eq!(files(folder.path()), ["db_29_3_text.zip", "db_29_3_text.zip.json"]);
    assert_eq!(server.requests()[0].header("accept-encoding"), None, "no compressed transfer is requested");
}

#[tokio::test]
async fn a_file_that_has_not_changed_is_not_downloaded_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let server = Server::new(|request, _| correct(request, &zip(5000), "\"a\""));
    let url = format!("{}/a.zip", server.base);
    let first = run(folder.path(), &url).await.file();
    let second = run(folder.path(), &url).await.file();
    assert_eq!(second.arrival, Arrival::Unchanged);
    assert_eq!((second.path, second.sha256, second.bytes), (first.path.clone(), first.sha256, 5000));
    assert_eq!(server.requests()[1].header("if-none-match"), Some("\"a\""));

    // A file that was changed on the disk is downloaded again.
    fs::write(&first.path, b"changed").expect("it can be written");
    let third = run(folder.path(), &url).await.file();
    assert_eq!(third.arrival, Arrival::Fresh);
    assert_eq!(server.requests()[2].header("if-none-match"), None);
    third.remove().expect("it can be removed");
    assert!(files(folder.path()).is_empty());
}

#[tokio::test]
async fn a_changed_file_replaces_the_earlier_one() {
    let folder = tempfile::tempdir().expect("a folder");
    let server = Server::new(|request, number| match number {
        0 => correct(request, &zip(5000), "\"a\""),
        1 => Answer::new("503 Service Unavailable", "retry-after: 3600", b""),
        _ => correct(request, &zip(6000), "\"b\""),
    });
    let url = format!("{}/a.zip", server.base);
    let path = run(folder.path(), &url).await.file().path;
    let busy = run(folder.path(), &url).await.failure();
    assert_eq!(busy.kind(), ErrorKind::Server);
    assert_eq!(fs::read(&path).expect("it stays"), zip(5000));
    assert_eq!(run(folder.path(), &url).await.file().bytes, 6000);
    assert_eq!(fs::read(&path).expect("it is there"), zip(6000));
}

#[tokio::test]
async fn a_file_of_unknown_length_is_downloaded_to_its_end() {
    let folder = tempfile::tempdir().expect("a folder");
    let server = Server::new(|_, _| Answer::unmeasured("200 OK", "", &zip(5000)));
    let run = run(folder.path(), &format!("{}/a.zip", server.base)).await;
    assert_eq!(run.events, ["Started { from: 0, total: None }"]);
    assert_eq!(run.file().bytes, 5000);
}

#[tokio::test]
async fn any_file_is_accepted_by_default() {
    let folder = tempfile::tempdir().expect("a folder");
    let server = Server::new(|_, _| Answer::new("200 OK", "content-type: text/html", b"<html></html>"));
    let run = run_as(folder.path(), &server.base, |download| download.content(Content::Any)).await;
    assert_eq!(run.file().path, folder.path().join("download"));
}

#[tokio::test]
async fn a_folder_is_locked_by_one_holder_at_a_time() {
    let folder = tempfile::tempdir().expect("a folder");
    let held = Folder::lock(folder.path()).expect("the folder is free");
    let busy = Folder::lock(folder.path()).expect_err("the folder is locked");
    assert_eq!(busy.kind(), ErrorKind::Busy);
    assert!(busy.to_string().contains("another download is running"), "{busy}");
    drop(held);
    Folder::lock(folder.path()).expect("the folder is free again");
}

#[tokio::test]
async fn messages_and_records_have_no_secrets_of_the_address() {
    let folder = tempfile::tempdir().expect("a folder");
    let server = Server::new(|request, number| match number {
        0 => Answer::new("404 Not Found", "", b""),
        1 => Answer::new("302 Found", "location: http://127.0.0.1:1/b.zip?token=secret", b""),
        _ => correct(request, &zip(5000), "\"a\""),
    });
    let authority = server.base.trim_start_matches("http://");
    let url = format!("http://me:secret@{authority}/a.zip?token=secret");
    assert!(!format!("{:?}", Download::new(&url)).contains("secret"));
    for kind in [ErrorKind::NotFound, ErrorKind::Connect] {
        let run = run(folder.path(), &url).await;
        let events = run.events.join(" ");
        let failure = run.failure();
        assert_eq!(failure.kind(), kind);
        let shown = format!("{events} {failure} {failure:?}");
        assert!(!shown.contains("secret") && shown.contains("/a.zip?…"), "{shown}");
    }
    let file = run(folder.path(), &url).await.file();
    assert_eq!(file.url, format!("http://{authority}/a.zip?…"));
    let record = fs::read_to_string(folder.path().join("a.zip.json")).expect("a record");
    assert!(!record.contains("secret"), "{record}");
    assert!(server.requests()[0].header("authorization").is_some_and(|given| given.starts_with("Basic ")));
    assert_eq!(server.requests()[0].path, "/a.zip?token=secret");
}
