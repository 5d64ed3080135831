//! Words about the person, the contract and the vacancy.

use super::roles::Seniority;

/// Words that are marked where they stand in the right place.
pub(super) struct Row {
    /// Folded words with a space between them.
    pub(super) words: &'static str,
    pub(super) at: At,
    pub(super) mark: Mark,
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

const fn terms(at: At, words: &'static str) -> Row {
    Row { words, at, mark: Mark::Terms, unless_before: &[] }
}

const fn person(seniority: Seniority, at: At, words: &'static str) -> Row {
    Row { words, at, mark: Mark::Seniority(seniority), unless_before: &[] }
}

const fn unless_before(row: Row, unless_before: &'static [&'static str]) -> Row {
    Row { unless_before, ..row }
}

/// What follows `senior` where it means older people.
const OF_OLDER_PEOPLE: &[&str] =
    &["care", "cent", "citizen", "living", "service", "companion", "housing", "home"];
/// What follows `lead` where it means the metal, or a possible customer.
const OF_METAL: &[&str] = &["gen", "abate", "burn", "paint", "former", "qualif", "man", "recover", "inspect"];
/// What follows `remote` where it means a technique.
const OF_TECHNIQUE: &[&str] = &["sens", "pilot", "control", "handl", "cod", "terminal", "operat", "vehicle"];

use At::{Anywhere, End, Ends, Start};
use Seniority::{Entry, Intern, Junior, Lead, Mid, Principal, Senior, Trainee};

/// The rows; the first that fits counts, so that longer ones stand before their beginnings.
pub(super) static ROWS: &[Row] = &[
    person(Entry, Anywhere, "entry level"),
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
    person(Mid, Start, "mid senior"),
    person(Mid, Start, "mid"),
    person(Junior, Ends, "junior"),
    person(Junior, Ends, "jr"),
    person(Junior, Ends, "jnr"),
    person(Senior, Anywhere, "senior level"),
    unless_before(person(Senior, Ends, "senior"), OF_OLDER_PEOPLE),
    unless_before(person(Senior, Ends, "sr"), OF_OLDER_PEOPLE),
    person(Senior, Ends, "snr"),
    person(Senior, Start, "experienced"),
    person(Senior, Start, "seasoned"),
    unless_before(person(Lead, Start, "lead"), OF_METAL),
    unless_before(
        person(Principal, Start, "principal"),
        &["sec", "assist", "of", "at", "high", "elem", "middle", "deal"],
    ),
    person(Trainee, End, "trainee"),
    person(Trainee, End, "in training"),
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
    terms(Anywhere, "m f x"),
    terms(Ends, "night shifts"),
    terms(Ends, "night shift"),
    terms(Ends, "nights shift"),
    terms(Ends, "day shift"),
    terms(Ends, "days shift"),
    terms(Ends, "evening shift"),
    terms(Ends, "weekend shift"),
    terms(Ends, "swing shift"),
    terms(Ends, "graveyard shift"),
    terms(Ends, "overnight shift"),
    terms(Ends, "rotating shift"),
    terms(Ends, "rotating shifts"),
    terms(Ends, "morning shift"),
    terms(Ends, "afternoon shift"),
    terms(Ends, "1st shift"),
    terms(Ends, "2nd shift"),
    terms(Ends, "3rd shift"),
    terms(Ends, "first shift"),
    terms(Ends, "second shift"),
    terms(Ends, "third shift"),
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
    terms(End, "prn"),
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
];
