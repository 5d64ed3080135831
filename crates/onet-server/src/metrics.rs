//! Counters of the server, in the text format of Prometheus.

use std::sync::atomic::AtomicI64;
use std::time::Duration;

use http::StatusCode;
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::Registry;

use crate::service::AnsweredCall;

/// The upper bounds of the latency buckets in seconds.
const BUCKETS: [f64; 11] = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 2.5, 10.0];

/// The label of calls to no operation.
const NO_CALL: &str = "none";

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Answered {
    version: &'static str,
    operation: &'static str,
    status: u64,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Named {
    version: &'static str,
    operation: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Labelled {
    source: String,
}

/// Counters of one server.
#[derive(Debug)]
pub(crate) struct Metrics {
    registry: Registry,
    requests: Family<Answered, Counter>,
    seconds: Family<Named, Histogram, fn() -> Histogram>,
    bytes: Counter,
    releases: Family<Labelled, Gauge>,
    waiting: Gauge,
    /// Open connections.
    pub(crate) connections: Gauge<i64, AtomicI64>,
    /// Connections closed at once, because their address has too many.
    pub(crate) refused_connections: Counter,
    /// Idle connections closed for new ones.
    pub(crate) evicted_connections: Counter,
    /// Bytes of large responses that have not been read.
    pub(crate) unread_bytes: Gauge<i64, AtomicI64>,
    /// Answers from the response cache.
    pub(crate) cache_hits: Counter,
    /// Answers that had to be computed.
    pub(crate) cache_misses: Counter,
}

fn latencies() -> Histogram {
    Histogram::new(BUCKETS)
}

impl Default for Metrics {
    fn default() -> Self {
        let mut registry = Registry::with_prefix("onet");
        let metrics = Self {
            registry: Registry::default(),
            requests: Family::default(),
            seconds: Family::new_with_constructor(latencies),
            bytes: Counter::default(),
            releases: Family::default(),
            waiting: Gauge::default(),
            connections: Gauge::default(),
            refused_connections: Counter::default(),
            evicted_connections: Counter::default(),
            unread_bytes: Gauge::default(),
            cache_hits: Counter::default(),
            cache_misses: Counter::default(),
        };
        registry.register("requests", "Requests by operation and status", metrics.requests.clone());
        registry.register("request_seconds", "Time to the response by operation", metrics.seconds.clone());
        registry.register("response_bytes", "Bytes of responses", metrics.bytes.clone());
        registry.register("connections", "Open connections", metrics.connections.clone());
        registry.register(
            "connections_refused",
            "Connections closed at accept, because their address has too many",
            metrics.refused_connections.clone(),
        );
        registry.register(
            "connections_evicted",
            "Idle connections closed for new ones",
            metrics.evicted_connections.clone(),
        );
        registry.register(
            "unread_bytes",
            "Bytes of large responses not read yet",
            metrics.unread_bytes.clone(),
        );
        registry.register("queue", "Calls that wait to be computed", metrics.waiting.clone());
        registry.register("cache_hits", "Answers from the response cache", metrics.cache_hits.clone());
        registry.register("cache_misses", "Answers that were computed", metrics.cache_misses.clone());
        registry.register("source", "What answers: 1 for each source in use", metrics.releases.clone());
        Self { registry, ..metrics }
    }
}

impl Metrics {
    /// Counts an answered request.
    pub(crate) fn answered(&self, call: Option<&AnsweredCall>, status: StatusCode, time: Duration) {
        let version = call.map_or(NO_CALL, |call| call.version);
        let operation = call.and_then(|call| call.operation).unwrap_or(NO_CALL);
        let status = status.as_u16().into();
        self.requests.get_or_create(&Answered { version, operation, status }).inc();
        self.seconds.get_or_create(&Named { version, operation }).observe(time.as_secs_f64());
    }

    /// Counts the bytes of a response.
    pub(crate) fn sent(&self, bytes: u64) {
        self.bytes.inc_by(bytes);
    }

    /// All counters as text, with what is known at this moment only.
    pub(crate) fn text(&self, waiting: usize, sources: &[String]) -> String {
        self.waiting.set(i64::try_from(waiting).unwrap_or(i64::MAX));
        self.releases.clear();
        for source in sources {
            self.releases.get_or_create(&Labelled { source: source.clone() }).set(1);
        }
        let mut text = String::new();
        // Writing to a text does not fail.
        let _ = encode(&mut text, &self.registry);
        text
    }
}
