//! A connection that ends when the other end does not read.

use std::io::{self, IoSlice};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::{Instant, Sleep};

use super::connections::Place;
use crate::limits::Limits;

/// How long the other end may take to read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pace {
    grace: Duration,
    /// Bytes per second.
    rate: f64,
}

impl Pace {
    pub(super) fn new(limits: &Limits) -> Self {
        Self { grace: limits.write_timeout, rate: f64::from(limits.write_rate.get()) }
    }

    /// The time within which this many bytes must have been read.
    fn time_for(self, bytes: usize) -> Duration {
        self.grace + Duration::from_secs_f64(bytes as f64 / self.rate)
    }
}

/// A connection whose writes fail when the other end reads too slowly: from the first byte that cannot be written on, it
/// has a grace, and as long as the [`Pace`] allows for what it has read since.
pub(super) struct SteadyStream {
    io: TcpStream,
    pace: Pace,
    place: Arc<Place>,
    /// While there are bytes to write.
    stalled: Option<Stalled>,
}

#[derive(Debug)]
struct Stalled {
    since: Instant,
    /// Bytes read by the other end since then.
    written: usize,
    ends: Pin<Box<Sleep>>,
}

impl SteadyStream {
    pub(super) fn new(io: TcpStream, pace: Pace, place: Arc<Place>) -> Self {
        Self { io, pace, place, stalled: None }
    }

    /// Records the result of a write.
    fn watch(
        &mut self,
        written: Poll<io::Result<usize>>,
        context: &mut Context<'_>,
    ) -> Poll<io::Result<usize>> {
        match written {
            Poll::Ready(result) => {
                if let (Some(stalled), Ok(bytes)) = (&mut self.stalled, &result) {
                    stalled.written += bytes;
                }
                Poll::Ready(result)
            }
            Poll::Pending => {
                let pace = self.pace;
                let stalled = self.stalled.get_or_insert_with(|| Stalled {
                    since: Instant::now(),
                    written: 0,
                    ends: Box::pin(tokio::time::sleep(pace.grace)),
                });
                let ends = stalled.since + pace.time_for(stalled.written);
                if stalled.ends.deadline() != ends {
                    stalled.ends.as_mut().reset(ends);
                }
                ready!(stalled.ends.as_mut().poll(context));
                Poll::Ready(Err(io::Error::new(
                    io::ErrorKind::TimedOut,
                    "the caller does not read the response",
                )))
            }
        }
    }
}

impl AsyncRead for SteadyStream {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.io).poll_read(context, buffer)
    }
}

impl AsyncWrite for SteadyStream {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.io).poll_write(context, bytes);
        self.watch(written, context)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.io).poll_write_vectored(context, slices);
        self.watch(written, context)
    }

    fn is_write_vectored(&self) -> bool {
        self.io.is_write_vectored()
    }

    /// Called when all bytes have been written.
    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.stalled = None;
        self.place.flushed();
        Pin::new(&mut self.io).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.io).poll_shutdown(context)
    }
}
