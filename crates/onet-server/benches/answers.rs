//! How long an answer or a page takes in this process, from a call to its bytes, without a socket.
//!
//! `ONET_BENCH_RELEASE_DIR=DIR cargo bench -p onet-server --bench answers`, where DIR holds an imported release
//! (`$ONET_HOME/releases/29.3_0001`) or the text edition of one, which is imported first; without it the built-in
//! sample answers. The first calls of each row are not counted: they load the in-memory indices. The response cache is
//! disabled, except for rows that repeat a call and for pages, whose rows name each address once.

use std::error::Error;
use std::io::Write;
use std::path::Path;
use std::time::{Duration, Instant};

use axum::body::{Body, to_bytes};
use bytes::Bytes;
use http::{Request, StatusCode};
use onet_api::operation::{Location, Operation};
use onet_api::operations as op;
use onet_db::{Home, Import, Input, Release};
use onet_server::{Config, InProcess, Source, SourceChain, pages, router};
use rand::rngs::Xoshiro256PlusPlus;
use rand::{RngExt as _, SeedableRng as _};
use tempfile::TempDir;
use tokio::runtime::Builder;
use tower::ServiceExt as _;

type Measured<T = ()> = Result<T, Box<dyn Error>>;

/// The variable that names the release.
const RELEASE_DIR: &str = "ONET_BENCH_RELEASE_DIR";

/// Fixed, so that every run makes the same calls.
const SEED: u64 = 1998;

/// Calls that are timed, and calls before them.
#[derive(Clone, Copy)]
struct Extent {
    timed: usize,
    before: usize,
}

impl Extent {
    const FULL: Self = Self { timed: 2_000, before: 100 };
    /// For a run that is not a measurement, as under `cargo test --benches`.
    const TRIAL: Self = Self { timed: 20, before: 5 };
}

/// The calls of a row, with the name of the row.
struct Row {
    name: String,
    calls: Vec<String>,
}

impl Row {
    fn new(name: impl Into<String>, calls: impl IntoIterator<Item = String>) -> Self {
        Self { name: name.into(), calls: calls.into_iter().collect() }
    }
}

fn main() -> Measured {
    // Cargo passes this flag for a measurement.
    let measure = std::env::args().any(|argument| argument == "--bench");
    let extent = if measure { Extent::FULL } else { Extent::TRIAL };
    let (source, _home) = source()?;
    let kept = InProcess::new(source.clone(), Config::default());
    let fresh = InProcess::new(Source::with_cache_size(source.release().clone(), 0), Config::default());
    let mut out = std::io::stdout().lock();
    writeln!(out, "{}, {} calls a row", source.label(), extent.timed)?;
    writeln!(out, "{:<58}{:>10}{:>10}{:>10}{:>10}", "", "p50 µs", "p99 µs", "max µs", "bytes")?;
    let runtime = Builder::new_current_thread().enable_all().build()?;
    for row in rows(&source, extent)? {
        let service = if row.calls.len() == 1 { &kept } else { &fresh };
        let answer = async |call: &str| {
            let request = Request::get(format!("http://bench.test{call}")).body(Bytes::new())?;
            let answer = service.clone().oneshot(request).await?;
            Measured::Ok((answer.status(), answer.body().len()))
        };
        write_line(&mut out, &row, runtime.block_on(measured(answer, &row, extent))?)?;
    }
    let sources = SourceChain::from(source.clone());
    let routes = router(sources.clone(), Config::default());
    let routes = pages(routes, &sources, &Config::default())?;
    for row in page_rows(&source)? {
        let answer = async |call: &str| {
            let request = Request::get(format!("http://bench.test{call}")).header("accept", "text/html");
            let request = request.header("host", "bench.test").body(Body::empty())?;
            let answer = routes.clone().oneshot(request).await?;
            let status = answer.status();
            Measured::Ok((status, to_bytes(answer.into_body(), usize::MAX).await?.len()))
        };
        // A page that was made before is remembered: rows of many pages have each once.
        let extent = match row.calls.len() {
            1 => extent,
            calls => Extent { timed: extent.timed.min(calls - calls / 10), before: calls / 10 },
        };
        write_line(&mut out, &row, runtime.block_on(measured(answer, &row, extent))?)?;
    }
    Ok(())
}

fn write_line(out: &mut impl Write, row: &Row, line: Option<String>) -> Measured {
    match line {
        Some(line) => writeln!(out, "{line}")?,
        None => writeln!(out, "{:<58}{:>10}", row.name, "not here")?,
    }
    Ok(())
}

/// Pages, each for the first time and again.
fn page_rows(source: &Source) -> Measured<Vec<Row>> {
    let index = source.release().occupations()?;
    let codes: Vec<String> = index.occupations().map(|occupation| occupation.code.to_string()).collect();
    let reports = codes.iter().map(|code| format!("/explore/occupations/{code}"));
    let pairs = codes.iter().zip(codes.iter().skip(1));
    let comparisons = pairs.map(|(one, other)| format!("/explore/compare?codes={one},{other}"));
    let once = |address: &str| Row::new(format!("page {address:.48}, again"), [address.to_owned()]);
    Ok(vec![
        Row::new("page of a report, the first time", reports),
        Row::new("page of a comparison of two, the first time", comparisons),
        once("/explore"),
        once("/explore/occupations/29-1051.00"),
        once("/explore/compare?codes=29-1051.00,29-2052.00"),
        once("/explore/search?q=nurse"),
        once("/explore/related/29-1051.00"),
        once("/explore/related/29-1051.00/results?activity=4.A.2.a.2.I05.D04&activity=4.A.4.a.1.I05.D01"),
        once("/explore/profiler/results?answers=323432343234323432343234155343"),
        once("/explore/browse"),
        once("/explore/browse?path=online/onet_data/knowledge/2.C.1.a"),
        once("/explore/crosswalks?kind=SOC&keyword=29-1051"),
        once("/explore/tables"),
        once("/explore/tables/skills"),
        once("/explore/tables/skills?sort=title"),
        once("/explore/releases"),
        once("/explore/words"),
        once("/explore/api"),
        once("/explore/api/online_search?keyword=nurse"),
    ])
}

/// The source, and the folder that it is in when it was imported for this run.
fn source() -> Measured<(Source, Option<TempDir>)> {
    let Some(dir) = std::env::var_os(RELEASE_DIR) else { return Ok((Source::sample()?, None)) };
    let dir = Path::new(&dir);
    if dir.join("manifest.json").is_file() {
        return Ok((Source::new(Release::open(dir)?), None));
    }
    let place = tempfile::tempdir()?;
    let home = Home::at(place.path());
    let report = onet_server::import(Import::new(Input::open(dir)?), &home)?;
    Ok((Source::new(home.open(&report.installed)?), Some(place)))
}

fn rows(source: &Source, extent: Extent) -> Measured<Vec<Row>> {
    let index = source.release().occupations()?;
    let codes: Vec<String> = index.occupations().map(|occupation| occupation.code.to_string()).collect();
    let titles: Vec<String> = index.occupations().map(|occupation| occupation.title.to_owned()).collect();
    let mut random = Xoshiro256PlusPlus::seed_from_u64(SEED);

    let with_activities: Vec<(String, Vec<String>)> = index
        .occupations()
        .map(|occupation| {
            let ids = index.activities_of(occupation.code).map(|activity| activity.id.to_owned());
            (occupation.code.to_string(), ids.collect::<Vec<_>>())
        })
        .filter(|(_, ids)| ids.len() > 1)
        .collect();
    // Three activities of an occupation, at random: among so many ways hardly one comes twice.
    let mut related = || {
        let (code, ids) = &with_activities[random.random_range(0..with_activities.len())];
        let chosen: Vec<&str> = (0..3).map(|_| ids[random.random_range(0..ids.len())].as_str()).collect();
        format!("/online/related_activities/results/{code}?activities={}", chosen.join(","))
    };
    let fresh: Vec<String> = (0..extent.timed + extent.before).map(|_| related()).collect();
    let example =
        "/online/related_activities/results/29-1051.00?activities=4.A.2.a.2.I05.D04,4.A.4.a.1.I05.D01";

    let of_codes = |path: &str| codes.iter().map(|code| path.replace("{code}", code)).collect::<Vec<_>>();
    let mut rows = vec![
        Row::new("related activities, fresh arguments", fresh),
        Row::new("related activities, one call again and again", [example.to_owned()]),
        Row::new("occupation overview", of_codes(op::ONLINE_OCCUPATIONS_OVERVIEW.path)),
    ];
    let sections = op::ALL.into_iter().filter(|operation| is_section(operation));
    rows.extend(sections.map(|operation| {
        let section = operation.path.rsplit('/').next().unwrap_or_default();
        Row::new(format!("details: {section}"), of_codes(operation.path))
    }));
    let elements = ["2.C.1.a", "2.C.4.a", "2.C.5.b", "2.C.7.c"];
    let of_elements = |path: &str| elements.map(|id| path.replace("{id}", id));
    rows.push(Row::new("occupations rated on an element", of_elements("/online/onet_data/knowledge/{id}")));
    rows.push(Row::new(
        "occupations like one in an element",
        of_elements("/online/occupations/29-1051.00/related/knowledge/{id}"),
    ));
    rows.push(Row::new(
        "rows of a whole table",
        (1..50).map(|start| format!("/database/rows/knowledge?start={start}&end={}", start + 19)),
    ));
    let words = titles.iter().filter_map(|title| title.split([' ', ',']).next());
    rows.push(Row::new(
        "search, the first word of a title",
        words.map(|word| format!("/online/search?keyword={word}")),
    ));
    rows.push(Row::new(
        "database rows of an occupation, by code",
        codes.iter().map(|code| format!("/database/rows/knowledge?filter=onetsoc_code.eq.{code}")),
    ));
    rows.push(Row::new(
        "database rows by number, sorted by it",
        (0..70).map(|tenth| {
            let (whole, tenth) = (tenth / 10, tenth % 10);
            format!("/database/rows/skills?filter=data_value.gte.{whole}.{tenth}&sort=data_value.descending")
        }),
    ));
    rows.push(Row::new(
        "database rows by a part of a text",
        titles
            .iter()
            .filter_map(|title| title.split([' ', ',']).next())
            .map(|word| format!("/database/rows/alternate_titles?filter=alternate_title.contains.{word}")),
    ));
    let mut random = Xoshiro256PlusPlus::seed_from_u64(SEED);
    let mut answers = || -> String { (0..60).map(|_| random.random_range(1..=5_u8).to_string()).collect() };
    let careers: Vec<String> = (0..extent.timed + extent.before)
        .map(|_| format!("/mnm/interestprofiler/careers?answers={}", answers()))
        .collect();
    rows.push(Row::new("careers that fit answers to the Interest Profiler", careers));
    Ok(rows)
}

/// Whether an operation is a section of the details of an occupation.
fn is_section(operation: &Operation) -> bool {
    let in_path = operation.parameters.iter().filter(|parameter| parameter.location == Location::Path);
    operation.path.contains("/details/") && in_path.count() == 1
}

/// The line of a row; `None` when the source answers none of its calls. Refused calls are not counted: an occupation may
/// have no data for the row.
async fn measured(
    answer: impl AsyncFn(&str) -> Measured<(StatusCode, usize)>,
    row: &Row,
    extent: Extent,
) -> Measured<Option<String>> {
    let mut calls = row.calls.iter().cycle();
    let (mut times, mut bytes) = (Vec::with_capacity(extent.timed), 0);
    for number in 0..2 * (extent.before + extent.timed) {
        let Some(call) = calls.next() else { return Ok(None) };
        let started = Instant::now();
        let (status, length) = answer(call).await?;
        let took = started.elapsed();
        if number >= extent.before && status == StatusCode::OK {
            times.push(took);
            bytes += length;
        }
        if times.len() == extent.timed {
            break;
        }
    }
    if times.is_empty() {
        return Ok(None);
    }
    times.sort_unstable();
    let micros = |time: Duration| time.as_secs_f64() * 1e6;
    let at = |percent: usize| micros(times[(times.len() - 1) * percent / 100]);
    Ok(Some(format!(
        "{:<58}{:>10.1}{:>10.1}{:>10.1}{:>10}",
        row.name,
        at(50),
        at(99),
        at(100),
        bytes / times.len()
    )))
}
