//! The occupation that a command is about: a code, or words that the search finds it by.

use onet_api::{Client, ErrorKind, PageRange, types};
use onet_domain::occupation_finder::{NO_TEXT, is_no_text};
use onet_domain::{Classification, Likeness, OnetSocCode, TypedCode};

use crate::console::Console;
use crate::failure::Failure;

/// Further results of a search that are named.
const NEXT: usize = 3;

/// The occupation as it was typed.
pub(super) enum Wanted {
    Code(OnetSocCode),
    /// A code of a group or of another classification, which may stand for several occupations.
    Typed(TypedCode, String),
    Text(String),
}

impl Wanted {
    /// Text that begins with a digit must be a code: a mistyped code is not searched for.
    pub(super) fn read(typed: &str) -> Result<Self, Failure> {
        let typed = typed.trim();
        if typed.is_empty() {
            return Err(Failure::usage("the text to find an occupation by is empty"));
        }
        super::batch::refuse_file(typed)?;
        if let Some(code) = TypedCode::read(typed).filter(|code| code.likeness() == Likeness::Code) {
            // `51.2001` is more likely a program of study than an occupation with a dot for its dash: the search knows.
            return Ok(match code.occupation().filter(|_| is_of_occupations(&code)) {
                Some(occupation) => Self::Code(occupation),
                None => Self::Typed(code, typed.to_owned()),
            });
        }
        if let Some(code) = TypedCode::read(typed).filter(|_| typed.bytes().all(|byte| byte.is_ascii_digit()))
        {
            return Ok(Self::Typed(code, typed.to_owned()));
        }
        if typed.starts_with(|first: char| first.is_ascii_digit()) {
            return Ok(Self::Code(OnetSocCode::parse_lenient(typed)?));
        }
        if is_no_text(typed) {
            return Err(
                Failure::unknown(format!("{typed}: {NO_TEXT}")).with_hint("a code, or words of a title")
            );
        }
        Ok(Self::Text(typed.to_owned()))
    }
}

/// Whether the likeliest classification of a code is that of occupations.
fn is_of_occupations(code: &TypedCode) -> bool {
    let likeliest = code.readings().first().map(|reading| reading.classification);
    matches!(likeliest, Some(Classification::OnetSoc | Classification::Soc))
}

/// The occupation of a code, or the first that a search finds; which one is noted.
pub(super) async fn resolve(client: &Client, console: &Console, typed: &str) -> Result<OnetSocCode, Failure> {
    match Wanted::read(typed)? {
        Wanted::Code(code) => Ok(code),
        Wanted::Typed(code, text) => first(client, console, &text, code.occupation()).await,
        Wanted::Text(text) => first(client, console, &text, None).await,
    }
}

async fn first(
    client: &Client,
    console: &Console,
    text: &str,
    preferred: Option<OnetSocCode>,
) -> Result<OnetSocCode, Failure> {
    let page = client.online_search(text, PageRange::default()).await?;
    let is_preferred = |found: &&types::OccupationRef| found.code.parse().ok() == preferred;
    let named = page.occupation.iter().find(is_preferred).filter(|_| preferred.is_some());
    let taken = named.or(page.occupation.first()).ok_or(Failure::NothingFound)?;
    let others = page.occupation.iter().filter(|found| found.code != taken.code);
    note_taken(console, text, (&taken.code, &taken.title), others.map(|found| (&*found.code, &*found.title)));
    let code: OnetSocCode = taken.code.parse()?;
    if let [one, other] = text.split_whitespace().collect::<Vec<_>>()[..]
        && !is_one_title(client, code, &taken.title, text).await?
    {
        console.note(&format!(
            "  no title of it has both words; two occupations go in quotation marks: \"{one}\" \"{other}\""
        ));
    }
    Ok(code)
}

/// Whether the title of an occupation, or one that people in it report, has all words of a text.
async fn is_one_title(client: &Client, code: OnetSocCode, title: &str, text: &str) -> Result<bool, Failure> {
    if has_words(title, text) {
        return Ok(true);
    }
    let reported = client.online_occupations_overview(code).await?.sample_of_reported_titles;
    Ok(reported.iter().any(|title| has_words(title, text)))
}

/// Whether a title has each word, or one that begins with it: `nurse` is in Registered Nurses.
fn has_words(title: &str, text: &str) -> bool {
    let title = title.to_lowercase();
    let words: Vec<&str> = title.split(|letter: char| !letter.is_alphanumeric()).collect();
    text.to_lowercase().split_whitespace().all(|wanted| {
        let stem = wanted.trim_end_matches('s');
        words.iter().any(|word| word.starts_with(stem))
    })
}

/// Notes which result of a search was taken, and the next ones: the text may mean one of them.
pub(super) fn note_taken<'f>(
    console: &Console,
    text: &str,
    taken: (&str, &str),
    others: impl Iterator<Item = (&'f str, &'f str)>,
) {
    let mut others = others.peekable();
    let how = if others.peek().is_some() { "the first found" } else { "the only one found" };
    console.note(&format!("took {} {}, {how} by \"{text}\"", taken.0, taken.1));
    let next: Vec<String> = others.take(NEXT).map(|(code, title)| format!("{code} {title}")).collect();
    if !next.is_empty() {
        console.note(&format!("  next: {}", next.join("; ")));
    }
}

/// The occupations that several arguments name: each code is one, and so is a text in quotation marks, which has spaces.
/// Other words that follow each other are one search.
pub(super) fn split(arguments: &[String]) -> Vec<String> {
    // `MOS 68Q` is one code.
    let joined = arguments.join(" ");
    if TypedCode::read(&joined).is_some_and(|code| code.likeness() == Likeness::Code) {
        return vec![joined];
    }
    let mut wanted: Vec<String> = Vec::new();
    let mut is_open = false;
    for argument in arguments.iter().map(|argument| argument.trim()).filter(|argument| !argument.is_empty()) {
        let is_word = !argument.contains(char::is_whitespace) && !looks_like_code(argument);
        match wanted.last_mut().filter(|_| is_open && is_word) {
            Some(words) => {
                words.push(' ');
                words.push_str(argument);
            }
            None => wanted.push(argument.to_owned()),
        }
        is_open = is_word;
    }
    if wanted.is_empty() { vec![String::new()] } else { wanted }
}

/// The occupation of a command that takes one.
///
/// # Errors
///
/// A usage error where the arguments name several.
pub(super) fn single(arguments: &[String]) -> Result<String, Failure> {
    let mut wanted = split(arguments);
    match (wanted.len(), wanted.pop()) {
        (1, Some(one)) => Ok(one),
        (count, _) => Err(Failure::usage(format!("the command takes one occupation, and {count} are given"))
            .with_hint("words of one title that have a code among them go in quotation marks")),
    }
}

/// Whether a text is a code, also one with a mistake in it: it begins with two digits. Words such as `3d` do not.
fn looks_like_code(text: &str) -> bool {
    text.bytes().take(2).filter(u8::is_ascii_digit).count() == 2
}

/// A code that the source refuses in a report on its occupation is one of no occupation.
pub(super) fn absent(failure: onet_domain::Error) -> Failure {
    match failure {
        onet_domain::Error::Call(failure) if failure.kind() == ErrorKind::Refused => {
            Failure::NoSuchOccupation(failure)
        }
        other => other.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_has_words_in_any_order_and_number() {
        assert!(has_words("Registered Nurses", "nurse registered"));
        assert!(has_words("Police and Sheriff's Patrol Officers", "police officer"));
        assert!(!has_words("Actors", "nurse actor"));
    }

    #[test]
    fn codes_and_quoted_texts_stand_alone_and_other_words_are_one_search() {
        let cases: [(&[&str], &[&str]); 9] = [
            (&["MOS", "68Q"], &["MOS 68Q"]),
            (&["29-1051.00"], &["29-1051.00"]),
            (&["registered", "nurse"], &["registered nurse"]),
            (&["pharmacist", "15-1252.00"], &["pharmacist", "15-1252.00"]),
            (&["15-1252.00", "registered", "nurse"], &["15-1252.00", "registered nurse"]),
            (&["registered nurse", "pharmacist"], &["registered nurse", "pharmacist"]),
            (&["nurse", "29-1051.0", "29-2052"], &["nurse", "29-1051.0", "29-2052"]),
            (&["3d", "artist"], &["3d artist"]),
            (&["  "], &[""]),
        ];
        for (arguments, expected) in cases {
            let arguments: Vec<String> = arguments.iter().map(|argument| (*argument).to_owned()).collect();
            assert_eq!(split(&arguments), expected);
        }
    }
}
