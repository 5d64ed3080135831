//! A release as it is distributed: tables of text, some of them compressed.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Read as _;
use std::path::Path;

use flate2::read::GzDecoder;
use onet_search::coding::{AlternateTitle, Occupation, TrainingData};

type Rows = Vec<BTreeMap<String, String>>;

/// The tables that coding rests on.
pub struct Release {
    occupations: Rows,
    alternate: Rows,
    reported: Rows,
    tasks: Rows,
    technology: Rows,
    tools: Rows,
    /// Titles of activities by their id.
    activities: BTreeMap<String, String>,
    activities_of_tasks: Rows,
    knowledge: Rows,
}

/// A title that the coder has not seen.
pub struct HeldOut {
    pub title: String,
    pub codes: BTreeSet<String>,
    pub is_reported: bool,
}

/// The words of a title in lower case.
pub fn words(title: &str) -> Vec<String> {
    let lower = title.to_lowercase();
    lower
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// The words in lower case, without the s of the plural, sorted.
fn key(title: &str) -> String {
    let mut words = words(title);
    for word in &mut words {
        if word.len() > 3 && word.ends_with('s') && !word.ends_with("ss") {
            word.pop();
        }
    }
    words.sort();
    words.join(" ")
}

/// Whether a text belongs to the tenth that a seed chooses.
fn is_chosen(text: &str, seed: u64) -> bool {
    let mix = |hash: u64| (hash ^ (hash >> 31)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let hash = text.bytes().fold(mix(seed), |hash, byte| mix(hash ^ u64::from(byte)));
    (hash >> 33) % 10 == 0
}

impl Release {
    pub fn read(folder: &Path) -> Result<Self, String> {
        let table = |names: &[&str]| -> Result<Rows, String> {
            let mut missing = String::new();
            for name in names {
                match read_table(folder, name) {
                    Ok(rows) => return Ok(rows),
                    Err(error) => missing = error,
                }
            }
            Err(missing)
        };
        Ok(Self {
            occupations: table(&["Occupation Data"])?,
            alternate: table(&["Alternate Titles", "Job Titles"])?,
            reported: table(&["Sample of Reported Titles"])?,
            tasks: table(&["Task Statements"])?,
            technology: table(&["Technology Skills", "Software Skills"])?,
            tools: table(&["Tools Used"]).unwrap_or_default(),
            activities: table(&["DWA Reference", "GWAs to IWAs to DWAs"])
                .unwrap_or_default()
                .into_iter()
                .filter_map(|mut row| Some((row.remove("DWA ID")?, row.remove("DWA Title")?)))
                .collect(),
            activities_of_tasks: table(&["Tasks to DWAs"]).unwrap_or_default(),
            knowledge: table(&["Knowledge"]).unwrap_or_default(),
        })
    }

    /// The data without a tenth of the titles, and that tenth.
    pub fn split(&self, seed: u64) -> (TrainingData, Vec<HeldOut>) {
        let occupation_keys: BTreeSet<String> =
            self.occupations.iter().map(|row| key(&row["Title"])).collect();
        let is_held = |title: &str| {
            let key = key(title);
            !occupation_keys.contains(&key) && is_chosen(&key, seed)
        };
        let mut held: BTreeMap<String, HeldOut> = BTreeMap::new();
        for (row, title, is_reported) in self.titles() {
            if is_held(title) {
                let empty = HeldOut { title: title.to_owned(), codes: BTreeSet::new(), is_reported: false };
                let one = held.entry(key(title)).or_insert(empty);
                one.codes.insert(row["O*NET-SOC Code"].clone());
                one.is_reported |= is_reported;
            }
        }
        (self.data(&is_held, &|_| false), held.into_values().collect())
    }

    /// The data without a tenth of the task statements, and that tenth.
    pub fn split_tasks(&self, seed: u64) -> (TrainingData, Vec<(String, BTreeSet<String>)>) {
        let mut held: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for row in self.tasks.iter().filter(|row| is_chosen(&row["Task"], seed)) {
            held.entry(row["Task"].clone()).or_default().insert(row["O*NET-SOC Code"].clone());
        }
        (self.data(&|_| false, &|task| is_chosen(task, seed)), held.into_iter().collect())
    }

    fn titles(&self) -> impl Iterator<Item = (&BTreeMap<String, String>, &str, bool)> {
        let alternate = self.alternate.iter().map(|row| {
            let title = row.get("Alternate Title").or(row.get("Job Title"));
            (row, title.map_or("", String::as_str), false)
        });
        let reported = self.reported.iter().map(|row| {
            let title = row.get("Reported Job Title").or(row.get("Job Title"));
            (row, title.map_or("", String::as_str), true)
        });
        alternate.chain(reported)
    }

    fn data(&self, is_held: &dyn Fn(&str) -> bool, is_held_task: &dyn Fn(&str) -> bool) -> TrainingData {
        let mut occupations: BTreeMap<&str, Occupation> = BTreeMap::new();
        for row in &self.occupations {
            if let Ok(code) = row["O*NET-SOC Code"].parse() {
                let known = Occupation {
                    description: row["Description"].clone(),
                    ..Occupation::new(code, &row["Title"])
                };
                occupations.insert(&row["O*NET-SOC Code"], known);
            }
        }
        for (row, title, is_reported) in self.titles() {
            let Some(known) = occupations.get_mut(row["O*NET-SOC Code"].as_str()) else { continue };
            if is_held(title) {
                continue;
            }
            // A part of a title in brackets may be held out too.
            let title = without_held_parts(title, is_held);
            if is_reported {
                known.reported_titles.push(title);
                continue;
            }
            let short = row
                .get("Short Title")
                .filter(|short| !short.is_empty() && *short != "n/a" && !is_held(short));
            let sources = row.get("Source(s)").map_or(0, |sources| sources.split(',').count());
            known.alternate_titles.push(AlternateTitle {
                text: title,
                short: short.cloned(),
                sources: sources as u8,
            });
        }
        let others = [(&self.tasks, "Task"), (&self.technology, "Example"), (&self.tools, "Example")];
        for (kind, (rows, column)) in others.into_iter().enumerate() {
            for row in rows {
                let Some(known) = occupations.get_mut(row["O*NET-SOC Code"].as_str()) else { continue };
                let Some(text) = row.get(column).or(row.get("Workplace Example")) else { continue };
                match kind {
                    0 if is_held_task(text) => {}
                    0 => known.tasks.push(text.clone()),
                    1 => known.technology.push(text.clone()),
                    _ => known.tools.push(text.clone()),
                }
            }
        }
        self.add_activities(&mut occupations, is_held_task);
        for row in self.knowledge.iter().filter(|row| row["Scale ID"] == "IM") {
            let Some(known) = occupations.get_mut(row["O*NET-SOC Code"].as_str()) else { continue };
            if row["Data Value"].parse().is_ok_and(|value: f32| value >= 3.0) {
                known.knowledge.push(row["Element Name"].clone());
            }
        }
        TrainingData { occupations: occupations.into_values().collect() }
    }

    /// Adds the activities that tasks carry, but for tasks that are held out: an activity says what its tasks say.
    fn add_activities(
        &self,
        occupations: &mut BTreeMap<&str, Occupation>,
        is_held_task: &dyn Fn(&str) -> bool,
    ) {
        let held: BTreeSet<&str> = self
            .tasks
            .iter()
            .filter(|row| is_held_task(&row["Task"]))
            .filter_map(|row| row.get("Task ID").map(String::as_str))
            .collect();
        for row in self.activities_of_tasks.iter().filter(|row| !held.contains(row["Task ID"].as_str())) {
            let Some(known) = occupations.get_mut(row["O*NET-SOC Code"].as_str()) else { continue };
            let Some(title) = self.activities.get(&row["DWA ID"]) else { continue };
            if !known.activities.contains(title) {
                known.activities.push(title.clone());
            }
        }
    }
}

/// A title without the part before, or in, its brackets that is held out.
fn without_held_parts(title: &str, is_held: &dyn Fn(&str) -> bool) -> String {
    let (Some(open), Some(close)) = (title.find('('), title.rfind(')')) else { return title.to_owned() };
    if open > close {
        return title.to_owned();
    }
    let outside = format!("{} {}", &title[..open], &title[close + 1..]);
    let inside = &title[open + 1..close];
    match (is_held(&outside), is_held(inside)) {
        (false, false) => title.to_owned(),
        (true, false) => inside.to_owned(),
        (false, true) => outside,
        (true, true) => String::new(),
    }
}

fn read_table(folder: &Path, name: &str) -> Result<Rows, String> {
    let plain = folder.join(format!("{name}.txt"));
    let packed = folder.join(format!("{name}.txt.gz"));
    let mut text = String::new();
    let read = match plain.exists() {
        true => fs::File::open(&plain).and_then(|mut file| file.read_to_string(&mut text)),
        false => fs::File::open(&packed).and_then(|file| GzDecoder::new(file).read_to_string(&mut text)),
    };
    read.map_err(|error| format!("cannot read {}: {error}", plain.display()))?;
    let mut lines = text.lines().map(|line| line.split('\t').map(str::to_owned));
    let header: Vec<String> = lines.next().map(Iterator::collect).unwrap_or_default();
    Ok(lines.map(|cells| header.iter().cloned().zip(cells).collect()).collect())
}
