//! Coding one row.

use onet_search::coding::{Candidate, Coded, Coder, Entry, Query, Reading};
use onet_server::Codes2010;

use super::coded_output::CodedOutput;
use crate::console::Console;
use crate::failure::Failure;
use crate::input::{self, Row};

/// Columns that coding adds. The last is there where all rows may have one: with `--text` and with descriptions.
static ADDED: [&str; 8] =
    ["code", "occupation", "score", "matched_title", "rank", "abstained", "seniority", "evidence"];

/// The place of the column of evidence.
const EVIDENCE: usize = 7;
/// The place of the column of the title that matched.
const MATCHED_TITLE: usize = 3;

/// What every row is coded with.
pub(super) struct Coding {
    pub(super) coder: Coder,
    pub(super) query: Query,
    pub(super) reading: Reading,
    /// Whether rows have descriptions.
    pub(super) is_described: bool,
    pub(super) codes_2010: Option<Codes2010>,
}

/// The added values of one candidate.
pub(super) type Added = Vec<String>;

impl Coding {
    pub(super) fn code(&self, text: &str, description: Option<&str>) -> Coded {
        self.coder.code_entry(&Entry { text, description, reading: self.reading }, &self.query)
    }

    /// The columns that are added.
    pub(super) fn added(&self) -> &'static [&'static str] {
        if self.has_evidence() { &ADDED } else { &ADDED[..EVIDENCE] }
    }

    fn has_evidence(&self) -> bool {
        self.is_described || self.reading == Reading::Text
    }

    /// The values added to a row, once for each candidate. The second is whether the answer is an abstention.
    pub(super) fn row(&self, row: &Row) -> (Vec<Added>, bool) {
        let coded = match (&row.title, &row.fault) {
            (Some(title), None) => self.code(title, row.description.as_deref()),
            _ => Coded { candidates: Vec::new(), abstained: true, seniority: None },
        };
        let abstained = coded.abstained;
        (self.values(&coded), abstained)
    }

    pub(super) fn values(&self, coded: &Coded) -> Vec<Added> {
        let seniority = coded.seniority.unwrap_or_default();
        if coded.candidates.is_empty() {
            let mut values = vec![String::new(); self.added().len()];
            "true".clone_into(&mut values[5]);
            seniority.clone_into(&mut values[6]);
            return vec![values];
        }
        let values = |(rank, candidate): (usize, &Candidate)| {
            let earlier = self.codes_2010.as_ref().and_then(|codes| codes.get(candidate.code));
            let (code, title) = earlier.unwrap_or((&candidate.level_code, &candidate.title));
            let mut values = vec![
                code.to_owned(),
                title.to_owned(),
                format!("{:.4}", candidate.score),
                candidate.matched_title.clone(),
                (rank + 1).to_string(),
                coded.abstained.to_string(),
                seniority.to_owned(),
            ];
            let evidence = evidence(candidate);
            match self.has_evidence() {
                true => values.push(evidence.unwrap_or_default()),
                // A line of free text among titles has no title that matched, but a statement.
                false => values[MATCHED_TITLE] = evidence.unwrap_or_else(|| candidate.matched_title.clone()),
            }
            values
        };
        coded.candidates.iter().enumerate().map(values).collect()
    }
}

/// The statement that matched, after what it is.
fn evidence(candidate: &Candidate) -> Option<String> {
    candidate.evidence.as_ref().map(|evidence| format!("{}: {}", evidence.kind.name(), evidence.text))
}

/// Codes titles of the command line. One that cannot be coded is reported, and written without a code.
pub(super) fn titles(
    coding: &Coding,
    titles: &[String],
    mut out: CodedOutput,
    console: &Console,
) -> Result<(), Failure> {
    out.start(&["title".to_owned()], coding.added()).map_err(Failure::Output)?;
    for title in titles {
        let row = Row::of_title(title).checked(&input::TITLES);
        if let Some(fault) = row.fault {
            console.note(fault);
        }
        let (added, _) = coding.row(&row);
        out.row(&row, &added).map_err(Failure::Output)?;
    }
    out.finish()
}
