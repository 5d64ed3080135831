//! Resources: releases, tables and the contract.

use onet_api::operation::{Location, Operation, ParameterType, ResponseForm};
use onet_api::operations;
use percent_encoding::percent_decode_str;
use rmcp::model::{ReadResourceResult, Resource, ResourceContents, ResourceTemplate};
use serde_json::{Value, json};

use crate::backend::{Call, LICENCE};
use crate::names::nearest;
use crate::refusal::Refusal;

const RELEASES: &str = "onet://releases";
const TABLES: &str = "onet://tables";
const CONTRACT: &str = "onet://contract";
const JSON: &str = "application/json";

/// The resources, with a title and what they hold.
const RESOURCES: [(&str, &str, &str, &str); 3] = [
    (
        RELEASES,
        "releases",
        "Releases",
        "The sources that answer, their releases and their tables with the number of rows",
    ),
    (
        TABLES,
        "tables",
        "Tables",
        "The tables of the database that query_table reads, with a description of each",
    ),
    (
        CONTRACT,
        "contract",
        "Operations",
        "The 212 operations of O*NET Web Services that call_operation calls",
    ),
];

/// Resources by a parameter.
const TEMPLATES: [(&str, &str, &str, &str); 2] = [
    (
        "onet://tables/{table}",
        "table",
        "Columns of a table",
        "The columns of a table, such as onet://tables/job_zones",
    ),
    (
        "onet://contract/{operation}",
        "operation",
        "An operation",
        "Path, parameters and answer of an operation, such as onet://contract/online_search",
    ),
];

pub(crate) fn list() -> Vec<Resource> {
    let resource = |(uri, name, title, text): (&str, &str, &str, &str)| {
        Resource::new(uri, name).with_title(title).with_description(text).with_mime_type(JSON)
    };
    RESOURCES.into_iter().map(resource).collect()
}

pub(crate) fn templates() -> Vec<ResourceTemplate> {
    let template = |(uri, name, title, text): (&str, &str, &str, &str)| {
        ResourceTemplate::new(uri, name).with_title(title).with_description(text).with_mime_type(JSON)
    };
    TEMPLATES.into_iter().map(template).collect()
}

/// The contents of a resource.
pub(crate) async fn read(call: &Call, uri: &str) -> Result<ReadResourceResult, Refusal> {
    let content = match uri {
        RELEASES => releases(call).await?,
        TABLES => tables(call).await?,
        CONTRACT => contract(),
        _ => match (below(uri, TABLES), below(uri, CONTRACT)) {
            (Some(table), _) => columns(call, table).await?,
            (_, Some(id)) => operation(id)?,
            (None, None) => return Err(unknown(uri)),
        },
    };
    let text = content.to_string();
    Ok(ReadResourceResult::new(vec![ResourceContents::text(text, uri).with_mime_type(JSON)]))
}

fn below<'a>(uri: &'a str, resource: &str) -> Option<&'a str> {
    uri.strip_prefix(resource)?.strip_prefix('/').filter(|name| !name.is_empty())
}

fn unknown(uri: &str) -> Refusal {
    let known = RESOURCES.iter().map(|row| row.0).chain(TEMPLATES.iter().map(|row| row.0));
    let known: Vec<&str> = known.collect();
    Refusal::new(format!("There is no resource {uri}."), known.join(", "))
}

async fn releases(call: &Call) -> Result<Value, Refusal> {
    let about = call.client().about().await?;
    let tables = call.release().map(|release| {
        let tables = release.manifest().tables.iter();
        let rows = tables.map(|table| json!({"table": table.id, "rows": table.rows}));
        rows.collect::<Vec<_>>()
    });
    Ok(json!({
        "sources": call.sources().labels(),
        "database": about.database.name,
        "taxonomy": about.taxonomy.name,
        "tables": tables,
        "licence": LICENCE,
    }))
}

async fn tables(call: &Call) -> Result<Value, Refusal> {
    let tables = call.client().database_list().await?;
    let tables = tables.into_iter().map(
        |table| json!({"table": table.table_id, "title": table.title, "description": table.description}),
    );
    let source = call.provenance().await;
    Ok(json!({"tables": tables.collect::<Vec<_>>(), "source": source}))
}

async fn columns(call: &Call, table: &str) -> Result<Value, Refusal> {
    let table = percent_decode_str(table).decode_utf8_lossy().trim().to_lowercase().replace([' ', '-'], "_");
    let info = match call.client().database_table_info(table.as_str()).await {
        Ok(info) => info,
        Err(failure) => return Err(no_table(call, &table, failure.into()).await),
    };
    let columns = info.column.into_iter().map(|column| {
        json!({
            "column": column.column_id,
            "title": column.title,
            "description": column.description,
            "type": column.type_,
            "optional": column.optional,
        })
    });
    let source = call.provenance().await;
    Ok(json!({
        "table": info.table_id,
        "title": info.title,
        "description": info.description,
        "columns": columns.collect::<Vec<_>>(),
        "source": source,
    }))
}

/// The refusal of a table, with the nearest one.
async fn no_table(call: &Call, given: &str, refusal: Refusal) -> Refusal {
    let tables = call.client().database_list().await.unwrap_or_default();
    let meant = nearest(given, tables.iter().map(|table| table.table_id.as_str()));
    let meant = meant.map(|meant| format!("{TABLES}/{meant}; ")).unwrap_or_default();
    refusal.or_try(format!("{meant}{TABLES} lists all"))
}

fn contract() -> Value {
    let operation = |operation: &Operation| json!({"id": operation.id, "path": operation.path, "summary": operation.summary});
    let all = operations::ALL.into_iter().map(operation);
    json!({"operations": all.collect::<Vec<_>>(), "licence": LICENCE})
}

fn operation(id: &str) -> Result<Value, Refusal> {
    let Some(known) = Operation::by_id(id) else {
        let meant = nearest(id, operations::ALL.into_iter().map(|operation| operation.id));
        let meant = meant.map(|meant| format!("{CONTRACT}/{meant}; ")).unwrap_or_default();
        let message = format!("There is no operation {id}.");
        return Err(Refusal::new(message, format!("{meant}{CONTRACT} lists all")));
    };
    let parameters = known.parameters.iter().map(|parameter| {
        json!({
            "name": parameter.name,
            "in": if parameter.location == Location::Path { "path" } else { "query" },
            "required": parameter.required,
            "description": parameter.description,
            "values": values(&parameter.kind),
            "default": parameter.default,
        })
    });
    let (form, shape, items) = match known.response {
        ResponseForm::Object { shape } => ("object", shape, None),
        ResponseForm::List { items } => ("list", items, None),
        ResponseForm::Page { shape, items } => ("page", shape, Some(items)),
    };
    Ok(json!({
        "id": known.id,
        "path": known.path,
        "summary": known.summary,
        "parameters": parameters.collect::<Vec<_>>(),
        "answer": {"form": form, "shape": shape, "items": items},
    }))
}

/// What a parameter may be.
fn values(kind: &ParameterType) -> Value {
    match kind {
        ParameterType::Text => json!("text"),
        ParameterType::Pattern(pattern) => json!({"pattern": pattern}),
        ParameterType::Integer { minimum, maximum } => json!({"minimum": minimum, "maximum": maximum}),
        ParameterType::Choice(words) => json!(words),
        ParameterType::List { item, .. } => json!({"list of": values(item)}),
    }
}
