//! Where other classifications put an occupation: their codes, and career clusters.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use onet_api::{Client, ErrorKind};
use serde::{Deserialize, Serialize};

use super::from_tables::{of_occupation, rows};
use crate::answer::parsing::parsed;
use crate::crosswalk::CrosswalkKind;
use crate::table_query::{Column, TableQuery};
use crate::{Answered, Error, OnetSocCode};

/// The classifications of the report, in its order.
const KINDS: [CrosswalkKind; 7] = [
    CrosswalkKind::Soc,
    CrosswalkKind::Education,
    CrosswalkKind::Military,
    CrosswalkKind::Handbook,
    CrosswalkKind::Apprenticeship,
    CrosswalkKind::Esco,
    CrosswalkKind::Dot,
];

/// The entries of another classification that correspond to an occupation.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CrosswalkCodes {
    /// The classification.
    pub crosswalk: CrosswalkKind,
    /// Its entries by code and title, those in use first, or why they are missing.
    #[serde(flatten)]
    pub answer: Answered<Vec<CrosswalkCode>>,
}

/// An entry of another classification.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct CrosswalkCode {
    /// Whether it is no longer in use.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub obsolete: bool,
    /// Its code. Profiles of the Handbook need none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// Its title.
    pub title: String,
}

/// A career cluster of an occupation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OccupationCluster {
    /// The title of the cluster; several with semicolons between them where the list does not have their parts apart.
    pub title: String,
    /// The titles of its parts that the occupation is in.
    pub pathways: Vec<String>,
}

/// A row of a crosswalk. Which columns there are depends on the file.
#[derive(Deserialize)]
struct Entry {
    entry_code: Option<String>,
    entry_title: Option<String>,
    isco_08_code: Option<String>,
    active: Option<String>,
}

/// The codes of all classifications, each with its entries or the reason why there are none.
///
/// Entries are those of the tables of an imported release, which have the code of the occupation itself, of its SOC
/// occupation or of its counterparts in O*NET-SOC 2010. The live service has none of these tables.
pub(super) async fn crosswalk_codes(
    client: &Client,
    code: OnetSocCode,
) -> Result<Vec<CrosswalkCodes>, Error> {
    let tables = client.database_list().await?;
    let tables: HashSet<&str> = tables.iter().map(|table| table.table_id.as_str()).collect();
    let mut all = Vec::new();
    for crosswalk in KINDS {
        let answer = match crosswalk.table() {
            None => soc(client, code).await?,
            Some(table) if tables.contains(table) => entries(client, code, table).await?,
            Some(table) => not_imported(client, table).await,
        };
        all.push(CrosswalkCodes { crosswalk, answer });
    }
    Ok(all)
}

/// A table that the source does not have, in the words of the source.
async fn not_imported<T>(client: &Client, table: &str) -> Answered<T> {
    match client.raw(&format!("/database/info/{table}"), &[]).await {
        Err(failure) if failure.kind() == ErrorKind::NotInSource => {
            Answered::not_in_source(failure.message())
        }
        _ => Answered::not_in_source(
            "This source does not have it. Import a release with a file that holds it.",
        ),
    }
}

/// The SOC occupation, which begins the code of the occupation.
async fn soc(client: &Client, code: OnetSocCode) -> Result<Answered<Vec<CrosswalkCode>>, Error> {
    let soc = code.soc().to_string();
    let query = [("keyword", soc.as_str())];
    let answered = Answered::of(client.raw(CrosswalkKind::Soc.path(), &query).await)?;
    Ok(match answered {
        Answered::Missing { reason, absence } => Answered::Missing { reason, absence },
        Answered::Present(answer) => {
            let matches = answer["match"].as_array().into_iter().flatten();
            let own = matches.filter(|found| found["code"].as_str() == Some(&soc));
            let titles = own.filter_map(|found| found["title"].as_str());
            let entry = |title: &str| CrosswalkCode {
                obsolete: false,
                code: Some(soc.clone()),
                title: title.to_owned(),
            };
            Answered::Present(titles.take(1).map(entry).collect())
        }
    })
}

/// The entries of a table.
async fn entries(
    client: &Client,
    code: OnetSocCode,
    table: &str,
) -> Result<Answered<Vec<CrosswalkCode>>, Error> {
    let columns = TableQuery::new(client.clone(), parsed("a table id", table)?).columns().await?;
    let filters = match filters(client, code, &columns).await? {
        Answered::Present(filters) => filters,
        Answered::Missing { reason, absence } => return Ok(Answered::Missing { reason, absence }),
    };
    let mut found: BTreeSet<CrosswalkCode> = BTreeSet::new();
    for filter in filters {
        let rows = rows::<Entry>(client, table, &[filter]).await?;
        found.extend(rows.into_iter().flatten().filter_map(Entry::into_code));
    }
    Ok(Answered::Present(found.into_iter().collect()))
}

/// What finds the rows of an occupation, by the columns that a table has.
async fn filters(
    client: &Client,
    code: OnetSocCode,
    columns: &[Column],
) -> Result<Answered<Vec<String>>, Error> {
    #[derive(Deserialize)]
    struct Counterpart {
        onetsoc_2010_code: String,
    }
    let has = |name: &str| columns.iter().any(|column| column.id.as_str() == name);
    if has("onetsoc_code") {
        return Ok(Answered::Present(vec![of_occupation(code)]));
    }
    if has("soc_2018_code") {
        return Ok(Answered::Present(vec![format!("soc_2018_code.eq.{}", code.soc())]));
    }
    let earlier = rows::<Counterpart>(client, "taxonomy_2010_to_2019", &[of_occupation(code)]).await?;
    let filter = |row: Counterpart| format!("onetsoc_2010_code.eq.{}", row.onetsoc_2010_code);
    Ok(match earlier {
        Some(earlier) => Answered::Present(earlier.into_iter().map(filter).collect()),
        None => Answered::not_in_source(
            "Its codes are those of O*NET-SOC 2010. Import the release with the table from 2010 to 2019, too.",
        ),
    })
}

impl Entry {
    /// The entry; none without a title. Concepts of ESCO have an address for a code: their ISCO group stands for it.
    fn into_code(self) -> Option<CrosswalkCode> {
        let code = self.entry_code.filter(|code| !code.contains("://")).or(self.isco_08_code);
        let obsolete = self.active.as_deref() == Some("N");
        Some(CrosswalkCode { obsolete, code, title: self.entry_title? })
    }
}

/// The career clusters, by title; missing where the source does not have their list.
pub(super) async fn career_clusters(
    client: &Client,
    code: OnetSocCode,
) -> Result<Answered<Vec<OccupationCluster>>, Error> {
    #[derive(Deserialize)]
    struct Row {
        career_clusters: String,
        career_pathways: Option<String>,
    }
    let Some(rows) = rows::<Row>(client, "career_clusters", &[of_occupation(code)]).await? else {
        return Ok(not_imported(client, "career_clusters").await);
    };
    let mut clusters: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for Row { career_clusters, career_pathways } in rows {
        let pathways = career_pathways.unwrap_or_default();
        let pathways = pathways.split(';').map(str::trim).filter(|name| !name.is_empty());
        clusters.entry(career_clusters).or_default().extend(pathways.map(str::to_owned));
    }
    let cluster = |(title, pathways): (String, BTreeSet<String>)| OccupationCluster {
        title,
        pathways: pathways.into_iter().collect(),
    };
    Ok(Answered::Present(clusters.into_iter().map(cluster).collect()))
}
