//! The documents as types, described once by the `shapes!` of each family.
//!
//! A member has the name that it has in the documents, in the singular also where it is a list (`career`,
//! `element`); what was seen in some versions only, or in some resources only, is an [`Option`]. Where a
//! section of a full report is a resource of its own as well, the echo of the call (`code`, `report`,
//! `display`) is there only on the resource.

mod database;
mod lists;
mod my_next_move;
mod occupation;
mod profiler;
mod reports;
mod service;
mod shared;
mod taxonomy;

pub use crate::describe::Listed;
pub use crate::scalar::{Cell, Row, SectionTitle};
pub use database::*;
pub use lists::*;
pub use my_next_move::*;
pub use occupation::*;
pub use profiler::*;
pub use reports::*;
pub use service::*;
pub use shared::*;
pub use taxonomy::*;
