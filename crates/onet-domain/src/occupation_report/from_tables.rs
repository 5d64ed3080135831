//! What the tables of the database add to a section: the operations of the report do not have it.

use std::collections::BTreeMap;

use futures::TryStreamExt as _;
use onet_api::Client;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::Section;
use crate::answer::parsing::parsed;
use crate::parse::{Notation, named_words};
use crate::table_query::TableQuery;
use crate::{Answered, Error, OnetSocCode, Scale};

static TIER: Notation = Notation {
    article: "a",
    name: "tier of related occupations",
    pattern: "^(Primary-Short|Primary-Long|Supplemental)$",
    examples: ["Primary-Short", "Supplemental"],
};

/// How closely an occupation is related, in the words of the table Related Occupations. Sorts the closest first.
///
/// ```
/// use onet_domain::occupation_report::RelatednessTier;
///
/// let tier: RelatednessTier = "Primary-Long".parse()?;
/// assert!(RelatednessTier::PrimaryShort < tier);
/// assert_eq!(tier.title(), "Primary-Long");
/// # Ok::<(), onet_domain::ParseError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum RelatednessTier {
    /// The five closest.
    PrimaryShort,
    /// The five after them.
    PrimaryLong,
    /// Ten further ones.
    Supplemental,
}

impl RelatednessTier {
    /// All tiers, the closest first.
    pub const ALL: [Self; 3] = [Self::PrimaryShort, Self::PrimaryLong, Self::Supplemental];
}

named_words!(RelatednessTier, TIER, {
    PrimaryShort => "Primary-Short", "Primary-Short";
    PrimaryLong => "Primary-Long", "Primary-Long";
    Supplemental => "Supplemental", "Supplemental";
});

/// The levels of elements from 0 to 100, by the id of the element.
pub type Levels = BTreeMap<String, i64>;
/// How closely the related occupations are related, by their code.
pub type Tiers = BTreeMap<String, Relatedness>;

/// How closely an occupation is related. Sorts the closest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Relatedness {
    /// The tier.
    pub tier: RelatednessTier,
    /// The place among all related occupations, from 1, where the table has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub index: Option<i64>,
}

/// The tables with the ratings of a section, by the vocabulary of the release: the first that the source has counts.
fn rated_tables(section: Section) -> &'static [&'static [&'static str]] {
    match section {
        Section::Knowledge => &[&["knowledge"]],
        Section::Abilities => &[&["abilities"]],
        Section::WorkActivities => &[&["work_activities"]],
        Section::Skills => &[&["skills"], &["essential_skills", "transferable_skills"]],
        _ => &[],
    }
}

#[derive(Deserialize)]
struct Level {
    element_id: String,
    data_value: Option<f64>,
    not_relevant: Option<String>,
}

/// The levels of a section; empty where the source has none. Levels that the release marks as not relevant are left
/// out.
pub(super) async fn levels(client: &Client, code: OnetSocCode, section: Section) -> Result<Levels, Error> {
    let mut found = Levels::new();
    for tables in rated_tables(section) {
        for table in *tables {
            let filters = [of_occupation(code), format!("scale_id.eq.{}", Scale::LEVEL.id())];
            let rows = rows::<Level>(client, table, &filters).await?;
            let levels = rows.into_iter().flatten().filter(|row| row.not_relevant.as_deref() != Some("Y"));
            let scores = levels.filter_map(|row| {
                let score = Scale::LEVEL.standardize(row.data_value?).ok()?;
                Some((row.element_id, i64::from(score.number())))
            });
            found.extend(scores);
        }
        if !found.is_empty() {
            break;
        }
    }
    Ok(found)
}

#[derive(Deserialize)]
struct Related {
    related_onetsoc_code: String,
    relatedness_tier: Option<String>,
    related_index: Option<i64>,
}

/// The tiers of the related occupations; empty where the source has none.
pub(super) async fn tiers(client: &Client, code: OnetSocCode) -> Result<Tiers, Error> {
    let rows = rows::<Related>(client, "related_occupations", &[of_occupation(code)]).await?;
    let tier = |row: Related| {
        let tier = row.relatedness_tier?.parse().ok()?;
        Some((row.related_onetsoc_code, Relatedness { tier, index: row.related_index }))
    };
    Ok(rows.into_iter().flatten().filter_map(tier).collect())
}

/// The filter for the rows of an occupation.
pub(super) fn of_occupation(code: OnetSocCode) -> String {
    format!("onetsoc_code.eq.{code}")
}

/// The rows of a table that match filters; none where the source does not have the table.
pub(super) async fn rows<T: DeserializeOwned>(
    client: &Client,
    table: &str,
    filters: &[String],
) -> Result<Option<Vec<T>>, Error> {
    let mut query = TableQuery::new(client.clone(), parsed("a table id", table)?);
    for filter in filters {
        query = query.filter(parsed("a filter", filter)?);
    }
    match query.rows_as::<T>().try_collect().await {
        Ok(rows) => Ok(Some(rows)),
        Err(Error::Call(failure)) => Answered::<()>::of(Err(failure)).map(|_| None),
        Err(other) => Err(other),
    }
}
