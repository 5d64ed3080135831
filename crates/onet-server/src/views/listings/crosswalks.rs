//! Keyword search in other classifications.

use onet_api::types;
use onet_db::CrosswalkEntry;
use serde_json::json;

use crate::error::Error;
use crate::indices::crosswalks::{Crosswalk, CrosswalkIndex};
use crate::pagination::{LIST_PAGE, PageRequest};
use crate::views::body::page_of;
use crate::views::call::Call;
use crate::views::listings::keyword_lookup;

/// Whether entries are sorted by code. Those of the Handbook, which show none, are not: the best match comes first, and
/// equally good matches are sorted by title.
fn is_by_code(crosswalk: Crosswalk) -> bool {
    crosswalk != Crosswalk::Handbook
}

/// The entries that match a keyword, each with its occupations.
pub(crate) fn search(crosswalk: Crosswalk, call: &Call<'_>) -> Result<Vec<u8>, Error> {
    let page = PageRequest::read(call.arguments, LIST_PAGE)?;
    let CrosswalkIndex { entries, names } = call.indices().crosswalk(crosswalk, call.release())?;
    let mut found = keyword_lookup::find(names, call.arguments.text("keyword"), crosswalk.classifications());
    if is_by_code(crosswalk) {
        found.sort_by_key(|name| name.number);
    }
    let found = found.into_iter().map(|name| &entries[name.number]);
    let found: Vec<&CrosswalkEntry> = match crosswalk {
        Crosswalk::Military => in_service(call, entries, found)?,
        _ => found.collect(),
    };
    let index = call.occupations()?;
    page_of(call, page, &[], &found, |entry| {
        let of_entry = entry.occupations.iter().filter_map(|code| index.occupation(*code));
        let occupation: Vec<_> = of_entry.map(|found| call.occupation_ref(found)).collect();
        match crosswalk {
            Crosswalk::Handbook => {
                json!(types::OccupationHandbookMatch { title: entry.title.clone(), occupation })
            }
            _ => {
                let (code, title) = (entry.code.clone(), entry.title.clone());
                json!(types::CrosswalkMatch { code, title, occupation })
            }
        }
    })
}

/// The military jobs of the branch that the call requests, active or not. A list without that distinction has active
/// codes only.
fn in_service<'a>(
    call: &Call<'_>,
    entries: &'a [CrosswalkEntry],
    found: impl Iterator<Item = &'a CrosswalkEntry>,
) -> Result<Vec<&'a CrosswalkEntry>, Error> {
    let missing = |what: &str| {
        let label = call.import_label();
        Error::NotInSource(format!("{what} are not in the military crosswalk of {label}."))
    };
    let branch = call.arguments.text("branch");
    let wants_active = call.arguments.text("active") != "false";
    if branch != "all" && entries.iter().all(|entry| entry.branch.is_none()) {
        return Err(missing("Branches of the armed forces"));
    }
    if !wants_active && entries.iter().all(|entry| entry.is_active.is_none()) {
        return Err(missing("Codes that are out of use"));
    }
    let is_of_branch = |entry: &CrosswalkEntry| branch == "all" || entry.branch.as_deref() == Some(branch);
    let is_wanted = |entry: &CrosswalkEntry| entry.is_active.unwrap_or(true) == wants_active;
    Ok(found.filter(|entry| is_of_branch(entry) && is_wanted(entry)).collect())
}
