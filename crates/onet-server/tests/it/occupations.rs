//! The report on an occupation and the lists by element: what they hold, in which order, and where they lead.

use std::collections::{BTreeSet, VecDeque};

use crate::common::answers::{answer, assert_page, items};
use crate::common::contract::Contract;
use crate::common::{BASE, Service, TestResult, is_marked, sentence, tell};
use http::StatusCode;
use onet_api::operation::Operation;
use serde_json::{Value, json};
use tempfile::TempDir;

const PHARMACISTS: &str = "/online/occupations/29-1051.00";

/// A walk over links ends after so many answers.
const WALK: usize = 900;

/// All addresses in an answer.
fn links(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::String(text) => found.extend(text.strip_prefix(BASE).map(str::to_owned)),
        Value::Array(items) => items.iter().for_each(|item| links(item, found)),
        Value::Object(members) => members.values().for_each(|member| links(member, found)),
        _ => {}
    }
}

/// Follows links from a page. Answers follow the contract, and all others are not in the source.
async fn walk(service: &Service, contract: &mut Contract, from: &str) -> TestResult {
    let mut queue = VecDeque::from([from.to_owned()]);
    let mut seen = BTreeSet::from([from.to_owned()]);
    let (mut operations, mut answers) = (BTreeSet::new(), 0);
    while let Some(path) = queue.pop_front().filter(|_| answers < WALK) {
        let bare = path.split('?').next().unwrap_or_default();
        let operation = Operation::find(bare).ok_or_else(|| format!("{path} is not in the contract"))?;
        let response = service.get(&path).await?;
        let body: Value = serde_json::from_slice(response.body())?;
        if response.status() != StatusCode::OK {
            assert!(is_marked(&response), "{path}: {} {body}", response.status());
            continue;
        }
        contract.judge(operation, &body, &path)?;
        operations.insert(operation.id);
        answers += 1;
        let mut found = Vec::new();
        links(&body, &mut found);
        queue.extend(found.into_iter().filter(|link| seen.insert(link.clone())));
    }
    tell(&format!("{answers} answers of {} operations from {from}, all valid", operations.len()));
    Ok(())
}

#[tokio::test]
async fn links_lead_to_answers_of_the_contract() -> TestResult {
    let (sample, mut contract) = (Service::sample()?, Contract::load()?);
    for from in ["/online/occupations/?end=2", PHARMACISTS, "/online/onet_data/"] {
        walk(&sample, &mut contract, from).await?;
    }
    Ok(())
}

#[tokio::test]
async fn the_details_list_all_items_and_the_summary_important_ones() -> TestResult {
    let sample = Service::sample()?;
    let first = ["2.C.5.a 91", "2.C.4.a 87", "2.C.1.e 79", "2.C.7.a 79", "2.C.4.c 78"];
    let details = answer(&sample, &format!("{PHARMACISTS}/details/knowledge")).await?;
    assert_page(&details, "element", &["id", "importance"], 33, &first);
    assert_eq!((&details["start"], &details["end"]), (&json!(1), &json!(10)));
    assert_eq!(details["next"], format!("{BASE}{PHARMACISTS}/details/knowledge?start=11&end=20"));
    let related = format!("{BASE}{PHARMACISTS}/related/knowledge/2.C.5.a");
    assert_eq!(details["element"][0]["related"], related);

    let summary = answer(&sample, &format!("{PHARMACISTS}/summary/knowledge")).await?;
    assert_page(&summary, "element", &["id"], 10, &["2.C.5.a", "2.C.4.a", "2.C.1.e", "2.C.7.a", "2.C.4.c"]);
    assert_eq!((&summary["end"], summary["element"][0].get("importance")), (&json!(5), None));

    let named = answer(&sample, &format!("{PHARMACISTS}/details/skills?sort=name&end=35")).await?;
    let names = items(&named, "element", &["name"]);
    assert_eq!((names.len(), names.is_sorted()), (35, true));
    Ok(())
}

#[tokio::test]
async fn the_interest_code_leads_to_its_interests() -> TestResult {
    let sample = Service::sample()?;
    let summary = answer(&sample, &format!("{PHARMACISTS}/summary/interests")).await?;
    assert_eq!(summary["interest_code"], "ISC");
    assert_eq!(items(&summary, "element", &["id"]), ["1.B.1.b", "1.B.1.d", "1.B.1.f"]);
    let details = answer(&sample, &format!("{PHARMACISTS}/details/interests")).await?;
    let members = ["id", "occupational_interest"];
    assert_page(&details, "element", &members, 6, &["1.B.1.b 78", "1.B.1.d 64", "1.B.1.f 61"]);

    let found = answer(&sample, "/online/onet_data/interests/SI").await?;
    assert_eq!(items(&found, "summary", &["interest_code", "id"]), ["S 1.B.1.d", "I 1.B.1.b"]);
    let first = ["29-1141.01 SIR", "29-1141.04 SIC", "29-9099.01 SIR", "29-1123.00 SIR"];
    assert_page(&found, "occupation", &["code", "interest_code"], 4, &first);
    let none = answer(&sample, "/online/onet_data/interests/RR").await?;
    assert_eq!((&none["total"], &none["end"]), (&json!(0), &json!(0)));
    Ok(())
}

#[tokio::test]
async fn occupations_are_listed_by_an_element_in_each_order() -> TestResult {
    let sample = Service::sample()?;
    let path = "/online/onet_data/knowledge/2.C.5.a";
    let members = ["code", "importance", "level"];
    let first = ["29-1023.00 99 86", "29-1217.00 96 92", "29-1171.00 96 80", "29-1224.00 92 91"];
    assert_page(&answer(&sample, path).await?, "occupation", &members, 20, &first);
    let leveled = answer(&sample, &format!("{path}?sort=level")).await?;
    assert_page(&leveled, "occupation", &["code"], 20, &["29-1217.00", "29-1224.00", "29-1023.00"]);
    let titled = answer(&sample, &format!("{path}?sort=title")).await?;
    assert!(items(&titled, "occupation", &["title"]).is_sorted());
    let coded = answer(&sample, &format!("{path}?sort=code")).await?;
    assert!(items(&coded, "occupation", &["code"]).is_sorted());

    // One level is a number, twelve are not relevant, and the release recommends to suppress seven.
    let irrelevant = answer(&sample, "/online/onet_data/knowledge/2.C.2.b?sort=level").await?;
    let levels = items(&irrelevant, "occupation", &["level", "level_not_relevant"]);
    let expected = [vec!["22 null"; 1], vec!["null true"; 12], vec!["null null"; 7]].concat();
    assert_eq!(levels, expected);
    Ok(())
}

#[tokio::test]
async fn elements_are_listed_as_a_tree() -> TestResult {
    let sample = Service::sample()?;
    let tree = answer(&sample, "/online/onet_data/skills_basic/").await?;
    let groups: Vec<_> = tree.as_array().into_iter().flatten().collect();
    assert_eq!(groups.iter().map(|group| &group["id"]).collect::<Vec<_>>(), ["2.A.1", "2.A.2"]);
    assert_eq!(groups[0].get("href"), None);
    assert_eq!(items(groups[1], "child", &["id"]), ["2.A.2.a", "2.A.2.b", "2.A.2.c", "2.A.2.d"]);
    assert_eq!(groups[1]["child"][0]["href"], format!("{BASE}/online/onet_data/skills_basic/2.A.2.a"));
    Ok(())
}

#[tokio::test]
async fn data_missing_in_the_sample_are_not_in_the_source() -> TestResult {
    let sample = Service::sample()?;
    for path in [
        format!("{PHARMACISTS}/details/education"),
        format!("{PHARMACISTS}/summary/abilities"),
        format!("{PHARMACISTS}/details/work_context"),
        format!("{PHARMACISTS}/details/apprenticeship"),
        format!("{PHARMACISTS}/details/work_activities"),
        "/online/occupations/11-1011.00/details/knowledge".to_owned(),
        "/online/onet_data/abilities/".to_owned(),
        "/online/onet_data/work_activities/4.A.1.a.1".to_owned(),
    ] {
        let response = sample.get(&path).await?;
        assert_eq!(response.status(), StatusCode::UNPROCESSABLE_ENTITY, "{path}");
        assert!(is_marked(&response), "{path}: {}", sentence(&response)?);
        assert!(sentence(&response)?.contains("O*NET 29.3 sample"), "{path}: {}", sentence(&response)?);
    }
    Ok(())
}

#[tokio::test]
async fn reports_on_tables_that_a_release_does_not_have_are_not_in_the_source() -> TestResult {
    let service = Service::sample_without(&["Task Statements", "Technology Skills"])?;
    for section in ["details/tasks", "details/technology_skills", "hot_technology", "related/tasks/1808"] {
        let response = service.get(&format!("{PHARMACISTS}/{section}")).await?;
        assert_eq!(response.status(), StatusCode::UNPROCESSABLE_ENTITY, "{section}");
        assert!(is_marked(&response), "{section}: {}", sentence(&response)?);
    }
    Ok(())
}

/// Tables that neither the sample nor a public copy of a release has, with made-up rows: words for the tabs.
const TABLES: [(&str, &str); 11] = [
    ("Occupation Data", "O*NET-SOC Code|Title|Description\n11-1011.00|Bakers|Bake.\n11-1021.00|Cooks|Cook."),
    (
        "Content Model Reference",
        "Element ID|Element Name|Description\n1|W|W\n1.D|Styles|S\n1.D.1|Ways|W\n1.D.1.a|Care|C\n1.D.1.b|Wit|W\n\
         4|O|O\n4.C|Context|C\n4.C.3|Time|T\n4.C.3.a|Hours|How long?\n4.C.3.b|Heat|How hot?",
    ),
    (
        "Scales Reference",
        "Scale ID|Scale Name|Minimum|Maximum\nWI|Impact|-3|3\nDR|Rank|1|21\nCX|Context|1|5\nCXP|Context|0|100\n\
         CT|Context|1|3\nCTP|Context|0|100\nIM|Importance|1|5\nRT|Relevance|0|100",
    ),
    (
        "Work Styles",
        "O*NET-SOC Code|Element ID|Element Name|Scale ID|Data Value|Date|Domain Source\n\
         11-1011.00|1.D.1.a|Care|WI|-1.20|08/2025|Expert\n11-1011.00|1.D.1.a|Care|DR|1.00|08/2025|Expert\n\
         11-1011.00|1.D.1.b|Wit|WI|2.91|08/2025|Expert",
    ),
    (
        "Work Context",
        "O*NET-SOC Code|Element ID|Element Name|Scale ID|Category|Data Value|N|Standard Error|Lower CI Bound|\
         Upper CI Bound|Recommend Suppress|Not Relevant|Date|Domain Source\n\
         11-1011.00|4.C.3.a|Hours|CT|n/a|1.99|9|n/a|n/a|n/a|N|n/a|08/2025|Incumbent\n\
         11-1011.00|4.C.3.a|Hours|CTP|1|17.03|9|n/a|n/a|n/a|N|n/a|08/2025|Incumbent\n\
         11-1011.00|4.C.3.a|Hours|CTP|2|66.56|9|n/a|n/a|n/a|N|n/a|08/2025|Incumbent\n\
         11-1011.00|4.C.3.a|Hours|CTP|3|9.41|9|n/a|n/a|n/a|N|n/a|08/2025|Incumbent\n\
         11-1011.00|4.C.3.b|Heat|CX|n/a|4.50|9|n/a|n/a|n/a|N|n/a|08/2025|Incumbent",
    ),
    (
        "Work Context Categories",
        "Element ID|Element Name|Scale ID|Category|Category Description\n\
         4.C.3.a|Hours|CTP|1|Few\n4.C.3.a|Hours|CTP|2|Some\n4.C.3.a|Hours|CTP|3|Many",
    ),
    (
        "Task Statements",
        "O*NET-SOC Code|Task ID|Task|Task Type|Incumbents Responding|Date|Domain Source\n\
         11-1011.00|1|Sweep.|Supplemental|9|08/2025|Incumbent\n11-1011.00|2|Rest.|n/a|n/a|08/2025|Incumbent\n\
         11-1011.00|3|Bake.|Core|9|08/2025|Incumbent\n11-1011.00|4|Greet.|Core|9|08/2025|Incumbent\n\
         11-1011.00|5|Add.|Core|9|08/2025|Incumbent",
    ),
    (
        "Task Ratings",
        "O*NET-SOC Code|Task ID|Scale ID|Category|Data Value|N|Standard Error|Lower CI Bound|Upper CI Bound|\
         Recommend Suppress|Date|Domain Source\n\
         11-1011.00|1|IM|n/a|4.90|9|n/a|n/a|n/a|N|08/2025|Incumbent\n\
         11-1011.00|3|IM|n/a|4.00|9|n/a|n/a|n/a|N|08/2025|Incumbent\n\
         11-1011.00|4|IM|n/a|4.01|9|n/a|n/a|n/a|N|08/2025|Incumbent\n\
         11-1011.00|4|RT|n/a|90.00|9|n/a|n/a|n/a|N|08/2025|Incumbent\n\
         11-1011.00|5|IM|n/a|2.50|9|n/a|n/a|n/a|N|08/2025|Incumbent",
    ),
    (
        "UNSPSC Reference",
        "Commodity Code|Commodity Title|Class Code|Class Title|Family Code|Family Title|Segment Code|Segment Title\n\
         43210001|Mixers|43210000|C|43000001|F|43000000|S\n43210002|Ovens|43210000|C|43000001|F|43000000|S",
    ),
    (
        "Technology Skills",
        "O*NET-SOC Code|Example|Commodity Code|Commodity Title|Hot Technology|In Demand\n\
         11-1011.00|E|43210002|Ovens|N|Y\n11-1011.00|D/&#|43210002|Ovens|Y|N\n11-1011.00|C|43210002|Ovens|N|N\n\
         11-1011.00|B|43210002|Ovens|N|N\n11-1011.00|A|43210002|Ovens|N|N\n11-1011.00|Z|43210001|Mixers|N|N\n\
         11-1021.00|A|43210002|Ovens|N|N",
    ),
    ("Job Zones", "O*NET-SOC Code|Job Zone|Date|Domain Source\n11-1011.00|2|08/2025|Analyst"),
];

/// The made-up tables as a release on disk, with the folder that holds them.
fn made_up() -> TestResult<(TempDir, Service)> {
    let place = tempfile::tempdir()?;
    let folder = place.path().join("db_30_9_text");
    std::fs::create_dir(&folder)?;
    for (table, rows) in TABLES {
        std::fs::write(folder.join(format!("{table}.txt")), rows.replace('|', "\t") + "\n")?;
    }
    let service = Service::import(&folder)?;
    Ok((place, service))
}

#[tokio::test]
async fn tasks_are_sorted_by_category_and_importance() -> TestResult {
    let (_place, service) = made_up()?;
    let path = "/online/occupations/11-1011.00/details/tasks";
    let members = ["id", "category", "importance"];
    let order = ["4 Core 75", "3 Core 75", "5 Core 38", "1 Supplemental 98", "2 null null"];
    assert_page(&answer(&service, path).await?, "task", &members, 5, &order);
    let important = answer(&service, &format!("{path}?sort=importance")).await?;
    assert_eq!(items(&important, "task", &["id"]), ["1", "4", "3", "5", "2"]);
    let titled = answer(&service, &format!("{path}?sort=title")).await?;
    assert_eq!(items(&titled, "task", &["title"]), ["Add.", "Bake.", "Greet.", "Rest.", "Sweep."]);
    let summary = answer(&service, "/online/occupations/11-1011.00/summary/tasks").await?;
    assert_eq!(
        items(&summary, "task", &members),
        ["4 null null", "3 null null", "1 null null", "2 null null"]
    );
    Ok(())
}

#[tokio::test]
async fn each_element_is_scored_on_the_scale_of_its_rows() -> TestResult {
    let (_place, service) = made_up()?;
    let styles = answer(&service, "/online/occupations/11-1011.00/details/work_styles").await?;
    assert_eq!(items(&styles, "element", &["id", "importance"]), ["1.D.1.b 99", "1.D.1.a 30"]);
    let context = answer(&service, "/online/occupations/11-1011.00/details/work_context").await?;
    assert_eq!(items(&context, "element", &["id", "context"]), ["4.C.3.b 88", "4.C.3.a 50"]);
    let answers = items(&context["element"][1], "response", &["percentage_of_respondents", "description"]);
    assert_eq!(answers, ["67 Some", "17 Few"]);
    assert_eq!(context["element"][0]["response"], json!([]));

    let hours = answer(&service, "/online/onet_data/work_context/4.C.3.a").await?;
    assert_eq!(items(&hours, "example", &["context", "description"]), ["0 Few", "50 Some", "100 Many"]);
    assert_page(&hours, "occupation", &["code", "context"], 1, &["11-1011.00 50"]);
    let tree = answer(&service, "/online/onet_data/work_styles/").await?;
    assert_eq!(items(&tree[0], "child", &["id"]), ["1.D.1.a", "1.D.1.b"]);
    Ok(())
}

#[tokio::test]
async fn technology_in_demand_precedes_the_rest() -> TestResult {
    let (_place, service) = made_up()?;
    let page = answer(&service, "/online/occupations/11-1011.00/details/technology_skills").await?;
    assert_page(&page, "category", &["code"], 2, &["43210002", "43210001"]);
    let ovens = &page["category"][0];
    assert_eq!(
        items(ovens, "example", &["title", "hot_technology", "in_demand"]),
        ["E null true", "D/&# true null", "A null null", "B null null"]
    );
    assert_eq!(items(ovens, "example_more", &["title"]), ["C"]);
    assert_eq!(ovens["example"][1]["href"], format!("{BASE}/online/technology/examples/D%2F%26%23"));
    assert_eq!(
        (&page["hot_technology"]["total"], &page["in_demand_skills"]["total"]),
        (&json!(1), &json!(1))
    );
    let hot = answer(&service, "/online/occupations/11-1011.00/hot_technology").await?;
    assert_page(&hot, "example", &["title"], 1, &["D/&#"]);

    let alike = answer(&service, "/online/occupations/11-1011.00/related/technology_skills/43210002").await?;
    assert_eq!(alike["summary"]["occupation_total"], 2);
    assert_eq!(alike["summary"]["example"], json!(["A", "B", "C", "D/&#", "E"]));
    assert_eq!(items(&alike, "occupation", &["code", "example"]), [r#"11-1021.00 ["A"]"#]);
    Ok(())
}

#[tokio::test]
async fn a_section_without_data_is_an_error_of_the_call() -> TestResult {
    let (_place, service) = made_up()?;
    for section in ["tasks", "work_styles", "work_context", "job_zone"] {
        let response = service.get(&format!("/online/occupations/11-1021.00/details/{section}")).await?;
        assert_eq!(response.status(), StatusCode::UNPROCESSABLE_ENTITY, "{section}");
        assert!(!is_marked(&response), "{section}: {}", sentence(&response)?);
    }
    let overview = answer(&service, "/online/occupations/11-1021.00/").await?;
    assert_eq!(items(&overview, "details_contents", &["title"]), ["Technology Skills"]);
    let listed = answer(&service, "/online/occupations/?sort=zone").await?;
    assert_page(&listed, "occupation", &["code", "datalevel"], 2, &["11-1011.00 true", "11-1021.00 false"]);
    Ok(())
}
