//! `onet crosswalk`: pairs of occupations and entries of another classification.

use futures::FutureExt as _;
use futures::future::LocalBoxFuture;
use onet_db::Release;
use onet_domain::code_batch::{Looked, Outcome};
use onet_domain::crosswalk::{Crosswalk, CrosswalkPair};
use serde_json::Value;

use super::batch::{self, LookUp};
use crate::arguments::{CrosswalkCodes, Global};
use crate::console::Console;
use crate::failure::Failure;
use crate::output::{Column, text};
use crate::source;

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
                && let Some(known) = release.successors(&text)?
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

pub(crate) fn run(global: &Global, console: &Console, arguments: CrosswalkCodes) -> Result<(), Failure> {
    let CrosswalkCodes { kind, codes, output, shown } = arguments;
    let kind = kind.crosswalk();
    let chosen = source::choose(global, console, source::Purpose::Command)?;
    let release = chosen.release().map(|source| source.release().clone());
    let mut crosswalk = Crosswalk::new(chosen.client(&console.silent())?, kind);
    if let (Some(release), Some(table)) = (&release, kind.table()) {
        crosswalk = crosswalk.with_pairs(release.crosswalk_pairs(table)?);
    }
    batch::run_into(global, console, &codes, &shown, &Pairs { crosswalk, release }, output.as_deref())
}
