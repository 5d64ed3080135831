//! `onet taxonomy`: the counterparts of occupations in another version of the taxonomy.

use onet_domain::OnetSocCode;
use onet_domain::occupation_finder::OccupationFinder;
use onet_domain::taxonomy_map::TaxonomyMap;

use super::batch;
use super::occupation_rows::OfOccupation;
use crate::arguments::{Global, TaxonomyCodes};
use crate::console::Console;
use crate::failure::Failure;
use crate::output::text;
use crate::source;

pub(crate) fn run(global: &Global, console: &Console, arguments: TaxonomyCodes) -> Result<(), Failure> {
    let TaxonomyCodes { codes, from, to, output, shown } = arguments;
    let client = source::choose(global, console, source::Purpose::Command)?.client(&console.silent())?;
    let map = TaxonomyMap::new(client.clone(), from, to);
    let lookup = OfOccupation {
        finder: OccupationFinder::new(client),
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
    batch::run_into(global, console, &codes, &shown, &lookup, output.as_deref())
}
