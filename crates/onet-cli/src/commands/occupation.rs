//! The occupation that a command is about: a code, or words that the search finds it by.

use onet_api::{Client, PageRange, types};
use onet_domain::{Classification, Likeness, OnetSocCode, TypedCode};

use crate::console::Console;
use crate::failure::Failure;

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
    let of = if page.total > 1 { format!("the first of {}", page.total) } else { "the only one".to_owned() };
    console.note(&format!("took {} {}, {of} found by \"{text}\"", taken.code, taken.title));
    Ok(taken.code.parse()?)
}

/// The occupations that several arguments name: codes one by one, and the words between them as the words of one
/// search each.
pub(super) fn split(arguments: &[String]) -> Vec<String> {
    let is_code = |argument: &String| matches!(Wanted::read(argument), Ok(Wanted::Code(_)));
    let same = |left: &String, right: &String| !is_code(left) && !is_code(right);
    arguments.chunk_by(same).map(|words| words.join(" ")).collect()
}
