//! The one occupation that a code or text means.
//!
//! ```no_run
//! # async fn example() -> Result<(), onet_domain::Error> {
//! use onet_domain::occupation_finder::OccupationFinder;
//!
//! let finder = OccupationFinder::new(onet_api::Client::from_env()?);
//! let found = finder.find("29-1051").await?;
//! assert_eq!(found.rows[0].to_string(), "29-1051.00");
//! # Ok(())
//! # }
//! ```

use onet_api::{Client, ErrorKind, PageRange};

use crate::code_batch::{Looked, Outcome};
use crate::{Classification, Error, Likeness, OnetSocCode, TypedCode};

/// Occupations that a reason lists.
const LISTED: usize = 5;

/// Finds the occupation of a code or text, over any client.
#[derive(Debug, Clone)]
pub struct OccupationFinder {
    client: Client,
    search: OccupationSearch,
}

/// A search of O*NET OnLine that lists occupations.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OccupationSearch {
    /// The search by keyword.
    Keyword,
    /// Step one of the job duties search.
    JobDuties,
    /// Step one of the search for associations.
    Associations,
}

impl OccupationFinder {
    /// Finds through a client.
    pub fn new(client: Client) -> Self {
        Self { client, search: OccupationSearch::Keyword }
    }

    /// Finds by another search.
    #[must_use]
    pub fn searching(self, search: OccupationSearch) -> Self {
        Self { search, ..self }
    }

    /// The occupation that a text means. A complete O*NET-SOC or SOC code is taken as it is, without a call. Another code
    /// is looked up: it is ambiguous where it leads to several occupations. Of the results of any other text the first is
    /// taken.
    ///
    /// # Errors
    ///
    /// The errors of the search, and [`Error::Answer`] for a malformed code. A refused search finds nothing.
    pub async fn find(&self, text: &str) -> Result<Looked<OnetSocCode>, Error> {
        let typed = TypedCode::read(text);
        if let Some(code) = typed.as_ref().and_then(named) {
            return Ok(Looked::found(vec![code]));
        }
        let is_code = typed.as_ref().is_some_and(|typed| typed.likeness() == Likeness::Code);
        if !is_code && is_no_text(text) {
            return Ok(Looked::missing(NO_TEXT));
        }
        let range = PageRange::starting_at(1, 20);
        let found = match self.search {
            OccupationSearch::Keyword => self.client.online_search(text, range).await,
            OccupationSearch::JobDuties => self.client.online_job_duties_search(text, range).await,
            OccupationSearch::Associations => self.client.online_associations_search(text, range).await,
        };
        let found = match found {
            Ok(found) => found,
            Err(failure) => return missing_or(failure),
        };
        let total = usize::try_from(found.total).unwrap_or(usize::MAX);
        let Some(first) = found.occupation.first() else {
            return Ok(Looked::missing("nothing found"));
        };
        let code = first.code.parse().map_err(|cause| Error::Answer { what: "an O*NET-SOC code", cause })?;
        if is_code && total > 1 {
            let listed = found.occupation.iter().take(LISTED);
            let listed: Vec<String> = listed.map(|found| format!("{} {}", found.code, found.title)).collect();
            let more = if total > LISTED { "; …" } else { "" };
            return Ok(Looked::ambiguous(format!(
                "leads to {total} occupations: {}{more}",
                listed.join("; ")
            )));
        }
        let outcome = match is_code {
            true => Outcome::Found,
            false => Outcome::First { taken: format!("{} {}", first.code, first.title), of: total },
        };
        Ok(Looked { rows: vec![code], outcome })
    }
}

/// Why a text that is no text leads to nothing.
pub const NO_TEXT: &str = "no code, and no words to search for";

/// What tables have where a value is missing.
static MISSING_VALUES: [&str; 12] = [
    "n/a",
    "#n/a",
    "na",
    "nan",
    "nil",
    "none",
    "null",
    "missing",
    "unknown",
    "tbd",
    "not available",
    "not applicable",
];

/// Whether a text has no words to search for: numbers and punctuation, a single letter of the Latin alphabet, or what
/// stands for a missing value.
pub fn is_no_text(text: &str) -> bool {
    let text = text.trim();
    let mut characters = text.chars().filter(|character| character.is_alphanumeric());
    let is_one_letter = characters.next().is_some_and(|one| one.is_ascii()) && characters.next().is_none();
    is_one_letter
        || !text.chars().any(char::is_alphabetic)
        || MISSING_VALUES.iter().any(|missing| text.eq_ignore_ascii_case(missing))
}

/// The words of a text, in lower case and without the letter that makes a plural: `Nurses` is `nurse`.
pub(crate) fn words_of(text: &str) -> Vec<String> {
    let words = text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    let words = words.map(str::to_lowercase);
    words.map(|word| word.strip_suffix('s').map(str::to_owned).unwrap_or(word)).collect()
}

/// Whether a title has all words of a text, whole and in any order: `nurse` is in Registered Nurses, `foo` in no Food.
pub fn has_words(title: &str, text: &str) -> bool {
    let words = words_of(title);
    words_of(text).iter().all(|word| words.contains(word))
}

/// The occupation that a typed code names first of all: `51.2001` is a program, and only then an occupation.
pub fn named(typed: &TypedCode) -> Option<OnetSocCode> {
    let likeliest = typed.readings().first()?.classification;
    typed.occupation().filter(|_| matches!(likeliest, Classification::OnetSoc | Classification::Soc))
}

/// A refused or unknown code is a lookup without results; any other failure stays one.
///
/// # Errors
///
/// The failure, where it does not concern the code.
pub fn missing_or<T>(failure: onet_api::Error) -> Result<Looked<T>, Error> {
    match failure.kind() {
        ErrorKind::NotFound | ErrorKind::Refused | ErrorKind::NoData => {
            Ok(Looked::missing(failure.message().to_owned()))
        }
        _ => Err(failure.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::{has_words, is_no_text};

    #[test]
    fn a_title_has_words_whole_and_in_any_number() {
        assert!(has_words("Registered Nurses", "nurse registered"));
        assert!(!has_words("Food Scientists", "foo"));
        assert!(!has_words("nursery growers", "nurse"));
    }

    #[test]
    fn numbers_and_missing_values_are_nothing_to_search_for() {
        for text in ["1", "99", "-", "?", "N/A", " unknown ", "#N/A", "", "x", " (y) "] {
            assert!(is_no_text(text), "{text}");
        }
        for text in ["RN", "nurse", "11B", "工", "Unknown Soldier Guard", "médico"] {
            assert!(!is_no_text(text), "{text}");
        }
    }
}
