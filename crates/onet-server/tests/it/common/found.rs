//! What a source has to ask for: occupations picked from its own list, and the calls that its own answers lead to.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use http::StatusCode;
use onet_api::operation::{Location, Operation, Parameter, ParameterType};
use onet_api::operations as op;
use onet_server::{Availability, Coverage};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use rand::rngs::Xoshiro256PlusPlus;
use rand::seq::SliceRandom as _;
use rand::{RngExt as _, SeedableRng as _};
use serde_json::Value;

use super::answers::answer;
use super::examples::examples;
use super::{BASE, Service, TestResult};

/// Fixed, so that every run asks the same.
const SEED: u64 = 1998;

/// Occupations picked whatever they are.
const OCCUPATIONS: usize = 50;

/// Occupations picked of each kind that is answered otherwise than most.
const OF_EACH_KIND: usize = 3;

/// Calls of one operation that are followed to find more, and then the ones that are kept.
const FOLLOWED: usize = 6;
const KEPT: usize = 24;

/// Whether an item of the list of occupations is of a kind.
type OfKind = fn(&Value) -> bool;

/// The kinds of occupations that are answered otherwise than most, by what marks them in the list of all.
const KINDS: [(&str, OfKind); 5] = [
    ("without data", |item| item["datalevel"] == false),
    ("without a job zone", |item| item["zone"].is_null()),
    ("finer than the SOC", |item| !text(item, "code").ends_with(".00")),
    ("military", |item| text(item, "code").starts_with("55-")),
    ("all others of a group", |item| text(item, "title").ends_with("All Other")),
];

/// Texts to search with: words, beginnings, codes, signs, other alphabets, and what is nowhere.
const KEYWORDS: [&str; 12] = [
    "nurse",
    "pharmac",
    "software & data",
    "29-1051.00",
    "29",
    "\"registered nurse\"",
    "c#",
    "a",
    "100% / half",
    "ñandú",
    "excel",
    "qqqxyzzy",
];

/// What titles of technologies hold that an address must not.
const SIGNS: [&str; 5] = ["/", "&", "#", "+", "%"];

/// Six scores of a person.
const SCORES: &str = "realistic=5&investigative=20&artistic=3&social=15&enterprising=4&conventional=10";

/// What a source has to ask for.
pub(crate) struct Found {
    /// Codes of occupations.
    pub(crate) occupations: Vec<String>,
    /// How many occupations of each kind the source has.
    pub(crate) kinds: Vec<(&'static str, usize)>,
    /// Calls by operation.
    links: BTreeMap<&'static str, BTreeSet<String>>,
    /// Detailed work activities and tasks by occupation, with commas between them.
    activities: BTreeMap<String, String>,
    tasks: BTreeMap<String, String>,
    skills: Vec<String>,
}

impl Found {
    /// Looks for all that a source has.
    pub(crate) async fn of(service: &Service) -> TestResult<Self> {
        let list = answer(service, "/online/occupations/?end=2000").await?;
        let all: Vec<&Value> = list["occupation"].as_array().into_iter().flatten().collect();
        let codes = |items: &[&Value]| -> Vec<String> {
            items.iter().map(|item| text(item, "code").to_owned()).collect()
        };
        let mut occupations: BTreeSet<String> = pick(&codes(&all), OCCUPATIONS).into_iter().collect();
        let mut kinds = Vec::new();
        for (kind, is_of_kind) in KINDS {
            let some: Vec<&Value> = all.iter().copied().filter(|item| is_of_kind(item)).collect();
            kinds.push((kind, some.len()));
            occupations.extend(pick(&codes(&some), OF_EACH_KIND));
        }
        let occupations: Vec<String> = occupations.into_iter().collect();
        let mut links = crawl(service, &occupations).await?;
        for call in technologies(service).await? {
            links.entry(of_call(&call)?.id).or_default().insert(call);
        }
        let mut found = Self {
            occupations,
            kinds,
            links,
            activities: BTreeMap::new(),
            tasks: BTreeMap::new(),
            skills: Vec::new(),
        };
        for code in &found.occupations {
            let activities = ids(service, &format!("/online/related_activities/activities/{code}")).await?;
            let tasks = ids(service, &format!("/online/job_duties/tasks/{code}")).await?;
            found.activities.extend(several(&activities).map(|ids| (code.clone(), ids)));
            found.tasks.extend(several(&tasks).map(|ids| (code.clone(), ids)));
        }
        if let Ok(skills) = answer(service, "/online/soft_skills/").await {
            let groups = skills.as_object().into_iter().flat_map(|groups| groups.values());
            let skills = groups.flat_map(|group| group.as_array().into_iter().flatten());
            found.skills = skills.map(|skill| text(skill, "code").to_owned()).collect();
        }
        Ok(found)
    }

    /// Calls of an operation whose arguments the source has. Where it has none, they are well-formed at least.
    pub(crate) fn calls(&self, operation: &'static Operation) -> Vec<String> {
        let mut calls: Vec<String> = match self.paths(operation) {
            Some(paths) => paths.iter().flat_map(|path| self.with_queries(operation, path)).collect(),
            None => Vec::new(),
        };
        let linked: Vec<String> = self.links.get(operation.id).into_iter().flatten().cloned().collect();
        calls.extend(match calls.is_empty() {
            true => pick(&linked, KEPT),
            // A link with a query is a whole call; without one it is among those that were made above, or lacks what
            // the operation requires.
            false => {
                let whole: Vec<String> = linked.into_iter().filter(|call| call.contains('?')).collect();
                pick(&whole, KEPT)
            }
        });
        match calls.is_empty() {
            true => examples(operation),
            false => calls,
        }
    }

    /// The paths of an operation; none where it takes what only links tell.
    fn paths(&self, operation: &'static Operation) -> Option<Vec<String>> {
        let in_path = operation.parameters.iter().filter(|parameter| parameter.location == Location::Path);
        let mut paths = vec![operation.path.to_owned()];
        for parameter in in_path {
            let values = self.closed_values(operation, parameter)?;
            let template = format!("{{{}}}", parameter.name);
            paths = paths
                .iter()
                .flat_map(|path| values.iter().map(|value| path.replace(&template, value)))
                .collect();
        }
        Some(paths)
    }

    fn closed_values(&self, operation: &Operation, parameter: &Parameter) -> Option<Vec<String>> {
        let code = op::ONLINE_OCCUPATIONS_OVERVIEW.parameters[0].kind;
        match parameter.kind {
            ParameterType::Choice(words) => Some(words.iter().map(|word| (*word).to_owned()).collect()),
            ParameterType::Integer { minimum: Some(least), maximum: Some(most) } if most - least < 10 => {
                Some((least..=most).map(|number| number.to_string()).collect())
            }
            // Each code goes from each version of the taxonomy to each other.
            kind if kind == code && operation.tag == "taxonomy" => Some(pick(&self.occupations, FOLLOWED)),
            kind if kind == code => Some(self.occupations.clone()),
            _ => None,
        }
    }

    /// A path with each query that it needs; empty where the source does not have the values.
    fn with_queries(&self, operation: &Operation, path: &str) -> Vec<String> {
        let mut queries = vec![String::new()];
        for parameter in operation.parameters {
            let needed = parameter.required || parameter.name == "answers";
            if parameter.location == Location::Query && needed {
                let values = self.query_values(parameter.name, path);
                queries =
                    values.iter().map(|value| format!("{}={}", parameter.name, encoded(value))).collect();
                if parameter.name == "answers" && !parameter.required {
                    queries.push(SCORES.to_owned());
                }
            }
        }
        queries
            .iter()
            .map(|query| match query.is_empty() {
                true => path.to_owned(),
                false => format!("{path}?{query}"),
            })
            .collect()
    }

    fn query_values(&self, name: &str, path: &str) -> Vec<String> {
        let code = path.rsplit('/').next().unwrap_or_default();
        match name {
            "keyword" => KEYWORDS.map(str::to_owned).to_vec(),
            "answers" => [30, 60, 60].iter().enumerate().map(|(run, length)| digits(run, *length)).collect(),
            "activities" => self.activities.get(code).cloned().into_iter().collect(),
            "tasks" => self.tasks.get(code).cloned().into_iter().collect(),
            "skills" => (1..=4).map(|count| pick(&self.skills, count).join(",")).collect(),
            _ => Vec::new(),
        }
    }
}

/// Operations that rest on a table of which the sample has only a part: it holds none of their elements.
const PAST_THE_SAMPLE: [&str; 3] = [
    "online_onet_data_abilities_list",
    "online_onet_data_work_context_list",
    "online_onet_data_work_styles_list",
];

/// Whether a source has what an operation rests on.
pub(crate) fn is_answered(row: &Coverage, service: &Service) -> bool {
    if service.source.release().is_sample() && PAST_THE_SAMPLE.contains(&row.operation.id) {
        return false;
    }
    let has_all = |tables: &[&str]| tables.iter().all(|table| service.source.release().has_table(table));
    match row.availability {
        Availability::FromRelease => has_all(&row.tables),
        Availability::WithFile(files) => has_all(&row.tables) && has_all(files),
        Availability::LiveOrRecordedOnly => false,
    }
}

/// The operation of a call.
pub(crate) fn of_call(call: &str) -> TestResult<&'static Operation> {
    let path = call.split('?').next().unwrap_or_default();
    Operation::find(path).ok_or_else(|| format!("{call} is not in the contract").into())
}

/// As many of the values, or all where there are fewer, in their order.
pub(crate) fn pick(values: &[String], most: usize) -> Vec<String> {
    let mut picked = values.to_vec();
    picked.shuffle(&mut Xoshiro256PlusPlus::seed_from_u64(SEED));
    picked.truncate(most);
    picked.sort();
    picked
}

/// The addresses in an answer, but for those of other pages of the same list, as paths and queries.
pub(crate) fn links_in(answer: &Value) -> Vec<String> {
    match answer {
        Value::Object(members) => {
            let members = members.iter().filter(|(name, _)| *name != "prev" && *name != "next");
            members.flat_map(|(_, value)| links_in(value)).collect()
        }
        Value::Array(items) => items.iter().flat_map(links_in).collect(),
        Value::String(text) => text.strip_prefix(BASE).map(str::to_owned).into_iter().collect(),
        _ => Vec::new(),
    }
}

/// The text of a member; empty where there is none.
pub(crate) fn text<'a>(item: &'a Value, member: &str) -> &'a str {
    item[member].as_str().unwrap_or_default()
}

/// A text as a segment of a path or a value of a query.
pub(crate) fn encoded(text: &str) -> String {
    utf8_percent_encode(text, NON_ALPHANUMERIC).to_string()
}

/// All calls that a source's own answers lead to, from the first page and some occupations on. Of each operation only
/// a few are followed.
async fn crawl(
    service: &Service,
    occupations: &[String],
) -> TestResult<BTreeMap<&'static str, BTreeSet<String>>> {
    let overviews = occupations.iter().map(|code| format!("/online/occupations/{code}/"));
    let searches = ["/online/technology/examples/search", "/online/technology/categories/search"];
    let searches = searches.map(|path| format!("{path}?keyword=software"));
    let mut queue: VecDeque<String> = ["/".to_owned()].into_iter().chain(searches).chain(overviews).collect();
    let mut links: BTreeMap<&'static str, BTreeSet<String>> = BTreeMap::new();
    let mut followed: BTreeMap<&'static str, usize> = BTreeMap::new();
    while let Some(call) = queue.pop_front() {
        let operation = of_call(&call)?;
        if !links.entry(operation.id).or_default().insert(call.clone()) {
            continue;
        }
        let followed = followed.entry(operation.id).or_default();
        *followed += 1;
        if *followed > FOLLOWED {
            continue;
        }
        let response = service.get(&call).await?;
        if response.status() == StatusCode::OK {
            queue.extend(links_in(&serde_json::from_slice(response.body())?));
        }
    }
    Ok(links)
}

/// Calls for technologies whose titles hold signs that an address must not, and for hot ones, which no list has links
/// to.
async fn technologies(service: &Service) -> TestResult<Vec<String>> {
    let mut calls = Vec::new();
    let rows =
        |filter: String| format!("/database/rows/technology_skills?filter={}&end=400", encoded(&filter));
    let questions =
        SIGNS.map(|sign| (rows(format!("example.contains.{sign}")), "/online/technology/examples/"));
    let hot = (rows("hot_technology.eq.Y".to_owned()), "/online/hot_technology/");
    for (question, path) in questions.into_iter().chain([hot]) {
        // A source without the table has none.
        let Ok(page) = answer(service, &question).await else { continue };
        let titles: BTreeSet<&str> =
            page["row"].as_array().into_iter().flatten().map(|row| text(row, "example")).collect();
        let titles: Vec<String> = titles.into_iter().map(str::to_owned).collect();
        calls.extend(pick(&titles, FOLLOWED).iter().map(|title| format!("{path}{}", encoded(title))));
    }
    Ok(calls)
}

/// The ids of a bare list; none where it is refused.
async fn ids(service: &Service, call: &str) -> TestResult<Vec<String>> {
    let response = service.get(call).await?;
    let body: Value = serde_json::from_slice(response.body())?;
    let id = |item: &Value| match &item["id"] {
        Value::String(text) => text.clone(),
        number => number.to_string(),
    };
    Ok(body.as_array().into_iter().flatten().map(id).collect())
}

/// Up to three ids with commas between them; none where there are none.
fn several(ids: &[String]) -> Option<String> {
    let some = pick(ids, 3);
    (!some.is_empty()).then(|| some.join(","))
}

/// Answers of a person to the Interest Profiler.
fn digits(run: usize, length: usize) -> String {
    let mut random = Xoshiro256PlusPlus::seed_from_u64(SEED + run as u64);
    (0..length).map(|_| random.random_range(1..=5_u8).to_string()).collect()
}
