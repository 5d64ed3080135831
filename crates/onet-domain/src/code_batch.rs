//! Many codes or texts at once: each distinct one is looked up once, and answers come in the order of the input.
//!
//! ```
//! use onet_domain::code_batch::CodeBatch;
//!
//! # futures::executor::block_on(async {
//! let mut batch = CodeBatch::new(10_000);
//! let column = ["29-1051", "29-1051", "15-1252"].map(str::to_owned);
//! let answers = batch.look_up(&column, async |code: String| Ok::<_, ()>(code.len())).await?;
//! assert_eq!(answers.iter().map(|answer| **answer).collect::<Vec<_>>(), [7, 7, 7]);
//! # Ok::<(), ()>(())
//! # }).unwrap();
//! ```

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use futures::{StreamExt as _, TryStreamExt as _, stream};

/// Calls that are on their way at the same time.
const CALLS: usize = 8;

/// What one of many codes or texts led to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Looked<T> {
    /// The results, such as the pairs of a crosswalk; none where there is a reason.
    pub rows: Vec<T>,
    /// How they were found, or why there are none.
    pub outcome: Outcome,
}

/// How a code or text was looked up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The code names what was found.
    Found,
    /// The text was searched for, and the first of several results was taken; how it is described.
    First {
        /// The result that was taken: its code and title.
        taken: String,
        /// How many results there were.
        of: usize,
    },
    /// Nothing was found, and why.
    Missing(String),
    /// The code leads to several, and the lookup takes one; which they are.
    Ambiguous(String),
}

impl<T> Looked<T> {
    /// Results of a code.
    pub fn found(rows: Vec<T>) -> Self {
        Self { rows, outcome: Outcome::Found }
    }

    /// No result, and why.
    pub fn missing(reason: impl Into<String>) -> Self {
        Self { rows: Vec::new(), outcome: Outcome::Missing(reason.into()) }
    }

    /// Several meanings of the code, which are listed.
    pub fn ambiguous(reason: impl Into<String>) -> Self {
        Self { rows: Vec::new(), outcome: Outcome::Ambiguous(reason.into()) }
    }

    /// Other results, found in the same way.
    pub fn with_rows<U>(self, rows: Vec<U>) -> Looked<U> {
        Looked { rows, outcome: self.outcome }
    }

    /// Why there are no results; `None` where there are some.
    pub fn reason(&self) -> Option<&str> {
        match &self.outcome {
            Outcome::Missing(reason) | Outcome::Ambiguous(reason) => Some(reason),
            Outcome::Found | Outcome::First { .. } => None,
        }
    }
}

/// Answers that have been looked up, at most as many as it was made for.
#[derive(Debug)]
pub struct CodeBatch<T> {
    known: HashMap<String, Arc<T>>,
    most: usize,
}

impl<T> CodeBatch<T> {
    /// Remembers at most this many answers, so that memory does not grow with the input.
    pub fn new(most: usize) -> Self {
        Self { known: HashMap::new(), most }
    }

    /// The answers to some inputs, in their order. Inputs that are not known are looked up, each once, several at a time.
    ///
    /// # Errors
    ///
    /// The first error of a lookup, in the order of the inputs.
    pub async fn look_up<E, F>(
        &mut self,
        inputs: &[String],
        call: impl Fn(String) -> F,
    ) -> Result<Vec<Arc<T>>, E>
    where
        F: Future<Output = Result<T, E>>,
    {
        let mut answers: HashMap<&str, Arc<T>> = HashMap::new();
        let mut seen = HashSet::new();
        let mut unknown = Vec::new();
        for input in inputs.iter().filter(|input| seen.insert(input.as_str())) {
            match self.known.get(input) {
                Some(answer) => drop(answers.insert(input, Arc::clone(answer))),
                None => unknown.push(input),
            }
        }
        let found: Vec<T> = stream::iter(unknown.iter().map(|input| call((*input).clone())))
            .buffered(CALLS)
            .try_collect()
            .await?;
        if self.known.len() + found.len() > self.most {
            self.known.clear();
        }
        for (input, answer) in unknown.into_iter().zip(found) {
            let answer = Arc::new(answer);
            answers.insert(input, Arc::clone(&answer));
            if self.known.len() < self.most {
                self.known.insert(input.clone(), answer);
            }
        }
        Ok(inputs.iter().filter_map(|input| answers.get(input.as_str()).cloned()).collect())
    }
}
