//! The time that the queries of a call may take.

use std::cell::RefCell;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use rusqlite::Connection;

/// Instructions of SQLite between two looks at the budget: some 50 µs.
const INSTRUCTIONS: i32 = 2_000;

thread_local! {
    /// The budget of what this thread runs.
    static CURRENT: RefCell<Option<QueryBudget>> = const { RefCell::new(None) };
}

/// The time that the queries of one call may take, after which they fail with
/// [`Interrupted`](crate::ErrorKind::Interrupted). Clones share the budget, so that another thread can end it.
///
/// ```
/// use std::time::Duration;
///
/// use onet_db::{ErrorKind, QueryBudget, Release};
///
/// let release = Release::sample()?;
/// let count = || release.read(|database| database.query_row("SELECT 1", [], |row| row.get::<_, i64>(0)));
/// let budget = QueryBudget::new(Duration::from_secs(2));
/// assert_eq!(budget.run(count)?, 1);
/// budget.cancel();
/// assert_eq!(budget.run(count).unwrap_err().kind(), ErrorKind::Interrupted);
/// # Ok::<(), onet_db::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct QueryBudget(Arc<Limit>);

#[derive(Debug)]
struct Limit {
    ends: Instant,
    cancelled: AtomicBool,
}

impl QueryBudget {
    /// A budget that ends after this time, counted from now.
    pub fn new(time: Duration) -> Self {
        Self(Arc::new(Limit { ends: Instant::now() + time, cancelled: AtomicBool::new(false) }))
    }

    /// Ends the budget now, as when the caller has left.
    pub fn cancel(&self) {
        self.0.cancelled.store(true, Ordering::Relaxed);
    }

    /// Whether the time is over or the budget was cancelled.
    pub fn is_spent(&self) -> bool {
        self.0.cancelled.load(Ordering::Relaxed) || Instant::now() >= self.0.ends
    }

    /// Runs work on this thread within the budget.
    pub fn run<T>(&self, work: impl FnOnce() -> T) -> T {
        let _restore = Restore(CURRENT.replace(Some(self.clone())));
        work()
    }
}

/// Puts back the budget of the work around, also when the work panics.
struct Restore(Option<QueryBudget>);

impl Drop for Restore {
    fn drop(&mut self) {
        CURRENT.set(self.0.take());
    }
}

/// Whether the budget of this thread is spent; never without one.
pub(crate) fn is_spent() -> bool {
    CURRENT.with_borrow(|budget| budget.as_ref().is_some_and(QueryBudget::is_spent))
}

/// Makes the queries of a connection end with the budget of the thread that runs them.
pub(crate) fn watch(connection: &mut Connection) -> rusqlite::Result<()> {
    connection.progress_handler(INSTRUCTIONS, Some(is_spent))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Counts to a number that takes hours.
    const ENDLESS: &str = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1e12)
                           SELECT count(*) FROM n";

    fn count(connection: &Connection) -> Option<rusqlite::ErrorCode> {
        let counted = connection.query_row(ENDLESS, [], |row| row.get::<_, i64>(0));
        counted.expect_err("the budget ends before the count").sqlite_error_code()
    }

    #[test]
    fn a_running_query_ends_with_its_budget_and_the_connection_stays_usable() -> rusqlite::Result<()> {
        let mut connection = Connection::open_in_memory()?;
        watch(&mut connection)?;
        let began = Instant::now();
        let code = QueryBudget::new(Duration::from_millis(50)).run(|| count(&connection));
        assert_eq!(code, Some(rusqlite::ErrorCode::OperationInterrupted));
        assert!(began.elapsed() < Duration::from_secs(5), "{:?}", began.elapsed());
        assert_eq!(connection.query_row("SELECT 1", [], |row| row.get::<_, i64>(0))?, 1);
        Ok(())
    }

    #[test]
    fn another_thread_can_cancel_a_running_query() -> rusqlite::Result<()> {
        let mut connection = Connection::open_in_memory()?;
        watch(&mut connection)?;
        let budget = QueryBudget::new(Duration::from_secs(600));
        let other = budget.clone();
        let canceller = std::thread::spawn(move || {
            std::thread::sleep(Duration::from_millis(30));
            other.cancel();
        });
        assert_eq!(budget.run(|| count(&connection)), Some(rusqlite::ErrorCode::OperationInterrupted));
        assert!(canceller.join().is_ok());
        Ok(())
    }

    #[test]
    fn a_budget_ends_with_its_work() {
        let spent = QueryBudget::new(Duration::ZERO);
        assert!(spent.run(is_spent));
        assert!(!is_spent());
        assert!(!QueryBudget::new(Duration::from_secs(60)).run(is_spent));
    }
}
