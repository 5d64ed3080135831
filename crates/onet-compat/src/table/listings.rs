//! Ways to browse O*NET OnLine, crosswalks and related tasks.

use crate::field::*;
use crate::kind::Kind;
use crate::resource::{Grade, Resource, Service};
use crate::rule::{Counterpart, Rule, SHAPE_UNKNOWN};
use crate::table::parameters;
use crate::table::shared::{KEYWORD_PAGE, OCCUPATION};
use crate::version::Version;

const NO_GREEN: &str = "2.0 has no data on green occupations";

fields! {
    CODED: link("href", "href"), renamed("code", "code?"), same("title");
    OCCUPATIONS: list("occupation?", "occupation", OCCUPATION);
    CLUSTER: with(CODED), only_v2("cluster_grouping?");
    PATHWAY: only_v2("href"), same("code"), same("title");
    CLUSTER_OCCUPATION:
        with(OCCUPATION), only_v1("career_cluster"), one_in_v2("career_pathway", "sub_cluster", PATHWAY);
    /// As [`CATEGORY`], with a whole number for the code. 2.0 has an item without a code for all.
    NUMBERED: link("href", "href"), integer("code", "code?"), same("title");
    INDUSTRY_SHARE: echo("code", "code"), renamed("percent", "percent_employed");
    INDUSTRY_OCCUPATION:
        with(OCCUPATION), only_v2("industry_data_from?"),
        one_in_v1("percent_employed_by_industry", "", INDUSTRY_SHARE), same("projected_growth"),
        same("projected_openings");
    FAMILY_OCCUPATION: with(OCCUPATION), only_v1("job_family");
    STEM_TYPE: with(NUMBERED), only_v2("job_family?");
    STEM_OCCUPATION:
        with(OCCUPATION), only_v1("stem_occupation_type"), same("job_family.code"),
        renamed("job_family.name", "job_family.title");
    HOT_TECHNOLOGY: link("href?", "href"), renamed("name", "title"), only_v2("job_postings");
    HOT_TECHNOLOGY_OCCUPATION: with(OCCUPATION), only_v2("job_zone"), only_v2("in_demand"), only_v2("percentage?");
    HOT_TECHNOLOGY_OCCUPATIONS:
        only_v2("summary?"), only_v2("category"), list("occupation?", "occupation", HOT_TECHNOLOGY_OCCUPATION);
    MATCH: same("code"), same("title"), list("occupations.occupation", "occupation", OCCUPATION);
    MATCHES: list("match?", "match", MATCH);
    CROSSWALK_PAGE: echo("keyword", "keyword"), page();
    HANDBOOK_MATCH: only_v1("code"), same("title"), list("occupations.occupation", "occupation", OCCUPATION);
    TASK_CHOICE: digits("id", "id"), renamed("name", "title");
    TASK_SHARER: with(OCCUPATION), only_v2("job_zone"), only_v2("tasks");
}

resources! { LISTINGS: OnLine;
    "online.bright_outlook" "/ws/online/bright_outlook/" BrightOutlookCategories NONE V1_7..V1_9 Inferred "online_bright_outlook_list"
        => at(["/online/bright_outlook/"], &[], &[links("category", "", CODED)]);
    "online.bright_outlook.occupations" "/ws/online/bright_outlook/{code}" Occupations BY_ANY V1_7..V1_9 Inferred "online_bright_outlook_occupations"
        => at(["/online/bright_outlook/{code}"], &[echo("sort", "sort"), page()], OCCUPATIONS);
    "online.career_clusters" "/ws/online/career_clusters/" CareerClusters NONE V1_7..V1_9 Documented "online_career_clusters_list"
        => at(["/online/career_clusters/"], &[], &[links("career_cluster", "", CLUSTER)]);
    "online.career_clusters.occupations" "/ws/online/career_clusters/{code}" Occupations BY_PATHWAY V1_7..V1_9 Documented "online_career_clusters_occupations"
        => at(["/online/career_clusters/{code}"], &[echo("cluster", "code"), echo_or("sort", "sort", "pathway"), page()],
            &[only_v2("summary"), list("occupation?", "occupation", CLUSTER_OCCUPATION)]);
    "online.industries" "/ws/online/industries/" Industries NONE V1_7..V1_9 Documented "online_industries_list"
        => at(["/online/industries/"], &[], &[links("industry", "", NUMBERED)]);
    "online.industries.occupations" "/ws/online/industries/{code}" Occupations BY_PERCENT V1_7..V1_9 Documented "online_industries_occupations"
        => at(["/online/industries/{code}"], &[echo("industry", "code"), echo_or("sort", "sort", "percent"), page()],
            &[list("occupation?", "occupation", INDUSTRY_OCCUPATION)]);
    "online.job_families" "/ws/online/job_families/" JobFamilies NONE V1_7..V1_9 Documented "online_job_families_list"
        => at(["/online/job_families/"], &[], &[links("job_family", "", CODED)]);
    "online.job_families.occupations" "/ws/online/job_families/{code}" Occupations BY_TITLE V1_7..V1_9 Documented "online_job_families_occupations"
        => at(["/online/job_families/{code}"], &[echo("family", "code"), echo_or("sort", "sort", "name"), page()],
            &[list("occupation?", "occupation", FAMILY_OCCUPATION)]);
    "online.job_zones" "/ws/online/job_zones/" JobZones NONE V1_7..V1_9 Inferred "online_job_zones_list"
        => at(["/online/job_zones/"], &[], &[links("job_zone", "", NUMBERED)]);
    "online.job_zones.occupations" "/ws/online/job_zones/{code}" Occupations BY_ANY V1_7..V1_9 Inferred "online_job_zones_occupations"
        => at(["/online/job_zones/{code}"], &[echo("zone", "code"), echo("sort", "sort"), page()], OCCUPATIONS);
    "online.stem_occupations" "/ws/online/stem_occupations/" StemOccupationTypes NONE V1_7..V1_9 Documented "online_stem_occupations_list"
        => at(["/online/stem_occupations/"], &[], &[links("occupation_type", "", STEM_TYPE)]);
    "online.stem_occupations.occupations" "/ws/online/stem_occupations/{code}" Occupations BY_FAMILY V1_7..V1_9 Documented "online_stem_occupations_by_type"
        => at(["/online/stem_occupations/{code}"], &[echo("occupation_type", "code"), echo_or("sort", "sort", "family"), page()],
            &[list("occupation?", "occupation", STEM_OCCUPATION)]);
    "online.green_occupations" "/ws/online/green_occupations/" Undocumented NONE V1_7..V1_8 Inferred -
        => nothing(NO_GREEN, &[]);
    "online.hot_technology" "/ws/online/hot_technology/" HotTechnologies PAGE_IGNORED V1_9..V1_9 Observed "online_hot_technology_list"
        => at(["/online/hot_technology/"], &[], &[list("technology", "", HOT_TECHNOLOGY)]);
    "online.hot_technology.occupations" "/ws/online/hot_technology/{name}" Occupations PAGE V1_9..V1_9 Inferred "online_hot_technology_occupations"
        => at(["/online/hot_technology/{name}"], &[page()], HOT_TECHNOLOGY_OCCUPATIONS);
    "online.technology.search" - Undocumented NONE V1_7..V1_9 Inferred "online_technology_examples_search"
        => nothing(SHAPE_UNKNOWN, &[]);
    "online.crosswalks.military" "/ws/online/crosswalks/military" Crosswalk BRANCH V1_7..V1_9 Observed "online_crosswalks_military"
        => at(["/online/crosswalks/military"],
            &[echo("keyword", "keyword"), echo_or("branch", "branch", "all"), page()], MATCHES);
    "online.crosswalks.apprenticeship" "/ws/online/crosswalks/apprenticeship" Crosswalk WORDS V1_9..V1_9 Inferred "online_crosswalks_rapids"
        => at(["/online/crosswalks/RAPIDS"], CROSSWALK_PAGE, MATCHES);
    "online.crosswalks.education" "/ws/online/crosswalks/education" Crosswalk WORDS V1_9..V1_9 Inferred "online_crosswalks_education"
        => at(["/online/crosswalks/education"], CROSSWALK_PAGE, MATCHES);
    "online.crosswalks.occupation_handbook" "/ws/online/crosswalks/occupation_handbook" Crosswalk WORDS V1_9..V1_9 Inferred "online_crosswalks_occupation_handbook"
        => at(["/online/crosswalks/occupation_handbook"], CROSSWALK_PAGE, &[list("match?", "match", HANDBOOK_MATCH)]);
    "online.crosswalks.soc" "/ws/online/crosswalks/soc" Crosswalk WORDS V1_9..V1_9 Inferred "online_crosswalks_soc"
        => at(["/online/crosswalks/SOC"], CROSSWALK_PAGE, MATCHES);
    "online.crosswalks.dot" "/ws/online/crosswalks/dot" Crosswalk WORDS V1_9..V1_9 Inferred "online_crosswalks_dot"
        => at(["/online/crosswalks/DOT"], CROSSWALK_PAGE, MATCHES);
    "online.crosswalks.esco" "/ws/online/crosswalks/esco" Crosswalk WORDS V1_9..V1_9 Inferred "online_crosswalks_esco"
        => at(["/online/crosswalks/ESCO"], CROSSWALK_PAGE, MATCHES);
    "online.related_task.search" "/ws/online/related_task/search" Occupations KEYWORD V1_7..V1_9 Documented "online_job_duties_search"
        => at(["/online/job_duties/search"], KEYWORD_PAGE, OCCUPATIONS);
    "online.related_task.tasks" "/ws/online/related_task/tasks/{code}" SummaryTasks NONE V1_7..V1_9 Inferred "online_job_duties_tasks"
        => at(["/online/job_duties/tasks/{code}"], &[echo("code", "code")], &[list("task", "", TASK_CHOICE)]);
    "online.related_task.occupations" - Occupations TASKS V1_7..V1_9 Inferred "online_job_duties_results"
        => at(["/online/job_duties/results/{code}"], &[page()], &[list("occupation?", "occupation", TASK_SHARER)]);
    "online.onet_data" - Undocumented NONE V1_7..V1_9 Inferred "online_onet_data_index"
        => nothing(SHAPE_UNKNOWN, &[]);
}
