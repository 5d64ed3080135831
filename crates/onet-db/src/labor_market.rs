//! Wages, projections and states: what the tables of the Bureau of Labor Statistics give for an occupation.
//!
//! These tables go by SOC 2018. An O*NET-SOC code stands for the SOC occupation of its first seven characters; where the
//! Bureau combines occupations, for the combined one.

use std::collections::BTreeMap;

use onet_domain::OnetSocCode;
use rusqlite::types::{FromSql, FromSqlResult, ValueRef};
use rusqlite::{Connection, Row};

use crate::error::{Error, Result};
use crate::manifest::Manifest;
use crate::occupations::code;
use crate::release::Release;
use crate::sql::{all, cached, columns, quoted};

const NATIONAL: &str = "oews_national";
const STATES: &str = "oews_states";
const PROJECTIONS: &str = "employment_projections";
const BRIGHT_OUTLOOK: &str = "bright_outlook";

/// Codes that the Bureau uses for several SOC 2018 occupations, besides those of broad groups, which end in 0.
const COMBINED: [(&str, &[&str]); 5] = [
    ("21-1018", &["21-1011", "21-1014"]),
    ("25-2052", &["25-2055", "25-2056"]),
    ("25-9045", &["25-9042", "25-9043", "25-9049"]),
    ("51-2028", &["51-2022", "51-2023"]),
    ("53-1047", &["53-1042", "53-1043", "53-1044", "53-1049"]),
];

/// The wages from which on the Bureau writes `#`, by the first year in which they hold: per hour and per year.
const TOP_CODES: [(u32, f64, f64); 3] =
    [(2022, 115.0, 239_200.0), (2016, 100.0, 208_000.0), (0, 90.0, 187_200.0)];

/// Growth in percent from which on an occupation grows rapidly.
const RAPID_GROWTH: f64 = 4.5;

/// Openings a year from which on an occupation has many.
const MANY_OPENINGS: f64 = 75_000.0;

/// A wage in US dollars.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Wage {
    /// The wage.
    Of(f64),
    /// A wage that the Bureau does not state because it is this high or higher.
    Over(f64),
}

/// The wages that a tenth, half, and nine tenths of the workers earn at most. What is not released is `None`.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct WageRange {
    /// The 10th percentile.
    pub low: Option<Wage>,
    /// The median.
    pub median: Option<Wage>,
    /// The 90th percentile.
    pub high: Option<Wage>,
}

/// The national wages of an occupation.
#[derive(Debug, Clone, PartialEq)]
pub struct Wages {
    /// The occupation of the Bureau that the wages are of.
    pub soc_code: String,
    /// Wages per hour.
    pub hourly: WageRange,
    /// Wages per year.
    pub annual: WageRange,
}

/// The projected employment of an occupation.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Projection {
    /// The change of employment over ten years, in percent.
    pub growth_percent: Option<f64>,
    /// Openings a year.
    pub annual_openings: Option<f64>,
}

impl Projection {
    /// Whether employment grows rapidly: by 4.5 percent or more.
    pub fn grows_rapidly(&self) -> bool {
        self.growth_percent.is_some_and(|growth| growth >= RAPID_GROWTH)
    }

    /// Whether there are many openings: 75,000 a year or more.
    pub fn has_many_openings(&self) -> bool {
        self.annual_openings.is_some_and(|openings| openings >= MANY_OPENINGS)
    }

    /// Why the outlook is bright, in the words of the Bright Outlook list; empty where it is not.
    fn marks(&self) -> Vec<&'static str> {
        let grow = self.grows_rapidly().then_some("grow");
        grow.into_iter().chain(self.has_many_openings().then_some("openings")).collect()
    }

    fn of_row(row: &Row<'_>) -> rusqlite::Result<Self> {
        // In thousands, with one decimal: rounded, so that 75.0 is 75,000 exactly.
        let openings: Option<f64> = row.get("annual_openings_thousands")?;
        Ok(Self {
            growth_percent: row.get("employment_change_percent")?,
            annual_openings: openings.map(|thousands| (thousands * 1000.0).round()),
        })
    }
}

/// How concentrated an occupation is in a state.
#[derive(Debug, Clone, PartialEq)]
pub struct StateConcentration {
    /// The postal code, such as `NY`.
    pub code: String,
    /// The name.
    pub name: String,
    /// The share of the occupation in the employment of the state, divided by its share in that of the nation.
    pub location_quotient: f64,
}

/// A wage as it is stored: a number, or `#`.
enum Stored {
    Number(f64),
    TopCoded,
    NotReleased,
}

impl FromSql for Stored {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        Ok(match value {
            ValueRef::Null => Self::NotReleased,
            ValueRef::Text(_) => Self::TopCoded,
            number => Self::Number(f64::column_result(number)?),
        })
    }
}

impl Stored {
    fn wage(self, top: f64) -> Option<Wage> {
        match self {
            Self::Number(number) => Some(Wage::Of(number)),
            Self::TopCoded => Some(Wage::Over(top)),
            Self::NotReleased => None,
        }
    }
}

/// The wages per hour and per year that `#` stands for in data of a year; those of today where the year is unknown.
fn top_codes(period: Option<&str>) -> (f64, f64) {
    let year: u32 = period.and_then(|period| period.parse().ok()).unwrap_or(u32::MAX);
    let known = TOP_CODES.iter().find(|(since, ..)| *since <= year);
    known.map_or((f64::INFINITY, f64::INFINITY), |(_, hourly, annual)| (*hourly, *annual))
}

/// Questions about the tables of the Bureau. Each fails with [`MissingTable`](crate::ErrorKind::MissingTable) when the
/// release was imported without the table, and when the database is damaged.
impl Release {
    /// The national wages of an occupation; none where the Bureau has none.
    pub fn wages(&self, occupation: OnetSocCode) -> Result<Option<Wages>> {
        self.require(&[NATIONAL])?;
        let period = self.manifest().table(NATIONAL).and_then(|table| table.origin.period.as_deref());
        let (top_hourly, top_annual) = top_codes(period);
        self.read(|connection| {
            let found =
                first_of(connection, NATIONAL, "soc_2018_code", occupation, self.manifest(), |row| {
                    Ok(Wages {
                        soc_code: row.get("soc_2018_code")?,
                        hourly: wage_range(row, "hourly", top_hourly)?,
                        annual: wage_range(row, "annual", top_annual)?,
                    })
                })?;
            Ok(found.into_iter().next())
        })
    }

    /// The projected employment of an occupation; none where the Bureau has none.
    pub fn projection(&self, occupation: OnetSocCode) -> Result<Option<Projection>> {
        self.require(&[PROJECTIONS])?;
        self.read(|connection| projection(connection, occupation, self.manifest()))
    }

    /// The states with a known concentration of an occupation, by name.
    pub fn state_concentrations(&self, occupation: OnetSocCode) -> Result<Vec<StateConcentration>> {
        self.require(&[STATES])?;
        let found = self.read(|connection| {
            first_of(connection, STATES, "soc_2018_code", occupation, self.manifest(), |row| {
                let quotient: Option<f64> = row.get("location_quotient")?;
                let (code, name) = (row.get("state_code")?, row.get("state_title")?);
                Ok(quotient.map(|location_quotient| StateConcentration { code, name, location_quotient }))
            })
        })?;
        // A combined occupation is listed twice, as a broad group and as an occupation.
        let mut states: BTreeMap<String, StateConcentration> = BTreeMap::new();
        for state in found.into_iter().flatten() {
            states.entry(state.name.clone()).or_insert(state);
        }
        Ok(states.into_values().collect())
    }
}

/// The wages per hour or per year of a row.
fn wage_range(row: &Row<'_>, kind: &str, top: f64) -> rusqlite::Result<WageRange> {
    let stored = |part: &str| row.get::<_, Stored>(format!("{kind}_{part}").as_str());
    Ok(WageRange {
        low: stored("10")?.wage(top),
        median: stored("median")?.wage(top),
        high: stored("90")?.wage(top),
    })
}

fn projection(
    connection: &Connection,
    occupation: OnetSocCode,
    manifest: &Manifest,
) -> rusqlite::Result<Option<Projection>> {
    let found = first_of(connection, PROJECTIONS, "nem_code", occupation, manifest, Projection::of_row)?;
    Ok(found.into_iter().next())
}

/// The rows of a table for the first of the codes that an occupation may have there.
fn first_of<T>(
    connection: &Connection,
    table: &str,
    column: &str,
    occupation: OnetSocCode,
    manifest: &Manifest,
    mut read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
) -> rusqlite::Result<Vec<T>> {
    let soc = occupation.soc();
    let sql = format!("SELECT * FROM {table} WHERE {column} = ?1 ORDER BY rowid");
    let own = cached(connection, &sql, [soc.to_string()], &mut read)?;
    if !own.is_empty() {
        return Ok(own);
    }
    for candidate in combined(connection, occupation, manifest)? {
        if candidate.ends_with('0') && !stands_alone(connection, table, column, &candidate)? {
            continue;
        }
        let found = cached(connection, &sql, [candidate], &mut read)?;
        if !found.is_empty() {
            return Ok(found);
        }
    }
    Ok(Vec::new())
}

/// The codes besides its own that an occupation may have in a table of the Bureau: that of the National Employment
/// Matrix, a combined one, and that of its broad group.
fn combined(
    connection: &Connection,
    occupation: OnetSocCode,
    manifest: &Manifest,
) -> rusqlite::Result<Vec<String>> {
    let own = occupation.soc().to_string();
    let mut codes = Vec::new();
    if manifest.has_table("crosswalk_handbook") {
        let names = columns(connection, "crosswalk_handbook")?;
        if ["onetsoc_code", "nem_code"].iter().all(|wanted| names.iter().any(|name| name == wanted)) {
            let sql = "SELECT DISTINCT nem_code FROM crosswalk_handbook WHERE onetsoc_code = ?1 AND nem_code IS NOT NULL";
            codes.extend(cached::<String>(connection, sql, [occupation.to_string()], |row| row.get(0))?);
        }
    }
    let combined = COMBINED.iter().filter(|(_, parts)| parts.contains(&own.as_str()));
    codes.extend(combined.map(|(code, _)| (*code).to_owned()));
    codes.push(format!("{}0", &own[..own.len() - 1]));
    Ok(codes)
}

/// Whether the row of a broad group stands for its occupations: where the table has none of them.
fn stands_alone(connection: &Connection, table: &str, column: &str, group: &str) -> rusqlite::Result<bool> {
    let sql = format!("SELECT count(*) FROM {table} WHERE {column} > ?1 AND {column} <= ?2");
    let last = format!("{}9", &group[..group.len() - 1]);
    let others: Vec<i64> = cached(connection, &sql, [group.to_owned(), last], |row| row.get(0))?;
    Ok(others.first().is_none_or(|others| *others == 0))
}

/// Creates the Bright Outlook list from the projections, where it is not imported itself. Returns the ids of the new
/// tables.
pub(crate) fn derive(connection: &Connection, manifest: &Manifest) -> Result<Vec<String>> {
    if manifest.has_table(BRIGHT_OUTLOOK)
        || ![PROJECTIONS, "occupation_data"].iter().all(|id| manifest.has_table(id))
    {
        return Ok(Vec::new());
    }
    create_bright_outlook(connection, manifest)
        .map_err(|error| Error::sqlite("find the occupations with a bright outlook", error))?;
    Ok(vec![BRIGHT_OUTLOOK.to_owned()])
}

fn create_bright_outlook(connection: &Connection, manifest: &Manifest) -> rusqlite::Result<()> {
    let table = quoted(BRIGHT_OUTLOOK);
    connection.execute_batch(&format!(
        "CREATE INDEX while_deriving ON {PROJECTIONS} (nem_code);
         CREATE TABLE {table} (onetsoc_code TEXT NOT NULL, outlook_categories TEXT NOT NULL);"
    ))?;
    let occupations: Vec<OnetSocCode> =
        all(connection, "SELECT onetsoc_code FROM occupation_data ORDER BY onetsoc_code", code)?;
    let mut insert = connection.prepare(&format!("INSERT INTO {table} VALUES (?1, ?2)"))?;
    for occupation in occupations {
        let marks = projection(connection, occupation, manifest)?.map_or(Vec::new(), |found| found.marks());
        if !marks.is_empty() {
            insert.execute([occupation.to_string(), marks.join(",")])?;
        }
    }
    connection.execute_batch("DROP INDEX while_deriving")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bounds_of_a_bright_outlook_are_part_of_it() {
        for (growth_percent, annual_openings, expected) in [
            (Some(4.5), Some(74_999.0), &["grow"][..]),
            (Some(4.4), Some(75_000.0), &["openings"]),
            (Some(10.0), Some(100_000.0), &["grow", "openings"]),
            (Some(4.4), Some(74_900.0), &[]),
            (None, None, &[]),
        ] {
            assert_eq!(Projection { growth_percent, annual_openings }.marks(), expected);
        }
    }

    #[test]
    fn the_highest_stated_wage_is_that_of_the_year() {
        assert_eq!(top_codes(Some("2025")), (115.0, 239_200.0));
        assert_eq!(top_codes(Some("2021")), (100.0, 208_000.0));
        assert_eq!(top_codes(None), (115.0, 239_200.0));
    }
}
