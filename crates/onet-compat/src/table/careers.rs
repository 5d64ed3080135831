//! My Next Move, Mi Próximo Paso and My Next Move for Veterans.

use crate::field::*;
use crate::kind::Kind;
use crate::resource::{Grade, Resource, Service};
use crate::rule::{Counterpart, Rule, SHAPE_UNKNOWN};
use crate::table::parameters;
use crate::table::shared::{KEYWORD_PAGE, LINK, TAGS};
use crate::version::Version;

#[rustfmt::skip]
const SITE_SECTIONS: &[&str] = &[
    "career", "knowledge", "skills", "abilities", "personality", "technology", "education", "job_outlook",
    "check_out_my_state", "explore_more", "where_do_they_work",
];

const LISTING_GONE: &str = "2.0 has no such listing";

const STATE_OUTLOOK: &str =
    "2.0 tells the outlook of each state, 1.x its share of the workers; one does not follow from the other";

fields! {
    CAREER_TAGS: with(TAGS), only_v1("apprenticeship");
    CAREER:
        link("href", "href"), same("code"), same("title"), object("tags", "tags", CAREER_TAGS),
        only_v1_at("veterans", "military_jobs");
    CAREERS: list("career?", "career", CAREER);
    /// An industry of My Next Move. 2.0 leads to two lists of careers where 1.x leads to one.
    CAREER_INDUSTRY:
        other_link("href", "some_people?", "most_people"), link("href", "most_people?"), integer("code", "code"),
        same("title");
    CATEGORY_PAGE: echo("category?", "category"), page();
    CATEGORY: link("href", "href"), same("code"), same("title");
    SUMMARIZED_CAREERS: only_v2("summary"), list("career?", "career", CAREER);
    PREPARATION: link("href", "href"), integer("value", "code"), same("title");
    ALSO_CALLED: renamed("", "title"), only_v2("summary");
    CAREER_OVERVIEW:
        same("code"), same("title"), object("tags", "tags", CAREER_TAGS),
        list("also_called.title?", "also_called?", ALSO_CALLED), same("what_they_do"),
        texts("on_the_job.task?", "on_the_job"), only_v2("word_cloud_terms?"),
        only_v2("sample_of_military_titles?"), same("career_video?"),
        links("resources.resource", "contents", LINK);
    NAMED: same("id"), same("name");
    GROUP: renamed("title.id", "id"), renamed("title.name", "name"), list("element", "element", NAMED);
    TOP_INTEREST: same("id"), renamed("title", "name"), same("description");
    PERSONALITY:
        object("top_interest?", "top_interest?", TOP_INTEREST),
        list("work_styles.element?", "work_styles?", NAMED);
    CAREER_EXAMPLE:
        named_flag("hot_technology?", "hot_technology?", "name"), renamed("name", "title"), only_v2("in_demand?"),
        only_v2("percentage?");
    CAREER_TECHNOLOGY:
        integer("unspsc", "code"), renamed("title.name", "title"), list("example?", "example?", CAREER_EXAMPLE);
    CAREER_ZONE:
        integer("", "code"), only_v2("href"), only_v2("title"), only_v2("experience"), only_v2("training"),
        only_v2("education");
    CAREER_EDUCATION:
        object("job_zone?", "job_zone?", CAREER_ZONE),
        texts("education_usually_needed.category?", "education_usually_needed?"), only_v1("apprenticeships?");
    CAREER_BRIGHT_REASON: renamed("", "title"), only_v2("href"), only_v2("code");
    SALARY:
        same("soc_code"), same("annual_10th_percentile?"), same("annual_median?"), same("annual_90th_percentile?"),
        same("hourly_10th_percentile?"), same("hourly_median?"), same("hourly_90th_percentile?"),
        same("annual_10th_percentile_over?"), same("annual_median_over?"), same("annual_90th_percentile_over?"),
        same("hourly_10th_percentile_over?"), same("hourly_median_over?"), same("hourly_90th_percentile_over?");
    JOB_OUTLOOK:
        same("outlook.description"), same("outlook.category"), only_v1("bright_outlook.description"),
        list("bright_outlook.category?", "bright_outlook?", CAREER_BRIGHT_REASON),
        object("salary?", "salary", SALARY);
    STATE: renamed("postal_code", "code"), same("name"), only_v1("location_quotient"), only_v2("job_outlook");
    /// The states by their share of the workers, as 1.x groups them. 2.0 has the outlook of each state instead, so that
    /// there is a way from 1.x to 2.0 only.
    STATES:
        only_v1("map"), only_v1("legend"), list("above_average.state?", "", STATE),
        list("average.state?", "", STATE), list("below_average.state?", "", STATE);
    CAREER_INDUSTRY_SHARE: with(CAREER_INDUSTRY), only_v1("percent_employed");
    EXPLORE_MORE:
        list("careers.career?", "careers?", CAREER), only_v1("industries.soc_code"),
        list("industries.industry?", "industries?", CAREER_INDUSTRY_SHARE);
    ANSWER_OPTION: integer("value", "value"), same("name");
    QUESTION: integer("index", "index"), interest("area", "area"), same("text");
    QUESTIONS:
        list("answer_options.answer_option", "answer_option", ANSWER_OPTION),
        list("question", "question", QUESTION);
    RESULT:
        renamed("area", "title"), interest_of("area", "code"), integer("score", "score"), same("description"),
        only_v2("href");
    PROFILER_ZONE:
        integer("value", "code"), same("title"), same("experience"), same("education"),
        renamed("job_training", "training"), same("examples"), same("svp_range");
    FITTING: with(CAREER), renamed("fit", "fit?");
    EXTERNAL_LINK: same("href"), same("title");
    MILITARY_MATCH:
        same("branch"), same("active"), same("code"), same("title"),
        list("external_info?", "external_info?", EXTERNAL_LINK);
    MILITARY_CAREER: with(CAREER), same("match_type"), same("preparation_needed?"), same("pay_grade?");
    MILITARY_CAREERS:
        list("military_matches.match?", "military_match?", MILITARY_MATCH),
        list("career?", "career", MILITARY_CAREER);
}

site_resources! { [MNM, MPP, VETERANS]
    "" "/" Resources NONE [V1_0 Inferred, V1_7 Inferred, V1_0 Inferred] "_index"
        => at(["/"], &[], &[links("resource", "", LINK)]);
    ".search" "/search" Careers KEYWORD [V1_3 Observed, V1_7 Observed, V1_7 Observed] "_search"
        => at(["/search"], KEYWORD_PAGE, CAREERS);
    ".browse" "/browse/" Industries NONE [V1_7 Inferred, V1_7 Inferred, V1_7 Inferred] "_industries_list"
        => at(["/industries/"], &[], &[list("industry", "", CAREER_INDUSTRY)]);
    ".browse.careers" "/browse/{industry_code}" Careers PAGE [V1_7 Inferred, V1_7 Inferred, V1_7 Inferred] "_industries_most_people"
        => at(["/industries/{industry_code}/most_people", "/industries/{industry_code}/some_people"], CATEGORY_PAGE,
            &[only_v2("example?"), list("career?", "career", CAREER)]);
    ".careers" "/careers/" Careers BY_NAME [V1_7 Inferred, V1_7 Inferred, V1_7 Inferred] "_careers_list"
        => at(["/careers/"], &[echo_or("sort?", "sort", "name"), page()], CAREERS);
    ".apprenticeship" "/apprenticeship/" Careers BY_NAME [V1_7 Documented, V1_7 Inferred, V1_7 Documented] -
        => nothing(LISTING_GONE, &[]);
    ".career_videos" - Careers PAGE [V1_9 Inferred, V1_9 Inferred, V1_9 Inferred] - => nothing(LISTING_GONE, &[]);
    ".bright_outlook" "/bright_outlook/" BrightOutlookCategories NONE [V1_7 Inferred, V1_7 Inferred, V1_7 Inferred] "_bright_outlook_list"
        => at(["/bright_outlook/"], &[], &[links("category", "", CATEGORY)]);
    ".bright_outlook.careers" "/bright_outlook/{category}" Careers PAGE [V1_7 Inferred, V1_7 Inferred, V1_7 Inferred] "_bright_outlook_careers"
        => at(["/bright_outlook/{category}"], CATEGORY_PAGE, SUMMARIZED_CAREERS);
    ".job_preparation" "/job_preparation/" JobPreparation NONE [V1_7 Inferred, V1_7 Inferred, V1_7 Inferred] "_job_preparation_list"
        => at(["/job_preparation/"], &[], &[links("job_zone", "", PREPARATION)]);
    ".job_preparation.careers" "/job_preparation/{job_zone}" Careers PAGE [V1_7 Inferred, V1_7 Inferred, V1_7 Inferred] "_job_preparation_careers"
        => at(["/job_preparation/{job_zone}"], &[page()], SUMMARIZED_CAREERS);
    ".career" "/careers/{code}/" Career NONE [V1_3 Observed, V1_7 Inferred, V1_7 Inferred] "_careers_overview"
        => at(["/careers/{code}/"], &[], CAREER_OVERVIEW);
    ".career.knowledge" "/careers/{code}/knowledge" CareerKnowledge NONE [V1_7 Observed, V1_7 Inferred, V1_7 Inferred] "_careers_knowledge"
        => at(["/careers/{code}/knowledge"], &[echo("code", "code")], &[list("group", "", GROUP)]);
    ".career.skills" "/careers/{code}/skills" CareerSkills NONE [V1_7 Observed, V1_7 Inferred, V1_7 Inferred] "_careers_skills"
        => at(["/careers/{code}/skills"], &[echo("code", "code")], &[list("group", "", GROUP)]);
    ".career.abilities" "/careers/{code}/abilities" CareerAbilities NONE [V1_7 Observed, V1_7 Inferred, V1_7 Inferred] "_careers_abilities"
        => at(["/careers/{code}/abilities"], &[echo("code", "code")], &[list("group", "", GROUP)]);
    ".career.personality" "/careers/{code}/personality" Personality NONE [V1_7 Observed, V1_7 Inferred, V1_7 Inferred] "_careers_personality"
        => at(["/careers/{code}/personality"], &[echo("code", "code")], PERSONALITY);
    ".career.technology" "/careers/{code}/technology" CareerTechnology NONE [V1_7 Observed, V1_7 Documented, V1_7 Inferred] "_careers_technology"
        => at(["/careers/{code}/technology"], &[echo("code", "code")], &[list("category", "", CAREER_TECHNOLOGY)]);
    ".career.education" "/careers/{code}/education" CareerEducation NONE [V1_7 Observed, V1_7 Inferred, V1_7 Inferred] "_careers_education"
        => at(["/careers/{code}/education"], &[echo("code", "code")], CAREER_EDUCATION);
    ".career.job_outlook" "/careers/{code}/job_outlook" JobOutlook NONE [V1_7 Observed, V1_7 Documented, V1_7 Documented] "_careers_job_outlook"
        => at(["/careers/{code}/job_outlook"], &[echo("code", "code")], JOB_OUTLOOK);
    ".career.check_out_my_state" "/careers/{code}/check_out_my_state" CheckOutMyState NONE [V1_7 Observed, V1_7 Documented, V1_7 Inferred] "_careers_check_out_my_state"
        => one_way("/careers/{code}/check_out_my_state", STATE_OUTLOOK, &[echo("code", "code")], STATES);
    ".career.explore_more" "/careers/{code}/explore_more" ExploreMore NONE [V1_7 Observed, V1_7 Inferred, V1_7 Inferred] "_careers_explore_more"
        => at(["/careers/{code}/explore_more"], &[echo("code", "code")], EXPLORE_MORE);
    ".career.where_do_they_work" "/careers/{code}/where_do_they_work" WhereDoTheyWork NONE [V1_7 Observed, V1_7 Inferred, V1_7 Inferred] "_careers_explore_more"
        => at(["/careers/{code}/explore_more"], &[echo("code", "code")],
            &[only_v2("careers?"), list("industry", "industries?", CAREER_INDUSTRY_SHARE)]);
}

site_resources! { [MNM_REPORT, MPP_REPORT, VETERANS_REPORT]
    ".career.report" "/careers/{code}/report" CareerReport NONE [V1_7 Observed, V1_7 Inferred, V1_7 Inferred] -
        => sections(SITE_SECTIONS, &[echo("code", "code")]);
}

site_resources! { [MNM_PROFILER, MPP_PROFILER, _]
    ".interestprofiler" "/interestprofiler/" Resources NONE [V1_7 Inferred, V1_7 Inferred, V1_7 Inferred] "_interest_profiler_index"
        => at(["/interestprofiler/"], &[], &[links("resource", "", LINK)]);
    ".interestprofiler.questions" "/interestprofiler/questions" ProfilerQuestions QUESTIONS [V1_7 Observed, V1_7 Inferred, V1_7 Inferred] "_interest_profiler_questions"
        => at(["/interestprofiler/questions"], &[page()], QUESTIONS);
    ".interestprofiler.questions_30" "/interestprofiler/questions_30" ProfilerQuestions QUESTIONS [V1_7 Documented, V1_7 Inferred, V1_7 Inferred] "_interest_profiler_questions_30"
        => at(["/interestprofiler/questions_30"], &[page()], QUESTIONS);
    ".interestprofiler.results" "/interestprofiler/results" ProfilerResults ANSWERS [V1_7 Observed, V1_7 Inferred, V1_7 Inferred] "_interest_profiler_results"
        => at(["/interestprofiler/results"], &[echo("answers", "answers"), whole_page("result")],
            &[only_v2("careers?"), list("result", "result", RESULT)]);
    ".interestprofiler.job_zones" "/interestprofiler/job_zones" ProfilerJobZones NONE [V1_7 Documented, V1_7 Inferred, V1_7 Inferred] "_interest_profiler_job_zones"
        => at(["/interestprofiler/job_zones"], &[whole_page("job_zone")], &[list("job_zone", "", PROFILER_ZONE)]);
    ".interestprofiler.careers" "/interestprofiler/careers" Careers PROFILE [V1_7 Documented, V1_7 Inferred, V1_7 Inferred] "_interest_profiler_careers"
        => at(["/interestprofiler/careers", "/interestprofiler/interests/{area}"], &[echo("answers?", "answers"), page()],
            &[list("career?", "career", FITTING)]);
}

resources! { IN_THE_MILITARY: Veterans;
    "veterans.career.in_the_military" "/ws/veterans/careers/{code}/in_the_military" Undocumented NONE V1_7..V1_9 Inferred "veterans_careers_in_the_military"
        => nothing(SHAPE_UNKNOWN, &[]);
}

resources! { MILITARY: Veterans;
    "veterans.military" "/ws/veterans/military" Careers MILITARY V1_4..V1_9 Documented "veterans_military"
        => at(["/veterans/military"],
            &[echo("keyword", "keyword"), echo_or("branch", "branch", "all"), page()], MILITARY_CAREERS);
}
