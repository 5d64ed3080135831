//! Flagged occupations: reasons of a bright outlook, types of STEM.

use std::collections::BTreeSet;

use onet_api::types;
use onet_db::Occupation;
use onet_domain::{MajorGroup, OnetSocCode};
use serde_json::json;

use super::selected::{Detail, Selected};
use crate::error::Error;
use crate::indices::occupation_flags::{FlagList, OccupationFlags};
use crate::views::body::to_json;
use crate::views::call::Call;
use crate::views::references::family_title;

/// Which occupations of a list are selected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FlagFilter {
    /// All, each with its flags.
    All,
    /// Those with the flag in the path.
    Requested,
}

fn flags<'a>(list: FlagList, call: &Call<'a>) -> Result<&'a OccupationFlags, Error> {
    Ok(call.indices().flags(list, call.release())?)
}

/// The code of the flag in the path.
fn requested(list: FlagList, call: &Call<'_>) -> String {
    match list {
        FlagList::BrightOutlook => call.arguments.text("code").to_owned(),
        FlagList::Stem => call.arguments.integer("code").unwrap_or_default().to_string(),
    }
}

/// The title of the flag in the path.
pub(super) fn title(list: FlagList, call: &Call<'_>) -> Result<&'static str, Error> {
    let requested = requested(list, call);
    let found = list.flags().iter().find(|(code, _)| *code == requested);
    found.map(|(_, title)| *title).ok_or_else(|| call.unknown(&format!("The mark {requested}")))
}

fn detail(list: FlagList, flags: &BTreeSet<String>) -> Detail<'static> {
    let shown = list.flags().iter().filter(|(code, _)| flags.contains(*code));
    match list {
        FlagList::BrightOutlook => Detail::BrightOutlook { category: shown.map(category).collect() },
        FlagList::Stem => Detail::Stem { stem_occupation_type: shown.filter_map(stem_type).collect() },
    }
}

fn category((code, title): &(&str, &str)) -> types::BrightOutlookCategoryRef {
    types::BrightOutlookCategoryRef { code: (*code).to_owned(), title: (*title).to_owned() }
}

fn stem_type((code, title): &(&str, &str)) -> Option<types::JobZoneRef> {
    Some(types::JobZoneRef { code: code.parse().ok()?, title: (*title).to_owned() })
}

/// The flagged candidates; those of one job family where the call requests it.
pub(super) fn select<'a>(
    list: FlagList,
    filter: FlagFilter,
    call: &Call<'a>,
    candidates: Vec<Occupation<'a>>,
) -> Result<Vec<Selected<'a>>, Error> {
    let flags = flags(list, call)?;
    let wanted = match filter {
        FlagFilter::All => None,
        FlagFilter::Requested => Some(requested(list, call)),
    };
    let family: Option<MajorGroup> = match call.arguments.text("job_family") {
        "" => None,
        text => Some(text.parse().map_err(|failure| Error::parameter(format!("{failure}")))?),
    };
    let compare = |occupation: Occupation<'a>| {
        let flags = flags.get(&occupation.code)?;
        let fits = wanted.as_ref().is_none_or(|wanted| flags.contains(wanted));
        let is_of_family = family.is_none() || occupation.code.major_group() == family;
        // Sorted by flag, in the order of the list.
        let place = list.flags().iter().position(|(code, _)| flags.contains(*code))?;
        let detail = if filter == FlagFilter::All { detail(list, flags) } else { Detail::None {} };
        // A list of one flag goes by title.
        let weight = if filter == FlagFilter::All { list.flags().len() - place } else { 0 };
        (fits && is_of_family).then_some(Selected { occupation, weight: (weight, 0), detail })
    };
    Ok(candidates.into_iter().filter_map(compare).collect())
}

/// The reasons of a bright outlook to browse. O*NET OnLine also has an entry for all.
pub(crate) fn outlook_categories(call: &Call<'_>) -> Result<Vec<u8>, Error> {
    let entry = |(code, title): &(&str, &str)| types::BrightOutlookEntry {
        href: call.entry_address(code),
        code: Some((*code).to_owned()),
        title: (*title).to_owned(),
    };
    let all = (call.operation.tag == "online").then(|| types::BrightOutlookEntry {
        href: call.entry_address("all"),
        code: None,
        title: "All categories".to_owned(),
    });
    to_json(&FlagList::BrightOutlook.flags().iter().map(entry).chain(all).collect::<Vec<_>>())
}

/// The types of STEM occupations to browse, and an entry for all.
pub(crate) fn stem_types(call: &Call<'_>) -> Result<Vec<u8>, Error> {
    let list = FlagList::Stem;
    let flags = flags(list, call)?;
    // Not `StemTypeEntry`, which omits an empty `job_family`.
    let mut entries = Vec::new();
    for (code, title) in list.flags() {
        let number = code.parse::<i64>().map_err(Error::failed)?;
        let href = call.entry_address(code);
        let families = families(call, flags, Some(*code), &href)?;
        entries.push(json!({ "href": href, "code": number, "title": title, "job_family": families }));
    }
    let href = call.entry_address("all");
    let families = families(call, flags, None, &href)?;
    entries.push(json!({ "href": href, "title": "All types", "job_family": families }));
    to_json(&entries)
}

/// The job families of the occupations with a flag, or with any, by title.
fn families(
    call: &Call<'_>,
    flags: &OccupationFlags,
    flag: Option<&str>,
    address: &str,
) -> Result<Vec<types::StemJobFamily>, Error> {
    let fits = |flags: &BTreeSet<String>| flag.is_none_or(|flag| flags.contains(flag));
    let flagged = call.occupations()?.occupations().map(|occupation| occupation.code);
    let flagged = flagged.filter(|code| flags.get(code).is_some_and(fits));
    let families: BTreeSet<MajorGroup> = flagged.filter_map(OnetSocCode::major_group).collect();
    let mut families: Vec<_> = families
        .into_iter()
        .map(|family| types::StemJobFamily {
            href: format!("{address}?job_family={family}"),
            code: family.to_string(),
            title: family_title(family).to_owned(),
        })
        .collect();
    families.sort_by(|left, right| left.title.cmp(&right.title));
    Ok(families)
}
