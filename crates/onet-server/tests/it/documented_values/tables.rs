//! The values that captured answers of version 1.9 and a release have in common, and the known differences.
//!
//! Places in JSON are pointers; `*` stands for each item of a list. A row is what some members of an item say, with
//! commas between them.

/// Where rows are in a document, and the members that make a row.
pub(crate) type Rows = (&'static str, &'static [&'static str]);

/// The place of a score that the database has as a value on the scale from 1 to 7.
pub(crate) const EXTENT: &str = "extent";

/// The occupation of the captured report, and the capture that has all of its sections.
pub(crate) const ENGINEERS: &str = "17-2141.00";
pub(crate) const REPORT: &str = "online.occupation.details.v1_9.json";

/// A section of the report: its name in captures, the occupation of the capture that has only this section, the rows
/// there, and the call and the rows that have the same.
pub(crate) type Section = (&'static str, &'static str, Rows, &'static str, Rows);

const JOB_ZONE: &[&str] =
    &["/education", "/related_experience", "/job_training", "/job_zone_examples", "/svp_range", "/title"];
const SCORE: &[&str] = &["/id", "/score/value"];
const IMPORTANCE: &[&str] = &["/id", "/importance"];

#[rustfmt::skip]
pub(crate) const SECTIONS: [Section; 14] = [
    ("knowledge", ENGINEERS, ("/element", SCORE), "/online/occupations/{code}/details/knowledge", ("/element", IMPORTANCE)),
    ("skills", ENGINEERS, ("/element", SCORE), "/online/occupations/{code}/details/skills", ("/element", IMPORTANCE)),
    ("abilities", ENGINEERS, ("/element", SCORE), "/online/occupations/{code}/details/abilities", ("/element", IMPORTANCE)),
    ("work_activities", ENGINEERS, ("/element", SCORE),
        "/online/occupations/{code}/details/work_activities", ("/element", IMPORTANCE)),
    ("work_styles", ENGINEERS, ("/element", SCORE), "/online/occupations/{code}/details/work_styles", ("/element", IMPORTANCE)),
    ("interests", "17-2051.00", ("/element", SCORE),
        "/online/occupations/{code}/details/interests", ("/element", &["/id", "/occupational_interest"])),
    // Version 2.0 has no such section; the table is still there.
    ("work_values", ENGINEERS, ("/element", SCORE),
        "/database/rows/work_values?filter=onetsoc_code.eq.{code}&filter=scale_id.eq.EX\
         &sort=data_value.descending&sort=element_name",
        ("/row", &["/element_id", EXTENT])),
    ("tasks", "17-2051.00", ("/task", &["/id", "/category"]),
        "/online/occupations/{code}/details/tasks", ("/task", &["/id", "/category"])),
    ("detailed_work_activities", ENGINEERS, ("/activity", &["/id"]),
        "/online/occupations/{code}/details/detailed_work_activities", ("/activity", &["/id"])),
    ("technology_skills", ENGINEERS, ("/category", &["/title/id"]),
        "/online/occupations/{code}/details/technology_skills", ("/category", &["/code"])),
    ("job_zone", ENGINEERS, ("", &["/value"]), "/online/occupations/{code}/details/job_zone", ("", &["/code"])),
    ("job_zone", ENGINEERS, ("", JOB_ZONE), "/online/occupations/{code}/details/job_zone", ("", JOB_ZONE)),
    // The names of the levels are words of the service.
    ("education", ENGINEERS, ("/level_required/category", &["/score/value"]),
        "/online/occupations/{code}/details/education", ("/response", &["/percentage_of_respondents"])),
    ("related_occupations", ENGINEERS, ("/occupation", &["/code", "/title"]),
        "/online/occupations/{code}/details/related_occupations", ("/occupation", &["/code", "/title"])),
];

/// A capture and its rows, and the call and the rows that have the same.
pub(crate) type Answer = (&'static str, Rows, &'static str, Rows);

const OCCUPATION: &[&str] = &["/code", "/title"];
const CAREER: &str = "mnm.career.report.v1_9.json";
const ID: &[&str] = &["/id"];
const THERAPISTS: &str = "/mnm/careers/29-1129.01/";
const ARTISTS: &str = "/mnm/careers/27-1013.00/";
const THERAPISTS_KNOWLEDGE: &str = "/mnm/careers/29-1129.01/knowledge";
const THERAPISTS_PERSONALITY: &str = "/mnm/careers/29-1129.01/personality";
const ARTISTS_KNOWLEDGE: &str = "/mnm/careers/27-1013.00/knowledge";
const ARTISTS_PERSONALITY: &str = "/mnm/careers/27-1013.00/personality";
const RANGE: &[&str] = &["/start", "/end", "/total"];
const COLUMN: &[&str] = &["/column_id", "/optional", "/title", "/type", "/format"];
const CIVIL: &str = "/online/occupations/17-2051.00/";
const MECHANICAL: &str = "/online/occupations/17-2141.00/";
const FITTING: &str = "/mnm/interestprofiler/careers\
     ?answers=553421321134342523523523254115342111351145453111231155343444";
const TOOLS: &str = "/database/rows/tools_used?filter=onetsoc_code.eq.17-2141.00";
const PRODUCTS: &str = "/database/rows/technology_skills?filter=onetsoc_code.eq.17-2141.00";
#[rustfmt::skip]
const RATING: &[&str] = &[
    "/onetsoc_code",
    "/title",
    "/element_id",
    "/element_name",
    "/scale_id",
    "/scale_name",
    "/data_value",
    "/n",
    "/standard_error",
    "/lower_ci_bound",
    "/upper_ci_bound",
    "/recommend_suppress",
    "/not_relevant",
    "/date_updated",
    "/domain_source",
];

/// Rows that stand in the same places.
#[rustfmt::skip]
pub(crate) const IN_PLACE: [Answer; 43] = [
    (REPORT, ("/occupation", &["/code", "/title", "/description"]), MECHANICAL, ("", &["/code", "/title", "/description"])),
    (REPORT, ("/occupation/sample_of_reported_job_titles/title", &[""]), MECHANICAL, ("/sample_of_reported_titles", &[""])),
    (REPORT, ("/occupation/also_see/occupation", OCCUPATION), MECHANICAL, ("/also_see", OCCUPATION)),
    (REPORT, ("/occupation/updated", &["/year"]), MECHANICAL, ("/updated", &["/year"])),
    (REPORT, ("/occupation/custom_resources/resource", &["/title"]), MECHANICAL, ("/custom_contents", &["/title"])),
    ("online.occupation.v1_9.json", ("", OCCUPATION), CIVIL, ("", OCCUPATION)),
    ("online.occupation.v1_9.json", ("/sample_of_reported_job_titles/title", &[""]), CIVIL, ("/sample_of_reported_titles", &[""])),
    ("online.occupation.v1_9.json", ("/also_see/occupation", OCCUPATION), CIVIL, ("/also_see", OCCUPATION)),
    ("online.occupation.v1_9.json", ("/updated", &["/year"]), CIVIL, ("/updated", &["/year"])),
    ("online.occupation.summary.education.v1_9.json", ("/level_required/category", &["/score/value"]),
        "/online/occupations/17-2112.00/summary/education", ("/response", &["/percentage_of_respondents"])),
    ("online.job_families.v1_9.json", ("/job_family", OCCUPATION), "/online/job_families/", ("", OCCUPATION)),
    ("online.job_families.occupations.v1_9.json", ("", RANGE), "/online/job_families/17-0000", ("", RANGE)),
    ("online.job_families.occupations.v1_9.json", ("/occupation", OCCUPATION),
        "/online/job_families/17-0000", ("/occupation", OCCUPATION)),
    ("online.search.v1_9.json", ("", &["/total"]), "/online/search?keyword=architect", ("", &["/total"])),
    ("online.search.v1_9.json", ("/occupation", &["/code"]), "/online/search?keyword=architect", ("/occupation", &["/code"])),
    ("online.related_task.search.v1_9.json", ("", &["/total"]),
        "/online/job_duties/search?keyword=pharmacist", ("", &["/total"])),
    ("online.related_task.search.v1_9.json", ("/occupation", &["/code"]),
        "/online/job_duties/search?keyword=pharmacist", ("/occupation", &["/code"])),
    ("mnm.interestprofiler.results.v1_9.json", ("/result", &["/area", "/score"]),
        "/mnm/interestprofiler/results?answers=323432343234323432343234155343", ("/result", &["/title", "/score"])),
    ("mnm.interestprofiler.careers.v1_9.json", ("", RANGE), FITTING, ("", RANGE)),
    ("mnm.interestprofiler.careers.v1_9.json", ("/career", &["/code", "/title", "/fit"]),
        FITTING, ("/career", &["/code", "/title", "/fit"])),
    ("mnm.interestprofiler.job_zones.v1_9.json", ("/job_zone", &["/value", "/title", "/svp_range"]),
        "/mnm/interestprofiler/job_zones", ("", &["/code", "/title", "/svp_range"])),
    ("mnm.career.v1_9.json", ("", &["/code", "/title", "/what_they_do"]), THERAPISTS, ("", &["/code", "/title", "/what_they_do"])),
    ("mnm.career.v1_9.json", ("/also_called/title", &[""]), THERAPISTS, ("/also_called", &["/title"])),
    ("mnm.career.v1_9.json", ("/on_the_job/task", &[""]), THERAPISTS, ("/on_the_job", &[""])),
    ("mnm.career.explore_more.v1_9.json", ("/careers/career", OCCUPATION),
        "/mnm/careers/29-1129.01/explore_more", ("/careers", OCCUPATION)),
    (CAREER, ("/career", &["/code", "/title", "/what_they_do"]), ARTISTS, ("", &["/code", "/title", "/what_they_do"])),
    (CAREER, ("/career/also_called/title", &[""]), ARTISTS, ("/also_called", &["/title"])),
    (CAREER, ("/career/on_the_job/task", &[""]), ARTISTS, ("/on_the_job", &[""])),
    (CAREER, ("/explore_more/careers/career", OCCUPATION), "/mnm/careers/27-1013.00/explore_more", ("/careers", OCCUPATION)),
    // The names of elements of a career are words of the service.
    ("mnm.career.knowledge.v1_9.json", ("/group", &["/title/id"]), THERAPISTS_KNOWLEDGE, ("", ID)),
    ("mnm.career.knowledge.v1_9.json", ("/group/*/element", ID), THERAPISTS_KNOWLEDGE, ("/*/element", ID)),
    (CAREER, ("/knowledge/group", &["/title/id"]), ARTISTS_KNOWLEDGE, ("", ID)),
    (CAREER, ("/knowledge/group/*/element", ID), ARTISTS_KNOWLEDGE, ("/*/element", ID)),
    ("mnm.career.personality.v1_9.json", ("/top_interest", &["/id", "/title"]),
        THERAPISTS_PERSONALITY, ("/top_interest", &["/id", "/name"])),
    ("mnm.career.personality.v1_9.json", ("/work_styles/element", ID), THERAPISTS_PERSONALITY, ("/work_styles", ID)),
    (CAREER, ("/personality/top_interest", &["/id", "/title"]), ARTISTS_PERSONALITY, ("/top_interest", &["/id", "/name"])),
    (CAREER, ("/personality/work_styles/element", ID), ARTISTS_PERSONALITY, ("/work_styles", ID)),
    ("mnm.career.education.v1_9.json", ("", &["/job_zone"]), "/mnm/careers/27-1013.00/education", ("", &["/job_zone/code"])),
    (CAREER, ("/education", &["/job_zone"]), "/mnm/careers/27-1013.00/education", ("", &["/job_zone/code"])),
    ("database.info.v1_9.json", ("", &["/table_id", "/title"]), "/database/info/knowledge", ("", &["/table_id", "/title"])),
    ("database.info.v1_9.json", ("/column", COLUMN), "/database/info/knowledge", ("/column", COLUMN)),
    ("database.rows.v1_9.json", ("", RANGE), "/database/rows/knowledge", ("", RANGE)),
    ("database.rows.v1_9.json", ("/row", RATING), "/database/rows/knowledge", ("/row", RATING)),
];

/// Rows of which a capture shows some, or in an order of which a release knows nothing.
#[rustfmt::skip]
pub(crate) const ANYWHERE: [Answer; 17] = [
    (REPORT, ("/occupation/updated/resource_updated", &["/title", "/source", "/year"]),
        MECHANICAL, ("/updated/contents", &["/title", "/source", "/year"])),
    ("online.occupation.v1_9.json", ("/updated/resource_updated", &["/title", "/source", "/year"]),
        CIVIL, ("/updated/contents", &["/title", "/source", "/year"])),
    (REPORT, ("/technology_skills/category/*/example", &["/name"]), PRODUCTS, ("/row", &["/example"])),
    (REPORT, ("/technology_skills/category/*/example", &["/hot_technology"]),
        "/database/rows/technology_skills?filter=onetsoc_code.eq.17-2141.00&filter=hot_technology.eq.Y",
        ("/row", &["/example"])),
    (REPORT, ("/tools_used/category", &["/title/id", "/title/name"]), TOOLS, ("/row", &["/commodity_code", "/commodity_title"])),
    (REPORT, ("/tools_used/category/*/example", &["/name"]), TOOLS, ("/row", &["/example"])),
    ("online.occupation.details.tools_used.v1_9.json", ("/category/*/example", &["/name"]), TOOLS, ("/row", &["/example"])),
    ("online.occupation.details.tools_technology.v1_9.json", ("/tools/category/*/example", &["/name"]),
        TOOLS, ("/row", &["/example"])),
    ("online.occupation.details.tools_technology.v1_9.json", ("/technology/category/*/example", &["/name"]),
        PRODUCTS, ("/row", &["/example"])),
    ("mnm.career.skills.v1_9.json", ("/group/*/element", ID), "/mnm/careers/29-1129.01/skills", ("/*/element", ID)),
    ("mnm.career.abilities.v1_9.json", ("/group/*/element", ID), "/mnm/careers/29-1129.01/abilities", ("/*/element", ID)),
    ("mnm.career.technology.v1_9.json", ("/category", &["/unspsc", "/title/name"]),
        "/mnm/careers/29-1129.01/technology", ("", &["/code", "/title"])),
    ("mnm.career.technology.v1_9.json", ("/category/*/example", &["/name"]),
        "/mnm/careers/29-1129.01/technology", ("/*/example", &["/title"])),
    (CAREER, ("/skills/group/*/element", ID), "/mnm/careers/27-1013.00/skills", ("/*/element", ID)),
    (CAREER, ("/abilities/group/*/element", ID), "/mnm/careers/27-1013.00/abilities", ("/*/element", ID)),
    (CAREER, ("/technology/category", &["/unspsc", "/title/name"]),
        "/mnm/careers/27-1013.00/technology", ("", &["/code", "/title"])),
    (CAREER, ("/technology/category/*/example", &["/name"]), "/mnm/careers/27-1013.00/technology", ("/*/example", &["/title"])),
];

/// A row that is not the same: the capture, the place of the list, the number of the row, what the capture has, what
/// we answer (nothing where the row is missing), and why.
pub(crate) type Difference = (&'static str, &'static str, usize, &'static str, &'static str, &'static str);

const RATED_TASK: &str = "The order is by the importance of tasks. The release lacks Task Ratings, and only the \
     first ten tasks are printed with theirs; 4.A.1.b.3.I02.D04 is carried by the tasks 20738 and 19627.";
const TECHNOLOGY: &str = "By what the service orders categories is not known. Nothing that the release says of \
     43233504 (one example, used by 65 occupations) puts it second.";
const UNDATED: &str = "The release has the table, but no date or source in it.";
const PARTIAL: &str = "The table is not in the release; the ratings taken from another one have no date.";
const NO_RATINGS: &str = "The table is not in the release.";
const NO_SECTION: &str = "Version 2.0 has no such section.";
const LATER: &str = "The latest date is that of a section that the release does not date, or lacks.";
const SEARCHED: &str = "How the service searches is not documented. We look in titles, descriptions, tasks and \
     activities, and the captures are of another release.";
const ABILITIES: &str = "By what the service selects abilities is not known; it is not by importance alone.";
const CATEGORY: &str = "By what the service selects categories of technology for a career is not known.";
const EXAMPLE: &str = "By what the service selects the examples of a category is not known.";
const RELEASE: &str =
    "Another release: 57,618 rows are 33 elements on 2 scales for 873 occupations; 29.3 rates 879.";

const DETAILED: &str = "/detailed_work_activities/activity";
const CATEGORIES: &str = "/technology_skills/category";
const UPDATED: &str = "/occupation/updated/resource_updated";

#[rustfmt::skip]
pub(crate) const DIFFERENCES: [Difference; 34] = [
    (REPORT, DETAILED, 8, "4.A.1.b.3.I02.D04", "4.A.4.b.6.I05.D09", RATED_TASK),
    (REPORT, DETAILED, 9, "4.A.4.b.6.I05.D09", "4.A.1.a.1.I22.D01", RATED_TASK),
    (REPORT, DETAILED, 10, "4.A.1.a.1.I22.D01", "4.A.2.a.4.I05.D06", RATED_TASK),
    (REPORT, CATEGORIES, 2, "43233504", "43232604", TECHNOLOGY),
    (REPORT, CATEGORIES, 3, "43232604", "43232402", TECHNOLOGY),
    (REPORT, CATEGORIES, 4, "43232402", "43232405", TECHNOLOGY),
    (REPORT, CATEGORIES, 5, "43232405", "43232612", TECHNOLOGY),
    (REPORT, CATEGORIES, 10, "43232510", "43232306", TECHNOLOGY),
    ("online.occupation.details.technology_skills.v1_9.json", "/category", 2, "43233504", "43232604", TECHNOLOGY),
    (REPORT, UPDATED, 1, "Abilities, Analyst, 2024", "", PARTIAL),
    (REPORT, UPDATED, 2, "Alternate Titles, Multiple sources, 2024", "", UNDATED),
    (REPORT, UPDATED, 8, "Sample of Reported Titles, Incumbent, 2024", "", UNDATED),
    (REPORT, UPDATED, 11, "Technology Skills & Tools, Multiple sources, 2024", "", UNDATED),
    (REPORT, UPDATED, 12, "Work Activities, Incumbent, 2024", "", PARTIAL),
    (REPORT, UPDATED, 13, "Work Context, Incumbent, 2024", "", NO_RATINGS),
    (REPORT, UPDATED, 14, "Work Needs, Legacy Analyst, -", "", NO_SECTION),
    (REPORT, UPDATED, 16, "Work Values, Analyst, 2008", "", NO_SECTION),
    ("online.occupation.v1_9.json", "/updated", 1, "2024", "2023", LATER),
    ("online.occupation.v1_9.json", "/updated/resource_updated", 1, "Abilities, Analyst, 2021", "", PARTIAL),
    ("online.search.v1_9.json", "", 1, "58", "57", SEARCHED),
    ("online.related_task.search.v1_9.json", "", 1, "6", "5", SEARCHED),
    ("mnm.career.abilities.v1_9.json", "/group/*/element", 4, "1.A.1.b.5", "", ABILITIES),
    (CAREER, "/abilities/group/*/element", 2, "1.A.2.a.2", "", ABILITIES),
    (CAREER, "/abilities/group/*/element", 5, "1.A.1.a.1", "", ABILITIES),
    (CAREER, "/abilities/group/*/element", 6, "1.A.1.a.3", "", ABILITIES),
    ("mnm.career.technology.v1_9.json", "/category", 2, "43233502, Video conferencing software", "", CATEGORY),
    ("mnm.career.technology.v1_9.json", "/category", 3, "43232110, Spreadsheet software", "", CATEGORY),
    ("mnm.career.technology.v1_9.json", "/category/*/example", 3, "Zoom", "", CATEGORY),
    ("mnm.career.technology.v1_9.json", "/category/*/example", 4, "Microsoft Excel", "", CATEGORY),
    (CAREER, "/technology/category", 2, "43233504, Instant messaging software", "", CATEGORY),
    (CAREER, "/technology/category/*/example", 1, "Adobe Creative Cloud software", "", EXAMPLE),
    (CAREER, "/technology/category/*/example", 3, "GroupMe", "", CATEGORY),
    (CAREER, "/technology/category/*/example", 4, "Twitter", "", CATEGORY),
    ("database.rows.v1_9.json", "", 1, "1, 20, 57618", "1, 20, 58014", RELEASE),
];

/// Captures of what the release does not answer, with the call that is refused; without one where version 2.0 has no
/// such operation.
#[rustfmt::skip]
pub(crate) const REFUSED: [(&str, Option<&str>); 20] = [
    ("mnm.apprenticeship.v1_9.json", None),
    ("mnm.career.check_out_my_state.v1_9.json", Some("/mnm/careers/29-1129.01/check_out_my_state")),
    ("mnm.career.job_outlook.v1_9.json", Some("/mnm/careers/29-1129.01/job_outlook")),
    ("mnm.career.where_do_they_work.v1_9.json", None),
    ("mnm.interestprofiler.questions_30.v1_9.json", Some("/mnm/interestprofiler/questions_30")),
    ("mpp.career.check_out_my_state.v1_9.json", Some("/mpp/careers/17-1011.00/check_out_my_state")),
    ("mpp.career.job_outlook.v1_9.json", Some("/mpp/careers/49-9021.00/job_outlook")),
    ("mpp.career.technology.v1_9.json", Some("/mpp/careers/17-2051.00/technology")),
    ("online.career_clusters.occupations.v1_9.json", Some("/online/career_clusters/010100")),
    ("online.career_clusters.v1_9.json", Some("/online/career_clusters/")),
    ("online.industries.occupations.v1_9.json", Some("/online/industries/53")),
    ("online.industries.v1_9.json", Some("/online/industries/")),
    ("online.occupation.details.additional_information.v1_9.json", None),
    ("online.occupation.details.work_context.v1_9.json", Some("/online/occupations/17-2141.00/details/work_context")),
    ("online.stem_occupations.occupations.v1_9.json", Some("/online/stem_occupations/1")),
    ("online.stem_occupations.v1_9.json", Some("/online/stem_occupations/")),
    ("veterans.apprenticeship.v1_9.json", None),
    ("veterans.career.job_outlook.v1_8.json", None),
    ("veterans.career.job_outlook.v1_9.json", Some("/veterans/careers/49-9021.00/job_outlook")),
    ("veterans.military.v1_9.json", Some("/veterans/military?keyword=11B")),
];

/// A report on Physical Therapist Aides as XML, captured in August 2015; the sections that it shares with us, with
/// their tables.
pub(crate) const OLD_REPORT: &str = "online.occupation.details.v1_x_2015.xml";
pub(crate) const AIDES: &str = "31-2022.00";
pub(crate) const CAPTURED: &str = "2015-08-31";
#[rustfmt::skip]
pub(crate) const OLD_SECTIONS: [(&str, &str); 6] = [
    ("tasks", "task_statements"),
    ("knowledge", "knowledge"),
    ("skills", "skills"),
    ("work_styles", "work_styles"),
    ("interests", "interests"),
    ("work_values", "work_values"),
];
