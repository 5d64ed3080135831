//! Ratings of occupations on an element.

#![allow(clippy::unwrap_used)]

use std::sync::Arc;

use crate::common::Files;
use onet_db::Release;
use onet_db::elements::{KNOWLEDGE, Level, RatedOccupation};

const ADMINISTRATION: &str = "2.C.1.a";

/// Two occupations that are rated on one element, and a third on another.
fn rated() -> Release {
    let mut files = Files::small();
    files.set(
        "Scales Reference.txt",
        "Scale ID|Scale Name|Minimum|Maximum\nIM|Importance|1|5\nLV|Level|0|7\n",
    );
    let rows: String = [
        "11-1021.00|2.C.1.a|Administration|IM|5|28|0.1|n/a|n/a|N|n/a",
        "11-1021.00|2.C.1.a|Administration|LV|3.5|28|0.1|n/a|n/a|N|N",
        "11-1011.00|2.C.1.a|Administration|IM|2|28|0.1|n/a|n/a|N|n/a",
        "11-1011.00|2.C.1.a|Administration|LV|1|28|0.1|n/a|n/a|N|Y",
        "55-1011.00|2.C.1.b|Clerical|IM|1|28|0.1|n/a|n/a|N|n/a",
    ]
    .iter()
    .map(|row| format!("{row}|08/2023|Incumbent\n"))
    .collect();
    let head = "O*NET-SOC Code|Element ID|Element Name|Scale ID|Data Value|N|Standard Error|Lower CI Bound|\
                Upper CI Bound|Recommend Suppress|Not Relevant|Date|Domain Source";
    files.set("Knowledge.txt", &format!("{head}\n{rows}"));
    files.in_memory().unwrap()
}

#[test]
fn the_occupations_rated_on_an_element_come_by_code() {
    let found = rated().rated_occupations(&KNOWLEDGE, ADMINISTRATION).unwrap();
    let of = |code: &str, score, level| RatedOccupation {
        code: code.parse().unwrap(),
        score: Some(score),
        level: Some(level),
    };
    let wanted = [of("11-1011.00", 25, Level::NotRelevant), of("11-1021.00", 100, Level::Score(50))];
    assert_eq!(*found, wanted);
}

#[test]
fn ratings_on_an_element_are_read_once() {
    let release = rated();
    let read = |element| release.rated_occupations(&KNOWLEDGE, element).unwrap();
    assert!(Arc::ptr_eq(&read(ADMINISTRATION), &read(ADMINISTRATION)));
    assert_eq!((read("2.C.1.b").len(), read(ADMINISTRATION).len()), (1, 2));
    assert!(read("2.C.9.z").is_empty());
}

#[test]
fn a_list_by_element_is_read_from_the_index_alone() {
    let sql = "EXPLAIN QUERY PLAN SELECT onetsoc_code, data_value, not_relevant FROM knowledge
        WHERE element_id = '2.C.1.a' AND scale_id IN ('IM', 'LV')";
    let plan = rated().read(|connection| {
        let mut statement = connection.prepare(sql)?;
        let steps = statement.query_map([], |row| row.get(3))?;
        steps.collect::<rusqlite::Result<Vec<String>>>()
    });
    let plan = plan.unwrap().join("; ");
    assert!(plan.contains("USING COVERING INDEX knowledge_index_1"), "{plan}");
}
