//! `crosswalk`

use onet_db::Release;
use onet_domain::code_batch::{Looked, Outcome};
use onet_domain::crosswalk::{Crosswalk, CrosswalkKind, CrosswalkPair};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::answer::{Found, Window};
use crate::backend::Call;
use crate::refusal::Refusal;

/// Codes of a call, at most.
const CODES: usize = 50;
/// Pairs of a code, where a call does not choose.
const PAIRS: usize = 10;

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Input {
    /// The other classification
    kind: Kind,
    /// Codes of it, O*NET-SOC codes, or titles; up to 50
    codes: Vec<String>,
    /// Pairs of each code, 1 to 100; 10 by default
    #[schemars(range(min = 1, max = 100))]
    limit: Option<usize>,
    /// Pairs of each code to skip
    offset: Option<usize>,
}

#[derive(Clone, Copy, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
enum Kind {
    /// Standard Occupational Classification
    Soc,
    /// Instructional programs (CIP)
    #[serde(alias = "cip")]
    Education,
    /// Military jobs: MOC, MOS, AFSC, ratings
    #[serde(alias = "moc", alias = "mos")]
    Military,
    /// Registered apprenticeships (RAPIDS)
    #[serde(alias = "rapids")]
    Apprenticeship,
    /// Occupations of the European Union, and ISCO-08
    #[serde(alias = "isco")]
    Esco,
    /// Dictionary of Occupational Titles
    Dot,
    /// Occupational Outlook Handbook, by title
    #[serde(alias = "ooh")]
    Handbook,
}

/// The kinds with their names.
const KINDS: [(Kind, &str); 7] = [
    (Kind::Soc, "soc"),
    (Kind::Education, "education"),
    (Kind::Military, "military"),
    (Kind::Apprenticeship, "apprenticeship"),
    (Kind::Esco, "esco"),
    (Kind::Dot, "dot"),
    (Kind::Handbook, "handbook"),
];

impl From<Kind> for CrosswalkKind {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Soc => Self::Soc,
            Kind::Education => Self::Education,
            Kind::Military => Self::Military,
            Kind::Apprenticeship => Self::Apprenticeship,
            Kind::Esco => Self::Esco,
            Kind::Dot => Self::Dot,
            Kind::Handbook => Self::Handbook,
        }
    }
}

#[derive(Serialize, JsonSchema)]
pub(super) struct Output {
    /// A result for each code, in their order
    results: Vec<Crossed>,
}

#[derive(Serialize, JsonSchema)]
struct Crossed {
    /// What was looked up
    given: String,
    /// Pairs that there are
    total: usize,
    /// Which entry was taken for a text, or why there is none
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pairs: Vec<Pair>,
}

#[derive(Serialize, JsonSchema)]
struct Pair {
    /// The code there; the Handbook has none
    #[serde(skip_serializing_if = "String::is_empty")]
    code: String,
    /// The title there
    title: String,
    onetsoc_code: String,
    occupation: String,
}

pub(super) async fn run(call: &Call, input: Input) -> Result<Found<Output>, Refusal> {
    let given = input.codes.len();
    if given == 0 || given > CODES || input.codes.iter().any(|code| code.trim().is_empty()) {
        return Err(Refusal::new(
            format!("One to {CODES} codes or titles are looked up, none of them empty; {given} are given."),
            "\"codes\": [\"29-1051.00\"]",
        ));
    }
    let kind = CrosswalkKind::from(input.kind);
    let mut crosswalk = Crosswalk::new(call.client(), kind);
    if let (Some(release), Some(table)) = (call.release(), kind.table()) {
        match release.require(&[table]) {
            Ok(()) => {
                let pairs = tokio::task::spawn_blocking(move || release.crosswalk_pairs(table)).await;
                crosswalk = crosswalk.with_pairs(pairs.map_err(|_| busy())??);
            }
            // Where another source follows, it may have the entries.
            Err(failure) if call.sources().links().len() == 1 => {
                return Err(Refusal::from(failure).but_try(other_kinds(&release)));
            }
            Err(_) => {}
        }
    }
    let window = Window::new(input.limit, input.offset, PAIRS);
    let mut results = Vec::new();
    for code in &input.codes {
        let looked =
            crosswalk.pairs(code.trim()).await.map_err(|failure| Refusal::from(failure).or_try(OTHERS))?;
        results.push(crossed(call, code, looked, window));
    }
    if results.iter().all(|result| result.total == 0) {
        let reasons = results.into_iter().filter_map(|result| result.note);
        let reasons: Vec<String> = reasons.collect();
        return Err(Refusal::new(format!("Nothing is found: {}.", reasons.join("; ")), OTHERS));
    }
    let longest = results.iter().map(|result| result.total).max().unwrap_or(0);
    Ok(Found::then(Output { results }, window.next(longest)))
}

/// The hint for a kind that the release does not have.
fn other_kinds(release: &Release) -> String {
    let has = |kind: &Kind| {
        CrosswalkKind::from(*kind).table().is_none_or(|table| release.require(&[table]).is_ok())
    };
    let kinds: Vec<&str> = KINDS.iter().filter(|(kind, _)| has(kind)).map(|(_, name)| *name).collect();
    format!("another kind that this source has: {}; no other code of this kind is found", kinds.join(", "))
}

/// The hint for a code that leads to nothing.
const OTHERS: &str = "a code of the classification, a title, or another kind: soc, education, military, \
                      apprenticeship, esco, dot, handbook; search_occupations finds O*NET-SOC codes";

fn busy() -> Refusal {
    Refusal::new("The crosswalk could not be read.", "the same call again")
}

fn crossed(call: &Call, given: &str, looked: Looked<CrosswalkPair>, window: Window) -> Crossed {
    let note = match &looked.outcome {
        Outcome::Found => None,
        Outcome::First { taken, of: 1 } => Some(format!("taken for {taken}")),
        Outcome::First { taken, of } => Some(format!("taken for {taken}, the first of {of}")),
        Outcome::Ambiguous(which) => Some(which.clone()),
        Outcome::Missing(reason) => {
            let successors = call.release().and_then(|release| release.successors(given).ok().flatten());
            Some(successors.map_or_else(|| reason.clone(), |known| format!("{reason}; {known}")))
        }
    };
    let total = looked.rows.len();
    let pairs = window.of(looked.rows).into_iter().map(|pair| {
        let CrosswalkPair { code, title, onetsoc_code, occupation } = pair;
        Pair { code, title, onetsoc_code, occupation }
    });
    Crossed { given: given.to_owned(), total, note, pairs: pairs.collect() }
}
