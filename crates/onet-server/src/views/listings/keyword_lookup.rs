//! Keyword search in products, categories of technology and the SOC; each match leads to occupations.

use onet_api::{operations, types};
use onet_db::Occupation;
use onet_domain::{Classification, SocCode, TypedCode};
use serde_json::Value;

use crate::error::Error;
use crate::indices::names::{NameIndex, NamedEntry};
use crate::pagination::{LIST_PAGE, PageRequest};
use crate::views::body::write_page;
use crate::views::call::Call;

/// The things in which a keyword is looked up.
#[derive(Debug, Clone, Copy)]
pub(crate) enum KeywordLookup {
    /// Products, such as `Microsoft Excel`.
    Products,
    /// Categories of technology.
    TechnologyCategories,
    /// Occupations of the SOC.
    Soc,
}

/// The matches of the keyword of the call.
pub(crate) fn answer(lookup: KeywordLookup, call: &Call<'_>) -> Result<Vec<u8>, Error> {
    let page = PageRequest::read(call.arguments, LIST_PAGE)?;
    let names = lookup.names(call)?;
    let found = find(names, call.arguments.text("keyword"), lookup.classifications());
    let bounds = page.bounds(found.len(), call.links);
    let items: Vec<Value> =
        found[bounds.range.clone()].iter().map(|name| lookup.item(call, name)).collect::<Result<_, _>>()?;
    write_page(call, &bounds, &[], &items)
}

/// The matches of a keyword, or else of the codes that it may stand for: `512001` for `51.2001`. The code of a group
/// matches those of its members.
pub(super) fn find<'n>(
    names: &'n NameIndex,
    keyword: &str,
    classifications: &[Classification],
) -> Vec<&'n NamedEntry> {
    let found = names.find(keyword);
    let Some(typed) = TypedCode::read(keyword).filter(|_| found.is_empty()) else { return found };
    let readings = typed.readings().iter();
    let codes = readings.filter(|reading| classifications.contains(&reading.classification));
    let mut by_code = codes.map(|reading| {
        let is_group = reading.code.parse().is_ok_and(|soc: SocCode| !soc.is_detailed());
        names.find(if is_group { reading.code.trim_end_matches('0') } else { &reading.code })
    });
    by_code.find(|found| !found.is_empty()).unwrap_or_default()
}

impl KeywordLookup {
    /// The classifications that its codes belong to.
    fn classifications(self) -> &'static [Classification] {
        match self {
            Self::Soc => &[Classification::Soc],
            Self::Products | Self::TechnologyCategories => &[],
        }
    }

    fn names<'a>(self, call: &Call<'a>) -> Result<&'a NameIndex, Error> {
        let (indices, release) = (call.indices(), call.release());
        Ok(match self {
            Self::Products => indices.products(release)?,
            Self::TechnologyCategories => indices.technology_categories(release)?,
            Self::Soc => indices.soc_titles(release)?,
        })
    }

    fn item(self, call: &Call<'_>, name: &NamedEntry) -> Result<Value, Error> {
        let NamedEntry { code, title, .. } = name;
        let title = title.clone();
        let item = match self {
            Self::Products => {
                let href = call.links.operation(&operations::ONLINE_TECHNOLOGY_EXAMPLES_OCCUPATIONS, &title);
                serde_json::to_value(types::TechnologyExampleRef { title, href })
            }
            Self::TechnologyCategories => {
                let href = call.links.operation(&operations::ONLINE_TECHNOLOGY_CATEGORIES_OCCUPATIONS, code);
                let code = code.parse::<i64>().map_err(Error::failed)?;
                serde_json::to_value(types::TechnologyCategoryMatch { code, title, href })
            }
            Self::Soc => {
                let soc: SocCode = code.parse().map_err(Error::failed)?;
                let of_release = call.occupations()?.occupations();
                let mut matched: Vec<Occupation<'_>> =
                    of_release.filter(|occupation| occupation.code.soc() == soc).collect();
                matched.sort_by_key(|occupation| occupation.code);
                let occupation = matched.into_iter().map(|found| call.occupation_ref(found)).collect();
                serde_json::to_value(types::CrosswalkMatch { code: code.clone(), title, occupation })
            }
        };
        item.map_err(Error::failed)
    }
}
