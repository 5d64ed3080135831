//! Rows of a database table as CSV, filtered on the service's side.
//!
//! ```text
//! ONET_API_KEY=… cargo run -p onet-domain --example rows_to_csv -- skills data_value.gte.4.5 scale_id.eq.IM
//! ```

// An example is a program: it prints.
#![allow(clippy::print_stdout)]

use futures::{TryStreamExt as _, pin_mut};
use onet_api::Client;
use onet_domain::Filter;
use onet_domain::table_query::TableQuery;
use serde_json::Value;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let table = arguments.next().ok_or("pass a table, and filters as column.operator.value")?;
    let mut query = TableQuery::new(Client::from_env()?, table.parse()?);
    for filter in arguments {
        query = query.filter(filter.parse::<Filter>()?);
    }
    let columns: Vec<String> =
        query.columns().await?.into_iter().map(|column| column.id.to_string()).collect();
    println!("{}", columns.join(","));
    let rows = query.rows();
    pin_mut!(rows);
    while let Some(row) = rows.try_next().await? {
        let cells: Vec<String> = columns.iter().map(|column| cell(row.get(column.as_str()))).collect();
        println!("{}", cells.join(","));
    }
    Ok(())
}

/// A value as CSV writes it: quoted where it holds what CSV is made of.
fn cell(value: Option<&Value>) -> String {
    let text = match value {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
    };
    match text.contains([',', '"', '\n']) {
        true => format!("\"{}\"", text.replace('"', "\"\"")),
        false => text,
    }
}
