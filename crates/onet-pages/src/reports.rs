//! Reports of the values that `onet-domain` gathers.

mod career;
mod comparison;
mod labor_market;
mod occupation;
mod profile;
mod related_activities;

pub use career::career;
pub use comparison::{comparison, facts};
pub use occupation::{Extent, occupation, shown, wages};
pub use profile::profile;
pub use related_activities::related_activities;

use crate::block::{Block, MissingPart, Report, Tag, Tone};
use onet_api::types;

/// Why a part is missing that O*NET has for other occupations.
const NONE: &str = "O*NET has none for this occupation.";

/// The mark of a bright outlook.
fn bright(tags: &types::Tags) -> Vec<Tag> {
    bright_outlook(tags.bright_outlook == Some(true))
}

/// The mark of a bright outlook, where there is one.
fn bright_outlook(is_bright: impl Into<Option<bool>>) -> Vec<Tag> {
    let tag = || Tag { text: "bright outlook".to_owned(), tone: Tone::Good };
    is_bright.into().filter(|bright| *bright).map(|_| tag()).into_iter().collect()
}

/// Marks of a technology.
fn technology(hot: Option<bool>, in_demand: Option<bool>) -> Vec<Tag> {
    let marks = [("hot", hot), ("in demand", in_demand)];
    let marks = marks.into_iter().filter(|(_, has)| *has == Some(true));
    marks.map(|(text, _)| Tag { text: text.to_owned(), tone: Tone::Hot }).collect()
}

/// Ends a report with what is missing, the parts that are missing for one reason together.
fn with_missing(report: Report, parts: Vec<MissingPart>) -> Report {
    let mut merged: Vec<MissingPart> = Vec::new();
    for part in without_names(parts) {
        match merged.iter_mut().find(|known| known.reason == part.reason) {
            Some(known) => known.what = format!("{}, {}", known.what, part.what),
            None => merged.push(part),
        }
    }
    match merged.is_empty() {
        true => report,
        false => report.section("Not in this source", "").block(Block::Missing(merged)),
    }
}

/// Leaves out of a reason the name of the part that it begins with, where other parts are missing for the same reason.
fn without_names(mut parts: Vec<MissingPart>) -> Vec<MissingPart> {
    fn rest(part: &MissingPart) -> Option<&str> {
        part.reason.strip_prefix(&part.what)?.strip_prefix(" is ")
    }
    let rests: Vec<Option<String>> = parts.iter().map(|part| rest(part).map(str::to_owned)).collect();
    for (part, own) in parts.iter_mut().zip(&rests) {
        if let Some(own) = own
            && rests.iter().filter(|other| other.as_ref() == Some(own)).count() > 1
        {
            part.reason.clone_from(own);
        }
    }
    parts
}

/// A sum of dollars with separators: `$137,480`.
fn dollars(amount: i64) -> String {
    let digits = amount.unsigned_abs().to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    format!("{}${grouped}", if amount < 0 { "-" } else { "" })
}
