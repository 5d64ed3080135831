//! The ids that differ between the layouts, as the script that rewrites a release lists them.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use crate::common::TestResult;
use regex::{Captures, Regex};

/// The later ids of activities by the earlier ones, and the elements of software by the codes of commodities.
pub(crate) struct Ids {
    later: HashMap<String, String>,
    activity: Regex,
}

impl Ids {
    /// Reads the list: a header, then an earlier and a later id on each line.
    pub(crate) fn read(file: &Path) -> TestResult<Self> {
        let text = fs::read_to_string(file)?;
        let pairs = text.lines().skip(1).filter_map(|line| line.split_once('\t'));
        let later: HashMap<String, String> =
            pairs.map(|(old, new)| (old.to_owned(), new.to_owned())).collect();
        if later.len() < 2_000 {
            return Err(format!("{} lists {} ids", file.display(), later.len()).into());
        }
        Ok(Self { later, activity: Regex::new(r"4\.A(?:\.[0-9a-z]+)+\.I\d+(?:\.D\d+)?")? })
    }

    /// A text with each activity by its later id.
    pub(crate) fn later(&self, text: &str) -> String {
        let known = |found: &Captures<'_>| self.of(&found[0]).unwrap_or(&found[0]).to_owned();
        self.activity.replace_all(text, known).into_owned()
    }

    /// The later id of an activity or a commodity.
    pub(crate) fn of(&self, earlier: &str) -> Option<&str> {
        self.later.get(earlier).map(String::as_str)
    }
}
