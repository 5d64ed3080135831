//! Runs what calls compute apart from the threads that serve connections.
//!
//! Two lanes keep calls that may take long from delaying the others. Each has a bound on what runs and on what waits.

use std::time::Duration;

use onet_api::operation::Operation;
use onet_api::operations;
use onet_db::QueryBudget;

use crate::call_queue::CallQueue;
use crate::error::Error;
use crate::limits::Limits;

/// Operations that may compute for long: a caller chooses what they filter and sort by.
const SLOW: &[&Operation] = &[&operations::DATABASE_ROWS];

/// Threads for calls that compute.
#[derive(Debug)]
pub(crate) struct QueryPool {
    /// The time that a call may compute.
    time: Duration,
    /// The time that a call may wait.
    patience: Duration,
    quick: CallQueue,
    slow: CallQueue,
}

impl QueryPool {
    pub(crate) fn new(limits: &Limits) -> Self {
        Self {
            time: limits.query_time,
            patience: limits.queue_time,
            quick: CallQueue::new(limits.queries, limits.queue),
            slow: CallQueue::new(limits.slow_queries, limits.slow_queue),
        }
    }

    /// Calls that wait, of both kinds.
    pub(crate) fn waiting(&self) -> usize {
        self.quick.waiting() + self.slow.waiting()
    }

    /// Runs the work of a call on another thread. Its queries end when the time is over, or when the returned future is
    /// dropped because the caller has left.
    ///
    /// # Errors
    ///
    /// [`Error::Busy`] when too many calls wait, [`Error::TooSlow`] when the time is over, [`Error::Failed`] when the
    /// work panics; else those of the work.
    pub(crate) async fn run<T, W>(&self, operation: Option<&Operation>, work: W) -> Result<T, Error>
    where
        T: Send + 'static,
        W: FnOnce() -> Result<T, Error> + Send + 'static,
    {
        let is_slow = operation.is_some_and(|operation| SLOW.iter().any(|slow| slow.id == operation.id));
        let lane = if is_slow { &self.slow } else { &self.quick };
        let place = tokio::time::timeout(self.patience, lane.place()).await;
        let place = place.map_err(|_| Error::Busy)?.map_err(|_| Error::Busy)?;
        let budget = QueryBudget::new(self.time);
        let _ends_with_the_call = CancelOnDrop(budget.clone());
        let ran = tokio::task::spawn_blocking(move || {
            let _place = place;
            match budget.run(work) {
                // The cause of the failure may be any query, or the writer of the answer.
                Err(Error::Failed(_)) if budget.is_spent() => Err(Error::TooSlow),
                result => result,
            }
        });
        ran.await.map_err(Error::failed)?
    }
}

struct CancelOnDrop(QueryBudget);

impl Drop for CancelOnDrop {
    fn drop(&mut self) {
        self.0.cancel();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::time::Instant;

    use onet_db::Release;

    use super::*;

    const ROWS: Option<&Operation> = Some(&operations::DATABASE_ROWS);

    fn pool(queue: usize, time: Duration) -> Arc<QueryPool> {
        let limits = Limits {
            query_time: time,
            queue_time: Duration::from_secs(30),
            slow_queries: 1,
            slow_queue: queue,
            ..Limits::default()
        };
        Arc::new(QueryPool::new(&limits))
    }

    /// Work that queries the sample until its budget ends, for two minutes at most.
    fn endless(release: &Release) -> impl FnOnce() -> Result<(), Error> + Send + 'static {
        let release = release.clone();
        move || {
            let began = Instant::now();
            while began.elapsed() < Duration::from_secs(120) {
                release.read(|connection| connection.query_row("SELECT 1", [], |_| Ok(())))?;
            }
            Ok(())
        }
    }

    #[tokio::test]
    async fn a_call_that_computes_too_long_is_refused() -> Result<(), Box<dyn std::error::Error>> {
        let (pool, release) = (pool(1, Duration::from_millis(50)), Release::sample()?);
        assert!(matches!(pool.run(ROWS, endless(&release)).await, Err(Error::TooSlow)));
        assert!(pool.run(ROWS, || Ok(())).await.is_ok(), "the thread is free again");
        Ok(())
    }

    #[tokio::test]
    async fn a_full_queue_refuses_at_once_and_other_calls_go_on() -> Result<(), Box<dyn std::error::Error>> {
        let (pool, release) = (pool(1, Duration::from_secs(60)), Release::sample()?);
        let start = || {
            let (pool, work) = (Arc::clone(&pool), endless(&release));
            tokio::spawn(async move { pool.run(ROWS, work).await })
        };
        let (running, waiting) = (start(), start());
        while pool.waiting() == 0 {
            tokio::task::yield_now().await;
        }
        assert!(matches!(pool.run(ROWS, || Ok(())).await, Err(Error::Busy)));
        assert!(pool.run(Some(&operations::ABOUT), || Ok(())).await.is_ok());
        // The callers leave: the query ends, and the thread takes the next call.
        running.abort();
        waiting.abort();
        assert!(running.await.is_err() && waiting.await.is_err(), "both were aborted");
        tokio::time::timeout(Duration::from_secs(10), pool.run(ROWS, || Ok(())))
            .await?
            .map_err(|_| "busy")?;
        assert_eq!(pool.waiting(), 0);
        Ok(())
    }

    #[tokio::test]
    async fn work_whose_caller_left_the_queue_never_runs() -> Result<(), Box<dyn std::error::Error>> {
        let (pool, release) = (pool(8, Duration::from_secs(60)), Release::sample()?);
        let (busy, work) = (Arc::clone(&pool), endless(&release));
        let running = tokio::spawn(async move { busy.run(ROWS, work).await });
        while pool.slow.free() > 0 {
            tokio::task::yield_now().await;
        }
        let ran = Arc::new(AtomicBool::new(false));
        let (queued, sign) = (Arc::clone(&pool), Arc::clone(&ran));
        let left = tokio::spawn(async move {
            queued
                .run(ROWS, move || {
                    sign.store(true, Ordering::Relaxed);
                    Ok(())
                })
                .await
        });
        while pool.waiting() == 0 {
            tokio::task::yield_now().await;
        }
        left.abort();
        running.abort();
        assert!(running.await.is_err() && left.await.is_err(), "both were aborted");
        tokio::time::timeout(Duration::from_secs(10), pool.run(ROWS, || Ok(())))
            .await?
            .map_err(|_| "busy")?;
        assert!(!ran.load(Ordering::Relaxed));
        Ok(())
    }

    #[tokio::test]
    async fn a_panic_fails_the_call_alone() {
        let pool = pool(1, Duration::from_secs(1));
        let panics = || -> Result<(), Error> { panic!("a test panics") };
        assert!(matches!(pool.run(ROWS, panics).await, Err(Error::Failed(_))));
        assert!(pool.run(ROWS, || Ok(())).await.is_ok());
    }
}
