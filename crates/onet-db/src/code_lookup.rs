//! What a typed code is in a release: an occupation, a group, a code of an earlier taxonomy, an entry of another
//! classification.

use std::collections::{BTreeMap, BTreeSet};

use onet_domain::{Classification, CodeReading, Extent, OnetSocCode, SocCode, TypedCode};

use crate::crosswalk::{CrosswalkEntry, TaxonomyEntry, stored};
use crate::error::Result;
use crate::occupations::code;
use crate::release::Release;
use crate::sql::cached;

/// A crosswalk from a taxonomy to the next one.
struct Step {
    table: &'static str,
    /// The year of the earlier taxonomy.
    year: &'static str,
    /// Code and title of the earlier taxonomy, and code of the next one.
    columns: &'static str,
}

/// From the taxonomy before that of a release to the first one. The codes that the first row leads to are those of the
/// release.
const STEPS: [Step; 4] = [
    Step {
        table: "taxonomy_2010_to_2019",
        year: "2010",
        columns: "onetsoc_2010_code, onetsoc_2010_title, onetsoc_code",
    },
    Step {
        table: "taxonomy_2009_to_2010",
        year: "2009",
        columns: "onetsoc_2009_code, onetsoc_2009_title, onetsoc_2010_code",
    },
    Step {
        table: "taxonomy_2006_to_2009",
        year: "2006",
        columns: "onetsoc_2006_code, onetsoc_2006_title, onetsoc_2009_code",
    },
    Step {
        table: "taxonomy_2000_to_2006",
        year: "2000",
        columns: "onetsoc_2000_code, onetsoc_2000_title, onetsoc_2006_code",
    },
];

/// The tables with the entries of each classification.
const ENTRIES: [(Classification, &str); 6] = [
    (Classification::Cip, "crosswalk_education"),
    (Classification::Dot, "crosswalk_dot"),
    (Classification::Esco, "crosswalk_esco"),
    (Classification::Isco, "crosswalk_esco"),
    (Classification::Rapids, "crosswalk_rapids"),
    (Classification::Military, "crosswalk_military"),
];

/// Successors of a code that a text lists.
const LISTED: usize = 5;

/// ISCO-08 by codes of the SOC 2010.
const ISCO: &str = "soc_2010_to_isco_08";

/// What a typed code is.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum CodeMeaning {
    /// An occupation of the release.
    Occupation,
    /// A group of the SOC, or a SOC occupation whose parts alone are in the release; its title, where it is known.
    Group(Option<String>),
    /// Occupations of an earlier taxonomy.
    Replaced(Replaced),
    /// Entries of another classification, by title.
    Entries(BTreeSet<String>),
}

/// Occupations of an earlier taxonomy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replaced {
    /// The year of the last taxonomy that has them, such as `2010`.
    pub taxonomy: &'static str,
    /// The occupations there, by code: one for a complete code.
    pub earlier: Vec<TaxonomyEntry>,
    /// The tables without which their successors are not known; empty where the chain of crosswalks is complete.
    pub missing: Vec<&'static str>,
}

/// A reading of a typed code that the release knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundCode {
    /// The classification.
    pub classification: Classification,
    /// The code as the classification writes it, or the beginning of one.
    pub code: String,
    /// Whether it is a whole code or the beginning of several.
    pub extent: Extent,
    /// What it is.
    pub meaning: CodeMeaning,
    /// The occupations of the release that it leads to, by code.
    pub occupations: BTreeSet<OnetSocCode>,
}

/// What a release knows of a typed code.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CodeLookup {
    /// The readings that the release knows, the likelier classification first.
    pub found: Vec<FoundCode>,
    /// The tables that the release does not have and that might know the code, by id and with the classification.
    pub missing: Vec<(Classification, &'static str)>,
}

impl CodeLookup {
    /// The occupations of all readings: those of the first reading come first, each by code.
    pub fn occupations(&self) -> Vec<OnetSocCode> {
        let mut seen = BTreeSet::new();
        let all = self.found.iter().flat_map(|found| &found.occupations);
        all.copied().filter(|code| seen.insert(*code)).collect()
    }
}

impl Release {
    /// Looks up a typed code in every classification that it may belong to and that the release has a table for. A code
    /// of an occupation or a group is looked up in no other.
    ///
    /// ```
    /// use onet_db::{CodeMeaning, Release};
    /// use onet_domain::TypedCode;
    ///
    /// let release = Release::sample()?;
    /// let lookup = release.look_up_code(&TypedCode::read("29-1000").unwrap())?;
    /// assert!(matches!(lookup.found[0].meaning, CodeMeaning::Group(_)));
    /// assert!(lookup.occupations().contains(&"29-1051.00".parse()?));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`MissingTable`](crate::ErrorKind::MissingTable) without Occupation Data; or when the database is damaged.
    pub fn look_up_code(&self, typed: &TypedCode) -> Result<CodeLookup> {
        let mut lookup = CodeLookup::default();
        for reading in typed.readings() {
            let is_occupation =
                matches!(reading.classification, Classification::OnetSoc | Classification::Soc);
            let found = match is_occupation {
                true => self.look_up_occupation(reading, &mut lookup.missing)?,
                false => self.look_up_entries(reading, &mut lookup.missing)?,
            };
            let is_known = found.is_some();
            lookup.found.extend(found);
            if is_occupation && is_known {
                break;
            }
        }
        lookup.missing.dedup();
        Ok(lookup)
    }

    /// What became of a code of an earlier taxonomy, in words; none for any other text.
    ///
    /// # Errors
    ///
    /// The errors of [`look_up_code`](Self::look_up_code).
    pub fn successors(&self, text: &str) -> Result<Option<String>> {
        let Some(typed) = TypedCode::read(text) else { return Ok(None) };
        let lookup = self.look_up_code(&typed)?;
        let known = lookup.found.iter().find_map(|found| match &found.meaning {
            CodeMeaning::Replaced(replaced) => Some((replaced.taxonomy, &found.occupations)),
            _ => None,
        });
        Ok(known.map(|(taxonomy, occupations)| {
            let mut codes: Vec<String> = occupations.iter().take(LISTED).map(ToString::to_string).collect();
            if occupations.len() > LISTED {
                codes.push("…".to_owned());
            }
            format!("it is a code of O*NET-SOC {taxonomy} and became {}", codes.join("; "))
        }))
    }

    fn look_up_occupation(
        &self,
        reading: &CodeReading,
        missing: &mut Vec<(Classification, &'static str)>,
    ) -> Result<Option<FoundCode>> {
        let index = self.occupations()?;
        let found = |meaning, occupations| FoundCode {
            classification: reading.classification,
            code: reading.code.clone(),
            extent: reading.extent,
            meaning,
            occupations,
        };
        let wanted = Wanted::of(reading);
        let own: BTreeSet<OnetSocCode> =
            index.occupations().map(|own| own.code).filter(|code| wanted.is_met_by(*code)).collect();
        if !own.is_empty() {
            let meaning = match reading.code.parse::<OnetSocCode>() {
                Ok(code) if own.contains(&code) => CodeMeaning::Occupation,
                _ => CodeMeaning::Group(self.group_title(&reading.code)?),
            };
            return Ok(Some(found(meaning, own)));
        }
        let (replaced, successors) = self.replaced(&wanted)?;
        if replaced.earlier.is_empty() {
            missing.extend(replaced.missing.into_iter().map(|table| (reading.classification, table)));
            return Ok(None);
        }
        Ok(Some(found(CodeMeaning::Replaced(replaced), successors)))
    }

    /// The occupations of the last earlier taxonomy that has any of the wanted ones, and those of the release that
    /// replaced them. Without occupations, the tables that the release does not have.
    fn replaced(&self, wanted: &Wanted) -> Result<(Replaced, BTreeSet<OnetSocCode>)> {
        let index = self.occupations()?;
        let mut missing = Vec::new();
        // From the codes of the taxonomy after that of the step to those of the release.
        let mut onward: BTreeMap<OnetSocCode, BTreeSet<OnetSocCode>> =
            index.occupations().map(|own| (own.code, BTreeSet::from([own.code]))).collect();
        for Step { table, year, columns } in STEPS {
            if !self.has_table(table) {
                missing.push(table);
                onward.clear();
                continue;
            }
            let sql = format!("SELECT {columns} FROM {table}");
            let rows: Vec<(OnetSocCode, String, String)> = self.read(|connection| {
                cached(connection, &sql, [], |row| Ok((code(row)?, row.get(1)?, row.get(2)?)))
            })?;
            let mut earlier: BTreeMap<OnetSocCode, String> = BTreeMap::new();
            let mut next: BTreeMap<OnetSocCode, BTreeSet<OnetSocCode>> = BTreeMap::new();
            for (code, title, to) in rows {
                let successors = to.parse().ok().and_then(|to: OnetSocCode| onward.get(&to));
                next.entry(code).or_default().extend(successors.into_iter().flatten());
                if wanted.is_met_by(code) {
                    earlier.insert(code, title);
                }
            }
            if !earlier.is_empty() {
                let successors =
                    earlier.keys().filter_map(|code| next.get(code)).flatten().copied().collect();
                let earlier =
                    earlier.into_iter().map(|(code, title)| TaxonomyEntry { code, title }).collect();
                return Ok((Replaced { taxonomy: year, earlier, missing }, successors));
            }
            onward = next;
        }
        Ok((Replaced { taxonomy: "", earlier: Vec::new(), missing }, BTreeSet::new()))
    }

    fn look_up_entries(
        &self,
        reading: &CodeReading,
        missing: &mut Vec<(Classification, &'static str)>,
    ) -> Result<Option<FoundCode>> {
        let classification = reading.classification;
        let Some((_, table)) = ENTRIES.iter().find(|(known, _)| *known == classification) else {
            return Ok(None);
        };
        let mut titles = BTreeSet::new();
        let mut occupations = BTreeSet::new();
        if self.has_table(table) {
            for entry in self.entries_of(reading, table)? {
                titles.insert(entry.title);
                occupations.extend(entry.occupations);
            }
        }
        if titles.is_empty() && classification == Classification::Isco && self.has_table(ISCO) {
            self.isco_by_soc_2010(&reading.code, &mut titles, &mut occupations)?;
        }
        if titles.is_empty() {
            if !self.has_table(table) {
                missing.push((classification, table));
            }
            return Ok(None);
        }
        let meaning = CodeMeaning::Entries(titles);
        let (code, extent) = (reading.code.clone(), reading.extent);
        Ok(Some(FoundCode { classification, code, extent, meaning, occupations }))
    }

    fn entries_of(&self, reading: &CodeReading, table: &str) -> Result<Vec<CrosswalkEntry>> {
        let code = reading.code.as_str();
        let exact = "entry_code = ?1 COLLATE NOCASE";
        let below = "substr(entry_code, 1, length(?1)) = ?1";
        if reading.extent == Extent::Beginning {
            return self.crosswalk_entries(table, below, &[code]);
        }
        let found = self.crosswalk_entries(table, exact, &[code])?;
        match reading.classification {
            _ if !found.is_empty() => return Ok(found),
            // The letter X in the code of an Air Force specialty stands for its skill levels.
            Classification::Military if code.contains('X') => {
                return self.crosswalk_entries(table, "entry_code LIKE replace(?1, 'X', '_')", &[code]);
            }
            Classification::Isco => {}
            _ => return Ok(found),
        }
        // The codes of ESCO occupations begin with the code of their group.
        let columns = self.read(|connection| stored(connection, table))?;
        let by_group = match columns.contains("isco_08_code") {
            true => "substr(isco_08_code, 1, length(?1)) = ?1",
            false => below,
        };
        self.crosswalk_entries(table, by_group, &[code])
    }

    /// The occupations of a group of ISCO-08 by way of the SOC 2010 and O*NET-SOC 2010.
    fn isco_by_soc_2010(
        &self,
        group: &str,
        titles: &mut BTreeSet<String>,
        occupations: &mut BTreeSet<OnetSocCode>,
    ) -> Result<()> {
        let sql = "SELECT soc_2010_code, isco_08_title FROM soc_2010_to_isco_08
                   WHERE substr(isco_08_code, 1, length(?1)) = ?1";
        let rows: Vec<(String, String)> =
            self.read(|connection| cached(connection, sql, [group], |row| Ok((row.get(0)?, row.get(1)?))))?;
        for (soc, title) in rows {
            let Ok(soc) = soc.parse::<SocCode>() else { continue };
            let (replaced, successors) = self.replaced(&Wanted::Within(soc))?;
            if !replaced.earlier.is_empty() {
                titles.insert(title);
                occupations.extend(successors);
            }
        }
        Ok(())
    }

    fn group_title(&self, group: &str) -> Result<Option<String>> {
        let Ok(soc) = group.get(..7).unwrap_or(group).parse::<SocCode>() else { return Ok(None) };
        if self.has_table("soc_2018_groups") {
            let sql = "SELECT soc_2018_title FROM soc_2018_groups WHERE soc_2018_code = ?1";
            let found: Vec<String> =
                self.read(|connection| cached(connection, sql, [soc.to_string()], |row| row.get(0)))?;
            if let Some(title) = found.into_iter().next() {
                return Ok(Some(title));
            }
        }
        let family = soc.is_major_group().then(|| soc.major_group()).flatten();
        Ok(family.map(|family| family.title().to_owned()))
    }
}

/// Which occupations a reading of a code means.
enum Wanted {
    One(OnetSocCode),
    Within(SocCode),
    Begun(String),
}

impl Wanted {
    /// The code of a group with `.00` is that of the group.
    fn of(reading: &CodeReading) -> Self {
        if let Ok(soc) = reading.code.parse::<SocCode>() {
            return Self::Within(soc);
        }
        match reading.code.parse::<OnetSocCode>() {
            Ok(code) if code.is_detailed() || code.soc().is_detailed() => Self::One(code),
            Ok(group) => Self::Within(group.soc()),
            Err(_) => Self::Begun(reading.code.clone()),
        }
    }

    fn is_met_by(&self, code: OnetSocCode) -> bool {
        match self {
            Self::One(wanted) => *wanted == code,
            Self::Within(group) => group.contains(code),
            Self::Begun(beginning) => code.to_string().starts_with(beginning),
        }
    }
}
