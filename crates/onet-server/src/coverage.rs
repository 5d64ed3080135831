//! The sources that answer each operation, computed from the operation table for the page that lists all of them.

use onet_api::operation::Operation;
use onet_api::operations;

pub use crate::operation_table::ArgumentNeeds;
use crate::operation_table::{self, Handler};

/// The sources that answer an operation.
#[derive(Debug)]
#[non_exhaustive]
pub struct Coverage {
    /// The operation.
    pub operation: &'static Operation,
    /// The least that answers the operation.
    pub availability: Availability,
    /// The tables of a release that the answer is made from, by their ids in releases up to 30.2. Empty where it needs
    /// none, or the one that the call names.
    pub tables: Vec<&'static str>,
    /// What some arguments need besides.
    pub arguments: &'static [ArgumentNeeds],
    /// Why a release is not enough; empty where it is.
    pub reason: &'static str,
}

/// The least that answers an operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Availability {
    /// A release.
    FromRelease,
    /// A release with all of these supplementary tables, by their ids in [`onet_db::catalogue`].
    WithFile(&'static [&'static str]),
    /// Only the live service, or recordings of it.
    LiveOrRecordedOnly,
}

/// The coverage of every operation of the contract, in its order.
///
/// ```
/// use onet_server::{Availability, coverage};
///
/// let coverage = coverage();
/// assert_eq!(coverage.len(), onet_api::operations::ALL.len());
/// let search = coverage.iter().find(|row| row.operation.id == "online_search").unwrap();
/// assert_eq!(search.availability, Availability::FromRelease);
/// ```
pub fn coverage() -> Vec<Coverage> {
    operations::ALL.into_iter().map(of).collect()
}

/// The operations whose answers are made from a table of a release, given by its id in [`onet_db::catalogue`]: from the
/// table itself, or from an earlier table that is derived from it.
///
/// ```
/// let operations = onet_server::operations_resting_on("gwas_to_iwas_to_dwas");
/// assert!(operations.iter().any(|operation| operation.id == "online_related_activities_activities"));
/// ```
pub fn operations_resting_on(table: &str) -> Vec<&'static Operation> {
    let earlier = onet_db::catalogue::read_from(table);
    let uses = |row: &Coverage| row.tables.iter().any(|id| *id == table || earlier.contains(id));
    coverage().into_iter().filter(uses).map(|row| row.operation).collect()
}

fn of(operation: &'static Operation) -> Coverage {
    let (availability, tables, reason) = match operation_table::row_of(operation) {
        None => (Availability::LiveOrRecordedOnly, Vec::new(), "Answers to this operation"),
        Some(row) => match (row.handler, row.supplementary) {
            (Handler::Unavailable(what), _) => (Availability::LiveOrRecordedOnly, Vec::new(), what),
            (Handler::View(_), []) => (Availability::FromRelease, row.release_tables(), ""),
            (Handler::View(_), supplementary) => {
                let reason = "a release does not hold the list";
                (Availability::WithFile(supplementary), row.release_tables(), reason)
            }
        },
    };
    let arguments = operation_table::row_of(operation).map_or(&[][..], |row| row.arguments);
    Coverage { operation, availability, tables, arguments, reason }
}
