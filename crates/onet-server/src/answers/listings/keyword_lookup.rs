//! Searches for other things than occupations: named things that fit a keyword, each leading to occupations.

use onet_api::{operations, types};
use onet_db::{Occupation, title_order};
use onet_domain::SocCode;
use serde_json::Value;

use super::{read_once, technology};
use crate::answers::page::page;
use crate::answers::{occupation_ref, occupations};
use crate::error::Refusal;
use crate::pagination::Request;
use crate::rules::Call;

/// The things that a search looks for.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Matches {
    /// Products, such as `Microsoft Excel`.
    Products,
    /// Categories of technology.
    TechnologyCategories,
    /// Occupations of the SOC.
    Soc,
}

/// Things with a name, by title.
#[derive(Debug)]
pub(crate) struct Names(Vec<Name>);

#[derive(Debug)]
pub(super) struct Name {
    /// Its place among the things that the names were made of, from 0.
    pub(super) number: usize,
    /// Empty where the thing has none.
    code: String,
    title: String,
    /// The title in small letters.
    folded: String,
}

pub(crate) fn answer(matches: Matches, call: &Call<'_>, default_size: u32) -> Result<Vec<u8>, Refusal> {
    let asked = Request::read(call.arguments, default_size)?;
    let names = matches.names(call)?;
    let found = names.find(call.arguments.text("keyword"));
    let window = asked.window(found.len(), call.links);
    let items: Vec<Value> =
        found[window.range.clone()].iter().map(|name| matches.item(call, name)).collect::<Result<_, _>>()?;
    page(call, &window, &[], &items)
}

impl Matches {
    fn names<'a>(self, call: &Call<'a>) -> Result<&'a Names, Refusal> {
        let cell = &call.source.indices().names[self as usize];
        match self {
            Self::Products => {
                let products = technology(call)?.products().iter();
                let named = products.map(|product| (String::new(), product.title.clone()));
                read_once(cell, || Ok(Names::new(named)))
            }
            Self::TechnologyCategories => {
                call.source.release().require_commodities()?;
                let categories = technology(call)?.categories().iter();
                let named = categories.map(|category| (category.code.to_string(), category.title.clone()));
                read_once(cell, || Ok(Names::new(named)))
            }
            Self::Soc => {
                let release = call.source.release();
                read_once(cell, || Ok(Names::new(release.soc_titles()?.into_iter())))
            }
        }
    }

    fn item(self, call: &Call<'_>, name: &Name) -> Result<Value, Refusal> {
        let Name { code, title, .. } = name;
        let title = title.clone();
        let item = match self {
            Self::Products => {
                let href = call.links.operation(&operations::ONLINE_TECHNOLOGY_EXAMPLES_OCCUPATIONS, &title);
                serde_json::to_value(types::TechnologyExampleRef { title, href })
            }
            Self::TechnologyCategories => {
                let href = call.links.operation(&operations::ONLINE_TECHNOLOGY_CATEGORIES_OCCUPATIONS, code);
                let code = code.parse::<i64>().map_err(Refusal::failed)?;
                serde_json::to_value(types::TechnologyCategoryMatch { code, title, href })
            }
            Self::Soc => {
                let soc: SocCode = code.parse().map_err(Refusal::failed)?;
                let of_release = occupations(call)?.occupations();
                let mut matched: Vec<Occupation<'_>> =
                    of_release.filter(|occupation| occupation.code.soc() == soc).collect();
                matched.sort_by_key(|occupation| occupation.code);
                let occupation = matched.into_iter().map(|found| occupation_ref(call, found)).collect();
                serde_json::to_value(types::CrosswalkMatch { code: code.clone(), title, occupation })
            }
        };
        item.map_err(Refusal::failed)
    }
}

impl Names {
    pub(super) fn new(named: impl Iterator<Item = (String, String)>) -> Self {
        let name = |(number, (code, title)): (usize, (String, String))| {
            let folded = title.to_lowercase();
            Name { number, code, title, folded }
        };
        let mut names: Vec<Name> = named.enumerate().map(name).collect();
        names.sort_by(|left, right| title_order(&left.title, &right.title));
        Self(names)
    }

    /// What fits a keyword: whose title or code it is or begins, then whose title has a word that begins with each
    /// word of it. Those of one kind by title.
    pub(super) fn find(&self, keyword: &str) -> Vec<&Name> {
        let text = keyword.trim().to_lowercase();
        let words: Vec<&str> = text.split_whitespace().collect();
        let mut found: Vec<(u8, &Name)> =
            self.0.iter().filter_map(|name| Some((name.rank(&text, &words)?, name))).collect();
        found.sort_by_key(|(rank, _)| *rank);
        found.into_iter().map(|(_, name)| name).collect()
    }
}

impl Name {
    fn rank(&self, text: &str, words: &[&str]) -> Option<u8> {
        if self.folded == text || self.code == text {
            Some(0)
        } else if self.folded.starts_with(text) || self.code.starts_with(text) {
            Some(1)
        } else {
            words.iter().all(|word| self.has_word(word)).then_some(2)
        }
    }

    fn has_word(&self, beginning: &str) -> bool {
        let begins_word = |at: usize| !self.folded[..at].ends_with(char::is_alphanumeric);
        self.folded.match_indices(beginning).any(|(at, _)| begins_word(at))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_comes_before_those_that_begin_with_it_and_those_that_have_its_words() {
        let titles = ["C# compilers", "Visual C#", "C", "C#", "Objective C", "Mac#"];
        let names = Names::new(titles.into_iter().map(|title| (String::new(), title.to_owned())));
        let found: Vec<_> = names.find(" c# ").into_iter().map(|name| name.title.as_str()).collect();
        assert_eq!(found, ["C#", "C# compilers", "Visual C#"]);
        assert!(names.find("c++").is_empty());
    }

    #[test]
    fn a_code_is_found_by_its_beginning() {
        let names = Names::new(
            [("29-1051", "Pharmacists"), ("29-2052", "Pharmacy Technicians")]
                .map(|(code, title)| (code.to_owned(), title.to_owned()))
                .into_iter(),
        );
        let codes =
            |keyword| names.find(keyword).into_iter().map(|name| name.code.as_str()).collect::<Vec<_>>();
        assert_eq!(codes("29-"), ["29-1051", "29-2052"]);
        assert_eq!(codes("29-2052"), ["29-2052"]);
        assert_eq!(codes("tech pharm"), ["29-2052"]);
    }
}
