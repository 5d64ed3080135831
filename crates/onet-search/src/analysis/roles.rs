//! What part each word plays in a job title.

use super::terms::{At, Mark, ROWS, Row, Sense};
use super::{Gap, Titles, Token};
use super::{numbers, places};

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
    /// `Experienced`.
    Experienced,
    /// `Senior`, `Sr.`
    Senior,
    /// `Staff`, as in `Staff Engineer`.
    Staff,
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
            Self::Experienced => "experienced",
            Self::Senior => "senior",
            Self::Staff => "staff",
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

/// Words that join a title with an employer or a place, where they end what is left.
const JOINING: [&str; 4] = ["at", "for", "in", "with"];

/// Words of sentences that name nothing, besides the fillers.
const OF_SENTENCES: [&str; 16] = [
    "am", "be", "i", "is", "it", "my", "our", "such", "this", "using", "was", "we", "were", "which", "you",
    "your",
];

/// Whether a folded word of a sentence names nothing: fillers, pronouns and the like.
pub(crate) fn is_function_word(written: &str) -> bool {
    is_filler(written) || OF_SENTENCES.contains(&written)
}

/// Gives each token its role, with the help of known titles where there are any.
pub(super) fn assign(tokens: &mut [Token], titles: Option<&dyn Titles>) {
    for token in tokens.iter_mut() {
        if is_filler(&token.written) {
            token.role = Role::Filler;
        }
    }
    levels(tokens);
    numbers::mark_pay(tokens);
    numbers::mark_numbers(tokens, titles);
    states(tokens);
    if let Some(titles) = titles {
        employers(tokens, titles);
    }
    // What ends a part shows only once what follows it is marked.
    for _ in 0..2 {
        let mut place = 0;
        while place < tokens.len() {
            place += match ROWS.iter().find(|row| fits(row, tokens, place, titles)) {
                Some(row) => mark(row, tokens, place),
                None => 1,
            };
        }
        towns(tokens);
    }
}

/// Marks a state at the end, and the town before it: `Barista - Seattle, WA`.
fn states(tokens: &mut [Token]) {
    let Some((last, before)) = tokens.split_last_mut() else { return };
    if before.is_empty() || last.gap != Gap::Break || !places::is_state(&last.written) {
        return;
    }
    last.role = Role::Terms;
    let town = before.iter().rposition(|token| token.gap == Gap::Break);
    if let Some(start) = town.filter(|start| *start > 0) {
        before[start..].iter_mut().for_each(|token| token.role = Role::Terms);
    }
}

/// Marks names of places where a part ends: `Welder in Austin TX, nights`.
fn towns(tokens: &mut [Token]) {
    let mut start = 0;
    while start < tokens.len() {
        let rest = &tokens[start + 1..];
        let end =
            rest.iter().position(|token| token.gap == Gap::Break).map_or(tokens.len(), |at| start + 1 + at);
        let named = tokens[start..end].iter().rposition(|token| !is_marked(token)).map_or(0, |last| last + 1);
        let name = places::words_at_end(&tokens[start..start + named]);
        // The only words of a text are what it is about.
        if name > 0 && (name < named || tokens[..start].iter().any(Token::is_content)) {
            let first = start + named - name;
            tokens[first..start + named].iter_mut().for_each(|token| token.role = Role::Terms);
        }
        start = end;
    }
}

fn is_marked(token: &Token) -> bool {
    !matches!(token.role, Role::Word | Role::Filler)
}

/// Marks parts of which no title has a word, such as the name of an employer, and those behind `at` and the like.
fn employers(tokens: &mut [Token], titles: &dyn Titles) {
    let Some(first) = tokens.iter().position(|token| token.is_content() && titles.has_word(&token.written))
    else {
        return;
    };
    let mut start = first + 1;
    while start < tokens.len() {
        let opens = tokens[start].gap == Gap::Break || JOINING.contains(&tokens[start].written.as_str());
        let rest = &tokens[start + 1..];
        let end =
            rest.iter().position(|token| token.gap == Gap::Break).map_or(tokens.len(), |at| start + 1 + at);
        let is_unknown = |token: &Token| !token.is_content() || !titles.has_word(&token.written);
        if opens && tokens[start..end].iter().all(is_unknown) {
            let named = tokens[start..end].iter_mut().filter(|token| token.is_content());
            named.for_each(|token| token.role = Role::Terms);
            start = end;
        } else {
            start += 1;
        }
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
    let is_number = (1..=2).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    digits.parse().ok().filter(|level| is_number && *level > 0)
}

/// Whether a part of the text ends with this token, or other levels follow up to its end.
fn ends_part(tokens: &[Token], place: usize) -> bool {
    match tokens.get(place + 1) {
        None => true,
        Some(next) => next.gap == Gap::Break || next.gap == Gap::Slash || level(&next.written).is_some(),
    }
}

fn fits(row: &Row, tokens: &[Token], place: usize, titles: Option<&dyn Titles>) -> bool {
    if tokens[place].written.as_bytes().first() != row.words.as_bytes().first() {
        return false;
    }
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
    if alone || (row.sense == Sense::Doubtful && titles.is_none()) {
        return false;
    }
    let among = titles.filter(|_| row.sense != Sense::Clear);
    let goes_on = among.is_some_and(|titles| is_pair(tokens, end, titles));
    let comes_from = among.is_some_and(|titles| is_pair(tokens, place, titles));
    let starts = (place == 0 || tokens[place].gap == Gap::Break) && !goes_on;
    let begins = tokens[..place].iter().all(|token| !token.is_content()) && !goes_on;
    let ends = (end == tokens.len() || tokens[end].gap == Gap::Break || rest_is_marked(&tokens[end..]))
        && !comes_from;
    match row.at {
        At::Anywhere => true,
        At::Start => begins,
        At::End => ends && place > 0,
        At::Ends => starts || begins || ends,
    }
}

/// Whether a word belongs to the one before it: a title has both, or a hyphen joins them.
pub(super) fn is_pair(tokens: &[Token], place: usize, titles: &dyn Titles) -> bool {
    let (Some(before), Some(word)) = (place.checked_sub(1).and_then(|at| tokens.get(at)), tokens.get(place))
    else {
        return false;
    };
    word.gap != Gap::Break && (word.gap == Gap::Hyphen || titles.has_pair(&before.written, &word.written))
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
    use crate::analysis::{Titles, analyze, analyze_among};

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
            "junior high teacher",
            "senior center director",
            "assistant principal",
            "staff nurse",
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
            ("Plumber wanted ASAP", "plumber"),
            ("Barista - Seattle, WA", "barista"),
            ("Nurse (Salt Lake City, UT)", "nurse"),
            ("Project Manager, PMP", "project manager"),
            ("Warehouse Associate, $18/hr", "warehouse associate"),
            ("Welder Austin TX", "welder"),
            ("Cook in New York, nights", "cook"),
            ("Chicago", "chicago"),
            ("1234567 - Customer Service Rep I", "customer service rep"),
            ("Teacher 2015-2019", "teacher"),
            ("Nurse since 1998", "nurse"),
            ("Analyst (6 months)", "analyst"),
        ] {
            assert_eq!(content(text), rest, "{text:?}");
        }
    }

    /// Titles with some pairs of words; all words but two are known.
    struct Pairs;

    impl Titles for Pairs {
        fn has_word(&self, word: &str) -> bool {
            !matches!(word, "acme" | "springfield" | "walmart")
        }

        fn has_pair(&self, first: &str, second: &str) -> bool {
            let pairs =
                [("remote", "sensing"), ("lead", "teacher"), ("night", "auditor"), ("staff", "nurse")];
            pairs.contains(&(first, second))
        }
    }

    #[test]
    fn known_titles_show_what_belongs_to_an_occupation() {
        for (text, wanted) in [
            ("Data Scientist (Remote)", "data scientist"),
            ("Remote Sensing Scientist", "remote sensing scientist"),
            ("junior Software developer", "software developer"),
            ("Sr. Software Engineer III", "software engineer"),
            ("Registered Nurse Night Shift", "registered nurse"),
            ("Registered Nurse 2", "registered nurse"),
            ("Night Auditor", "night auditor"),
            ("Lead Teacher", "lead teacher"),
            ("Lead Welder", "welder"),
            ("Staff Nurse", "staff nurse"),
            ("Staff Engineer", "engineer"),
            ("Sub-contractor", "sub contractor"),
            ("Welder - Austin, TX", "welder"),
            ("Cook, Part-Time, Nights", "cook"),
            ("Welder in New York", "welder"),
            ("Welder (Acme Springfield)", "welder"),
            ("Nurse at Walmart", "nurse"),
            ("Entry Level Accountant", "accountant"),
            ("Senior", "senior"),
            ("Remote", "remote"),
            ("II", "ii"),
        ] {
            let tokens = analyze_among(text, 32, &Pairs);
            let words: Vec<&str> = tokens
                .iter()
                .filter(|token| token.is_content())
                .map(|token| token.written.as_str())
                .collect();
            assert_eq!(words.join(" "), wanted, "{text:?}");
        }
    }
}
