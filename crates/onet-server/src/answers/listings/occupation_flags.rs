//! Marks that lists beside a release give to occupations: why an outlook is bright, types of STEM.

use std::collections::{BTreeMap, BTreeSet};

use onet_api::types;
use onet_db::Occupation;
use onet_domain::{MajorGroup, OnetSocCode};
use serde::Serialize;
use serde_json::{Value, json};

use super::{Detail, Found, family_title, read_once};
use crate::answers::{occupations, to_json, unknown};
use crate::error::Refusal;
use crate::rules::Call;

/// The occupations of a list with the codes of their marks.
pub(crate) type Marks = BTreeMap<OnetSocCode, BTreeSet<String>>;

/// A list of marked occupations.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum List {
    BrightOutlook,
    Stem,
}

/// Which occupations of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Which {
    /// All, each with its marks.
    All,
    /// Those with the mark of the path.
    OfOne,
}

static OUTLOOK: [(&str, &str); 3] =
    [("grow", "Grow Rapidly"), ("openings", "Openings"), ("emerging", "New & Emerging")];

static STEM: [(&str, &str); 5] = [
    ("1", "Research, Development, Design, and Practitioners"),
    ("2", "Technologists and Technicians"),
    ("3", "Postsecondary Teaching"),
    ("4", "Managerial"),
    ("5", "Sales"),
];

impl List {
    /// The supplementary table.
    pub(crate) fn tables(self) -> &'static [&'static str] {
        match self {
            Self::BrightOutlook => &["bright_outlook"],
            Self::Stem => &["stem_occupations"],
        }
    }

    /// The marks by code and title, in their order.
    fn titles(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::BrightOutlook => &OUTLOOK,
            Self::Stem => &STEM,
        }
    }

    fn marks<'a>(self, call: &Call<'a>) -> Result<&'a Marks, Refusal> {
        let release = call.source.release();
        let cell = &call.source.indices().marks[self as usize];
        read_once(cell, || release.marks(self.tables()[0]))
    }

    /// The mark that the path asks for.
    fn asked(self, call: &Call<'_>) -> String {
        match self {
            Self::BrightOutlook => call.arguments.text("code").to_owned(),
            Self::Stem => call.arguments.integer("code").unwrap_or_default().to_string(),
        }
    }

    /// The title of the mark that the path asks for.
    pub(super) fn title(self, call: &Call<'_>) -> Result<&'static str, Refusal> {
        let asked = self.asked(call);
        let found = self.titles().iter().find(|(code, _)| *code == asked);
        found.map(|(_, title)| *title).ok_or_else(|| unknown(call, &format!("The mark {asked}")))
    }

    fn detail(self, marks: &BTreeSet<String>) -> Detail<'static> {
        let shown = self.titles().iter().filter(|(code, _)| marks.contains(*code));
        match self {
            Self::BrightOutlook => Detail::BrightOutlook { category: shown.map(category).collect() },
            Self::Stem => Detail::Stem { stem_occupation_type: shown.filter_map(stem_type).collect() },
        }
    }
}

fn category((code, title): &(&str, &str)) -> types::BrightOutlookCategoryRef {
    types::BrightOutlookCategoryRef { code: (*code).to_owned(), title: (*title).to_owned() }
}

fn stem_type((code, title): &(&str, &str)) -> Option<types::JobZoneRef> {
    Some(types::JobZoneRef { code: code.parse().ok()?, title: (*title).to_owned() })
}

/// Reads which occupations have a bright outlook, where the release was imported with the list: every answer that
/// names occupations tags them.
pub(crate) fn read_outlook(call: &Call<'_>) -> Result<(), Refusal> {
    match call.source.release().has_table(List::BrightOutlook.tables()[0]) {
        true => List::BrightOutlook.marks(call).map(|_| ()),
        false => Ok(()),
    }
}

/// Whether an occupation has a bright outlook; the tag is only ever sent when true.
pub(crate) fn tags(call: &Call<'_>, code: OnetSocCode) -> types::Tags {
    let is_bright = outlook(call).is_some_and(|marks| marks.contains_key(&code));
    types::Tags { bright_outlook: is_bright.then_some(true) }
}

/// Why the outlook of an occupation is bright; nothing where it is not.
pub(crate) fn outlook_of(call: &Call<'_>, code: OnetSocCode) -> Vec<types::BrightOutlookCategoryRef> {
    let Some(marks) = outlook(call).and_then(|marks| marks.get(&code)) else { return Vec::new() };
    OUTLOOK.iter().filter(|(code, _)| marks.contains(*code)).map(category).collect()
}

fn outlook<'a>(call: &Call<'a>) -> Option<&'a Marks> {
    call.source.indices().marks[List::BrightOutlook as usize].get()
}

/// The occupations of a list among the candidates; those of one job family where the call wants it.
pub(super) fn find<'a>(
    list: List,
    which: Which,
    call: &Call<'a>,
    candidates: Vec<Occupation<'a>>,
) -> Result<Vec<Found<'a>>, Refusal> {
    let marks = list.marks(call)?;
    let wanted = match which {
        Which::All => None,
        Which::OfOne => Some(list.asked(call)),
    };
    let family: Option<MajorGroup> = match call.arguments.text("job_family") {
        "" => None,
        text => Some(text.parse().map_err(|failure| Refusal::parameter(format!("{failure}")))?),
    };
    let compare = |occupation: Occupation<'a>| {
        let marks = marks.get(&occupation.code)?;
        let fits = wanted.as_ref().is_none_or(|wanted| marks.contains(wanted));
        let is_of_family = family.is_none() || occupation.code.major_group() == family;
        // By mark, the first one of the list comes first.
        let place = list.titles().iter().position(|(code, _)| marks.contains(*code))?;
        let detail = if which == Which::All { list.detail(marks) } else { Detail::None {} };
        (fits && is_of_family).then_some(Found {
            occupation,
            weight: (list.titles().len() - place, 0),
            detail,
        })
    };
    Ok(candidates.into_iter().filter_map(compare).collect())
}

/// The marks of a list to choose from. O*NET OnLine has an entry for all, too.
pub(crate) fn choices(list: List, call: &Call<'_>) -> Result<Vec<u8>, Refusal> {
    let marks = list.marks(call)?;
    let address = |code: &str| format!("{}{code}", call.links.to(call.operation.path));
    let mut entries = Vec::new();
    for (code, title) in list.titles() {
        let mut entry = json!({ "href": address(code), "code": code, "title": title });
        if list == List::Stem {
            entry["code"] = code.parse::<i64>().map_err(Refusal::failed)?.into();
            entry["job_family"] = families(call, marks, Some(*code), &address(code))?;
        }
        entries.push(entry);
    }
    if call.operation.tag == "online" {
        let title = match list {
            List::BrightOutlook => "All categories",
            List::Stem => "All types",
        };
        let mut all = json!({ "href": address("all"), "title": title });
        if list == List::Stem {
            all["job_family"] = families(call, marks, None, &address("all"))?;
        }
        entries.push(all);
    }
    to_json(&entries)
}

#[derive(Serialize)]
struct Family {
    href: String,
    code: String,
    title: &'static str,
}

/// The job families of the occupations with a mark, or with any, by title.
fn families(call: &Call<'_>, marks: &Marks, mark: Option<&str>, address: &str) -> Result<Value, Refusal> {
    let fits = |marks: &BTreeSet<String>| mark.is_none_or(|mark| marks.contains(mark));
    let marked = occupations(call)?.occupations().map(|occupation| occupation.code);
    let marked = marked.filter(|code| marks.get(code).is_some_and(fits));
    let families: BTreeSet<MajorGroup> = marked.filter_map(OnetSocCode::major_group).collect();
    let mut families: Vec<Family> = families
        .into_iter()
        .map(|family| Family {
            href: format!("{address}?job_family={family}"),
            code: family.to_string(),
            title: family_title(family),
        })
        .collect();
    families.sort_by_key(|family| family.title);
    serde_json::to_value(families).map_err(Refusal::failed)
}
