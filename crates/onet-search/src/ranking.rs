//! Which occupations fit a search text, and how well.

use tantivy::collector::{DocSetCollector, TopDocs};
use tantivy::query::{BooleanQuery, BoostQuery, PhrasePrefixQuery, PhraseQuery, Query, TermQuery};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, Searcher, Term};

use crate::fields::{Fields, Place, Section};
use crate::words::{self, Word};

/// The condition of a step.
#[derive(Clone, Copy, Debug)]
enum Claim {
    /// One of the titles is the text.
    Whole(Place),
    /// All words match.
    AllWords(Place),
    /// All words match, the last one as a prefix.
    LastBegun(Place),
}

/// The steps above [`SOME_WORDS`], lowest first; the highest one reached counts.
///
/// A whole word in another title ranks above the beginning of a word in the title: `car` finds car
/// salespeople before cardiologists.
const STEPS: [Claim; 10] = [
    Claim::LastBegun(Place::Anywhere),
    Claim::AllWords(Place::Anywhere),
    Claim::LastBegun(Place::Overview),
    Claim::AllWords(Place::Overview),
    Claim::LastBegun(Place::OtherTitles),
    Claim::LastBegun(Place::Title),
    Claim::AllWords(Place::OtherTitles),
    Claim::AllWords(Place::Title),
    Claim::Whole(Place::OtherTitles),
    Claim::Whole(Place::Title),
];

/// The step of an occupation that does not fit.
const NO_MATCH: u8 = 0;
/// The step of an occupation that has some of the words in its titles and description. Among hundreds of words of task
/// statements, some are found for nearly everything.
const SOME_WORDS: u8 = 1;
/// A word shorter than this, in bytes, is not taken for the beginning of another.
const SHORTEST_BEGINNING: usize = 2;
/// How much more a phrase counts than its words one by one.
const PHRASE_WEIGHT: f32 = 2.0;
/// The BM25 score that is worth half a step.
const HALF_A_STEP: f32 = 10.0;
/// Distinct grades within a step. Sums of the same terms in another order differ in their
/// last bits, which must not decide between occupations that match equally well.
const GRADES: f32 = 4096.0;

/// A parsed search text.
#[derive(Debug)]
pub(crate) struct SearchText {
    /// The text as one title.
    whole: Option<String>,
    /// The words that are searched for.
    words: Vec<Word>,
}

impl SearchText {
    /// Reads any text; none is wrong.
    pub(crate) fn read(text: &str) -> Self {
        let mut words = words::words(text);
        let whole = words::key(&words);
        words.retain(|word| !word.is_filler());
        Self { whole, words }
    }

    /// The documents that fit among the first `count`, each with its score, in document order.
    pub(crate) fn scores(
        &self,
        searcher: &Searcher,
        fields: &Fields,
        count: usize,
    ) -> tantivy::Result<Vec<(DocId, f32)>> {
        if count == 0 {
            return Ok(Vec::new());
        }
        let mut steps = vec![NO_MATCH; count];
        let mut grades = vec![0.0; count];
        if let Some(query) = self.relevance(fields) {
            let best = TopDocs::with_limit(count).order_by_score();
            for (score, address) in searcher.search(query.as_ref(), &best)? {
                let place = address.doc_id as usize;
                steps[place] = SOME_WORDS;
                grades[place] = grade(score);
            }
        }
        for (step, claim) in (SOME_WORDS + 1..).zip(STEPS) {
            if let Some(query) = self.claim(claim, fields) {
                for address in searcher.search(query.as_ref(), &DocSetCollector)? {
                    steps[address.doc_id as usize] = step;
                }
            }
        }
        Ok((0..)
            .zip(steps.into_iter().zip(grades))
            .filter(|(_, (step, _))| *step != NO_MATCH)
            .map(|(document, (step, grade))| (document, f32::from(step) + grade))
            .collect())
    }

    /// Finds what fulfils a claim; `None` if the text makes no such claim.
    fn claim(&self, claim: Claim, fields: &Fields) -> Option<Box<dyn Query>> {
        match claim {
            Claim::Whole(place) => {
                let whole = self.whole.as_deref()?;
                let titles = fields.at(place).iter().filter_map(|section| section.whole);
                Some(any(titles.map(|field| term(field, whole)).collect()))
            }
            Claim::AllWords(place) => {
                let sections = fields.at(place);
                (!self.words.is_empty()).then(|| all(stems(&self.words, sections)))
            }
            Claim::LastBegun(place) => {
                let sections = fields.at(place);
                let (last, others) = self.words.split_last()?;
                if last.written.len() < SHORTEST_BEGINNING {
                    return None;
                }
                let begun = sections.iter().map(|section| begun(section.written, &last.written)).collect();
                let mut queries = stems(others, sections);
                queries.push(any(begun));
                Some(all(queries))
            }
        }
    }

    /// Finds what has any of the words in its titles or description, scored by BM25.
    fn relevance(&self, fields: &Fields) -> Option<Box<dyn Query>> {
        if self.words.is_empty() {
            return None;
        }
        let mut queries: Vec<Box<dyn Query>> = Vec::new();
        for section in fields.at(Place::Overview) {
            let terms = self
                .words
                .iter()
                .map(|word| (word.position, Term::from_field_text(section.stems, &word.stem)));
            for (_, term) in terms.clone() {
                let word = TermQuery::new(term, IndexRecordOption::WithFreqs);
                queries.push(weighted(word, section.weight));
            }
            if self.words.len() > 1 {
                let phrase = PhraseQuery::new_with_offset(terms.collect());
                queries.push(weighted(phrase, section.weight * PHRASE_WEIGHT));
            }
        }
        Some(any(queries))
    }
}

/// Turns a BM25 score, which has no upper bound, into a part of one step.
fn grade(score: f32) -> f32 {
    (score / (score + HALF_A_STEP) * (GRADES - 1.0)).round() / GRADES
}

/// For each word a query that finds it in any of the sections.
fn stems(words: &[Word], sections: &[Section]) -> Vec<Box<dyn Query>> {
    words
        .iter()
        .map(|word| any(sections.iter().map(|section| term(section.stems, &word.stem)).collect()))
        .collect()
}

fn term(field: Field, text: &str) -> Box<dyn Query> {
    let term = Term::from_field_text(field, text);
    Box::new(TermQuery::new(term, IndexRecordOption::Basic))
}

/// A phrase of one begun word.
fn begun(field: Field, beginning: &str) -> Box<dyn Query> {
    let mut query = PhrasePrefixQuery::new(vec![Term::from_field_text(field, beginning)]);
    query.set_max_expansions(u32::MAX);
    Box::new(query)
}

fn weighted(query: impl Query, weight: f32) -> Box<dyn Query> {
    Box::new(BoostQuery::new(Box::new(query), weight))
}

fn all(queries: Vec<Box<dyn Query>>) -> Box<dyn Query> {
    Box::new(BooleanQuery::intersection(queries))
}

fn any(queries: Vec<Box<dyn Query>>) -> Box<dyn Query> {
    Box::new(BooleanQuery::union(queries))
}
