//! What brings the data that a source does not have.

use onet_db::TableSource;
use onet_server::Availability;

/// Where the tables are that an import or the sample does not have.
pub(super) const RELEASE_OR_LIVE: &str = "onet db pull, which gets a release; onet db import DIR --with FILE for a \
                                          file at hand; or --source live, with a key (onet auth login)";

/// The commands that bring a table, by where it is.
pub(crate) fn commands(source: TableSource, release: &str) -> String {
    match source {
        TableSource::Release => format!("onet db pull {release}, or {source} with the whole release"),
        TableSource::Collection(_) => format!("{source}, or onet db import DIR|ZIP --with FILE"),
        TableSource::File => source.to_string(),
    }
}

/// A message about a table that is not in an import, without the advice at its end, and what to try in its place.
pub(super) fn split(message: &str) -> Option<(&str, &'static str)> {
    TableSource::all().into_iter().find_map(|source| {
        let what = message.strip_suffix(&source.advice())?.trim_end();
        Some((what, hint(source)))
    })
}

/// What to try where a table is not in an import.
fn hint(source: TableSource) -> &'static str {
    match source {
        TableSource::Release => {
            "onet db pull VERSION, which gets the whole release, or onet db import DIR|ZIP; or --source live, with a key \
             (onet auth login)"
        }
        TableSource::Collection("crosswalks") => {
            "onet db pull --with crosswalks, which gets it; or --source live, with a key (onet auth login)"
        }
        TableSource::Collection("labor-market") => {
            "onet db pull --with labor-market, which gets it; or --source live, with a key (onet auth login)"
        }
        TableSource::Collection(_) | TableSource::File => {
            "onet db import DIR|ZIP --with FILE, where FILE has the table; or --source live, with a key (onet auth login)"
        }
    }
}

/// Where data may be that a source does not have. No release has those of some operations.
pub(super) fn other_source(failure: &onet_api::Error) -> &'static str {
    if let Some((_, hint)) = split(failure.message()) {
        return hint;
    }
    let coverage = onet_server::coverage();
    let operation = coverage.iter().find(|row| failure.operation() == Some(row.operation.id));
    match operation.map(|row| row.availability) {
        Some(Availability::LiveOrRecordedOnly) => "--source live, with a key (onet auth login)",
        _ => RELEASE_OR_LIVE,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_about_a_table_names_one_way_to_get_it() {
        for (table, command) in [
            ("abilities", "onet db pull VERSION"),
            ("crosswalk_rapids", "onet db pull --with crosswalks"),
            ("employment_projections", "onet db pull --with labor-market"),
            ("career_clusters", "onet db import DIR|ZIP --with FILE"),
        ] {
            let message = format!("A table is not in this import. {}", TableSource::of(table).advice());
            let (what, hint) = split(&message).expect("the advice is known");
            assert_eq!(what, "A table is not in this import.", "{table}");
            assert!(hint.starts_with(command), "{table}: {hint}");
        }
        assert_eq!(split("There is no table x."), None);
    }

    #[test]
    fn each_collection_has_a_hint_of_its_own() {
        for collection in onet_db::downloads::collections() {
            let hint = hint(TableSource::Collection(collection));
            assert!(hint.contains(&format!("--with {collection}")), "{collection}: {hint}");
        }
    }
}
