//! The resources, one row each: id, family, path, kind of document, query, versions, grade, operation of 2.0.
//!
//! A `-` stands for a path that is not known and for an operation that 2.0 does not have. The grade is that
//! of the resource; versions before 1.7 come from captured documents and clients and are lower bounds.

use super::ParameterType::{self, Choice, Column, Filter, Integer, List, Text};
use super::{Grade, QueryParameter, Resource, Service};
use crate::kind::Kind;
use crate::version::Version;

const fn required(name: &'static str, value: ParameterType) -> QueryParameter {
    QueryParameter { name, value, required: true, default: None }
}

const fn optional(name: &'static str, value: ParameterType, default: Option<&'static str>) -> QueryParameter {
    QueryParameter { name, value, required: false, default }
}

const WORD: QueryParameter = required("keyword", Text);
const START: QueryParameter = optional("start", Integer, Some("1"));
const END: QueryParameter = optional("end", Integer, Some("start + 19"));
const INTERESTS: &[&str] =
    &["Realistic", "Investigative", "Artistic", "Social", "Enterprising", "Conventional"];

const NONE: &[QueryParameter] = &[];
const KEYWORD: &[QueryParameter] = &[WORD, START, END];
const PAGE: &[QueryParameter] = &[START, END];
const BY_NAME: &[QueryParameter] = &[optional("sort", Choice(&["name"]), Some("name")), START, END];
const QUESTIONS: &[QueryParameter] = &[START, optional("end", Integer, Some("start + 11"))];
const ANSWERS: &[QueryParameter] = &[required("answers", Text)];
const PROFILE: &[QueryParameter] = &[
    optional("answers", Text, None),
    optional("Realistic", Integer, None),
    optional("Investigative", Integer, None),
    optional("Artistic", Integer, None),
    optional("Social", Integer, None),
    optional("Enterprising", Integer, None),
    optional("Conventional", Integer, None),
    optional("area", Choice(INTERESTS), None),
    optional("job_zone", Integer, None),
    START,
    END,
];
const MILITARY: &[QueryParameter] = &[
    WORD,
    optional(
        "branch",
        Choice(&["all", "air_force", "army", "coast_guard", "marine_corps", "navy"]),
        Some("all"),
    ),
    START,
    optional("end", Integer, None),
];
const BY_CODE_OR_NAME: &[QueryParameter] = &[optional("sort", Choice(&["code", "name"]), None), START, END];
const DISPLAY: &[QueryParameter] = &[optional("display", Choice(&["short", "long"]), Some("short"))];
const DISPLAY_ALL: &[QueryParameter] =
    &[optional("display", Choice(&["short", "long"]), Some("short")), optional("all", Choice(&["1"]), None)];
const OUTLINE: &[QueryParameter] = &[optional("display", List, None)];
const BY_ANY: &[QueryParameter] = &[optional("sort", Text, None), START, END];
const BY_PATHWAY: &[QueryParameter] = &[optional("sort", Choice(&["pathway"]), Some("pathway")), START, END];
const BY_PERCENT: &[QueryParameter] = &[optional("sort", Choice(&["percent"]), Some("percent")), START, END];
const BY_FAMILY: &[QueryParameter] = &[optional("sort", Choice(&["family"]), Some("family")), START, END];
const BRANCH: &[QueryParameter] = &[WORD, optional("branch", Text, Some("all"))];
const WORDS: &[QueryParameter] = &[WORD];
const TASKS: &[QueryParameter] = &[required("tasks", List), START, END];
const CODE: &[QueryParameter] = &[required("code", Text)];
const ROWS: &[QueryParameter] =
    &[optional("filter", Filter, None), optional("sort", Column, None), START, END];

macro_rules! given {
    (-) => {
        None
    };
    ($text:literal) => {
        Some($text)
    };
}

macro_rules! resources {
    ($(
        $id:literal $service:ident $path:tt $kind:ident $query:ident $since:ident..$until:ident $grade:ident
        $counterpart:tt;
    )*) => {
        /// All resources of the service, as far as they are known.
        pub static RESOURCES: &[Resource] = &[$(
            Resource {
                id: $id,
                service: Service::$service,
                path: given!($path),
                kind: Kind::$kind,
                root: Kind::$kind.root(),
                query: $query,
                since: Version::$since,
                until: Version::$until,
                counterpart: given!($counterpart),
                grade: Grade::$grade,
            },
        )*];
    };
}

resources! {
    "ws" Root "/ws/" Resources NONE V1_0..V1_9 Documented "root_index";
    "about" Root "/ws/about/" About NONE V1_0..V1_9 Documented "about";
    "error" Root - Error NONE V1_7..V1_9 Documented -;

    "mnm" MyNextMove "/ws/mnm/" Resources NONE V1_0..V1_9 Inferred "mnm_index";
    "mnm.search" MyNextMove "/ws/mnm/search" Careers KEYWORD V1_3..V1_9 Observed "mnm_search";
    "mnm.browse" MyNextMove "/ws/mnm/browse/" Industries NONE V1_7..V1_9 Inferred "mnm_industries_list";
    "mnm.browse.careers" MyNextMove "/ws/mnm/browse/{industry_code}" Careers PAGE V1_7..V1_9 Inferred "mnm_industries_most_people";
    "mnm.careers" MyNextMove "/ws/mnm/careers/" Careers BY_NAME V1_7..V1_9 Inferred "mnm_careers_list";
    "mnm.apprenticeship" MyNextMove "/ws/mnm/apprenticeship/" Careers BY_NAME V1_7..V1_9 Documented -;
    "mnm.career_videos" MyNextMove - Careers PAGE V1_9..V1_9 Inferred -;
    "mnm.bright_outlook" MyNextMove "/ws/mnm/bright_outlook/" BrightOutlookCategories NONE V1_7..V1_9 Inferred "mnm_bright_outlook_list";
    "mnm.bright_outlook.careers" MyNextMove "/ws/mnm/bright_outlook/{category}" Careers PAGE V1_7..V1_9 Inferred "mnm_bright_outlook_careers";
    "mnm.job_preparation" MyNextMove "/ws/mnm/job_preparation/" JobPreparation NONE V1_7..V1_9 Inferred "mnm_job_preparation_list";
    "mnm.job_preparation.careers" MyNextMove "/ws/mnm/job_preparation/{job_zone}" Careers PAGE V1_7..V1_9 Inferred "mnm_job_preparation_careers";
    "mnm.career" MyNextMove "/ws/mnm/careers/{code}/" Career NONE V1_3..V1_9 Observed "mnm_careers_overview";
    "mnm.career.knowledge" MyNextMove "/ws/mnm/careers/{code}/knowledge" CareerKnowledge NONE V1_7..V1_9 Observed "mnm_careers_knowledge";
    "mnm.career.skills" MyNextMove "/ws/mnm/careers/{code}/skills" CareerSkills NONE V1_7..V1_9 Observed "mnm_careers_skills";
    "mnm.career.abilities" MyNextMove "/ws/mnm/careers/{code}/abilities" CareerAbilities NONE V1_7..V1_9 Observed "mnm_careers_abilities";
    "mnm.career.personality" MyNextMove "/ws/mnm/careers/{code}/personality" Personality NONE V1_7..V1_9 Observed "mnm_careers_personality";
    "mnm.career.technology" MyNextMove "/ws/mnm/careers/{code}/technology" CareerTechnology NONE V1_7..V1_9 Observed "mnm_careers_technology";
    "mnm.career.education" MyNextMove "/ws/mnm/careers/{code}/education" CareerEducation NONE V1_7..V1_9 Observed "mnm_careers_education";
    "mnm.career.job_outlook" MyNextMove "/ws/mnm/careers/{code}/job_outlook" JobOutlook NONE V1_7..V1_9 Observed "mnm_careers_job_outlook";
    "mnm.career.check_out_my_state" MyNextMove "/ws/mnm/careers/{code}/check_out_my_state" CheckOutMyState NONE V1_7..V1_9 Observed "mnm_careers_check_out_my_state";
    "mnm.career.explore_more" MyNextMove "/ws/mnm/careers/{code}/explore_more" ExploreMore NONE V1_7..V1_9 Observed "mnm_careers_explore_more";
    "mnm.career.where_do_they_work" MyNextMove "/ws/mnm/careers/{code}/where_do_they_work" WhereDoTheyWork NONE V1_7..V1_9 Observed "mnm_careers_explore_more";
    "mnm.career.report" MyNextMove "/ws/mnm/careers/{code}/report" CareerReport NONE V1_7..V1_9 Observed -;
    "mnm.interestprofiler" MyNextMove "/ws/mnm/interestprofiler/" Resources NONE V1_7..V1_9 Inferred "mnm_interest_profiler_index";
    "mnm.interestprofiler.questions" MyNextMove "/ws/mnm/interestprofiler/questions" ProfilerQuestions QUESTIONS V1_7..V1_9 Observed "mnm_interest_profiler_questions";
    "mnm.interestprofiler.questions_30" MyNextMove "/ws/mnm/interestprofiler/questions_30" ProfilerQuestions QUESTIONS V1_7..V1_9 Documented "mnm_interest_profiler_questions_30";
    "mnm.interestprofiler.results" MyNextMove "/ws/mnm/interestprofiler/results" ProfilerResults ANSWERS V1_7..V1_9 Observed "mnm_interest_profiler_results";
    "mnm.interestprofiler.job_zones" MyNextMove "/ws/mnm/interestprofiler/job_zones" ProfilerJobZones NONE V1_7..V1_9 Documented "mnm_interest_profiler_job_zones";
    "mnm.interestprofiler.careers" MyNextMove "/ws/mnm/interestprofiler/careers" Careers PROFILE V1_7..V1_9 Documented "mnm_interest_profiler_careers";

    "mpp" MiProximoPaso "/ws/mpp/" Resources NONE V1_7..V1_9 Inferred "mpp_index";
    "mpp.search" MiProximoPaso "/ws/mpp/search" Careers KEYWORD V1_7..V1_9 Observed "mpp_search";
    "mpp.browse" MiProximoPaso "/ws/mpp/browse/" Industries NONE V1_7..V1_9 Inferred "mpp_industries_list";
    "mpp.browse.careers" MiProximoPaso "/ws/mpp/browse/{industry_code}" Careers PAGE V1_7..V1_9 Inferred "mpp_industries_most_people";
    "mpp.careers" MiProximoPaso "/ws/mpp/careers/" Careers BY_NAME V1_7..V1_9 Inferred "mpp_careers_list";
    "mpp.apprenticeship" MiProximoPaso "/ws/mpp/apprenticeship/" Careers BY_NAME V1_7..V1_9 Inferred -;
    "mpp.career_videos" MiProximoPaso - Careers PAGE V1_9..V1_9 Inferred -;
    "mpp.bright_outlook" MiProximoPaso "/ws/mpp/bright_outlook/" BrightOutlookCategories NONE V1_7..V1_9 Inferred "mpp_bright_outlook_list";
    "mpp.bright_outlook.careers" MiProximoPaso "/ws/mpp/bright_outlook/{category}" Careers PAGE V1_7..V1_9 Inferred "mpp_bright_outlook_careers";
    "mpp.job_preparation" MiProximoPaso "/ws/mpp/job_preparation/" JobPreparation NONE V1_7..V1_9 Inferred "mpp_job_preparation_list";
    "mpp.job_preparation.careers" MiProximoPaso "/ws/mpp/job_preparation/{job_zone}" Careers PAGE V1_7..V1_9 Inferred "mpp_job_preparation_careers";
    "mpp.career" MiProximoPaso "/ws/mpp/careers/{code}/" Career NONE V1_7..V1_9 Inferred "mpp_careers_overview";
    "mpp.career.knowledge" MiProximoPaso "/ws/mpp/careers/{code}/knowledge" CareerKnowledge NONE V1_7..V1_9 Inferred "mpp_careers_knowledge";
    "mpp.career.skills" MiProximoPaso "/ws/mpp/careers/{code}/skills" CareerSkills NONE V1_7..V1_9 Inferred "mpp_careers_skills";
    "mpp.career.abilities" MiProximoPaso "/ws/mpp/careers/{code}/abilities" CareerAbilities NONE V1_7..V1_9 Inferred "mpp_careers_abilities";
    "mpp.career.personality" MiProximoPaso "/ws/mpp/careers/{code}/personality" Personality NONE V1_7..V1_9 Inferred "mpp_careers_personality";
    "mpp.career.technology" MiProximoPaso "/ws/mpp/careers/{code}/technology" CareerTechnology NONE V1_7..V1_9 Documented "mpp_careers_technology";
    "mpp.career.education" MiProximoPaso "/ws/mpp/careers/{code}/education" CareerEducation NONE V1_7..V1_9 Inferred "mpp_careers_education";
    "mpp.career.job_outlook" MiProximoPaso "/ws/mpp/careers/{code}/job_outlook" JobOutlook NONE V1_7..V1_9 Documented "mpp_careers_job_outlook";
    "mpp.career.check_out_my_state" MiProximoPaso "/ws/mpp/careers/{code}/check_out_my_state" CheckOutMyState NONE V1_7..V1_9 Documented "mpp_careers_check_out_my_state";
    "mpp.career.explore_more" MiProximoPaso "/ws/mpp/careers/{code}/explore_more" ExploreMore NONE V1_7..V1_9 Inferred "mpp_careers_explore_more";
    "mpp.career.where_do_they_work" MiProximoPaso "/ws/mpp/careers/{code}/where_do_they_work" WhereDoTheyWork NONE V1_7..V1_9 Inferred "mpp_careers_explore_more";
    "mpp.career.report" MiProximoPaso "/ws/mpp/careers/{code}/report" CareerReport NONE V1_7..V1_9 Inferred -;
    "mpp.interestprofiler" MiProximoPaso "/ws/mpp/interestprofiler/" Resources NONE V1_7..V1_9 Inferred "mpp_interest_profiler_index";
    "mpp.interestprofiler.questions" MiProximoPaso "/ws/mpp/interestprofiler/questions" ProfilerQuestions QUESTIONS V1_7..V1_9 Inferred "mpp_interest_profiler_questions";
    "mpp.interestprofiler.questions_30" MiProximoPaso "/ws/mpp/interestprofiler/questions_30" ProfilerQuestions QUESTIONS V1_7..V1_9 Inferred "mpp_interest_profiler_questions_30";
    "mpp.interestprofiler.results" MiProximoPaso "/ws/mpp/interestprofiler/results" ProfilerResults ANSWERS V1_7..V1_9 Inferred "mpp_interest_profiler_results";
    "mpp.interestprofiler.job_zones" MiProximoPaso "/ws/mpp/interestprofiler/job_zones" ProfilerJobZones NONE V1_7..V1_9 Inferred "mpp_interest_profiler_job_zones";
    "mpp.interestprofiler.careers" MiProximoPaso "/ws/mpp/interestprofiler/careers" Careers PROFILE V1_7..V1_9 Inferred "mpp_interest_profiler_careers";

    "veterans" Veterans "/ws/veterans/" Resources NONE V1_0..V1_9 Inferred "veterans_index";
    "veterans.search" Veterans "/ws/veterans/search" Careers KEYWORD V1_7..V1_9 Observed "veterans_search";
    "veterans.browse" Veterans "/ws/veterans/browse/" Industries NONE V1_7..V1_9 Inferred "veterans_industries_list";
    "veterans.browse.careers" Veterans "/ws/veterans/browse/{industry_code}" Careers PAGE V1_7..V1_9 Inferred "veterans_industries_most_people";
    "veterans.careers" Veterans "/ws/veterans/careers/" Careers BY_NAME V1_7..V1_9 Inferred "veterans_careers_list";
    "veterans.apprenticeship" Veterans "/ws/veterans/apprenticeship/" Careers BY_NAME V1_7..V1_9 Documented -;
    "veterans.career_videos" Veterans - Careers PAGE V1_9..V1_9 Inferred -;
    "veterans.bright_outlook" Veterans "/ws/veterans/bright_outlook/" BrightOutlookCategories NONE V1_7..V1_9 Inferred "veterans_bright_outlook_list";
    "veterans.bright_outlook.careers" Veterans "/ws/veterans/bright_outlook/{category}" Careers PAGE V1_7..V1_9 Inferred "veterans_bright_outlook_careers";
    "veterans.job_preparation" Veterans "/ws/veterans/job_preparation/" JobPreparation NONE V1_7..V1_9 Inferred "veterans_job_preparation_list";
    "veterans.job_preparation.careers" Veterans "/ws/veterans/job_preparation/{job_zone}" Careers PAGE V1_7..V1_9 Inferred "veterans_job_preparation_careers";
    "veterans.career" Veterans "/ws/veterans/careers/{code}/" Career NONE V1_7..V1_9 Inferred "veterans_careers_overview";
    "veterans.career.knowledge" Veterans "/ws/veterans/careers/{code}/knowledge" CareerKnowledge NONE V1_7..V1_9 Inferred "veterans_careers_knowledge";
    "veterans.career.skills" Veterans "/ws/veterans/careers/{code}/skills" CareerSkills NONE V1_7..V1_9 Inferred "veterans_careers_skills";
    "veterans.career.abilities" Veterans "/ws/veterans/careers/{code}/abilities" CareerAbilities NONE V1_7..V1_9 Inferred "veterans_careers_abilities";
    "veterans.career.personality" Veterans "/ws/veterans/careers/{code}/personality" Personality NONE V1_7..V1_9 Inferred "veterans_careers_personality";
    "veterans.career.technology" Veterans "/ws/veterans/careers/{code}/technology" CareerTechnology NONE V1_7..V1_9 Inferred "veterans_careers_technology";
    "veterans.career.education" Veterans "/ws/veterans/careers/{code}/education" CareerEducation NONE V1_7..V1_9 Inferred "veterans_careers_education";
    "veterans.career.job_outlook" Veterans "/ws/veterans/careers/{code}/job_outlook" JobOutlook NONE V1_7..V1_9 Documented "veterans_careers_job_outlook";
    "veterans.career.check_out_my_state" Veterans "/ws/veterans/careers/{code}/check_out_my_state" CheckOutMyState NONE V1_7..V1_9 Inferred "veterans_careers_check_out_my_state";
    "veterans.career.explore_more" Veterans "/ws/veterans/careers/{code}/explore_more" ExploreMore NONE V1_7..V1_9 Inferred "veterans_careers_explore_more";
    "veterans.career.where_do_they_work" Veterans "/ws/veterans/careers/{code}/where_do_they_work" WhereDoTheyWork NONE V1_7..V1_9 Inferred "veterans_careers_explore_more";
    "veterans.career.in_the_military" Veterans "/ws/veterans/careers/{code}/in_the_military" Undocumented NONE V1_7..V1_9 Inferred "veterans_careers_in_the_military";
    "veterans.career.report" Veterans "/ws/veterans/careers/{code}/report" CareerReport NONE V1_7..V1_9 Inferred -;
    "veterans.military" Veterans "/ws/veterans/military" Careers MILITARY V1_4..V1_9 Documented "veterans_military";

    "online" OnLine "/ws/online/" Resources NONE V1_7..V1_9 Inferred "online_index";
    "online.search" OnLine "/ws/online/search" Occupations KEYWORD V1_7..V1_9 Documented "online_search";
    "online.occupations" OnLine "/ws/online/occupations/" Occupations BY_CODE_OR_NAME V1_7..V1_9 Observed "online_occupations_list";
    "online.occupation" OnLine "/ws/online/occupations/{code}/" Occupation NONE V1_2..V1_9 Observed "online_occupations_overview";
    "online.occupation.details.tasks" OnLine "/ws/online/occupations/{code}/details/tasks" DetailsTasks DISPLAY V1_7..V1_9 Documented "online_occupations_details_tasks";
    "online.occupation.summary.tasks" OnLine "/ws/online/occupations/{code}/summary/tasks" SummaryTasks DISPLAY V1_2..V1_9 Observed "online_occupations_summary_tasks";
    "online.occupation.details.technology_skills" OnLine "/ws/online/occupations/{code}/details/technology_skills" TechnologySkills DISPLAY_ALL V1_7..V1_9 Observed "online_occupations_details_technology_skills";
    "online.occupation.summary.technology_skills" OnLine "/ws/online/occupations/{code}/summary/technology_skills" TechnologySkills DISPLAY_ALL V1_7..V1_9 Observed "online_occupations_summary_technology_skills";
    "online.occupation.details.tools_used" OnLine "/ws/online/occupations/{code}/details/tools_used" ToolsUsed DISPLAY_ALL V1_7..V1_9 Observed -;
    "online.occupation.summary.tools_used" OnLine "/ws/online/occupations/{code}/summary/tools_used" ToolsUsed DISPLAY_ALL V1_7..V1_9 Observed -;
    "online.occupation.details.tools_technology" OnLine "/ws/online/occupations/{code}/details/tools_technology" ToolsTechnology DISPLAY_ALL V1_7..V1_9 Observed -;
    "online.occupation.summary.tools_technology" OnLine "/ws/online/occupations/{code}/summary/tools_technology" ToolsTechnology DISPLAY_ALL V1_2..V1_9 Observed -;
    "online.occupation.details.knowledge" OnLine "/ws/online/occupations/{code}/details/knowledge" Knowledge DISPLAY V1_7..V1_9 Observed "online_occupations_details_knowledge";
    "online.occupation.summary.knowledge" OnLine "/ws/online/occupations/{code}/summary/knowledge" Knowledge DISPLAY V1_2..V1_9 Observed "online_occupations_summary_knowledge";
    "online.occupation.details.skills" OnLine "/ws/online/occupations/{code}/details/skills" Skills DISPLAY V1_7..V1_9 Observed "online_occupations_details_skills";
    "online.occupation.summary.skills" OnLine "/ws/online/occupations/{code}/summary/skills" Skills DISPLAY V1_2..V1_9 Observed "online_occupations_summary_skills";
    "online.occupation.details.abilities" OnLine "/ws/online/occupations/{code}/details/abilities" Abilities DISPLAY V1_7..V1_9 Observed "online_occupations_details_abilities";
    "online.occupation.summary.abilities" OnLine "/ws/online/occupations/{code}/summary/abilities" Abilities DISPLAY V1_2..V1_9 Observed "online_occupations_summary_abilities";
    "online.occupation.details.work_activities" OnLine "/ws/online/occupations/{code}/details/work_activities" WorkActivities DISPLAY V1_7..V1_9 Observed "online_occupations_details_work_activities";
    "online.occupation.summary.work_activities" OnLine "/ws/online/occupations/{code}/summary/work_activities" WorkActivities DISPLAY V1_2..V1_9 Observed "online_occupations_summary_work_activities";
    "online.occupation.details.work_styles" OnLine "/ws/online/occupations/{code}/details/work_styles" WorkStyles DISPLAY V1_7..V1_9 Observed "online_occupations_details_work_styles";
    "online.occupation.summary.work_styles" OnLine "/ws/online/occupations/{code}/summary/work_styles" WorkStyles DISPLAY V1_2..V1_9 Observed "online_occupations_summary_work_styles";
    "online.occupation.details.work_values" OnLine "/ws/online/occupations/{code}/details/work_values" WorkValues DISPLAY V1_7..V1_9 Observed -;
    "online.occupation.summary.work_values" OnLine "/ws/online/occupations/{code}/summary/work_values" WorkValues DISPLAY V1_2..V1_9 Observed -;
    "online.occupation.details.interests" OnLine "/ws/online/occupations/{code}/details/interests" Interests DISPLAY V1_7..V1_9 Documented "online_occupations_details_interests";
    "online.occupation.summary.interests" OnLine "/ws/online/occupations/{code}/summary/interests" Interests DISPLAY V1_2..V1_9 Observed "online_occupations_summary_interests";
    "online.occupation.details.detailed_work_activities" OnLine "/ws/online/occupations/{code}/details/detailed_work_activities" DetailedWorkActivities DISPLAY V1_7..V1_9 Observed "online_occupations_details_detailed_work_activities";
    "online.occupation.summary.detailed_work_activities" OnLine "/ws/online/occupations/{code}/summary/detailed_work_activities" DetailedWorkActivities DISPLAY V1_7..V1_9 Observed "online_occupations_summary_detailed_work_activities";
    "online.occupation.details.work_context" OnLine "/ws/online/occupations/{code}/details/work_context" WorkContext DISPLAY V1_7..V1_9 Observed "online_occupations_details_work_context";
    "online.occupation.summary.work_context" OnLine "/ws/online/occupations/{code}/summary/work_context" WorkContext DISPLAY V1_2..V1_9 Observed "online_occupations_summary_work_context";
    "online.occupation.details.job_zone" OnLine "/ws/online/occupations/{code}/details/job_zone" JobZone NONE V1_7..V1_9 Observed "online_occupations_details_job_zone";
    "online.occupation.summary.job_zone" OnLine "/ws/online/occupations/{code}/summary/job_zone" JobZone NONE V1_2..V1_9 Observed "online_occupations_summary_job_zone";
    "online.occupation.details.education" OnLine "/ws/online/occupations/{code}/details/education" Education NONE V1_7..V1_9 Observed "online_occupations_details_education";
    "online.occupation.summary.education" OnLine "/ws/online/occupations/{code}/summary/education" Education NONE V1_2..V1_9 Documented "online_occupations_summary_education";
    "online.occupation.details.related_occupations" OnLine "/ws/online/occupations/{code}/details/related_occupations" RelatedOccupations NONE V1_7..V1_9 Observed "online_occupations_details_related_occupations";
    "online.occupation.summary.related_occupations" OnLine "/ws/online/occupations/{code}/summary/related_occupations" RelatedOccupations NONE V1_2..V1_9 Observed "online_occupations_summary_related_occupations";
    "online.occupation.details.additional_information" OnLine "/ws/online/occupations/{code}/details/additional_information" AdditionalInformation DISPLAY V1_9..V1_9 Observed "online_occupations_details_professional_associations";
    "online.occupation.summary.additional_information" OnLine "/ws/online/occupations/{code}/summary/additional_information" AdditionalInformation DISPLAY V1_9..V1_9 Observed "online_occupations_summary_professional_associations";
    "online.occupation.summary" OnLine "/ws/online/occupations/{code}/summary/" SummaryReport DISPLAY V1_2..V1_9 Documented -;
    "online.occupation.details" OnLine "/ws/online/occupations/{code}/details/" DetailsReport DISPLAY V1_7..V1_9 Documented -;
    "online.occupation.custom.work_activities_outline" OnLine "/ws/online/occupations/{code}/custom/work_activities_outline" WorkActivitiesOutline OUTLINE V1_7..V1_9 Documented "online_occupations_custom_work_activities_outline";
    "online.occupation.related.tasks" OnLine "/ws/online/occupations/{code}/related/tasks/{id}" RelatedOccupations NONE V1_7..V1_9 Inferred "online_occupations_related_tasks";
    "online.occupation.related.tools_technology" OnLine "/ws/online/occupations/{code}/related/tools_technology/{id}" RelatedOccupations NONE V1_7..V1_9 Inferred "online_occupations_related_technology_skills";
    "online.occupation.related.knowledge" OnLine "/ws/online/occupations/{code}/related/knowledge/{id}" RelatedOccupations NONE V1_7..V1_9 Inferred "online_occupations_related_knowledge";
    "online.occupation.related.skills" OnLine "/ws/online/occupations/{code}/related/skills/{id}" RelatedOccupations NONE V1_7..V1_9 Inferred "online_occupations_related_skills";
    "online.occupation.related.abilities" OnLine "/ws/online/occupations/{code}/related/abilities/{id}" RelatedOccupations NONE V1_7..V1_9 Inferred "online_occupations_related_abilities";
    "online.occupation.related.work_activities" OnLine "/ws/online/occupations/{code}/related/work_activities/{id}" RelatedOccupations NONE V1_7..V1_9 Inferred "online_occupations_related_work_activities";
    "online.occupation.related.detailed_work_activities" OnLine "/ws/online/occupations/{code}/related/detailed_work_activities/{id}" RelatedOccupations NONE V1_7..V1_9 Inferred "online_occupations_related_detailed_work_activities";
    "online.occupation.related.work_context" OnLine "/ws/online/occupations/{code}/related/work_context/{id}" RelatedOccupations NONE V1_7..V1_9 Inferred "online_occupations_related_work_context";
    "online.occupation.related.interests" OnLine "/ws/online/occupations/{code}/related/interests/{id}" RelatedOccupations NONE V1_7..V1_9 Inferred "online_occupations_related_interests";
    "online.occupation.related.work_styles" OnLine "/ws/online/occupations/{code}/related/work_styles/{id}" RelatedOccupations NONE V1_7..V1_9 Inferred "online_occupations_related_work_styles";
    "online.occupation.related.work_values" OnLine "/ws/online/occupations/{code}/related/work_values/{id}" RelatedOccupations NONE V1_7..V1_9 Inferred -;
    "online.bright_outlook" OnLine "/ws/online/bright_outlook/" BrightOutlookCategories NONE V1_7..V1_9 Inferred "online_bright_outlook_list";
    "online.bright_outlook.occupations" OnLine "/ws/online/bright_outlook/{code}" Occupations BY_ANY V1_7..V1_9 Inferred "online_bright_outlook_occupations";
    "online.career_clusters" OnLine "/ws/online/career_clusters/" CareerClusters NONE V1_7..V1_9 Documented "online_career_clusters_list";
    "online.career_clusters.occupations" OnLine "/ws/online/career_clusters/{code}" Occupations BY_PATHWAY V1_7..V1_9 Documented "online_career_clusters_occupations";
    "online.industries" OnLine "/ws/online/industries/" Industries NONE V1_7..V1_9 Documented "online_industries_list";
    "online.industries.occupations" OnLine "/ws/online/industries/{code}" Occupations BY_PERCENT V1_7..V1_9 Documented "online_industries_occupations";
    "online.job_families" OnLine "/ws/online/job_families/" JobFamilies NONE V1_7..V1_9 Documented "online_job_families_list";
    "online.job_families.occupations" OnLine "/ws/online/job_families/{code}" Occupations BY_NAME V1_7..V1_9 Documented "online_job_families_occupations";
    "online.job_zones" OnLine "/ws/online/job_zones/" JobZones NONE V1_7..V1_9 Inferred "online_job_zones_list";
    "online.job_zones.occupations" OnLine "/ws/online/job_zones/{code}" Occupations BY_ANY V1_7..V1_9 Inferred "online_job_zones_occupations";
    "online.stem_occupations" OnLine "/ws/online/stem_occupations/" StemOccupationTypes NONE V1_7..V1_9 Documented "online_stem_occupations_list";
    "online.stem_occupations.occupations" OnLine "/ws/online/stem_occupations/{code}" Occupations BY_FAMILY V1_7..V1_9 Documented "online_stem_occupations_by_type";
    "online.green_occupations" OnLine "/ws/online/green_occupations/" Undocumented NONE V1_7..V1_8 Inferred -;
    "online.hot_technology" OnLine "/ws/online/hot_technology/" HotTechnologies PAGE V1_9..V1_9 Observed "online_hot_technology_list";
    "online.hot_technology.occupations" OnLine "/ws/online/hot_technology/{name}" Occupations PAGE V1_9..V1_9 Inferred "online_hot_technology_occupations";
    "online.technology.search" OnLine - Undocumented NONE V1_7..V1_9 Inferred "online_technology_examples_search";
    "online.crosswalks.military" OnLine "/ws/online/crosswalks/military" Crosswalk BRANCH V1_7..V1_9 Observed "online_crosswalks_military";
    "online.crosswalks.apprenticeship" OnLine "/ws/online/crosswalks/apprenticeship" Crosswalk WORDS V1_9..V1_9 Inferred "online_crosswalks_rapids";
    "online.crosswalks.education" OnLine "/ws/online/crosswalks/education" Crosswalk WORDS V1_9..V1_9 Inferred "online_crosswalks_education";
    "online.crosswalks.occupation_handbook" OnLine "/ws/online/crosswalks/occupation_handbook" Crosswalk WORDS V1_9..V1_9 Inferred "online_crosswalks_occupation_handbook";
    "online.crosswalks.soc" OnLine "/ws/online/crosswalks/soc" Crosswalk WORDS V1_9..V1_9 Inferred "online_crosswalks_soc";
    "online.crosswalks.dot" OnLine "/ws/online/crosswalks/dot" Crosswalk WORDS V1_9..V1_9 Inferred "online_crosswalks_dot";
    "online.crosswalks.esco" OnLine "/ws/online/crosswalks/esco" Crosswalk WORDS V1_9..V1_9 Inferred "online_crosswalks_esco";
    "online.related_task.search" OnLine "/ws/online/related_task/search" Occupations KEYWORD V1_7..V1_9 Documented "online_job_duties_search";
    "online.related_task.tasks" OnLine "/ws/online/related_task/tasks/{code}" SummaryTasks NONE V1_7..V1_9 Inferred "online_job_duties_tasks";
    "online.related_task.occupations" OnLine - Occupations TASKS V1_7..V1_9 Inferred "online_job_duties_results";
    "online.onet_data" OnLine - Undocumented NONE V1_7..V1_9 Inferred "online_onet_data_index";

    "taxonomy.2010_to_active" Taxonomy "/ws/taxonomy/2010_to_active" TaxonomyCrosswalk CODE V1_9..V1_9 Documented "taxonomy_crosswalk";
    "taxonomy.active_to_2010" Taxonomy "/ws/taxonomy/active_to_2010" TaxonomyCrosswalk CODE V1_9..V1_9 Inferred "taxonomy_crosswalk";
    "taxonomy.2010_to_2019" Taxonomy "/ws/taxonomy/2010_to_2019" TaxonomyCrosswalk CODE V1_9..V1_9 Inferred "taxonomy_crosswalk";
    "taxonomy.2019_to_2010" Taxonomy "/ws/taxonomy/2019_to_2010" TaxonomyCrosswalk CODE V1_9..V1_9 Inferred "taxonomy_crosswalk";

    "database" Database "/ws/database/" Database NONE V1_9..V1_9 Inferred "database_list";
    "database.info" Database "/ws/database/info/{table_id}" Table NONE V1_9..V1_9 Documented "database_table_info";
    "database.rows" Database "/ws/database/rows/{table_id}" Rows ROWS V1_9..V1_9 Documented "database_rows";
}
