//! The titles of those who do what a text says: `bus driver` for `drive a bus`.

use super::everyday;
use super::read::{Read, is_telling};
use crate::analysis::{bases_of_verb, singular};
use crate::coding::coder::{Model, probabilities};

/// What the titles of the first, second and third clause count.
const CLAUSES: [f32; 3] = [1.0, 0.5, 0.25];
/// How much more a title counts that the release has.
const KNOWN: f32 = 4.0;
/// Titles of one clause, at most.
const MOST: usize = 6;
/// Words of what the work is done with, at most.
const LONGEST_OBJECT: usize = 3;
/// Words after which a clause says where and for whom.
static PREPOSITIONS: [&str; 14] =
    ["as", "at", "by", "for", "from", "in", "into", "of", "on", "onto", "to", "using", "who", "with"];

/// Stems of a text for which these titles count in full, and those from which on they do not count: what a long text
/// describes has few such titles.
const SHORT: f32 = 3.0;
const TOO_LONG: usize = 9;
/// The least probability by these titles, and by the title of a pair of words, which says more.
const LEAST: f32 = 1e-3;
const LEAST_OF_PAIR: f32 = 1e-5;

/// Where a clause says where and for whom.
fn end_of_object(rest: &[String]) -> usize {
    rest.iter().position(|word| PREPOSITIONS.contains(&word.as_str())).unwrap_or(rest.len())
}

/// The title of those who do what verb and noun of a clause say together.
fn title_of_pair(clause: &[String]) -> Option<&'static str> {
    let (verb, rest) = clause.split_first()?;
    let object = &rest[..end_of_object(rest)];
    let of_base = |base: &String| object.iter().find_map(|noun| everyday::title_of(base, noun));
    bases_of_verb(verb).iter().find_map(of_base)
}

impl Model {
    /// Adds the logarithms of the probabilities by the titles of those who do what a text says; nothing where it has no verb.
    pub(super) fn add_doers(&self, read: &Read, logs: &mut [f32]) {
        let count = read.stems.len();
        if count > TOO_LONG {
            return;
        }
        let pair = read.clauses.iter().find_map(|clause| title_of_pair(clause));
        let (factor, least) = match pair {
            Some(_) => (1.0, LEAST_OF_PAIR),
            None => ((SHORT / count as f32).powi(2).min(1.0), LEAST),
        };
        for (log, probability) in logs.iter_mut().zip(self.of_doers(read)) {
            *log += factor * (probability + least).ln();
        }
    }

    fn of_doers(&self, read: &Read) -> Vec<f32> {
        let mut sum: Vec<f32> = Vec::new();
        let mut all = 0.0;
        for (clause, weight) in read.clauses.iter().zip(CLAUSES) {
            for title in self.titles_of_doers(clause) {
                let mut of_title = probabilities(&self.logs(&title), self.temperature());
                let mut weight = weight;
                if let Some(row) = self.whole(&title) {
                    self.prefer_known(row, &mut of_title);
                    weight *= KNOWN;
                }
                all += weight;
                sum.resize(of_title.len(), 0.0);
                for (sum, probability) in sum.iter_mut().zip(of_title) {
                    *sum += weight * probability;
                }
            }
        }
        sum.iter_mut().for_each(|sum| *sum /= all);
        sum
    }

    /// Titles for those who do what a clause says. Its first word is a verb, or the clause has none.
    fn titles_of_doers(&self, clause: &[String]) -> Vec<Vec<String>> {
        let Some((verb, rest)) = clause.split_first() else { return Vec::new() };
        if let Some(title) = title_of_pair(clause) {
            return vec![title.split(' ').map(str::to_owned).collect()];
        }
        let bases = bases_of_verb(verb);
        let at = end_of_object(rest);
        let singulars = |words: &[String]| -> Vec<String> {
            words.iter().filter(|word| is_telling(word)).map(|word| singular(word).into_owned()).collect()
        };
        let (object, place) = (singulars(&rest[..at]), singulars(&rest[at..]));
        let Some(doers) = bases.iter().find_map(|base| self.doers(base)) else {
            // `I love math` names what the work is about.
            let meant = clause.iter().map(|word| everyday::noun(word)).find(|meant| !meant.is_empty());
            let title = |meant: &[&str]| meant.iter().map(|word| (*word).to_owned()).collect();
            return meant.map(title).into_iter().collect();
        };
        let mut objects = vec![object.clone()];
        let last = rest[..at].iter().rfind(|word| is_telling(word));
        if let (Some(last), Some((_, before))) = (last, object.split_last()) {
            let others = everyday::noun(last).iter().take(2);
            objects.extend(others.map(|other| [before, &[(*other).to_owned()]].concat()));
        }
        if !place.is_empty() && place.len() + object.len() <= LONGEST_OBJECT {
            objects.push([place, object].concat());
        }
        let titles = objects.iter().flat_map(|object| {
            let object = &object[object.len().saturating_sub(LONGEST_OBJECT)..];
            doers.iter().map(move |doer| object.iter().cloned().chain([doer.clone()]).collect())
        });
        titles.take(MOST).collect()
    }

    /// Those who do what a verb says, as titles end.
    fn doers(&self, base: &str) -> Option<Vec<String>> {
        if let Some(doers) = everyday::doers_of(base) {
            return (!doers.is_empty()).then(|| doers.iter().map(|doer| (*doer).to_owned()).collect());
        }
        let stem = base.trim_end_matches('e');
        let last = base.chars().last()?;
        let forms = [format!("{stem}er"), format!("{stem}or"), format!("{base}{last}er")];
        forms.into_iter().find(|doer| self.heads().contains(doer)).map(|doer| vec![doer])
    }
}
