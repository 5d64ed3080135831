//! O*NET-SOC 2010 codes in place of those of 2019.

use std::collections::BTreeMap;

use onet_db::Release;
use onet_domain::OnetSocCode;

use crate::source_error::SourceError;

/// The codes of 2010, with their titles, that became each code of 2019.
#[derive(Debug)]
pub struct Codes2010(BTreeMap<String, Vec<(String, String)>>);

impl Codes2010 {
    /// Reads them from a release.
    ///
    /// # Errors
    ///
    /// When the release was imported without that crosswalk, or cannot be read.
    pub fn of(release: &Release) -> Result<Self, SourceError> {
        release.require(&["taxonomy_2010_to_2019"])?;
        let sql = "SELECT onetsoc_code, onetsoc_2010_code, onetsoc_2010_title FROM taxonomy_2010_to_2019 ORDER BY 1, 2";
        let pairs = release.read(|connection| {
            let mut statement = connection.prepare(sql)?;
            let rows =
                statement.query_map([], |row| Ok((row.get::<_, String>(0)?, (row.get(1)?, row.get(2)?))))?;
            rows.collect::<Result<Vec<_>, _>>()
        })?;
        let mut codes: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
        for (code, earlier) in pairs {
            codes.entry(code).or_default().push(earlier);
        }
        Ok(Self(codes))
    }

    /// The codes of 2010 of an occupation, with their titles. Where there are several, the one with the same digits
    /// comes first.
    pub fn get(&self, code: OnetSocCode) -> Option<(&str, &str)> {
        let text = code.to_string();
        let earlier = self.0.get(&text)?;
        let found = earlier.iter().find(|(code, _)| *code == text).or(earlier.first())?;
        Some((&found.0, &found.1))
    }
}
