//! What the tables of the database add to the report on an occupation.

use std::error::Error as StdError;

use onet_domain::crosswalk::CrosswalkKind;
use onet_domain::occupation_report::{
    CrosswalkCode, OccupationReport, RelatednessTier, Section, SectionAnswer, SectionData,
};
use serde_json::{Value, json};

use crate::workflows::{client, page, taken};

type TestResult = Result<(), Box<dyn StdError>>;

const CODE: &str = "29-1051.00";

/// The rows of a table, and which of their columns there are.
fn rows(table: &str) -> Option<Vec<Value>> {
    let level = |id: &str, value: f64, not_relevant: &str| json!({"element_id": id, "data_value": value, "not_relevant": not_relevant});
    Some(match table {
        "knowledge" => {
            vec![level("2.C.1.a", 3.5, "N"), level("2.C.1.b", 7.0, "Y"), level("2.C.1.c", 7.0, "N")]
        }
        "essential_skills" => vec![level("2.A.1.a", 0.0, "N")],
        "transferable_skills" => vec![level("2.B.1.a", 1.75, "N")],
        "related_occupations" => vec![
            json!({"related_onetsoc_code": "29-1071.00", "relatedness_tier": "Primary-Short", "related_index": 4}),
            json!({"related_onetsoc_code": "29-2052.00", "relatedness_tier": "Of another kind"}),
        ],
        "crosswalk_education" => {
            vec![json!({"entry_code": "51.2001", "entry_title": "Pharmacy.", "soc_2018_code": "29-1051"})]
        }
        "crosswalk_military" => vec![
            json!({"entry_code": "68H", "entry_title": "Pharmacy Officer", "active": "N", "onetsoc_code": CODE}),
            json!({"entry_code": "67E", "entry_title": "Pharmacy", "active": "Y", "onetsoc_code": CODE}),
            json!({"entry_code": "67E", "entry_title": "Pharmacy", "active": "Y", "onetsoc_code": CODE}),
        ],
        "crosswalk_esco" => vec![
            json!({"entry_code": "http://data.europa.eu/esco/1", "entry_title": "pharmacist", "isco_08_code": "2262", "onetsoc_2010_code": CODE}),
        ],
        "taxonomy_2010_to_2019" => vec![json!({"onetsoc_2010_code": CODE})],
        "career_clusters" => vec![
            json!({"onetsoc_code": CODE, "career_clusters": "Health Science", "career_pathways": "Therapy; Research"}),
        ],
        _ => return None,
    })
}

fn answer(path: &str) -> (u16, Value) {
    let bare = path.split('?').next().unwrap_or_default();
    let refused = (422, json!({"error": "It is not here."}));
    if let Some(table) = bare.strip_prefix("/database/rows/") {
        return match rows(table) {
            Some(found) => {
                // The service answers with the page of the call.
                let list: &'static [Value] = Vec::leak(found);
                (200, page("row", list, path))
            }
            None => refused,
        };
    }
    if let Some(table) = bare.strip_prefix("/database/info/") {
        let names = rows(table).into_iter().flatten().next();
        let names = names.iter().filter_map(Value::as_object).flat_map(|row| row.keys());
        let columns: Vec<Value> = names
            .map(|name| json!({"column_id": name, "title": name, "type": "Character Varying(10)", "description": "", "optional": false, "format": "text"}))
            .collect();
        return (
            200,
            json!({"table_id": table, "title": table, "description": "", "rows": "", "data_dictionary": "", "download": {}, "column": columns}),
        );
    }
    match bare {
        "/database/" => {
            let ids = ["crosswalk_education", "crosswalk_military", "crosswalk_esco"];
            let table =
                |id: &str| json!({"info": "", "rows": "", "table_id": id, "title": id, "description": ""});
            (200, Value::from(ids.map(table).to_vec()))
        }
        "/online/crosswalks/SOC" => {
            let found = [("29-1051", "Pharmacists"), ("29-1050", "A group")];
            let found = found.map(|(code, title)| json!({"code": code, "title": title, "occupation": []}));
            (200, json!({"start": 1, "end": 2, "total": 2, "match": found}))
        }
        _ if bare.contains("/details/") => {
            (200, json!({"start": 1, "end": 0, "total": 0, "element": [], "occupation": []}))
        }
        _ => refused,
    }
}

#[tokio::test]
async fn levels_are_scores_and_those_that_are_not_relevant_are_left_out() -> TestResult {
    let (client, asked) = client(answer);
    let report = OccupationReport::new(client);
    let knowledge = report.report_section(CODE.parse()?, Section::Knowledge).await?;
    assert_eq!(serde_json::to_value(&knowledge.levels)?, json!({"2.C.1.a": 50, "2.C.1.c": 100}));
    assert!(taken(&asked).iter().any(|path| path.contains("scale_id.eq.LV") && path.contains(CODE)));
    // The tables of skills have other names since release 30.3.
    let skills = report.report_section(CODE.parse()?, Section::Skills).await?;
    assert_eq!(serde_json::to_value(&skills.levels)?, json!({"2.A.1.a": 0, "2.B.1.a": 25}));
    let abilities = report.report_section(CODE.parse()?, Section::Abilities).await?;
    assert!(abilities.levels.is_empty() && abilities.answer.data().is_some());
    taken(&asked);
    let without = report.without_levels().report_section(CODE.parse()?, Section::Knowledge).await?;
    assert!(without.levels.is_empty());
    assert_eq!(taken(&asked).len(), 1);
    Ok(())
}

#[tokio::test]
async fn related_occupations_have_their_tier_where_it_is_known() -> TestResult {
    let (client, _) = client(answer);
    let report = OccupationReport::new(client);
    let related = report.report_section(CODE.parse()?, Section::RelatedOccupations).await?;
    assert_eq!(related.tiers.len(), 1);
    let found = related.tiers["29-1071.00"];
    assert_eq!((found.tier, found.index), (RelatednessTier::PrimaryShort, Some(4)));
    Ok(())
}

#[tokio::test]
async fn codes_of_other_classifications_are_those_of_the_tables_that_are_there() -> TestResult {
    let (client, _) = client(answer);
    let answer = OccupationReport::new(client).section(CODE.parse()?, Section::Crosswalks).await?;
    let Some(SectionData::Crosswalks(kinds)) = answer.data() else { panic!("{answer:?}") };
    let of = |wanted: CrosswalkKind| {
        let kind = kinds.iter().find(|kind| kind.crosswalk == wanted);
        kind.and_then(|kind| kind.answer.data()).map(Vec::as_slice)
    };
    let entry = |code: &str, title: &str, obsolete| CrosswalkCode {
        obsolete,
        code: Some(code.to_owned()),
        title: title.to_owned(),
    };
    assert_eq!(of(CrosswalkKind::Soc), Some(&[entry("29-1051", "Pharmacists", false)][..]));
    assert_eq!(of(CrosswalkKind::Education), Some(&[entry("51.2001", "Pharmacy.", false)][..]));
    let military = [entry("67E", "Pharmacy", false), entry("68H", "Pharmacy Officer", true)];
    assert_eq!(of(CrosswalkKind::Military), Some(&military[..]));
    assert_eq!(of(CrosswalkKind::Esco), Some(&[entry("2262", "pharmacist", false)][..]));
    for missing in [CrosswalkKind::Dot, CrosswalkKind::Handbook, CrosswalkKind::Apprenticeship] {
        assert_eq!(of(missing), None, "{missing}");
    }
    assert_eq!(answer.data().map(SectionData::count), Some(5));
    Ok(())
}

#[tokio::test]
async fn career_clusters_have_their_parts_or_a_reason() -> TestResult {
    let (client, _) = client(answer);
    let found = OccupationReport::new(client).section(CODE.parse()?, Section::CareerClusters).await?;
    let expected = json!({"present": [{"title": "Health Science", "pathways": ["Research", "Therapy"]}]});
    assert_eq!(serde_json::to_value(&found)?, expected);
    let (client, _) = crate::workflows::client(|_| (422, json!({"error": "It is not here."})));
    let missing = OccupationReport::new(client).section(CODE.parse()?, Section::CareerClusters).await?;
    assert!(matches!(missing, SectionAnswer::Missing { .. }), "{missing:?}");
    Ok(())
}
