//! The operation table: for every operation, the tables that it requires and the view that answers it.
//!
//! Each service has its own part. The parameters of an operation are in the contract ([`onet_api::operations`]); how a
//! view uses them is in the row.

mod my_next_move;
mod online;
mod reports;
mod row;
mod services;

use std::collections::HashMap;
use std::sync::LazyLock;

use onet_api::operation::Operation;

pub use row::ArgumentNeeds;
pub(crate) use row::{Handler, Row};

static BY_ID: LazyLock<HashMap<&'static str, &'static Row>> = LazyLock::new(|| {
    let rows = services::ROWS.iter().chain(&online::ROWS).chain(&reports::ROWS).chain(&my_next_move::ROWS);
    rows.flat_map(|row| row.operations.iter().map(move |operation| (operation.id, row))).collect()
});

/// The row of an operation; `None` for one that this version of the server does not know.
pub(crate) fn row_of(operation: &Operation) -> Option<&'static Row> {
    BY_ID.get(operation.id).copied()
}

#[cfg(test)]
mod tests {
    use onet_api::operations;

    use super::*;

    #[test]
    fn every_operation_has_exactly_one_row() {
        let parts = [&services::ROWS[..], &online::ROWS[..], &reports::ROWS[..], &my_next_move::ROWS[..]];
        let listed: Vec<&str> = parts
            .into_iter()
            .flatten()
            .flat_map(|row| row.operations)
            .map(|operation| operation.id)
            .collect();
        for operation in operations::ALL {
            let rows = listed.iter().filter(|id| **id == operation.id).count();
            assert_eq!(rows, 1, "{} has {rows} rows", operation.id);
        }
        assert_eq!(listed.len(), operations::ALL.len());
    }

    #[test]
    fn supplementary_tables_are_required() {
        for row in BY_ID.values() {
            let id = row.operations[0].id;
            assert!(row.supplementary.iter().all(|table| row.requires.contains(table)), "{id}");
        }
    }
}
