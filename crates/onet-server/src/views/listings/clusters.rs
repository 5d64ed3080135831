//! Career clusters: their occupations and their descriptions, from two supplementary tables.

use onet_api::operation::Operation;
use onet_api::{operations, types};
use onet_db::{CareerCluster, ClusteredOccupations, Occupation};
use serde_json::Value;

use super::selected::{ClusterMembership, Detail, Selected};
use crate::error::Error;
use crate::views::body::member;
use crate::views::call::Call;

/// The clusters of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ClusterSelection {
    /// All clusters; each occupation is shown with its clusters and subclusters.
    All,
    /// The cluster in the path; each occupation is shown with its subclusters of it.
    Subclusters,
    /// The cluster or subcluster in the path.
    One,
}

fn clusters<'a>(call: &Call<'a>) -> Result<&'a [CareerCluster], Error> {
    Ok(call.indices().clusters(call.release())?)
}

fn clustered<'a>(call: &Call<'a>) -> Result<&'a ClusteredOccupations, Error> {
    let found = call.indices().clustered(call.release())?;
    match found.unknown.first() {
        None => Ok(found),
        Some(name) => Err(Error::NotInSource(format!(
            "The list of career clusters in {} names {name}, which its reference of career clusters does not have. \
             Import the release again with both of one edition (onet db import --with).",
            call.label()
        ))),
    }
}

/// The cluster or subcluster in the path.
fn requested<'a>(call: &Call<'a>) -> Result<&'a CareerCluster, Error> {
    let code = call.arguments.text("code");
    let found = clusters(call)?.iter().find(|cluster| cluster.code == code);
    found.ok_or_else(|| call.unknown(&format!("The career cluster {code}")))
}

fn reference(call: &Call<'_>, cluster: &CareerCluster) -> types::CategoryRef {
    let leads_to = match cluster.is_cluster() {
        true => &operations::ONLINE_CAREER_CLUSTERS_OCCUPATIONS,
        false => &operations::ONLINE_CAREER_CLUSTERS_SUB_CLUSTER_OCCUPATIONS,
    };
    types::CategoryRef {
        href: call.links.operation(leads_to, &cluster.code),
        code: cluster.code.clone(),
        title: cluster.title.clone(),
    }
}

/// The candidates that belong to the clusters.
pub(super) fn select<'a>(
    which: ClusterSelection,
    call: &Call<'a>,
    candidates: Vec<Occupation<'a>>,
) -> Result<Vec<Selected<'a>>, Error> {
    let (clusters, clustered) = (clusters(call)?, clustered(call)?);
    let requested = match which {
        ClusterSelection::All => None,
        ClusterSelection::Subclusters | ClusterSelection::One => Some(requested(call)?),
    };
    let sorts_by_subcluster = call.arguments.text("sort") == "sub_cluster";
    let compare = |occupation: Occupation<'a>| {
        let codes = clustered.codes.get(&occupation.code)?;
        if requested.is_some_and(|requested| !codes.contains(&requested.code)) {
            return None;
        }
        let is_shown = |cluster: &CareerCluster| match requested {
            Some(requested) => cluster.is_part_of(requested),
            None => true,
        };
        let own = clusters.iter().enumerate();
        let own = own.filter(|(_, cluster)| codes.contains(&cluster.code) && is_shown(cluster));
        let own: Vec<(usize, &CareerCluster)> = own.collect();
        // By the first of its clusters or subclusters, those without one last.
        let decides = |cluster: &CareerCluster| cluster.is_cluster() != sorts_by_subcluster;
        let first = own.iter().find(|(_, cluster)| decides(cluster)).map_or(clusters.len(), |(at, _)| *at);
        let shown = |is_cluster: bool| {
            let of_kind = own.iter().filter(|(_, cluster)| cluster.is_cluster() == is_cluster);
            of_kind.map(|(_, cluster)| reference(call, cluster)).collect::<Vec<_>>()
        };
        let detail = match which {
            ClusterSelection::One => Detail::None {},
            ClusterSelection::Subclusters | ClusterSelection::All => Detail::Clusters(ClusterMembership {
                career_cluster: (which == ClusterSelection::All).then(|| shown(true)),
                sub_cluster: shown(false),
            }),
        };
        Some(Selected { occupation, weight: (clusters.len() - first, 0), detail })
    };
    Ok(candidates.into_iter().filter_map(compare).collect())
}

/// The clusters to browse.
pub(super) fn entries(call: &Call<'_>) -> Result<Vec<types::CareerClusterEntry>, Error> {
    let is_online = call.operation.tag == "online";
    let mut entries = Vec::new();
    for cluster in clusters(call)?.iter().filter(|cluster| cluster.is_cluster()) {
        // My Next Move groups them.
        let grouping = match is_online {
            true => cluster.grouping.clone(),
            false => Some(text(call, cluster, "Cluster Grouping", cluster.grouping.as_ref())?),
        };
        entries.push(types::CareerClusterEntry {
            href: call.entry_address(&cluster.code),
            code: Some(cluster.code.clone()),
            title: cluster.title.clone(),
            cluster_grouping: grouping,
        });
    }
    if is_online {
        entries.push(types::CareerClusterEntry {
            href: call.entry_address("all"),
            code: None,
            title: "All career clusters".to_owned(),
            cluster_grouping: None,
        });
    }
    Ok(entries)
}

/// The summary of the cluster in the path.
pub(super) fn summary(call: &Call<'_>) -> Result<Vec<(&'static str, Value)>, Error> {
    let cluster = requested(call)?;
    let title = cluster.title.clone();
    let overview = text(call, cluster, "Overview", cluster.overview.as_ref())?;
    let source_url = text(call, cluster, "Source URL", cluster.source_url.as_ref())?;
    let (detail, example_programs) = (cluster.detail.clone(), cluster.example_programs.clone());
    let is = |operation: &Operation| call.operation.id == operation.id;
    if is(&operations::ONLINE_CAREER_CLUSTERS_OCCUPATIONS) {
        return member("summary", &types::CareerClusterSummary { title, overview, detail, source_url });
    }
    let all = clusters(call)?;
    if is(&operations::ONLINE_CAREER_CLUSTERS_SUB_CLUSTER_OCCUPATIONS) {
        let whole = all.iter().find(|whole| cluster.is_part_of(whole));
        let whole = whole.ok_or_else(|| call.unknown(&format!("The cluster of {}", cluster.code)))?;
        let summary =
            types::CareerSubClusterSummary { title, overview, detail, example_programs, source_url };
        return Ok([member("summary", &summary)?, member("cluster", &reference(call, whole))?].concat());
    }
    let parts = all.iter().filter(|part| part.is_part_of(cluster));
    let sub_clusters = parts.map(|part| part.title.clone()).collect();
    member(
        "summary",
        &types::CareerClusterCareerSummary { title, overview, sub_clusters, example_programs, source_url },
    )
}

/// A text that the contract requires and that some editions of the reference do not have.
fn text(
    call: &Call<'_>,
    cluster: &CareerCluster,
    column: &str,
    text: Option<&String>,
) -> Result<String, Error> {
    text.cloned().ok_or_else(|| {
        Error::NotInSource(format!(
            "The reference of career clusters in {} has no {column} of {}, {}.",
            call.label(),
            cluster.code,
            cluster.title
        ))
    })
}
