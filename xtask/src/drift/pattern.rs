//! Whether a new pattern accepts what the old one accepted, decided by trying values.
//!
//! Patterns are ECMAScript's, where `\d` and `\w` are ASCII. Both are read over printable ASCII,
//! the alphabet of every code and key that the service takes, so that values stay legible.

use std::str::Chars;

use anyhow::{Context as _, anyhow, ensure};
use rand::{RngExt as _, SeedableRng as _, rngs::Xoshiro256PlusPlus};
use regex::Regex;

/// How many values of the old pattern are tried.
pub(super) const SAMPLES: usize = 200;

/// Fixed, so that the same two documents give the same report.
const SEED: u64 = 1998;

/// How often `*` and `+` repeat at most beyond their least.
const REPEATS: u32 = 4;

/// What may stand beside a match where a pattern has no anchor.
const ANYTHING: &str = "[ -~]{0,4}";

/// A value that the pattern `old` accepts and `new` refuses, the shortest that was found.
///
/// Fails when either pattern cannot be compiled or no value of `old` can be made.
pub(super) fn refused(old: &str, new: &str) -> anyhow::Result<Option<String>> {
    let (before, after) = (compile(old)?, compile(new)?);
    // Where an anchor stood inside the pattern, dropping it lets wrong values through.
    let values: Vec<String> = samples(old)?.into_iter().filter(|value| before.is_match(value)).collect();
    ensure!(!values.is_empty(), "no value of the pattern {old} could be made");
    Ok(values
        .into_iter()
        .filter(|value| !after.is_match(value))
        .min_by_key(|value| (value.len(), value.clone())))
}

fn compile(pattern: &str) -> anyhow::Result<Regex> {
    Regex::new(&pieces(pattern).concat()).map_err(|error| {
        // The last line names the reason, those before it draw where.
        let text = error.to_string();
        let reason = text.lines().last().unwrap_or_default();
        anyhow!("the pattern {pattern} cannot be compiled, {}", reason.trim_start_matches("error: "))
    })
}

fn samples(pattern: &str) -> anyhow::Result<Vec<String>> {
    let pieces = pieces(pattern);
    let beside = |anchor: &str| {
        if pieces.iter().any(|piece| piece == anchor) { "" } else { ANYTHING }
    };
    let inner: String =
        pieces.iter().map(String::as_str).filter(|piece| !matches!(*piece, "^" | "$")).collect();
    let whole = format!("{}(?:{inner}){}", beside("^"), beside("$"));
    let source = rand_regex::Regex::compile(&whole, REPEATS)
        .with_context(|| format!("no values can be made of the pattern {pattern}"))?;
    let random = Xoshiro256PlusPlus::seed_from_u64(SEED);
    Ok(random.sample_iter::<String, _>(&source).take(SAMPLES).collect())
}

/// The pattern in the syntax of the regex crate, one piece per character, escape or class; an
/// anchor is a piece of its own.
fn pieces(pattern: &str) -> Vec<String> {
    let mut pieces = Vec::new();
    let mut rest = pattern.chars();
    while let Some(character) = rest.next() {
        pieces.push(match character {
            '.' => "[ -~]".to_owned(),
            '[' => class(&mut rest),
            '\\' => escape(&mut rest),
            other => other.to_string(),
        });
    }
    pieces
}

/// The rest of a class whose bracket has been read.
fn class(rest: &mut Chars<'_>) -> String {
    let negated = rest.as_str().starts_with('^');
    if negated {
        rest.next();
    }
    let mut members = String::new();
    while let Some(character) = rest.next() {
        match character {
            ']' => break,
            '\\' => members.push_str(&escape(rest)),
            // Members to ECMAScript, operators to the regex crate.
            '[' | '&' | '~' => members.extend(['\\', character]),
            other => members.push(other),
        }
    }
    if negated { format!("[ -~&&[^{members}]]") } else { format!("[{members}]") }
}

/// The rest of an escape whose backslash has been read.
fn escape(rest: &mut Chars<'_>) -> String {
    match rest.next() {
        Some('d') => "[0-9]".to_owned(),
        Some('D') => "[ -~&&[^0-9]]".to_owned(),
        Some('w') => "[0-9A-Za-z_]".to_owned(),
        Some('W') => "[ -~&&[^0-9A-Za-z_]]".to_owned(),
        Some('s') => "[ \\t\\r\\n]".to_owned(),
        Some('S') => "[!-~]".to_owned(),
        Some(other) => format!("\\{other}"),
        None => "\\".to_owned(),
    }
}
