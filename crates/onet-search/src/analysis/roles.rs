//! What part each word plays in a job title.

use super::terms::{At, Mark, ROWS, Row};
use super::{Gap, Token};

/// The part that a word plays in a job title.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// It names the work.
    Word,
    /// It is too common to distinguish anything, such as `of`.
    Filler,
    /// It is a level, as in `Engineer II` or `Level 2`.
    Level(u8),
    /// It is how experienced the person is, as in `Senior Engineer`.
    Seniority(Seniority),
    /// It is about the contract, the place, the shift or the vacancy, as in `Cook (part time)`.
    Terms,
}

/// How experienced a person is, lowest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Seniority {
    /// `Intern`.
    Intern,
    /// `Trainee`.
    Trainee,
    /// `Entry level`, `graduate`.
    Entry,
    /// `Junior`, `Jr.`
    Junior,
    /// `Mid-level`.
    Mid,
    /// `Senior`, `Sr.`
    Senior,
    /// `Lead`.
    Lead,
    /// `Principal`.
    Principal,
}

impl Seniority {
    /// Its name in lower case.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Intern => "intern",
            Self::Trainee => "trainee",
            Self::Entry => "entry",
            Self::Junior => "junior",
            Self::Mid => "mid",
            Self::Senior => "senior",
            Self::Lead => "lead",
            Self::Principal => "principal",
        }
    }
}

/// Words too common to tell one occupation from another.
const FILLERS: [&str; 19] = [
    "a", "an", "and", "as", "at", "by", "for", "from", "in", "into", "of", "on", "or", "that", "the",
    "their", "to", "who", "with",
];
/// Words that announce a level, as in `Grade 3`.
const BEFORE_LEVELS: [&str; 6] = ["level", "lvl", "grade", "class", "tier", "step"];
/// Numerals of levels. Those that are words or abbreviations as well count at the end of a part only.
const NUMERALS: [(&str, u8); 10] = [
    ("i", 1),
    ("ii", 2),
    ("iii", 3),
    ("iv", 4),
    ("v", 5),
    ("vi", 6),
    ("vii", 7),
    ("viii", 8),
    ("ix", 9),
    ("x", 10),
];
/// Numerals that mean nothing else.
const CLEAR: [&str; 5] = ["ii", "iii", "vi", "vii", "viii"];

/// Whether a folded word is too common to tell one occupation from another.
pub(crate) fn is_filler(written: &str) -> bool {
    FILLERS.contains(&written)
}

/// Gives each token its role.
pub(super) fn assign(tokens: &mut [Token]) {
    for token in tokens.iter_mut() {
        if is_filler(&token.written) {
            token.role = Role::Filler;
        }
    }
    levels(tokens);
    let mut place = 0;
    while place < tokens.len() {
        place += match ROWS.iter().find(|row| fits(row, tokens, place)) {
            Some(row) => mark(row, tokens, place),
            None => 1,
        };
    }
}

fn levels(tokens: &mut [Token]) {
    for place in 0..tokens.len() {
        let announced = place > 0 && BEFORE_LEVELS.contains(&tokens[place - 1].written.as_str());
        // `IV Nurse` and `3 Way Valve Fitter` begin with no level.
        if place == 0 {
            continue;
        }
        let written = tokens[place].written.as_str();
        let Some(level) = level(written) else { continue };
        if announced || CLEAR.contains(&written) || ends_part(tokens, place) {
            tokens[place].role = Role::Level(level);
            if announced && place > 1 {
                tokens[place - 1].role = Role::Terms;
            }
        }
    }
}

fn level(written: &str) -> Option<u8> {
    if let Some((_, level)) = NUMERALS.iter().find(|(numeral, _)| *numeral == written) {
        return Some(*level);
    }
    let digits = written.strip_prefix("lv").or_else(|| written.strip_prefix('l')).unwrap_or(written);
    digits.parse().ok().filter(|level| (1..10).contains(level) && digits.len() == 1)
}

/// Whether a part of the text ends with this token, or other levels follow up to its end.
fn ends_part(tokens: &[Token], place: usize) -> bool {
    match tokens.get(place + 1) {
        None => true,
        Some(next) => next.gap == Gap::Break || next.gap == Gap::Slash || level(&next.written).is_some(),
    }
}

fn fits(row: &Row, tokens: &[Token], place: usize) -> bool {
    let mut words = 0;
    for word in row.words.split(' ') {
        if tokens.get(place + words).is_none_or(|token| token.written != word) {
            return false;
        }
        words += 1;
    }
    let end = place + words;
    let follows = |exception: &str| tokens.get(end).is_some_and(|next| next.written.starts_with(exception));
    if row.unless_before.iter().any(|exception| follows(exception)) {
        return false;
    }
    // The only word of a text is what it is about.
    let alone = place == 0 && end == tokens.len();
    let starts = place == 0 || tokens[place].gap == Gap::Break;
    let ends = end == tokens.len() || tokens[end].gap == Gap::Break || rest_is_marked(&tokens[end..]);
    let begins = place == 0 || tokens[..place].iter().all(|token| !token.is_content());
    match row.at {
        At::Anywhere => !alone,
        At::Start => begins && !alone,
        At::End => ends && !alone && place > 0,
        At::Ends => !alone && (starts || begins || ends),
    }
}

/// Whether nothing but levels and fillers is left.
fn rest_is_marked(tokens: &[Token]) -> bool {
    tokens.iter().all(|token| matches!(token.role, Role::Level(_) | Role::Filler | Role::Terms))
}

fn mark(row: &Row, tokens: &mut [Token], place: usize) -> usize {
    let count = row.words.split(' ').count();
    for token in &mut tokens[place..place + count] {
        token.role = match row.mark {
            Mark::Terms => Role::Terms,
            Mark::Seniority(seniority) => Role::Seniority(seniority),
        };
    }
    count
}

#[cfg(test)]
mod tests {
    use super::{Role, Seniority};
    use crate::analysis::analyze;

    /// The words that name the work, and the others with their roles.
    fn content(text: &str) -> String {
        let tokens = analyze(text, 32);
        let words: Vec<&str> =
            tokens.iter().filter(|token| token.is_content()).map(|token| token.written.as_str()).collect();
        words.join(" ")
    }

    fn roles(text: &str) -> Vec<Role> {
        analyze(text, 32).into_iter().map(|token| token.role).filter(|role| *role != Role::Word).collect()
    }

    #[test]
    fn levels_are_marked_at_the_end_of_a_part() {
        for (text, wanted) in [
            ("Software Engineer I", vec![Role::Level(1)]),
            ("Software Engineer II - Payments", vec![Role::Level(2)]),
            ("Registered Nurse 2", vec![Role::Level(2)]),
            ("Clerk I/II/III", vec![Role::Level(1), Role::Level(2), Role::Level(3)]),
            ("Admin Asst II Finance", vec![Role::Level(2)]),
            ("Technician Level 3", vec![Role::Terms, Role::Level(3)]),
            ("Technician, Grade IV", vec![Role::Terms, Role::Level(4)]),
            ("Analyst L2", vec![Role::Level(2)]),
            ("IV Nurse", vec![]),
            ("Nurse IV Therapy", vec![]),
            ("X Ray Technician", vec![]),
            ("911 Dispatcher", vec![]),
            ("3D Artist", vec![]),
        ] {
            assert_eq!(roles(text), wanted, "{text:?}");
        }
    }

    #[test]
    fn seniority_is_marked_and_stays_in_the_text() {
        for (text, role, rest) in [
            ("Sr. SW Eng", Seniority::Senior, "sw eng"),
            ("junior Software developer", Seniority::Junior, "software developer"),
            ("Accountant, Jr", Seniority::Junior, "accountant"),
            ("Entry-Level Welder", Seniority::Entry, "welder"),
            ("Starting Software developer", Seniority::Entry, "software developer"),
            ("Lead Carpenter", Seniority::Lead, "carpenter"),
            ("Principal Engineer", Seniority::Principal, "engineer"),
        ] {
            assert!(analyze(text, 32).iter().any(|token| token.role == Role::Seniority(role)), "{text:?}");
            assert_eq!(content(text), rest, "{text:?}");
        }
    }

    #[test]
    fn words_that_are_part_of_the_occupation_are_not_marked() {
        for text in [
            "school principal",
            "lead generation specialist",
            "senior care worker",
            "remote sensing scientist",
            "contract administrator",
            "night auditor",
            "shift supervisor",
            "intern",
            "volunteer coordinator",
        ] {
            assert_eq!(content(text), text);
        }
    }

    #[test]
    fn terms_of_a_vacancy_are_marked() {
        for (text, rest) in [
            ("Data Scientist (Remote)", "data scientist"),
            ("Remote Data Scientist", "data scientist"),
            ("Registered Nurse Night Shift", "registered nurse"),
            ("Cook - Part-Time", "cook"),
            ("Full time Cashier, weekends", "cashier"),
            ("Warehouse Associate 1st shift", "warehouse associate"),
            ("Software Developer - Contract", "software developer"),
            ("Seasonal Gardener", "gardener"),
            ("Nurse (PRN)", "nurse"),
            ("Line Cook needed", "line cook"),
        ] {
            assert_eq!(content(text), rest, "{text:?}");
        }
    }
}
