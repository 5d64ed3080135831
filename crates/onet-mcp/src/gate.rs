//! How many calls run at the same time, and how many wait.

use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::sync::{Semaphore, SemaphorePermit};

/// Calls that run at the same time: each makes several calls of the server, which has queues of its own.
const RUNNING: usize = 8;
/// Calls that wait.
const WAITING: usize = 256;

/// The place that each call passes.
#[derive(Debug)]
pub(crate) struct Gate {
    running: Semaphore,
    waiting: AtomicUsize,
}

impl Default for Gate {
    fn default() -> Self {
        Self { running: Semaphore::new(RUNNING), waiting: AtomicUsize::new(0) }
    }
}

/// Too many calls wait.
#[derive(Debug)]
pub(crate) struct Busy;

impl Gate {
    /// Waits for a place; it is free again when the permit is dropped.
    pub(crate) async fn enter(&self) -> Result<SemaphorePermit<'_>, Busy> {
        if let Ok(permit) = self.running.try_acquire() {
            return Ok(permit);
        }
        let waiting = Waiting::new(&self.waiting);
        if waiting.number > WAITING {
            return Err(Busy);
        }
        self.running.acquire().await.map_err(|_| Busy)
    }
}

/// A call that waits, until it runs or its caller leaves.
struct Waiting<'a> {
    count: &'a AtomicUsize,
    number: usize,
}

impl<'a> Waiting<'a> {
    fn new(count: &'a AtomicUsize) -> Self {
        let number = count.fetch_add(1, Ordering::Relaxed) + 1;
        Self { count, number }
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.count.fetch_sub(1, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn calls_beyond_the_queue_are_refused_and_those_that_leave_free_their_place() {
        let gate = Gate::default();
        let mut running = Vec::new();
        for _ in 0..RUNNING {
            running.push(gate.enter().await.expect("a place is free"));
        }
        {
            let mut waiting: Vec<_> = (0..WAITING).map(|_| Box::pin(gate.enter())).collect();
            for call in &mut waiting {
                assert!(futures::poll!(call).is_pending());
            }
            assert!(gate.enter().await.is_err(), "the queue is full");
        }
        drop(running.pop());
        assert!(gate.enter().await.is_ok(), "the queue is empty, and one place is free");
    }
}
