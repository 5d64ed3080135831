//! The overview of a career, the careers like it, and the titles of careers.

use std::fs;
use std::path::Path;

use crate::common::answers::{answer, items};
use crate::common::contract::Contract;
use crate::common::{BASE, Service, TestResult, published};
use onet_api::operations as op;
use serde_json::{Value, json};

const SAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/sample");

const TASKS: &str = "O*NET-SOC Code\tTask ID\tTask\tTask Type\tIncumbents Responding\tDate\tDomain Source
29-1051.00\t1\tFirst by the release.\tSupplemental\tn/a\t08/2023\tIncumbent
29-1051.00\t2\tSecond by the release.\tCore\tn/a\t08/2023\tIncumbent
29-1051.00\t3\tThird by the release.\tCore\tn/a\t08/2023\tIncumbent
29-1051.00\t4\tFourth by the release.\tCore\tn/a\t08/2023\tIncumbent
29-2081.00\t5\tThe only one.\tCore\tn/a\t08/2023\tIncumbent
";

const RATINGS: &str =
    "O*NET-SOC Code\tTask ID\tScale ID\tCategory\tData Value\tN\tStandard Error\tLower CI Bound\t\
Upper CI Bound\tRecommend Suppress\tDate\tDomain Source
29-1051.00\t4\tIM\tn/a\t4.90\t9\tn/a\tn/a\tn/a\tN\t08/2023\tIncumbent
29-1051.00\t2\tIM\tn/a\t4.10\t9\tn/a\tn/a\tn/a\tN\t08/2023\tIncumbent
";

const TITLES: &str = "O*NET-SOC Code\tReported Job Title\tShown in My Next Move
29-1051.00\tDruggist\tY
29-1051.00\tPill Counter\tN
29-1051.00\tApothecary\tY
";

/// The sample with tasks and reported titles of two occupations.
fn with_tasks(more: &[(&str, &str)]) -> TestResult<Service> {
    let tables = tempfile::tempdir()?;
    for file in fs::read_dir(SAMPLE)? {
        let file = file?;
        // Its tasks are others.
        if file.file_name() == "Tasks to DWAs.txt" {
            continue;
        }
        fs::copy(file.path(), tables.path().join(file.file_name()))?;
    }
    for (name, content) in
        [("Task Statements", TASKS), ("Sample of Reported Titles", TITLES)].iter().chain(more)
    {
        fs::write(tables.path().join(format!("{name}.txt")), content)?;
    }
    Service::import(tables.path())
}

#[tokio::test]
async fn an_overview_has_three_tasks_and_the_titles_that_my_next_move_shows() -> TestResult {
    let (service, mut contract) = (with_tasks(&[])?, Contract::load()?);
    for (site, operation) in
        [("mnm", &op::MNM_CAREERS_OVERVIEW), ("veterans", &op::VETERANS_CAREERS_OVERVIEW)]
    {
        let path = format!("/{site}/careers/29-1051.00/");
        let overview = answer(&service, &path).await?;
        contract.judge(operation, &overview, &path)?;
        let called =
            json!([{ "title": "Druggist", "summary": true }, { "title": "Apothecary", "summary": true }]);
        assert_eq!(overview["also_called"], called);
        let tasks = ["First by the release.", "Second by the release.", "Third by the release."];
        assert_eq!(overview["on_the_job"], json!(tasks));
        let described = answer(&service, "/online/occupations/29-1051.00/").await?;
        assert_eq!(overview["what_they_do"], described["description"]);
        let sections = ["Knowledge", "Skills", "Technology", "Education", "Explore More"];
        assert_eq!(items(&overview, "contents", &["title"]), sections);
        for link in overview["contents"].as_array().into_iter().flatten() {
            let href = link["href"].as_str().and_then(|href| href.strip_prefix(BASE)).ok_or("an address")?;
            answer(&service, href).await?;
        }
        // Without reported titles the member is left out.
        let other = answer(&service, &format!("/{site}/careers/29-2081.00/")).await?;
        assert_eq!((other.get("also_called"), &other["title"]), (None, &json!("Opticians, Dispensing")));
    }
    Ok(())
}

#[tokio::test]
async fn with_ratings_the_most_important_tasks_come_first() -> TestResult {
    let service = with_tasks(&[("Task Ratings", RATINGS)])?;
    let overview = answer(&service, "/mnm/careers/29-1051.00/").await?;
    let tasks = ["Fourth by the release.", "Second by the release.", "First by the release."];
    assert_eq!(overview["on_the_job"], json!(tasks));
    Ok(())
}

#[tokio::test]
async fn explore_more_is_the_first_tier_by_title() -> TestResult {
    let Some(service) = Service::real_release()? else { return Ok(()) };
    // As captured of version 1.9.
    let expected = [
        ("11-1011.00", ["11-9199.02", "11-1021.00", "11-2032.00", "11-9151.00", "11-3031.01"]),
        ("29-1129.01", ["19-3033.00", "21-1013.00", "29-1129.02", "29-1122.00", "29-1125.00"]),
        ("27-1013.00", ["27-1011.00", "27-1012.00", "27-1024.00", "27-1027.00", "27-1014.00"]),
    ];
    for (code, careers) in expected {
        for site in ["mnm", "veterans"] {
            let more = answer(&service, &format!("/{site}/careers/{code}/explore_more")).await?;
            assert_eq!(items(&more, "careers", &["code"]), careers, "{code}");
            assert!(more.get("industries").is_none(), "a release does not say where people work");
        }
    }
    Ok(())
}

#[tokio::test]
async fn overviews_are_those_that_were_captured() -> TestResult {
    let Some(service) = Service::real_release()? else { return Ok(()) };
    let titles: [(&str, &str, [&str; 4]); 3] = [
        (
            "11-1011.00",
            "Chief Executives",
            [
                "CEO (Chief Executive Officer)",
                "Chief Financial Officer (CFO)",
                "Chief Operating Officer (COO)",
                "President",
            ],
        ),
        (
            "39-9031.00",
            "Exercise Trainers & Group Fitness Instructors",
            ["Aerobics Instructor", "Fitness Instructor", "Group Fitness Instructor", "Personal Trainer"],
        ),
        (
            "17-2051.00",
            "Civil Engineers",
            ["Civil Engineer", "Design Engineer", "Project Engineer", "Structural Engineer"],
        ),
    ];
    for (code, title, called) in titles {
        let overview = answer(&service, &format!("/mnm/careers/{code}/")).await?;
        assert_eq!(overview["title"], title);
        assert_eq!(items(&overview, "also_called", &["title"]), called, "{code}");
        assert_eq!(overview["on_the_job"].as_array().map(Vec::len), Some(3), "{code}");
    }
    // An occupation without a job zone is no career.
    let military = service.get("/mnm/careers/55-1011.00/").await?;
    assert_eq!(military.status(), http::StatusCode::UNPROCESSABLE_ENTITY);
    Ok(())
}

#[tokio::test]
async fn titles_and_order_of_all_careers_are_those_of_my_next_move() -> TestResult {
    let Some(service) = Service::real_release()? else { return Ok(()) };
    let Some(lists) = published("lists") else { return Ok(()) };
    let recorded = fs::read_to_string(lists.join("mnm_career_titles_2022.tsv"))?;
    let recorded: Vec<String> = recorded.lines().skip(1).map(|line| line.replace('\t', " ")).collect();
    assert_eq!(recorded.len(), 923);
    for site in ["mnm", "veterans"] {
        let careers = answer(&service, &format!("/{site}/careers/?end=2000")).await?;
        assert_eq!(items(&careers, "career", &["code", "title"]), recorded, "{site}");
    }
    // O*NET OnLine keeps the titles of occupations.
    let page = answer(&service, "/online/search?keyword=17-1011.00").await?;
    assert_eq!(page["occupation"][0]["title"], "Architects, Except Landscape and Naval");
    Ok(())
}

#[tokio::test]
async fn an_occupation_has_data_when_it_has_a_job_zone() -> TestResult {
    let Some(service) = Service::real_release()? else { return Ok(()) };
    let Some(lists) = published("lists") else { return Ok(()) };
    let export = fs::read_to_string(lists.join("All_Occupations.csv"))?;
    let mut exported: Vec<String> = Vec::new();
    for line in export.lines().skip(1) {
        let fields = crate::common::exports::fields(line);
        let (code, level) = (fields.get(1).ok_or("a code")?, fields.get(3).ok_or("a data level")?);
        exported.push(format!("{code} {}", level == "Y"));
    }
    exported.sort();
    let page = answer(&service, "/online/occupations/?end=2000&sort=code").await?;
    assert_eq!(items(&page, "occupation", &["code", "datalevel"]), exported);
    let zoned = |item: &Value| item["datalevel"] == true && item.get("zone").is_some();
    let with_zone = page["occupation"].as_array().into_iter().flatten().filter(|item| zoned(item)).count();
    assert_eq!(with_zone, 923);
    assert!(Path::new(SAMPLE).is_dir());
    Ok(())
}
