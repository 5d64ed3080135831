//! Calls and addresses of the two versions, full reports, and sections that only a release has.

#![allow(clippy::unwrap_used)]

use onet_compat::mapping::{self, LegacyCall, MappingError, Reason, V2Call};
use onet_compat::{RESOURCES, Resource, Version};
use serde_json::{Value, json};

const BASE: &str = "http://localhost:8080/v1.9/ws/";
const V2: &str = "http://localhost:8080";

/// The call of an address below the base, and its resource.
fn call(address: &str) -> (&'static Resource, LegacyCall) {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let (resource, arguments) = Resource::at(path).unwrap_or_else(|| panic!("{address}"));
    let call = LegacyCall {
        base: BASE.to_owned(),
        v2_base: format!("{V2}/"),
        version: Version::V1_9,
        arguments: arguments.into_iter().map(|(name, value)| (name.to_owned(), value)).collect(),
        query: url::form_urlencoded::parse(query.as_bytes()).into_owned().collect(),
    };
    (resource, call)
}

/// The call of 2.0 for an address below the base, as one text.
fn asked(address: &str) -> String {
    let (resource, call) = call(address);
    let V2Call::One { path, query } = mapping::v2_call(resource, &call).unwrap() else { panic!("{address}") };
    let query: Vec<_> = query.iter().map(|(name, value)| format!("{name}={value}")).collect();
    format!("{path}?{}", query.join("&")).trim_end_matches('?').to_owned()
}

#[test]
fn calls_of_1_x_become_calls_of_2_0() {
    let calls = [
        ("", "/"),
        ("about/", "/about/"),
        ("mnm/browse/", "/mnm/industries/"),
        ("mpp/browse/62?start=21&end=40", "/mpp/industries/62/most_people?start=21&end=40"),
        ("veterans/military?keyword=11B", "/veterans/military?keyword=11B&start=1&end=2000"),
        ("mnm/interestprofiler/questions?start=13", "/mnm/interestprofiler/questions?start=13&end=24"),
        (
            "mnm/interestprofiler/careers?Realistic=10&Conventional=3&job_zone=4",
            "/mnm/interestprofiler/careers?realistic=10&conventional=3&zone=4",
        ),
        (
            "mnm/interestprofiler/careers?area=Realistic&job_zone=4",
            "/mnm/interestprofiler/interests/realistic?zone=4",
        ),
        ("online/search?client=me&keyword=data%20base", "/online/search?keyword=data base"),
        (
            "online/occupations/?sort=name&start=1&end=1016",
            "/online/occupations/?sort=title&start=1&end=1016",
        ),
        (
            "online/occupations/17-2141.00/details/skills",
            "/online/occupations/17-2141.00/details/skills?start=1&end=10",
        ),
        (
            "online/occupations/17-2141.00/details/skills?display=long",
            "/online/occupations/17-2141.00/details/skills?start=1&end=2000",
        ),
        (
            "online/occupations/17-2141.00/summary/additional_information",
            "/online/occupations/17-2141.00/summary/professional_associations?start=1&end=10",
        ),
        (
            "online/occupations/17-2141.00/related/tools_technology/43232605",
            "/online/occupations/17-2141.00/related/technology_skills/43232605",
        ),
        ("online/related_task/search?keyword=pharmacist", "/online/job_duties/search?keyword=pharmacist"),
        ("online/related_task/tasks/29-1051.00", "/online/job_duties/tasks/29-1051.00"),
        ("online/career_clusters/030100?sort=pathway", "/online/career_clusters/030100?sort=sub_cluster"),
        ("online/hot_technology/C%2FC%2B%2B", "/online/hot_technology/C%2FC%2B%2B"),
        ("taxonomy/2010_to_active?code=15-1131.00", "/taxonomy/2010/active/15-1131.00"),
        (
            "database/rows/knowledge?filter=n.gt.5&filter=scale_id.eq.IM&sort=element_id",
            "/database/rows/knowledge?filter=n.gt.5&filter=scale_id.eq.IM&sort=element_id",
        ),
    ];
    for (address, expected) in calls {
        assert_eq!(asked(address), expected, "{address}");
    }
}

#[test]
fn a_call_without_a_parameter_that_2_0_has_in_its_path_is_refused_as_1_x_did() {
    let (resource, call) = call("taxonomy/2010_to_active?code=");
    let error = mapping::v2_call(resource, &call).unwrap_err();
    assert_eq!(error.to_string(), "The required parameter \"code\" was not provided.");
}

#[test]
fn every_resource_with_a_path_has_a_call_or_a_reason() {
    for resource in RESOURCES.iter().filter(|resource| resource.path.is_some()) {
        let variables = resource.path.unwrap().split('{').skip(1);
        let names = variables.map(|rest| rest.split('}').next().unwrap()).chain(["code"]);
        let (_, template) = call("");
        let arguments = names.map(|name| (name.to_owned(), "1".to_owned())).collect();
        match mapping::v2_call(resource, &LegacyCall { arguments, ..template }).unwrap() {
            V2Call::One { path, .. } => assert!(!path.contains('{'), "{path}"),
            V2Call::Sections(sections) => assert!(sections.len() > 10, "{}", resource.id),
            V2Call::Release(sources) => assert!(!sources.is_empty(), "{}", resource.id),
            V2Call::NoCounterpart(reason) => assert!(!reason.is_empty(), "{}", resource.id),
        }
    }
}

#[test]
fn addresses_lead_to_the_other_version_and_back() {
    let (_, call) = call("");
    let pairs = [
        ("mnm/careers/29-1051.00/", "/mnm/careers/29-1051.00/"),
        ("mnm/browse/62", "/mnm/industries/62/most_people"),
        (
            "online/occupations/17-2141.00/related/skills/2.A.1.b",
            "/online/occupations/17-2141.00/related/skills/2.A.1.b",
        ),
        ("online/hot_technology/C%2FC%2B%2B", "/online/hot_technology/C%2FC%2B%2B"),
        ("online/related_task/tasks/29-1051.00", "/online/job_duties/tasks/29-1051.00"),
        ("database/info/knowledge", "/database/info/knowledge"),
        ("taxonomy/2010_to_active?code=15-1131.00", "/taxonomy/2010/active/15-1131.00"),
        ("mnm/interestprofiler/careers?area=Realistic", "/mnm/interestprofiler/interests/realistic"),
    ];
    for (v1, v2) in pairs {
        assert_eq!(mapping::legacy_link(&format!("{V2}{v2}"), &call), Some(format!("{BASE}{v1}")), "{v2}");
        let v2 = format!("https://api-v2.onetcenter.org{v2}");
        assert_eq!(mapping::v2_link(&format!("https://services.onetcenter.org/ws/{v1}")), Some(v2), "{v1}");
    }
    let less = ["/online/soft_skills/", "/online/job_families/all", "/nothing", "/mnm/career_clusters/"];
    for v2 in less {
        assert_eq!(mapping::legacy_link(&format!("{V2}{v2}"), &call), None, "{v2}");
    }
    assert_eq!(mapping::legacy_link("https://www.onetcenter.org/", &call), None);
    let some = mapping::legacy_link(&format!("{V2}/mnm/industries/62/some_people"), &call);
    assert_eq!(some, Some(format!("{BASE}mnm/browse/62")));
    for v1 in ["mnm/apprenticeship/", "mnm/state-maps/29-1129.gif", "online/occupations/17-2141.00/details/"]
    {
        assert_eq!(mapping::v2_link(&format!("https://services.onetcenter.org/ws/{v1}")), None, "{v1}");
    }
}

#[test]
fn a_page_repeats_the_call_and_leads_to_the_next_one_on_the_base_that_was_called() {
    let (resource, call) = call("online/career_clusters/030100?client=me&end=1");
    let answer = json!({
        "start": 1, "end": 1, "total": 30,
        "next": format!("{V2}/online/career_clusters/030100?end=40&start=21"),
        "summary": {"title": "Financial Services", "overview": "Money.", "source_url": "https://example.org/"},
        "occupation": [{
            "href": format!("{V2}/online/occupations/13-2011.00/"), "code": "13-2011.00",
            "title": "Accountants and Auditors", "tags": {"bright_outlook": true},
            "sub_cluster": [
                {"href": format!("{V2}/online/career_clusters/sub_clusters/030101"), "code": "030101", "title": "Accounting"},
                {"href": format!("{V2}/online/career_clusters/sub_clusters/030102"), "code": "030102", "title": "Banking"},
            ],
        }],
    });
    let mapped = mapping::from_v2(resource, &answer, &call).unwrap();
    let expected = json!({
        "cluster": "030100", "sort": "pathway", "start": 1, "end": 1, "total": 30,
        "link": [{
            "href": format!("{BASE}online/career_clusters/030100?cluster=030100&sort=pathway&start=21&end=30"),
            "rel": "next",
        }],
        "occupation": [{
            "href": format!("{BASE}online/occupations/13-2011.00/"), "code": "13-2011.00",
            "title": "Accountants and Auditors", "tags": {"bright_outlook": true, "green": false},
            "career_pathway": {"code": "030101", "title": "Accounting"},
        }],
    });
    assert_eq!(mapped.value.to_value(), expected);
    let losses: Vec<String> =
        mapped.losses.iter().map(|loss| format!("{} {:?}", loss.field, loss.reason)).collect();
    for loss in [
        "occupation[].tags.green Assumed",
        "occupation[].career_cluster NotInV2",
        "occupation[].sub_cluster[] OnlyFirst",
        "summary NotInV1",
    ] {
        assert!(losses.iter().any(|known| known == loss), "{loss}: {losses:#?}");
    }
}

/// An answer with rated elements.
fn elements(count: usize, importance: impl Fn(usize) -> usize) -> Value {
    let element = |index| {
        json!({
            "id": format!("2.A.{index}"), "related": format!("{V2}/online/occupations/17-2141.00/related/skills/2.A.1"),
            "name": "A skill", "description": "A sentence.", "importance": importance(index),
        })
    };
    let items: Vec<_> = (0..count).map(element).collect();
    json!({"start": 1, "end": count, "total": count, "element": items})
}

#[test]
fn a_short_section_has_ten_items_and_a_long_one_all() {
    let answer = elements(12, |index| 56 - index);
    for (address, count) in [("details/skills", 10), ("details/skills?display=long", 12)] {
        let (resource, call) = call(&format!("online/occupations/17-2141.00/{address}"));
        let mapped = mapping::from_v2(resource, &answer, &call).unwrap();
        let value = mapped.value.to_value();
        assert_eq!(value["element"].as_array().unwrap().len(), count);
        assert!(mapped.losses.iter().all(|loss| loss.reason != Reason::Partial), "{:?}", mapped.losses);
        let is_cut = mapped.losses.iter().any(|loss| loss.reason == Reason::Shortened);
        assert_eq!(is_cut, count < 12, "{:?}", mapped.losses);
        assert_eq!(value["element"][6]["score"]["important"], true, "50 is important");
        assert_eq!(value["element"][7]["score"]["important"], false, "49 is not");
    }
}

#[test]
fn a_section_that_is_one_page_of_several_says_so() {
    let mut answer = elements(5, |_| 50);
    answer["total"] = json!(12);
    let (resource, call) = call("online/occupations/17-2141.00/details/skills");
    let mapped = mapping::from_v2(resource, &answer, &call).unwrap();
    let partial: Vec<_> = mapped.losses.iter().filter(|loss| loss.reason == Reason::Partial).collect();
    assert_eq!(partial.len(), 1);
    assert_eq!(partial[0].field, "element[]");
}

#[test]
fn a_member_that_the_contract_gains_is_listed() {
    let mut answer = elements(1, |_| 50);
    answer["element"][0]["level"] = json!(40);
    answer["licence"] = json!("CC BY 4.0");
    let (resource, call) = call("online/occupations/17-2141.00/details/skills");
    let mapped = mapping::from_v2(resource, &answer, &call).unwrap();
    let new: Vec<_> = mapped
        .losses
        .iter()
        .filter(|loss| loss.reason == Reason::NotInV1)
        .map(|loss| loss.field.as_str())
        .collect();
    assert_eq!(new, ["element[].level", "licence"]);
}

#[test]
fn an_answer_of_another_form_is_refused_with_the_place() {
    let mut answer = elements(1, |_| 50);
    answer["element"][0]["importance"] = json!("much");
    let (resource, call) = call("online/occupations/17-2141.00/details/skills");
    let error = mapping::from_v2(resource, &answer, &call).unwrap_err();
    assert_eq!(error.to_string(), "element[].importance is \"much\", where a whole number was expected");
}

#[test]
fn a_list_of_sections_leaves_out_those_that_1_x_did_not_have() {
    let link = |path: &str, title: &str| json!({"href": format!("{V2}/online/occupations/17-2141.00/{path}"), "title": title});
    let answer = json!({
        "code": "17-2141.00", "title": "Mechanical Engineers", "tags": {}, "description": "A sentence.",
        "bright_outlook": [{"code": "grow", "title": "Grow Rapidly"}],
        "updated": {"year": 2024, "contents": [{"title": "Technology Skills & Tools", "year": 2024}]},
        "summary_contents": [],
        "details_contents": [
            link("details/tasks", "Tasks"),
            link("details/military_career_summaries", "Military Careers"),
            link("details/professional_associations", "Professional Associations"),
        ],
        "custom_contents": [link("custom/work_activities_outline", "Work Activities Outline")],
    });
    let (resource, call) = call("online/occupations/17-2141.00/");
    let mapped = mapping::from_v2(resource, &answer, &call).unwrap();
    let value = mapped.value.to_value();
    let base = format!("{BASE}online/occupations/17-2141.00/");
    assert_eq!(
        value["details_resources"]["resource"],
        json!([
            {"href": format!("{base}details/tasks"), "title": "Tasks"},
            {"href": format!("{base}details/additional_information"), "title": "Professional Associations"},
        ])
    );
    assert_eq!(value["bright_outlook"], json!({"category": ["Grow Rapidly"]}));
    let left_out = mapped.losses.iter().find(|loss| loss.reason == Reason::NoAddress).unwrap();
    assert_eq!(left_out.field, "details_contents[]");
}

#[test]
fn technology_has_four_examples_and_a_link_to_all_or_all_of_them() {
    let example =
        |title: &str| json!({"title": title, "href": format!("{V2}/online/technology/examples/{title}")});
    let mut hot = example("Microsoft Excel");
    hot["hot_technology"] = json!(true);
    let answer = json!({"start": 1, "end": 1, "total": 1, "category": [{
        "code": 43232110, "title": "Spreadsheet software",
        "related": format!("{V2}/online/occupations/17-2141.00/related/technology_skills/43232110"),
        "example": [example("Tally"), hot], "example_more": [example("Zoho Sheet"), example("Apache OpenOffice Calc")],
    }]});
    let (resource, short) = call("online/occupations/17-2141.00/details/technology_skills");
    let value = mapping::from_v2(resource, &answer, &short).unwrap().value.to_value();
    let own = format!("{BASE}online/occupations/17-2141.00/details/technology_skills?all=1");
    assert_eq!(value["see_all"]["href"], own);
    assert_eq!(
        value["category"][0],
        json!({
            "related": format!("{BASE}online/occupations/17-2141.00/related/tools_technology/43232110"),
            "title": {"id": 43232110, "name": "Spreadsheet software"},
            // By name, where 2.0 begins with what employers ask for most.
            "example": [{"hot_technology": "Microsoft Excel", "name": "Microsoft Excel"}, {"name": "Tally"}],
        })
    );
    let (resource, all) = call("online/occupations/17-2141.00/details/technology_skills?all=1");
    let value = mapping::from_v2(resource, &answer, &all).unwrap().value.to_value();
    assert_eq!(value.get("see_all"), None);
    let names: Vec<_> =
        value["category"][0]["example"].as_array().unwrap().iter().map(|one| &one["name"]).collect();
    assert_eq!(names, ["Microsoft Excel", "Tally", "Apache OpenOffice Calc", "Zoho Sheet"]);
}

/// Rows of a table as 2.0 answers with them.
fn rows(rows: Value) -> Value {
    let total = rows.as_array().unwrap().len();
    json!({"start": 1, "end": total, "total": total, "row": rows})
}

/// Work values of 17-2141.00 in release 29.3, three of the six.
fn work_value_rows() -> Vec<(&'static str, Value)> {
    let row = |id: &str, name: &str, scale: &str, value: f64| json!({"onetsoc_code": "17-2141.00", "element_id": id, "element_name": name, "scale_id": scale, "data_value": value});
    let point = |id: &str, value: u64| json!({"onetsoc_code": "17-2141.00", "element_id": id, "element_name": "A high point", "scale_id": "VH", "data_value": value});
    let about =
        |id: &str| json!({"element_id": id, "element_name": "A work value", "description": "A sentence."});
    vec![
        (
            "work_values",
            rows(json!([
                row("1.B.2.a", "Achievement", "EX", 5.33),
                row("1.B.2.c", "Recognition", "EX", 5.67),
                row("1.B.2.f", "Independence", "EX", 5.33),
                point("1.B.2.h", 1),
                point("1.B.2.g", 3),
                point("1.B.2.i", 0),
            ])),
        ),
        ("content_model_reference", rows(json!([about("1.B.2.a"), about("1.B.2.c"), about("1.B.2.f")]))),
    ]
}

#[test]
fn work_values_come_from_the_release_with_their_scores_or_as_high_points() {
    let answers = work_value_rows();
    let (resource, details) = call("online/occupations/17-2141.00/details/work_values");
    let V2Call::Release(sources) = mapping::v2_call(resource, &details).unwrap() else {
        panic!("{}", resource.id)
    };
    let names: Vec<_> = sources.iter().map(|source| source.name).collect();
    assert_eq!(names, ["work_values", "content_model_reference"]);
    assert_eq!(sources[0].path, "/database/rows/work_values");
    assert_eq!(sources[0].query[0], ("filter".to_owned(), "onetsoc_code.eq.17-2141.00".to_owned()));
    let value = mapping::from_rows(resource, &answers, &details).unwrap().value.to_value();
    let scores: Vec<_> = value["element"]
        .as_array()
        .unwrap()
        .iter()
        .map(|element| (element["name"].as_str().unwrap(), element["score"]["value"].as_u64().unwrap()))
        .collect();
    assert_eq!(scores, [("Recognition", 78), ("Achievement", 72), ("Independence", 72)]);
    assert_eq!(value["element"][0]["score"]["scale"], "Extent");
    assert_eq!(value["report"], "details");

    let (resource, summary) = call("online/occupations/17-2141.00/summary/work_values");
    let value = mapping::from_rows(resource, &answers, &summary).unwrap().value.to_value();
    let names: Vec<_> = value["element"].as_array().unwrap().iter().map(|element| &element["name"]).collect();
    assert_eq!(names, ["Recognition", "Achievement"]);
    assert_eq!(value["element"][0].get("score"), None);

    let nothing = [("work_values", rows(json!([])))];
    let error = mapping::from_rows(resource, &nothing, &summary).unwrap_err();
    assert!(matches!(error, MappingError::NoData { .. }), "{error}");
}

#[test]
fn tools_come_from_the_release_with_the_largest_categories_first() {
    let row = |example: &str, code: u64, title: &str| json!({"onetsoc_code": "17-2141.00", "example": example, "commodity_code": code, "commodity_title": title});
    let mut all: Vec<Value> = ["Etchers", "Aligners", "Wire bonders", "Sputtering systems", "Dicing saws"]
        .iter()
        .map(|example| row(example, 23211101, "Semiconductor process systems"))
        .collect();
    all.extend([
        row("Pitot tubes", 41112501, "Flowmeters"),
        row("Air compressors", 40151601, "Air compressors"),
    ]);
    let answers = [("tools_used", rows(Value::Array(all)))];
    let (resource, short) = call("online/occupations/17-2141.00/details/tools_used");
    let value = mapping::from_rows(resource, &answers, &short).unwrap().value.to_value();
    let titles: Vec<_> =
        value["category"].as_array().unwrap().iter().map(|category| &category["title"]["name"]).collect();
    assert_eq!(titles, ["Semiconductor process systems", "Air compressors", "Flowmeters"]);
    assert_eq!(value["category"][0]["example"].as_array().unwrap().len(), 4);
    assert_eq!(
        value["see_all"]["href"],
        format!("{BASE}online/occupations/17-2141.00/details/tools_used?all=1")
    );
    let (resource, both) = call("online/occupations/17-2141.00/details/tools_technology?all=1");
    let value = mapping::from_rows(resource, &answers, &both).unwrap().value.to_value();
    assert_eq!(value["tools"]["category"][0]["example"].as_array().unwrap().len(), 5);
    assert_eq!(value["tools"].get("see_all"), None);
    assert_eq!(value.get("technology"), None);
}

#[test]
fn a_report_is_merged_from_its_sections() {
    let (report, call) = call("online/occupations/17-2141.00/details?display=long");
    let sections = mapping::report_sections(report).unwrap();
    assert_eq!(sections[0].name, "occupation");
    let values = Resource::find("online.occupation.details.work_values").unwrap();
    let work_values = mapping::from_rows(values, &work_value_rows(), &call).unwrap().value.to_value();
    let parts = [
        ("online.occupation.details.skills", Some(elements(12, |_| 60))),
        ("online.occupation.details.work_values", Some(work_values)),
        ("online.occupation.details.knowledge", None),
    ];
    let mapped = mapping::merge_report(report, &parts, &call).unwrap();
    let value = mapped.value.to_value();
    let members: Vec<_> = value.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(members, ["code", "display", "skills", "work_values"]);
    assert_eq!(value["display"], "long");
    assert_eq!(value["skills"]["element"].as_array().unwrap().len(), 12);
    assert_eq!(value["skills"].get("code"), None);
    assert_eq!(value["work_values"].get("report"), None);
    let has = |field: &str| mapped.losses.iter().any(|loss| loss.field == field);
    assert!(has("skills.element[].score.important"), "{:?}", mapped.losses);
    assert!(
        has("tasks") && !has("knowledge"),
        "a part without data is no loss, a part that was not asked for is"
    );

    let error = mapping::merge_report(report, &[], &call).unwrap_err();
    assert!(matches!(error, MappingError::NoData { .. }), "{error}");
}

#[test]
fn what_would_mislead_is_refused() {
    let (states, call) = call("mnm/careers/29-1051.00/check_out_my_state");
    let answer = json!([{"code": "RI", "name": "Rhode Island", "job_outlook": "Bright"}]);
    let error = mapping::from_v2(states, &answer, &call).unwrap_err();
    assert!(matches!(error, MappingError::Refused { .. }), "{error}");
    assert!(matches!(mapping::v2_call(states, &call).unwrap(), V2Call::NoCounterpart(_)));
}
