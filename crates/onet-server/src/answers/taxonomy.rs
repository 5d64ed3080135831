//! Counterparts of an occupation in another version of the taxonomy.

use onet_api::types;

use crate::answers::{known_occupation, to_json};
use crate::refusal::Refusal;
use crate::rules::Call;

/// A release knows its own version only, O*NET-SOC 2019, which is also the active one: each of its occupations is its
/// own counterpart.
pub(crate) fn crosswalk(call: &Call<'_>) -> Result<Vec<u8>, Refusal> {
    for version in ["source", "target"].map(|name| call.arguments.text(name)) {
        if !["2019", "active"].contains(&version) {
            let label = call.source.label();
            return Err(Refusal::NotInSource(format!("The O*NET-SOC {version} taxonomy is not in {label}.")));
        }
    }
    let code = known_occupation(call)?.to_string();
    let sql = "SELECT title, description FROM occupation_data WHERE onetsoc_code = ?1";
    let found: (String, String) = call
        .source
        .release()
        .read(|connection| {
            connection.prepare_cached(sql)?.query_row([&code], |row| Ok((row.get(0)?, row.get(1)?)))
        })
        .map_err(Refusal::of_engine)?;
    let (title, description) = found;
    let counterpart = types::TaxonomyOccupation {
        code: code.clone(),
        title: title.clone(),
        description: description.clone(),
    };
    to_json(&types::TaxonomyCrosswalk { code, title, description, occupation: vec![counterpart] })
}
