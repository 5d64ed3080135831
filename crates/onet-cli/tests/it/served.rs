//! `onet serve` as a process: its files, its keys and its upstream change or misbehave while it runs.

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use crate::common::{Machine, copy_of_sample};

/// A server under way, killed when dropped.
struct Server {
    process: Child,
    address: SocketAddr,
}

impl Server {
    /// Starts `onet serve` with these arguments.
    fn start(machine: &Machine, arguments: &[&str]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_onet"));
        for variable in ["ONET_BASE_URL", "ONET_SOURCE", "ONET_RELEASE", "ONET_RECORDINGS"] {
            command.env_remove(variable);
        }
        let mut process = command
            .args(["serve", "--listen", "127.0.0.1:0"])
            .args(arguments)
            .env("ONET_HOME", machine.home())
            .env("ONET_API_KEY", "the-key-of-this-server")
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .expect("onet starts");
        let mut lines = BufReader::new(process.stderr.take().expect("piped")).lines().map_while(Result::ok);
        let address = lines.find_map(|line| {
            line.strip_prefix("listening on http://")?.split(';').next()?.parse::<SocketAddr>().ok()
        });
        // The server must not wait for a reader of its messages.
        thread::spawn(move || lines.for_each(drop));
        let Some(address) = address else {
            let _ = process.kill();
            panic!("onet serve {arguments:?} does not listen");
        };
        Self { process, address }
    }

    /// Sends bytes and returns the status and the body of the answer; 0 when there is none.
    fn send(&self, request: &str) -> (u16, String) {
        let mut stream = TcpStream::connect(self.address).expect("the server listens");
        stream.set_read_timeout(Some(Duration::from_secs(20))).expect("a timeout can be set");
        stream.write_all(request.as_bytes()).expect("a request can be sent");
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        let answer = String::from_utf8_lossy(&answer).into_owned();
        let status = answer.get(9..12).and_then(|status| status.parse().ok()).unwrap_or(0);
        let body = answer.split_once("\r\n\r\n").map(|(_, body)| body.to_owned());
        (status, body.unwrap_or_default())
    }

    fn get(&self, path: &str, headers: &str) -> (u16, String) {
        self.send(&format!("GET {path} HTTP/1.1\r\nHost: localhost\r\n{headers}Connection: close\r\n\r\n"))
    }

    fn code(&self, title: &str) -> (u16, String) {
        let body = format!(r#"{{"titles": ["{title}"]}}"#);
        self.send(&format!(
            "POST /code HTTP/1.1\r\nHost: localhost\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
            body.len()
        ))
    }

    #[cfg(unix)]
    fn signal(&self, name: &str) {
        let sent = Command::new("kill").arg(name).arg(self.process.id().to_string()).status();
        assert!(sent.expect("kill runs").success());
    }

    fn is_running(&mut self) -> bool {
        self.process.try_wait().expect("its state is known").is_none()
    }

    fn end(&mut self, within: Duration) -> Option<ExitStatus> {
        let began = Instant::now();
        while began.elapsed() < within {
            if let Some(status) = self.process.try_wait().expect("its state is known") {
                return Some(status);
            }
            thread::sleep(Duration::from_millis(10));
        }
        None
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Imports the sample; the folder of the release.
fn import_sample(machine: &Machine) -> PathBuf {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    copy_of_sample(folder.path());
    let run = machine.onet(&["db", "import", &folder.path().display().to_string()]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    machine.home().join("releases/29.3_0001")
}

/// Writes into the file itself, as opposed to another one under its name.
fn overwrite(path: &Path, bytes: &[u8]) {
    fs::write(path, bytes).expect("the file can be written");
    // Some file systems count time in seconds.
    let later = SystemTime::now() + Duration::from_secs(5);
    let file = fs::OpenOptions::new().append(true).open(path).expect("the file can be opened");
    file.set_modified(later).expect("the time can be set");
}

#[test]
fn files_damaged_under_a_running_server_are_errors_and_never_its_end() {
    let machine = Machine::new();
    let folder = import_sample(&machine);
    let database = folder.join("release.sqlite");
    let sound = fs::read(&database).expect("the database is there");
    let mut server = Server::start(&machine, &["--source", "release"]);
    let rows = |number: usize| format!("/database/rows/skills?start={number}&end={}", number + 9);
    let (status, first) = server.get(&rows(1), "");
    assert_eq!(status, 200, "{first}");

    let halves = vec![&sound[..0], &sound[..1], &sound[..sound.len() / 2], &sound[..sound.len() - 1]];
    let foreign = vec![b'{'; sound.len()];
    let mut flipped = sound.clone();
    flipped.iter_mut().skip(4096).for_each(|byte| *byte ^= 0x10);
    for (number, damage) in halves.into_iter().chain([&foreign[..], &flipped[..]]).enumerate() {
        overwrite(&database, damage);
        for path in [
            rows(20 + 10 * number),
            format!("/online/occupations/29-1051.00/summary/skills?end={}", number + 2),
        ] {
            let (status, body) = server.get(&path, "");
            assert_eq!(status, 500, "{number}: {body}");
            assert!(body.contains("The source of the data failed."), "{number}: {body}");
        }
        // What was answered before is still right.
        assert_eq!(server.get(&rows(1), ""), (200, first.clone()), "{number}");
        assert!(server.is_running(), "{number}");
    }
    overwrite(&database, &sound);
    assert_eq!(server.get(&rows(200), "").0, 200);

    overwrite(&folder.join("search/search.idx"), b"{");
    let (status, found) = server.get("/online/search?keyword=pharmacist", "");
    assert!(status == 200 && found.contains("29-1051.00"), "{status} {found}");
    let model = folder.join("coding.model");
    let model = if model.is_file() { model } else { file_of_model(&folder) };
    let sound = fs::read(&model).expect("the model is there");
    for damage in [&b"{"[..], &sound[..sound.len() / 2], &foreign[..]] {
        overwrite(&model, damage);
        let (status, body) = server.code("pharmacist");
        assert_eq!(status, 500, "{body}");
        assert!(body.contains("The source of the data failed."), "{body}");
    }
    overwrite(&model, &sound);
    assert_eq!(server.code("pharmacist").0, 200);
    assert!(server.is_running());
}

/// The file beside the manifest, the database and the search index.
fn file_of_model(folder: &Path) -> PathBuf {
    let others = ["manifest.json", "release.sqlite", "search"];
    let entries = folder.read_dir().expect("the folder is there").flatten();
    let mut rest = entries.filter(|entry| !others.iter().any(|other| entry.file_name() == *other));
    rest.next().expect("an import trains a model").path()
}

#[test]
fn no_server_starts_on_a_damaged_release_and_verify_names_the_file() {
    let machine = Machine::new();
    let folder = import_sample(&machine);
    let model = file_of_model(&folder);
    for path in [folder.join("release.sqlite"), folder.join("search/search.idx"), model] {
        let sound = fs::read(&path).expect("the file is there");
        let mut flipped = sound.clone();
        let last = flipped.len() - 1;
        flipped[last] ^= 1;
        fs::write(&path, &flipped).expect("it can be written");
        let name = path.file_name().and_then(|name| name.to_str()).expect("a name");
        let run = machine.onet(&["serve", "--listen", "127.0.0.1:0", "--source", "release"]);
        assert_eq!(run.code, 6, "{name}: {}", run.stderr);
        assert!(run.stderr.contains(name), "{name}: {}", run.stderr);
        let run = machine.onet(&["db", "verify"]);
        assert_eq!(run.code, 6, "{name}: {}", run.stderr);
        assert!(run.stdout.contains(name), "{name}: {}", run.stdout);
        fs::write(&path, &sound).expect("it can be written");
    }
    let run = machine.onet(&["db", "verify"]);
    assert_eq!(run.code, 0, "{}", run.stdout);
}

#[test]
fn keys_are_read_again_without_a_restart() {
    let machine = Machine::new();
    let keys = machine.home().join("keys");
    fs::write(&keys, "ada first-key\n").expect("the file can be written");
    let file = keys.display().to_string();
    let mut server = Server::start(&machine, &["--source", "sample", "--key-file", &file]);
    let status = |key: &str| server.get("/about", &format!("X-API-Key: {key}\r\n")).0;
    assert_eq!([status("first-key"), status("second-key")], [200, 401]);
    overwrite(&keys, b"bob second-key\n");
    let began = Instant::now();
    while status("second-key") != 200 && began.elapsed() < Duration::from_secs(15) {
        thread::sleep(Duration::from_millis(50));
    }
    assert_eq!([status("first-key"), status("second-key")], [401, 200]);
    // A file that cannot be used leaves them as they are.
    overwrite(&keys, b"one two three four\n");
    #[cfg(unix)]
    server.signal("-HUP");
    thread::sleep(Duration::from_millis(2_500));
    assert_eq!([status("first-key"), status("second-key")], [401, 200]);
    assert!(server.is_running(), "the signal to read keys again does not end the server");
}

#[cfg(unix)]
#[test]
fn a_second_interrupt_ends_the_server_at_once() {
    let machine = Machine::new();
    let mut server = Server::start(&machine, &["--source", "sample"]);
    // A request whose body does not come keeps the server waiting.
    let mut caller = TcpStream::connect(server.address).expect("the server listens");
    let head = "POST /ws/online/search HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\
                Content-Type: application/x-www-form-urlencoded\r\n\r\nkeyword=";
    caller.write_all(head.as_bytes()).expect("it can be sent");
    thread::sleep(Duration::from_millis(200));
    server.signal("-INT");
    assert_eq!(server.end(Duration::from_millis(1_500)), None, "the request that was begun may end");
    server.signal("-INT");
    let status = server.end(Duration::from_secs(1)).expect("a second signal ends it");
    assert_eq!(status.code(), Some(130));
}

/// An upstream service that answers everything, and the targets of the requests it got.
fn upstream() -> (String, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let base = format!("http://{}/api/v2/", listener.local_addr().expect("an address"));
    let targets = Arc::new(Mutex::new(Vec::new()));
    let seen = Arc::clone(&targets);
    // It ends with the process of the test.
    thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let (mut head, mut byte) = (Vec::new(), [0]);
            while !head.ends_with(b"\r\n\r\n") && stream.read(&mut byte).is_ok_and(|read| read == 1) {
                head.push(byte[0]);
            }
            let head = String::from_utf8_lossy(&head).into_owned();
            let target = head.split(' ').nth(1).unwrap_or_default().to_owned();
            seen.lock().expect("no panic").push(target);
            let body = "{}";
            let _ = write!(
                stream,
                "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}",
                body.len()
            );
        }
    });
    (base, targets)
}

#[test]
fn no_path_of_a_caller_leads_out_of_the_folder_of_the_upstream() {
    let machine = Machine::new();
    let (base, targets) = upstream();
    let mut server = Server::start(&machine, &["--source", "live", "--base-url", &base]);
    let steps = [
        "..",
        "%2e%2e",
        ".%2e",
        "%2E.",
        "%252e%252e",
        "%25252e%25252e",
        "..;",
        "..%00",
        "%c0%ae%c0%ae",
        "..%09",
        ".\\..",
    ];
    let slashes = ["/", "\\", "%2f", "%5c", "%252f", "%255c", "//", "/./"];
    let mut paths =
        vec![r"/..\..\redir".to_owned(), "/online/../../../redir".to_owned(), "//redir".to_owned()];
    for step in steps {
        for slash in slashes {
            for start in ["/", "/online/", "/online/occupations/29-1051.00/"] {
                paths.push(format!("{start}{step}{slash}{step}{slash}{step}{slash}{step}{slash}redir"));
            }
        }
    }
    for path in &paths {
        for target in [path.clone(), format!("http://localhost{path}")] {
            let request = format!("GET {target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
            let (status, body) = server.send(&request);
            assert!(status == 200 || (400..500).contains(&status), "{target}: {status} {body}");
        }
    }
    for target in
        ["http://localhost:1@evil.example/redir", "http://evil.example/redir", "*", "redir", "@evil.example/"]
    {
        server.send(&format!("GET {target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"));
    }
    assert_eq!(server.get("/about", "").0, 200, "a path within it is passed on");
    assert!(server.is_running());
    let targets = targets.lock().expect("no panic");
    assert!(targets.iter().any(|target| target == "/api/v2/about"), "{targets:?}");
    for target in targets.iter() {
        let path = target.split('?').next().unwrap_or_default();
        let mut decoded = path.to_owned();
        for _ in 0..4 {
            decoded = decoded
                .replace("%25", "%")
                .replace("%2e", ".")
                .replace("%2E", ".")
                .replace("%2f", "/")
                .replace("%5c", "\\");
        }
        let mut depth = 0_i32;
        for segment in decoded.split(['/', '\\']).filter(|segment| !segment.is_empty() && *segment != ".") {
            depth += if segment.trim_end_matches([';', '\0']) == ".." { -1 } else { 1 };
            assert!(depth >= 0, "{target}");
        }
        let name = decoded.strip_prefix("/api/v2/").unwrap_or("..");
        assert!(!name.split(['/', '\\']).any(|part| part == ".."), "{target}");
    }
}
