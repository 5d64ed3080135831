//! Words around a title that are no part of the occupation: seniority, levels, shifts, contracts, places.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::text::words;

/// What a phrase is, and where it may be removed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Seniority, wherever it stands.
    Seniority(&'static str),
    /// Seniority where the next word does not make a title with it, as in `lead software engineer`.
    Rank(&'static str),
    /// Anything else, wherever it stands.
    Anywhere,
    /// Anything else, at the beginning or the end.
    Edge,
    /// Anything else, at the end.
    End,
}

use Kind::{Anywhere, Edge, End, Rank, Seniority};

/// Phrases with their kinds, the longer ones first where one begins with another.
static PHRASES: &[(&str, Kind)] = &[
    ("entry level", Seniority("entry")),
    ("entrylevel", Seniority("entry")),
    ("mid level", Seniority("mid")),
    ("midlevel", Seniority("mid")),
    ("mid senior", Seniority("senior")),
    ("senior level", Seniority("senior")),
    ("junior level", Seniority("junior")),
    ("senior", Seniority("senior")),
    ("snr", Seniority("senior")),
    ("sr", Seniority("senior")),
    ("junior", Seniority("junior")),
    ("jnr", Seniority("junior")),
    ("jr", Seniority("junior")),
    ("experienced", Seniority("experienced")),
    ("starting", Rank("entry")),
    ("beginning", Rank("entry")),
    ("graduate", Rank("entry")),
    ("lead", Rank("lead")),
    ("principal", Rank("principal")),
    ("staff", Rank("staff")),
    ("intermediate", Rank("mid")),
    ("mid", Rank("mid")),
    ("trainee", Rank("trainee")),
    ("full time", Anywhere),
    ("fulltime", Anywhere),
    ("part time", Anywhere),
    ("parttime", Anywhere),
    ("night shift", Anywhere),
    ("nights shift", Anywhere),
    ("day shift", Anywhere),
    ("days shift", Anywhere),
    ("evening shift", Anywhere),
    ("weekend shift", Anywhere),
    ("morning shift", Anywhere),
    ("rotating shift", Anywhere),
    ("swing shift", Anywhere),
    ("graveyard shift", Anywhere),
    ("overnight shift", Anywhere),
    ("late shift", Anywhere),
    ("early shift", Anywhere),
    ("first shift", Anywhere),
    ("second shift", Anywhere),
    ("third shift", Anywhere),
    ("1st shift", Anywhere),
    ("2nd shift", Anywhere),
    ("3rd shift", Anywhere),
    ("fixed term", Anywhere),
    ("per diem", Anywhere),
    ("contract to hire", Anywhere),
    ("temp to hire", Anywhere),
    ("temp to perm", Anywhere),
    ("work from home", Anywhere),
    ("working from home", Anywhere),
    ("sign on bonus", Anywhere),
    ("signing bonus", Anywhere),
    ("immediate start", Anywhere),
    ("start immediately", Anywhere),
    ("urgently hiring", Anywhere),
    ("now hiring", Anywhere),
    ("we are hiring", Anywhere),
    ("job opening", Anywhere),
    ("no experience", Anywhere),
    ("m f d", Anywhere),
    ("m w d", Anywhere),
    ("w m d", Anywhere),
    ("f m d", Anywhere),
    ("m f", End),
    ("all levels", Anywhere),
    ("on site", Edge),
    ("onsite", Edge),
    ("on call", End),
    ("remote", Edge),
    ("remotely", Edge),
    ("hybrid", Edge),
    ("wfh", Edge),
    ("urgent", Edge),
    ("hiring", Edge),
    ("temporary", Edge),
    ("temp", Edge),
    ("permanent", Edge),
    ("perm", Edge),
    ("seasonal", Edge),
    ("freelance", Edge),
    ("contract", End),
    ("contractor", End),
    ("casual", Edge),
    ("volunteer", End),
    ("prn", End),
    ("ft", End),
    ("pt", End),
    ("nights", End),
    ("days", End),
    ("evenings", End),
    ("weekends", End),
    ("weekend", End),
    ("overnight", End),
    ("shift", End),
    ("night", End),
    ("usa", End),
    ("us", End),
    ("united states", End),
    ("nationwide", End),
    ("position", End),
    ("opening", End),
    ("role", End),
    ("job", End),
    ("months", End),
    ("month", End),
];

/// States of the United States and their largest cities, removed at the end.
static PLACES: LazyLock<HashSet<&'static str>> =
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

/// Postal abbreviations of the states, removed behind a comma, a dash or a bracket.
static STATES: &str = "al ak az ar ca co ct de fl ga hi id il in ia ks ky la me md ma mi mn ms mo mt ne nv nh nj nm \
ny nc nd oh ok or pa ri sc sd tn tx ut vt va wa wv wi wy dc";

/// Whole titles that name no occupation, whatever the release has them for.
static GENERIC: [&str; 42] = [
    "apprentice",
    "assistant",
    "assistant manager",
    "associate",
    "business owner",
    "co owner",
    "consultant",
    "contractor",
    "coordinator",
    "employee",
    "entrepreneur",
    "founder",
    "freelancer",
    "helper",
    "intern",
    "internship",
    "lead",
    "leader",
    "manager",
    "n a",
    "none",
    "officer",
    "operator",
    "other",
    "owner",
    "owner operator",
    "partner",
    "professional",
    "retired",
    "self employed",
    "shift leader",
    "specialist",
    "staff",
    "staff member",
    "student",
    "supervisor",
    "team leader",
    "team member",
    "trainee",
    "unemployed",
    "unknown",
    "worker",
];

/// Whether a title names no occupation.
pub(crate) fn is_generic(words: &[String]) -> bool {
    words.len() <= 2 && GENERIC.contains(&words.join(" ").as_str())
}

/// A title without what is no part of the occupation.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Cleaned {
    pub(crate) words: Vec<String>,
    pub(crate) seniority: Option<&'static str>,
}

/// Removes noise from a title. `is_pair` tells whether two words stand beside each other in a known title, `is_known`
/// whether a word stands in one.
pub(crate) fn clean(
    title: &str,
    is_known: impl Fn(&str) -> bool,
    is_pair: impl Fn(&str, &str) -> bool,
) -> Cleaned {
    let mut cleaned = Cleaned::default();
    for segment in segments(title) {
        let found = strip(words(segment), &is_pair, &mut cleaned.seniority);
        if cleaned.words.is_empty() {
            cleaned.words = found;
        } else if found.iter().any(|word| is_known(word)) && !is_place(&found) {
            cleaned.words.extend(found);
        }
    }
    // What is left when the parts are joined may end in noise again.
    cleaned.words = strip(cleaned.words, &is_pair, &mut cleaned.seniority);
    if cleaned.words.is_empty() {
        cleaned.words = words(title);
    }
    cleaned
}

/// The parts of a title between brackets, commas and dashes with white space around them.
fn segments(title: &str) -> impl Iterator<Item = &str> {
    let marks = |letter: char| {
        matches!(letter, '(' | ')' | '[' | ']' | '{' | '}' | '|' | ',' | ';' | ':' | '*' | '!' | '@' | '•')
    };
    title
        .split(marks)
        .flat_map(|part| part.split(" - "))
        .flat_map(|part| part.split(" – "))
        .flat_map(|part| part.split(" — "))
        .filter(|part| part.chars().any(char::is_alphanumeric))
}

fn is_place(words: &[String]) -> bool {
    let text = words.join(" ");
    match words {
        [state] if STATES.split(' ').any(|known| known == state) => true,
        _ => {
            place_ends(words) == words.len()
                || text.chars().all(|letter| letter.is_ascii_digit() || letter == ' ')
        }
    }
}

/// How many words at the end name a place.
fn place_ends(words: &[String]) -> usize {
    let ends_with = |length: usize| {
        words.len() >= length && PLACES.contains(words[words.len() - length..].join(" ").as_str())
    };
    (1..=3).rev().find(|length| ends_with(*length)).unwrap_or(0)
}

/// Whether a word is a level, as in `Nurse II` or `Clerk 3`.
fn is_level(word: &str) -> bool {
    matches!(word, "i" | "ii" | "iii" | "iv" | "v" | "vi" | "vii" | "l1" | "l2" | "l3" | "l4" | "l5")
        || (word.len() <= 2 && word.bytes().all(|byte| byte.is_ascii_digit()))
}

fn strip(
    mut words: Vec<String>,
    is_pair: &impl Fn(&str, &str) -> bool,
    seniority: &mut Option<&'static str>,
) -> Vec<String> {
    let mut at = 0;
    while at < words.len() {
        let rest = &words[at..];
        let found = PHRASES.iter().find_map(|(phrase, kind)| Some((begins_with(rest, phrase)?, *kind)));
        let Some((length, kind)) = found.filter(|(length, _)| *length < words.len()) else {
            at += 1;
            continue;
        };
        let is_first = at == 0;
        let is_last = at + length == words.len();
        let pairs_on = words.get(at + length).is_some_and(|next| is_pair(&words[at + length - 1], next));
        let pairs_back = at > 0 && is_pair(&words[at - 1], &words[at]);
        let removed = match kind {
            Seniority(_) | Anywhere => true,
            Rank(_) => (is_first && !pairs_on) || (is_last && !pairs_back),
            Edge => (is_first && !pairs_on) || (is_last && !pairs_back),
            End => is_last && !pairs_back,
        };
        if let (true, Seniority(name) | Rank(name)) = (removed || is_first, kind) {
            seniority.get_or_insert(name);
        }
        if removed {
            words.drain(at..at + length);
            // What stands before may be at the end now.
            at = if is_last { at.saturating_sub(2) } else { at };
        } else {
            at += 1;
        }
    }
    loop {
        let length = words.len();
        if length < 2 {
            return words;
        }
        let last = &words[length - 1];
        let place = place_ends(&words);
        if is_level(last) || matches!(last.as_str(), "level" | "grade" | "in" | "at" | "for" | "and" | "the")
        {
            words.pop();
        } else if place > 0 && place < length {
            words.truncate(length - place);
        } else {
            return words;
        }
    }
}

/// How many words a phrase has that a text begins with.
fn begins_with(words: &[String], phrase: &str) -> Option<usize> {
    if words.first().and_then(|word| word.bytes().next()) != phrase.bytes().next() {
        return None;
    }
    let mut length = 0;
    for part in phrase.split(' ') {
        if words.get(length).is_none_or(|word| word != part) {
            return None;
        }
        length += 1;
    }
    Some(length)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cleaned(title: &str) -> String {
        let pairs = [("remote", "sensing"), ("lead", "teacher"), ("night", "auditor"), ("staff", "nurse")];
        let is_known = |word: &str| !matches!(word, "acme" | "springfield");
        clean(title, is_known, |first, second| pairs.contains(&(first, second))).words.join(" ")
    }

    #[test]
    fn noise_goes_and_the_occupation_stays() {
        for (title, wanted) in [
            ("Data Scientist (Remote)", "data scientist"),
            ("Remote Sensing Scientist", "remote sensing scientist"),
            ("junior Software developer", "software developer"),
            ("Sr. Software Engineer III", "software engineer"),
            ("Registered Nurse Night Shift", "registered nurse"),
            ("Registered Nurse 2", "registered nurse"),
            ("Night Auditor", "night auditor"),
            ("Lead Teacher", "lead teacher"),
            ("Lead Welder", "welder"),
            ("Welder - Austin, TX", "welder"),
            ("Cook, Part-Time, Nights", "cook"),
            ("Welder in New York", "welder"),
            ("Welder (Acme Springfield)", "welder"),
            ("Entry Level Accountant", "accountant"),
            ("Senior", "senior"),
            ("Remote", "remote"),
            ("II", "ii"),
        ] {
            assert_eq!(cleaned(title), wanted, "{title}");
        }
    }

    #[test]
    fn seniority_is_reported() {
        let of = |title: &str| clean(title, |_| true, |_, _| false).seniority;
        assert_eq!(of("Sr. SW Eng"), Some("senior"));
        assert_eq!(of("entry-level welder"), Some("entry"));
        assert_eq!(of("Lead Welder"), Some("lead"));
        assert_eq!(of("Welder"), None);
    }
}
