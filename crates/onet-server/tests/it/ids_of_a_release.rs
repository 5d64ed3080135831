//! Work styles and activities go by the ids of the release in use, whichever form it writes.

use crate::common::answers::{answer, assert_page, items};
use crate::common::{Service, TestResult, is_marked, sentence};
use http::StatusCode;
use onet_api::operation::Location;
use onet_api::types::RelatedActivitiesSort;
use onet_api::{PageRange, operations};
use onet_domain::related_activities::RelatedActivities;
use onet_domain::{DwaId, OnetSocCode};
use serde_json::{Value, json};

/// An intermediate activity and two detailed ones.
type Activities = [&'static str; 3];

const EARLIER: Activities = ["4.A.2.a.2.I05", "4.A.2.a.2.I05.D04", "4.A.2.a.2.I05.D05"];
const LATER: Activities = ["4.A.2.a.2.e", "4.A.2.a.2.e.4", "4.A.2.a.2.e.5"];

/// What a release after those known may bring.
const TOMORROWS: Activities = ["4.A.5.d.12.zz", "4.A.5.d.12.zz.104", "4.A.5.d.12.zz.1005"];

const OCCUPATIONS: [(&str, &str); 3] = [
    (
        "Occupation Data",
        "O*NET-SOC Code|Title|Description\n11-1011.00|Bakers|Bake.\n11-1021.00|Cooks|Cook.\n\
         11-1031.00|Waiters|Wait.",
    ),
    (
        "Job Zones",
        "O*NET-SOC Code|Job Zone|Date|Domain Source\n11-1011.00|2|08/2025|Analyst\n\
         11-1021.00|2|08/2025|Analyst\n11-1031.00|2|08/2025|Analyst",
    ),
    (
        "Scales Reference",
        "Scale ID|Scale Name|Minimum|Maximum\nIM|Importance|1|5\nWI|Impact|-3|3\nLV|Level|0|7",
    ),
];

/// Three occupations and some tables, as a release on disk.
fn release(folder: &str, tables: &[(&str, String)]) -> TestResult<Service> {
    let place = tempfile::tempdir()?;
    let folder = place.path().join(folder);
    std::fs::create_dir(&folder)?;
    let occupations = OCCUPATIONS.map(|(table, rows)| (table, rows.to_owned()));
    for (table, rows) in occupations.iter().chain(tables) {
        std::fs::write(folder.join(format!("{table}.txt")), rows.replace('|', "\t") + "\n")?;
    }
    Service::import(&folder)
}

/// A release with two work styles in this group and on this scale; nobody is rated on a third one.
fn with_styles(folder: &str, group: &str, scale: &str) -> TestResult<Service> {
    let elements = format!(
        "Element ID|Element Name|Description\n1|W|W\n{group}|Styles|S\n{group}.1|Ways|W\n{group}.1.a|Care|C\n\
         {group}.1.b|Wit|W\n{group}.1.c|Zeal|Z\n2|R|R\n2.C|Knowledge|K\n2.C.1|Trade|T"
    );
    let styles = format!(
        "O*NET-SOC Code|Element ID|Element Name|Scale ID|Data Value|Date|Domain Source\n\
         11-1011.00|{group}.1.a|Care|{scale}|1.00|08/2025|Expert\n\
         11-1011.00|{group}.1.b|Wit|{scale}|3.00|08/2025|Expert\n\
         11-1021.00|{group}.1.a|Care|{scale}|2.00|08/2025|Expert"
    );
    release(folder, &[("Content Model Reference", elements), ("Work Styles", styles)])
}

/// A release whose activities have these ids: Bakers and Waiters do both, Cooks the first. Since 30.3 they are elements,
/// too.
fn with_activities(folder: &str, [iwa, one, two]: Activities) -> TestResult<Service> {
    let gwa = iwa.rsplit_once('.').ok_or("an intermediate activity has a parent")?.0;
    let mut elements =
        format!("Element ID|Element Name|Description\n4|O|O\n4.A|Activities|A\n{gwa}|Identify|I");
    if folder != "db_29_3_text" {
        elements += &format!("\n{iwa}|Evaluate|E\n{one}|Analyze|A\n{two}|Examine|E");
    }
    let rated = format!(
        "O*NET-SOC Code|Element ID|Element Name|Scale ID|Data Value|N|Standard Error|Lower CI Bound|\
         Upper CI Bound|Recommend Suppress|Not Relevant|Date|Domain Source\n\
         11-1011.00|{gwa}|Identify|IM|4.00|9|n/a|n/a|n/a|N|n/a|08/2025|Incumbent\n\
         11-1011.00|{gwa}|Identify|LV|4.00|9|n/a|n/a|n/a|N|N|08/2025|Incumbent"
    );
    let tables = [
        ("Content Model Reference", elements),
        ("Work Activities", rated),
        ("IWA Reference", format!("Element ID|IWA ID|IWA Title\n{gwa}|{iwa}|Evaluate.")),
        (
            "DWA Reference",
            format!(
                "Element ID|IWA ID|DWA ID|DWA Title\n{gwa}|{iwa}|{one}|Analyze.\n{gwa}|{iwa}|{two}|Examine."
            ),
        ),
        (
            "Task Statements",
            "O*NET-SOC Code|Task ID|Task|Task Type|Incumbents Responding|Date|Domain Source\n\
             11-1011.00|1|Look at bread.|Core|9|08/2025|Incumbent\n\
             11-1021.00|2|Look at soup.|Core|9|08/2025|Incumbent\n\
             11-1031.00|3|Look at guests.|Core|9|08/2025|Incumbent"
                .to_owned(),
        ),
        (
            "Tasks to DWAs",
            format!(
                "O*NET-SOC Code|Task ID|DWA ID|Date|Domain Source\n11-1011.00|1|{one}|08/2025|Analyst\n\
                 11-1011.00|1|{two}|08/2025|Analyst\n11-1021.00|2|{one}|08/2025|Analyst\n\
                 11-1031.00|3|{one}|08/2025|Analyst\n11-1031.00|3|{two}|08/2025|Analyst"
            ),
        ),
    ];
    release(folder, &tables)
}

/// The sentence of a refusal for a wrong call.
async fn refused(service: &Service, call: &str) -> TestResult<String> {
    let response = service.get(call).await?;
    assert_eq!(response.status(), StatusCode::UNPROCESSABLE_ENTITY, "{call}");
    assert!(!is_marked(&response), "{call}: {}", sentence(&response)?);
    sentence(&response)
}

#[tokio::test]
async fn work_styles_of_either_model_are_answered_by_the_ids_of_the_release() -> TestResult {
    for (folder, own, other, scale) in
        [("db_29_3_text", "1.C", "1.D", "IM"), ("db_30_1_text", "1.D", "1.C", "WI")]
    {
        let service = with_styles(folder, own, scale)?;
        let label = service.source.label();
        let rated = answer(&service, &format!("/online/onet_data/work_styles/{own}.1.a")).await?;
        assert_page(&rated, "occupation", &["code"], 2, &["11-1021.00", "11-1011.00"]);
        let related = format!("/online/occupations/11-1011.00/related/work_styles/{own}.1.a");
        let alike = answer(&service, &related).await?;
        assert_eq!(items(&alike, "occupation", &["code"]), ["11-1021.00"]);
        for path in ["/online/onet_data", "/online/occupations/11-1011.00/related"] {
            assert_eq!(
                refused(&service, &format!("{path}/work_styles/{other}.1.a")).await?,
                format!(
                    "{other}.1.a is not in this import of {label}, whose work styles have ids such as {own}.1.a."
                )
            );
            for element in ["2.C.1".to_owned(), format!("{own}.1"), format!("{own}.1.c")] {
                assert_eq!(
                    refused(&service, &format!("{path}/work_styles/{element}")).await?,
                    format!(
                        "{element} is none of the work styles of {label}, which have ids such as {own}.1.a."
                    )
                );
            }
        }
        let unrated = format!("/online/occupations/11-1021.00/related/work_styles/{own}.1.b");
        let message = format!("A rating of 11-1021.00 on {own}.1.b is not in this import of {label}.");
        assert_eq!(refused(&service, &unrated).await?, message);
    }
    Ok(())
}

#[tokio::test]
async fn an_element_of_another_list_is_refused() -> TestResult {
    let sample = Service::sample_on_disk()?;
    for (path, message) in [
        (
            "/online/onet_data/skills_basic/2.B.1.a",
            "2.B.1.a is none of the skills of O*NET 29.3, which have ids such as 2.A.1.a.",
        ),
        (
            "/online/onet_data/skills_cf/2.C.1.a",
            "2.C.1.a is none of the skills of O*NET 29.3, which have ids such as 2.B.1.a.",
        ),
        (
            "/online/occupations/29-1051.00/related/knowledge/2.A.1.a",
            "2.A.1.a is none of the areas of knowledge of O*NET 29.3, which have ids such as 2.C.1.a.",
        ),
        (
            "/online/occupations/29-1051.00/related/interests/7.Z",
            "7.Z is not in this import of O*NET 29.3, whose interests have ids such as 1.B.1.a.",
        ),
    ] {
        assert_eq!(refused(&sample, path).await?, message);
    }
    Ok(())
}

#[tokio::test]
async fn activities_of_every_form_are_answered_by_the_ids_of_the_release() -> TestResult {
    for (folder, ids) in [("db_29_3_text", EARLIER), ("db_31_0_text", LATER), ("db_40_0_text", TOMORROWS)] {
        let (service, [_, one, two]) = (with_activities(folder, ids)?, ids);
        let chosen = service.client.raw("online/related_activities/activities/11-1011.00", &[]).await?;
        assert_eq!(chosen.as_array().map(Vec::len), Some(2), "{folder}: {chosen}");
        let results = format!("/online/related_activities/results/11-1011.00?activities={one}");
        let page = answer(&service, &results).await?;
        assert_page(&page, "occupation", &["code"], 2, &["11-1031.00", "11-1021.00"]);
        let waiters = &page["occupation"][0]["activities"];
        assert_eq!(items(waiters, "shared", &["id"]), [one]);
        assert_eq!(items(waiters, "similar", &["id"]), [two]);

        let both = format!("/online/occupations/11-1011.00/related/detailed_work_activities/{one},{two}");
        let alike = answer(&service, &both).await?;
        assert_eq!(items(&alike, "occupation", &["code"]), ["11-1031.00", "11-1021.00"]);
        assert_eq!(alike["summary"]["id"], format!("{one},{two}"));
    }
    Ok(())
}

#[tokio::test]
async fn ids_of_every_form_pass_through_the_typed_client() -> TestResult {
    for (folder, ids) in [("db_29_3_text", EARLIER), ("db_31_0_text", LATER), ("db_40_0_text", TOMORROWS)] {
        let service = with_activities(folder, ids)?;
        let workflow = RelatedActivities::new(service.client.clone());
        let bakers: OnetSocCode = "11-1011.00".parse()?;
        let own: Vec<DwaId> = workflow.activities(bakers).await?.into_iter().map(|own| own.id).collect();
        assert_eq!(own.iter().map(DwaId::as_str).collect::<Vec<_>>(), ids[1..]);
        let found = workflow.all_results(bakers, &own, RelatedActivitiesSort::Shared).await?;
        assert_eq!(found.len(), 2, "{folder}");
        let shared: Vec<&DwaId> = found[0].shared.iter().map(|activity| &activity.id).collect();
        assert_eq!(shared, [&own[0], &own[1]]);
        let page = service
            .client
            .online_related_activities_results("11-1011.00", ids[2], None, PageRange::default())
            .await?;
        assert_eq!(page.occupation[0].code, "11-1031.00");
        let alike =
            service.client.online_occupations_related_detailed_work_activities("11-1011.00", ids[2]).await?;
        assert_eq!(alike.occupation[0].code, "11-1031.00");
    }
    Ok(())
}

#[tokio::test]
async fn an_unknown_activity_is_refused_with_a_known_example() -> TestResult {
    for (folder, ids, others) in [
        ("db_29_3_text", EARLIER, LATER),
        ("db_31_0_text", LATER, EARLIER),
        ("db_31_0_text", LATER, TOMORROWS),
        ("db_31_0_text", LATER, ["", "4.A.2.a.2.e.99", "4.A.1.a.1.e.4"]),
    ] {
        let service = with_activities(folder, ids)?;
        let label = service.source.label();
        for other in &others[1..] {
            let message = format!(
                "{other} is not in this import of {label}, whose detailed work activities have ids such as {}.",
                ids[1]
            );
            for call in [
                format!("/online/related_activities/results/11-1011.00?activities={},{other}", ids[1]),
                format!("/online/occupations/11-1011.00/related/detailed_work_activities/{},{other}", ids[1]),
            ] {
                assert_eq!(refused(&service, &call).await?, message);
            }
        }
    }
    Ok(())
}

#[tokio::test]
async fn the_example_of_a_refusal_is_near_the_unknown_id() -> TestResult {
    let sample = Service::sample()?;
    let call = "/online/related_activities/results/29-1051.00?activities=4.A.4.a.1.e.1";
    let response = sample.get(call).await?;
    assert!(is_marked(&response), "the sample may lack what a release has");
    let message = sentence(&response)?;
    let start = "4.A.4.a.1.e.1 is not in O*NET 29.3 sample, whose detailed work activities have ids such as 4.A.4.a.1.I";
    assert!(message.starts_with(start), "{message}");
    Ok(())
}

#[tokio::test]
async fn the_list_of_work_activities_ends_with_those_that_are_rated() -> TestResult {
    let service = with_activities("db_31_0_text", LATER)?;
    let tree = answer(&service, "/online/onet_data/work_activities/").await?;
    assert_eq!((&tree[0]["id"], &tree[0]["child"]), (&json!("4.A.2.a.2"), &Value::Null));
    let rated = answer(&service, "/online/onet_data/work_activities/4.A.2.a.2").await?;
    let own = items(&rated["occupation"][0], "detailed_work_activities", &["id"]);
    assert_eq!(own, LATER[1..]);
    assert_eq!(
        refused(&service, "/online/onet_data/work_activities/4.A.2.a.2.e.4").await?,
        "4.A.2.a.2.e.4 is none of the work activities of O*NET 31.0, which have ids such as 4.A.2.a.2."
    );
    Ok(())
}

/// The calls with this text for each parameter that is an id, with the shape of the parameter.
fn calls_with(text: &str) -> Vec<(&'static str, String)> {
    let mut calls = Vec::new();
    for operation in operations::ALL {
        for parameter in operation.parameters {
            let Some(shape) = parameter.shape else { continue };
            if !["ElementId", "SkillIdList", "ActivityIdList", "DetailedWorkActivityIds"].contains(&shape) {
                continue;
            }
            let path = operation.path.replace("{code}", "29-1051.00").replace("{id}", text);
            calls.push((
                shape,
                match parameter.location {
                    Location::Path => path,
                    Location::Query => format!("{path}?{}={text}", parameter.name),
                },
            ));
        }
    }
    calls
}

#[tokio::test]
async fn a_malformed_id_is_refused_with_the_expected_form() -> TestResult {
    let sample = Service::sample_on_disk()?;
    let calls = calls_with("4.A.2.a.2.e.");
    assert_eq!(calls.len(), 17);
    for (shape, call) in calls {
        let message = refused(&sample, &call).await?;
        let kind = match shape {
            "ElementId" | "SkillIdList" => "an element id",
            _ => "a detailed work activity id",
        };
        let start =
            format!("\"4.A.2.a.2.e.\" is not {kind}: expected a letter or digit at position 13, as in ");
        assert!(message.starts_with(&start), "{call}: {message}");
        assert!(!message.contains('^'), "{call}: {message}");
    }
    // Only activities may stand in one text with commas between them.
    for (_, call) in calls_with("2.A.1.a,2.A.1.b").into_iter().filter(|(shape, _)| *shape == "ElementId") {
        let message = refused(&sample, &call).await?;
        assert!(
            message.starts_with("\"2.A.1.a,2.A.1.b\" is not an element id: expected `.`"),
            "{call}: {message}"
        );
    }
    Ok(())
}
