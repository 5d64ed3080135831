//! Words about the person, the contract and the vacancy, and certificates that follow a title.

use super::roles::Seniority;

/// Words that are marked where they stand in the right place.
pub(super) struct Row {
    /// Folded words with a space between them.
    pub(super) words: &'static str,
    pub(super) at: At,
    pub(super) mark: Mark,
    pub(super) sense: Sense,
    /// Beginnings of words that make another thing of the row when they follow it.
    pub(super) unless_before: &'static [&'static str],
}

/// Where words count.
#[derive(Clone, Copy)]
pub(super) enum At {
    /// Everywhere but alone.
    Anywhere,
    /// Before everything that names the work.
    Start,
    /// At the end of the text or of a part of it.
    End,
    /// At the start or the end.
    Ends,
}

/// What words are marked as.
#[derive(Clone, Copy)]
pub(super) enum Mark {
    Terms,
    Seniority(Seniority),
}

/// Whether words mean something else, too.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Sense {
    /// They mean nothing else in this place.
    Clear,
    /// They may be part of an occupation: where titles are known, they do not count beside a word that a title has them
    /// beside, as in `night auditor`.
    Ambiguous,
    /// They mostly are part of an occupation, and count only where titles are known and have nothing of the kind.
    Doubtful,
}

const fn row(at: At, words: &'static str, mark: Mark) -> Row {
    // What may stand everywhere has several words or is unmistakable.
    let sense = if matches!(at, At::Anywhere) { Sense::Clear } else { Sense::Ambiguous };
    Row { words, at, mark, sense, unless_before: &[] }
}

const fn terms(at: At, words: &'static str) -> Row {
    row(at, words, Mark::Terms)
}

const fn person(seniority: Seniority, at: At, words: &'static str) -> Row {
    row(at, words, Mark::Seniority(seniority))
}

const fn clear(row: Row) -> Row {
    Row { sense: Sense::Clear, ..row }
}

const fn doubtful(row: Row) -> Row {
    Row { sense: Sense::Doubtful, ..row }
}

const fn unless_before(row: Row, unless_before: &'static [&'static str]) -> Row {
    Row { unless_before, ..row }
}

/// What follows `senior` where it means older people.
const OF_OLDER_PEOPLE: &[&str] = &[
    "care",
    "cent",
    "citizen",
    "living",
    "service",
    "companion",
    "housing",
    "home",
    "adult",
    "high",
    "class",
];
/// What follows `lead` where it means the metal, or a possible customer.
const OF_METAL: &[&str] = &["gen", "abate", "burn", "paint", "former", "qualif", "man", "recover", "inspect"];
/// What follows `remote` where it means a technique.
const OF_TECHNIQUE: &[&str] = &["sens", "pilot", "control", "handl", "cod", "terminal", "operat", "vehicle"];

/// What follows `pt` where it means a physical therapist.
const OF_THERAPY: &[&str] = &[
    "aid", "assist", "tech", "stud", "direct", "manag", "superv", "home", "outp", "inp", "clinic", "rehab",
    "coord",
];

use At::{Anywhere, End, Ends, Start};
use Seniority::{Entry, Experienced, Intern, Junior, Lead, Mid, Principal, Senior, Staff, Trainee};

/// The rows; the first that fits counts, so that longer ones stand before their beginnings.
pub(super) static ROWS: &[Row] = &[
    person(Entry, Anywhere, "entry level"),
    person(Entry, Anywhere, "entrylevel"),
    person(Entry, Anywhere, "new grad"),
    person(Entry, Anywhere, "new graduate"),
    person(Entry, Anywhere, "no experience"),
    person(Entry, Start, "starting"),
    person(Entry, Start, "beginning"),
    person(Entry, Start, "beginner"),
    unless_before(
        person(Entry, Start, "graduate"),
        &["school", "teach", "assist", "research", "stud", "adv", "prog", "coord", "admiss", "dean"],
    ),
    person(Mid, Anywhere, "mid level"),
    person(Mid, Anywhere, "midlevel"),
    person(Senior, Start, "mid senior"),
    person(Mid, Start, "mid"),
    doubtful(person(Mid, Ends, "intermediate")),
    person(Junior, Anywhere, "junior level"),
    clear(unless_before(person(Junior, Ends, "junior"), &["high", "college", "achiev", "league"])),
    clear(person(Junior, Ends, "jr")),
    clear(person(Junior, Ends, "jnr")),
    person(Senior, Anywhere, "senior level"),
    clear(unless_before(person(Senior, Ends, "senior"), OF_OLDER_PEOPLE)),
    clear(unless_before(person(Senior, Ends, "sr"), OF_OLDER_PEOPLE)),
    clear(person(Senior, Ends, "snr")),
    clear(person(Experienced, Start, "experienced")),
    clear(person(Experienced, Start, "seasoned")),
    doubtful(unless_before(
        person(Staff, Start, "staff"),
        &["serg", "sgt", "attorney", "officer", "judge", "chap"],
    )),
    unless_before(person(Lead, Start, "lead"), OF_METAL),
    doubtful(person(Lead, End, "lead")),
    unless_before(
        person(Principal, Start, "principal"),
        &["sec", "assist", "of", "at", "high", "elem", "middle", "deal"],
    ),
    person(Trainee, End, "trainee"),
    person(Trainee, End, "in training"),
    clear(person(Trainee, End, "eit")),
    person(Intern, Ends, "intern"),
    person(Intern, End, "internship"),
    terms(Anywhere, "full time"),
    terms(Anywhere, "fulltime"),
    terms(Anywhere, "part time"),
    terms(Anywhere, "parttime"),
    terms(Anywhere, "work from home"),
    terms(Anywhere, "work at home"),
    terms(Anywhere, "wfh"),
    terms(Anywhere, "home based"),
    terms(Anywhere, "per diem"),
    terms(Anywhere, "fixed term"),
    terms(Anywhere, "contract to hire"),
    terms(Anywhere, "temp to hire"),
    terms(Anywhere, "temp to perm"),
    terms(Anywhere, "direct hire"),
    terms(Anywhere, "now hiring"),
    terms(Anywhere, "hiring now"),
    terms(Anywhere, "urgently hiring"),
    terms(Anywhere, "immediate start"),
    terms(Anywhere, "immediate hire"),
    terms(Anywhere, "immediate opening"),
    terms(Anywhere, "sign on bonus"),
    terms(Anywhere, "m f d"),
    terms(Anywhere, "m w d"),
    terms(Anywhere, "f m d"),
    terms(Anywhere, "w m d"),
    terms(Anywhere, "m f x"),
    doubtful(terms(End, "m f")),
    doubtful(terms(End, "mf")),
    doubtful(terms(End, "hf")),
    terms(Anywhere, "all levels"),
    terms(Anywhere, "fortune 500"),
    terms(End, "maternity cover"),
    terms(End, "maternity leave cover"),
    terms(End, "ftc"),
    terms(Ends, "bilingual"),
    terms(Anywhere, "working from home"),
    terms(Anywhere, "signing bonus"),
    terms(Anywhere, "start immediately"),
    terms(Anywhere, "we are hiring"),
    terms(Anywhere, "job opening"),
    clear(terms(Ends, "late shift")),
    clear(terms(Ends, "early shift")),
    terms(Ends, "remotely"),
    clear(terms(Ends, "night shifts")),
    clear(terms(Ends, "night shift")),
    clear(terms(Ends, "nights shift")),
    clear(terms(Ends, "day shift")),
    clear(terms(Ends, "days shift")),
    clear(terms(Ends, "evening shift")),
    clear(terms(Ends, "weekend shift")),
    clear(terms(Ends, "swing shift")),
    clear(terms(Ends, "graveyard shift")),
    clear(terms(Ends, "overnight shift")),
    clear(terms(Ends, "rotating shift")),
    clear(terms(Ends, "rotating shifts")),
    clear(terms(Ends, "morning shift")),
    clear(terms(Ends, "afternoon shift")),
    clear(terms(Ends, "1st shift")),
    clear(terms(Ends, "2nd shift")),
    clear(terms(Ends, "3rd shift")),
    clear(terms(Ends, "first shift")),
    clear(terms(Ends, "second shift")),
    clear(terms(Ends, "third shift")),
    terms(End, "am shift"),
    terms(End, "pm shift"),
    terms(End, "shift"),
    terms(End, "shifts"),
    terms(End, "nights"),
    terms(End, "night"),
    terms(End, "days"),
    terms(End, "evenings"),
    terms(End, "weekends"),
    terms(End, "weekend"),
    terms(End, "overnight"),
    terms(End, "overnights"),
    terms(End, "flexible hours"),
    terms(End, "flexible schedule"),
    unless_before(terms(Ends, "remote"), OF_TECHNIQUE),
    terms(End, "hybrid"),
    terms(End, "onsite"),
    terms(End, "on site"),
    terms(End, "telecommute"),
    terms(Ends, "temporary"),
    terms(Ends, "temp"),
    terms(Ends, "permanent"),
    terms(End, "perm"),
    terms(Ends, "seasonal"),
    terms(Ends, "casual"),
    terms(End, "contract"),
    terms(End, "contract position"),
    terms(Ends, "freelance"),
    terms(Ends, "self employed"),
    terms(Ends, "ft"),
    terms(End, "f t"),
    terms(Ends, "prn"),
    terms(End, "w2"),
    terms(End, "c2c"),
    terms(End, "1099"),
    terms(Ends, "urgent"),
    terms(Ends, "hiring"),
    terms(End, "needed"),
    terms(End, "wanted"),
    terms(End, "position"),
    terms(End, "positions"),
    terms(End, "opportunity"),
    terms(End, "vacancy"),
    terms(End, "opening"),
    terms(End, "job"),
    terms(End, "jobs"),
    terms(End, "role"),
    doubtful(terms(End, "on call")),
    doubtful(terms(End, "volunteer")),
    doubtful(unless_before(terms(Ends, "pt"), OF_THERAPY)),
    doubtful(terms(End, "usa")),
    doubtful(terms(End, "us")),
    terms(End, "united states"),
    terms(End, "nationwide"),
    terms(End, "since"),
    terms(End, "present"),
    doubtful(terms(Start, "former")),
    doubtful(terms(Start, "retired")),
    terms(Ends, "asap"),
    terms(End, "pmp"),
    terms(End, "csm"),
    terms(End, "mba"),
    terms(End, "bsn"),
    terms(End, "msn"),
];
