//! `compare_occupations`

use futures::future::try_join_all;
use onet_domain::OnetSocCode;
use onet_domain::comparison::{Comparison, ComparisonDocument, Order};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::resolve;
use crate::answer::{Detail, Found};
use crate::backend::Call;
use crate::refusal::Refusal;

/// Occupations side by side, at most.
const MOST: usize = 6;
/// Elements of a section and items of a list, in short and in full.
const SHOWN: (usize, usize) = (5, 60);

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Input {
    /// Two to six O*NET-SOC codes, or titles
    codes: Vec<String>,
    /// Order of the elements: by the difference of their scores, by score, or by name
    sort: Option<Order>,
    /// full: all elements, and what each occupation alone has
    #[serde(default)]
    detail: Detail,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct Output {
    /// The occupations; scores follow their order
    occupations: Vec<Compared>,
    sections: Vec<Scores>,
    /// What they have in common
    overlaps: Vec<Overlap>,
}

#[derive(Serialize, JsonSchema)]
struct Compared {
    code: String,
    title: String,
    job_zone: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    annual_median_wage: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    hourly_median_wage: Option<f64>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    bright_outlook: bool,
}

#[derive(Serialize, JsonSchema)]
struct Scores {
    section: String,
    /// The largest difference in words
    summary: String,
    /// What the scores are, 0 to 100
    scale: String,
    /// Elements that there are
    total: usize,
    elements: Vec<Element>,
}

#[derive(Serialize, JsonSchema)]
struct Element {
    id: String,
    name: String,
    /// A score for each occupation
    scores: Vec<Option<i64>>,
}

#[derive(Serialize, JsonSchema)]
struct Overlap {
    what: String,
    /// The counts in words
    summary: String,
    shared: Vec<String>,
    /// What each occupation alone has, in their order
    #[serde(skip_serializing_if = "Vec::is_empty")]
    only: Vec<Vec<String>>,
}

pub(super) async fn run(call: &Call, input: Input) -> Result<Found<Output>, Refusal> {
    let count = input.codes.len();
    if !(2..=MOST).contains(&count) {
        return Err(Refusal::new(
            format!("A comparison has two to {MOST} occupations, not {count}."),
            "\"codes\": [\"29-1051.00\", \"29-1141.00\"]",
        ));
    }
    let codes = try_join_all(input.codes.iter().map(|text| resolve::occupation(call, text))).await?;
    let is_again = |(at, code)| codes.iter().take(at).any(|before| before == code);
    if let Some(at) = (0..codes.len()).find(|at| is_again((*at, &codes[*at]))) {
        return Err(Refusal::new(
            format!("{} is in codes twice.", codes[at]),
            "codes of different occupations",
        ));
    }
    let order = input.sort.unwrap_or(Order::Difference);
    let document = Comparison::new(call.client()).document(&codes, order).await;
    let document = match document {
        Ok(document) => document,
        Err(failure) => return Err(refused(call, &codes, failure.into())),
    };
    let (short, full) = SHOWN;
    let shown = if input.detail == Detail::Full { full } else { short };
    let next = (input.detail == Detail::Short && has_more(&document, shown))
        .then(|| "all elements: the same call with \"detail\": \"full\"".to_owned());
    Ok(Found::then(output(call, document, shown, input.detail), next))
}

/// The refusal of the code that it names.
fn refused(call: &Call, codes: &[OnetSocCode], refusal: Refusal) -> Refusal {
    match codes.iter().find(|code| refusal.message.contains(&code.to_string())) {
        Some(code) => resolve::refused(call, *code, refusal),
        None => refusal.or_try(resolve::SEARCH),
    }
}

fn has_more(document: &ComparisonDocument, shown: usize) -> bool {
    document.sections.iter().any(|section| section.elements.len() > shown)
        || document.overlaps.iter().any(|overlap| overlap.shared.len() > shown)
}

fn output(call: &Call, document: ComparisonDocument, shown: usize, detail: Detail) -> Output {
    let ComparisonDocument { occupations, sections, overlaps, missing, .. } = document;
    let (nowhere, somewhere): (Vec<_>, Vec<_>) =
        missing.into_iter().partition(|part| part.codes.len() == occupations.len());
    for part in somewhere {
        let codes: Vec<String> = part.codes.iter().map(ToString::to_string).collect();
        call.note(format!("{} is missing for {}: {}", part.section, codes.join(", "), part.reason));
    }
    if !nowhere.is_empty() {
        let sections: Vec<String> = nowhere.iter().map(|part| part.section.to_string()).collect();
        call.note(format!("no data in this source: {}", sections.join(", ")));
    }
    let occupations = occupations.into_iter().map(|found| Compared {
        code: found.code.to_string(),
        title: found.title,
        job_zone: found.job_zone,
        annual_median_wage: found.annual_median,
        hourly_median_wage: found.hourly_median.filter(|_| found.annual_median.is_none()),
        bright_outlook: found.bright_outlook == Some(true),
    });
    let sections = sections.into_iter().map(|section| Scores {
        section: section.section.to_string(),
        summary: section.sentence,
        scale: section.scale,
        total: section.elements.len(),
        elements: section
            .elements
            .into_iter()
            .take(shown)
            .map(|element| Element { id: element.id, name: element.name, scores: element.scores })
            .collect(),
    });
    let overlaps = overlaps.into_iter().map(|overlap| Overlap {
        what: overlap.what,
        summary: overlap.sentence,
        shared: overlap.shared.into_iter().take(shown).collect(),
        only: match detail {
            Detail::Short => Vec::new(),
            Detail::Full => {
                overlap.only.into_iter().map(|only| only.into_iter().take(shown).collect()).collect()
            }
        },
    });
    Output { occupations: occupations.collect(), sections: sections.collect(), overlaps: overlaps.collect() }
}
