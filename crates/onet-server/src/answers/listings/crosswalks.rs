//! Searches in other classifications, and what they say of one occupation.

use onet_db::{CrosswalkEntry, Release};
use serde_json::json;

use super::keyword_lookup::Names;
use super::read_once;
use crate::answers::page::page_of;
use crate::answers::{occupation_ref, occupations};
use crate::error::Refusal;
use crate::pagination::Request;
use crate::rules::Call;

/// Another classification, given by a supplementary table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Crosswalk {
    Education,
    Handbook,
    Esco,
    Apprenticeship,
    Dot,
    Military,
}

impl Crosswalk {
    /// The supplementary table.
    pub(crate) fn tables(self) -> &'static [&'static str] {
        match self {
            Self::Education => &["crosswalk_education"],
            Self::Handbook => &["crosswalk_handbook"],
            Self::Esco => &["crosswalk_esco"],
            Self::Apprenticeship => &["crosswalk_rapids"],
            Self::Dot => &["crosswalk_dot"],
            Self::Military => &["crosswalk_military"],
        }
    }

    fn load(self, release: &Release) -> Result<Entries, onet_db::Error> {
        let entries = release.crosswalk(self.tables()[0])?;
        let named = entries.iter().map(|entry| (entry.code.clone(), entry.title.clone()));
        let names = Names::new(named);
        Ok(Entries { entries, names })
    }

    /// Whether entries come by code; by how well they fit and by title where the code says nothing to people.
    fn is_by_code(self) -> bool {
        !matches!(self, Self::Handbook | Self::Esco)
    }

    fn entries<'a>(self, call: &Call<'a>) -> Result<&'a Entries, Refusal> {
        let cell = &call.source.indices().crosswalks[self as usize];
        read_once(cell, || self.load(call.source.release()))
    }
}

/// The entries of a crosswalk, and their names to search in.
#[derive(Debug)]
pub(crate) struct Entries {
    entries: Vec<CrosswalkEntry>,
    names: Names,
}

pub(crate) fn search(crosswalk: Crosswalk, call: &Call<'_>, default_size: u32) -> Result<Vec<u8>, Refusal> {
    let page = Request::read(call.arguments, default_size)?;
    let Entries { entries, names } = crosswalk.entries(call)?;
    let mut found = names.find(call.arguments.text("keyword"));
    if crosswalk.is_by_code() {
        found.sort_by_key(|name| name.number);
    }
    let found = found.into_iter().map(|name| &entries[name.number]);
    let found: Vec<&CrosswalkEntry> = match crosswalk {
        Crosswalk::Military => in_service(call, entries, found)?,
        _ => found.collect(),
    };
    let index = occupations(call)?;
    page_of(call, page, &[], &found, |entry| {
        let of_entry = entry.occupations.iter().filter_map(|code| index.occupation(*code));
        let occupation: Vec<_> = of_entry.map(|found| occupation_ref(call, found)).collect();
        match crosswalk {
            Crosswalk::Handbook => json!({ "title": entry.title, "occupation": occupation }),
            _ => json!({ "code": entry.code, "title": entry.title, "occupation": occupation }),
        }
    })
}

/// The military jobs of the branch that the call wants, in use today or not as it wants. A list that does not tell
/// which codes are in use is taken for one of codes that are.
fn in_service<'a>(
    call: &Call<'_>,
    entries: &'a [CrosswalkEntry],
    found: impl Iterator<Item = &'a CrosswalkEntry>,
) -> Result<Vec<&'a CrosswalkEntry>, Refusal> {
    let absent = |what: &str| {
        let label = call.source.label();
        Refusal::NotInSource(format!("{what} are not in the military crosswalk of {label}."))
    };
    let branch = call.arguments.text("branch");
    let wants_active = call.arguments.text("active") != "false";
    if branch != "all" && entries.iter().all(|entry| entry.branch.is_none()) {
        return Err(absent("Branches of the armed forces"));
    }
    if !wants_active && entries.iter().all(|entry| entry.is_active.is_none()) {
        return Err(absent("Codes that are out of use"));
    }
    let is_of_branch = |entry: &CrosswalkEntry| branch == "all" || entry.branch.as_deref() == Some(branch);
    let is_wanted = |entry: &CrosswalkEntry| entry.is_active.unwrap_or(true) == wants_active;
    Ok(found.filter(|entry| is_of_branch(entry) && is_wanted(entry)).collect())
}
