//! Lists of occupations and what they are chosen from. What they hold was worked out from the tables without the
//! server.

mod calls;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use crate::common::{BASE, Service, TestResult, is_marked, sentence};
use calls::{MORE_LISTS, SAMPLE_LISTS, WHOLE_LISTS};
use http::StatusCode;
use onet_api::operation::Operation;
use serde_json::{Value, json};
use tempfile::TempDir;

const SAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/sample");

/// The contract, as strict as it is written.
static CONTRACT: LazyLock<Value> = LazyLock::new(|| {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../spec/openapi.json");
    let text = fs::read_to_string(path).expect("the contract can be read");
    serde_json::from_str(&text).expect("the contract is JSON")
});

/// Six scores of a person, as the query of a call.
const SCORES: &str = "realistic=5&investigative=20&artistic=3&social=15&enterprising=4&conventional=10";

/// Rows of technology in the place of the sample's; what they say is made up.
const TECHNOLOGY: &str = "O*NET-SOC Code\tExample\tCommodity Code\tCommodity Title\tHot Technology\tIn Demand
29-1051.00\tC#\t43232405\tDevelopment software\tY\tN
29-1224.00\tC#\t43232405\tDevelopment software\tY\tY
29-1224.00\tVisual C# tables\t43232110\tSpreadsheet software\tN\tN
29-1224.00\tVisual C# tables\t43232405\tDevelopment software\tN\tN
29-2052.00\tLedger/Pro 100%\t43232110\tSpreadsheet software\tN\tN
";

const CATEGORIES: &str = "Commodity Code\tCommodity Title\tClass Code\tClass Title\tFamily Code\tFamily Title\tSegment Code\tSegment Title
43232110\tSpreadsheet software\t43232100\tEditing software\t43230000\tSoftware\t43000000\tInformation Technology
43232405\tDevelopment software\t43232400\tMaking software\t43230000\tSoftware\t43000000\tInformation Technology
";

const ANCHORS: &str = "Element ID\tElement Name\tScale ID\tAnchor Value\tAnchor Description
2.B.1.e\tInstructing\tLV\t2\tShow a guest the way
2.B.1.e\tInstructing\tLV\t6\tTeach a class of teachers
";

/// The sample with other tasks and technology: each task that has an activity, under a title of our own.
fn more_than_the_sample() -> TestResult<Service> {
    let tables = tempfile::tempdir()?;
    for file in fs::read_dir(SAMPLE)? {
        let file = file?;
        fs::copy(file.path(), tables.path().join(file.file_name()))?;
    }
    let mut tasks =
        "O*NET-SOC Code\tTask ID\tTask\tTask Type\tIncumbents Responding\tDate\tDomain Source\n".to_owned();
    let mut seen = BTreeSet::new();
    let links = fs::read_to_string(Path::new(SAMPLE).join("Tasks to DWAs.txt"))?;
    for link in links.lines().skip(1) {
        let mut fields = link.split('\t');
        let (Some(code), Some(task)) = (fields.next(), fields.next()) else { continue };
        if seen.insert(task) {
            tasks.push_str(&format!("{code}\t{task}\tDuty {task}.\tCore\tn/a\t08/2024\tAnalyst\n"));
        }
    }
    for (name, content) in [
        ("Task Statements", tasks.as_str()),
        ("Technology Skills", TECHNOLOGY),
        ("UNSPSC Reference", CATEGORIES),
        ("Level Scale Anchors", ANCHORS),
    ] {
        write(&tables, name, content)?;
    }
    Service::import(tables.path())
}

fn write(folder: &TempDir, name: &str, content: &str) -> TestResult {
    Ok(fs::write(folder.path().join(format!("{name}.txt")), content)?)
}

/// The answer to a call, checked against the contract.
async fn answer(service: &Service, call: &str) -> TestResult<Value> {
    let response = service.get(call).await?;
    let body: Value = serde_json::from_slice(response.body())?;
    assert_eq!(response.status(), StatusCode::OK, "{call}: {body}");
    let path = call.split('?').next().unwrap_or_default();
    let operation = Operation::find(path).ok_or_else(|| format!("{path} is not in the contract"))?;
    let success = &CONTRACT["paths"][operation.path]["get"]["responses"]["200"];
    let mut schema = success["content"]["application/json"]["schema"].clone();
    schema["components"] = CONTRACT["components"].clone();
    let validator = jsonschema::draft202012::new(&schema).expect("the contract is a JSON schema");
    let problems: Vec<String> = validator
        .iter_errors(&body)
        .map(|problem| format!("{}: {problem}", problem.instance_path()))
        .collect();
    assert!(problems.is_empty(), "{call}\n{}", problems.join("\n"));
    Ok(body)
}

/// The keys of the items of a page: their codes, else their titles.
fn names(page: &Value) -> Vec<String> {
    let members = ["occupation", "career", "match", "category", "example"];
    // A list of occupations may have its categories beside them.
    let items = members.into_iter().find_map(|member| page[member].as_array()).into_iter().flatten();
    items
        .map(|item| match &item["code"] {
            Value::Null => item["title"].as_str().unwrap_or_default().to_owned(),
            Value::String(code) => code.clone(),
            number => number.to_string(),
        })
        .collect()
}

async fn check_lists(service: &Service, lists: &[(&str, i64, &[&str])]) -> TestResult {
    for (call, total, first) in lists {
        let page = answer(service, call).await?;
        assert_eq!(page["total"], *total, "{call}");
        let names = names(&page);
        let begins = names.iter().map(String::as_str).take(first.len());
        assert_eq!(begins.collect::<Vec<_>>(), *first, "{call}");
    }
    Ok(())
}

async fn check_refusals(service: &Service, calls: &[(&str, &str, bool)]) -> TestResult {
    for (call, message, marked) in calls {
        let response = service.get(call).await?;
        assert_eq!(response.status(), StatusCode::UNPROCESSABLE_ENTITY, "{call}");
        let sentence = sentence(&response)?;
        assert!(sentence.contains(message), "{call}: {sentence}");
        assert_eq!(is_marked(&response), *marked, "{call}: {sentence}");
    }
    Ok(())
}

/// The item of a code on a page.
fn item<'a>(page: &'a Value, member: &str, code: &str) -> &'a Value {
    let mut items = page[member].as_array().into_iter().flatten();
    items.find(|item| item["code"] == code).unwrap_or(&Value::Null)
}

#[tokio::test]
async fn lists_over_the_sample_match_its_tables() -> TestResult {
    check_lists(&Service::sample()?, &SAMPLE_LISTS).await
}

#[tokio::test]
async fn lists_of_tasks_and_technology_match_the_tables() -> TestResult {
    let service = more_than_the_sample()?;
    check_lists(&service, &MORE_LISTS).await?;
    check_lists(&service, &SAMPLE_LISTS).await
}

#[tokio::test]
async fn lists_over_a_whole_release_match_its_tables() -> TestResult {
    let Some(service) = Service::real_release()? else { return Ok(()) };
    check_lists(&service, &WHOLE_LISTS).await
}

#[tokio::test]
async fn an_item_has_the_members_of_its_list_and_links_to_its_service() -> TestResult {
    let sample = Service::sample()?;
    let page = answer(&sample, "/online/job_families/all?sort=code").await?;
    let expected = json!({
        "href": format!("{BASE}/online/occupations/29-1023.00/"),
        "code": "29-1023.00",
        "title": "Orthodontists",
        "tags": {},
        "job_family": { "code": "29-0000", "title": "Healthcare Practitioners and Technical" },
    });
    assert_eq!(page["occupation"][0], expected);
    let page = answer(&sample, "/online/job_zones/all?sort=code").await?;
    let zone = json!({ "code": 5, "title": "Job Zone Five: Extensive Preparation Needed" });
    assert_eq!(page["occupation"][0]["job_zone"], zone);
    for service in ["mnm", "veterans"] {
        let page = answer(&sample, &format!("/{service}/search?keyword=pharmacists")).await?;
        let expected = json!({
            "href": format!("{BASE}/{service}/careers/29-1051.00/"),
            "code": "29-1051.00",
            "title": "Pharmacists",
            "tags": {},
        });
        assert_eq!(page["career"][0], expected);
    }
    Ok(())
}

#[tokio::test]
async fn a_list_of_careers_has_a_summary() -> TestResult {
    let sample = Service::sample()?;
    let summary = answer(&sample, "/mnm/job_preparation/2").await?["summary"].clone();
    assert_eq!(summary["title"], "Job Zone Two: Some Preparation Needed");
    assert_eq!(summary["education"], "Mostly a high school diploma.");
    let summary = answer(&sample, "/veterans/interests/conventional").await?["summary"].clone();
    let description = "Keeping records, figures, and procedures in order.";
    assert_eq!(summary, json!({ "title": "Conventional", "description": description }));
    Ok(())
}

#[tokio::test]
async fn every_category_links_to_its_list() -> TestResult {
    let sample = Service::sample()?;
    for (call, entries) in [
        ("/online/job_families/", 3),
        ("/online/job_zones/", 6),
        ("/mnm/job_preparation/", 5),
        ("/veterans/job_preparation/", 5),
        ("/mnm/interests/", 6),
        ("/veterans/interests/", 6),
        ("/mnm/interestprofiler/interests/", 6),
    ] {
        let choices = answer(&sample, call).await?;
        let choices = choices.as_array().ok_or("an array")?;
        assert_eq!(choices.len(), entries, "{call}");
        for choice in choices {
            let href = choice["href"].as_str().ok_or("an address")?;
            answer(&sample, href.strip_prefix(BASE).ok_or("another base")?).await?;
        }
    }
    let families = answer(&sample, "/online/job_families/").await?;
    assert_eq!(families[0]["title"], "Healthcare Practitioners and Technical");
    assert_eq!(families[2]["href"], format!("{BASE}/online/job_families/all"));
    assert!(families[2].get("code").is_none());
    let zones = answer(&sample, "/mnm/interestprofiler/job_zones").await?;
    assert_eq!(zones[4]["svp_range"], "(8.0 and above)");
    Ok(())
}

#[tokio::test]
async fn technology_is_found_by_keyword_and_links_to_its_occupations() -> TestResult {
    let service = more_than_the_sample()?;
    let found = answer(&service, "/online/technology/examples/search?keyword=ledger%2Fpro").await?;
    let href = found["example"][0]["href"].as_str().ok_or("an address")?;
    assert_eq!(href, format!("{BASE}/online/technology/examples/Ledger%2FPro%20100%25"));
    let page = answer(&service, href.strip_prefix(BASE).ok_or("another base")?).await?;
    let category = json!([{
        "href": format!("{BASE}/online/technology/categories/43232110"),
        "code": 43_232_110,
        "title": "Spreadsheet software",
    }]);
    assert_eq!(page["category"], category);
    assert!(page.get("summary").is_none(), "a release does not say what a product is");
    let page = answer(&service, "/online/technology/categories/43232110").await?;
    let summary = json!({
        "code": 43_232_110,
        "title": "Spreadsheet software",
        "description": "Editing software; Software; Information Technology",
        "example": ["Ledger/Pro 100%", "Visual C# tables"],
    });
    assert_eq!(page["summary"], summary);
    let page = answer(&service, "/online/hot_technology/C%23").await?;
    assert_eq!(page["occupation"][0]["in_demand"], true);
    assert_eq!(page["occupation"][1]["in_demand"], false);
    assert!(page["occupation"][0].get("percentage").is_none());
    Ok(())
}

#[tokio::test]
async fn related_tasks_are_closely_related_less_related_or_other() -> TestResult {
    let service = more_than_the_sample()?;
    let tasks = answer(&service, "/online/job_duties/tasks/29-1051.00").await?;
    assert_eq!(tasks[1], json!({ "id": "1809", "title": "Duty 1809." }));
    assert_eq!(tasks.as_array().map(Vec::len), Some(16));
    let page = answer(&service, "/online/job_duties/results/29-1051.00?tasks=1809,1812").await?;
    let first = &page["occupation"][0]["tasks"];
    let ids = |list: &Value| -> Vec<String> {
        let tasks = list.as_array().into_iter().flatten();
        tasks.filter_map(|task| task["id"].as_str()).map(str::to_owned).collect()
    };
    assert_eq!(ids(&first["closely_related"]), ["17502", "17504", "17506", "17509"]);
    assert_eq!(ids(&first["less_related"]), ["17501", "17507", "17508"]);
    assert_eq!(first["full"].as_array().map(Vec::len), Some(18));
    assert!(!names(&page).contains(&"29-1051.00".to_owned()), "the occupation itself is among them");
    Ok(())
}

#[tokio::test]
async fn soft_skills_are_social_or_thinking_and_matched_or_other() -> TestResult {
    let service = more_than_the_sample()?;
    let list = answer(&service, "/online/soft_skills/").await?;
    assert_eq!(list["social"].as_array().map(Vec::len), Some(6));
    assert_eq!(list["thinking"].as_array().map(Vec::len), Some(18));
    let instructing = json!({
        "code": "2.B.1.e",
        "title": "Instructing",
        "description": "Showing people how a thing is done.",
        "example": [
            { "level": 29, "description": "Show a guest the way" },
            { "level": 86, "description": "Teach a class of teachers" },
        ],
    });
    assert_eq!(list["social"][4], instructing);

    let page = answer(&service, "/online/soft_skills/results?skills=2.B.1.e,2.B.4.g").await?;
    let pharmacists = item(&page, "occupation", "29-1051.00");
    let matched = json!([
        { "level": 54, "importance": 60, "code": "2.B.1.e", "title": "Instructing" },
        { "level": 43, "importance": 50, "code": "2.B.4.g", "title": "Systems Analysis" },
    ]);
    assert_eq!(pharmacists["skills_matched"], matched);
    assert_eq!(pharmacists["skills_other"].as_array().map(Vec::len), Some(18));
    let first = json!({ "level": 63, "importance": 75, "code": "2.A.1.b", "title": "Active Listening" });
    assert_eq!(pharmacists["skills_other"][0], first);
    Ok(())
}

#[tokio::test]
async fn careers_that_fit_a_person_are_sorted_by_fit_then_title() -> TestResult {
    let sample = Service::sample()?;
    let page = answer(&sample, &format!("/mnm/interestprofiler/careers?{SCORES}")).await?;
    let fits: Vec<_> = (0..20).map(|place| page["career"][place]["fit"].clone()).collect();
    let expected = [vec![json!("Best"); 8], vec![json!("Great"); 2], vec![json!("Good"); 10]].concat();
    assert_eq!(fits, expected);
    let codes = names(&page);
    assert_eq!(codes[..3], ["29-1141.01", "29-1141.04", "29-9092.00"]);
    assert_eq!(codes[8..10], ["29-9099.01", "29-1124.00"]);
    Ok(())
}

#[tokio::test]
async fn profiler_answers_give_scores_that_link_to_careers() -> TestResult {
    let sample = Service::sample()?;
    let answers = "323432343234323432343234155343";
    let results = answer(&sample, &format!("/mnm/interestprofiler/results?answers={answers}")).await?;
    // An answer of version 1.9, which a third party recorded, has the first two.
    assert_eq!(results["result"][0]["score"], 8);
    assert_eq!(results["result"][1]["score"], 12);
    let codes: Vec<_> = (0..6).map(|place| results["result"][place]["code"].clone()).collect();
    assert_eq!(codes, ["realistic", "investigative", "artistic", "social", "enterprising", "conventional"]);
    let careers = results["careers"].as_str().ok_or("an address")?;
    let page = answer(&sample, careers.strip_prefix(BASE).ok_or("another base")?).await?;
    assert_eq!(page["total"], 20);
    Ok(())
}

#[tokio::test]
async fn an_occupation_of_the_soc_lists_those_of_the_release() -> TestResult {
    let page = answer(&Service::sample()?, "/online/crosswalks/SOC?keyword=29-2011").await?;
    let matched = &page["match"][0];
    assert_eq!(matched["title"], "Medical and Clinical Laboratory Technologists");
    assert_eq!(names(matched), ["29-2011.00", "29-2011.01", "29-2011.02"]);
    Ok(())
}

#[tokio::test]
async fn the_active_taxonomy_is_that_of_the_release() -> TestResult {
    let sample = Service::sample()?;
    for pair in ["2019/active", "active/2019", "2019/2019", "active/active"] {
        let own = answer(&sample, &format!("/taxonomy/{pair}/29-1051.00")).await?;
        assert_eq!(own["title"], "Pharmacists", "{pair}");
        for member in ["code", "title", "description"] {
            assert_eq!(own["occupation"][0][member], own[member], "{pair}");
        }
        assert_eq!(own["occupation"].as_array().map(Vec::len), Some(1), "{pair}");
    }
    let message = "O*NET-SOC 2010 to 2019 is not in";
    check_refusals(
        &sample,
        &[
            ("/taxonomy/2010/active/29-1051.00", message, true),
            ("/taxonomy/2019/2010/29-1051.00", message, true),
        ],
    )
    .await
}

#[tokio::test]
async fn an_unavailable_operation_is_not_in_the_source() -> TestResult {
    let calls = [
        ("/online/hot_technology/", "Numbers of job postings are in no release of O*NET.", true),
        ("/mnm/interestprofiler/questions", "Interest Profiler Short Form is not in", true),
        ("/mnm/interestprofiler/questions_30", "Interest Profiler Mini-IP is not in", true),
    ];
    check_refusals(&Service::sample()?, &calls).await?;
    check_refusals(&more_than_the_sample()?, &calls).await
}

#[tokio::test]
async fn tables_missing_in_a_release_are_not_in_the_source() -> TestResult {
    let calls = [
        ("/online/technology/examples/C%23", "Technology Skills is not in", true),
        ("/online/technology/examples/search?keyword=c", "Technology Skills is not in", true),
        ("/online/job_duties/tasks/29-1051.00", "Task Statements is not in", true),
        ("/online/job_duties/results/29-1051.00?tasks=1809", "Task Statements is not in", true),
    ];
    check_refusals(&Service::sample_without(&["Technology Skills", "Task Statements"])?, &calls).await
}

#[tokio::test]
async fn data_missing_in_the_sample_are_not_in_the_source() -> TestResult {
    let calls = [
        ("/online/technology/examples/C%23", "The technology C# is not in", true),
        ("/online/job_duties/tasks/11-1011.00", "The O*NET-SOC code 11-1011.00 is not in", true),
        ("/online/job_families/11-0000", "The job family 11-0000 is not in", true),
        ("/taxonomy/2019/active/11-1011.00", "The O*NET-SOC code 11-1011.00 is not in", true),
    ];
    check_refusals(&Service::sample()?, &calls).await
}

#[tokio::test]
async fn unknown_names_are_errors_of_the_call_in_a_release() -> TestResult {
    let calls = [
        ("/online/technology/examples/Nothing", "The technology Nothing is not in", false),
        ("/online/technology/categories/43239999", "The technology category 43239999 is not in", false),
        (
            "/online/hot_technology/Visual%20C%23%20tables",
            "The hot technology Visual C# tables is not in",
            false,
        ),
        ("/online/job_families/57-0000", "\"57-0000\" is not a SOC major group", false),
        ("/online/job_duties/tasks/99-9999.99", "The O*NET-SOC code 99-9999.99 is not in", false),
        ("/online/job_duties/results/29-1051.00?tasks=1", "The task 1 is not in", false),
        ("/online/soft_skills/results?skills=2.B.3.e", "2.B.3.e is none of the soft skills of", false),
        ("/taxonomy/active/2019/99-9999.99", "The O*NET-SOC code 99-9999.99 is not in", false),
        ("/mnm/interestprofiler/careers", "must have required property 'answers'", false),
        ("/mnm/interestprofiler/careers?realistic=1", "must have required property 'investigative'", false),
    ];
    check_refusals(&more_than_the_sample()?, &calls).await
}

#[tokio::test]
async fn pages_of_a_list_are_linked() -> TestResult {
    let page = answer(&Service::sample()?, "/mnm/interests/investigative?start=3&end=5").await?;
    assert_eq!((&page["start"], &page["end"], &page["total"]), (&json!(3), &json!(5), &json!(9)));
    assert_eq!(page["next"], format!("{BASE}/mnm/interests/investigative?start=6&end=8"));
    assert_eq!(page["prev"], format!("{BASE}/mnm/interests/investigative?start=1&end=2"));
    Ok(())
}
