//! The sections of a report on a career. What they hold was worked out from the tables without the server.

use std::fs;
use std::path::Path;

use crate::common::answers::answer;
use crate::common::{BASE, Service, TestResult, is_marked, real_release_folders, sentence};
use http::StatusCode;
use serde_json::{Value, json};

const SAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/sample");

/// Rows that are not in the sample; what they say is made up.
const MORE: [(&str, &str); 3] = [
    (
        "Work Styles",
        "O*NET-SOC Code\tElement ID\tElement Name\tScale ID\tData Value\tN\tStandard Error\tLower CI Bound\t\
         Upper CI Bound\tRecommend Suppress\tDate\tDomain Source
29-1051.00\t1.C.1.a\tZeal\tIM\t3.00\t9\tn/a\tn/a\tn/a\tN\t08/2024\tIncumbent
29-1051.00\t1.C.1.b\tYearning\tIM\t5.00\t9\tn/a\tn/a\tn/a\tN\t08/2024\tIncumbent
29-1051.00\t1.C.1.c\tWit\tIM\t4.00\t9\tn/a\tn/a\tn/a\tN\t08/2024\tIncumbent
29-1051.00\t1.C.2.b\tVigour\tIM\t4.20\t9\tn/a\tn/a\tn/a\tN\t08/2024\tIncumbent
29-1051.00\t1.C.3.a\tUnity\tIM\t4.00\t9\tn/a\tn/a\tn/a\tN\t08/2024\tIncumbent
29-1051.00\t1.C.3.b\tTact\tIM\t1.00\t9\tn/a\tn/a\tn/a\tN\t08/2024\tIncumbent
29-1051.00\t1.C.3.c\tSense\tIM\t2.00\t9\tn/a\tn/a\tn/a\tN\t08/2024\tIncumbent
",
    ),
    (
        "Technology Skills",
        "O*NET-SOC Code\tExample\tCommodity Code\tCommodity Title\tHot Technology\tIn Demand
29-1051.00\tAbacus\t43232110\tSpreadsheet software\tN\tN
29-1051.00\tLedger\t43232110\tSpreadsheet software\tY\tN
29-1051.00\tTally\t43232110\tSpreadsheet software\tN\tY
29-1051.00\tPill count\t43232610\tMedical software\tN\tN
29-1051.00\tMail\t43233501\tElectronic mail software\tY\tN
29-1051.00\tPost\t43233501\tElectronic mail software\tN\tN
29-1051.00\tC\t43232405\tDevelopment software\tN\tN
",
    ),
    (
        "UNSPSC Reference",
        "Commodity Code\tCommodity Title\tClass Code\tClass Title\tFamily Code\tFamily Title\tSegment Code\tSegment Title
43232110\tSpreadsheet software\t43232100\tEditing\t43230000\tSoftware\t43000000\tInformation Technology
43232405\tDevelopment software\t43232400\tMaking\t43230000\tSoftware\t43000000\tInformation Technology
43232610\tMedical software\t43232600\tIndustries\t43230000\tSoftware\t43000000\tInformation Technology
43233501\tElectronic mail software\t43233500\tExchange\t43230000\tSoftware\t43000000\tInformation Technology
",
    ),
];

/// The elements of the made-up work styles.
const STYLES: [(&str, &str); 7] = [
    ("1.C.1.a", "Zeal"),
    ("1.C.1.b", "Yearning"),
    ("1.C.1.c", "Wit"),
    ("1.C.2.b", "Vigour"),
    ("1.C.3.a", "Unity"),
    ("1.C.3.b", "Tact"),
    ("1.C.3.c", "Sense"),
];

/// The sample with work styles and technology of one occupation.
fn more_than_the_sample() -> TestResult<Service> {
    let tables = tempfile::tempdir()?;
    for file in fs::read_dir(SAMPLE)? {
        let file = file?;
        fs::copy(file.path(), tables.path().join(file.file_name()))?;
    }
    for (name, content) in MORE {
        fs::write(tables.path().join(format!("{name}.txt")), content)?;
    }
    let mut elements = fs::read_to_string(Path::new(SAMPLE).join("Content Model Reference.txt"))?;
    for (id, name) in STYLES {
        elements.push_str(&format!("{id}\t{name}\tA way to work.\n"));
    }
    fs::write(tables.path().join("Content Model Reference.txt"), elements)?;
    Service::import(tables.path())
}

/// The groups, the categories or the elements of a section: the id of each, and the ids or titles in it.
fn lines(section: &Value) -> Vec<String> {
    let word = |item: &Value| {
        let known = ["id", "code", "title"].into_iter().map(|member| &item[member]);
        match known.into_iter().find(|value| !value.is_null()) {
            Some(Value::String(text)) => text.clone(),
            other => other.map(Value::to_string).unwrap_or_default(),
        }
    };
    let line = |item: &Value| {
        let within = ["element", "example"].into_iter().find_map(|member| item[member].as_array());
        let words: Vec<String> = within.into_iter().flatten().map(word).collect();
        [word(item), words.join(", ")].join(": ").trim_end_matches(": ").to_owned()
    };
    section.as_array().into_iter().flatten().map(line).collect()
}

/// A call and the lines of its answer.
type Expected = (&'static str, &'static [&'static str]);

/// Calls and the lines of their answers, alike in both services.
async fn check(service: &Service, expected: &[Expected]) -> TestResult {
    for (call, first) in expected {
        let section = answer(service, &format!("/mnm/careers/{call}")).await?;
        assert_eq!(lines(&section), *first, "{call}");
        assert_eq!(answer(service, &format!("/veterans/careers/{call}")).await?, section, "{call}");
    }
    Ok(())
}

async fn check_refusals(service: &Service, calls: &[(&str, &str, bool)]) -> TestResult {
    for (call, message, marked) in calls {
        for tag in ["mnm", "veterans"] {
            let response = service.get(&format!("/{tag}/careers/{call}")).await?;
            assert_eq!(response.status(), StatusCode::UNPROCESSABLE_ENTITY, "{call}");
            let sentence = sentence(&response)?;
            assert!(sentence.contains(message), "{call}: {sentence}");
            assert_eq!(is_marked(&response), *marked, "{call}: {sentence}");
        }
    }
    Ok(())
}

/// The six most important elements of which no more than two are of a group, over the sample. Biology and Psychology
/// would be the third and the fourth of 2.C.4. Computers and Electronics would be of a fifth group of knowledge.
const SAMPLE_GROUPS: [Expected; 2] = [
    (
        "29-1051.00/knowledge",
        &["2.C.5: 2.C.5.a", "2.C.4: 2.C.4.a, 2.C.4.c", "2.C.1: 2.C.1.e, 2.C.1.b", "2.C.7: 2.C.7.a"],
    ),
    (
        "29-1051.00/skills",
        &["2.A: 2.A.1.b, 2.A.1.a", "2.B.4: 2.B.4.e", "2.B.2: 2.B.2.i", "2.B.1: 2.B.1.f, 2.B.1.a"],
    ),
];

#[tokio::test]
async fn groups_have_at_most_the_two_most_important_elements() -> TestResult {
    let sample = Service::sample()?;
    check(&sample, &SAMPLE_GROUPS).await?;
    let knowledge = answer(&sample, "/mnm/careers/29-1051.00/knowledge").await?;
    let first = json!({
        "id": "2.C.5",
        "name": "Health Services",
        "element": [{ "id": "2.C.5.a", "name": "Medicine and Dentistry" }],
    });
    assert_eq!(knowledge[0], first);
    Ok(())
}

#[tokio::test]
async fn education_is_the_job_zone_with_a_link_to_its_careers() -> TestResult {
    let sample = Service::sample()?;
    for tag in ["mnm", "veterans"] {
        let education = answer(&sample, &format!("/{tag}/careers/29-2052.00/education")).await?;
        let expected = json!({
            "job_zone": {
                "href": format!("{BASE}/{tag}/job_preparation/3"),
                "code": 3,
                "title": "Job Zone Three: Medium Preparation Needed",
                "experience": "Earlier experience in the field is expected.",
                "training": "A year or two of practice and courses; sometimes an apprenticeship.",
                "education": "Often vocational school or a two-year college degree.",
            },
        });
        assert_eq!(education, expected);
        let list = answer(&sample, &format!("/{tag}/job_preparation/3")).await?;
        let mut careers = list["career"].as_array().into_iter().flatten();
        assert!(careers.any(|career| career["code"] == "29-2052.00"), "{list}");
    }
    Ok(())
}

#[tokio::test]
async fn personality_is_the_first_high_point_and_the_most_important_work_styles() -> TestResult {
    let service = more_than_the_sample()?;
    for tag in ["mnm", "veterans"] {
        let personality = answer(&service, &format!("/{tag}/careers/29-1051.00/personality")).await?;
        let interest = json!({
            "id": "1.B.1.b",
            "name": "Investigative",
            "description": "Finding things out by research, tests, and analysis.",
        });
        assert_eq!(personality["top_interest"], interest);
        let styles = ["1.C.1.b", "1.C.2.b", "1.C.3.a", "1.C.1.c", "1.C.1.a", "1.C.3.c"];
        assert_eq!(lines(&personality["work_styles"]), styles);
        assert_eq!(personality["work_styles"][0], json!({ "id": "1.C.1.b", "name": "Yearning" }));
        // An occupation without work styles has its interest.
        let personality = answer(&service, &format!("/{tag}/careers/29-1023.00/personality")).await?;
        assert_eq!(personality, json!({ "top_interest": interest }));
    }
    Ok(())
}

#[tokio::test]
async fn technology_lists_the_largest_categories_with_two_examples() -> TestResult {
    let service = more_than_the_sample()?;
    let categories: &[&str] = &["43232110: Ledger, Tally", "43233501: Mail, Post", "43232405: C"];
    check(&service, &[("29-1051.00/technology", categories)]).await?;
    let technology = answer(&service, "/mnm/careers/29-1051.00/technology").await?;
    let first = json!({
        "code": 43_232_110,
        "title": "Spreadsheet software",
        "example": [
            { "title": "Ledger", "hot_technology": true },
            { "title": "Tally", "in_demand": true },
        ],
    });
    assert_eq!(technology[0], first);
    Ok(())
}

#[tokio::test]
async fn a_section_whose_table_is_missing_is_not_in_the_source() -> TestResult {
    let calls = [
        ("29-1051.00/abilities", "Abilities is not in", true),
        ("29-1051.00/personality", "Work Styles is not in", true),
    ];
    check_refusals(&Service::sample()?, &calls).await?;
    check_refusals(&Service::sample_on_disk()?, &calls).await?;
    let calls = [("29-1051.00/technology", "Technology Skills is not in", true)];
    check_refusals(&Service::sample_without(&["Technology Skills"])?, &calls).await
}

#[tokio::test]
async fn career_sections_without_release_data_are_not_in_the_source() -> TestResult {
    let calls = [("29-1051.00/", "Task Statements is not in", true)];
    check_refusals(&Service::sample_without(&["Task Statements"])?, &calls).await
}

#[tokio::test]
async fn a_section_without_data_for_the_career_is_refused() -> TestResult {
    let calls = [
        ("29-1023.00/technology", "29-1023.00 has no technology in", false),
        ("99-9999.99/knowledge", "The O*NET-SOC code 99-9999.99 is not in", false),
        ("99-9999.99/personality", "The O*NET-SOC code 99-9999.99 is not in", false),
        ("99-9999.99/education", "The O*NET-SOC code 99-9999.99 is not in", false),
    ];
    check_refusals(&more_than_the_sample()?, &calls).await
}

/// Careers of which answers of version 1.9 were captured, as O*NET 29.3 has them. Of 39-9031.00 four elements of
/// knowledge score 50 or more, of 11-1011.00 and 17-2051.00 more than four groups have one.
const WHOLE: [Expected; 11] = [
    ("39-9031.00/knowledge", &["2.C.1: 2.C.1.e", "2.C.7: 2.C.7.a", "2.C.6: 2.C.6", "2.C.4: 2.C.4.e"]),
    (
        "11-1011.00/knowledge",
        &["2.C.1: 2.C.1.a, 2.C.1.f", "2.C.7: 2.C.7.a", "2.C.8: 2.C.8.a, 2.C.8.b", "2.C.3: 2.C.3.a"],
    ),
    (
        "17-2051.00/knowledge",
        &["2.C.3: 2.C.3.c, 2.C.3.b", "2.C.4: 2.C.4.a, 2.C.4.b", "2.C.7: 2.C.7.a", "2.C.1: 2.C.1.a"],
    ),
    (
        "29-1129.01/knowledge",
        &["2.C.5: 2.C.5.b", "2.C.4: 2.C.4.e, 2.C.4.f", "2.C.7: 2.C.7.c, 2.C.7.a", "2.C.1: 2.C.1.e"],
    ),
    (
        "27-1013.00/knowledge",
        &["2.C.3: 2.C.3.c, 2.C.3.a", "2.C.7: 2.C.7.a, 2.C.7.c", "2.C.2: 2.C.2.a", "2.C.6: 2.C.6"],
    ),
    (
        "29-1129.01/skills",
        &["2.B.1: 2.B.1.a, 2.B.1.f", "2.A: 2.A.1.b, 2.A.1.d", "2.B.4: 2.B.4.e", "2.B.2: 2.B.2.i"],
    ),
    (
        "27-1013.00/skills",
        &["2.A: 2.A.2.b, 2.A.2.a", "2.B.4: 2.B.4.e", "2.B.2: 2.B.2.i", "2.B.1: 2.B.1.a", "2.B.5: 2.B.5.a"],
    ),
    (
        "29-1129.01/abilities",
        &[
            "1.A.4.a: 1.A.4.a.1",
            "1.A.1.a: 1.A.1.a.1, 1.A.1.a.3",
            "1.A.1.b: 1.A.1.b.3, 1.A.1.b.4",
            "1.A.4.b: 1.A.4.b.5",
        ],
    ),
    (
        "27-1013.00/abilities",
        &[
            "1.A.1.b: 1.A.1.b.2, 1.A.1.b.1",
            "1.A.1.f: 1.A.1.f.2",
            "1.A.2.a: 1.A.2.a.1",
            "1.A.4.a: 1.A.4.a.3, 1.A.4.a.1",
        ],
    ),
    (
        "29-1129.01/technology",
        &[
            "43232102: Adobe Creative Cloud software, Adobe Illustrator",
            "43232605: IBM SPSS Statistics",
            "43232108: Appointment scheduling software",
        ],
    ),
    (
        "27-1013.00/technology",
        &[
            "43232102: Adobe Illustrator, Adobe Photoshop",
            "43232604: Autodesk AutoCAD, Trimble SketchUp Pro",
            "43232306: ArtScope.net eArtist, Camp Software Art Licensing Manager",
        ],
    ),
];

/// The two careers with their strongest interests and most important work styles.
const PERSONALITIES: [(&str, &str, [&str; 6]); 2] = [
    ("29-1129.01", "1.B.1.d", ["1.C.3.b", "1.C.5.c", "1.C.5.a", "1.C.4.a", "1.C.4.b", "1.C.3.c"]),
    ("27-1013.00", "1.B.1.c", ["1.C.5.b", "1.C.5.a", "1.C.5.c", "1.C.1.c", "1.C.4.b", "1.C.4.c"]),
];

#[tokio::test]
async fn sections_over_a_whole_release_match_its_tables() -> TestResult {
    let Some(folders) = real_release_folders() else { return Ok(()) };
    let (release, supplements) = folders.split_first().ok_or("there is no folder")?;
    let service = Service::import_with(release, supplements)?;
    check(&service, &WHOLE).await?;
    for (code, interest, styles) in PERSONALITIES {
        let personality = answer(&service, &format!("/mnm/careers/{code}/personality")).await?;
        assert_eq!(personality["top_interest"]["id"], interest, "{code}");
        assert_eq!(lines(&personality["work_styles"]), styles, "{code}");
    }
    for (code, zone) in [("29-1129.01", 5), ("27-1013.00", 3)] {
        let education = answer(&service, &format!("/veterans/careers/{code}/education")).await?;
        assert_eq!(education["job_zone"]["code"], zone, "{code}");
    }
    // Military occupations have no data; Software Developers are not rated by the release.
    check_refusals(
        &service,
        &[
            ("55-1011.00/knowledge", "55-1011.00 has no knowledge in", false),
            ("55-1011.00/abilities", "55-1011.00 has no abilities in", false),
            ("55-1011.00/personality", "55-1011.00 has no personality in", false),
            ("55-1011.00/technology", "55-1011.00 has no technology in", false),
            ("55-1011.00/education", "55-1011.00 has no education in", false),
            ("15-1252.00/skills", "15-1252.00 has no skills in", false),
        ],
    )
    .await
}
