//! Which command answers what an operation does.

use onet_api::operation::Operation;

use crate::arguments::Service;
use crate::topics::{Employed, SUB_CLUSTER, TOPICS, Topic, prefix};

/// Commands of operations by their ids; an id that ends in `_` stands for all that begin with it.
const COMMANDS: [(&str, &str); 39] = [
    ("about", "about"),
    ("database_list", "db tables"),
    ("database_table_info", "db tables"),
    ("database_rows", "db rows"),
    ("taxonomy_crosswalk", "taxonomy"),
    ("online_search", "search"),
    ("mnm_search", "search"),
    ("mpp_search", "search"),
    ("veterans_search", "search"),
    ("online_related_activities_activities", "related-activities"),
    ("online_related_activities_results", "related-activities"),
    ("online_related_activities_search", "related-activities"),
    ("online_job_duties_search", "duties"),
    ("online_job_duties_tasks", "duties"),
    ("online_job_duties_results", "duties"),
    ("online_soft_skills_list", "soft-skills"),
    ("online_soft_skills_results", "soft-skills"),
    ("online_associations_all", "associations"),
    ("online_associations_search", "associations"),
    ("online_associations_for_occupation", "associations"),
    ("online_technology_categories_search", "technology"),
    ("online_technology_categories_occupations", "technology"),
    ("online_technology_examples_search", "technology"),
    ("online_technology_examples_occupations", "technology"),
    ("online_occupations_hot_technology", "technology"),
    ("online_occupations_in_demand_skills", "technology"),
    ("online_crosswalks_dot", "crosswalk"),
    ("online_crosswalks_esco", "crosswalk"),
    ("online_crosswalks_rapids", "crosswalk"),
    ("online_crosswalks_soc", "crosswalk"),
    ("online_crosswalks_education", "crosswalk"),
    ("online_crosswalks_military", "crosswalk"),
    ("online_crosswalks_occupation_handbook", "crosswalk"),
    ("online_occupations_overview", "show"),
    ("online_occupations_summary_", "show"),
    ("online_occupations_details_", "show"),
    ("mnm_careers_", "career"),
    ("veterans_careers_", "career"),
    ("mpp_careers_", "career"),
];

/// The command that does what an operation does, without the name of the program; `api` where no other does.
pub(crate) fn command(operation: &Operation) -> String {
    let id = operation.id;
    if let Some(topic) = TOPICS.iter().find(|topic| lists(topic, id)) {
        return format!("browse {}", topic.name);
    }
    if id == SUB_CLUSTER {
        return "browse clusters".to_owned();
    }
    if id.contains("_interest_profiler_") && !id.ends_with("_index") {
        return "profiler".to_owned();
    }
    let is_it = |known: &str| known == id || (known.ends_with('_') && id.starts_with(known));
    let known = COMMANDS.iter().find(|(known, _)| is_it(known));
    known.map_or("api", |(_, command)| command).to_owned()
}

/// Whether an operation is one of a topic's lists.
fn lists(topic: &Topic, id: &str) -> bool {
    let services = [Service::Online, Service::Mnm, Service::Mpp, Service::Veterans];
    let of_it = services.into_iter().filter(|service| id.starts_with(prefix(*service)));
    let mut lists = of_it.flat_map(|service| {
        [Employed::Most, Employed::Some]
            .into_iter()
            .filter_map(move |employed| topic.lists(service, employed))
    });
    lists.any(|lists| {
        let occupations = [Some(lists.entries), lists.occupations, lists.all];
        occupations.into_iter().flatten().any(|operation| operation.id == id)
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use clap::CommandFactory as _;
    use onet_api::operations;

    use super::*;
    use crate::arguments::Arguments;

    /// Operations without a command of their own. Indices list links; the others answer what reports link to, and
    /// `onet api` prints them.
    const API_ALONE: [&str; 27] = [
        "root_index",
        "online_index",
        "online_associations_index",
        "online_crosswalks_index",
        "online_job_duties_index",
        "online_onet_data_index",
        "online_related_activities_index",
        "online_technology_index",
        "taxonomy_index",
        "taxonomy_crosswalk_index",
        "mnm_index",
        "mnm_interest_profiler_index",
        "mpp_index",
        "mpp_interest_profiler_index",
        "veterans_index",
        "veterans_military",
        "online_occupations_custom_work_activities_outline",
        "online_occupations_related_abilities",
        "online_occupations_related_detailed_work_activities",
        "online_occupations_related_interests",
        "online_occupations_related_knowledge",
        "online_occupations_related_skills",
        "online_occupations_related_tasks",
        "online_occupations_related_technology_skills",
        "online_occupations_related_work_activities",
        "online_occupations_related_work_context",
        "online_occupations_related_work_styles",
    ];

    /// The commands of reports, with tests of their own.
    const REPORTS: [&str; 3] = ["show", "career", "profiler"];

    #[test]
    fn every_operation_has_a_command_or_is_listed_as_one_of_api_alone() {
        let alone: BTreeSet<&str> = API_ALONE.into_iter().collect();
        let without: BTreeSet<&str> = operations::ALL
            .into_iter()
            .filter(|operation| command(operation) == "api")
            .map(|operation| operation.id)
            .collect();
        assert_eq!(without, alone);
    }

    #[test]
    fn every_command_of_an_operation_is_one_of_the_program() {
        let program = Arguments::command();
        for operation in operations::ALL {
            let command = command(operation);
            let mut words = command.split(' ');
            let first = words.next().unwrap_or_default();
            let found = program.find_subcommand(first);
            if REPORTS.contains(&first) {
                continue;
            }
            assert!(found.is_some(), "{}: onet {command}", operation.id);
            if let (Some(found), Some(second), true) = (found, words.next(), first == "db") {
                assert!(found.find_subcommand(second).is_some(), "{}: onet {command}", operation.id);
            }
        }
    }
}
