//! Documents that are large enough to measure reading.

use onet_compat::{Document, Kind};
use serde_json::{Map, Value, json};

/// A page of occupations of about that many megabytes: many elements with short texts.
pub fn list(megabytes: usize) -> Document {
    let item = |number: usize| {
        json!({
            "href": format!("https://example.org/v1.9/ws/online/occupations/{number}/"),
            "relevance_score": number % 101,
            "code": format!("{:02}-{:04}.00", 11 + number % 43, number % 10_000),
            "title": format!("Gardeners, Foresters & Others, Number {number}"),
            "tags": {"bright_outlook": number % 2 == 0, "green": false},
        })
    };
    // An item has about 300 bytes.
    let items: Vec<Value> = (0..megabytes * 3_400).map(item).collect();
    let total = items.len();
    document(
        Kind::Occupations,
        json!({"keyword": "all", "start": 1, "end": total, "total": total, "occupation": items}),
    )
}

/// Skills of an occupation of about that many megabytes, longer texts and scores among them.
pub fn ratings(megabytes: usize) -> Document {
    let item = |number: usize| {
        json!({
            "id": format!("2.A.1.{number}"),
            "related": format!("https://example.org/v1.9/ws/online/occupations/17-2141.00/related/{number}"),
            "name": format!("Weighing and Measuring, Number {number}"),
            "description": "Telling how much there is of a thing, by hand or with a tool that others made.",
            "score": {"scale": "Importance", "important": true, "value": number % 101},
        })
    };
    // An element has about 430 bytes.
    let elements: Vec<Value> = (0..megabytes * 2_350).map(item).collect();
    document(Kind::Skills, json!({"code": "17-2141.00", "report": "details", "element": elements}))
}

/// Rows of a database table of about that many megabytes.
pub fn rows(megabytes: usize) -> Document {
    let row = |number: usize| {
        let mut row = Map::new();
        row.insert("onetsoc_code".to_owned(), "11-1011.00".into());
        row.insert("element_id".to_owned(), format!("2.C.1.{number}").into());
        row.insert("data_value".to_owned(), json!(4.78));
        row.insert("n".to_owned(), number.into());
        row.insert("not_relevant".to_owned(), Value::Null);
        row.insert("date_updated".to_owned(), "2023-08-01".into());
        Value::Object(row)
    };
    // A row has about 270 bytes.
    let rows: Vec<Value> = (0..megabytes * 3_700).map(row).collect();
    let head =
        json!({"info": "https://example.org/ws/database/info/knowledge", "start": 1, "end": rows.len()});
    let Value::Object(mut page) = head else { unreachable!("an object") };
    page.insert("total".to_owned(), rows.len().into());
    page.insert("table_id".to_owned(), "knowledge".into());
    page.insert("row".to_owned(), Value::Array(rows));
    document(Kind::Rows, Value::Object(page))
}

fn document(kind: Kind, value: Value) -> Document {
    Document::from_value(kind, value).expect("a document of the kind")
}
