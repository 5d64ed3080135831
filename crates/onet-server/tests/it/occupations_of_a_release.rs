//! The report on an occupation from a whole release: what the manual of version 1.9 prints, and what a program that
//! shares no code with the engine computes.

use crate::common::answers::{answer, assert_page, items};
use crate::common::contract::Contract;
use crate::common::{BASE, Service, TestResult, is_marked, sentence};
use http::StatusCode;
use onet_api::operation::Operation;
use serde_json::{Value, json};

const ENGINEERS: &str = "/online/occupations/17-2141.00";

/// A section, the member that holds its items, the members looked at, the number of items, and the first of them.
type Printed = (&'static str, &'static str, &'static [&'static str], usize, &'static [&'static str]);

/// Sections of 17-2141.00 as the manual of version 1.9 prints them, as far as the release holds them. The numbers of
/// items are those of the oracle; the list of education has none.
const PRINTED: [Printed; 8] = [
    (
        "details/knowledge",
        "element",
        &["id", "importance"],
        33,
        &[
            "2.C.3.c 88",
            "2.C.3.b 87",
            "2.C.2.a 84",
            "2.C.3.e 81",
            "2.C.7.a 77",
            "2.C.4.a 72",
            "2.C.8.a 68",
            "2.C.3.a 66",
            "2.C.6 60",
            "2.C.4.b 60",
        ],
    ),
    (
        "details/skills",
        "element",
        &["id", "importance"],
        35,
        &[
            "2.A.1.b 72",
            "2.A.2.a 72",
            "2.A.1.a 72",
            "2.B.2.i 69",
            "2.B.4.e 69",
            "2.A.1.e 69",
            "2.A.1.f 69",
            "2.A.2.b 63",
            "2.B.3.a 63",
            "2.A.1.d 60",
        ],
    ),
    (
        "details/work_styles",
        "element",
        &["id", "importance"],
        16,
        &[
            "1.C.5.c 87",
            "1.C.7.b 85",
            "1.C.5.b 83",
            "1.C.3.a 83",
            "1.C.5.a 82",
            "1.C.4.b 81",
            "1.C.4.a 78",
            "1.C.1.c 77",
            "1.C.1.b 75",
            "1.C.4.c 73",
        ],
    ),
    (
        "details/interests",
        "element",
        &["id", "occupational_interest"],
        6,
        &["1.B.1.a 93", "1.B.1.b 72", "1.B.1.f 61", "1.B.1.c 20", "1.B.1.e 13", "1.B.1.d 2"],
    ),
    (
        "details/tasks",
        "task",
        &["id", "category"],
        28,
        &[
            "1411 Core",
            "20733 Core",
            "20736 Core",
            "1412 Core",
            "20734 Core",
            "1421 Core",
            "1413 Core",
            "20741 Core",
            "1419 Core",
            "20737 Core",
        ],
    ),
    (
        "details/related_occupations",
        "occupation",
        &["code"],
        20,
        &[
            "17-3021.00",
            "17-2141.02",
            "17-3028.00",
            "17-3023.00",
            "17-2071.00",
            "17-2072.00",
            "17-2141.01",
            "17-2112.00",
            "17-3027.00",
            "17-2199.05",
        ],
    ),
    ("details/detailed_work_activities", "activity", &["id"], 32, &["4.A.1.a.1.I02.D08"]),
    (
        "details/education",
        "response",
        &["code", "percentage_of_respondents", "title"],
        0,
        &["6 52 Bachelor's Degree", "5 29 Associate's Degree (or other 2-year degree)"],
    ),
];

async fn check_what_the_manual_prints(service: &Service) -> TestResult {
    let mut contract = Contract::load()?;
    for (section, list, members, total, first) in PRINTED {
        let path = format!("{ENGINEERS}/{section}");
        let page = answer(service, &path).await?;
        contract.judge(Operation::find(&path).ok_or("no such operation")?, &page, &path)?;
        let found = items(&page, list, members);
        assert_eq!(found[..first.len()], *first, "{section}");
        assert_eq!(page.get("total").unwrap_or(&json!(0)), total, "{section}");
    }
    let zone = answer(service, &format!("{ENGINEERS}/details/job_zone")).await?;
    assert_eq!((&zone["code"], &zone["svp_range"]), (&json!(4), &json!("(7.0 to < 8.0)")));
    Ok(())
}

async fn check_the_overview(service: &Service) -> TestResult {
    let overview = answer(service, &format!("{ENGINEERS}/")).await?;
    assert_eq!(overview["title"], "Mechanical Engineers");
    let titles = overview["sample_of_reported_titles"].as_array().ok_or("no titles")?;
    assert_eq!((titles.len(), &titles[0]), (10, &json!("Application Engineer")));
    assert_eq!(items(&overview, "also_see", &["code"]), ["17-2141.01", "17-2141.02"]);
    assert_eq!(overview["updated"]["year"], 2024);
    assert_eq!(
        items(&overview["updated"], "contents", &["title", "source", "year"]),
        [
            "Detailed Work Activities Analyst 2024",
            "Education Incumbent 2024",
            "Interests Machine Learning 2023",
            "Job Zone Analyst 2024",
            "Knowledge Incumbent 2024",
            "Skills Analyst 2024",
            "Tasks Incumbent 2024",
            "Work Styles Incumbent 2024",
        ]
    );
    assert_eq!(
        items(&overview, "summary_contents", &["title"]),
        [
            "Tasks",
            "Technology Skills",
            "Knowledge",
            "Skills",
            "Detailed Work Activities",
            "Job Zone",
            "Education",
            "Interests",
            "Work Styles",
            "Related Occupations",
        ]
    );
    let list = answer(service, "/online/occupations/?end=2000").await?;
    let with_data = items(&list, "occupation", &["datalevel"]).iter().filter(|has| *has == "true").count();
    assert_eq!((&list["total"], with_data), (&json!(1016), 923));
    Ok(())
}

/// Numbers of `fixtures/oracle/occupations.py` over the text files of O*NET 29.3.
async fn check_against_the_oracle(service: &Service) -> TestResult {
    for (section, total) in [("knowledge", 13), ("skills", 19)] {
        let summary = answer(service, &format!("{ENGINEERS}/summary/{section}")).await?;
        assert_eq!(summary["total"], total, "{section}");
    }
    let education = answer(service, "/online/occupations/29-1051.00/details/education").await?;
    let levels = items(&education, "response", &["code", "percentage_of_respondents"]);
    assert_eq!(levels, ["11 78", "6 11", "12 5"]);
    let drivers = answer(service, "/online/occupations/53-3032.00/summary/education").await?;
    assert_eq!(items(&drivers, "response", &["code"]), ["2", "1", "3"]);

    let technology = answer(service, &format!("{ENGINEERS}/details/technology_skills")).await?;
    let first = ["43232605", "43232604", "43232402", "43232405", "43232612", "43232401", "43233501"];
    assert_page(&technology, "category", &["code"], 25, &first);
    let totals = (&technology["hot_technology"]["total"], &technology["in_demand_skills"]["total"]);
    assert_eq!(totals, (&json!(33), &json!(8)));

    let design = "/online/onet_data/knowledge/2.C.3.c";
    let members = ["code", "importance", "level"];
    let first = ["17-1011.00 98 97", "27-1027.00 98 82", "27-1025.00 97 89", "17-3013.00 96 87"];
    assert_page(&answer(service, design).await?, "occupation", &members, 879, &first);
    let first = ["17-1011.00 98 97", "27-1025.00 97 89", "17-2072.00 84 88"];
    let leveled = answer(service, &format!("{design}?sort=level")).await?;
    assert_page(&leveled, "occupation", &members, 879, &first);
    let integrity = answer(service, "/online/onet_data/work_styles/1.C.5.c").await?;
    let first = ["23-1022.00 100", "33-1012.00 100", "13-2099.04 100"];
    assert_page(&integrity, "occupation", &["code", "importance"], 879, &first);
    let first = ["51-9081.00 RIC", "17-3029.01 RIC", "31-9096.00 RIC", "19-4012.00 RIC"];
    let interests = answer(service, "/online/onet_data/interests/RIC").await?;
    assert_page(&interests, "occupation", &["code", "interest_code"], 42, &first);
    Ok(())
}

async fn check_what_is_alike(service: &Service) -> TestResult {
    let element = answer(service, &format!("{ENGINEERS}/related/knowledge/2.C.3.c")).await?;
    assert_eq!(items(&element, "occupation", &["code"])[..2], ["17-1011.00", "27-1027.00"]);
    assert_eq!(element["summary"]["see_more"], format!("{BASE}/online/onet_data/knowledge/2.C.3.c"));
    let task = answer(service, &format!("{ENGINEERS}/related/tasks/1411")).await?;
    assert_eq!(items(&task, "occupation", &["code"]).len(), 14);
    let drawing = answer(service, &format!("{ENGINEERS}/related/technology_skills/43232604")).await?;
    assert_eq!(items(&drawing, "occupation", &["code"])[..2], ["17-2051.00", "17-3013.00"]);
    assert_eq!(drawing["summary"]["occupation_total"], 254);

    let outline = answer(service, &format!("{ENGINEERS}/custom/work_activities_outline")).await?;
    let count = |list: &[&Value]| -> Vec<Value> {
        list.iter()
            .flat_map(|node| node["related_activity"].as_array().into_iter().flatten())
            .cloned()
            .collect()
    };
    let general: Vec<Value> = outline["activity"].as_array().cloned().unwrap_or_default();
    let middle = count(&general.iter().collect::<Vec<_>>());
    let detailed = count(&middle.iter().collect::<Vec<_>>());
    let tasks = count(&detailed.iter().collect::<Vec<_>>());
    assert_eq!([general.len(), middle.len(), detailed.len(), tasks.len()], [15, 30, 32, 39]);
    assert_eq!(general[0]["id"], "4.A.1.a.1");
    let flat = answer(service, &format!("{ENGINEERS}/custom/work_activities_outline?display=dwa")).await?;
    assert_eq!(items(&flat, "activity", &["id"]).len(), 32);
    Ok(())
}

async fn check_what_is_refused(service: &Service) -> TestResult {
    for (path, marked) in [
        ("/online/occupations/11-1031.00/details/knowledge", false),
        ("/online/occupations/17-2141.00/related/knowledge/2.C.1", false),
        ("/online/onet_data/knowledge/2.C.1", false),
        ("/online/occupations/17-2141.00/details/abilities", true),
        ("/online/occupations/17-2141.00/details/work_context", true),
        ("/online/occupations/17-2141.00/summary/apprenticeship", true),
    ] {
        let response = service.get(path).await?;
        assert_eq!(response.status(), StatusCode::UNPROCESSABLE_ENTITY, "{path}");
        assert_eq!(is_marked(&response), marked, "{path}: {}", sentence(&response)?);
    }
    Ok(())
}

#[tokio::test]
async fn a_whole_release_answers_as_the_manual_and_the_oracle_do() -> TestResult {
    let Some(release) = Service::real_release()? else { return Ok(()) };
    check_what_the_manual_prints(&release).await?;
    check_the_overview(&release).await?;
    check_against_the_oracle(&release).await?;
    check_what_is_alike(&release).await?;
    check_what_is_refused(&release).await
}
