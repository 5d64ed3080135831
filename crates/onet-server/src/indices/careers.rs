//! The careers of My Next Move: their titles, and the order of these.

use std::collections::HashMap;

use onet_db::{OccupationIndex, title_order};
use onet_domain::OnetSocCode;

/// The title of a career: that of its occupation without what it excepts, and with `&` for `and`.
pub(crate) fn career_title(occupation: &str) -> String {
    let (title, _) = occupation.split_once(", Except ").unwrap_or((occupation, ""));
    title.replace(" and ", " & ")
}

/// The places of the occupations in the order of their titles as careers, which is not quite that of the occupations.
#[derive(Debug)]
pub(crate) struct CareerTitles(HashMap<OnetSocCode, usize>);

impl CareerTitles {
    pub(super) fn of(index: &OccupationIndex) -> Self {
        let mut titles: Vec<(String, OnetSocCode)> =
            index.occupations().map(|occupation| (career_title(occupation.title), occupation.code)).collect();
        titles.sort_by(|left, right| title_order(&left.0, &right.0).then(left.1.cmp(&right.1)));
        Self(titles.into_iter().enumerate().map(|(place, (_, code))| (code, place)).collect())
    }

    /// The place of an occupation.
    pub(crate) fn place(&self, code: OnetSocCode) -> Option<usize> {
        self.0.get(&code).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_career_is_titled_without_exceptions_and_with_ampersands() {
        for (occupation, career) in [
            ("Accountants and Auditors", "Accountants & Auditors"),
            ("Architects, Except Landscape and Naval", "Architects"),
            (
                "Sales Representatives, Wholesale and Manufacturing, Except Technical and Scientific Products",
                "Sales Representatives, Wholesale & Manufacturing",
            ),
            ("Sand Blasters", "Sand Blasters"),
        ] {
            assert_eq!(career_title(occupation), career);
        }
    }
}
