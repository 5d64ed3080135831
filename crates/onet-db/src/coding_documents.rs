//! What the coding of job titles learns from.

use std::collections::HashMap;

use onet_domain::OnetSocCode;
use rusqlite::Connection;

use crate::error::Result;
use crate::occupations::{SearchDocument, code};
use crate::release::Release;
use crate::sql::all;

/// An occupation with all that its titles are learned from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodingDocument {
    /// Code, titles, description and tasks.
    pub document: SearchDocument,
    /// The alternate titles with their short forms and how many sources have each.
    pub attested_titles: Vec<AttestedTitle>,
    /// Technology; empty if Technology Skills is missing.
    pub technology: Vec<String>,
    /// Tools; empty if Tools Used is missing.
    pub tools: Vec<String>,
    /// Areas of knowledge of importance 3 or more, of 1 to 5; empty if Knowledge is missing.
    pub knowledge: Vec<String>,
}

/// An alternate title.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttestedTitle {
    /// The title.
    pub title: String,
    /// Its short form, such as `CEO`.
    pub short: Option<String>,
    /// How many sources have it.
    pub sources: u8,
}

impl Release {
    /// All occupations with what the coding of titles learns from, in the order of codes.
    ///
    /// # Errors
    ///
    /// [`MissingTable`](crate::ErrorKind::MissingTable) if Occupation Data is missing; or when the database is damaged.
    pub fn coding_documents(&self) -> Result<Vec<CodingDocument>> {
        let has = |table| self.has_table(table);
        let empty = |document| CodingDocument {
            document,
            attested_titles: Vec::new(),
            technology: Vec::new(),
            tools: Vec::new(),
            knowledge: Vec::new(),
        };
        let mut documents: Vec<CodingDocument> = self.search_documents()?.into_iter().map(empty).collect();
        documents.sort_by_key(|document| document.document.code);
        self.read(|connection| {
            if has("alternate_titles") {
                add_titles(connection, &mut documents)?;
            }
            if has("technology_skills") {
                let sql = "SELECT onetsoc_code, example FROM technology_skills ORDER BY rowid";
                add_names(connection, sql, &mut documents, |document| &mut document.technology)?;
            }
            if has("tools_used") {
                let sql = "SELECT onetsoc_code, example FROM tools_used ORDER BY rowid";
                add_names(connection, sql, &mut documents, |document| &mut document.tools)?;
            }
            if has("knowledge") && has("content_model_reference") {
                let sql = "SELECT rating.onetsoc_code, element.element_name FROM knowledge AS rating
                           JOIN content_model_reference AS element ON element.element_id = rating.element_id
                           WHERE rating.scale_id = 'IM' AND rating.data_value >= 3 ORDER BY rating.rowid";
                add_names(connection, sql, &mut documents, |document| &mut document.knowledge)?;
            }
            Ok(())
        })?;
        Ok(documents)
    }
}

fn places(documents: &[CodingDocument]) -> HashMap<OnetSocCode, usize> {
    documents.iter().enumerate().map(|(place, document)| (document.document.code, place)).collect()
}

fn add_titles(connection: &Connection, documents: &mut [CodingDocument]) -> rusqlite::Result<()> {
    let places = places(documents);
    let sql =
        "SELECT onetsoc_code, alternate_title, short_title, sources FROM alternate_titles ORDER BY rowid";
    // Some editions of Job Titles have no column of sources.
    let sql = match connection.prepare(sql) {
        Ok(_) => sql,
        Err(_) => {
            "SELECT onetsoc_code, alternate_title, short_title, NULL FROM alternate_titles ORDER BY rowid"
        }
    };
    let titles = all(connection, sql, |row| {
        let sources: Option<String> = row.get(3)?;
        let sources = sources.map_or(0, |sources| sources.split(',').count().min(255) as u8);
        Ok((code(row)?, AttestedTitle { title: row.get(1)?, short: row.get(2)?, sources }))
    })?;
    for (code, title) in titles {
        if let Some(place) = places.get(&code) {
            documents[*place].attested_titles.push(title);
        }
    }
    Ok(())
}

fn add_names(
    connection: &Connection,
    sql: &str,
    documents: &mut [CodingDocument],
    names: impl Fn(&mut CodingDocument) -> &mut Vec<String>,
) -> rusqlite::Result<()> {
    let places = places(documents);
    for (code, name) in all(connection, sql, |row| Ok((code(row)?, row.get::<_, String>(1)?)))? {
        if let Some(place) = places.get(&code) {
            names(&mut documents[*place]).push(name);
        }
    }
    Ok(())
}
