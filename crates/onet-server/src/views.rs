//! Views: functions that write the JSON answer of an operation from a release.
//!
//! Answers are values of the types that the client reads ([`onet_api::types`]). A view relies on the tables that its
//! row in the operation table requires.

pub(crate) mod about;
mod body;
pub(crate) mod by_element;
pub(crate) mod call;
pub(crate) mod career_overview;
pub(crate) mod careers;
mod codes;
pub(crate) mod database;
pub(crate) mod element_lists;
mod ids;
pub(crate) mod listings;
pub(crate) mod military;
pub(crate) mod outline;
pub(crate) mod outlook;
mod references;
pub(crate) mod related;
pub(crate) mod report;
pub(crate) mod report_sections;
pub(crate) mod search;
pub(crate) mod taxonomy;
