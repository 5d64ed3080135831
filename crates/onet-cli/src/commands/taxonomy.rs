//! `onet taxonomy`: the counterparts of occupations in another version of the taxonomy.

use futures::FutureExt as _;
use futures::future::LocalBoxFuture;
use onet_domain::code_batch::Looked;
use onet_domain::occupation_finder::{OccupationFinder, named};
use onet_domain::taxonomy_map::TaxonomyMap;
use onet_domain::{Likeness, OnetSocCode, Taxonomy, TypedCode};
use serde_json::Value;

use super::batch::{self, LookUp};
use super::occupation_rows::OfOccupation;
use super::whole_words::WholeWords;
use crate::arguments::{Global, TaxonomyCodes};
use crate::console::Console;
use crate::failure::Failure;
use crate::output::{Column, text};
use crate::source;

pub(crate) fn run(global: &Global, console: &Console, arguments: TaxonomyCodes) -> Result<(), Failure> {
    let TaxonomyCodes { codes, from, to, output, shown } = arguments;
    let chosen = source::choose(global, console, source::Purpose::Command)?;
    let words = WholeWords::of(&codes, chosen.release());
    let client = chosen.client(&console.silent())?;
    let map = TaxonomyMap::new(client.clone(), from, to);
    let lookup = OfOccupation {
        finder: OccupationFinder::new(client),
        words,
        columns: ["code", "title", "to_code", "to_title"].map(text).to_vec(),
        rows: async |code: OnetSocCode| {
            let mapping = map.mapping(code).await?;
            let own = [mapping.code.to_string(), mapping.title];
            let row = |target: onet_domain::taxonomy_map::TaxonomyTarget| {
                let other = [target.code.to_string(), target.title];
                own.iter().cloned().chain(other).map(Into::into).collect()
            };
            Ok(mapping.targets.into_iter().map(row).collect())
        },
    };
    let lookup = OfTaxonomy { from, lookup };
    batch::run_into(global, console, &codes, &shown, &lookup, output.as_deref())
}

/// The lookup, for what the taxonomy has. The search knows the titles of the active one alone, and what it finds need not
/// be in an earlier one.
struct OfTaxonomy<L> {
    from: Taxonomy,
    lookup: L,
}

impl<L: LookUp> LookUp for OfTaxonomy<L> {
    fn columns(&self) -> Vec<Column> {
        self.lookup.columns()
    }

    fn look_up(&self, text: String) -> LocalBoxFuture<'_, Result<Looked<Vec<Value>>, Failure>> {
        let is_code = TypedCode::read(&text)
            .is_some_and(|code| code.likeness() == Likeness::Code || named(&code).is_some());
        if is_code || self.from == Taxonomy::Active {
            return self.lookup.look_up(text);
        }
        let reason = format!("not a code of O*NET-SOC {}; words are found with --from active", self.from);
        async move { Ok(Looked::missing(reason)) }.boxed_local()
    }
}
