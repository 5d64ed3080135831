//! Bounds on how many calls run at the same time and how many wait.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// A queue of calls: some run, some wait for those, and further ones are refused at once.
///
/// ```
/// # tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(async {
/// use onet_server::CallQueue;
///
/// let queue = CallQueue::new(1, 0);
/// let place = queue.place().await.expect("nothing runs");
/// assert!(queue.place().await.is_err());
/// drop(place);
/// assert!(queue.place().await.is_ok());
/// # });
/// ```
#[derive(Debug)]
pub struct CallQueue {
    running: Arc<Semaphore>,
    waiting: AtomicUsize,
    longest: usize,
}

/// As many calls wait as may.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("too many calls wait")]
pub struct QueueFull;

/// A place among the calls that run. It is free again when this is dropped.
#[derive(Debug)]
pub struct Place {
    _permit: OwnedSemaphorePermit,
}

impl CallQueue {
    /// A queue of `running` calls that run at the same time and `longest` that wait.
    pub fn new(running: usize, longest: usize) -> Self {
        Self { running: Arc::new(Semaphore::new(running)), waiting: AtomicUsize::new(0), longest }
    }

    /// Waits for a place. A caller that drops the future leaves the queue.
    ///
    /// # Errors
    ///
    /// [`QueueFull`] when as many calls wait as may.
    pub async fn place(&self) -> Result<Place, QueueFull> {
        if let Ok(permit) = Arc::clone(&self.running).try_acquire_owned() {
            return Ok(Place { _permit: permit });
        }
        let waiting = Waiting::new(&self.waiting);
        if waiting.number > self.longest {
            return Err(QueueFull);
        }
        // The semaphore is never closed.
        let permit = Arc::clone(&self.running).acquire_owned().await.map_err(|_| QueueFull)?;
        Ok(Place { _permit: permit })
    }

    /// Calls that wait.
    pub fn waiting(&self) -> usize {
        self.waiting.load(Ordering::Relaxed)
    }

    #[cfg(test)]
    pub(crate) fn free(&self) -> usize {
        self.running.available_permits()
    }
}

/// A call that waits, until it runs or its caller leaves.
struct Waiting<'a> {
    count: &'a AtomicUsize,
    /// Its number in the queue, from 1.
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
    use std::pin::pin;

    use super::*;

    #[tokio::test]
    async fn calls_beyond_the_queue_are_refused_and_those_that_leave_free_their_place() {
        let queue = CallQueue::new(1, 1);
        let running = queue.place().await;
        {
            let mut waiting = pin!(queue.place());
            let poll = std::future::poll_fn(|context| {
                std::task::Poll::Ready(std::future::Future::poll(waiting.as_mut(), context).is_pending())
            });
            assert!(poll.await && queue.waiting() == 1, "one call waits");
            assert!(queue.place().await.is_err(), "the queue is full");
        }
        drop(running);
        assert!(
            queue.place().await.is_ok() && queue.waiting() == 0,
            "the queue is empty, and the place is free"
        );
    }
}
