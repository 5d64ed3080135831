//! `onet technology`: the technology of occupations, and the occupations that use a technology.

use futures::FutureExt as _;
use futures::future::LocalBoxFuture;
use onet_api::operation::Operation;
use onet_api::{Client, operations};
use onet_domain::OnetSocCode;
use onet_domain::TypedCode;
use onet_domain::code_batch::{Looked, Outcome};
use onet_domain::occupation_finder::{missing_or, named};
use serde_json::Value;

use super::batch::{self, LookUp};
use crate::arguments::{Global, Technology};
use crate::console::Console;
use crate::failure::Failure;
use crate::output::{Column, number, text};
use crate::{path, source};

/// Products of a search, at most.
const MATCHES: &str = "200";
/// Products of a search whose users are counted, at most.
const COUNTED: usize = 20;

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
        let of_example = |example: &Value, category: &Value| {
            vec![
                example["title"].clone(),
                category["code"].clone(),
                category["title"].clone(),
                code.to_string().into(),
                Value::Null,
                Value::Null,
                example["hot_technology"].clone(),
                example["in_demand"].clone(),
                example["percentage"].clone(),
            ]
        };
        let items = items(&answer, operation);
        let rows: Vec<Vec<Value>> = match self.wanted {
            Wanted::Hot | Wanted::InDemand => {
                items.iter().map(|example| of_example(example, &Value::Null)).collect()
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

    async fn of_category(&self, code: &str) -> Result<Looked<Vec<Value>>, onet_api::Error> {
        let operation = &operations::ONLINE_TECHNOLOGY_CATEGORIES_OCCUPATIONS;
        let answer = self.all(operation, code).await?;
        let category = answer["summary"].clone();
        let rows = items(&answer, operation).iter().map(|user| used(user, &Value::Null, &category)).collect();
        Ok(Looked::found(rows))
    }

    /// The occupations that use the first product, or the products of the first category, that words find.
    async fn of_words(&self, words: &str) -> Result<Looked<Vec<Value>>, onet_api::Error> {
        let search = match self.wanted {
            Wanted::Categories => &operations::ONLINE_TECHNOLOGY_CATEGORIES_SEARCH,
            _ => &operations::ONLINE_TECHNOLOGY_EXAMPLES_SEARCH,
        };
        let answer = self.client.raw(search.path, &[("keyword", words), ("end", MATCHES)]).await?;
        let total = answer["total"].as_u64().and_then(|total| usize::try_from(total).ok()).unwrap_or(0);
        let found = items(&answer, search);
        let Some(first) = self.meant(&found, words).await? else {
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

    /// What words mean of the results of a search: the same title, or of those that have the words whole the one that
    /// most occupations use, or the first.
    async fn meant<'a>(&self, found: &'a [Value], words: &str) -> Result<Option<&'a Value>, onet_api::Error> {
        let is_same = |product: &&Value| {
            product["title"].as_str().is_some_and(|title| title.eq_ignore_ascii_case(words.trim()))
        };
        if let Some(same) = found.iter().find(is_same) {
            return Ok(Some(same));
        }
        let whole: Vec<&Value> = found.iter().filter(|product| has_words(product, words)).collect();
        if self.wanted == Wanted::Categories || whole.len() < 2 {
            return Ok(whole.first().copied().or(found.first()));
        }
        let mut most: Option<(i64, &Value)> = None;
        for product in whole.into_iter().take(COUNTED) {
            let title = product["title"].as_str().unwrap_or_default();
            let path = path::filled(&operations::ONLINE_TECHNOLOGY_EXAMPLES_OCCUPATIONS, &[title]);
            let users = self.client.raw(&path, &[("end", "1")]).await?["total"].as_i64().unwrap_or(0);
            if most.is_none_or(|(known, _)| users > known) {
                most = Some((users, product));
            }
        }
        Ok(most.map(|(_, product)| product))
    }

    async fn of_product(&self, title: &str, wanted: Wanted) -> Result<Looked<Vec<Value>>, onet_api::Error> {
        let operation = match wanted {
            Wanted::Hot => &operations::ONLINE_HOT_TECHNOLOGY_OCCUPATIONS,
            _ => &operations::ONLINE_TECHNOLOGY_EXAMPLES_OCCUPATIONS,
        };
        let answer = self.all(operation, title).await?;
        let product = Value::from(title);
        let category = answer["category"][0].clone();
        let rows = items(&answer, operation).iter().map(|user| used(user, &product, &category)).collect();
        Ok(Looked::found(rows))
    }

    async fn all(&self, operation: &Operation, value: &str) -> Result<Value, onet_api::Error> {
        self.client.raw_all(&path::filled(operation, &[value]), &[]).await
    }
}

fn items(answer: &Value, operation: &Operation) -> Vec<Value> {
    let member = operation.items().unwrap_or_default();
    answer[member].as_array().cloned().unwrap_or_default()
}

/// Whether each of some words is a whole word of the title of a product.
fn has_words(product: &Value, words: &str) -> bool {
    let title = product["title"].as_str().unwrap_or_default().to_lowercase();
    let is_whole = |word: &str| title.split(|c: char| !c.is_alphanumeric()).any(|part| part == word);
    words.to_lowercase().split_whitespace().all(is_whole)
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
    batch::run(global, console, &codes, &shown, &Uses { client, wanted })
}
