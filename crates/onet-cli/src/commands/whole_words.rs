//! Words in a column of codes: what is there by a slip is not found by parts of words.

use onet_domain::code_batch::{Looked, Outcome};
use onet_search::Fit;
use onet_server::Source;

use crate::arguments::Codes;
use crate::failure::Failure;

/// Why words that only parts of titles match find nothing in a column.
pub(super) const NO_TITLE: &str = "no title has these words whole";

/// The release that knows how well words match. Nothing where a person types them, who reads what was taken, and for
/// sources that do not know.
pub(super) struct WholeWords(Option<Source>);

impl WholeWords {
    pub(super) fn of(codes: &Codes, release: Option<Source>) -> Self {
        Self(release.filter(|_| codes.is_stream()))
    }

    /// What was found; nothing where a search took an occupation by beginnings of words or by some of the words.
    pub(super) fn check<T>(&self, text: &str, looked: Looked<T>) -> Result<Looked<T>, Failure> {
        let Some(release) = self.0.as_ref().filter(|_| matches!(looked.outcome, Outcome::First { .. }))
        else {
            return Ok(looked);
        };
        let found = release.explain_search(text)?;
        match found.matches.first().and_then(|found| found.fit) {
            Some(
                Fit::SomeWords
                | Fit::BegunAnywhere
                | Fit::BegunInOverview
                | Fit::BegunInOtherTitle
                | Fit::BegunInTitle,
            ) => Ok(Looked::missing(NO_TITLE)),
            _ => Ok(looked),
        }
    }
}
