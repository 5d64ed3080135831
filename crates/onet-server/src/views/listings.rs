//! Lists of occupations: which occupations, in which order, with which members.

pub(crate) mod categories;
pub(crate) mod clusters;
pub(crate) mod crosswalks;
pub(crate) mod industries;
pub(crate) mod keyword_lookup;
pub(crate) mod occupation_flags;
pub(crate) mod occupation_list;
pub(crate) mod profiles;
pub(crate) mod questions;
mod selected;
pub(crate) mod selection;
pub(crate) mod skills;
pub(crate) mod summaries;
