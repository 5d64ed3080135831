//! Lookups that begin with an occupation.

use std::future::Future;

use futures::FutureExt as _;
use futures::future::LocalBoxFuture;
use onet_domain::OnetSocCode;
use onet_domain::code_batch::Looked;
use onet_domain::occupation_finder::{OccupationFinder, missing_or};
use serde_json::Value;

use super::batch::LookUp;
use super::whole_words::WholeWords;
use crate::failure::Failure;
use crate::output::Column;

/// What is listed of an occupation.
pub(crate) struct OfOccupation<F> {
    pub(crate) finder: OccupationFinder,
    /// What words in a column of codes have to match.
    pub(crate) words: WholeWords,
    pub(crate) columns: Vec<Column>,
    /// The rows of an occupation. A refused or unknown code is a lookup without results.
    pub(crate) rows: F,
}

impl<F, Fut> LookUp for OfOccupation<F>
where
    F: Fn(OnetSocCode) -> Fut,
    Fut: Future<Output = Result<Vec<Vec<Value>>, onet_domain::Error>>,
{
    fn columns(&self) -> Vec<Column> {
        self.columns.clone()
    }

    fn look_up(&self, text: String) -> LocalBoxFuture<'_, Result<Looked<Vec<Value>>, Failure>> {
        async move {
            let found = self.words.check(&text, self.finder.find(&text).await?)?;
            let Some(code) = found.rows.first() else { return Ok(found.with_rows(Vec::new())) };
            match (self.rows)(*code).await {
                Ok(rows) if rows.is_empty() => Ok(Looked::missing(format!("{code} has none"))),
                Ok(rows) => Ok(found.with_rows(rows)),
                Err(onet_domain::Error::Call(failure)) => Ok(missing_or(failure)?),
                Err(failure) => Err(failure.into()),
            }
        }
        .boxed_local()
    }
}
