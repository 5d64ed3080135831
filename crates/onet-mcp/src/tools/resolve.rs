//! The occupation that an argument means: a code, or the title of one.

use onet_domain::code_batch::Outcome;
use onet_domain::occupation_finder::OccupationFinder;
use onet_domain::{Likeness, OnetSocCode, TypedCode};

use crate::backend::Call;
use crate::refusal::{About, Refusal};

/// The hint for an occupation that is not found.
pub(super) const SEARCH: &str = "search_occupations with other words, for the code";

/// The occupation of a code or text. Which one was taken for a text is noted.
pub(super) async fn occupation(call: &Call, text: &str) -> Result<OnetSocCode, Refusal> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Refusal::new(
            "No occupation is given.",
            "an O*NET-SOC code such as 29-1051.00, or a title",
        ));
    }
    let looked = OccupationFinder::new(call.client()).find(text).await?;
    match (looked.rows.first(), looked.outcome) {
        (Some(code), Outcome::First { taken, of }) => {
            let of =
                if of > 1 { format!(", the first of {of} that the search finds") } else { String::new() };
            call.note(format!("\"{text}\" was taken for {taken}{of}"));
            Ok(*code)
        }
        (Some(code), _) => Ok(*code),
        (None, Outcome::Ambiguous(which)) => {
            Err(Refusal::new(format!("{text} {which}."), "one of these codes"))
        }
        (None, _) => Err(unknown(call, text)),
    }
}

/// The refusal of a text or code that means no occupation, with what became of it and what resembles it.
pub(super) fn unknown(call: &Call, text: &str) -> Refusal {
    if let Some(refusal) = successors(call, text) {
        return refusal;
    }
    let is_code = TypedCode::read(text).is_some_and(|typed| typed.likeness() == Likeness::Code);
    let nearest = if is_code { Vec::new() } else { call.nearest_titles(text) };
    match nearest.is_empty() {
        true => Refusal::new(format!("No occupation is found by \"{text}\"."), SEARCH),
        false => Refusal::new(
            format!("No occupation is found by \"{text}\"."),
            format!("one of the nearest titles: {}", nearest.join("; ")),
        ),
    }
}

/// The refusal of a code of an earlier taxonomy.
fn successors(call: &Call, text: &str) -> Option<Refusal> {
    let successors = call.release()?.successors(text).ok()??;
    Some(Refusal::new(format!("{text} is not in this release: {successors}."), "a code that it became"))
}

/// A refusal of a code by the service, with what became of it.
pub(super) fn refused(call: &Call, code: OnetSocCode, refusal: Refusal) -> Refusal {
    if refusal.about == About::Other {
        return refusal;
    }
    match successors(call, &code.to_string()) {
        Some(refusal) => refusal,
        None => refusal.but_try(SEARCH),
    }
}
