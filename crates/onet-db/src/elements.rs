//! Elements of the content model, and the occupations that are rated on them.
//!
//! The kinds of elements are data: a [`Domain`] gives the table of the ratings, their scales, and the name
//! of the score. The code below reads such rows.
//!
//! ```no_run
//! use onet_db::elements::KNOWLEDGE;
//!
//! let home = onet_db::Home::from_env()?;
//! let release = home.open(&home.find("29.3")?)?;
//! for rating in release.ratings(&KNOWLEDGE, "17-2141.00".parse()?)? {
//!     println!("{} {}", rating.score, rating.element.name);
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod interests;

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use onet_domain::OnetSocCode;
use rusqlite::Row;

use crate::error::Result;
use crate::occupation_index::title_order;
use crate::occupations::code;
use crate::release::Release;
use crate::sql::{cached, listed, quoted};

pub use crate::rated::{Level, RatedOccupation};

/// A kind of element, and where the ratings of occupations on it stand.
#[derive(Debug, PartialEq, Eq)]
pub struct Domain {
    /// The name in addresses of the service, such as `work_styles`.
    pub name: &'static str,
    /// What the service calls the score, such as `importance`.
    pub score: &'static str,
    /// The table of the ratings.
    pub table: &'static str,
    /// The scales that a score may be on. No element has ratings on two of them.
    scales: &'static [&'static str],
    /// The scale of the level, in tables that say of each level whether it is relevant.
    level: Option<&'static str>,
    /// Where points of a scale are put in words.
    anchors: Option<Anchors>,
    /// The scales on which the table has the percentage of workers who gave an answer.
    answers: &'static [&'static str],
}

/// Where points of a scale are put in words.
#[derive(Debug, PartialEq, Eq)]
struct Anchors {
    table: &'static str,
    /// The columns of the point and of its words.
    point: &'static str,
    words: &'static str,
    /// A scale of points, or one of percentages: `CXP` is the percentages for the points of `CX`.
    scales: &'static [&'static str],
}

const LEVELS: Option<Anchors> = Some(Anchors {
    table: "level_scale_anchors",
    point: "anchor_value",
    words: "anchor_description",
    scales: &["LV"],
});

/// Elements that are rated by importance and level.
const fn leveled(name: &'static str) -> Domain {
    Domain {
        name,
        score: "importance",
        table: name,
        scales: &["IM"],
        level: Some("LV"),
        anchors: LEVELS,
        answers: &[],
    }
}

/// Abilities, `1.A`.
pub static ABILITIES: Domain = leveled("abilities");

/// Skills: basic ones, `2.A`, and cross-functional ones, `2.B`.
pub static SKILLS: Domain = leveled("skills");

/// Areas of knowledge, `2.C`.
pub static KNOWLEDGE: Domain = leveled("knowledge");

/// Generalized work activities, `4.A`.
pub static WORK_ACTIVITIES: Domain = leveled("work_activities");

/// Work styles: `1.C`, rated by importance, or in the revised model `1.D`, rated by impact. A table
/// has one or the other.
pub static WORK_STYLES: Domain = Domain {
    name: "work_styles",
    score: "importance",
    table: "work_styles",
    scales: &["IM", "WI"],
    level: None,
    anchors: None,
    answers: &[],
};

/// The six interests, `1.B.1.a` to `1.B.1.f`.
pub static INTERESTS: Domain = Domain {
    name: "interests",
    score: "occupational_interest",
    table: "interests",
    scales: &["OI"],
    level: None,
    anchors: None,
    answers: &[],
};

/// Conditions of work, `4.C`: five answers to most questions, three to some.
pub static WORK_CONTEXT: Domain = Domain {
    name: "work_context",
    score: "context",
    table: "work_context",
    scales: &["CX", "CT"],
    level: None,
    anchors: Some(Anchors {
        table: "work_context_categories",
        point: "category",
        words: "category_description",
        scales: &["CXP", "CTP"],
    }),
    answers: &["CXP", "CTP"],
};

impl Domain {
    /// Whether the elements are questions with answers to choose from.
    pub fn has_answers(&self) -> bool {
        !self.answers.is_empty()
    }

    /// What the service calls the points of a scale that it puts in words: `level`, or the score.
    pub fn anchored(&self) -> &'static str {
        if self.level.is_some() { "level" } else { self.score }
    }
}

/// An element of the content model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Element {
    /// The id, such as `2.C.3.c`.
    pub id: String,
    /// The name.
    pub name: String,
    /// What is meant.
    pub description: String,
}

/// A rating of an occupation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rating {
    /// What is rated.
    pub element: Element,
    /// From 0 to 100.
    pub score: i64,
}

/// A point of a scale, or an answer to a question, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// From 0 to 100: the point, or the percentage of workers who gave the answer.
    pub value: i64,
    /// The words.
    pub text: String,
}

/// An element with those below it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutlineNode {
    /// The element.
    pub element: Element,
    /// Whether the release rates occupations on it.
    pub is_rated: bool,
    /// The elements below, in the order of the release.
    pub children: Vec<OutlineNode>,
}

/// The questions about elements. Each fails with
/// [`MissingTable`](crate::ErrorKind::MissingTable) if a table that it uses is missing, and
/// when the database is damaged.
impl Release {
    /// The ratings of an occupation: highest displayed score first, then by name. None where it is
    /// not rated.
    pub fn ratings(&self, domain: &Domain, occupation: OnetSocCode) -> Result<Vec<Rating>> {
        self.require(&[domain.table, "content_model_reference", "scales_reference"])?;
        let sql = format!(
            "SELECT element.element_id, element.element_name, element.description,
                rating.data_value, scale.minimum, scale.maximum
             FROM {} AS rating
             JOIN content_model_reference AS element ON element.element_id = rating.element_id
             JOIN scales_reference AS scale ON scale.scale_id = rating.scale_id
             WHERE rating.onetsoc_code = ?1 AND rating.scale_id IN ({})",
            domain.table,
            listed(domain.scales)
        );
        let mut ratings = self.read(|connection| {
            cached(connection, &sql, [occupation.to_string()], |row| {
                Ok(Rating { element: element(row)?, score: score(row, 3)? })
            })
        })?;
        ratings.sort_by(|left, right| {
            right.score.cmp(&left.score).then_with(|| title_order(&left.element.name, &right.element.name))
        });
        Ok(ratings)
    }

    /// The occupations that are rated on an element, by code. Read once for each element.
    pub fn rated_occupations(&self, domain: &Domain, element: &str) -> Result<Arc<[RatedOccupation]>> {
        self.rating_cache().rated(domain.table, element, || self.read_rated_occupations(domain, element))
    }

    fn read_rated_occupations(&self, domain: &Domain, element: &str) -> Result<Arc<[RatedOccupation]>> {
        self.require(&[domain.table, "scales_reference"])?;
        let (is_level, not_relevant, suppressed) = match domain.level {
            Some(level) => (
                format!("rating.scale_id = '{level}'"),
                "rating.not_relevant IS 'Y'",
                "rating.recommend_suppress IS 'Y'",
            ),
            None => ("0".to_owned(), "0", "0"),
        };
        let scales: Vec<&str> = domain.scales.iter().copied().chain(domain.level).collect();
        let sql = format!(
            "SELECT rating.onetsoc_code, rating.data_value, scale.minimum, scale.maximum,
                {is_level}, {not_relevant}, {suppressed}
             FROM {} AS rating
             JOIN scales_reference AS scale ON scale.scale_id = rating.scale_id
             WHERE rating.element_id = ?1 AND rating.scale_id IN ({})",
            domain.table,
            listed(&scales)
        );
        let rows = self.read(|connection| {
            cached(connection, &sql, [element], |row| {
                let level = match (row.get(5)?, row.get(6)?) {
                    (_, true) => Level::NotAvailable,
                    (true, false) => Level::NotRelevant,
                    (false, false) => Level::Score(score(row, 1)?),
                };
                Ok((code(row)?, score(row, 1)?, row.get::<_, bool>(4)?, level))
            })
        })?;
        let mut rated: BTreeMap<OnetSocCode, RatedOccupation> = BTreeMap::new();
        for (code, value, is_level, level) in rows {
            let occupation = rated.entry(code).or_insert(RatedOccupation { code, score: None, level: None });
            match is_level {
                false => occupation.score = Some(value),
                true => occupation.level = Some(level),
            }
        }
        Ok(rated.into_values().collect())
    }

    /// The element of an id.
    pub fn element(&self, id: &str) -> Result<Option<Element>> {
        self.require(&["content_model_reference"])?;
        let sql = "SELECT element_id, element_name, description
                   FROM content_model_reference WHERE element_id = ?1";
        let found = self.read(|connection| cached(connection, sql, [id], element))?;
        Ok(found.into_iter().next())
    }

    /// Points of the scale of an element in words, lowest first. None where the release has no such
    /// table.
    pub fn anchors(&self, domain: &Domain, element: &str) -> Result<Vec<Words>> {
        let Some(anchors) = domain.anchors.as_ref().filter(|anchors| self.has_table(anchors.table)) else {
            return Ok(Vec::new());
        };
        self.require(&["scales_reference"])?;
        let &Anchors { table, point, words, scales } = anchors;
        let sql = format!(
            "SELECT anchor.{words}, anchor.{point}, scale.minimum, scale.maximum
             FROM {table} AS anchor
             JOIN scales_reference AS scale ON scale.scale_id = substr(anchor.scale_id, 1, 2)
             WHERE anchor.element_id = ?1 AND anchor.scale_id IN ({})
             ORDER BY anchor.{point}",
            listed(scales)
        );
        self.read(|connection| {
            cached(connection, &sql, [element], |row| Ok(Words { value: score(row, 1)?, text: row.get(0)? }))
        })
    }

    /// What workers answered, by element: the last answer first, as the service shows them. Nothing
    /// for elements that are no questions.
    pub fn answers(&self, domain: &Domain, occupation: OnetSocCode) -> Result<HashMap<String, Vec<Words>>> {
        let mut answers: HashMap<String, Vec<Words>> = HashMap::new();
        let Some(&Anchors { table, point, words, .. }) =
            domain.anchors.as_ref().filter(|_| domain.has_answers())
        else {
            return Ok(answers);
        };
        self.require(&[domain.table, table, "scales_reference"])?;
        let sql = format!(
            "SELECT answer.element_id, answer.data_value, scale.minimum, scale.maximum, anchor.{words}
             FROM {} AS answer
             JOIN {table} AS anchor ON anchor.element_id = answer.element_id
                AND anchor.scale_id = answer.scale_id AND anchor.{point} = answer.category
             JOIN scales_reference AS scale ON scale.scale_id = answer.scale_id
             WHERE answer.onetsoc_code = ?1 AND answer.scale_id IN ({})
             ORDER BY answer.category DESC",
            domain.table,
            listed(domain.answers)
        );
        let rows: Vec<(String, Words)> = self.read(|connection| {
            cached(connection, &sql, [occupation.to_string()], |row| {
                Ok((row.get(0)?, Words { value: score(row, 1)?, text: row.get(4)? }))
            })
        })?;
        for (element, words) in rows {
            answers.entry(element).or_default().push(words);
        }
        Ok(answers)
    }

    /// What stands below an element of the content model, in the order of the release.
    pub fn outline(&self, domain: &Domain, root: &str) -> Result<Vec<OutlineNode>> {
        self.require(&["content_model_reference"])?;
        let is_rated = match self.has_table(domain.table) {
            true => {
                let table = quoted(domain.table);
                format!("EXISTS (SELECT 1 FROM {table} WHERE element_id = element.element_id)")
            }
            false => "0".to_owned(),
        };
        // Since 30.3 intermediate and detailed work activities are elements too, with no description. A tree of rated
        // elements ends above them.
        // In ASCII the slash follows the dot: between the two stands all that starts with the dot.
        let sql = format!(
            "SELECT element.element_id, element.element_name, element.description, {is_rated}
             FROM content_model_reference AS element
             WHERE element.element_id > ?1 || '.' AND element.element_id < ?1 || '/'
                AND element.description IS NOT NULL
             ORDER BY element.rowid"
        );
        let nodes = self.read(|connection| {
            cached(connection, &sql, [root], |row| {
                Ok(OutlineNode { element: element(row)?, is_rated: row.get(3)?, children: Vec::new() })
            })
        })?;
        Ok(nested(nodes))
    }
}

fn element(row: &Row<'_>) -> rusqlite::Result<Element> {
    let description: Option<String> = row.get(2)?;
    Ok(Element { id: row.get(0)?, name: row.get(1)?, description: description.unwrap_or_default() })
}

/// The value in a column, standardized to the range in the two columns after it.
pub(crate) fn score(row: &Row<'_>, column: usize) -> rusqlite::Result<i64> {
    Ok(standardized(row.get(column)?, row.get(column + 1)?, row.get(column + 2)?))
}

/// The place of a value in its range, from 0 to 100, rounded half up.
///
/// As [`onet_domain::Scale::standardize`], but with the range that the release gives: a release may
/// bring scales that are not known there, and holds a value or two outside their scale.
fn standardized(value: f64, minimum: i64, maximum: i64) -> i64 {
    let above = (value * 1e6).round() as i64 - minimum * 1_000_000;
    let range = (maximum - minimum).max(1) * 1_000_000;
    (200 * above + range).div_euclid(2 * range).clamp(0, 100)
}

/// Puts each element below the nearest one above it in the outline. They come in the order of the
/// outline.
fn nested(nodes: Vec<OutlineNode>) -> Vec<OutlineNode> {
    fn close(open: &mut Vec<OutlineNode>, roots: &mut Vec<OutlineNode>) {
        if let Some(done) = open.pop() {
            match open.last_mut() {
                Some(parent) => parent.children.push(done),
                None => roots.push(done),
            }
        }
    }
    let is_below = |id: &str, above: &str| id.strip_prefix(above).is_some_and(|rest| rest.starts_with('.'));
    let (mut open, mut roots): (Vec<OutlineNode>, _) = (Vec::new(), Vec::new());
    for node in nodes {
        while open.last().is_some_and(|last| !is_below(&node.element.id, &last.element.id)) {
            close(&mut open, &mut roots);
        }
        open.push(node);
    }
    while !open.is_empty() {
        close(&mut open, &mut roots);
    }
    roots
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_are_rounded_up() {
        for (value, minimum, maximum, score) in [
            (3.62, 1, 5, 66),
            (3.5, 1, 5, 63),
            (1.1, 1, 7, 2),
            (0.0, 0, 7, 0),
            (7.0, 0, 7, 100),
            (52.29, 0, 100, 52),
            (-1.5, -3, 3, 25),
            (-0.03, -3, 3, 50),
            (0.0, 1, 6, 0),
            (2.0, 2, 2, 0),
        ] {
            assert_eq!(standardized(value, minimum, maximum), score, "{value} in {minimum} to {maximum}");
        }
    }

    #[test]
    fn an_element_without_its_group_hangs_on_the_one_above() {
        let node = |id: &str| OutlineNode {
            element: Element { id: id.to_owned(), name: String::new(), description: String::new() },
            is_rated: false,
            children: Vec::new(),
        };
        let tree = nested(["1.A.1", "1.A.1.a.1", "1.A.1.a.2", "1.A.10", "1.A.10.a"].map(node).into());
        let ids = |nodes: &[OutlineNode]| -> Vec<String> {
            nodes.iter().map(|node| node.element.id.clone()).collect()
        };
        assert_eq!(ids(&tree), ["1.A.1", "1.A.10"]);
        assert_eq!(ids(&tree[0].children), ["1.A.1.a.1", "1.A.1.a.2"]);
        assert_eq!(ids(&tree[1].children), ["1.A.10.a"]);
    }
}
