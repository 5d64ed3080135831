//! Codes as callers type them: the occupations that a keyword names, and what is behind a code that the release does not
//! have.

use std::collections::BTreeSet;

use onet_db::{CodeLookup, CodeMeaning, FoundCode, Replaced, TableSource, catalogue};
use onet_domain::{Classification, Extent, Likeness, OnetSocCode, SocCode, TypedCode};

use super::call::Call;
use crate::error::Error;

/// The largest number of occupations and titles that a sentence lists.
const LISTED: usize = 5;

/// The occupations that match the keyword of the call, the best match first: those of the search index, and those of a
/// code that the index does not know. What such a code is, the note of the call explains.
pub(crate) fn matches(call: &Call<'_>) -> Result<Vec<OnetSocCode>, Error> {
    let keyword = call.arguments.text("keyword");
    let typed = TypedCode::read(keyword);
    let first = typed.as_ref().and_then(|typed| Some((typed, typed.readings().first()?)));
    let mut wanted = keyword;
    match first {
        // The index knows the codes of occupations and their beginnings.
        Some((typed, reading)) if is_occupation(reading.classification) => {
            wanted = match reading.extent {
                Extent::Whole => &reading.code,
                Extent::Beginning => typed.text(),
            };
        }
        // A title may have numbers; with letters or punctuation among its digits, a code is no word.
        Some((typed, _)) if typed.likeness() == Likeness::Code => {
            let lookup = call.release().look_up_code(typed)?;
            if !lookup.found.is_empty() {
                return Ok(with_note(call, typed, &lookup));
            }
        }
        _ => {}
    }
    let hits = call.source.search()?.keyword(wanted);
    match typed {
        Some(typed) if hits.is_empty() => {
            let lookup = call.release().look_up_code(&typed)?;
            Ok(with_note(call, &typed, &lookup))
        }
        _ => {
            let likely = if hits.is_empty() {
                Vec::new()
            } else {
                call.source.search_as_text(wanted).map_err(Error::failed)?
            };
            let others = hits.into_iter().map(|hit| hit.code).filter(|code| !likely.contains(code));
            Ok(likely.iter().copied().chain(others).collect())
        }
    }
}

fn is_occupation(classification: Classification) -> bool {
    matches!(classification, Classification::OnetSoc | Classification::Soc)
}

impl Call<'_> {
    /// The occupation whose code is in the path.
    pub(crate) fn known_occupation(&self) -> Result<OnetSocCode, Error> {
        let text = self.arguments.text("code");
        let code: OnetSocCode = text.parse().map_err(|failure| Error::parameter(format!("{failure}")))?;
        match self.occupations()?.has_occupation(code) {
            true => Ok(code),
            false => Err(refuse_unknown(self, code)),
        }
    }
}

/// The error for a code of an occupation that the release does not have, with what it is known to be.
fn refuse_unknown(call: &Call<'_>, code: OnetSocCode) -> Error {
    let message = format!("The O*NET-SOC code {code} is not in {}.", call.import_label());
    let Some(typed) = TypedCode::read(&code.to_string()) else { return call.not_in_release(message) };
    let known = call.release().look_up_code(&typed).map(|lookup| explanation(call, &typed, &lookup));
    match known {
        Ok(Some(sentence)) => {
            let sentence = match sentence.strip_prefix(&format!("{code} is ")) {
                Some(rest) => format!("It is {rest}"),
                None => sentence,
            };
            call.not_in_release(format!("{message} {sentence}"))
        }
        Ok(None) => call.not_in_release(message),
        Err(failure) => failure.into(),
    }
}

/// The occupations of a lookup, with the note that explains the code.
fn with_note(call: &Call<'_>, typed: &TypedCode, lookup: &CodeLookup) -> Vec<OnetSocCode> {
    let start = format!("{} is not in {}.", typed.text(), call.import_label());
    match explanation(call, typed, lookup) {
        Some(sentence) if lookup.found.is_empty() => call.set_note(format!("{start} {sentence}")),
        Some(sentence) => call.set_note(sentence),
        None if typed.likeness() == Likeness::Code && !call.release().is_sample() => call.set_note(start),
        None => {}
    }
    lookup.occupations()
}

/// What a code is, in a sentence or several; `None` where nothing is known of it.
fn explanation(call: &Call<'_>, typed: &TypedCode, lookup: &CodeLookup) -> Option<String> {
    let known: Vec<String> = lookup.found.iter().map(|found| meaning(call, found)).collect();
    match known.is_empty() {
        true => missing_tables(call, typed, &lookup.missing),
        false => Some(known.join(" ")),
    }
}

fn meaning(call: &Call<'_>, found: &FoundCode) -> String {
    let FoundCode { classification, code, extent, meaning, occupations } = found;
    match meaning {
        CodeMeaning::Group(title) => {
            let title = title.as_ref().map(|title| format!(", {title}")).unwrap_or_default();
            let is_occupation = code.parse().is_ok_and(|code: SocCode| code.is_detailed());
            let kind = if is_occupation { "an occupation" } else { "a group" };
            format!("{code} is {kind} of the SOC{title}: {}.", counted(call, occupations))
        }
        CodeMeaning::Replaced(replaced) => replacement(call, code, replaced, occupations),
        CodeMeaning::Entries(titles) => {
            let article = if classification.name().starts_with(['E', 'I']) { "an" } else { "a" };
            let titles = shortened(titles.iter().map(|title| title.trim_end_matches('.').to_owned()), "; ");
            let kind = match extent {
                Extent::Whole => format!("is {article} {classification} code"),
                Extent::Beginning => format!("begins {classification} codes"),
            };
            format!("{code} {kind}, {titles}: {}.", counted(call, occupations))
        }
        _ => format!("{code} is in {}.", call.import_label()),
    }
}

/// `15-1132.00 is a code of O*NET-SOC 2010, Software Developers, Applications. It became 15-1252.00 Software Developers.`
fn replacement(
    call: &Call<'_>,
    code: &str,
    replaced: &Replaced,
    occupations: &BTreeSet<OnetSocCode>,
) -> String {
    let Replaced { taxonomy, earlier, missing } = replaced;
    let start = match earlier.as_slice() {
        [one] => format!("{} is a code of O*NET-SOC {taxonomy}, {}.", one.code, one.title),
        several => {
            let named = several.iter().map(|entry| format!("{} {}", entry.code, entry.title));
            format!("{code} has these occupations in O*NET-SOC {taxonomy}: {}.", shortened(named, "; "))
        }
    };
    let subject = if earlier.len() == 1 { "It" } else { "They" };
    if !missing.is_empty() {
        let titles = shortened(missing.iter().map(|table| title_of(table)), ", ");
        let commands = commands(missing.iter().copied());
        return format!("{start} What became of it depends on {titles}: {commands}.");
    }
    match occupations.is_empty() {
        true => format!("{start} {subject} has no counterpart in {}.", call.import_label()),
        false => format!("{start} {subject} became {}.", named(call, occupations)),
    }
}

/// Which tables might know a code that the release does not; `None` where it has them all, or cannot have any.
fn missing_tables(
    call: &Call<'_>,
    typed: &TypedCode,
    missing: &[(Classification, &'static str)],
) -> Option<String> {
    let has_digit = typed.text().contains(|character: char| character.is_ascii_digit());
    if missing.is_empty() || !has_digit || call.release().is_sample() {
        return None;
    }
    let is_earlier = |(classification, _): &&(Classification, &str)| is_occupation(*classification);
    let could_be_earlier = typed.readings().iter().any(|reading| {
        let group = reading.code.get(..2).and_then(|number| number.parse::<onet_domain::MajorGroup>().ok());
        is_occupation(reading.classification) && group.is_some()
    });
    let mut sentences = Vec::new();
    let earlier: BTreeSet<&str> = missing.iter().filter(is_earlier).map(|(_, table)| *table).collect();
    if could_be_earlier && !earlier.is_empty() {
        let titles = shortened(earlier.iter().rev().map(|table| title_of(table)), ", ");
        sentences.push(format!(
            "If it is a code of an earlier taxonomy, the crosswalks ({titles}) show what became of it: {}.",
            commands(earlier.into_iter())
        ));
    }
    let others: Vec<_> = missing.iter().filter(|missing| !is_earlier(missing)).collect();
    if !others.is_empty() {
        let names: BTreeSet<&str> = others.iter().map(|(classification, _)| classification.name()).collect();
        let tables: BTreeSet<&str> = others.iter().map(|(_, table)| *table).collect();
        let names: Vec<&str> = names.into_iter().collect();
        let are = if tables.len() == 1 { "is" } else { "are" };
        let titles = shortened(tables.iter().map(|table| title_of(table)), ", ");
        sentences.push(format!(
            "{} codes are in {titles}, which {are} not imported: {}.",
            capitalized(&names.join(" and ")),
            commands(tables.into_iter())
        ));
    }
    (!sentences.is_empty()).then(|| sentences.join(" "))
}

/// A text that begins a sentence.
fn capitalized(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// The commands that bring tables.
fn commands<'t>(tables: impl Iterator<Item = &'t str>) -> String {
    let sources: BTreeSet<TableSource> = tables.map(TableSource::of).collect();
    sources.iter().map(TableSource::to_string).collect::<Vec<_>>().join(" or ")
}

fn title_of(table: &str) -> String {
    catalogue::table(table).map_or_else(|| table.to_owned(), |known| known.title.clone())
}

/// The occupations by code and title where they are few, else how many they are.
fn counted(call: &Call<'_>, occupations: &BTreeSet<OnetSocCode>) -> String {
    match occupations.len() {
        0 => format!("none of its occupations is in {}", call.import_label()),
        1..=LISTED => named(call, occupations),
        number => format!("{number} occupations"),
    }
}

fn named(call: &Call<'_>, occupations: &BTreeSet<OnetSocCode>) -> String {
    let titles = call.occupations().ok();
    let name = |code: &OnetSocCode| {
        let known = titles.and_then(|index| index.occupation(*code));
        known.map_or_else(|| code.to_string(), |known| format!("{code} {}", known.title))
    };
    shortened(occupations.iter().map(name), "; ")
}

/// The first texts with a separator between them, and how many more there are.
fn shortened(texts: impl ExactSizeIterator<Item = String>, separator: &str) -> String {
    let more = texts.len().saturating_sub(LISTED);
    let mut shown: Vec<String> = texts.take(LISTED).collect();
    if more > 0 {
        shown.push(format!("and {more} more"));
    }
    shown.join(separator)
}
