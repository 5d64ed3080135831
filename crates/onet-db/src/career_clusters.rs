//! Career clusters: what they are, and the occupations in them.
//!
//! Two tables beside a release tell it. The list of O*NET OnLine gives each occupation the names of its clusters and of
//! their parts; the reference gives a code to each name, and the texts about it.

use std::collections::{BTreeMap, BTreeSet};

use onet_domain::OnetSocCode;

use crate::crosswalk::stored;
use crate::error::Result;
use crate::occupations::code;
use crate::release::Release;
use crate::sql::all;

/// The columns of the reference, in the order in which they are read.
const COLUMNS: [&str; 7] = [
    "career_cluster_code",
    "career_cluster_title",
    "career_cluster_grouping",
    "overview",
    "detail",
    "example_programs",
    "source_url",
];

/// A career cluster, or a part of one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CareerCluster {
    /// Six digits. The first four are those of the cluster, the last two are 00 for the cluster itself.
    pub code: String,
    /// Its name.
    pub title: String,
    /// The group of clusters that it belongs to, if the reference has it.
    pub grouping: Option<String>,
    /// What it is about, if the reference has it.
    pub overview: Option<String>,
    /// More about it, if the reference has it.
    pub detail: Option<String>,
    /// Programs of study that lead to it.
    pub example_programs: Vec<String>,
    /// Where the texts are from, if the reference has it.
    pub source_url: Option<String>,
}

impl CareerCluster {
    /// Whether it is a cluster; if not, it is a part of one.
    pub fn is_cluster(&self) -> bool {
        self.code.ends_with("00")
    }

    /// The code of the cluster that it is, or is a part of.
    pub fn cluster_code(&self) -> String {
        self.code.chars().take(4).chain("00".chars()).collect()
    }

    /// Whether it is a part of a cluster.
    pub fn is_part_of(&self, cluster: &Self) -> bool {
        !self.is_cluster() && self.cluster_code() == cluster.code
    }
}

/// The occupations of career clusters.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ClusteredOccupations {
    /// The codes of the clusters of each occupation, and of their parts.
    pub codes: BTreeMap<OnetSocCode, BTreeSet<String>>,
    /// Names in the list that the reference does not have.
    pub unknown: BTreeSet<String>,
}

impl Release {
    /// The career clusters and their parts, by code.
    ///
    /// # Errors
    ///
    /// [`MissingTable`](crate::ErrorKind::MissingTable) when the release was imported without the reference, and when
    /// the database is damaged.
    pub fn career_clusters(&self) -> Result<Vec<CareerCluster>> {
        self.require(&["career_cluster_reference"])?;
        self.read(|connection| {
            let stored = stored(connection, "career_cluster_reference")?;
            let columns = COLUMNS.map(|name| if stored.contains(name) { name } else { "NULL" });
            let sql = format!("SELECT {} FROM career_cluster_reference ORDER BY 1", columns.join(", "));
            all(connection, &sql, |row| {
                Ok(CareerCluster {
                    code: row.get(0)?,
                    title: row.get(1)?,
                    grouping: row.get(2)?,
                    overview: row.get(3)?,
                    detail: row.get(4)?,
                    example_programs: names(&row.get::<_, Option<String>>(5)?.unwrap_or_default()),
                    source_url: row.get(6)?,
                })
            })
        })
    }

    /// The occupations of clusters, which are known by their names.
    ///
    /// # Errors
    ///
    /// [`MissingTable`](crate::ErrorKind::MissingTable) when the release was imported without the list, and when the
    /// database is damaged.
    pub fn clustered_occupations(&self, clusters: &[CareerCluster]) -> Result<ClusteredOccupations> {
        self.require(&["career_clusters"])?;
        let sql = "SELECT onetsoc_code, career_clusters, ifnull(career_pathways, '') FROM career_clusters";
        let rows: Vec<(OnetSocCode, String, String)> =
            self.read(|connection| all(connection, sql, |row| Ok((code(row)?, row.get(1)?, row.get(2)?))))?;
        let mut found = ClusteredOccupations::default();
        for (occupation, of_clusters, of_parts) in rows {
            let (own, unknown) = named(&names(&of_clusters), clusters, |known| known.is_cluster());
            found.unknown.extend(unknown);
            // Different clusters have parts of the same name.
            let is_own_part = |known: &CareerCluster| own.iter().any(|cluster| known.is_part_of(cluster));
            let (parts, unknown) = named(&names(&of_parts), clusters, is_own_part);
            found.unknown.extend(unknown);
            let codes = own.iter().chain(&parts).map(|known| known.code.clone());
            found.codes.entry(occupation).or_default().extend(codes);
        }
        Ok(found)
    }
}

/// The entries of these names among those that may be meant, and the names of none.
fn named<'a>(
    names: &[String],
    clusters: &'a [CareerCluster],
    may_be: impl Fn(&CareerCluster) -> bool,
) -> (Vec<&'a CareerCluster>, Vec<String>) {
    let (mut found, mut unknown) = (Vec::new(), Vec::new());
    for name in names {
        let of_name = |known: &&CareerCluster| known.title.eq_ignore_ascii_case(name) && may_be(known);
        let before = found.len();
        found.extend(clusters.iter().filter(of_name));
        if found.len() == before {
            unknown.push(name.clone());
        }
    }
    (found, unknown)
}

/// The names in a cell, with semicolons between them.
fn names(cell: &str) -> Vec<String> {
    cell.split(';').map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect()
}
