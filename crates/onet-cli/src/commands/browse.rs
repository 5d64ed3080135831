//! `onet browse`: occupations by family, zone, cluster and the like, and by rated element.

use onet_api::Client;
use onet_api::operation::Operation;
use onet_api::page::Position;
use onet_domain::InterestCode;
use onet_domain::code_batch::{Looked, Outcome};
use onet_domain::occupation_finder::{has_words, missing_or};
use serde_json::{Value, json};

use super::batch::{self, LookUp};
use super::whole_words::NO_TITLE;
use crate::arguments::{Browse, Codes, Format, Global, Listing};
use crate::console::Console;
use crate::failure::Failure;
use crate::flat::{self, Flat, flat};
use crate::output::{Column, Output, format, text};
use crate::topics::{Employed, Lists, SUB_CLUSTER, TOPICS, Topic};
use crate::{listing, path, source};

/// The member that names an entry in the path of its occupations.
const KEYS: [&str; 4] = ["code", "interest_code", "id", "title"];
/// What people look for among the topics and is elsewhere: a word, and the command.
const BESIDE: [(&str, &str); 7] = [
    ("technolog", "onet technology NAME|CODE"),
    ("software", "onet technology NAME|CODE"),
    ("tool", "onet technology NAME|CODE"),
    ("value", "onet db rows work_values"),
    ("task", "onet duties CODE"),
    ("soft-skill", "onet soft-skills"),
    ("career", "onet browse occupations --in mnm"),
];
/// Members that explain an entry, in sentences: too long for a table.
const LONG: [&str; 3] = ["description", "overview", "detail"];

pub(crate) fn run(global: &Global, console: &Console, arguments: Browse) -> Result<(), Failure> {
    let Browse { topic, codes, service, some_people, listing } = arguments;
    let Some(name) = topic else { return topics(global, console, &listing) };
    let topic = Topic::named(&name).ok_or_else(|| unknown_topic(&name))?;
    let employed = if some_people { Employed::Some } else { Employed::Most };
    let lists = topic.lists(service, employed).ok_or_else(|| {
        Failure::usage(format!("this service has no lists of {}", topic.name)).with_hint("leave out --in")
    })?;
    let chosen = source::choose(global, console, source::Purpose::Command)?;
    match codes.single() {
        _ if codes.is_empty() => list(global, console, &chosen.client(console)?, &lists, &listing),
        Some(one) => occupations(global, console, &chosen.client(console)?, &lists, one, &listing),
        None => many(global, console, chosen.client(&console.silent())?, lists, &codes, &listing),
    }
}

/// The topics themselves.
fn topics(global: &Global, console: &Console, listing: &Listing) -> Result<(), Failure> {
    let document: Vec<Value> =
        TOPICS.iter().map(|topic| json!({"topic": topic.name, "entries": topic.help})).collect();
    let rows = TOPICS.iter().map(|topic| vec![topic.name.to_owned(), topic.help.to_owned()]).collect();
    let total = TOPICS.len() as i64;
    let output = Output::new(document, None, &[text("topic"), text("entries")], rows)?;
    listing::print_output(global, console, output, Position { start: 1, end: total, total }, listing)
}

fn unknown_topic(name: &str) -> Failure {
    let hint = match related_topics(name).as_slice() {
        [] => {
            let names: Vec<&str> = TOPICS.iter().map(|topic| topic.name).collect();
            format!("one of {}", names.join(", "))
        }
        related => format!("{}; onet browse lists all topics", related.join(", ")),
    };
    Failure::usage(format!("there is no topic {name}")).with_hint(hint)
}

/// What else a word may mean: the topics that have it in their names or descriptions, and the commands and tables beside
/// them.
fn related_topics(name: &str) -> Vec<String> {
    let lower = name.to_lowercase().replace('_', "-");
    let stem = lower.trim_end_matches('s').trim_end_matches("ie").trim_end_matches('y');
    if stem.len() < 3 {
        return Vec::new();
    }
    let is_related = |topic: &&Topic| topic.name.contains(stem) || topic.help.to_lowercase().contains(stem);
    let topics = TOPICS.iter().filter(is_related).map(|topic| format!("onet browse {}", topic.name));
    let others = BESIDE.iter().filter(|(word, _)| word.contains(stem) || stem.contains(word));
    topics.chain(others.map(|(_, command)| (*command).to_owned())).collect()
}

/// The entries of a topic. In a table a tree is indented, and long texts are left out.
fn list(
    global: &Global,
    console: &Console,
    client: &Client,
    lists: &Lists,
    listing: &Listing,
) -> Result<(), Failure> {
    let operation = lists.entries;
    let document = super::block_on(listing::fetch(client, operation.path, &[], listing))?;
    let (member, items) = listing::items(&document, Some(operation));
    let tree = flat::branches(&items);
    let is_tree = tree.len() > items.len();
    let nodes: Vec<Value> = tree.iter().map(|(_, node)| node.clone()).collect();
    let Flat { mut columns, mut rows } = flat(&nodes);
    let is_table = format(global) == Format::Table;
    if let Some(at) = columns.iter().position(|column| column.name == "name").filter(|_| is_tree && is_table)
    {
        for ((level, _), row) in tree.iter().zip(&mut rows) {
            row[at] = format!("{}{}", "\u{a0}\u{a0}".repeat(*level), row[at]);
        }
    }
    if lists.all.is_some() {
        name_all(&columns, &mut rows);
    }
    if is_table && listing.shown.columns.is_empty() {
        leave_out(&mut columns, &mut rows);
    }
    let position = match is_tree {
        true => Position { start: 1, end: nodes.len() as i64, total: nodes.len() as i64 },
        false => listing::position(&document, items.len()),
    };
    let output = Output::new(document, member, &columns, rows)?;
    listing::print_output(global, console, output, position, listing)
}

/// The entry of all occupations has no code: `all` is what names it.
fn name_all(columns: &[Column], rows: &mut [Vec<String>]) {
    let place = |name: &str| columns.iter().position(|column| column.name == name);
    let (Some(code), Some(title)) = (place("code"), place("title")) else { return };
    for row in rows.iter_mut().filter(|row| row[code].is_empty() && row[title].starts_with("All ")) {
        row[code] = "all".to_owned();
    }
}

/// Leaves out what is too long for a table, and the ids above an element, which indentation shows.
fn leave_out(columns: &mut Vec<Column>, rows: &mut [Vec<String>]) {
    let stays: Vec<bool> = columns
        .iter()
        .map(|column| !LONG.contains(&column.name.as_ref()) && column.name != "parent")
        .collect();
    for row in rows {
        let mut stays = stays.iter();
        row.retain(|_| stays.next() == Some(&true));
    }
    let mut stays = stays.iter();
    columns.retain(|_| stays.next() == Some(&true));
}

/// The occupations of an entry, or of all.
fn occupations(
    global: &Global,
    console: &Console,
    client: &Client,
    lists: &Lists,
    wanted: &str,
    listing: &Listing,
) -> Result<(), Failure> {
    let found = super::block_on(async {
        let entries = Entries::read(client, lists).await?;
        Ok(entries.find(lists, wanted))
    })?;
    let Some((outcome, operation, path)) = found else {
        return Err(Failure::unknown(format!("there is no entry {wanted}"))
            .with_hint("leave it out: the entries are listed, with their codes"));
    };
    super::note_first(console, &outcome, wanted);
    let document = super::block_on(listing::fetch(client, &path, &[], listing))?;
    listing::print(global, console, document, Some(operation), listing)
}

/// The entries of a topic, with what is found by.
struct Entries(Vec<Value>);

impl Entries {
    async fn read(client: &Client, lists: &Lists) -> Result<Self, Failure> {
        let document = match lists.entries.items().is_some() {
            true => client.raw_all(lists.entries.path, &[]).await?,
            false => client.raw(lists.entries.path, &[]).await?,
        };
        let (_, items) = listing::items(&document, Some(lists.entries));
        Ok(Self(flat::branches(&items).into_iter().map(|(_, node)| node).collect()))
    }

    /// The path to the occupations of an entry that a code, an id or words name, or of all.
    fn find(&self, lists: &Lists, wanted: &str) -> Option<(Outcome, &'static Operation, String)> {
        let wanted = wanted.trim();
        if let Some(all) = lists.all.filter(|_| wanted.eq_ignore_ascii_case("all")) {
            return Some((Outcome::Found, all, all.path.to_owned()));
        }
        let operation = lists.occupations?;
        let key = |entry: &Value| {
            let parameter = operation.parameters.first().map_or("code", |parameter| parameter.name);
            let own = entry.get(parameter).or_else(|| KEYS.iter().find_map(|key| entry.get(*key)));
            own.map(flat::text).unwrap_or_default()
        };
        let to = |entry: &Value| path::filled(operation, &[&key(entry)]);
        let is_named = |entry: &&Value| {
            KEYS.iter()
                .any(|name| entry.get(*name).is_some_and(|own| flat::text(own).eq_ignore_ascii_case(wanted)))
        };
        // `29` names the family 29-0000.
        let begins = |entry: &&Value| {
            let rest = entry.get("code").map(flat::text);
            rest.is_some_and(|code| code.strip_prefix(wanted).is_some_and(|rest| rest.starts_with('-')))
        };
        if let Some(entry) = self.0.iter().find(is_named).or_else(|| self.0.iter().find(begins)) {
            return Some((Outcome::Found, operation, to(entry)));
        }
        // A profile of several interests is in no list.
        let is_profile = |wanted: &str| wanted.to_uppercase().parse::<InterestCode>().is_ok();
        if operation.parameters.first().is_some_and(|known| known.name == "interest_code")
            && is_profile(wanted)
        {
            let profile = path::filled(operation, &[&wanted.to_uppercase()]);
            return Some((Outcome::Found, operation, profile));
        }
        if lists.occupations.is_some_and(|known| known.id == "online_career_clusters_occupations")
            && wanted.starts_with(|first: char| first.is_ascii_digit())
        {
            let operation = Operation::by_id(SUB_CLUSTER)?;
            return Some((Outcome::Found, operation, path::filled(operation, &[wanted])));
        }
        let title = |entry: &Value| {
            let named = entry.get("title").or_else(|| entry.get("name"));
            named.map(flat::text).unwrap_or_default()
        };
        let lower = wanted.to_lowercase();
        let mut matches: Vec<&Value> =
            self.0.iter().filter(|entry| title(entry).to_lowercase().contains(&lower)).collect();
        matches.sort_by_key(|entry| {
            let title = title(entry).to_lowercase();
            (title != lower, !title.starts_with(&lower))
        });
        let first = *matches.first()?;
        let outcome = match title(first).to_lowercase() == lower {
            true => Outcome::Found,
            false => Outcome::First { taken: format!("{} {}", key(first), title(first)), of: matches.len() },
        };
        Some((outcome, operation, to(first)))
    }
}

/// The occupations of many entries: a row for each pair.
struct OfEntries {
    client: Client,
    lists: Lists,
    entries: Entries,
    /// Whether words stand in a column of a file or of standard input.
    in_column: bool,
}

impl LookUp for OfEntries {
    fn columns(&self) -> Vec<Column> {
        ["code", "title"].map(text).to_vec()
    }

    fn look_up(
        &self,
        wanted: String,
    ) -> futures::future::LocalBoxFuture<'_, Result<Looked<Vec<Value>>, Failure>> {
        Box::pin(async move {
            let Some((outcome, operation, path)) = self.entries.find(&self.lists, &wanted) else {
                return Ok(Looked::missing("there is no such entry"));
            };
            if self.in_column
                && matches!(&outcome, Outcome::First { taken, .. } if !has_words(taken, &wanted))
            {
                return Ok(Looked::missing(NO_TITLE));
            }
            match self.client.raw_all(&path, &[]).await {
                Ok(document) => {
                    let (_, items) = listing::items(&document, Some(operation));
                    let row = |item: &Value| vec![item["code"].clone(), item["title"].clone()];
                    Ok(Looked { rows: items.iter().map(row).collect(), outcome })
                }
                Err(failure) => Ok(missing_or(failure)?),
            }
        })
    }
}

fn many(
    global: &Global,
    console: &Console,
    client: Client,
    lists: Lists,
    codes: &Codes,
    listing: &Listing,
) -> Result<(), Failure> {
    let known = super::block_on(Entries::read(&client, &lists))?;
    let lookup = OfEntries { client, lists, entries: known, in_column: codes.is_stream() };
    batch::run(global, console, codes, &listing.shown, &lookup)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::number;

    #[test]
    fn the_entry_of_all_occupations_is_named_as_it_is_typed() {
        let columns = [number("code"), text("title")];
        let row = |code: &str, title: &str| vec![code.to_owned(), title.to_owned()];
        let mut rows = vec![row("1", "Research"), row("", "All types"), row("", "Allergists")];
        name_all(&columns, &mut rows);
        assert_eq!(rows, [row("1", "Research"), row("all", "All types"), row("", "Allergists")]);
    }

    #[test]
    fn a_word_leads_to_the_topics_commands_and_tables_that_have_it() {
        for (word, expected) in [
            ("skills", "onet browse basic-skills"),
            ("Skill", "onet browse cross-functional-skills"),
            ("activities", "onet browse work-activities"),
            ("technologies", "onet browse hot-technologies"),
            ("software", "onet technology NAME|CODE"),
            ("work_values", "onet db rows work_values"),
            ("career", "onet browse clusters"),
            ("industry", "onet browse industries"),
        ] {
            let related = related_topics(word);
            assert!(related.iter().any(|command| command == expected), "{word}: {related:?}");
        }
        assert!(related_topics("xyz").is_empty() && related_topics("s").is_empty());
    }
}
