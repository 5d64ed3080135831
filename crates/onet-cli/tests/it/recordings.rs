//! Recording what a service answers, and answering from it later.

use std::fs;
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use crate::common::{Machine, Run};
use serde_json::{Value, json};
use wiremock::matchers::{path, query_param};
use wiremock::{Mock, MockServer, ResponseTemplate};

const KEY: &str = "kept-out-of-every-file";

/// A service that finds one nurse, refuses a page 0, and knows nothing else.
struct Service {
    runtime: tokio::runtime::Runtime,
    server: MockServer,
}

impl Service {
    fn start() -> Self {
        let runtime = tokio::runtime::Runtime::new().expect("a runtime");
        let server = runtime.block_on(async {
            // Its own and not one of a pool, so that it is gone when it is dropped.
            let server = MockServer::builder().start().await;
            let page = json!({"start": 1, "end": 1, "total": 1, "occupation": [{
                "href": format!("{}/online/occupations/29-1141.00/", server.uri()),
                "code": "29-1141.00",
                "title": "Registered Nurses",
                "tags": {},
            }]});
            let refusal = json!({"error": "start must be >= 1"});
            for (start, status, body) in [("0", 422, refusal), ("1", 200, page)] {
                Mock::given(path("/online/search"))
                    .and(query_param("keyword", "nurse"))
                    .and(query_param("start", start))
                    .respond_with(ResponseTemplate::new(status).set_body_json(body))
                    .mount(&server)
                    .await;
            }
            server
        });
        Self { runtime, server }
    }

    fn base(&self) -> String {
        self.server.uri()
    }

    /// Ends the service, and waits until nobody listens at its address.
    fn end(self) {
        let address: SocketAddr = *self.server.address();
        let Self { runtime, server } = self;
        drop(server);
        drop(runtime);
        for _ in 0..500 {
            if TcpStream::connect(address).is_err() {
                return;
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        panic!("the service goes on");
    }
}

/// A machine with a folder to record into.
struct Recorder {
    machine: Machine,
    folder: String,
}

impl Recorder {
    fn new() -> Self {
        let machine = Machine::new();
        let folder = machine.home().join("answers").display().to_string();
        Self { machine, folder }
    }

    /// Runs a command with a key and options before it.
    fn run(&self, options: &[&str], command: &[&str]) -> Run {
        let output = self
            .machine
            .command()
            .env("ONET_API_KEY", KEY)
            .args(options)
            .args(command)
            .output()
            .expect("onet runs");
        let text = |bytes| String::from_utf8(bytes).expect("onet writes UTF-8");
        let (stdout, stderr) = (text(output.stdout), text(output.stderr));
        assert!(!stdout.contains(KEY) && !stderr.contains(KEY), "{stdout}{stderr}");
        Run { code: output.status.code().unwrap_or(-1), stdout, stderr }
    }

    fn record(&self, base: &str, command: &[&str]) -> Run {
        self.run(&["--source", "live", "--base-url", base, "--record", &self.folder], command)
    }

    fn replay(&self, command: &[&str]) -> Run {
        self.run(&["--source", "recorded", "--recordings", &self.folder], command)
    }
}

const NURSE: &[&str] = &["search", "nurse", "--start", "1", "--format", "json"];
const DOCTOR: &[&str] = &["search", "doctor", "--start", "1", "--format", "json"];
const WRONG: &[&str] = &["search", "nurse", "--start", "0", "--format", "json"];

fn document(run: &Run) -> Value {
    assert_eq!(run.code, 0, "{}", run.stderr);
    serde_json::from_str(&run.stdout).expect("it is JSON")
}

#[test]
fn what_the_live_service_answered_is_answered_when_it_is_gone() {
    let (service, recorder) = (Service::start(), Recorder::new());
    let base = service.base();
    let live = document(&recorder.record(&base, NURSE));
    assert_eq!(live["occupation"][0]["href"], format!("{base}/online/occupations/29-1141.00/"));
    assert_eq!(recorder.record(&base, WRONG).code, 2);
    assert_eq!(recorder.record(&base, DOCTOR).code, 1, "the service has no such path, which is no answer");
    service.end();
    assert_eq!(recorder.record(&base, NURSE).code, 5);

    let replayed = document(&recorder.replay(NURSE));
    let mut expected = live;
    expected["occupation"][0]["href"] = "https://api-v2.onetcenter.org/online/occupations/29-1141.00/".into();
    assert_eq!(replayed, expected);
    let said = recorder.replay(NURSE).stderr;
    assert!(said.starts_with(&format!("source: recordings in {}", recorder.folder)), "{said}");
    let wrong = recorder.replay(WRONG);
    assert_eq!(wrong.code, 2, "{}", wrong.stderr);
    assert!(wrong.stderr.contains("start must be >= 1"), "{}", wrong.stderr);

    let missing = recorder.replay(DOCTOR);
    assert_eq!(missing.code, 7, "{}", missing.stderr);
    let folder = &recorder.folder;
    for said in
        [format!("is not in the recordings under {folder}"), format!("--source live --record {folder}")]
    {
        assert!(missing.stderr.contains(&said), "{}", missing.stderr);
    }
}

#[test]
fn the_environment_names_the_recordings_too() {
    let (service, recorder) = (Service::start(), Recorder::new());
    recorder.record(&service.base(), NURSE);
    let mut command = recorder.machine.command();
    command.env("ONET_SOURCE", "sample,recorded").env("ONET_RECORDINGS", &recorder.folder);
    command.args(["api", "online/search", "-f", "keyword=nurse", "-f", "start=1"]);
    let output = command.output().expect("onet runs");
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{said}");
    assert!(said.contains("built in") && said.contains("; then recordings in"), "{said}");
}

#[test]
fn sources_are_asked_in_order_and_go_on_when_the_service_is_down() {
    let (service, recorder) = (Service::start(), Recorder::new());
    let base = service.base();
    let folder = recorder.folder.clone();
    let all = |source: &'static str, command: &[&str]| {
        recorder.run(&["--source", source, "--base-url", &base, "--record", &folder], command)
    };
    // The sample knows no registered nurses, but it knows what to answer.
    let of_sample = document(&all("sample,live", NURSE));
    assert_ne!(of_sample["occupation"][0]["code"], "29-1141.00");
    // Recordings are empty, so that the service is asked and recorded.
    assert_eq!(document(&all("recorded,live", NURSE))["occupation"][0]["code"], "29-1141.00");
    service.end();
    for order in ["recorded,live", "live,recorded", "live,recorded,sample"] {
        assert_eq!(document(&all(order, NURSE))["occupation"][0]["code"], "29-1141.00", "{order}");
    }
    for order in ["recorded,live", "live,recorded"] {
        let failed = all(order, DOCTOR);
        assert_eq!(failed.code, 5, "{order}: {}", failed.stderr);
        assert!(failed.stderr.contains("no connection"), "{}", failed.stderr);
    }
}

#[test]
fn the_key_is_in_no_file() {
    let (service, recorder) = (Service::start(), Recorder::new());
    assert_eq!(recorder.record(&service.base(), NURSE).code, 0);
    assert_eq!(recorder.record(&service.base(), WRONG).code, 2);
    let mut files = 0;
    for entry in Path::new(&recorder.folder).read_dir().expect("the folder is there").flatten() {
        let bytes = fs::read(entry.path()).expect("a file");
        let text = format!("{} {}", entry.path().display(), String::from_utf8_lossy(&bytes)).to_lowercase();
        assert!(!text.contains(KEY) && !text.contains("api-key"), "{text}");
        files += 1;
    }
    assert_eq!(files, 2);
}

#[test]
fn a_damaged_recording_is_named_and_one_that_cannot_be_written_fails_the_command() {
    let (service, recorder) = (Service::start(), Recorder::new());
    recorder.record(&service.base(), NURSE);
    let file = Path::new(&recorder.folder)
        .read_dir()
        .expect("the folder is there")
        .flatten()
        .next()
        .expect("an answer is recorded")
        .path();
    let bytes = fs::read(&file).expect("a file");
    fs::write(&file, &bytes[..bytes.len() / 2]).expect("it can be written");
    let damaged = recorder.replay(NURSE);
    assert_eq!(damaged.code, 6, "{}", damaged.stderr);
    assert!(damaged.stderr.contains(&file.display().to_string()), "{}", damaged.stderr);
    assert!(damaged.stderr.contains("damaged"), "{}", damaged.stderr);

    let base = service.base();
    let inside = file.display().to_string();
    let unwritable = recorder.run(&["--source", "live", "--base-url", &base, "--record", &inside], NURSE);
    assert_eq!(unwritable.code, 6, "{}", unwritable.stderr);
    assert!(unwritable.stderr.contains("could not write"), "{}", unwritable.stderr);
}

/// A server that is stopped when the test ends, however it does.
struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn a_server_passes_calls_on_with_its_own_key_and_goes_on_from_recordings() {
    let (service, recorder) = (Service::start(), Recorder::new());
    // A port that was free a moment ago.
    let port =
        TcpListener::bind("127.0.0.1:0").expect("a port is free").local_addr().expect("an address").port();
    let address = format!("127.0.0.1:{port}");
    let _server = Server(
        Command::new(env!("CARGO_BIN_EXE_onet"))
            .args(["serve", "--listen", &address, "--source", "live,recorded"])
            .args(["--base-url", &service.base(), "--record", &recorder.folder])
            .env("ONET_HOME", recorder.machine.home())
            .env("ONET_API_KEY", KEY)
            .env_remove("ONET_RECORDINGS")
            .stderr(Stdio::null())
            .spawn()
            .expect("onet starts"),
    );
    let own = format!("http://{address}");
    let ask =
        |command: &[&str]| recorder.machine.onet(&[&["--base-url", own.as_str()][..], command].concat());
    let mut first = ask(NURSE);
    for _ in 0..50 {
        if first.code == 0 {
            break;
        }
        std::thread::sleep(Duration::from_millis(100));
        first = ask(NURSE);
    }
    let first = document(&first);
    assert_eq!(first["occupation"][0]["href"], format!("{own}/online/occupations/29-1141.00/"));
    let asked = service.runtime.block_on(service.server.received_requests()).unwrap_or_default();
    assert!(asked.iter().all(|request| request.headers["x-api-key"] == KEY), "{asked:?}");
    service.end();
    assert_eq!(document(&ask(NURSE)), first);
    let missing = ask(DOCTOR);
    assert_eq!(missing.code, 6, "{}", missing.stderr);
    assert!(missing.stderr.contains("The upstream service failed."), "{}", missing.stderr);
}
