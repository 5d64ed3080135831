//! The industries that employ an occupation, and its outlook, from an export of O*NET OnLine.

use onet_domain::OnetSocCode;

use crate::error::Result;
use crate::occupations::code;
use crate::release::Release;
use crate::sql::all;

/// What the list of industries has on an occupation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndustryRow {
    /// The occupation.
    pub occupation: OnetSocCode,
    /// The projected growth in words, such as `Faster than average`.
    pub growth: Option<String>,
    /// The projected number of job openings.
    pub openings: Option<i64>,
    /// The titles of the industries that employ it, each with its percentage of the workers.
    pub industries: Vec<(String, i64)>,
}

impl Release {
    /// The rows of the list of industries, by code.
    ///
    /// # Errors
    ///
    /// [`MissingTable`](crate::ErrorKind::MissingTable) when the release was imported without the list; or when the
    /// database is damaged.
    pub fn industry_rows(&self) -> Result<Vec<IndustryRow>> {
        self.require(&["all_industries"])?;
        let sql = "SELECT onetsoc_code, projected_growth, projected_openings, industries FROM all_industries
                   ORDER BY onetsoc_code";
        self.read(|connection| {
            all(connection, sql, |row| {
                let industries: Option<String> = row.get(3)?;
                Ok(IndustryRow {
                    occupation: code(row)?,
                    growth: row.get(1)?,
                    openings: row.get(2)?,
                    industries: shares(&industries.unwrap_or_default()),
                })
            })
        })
    }
}

/// The industries of a cell such as `Information (33%), Arts, Entertainment, and Recreation (27%)`.
fn shares(cell: &str) -> Vec<(String, i64)> {
    let share = |part: &str| {
        let (title, percent) = part.rsplit_once('(')?;
        let title = title.trim_start_matches([',', ';']).trim();
        Some((title.to_owned(), percent.trim().parse().ok()?))
    };
    cell.split("%)").filter_map(share).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_of_industries_may_hold_commas_and_parentheses() {
        let cell =
            "Arts, Entertainment, and Recreation (27%), Other Services (Except Public Administration) (10%)";
        let expected = [
            ("Arts, Entertainment, and Recreation", 27),
            ("Other Services (Except Public Administration)", 10),
        ];
        assert_eq!(shares(cell), expected.map(|(title, percent)| (title.to_owned(), percent)));
        assert_eq!(shares("Manufacturing (96%)"), [("Manufacturing".to_owned(), 96)]);
        assert!(shares("").is_empty());
    }
}
