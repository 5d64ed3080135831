//! What callers may use of the server at most.

use std::num::NonZeroU32;
use std::time::Duration;

/// What callers may use of the server at most. The defaults suit a machine with two processors and 1,024 open files.
///
/// ```
/// use onet_server::{Config, Limits};
///
/// let mut limits = Limits::default();
/// limits.connections_per_address = 512;
/// let config = Config::default().with_limits(limits);
/// # let _ = config;
/// ```
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Limits {
    /// Simultaneous connections: 900. When there are as many, the one that waits longest for a request is closed.
    pub connections: usize,
    /// Simultaneous connections from one address (IPv6: from one /64): 256. Further ones are closed when accepted.
    pub connections_per_address: usize,
    /// The time within which the head of a request must arrive: 30 s. It also ends idle connections.
    pub header_timeout: Duration,
    /// The same for connections accepted while three quarters of all are in use: 5 s.
    pub busy_header_timeout: Duration,
    /// Bytes of the head of a request: 96 KiB.
    pub header_bytes: usize,
    /// The time that a caller may leave a response unread: 10 s, and as long as [`write_rate`](Self::write_rate) allows
    /// for what it has read.
    pub write_timeout: Duration,
    /// Bytes per second that a caller must read of a response: 16 KiB.
    pub write_rate: NonZeroU32,
    /// Bytes of responses of more than 64 KiB that have not been read: 64 MiB for all callers, half of it for one
    /// address. Further calls with such a response are refused with 503.
    pub unread_bytes: u32,
    /// The time that a call may compute: 2 s. After it, the call is refused with 422.
    pub query_time: Duration,
    /// Calls that filter and sort tables, which may take long, at the same time: half as many as processors.
    pub slow_queries: usize,
    /// Calls of that kind that wait: 32. Further ones are refused with 503.
    pub slow_queue: usize,
    /// Other calls that compute at the same time: two for each processor.
    pub queries: usize,
    /// Other calls that wait: 1,024. Further ones are refused with 503.
    pub queue: usize,
    /// The time that a call may wait before it computes: 5 s. After it, it is refused with 503.
    pub queue_time: Duration,
    /// Requests per second for one key, with bursts of ten times as many: not limited.
    pub rate_per_key: Option<NonZeroU32>,
    /// Requests per second from one address (IPv6: one /64), with bursts of ten times as many: not limited.
    pub rate_per_address: Option<NonZeroU32>,
    /// At shutdown, the time that an open connection has to send a request: 1 s.
    pub drain_time: Duration,
    /// At shutdown, the time within which responses must have been read: 30 s.
    pub shutdown_time: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        let processors = std::thread::available_parallelism().map_or(2, usize::from);
        Self {
            connections: 900,
            connections_per_address: 256,
            header_timeout: Duration::from_secs(30),
            busy_header_timeout: Duration::from_secs(5),
            header_bytes: 96 * 1024,
            write_timeout: Duration::from_secs(10),
            write_rate: NonZeroU32::MIN.saturating_add(16 * 1024 - 1),
            unread_bytes: 64 * 1024 * 1024,
            query_time: Duration::from_secs(2),
            slow_queries: (processors / 2).max(1),
            slow_queue: 32,
            queries: processors * 2,
            queue: 1024,
            queue_time: Duration::from_secs(5),
            rate_per_key: None,
            rate_per_address: None,
            drain_time: Duration::from_secs(1),
            shutdown_time: Duration::from_secs(30),
        }
    }
}
