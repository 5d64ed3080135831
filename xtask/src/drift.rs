//! What another edition of the contract changes for a client of ours.
//!
//! Both documents are read into a model of what they mean, in which names of components,
//! order, prose and the spelling of defaults are gone; [`changes`](compare::changes) walks the two
//! models side by side; a [`Report`] prints what it found. Ours is the edition the client was made
//! from, theirs is the one that the service may answer by tomorrow.

mod compare;
mod model;
mod pattern;
mod report;
mod shift;
#[cfg(test)]
mod tests;

use anyhow::Context as _;
use serde_json::Value;

pub(crate) use report::{Format, Report};

/// Compares two OpenAPI 3.1 documents by their meaning.
///
/// Fails when either is not a contract: no paths, a reference that leads nowhere, a schema that
/// is none.
pub(crate) fn compare(ours: &Value, theirs: &Value) -> anyhow::Result<Report> {
    let ours = model::Contract::read(ours).context("our contract cannot be read")?;
    let theirs = model::Contract::read(theirs).context("the other contract cannot be read")?;
    Ok(Report::new(compare::changes(&ours, &theirs)))
}
