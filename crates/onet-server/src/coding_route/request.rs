//! The body of `POST /code`.

use onet_search::coding::{Coder, Entry, Level, Reading};
use serde_json::{Map, Value};

/// Titles of one call.
const TITLES: usize = 10_000;
/// Candidates of one title, where the call does not say.
const USUAL_TOP: usize = 5;
/// Candidates of one title, at most: the classification has about as many occupations.
const MOST_TOP: usize = 1_000;
/// Candidates of one call, at most: about 11 MB of answer.
const CANDIDATES: usize = 100_000;

/// Lines of free text and descriptions of one call: each takes as long as about 50 titles.
const TEXTS: usize = 1_000;

/// The classification that codes are of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Taxonomy {
    Onet2010,
    Onet2019,
}

/// What to code, and how.
#[derive(Debug)]
pub(super) struct Request {
    pub(super) titles: Vec<String>,
    /// A description for each title, where there are any.
    pub(super) descriptions: Vec<Option<String>>,
    pub(super) top: usize,
    pub(super) min_score: Option<f32>,
    pub(super) level: Level,
    pub(super) taxonomy: Taxonomy,
    pub(super) text: bool,
}

impl Request {
    /// What to code for a title of the request.
    pub(super) fn entry<'a>(&'a self, at: usize, title: &'a str) -> Entry<'a> {
        let description = self.descriptions.get(at).and_then(Option::as_deref);
        let reading = if self.text { Reading::Text } else { Reading::ByForm };
        Entry { text: title, description, reading }
    }

    /// Why a request with many lines of free text is refused. The error is a sentence for the caller.
    pub(super) fn refused_texts(&self, coder: &Coder) -> Option<String> {
        if self.titles.len() <= TEXTS {
            return None;
        }
        let entries = self.titles.iter().enumerate().map(|(at, title)| self.entry(at, title));
        let texts = entries.filter(|entry| coder.reads_as_text(entry)).count();
        (texts > TEXTS).then(|| {
            format!(
                "A call may have {TEXTS} lines that are read as free text or have a description; this one has {texts}. \
                 Several calls may have them."
            )
        })
    }

    /// Reads a body. The error is a sentence for the caller.
    pub(super) fn read(body: &[u8]) -> Result<Self, String> {
        let body = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body);
        let value: Value = serde_json::from_slice(body).map_err(|error| {
            format!("The body is not JSON: see line {}, column {}.", error.line(), error.column())
        })?;
        let Value::Object(mut members) = value else {
            return Err("The body is no JSON object, such as {\"titles\": [\"staff nurse\"]}.".to_owned());
        };
        let titles = titles(members.remove("titles"))?;
        let descriptions = descriptions(members.remove("descriptions"), titles.len())?;
        let top = top(members.remove("top"), titles.len())?;
        let min_score = min_score(members.remove("min_score"))?;
        let level = level(members.remove("level"))?;
        let text = match members.remove("text") {
            None | Some(Value::Null) => false,
            Some(Value::Bool(text)) => text,
            Some(_) => return Err("text is true or false.".to_owned()),
        };
        let (taxonomy, level) = taxonomy(members.remove("taxonomy"), level)?;
        unknown(&members)?;
        let level = level.unwrap_or_default();
        Ok(Self { titles, descriptions, top, min_score, level, taxonomy, text })
    }
}

fn titles(value: Option<Value>) -> Result<Vec<String>, String> {
    let wrong = || "titles is a list of texts, and required.".to_owned();
    let Some(Value::Array(values)) = value else { return Err(wrong()) };
    if values.len() > TITLES {
        return Err(format!("A call may have {TITLES} titles; this one has {}.", values.len()));
    }
    let text = |value| match value {
        Value::String(text) => Ok(text),
        _ => Err(wrong()),
    };
    values.into_iter().map(text).collect()
}

fn descriptions(value: Option<Value>, titles: usize) -> Result<Vec<Option<String>>, String> {
    let wrong = || "descriptions is a list of texts or null, one for each title.".to_owned();
    let values = match value {
        None | Some(Value::Null) => return Ok(Vec::new()),
        Some(Value::Array(values)) if values.len() == titles => values,
        Some(_) => return Err(wrong()),
    };
    let text = |value| match value {
        Value::Null => Ok(None),
        Value::String(text) => Ok(Some(text)),
        _ => Err(wrong()),
    };
    values.into_iter().map(text).collect()
}

fn top(value: Option<Value>, titles: usize) -> Result<usize, String> {
    let top = match value {
        None | Some(Value::Null) => USUAL_TOP,
        Some(value) => {
            let number = value.as_u64().and_then(|number| usize::try_from(number).ok());
            let number = number.filter(|number| (1..=MOST_TOP).contains(number));
            number.ok_or_else(|| format!("top is a whole number from 1 to {MOST_TOP}."))?
        }
    };
    if top * titles > CANDIDATES {
        return Err(format!(
            "A call may have {CANDIDATES} candidates, titles times top; this one has {}. Several calls may have them.",
            top * titles
        ));
    }
    Ok(top)
}

fn min_score(value: Option<Value>) -> Result<Option<f32>, String> {
    match value {
        None | Some(Value::Null) => Ok(None),
        Some(value) => match value.as_f64().filter(|score| (0.0..=1.0).contains(score)) {
            Some(score) => Ok(Some(score as f32)),
            None => Err("min_score is a number from 0 to 1.".to_owned()),
        },
    }
}

fn level(value: Option<Value>) -> Result<Option<Level>, String> {
    let level = match &value {
        None | Some(Value::Null) => return Ok(None),
        Some(Value::String(name)) => name.parse().ok(),
        Some(_) => None,
    };
    level.map(Some).ok_or_else(|| "level is onet, soc, broad, minor or major.".to_owned())
}

/// The classification, with the level where that decides it.
fn taxonomy(value: Option<Value>, level: Option<Level>) -> Result<(Taxonomy, Option<Level>), String> {
    let name = match &value {
        None | Some(Value::Null) => "2019",
        Some(Value::String(name)) => name.as_str(),
        Some(_) => "",
    };
    match name {
        "2019" => Ok((Taxonomy::Onet2019, level)),
        "soc2018" => Ok((Taxonomy::Onet2019, level.or(Some(Level::Soc)))),
        "2010" if level.is_some_and(|level| level != Level::Onet) => {
            Err("taxonomy 2010 has O*NET-SOC codes alone; leave out level.".to_owned())
        }
        "2010" => Ok((Taxonomy::Onet2010, level)),
        _ => Err("taxonomy is \"2010\", \"2019\" or \"soc2018\".".to_owned()),
    }
}

fn unknown(rest: &Map<String, Value>) -> Result<(), String> {
    match rest.keys().next() {
        None => Ok(()),
        Some(name) => Err(format!(
            "There is no member {name}; a body has titles, descriptions, top, min_score, level, taxonomy and text."
        )),
    }
}
