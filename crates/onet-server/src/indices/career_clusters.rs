//! Career clusters in the order of their titles.

use std::collections::HashMap;

use onet_db::{CareerCluster, Release, Result, title_order};

/// Reads the clusters by title, each followed by its subclusters by title.
pub(super) fn load(release: &Release) -> Result<Vec<CareerCluster>> {
    let mut clusters = release.career_clusters()?;
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
}
