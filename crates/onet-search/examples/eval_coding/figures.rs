//! Shares with their 95 % intervals, and the comparison with earlier figures.

use std::collections::BTreeMap;
use std::fmt;
use std::fs;

/// How far a figure may fall below the earlier one.
const ALLOWED_FALL: f64 = 0.01;

/// A share of right answers.
#[derive(Clone, Copy, Default)]
pub struct Share {
    right: u32,
    all: u32,
}

impl Share {
    pub fn add(&mut self, is_right: bool) {
        self.right += u32::from(is_right);
        self.all += 1;
    }

    pub fn count(&self) -> u32 {
        self.all
    }

    pub fn value(&self) -> f64 {
        f64::from(self.right) / f64::from(self.all.max(1))
    }
}

impl fmt::Display for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let value = self.value();
        let half = 1.96 * (value * (1.0 - value) / f64::from(self.all.max(1))).sqrt();
        write!(f, "{} ± {}", percent(value), percent(half))
    }
}

/// A share as three decimals.
pub fn percent(share: f64) -> String {
    format!("{share:.3}")
}

/// What a figure of the file that was not measured is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Missing {
    /// No fault: only some of the figures are wanted.
    Allowed,
    /// A fault.
    Reported,
}

/// Compares figures with those of a file, lines of a name and a number; prints every fall of more than a point.
pub fn compare(measured: &BTreeMap<String, f64>, file: &str, missing: Missing) -> Result<bool, String> {
    let earlier = fs::read_to_string(file).map_err(|error| format!("cannot read {file}: {error}"))?;
    let mut is_good = true;
    for line in earlier.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty()) {
        let (name, before) = line.rsplit_once(' ').ok_or_else(|| format!("{file}: cannot read {line:?}"))?;
        let before: f64 = before.parse().map_err(|_| format!("{file}: cannot read {line:?}"))?;
        match measured.get(name.trim()) {
            Some(now) if *now >= before - ALLOWED_FALL => {}
            Some(now) => {
                eprintln!("{}: {now:.3}, and {before:.3} before", name.trim());
                is_good = false;
            }
            None if missing == Missing::Allowed => {}
            None => {
                eprintln!("{}: not measured", name.trim());
                is_good = false;
            }
        }
    }
    Ok(is_good)
}
