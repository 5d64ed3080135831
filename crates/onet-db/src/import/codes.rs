//! Codes in supplementary tables that the release does not have: those of earlier taxonomies are replaced by their
//! successors, and rows with others are left out.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, params};

use super::known_tables;
use crate::check;
use crate::error::{Error, Result};
use crate::manifest::{CarriedRows, Manifest};
use crate::sql::{all, columns, quoted};

/// The crosswalks between taxonomies, the latest first: the table, its column of the earlier codes and that of the later
/// ones.
const STEPS: [(&str, &str, &str); 4] = [
    ("taxonomy_2010_to_2019", "onetsoc_2010_code", "onetsoc_code"),
    ("taxonomy_2009_to_2010", "onetsoc_2009_code", "onetsoc_2010_code"),
    ("taxonomy_2006_to_2009", "onetsoc_2006_code", "onetsoc_2009_code"),
    ("taxonomy_2000_to_2006", "onetsoc_2000_code", "onetsoc_2006_code"),
];

/// The column of the codes that are carried.
const CODE: &str = "onetsoc_code";

/// Replaces codes that the release does not have by those that succeeded them, as far as the crosswalks between the
/// taxonomies are imported. A row of which a code has several successors becomes several rows.
///
/// In crosswalks an occupation may have any number of rows. In lists, a row that the file itself has for an occupation
/// takes precedence, and so does the first of several that lead to it.
pub(super) fn carry_earlier(connection: &Connection, manifest: &mut Manifest) -> Result<()> {
    if !manifest.has_table("occupation_data") {
        return Ok(());
    }
    let fail = |error| Error::sqlite("carry codes to the taxonomy of the release", error);
    let is_step = |id: &str| STEPS.iter().any(|(table, ..)| *table == id);
    let mut tables: Vec<String> = Vec::new();
    for table in known_tables(manifest).filter(|table| table.supplementary && !is_step(&table.id)) {
        let has_code = columns(connection, &table.id).map_err(fail)?.iter().any(|column| column == CODE);
        if has_code && table.column(CODE).is_some_and(|column| column.reference().is_some()) {
            tables.push(table.id.clone());
        }
    }
    if tables.is_empty() || !manifest.has_table(STEPS[0].0) {
        return Ok(());
    }
    let successors = successors(connection, manifest).map_err(fail)?;
    for id in tables {
        let carried = carry(connection, &id, &successors).map_err(fail)?;
        let Some(CarriedRows { rows, became, .. }) = carried.as_ref() else { continue };
        if let Some(entry) = manifest.tables.iter_mut().find(|entry| entry.id == id) {
            entry.rows = entry.rows + became - rows;
        }
        manifest.carried_rows.extend(carried);
    }
    Ok(())
}

/// The codes of the release that each earlier code leads to. Where several taxonomies have a code, the latest counts.
type Successors = BTreeMap<String, BTreeSet<String>>;

fn successors(connection: &Connection, manifest: &Manifest) -> rusqlite::Result<Successors> {
    let current = all(connection, "SELECT onetsoc_code FROM occupation_data", |row| row.get(0))?;
    let current: BTreeSet<String> = current.into_iter().collect();
    let mut later: Successors =
        current.iter().map(|code| (code.clone(), BTreeSet::from([code.clone()]))).collect();
    let mut found = Successors::new();
    for (table, from, to) in STEPS.into_iter().take_while(|(table, ..)| manifest.has_table(table)) {
        let sql = format!("SELECT DISTINCT {from}, {to} FROM {table}");
        let pairs: Vec<(String, String)> = all(connection, &sql, |row| Ok((row.get(0)?, row.get(1)?)))?;
        let mut step = Successors::new();
        for (code, next) in pairs {
            if let Some(ends) = later.get(&next) {
                step.entry(code).or_default().extend(ends.iter().cloned());
            }
        }
        for (code, ends) in &step {
            found.entry(code.clone()).or_insert_with(|| ends.clone());
        }
        later = step;
    }
    found.retain(|code, _| !current.contains(code));
    Ok(found)
}

fn carry(
    connection: &Connection,
    id: &str,
    successors: &Successors,
) -> rusqlite::Result<Option<CarriedRows>> {
    let table = quoted(id);
    let held =
        all(connection, &format!("SELECT DISTINCT {CODE} FROM {table} WHERE {CODE} IS NOT NULL"), |row| {
            row.get(0)
        })?;
    let mut held: BTreeSet<String> = held.into_iter().collect();
    let earlier: Vec<String> = held.iter().filter(|code| successors.contains_key(*code)).cloned().collect();
    if earlier.is_empty() {
        return Ok(None);
    }
    let names = columns(connection, id)?;
    let listed: Vec<String> = names.iter().map(|name| quoted(name)).collect();
    let copied: Vec<String> =
        names.iter().map(|name| if name == CODE { "?1".to_owned() } else { quoted(name) }).collect();
    let mut copy = connection.prepare(&format!(
        "INSERT INTO {table} ({}) SELECT {} FROM {table} WHERE {CODE} = ?2",
        listed.join(", "),
        copied.join(", ")
    ))?;
    let mut remove = connection.prepare(&format!("DELETE FROM {table} WHERE {CODE} = ?1"))?;
    let has_several_rows = id.starts_with("crosswalk_");
    let (mut rows, mut became) = (0, 0);
    for code in earlier {
        for successor in successors.get(&code).into_iter().flatten() {
            if held.insert(successor.clone()) || has_several_rows {
                became += copy.execute(params![successor, code])? as u64;
            }
        }
        rows += remove.execute([code])? as u64;
    }
    Ok(Some(CarriedRows { table: id.to_owned(), rows, became }))
}

/// Leaves out the rows of supplementary tables that refer to what the release does not have, such as codes of another
/// taxonomy, and counts them.
pub(super) fn leave_out_unknown(connection: &Connection, manifest: &mut Manifest) -> Result<()> {
    let supplementary: Vec<_> = known_tables(manifest).filter(|table| table.supplementary).collect();
    for table in supplementary {
        let fail = |error| Error::sqlite(&format!("check the table {}", table.id), error);
        let has_table = |id: &str| manifest.has_table(id);
        let left = check::remove_broken_references(connection, table, &has_table).map_err(fail)?;
        let gone: u64 = left.iter().map(|left| left.rows).sum();
        if let Some(entry) = manifest.tables.iter_mut().find(|entry| entry.id == table.id) {
            entry.rows -= gone;
        }
        manifest.left_out_rows.extend(left);
    }
    Ok(())
}
