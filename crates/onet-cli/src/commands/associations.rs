//! `onet associations`: professional associations, of occupations or all.

use onet_api::operations;
use onet_domain::OnetSocCode;
use onet_domain::occupation_finder::{OccupationFinder, OccupationSearch};
use serde_json::Value;

use super::batch;
use super::occupation_rows::OfOccupation;
use super::whole_words::WholeWords;
use crate::arguments::{Associations, Global, Listing};
use crate::console::Console;
use crate::failure::Failure;
use crate::output::text;
use crate::{listing, path, source};

pub(crate) fn run(global: &Global, console: &Console, arguments: Associations) -> Result<(), Failure> {
    let Associations { codes, shown } = arguments;
    let chosen = source::choose(global, console, source::Purpose::Command)?;
    if codes.is_empty() {
        let client = chosen.client(console)?;
        let operation = &operations::ONLINE_ASSOCIATIONS_ALL;
        let listing = Listing { shown, ..Listing::default() };
        let document = super::block_on(listing::fetch(&client, operation.path, &[], &listing))?;
        return listing::print(global, console, document, Some(operation), &listing);
    }
    let words = WholeWords::of(&codes, chosen.release());
    let client = chosen.client(&console.silent())?;
    let operation = &operations::ONLINE_ASSOCIATIONS_FOR_OCCUPATION;
    let lookup = OfOccupation {
        finder: OccupationFinder::new(client.clone()).searching(OccupationSearch::Associations),
        words,
        columns: ["code", "association", "url", "ally", "related_occupations"].map(text).to_vec(),
        rows: async |code: OnetSocCode| {
            let answer = client.raw_all(&path::filled(operation, &[&code.to_string()]), &[]).await?;
            let listed = answer["association"].as_array().cloned().unwrap_or_default();
            let row = |found: &Value| {
                let related = found["related_occupation"].as_array().into_iter().flatten();
                let related: Vec<&str> = related.filter_map(|related| related["code"].as_str()).collect();
                vec![
                    code.to_string().into(),
                    found["title"].clone(),
                    found["url"].clone(),
                    found["ally"].clone(),
                    related.join("; ").into(),
                ]
            };
            Ok(listed.iter().map(row).collect())
        },
    };
    batch::run(global, console, &codes, &shown, &lookup)
}
