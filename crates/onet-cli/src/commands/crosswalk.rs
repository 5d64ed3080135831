//! `onet crosswalk`: pairs of occupations and entries of another classification.

use futures::FutureExt as _;
use futures::future::LocalBoxFuture;
use onet_db::Release;
use onet_domain::code_batch::{Looked, Outcome};
use onet_domain::crosswalk::{Crosswalk, CrosswalkKind, CrosswalkPair};
use onet_search::nearest_names;
use serde_json::Value;

use super::batch::{self, LookUp};
use super::whole_words::WholeWords;
use crate::arguments::{CrosswalkCodes, Global};
use crate::console::Console;
use crate::failure::Failure;
use crate::output::{Column, text};
use crate::source;

/// Titles that are named when words find nothing, at most.
const NEAREST: usize = 3;

struct Pairs<'c> {
    crosswalk: Crosswalk,
    kind: CrosswalkKind,
    release: Option<Release>,
    words: WholeWords,
    /// Where the nearest titles are named; nowhere for a file or standard input.
    advice: Option<&'c Console>,
}

impl Pairs<'_> {
    /// Names the titles of the classification that are nearest to words which find nothing.
    fn note_nearest(&self, release: &Release, text: &str) -> Result<(), Failure> {
        let Some(console) = self.advice.filter(|_| !text.contains(|letter: char| letter.is_ascii_digit()))
        else {
            return Ok(());
        };
        let nearest = match self.kind.table() {
            Some(table) => {
                let entries = release.crosswalk(table)?;
                nearest_names(entries.iter().map(|entry| entry.title.as_str()), text, NEAREST)
            }
            None => {
                let occupations = release.occupations()?.occupations();
                nearest_names(occupations.filter_map(|known| known.code.soc().title()), text, NEAREST)
            }
        };
        if !nearest.is_empty() {
            console.note(&format!("nearest titles to \"{text}\": {}", nearest.join("; ")));
        }
        Ok(())
    }
}

impl LookUp for Pairs<'_> {
    fn columns(&self) -> Vec<Column> {
        ["code", "title", "onetsoc_code", "occupation"].map(text).to_vec()
    }

    fn look_up(&self, text: String) -> LocalBoxFuture<'_, Result<Looked<Vec<Value>>, Failure>> {
        async move {
            let mut looked = self.crosswalk.pairs(&text).await?;
            if self.kind == CrosswalkKind::Soc {
                looked = self.words.check(&text, looked)?;
            }
            if let (Outcome::Missing(reason), Some(release)) = (&looked.outcome, &self.release) {
                match release.successors(&text)? {
                    Some(known) => looked = Looked::missing(format!("{reason}; {known}")),
                    None => self.note_nearest(release, &text)?,
                }
            }
            let rows = looked.rows.iter().map(row).collect();
            Ok(looked.with_rows(rows))
        }
        .boxed_local()
    }
}

fn row(pair: &CrosswalkPair) -> Vec<Value> {
    let CrosswalkPair { code, title, onetsoc_code, occupation } = pair;
    [code, title, onetsoc_code, occupation]
        .into_iter()
        .map(|cell| if cell.is_empty() { Value::Null } else { cell.as_str().into() })
        .collect()
}

pub(crate) fn run(global: &Global, console: &Console, arguments: CrosswalkCodes) -> Result<(), Failure> {
    let CrosswalkCodes { kind, codes, output, shown } = arguments;
    let kind = kind.crosswalk();
    let chosen = source::choose(global, console, source::Purpose::Command)?;
    let source = chosen.release();
    let release = source.as_ref().map(|source| source.release().clone());
    let words = WholeWords::of(&codes, source);
    let mut crosswalk = Crosswalk::new(chosen.client(&console.silent())?, kind);
    if codes.is_stream() {
        crosswalk = crosswalk.of_whole_words();
    }
    if let (Some(release), Some(table)) = (&release, kind.table()) {
        crosswalk = crosswalk.with_pairs(release.crosswalk_pairs(table)?);
    }
    let advice = (!codes.is_stream()).then_some(console);
    let pairs = Pairs { crosswalk, kind, release, words, advice };
    batch::run_into(global, console, &codes, &shown, &pairs, output.as_deref())
}
