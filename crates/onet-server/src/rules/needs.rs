//! What each rule rests on: tables of a release, supplementary tables, or what only the service has.

use onet_api::operation::Operation;
use onet_db::elements::{INTERESTS, WORK_STYLES};

use super::occupations::{Content, Question, Section};
use super::{Rule, rule_of};
use crate::answers::careers::Career;
use crate::answers::listings::categories::Choices;
use crate::answers::listings::crosswalks::Crosswalk;
use crate::answers::listings::keyword_lookup::Matches;
use crate::answers::listings::{Head, Listing, Set, Shows};

/// What an operation rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Needs {
    /// Tables, by their ids.
    Tables {
        /// Those of a release.
        of_release: Vec<&'static str>,
        /// Those that the user gives beside it.
        supplementary: &'static [&'static str],
    },
    /// What no file has.
    Service {
        /// What it is: a noun in the plural.
        what: &'static str,
    },
}

/// What an operation rests on.
pub(crate) fn needs(operation: &'static Operation) -> Needs {
    match rule_of(operation) {
        None => Needs::Service { what: "Answers to this operation" },
        Some(Rule::Absent(what)) => Needs::Service { what },
        Some(rule) => {
            let mut of_release = rule.tables(operation);
            of_release.sort_unstable();
            of_release.dedup();
            Needs::Tables { of_release, supplementary: rule.supplementary() }
        }
    }
}

const OCCUPATIONS: &str = "occupation_data";
const ZONES: [&str; 2] = ["job_zones", "job_zone_reference"];
const ACTIVITIES: [&str; 2] = ["tasks_to_dwas", "dwa_reference"];
const TECHNOLOGY: [&str; 2] = ["technology_skills", "unspsc_reference"];
const ELEMENTS: [&str; 2] = ["content_model_reference", "scales_reference"];

impl Rule {
    /// The tables of a release that an answer rests on.
    fn tables(&self, operation: &Operation) -> Vec<&'static str> {
        match self {
            Self::About
            | Self::Index
            | Self::DatabaseList
            | Self::DatabaseTableInfo
            | Self::DatabaseRows
            | Self::Questions(_)
            | Self::Absent(_) => Vec::new(),
            Self::Search { .. } | Self::Taxonomy | Self::Crosswalk(_) | Self::Marks(_) => vec![OCCUPATIONS],
            Self::Activities | Self::RelatedActivities => with(&ACTIVITIES, &ZONES),
            Self::Occupations(question) => of_question(question),
            // A career is an occupation with a job zone.
            Self::Listing(listing) if operation.tag != "online" => {
                [of_listing(listing), vec!["job_zones"]].concat()
            }
            Self::Listing(listing) => of_listing(listing),
            Self::Choices(choices) => of_choices(*choices),
            Self::Matches(matches) => of_matches(*matches),
            Self::SoftSkills => with(&ELEMENTS, &["skills"]),
            Self::Career(section) => of_career(*section),
            Self::Tasks => vec![OCCUPATIONS, "task_statements"],
            Self::ProfilerResults => vec!["content_model_reference"],
        }
    }

    /// The tables beside a release that an answer rests on.
    fn supplementary(&self) -> &'static [&'static str] {
        match self {
            Self::Crosswalk(crosswalk) => crosswalk.tables(),
            Self::Questions(form) => form.tables(),
            Self::Choices(Choices::CareerClusters) => &["career_cluster_reference"],
            Self::Listing(Listing { set: Set::Clustered(_), .. }) => {
                &["career_clusters", "career_cluster_reference"]
            }
            Self::Marks(list) | Self::Listing(Listing { set: Set::Marked(list, _), .. }) => list.tables(),
            Self::Occupations(Question::Section(Section { content: Content::Apprenticeship, .. }, _)) => {
                Crosswalk::Apprenticeship.tables()
            }
            _ => &[],
        }
    }
}

fn with(some: &[&'static str], more: &[&'static str]) -> Vec<&'static str> {
    some.iter().chain(more).copied().chain([OCCUPATIONS]).collect()
}

fn of_question(question: &Question) -> Vec<&'static str> {
    match question {
        Question::List | Question::Overview => vec![OCCUPATIONS],
        Question::Section(section, _) => match section.content {
            Content::Elements(_) => with(&ELEMENTS, &[section.table]),
            Content::Activities => with(&ACTIVITIES, &[]),
            Content::JobZone => with(&ZONES, &[]),
            Content::Education => with(&ELEMENTS, &[section.table, "ete_categories"]),
            Content::Interests => with(&ELEMENTS, &[section.table]),
            Content::Technology => with(&TECHNOLOGY, &[]),
            Content::Apprenticeship => vec![OCCUPATIONS],
            Content::Tasks | Content::Related => with(&[], &[section.table]),
        },
        Question::Marked(_) | Question::RelatedByTechnology => with(&TECHNOLOGY, &[]),
        Question::Outline => with(&ACTIVITIES, &["iwa_reference", "content_model_reference"]),
        Question::RelatedByElement(domain) => with(&ELEMENTS, &[domain.table]),
        Question::RelatedByTask => {
            with(&ACTIVITIES, &["iwa_reference", "content_model_reference", "task_statements"])
        }
        Question::RelatedByActivities => with(&ACTIVITIES, &[]),
        Question::Tree(_) => vec!["content_model_reference"],
        Question::Rated(listing) => [with(&ELEMENTS, &[listing.domain.table]), ZONES.to_vec()].concat(),
        Question::Interests => vec!["content_model_reference", "interests"],
        Question::InterestOccupations => [with(&ELEMENTS, &["interests"]), ZONES.to_vec()].concat(),
    }
}

fn of_career(section: Career) -> Vec<&'static str> {
    match section {
        Career::Groups(domain, _) => with(&ELEMENTS, &[domain.table]),
        Career::Personality => with(&ELEMENTS, &[INTERESTS.table, WORK_STYLES.table]),
        Career::Technology => with(&TECHNOLOGY, &[]),
        Career::Education => with(&ZONES, &[]),
    }
}

fn of_listing(listing: &Listing) -> Vec<&'static str> {
    let set: &[&str] = match listing.set {
        Set::All | Set::Keyword | Set::JobFamily | Set::Marked(..) | Set::Clustered(_) => &[],
        Set::JobZone => &ZONES,
        Set::TechnologyCategory | Set::Product | Set::HotTechnology => &TECHNOLOGY,
        Set::Interest | Set::Profile => &["interests"],
        Set::Tasks => &["task_statements", "tasks_to_dwas", "dwa_reference"],
        Set::Skills => &["skills", "content_model_reference", "scales_reference"],
    };
    let shown: &[&str] = match listing.shows {
        Shows::Title | Shows::JobFamily => &[],
        Shows::JobZone => &ZONES,
    };
    let head: &[&str] = match listing.head {
        Head::None | Head::Product | Head::TechnologyCategory | Head::Mark(_) | Head::CareerCluster => &[],
        Head::JobZone => &ZONES,
        Head::Interest => &["content_model_reference"],
    };
    [with(set, shown), head.to_vec()].concat()
}

fn of_choices(choices: Choices) -> Vec<&'static str> {
    match choices {
        Choices::JobFamilies | Choices::CareerClusters => vec![OCCUPATIONS],
        Choices::JobZones | Choices::JobPreparation | Choices::ExplainedJobZones => {
            vec!["job_zone_reference"]
        }
        Choices::Interests | Choices::ExplainedInterests => vec!["content_model_reference"],
    }
}

fn of_matches(matches: Matches) -> Vec<&'static str> {
    match matches {
        Matches::Products | Matches::TechnologyCategories => TECHNOLOGY.to_vec(),
        Matches::Soc => vec![OCCUPATIONS],
    }
}
