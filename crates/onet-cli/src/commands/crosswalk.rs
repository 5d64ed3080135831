//! `onet crosswalk`: pairs of occupations and entries of another classification.

use futures::FutureExt as _;
use futures::future::LocalBoxFuture;
use onet_db::{CodeMeaning, Release};
use onet_domain::TypedCode;
use onet_domain::code_batch::{Looked, Outcome};
use onet_domain::crosswalk::{Crosswalk, CrosswalkPair};
use serde_json::Value;

use super::batch::{self, LookUp};
use crate::arguments::{CrosswalkCodes, Global};
use crate::console::Console;
use crate::failure::Failure;
use crate::output::{Column, text};
use crate::source;

/// Successors of a code that a reason lists.
const LISTED: usize = 5;

struct Pairs {
    crosswalk: Crosswalk,
    release: Option<Release>,
}

impl LookUp for Pairs {
    fn columns(&self) -> Vec<Column> {
        ["code", "title", "onetsoc_code", "occupation"].map(text).to_vec()
    }

    fn look_up(&self, text: String) -> LocalBoxFuture<'_, Result<Looked<Vec<Value>>, Failure>> {
        async move {
            let mut looked = self.crosswalk.pairs(&text).await?;
            if let (Outcome::Missing(reason), Some(release)) = (&looked.outcome, &self.release)
                && let Some(known) = replaced(release, &text)?
            {
                looked = Looked::missing(format!("{reason}; {known}"));
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

/// What became of a code of an earlier taxonomy.
fn replaced(release: &Release, text: &str) -> Result<Option<String>, Failure> {
    let Some(typed) = TypedCode::read(text) else { return Ok(None) };
    let lookup = release.look_up_code(&typed)?;
    let known = lookup.found.iter().find_map(|found| match &found.meaning {
        CodeMeaning::Replaced(replaced) => Some((replaced.taxonomy, &found.occupations)),
        _ => None,
    });
    Ok(known.map(|(taxonomy, occupations)| {
        let mut codes: Vec<String> = occupations.iter().take(LISTED).map(ToString::to_string).collect();
        if occupations.len() > LISTED {
            codes.push("…".to_owned());
        }
        format!("it is a code of O*NET-SOC {taxonomy} and became {}", codes.join("; "))
    }))
}

pub(crate) fn run(global: &Global, console: &Console, arguments: CrosswalkCodes) -> Result<(), Failure> {
    let CrosswalkCodes { kind, codes, output, shown } = arguments;
    let kind = kind.crosswalk();
    let chosen = source::choose(global, console, source::Purpose::Command)?;
    let release = chosen.release().map(|source| source.release().clone());
    let mut crosswalk = Crosswalk::new(chosen.client(&console.silent())?, kind);
    if let (Some(release), Some(table)) = (&release, kind.table()) {
        crosswalk = crosswalk.with_pairs(pairs(release, table)?);
    }
    batch::run_into(global, console, &codes, &shown, &Pairs { crosswalk, release }, output.as_deref())
}

/// All pairs of a table.
fn pairs(release: &Release, table: &str) -> Result<Vec<CrosswalkPair>, Failure> {
    let index = release.occupations()?;
    let entries = release.crosswalk(table)?;
    let pairs = entries.into_iter().flat_map(|entry| {
        let (code, title) = (entry.code, entry.title);
        entry.occupations.into_iter().map(move |occupation| CrosswalkPair {
            code: code.clone(),
            title: title.clone(),
            onetsoc_code: occupation.to_string(),
            occupation: index.occupation(occupation).map(|known| known.title.to_owned()).unwrap_or_default(),
        })
    });
    Ok(pairs.collect())
}
