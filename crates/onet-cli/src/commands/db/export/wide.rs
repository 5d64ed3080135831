//! The flat set of an export: ratings with a row for each occupation and a column for each element, related
//! occupations as edges of a graph, and the occupations.

use std::collections::{BTreeMap, BTreeSet};

use onet_db::{Next, TableView};
use onet_domain::TableId;
use serde_json::Value;

use super::sheet::{Sheet, SheetFolder, kind};
use crate::failure::Failure;
use crate::flat::text;
use crate::parquet_file::ColumnType;

/// Columns by which a table is one of ratings.
const RATING: [&str; 4] = ["onetsoc_code", "element_id", "scale_id", "data_value"];
/// The table of related occupations.
const RELATED: &str = "related_occupations";
/// Columns of its edges, and of the table they are from.
const EDGE: [(&str, &str); 6] = [
    ("source", "onetsoc_code"),
    ("target", "related_onetsoc_code"),
    ("tier", "relatedness_tier"),
    ("rank", "related_index"),
    ("source_title", "title"),
    ("target_title", "related_title"),
];
/// The columns of the file that lists the columns of the others.
const COLUMNS: [(&str, ColumnType); 7] = [
    ("file", ColumnType::Text),
    ("column", ColumnType::Text),
    ("element_id", ColumnType::Text),
    ("element_name", ColumnType::Text),
    ("scale_id", ColumnType::Text),
    ("scale_name", ColumnType::Text),
    ("category", ColumnType::Integer),
];

/// Whether the tables were named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Choice {
    All,
    Named,
}

/// Writes the flat forms of those tables that have one, and calls `written` with the name and the rows of each file.
pub(super) fn write(
    folder: &SheetFolder<'_>,
    tables: &[TableId],
    choice: Choice,
    written: &mut dyn FnMut(&str, u64),
) -> Result<(), Failure> {
    let mut listed: Vec<Vec<Value>> = Vec::new();
    for table in tables {
        let view = folder.release.view(table)?;
        match table.as_str() {
            RELATED => edges(folder, &view, written)?,
            "occupation_data" => occupations(folder, &view, written)?,
            _ if RATING.iter().all(|name| place(&view, name).is_some()) => {
                ratings(folder, &view, &mut listed, written)?;
            }
            _ if choice == Choice::Named => {
                return Err(Failure::usage(format!("{table} has no flat form"))
                    .with_hint("tables of ratings, related_occupations and occupation_data have one"));
            }
            _ => {}
        }
    }
    if !listed.is_empty() {
        let columns = COLUMNS.map(|(name, kind)| (name.to_owned(), kind)).to_vec();
        let description = "The columns of the wide tables".to_owned();
        let sheet = Sheet { name: "wide_columns".to_owned(), description, columns };
        put(folder, sheet, listed, written)?;
    }
    Ok(())
}

fn place(view: &TableView, name: &str) -> Option<usize> {
    view.columns.iter().position(|column| column.id.as_str() == name)
}

fn put(
    folder: &SheetFolder<'_>,
    sheet: Sheet,
    rows: impl IntoIterator<Item = Vec<Value>>,
    written: &mut dyn FnMut(&str, u64),
) -> Result<(), Failure> {
    let count = folder.write(&sheet, |row| {
        for values in rows {
            if row(values) == Next::Stop {
                break;
            }
        }
        Ok(())
    })?;
    written(&sheet.name, count);
    Ok(())
}

/// The edges from each occupation to those related to it.
fn edges(
    folder: &SheetFolder<'_>,
    view: &TableView,
    written: &mut dyn FnMut(&str, u64),
) -> Result<(), Failure> {
    let found: Vec<(&str, usize)> =
        EDGE.iter().filter_map(|(name, from)| Some((*name, place(view, from)?))).collect();
    let columns = found.iter().map(|(name, at)| ((*name).to_owned(), kind(&view.columns[*at]))).collect();
    let description = "Related occupations: an edge from an occupation to each related one".to_owned();
    let sheet = Sheet { name: "related_occupations_edges".to_owned(), description, columns };
    let count = folder.write(&sheet, |row| {
        let edge = |values: Vec<Value>| row(found.iter().map(|(_, at)| values[*at].clone()).collect());
        Ok(folder.release.each_row(&view.id, edge)?)
    })?;
    written(&sheet.name, count);
    Ok(())
}

/// The occupations with their job zones.
fn occupations(
    folder: &SheetFolder<'_>,
    view: &TableView,
    written: &mut dyn FnMut(&str, u64),
) -> Result<(), Failure> {
    let mut zones: BTreeMap<String, Value> = BTreeMap::new();
    if folder.release.has_table("job_zones") {
        let table: TableId = "job_zones".parse()?;
        let zone_view = folder.release.view(&table)?;
        if let (Some(code), Some(zone)) = (place(&zone_view, "onetsoc_code"), place(&zone_view, "job_zone")) {
            folder.release.each_row(&table, |row| {
                zones.insert(text(&row[code]), row[zone].clone());
                Next::Row
            })?;
        }
    }
    let Some(code) = place(view, "onetsoc_code") else { return Ok(()) };
    let mut columns: Vec<_> =
        view.columns.iter().map(|column| (column.id.as_str().to_owned(), kind(column))).collect();
    columns.push(("job_zone".to_owned(), ColumnType::Integer));
    let description = "The occupations with their job zones".to_owned();
    let sheet = Sheet { name: "occupations".to_owned(), description, columns };
    let count = folder.write(&sheet, |row| {
        let with_zone = |mut values: Vec<Value>| {
            let zone = zones.get(&text(&values[code])).cloned().unwrap_or(Value::Null);
            values.push(zone);
            row(values)
        };
        Ok(folder.release.each_row(&view.id, with_zone)?)
    })?;
    written(&sheet.name, count);
    Ok(())
}

/// An element of a wide table, and the category where its scale has several.
type Element = (String, Option<i64>);

/// The ratings on one scale.
#[derive(Default)]
struct Wide {
    scale: String,
    elements: BTreeMap<Element, String>,
    /// By code: the title and the values.
    rows: BTreeMap<String, (Value, BTreeMap<Element, Value>)>,
}

fn ratings(
    folder: &SheetFolder<'_>,
    view: &TableView,
    listed: &mut Vec<Vec<Value>>,
    written: &mut dyn FnMut(&str, u64),
) -> Result<(), Failure> {
    let mut scales: BTreeMap<String, Wide> = BTreeMap::new();
    let at = |name: &str| place(view, name);
    let [Some(code), Some(element), Some(scale), Some(value)] = RATING.map(at) else { return Ok(()) };
    let (title, name) = (at("title"), at("element_name"));
    let (scale_name, category) = (at("scale_name"), at("category"));
    folder.release.each_row(&view.id, |row| {
        let cell = |at: Option<usize>| at.map_or(Value::Null, |at| row[at].clone());
        let wide = scales.entry(text(&row[scale])).or_default();
        wide.scale = text(&cell(scale_name));
        let key = (text(&row[element]), cell(category).as_i64());
        let named = name.map_or_else(|| key.0.clone(), |at| text(&row[at]));
        wide.elements.entry(key.clone()).or_insert(named);
        let values = wide.rows.entry(text(&row[code])).or_insert_with(|| (cell(title), BTreeMap::new()));
        values.1.insert(key, row[value].clone());
        Next::Row
    })?;
    for (id, wide) in scales {
        let name = format!("{}_{}", view.id, id.to_ascii_lowercase());
        let names = wide.names();
        for ((element, column), label) in wide.elements.keys().zip(&names).zip(wide.elements.values()) {
            let category = element.1.map_or(Value::Null, Value::from);
            let texts = [&name, column, &element.0, label, &id, &wide.scale];
            listed.push(texts.iter().map(|text| text.as_str().into()).chain([category]).collect());
        }
        let mut columns =
            vec![("onetsoc_code".to_owned(), ColumnType::Text), ("title".to_owned(), ColumnType::Text)];
        columns.extend(names.into_iter().map(|name| (name, ColumnType::Number)));
        let description = format!("{} ({}): a row for each occupation", view.title, wide.scale);
        let rows = wide.rows.iter().map(|(code, (title, values))| {
            let values =
                wide.elements.keys().map(|element| values.get(element).cloned().unwrap_or(Value::Null));
            [code.as_str().into(), title.clone()].into_iter().chain(values).collect()
        });
        put(folder, Sheet { name, description, columns }, rows, written)?;
    }
    Ok(())
}

impl Wide {
    /// The names of the columns: those of the elements, in words that need no quotes in SQL.
    fn names(&self) -> Vec<String> {
        let mut taken: BTreeSet<String> = ["onetsoc_code", "title"].map(str::to_owned).into();
        let name = |((id, category), label): (&Element, &String)| {
            let ending = category.map(|category| format!("_{category}")).unwrap_or_default();
            let mut name = words(label) + &ending;
            if !taken.insert(name.clone()) {
                name = words(label) + "_" + &words(id) + &ending;
                taken.insert(name.clone());
            }
            name
        };
        self.elements.iter().map(name).collect()
    }
}

/// `Near Vision` as `near_vision`.
fn words(label: &str) -> String {
    let lower = label.to_lowercase();
    let parts = lower.split(|letter: char| !letter.is_alphanumeric()).filter(|part| !part.is_empty());
    let words: Vec<&str> = parts.collect();
    words.join("_")
}
