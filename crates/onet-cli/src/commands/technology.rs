//! `onet technology`: the technology of occupations, and the occupations that use a technology.

use std::collections::HashMap;

use futures::future::LocalBoxFuture;
use futures::{FutureExt as _, StreamExt as _, TryStreamExt as _, stream};
use onet_api::operation::Operation;
use onet_api::{Client, operations};
use onet_domain::OnetSocCode;
use onet_domain::TypedCode;
use onet_domain::code_batch::{Looked, Outcome};
use onet_domain::occupation_finder::{
    NO_TEXT, OccupationFinder, has_words as is_in_title, is_no_text, missing_or, named,
};
use serde_json::Value;

use super::batch::{self, LookUp};
use super::whole_words::NO_TITLE;
use crate::arguments::{Global, Technology};
use crate::console::Console;
use crate::failure::Failure;
use crate::output::{Column, number, text};
use crate::{path, source};

/// Products of a search whose occupations are counted, at most.
const COUNTED: usize = 40;
/// The column of the mark of hot technologies.
const HOT: usize = 6;
/// Letters of the shortest beginning that is searched for, and the number of beginnings.
const SHORTEST: usize = 3;
const MOST_BEGINNINGS: usize = 8;
/// The rank of a title that does not have words whole.
const PARTS: u8 = 2;
/// Calls that are on their way at the same time.
const CALLS: usize = 4;

/// Which technologies are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wanted {
    Products,
    Categories,
    Hot,
    InDemand,
}

struct Uses {
    client: Client,
    wanted: Wanted,
    /// Whether words stand in a column of a file or of standard input.
    in_column: bool,
}

impl LookUp for Uses {
    fn columns(&self) -> Vec<Column> {
        vec![
            text("technology"),
            number("category_code"),
            text("category"),
            text("code"),
            text("title"),
            number("zone"),
            text("hot"),
            text("in_demand"),
            number("percentage"),
        ]
    }

    fn look_up(&self, text: String) -> LocalBoxFuture<'_, Result<Looked<Vec<Value>>, Failure>> {
        async move {
            let found = match Subject::of(&text) {
                Subject::Occupation(code) => self.of_occupation(code).await,
                Subject::Category(code) => self.of_category(&code).await,
                Subject::Words => self.of_words(&text).await,
            };
            match found {
                Ok(looked) => Ok(looked),
                Err(failure) => Ok(missing_or(failure)?),
            }
        }
        .boxed_local()
    }
}

/// What a text names.
enum Subject {
    Occupation(OnetSocCode),
    /// The eight digits of a category.
    Category(String),
    Words,
}

impl Subject {
    /// Eight digits without punctuation are a category: an occupation is written with a hyphen.
    fn of(text: &str) -> Self {
        let text = text.trim();
        if text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit()) {
            return Self::Category(text.to_owned());
        }
        match TypedCode::read(text).as_ref().and_then(named) {
            Some(code) => Self::Occupation(code),
            None => Self::Words,
        }
    }
}

impl Uses {
    async fn of_occupation(&self, code: OnetSocCode) -> Result<Looked<Vec<Value>>, onet_api::Error> {
        let operation = match self.wanted {
            Wanted::Hot => &operations::ONLINE_OCCUPATIONS_HOT_TECHNOLOGY,
            Wanted::InDemand => &operations::ONLINE_OCCUPATIONS_IN_DEMAND_SKILLS,
            _ => &operations::ONLINE_OCCUPATIONS_DETAILS_TECHNOLOGY_SKILLS,
        };
        let answer = self.all(operation, &code.to_string()).await?;
        let [title, zone] = self.overview(code).await;
        let of_example = |example: &Value, category: &Value| {
            vec![
                example["title"].clone(),
                category["code"].clone(),
                category["title"].clone(),
                code.to_string().into(),
                title.clone(),
                zone.clone(),
                example["hot_technology"].clone(),
                example["in_demand"].clone(),
                example["percentage"].clone(),
            ]
        };
        let items = items(&answer, operation);
        let rows: Vec<Vec<Value>> = match self.wanted {
            Wanted::Hot | Wanted::InDemand => {
                // They are beside the answer: without them it stands.
                let categories = self.categories(code).await.unwrap_or_default();
                let category = |example: &Value| {
                    let known = categories.get(example["title"].as_str().unwrap_or_default());
                    known.cloned().unwrap_or(Value::Null)
                };
                items.iter().map(|example| of_example(example, &category(example))).collect()
            }
            _ => {
                let examples = |category: &Value| {
                    let listed = ["example", "example_more"].map(|name| category[name].as_array().cloned());
                    listed.into_iter().flatten().flatten().collect::<Vec<_>>()
                };
                let rows = |category: &Value| {
                    examples(category).iter().map(|example| of_example(example, category)).collect::<Vec<_>>()
                };
                items.iter().flat_map(rows).collect()
            }
        };
        Ok(match rows.is_empty() {
            true => Looked::missing(format!("{code} has none")),
            false => Looked::found(rows),
        })
    }

    /// The categories of the technology of an occupation, by the titles of the products.
    async fn categories(&self, code: OnetSocCode) -> Result<HashMap<String, Value>, onet_api::Error> {
        let operation = &operations::ONLINE_OCCUPATIONS_DETAILS_TECHNOLOGY_SKILLS;
        let answer = self.all(operation, &code.to_string()).await?;
        let of_it = |category: Value| {
            let listed = ["example", "example_more"].map(|name| category[name].as_array().cloned());
            let titles: Vec<String> = listed
                .into_iter()
                .flatten()
                .flatten()
                .filter_map(|example| example["title"].as_str().map(str::to_owned))
                .collect();
            titles.into_iter().map(move |title| (title, category.clone()))
        };
        Ok(items(&answer, operation).into_iter().flat_map(of_it).collect())
    }

    /// The title of an occupation, and its job zone, where the source has them: recordings need not.
    async fn overview(&self, code: OnetSocCode) -> [Value; 2] {
        let path = |operation: &Operation| path::filled(operation, &[&code.to_string()]);
        let overview = self.client.raw(&path(&operations::ONLINE_OCCUPATIONS_OVERVIEW), &[]).await;
        let zone = self.client.raw(&path(&operations::ONLINE_OCCUPATIONS_DETAILS_JOB_ZONE), &[]).await;
        let member = |answer: Result<Value, onet_api::Error>, name: &str| {
            answer.map_or(Value::Null, |it| it[name].clone())
        };
        [member(overview, "title"), member(zone, "code")]
    }

    async fn of_category(&self, code: &str) -> Result<Looked<Vec<Value>>, onet_api::Error> {
        let operation = &operations::ONLINE_TECHNOLOGY_CATEGORIES_OCCUPATIONS;
        let answer = self.all(operation, code).await?;
        let category = answer["summary"].clone();
        let rows = items(&answer, operation).iter().map(|user| used(user, &Value::Null, &category)).collect();
        Ok(Looked::found(rows))
    }

    /// The occupations that use the best product, or the products of the best category, that words find.
    async fn of_words(&self, words: &str) -> Result<Looked<Vec<Value>>, onet_api::Error> {
        let search = match self.wanted {
            Wanted::Categories => &operations::ONLINE_TECHNOLOGY_CATEGORIES_SEARCH,
            _ => &operations::ONLINE_TECHNOLOGY_EXAMPLES_SEARCH,
        };
        let answer = self.client.raw_all(search.path, &[("keyword", words)]).await?;
        let mut found = items(&answer, search);
        let is_spaced = found.is_empty();
        if is_spaced {
            found = self.spaced_otherwise(search, words).await;
        }
        let is_title =
            |item: &Value| item["title"].as_str().is_some_and(|title| has_words(title, words) == 0);
        if self.in_column && is_no_text(words) && !found.iter().any(is_title) {
            return Ok(Looked::missing(NO_TEXT));
        }
        let is_whole = |item: &Value| has_words(item["title"].as_str().unwrap_or_default(), words) < PARTS;
        if !found.iter().any(is_whole) {
            if let Some(looked) = self.of_named_occupation(words).await? {
                return Ok(looked);
            }
            if self.in_column && !is_spaced && !found.is_empty() {
                return Ok(Looked::missing(NO_TITLE));
            }
        }
        let total = found.len();
        let Some(first) = self.most_used(found, words).await? else {
            return Ok(Looked::missing("nothing found"));
        };
        let title = first["title"].as_str().unwrap_or_default();
        let looked = match self.wanted {
            Wanted::Categories => self.of_category(&crate::flat::text(&first["code"])).await?,
            wanted => self.of_product(title, wanted).await?,
        };
        let is_exact = title.eq_ignore_ascii_case(words.trim());
        Ok(match (looked.rows.is_empty(), is_exact) {
            (true, _) => Looked::missing(format!("{title} has none")),
            (false, true) => looked,
            (false, false) => {
                Looked { rows: looked.rows, outcome: Outcome::First { taken: title.to_owned(), of: total } }
            }
        })
    }

    /// The technology of the occupation that words name which no product has whole: of registered nurses for `nurse`, not of
    /// the product of their association.
    async fn of_named_occupation(&self, words: &str) -> Result<Option<Looked<Vec<Value>>>, onet_api::Error> {
        if self.wanted == Wanted::Categories {
            return Ok(None);
        }
        // Without the search for occupations, as in recordings, the products decide.
        let Ok(found) = OccupationFinder::new(self.client.clone()).find(words).await else {
            return Ok(None);
        };
        let (Some(code), Outcome::First { taken, .. }) = (found.rows.first(), &found.outcome) else {
            return Ok(None);
        };
        if !is_in_title(taken, words) {
            return Ok(None);
        }
        let looked = self.of_occupation(*code).await?;
        Ok(Some(match looked.rows.is_empty() {
            true => looked,
            false => found.with_rows(looked.rows),
        }))
    }

    /// The titles that have the same letters with other spaces: `database` is `Data base`, and `power point` PowerPoint. They
    /// are among those that a beginning of the letters finds.
    async fn spaced_otherwise(&self, search: &Operation, words: &str) -> Vec<Value> {
        let letters = letters_of(words);
        let ends = letters.char_indices().map(|(at, _)| at).skip(SHORTEST);
        for end in ends.take(MOST_BEGINNINGS).collect::<Vec<_>>().into_iter().rev() {
            let beginning = &letters[..end];
            let Ok(answer) = self.client.raw_all(search.path, &[("keyword", beginning)]).await else {
                continue;
            };
            let mut found = items(&answer, search);
            found.retain(|item| {
                item["title"].as_str().is_some_and(|title| letters_of(title).contains(&letters))
            });
            if !found.is_empty() {
                return found;
            }
        }
        Vec::new()
    }

    /// Of the results of a search, the one that most occupations use. Titles that are the words come before titles that
    /// have them as whole words, and those before all others: `excel` is Microsoft Excel, not ExcelTrans.
    async fn most_used(&self, found: Vec<Value>, words: &str) -> Result<Option<Value>, onet_api::Error> {
        let rank = |item: &Value| has_words(item["title"].as_str().unwrap_or_default(), words);
        let Some(best) = found.iter().map(rank).min() else { return Ok(None) };
        let mut candidates: Vec<Value> = found.into_iter().filter(|item| rank(item) == best).collect();
        if candidates.len() == 1 {
            return Ok(candidates.pop());
        }
        // Short titles are the products, long ones what is made for them.
        candidates.sort_by_key(|item| item["title"].as_str().map_or(0, |title| title.split(' ').count()));
        candidates.truncate(COUNTED);
        let counted: Vec<(u64, Value)> = stream::iter(candidates)
            .map(|item| async move { Ok::<_, onet_api::Error>((self.users(&item).await?, item)) })
            .buffered(CALLS)
            .try_collect()
            .await?;
        // Of equal counts the first.
        Ok(counted.into_iter().rev().max_by_key(|(users, _)| *users).map(|(_, item)| item))
    }

    /// How many occupations use a product or a category of the search.
    async fn users(&self, item: &Value) -> Result<u64, onet_api::Error> {
        let (operation, key) = match self.wanted {
            Wanted::Categories => {
                (&operations::ONLINE_TECHNOLOGY_CATEGORIES_OCCUPATIONS, crate::flat::text(&item["code"]))
            }
            _ => (&operations::ONLINE_TECHNOLOGY_EXAMPLES_OCCUPATIONS, crate::flat::text(&item["title"])),
        };
        let range = [("start", "1"), ("end", "1")];
        let answer = self.client.raw(&path::filled(operation, &[&key]), &range).await?;
        Ok(answer["total"].as_u64().unwrap_or(0))
    }

    async fn of_product(&self, title: &str, wanted: Wanted) -> Result<Looked<Vec<Value>>, onet_api::Error> {
        let operation = match wanted {
            Wanted::Hot => &operations::ONLINE_HOT_TECHNOLOGY_OCCUPATIONS,
            _ => &operations::ONLINE_TECHNOLOGY_EXAMPLES_OCCUPATIONS,
        };
        let answer = self.all(operation, title).await?;
        let product = Value::from(title);
        let category = answer["category"][0].clone();
        let hot = self.is_hot(title, wanted).await;
        let row = |user: &Value| {
            let mut row = used(user, &product, &category);
            row[HOT] = hot.clone();
            row
        };
        Ok(Looked::found(items(&answer, operation).iter().map(row).collect()))
    }

    /// Whether a product is a hot technology: the service has its occupations under another path then.
    async fn is_hot(&self, title: &str, wanted: Wanted) -> Value {
        if wanted == Wanted::Hot {
            return true.into();
        }
        let address = path::filled(&operations::ONLINE_HOT_TECHNOLOGY_OCCUPATIONS, &[title]);
        match self.client.raw(&address, &[("start", "1"), ("end", "1")]).await {
            Ok(answer) if answer["total"].as_u64().is_some_and(|total| total > 0) => true.into(),
            // Products that are not hot have no mark in any list.
            _ => Value::Null,
        }
    }

    async fn all(&self, operation: &Operation, value: &str) -> Result<Value, onet_api::Error> {
        self.client.raw_all(&path::filled(operation, &[value]), &[]).await
    }
}

/// The letters and digits of a text, in lower case.
fn letters_of(text: &str) -> String {
    text.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// How well a title has some words: 0 where it is them, 1 where they are whole words of it, [`PARTS`] otherwise.
fn has_words(title: &str, words: &str) -> u8 {
    let split = |text: &str| -> Vec<String> {
        let lower = text.to_lowercase();
        let words = lower.split(|letter: char| !letter.is_alphanumeric() && !matches!(letter, '+' | '#'));
        words.filter(|word| !word.is_empty()).map(str::to_owned).collect()
    };
    let (title, words) = (split(title), split(words));
    match words.iter().all(|word| title.contains(word)) {
        true if title.len() == words.len() => 0,
        true => 1,
        false => PARTS,
    }
}

fn items(answer: &Value, operation: &Operation) -> Vec<Value> {
    let member = operation.items().unwrap_or_default();
    answer[member].as_array().cloned().unwrap_or_default()
}

/// The row of an occupation that uses a technology.
fn used(user: &Value, product: &Value, category: &Value) -> Vec<Value> {
    vec![
        product.clone(),
        category["code"].clone(),
        category["title"].clone(),
        user["code"].clone(),
        user["title"].clone(),
        user["job_zone"]["code"].clone(),
        Value::Null,
        user["in_demand"].clone(),
        user["percentage"].clone(),
    ]
}

pub(crate) fn run(global: &Global, console: &Console, arguments: Technology) -> Result<(), Failure> {
    let Technology { codes, category, hot, in_demand, shown } = arguments;
    let wanted = match (category, hot, in_demand) {
        (true, _, _) => Wanted::Categories,
        (_, true, _) => Wanted::Hot,
        (_, _, true) => Wanted::InDemand,
        _ => Wanted::Products,
    };
    let client = source::choose(global, console, source::Purpose::Command)?.client(&console.silent())?;
    let uses = Uses { client, wanted, in_column: codes.is_stream() };
    batch::run(global, console, &codes, &shown, &uses)
}
