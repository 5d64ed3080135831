//! The orders of rows in memory.
//!
//! To sort takes as long for a page as for the whole table. A release does not change: the order that the first pages of a
//! query need is remembered for the next ones, so that a reader of all pages sorts once.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use crate::error::Result;

/// Rows of all orders together, at most: 16 MB.
const MOST_ROWS: usize = 2_000_000;

/// The places of rows in a release, one after another as a query orders them.
type Order = Arc<[i64]>;

/// The orders that were needed last, by their query.
#[derive(Debug, Default)]
pub(crate) struct RowOrders {
    /// The one that was needed last is the first.
    recent: Mutex<VecDeque<(String, Order)>>,
}

impl RowOrders {
    /// The order of a query, where it is remembered.
    pub(crate) fn known(&self, query: &str) -> Option<Order> {
        let mut recent = self.recent.lock().unwrap_or_else(PoisonError::into_inner);
        let at = recent.iter().position(|(known, _)| known == query)?;
        let found = recent.remove(at)?;
        let order = Arc::clone(&found.1);
        recent.push_front(found);
        Some(order)
    }

    /// The order of a query, remembered or computed. Two threads may compute the same.
    pub(crate) fn order(&self, query: &str, compute: impl FnOnce() -> Result<Order>) -> Result<Order> {
        if let Some(order) = self.known(query) {
            return Ok(order);
        }
        let order = compute()?;
        let mut recent = self.recent.lock().unwrap_or_else(PoisonError::into_inner);
        recent.retain(|(known, _)| known != query);
        recent.push_front((query.to_owned(), Arc::clone(&order)));
        let mut rows = 0;
        let fitting = recent.iter().take_while(|(_, order)| {
            rows += order.len();
            rows <= MOST_ROWS
        });
        let fitting = fitting.count();
        recent.truncate(fitting);
        Ok(order)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(rows: usize) -> Order {
        std::iter::repeat_n(1, rows).collect()
    }

    #[test]
    fn an_order_is_computed_once_while_it_is_remembered() -> Result<()> {
        let orders = RowOrders::default();
        let mut computed = 0;
        for query in ["a", "b", "a", "a", "b"] {
            let order = orders.order(query, || {
                computed += 1;
                Ok(of(3))
            })?;
            assert_eq!(order.len(), 3);
        }
        assert_eq!(computed, 2);
        assert!(orders.known("c").is_none());
        Ok(())
    }

    #[test]
    fn the_orders_that_were_needed_last_stay_within_the_bound() -> Result<()> {
        let orders = RowOrders::default();
        for query in ["a", "b", "c"] {
            orders.order(query, || Ok(of(MOST_ROWS / 2)))?;
            assert!(orders.known("a").is_some() || query == "c");
        }
        assert!(orders.known("c").is_some(), "the last one is remembered");
        let count = ["a", "b", "c"].into_iter().filter(|query| orders.known(query).is_some()).count();
        assert_eq!(count, 2);
        orders.order("too long", || Ok(of(MOST_ROWS + 1)))?;
        assert!(orders.known("too long").is_none());
        Ok(())
    }
}
