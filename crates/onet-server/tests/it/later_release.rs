//! A release in the layout of 31.0 answers like one in the earlier layout: the tables of the sample, written as the CSV
//! edition of later releases has them, and made-up rows where the sample has none.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use crate::common::answers::{answer, assert_page, items};
use crate::common::contract::Contract;
use crate::common::{Service, TestResult, is_marked};
use onet_api::operation::Operation;
use serde_json::{Value, json};

const SAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/sample");

/// Made-up rows: two kinds of software, levels of education, and an unknown table and column.
const MORE: [(&str, &str); 5] = [
    (
        "software_skills",
        "O*NET-SOC Code|Title|Workplace Example|Element ID|Element Name|Hot Technology|In Demand\n\
         29-1051.00|Pharmacists|Pill, counted|9.Z.1|Medical software|Y|N\n\
         29-1051.00|Pharmacists|Ledger|9.Z.2|Ledger software|N|Y\n\
         29-1224.00|Radiologists|Pill, counted|9.Z.1|Medical software|Y|Y",
    ),
    (
        "education",
        "O*NET-SOC Code|Title|Element ID|Element Name|Scale ID|Scale Name|Category|Data Value|N|Standard Error|\
         Lower CI Bound|Upper CI Bound|Recommend Suppress|Date|Domain Source\n\
         29-1051.00|Pharmacists|2.D.1|Required Level of Education|RL|Level|1|20.00|9|||||08/2026|Incumbent\n\
         29-1051.00|Pharmacists|2.D.1|Required Level of Education|RL|Level|2|80.00|9|||||08/2026|Incumbent",
    ),
    (
        "ete_categories",
        "Element ID|Element Name|Scale ID|Scale Name|Category|Category Description\n\
         2.D.1|Required Level of Education|RL|Level|1|Some - a little\n\
         2.D.1|Required Level of Education|RL|Level|2|Much",
    ),
    ("new_table", "O*NET-SOC Code|Novelty\n29-1051.00|first"),
    (
        "Job Zones",
        "O*NET-SOC Code|Title|Job Zone|Date|Domain Source|Remark\n29-1051.00|Pharmacists|5|08/2026|Analyst|seen",
    ),
];

/// A table of the sample: its headers and its rows.
fn table(name: &str) -> TestResult<(Vec<String>, Vec<Vec<String>>)> {
    let text = fs::read_to_string(Path::new(SAMPLE).join(format!("{name}.txt")))?;
    let mut rows = text.lines().map(|line| line.split('\t').map(str::to_owned).collect::<Vec<_>>());
    Ok((rows.next().unwrap_or_default(), rows.collect()))
}

/// Writes a table as comma-separated values, each in quotes.
fn write(folder: &Path, name: &str, headers: &[String], rows: &[Vec<String>]) -> TestResult {
    let quoted = |field: &String| match field.as_str() {
        "n/a" => String::new(),
        text => format!("\"{}\"", text.replace('"', "\"\"")),
    };
    let line = |fields: &Vec<String>| fields.iter().map(quoted).collect::<Vec<_>>().join(",") + "\r\n";
    let text: String = std::iter::once(&headers.to_vec()).chain(rows).map(line).collect();
    Ok(fs::write(folder.join(format!("{name}.csv")), text)?)
}

/// The sample in the later layout, and the made-up tables.
fn later() -> TestResult<Service> {
    later_with("", "")
}

/// The same with a text in the made-up tables replaced.
fn later_with(from: &str, to: &str) -> TestResult<Service> {
    let place = tempfile::tempdir()?;
    let folder = place.path().join("db_31_0_csv");
    fs::create_dir(&folder)?;
    let (_, occupations) = table("Occupation Data")?;
    let titles: HashMap<String, String> =
        occupations.into_iter().map(|row| (row[0].clone(), row[1].clone())).collect();
    for (name, later) in [
        ("Skills", "essential_skills"),
        ("Skills", "transferable_skills"),
        ("Interests", "career_interest_types"),
        ("Alternate Titles", "job_titles"),
        ("Content Model Reference", "content_model_reference"),
        ("DWA Reference", "dwa_reference"),
        ("IWA Reference", "iwa_reference"),
        ("Job Zone Reference", "job_zone_reference"),
        ("Knowledge", "knowledge"),
        ("Occupation Data", "occupation_data"),
        ("Scales Reference", "scales_reference"),
        ("Tasks to DWAs", "tasks_to_dwas"),
    ] {
        let (mut headers, mut rows) = table(name)?;
        rows.retain(|row| match later {
            "essential_skills" => row[1].starts_with("2.A"),
            "transferable_skills" => row[1].starts_with("2.B"),
            _ => true,
        });
        for header in &mut headers {
            *header = header.replace("Alternate Title", "Job Title");
        }
        if headers[0] == "O*NET-SOC Code" && name != "Occupation Data" {
            headers.insert(1, "Title".to_owned());
            for row in &mut rows {
                row.insert(1, titles[&row[0]].clone());
            }
        }
        write(&folder, later, &headers, &rows)?;
    }
    for (name, text) in MORE {
        let text = if from.is_empty() { text.to_owned() } else { text.replace(from, to) };
        let mut rows: Vec<Vec<String>> =
            text.lines().map(|line| line.split('|').map(str::to_owned).collect()).collect();
        let headers = rows.remove(0);
        if name == "Job Zones" {
            let zones = table(name)?.1.into_iter().filter(|row| row[0] != "29-1051.00");
            rows.extend(zones.map(|mut row| {
                row.insert(1, titles[&row[0]].clone());
                row.push("n/a".to_owned());
                row
            }));
        }
        write(&folder, name, &headers, &rows)?;
    }
    // What the made-up rows refer to.
    let elements = folder.join("content_model_reference.csv");
    fs::write(&elements, fs::read_to_string(&elements)? + "2.D.1,Required Level of Education,E\r\n")?;
    Service::import(&folder)
}

#[tokio::test]
async fn the_later_layout_answers_as_the_earlier_one_does() -> TestResult {
    let (earlier, later, mut contract) = (Service::sample_on_disk()?, later()?, Contract::load()?);
    assert_eq!(later.source.label(), "O*NET 31.0");
    for call in [
        "/online/occupations/29-1051.00/details/skills",
        "/online/occupations/29-1051.00/summary/skills",
        "/online/occupations/29-1051.00/related/skills/2.B.1.a",
        "/online/occupations/29-1051.00/details/interests",
        "/online/occupations/29-1051.00/summary/interests",
        "/online/onet_data/skills_basic/",
        "/online/onet_data/skills_cf/2.B.1.a",
        "/online/onet_data/interests/SI",
        "/online/soft_skills/results?skills=2.A.1.a,2.B.1.a",
        "/mnm/interests/investigative",
    ] {
        let answered = answer(&later, call).await?;
        let operation = Operation::find(call.split('?').next().unwrap_or_default()).ok_or(call)?;
        contract.judge(operation, &answered, call)?;
        assert_eq!(answered, answer(&earlier, call).await?, "{call}");
    }
    Ok(())
}

#[tokio::test]
async fn other_titles_education_and_software_are_answered() -> TestResult {
    let (later, mut contract) = (later()?, Contract::load()?);
    let (_, titles) = table("Alternate Titles")?;
    let found =
        answer(&later, &format!("/online/search?keyword={}", titles[0][1].replace(' ', "%20"))).await?;
    assert!(items(&found, "occupation", &["code"]).contains(&titles[0][0]));

    let education = answer(&later, "/online/occupations/29-1051.00/details/education").await?;
    let members = ["code", "title", "percentage_of_respondents"];
    assert_eq!(items(&education, "response", &members), ["2 Much 80", "1 Some 20"]);

    let hot = answer(&later, "/online/occupations/29-1051.00/hot_technology").await?;
    assert_page(&hot, "example", &["title"], 1, &["Pill, counted"]);
    let wanted = answer(&later, "/online/occupations/29-1051.00/in_demand_skills").await?;
    assert_page(&wanted, "example", &["title"], 1, &["Ledger"]);
    let users = "/online/technology/examples/Pill%2C%20counted";
    let users_page = answer(&later, users).await?;
    assert_page(&users_page, "occupation", &["code"], 2, &["29-1051.00", "29-1224.00"]);
    assert_eq!(items(&users_page, "category", &["code", "title"]), ["43232610 Medical software"]);
    contract.judge(Operation::find(users).ok_or(users)?, &users_page, users)?;

    // A category is found by the commodity of its name; one without a commodity is left out, and reported.
    let technology = answer(&later, "/online/occupations/29-1051.00/details/technology_skills").await?;
    assert_eq!(items(&technology, "category", &["code", "title"]), ["43232610 Medical software"]);
    let found = answer(&later, "/online/technology/categories/search?keyword=software").await?;
    assert_page(&found, "category", &["title"], 1, &["Medical software"]);
    let listed = answer(&later, "/online/technology/categories/43232610").await?;
    assert_page(&listed, "occupation", &["code"], 2, &["29-1051.00", "29-1224.00"]);
    assert_eq!(later.source.release().manifest().unmatched_categories, ["Ledger software"]);
    Ok(())
}

#[tokio::test]
async fn without_one_known_category_technology_is_refused_by_category_alone() -> TestResult {
    let later = later_with("Medical software", "Counting software")?;
    let hot = answer(&later, "/online/occupations/29-1051.00/hot_technology").await?;
    assert_page(&hot, "example", &["title"], 1, &["Pill, counted"]);
    for call in [
        "/online/occupations/29-1051.00/details/technology_skills",
        "/online/technology/categories/search?keyword=software",
        "/online/technology/categories/43232610",
    ] {
        let refused = later.get(call).await?;
        assert!(is_marked(&refused), "{call}");
        assert!(crate::common::sentence(&refused)?.contains("UNSPSC Reference"), "{call}");
    }
    let overview = answer(&later, "/online/occupations/29-1051.00/").await?;
    let sections = items(&overview, "summary_contents", &["title"]);
    assert!(sections.contains(&"Skills".to_owned()) && !sections.contains(&"Technology Skills".to_owned()));
    Ok(())
}

#[tokio::test]
async fn unknown_tables_and_columns_are_imported_and_reported() -> TestResult {
    let later = later()?;
    let manifest = later.source.release().manifest();
    assert_eq!(manifest.unknown_tables, ["new_table"]);
    let columns: Vec<&str> = manifest.unknown_columns.iter().map(|column| column.header.as_str()).collect();
    assert_eq!(columns, ["Remark"]);
    let rows = answer(&later, "/database/rows/new_table").await?;
    assert_eq!(rows["row"][0], json!({ "onetsoc_code": "29-1051.00", "novelty": "first" }));
    let listed = answer(&later, "/database/").await?;
    let has = |id: &str| listed.as_array().is_some_and(|tables| tables.iter().any(|table| is(table, id)));
    assert!(has("software_skills") && !has("technology_skills"));
    Ok(())
}

fn is(table: &Value, id: &str) -> bool {
    table["table_id"] == id
}
