//! `onet db pull` from a local server.

// Skipped tests print the reason.
#![allow(clippy::print_stderr)]

use std::fs;
use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::common::{EXAMPLE, Machine, copy_of_sample};

/// What the server does after the response.
#[derive(Clone, Copy, PartialEq)]
enum Then {
    Closes,
    Stalls,
}

/// A running server. Its answer depends on the path, the first requested byte and the number of the request.
struct Server {
    base: String,
    /// The path and the first requested byte of each request.
    requests: Arc<Mutex<Vec<(String, usize)>>>,
}

impl Server {
    fn new(answer: impl Fn(&str, usize, usize) -> (Vec<u8>, Then) + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let base = format!("http://{}", listener.local_addr().expect("a local address"));
        let requests = Arc::new(Mutex::new(Vec::new()));
        let (seen, answer) = (Arc::clone(&requests), Arc::new(answer));
        thread::spawn(move || {
            for mut stream in listener.incoming().flatten() {
                let (seen, answer) = (Arc::clone(&seen), Arc::clone(&answer));
                thread::spawn(move || {
                    let Some((path, from)) = read_request(&mut stream) else { return };
                    let number = {
                        let mut seen = seen.lock().expect("no thread has panicked with it");
                        seen.push((path.clone(), from));
                        seen.len() - 1
                    };
                    let (bytes, then) = answer(&path, from, number);
                    // Some tests close the connection early.
                    let _ = stream.write_all(&bytes);
                    if then == Then::Stalls {
                        let _ = stream.set_read_timeout(Some(Duration::from_secs(20)));
                        let _ = stream.read(&mut [0]);
                    }
                });
            }
        });
        Self { base, requests }
    }

    /// A server with one file at every path.
    fn of(file: Vec<u8>) -> Self {
        Self::new(move |_, from, _| (ranged(&file, from), Then::Closes))
    }

    /// A server with one response to every request.
    fn always(answer: &str) -> Self {
        let answer = answer.replace('\n', "\r\n").into_bytes();
        Self::new(move |_, _, _| (answer.clone(), Then::Closes))
    }

    fn requests(&self) -> Vec<(String, usize)> {
        self.requests.lock().expect("no thread has panicked with it").clone()
    }
}

/// Reads a request: its path and the first requested byte.
fn read_request(stream: &mut TcpStream) -> Option<(String, usize)> {
    let mut head = Vec::new();
    let mut buffer = [0; 1024];
    while !head.ends_with(b"\r\n\r\n") {
        let read = stream.read(&mut buffer).ok().filter(|read| *read > 0)?;
        head.extend_from_slice(&buffer[..read]);
    }
    let head = String::from_utf8(head).ok()?.to_ascii_lowercase();
    let range = head.lines().find_map(|line| line.strip_prefix("range: bytes="));
    let from = range.and_then(|range| range.trim_end_matches('-').parse().ok()).unwrap_or(0);
    Some((head.split(' ').nth(1)?.to_owned(), from))
}

/// The response of a correct server with this file.
fn ranged(file: &[u8], from: usize) -> Vec<u8> {
    let (rest, whole) = (&file[from..], file.len());
    let status = match from {
        0 => "200 OK".to_owned(),
        _ => format!("206 Partial Content\r\ncontent-range: bytes {from}-{}/{whole}", whole - 1),
    };
    let head = format!(
        "HTTP/1.1 {status}\r\netag: \"a\"\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
        rest.len()
    );
    [head.as_bytes(), rest].concat()
}

/// A zip file with the files of a folder, in a folder inside.
fn zipped(folder: &Path, inside: &str) -> Vec<u8> {
    let mut zip = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for entry in folder.read_dir().expect("the folder is there").flatten() {
        let name = format!("{inside}/{}", entry.file_name().to_string_lossy());
        zip.start_file(name, SimpleFileOptions::default()).expect("a file can be added");
        zip.write_all(&fs::read(entry.path()).expect("it can be read")).expect("it can be added");
    }
    zip.finish().expect("a zip file").into_inner()
}

/// The built-in sample as a zip file, after a change of its files.
fn sample(change: impl FnOnce(&Path)) -> Vec<u8> {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    copy_of_sample(folder.path());
    change(folder.path());
    zipped(folder.path(), "db_29_3_text")
}

/// The files in the download folder.
fn downloads(machine: &Machine) -> Vec<String> {
    let entries = machine.home().join("downloads").read_dir().into_iter().flatten().flatten();
    let mut names: Vec<_> = entries
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .filter(|name| name != ".lock")
        .collect();
    names.sort();
    names
}

#[test]
fn a_pulled_release_is_imported_and_its_origin_recorded() {
    let file = sample(|_| ());
    let bytes = file.len();
    let (machine, server) = (Machine::new(), Server::of(file));
    let url = format!("{}/dl_files/db_29_3_text.zip", server.base);
    let run = machine.onet(&["db", "pull", "29.3", "--url", &url]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(run.stderr.starts_with(&format!("O*NET 29.3 from {url}\n")), "{}", run.stderr);
    assert!(run.stderr.contains(&format!(": {bytes} bytes, SHA-256 ")), "{}", run.stderr);
    assert_eq!(downloads(&machine), [""; 0]);
    assert_eq!(machine.onet(&EXAMPLE).code, 0);

    let info = machine.onet(&["db", "info", "--format", "json"]);
    let manifest: serde_json::Value = serde_json::from_str(&info.stdout).expect("JSON");
    let download = &manifest["download"];
    assert_eq!(download["url"], url);
    assert_eq!(download["bytes"], bytes);
    let sha256 = download["sha256"].as_str().expect("a checksum");
    assert!(run.stderr.contains(sha256) && info.stderr.contains(sha256), "{}", info.stderr);
    assert!(info.stderr.contains(&format!("downloaded from {url}: {bytes} bytes")), "{}", info.stderr);
}

#[test]
fn a_killed_pull_is_resumed_by_the_next_one_and_excludes_a_second_one_while_it_runs() {
    let file = sample(|_| ());
    let half = file.len() / 2;
    let machine = Machine::new();
    let server = Server::new(move |_, from, number| match number {
        0 => {
            let mut bytes = ranged(&file, from);
            bytes.truncate(bytes.len() - (file.len() - half));
            (bytes, Then::Stalls)
        }
        _ => (ranged(&file, from), Then::Closes),
    });
    let url = format!("{}/db_29_3_text.zip", server.base);
    let mut pull = Command::new(env!("CARGO_BIN_EXE_onet"))
        .args(["db", "pull", "-q", "--url", &url])
        .env("ONET_HOME", machine.home())
        .stdout(Stdio::null())
        .spawn()
        .expect("onet starts");
    let part = machine.home().join("downloads/db_29_3_text.zip.part");
    let there = || fs::metadata(&part).is_ok_and(|about| about.len() == half as u64);
    for _ in 0..400 {
        if there() {
            break;
        }
        thread::sleep(Duration::from_millis(25));
    }
    assert!(there(), "half of the file is there");

    let second = machine.onet(&["db", "pull", "--url", &url]);
    assert_eq!(second.code, 6, "{}", second.stderr);
    assert!(second.stderr.contains("another download is running in"), "{}", second.stderr);

    pull.kill().expect("it runs");
    pull.wait().expect("it ends");
    assert_eq!(downloads(&machine), ["db_29_3_text.zip.json", "db_29_3_text.zip.part"]);
    let run = machine.onet(&["db", "pull", "--url", &url]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(run.stderr.contains(&format!("resumed at byte {half}")), "{}", run.stderr);
    let from: Vec<_> = server.requests().into_iter().map(|(_, from)| from).collect();
    assert_eq!(from, [0, half]);
    assert_eq!(machine.onet(&EXAMPLE).code, 0);
}

#[test]
fn failed_downloads_have_exit_codes_and_hints() {
    let page = "HTTP/1.1 200 OK\ncontent-type: text/html\ncontent-length: 6\nconnection: close\n\n<html>";
    let other = "HTTP/1.1 200 OK\ncontent-length: 4\nconnection: close\n\ntext";
    let status = |status: &str| format!("HTTP/1.1 {status}\ncontent-length: 0\nconnection: close\n\n");
    let circle = "HTTP/1.1 302 Found\nlocation: /a.zip\ncontent-length: 0\nconnection: close\n\n";
    let machine = Machine::new();
    for (answer, code, message) in [
        (status("404 Not Found").as_str(), 1, "try: one of 29.3, 30.0, 30.1, 30.2, 30.3, 31.0, or --url"),
        (&status("403 Forbidden"), 3, "the server denies access to"),
        (page, 6, "is a web page, not a zip file"),
        (other, 6, "is not a zip file"),
        (circle, 6, "more than 10 redirects"),
    ] {
        let server = Server::always(answer);
        let url = format!("{}/a.zip", server.base);
        let run = machine.onet(&["db", "pull", "31.0", "--url", &url]);
        assert_eq!(run.code, code, "{}", run.stderr);
        assert!(run.stderr.contains(message) && run.stderr.contains(&url), "{}", run.stderr);
        assert_eq!(downloads(&machine), [""; 0], "{message}");
    }
    for (arguments, code, message) in [
        (&["31", "--url", "http://127.0.0.1:1/a.zip"][..], 2, "\"31\" is not a release number"),
        (&["31.0", "--url", "a.zip"], 2, "is not an http(s) URL"),
        (&["31.0", "--url", "http://127.0.0.1:1/a.zip"], 5, "no connection to http://127.0.0.1:1/a.zip"),
        (&["31.0", "--url", "http://127.0.0.1:1/a.zip", "--with", "nowhere"], 2, "nowhere"),
    ] {
        let run = machine.onet(&[&["db", "pull"], arguments].concat());
        assert_eq!(run.code, code, "{arguments:?}: {}", run.stderr);
        assert!(run.stderr.contains(message), "{arguments:?}: {}", run.stderr);
    }
}

#[test]
fn an_unusable_zip_file_is_removed_and_the_installed_release_is_unchanged() {
    let machine = Machine::new();
    let good = Server::of(sample(|_| ()));
    assert_eq!(machine.onet(&["db", "pull", "--url", &format!("{}/a.zip", good.base)]).code, 0);

    let mut corrupt = sample(|_| ());
    // In the middle of an entry, whose checksum is at its end.
    let half = corrupt.len() / 2;
    corrupt[half..half + 4].copy_from_slice(b"....");
    let empty = tempfile::tempdir().expect("a temporary folder can be made");
    let nothing = zipped(empty.path(), "db_29_3_text");
    for (file, version, message) in [
        (corrupt, "29.3", "incomplete or damaged"),
        (sample(|_| ()), "30.3", "is O*NET 29.3, not 30.3"),
        (nothing, "29.3", "try: --url with the address of the zip file of a text edition"),
    ] {
        let server = Server::of(file);
        let run = machine.onet(&["db", "pull", version, "--url", &format!("{}/a.zip", server.base)]);
        assert_eq!(run.code, 6, "{}", run.stderr);
        assert!(run.stderr.contains(message), "{}", run.stderr);
        assert_eq!(downloads(&machine), [""; 0], "{message}");
        assert_eq!(machine.onet(&EXAMPLE).code, 0);
    }
}

#[test]
fn an_intact_zip_file_remains_after_a_failed_import_and_is_not_downloaded_again() {
    let machine = Machine::new();
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    copy_of_sample(folder.path());
    fs::remove_file(folder.path().join("Read Me.txt")).expect("it is there");
    // Without a read-me file and a telling name, the release is unknown.
    let unnamed = zipped(folder.path(), "text");
    let server = Server::new(move |_, _, number| match number {
        0 => (ranged(&unnamed, 0), Then::Closes),
        _ => (b"HTTP/1.1 304 Not Modified\r\nconnection: close\r\n\r\n".to_vec(), Then::Closes),
    });
    let url = format!("{}/latest", server.base);
    let run = machine.onet(&["db", "pull", "--url", &url]);
    assert_eq!(run.code, 2, "{}", run.stderr);
    assert!(run.stderr.contains("try: onet db pull VERSION --url URL"), "{}", run.stderr);
    assert!(run.stderr.contains("the zip file remains: "), "{}", run.stderr);
    assert_eq!(downloads(&machine), ["latest.zip", "latest.zip.json"]);

    let run = machine.onet(&["db", "pull", "29.3", "--url", &url, "--keep"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(run.stderr.contains("already downloaded and unchanged"), "{}", run.stderr);
    assert_eq!(downloads(&machine), ["latest.zip", "latest.zip.json"]);
    assert_eq!(machine.onet(&EXAMPLE).code, 0);
}

#[test]
fn a_pull_accepts_supplements() {
    let machine = Machine::new();
    let server =
        Server::of(sample(|folder| fs::remove_file(folder.join("Job Zones.txt")).expect("it is there")));
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    copy_of_sample(folder.path());
    let zones = folder.path().join("Job Zones.txt").display().to_string();
    let url = format!("{}/db_29_3_text.zip", server.base);
    let run = machine.onet(&["db", "pull", "--url", &url, "--with", &zones]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(run.stderr.contains("Job Zones: from"), "{}", run.stderr);
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_reported_and_the_partial_file_remains() {
    let machine = Machine::new();
    // Larger than the disk.
    let between = (0u32..800_000).map(|at| (at.wrapping_mul(2_654_435_761) >> 24) as u8);
    let mut end = b"PK\x05\x06".to_vec();
    end.resize(22, 0);
    let file: Vec<u8> = b"PK\x03\x04".iter().copied().chain(between).chain(end).collect();
    let server = Server::of(file);
    let script = format!(
        "set -e; mount -t tmpfs -o size=400k tmpfs {home}; export ONET_HOME={home}; \
         code=0; {onet} db pull 29.3 --url {url}/a.zip || code=$?; echo pull ended with $code; ls {home}/downloads",
        home = machine.home().display(),
        onet = env!("CARGO_BIN_EXE_onet"),
        url = server.base,
    );
    let run = Command::new("unshare").args(["--map-root-user", "--mount", "sh", "-c", &script]).output();
    let Ok(run) = run else { return eprintln!("skipped: there is no unshare to make a small disk with") };
    let (out, err) = (String::from_utf8_lossy(&run.stdout), String::from_utf8_lossy(&run.stderr));
    if err.contains("unshare") || err.contains("mount:") {
        return eprintln!("skipped: no small disk can be made here: {err}");
    }
    assert!(err.contains("the disk is full") && err.contains("try: free some space"), "{out}{err}");
    assert!(out.contains("pull ended with 6"), "{out}{err}");
    assert!(out.contains("a.zip.part") && !out.contains("a.zip\n"), "{out}{err}");
}

/// The answer of a server that has some files of collections, refuses others, and has a web page in the place of one.
fn collections(path: &str, from: usize) -> (Vec<u8>, Then) {
    let status = |status: &str| {
        format!("HTTP/1.1 {status}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n").into_bytes()
    };
    let folder = |name: &str, text: &str| {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        fs::write(folder.path().join(name), text).expect("a file can be written");
        zipped(folder.path(), "inside")
    };
    let file = match path {
        "/db_29_3_text.zip" => sample(|_| ()),
        "/oes/special-requests/oesm25nat.zip" => folder(
            "national_m2025_dl.csv",
            "OCC_CODE,OCC_TITLE,H_PCT10,H_MEDIAN,H_PCT90,A_PCT10,A_MEDIAN,A_PCT90\n\
             29-1051,Pharmacists,41.79,66.10,82.71,86930,137480,#\n",
        ),
        "/find/bright/all_bright_outlook_occupations.csv?b=0&fmt=csv" => b"<html>".to_vec(),
        "/taxonomy/2019/walk/2010_to_2019_crosswalk.csv?fmt=csv" => {
            b"O*NET-SOC 2010 Code,O*NET-SOC 2010 Title,O*NET-SOC 2019 Code,O*NET-SOC 2019 Title\n\
              29-1069.10,Radiologists,29-1224.00,Radiologists\n"
                .to_vec()
        }
        "/emp/ind-occ-matrix/occupation.xlsx" => return (status("403 Forbidden"), Then::Closes),
        // A zip file whose tables are not known.
        "/dl_files/2019/military_crosswalk.zip" => folder("other.csv", "Colour,Taste\nred,sweet\n"),
        _ => return (status("404 Not Found"), Then::Closes),
    };
    (ranged(&file, from), Then::Closes)
}

#[test]
fn a_pull_fetches_what_it_can_of_the_official_files_and_names_the_rest_with_their_addresses() {
    let machine = Machine::new();
    let server = Server::new(|path, from, _| collections(path, from));
    let url = format!("{}/db_29_3_text.zip", server.base);
    let arguments = ["db", "pull", "--url", &url, "--mirror", &server.base];
    let run = machine.onet(&[&arguments[..], &["--with", "crosswalks", "--with", "labor-market"]].concat());
    assert_eq!(run.code, 0, "{}", run.stderr);
    for expected in [
        "National Wages (OEWS) from http://",
        "/oesm25nat.zip (address observed)",
        "Employment Projections is left out: ",
        "get https://www.bls.gov/emp/ind-occ-matrix/occupation.xlsx in a browser and give it by --with",
        "State Wages (OEWS) is left out: ",
        "is a web page, not a table; get https://www.onetonline.org/find/bright/",
        "passed over: other.csv in ",
        "oews_national: national_m2025_dl.csv, 2025",
    ] {
        assert!(run.stderr.to_lowercase().contains(&expected.to_lowercase()), "{expected} in {}", run.stderr);
    }
    assert_eq!(downloads(&machine), [""; 0]);
    let info = machine.onet(&["db", "info", "--format", "json"]);
    let manifest: serde_json::Value = serde_json::from_str(&info.stdout).expect("JSON");
    let tables = manifest["tables"].as_array().expect("tables");
    let found = |id: &str| tables.iter().find(|table| table["id"] == id);
    assert_eq!(found("oews_national").expect("the wages")["origin"]["period"], "2025");
    assert!(found("taxonomy_2010_to_2019").is_some() && found("bright_outlook").is_none());
    assert!(info.stderr.contains("oews_national: national_m2025_dl.csv, 2025"), "{}", info.stderr);
    let related = machine.onet(&["api", "mnm/careers/29-1051.00/job_outlook"]);
    assert!(related.stderr.contains("Employment Projections is not in"), "{}", related.stderr);
}

#[test]
fn a_folder_with_the_name_of_a_collection_is_a_folder() {
    let machine = Machine::new();
    let server = Server::new(|path, from, _| collections(path, from));
    let here = tempfile::tempdir().expect("a temporary folder can be made");
    let folder = here.path().join("crosswalks");
    fs::create_dir(&folder).expect("a folder can be made");
    fs::write(folder.join("a.csv"), "DOT Code,DOT Title,Code\n1,Mixer,29-1051.00\n")
        .expect("it can be written");
    let url = format!("{}/db_29_3_text.zip", server.base);
    let arguments = ["db", "pull", "--url", &url, "--with", "crosswalks"];
    let run = machine.command().current_dir(here.path()).args(arguments).output().expect("onet runs");
    let stderr = String::from_utf8_lossy(&run.stderr);
    assert!(run.status.success() && stderr.contains("DOT Crosswalk: from crosswalks"), "{stderr}");
    assert_eq!(server.requests().len(), 1);
}
