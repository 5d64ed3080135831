//! `search_occupations`

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::answer::{Found, USUAL, Window, count};
use crate::backend::Call;
use crate::refusal::Refusal;

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Input {
    /// A job title, a word, a phrase, or an O*NET-SOC code or its beginning
    text: String,
    /// Occupations to return, 1 to 100; 20 by default
    #[schemars(range(min = 1, max = 100))]
    limit: Option<usize>,
    /// Occupations to skip
    offset: Option<usize>,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct Output {
    /// Occupations that match
    total: usize,
    /// The best matches first
    occupations: Vec<Occupation>,
}

#[derive(Serialize, JsonSchema)]
struct Occupation {
    code: String,
    title: String,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    bright_outlook: bool,
}

pub(super) async fn run(call: &Call, input: Input) -> Result<Found<Output>, Refusal> {
    let text = input.text.trim();
    if text.is_empty() {
        return Err(Refusal::new("The text is empty.", "a job title, a word or a code, such as pharmacist"));
    }
    let window = Window::new(input.limit, input.offset, USUAL);
    let page = call.client().online_search(text, window.range()).await?;
    let total = count(page.total);
    let occupations = page.occupation.into_iter().map(|found| Occupation {
        code: found.code,
        title: found.title,
        bright_outlook: found.tags.bright_outlook == Some(true),
    });
    let found = Output { total, occupations: occupations.collect() };
    if total == 0 {
        let unknown = super::resolve::unknown(call, text);
        let hint = unknown.hint.filter(|hint| hint != super::resolve::SEARCH);
        let hint =
            hint.unwrap_or_else(|| "a more general word, or code_job_titles for a long title".to_owned());
        call.note(format!("{} Try {hint}", unknown.message));
    }
    let next = window.next(total).or_else(|| {
        (total > 0).then(|| {
            "get_occupation with a code reports on it; related_activities finds similar ones".to_owned()
        })
    });
    Ok(Found::then(found, next))
}
