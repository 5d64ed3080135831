//! How good answers are: the queries of `fixtures/search` against a program.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, bail, ensure};

use crate::repository;

/// Hits that are looked at.
const DEPTH: usize = 10;
/// Exit code of a search that finds nothing.
const NOTHING_FOUND: i32 = 1;

/// What to print.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Detail {
    /// Figures of each kind of query.
    Kinds,
    /// Also the queries whose first hit is not right.
    Misses,
}

/// How good the answers to all queries are.
pub(crate) struct Report(Vec<Answer>);

struct Answer {
    kind: String,
    query: String,
    right: Vec<String>,
    found: Vec<String>,
}

/// Searches for each query with a program.
pub(crate) fn search(program: &Path) -> anyhow::Result<Report> {
    let path = repository::root().join("fixtures/search/queries.tsv");
    let queries = repository::read(&path)?;
    let program = std::path::absolute(program)?;
    let answers = queries.lines().skip(1).map(|line| {
        let columns: Vec<&str> = line.split('\t').collect();
        let [kind, query, right] = columns[..] else {
            bail!("three columns expected in {line:?} of {}", repository::shown(&path));
        };
        let right = right.split(' ').map(str::to_owned).collect();
        Ok(Answer { kind: kind.to_owned(), query: query.to_owned(), right, found: found(&program, query)? })
    });
    answers.collect::<anyhow::Result<_>>().map(Report)
}

/// The codes of the first hits of a search.
fn found(program: &Path, query: &str) -> anyhow::Result<Vec<String>> {
    let end = DEPTH.to_string();
    let run = Command::new(program)
        .args(["-q", "--source", "release", "search", "--format", "csv", "--end", &end, "--", query])
        .output()
        .with_context(|| format!("could not run {}", program.display()))?;
    let complaint = String::from_utf8_lossy(&run.stderr);
    ensure!(
        run.status.success() || run.status.code() == Some(NOTHING_FOUND),
        "{} failed on {query:?}: {complaint}",
        program.display()
    );
    let lines = String::from_utf8(run.stdout)?;
    Ok(lines.lines().skip(1).filter_map(|line| line.split(',').next()).map(str::to_owned).collect())
}

impl Report {
    /// The mean reciprocal rank of the first right hit, of all queries.
    pub(crate) fn mrr(&self) -> f64 {
        mean(self.0.iter().map(Answer::reciprocal_rank))
    }

    pub(crate) fn render(&self, detail: Detail) -> String {
        let mut kinds: BTreeMap<&str, Vec<&Answer>> = BTreeMap::new();
        for answer in &self.0 {
            kinds.entry(&answer.kind).or_default().push(answer);
        }
        let mut text = String::from(
            "| kind | queries | first right | MRR | nDCG@10 |\n| --- | ---: | ---: | ---: | ---: |\n",
        );
        for (kind, answers) in kinds {
            line(&mut text, kind, &answers);
        }
        line(&mut text, "all", &self.0.iter().collect::<Vec<_>>());
        if detail == Detail::Misses {
            for answer in self.0.iter().filter(|answer| answer.reciprocal_rank() < 1.0) {
                let found = &answer.found[..answer.found.len().min(4)];
                let (kind, query) = (&answer.kind, &answer.query);
                let _ = writeln!(text, "{kind}: {query}: {} for {}", found.join(" "), answer.right.join(" "));
            }
        }
        text
    }
}

fn line(text: &mut String, kind: &str, answers: &[&Answer]) {
    let first = answers.iter().filter(|answer| answer.reciprocal_rank() == 1.0).count();
    let mrr = mean(answers.iter().map(|answer| answer.reciprocal_rank()));
    let ndcg = mean(answers.iter().map(|answer| answer.ndcg()));
    let _ = writeln!(text, "| {kind} | {} | {first} | {mrr:.3} | {ndcg:.3} |", answers.len());
}

fn mean(values: impl ExactSizeIterator<Item = f64>) -> f64 {
    let count = values.len().max(1);
    values.sum::<f64>() / count as f64
}

impl Answer {
    fn reciprocal_rank(&self) -> f64 {
        let place = self.found.iter().position(|code| self.right.contains(code));
        place.map_or(0.0, |place| 1.0 / (place + 1) as f64)
    }

    /// Discounted gain of the right hits against the best order of as many.
    fn ndcg(&self) -> f64 {
        let gain = |place: usize| 1.0 / ((place + 2) as f64).log2();
        let found = self.found.iter().take(DEPTH).enumerate();
        let gained: f64 =
            found.filter(|(_, code)| self.right.contains(code)).map(|(place, _)| gain(place)).sum();
        gained / (0..self.right.len().min(DEPTH)).map(gain).sum::<f64>()
    }
}

#[cfg(test)]
mod tests {
    use super::{Answer, Detail, Report};

    fn answer(right: &[&str], found: &[&str]) -> Answer {
        let owned = |codes: &[&str]| codes.iter().map(|&code| code.to_owned()).collect();
        Answer { kind: "exact".to_owned(), query: "q".to_owned(), right: owned(right), found: owned(found) }
    }

    #[test]
    fn ranks_and_gains_fall_with_the_place_of_what_is_right() {
        let first = answer(&["a"], &["a", "b"]);
        let second = answer(&["a"], &["b", "a"]);
        let none = answer(&["a"], &["b"]);
        assert_eq!([1.0, 0.5, 0.0], [&first, &second, &none].map(Answer::reciprocal_rank));
        assert_eq!(first.ndcg(), 1.0);
        assert!(second.ndcg() < 1.0 && second.ndcg() > 0.6);
        assert_eq!(answer(&["a", "b"], &["a", "b", "c"]).ndcg(), 1.0);
        let report = Report(vec![first, second, none]);
        assert_eq!(report.mrr(), 0.5);
        assert!(report.render(Detail::Misses).contains("exact: q: b for a"));
    }
}
