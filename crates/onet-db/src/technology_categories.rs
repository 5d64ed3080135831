//! Technology by commodity, in releases that have no commodities.
//!
//! Since 30.3 a release has Software Skills in the place of Technology Skills: products under elements of the content
//! model, which have no number in the services. The elements are named as the commodities of the UNSPSC were, so each
//! is joined by its name to a commodity: of UNSPSC Reference where the import has it, else of the 137 commodities that
//! Technology Skills of 29.3 and 30.1 has (`commodities.tsv`).

use rusqlite::Connection;

use crate::error::{Error, Result};
use crate::sql;

/// The codes, titles and groups of commodities: the columns of UNSPSC Reference.
const COMMODITIES: &str = include_str!("commodities.tsv");

/// The earlier table that is made.
pub(crate) const TECHNOLOGY: &str = "technology_skills";

/// The table of commodities.
const REFERENCE: &str = "unspsc_reference";

/// What was made.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Categories {
    /// The ids of the new tables.
    pub(crate) tables: Vec<String>,
    /// The names of elements that are no commodity.
    pub(crate) unmatched: Vec<String>,
}

/// Creates Technology Skills from Software Skills, where a release has only the latter.
pub(crate) fn create(connection: &Connection, has_table: &dyn Fn(&str) -> bool) -> Result<Categories> {
    let is_stored = |id: &str| sql::columns(connection, id).is_ok_and(|columns| !columns.is_empty());
    if is_stored(TECHNOLOGY) || !has_table("software_skills") {
        return Ok(Categories::default());
    }
    let create = || {
        let mut tables = Vec::new();
        if !is_stored(REFERENCE) {
            create_reference(connection)?;
            tables.push(REFERENCE.to_owned());
        }
        let name = element_name(connection, has_table)?;
        connection.execute_batch(&technology(&name))?;
        tables.push(TECHNOLOGY.to_owned());
        let unmatched = format!(
            "SELECT DISTINCT {name} AS name FROM software_skills AS skill
             JOIN {TECHNOLOGY} AS made ON made.rowid = skill.rowid
             WHERE made.commodity_code IS NULL AND name IS NOT NULL ORDER BY name"
        );
        let unmatched = sql::all(connection, &unmatched, |row| row.get(0))?;
        let any_matched = format!("SELECT 1 FROM {TECHNOLOGY} WHERE commodity_code IS NOT NULL LIMIT 1");
        if tables.iter().any(|table| table == REFERENCE) && !connection.prepare(&any_matched)?.exists([])? {
            // Without one category there is nothing to answer by category.
            connection.execute_batch(&format!("DROP TABLE {REFERENCE}"))?;
            tables.retain(|table| table != REFERENCE);
        }
        Ok(Categories { tables, unmatched })
    };
    create().map_err(|error| Error::sqlite("join software to commodities", error))
}

/// The name of the element of a row of Software Skills, called `skill`, as SQL.
fn element_name(connection: &Connection, has_table: &dyn Fn(&str) -> bool) -> rusqlite::Result<String> {
    let columns = sql::columns(connection, "software_skills")?;
    let has_column = |name: &str| columns.iter().any(|column| column == name);
    let mut names = Vec::new();
    if has_column("element_name") {
        names.push("skill.element_name");
    }
    if has_column("element_id") && has_table("content_model_reference") {
        names.push(
            "(SELECT element_name FROM content_model_reference AS element
              WHERE element.element_id = skill.element_id)",
        );
    }
    names.push("NULL");
    Ok(match names.as_slice() {
        [only] => (*only).to_owned(),
        several => format!("coalesce({})", several.join(", ")),
    })
}

fn technology(name: &str) -> String {
    format!(
        "CREATE TEMP TABLE commodity_of_name (name TEXT PRIMARY KEY, code INTEGER) WITHOUT ROWID;
         INSERT INTO commodity_of_name
            SELECT lower(commodity_title), min(commodity_code) FROM {REFERENCE} GROUP BY lower(commodity_title);
         CREATE TABLE {TECHNOLOGY} (
            onetsoc_code TEXT NOT NULL, example TEXT NOT NULL, commodity_code INTEGER,
            hot_technology TEXT NOT NULL, in_demand TEXT
         );
         INSERT INTO {TECHNOLOGY} (rowid, onetsoc_code, example, commodity_code, hot_technology, in_demand)
            SELECT skill.rowid, skill.onetsoc_code, skill.workplace_example,
                (SELECT code FROM commodity_of_name WHERE name = lower({name})),
                skill.hot_technology, skill.in_demand
            FROM software_skills AS skill;
         CREATE INDEX {TECHNOLOGY}_key ON {TECHNOLOGY} (onetsoc_code, commodity_code, example);
         CREATE INDEX {TECHNOLOGY}_index_1 ON {TECHNOLOGY} (commodity_code);
         CREATE INDEX {TECHNOLOGY}_index_2 ON {TECHNOLOGY} (example);
         DROP TABLE commodity_of_name;"
    )
}

fn create_reference(connection: &Connection) -> rusqlite::Result<()> {
    connection.execute_batch(&format!(
        "CREATE TABLE {REFERENCE} (
            commodity_code INTEGER PRIMARY KEY, commodity_title TEXT NOT NULL,
            class_code INTEGER NOT NULL, class_title TEXT NOT NULL,
            family_code INTEGER NOT NULL, family_title TEXT NOT NULL,
            segment_code INTEGER NOT NULL, segment_title TEXT NOT NULL
         );"
    ))?;
    let mut insert =
        connection.prepare(&format!("INSERT INTO {REFERENCE} VALUES (?, ?, ?, ?, ?, ?, ?, ?)"))?;
    for row in COMMODITIES.lines().skip(1) {
        insert.execute(rusqlite::params_from_iter(row.split('\t')))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn no_two_commodities_have_one_title() {
        let rows: Vec<Vec<&str>> = COMMODITIES.lines().map(|row| row.split('\t').collect()).collect();
        assert!(rows.iter().all(|row| row.len() == 8));
        let titles: BTreeSet<String> = rows.iter().map(|row| row[1].to_lowercase()).collect();
        assert_eq!((rows.len(), titles.len()), (138, 138));
    }
}
