//! What a typed call costs beside the same by hand: reqwest, or nothing where the answer is in this process, and
//! `serde_json`.
//!
//! `cargo bench -p onet-api --bench typed_call`; the aim is a ratio of at most 1.05. Both ways take turns in one
//! process, so that whatever slows the machine slows both.

use std::convert::Infallible;
use std::future::{Ready, ready};
use std::hint::black_box;
use std::io::Write as _;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use bytes::Bytes;
use http::{Request, Response};
use onet_api::types::{DatabaseRowPage, OccupationPage, RelatedActivitiesOccupationPage};
use onet_api::{Client, PageRange};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::Runtime;
use tower_service::Service;

/// How much is measured.
#[derive(Clone, Copy)]
struct Extent {
    rounds: usize,
    /// Calls in a round, over the network.
    calls: u32,
    /// Decodings in a round.
    decodings: u32,
}

impl Extent {
    /// Many short rounds by turns: what slows the machine for a while slows both ways.
    const FULL: Self = Self { rounds: 150, calls: 200, decodings: 2 };
    /// For a run that is no measurement, as under `cargo test --benches`.
    const TRIAL: Self = Self { rounds: 1, calls: 20, decodings: 1 };
}

fn main() {
    // Cargo passes `--bench` for a measurement.
    let measure = std::env::args().any(|argument| argument == "--bench");
    let extent = if measure { Extent::FULL } else { Extent::TRIAL };
    if let Some(way) = std::env::args().skip_while(|argument| argument != "--way").nth(1) {
        return executor().block_on(Search::new().repeat(&way, extent.calls));
    }
    let mut rows = executor().block_on(Search::new().measure(extent));
    rows.extend(
        executor().block_on(async { [related_activities(extent).await, database_rows(extent).await] }),
    );
    let mut table =
        format!("{:<40}{:>14}{:>14}{:>8}\n", "median of a call, in µs", "by hand", "typed", "ratio");
    for row in rows {
        table.push_str(&row.line());
    }
    std::io::stdout().write_all(table.as_bytes()).expect("an open standard output");
}

fn executor() -> Runtime {
    tokio::runtime::Builder::new_current_thread().enable_all().build().expect("an executor")
}

/// One thing that is done in two ways.
struct Row {
    what: String,
    by_hand: Duration,
    typed: Duration,
}

impl Row {
    /// Measures both ways by turns.
    async fn measure(
        what: String,
        rounds: usize,
        calls: u32,
        by_hand: impl AsyncFn(),
        typed: impl AsyncFn(),
    ) -> Self {
        // The first round fills caches and opens connections.
        round(calls, &by_hand).await;
        round(calls, &typed).await;
        let (mut times_by_hand, mut times_typed) = (Vec::new(), Vec::new());
        for _ in 0..rounds {
            times_by_hand.push(round(calls, &by_hand).await);
            times_typed.push(round(calls, &typed).await);
        }
        Self { what, by_hand: median(times_by_hand), typed: median(times_typed) }
    }

    fn line(&self) -> String {
        let micros = |time: Duration| time.as_secs_f64() * 1e6;
        let (by_hand, typed) = (micros(self.by_hand), micros(self.typed));
        format!("{:<40}{by_hand:>14.1}{typed:>14.1}{:>8.3}\n", self.what, typed / by_hand)
    }
}

/// Mean time of a call over a round of calls.
async fn round(calls: u32, call: &impl AsyncFn()) -> Duration {
    let started = Instant::now();
    for _ in 0..calls {
        call().await;
    }
    started.elapsed() / calls
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    let middle = times.len() / 2;
    match times.len() % 2 {
        0 => (times[middle - 1] + times[middle]) / 2,
        _ => times[middle],
    }
}

/// A search over the loopback interface, made in several ways.
struct Search {
    size: usize,
    url: String,
    client: Client,
    plain: reqwest::Client,
    with_headers: reqwest::Client,
}

impl Search {
    fn new() -> Self {
        let body = page("occupation", 20, occupation);
        let base = serve(&body);
        let client = Client::builder().base_url(&base).build().expect("a client");
        // After the client, which chooses the TLS provider of the process.
        let builder = || reqwest::Client::builder().no_proxy();
        Self {
            size: body.len(),
            url: format!("{base}/online/search?keyword=nurse"),
            client,
            plain: builder().build().expect("a client"),
            with_headers: builder().user_agent("onet/0.1.0").build().expect("a client"),
        }
    }

    /// Compares each way with a typed call.
    async fn measure(&self, extent: Extent) -> Vec<Row> {
        let Extent { rounds, calls, .. } = extent;
        let what = format!("search, {} bytes, loopback", self.size);
        let typed = async || self.typed().await;
        vec![
            Row::measure(what, rounds, calls, async || self.by_hand().await, typed).await,
            Row::measure(
                "  with the same headers".into(),
                rounds,
                calls,
                async || self.headers().await,
                typed,
            )
            .await,
            Row::measure("  and a time limit".into(), rounds, calls, async || self.limited().await, typed)
                .await,
        ]
    }

    /// Makes calls in one way, for a profiler.
    async fn repeat(&self, way: &str, calls: u32) {
        for _ in 0..calls {
            match way {
                "by-hand" => self.by_hand().await,
                "headers" => self.headers().await,
                "limited" => self.limited().await,
                _ => self.typed().await,
            }
        }
    }

    async fn by_hand(&self) {
        read_page(self.plain.get(&self.url)).await;
    }

    async fn headers(&self) {
        read_page(self.with_headers.get(&self.url).header("accept", "application/json")).await;
    }

    async fn limited(&self) {
        tokio::time::timeout(Duration::from_secs(30), self.headers()).await.expect("an answer in time");
    }

    async fn typed(&self) {
        let page = self.client.online_search("nurse", PageRange::default()).await.expect("an answer");
        black_box(page);
    }
}

async fn read_page(request: reqwest::RequestBuilder) {
    let answer = request.send().await.expect("an answer");
    let body = answer.bytes().await.expect("a body");
    let page: OccupationPage = serde_json::from_slice(&body).expect("a page");
    black_box(page);
}

/// The largest page of a related activities search, without a network.
async fn related_activities(extent: Extent) -> Row {
    let body = page("occupation", 2_000, related_occupation);
    let client = in_process(&body);
    let (code, activities) = ("29-1141.00", "4.A.2.a.1.I01.D01,4.A.2.a.1.I01.D02");
    let by_hand = async || {
        let page: RelatedActivitiesOccupationPage = serde_json::from_slice(&body).expect("a page");
        black_box(page);
    };
    let typed = async || {
        let range = PageRange::starting_at(1, 2_000);
        let page = client.online_related_activities_results(code, activities, None, range).await;
        black_box(page.expect("an answer"));
    };
    let what = format!("2,000 related activities, {} bytes", body.len());
    Row::measure(what, extent.rounds, extent.decodings, by_hand, typed).await
}

/// The largest page of a table, without a network.
async fn database_rows(extent: Extent) -> Row {
    let body = page("row", 2_000, database_row);
    let client = in_process(&body);
    let by_hand = async || {
        let page: DatabaseRowPage = serde_json::from_slice(&body).expect("a page");
        black_box(page);
    };
    let typed = async || {
        let range = PageRange::starting_at(1, 2_000);
        let page = client.database_rows("task_ratings", &[], &[], range).await;
        black_box(page.expect("an answer"));
    };
    let what = format!("2,000 database rows, {} bytes", body.len());
    Row::measure(what, extent.rounds, extent.decodings, by_hand, typed).await
}

/// A whole list on one page.
fn page(items: &str, total: usize, item: impl Fn(usize) -> Value) -> Bytes {
    let list: Vec<Value> = (1..=total).map(item).collect();
    let mut page = json!({ "start": 1, "end": total, "total": total });
    page[items] = list.into();
    Bytes::from(page.to_string())
}

fn occupation(number: usize) -> Value {
    let code = format!("{:02}-{:04}.00", 11 + number % 43, 1_000 + number);
    json!({
        "href": format!("http://service.test/online/occupations/{code}/"),
        "code": code,
        "title": format!("Registered Nurses and Others of Kind {number}"),
        "tags": { "bright_outlook": number.is_multiple_of(2) },
    })
}

fn activity(number: usize) -> Value {
    json!({
        "id": format!("4.A.2.a.{}.I{:02}.D{:02}", number % 4 + 1, number % 12 + 1, number % 30 + 1),
        "title": format!("Explain technical details of products or services of kind {number}."),
    })
}

fn related_occupation(number: usize) -> Value {
    let activities = |count: usize| -> Value { (number..number + count).map(activity).collect() };
    let mut related = occupation(number);
    related["job_zone"] =
        json!({ "code": number % 5 + 1, "title": "Job Zone Three: Medium Preparation Needed" });
    related["activities"] =
        json!({ "shared": activities(3), "similar": activities(4), "full": activities(20) });
    related
}

fn database_row(number: usize) -> Value {
    json!({
        "onetsoc_code": "29-1141.00",
        "title": "Registered Nurses",
        "task_id": 8_800 + number,
        "task": "Monitor, record, and report symptoms or changes in patients' conditions.",
        "scale_id": "IM",
        "scale_name": "Importance",
        "category": null,
        "data_value": 4.25,
        "n": 113,
        "standard_error": 0.0911,
        "lower_ci_bound": 4.0696,
        "upper_ci_bound": 4.4304,
        "recommend_suppress": "N",
        "date_updated": "08/2024",
        "domain_source": "Incumbent",
    })
}

/// A client whose service answers everything with the same body.
fn in_process(body: &Bytes) -> Client {
    let service = Fixed(body.clone());
    Client::builder().base_url("http://service.test").service(service).build().expect("a client")
}

/// A service in this process that always answers the same.
#[derive(Clone)]
struct Fixed(Bytes);

impl Service<Request<Bytes>> for Fixed {
    type Response = Response<Bytes>;
    type Error = Infallible;
    type Future = Ready<Result<Self::Response, Self::Error>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, _: Request<Bytes>) -> Self::Future {
        ready(Ok(Response::new(self.0.clone())))
    }
}

/// Starts a server in a thread of its own that answers everything with the same body; returns its address.
fn serve(body: &Bytes) -> String {
    let head = format!(
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n",
        body.len()
    );
    let answer: Arc<[u8]> = [head.as_bytes(), &body[..]].concat().into();
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
    listener.set_nonblocking(true).expect("a socket that need not block");
    let base = format!("http://{}", listener.local_addr().expect("a local address"));
    std::thread::spawn(move || {
        executor().block_on(async {
            let listener = TcpListener::from_std(listener).expect("a listener");
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(keep_answering(stream, Arc::clone(&answer)));
            }
        });
    });
    base
}

/// Answers the requests of a connection one after the other.
async fn keep_answering(mut stream: TcpStream, answer: Arc<[u8]>) {
    stream.set_nodelay(true).expect("an open socket");
    let mut request = Vec::with_capacity(1_024);
    loop {
        request.clear();
        while !request.ends_with(b"\r\n\r\n") {
            match stream.read_buf(&mut request).await {
                Ok(1..) => {}
                Ok(0) | Err(_) => return,
            }
        }
        if stream.write_all(&answer).await.is_err() {
            return;
        }
    }
}
