//! The kinds of documents.

use std::fmt;

use crate::shape::Shape;
use crate::types::*;

/// The kinds of documents, for a macro that makes something of them: name, type, root element, documentation.
///
/// In brackets are the marks of a kind: attributes (`@start`) and elements (`job_zone/code`) below the root that
/// only this one of the kinds with its root has.
macro_rules! kinds {
    ($define:ident) => { $define! {
        Resources: ResourceList = "resources" [], "A list of services or sections.";
        About: About = "about" [], "Taxonomy, database release and version of the service.";
        Error: ErrorDocument = "error" [], "Why a request was refused.";

        Careers: CareerList = "careers" [], "A page of careers.";
        Occupations: OccupationList = "occupations" [], "A page of occupations.";
        Industries: IndustryList = "industries" [], "Industries to browse by.";
        BrightOutlookCategories: BrightOutlookCategories = "bright_outlook_categories" [], "Reasons for a bright outlook to browse by.";
        JobPreparation: JobPreparation = "job_zones" [], "Job zones to browse My Next Move by.";
        JobZones: JobZoneList = "job_zones" ["job_zone/code"], "Job zones to browse O*NET OnLine by.";
        CareerClusters: CareerClusterList = "career_clusters" [], "Career clusters to browse by.";
        JobFamilies: JobFamilyList = "job_families" [], "Job families to browse by.";
        StemOccupationTypes: StemTypeList = "stem_occupation_types" [], "Kinds of STEM occupations to browse by.";
        HotTechnologies: HotTechnologies = "hot_technologies" [], "Technologies that employers ask for most.";
        Crosswalk: Crosswalk = "crosswalks" [], "Occupations for codes of another classification.";

        Career: Career = "career" [], "A career in a few words.";
        CareerKnowledge: ElementGroups = "knowledge" ["group"], "Knowledge of a career, in plain words.";
        CareerSkills: ElementGroups = "skills" ["group"], "Skills of a career, in plain words.";
        CareerAbilities: ElementGroups = "abilities" ["group"], "Abilities of a career, in plain words.";
        Personality: Personality = "personality" [], "Interests and work styles of a career.";
        CareerTechnology: CareerTechnology = "technology" [], "Technology of a career.";
        CareerEducation: CareerEducation = "education" ["job_zone", "education_usually_needed", "apprenticeships"], "Education for a career.";
        JobOutlook: JobOutlook = "job_outlook" [], "Outlook and wages of a career.";
        CheckOutMyState: CheckOutMyState = "check_out_my_state" [], "Where in the country a career is common.";
        ExploreMore: ExploreMore = "explore_more" [], "What else to look at.";
        WhereDoTheyWork: WhereDoTheyWork = "where_do_they_work" [], "Industries that a career is found in.";
        CareerReport: CareerReport = "report" [], "All sections of a career.";

        ProfilerQuestions: ProfilerQuestions = "questions" [], "Questions of the Interest Profiler.";
        ProfilerResults: ProfilerResults = "results" [], "Scores of an interest profile.";
        ProfilerJobZones: ProfilerJobZones = "job_zones" ["@start", "job_zone/experience"], "Job zones to choose from after the questions.";

        Occupation: Occupation = "occupation" [], "An occupation at a glance.";
        DetailsTasks: DetailsTasks = "tasks" ["task/statement", "task/score"], "Tasks of an occupation, with scores.";
        SummaryTasks: SummaryTasks = "tasks" [], "Tasks of an occupation, without scores.";
        TechnologySkills: Technology = "technology_skills" [], "Technology skills of an occupation.";
        ToolsUsed: Technology = "tools_used" [], "Tools used in an occupation.";
        ToolsTechnology: ToolsTechnology = "tools_technology" [], "Tools and technology of an occupation in one.";
        Knowledge: Elements = "knowledge" ["@report", "element"], "Knowledge of an occupation.";
        Skills: Elements = "skills" ["@report", "element"], "Skills of an occupation.";
        Abilities: Elements = "abilities" ["@report", "element"], "Abilities of an occupation.";
        WorkActivities: Elements = "work_activities" [], "Work activities of an occupation.";
        DetailedWorkActivities: DetailedWorkActivities = "detailed_work_activities" [], "Detailed work activities of an occupation.";
        WorkContext: ContextElements = "work_context" [], "Work context of an occupation.";
        JobZone: JobZone = "job_zone" [], "The job zone of an occupation.";
        Education: Education = "education" ["@report", "level_required", "stem"], "Education of the people in an occupation.";
        Interests: Elements = "interests" [], "Interests of an occupation.";
        WorkStyles: Elements = "work_styles" [], "Work styles of an occupation.";
        WorkValues: Elements = "work_values" [], "Work values of an occupation.";
        RelatedOccupations: RelatedOccupations = "related_occupations" [], "Occupations like an occupation.";
        AdditionalInformation: AdditionalInformation = "additional_information" [], "Associations and other sources for an occupation.";
        SummaryReport: SummaryReport = "summary_report" [], "What is important in an occupation.";
        DetailsReport: DetailsReport = "details_report" [], "Everything about an occupation.";
        WorkActivitiesOutline: WorkActivitiesOutline = "work_activities_outline" [], "Work activities and tasks within one another.";

        TaxonomyCrosswalk: TaxonomyCrosswalk = "taxonomy_crosswalk" [], "An occupation in another edition of the taxonomy.";
        Database: TableList = "database" [], "The tables of the database.";
        Table: TableInfo = "table" [], "The columns of a table.";
        Rows: Rows = "rows" [], "Rows of a table.";
    } };
}

macro_rules! define_kinds {
    ($( $kind:ident: $type:ident = $root:literal [$($mark:literal),*], $about:literal; )*) => {
        /// A kind of document. Many resources answer with the same kind; a kind has one root element.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Kind {
            $( #[doc = $about] $kind, )*
            /// The form of the documents is unknown.
            Undocumented,
        }

        impl Kind {
            /// All kinds that can be read and written.
            pub const ALL: &'static [Self] = &[$( Self::$kind ),*];

            /// The name of the root element in XML; JSON does not have it.
            #[must_use]
            pub const fn root(self) -> &'static str {
                match self {
                    $( Self::$kind => $root, )*
                    Self::Undocumented => "",
                }
            }

            /// The members of such a document.
            #[must_use]
            pub const fn shape(self) -> Option<&'static Shape> {
                match self {
                    $( Self::$kind => Some($type::SHAPE), )*
                    Self::Undocumented => None,
                }
            }

            /// The attributes and elements that only this one of the kinds with its root has.
            pub(crate) const fn marks(self) -> &'static [&'static str] {
                match self {
                    $( Self::$kind => &[$($mark),*], )*
                    Self::Undocumented => &[],
                }
            }
        }
    };
}

kinds!(define_kinds);

impl Kind {
    /// All kinds with the root element of this one.
    pub(crate) fn with_same_root(self) -> Vec<Self> {
        Self::ALL.iter().copied().filter(|kind| kind.root() == self.root()).collect()
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Undocumented => formatter.write_str("an undocumented answer"),
            kind => write!(formatter, "a <{}> document", kind.root()),
        }
    }
}

pub(crate) use kinds;
