//! Tables that go with a release: entries of other classifications and the occupations they correspond to, marks of
//! occupations, and the questions of the Interest Profiler.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use onet_domain::crosswalk::CrosswalkPair;
use onet_domain::{OnetSocCode, SocCode};
use rusqlite::{Connection, params_from_iter};

use crate::catalogue::{self, ColumnType};
use crate::error::Result;
use crate::occupation_index::title_order;
use crate::occupations::code;
use crate::release::Release;
use crate::sql::{all, cached, quoted};

/// The columns that a crosswalk may have, in the order in which they are read.
const COLUMNS: [&str; 10] = [
    "entry_code",
    "entry_title",
    "branch",
    "active",
    "onetsoc_code",
    "soc_2018_code",
    "onetsoc_2010_code",
    "onetsoc_2010_title",
    "personnel_category",
    "isco_08_code",
];

/// The names of the branches of the armed forces, by the words that the store has.
const SERVICES: [(&str, &str); 6] = [
    ("air_force", "Air Force"),
    ("army", "Army"),
    ("coast_guard", "Coast Guard"),
    ("marine_corps", "Marine Corps"),
    ("navy", "Navy"),
    ("space_force", "Space Force"),
];

/// What the live service calls a category of personnel that a file names.
const CATEGORIES: [(&str, &str); 3] = [
    ("Enlisted", "Enlisted"),
    ("Officer", "Commissioned Officer only"),
    ("Warrant Officer", "Warrant Officer only"),
];

/// An entry of another classification.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CrosswalkEntry {
    /// The code there; empty where the file has none. Of an ESCO entry that the file knows by its address alone, the
    /// ISCO-08 code of its group, if the file has it.
    pub code: String,
    /// The title there. That of a military job ends with its service, as in `Diver (Army - Enlisted)`.
    pub title: String,
    /// The occupations of the release that it corresponds to, by code.
    pub occupations: BTreeSet<OnetSocCode>,
    /// The branch of the armed forces, if the file has it.
    pub branch: Option<String>,
    /// Whether the code is in use today, if the file has it.
    pub is_active: Option<bool>,
}

/// A question of the Interest Profiler.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProfilerQuestion {
    /// Its place, from 1.
    pub number: i64,
    /// The name of the interest area that it measures, such as `realistic`.
    pub area: String,
    /// The question.
    pub text: String,
}

/// An occupation of a taxonomy, as a crosswalk names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaxonomyEntry {
    /// The code.
    pub code: OnetSocCode,
    /// The title.
    pub title: String,
}

/// The questions about supplementary tables. Each fails with
/// [`MissingTable`](crate::ErrorKind::MissingTable) when the release was imported without the table,
/// and when the database is damaged.
impl Release {
    /// The entries of a crosswalk, by code and title; those that correspond to no occupation of the release are left
    /// out. The table is one whose id begins with `crosswalk_` in the [catalogue](crate::catalogue).
    ///
    /// A SOC code stands for the occupations that it begins. Where there are none, it stands for those that the
    /// National Employment Matrix puts under it, if the table of the Occupational Outlook Handbook has it, and else, if
    /// it ends in a zero, for those of the group. An O*NET-SOC 2010 code stands for its counterparts, if the table
    /// of the taxonomies has it, and else for the occupation with the same code and title.
    pub fn crosswalk(&self, table: &str) -> Result<Vec<CrosswalkEntry>> {
        self.crosswalk_entries(table, "1", &[])
    }

    /// The pairs of entries and occupations of a crosswalk, as [`Crosswalk::with_pairs`] takes them.
    ///
    /// # Errors
    ///
    /// The errors of [`crosswalk`](Self::crosswalk).
    ///
    /// [`Crosswalk::with_pairs`]: onet_domain::crosswalk::Crosswalk::with_pairs
    pub fn crosswalk_pairs(&self, table: &str) -> Result<Vec<CrosswalkPair>> {
        let index = self.occupations()?;
        let entries = self.crosswalk(table)?;
        let pairs = entries.into_iter().flat_map(|entry| {
            let (code, title) = (entry.code, entry.title);
            entry.occupations.into_iter().map(move |occupation| CrosswalkPair {
                code: code.clone(),
                title: title.clone(),
                onetsoc_code: occupation.to_string(),
                occupation: index
                    .occupation(occupation)
                    .map(|known| known.title.to_owned())
                    .unwrap_or_default(),
            })
        });
        Ok(pairs.collect())
    }

    /// The entries of a crosswalk that meet a condition of SQL.
    pub(crate) fn crosswalk_entries(
        &self,
        table: &str,
        condition: &str,
        values: &[&str],
    ) -> Result<Vec<CrosswalkEntry>> {
        self.require(&[table, "occupation_data"])?;
        self.read(|connection| {
            let stored = stored(connection, table)?;
            let columns = COLUMNS.map(|name| if stored.contains(name) { name } else { "NULL" });
            let sql = format!(
                "SELECT {} FROM {} WHERE entry_title IS NOT NULL AND {condition}",
                columns.join(", "),
                quoted(table)
            );
            let mut statement = connection.prepare(&sql)?;
            let rows = statement.query_map(params_from_iter(values), |row| {
                let mut cells: [Option<String>; 10] = Default::default();
                for (at, cell) in cells.iter_mut().enumerate() {
                    *cell = row.get(at)?;
                }
                Ok(cells)
            })?;
            let rows = rows.collect::<rusqlite::Result<Vec<_>>>()?;
            if rows.is_empty() {
                return Ok(Vec::new());
            }
            let occupations = Occupations::read(self, connection)?;
            let mut entries: BTreeMap<(String, String), CrosswalkEntry> = BTreeMap::new();
            for [code, title, branch, active, own, soc, earlier, earlier_title, category, group] in rows {
                let code = code.filter(|code| !is_address(code)).or(group).unwrap_or_default();
                let title = military_title(title.unwrap_or_default(), branch.as_deref(), category.as_deref());
                let entry = entries.entry((code.clone(), title.clone())).or_insert_with(|| CrosswalkEntry {
                    code,
                    title,
                    occupations: BTreeSet::new(),
                    branch,
                    is_active: active.map(|flag| flag == "Y"),
                });
                entry.occupations.extend(occupations.own(own.as_deref()));
                entry.occupations.extend(occupations.of_soc(soc.as_deref()));
                let of_earlier = occupations.of_earlier(earlier.as_deref(), earlier_title.as_deref());
                entry.occupations.extend(of_earlier);
            }
            Ok(entries.into_values().filter(|entry| !entry.occupations.is_empty()).collect())
        })
    }

    /// The titles of the registered apprenticeships of an occupation, by title.
    pub fn apprenticeships(&self, occupation: OnetSocCode) -> Result<Vec<String>> {
        self.require(&["crosswalk_rapids"])?;
        let sql = "SELECT DISTINCT entry_title FROM crosswalk_rapids WHERE onetsoc_code = ?1";
        let found =
            self.read(|connection| cached(connection, sql, [occupation.to_string()], |row| row.get(0)));
        let mut titles: Vec<String> = found?;
        titles.sort_by(|left, right| title_order(left, right));
        Ok(titles)
    }

    /// The marked occupations of a list, such as `bright_outlook`, with their marks, such as `grow`.
    pub fn marks(&self, table: &str) -> Result<BTreeMap<OnetSocCode, BTreeSet<String>>> {
        self.require(&[table])?;
        // Every call asks for some list, and to read the other tables of the catalogue takes a millisecond.
        let supplement = catalogue::supplements().iter().find(|known| known.id == table);
        let columns =
            supplement.or_else(|| catalogue::table(table)).into_iter().flat_map(|table| &table.columns);
        let mut words = columns.filter(|column| column.kind == ColumnType::Words);
        let column = words.next().map_or("NULL".to_owned(), |column| quoted(&column.sql));
        let sql = format!("SELECT onetsoc_code, {column} FROM {}", quoted(table));
        let rows: Vec<(OnetSocCode, String)> =
            self.read(|connection| cached(connection, &sql, [], |row| Ok((code(row)?, row.get(1)?))))?;
        let mut marks: BTreeMap<OnetSocCode, BTreeSet<String>> = BTreeMap::new();
        for (code, held) in rows {
            marks.entry(code).or_default().extend(held.split(',').map(str::to_owned));
        }
        Ok(marks)
    }

    /// The questions of the Interest Profiler, `profiler_questions_60` or `profiler_questions_30`, in their order.
    pub fn profiler_questions(&self, table: &str) -> Result<Vec<ProfilerQuestion>> {
        self.require(&[table])?;
        let sql = format!(
            "SELECT question_number, interest_area, question_text FROM {} ORDER BY question_number",
            quoted(table)
        );
        self.read(|connection| {
            cached(connection, &sql, [], |row| {
                Ok(ProfilerQuestion { number: row.get(0)?, area: row.get(1)?, text: row.get(2)? })
            })
        })
    }

    /// The answers that one can give to a question of the Interest Profiler: number and words, the lowest first.
    pub fn profiler_answers(&self) -> Result<Vec<(i64, String)>> {
        self.require(&["profiler_answers"])?;
        let sql = "SELECT answer_value, answer_name FROM profiler_answers ORDER BY answer_value";
        self.read(|connection| cached(connection, sql, [], |row| Ok((row.get(0)?, row.get(1)?))))
    }

    /// An occupation of O*NET-SOC 2010 and the codes of its counterparts in the taxonomy of the release; none where
    /// the code is unknown.
    pub fn taxonomy_2010(&self, earlier: OnetSocCode) -> Result<Option<(TaxonomyEntry, Vec<OnetSocCode>)>> {
        self.require(&["taxonomy_2010_to_2019"])?;
        let sql = "SELECT onetsoc_code, onetsoc_2010_title FROM taxonomy_2010_to_2019
                   WHERE onetsoc_2010_code = ?1 ORDER BY onetsoc_code";
        let rows: Vec<(OnetSocCode, String)> = self.read(|connection| {
            cached(connection, sql, [earlier.to_string()], |row| Ok((code(row)?, row.get(1)?)))
        })?;
        let first = rows.first().map(|(_, title)| TaxonomyEntry { code: earlier, title: title.clone() });
        Ok(first.map(|entry| (entry, rows.into_iter().map(|(code, _)| code).collect())))
    }

    /// The description of an occupation of O*NET-SOC 2010; none where the release was imported without its list of
    /// occupations.
    pub fn description_2010(&self, earlier: OnetSocCode) -> Result<Option<String>> {
        if !self.has_table("onetsoc_2010_occupations") {
            return Ok(None);
        }
        let sql =
            "SELECT onetsoc_2010_description FROM onetsoc_2010_occupations WHERE onetsoc_2010_code = ?1";
        let found: Vec<String> =
            self.read(|connection| cached(connection, sql, [earlier.to_string()], |row| row.get(0)))?;
        Ok(found.into_iter().next())
    }

    /// The O*NET-SOC 2010 counterparts of an occupation, by code.
    pub fn counterparts_2010(&self, occupation: OnetSocCode) -> Result<Vec<TaxonomyEntry>> {
        self.require(&["taxonomy_2010_to_2019"])?;
        let sql = "SELECT DISTINCT onetsoc_2010_code, onetsoc_2010_title FROM taxonomy_2010_to_2019
                   WHERE onetsoc_code = ?1 ORDER BY onetsoc_2010_code";
        self.read(|connection| {
            cached(connection, sql, [occupation.to_string()], |row| {
                Ok(TaxonomyEntry { code: code(row)?, title: row.get(1)? })
            })
        })
    }

    /// The SOC 2018 occupations with their titles: those that the table of the SOC names, or else those that equal an
    /// occupation of the release.
    pub fn soc_titles(&self) -> Result<Vec<(String, String)>> {
        let sql = match self.has_table("onetsoc_to_soc_2018") {
            true => "SELECT DISTINCT soc_2018_code, soc_2018_title FROM onetsoc_to_soc_2018",
            false => {
                self.require(&["occupation_data"])?;
                "SELECT substr(onetsoc_code, 1, 7), title FROM occupation_data
                 WHERE onetsoc_code LIKE '%.00'"
            }
        };
        self.read(|connection| all(connection, sql, |row| Ok((row.get(0)?, row.get(1)?))))
    }
}

/// Whether a code is an address, as that of an ESCO concept.
fn is_address(code: &str) -> bool {
    code.contains("://")
}

/// A title as the live service shows it, `Title (Service - Category)`. Official files have the three apart; others have
/// the whole title.
fn military_title(title: String, branch: Option<&str>, category: Option<&str>) -> String {
    let Some((_, service)) = SERVICES.iter().find(|(word, _)| Some(*word) == branch) else { return title };
    let is_whole =
        title.rsplit_once('(').is_some_and(|(_, end)| end.starts_with(service) && end.ends_with(')'));
    if is_whole {
        return title;
    }
    match category {
        Some(category) => {
            let known = CATEGORIES.iter().find(|(name, _)| *name == category);
            format!("{title} ({service} - {})", known.map_or(category, |(_, shown)| shown))
        }
        None => format!("{title} ({service})"),
    }
}

/// The names of the columns of a table in the store.
pub(crate) fn stored(connection: &Connection, table: &str) -> rusqlite::Result<BTreeSet<String>> {
    let mut statement = connection.prepare_cached("SELECT name FROM pragma_table_info(?1)")?;
    let names = statement.query_map([table], |row| row.get(0))?;
    names.collect()
}

/// The occupations of a release, and what leads to them from other codes.
struct Occupations {
    titles: BTreeMap<OnetSocCode, String>,
    soc: HashMap<SocCode, Vec<OnetSocCode>>,
    /// By codes of the National Employment Matrix.
    matrix: HashMap<String, Vec<OnetSocCode>>,
    /// By codes of O*NET-SOC 2010; none where the release was imported without them.
    taxonomy: Option<HashMap<OnetSocCode, Vec<OnetSocCode>>>,
}

impl Occupations {
    fn read(release: &Release, connection: &Connection) -> rusqlite::Result<Self> {
        let named: Vec<(OnetSocCode, String)> =
            all(connection, "SELECT onetsoc_code, title FROM occupation_data", |row| {
                Ok((code(row)?, row.get(1)?))
            })?;
        let titles: BTreeMap<OnetSocCode, String> = named.into_iter().collect();
        let mut soc: HashMap<SocCode, Vec<OnetSocCode>> = HashMap::new();
        for code in titles.keys() {
            soc.entry(code.soc()).or_default().push(*code);
        }
        let mut matrix: HashMap<String, Vec<OnetSocCode>> = HashMap::new();
        if release.has_table("crosswalk_handbook") {
            let stored = stored(connection, "crosswalk_handbook")?;
            if stored.contains("nem_code") && stored.contains("onetsoc_code") {
                let sql = "SELECT onetsoc_code, nem_code FROM crosswalk_handbook
                           WHERE onetsoc_code IS NOT NULL AND nem_code IS NOT NULL";
                for (code, group) in all(connection, sql, |row| Ok((code(row)?, row.get::<_, String>(1)?)))? {
                    matrix.entry(group).or_default().push(code);
                }
            }
        }
        let mut taxonomy = None;
        if release.has_table("taxonomy_2010_to_2019") {
            let known: &mut HashMap<OnetSocCode, Vec<OnetSocCode>> = taxonomy.insert(HashMap::new());
            let sql = "SELECT onetsoc_2010_code, onetsoc_code FROM taxonomy_2010_to_2019";
            for (earlier, now) in all(connection, sql, |row| Ok((code(row)?, row.get::<_, String>(1)?)))? {
                known.entry(earlier).or_default().extend(now.parse::<OnetSocCode>());
            }
        }
        Ok(Self { titles, soc, matrix, taxonomy })
    }

    fn own(&self, text: Option<&str>) -> Option<OnetSocCode> {
        let code = text?.parse().ok()?;
        self.titles.contains_key(&code).then_some(code)
    }

    fn of_soc(&self, text: Option<&str>) -> Vec<OnetSocCode> {
        let Some((text, soc)) = text.and_then(|text| Some((text, text.parse::<SocCode>().ok()?))) else {
            return Vec::new();
        };
        match (self.soc.get(&soc), self.matrix.get(text)) {
            (Some(own), _) => own.clone(),
            (None, Some(of_matrix)) => of_matrix.clone(),
            (None, None) if soc.is_detailed() => Vec::new(),
            (None, None) => {
                let beginning = text.trim_end_matches('0');
                let codes = self.titles.keys().filter(|code| code.to_string().starts_with(beginning));
                codes.copied().collect()
            }
        }
    }

    fn of_earlier(&self, code: Option<&str>, title: Option<&str>) -> Vec<OnetSocCode> {
        let Some(code) = code.and_then(|text| text.parse::<OnetSocCode>().ok()) else { return Vec::new() };
        match &self.taxonomy {
            Some(taxonomy) => taxonomy.get(&code).cloned().unwrap_or_default(),
            None => {
                let same = |now: &String| title.is_some_and(|title| title.eq_ignore_ascii_case(now));
                self.titles.get(&code).filter(|now| same(now)).map(|_| code).into_iter().collect()
            }
        }
    }
}
