//! What can be browsed: the lists of each service, as operations by id.

use onet_api::operation::Operation;

use crate::arguments::Service;

/// A topic: the list of its entries, and the occupations of an entry.
pub(crate) struct Topic {
    pub(crate) name: &'static str,
    pub(crate) help: &'static str,
    /// Operations of O*NET OnLine: the list, the occupations of an entry, those of all entries.
    online: [Option<&'static str>; 3],
    /// The middle of the ids of the same lists in My Next Move: `bright_outlook` for `mnm_bright_outlook_list`.
    careers: Option<&'static str>,
}

const fn topic(
    name: &'static str,
    help: &'static str,
    online: [Option<&'static str>; 3],
    careers: Option<&'static str>,
) -> Topic {
    Topic { name, help, online, careers }
}

pub(crate) const TOPICS: [Topic; 16] = [
    topic(
        "occupations",
        "all occupations, or careers",
        [Some("online_occupations_list"), None, None],
        Some("careers"),
    ),
    topic(
        "families",
        "job families",
        [
            Some("online_job_families_list"),
            Some("online_job_families_occupations"),
            Some("online_job_families_all_occupations"),
        ],
        None,
    ),
    topic(
        "zones",
        "job zones: how much preparation is needed",
        [
            Some("online_job_zones_list"),
            Some("online_job_zones_occupations"),
            Some("online_job_zones_all_occupations"),
        ],
        Some("job_preparation"),
    ),
    topic(
        "clusters",
        "career clusters, and sub-clusters by code",
        [
            Some("online_career_clusters_list"),
            Some("online_career_clusters_occupations"),
            Some("online_career_clusters_all_occupations"),
        ],
        Some("career_clusters"),
    ),
    topic(
        "industries",
        "industries that employ them",
        [
            Some("online_industries_list"),
            Some("online_industries_occupations"),
            Some("online_industries_all_occupations"),
        ],
        Some("industries"),
    ),
    topic(
        "outlook",
        "bright outlook: rapid growth, many openings",
        [
            Some("online_bright_outlook_list"),
            Some("online_bright_outlook_occupations"),
            Some("online_bright_outlook_all_occupations"),
        ],
        Some("bright_outlook"),
    ),
    topic(
        "stem",
        "science, technology, engineering, mathematics",
        [
            Some("online_stem_occupations_list"),
            Some("online_stem_occupations_by_type"),
            Some("online_stem_occupations_all"),
        ],
        None,
    ),
    topic(
        "hot-technologies",
        "technologies that many postings name",
        [Some("online_hot_technology_list"), Some("online_hot_technology_occupations"), None],
        None,
    ),
    topic(
        "abilities",
        "tree of abilities",
        [Some("online_onet_data_abilities_list"), Some("online_onet_data_abilities_occupations"), None],
        None,
    ),
    topic(
        "interests",
        "interests (RIASEC)",
        [Some("online_onet_data_interests_list"), Some("online_onet_data_interests_occupations"), None],
        Some("interests"),
    ),
    topic(
        "knowledge",
        "tree of knowledge",
        [Some("online_onet_data_knowledge_list"), Some("online_onet_data_knowledge_occupations"), None],
        None,
    ),
    topic(
        "basic-skills",
        "tree of basic skills",
        [Some("online_onet_data_skills_basic_list"), Some("online_onet_data_skills_basic_occupations"), None],
        None,
    ),
    topic(
        "cross-functional-skills",
        "tree of cross-functional skills",
        [Some("online_onet_data_skills_cf_list"), Some("online_onet_data_skills_cf_occupations"), None],
        None,
    ),
    topic(
        "work-activities",
        "tree of work activities",
        [
            Some("online_onet_data_work_activities_list"),
            Some("online_onet_data_work_activities_occupations"),
            None,
        ],
        None,
    ),
    topic(
        "work-context",
        "tree of work context",
        [Some("online_onet_data_work_context_list"), Some("online_onet_data_work_context_occupations"), None],
        None,
    ),
    topic(
        "work-styles",
        "tree of work styles",
        [Some("online_onet_data_work_styles_list"), Some("online_onet_data_work_styles_occupations"), None],
        None,
    ),
];

/// The occupations of a sub-cluster, whose code no list has.
pub(crate) const SUB_CLUSTER: &str = "online_career_clusters_sub_cluster_occupations";

/// Of an industry, the careers in which most of the people work, or some.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Employed {
    Most,
    Some,
}

/// The operations of a topic in a service.
pub(crate) struct Lists {
    pub(crate) entries: &'static Operation,
    pub(crate) occupations: Option<&'static Operation>,
    pub(crate) all: Option<&'static Operation>,
}

impl Topic {
    pub(crate) fn named(name: &str) -> Option<&'static Self> {
        let name = name.replace('_', "-");
        TOPICS.iter().find(|topic| topic.name.eq_ignore_ascii_case(&name))
    }

    /// The operations of the topic; none where the service has no such lists.
    pub(crate) fn lists(&self, service: Service, employed: Employed) -> Option<Lists> {
        let known = |id: String| Operation::by_id(&id);
        let prefix = prefix(service);
        if service == Service::Online {
            let [entries, occupations, all] = self.online.map(|id| id.and_then(Operation::by_id));
            return Some(Lists { entries: entries?, occupations, all });
        }
        let middle = self.careers?;
        let last = match (middle, employed) {
            ("industries", Employed::Most) => "most_people",
            ("industries", Employed::Some) => "some_people",
            _ => "careers",
        };
        Some(Lists {
            entries: known(format!("{prefix}_{middle}_list"))?,
            occupations: known(format!("{prefix}_{middle}_{last}")),
            all: None,
        })
    }
}

/// What the ids of a service's operations begin with.
pub(crate) fn prefix(service: Service) -> &'static str {
    match service {
        Service::Online => "online",
        Service::Mnm => "mnm",
        Service::Mpp => "mpp",
        Service::Veterans => "veterans",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_operation_of_a_topic_is_in_the_contract() {
        let services = [Service::Online, Service::Mnm, Service::Mpp, Service::Veterans];
        for topic in &TOPICS {
            for id in topic.online.iter().flatten() {
                assert!(Operation::by_id(id).is_some(), "{id}");
            }
            for service in services {
                let has_lists = service == Service::Online || topic.careers.is_some();
                for employed in [Employed::Most, Employed::Some] {
                    assert_eq!(topic.lists(service, employed).is_some(), has_lists, "{}", topic.name);
                }
            }
        }
        assert!(Operation::by_id(SUB_CLUSTER).is_some());
    }
}
