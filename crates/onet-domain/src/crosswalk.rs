//! Pairs of occupations and entries of another classification, from the code of either.
//!
//! ```no_run
//! # async fn example() -> Result<(), onet_domain::Error> {
//! use onet_domain::crosswalk::{Crosswalk, CrosswalkKind};
//!
//! let crosswalk = Crosswalk::new(onet_api::Client::from_env()?, CrosswalkKind::Soc);
//! for pair in crosswalk.pairs("29-1051").await?.rows {
//!     println!("{} {}: {} {}", pair.code, pair.title, pair.onetsoc_code, pair.occupation);
//! }
//! # Ok(())
//! # }
//! ```

use std::collections::HashMap;
use std::sync::Arc;

use onet_api::{Client, page, types};
use serde_json::Value;

use crate::code_batch::{Looked, Outcome};
use crate::occupation_finder::{NO_TEXT, OccupationFinder, has_words, is_no_text, missing_or, words_of};
use crate::parse::{Notation, named_words};
use crate::{Classification, Error, Extent, OnetSocCode, SocCode, TypedCode};

/// Codes that a reason lists.
const LISTED: usize = 5;

static KIND: Notation = Notation {
    article: "a",
    name: "crosswalk",
    pattern: "^(soc|education|military|rapids|esco|dot|handbook)$",
    examples: ["soc", "military"],
};

/// Another classification with a crosswalk to occupations.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CrosswalkKind {
    /// The Standard Occupational Classification.
    Soc,
    /// Instructional programs (CIP).
    Education,
    /// Military jobs: MOC, MOS, AFSC, ratings.
    Military,
    /// Registered apprenticeships (RAPIDS).
    Apprenticeship,
    /// Occupations of the European Union.
    Esco,
    /// The Dictionary of Occupational Titles.
    Dot,
    /// Profiles of the Occupational Outlook Handbook, which have titles and no codes.
    Handbook,
}

named_words!(CrosswalkKind, KIND, {
    Soc => "soc", "SOC";
    Education => "education", "Education programs (CIP)";
    Military => "military", "Military (MOC)";
    Apprenticeship => "rapids", "Apprenticeships (RAPIDS)";
    Esco => "esco", "ESCO";
    Dot => "dot", "DOT";
    Handbook => "handbook", "Occupational Outlook Handbook";
});

impl CrosswalkKind {
    /// All classifications.
    pub const ALL: [Self; 7] = [
        Self::Soc,
        Self::Education,
        Self::Military,
        Self::Apprenticeship,
        Self::Esco,
        Self::Dot,
        Self::Handbook,
    ];

    /// The operation that searches it.
    pub fn path(self) -> &'static str {
        match self {
            Self::Soc => "/online/crosswalks/SOC",
            Self::Education => "/online/crosswalks/education",
            Self::Military => "/online/crosswalks/military",
            Self::Apprenticeship => "/online/crosswalks/RAPIDS",
            Self::Esco => "/online/crosswalks/ESCO",
            Self::Dot => "/online/crosswalks/DOT",
            Self::Handbook => "/online/crosswalks/occupation_handbook",
        }
    }

    /// The table of a release that has its entries; none for the SOC, which the codes of occupations contain.
    pub fn table(self) -> Option<&'static str> {
        match self {
            Self::Soc => None,
            Self::Education => Some("crosswalk_education"),
            Self::Military => Some("crosswalk_military"),
            Self::Apprenticeship => Some("crosswalk_rapids"),
            Self::Esco => Some("crosswalk_esco"),
            Self::Dot => Some("crosswalk_dot"),
            Self::Handbook => Some("crosswalk_handbook"),
        }
    }

    fn classifications(self) -> &'static [Classification] {
        match self {
            Self::Soc => &[Classification::Soc],
            Self::Education => &[Classification::Cip],
            Self::Military => &[Classification::Military],
            Self::Apprenticeship => &[Classification::Rapids],
            Self::Esco => &[Classification::Esco, Classification::Isco],
            Self::Dot => &[Classification::Dot],
            Self::Handbook => &[],
        }
    }
}

/// An entry of another classification, and an occupation that it corresponds to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CrosswalkPair {
    /// The code of the entry; empty for the Handbook.
    pub code: String,
    /// The title of the entry.
    pub title: String,
    /// The code of the occupation.
    pub onetsoc_code: String,
    /// The title of the occupation.
    pub occupation: String,
}

/// The crosswalk to another classification, over any client.
#[derive(Debug, Clone)]
pub struct Crosswalk {
    client: Client,
    kind: CrosswalkKind,
    by_occupation: Option<Arc<HashMap<OnetSocCode, Vec<CrosswalkPair>>>>,
    words: Words,
}

/// Which words of a title a text has to match.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Words {
    /// Whole ones rather than parts, and parts where no title has them whole.
    Preferred,
    /// Whole ones alone.
    Whole,
}

impl Crosswalk {
    /// Looks up through a client.
    pub fn new(client: Client, kind: CrosswalkKind) -> Self {
        Self { client, kind, by_occupation: None, words: Words::Preferred }
    }

    /// Finds entries by whole words alone, as fits a column of codes, in which a word is a slip: `foo` finds no Food.
    #[must_use]
    pub fn of_whole_words(self) -> Self {
        Self { words: Words::Whole, ..self }
    }

    /// Knows all pairs, so that codes of occupations can be looked up, too: the service searches by the codes of the
    /// other classification alone.
    #[must_use]
    pub fn with_pairs(self, pairs: impl IntoIterator<Item = CrosswalkPair>) -> Self {
        let mut by_occupation: HashMap<OnetSocCode, Vec<CrosswalkPair>> = HashMap::new();
        for pair in pairs {
            if let Ok(code) = pair.onetsoc_code.parse() {
                by_occupation.entry(code).or_default().push(pair);
            }
        }
        Self { by_occupation: Some(Arc::new(by_occupation)), ..self }
    }

    /// The pairs of a code, which may be that of an occupation or of the classification itself, or of the entry that a
    /// text means: the one with this title, else the SOC code of the first occupation that [`OccupationFinder`] finds, and
    /// in another classification the shortest title with the words, rather one that corresponds to that occupation.
    ///
    /// # Errors
    ///
    /// The errors of the call; a refused code finds nothing.
    pub async fn pairs(&self, text: &str) -> Result<Looked<CrosswalkPair>, Error> {
        let typed = TypedCode::read(text);
        let own = typed.as_ref().and_then(|typed| {
            typed.readings().iter().find(|reading| {
                self.kind.classifications().contains(&reading.classification)
                    && (reading.extent == Extent::Whole || self.kind != CrosswalkKind::Military)
            })
        });
        let occupation = typed.as_ref().and_then(|typed| typed.whole(Classification::OnetSoc));
        let occupation = occupation.and_then(|code| code.parse::<OnetSocCode>().ok());
        match (own, occupation, self.kind) {
            (_, Some(code), CrosswalkKind::Soc) => self.of_soc_occupation(code).await,
            (Some(own), _, _) => {
                let looked = self.of_code(&own.code, text.trim()).await?;
                match typed.as_ref().and_then(TypedCode::occupation).filter(|_| looked.rows.is_empty()) {
                    Some(code) if self.kind != CrosswalkKind::Soc => self.of_occupation(code),
                    // `infantry` could be a code by its letters.
                    None if looked.rows.is_empty() && text.trim().chars().all(char::is_alphabetic) => {
                        self.of_text(text).await
                    }
                    _ => Ok(looked),
                }
            }
            (None, _, _) => match typed.as_ref().and_then(TypedCode::occupation) {
                Some(code) => self.of_occupation(code),
                None => self.of_text(text).await,
            },
        }
    }

    /// The SOC code that an occupation belongs to.
    async fn of_soc_occupation(&self, code: OnetSocCode) -> Result<Looked<CrosswalkPair>, Error> {
        let own = code.to_string();
        let soc = code.soc().to_string();
        let mut looked = self.of_code(&soc, &soc).await?;
        looked.rows.retain(|pair| pair.onetsoc_code == own);
        match looked.rows.is_empty() {
            true => Ok(Looked::missing(format!("{own} is no occupation of this source"))),
            false => Ok(looked),
        }
    }

    fn of_occupation(&self, code: OnetSocCode) -> Result<Looked<CrosswalkPair>, Error> {
        let Some(by_occupation) = &self.by_occupation else {
            let reason = "the service finds no entries by the code of an occupation; --source release does";
            return Ok(Looked::missing(reason));
        };
        Ok(match by_occupation.get(&code) {
            Some(pairs) => Looked::found(pairs.clone()),
            None => Looked::missing(format!("{code} corresponds to no entry")),
        })
    }

    /// The entries of a code; `typed` is how messages name it.
    async fn of_code(&self, code: &str, typed: &str) -> Result<Looked<CrosswalkPair>, Error> {
        let matches = match self.search(code).await {
            Ok(matches) => matches,
            Err(failure) => return missing_or(failure),
        };
        let is_group =
            self.kind == CrosswalkKind::Soc && code.parse().is_ok_and(|code: SocCode| !code.is_detailed());
        let exact: Vec<&types::CrosswalkMatch> =
            matches.iter().filter(|found| found.code.eq_ignore_ascii_case(code)).collect();
        if exact.is_empty() && (is_group || !matches.is_empty()) {
            let mut codes: Vec<(&str, &str)> =
                matches.iter().map(|found| (found.code.as_str(), found.title.as_str())).collect();
            codes.sort_unstable();
            codes.dedup_by_key(|(code, _)| *code);
            return Ok(match codes.as_slice() {
                [] => Looked::missing(format!("{typed} is not in the crosswalk")),
                [_] => Looked::found(matches.iter().flat_map(pairs_of).collect()),
                several => Looked::ambiguous(format!(
                    "{typed} leads to {} codes: {}{}",
                    several.len(),
                    named(several),
                    if several.len() > LISTED { "; …" } else { "" }
                )),
            });
        }
        match exact.is_empty() {
            true => Ok(Looked::missing(format!("{typed} is not in the crosswalk"))),
            false => Ok(Looked::found(exact.into_iter().flat_map(pairs_of).collect())),
        }
    }

    async fn of_text(&self, text: &str) -> Result<Looked<CrosswalkPair>, Error> {
        if is_no_text(text) {
            return Ok(Looked::missing(NO_TEXT));
        }
        let matches = match self.search(text).await {
            Ok(matches) => matches,
            Err(failure) => return missing_or(failure),
        };
        let is_title = |found: &types::CrosswalkMatch| words_of(&found.title) == words_of(text);
        if let Some(first) = matches.iter().find(|found| is_title(found)) {
            return Ok(taken(first, matches.len()));
        }
        if self.kind == CrosswalkKind::Soc {
            let looked = self.of_searched(text).await?;
            // A source may have an occupation without its SOC code.
            if !looked.rows.is_empty() || matches.is_empty() {
                return Ok(looked);
            }
        }
        // The search for occupations is a help here: without it the titles decide.
        let occupation = match matches.len() {
            0 | 1 => None,
            _ => OccupationFinder::new(self.client.clone()).find(text).await.ok(),
        };
        let occupation = occupation.and_then(|found| found.rows.first().map(ToString::to_string));
        match nearest(&matches, text, occupation.as_deref()) {
            Some(first) if self.words == Words::Preferred || has_words(&first.title, text) => {
                Ok(taken(first, matches.len()))
            }
            Some(_) => Ok(Looked::missing("no title has these words whole")),
            None => Ok(Looked::missing("nothing found")),
        }
    }

    /// The SOC code of the occupation that a text means elsewhere, too: one search for one question.
    async fn of_searched(&self, text: &str) -> Result<Looked<CrosswalkPair>, Error> {
        let found = OccupationFinder::new(self.client.clone()).find(text).await?;
        let Some(code) = found.rows.first() else { return Ok(found.with_rows(Vec::new())) };
        let looked = self.of_soc_occupation(*code).await?;
        match looked.rows.is_empty() {
            true => Ok(looked),
            false => Ok(found.with_rows(looked.rows)),
        }
    }

    /// The entries that match a keyword. Those of the Handbook get an empty code.
    async fn search(&self, keyword: &str) -> Result<Vec<types::CrosswalkMatch>, onet_api::Error> {
        let last = page::LARGEST_PAGE.to_string();
        let query = [("keyword", keyword), ("start", "1"), ("end", last.as_str())];
        let mut answer = self.client.raw(self.kind.path(), &query).await?;
        let Value::Array(items) = answer["match"].take() else { return Ok(Vec::new()) };
        Ok(items.into_iter().filter_map(entry).collect())
    }
}

/// The first codes with their titles.
fn named(codes: &[(&str, &str)]) -> String {
    let listed = codes.iter().take(LISTED);
    let listed =
        listed.map(|(code, title)| format!("{code} {}", title.trim_end_matches('.')).trim().to_owned());
    listed.collect::<Vec<_>>().join("; ")
}

/// Of the titles that have all words of a text whole, the shortest of those that have the title of an occupation, too, else
/// of those that correspond to it, else of all; else the first.
fn nearest<'m>(
    matches: &'m [types::CrosswalkMatch],
    text: &str,
    occupation: Option<&str>,
) -> Option<&'m types::CrosswalkMatch> {
    let distance = |found: &&types::CrosswalkMatch| {
        let has_all = has_words(&found.title, text);
        let known = found.occupation.iter().find(|known| Some(known.code.as_str()) == occupation);
        let has_its_title = known.is_some_and(|known| has_words(&found.title, &known.title));
        let length = if has_all { words_of(&found.title).len() } else { 0 };
        (!has_all, has_all && !has_its_title, has_all && known.is_none(), length)
    };
    // Of equal ones the first.
    matches.iter().min_by_key(distance)
}

/// The pairs of an entry that a search found among so many.
fn taken(found: &types::CrosswalkMatch, of: usize) -> Looked<CrosswalkPair> {
    let taken = format!("{} {}", found.code, found.title).trim().to_owned();
    Looked { rows: pairs_of(found), outcome: Outcome::First { taken, of } }
}

fn entry(mut item: Value) -> Option<types::CrosswalkMatch> {
    if let Value::Object(members) = &mut item {
        members.entry("code").or_insert_with(|| Value::String(String::new()));
    }
    serde_json::from_value(item).ok()
}

fn pairs_of(found: &types::CrosswalkMatch) -> Vec<CrosswalkPair> {
    let pair = |occupation: &types::OccupationRef| CrosswalkPair {
        code: found.code.clone(),
        title: found.title.clone(),
        onetsoc_code: occupation.code.clone(),
        occupation: occupation.title.clone(),
    };
    found.occupation.iter().map(pair).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(titles: &[(&str, &str)], text: &str, occupation: Option<&str>) -> Option<String> {
        let entries = titles.iter().map(|(title, code)| {
            let known =
                serde_json::json!([{"href": "", "code": code, "title": "Nurses, Registered", "tags": {}}]);
            entry(serde_json::json!({"code": "1", "title": title, "occupation": known})).expect("an entry")
        });
        nearest(&entries.collect::<Vec<_>>(), text, occupation).map(|found| found.title.clone())
    }

    #[test]
    fn a_text_takes_the_shortest_title_with_all_its_words_rather_of_the_occupation_that_it_means() {
        let titles = [
            ("nursery school head teacher", "25-2051.00"),
            ("nurse responsible for general care", "29-1141.00"),
            ("Nurse anesthetists.", "29-1151.00"),
            ("Pediatric nurse", "29-1141.00"),
            ("Registered nurses and others", "29-1141.00"),
        ];
        let children = found(&titles[..4], "nurse", Some("29-1141.00"));
        assert_eq!(children.as_deref(), Some("Pediatric nurse"));
        assert_eq!(found(&titles, "NURSE", None).as_deref(), Some("Nurse anesthetists."));
        let plain = found(&titles, "nurse", Some("29-1141.00"));
        assert_eq!(plain.as_deref(), Some("Registered nurses and others"));
        assert_eq!(
            found(&titles, "nurses", Some("11-1011.00")).as_deref(),
            Some("Nurse anesthetists."),
            "an occupation without an entry decides nothing"
        );
        assert_eq!(found(&titles[..1], "nurse", None).as_deref(), Some("nursery school head teacher"));
        assert_eq!(found(&[("b c", "1"), ("a c", "2")], "d", Some("2")).as_deref(), Some("b c"));
        assert_eq!(found(&[], "nurse", None), None);
    }
}
