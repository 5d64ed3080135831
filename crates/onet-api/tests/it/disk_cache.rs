//! Answers that are kept on disk: when they serve, when they do not, and what the disk tells of them.
#![cfg(feature = "cache")]

use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::time::Duration;

use onet_api::types::OccupationPage;
use onet_api::{ApiKey, Cache, Client, ClientBuilder, Error, ErrorKind, PageRange, Retry};
use serde_json::{Value, json};
use tempfile::TempDir;
use wiremock::matchers::path_regex;
use wiremock::{Mock, MockServer, ResponseTemplate};

use crate::recording_service::Notebook;

const KEY: &str = "kept-out-of-every-file";
const ABOUT: &str = "/about/$";
const SEARCH: &str = "/online/search$";

const HOUR: Duration = Duration::from_secs(60 * 60);
const DAY: Duration = Duration::from_secs(24 * 60 * 60);

fn folder() -> TempDir {
    tempfile::tempdir().expect("a folder")
}

/// What `/about/` says of a service that answers from a release.
fn about(release: &str) -> Value {
    json!({
        "api_version": "2.0.0",
        "taxonomy": {"name": "O*NET-SOC 2019", "url": "http://service.test/taxonomy.html"},
        "database": {"name": release, "url": "http://service.test/database.html"},
    })
}

/// An empty page of a search, told from others by its total.
fn page(total: i64) -> Value {
    json!({"start": 1, "end": 0, "total": total, "occupation": []})
}

fn json_answer(body: Value) -> ResponseTemplate {
    ResponseTemplate::new(200).set_body_json(body)
}

/// An HTML page that calls itself a success, as the gates of some networks give.
fn gate() -> ResponseTemplate {
    ResponseTemplate::new(200).set_body_raw("<!DOCTYPE html>\n<html><body>Log in</body></html>", "text/html")
}

/// Gives another answer at a path than a service does by itself.
async fn give(server: &MockServer, path: &str, answer: ResponseTemplate) {
    Mock::given(path_regex(path)).respond_with(answer).with_priority(1).mount(server).await;
}

/// Gives another answer at a path once.
async fn give_once(server: &MockServer, path: &str, answer: ResponseTemplate) {
    Mock::given(path_regex(path)).respond_with(answer).up_to_n_times(1).with_priority(1).mount(server).await;
}

/// A server that says what it answers from, and answers every search with an empty page.
///
/// It is its own and not one of a pool, so that it is gone when it is dropped.
async fn service() -> MockServer {
    let server = MockServer::builder().start().await;
    for (path, body) in [(ABOUT, about("O*NET 30.0")), (SEARCH, page(0))] {
        Mock::given(path_regex(path)).respond_with(json_answer(body)).mount(&server).await;
    }
    server
}

/// Ends a server, and waits until nobody listens at its address.
async fn end(server: MockServer) {
    let address: SocketAddr = *server.address();
    drop(server);
    for _ in 0..500 {
        if TcpStream::connect(address).is_err() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("the server goes on");
}

/// How many requests have come to a path.
async fn requests(server: &MockServer, path: &str) -> usize {
    let end = path.trim_end_matches('$');
    let requests = server.received_requests().await.expect("requests are recorded");
    requests.iter().filter(|request| request.url.path().ends_with(end)).count()
}

/// How many searches have come, and how often it was asked what the service answers from.
async fn counts(server: &MockServer) -> (usize, usize) {
    (requests(server, SEARCH).await, requests(server, ABOUT).await)
}

fn builder(base: impl Into<String>, cache: Cache) -> ClientBuilder {
    Client::builder().base_url(base).api_key(ApiKey::new(KEY)).cache(cache).retry(Retry::none())
}

/// A client that is new in its memory, as in another run of a program.
fn client(server: &MockServer, cache: Cache) -> Client {
    builder(server.uri(), cache).build().expect("a client")
}

async fn search(client: &Client) -> Result<OccupationPage, Error> {
    client.online_search("nurse", PageRange::default()).await
}

async fn total(client: &Client) -> i64 {
    search(client).await.expect("an answer").total
}

/// Makes everything in a folder older.
fn age(folder: &TempDir, by: Duration) {
    let entries: Vec<_> =
        cacache::list_sync(folder.path()).collect::<Result<_, _>>().expect("a folder of answers");
    assert!(!entries.is_empty());
    for entry in entries {
        let options = cacache::WriteOpts::new()
            .integrity(entry.integrity)
            .size(entry.size)
            .time(entry.time - by.as_millis());
        cacache::index::insert(folder.path(), &entry.key, options).expect("a folder that can be written");
    }
}

/// All files below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = folder.read_dir().expect("a folder").map(|entry| entry.expect("an entry").path());
    entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

#[tokio::test]
async fn a_fresh_answer_comes_from_the_folder() {
    let (server, folder) = (service().await, folder());
    give(&server, SEARCH, json_answer(page(7))).await;
    let first = client(&server, Cache::in_folder(folder.path()));
    let answer = search(&first).await.expect("an answer");
    assert_eq!(answer.total, 7);
    assert_eq!(search(&first).await.expect("a kept answer"), answer);
    assert_eq!(search(&first.clone()).await.expect("a kept answer"), answer);
    assert_eq!(counts(&server).await, (1, 1));
    let second = client(&server, Cache::in_folder(folder.path()));
    assert_eq!(search(&second).await.expect("a kept answer"), answer);
    let raw = second.raw("online/search", &[("keyword", "nurse")]).await.expect("a kept answer");
    assert_eq!(raw, page(7));
    assert_eq!(counts(&server).await, (1, 1));
}

#[tokio::test]
async fn a_fresh_answer_serves_when_the_service_is_gone() {
    let (server, folder) = (service().await, folder());
    let base = server.uri();
    total(&client(&server, Cache::in_folder(folder.path()))).await;
    end(server).await;
    let later = builder(base, Cache::in_folder(folder.path())).build().expect("a client");
    assert_eq!(total(&later).await, 0);
}

#[tokio::test]
async fn what_the_service_answers_from_is_an_answer_like_others() {
    let (server, folder) = (service().await, folder());
    let client = client(&server, Cache::in_folder(folder.path()));
    for _ in 0..2 {
        assert_eq!(client.about().await.expect("an answer").database.name, "O*NET 30.0");
    }
    total(&client).await;
    assert_eq!(counts(&server).await, (1, 1));
}

#[tokio::test]
async fn an_answer_serves_for_as_long_as_it_is_fresh() {
    // (how long it is said to be fresh, its age, how many searches are sent)
    let cases = [
        (None, DAY - HOUR, 1),
        (None, DAY + HOUR, 2),
        (Some(30 * DAY), 29 * DAY, 1),
        (Some(30 * DAY), 31 * DAY, 2),
        (Some(Duration::ZERO), Duration::ZERO, 2),
    ];
    for (fresh, old, searches) in cases {
        let (server, folder) = (service().await, folder());
        let cache = Cache::in_folder(folder.path());
        let cache = match fresh {
            Some(fresh) => cache.fresh_for(fresh),
            None => cache,
        };
        total(&client(&server, cache.clone())).await;
        age(&folder, old);
        total(&client(&server, cache)).await;
        assert_eq!(requests(&server, SEARCH).await, searches, "{fresh:?} {old:?}");
    }
}

#[tokio::test]
async fn an_answer_that_was_asked_for_again_is_fresh_again() {
    let (server, folder) = (service().await, folder());
    assert_eq!(total(&client(&server, Cache::in_folder(folder.path()))).await, 0);
    age(&folder, 2 * DAY);
    give(&server, SEARCH, json_answer(page(1))).await;
    for _ in 0..2 {
        assert_eq!(total(&client(&server, Cache::in_folder(folder.path()))).await, 1);
    }
    assert_eq!(counts(&server).await, (2, 2));
}

#[tokio::test]
async fn a_new_release_makes_older_answers_unknown() {
    let (server, folder) = (service().await, folder());
    let total = async || total(&client(&server, Cache::in_folder(folder.path()))).await;
    assert_eq!(total().await, 0);
    // Which release it is, is asked for once an hour.
    age(&folder, HOUR / 2);
    assert_eq!(total().await, 0);
    assert_eq!(counts(&server).await, (1, 1));
    age(&folder, HOUR);
    assert_eq!(total().await, 0);
    assert_eq!(counts(&server).await, (1, 2));
    give(&server, ABOUT, json_answer(about("O*NET 30.1"))).await;
    give(&server, SEARCH, json_answer(page(1))).await;
    age(&folder, HOUR);
    for _ in 0..2 {
        assert_eq!(total().await, 1);
        assert_eq!(counts(&server).await, (2, 3));
    }
}

#[tokio::test]
async fn answers_to_another_key_or_from_another_address_are_others() {
    let (server, folder) = (service().await, folder());
    let open = |base: String| Client::builder().base_url(base).cache(Cache::in_folder(folder.path()));
    let clients = [
        open(server.uri()),
        open(server.uri()).api_key(ApiKey::new(KEY)),
        open(server.uri()).api_key(ApiKey::new("another")),
        open(format!("{}/v2", server.uri())).api_key(ApiKey::new(KEY)),
    ];
    for (number, builder) in clients.into_iter().enumerate() {
        let client = builder.build().expect("a client");
        for _ in 0..2 {
            total(&client).await;
            assert_eq!(counts(&server).await, (number + 1, number + 1));
        }
    }
}

#[tokio::test]
async fn answers_to_another_call_are_others() {
    let (server, folder) = (service().await, folder());
    let client = client(&server, Cache::in_folder(folder.path()));
    for _ in 0..2 {
        for (keyword, range) in [
            ("nurse", PageRange::default()),
            ("doctor", PageRange::default()),
            ("nurse", PageRange::starting_at(1, 20)),
            ("nurse", PageRange::starting_at(21, 20)),
        ] {
            client.online_search(keyword, range).await.expect("an answer");
        }
        assert_eq!(counts(&server).await, (4, 1));
    }
}

#[tokio::test]
async fn an_old_answer_serves_when_the_service_is_down_and_only_if_that_is_asked_for() {
    for code in [408_u16, 429, 500, 503] {
        let (server, folder) = (service().await, folder());
        let stale = Cache::in_folder(folder.path()).fresh_for(Duration::ZERO);
        assert_eq!(total(&client(&server, stale.clone())).await, 0);
        give(&server, SEARCH, ResponseTemplate::new(code)).await;
        let failure = search(&client(&server, stale.clone())).await.expect_err("no old answer");
        assert_eq!(failure.status(), Some(code), "{failure:?}");
        assert_eq!(total(&client(&server, stale.stale_if_error())).await, 0, "{code}");
        assert_eq!(requests(&server, SEARCH).await, 3, "{code}");
    }
}

#[tokio::test]
async fn an_old_answer_serves_when_the_service_is_gone_and_only_if_that_is_asked_for() {
    // The second time, the release is known from an older answer too.
    for old in [Duration::ZERO, 2 * DAY] {
        let (server, folder) = (service().await, folder());
        let base = server.uri();
        let stale = Cache::in_folder(folder.path()).fresh_for(Duration::ZERO);
        assert_eq!(total(&client(&server, stale.clone())).await, 0);
        age(&folder, old);
        end(server).await;
        let later = |cache| builder(base.clone(), cache).build().expect("a client");
        let failure = search(&later(stale.clone())).await.expect_err("no old answer");
        assert_eq!(failure.kind(), ErrorKind::Connect, "{failure:?}");
        assert_eq!(failure.operation(), Some("online_search"));
        assert_eq!(total(&later(stale.stale_if_error())).await, 0);
    }
}

#[tokio::test]
async fn an_answer_older_than_90_days_does_not_serve() {
    for (old, serves) in [(89 * DAY, true), (91 * DAY, false)] {
        let (server, folder) = (service().await, folder());
        let stale = Cache::in_folder(folder.path()).stale_if_error();
        total(&client(&server, stale.clone())).await;
        age(&folder, old);
        give(&server, SEARCH, ResponseTemplate::new(503)).await;
        assert_eq!(search(&client(&server, stale)).await.is_ok(), serves, "{old:?}");
    }
}

#[tokio::test]
async fn an_old_answer_does_not_hide_what_the_service_says_of_the_call() {
    for (code, kind) in
        [(401_u16, ErrorKind::Unauthorized), (404, ErrorKind::NotFound), (422, ErrorKind::Refused)]
    {
        let (server, folder) = (service().await, folder());
        let stale = Cache::in_folder(folder.path()).fresh_for(Duration::ZERO).stale_if_error();
        let client = client(&server, stale);
        total(&client).await;
        give(&server, SEARCH, ResponseTemplate::new(code)).await;
        assert_eq!(search(&client).await.expect_err("an error").kind(), kind);
    }
}

#[tokio::test]
async fn an_error_is_not_kept() {
    for code in [401_u16, 404, 422, 429, 503] {
        for path in [SEARCH, ABOUT] {
            let (server, folder) = (service().await, folder());
            give_once(&server, path, ResponseTemplate::new(code)).await;
            let client = client(&server, Cache::in_folder(folder.path()));
            let failure = search(&client).await.expect_err("an error");
            assert_eq!(failure.status(), Some(code), "{path}: {failure:?}");
            assert_eq!(total(&client).await, 0, "{path}");
        }
    }
}

#[tokio::test]
async fn a_success_that_is_not_understood_is_not_kept() {
    for path in [SEARCH, ABOUT] {
        for (answer, kind) in
            [(gate(), ErrorKind::NotJson), (json_answer(json!({"other": "shape"})), ErrorKind::Shape)]
        {
            let (server, folder) = (service().await, folder());
            give_once(&server, path, answer).await;
            let client = client(&server, Cache::in_folder(folder.path()));
            let failure = search(&client).await.expect_err("no page");
            assert_eq!(failure.kind(), kind, "{path}: {failure:?}");
            let again = search(&client).await;
            assert_eq!(
                again.map(|page| page.total).map_err(|failure| failure.kind()),
                Ok(0),
                "{path} {kind:?}"
            );
        }
    }
}

/// What can happen to a file.
#[derive(Debug, Clone, Copy)]
enum Damage {
    Emptied,
    Garbled,
    Halved,
    Removed,
}

impl Damage {
    fn happens_to(self, path: &Path) {
        let bytes = std::fs::read(path).expect("a file");
        let happened = match self {
            Self::Emptied => std::fs::write(path, ""),
            Self::Garbled => std::fs::write(path, b"\xFF\x00 no more \n what it \t was \xFE"),
            Self::Halved => std::fs::write(path, &bytes[..bytes.len() / 2]),
            Self::Removed => std::fs::remove_file(path),
        };
        happened.expect("a file that can be written");
    }
}

#[tokio::test]
async fn a_damaged_folder_costs_requests_and_no_answers() {
    for damage in [Damage::Emptied, Damage::Garbled, Damage::Halved, Damage::Removed] {
        // What the answers are, and which there are.
        for part in ["content-v2", "index-v5"] {
            let (server, folder) = (service().await, folder());
            let total = async || total(&client(&server, Cache::in_folder(folder.path()))).await;
            assert_eq!(total().await, 0);
            let damaged = files(&folder.path().join(part));
            assert_eq!(damaged.len(), 2, "an answer and the release");
            for path in damaged {
                damage.happens_to(&path);
            }
            assert_eq!(total().await, 0, "{damage:?}: {part}");
            assert_eq!(counts(&server).await, (2, 2), "{damage:?}: {part}");
            // The damage is mended by the way.
            assert_eq!(total().await, 0, "{damage:?}: {part}");
            assert_eq!(counts(&server).await, (2, 2), "{damage:?}: {part}");
        }
    }
}

#[tokio::test]
async fn a_folder_that_cannot_be_written_costs_requests_and_no_answers() {
    let (server, folder) = (service().await, folder());
    // Not even the administrator can make a folder in a file.
    let file = folder.path().join("file");
    std::fs::write(&file, "occupied").expect("a file");
    for place in [file.clone(), file.join("below")] {
        let client = client(&server, Cache::in_folder(place));
        for _ in 0..2 {
            assert_eq!(total(&client).await, 0);
        }
    }
    let searches = requests(&server, SEARCH).await;
    assert_eq!(searches, 4);
    assert_eq!(std::fs::read_to_string(&file).expect("the file"), "occupied");
}

#[tokio::test]
async fn a_folder_is_made_when_it_is_first_needed() {
    let (server, folder) = (service().await, folder());
    let place = folder.path().join("answers").join("of").join("nurses");
    let client = client(&server, Cache::in_folder(&place));
    assert!(!place.exists());
    total(&client).await;
    total(&client).await;
    assert!(place.is_dir());
    assert_eq!(counts(&server).await, (1, 1));
}

#[tokio::test]
async fn no_file_tells_the_key_or_the_address() {
    let (server, folder) = (service().await, folder());
    let client = client(&server, Cache::in_folder(folder.path()));
    total(&client).await;
    client.about().await.expect("an answer");
    let address = server.address().to_string();
    let secrets = [KEY, address.as_str(), "online/search", "online", "nurse", "/about"];
    let files = files(folder.path());
    assert!(files.len() >= 4, "{files:?}");
    for file in files {
        let name = file.strip_prefix(folder.path()).expect("a file in the folder").display().to_string();
        let bytes = std::fs::read(&file).expect("a file");
        let text = String::from_utf8_lossy(&bytes);
        for secret in secrets {
            assert!(!name.contains(secret), "{name} tells {secret}");
            assert!(!text.contains(secret), "{name} holds {secret}: {text}");
        }
    }
}

#[tokio::test]
async fn answers_in_this_process_are_not_kept() {
    let folder = folder();
    let place = folder.path().join("answers");
    let service = Notebook::new(|_| (200, page(0)));
    let client = builder("http://service.test", Cache::in_folder(&place))
        .service(service.clone())
        .build()
        .expect("a client");
    for _ in 0..2 {
        assert_eq!(total(&client).await, 0);
    }
    assert_eq!(service.asked().len(), 2);
    assert!(!place.exists());
}
