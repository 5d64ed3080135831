//! What each operation is answered from: computed from the rules, for the page that lists all of them.

use onet_api::operation::Operation;
use onet_api::operations;

use crate::rules::{self, Needs};

/// What an operation is answered from.
#[derive(Debug)]
#[non_exhaustive]
pub struct Coverage {
    /// The operation.
    pub operation: &'static Operation,
    /// What it takes to answer it.
    pub answered: Answered,
    /// The tables of a release that the answer rests on, by their ids in releases up to 30.2. Empty where it rests on
    /// none, or on whichever the call names.
    pub tables: Vec<&'static str>,
    /// Why it takes more than a release; empty where it does not.
    pub why: &'static str,
}

/// What it takes to answer an operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answered {
    /// A release is enough.
    FromRelease,
    /// A release and all of these supplementary tables, by their ids in [`onet_db::catalogue`].
    WithFile(&'static [&'static str]),
    /// Nothing at hand has it but the live service, or recordings of it.
    LiveOrRecordedOnly,
}

/// Every operation of the contract, in its order.
///
/// ```
/// use onet_server::{Answered, coverage};
///
/// let coverage = coverage();
/// assert_eq!(coverage.len(), onet_api::operations::ALL.len());
/// let search = coverage.iter().find(|row| row.operation.id == "online_search").unwrap();
/// assert_eq!(search.answered, Answered::FromRelease);
/// ```
pub fn coverage() -> Vec<Coverage> {
    operations::ALL.into_iter().map(of).collect()
}

/// The operations that are answered from a table of a release, by its id in [`onet_db::catalogue`]: from itself, or from
/// an earlier table that is read from it.
///
/// ```
/// let operations = onet_server::operations_resting_on("gwas_to_iwas_to_dwas");
/// assert!(operations.iter().any(|operation| operation.id == "online_related_activities_activities"));
/// ```
pub fn operations_resting_on(table: &str) -> Vec<&'static Operation> {
    let earlier = onet_db::catalogue::read_from(table);
    let rests = |row: &Coverage| row.tables.iter().any(|id| *id == table || earlier.contains(id));
    coverage().into_iter().filter(rests).map(|row| row.operation).collect()
}

fn of(operation: &'static Operation) -> Coverage {
    let (answered, tables, why) = match rules::needs(operation) {
        Needs::Tables { of_release, supplementary: [] } => (Answered::FromRelease, of_release, ""),
        Needs::Tables { of_release, supplementary } => {
            (Answered::WithFile(supplementary), of_release, "a release does not hold the list")
        }
        Needs::Service { what } => (Answered::LiveOrRecordedOnly, Vec::new(), what),
    };
    Coverage { operation, answered, tables, why }
}
