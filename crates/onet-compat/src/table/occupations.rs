//! Occupations of O*NET OnLine: lists, overview, reports and their sections.

use crate::field::*;
use crate::kind::Kind;
use crate::resource::{Grade, Resource, Service};
use crate::rule::{Counterpart, Rule, SourceTemplate};
use crate::table::parameters;
use crate::table::shared::{KEYWORD_PAGE, LINK, OCCUPATION, TAGS};
use crate::version::Version;

#[rustfmt::skip]
const ONLINE_SECTIONS: &[&str] = &[
    "occupation", "tasks", "technology_skills", "tools_used", "tools_technology", "knowledge", "skills",
    "abilities", "work_activities", "detailed_work_activities", "work_context", "job_zone", "education",
    "interests", "work_styles", "work_values", "related_occupations", "additional_information",
];

const fn rows_of(name: &'static str, path: &'static str, filter: &'static str) -> SourceTemplate {
    SourceTemplate { name, path, filter: Some(filter) }
}

const fn technology_at(path: &'static str) -> SourceTemplate {
    SourceTemplate { name: "technology_skills", path, filter: None }
}

const OF_CODE: &str = "onetsoc_code.eq.{code}";
const VALUES: SourceTemplate = rows_of("work_values", "/database/rows/work_values", OF_CODE);
const MODEL: SourceTemplate = rows_of(
    "content_model_reference",
    "/database/rows/content_model_reference",
    "element_id.startswith.1.B.2.",
);
const TOOLS: SourceTemplate = rows_of("tools_used", "/database/rows/tools_used", OF_CODE);

const VALUE_TABLES: &[SourceTemplate] = &[VALUES, MODEL];
const TOOL_TABLES: &[SourceTemplate] = &[TOOLS];
const DETAILS_TOOLS: &[SourceTemplate] =
    &[TOOLS, technology_at("/online/occupations/{code}/details/technology_skills")];
const SUMMARY_TOOLS: &[SourceTemplate] =
    &[TOOLS, technology_at("/online/occupations/{code}/summary/technology_skills")];

const NO_VALUES: &str = "2.0 has no occupations by work value";

fields! {
    FOUND: with(OCCUPATION), only_v1("relevance_score?");
    LISTED: with(OCCUPATION), only_v2("datalevel"), only_v2("zone?");
    UPDATE: same("title"), renamed("source", "source?"), same("year?");
    BRIGHT_REASON: renamed("", "title"), only_v2("code");
    SECTION_LINK: link("href", "href"), title("title", "title");
    OCCUPATION_OVERVIEW:
        same("code"), same("title"), object("tags", "tags", TAGS), same("description"),
        texts("sample_of_reported_job_titles.title?", "sample_of_reported_titles?"),
        list("also_see.occupation?", "also_see?", OCCUPATION), only_v1("updated.partial"), same("updated.year?"),
        list("updated.resource_updated?", "updated.contents?", UPDATE), only_v1("bright_outlook.description"),
        list("bright_outlook.category?", "bright_outlook?", BRIGHT_REASON),
        links("summary_resources.resource?", "summary_contents", SECTION_LINK),
        links("details_resources.resource?", "details_contents", SECTION_LINK),
        links("custom_resources.resource?", "custom_contents", SECTION_LINK);
    SECTION: echo("code", "code"), report(), echo_or("display?", "display", "short");
    DETAILED_TASK:
        digits("id", "id"), always_false("green"), link("related", "related"), renamed("statement", "title"),
        same("category?"), score("score?", "importance?", "Importance");
    SUMMARY_TASK:
        digits("id?", "id"), always_false("green"), link("related?", "related"), renamed("name", "title");
    EXAMPLE:
        named_flag("hot_technology?", "hot_technology?", "name"), renamed("name", "title"), only_v2("href"),
        only_v2("in_demand?"), only_v2("percentage?");
    TECHNOLOGY_CATEGORY:
        link("related?", "related"), integer("title.id", "code"), renamed("title.name", "title"),
        list("example?", "example", EXAMPLE), more("example?", "example_more?", EXAMPLE);
    TECHNOLOGY_SKILLS:
        section("category"), see_all("see_all?", "category.example_more?"), only_v2("hot_technology?"),
        only_v2("in_demand_skills?"), list("category?", "category", TECHNOLOGY_CATEGORY);
    ELEMENT: same("id"), link("related?", "related"), same("name"), same("description");
    RATED_ELEMENT: with(ELEMENT), score("score?", "importance?", "Importance");
    RATED_ELEMENTS: section("element"), list("element?", "element", RATED_ELEMENT);
    ELEMENTS: section("element"), list("element?", "element", ELEMENT);
    RATED_INTEREST: with(ELEMENT), score("score?", "occupational_interest?", "Occupational Interest");
    INTERESTS: renamed("high_point_code?", "interest_code"), list("element?", "element", ELEMENT);
    ACTIVITY: same("id"), link("related", "related"), renamed("name", "title");
    RESPONSE: renamed("percentage", "percentage_of_respondents"), renamed("name", "description");
    RATED_CONTEXT_ELEMENT:
        with(ELEMENT), score("score?", "context?", "Context"), list("response?", "response", RESPONSE);
    CONTEXT_ELEMENT: with(ELEMENT), list("response?", "response", RESPONSE);
    REPORT: echo("code", "code"), report();
    JOB_ZONE:
        integer("value", "code"), same("title"), same("education"), same("related_experience"),
        same("job_training"), same("job_zone_examples"), same("svp_range");
    LEVEL:
        only_v2("code"), renamed("name", "title"), same("description?"),
        plain_score("score?", "percentage_of_respondents?", "Percentage of Respondents");
    RELATED: with(OCCUPATION), only_v2("supplemental?");
    SOURCE: same("url"), same("name"), only_v2("ally?"), only_v2("category");
    OUTLINE: echo("code", "code"), report(), echo_or("display", "display", "gwa,iwa,dwa,task");
    OUTLINE_TASK:
        digits("id?", "id"), always_false("green?"), link("related?", "related?"), renamed("statement?", "title"),
        only_v2("description?"), only_v2("importance?"), only_v2("related_activity?");
    OUTLINE_DWA:
        same("id"), link("related", "related?"), renamed("statement", "title"), only_v2("description?"),
        only_v2("importance?"), typed("tasks.task?", "related_activity?", "task", OUTLINE_TASK);
    OUTLINE_IWA:
        same("id"), renamed("statement", "title"), only_v2("related?"), only_v2("description?"),
        only_v2("importance?"),
        typed("detailed_work_activities.activity?", "related_activity?", "dwa", OUTLINE_DWA);
    OUTLINE_GWA:
        same("id"), link("related", "related?"), renamed("name", "title"), renamed("description", "description?"),
        plain_score("score?", "importance?", "Importance"),
        typed("intermediate_work_activities.intermediate_activity?", "related_activity?", "iwa", OUTLINE_IWA);
    ACTIVITY_OUTLINE: typed("generalized_work_activities.element?", "activity", "gwa", OUTLINE_GWA);
    /// Occupations that share one element, activity or task with the requested one.
    SHARING_OCCUPATIONS: only_v2("summary"), list("occupation?", "occupation", OCCUPATION);
    SHARING_TECHNOLOGY: with(OCCUPATION), only_v2("example");
}

resources! { LISTS: OnLine;
    "online" "/ws/online/" Resources NONE V1_7..V1_9 Inferred "online_index"
        => at(["/online/"], &[], &[links("resource", "", LINK)]);
    "online.search" "/ws/online/search" Occupations KEYWORD V1_7..V1_9 Documented "online_search"
        => at(["/online/search"], KEYWORD_PAGE, &[list("occupation?", "occupation", FOUND)]);
    "online.occupations" "/ws/online/occupations/" Occupations BY_CODE_OR_NAME V1_7..V1_9 Observed "online_occupations_list"
        => at(["/online/occupations/"], &[echo("sort?", "sort"), page()],
            &[list("occupation?", "occupation", LISTED)]);
    "online.occupation" "/ws/online/occupations/{code}/" Occupation NONE V1_2..V1_9 Observed "online_occupations_overview"
        => at(["/online/occupations/{code}/"], &[], OCCUPATION_OVERVIEW);
}

section_resources! { SECTIONS;
    "tasks" "tasks" SECTION
        details(DetailsTasks DISPLAY V1_7 Documented at [section("task"), list("task?", "task", DETAILED_TASK)])
        summary(SummaryTasks DISPLAY V1_2 Observed at [section("task"), list("task?", "task", SUMMARY_TASK)]);
    "technology_skills" "technology_skills" SECTION
        details(TechnologySkills DISPLAY_ALL V1_7 Observed at TECHNOLOGY_SKILLS)
        summary(TechnologySkills DISPLAY_ALL V1_7 Observed at TECHNOLOGY_SKILLS);
    "tools_used" - SECTION
        details(ToolsUsed DISPLAY_ALL V1_7 Observed release TOOL_TABLES)
        summary(ToolsUsed DISPLAY_ALL V1_7 Observed release TOOL_TABLES);
    "tools_technology" - SECTION
        details(ToolsTechnology DISPLAY_ALL V1_7 Observed release DETAILS_TOOLS)
        summary(ToolsTechnology DISPLAY_ALL V1_2 Observed release SUMMARY_TOOLS);
    "knowledge" "knowledge" SECTION
        details(Knowledge DISPLAY V1_7 Observed at RATED_ELEMENTS)
        summary(Knowledge DISPLAY V1_2 Observed at ELEMENTS);
    "skills" "skills" SECTION
        details(Skills DISPLAY V1_7 Observed at RATED_ELEMENTS)
        summary(Skills DISPLAY V1_2 Observed at ELEMENTS);
    "abilities" "abilities" SECTION
        details(Abilities DISPLAY V1_7 Observed at RATED_ELEMENTS)
        summary(Abilities DISPLAY V1_2 Observed at ELEMENTS);
    "work_activities" "work_activities" SECTION
        details(WorkActivities DISPLAY V1_7 Observed at RATED_ELEMENTS)
        summary(WorkActivities DISPLAY V1_2 Observed at ELEMENTS);
    "work_styles" "work_styles" SECTION
        details(WorkStyles DISPLAY V1_7 Observed at RATED_ELEMENTS)
        summary(WorkStyles DISPLAY V1_2 Observed at ELEMENTS);
    "work_values" - SECTION
        details(WorkValues DISPLAY V1_7 Observed release VALUE_TABLES)
        summary(WorkValues DISPLAY V1_2 Observed release VALUE_TABLES);
    "interests" "interests" SECTION
        details(Interests DISPLAY V1_7 Documented at [section("element"), list("element?", "element", RATED_INTEREST)])
        summary(Interests DISPLAY_IGNORED V1_2 Observed at INTERESTS);
    "detailed_work_activities" "detailed_work_activities" SECTION
        details(DetailedWorkActivities DISPLAY V1_7 Observed at [section("activity"), list("activity?", "activity", ACTIVITY)])
        summary(DetailedWorkActivities DISPLAY V1_7 Observed at [section("activity"), list("activity?", "activity", ACTIVITY)]);
    "work_context" "work_context" SECTION
        details(WorkContext DISPLAY V1_7 Observed at [section("element"), list("element?", "element", RATED_CONTEXT_ELEMENT)])
        summary(WorkContext DISPLAY V1_2 Observed at [section("element"), list("element?", "element", CONTEXT_ELEMENT)]);
    "job_zone" "job_zone" REPORT
        details(JobZone NONE V1_7 Observed at JOB_ZONE)
        summary(JobZone NONE V1_2 Observed at JOB_ZONE);
    "education" "education" REPORT
        details(Education NONE V1_7 Observed at [list("level_required.category?", "response", LEVEL), gone("stem?")])
        summary(Education NONE V1_2 Documented at [list("level_required.category?", "response", LEVEL), gone("stem?")]);
    "related_occupations" "related_occupations" REPORT
        details(RelatedOccupations DISPLAY_ADDED V1_7 Observed at [section("occupation"), list("occupation?", "occupation", RELATED)])
        summary(RelatedOccupations DISPLAY_ADDED V1_2 Observed at [section("occupation"), list("occupation?", "occupation", RELATED)]);
    "additional_information" "professional_associations" SECTION
        details(AdditionalInformation DISPLAY V1_9 Observed at [section("source"), list("source?", "source", SOURCE)])
        summary(AdditionalInformation DISPLAY V1_9 Observed at [section("source"), list("source?", "source", SOURCE)]);
}

resources! { REPORTS: OnLine;
    "online.occupation.summary" "/ws/online/occupations/{code}/summary/" SummaryReport DISPLAY V1_2..V1_9 Documented -
        => sections(ONLINE_SECTIONS, &[echo("code", "code"), echo_or("display?", "display", "short")]);
    "online.occupation.details" "/ws/online/occupations/{code}/details/" DetailsReport DISPLAY V1_7..V1_9 Documented -
        => sections(ONLINE_SECTIONS, &[echo("code", "code"), echo_or("display?", "display", "short")]);
    "online.occupation.custom.work_activities_outline" "/ws/online/occupations/{code}/custom/work_activities_outline" WorkActivitiesOutline OUTLINE V1_7..V1_9 Documented "online_occupations_custom_work_activities_outline"
        => at(["/online/occupations/{code}/custom/work_activities_outline"], OUTLINE, ACTIVITY_OUTLINE);
    "online.occupation.related.tasks" "/ws/online/occupations/{code}/related/tasks/{id}" RelatedOccupations NONE V1_7..V1_9 Inferred "online_occupations_related_tasks"
        => at(["/online/occupations/{code}/related/tasks/{id}"], &[], SHARING_OCCUPATIONS);
    "online.occupation.related.tools_technology" "/ws/online/occupations/{code}/related/tools_technology/{id}" RelatedOccupations NONE V1_7..V1_9 Inferred "online_occupations_related_technology_skills"
        => at(["/online/occupations/{code}/related/technology_skills/{id}"], &[],
            &[only_v2("summary"), list("occupation?", "occupation", SHARING_TECHNOLOGY)]);
    "online.occupation.related.knowledge" "/ws/online/occupations/{code}/related/knowledge/{id}" RelatedOccupations NONE V1_7..V1_9 Inferred "online_occupations_related_knowledge"
        => at(["/online/occupations/{code}/related/knowledge/{id}"], &[], SHARING_OCCUPATIONS);
    "online.occupation.related.skills" "/ws/online/occupations/{code}/related/skills/{id}" RelatedOccupations NONE V1_7..V1_9 Inferred "online_occupations_related_skills"
        => at(["/online/occupations/{code}/related/skills/{id}"], &[], SHARING_OCCUPATIONS);
    "online.occupation.related.abilities" "/ws/online/occupations/{code}/related/abilities/{id}" RelatedOccupations NONE V1_7..V1_9 Inferred "online_occupations_related_abilities"
        => at(["/online/occupations/{code}/related/abilities/{id}"], &[], SHARING_OCCUPATIONS);
    "online.occupation.related.work_activities" "/ws/online/occupations/{code}/related/work_activities/{id}" RelatedOccupations NONE V1_7..V1_9 Inferred "online_occupations_related_work_activities"
        => at(["/online/occupations/{code}/related/work_activities/{id}"], &[], SHARING_OCCUPATIONS);
    "online.occupation.related.detailed_work_activities" "/ws/online/occupations/{code}/related/detailed_work_activities/{id}" RelatedOccupations NONE V1_7..V1_9 Inferred "online_occupations_related_detailed_work_activities"
        => at(["/online/occupations/{code}/related/detailed_work_activities/{id}"], &[], SHARING_OCCUPATIONS);
    "online.occupation.related.work_context" "/ws/online/occupations/{code}/related/work_context/{id}" RelatedOccupations NONE V1_7..V1_9 Inferred "online_occupations_related_work_context"
        => at(["/online/occupations/{code}/related/work_context/{id}"], &[], SHARING_OCCUPATIONS);
    "online.occupation.related.interests" "/ws/online/occupations/{code}/related/interests/{id}" RelatedOccupations NONE V1_7..V1_9 Inferred "online_occupations_related_interests"
        => at(["/online/occupations/{code}/related/interests/{id}"], &[], SHARING_OCCUPATIONS);
    "online.occupation.related.work_styles" "/ws/online/occupations/{code}/related/work_styles/{id}" RelatedOccupations NONE V1_7..V1_9 Inferred "online_occupations_related_work_styles"
        => at(["/online/occupations/{code}/related/work_styles/{id}"], &[], SHARING_OCCUPATIONS);
    "online.occupation.related.work_values" "/ws/online/occupations/{code}/related/work_values/{id}" RelatedOccupations NONE V1_7..V1_9 Inferred -
        => nothing(NO_VALUES, &[]);
}
