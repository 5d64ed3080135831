//! What files beside a release add to its answers, over the sample with made-up lists, and over whole ones where the
//! environment names them.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use crate::common::answers::{answer, assert_page, items};
use crate::common::contract::Contract;
use crate::common::{BASE, Service, TestResult, is_marked, sentence, tell};
use http::StatusCode;
use onet_api::operation::Operation;
use onet_server::{Availability, coverage};
use serde_json::{Value, json};

const SAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/sample");

/// Made-up lists about occupations of the sample, in the forms of the official downloads.
const LISTS: [(&str, &str); 12] = [
    (
        "esco.csv",
        "ESCO/ISCO Code,ESCO/ISCO Title,O*NET-SOC 2019 Code,ISCO-08 Code\n2262.2,specialist pharmacist,29-1051.00,\n2262.1,pharmacist,29-1051.00,\nhttp://data.europa.eu/esco/occupation/x,industrial pharmacist,29-1051.00,2262\n",
    ),
    (
        "descriptions.csv",
        "O*NET-SOC 2010 Code,O*NET-SOC 2010 Title,O*NET-SOC 2010 Description\n29-1069.10,Radiologists,To look through.\n",
    ),
    (
        "outlook.csv",
        "Code,Occupation,Categories\n29-1051.00,Pharmacists,Rapid Growth; New & Emerging\n29-1224.00,Radiologists,Openings\n",
    ),
    (
        "stem.csv",
        "Code,Occupation,Job Family,Occupation Types\n29-1051.00,Pharmacists,Healthcare,4\n29-1224.00,Radiologists,Healthcare,\"Research, Development, Design, and Practitioners; Managerial\"\n",
    ),
    (
        "cip.csv",
        "CIP2020Code,CIP2020Title,SOC2018Code,SOC2018Title\n51.2001,Pharmacy.,29-1051,Pharmacists\n51.2010,Pharmacy Sciences.,29-1051,Pharmacists\n",
    ),
    (
        "rapids.csv",
        "RAPIDS Code,RAPIDS Title,O*NET-SOC 2019 Code,O*NET-SOC 2019 Title\n0844,Pharmacy Support Aide,29-1051.00,Pharmacists\n0100,Dispensing Aide,29-1051.00,Pharmacists\n",
    ),
    (
        "moc.csv",
        "Service,MOC,MOC Title,Active,O*NET-SOC 2019 Code\nNavy,8482,Pharmacy Technician (Navy),N,29-1051.00\nArmy,67E,Pharmacy Officer (Army),Y,29-1051.00\nArmy,00X,Old Pharmacy (Army),Y,29-1051.00\n",
    ),
    (
        "2010.csv",
        "O*NET-SOC 2010 Code,O*NET-SOC 2010 Title,O*NET-SOC 2019 Code,O*NET-SOC 2019 Title\n29-1069.10,Radiologists,29-1224.00,Radiologists\n",
    ),
    ("handbook.csv", "OOH Profile Title,O*NET-SOC 2019 Code\nPharmacists,29-1051.00\n"),
    (
        "clusters.csv",
        "Career Cluster,Sub-Cluster,Code,Occupation\nCare,Counting; Mixing,29-1051.00,Pharmacists\nCare,Looking,29-1224.00,Radiologists\nArts,Mixing,29-1224.00,Radiologists\n",
    ),
    (
        "cluster texts.csv",
        "Career Cluster Code,Career Cluster Title,Cluster Grouping,Overview,Detail,Example Programs,Source URL\n010200,Care,Serving,To care,,Care I; Care II,https://example.org/care\n010201,Mixing,Serving,To mix,Well,Mixing I,https://example.org/mix\n010202,Counting,Serving,To count,,,https://example.org/count\n010203,Looking,Serving,,,,\n020100,Arts,Making,To paint,In oil,,https://example.org/arts\n020101,Mixing,Making,To mix,,,https://example.org/paint\n",
    ),
    ("answers.csv", "Value,Name\n1,Never\n2,Hardly\n3,Perhaps\n4,Rather\n5,Gladly\n"),
];

/// The sample with all lists.
fn with_lists() -> TestResult<Service> {
    let folder = tempfile::tempdir()?;
    for (name, content) in LISTS {
        fs::write(folder.path().join(name), content)?;
    }
    let areas = ["Realistic", "Investigative", "Artistic", "Social", "Enterprising", "Conventional"];
    let mut questions = "Index,Area,Text\n".to_owned();
    for number in 1..=60 {
        questions.push_str(&format!("{number},{},Do {number} things\n", areas[(number - 1) % 6]));
    }
    fs::write(folder.path().join("questions.csv"), questions)?;
    Service::import_with(Path::new(SAMPLE), &[folder.path()])
}

/// The answer to a path, checked against the contract.
async fn judged(contract: &mut Contract, service: &Service, call: &str) -> TestResult<Value> {
    let answer = answer(service, call).await?;
    let path = call.split('?').next().unwrap_or_default();
    let operation = Operation::find(path).ok_or_else(|| format!("{path} is not in the contract"))?;
    contract.judge(operation, &answer, call)?;
    Ok(answer)
}

#[tokio::test]
async fn a_bright_outlook_is_listed_explained_and_tagged_everywhere() -> TestResult {
    let (service, mut contract) = (with_lists()?, Contract::load()?);
    let all = judged(&mut contract, &service, "/online/bright_outlook/all").await?;
    assert_page(&all, "occupation", &["code"], 2, &["29-1051.00", "29-1224.00"]);
    assert_eq!(items(&all["occupation"][0], "category", &["code"]), ["grow", "emerging"]);
    let one = judged(&mut contract, &service, "/online/bright_outlook/openings?sort=code").await?;
    assert_page(&one, "occupation", &["code"], 1, &["29-1224.00"]);
    for site in ["mnm", "veterans"] {
        let careers = judged(&mut contract, &service, &format!("/{site}/bright_outlook/grow")).await?;
        assert_page(&careers, "career", &["code"], 1, &["29-1051.00"]);
        assert_eq!(careers["summary"]["title"], "Grow Rapidly");
        let list = judged(&mut contract, &service, &format!("/{site}/bright_outlook/")).await?;
        assert_eq!(list.as_array().map(Vec::len), Some(3));
    }
    let list = judged(&mut contract, &service, "/online/bright_outlook/").await?;
    assert_eq!(list[0]["href"], format!("{BASE}/online/bright_outlook/grow"));
    assert_eq!(list[3]["href"], format!("{BASE}/online/bright_outlook/all"));

    let bright = json!({ "bright_outlook": true });
    let overview = judged(&mut contract, &service, "/online/occupations/29-1051.00/").await?;
    assert_eq!((&overview["tags"], overview["bright_outlook"][0]["code"].as_str()), (&bright, Some("grow")));
    for (call, member) in [
        ("/online/search?keyword=pharmacists", "occupation"),
        ("/online/occupations/", "occupation"),
        ("/online/crosswalks/SOC?keyword=29-1051", "match"),
        ("/mnm/search?keyword=pharmacists", "career"),
    ] {
        let page = judged(&mut contract, &service, call).await?;
        let listed = page[member].as_array().ok_or("no items")?;
        let listed = listed
            .iter()
            .flat_map(|item| item["occupation"].as_array().cloned().unwrap_or(vec![item.clone()]));
        for item in listed {
            let is_bright = ["29-1051.00", "29-1224.00"].contains(&item["code"].as_str().unwrap_or_default());
            assert_eq!(item["tags"] == bright, is_bright, "{call}: {item}");
        }
    }
    Ok(())
}

#[tokio::test]
async fn stem_occupations_go_by_type_and_family() -> TestResult {
    let (service, mut contract) = (with_lists()?, Contract::load()?);
    let all =
        judged(&mut contract, &service, "/online/stem_occupations/all?sort=stem_occupation_type").await?;
    assert_page(&all, "occupation", &["code"], 2, &["29-1224.00", "29-1051.00"]);
    assert_eq!(items(&all["occupation"][0], "stem_occupation_type", &["code"]), ["1", "4"]);
    let one = judged(&mut contract, &service, "/online/stem_occupations/4?job_family=29-0000").await?;
    assert_page(&one, "occupation", &["code"], 2, &["29-1051.00", "29-1224.00"]);
    let none = judged(&mut contract, &service, "/online/stem_occupations/4?job_family=11-0000").await?;
    assert_eq!(none["total"], 0);
    let list = judged(&mut contract, &service, "/online/stem_occupations/").await?;
    assert_eq!(list[0]["title"], "Research, Development, Design, and Practitioners");
    let family = &list[3]["job_family"][0];
    assert_eq!(family["href"], format!("{BASE}/online/stem_occupations/4?job_family=29-0000"));
    Ok(())
}

#[tokio::test]
async fn career_clusters_are_listed_by_name_and_explained() -> TestResult {
    let (service, mut contract) = (with_lists()?, Contract::load()?);
    let list = judged(&mut contract, &service, "/online/career_clusters/").await?;
    let titles: Vec<_> = list.as_array().into_iter().flatten().map(|entry| &entry["title"]).collect();
    assert_eq!(titles, ["Arts", "Care", "All career clusters"]);
    assert_eq!(list[2]["href"], format!("{BASE}/online/career_clusters/all"));

    let all = judged(&mut contract, &service, "/online/career_clusters/all").await?;
    assert_page(&all, "occupation", &["code"], 2, &["29-1224.00", "29-1051.00"]);
    let radiologists = &all["occupation"][0];
    assert_eq!(items(radiologists, "career_cluster", &["code", "title"]), ["020100 Arts", "010200 Care"]);
    // Two clusters have a part of this name: meant are those of the row.
    assert_eq!(items(radiologists, "sub_cluster", &["code"]), ["020101", "010203"]);
    let by_code = judged(&mut contract, &service, "/online/career_clusters/all?sort=code").await?;
    assert_page(&by_code, "occupation", &["code"], 2, &["29-1051.00", "29-1224.00"]);

    let care = judged(&mut contract, &service, "/online/career_clusters/010200").await?;
    assert_page(&care, "occupation", &["code"], 2, &["29-1051.00", "29-1224.00"]);
    assert_eq!(items(&care["occupation"][0], "sub_cluster", &["title"]), ["Counting", "Mixing"]);
    let about = json!({ "title": "Care", "overview": "To care", "source_url": "https://example.org/care" });
    assert_eq!(care["summary"], about);

    let mixing = judged(&mut contract, &service, "/online/career_clusters/sub_clusters/010201").await?;
    assert_page(&mixing, "occupation", &["code"], 1, &["29-1051.00"]);
    assert_eq!(mixing["summary"]["example_programs"], json!(["Mixing I"]));
    assert_eq!(mixing["cluster"]["href"], format!("{BASE}/online/career_clusters/010200"));
    for site in ["mnm", "veterans"] {
        let careers = judged(&mut contract, &service, &format!("/{site}/career_clusters/010200")).await?;
        assert_page(&careers, "career", &["code"], 2, &["29-1051.00", "29-1224.00"]);
        assert_eq!(careers["summary"]["sub_clusters"], json!(["Counting", "Looking", "Mixing"]));
        assert_eq!(careers["summary"]["example_programs"], json!(["Care I", "Care II"]));
        let list = judged(&mut contract, &service, &format!("/{site}/career_clusters/")).await?;
        assert_eq!((list[0]["cluster_grouping"].as_str(), list[2].is_null()), (Some("Making"), true));
    }
    Ok(())
}

#[tokio::test]
async fn what_a_reference_of_career_clusters_does_not_say_is_refused() -> TestResult {
    let service = with_lists()?;
    let silent = service.get("/online/career_clusters/sub_clusters/010203").await?;
    assert!(is_marked(&silent) && sentence(&silent)?.contains("no Overview of 010203, Looking"));
    let unknown = service.get("/online/career_clusters/990000").await?;
    assert_eq!(unknown.status(), StatusCode::UNPROCESSABLE_ENTITY);

    let folder = tempfile::tempdir()?;
    let named = "Career Cluster,Sub-Cluster,Code\nMusic,,29-1051.00\n";
    fs::write(folder.path().join("clusters.csv"), named)?;
    fs::write(folder.path().join("texts.csv"), "Career Cluster Code,Career Cluster Title\n010200,Care\n")?;
    let other = Service::import_with(Path::new(SAMPLE), &[folder.path()])?;
    let refused = other.get("/online/career_clusters/all").await?;
    assert!(is_marked(&refused) && sentence(&refused)?.contains("names Music"));
    let ungrouped = other.get("/mnm/career_clusters/").await?;
    assert!(is_marked(&ungrouped) && sentence(&ungrouped)?.contains("no Cluster Grouping of 010200, Care"));
    Ok(())
}

#[tokio::test]
async fn crosswalks_find_entries_by_word_and_code() -> TestResult {
    let (service, mut contract) = (with_lists()?, Contract::load()?);
    let programs = judged(&mut contract, &service, "/online/crosswalks/education?keyword=pharmacy").await?;
    assert_page(
        &programs,
        "match",
        &["code", "title"],
        2,
        &["51.2001 Pharmacy.", "51.2010 Pharmacy Sciences."],
    );
    assert_eq!(items(&programs["match"][0], "occupation", &["code"]), ["29-1051.00"]);
    let profile =
        judged(&mut contract, &service, "/online/crosswalks/occupation_handbook?keyword=pharm").await?;
    assert_page(&profile, "match", &["title"], 1, &["Pharmacists"]);
    let trained = judged(&mut contract, &service, "/online/crosswalks/RAPIDS?keyword=0844").await?;
    assert_page(&trained, "match", &["title"], 1, &["Pharmacy Support Aide"]);

    let esco = judged(&mut contract, &service, "/online/crosswalks/ESCO?keyword=pharmacist").await?;
    let expected = ["2262 industrial pharmacist", "2262.1 pharmacist", "2262.2 specialist pharmacist"];
    assert_page(&esco, "match", &["code", "title"], 3, &expected);

    let military = "/online/crosswalks/military?keyword=pharmacy";
    let jobs = judged(&mut contract, &service, military).await?;
    assert_page(&jobs, "match", &["code"], 2, &["00X", "67E"]);
    let navy = judged(&mut contract, &service, &format!("{military}&branch=navy&active=false")).await?;
    assert_page(&navy, "match", &["code"], 1, &["8482"]);
    let nobody = judged(&mut contract, &service, &format!("{military}&branch=navy")).await?;
    assert_eq!(nobody["total"], 0);
    Ok(())
}

#[tokio::test]
async fn apprenticeships_are_a_section_of_the_report() -> TestResult {
    let (service, mut contract) = (with_lists()?, Contract::load()?);
    for report in ["summary", "details"] {
        let call = format!("/online/occupations/29-1051.00/{report}/apprenticeship");
        let section = judged(&mut contract, &service, &call).await?;
        assert_eq!(section["example_title"], json!(["Dispensing Aide", "Pharmacy Support Aide"]));
    }
    let overview = judged(&mut contract, &service, "/online/occupations/29-1051.00/").await?;
    assert!(
        items(&overview, "summary_contents", &["title"]).contains(&"Apprenticeship Opportunities".to_owned())
    );
    let other = service.get("/online/occupations/29-1224.00/summary/apprenticeship").await?;
    assert_eq!(other.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!is_marked(&other));
    Ok(())
}

#[tokio::test]
async fn the_taxonomy_of_2010_leads_to_the_active_one_and_back() -> TestResult {
    let (service, mut contract) = (with_lists()?, Contract::load()?);
    let now = judged(&mut contract, &service, "/taxonomy/2010/active/29-1069.10").await?;
    assert_eq!((&now["title"], &now["description"]), (&json!("Radiologists"), &json!("To look through.")));
    assert_eq!(items(&now, "occupation", &["code"]), ["29-1224.00"]);
    let then = judged(&mut contract, &service, "/taxonomy/2019/2010/29-1224.00").await?;
    let members = ["code", "title", "description"];
    assert_eq!(items(&then, "occupation", &members), ["29-1069.10 Radiologists To look through."]);
    let own = judged(&mut contract, &service, "/taxonomy/2010/2010/29-1069.10").await?;
    assert_eq!(items(&own, "occupation", &["code"]), ["29-1069.10"]);
    Ok(())
}

#[tokio::test]
async fn questions_come_by_the_dozen_with_the_answers_to_choose_from() -> TestResult {
    let (service, mut contract) = (with_lists()?, Contract::load()?);
    let page = judged(&mut contract, &service, "/mnm/interestprofiler/questions?start=13").await?;
    assert_eq!((&page["start"], &page["end"], &page["total"]), (&json!(13), &json!(24), &json!(60)));
    assert_eq!(page["question"][0], json!({ "index": 13, "area": "realistic", "text": "Do 13 things" }));
    assert_eq!(page["answer_option"][4], json!({ "value": 5, "name": "Gladly" }));
    let mini = service.get("/mnm/interestprofiler/questions_30").await?;
    assert!(is_marked(&mini) && sentence(&mini)?.contains("Interest Profiler Mini-IP is not in"));
    Ok(())
}

#[tokio::test]
async fn what_needs_a_file_is_refused_without_it_and_says_which() -> TestResult {
    let sample = Service::sample()?;
    let mut seen = 0;
    for row in coverage() {
        let Availability::WithFile(tables) = row.availability else { continue };
        let call = row.operation.path.replace(
            "{code}",
            match row.operation.id {
                id if id.contains("bright_outlook") => "grow",
                id if id.contains("stem") => "1",
                id if id.contains("sub_cluster") => "010101",
                id if id.contains("cluster") => "010100",
                id if id.contains("industries") => "62",
                _ => "29-1051.00",
            },
        );
        let response = sample.get(&format!("{call}?keyword=x")).await?;
        assert_eq!(response.status(), StatusCode::UNPROCESSABLE_ENTITY, "{call}");
        let message = sentence(&response)?;
        let is_named =
            |id: &&str| onet_db::catalogue::table(id).is_some_and(|table| message.contains(&table.title));
        let names_one = tables.iter().any(is_named);
        assert!(is_marked(&response) && names_one && message.contains("--with"), "{call}: {message}");
        seen += 1;
    }
    assert_eq!(seen, 42);
    Ok(())
}

#[test]
fn every_operation_has_a_rule_or_a_reason() {
    let all = coverage();
    assert_eq!(all.len(), onet_api::operations::ALL.len());
    for row in all {
        let (id, tables) = (row.operation.id, row.tables.iter().copied());
        match row.availability {
            Availability::FromRelease => assert!(row.reason.is_empty(), "{id}"),
            Availability::WithFile(files) => {
                let is_supplement =
                    |file: &&str| onet_db::catalogue::supplements().iter().any(|one| one.id == **file);
                assert!(!files.is_empty() && files.iter().all(is_supplement), "{id}");
            }
            Availability::LiveOrRecordedOnly => assert!(!row.reason.starts_with("Answers to this"), "{id}"),
        }
        let known = onet_db::catalogue::tables();
        assert!(tables.clone().all(|table| known.iter().any(|one| one.id == table)), "{id}: {tables:?}");
    }
}

fn folder(variable: &str) -> Option<PathBuf> {
    let folder = env::var_os(variable).map(PathBuf::from);
    if folder.is_none() {
        tell(&format!("skipped: {variable} is not set"));
    }
    folder
}

#[tokio::test]
async fn whole_lists_answer_over_a_whole_release() -> TestResult {
    let variables = ["ONET_TEST_RELEASE_DIR", "ONET_TEST_CROSSWALKS_DIR", "ONET_TEST_PROFILER_DIR"];
    let [Some(release), Some(crosswalks), Some(profiler)] = variables.map(folder) else { return Ok(()) };
    let (service, mut contract) =
        (Service::import_with(&release, &[crosswalks.as_path(), profiler.as_path()])?, Contract::load()?);
    for (call, member, first) in [
        ("/online/crosswalks/education?keyword=51.2001", "match", "51.2001"),
        ("/online/crosswalks/occupation_handbook?keyword=pharmacists", "match", "Pharmacists"),
        ("/online/crosswalks/ESCO?keyword=pharmacist", "match", "pharmacist"),
        ("/online/crosswalks/SOC?keyword=29-1051", "match", "29-1051"),
        ("/mnm/interestprofiler/questions", "question", "1"),
        ("/mnm/interestprofiler/questions_30?start=30&end=30", "question", "30"),
    ] {
        let page = judged(&mut contract, &service, call).await?;
        let item = &page[member][0];
        let named = ["code", "title", "index"].map(|name| item[name].to_string());
        assert!(named.iter().any(|name| name.trim_matches('"') == first), "{call}: {item}");
    }
    Ok(())
}
