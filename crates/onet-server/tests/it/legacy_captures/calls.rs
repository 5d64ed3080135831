//! The captures of versions 1.2 to 1.9, and the call that each is the answer to.
//!
//! Where an occupation of 2014 is gone its successor is called: Clinical Psychologists (19-3031.02) became Clinical and
//! Counseling Psychologists (19-3033.00). The capture of 2015 does not tell its version; it is called as 1.7.

/// The file of a capture and the address to call.
pub(crate) const CALLS: &[(&str, &str)] = &[
    ("about.v1_0.xml", "/v1.2/ws/about/"),
    ("about.v1_7.xml", "/v1.7/ws/about/"),
    ("database.info.v1_9.json", "/v1.9/ws/database/info/knowledge"),
    ("database.rows.v1_9.json", "/v1.9/ws/database/rows/knowledge"),
    ("error.v1_7.xml", "/v1.7/ws/online/search"),
    ("mnm.apprenticeship.v1_9.json", "/v1.9/ws/mnm/apprenticeship/"),
    ("mnm.career.abilities.v1_9.json", "/v1.9/ws/mnm/careers/29-1129.01/abilities"),
    ("mnm.career.check_out_my_state.v1_9.json", "/v1.9/ws/mnm/careers/29-1129.01/check_out_my_state"),
    ("mnm.career.education.v1_9.json", "/v1.9/ws/mnm/careers/27-1013.00/education"),
    ("mnm.career.explore_more.v1_9.json", "/v1.9/ws/mnm/careers/29-1129.01/explore_more"),
    ("mnm.career.job_outlook.v1_9.json", "/v1.9/ws/mnm/careers/29-1129.01/job_outlook"),
    ("mnm.career.knowledge.v1_9.json", "/v1.9/ws/mnm/careers/29-1129.01/knowledge"),
    ("mnm.career.personality.v1_9.json", "/v1.9/ws/mnm/careers/29-1129.01/personality"),
    ("mnm.career.report.v1_9.json", "/v1.9/ws/mnm/careers/27-1013.00/report"),
    ("mnm.career.skills.v1_9.json", "/v1.9/ws/mnm/careers/29-1129.01/skills"),
    ("mnm.career.technology.v1_9.json", "/v1.9/ws/mnm/careers/29-1129.01/technology"),
    ("mnm.career.v1_9.json", "/v1.9/ws/mnm/careers/29-1129.01/"),
    ("mnm.career.where_do_they_work.v1_9.json", "/v1.9/ws/mnm/careers/29-1129.01/where_do_they_work"),
    (
        "mnm.interestprofiler.careers.v1_9.json",
        "/v1.9/ws/mnm/interestprofiler/careers?answers=553421321134342523523523254115342111351145453111231155343444",
    ),
    ("mnm.interestprofiler.job_zones.v1_9.json", "/v1.9/ws/mnm/interestprofiler/job_zones"),
    ("mnm.interestprofiler.questions_30.v1_9.json", "/v1.9/ws/mnm/interestprofiler/questions_30"),
    ("mnm.interestprofiler.questions_30.v1_9.xml", "/v1.9/ws/mnm/interestprofiler/questions_30"),
    (
        "mnm.interestprofiler.results.v1_9.json",
        "/v1.9/ws/mnm/interestprofiler/results?answers=323432343234323432343234155343",
    ),
    ("mpp.career.check_out_my_state.v1_9.json", "/v1.9/ws/mpp/careers/17-1011.00/check_out_my_state"),
    ("mpp.career.job_outlook.v1_9.json", "/v1.9/ws/mpp/careers/49-9021.00/job_outlook"),
    ("mpp.career.technology.v1_9.json", "/v1.9/ws/mpp/careers/17-2051.00/technology"),
    ("online.career_clusters.occupations.v1_9.json", "/v1.9/ws/online/career_clusters/030100"),
    ("online.career_clusters.v1_9.json", "/v1.9/ws/online/career_clusters/"),
    ("online.career_clusters.v1_9.xml", "/v1.9/ws/online/career_clusters/"),
    ("online.industries.occupations.v1_9.json", "/v1.9/ws/online/industries/53?sort=percent&end=10"),
    ("online.industries.v1_9.json", "/v1.9/ws/online/industries/"),
    ("online.job_families.occupations.v1_9.json", "/v1.9/ws/online/job_families/17-0000"),
    ("online.job_families.v1_9.json", "/v1.9/ws/online/job_families/"),
    (
        "online.occupation.details.abilities.v1_9.json",
        "/v1.9/ws/online/occupations/17-2141.00/details/abilities",
    ),
    (
        "online.occupation.details.abilities.v1_x_2015.xml",
        "/v1.7/ws/online/occupations/31-2022.00/details/abilities",
    ),
    (
        "online.occupation.details.additional_information.v1_9.json",
        "/v1.9/ws/online/occupations/17-2141.00/details/additional_information",
    ),
    (
        "online.occupation.details.detailed_work_activities.v1_9.json",
        "/v1.9/ws/online/occupations/17-2141.00/details/detailed_work_activities",
    ),
    (
        "online.occupation.details.detailed_work_activities.v1_x_2015.xml",
        "/v1.7/ws/online/occupations/31-2022.00/details/detailed_work_activities",
    ),
    (
        "online.occupation.details.education.v1_9.json",
        "/v1.9/ws/online/occupations/17-2141.00/details/education",
    ),
    (
        "online.occupation.details.education.v1_x_2015.xml",
        "/v1.7/ws/online/occupations/31-2022.00/details/education",
    ),
    (
        "online.occupation.details.interests.v1_9.json",
        "/v1.9/ws/online/occupations/17-2051.00/details/interests",
    ),
    (
        "online.occupation.details.interests.v1_x_2015.xml",
        "/v1.7/ws/online/occupations/31-2022.00/details/interests",
    ),
    (
        "online.occupation.details.job_zone.v1_9.json",
        "/v1.9/ws/online/occupations/17-2141.00/details/job_zone",
    ),
    (
        "online.occupation.details.job_zone.v1_x_2015.xml",
        "/v1.7/ws/online/occupations/31-2022.00/details/job_zone",
    ),
    (
        "online.occupation.details.knowledge.v1_9.json",
        "/v1.9/ws/online/occupations/17-2141.00/details/knowledge",
    ),
    (
        "online.occupation.details.knowledge.v1_x_2015.xml",
        "/v1.7/ws/online/occupations/31-2022.00/details/knowledge",
    ),
    (
        "online.occupation.details.related_occupations.v1_9.json",
        "/v1.9/ws/online/occupations/17-2141.00/details/related_occupations",
    ),
    (
        "online.occupation.details.related_occupations.v1_x_2015.xml",
        "/v1.7/ws/online/occupations/31-2022.00/details/related_occupations",
    ),
    ("online.occupation.details.skills.v1_9.json", "/v1.9/ws/online/occupations/17-2141.00/details/skills"),
    (
        "online.occupation.details.skills.v1_x_2015.xml",
        "/v1.7/ws/online/occupations/31-2022.00/details/skills",
    ),
    ("online.occupation.details.tasks.v1_9.json", "/v1.9/ws/online/occupations/17-2051.00/details/tasks"),
    ("online.occupation.details.tasks.v1_x_2015.xml", "/v1.7/ws/online/occupations/31-2022.00/details/tasks"),
    (
        "online.occupation.details.technology_skills.v1_9.json",
        "/v1.9/ws/online/occupations/17-2141.00/details/technology_skills",
    ),
    (
        "online.occupation.details.tools_technology.v1_9.json",
        "/v1.9/ws/online/occupations/17-2141.00/details/tools_technology",
    ),
    (
        "online.occupation.details.tools_technology.v1_x_2015.xml",
        "/v1.7/ws/online/occupations/31-2022.00/details/tools_technology",
    ),
    (
        "online.occupation.details.tools_used.v1_9.json",
        "/v1.9/ws/online/occupations/17-2141.00/details/tools_used",
    ),
    ("online.occupation.details.v1_9.json", "/v1.9/ws/online/occupations/17-2141.00/details/"),
    ("online.occupation.details.v1_x_2015.xml", "/v1.7/ws/online/occupations/31-2022.00/details/"),
    (
        "online.occupation.details.work_activities.v1_9.json",
        "/v1.9/ws/online/occupations/17-2141.00/details/work_activities",
    ),
    (
        "online.occupation.details.work_activities.v1_x_2015.xml",
        "/v1.7/ws/online/occupations/31-2022.00/details/work_activities",
    ),
    (
        "online.occupation.details.work_context.v1_9.json",
        "/v1.9/ws/online/occupations/17-2141.00/details/work_context",
    ),
    (
        "online.occupation.details.work_context.v1_x_2015.xml",
        "/v1.7/ws/online/occupations/31-2022.00/details/work_context",
    ),
    (
        "online.occupation.details.work_styles.v1_9.json",
        "/v1.9/ws/online/occupations/17-2141.00/details/work_styles",
    ),
    (
        "online.occupation.details.work_styles.v1_x_2015.xml",
        "/v1.7/ws/online/occupations/31-2022.00/details/work_styles",
    ),
    (
        "online.occupation.details.work_values.v1_9.json",
        "/v1.9/ws/online/occupations/17-2141.00/details/work_values",
    ),
    (
        "online.occupation.details.work_values.v1_x_2015.xml",
        "/v1.7/ws/online/occupations/31-2022.00/details/work_values",
    ),
    (
        "online.occupation.summary.abilities.v1_2.xml",
        "/v1.2/ws/online/occupations/19-3033.00/summary/abilities",
    ),
    (
        "online.occupation.summary.education.v1_2.xml",
        "/v1.2/ws/online/occupations/19-3033.00/summary/education",
    ),
    (
        "online.occupation.summary.education.v1_9.json",
        "/v1.9/ws/online/occupations/17-2112.00/summary/education",
    ),
    (
        "online.occupation.summary.interests.v1_2.xml",
        "/v1.2/ws/online/occupations/19-3033.00/summary/interests",
    ),
    (
        "online.occupation.summary.job_zone.v1_2.xml",
        "/v1.2/ws/online/occupations/19-3033.00/summary/job_zone",
    ),
    (
        "online.occupation.summary.knowledge.v1_2.xml",
        "/v1.2/ws/online/occupations/19-3033.00/summary/knowledge",
    ),
    (
        "online.occupation.summary.related_occupations.v1_2.xml",
        "/v1.2/ws/online/occupations/19-3033.00/summary/related_occupations",
    ),
    ("online.occupation.summary.skills.v1_2.xml", "/v1.2/ws/online/occupations/19-3033.00/summary/skills"),
    ("online.occupation.summary.tasks.v1_2.xml", "/v1.2/ws/online/occupations/19-3033.00/summary/tasks"),
    (
        "online.occupation.summary.tools_technology.v1_2.xml",
        "/v1.2/ws/online/occupations/19-3033.00/summary/tools_technology",
    ),
    ("online.occupation.summary.v1_2.xml", "/v1.2/ws/online/occupations/19-3033.00/summary/"),
    (
        "online.occupation.summary.work_activities.v1_2.xml",
        "/v1.2/ws/online/occupations/19-3033.00/summary/work_activities",
    ),
    (
        "online.occupation.summary.work_context.v1_2.xml",
        "/v1.2/ws/online/occupations/19-3033.00/summary/work_context",
    ),
    (
        "online.occupation.summary.work_styles.v1_2.xml",
        "/v1.2/ws/online/occupations/19-3033.00/summary/work_styles",
    ),
    (
        "online.occupation.summary.work_values.v1_2.xml",
        "/v1.2/ws/online/occupations/19-3033.00/summary/work_values",
    ),
    ("online.occupation.v1_2.xml", "/v1.2/ws/online/occupations/19-3033.00/"),
    ("online.occupation.v1_9.json", "/v1.9/ws/online/occupations/17-2051.00/"),
    ("online.occupation.v1_x_2015.xml", "/v1.7/ws/online/occupations/31-2022.00/"),
    ("online.related_task.search.v1_9.json", "/v1.9/ws/online/related_task/search?keyword=pharmacist"),
    ("online.related_task.search.v1_9.xml", "/v1.9/ws/online/related_task/search?keyword=pharmacist"),
    ("online.search.v1_9.json", "/v1.9/ws/online/search?keyword=architect"),
    ("online.search.v1_9.xml", "/v1.9/ws/online/search?keyword=architect"),
    ("online.stem_occupations.occupations.v1_9.json", "/v1.9/ws/online/stem_occupations/1"),
    ("online.stem_occupations.v1_9.json", "/v1.9/ws/online/stem_occupations/"),
    ("online.stem_occupations.v1_9.xml", "/v1.9/ws/online/stem_occupations/"),
    ("veterans.apprenticeship.v1_9.json", "/v1.9/ws/veterans/apprenticeship/"),
    ("veterans.career.job_outlook.v1_8.json", "/v1.8/ws/veterans/careers/49-9021.00/job_outlook"),
    ("veterans.career.job_outlook.v1_8.xml", "/v1.8/ws/veterans/careers/49-9021.00/job_outlook"),
    ("veterans.career.job_outlook.v1_9.json", "/v1.9/ws/veterans/careers/49-9021.00/job_outlook"),
    ("veterans.career.job_outlook.v1_9.xml", "/v1.9/ws/veterans/careers/49-9021.00/job_outlook"),
    ("veterans.military.v1_9.json", "/v1.9/ws/veterans/military?keyword=11B"),
    ("ws.v1_0.xml", "/v1.2/ws/"),
    ("ws.v1_7.xml", "/v1.7/ws/"),
];
