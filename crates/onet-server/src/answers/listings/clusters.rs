//! Career clusters: their occupations, and what they are about. Two tables beside the release tell it.

use std::collections::HashMap;

use onet_api::operation::Operation;
use onet_api::{operations, types};
use onet_db::{CareerCluster, ClusteredOccupations, Occupation, title_order};
use serde::Serialize;
use serde_json::Value;

use super::categories::address;
use super::summaries::member;
use super::{Detail, Found, read_once};
use crate::answers::unknown;
use crate::error::Refusal;
use crate::rules::Call;

/// Which clusters a list is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Clusters {
    /// All; each occupation is shown with its clusters and their parts.
    All,
    /// The cluster of the path; each occupation is shown with its parts of it.
    Parts,
    /// The cluster of the path, or the part of one.
    One,
}

/// The clusters that an occupation is in.
#[derive(Serialize)]
pub(super) struct Membership {
    #[serde(skip_serializing_if = "Option::is_none")]
    career_cluster: Option<Vec<types::CategoryRef>>,
    sub_cluster: Vec<types::CategoryRef>,
}

/// The clusters by title, each followed by its parts, which are by title too.
fn clusters<'a>(call: &Call<'a>) -> Result<&'a [CareerCluster], Refusal> {
    let read = || {
        let mut clusters = call.source.release().career_clusters()?;
        let titles: HashMap<String, String> = clusters
            .iter()
            .filter(|cluster| cluster.is_cluster())
            .map(|cluster| (cluster.code.clone(), cluster.title.clone()))
            .collect();
        clusters.sort_by(|left, right| {
            let [left_title, right_title] =
                [left, right].map(|of| titles.get(&of.cluster_code()).unwrap_or(&of.title));
            title_order(left_title, right_title)
                .then((!left.is_cluster()).cmp(&!right.is_cluster()))
                .then_with(|| title_order(&left.title, &right.title))
        });
        Ok(clusters)
    };
    read_once(&call.source.indices().clusters, read).map(Vec::as_slice)
}

fn clustered<'a>(call: &Call<'a>) -> Result<&'a ClusteredOccupations, Refusal> {
    let clusters = clusters(call)?;
    let read = || call.source.release().clustered_occupations(clusters);
    let found = read_once(&call.source.indices().clustered, read)?;
    match found.unknown.first() {
        None => Ok(found),
        Some(name) => Err(Refusal::NotInSource(format!(
            "The list of career clusters in {} names {name}, which its reference of career clusters does not have. \
             Import the release again with both of one edition (onet db import --with).",
            call.source.label()
        ))),
    }
}

/// The cluster of the path, or the part of one.
fn asked<'a>(call: &Call<'a>) -> Result<&'a CareerCluster, Refusal> {
    let code = call.arguments.text("code");
    let found = clusters(call)?.iter().find(|cluster| cluster.code == code);
    found.ok_or_else(|| unknown(call, &format!("The career cluster {code}")))
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

/// The occupations of clusters among the candidates.
pub(super) fn find<'a>(
    which: Clusters,
    call: &Call<'a>,
    candidates: Vec<Occupation<'a>>,
) -> Result<Vec<Found<'a>>, Refusal> {
    let (clusters, clustered) = (clusters(call)?, clustered(call)?);
    let asked = match which {
        Clusters::All => None,
        Clusters::Parts | Clusters::One => Some(asked(call)?),
    };
    let goes_by_part = call.arguments.text("sort") == "sub_cluster";
    let compare = |occupation: Occupation<'a>| {
        let codes = clustered.codes.get(&occupation.code)?;
        if asked.is_some_and(|asked| !codes.contains(&asked.code)) {
            return None;
        }
        let is_shown = |cluster: &CareerCluster| match asked {
            Some(asked) => cluster.is_part_of(asked),
            None => true,
        };
        let own = clusters.iter().enumerate();
        let own = own.filter(|(_, cluster)| codes.contains(&cluster.code) && is_shown(cluster));
        let own: Vec<(usize, &CareerCluster)> = own.collect();
        // By the first of its clusters or parts, those that have none last.
        let decides = |cluster: &CareerCluster| cluster.is_cluster() != goes_by_part;
        let first = own.iter().find(|(_, cluster)| decides(cluster)).map_or(clusters.len(), |(at, _)| *at);
        let shown = |is_cluster: bool| {
            let of_kind = own.iter().filter(|(_, cluster)| cluster.is_cluster() == is_cluster);
            of_kind.map(|(_, cluster)| reference(call, cluster)).collect::<Vec<_>>()
        };
        let detail = match which {
            Clusters::One => Detail::None {},
            Clusters::Parts | Clusters::All => Detail::Clusters(Membership {
                career_cluster: (which == Clusters::All).then(|| shown(true)),
                sub_cluster: shown(false),
            }),
        };
        Some(Found { occupation, weight: (clusters.len() - first, 0), detail })
    };
    Ok(candidates.into_iter().filter_map(compare).collect())
}

/// The clusters to choose from.
pub(super) fn entries(call: &Call<'_>) -> Result<Vec<types::CareerClusterEntry>, Refusal> {
    let is_online = call.operation.tag == "online";
    let mut entries = Vec::new();
    for cluster in clusters(call)?.iter().filter(|cluster| cluster.is_cluster()) {
        // My Next Move has them in groups.
        let grouping = match is_online {
            true => cluster.grouping.clone(),
            false => Some(text(call, cluster, "Cluster Grouping", cluster.grouping.as_ref())?),
        };
        entries.push(types::CareerClusterEntry {
            href: address(call, &cluster.code),
            code: Some(cluster.code.clone()),
            title: cluster.title.clone(),
            cluster_grouping: grouping,
        });
    }
    if is_online {
        entries.push(types::CareerClusterEntry {
            href: address(call, "all"),
            code: None,
            title: "All career clusters".to_owned(),
            cluster_grouping: None,
        });
    }
    Ok(entries)
}

/// What stands before the occupations of the cluster of the path.
pub(super) fn head(call: &Call<'_>) -> Result<Vec<(&'static str, Value)>, Refusal> {
    let cluster = asked(call)?;
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
        let whole = whole.ok_or_else(|| unknown(call, &format!("The cluster of {}", cluster.code)))?;
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

/// What the reference says of a cluster, which the contract wants and not every reference has.
fn text(
    call: &Call<'_>,
    cluster: &CareerCluster,
    column: &str,
    text: Option<&String>,
) -> Result<String, Refusal> {
    text.cloned().ok_or_else(|| {
        Refusal::NotInSource(format!(
            "The reference of career clusters in {} has no {column} of {}, {}.",
            call.source.label(),
            cluster.code,
            cluster.title
        ))
    })
}
