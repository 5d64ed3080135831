//! Titles of the Standard Occupational Classification.

use std::sync::LazyLock;

use crate::code::SocCode;

/// Codes and titles of the SOC 2018 as the Bureau of Labor Statistics publishes them, in the order of the codes.
static SOC_2018: &str = include_str!("soc_2018.tsv");

static TITLES: LazyLock<Vec<(SocCode, &'static str)>> = LazyLock::new(|| {
    let lines = SOC_2018.lines().filter_map(|line| line.split_once('\t'));
    lines.filter_map(|(code, title)| Some((code.parse().ok()?, title))).collect()
});

impl SocCode {
    /// The title in the SOC 2018 of a detailed occupation or of a group; `None` for other codes.
    ///
    /// ```
    /// use onet_domain::SocCode;
    ///
    /// assert_eq!("29-1000".parse::<SocCode>()?.title(), Some("Healthcare Diagnosing or Treating Practitioners"));
    /// assert_eq!("29-9999".parse::<SocCode>()?.title(), None);
    /// # Ok::<(), onet_domain::ParseError>(())
    /// ```
    #[must_use]
    pub fn title(self) -> Option<&'static str> {
        let at = TITLES.binary_search_by_key(&self, |(code, _)| *code).ok()?;
        Some(TITLES[at].1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::code::MajorGroup;

    #[test]
    fn every_code_of_the_soc_has_its_title_and_the_major_groups_have_their_own() {
        assert_eq!(SOC_2018.lines().count(), TITLES.len());
        assert_eq!(TITLES.len(), 23 + 98 + 459 + 867);
        assert!(TITLES.is_sorted_by(|left, right| left.0 < right.0));
        for group in MajorGroup::all() {
            assert_eq!(group.soc().title(), Some(group.title()));
        }
    }
}
