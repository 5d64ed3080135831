//! Places that stand behind a title: states and large cities of the United States, and what is near them.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::Token;

/// States, as addresses abbreviate them.
const STATES: [&str; 51] = [
    "ak", "al", "ar", "az", "ca", "co", "ct", "dc", "de", "fl", "ga", "hi", "ia", "id", "il", "in", "ks",
    "ky", "la", "ma", "md", "me", "mi", "mn", "mo", "ms", "mt", "nc", "nd", "ne", "nh", "nj", "nm", "nv",
    "ny", "oh", "ok", "or", "pa", "ri", "sc", "sd", "tn", "tx", "ut", "va", "vt", "wa", "wi", "wv", "wy",
];
/// Words of the longest name.
const LONGEST: usize = 3;

static NAMES: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| ONE_WORD.split_whitespace().chain(SEVERAL_WORDS.split(", ")).collect());

static ONE_WORD: &str = "alabama alaska arizona arkansas california colorado connecticut delaware florida georgia \
hawaii idaho illinois indiana iowa kansas kentucky louisiana maine maryland massachusetts michigan minnesota \
mississippi missouri montana nebraska nevada ohio oklahoma oregon pennsylvania tennessee texas utah vermont virginia \
washington wisconsin wyoming nyc chicago houston phoenix philadelphia dallas austin jacksonville columbus charlotte \
indianapolis seattle denver nashville boston portland detroit memphis louisville baltimore milwaukee albuquerque \
tucson fresno sacramento mesa atlanta omaha raleigh miami oakland minneapolis tulsa tampa arlington cleveland \
pittsburgh cincinnati orlando buffalo newark honolulu anaheim lexington stockton irvine plano reno madison spokane \
richmond boise birmingham rochester london toronto canada";

static SEVERAL_WORDS: &str = "new hampshire, new jersey, new mexico, new york, north carolina, north dakota, \
rhode island, south carolina, south dakota, west virginia, new york city, los angeles, san antonio, san diego, \
san jose, fort worth, san francisco, el paso, las vegas, long beach, colorado springs, virginia beach, new orleans, \
st louis, saint louis, st paul, kansas city, salt lake city, washington dc";

/// Whether a word is a state as addresses abbreviate it.
pub(super) fn is_state(written: &str) -> bool {
    STATES.contains(&written)
}

/// Whether a folded word names a state or a large city.
pub(crate) fn is_place(written: &str) -> bool {
    NAMES.contains(written)
}

/// How many words at the end name a place: a city or a state, or a city with its state.
pub(super) fn words_at_end(tokens: &[Token]) -> usize {
    let name = name_at_end(tokens);
    if name > 0 {
        return name + if name < tokens.len() { name_at_end(&tokens[..tokens.len() - name]) } else { 0 };
    }
    let Some((last, before)) = tokens.split_last() else { return 0 };
    let city = if is_state(&last.written) { name_at_end(before) } else { 0 };
    if city > 0 { city + 1 } else { 0 }
}

fn name_at_end(tokens: &[Token]) -> usize {
    let is_name = |length: &usize| {
        let words: Vec<&str> =
            tokens[tokens.len() - length..].iter().map(|token| token.written.as_str()).collect();
        match words[..] {
            [word] => NAMES.contains(word),
            _ => NAMES.contains(words.join(" ").as_str()),
        }
    };
    (1..=LONGEST.min(tokens.len())).rev().find(is_name).unwrap_or(0)
}
