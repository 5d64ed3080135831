//! Evaluates the coding of titles without leaks: `cargo xtask eval coding` runs it in a release build.
//!
//! The key of a title is its words in lower case, without the s of the plural, sorted. A tenth of all keys that are no
//! occupation title is removed from every table of titles; the coder is trained on the rest and coded titles of the
//! tenth are compared with the codes that the release gives them.

// A program, not a library.
#![allow(clippy::print_stdout, clippy::print_stderr)]

mod figures;
mod noise;
mod release;

use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;

use onet_search::coding::{Coded, Coder, Level, Query};

use figures::{Share, percent};
use release::{HeldOut, Release};

const USAGE: &str = "usage: eval_coding RELEASE_DIR [--quick] [--seed N] [--baseline FILE]";

fn main() -> ExitCode {
    match run() {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(message) => {
            eprintln!("error: {message}");
            ExitCode::from(2)
        }
    }
}

fn run() -> Result<bool, String> {
    let (mut folder, mut seed, mut baseline, mut is_quick) = (None, 1u64, None, false);
    let mut arguments = env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--seed" => seed = arguments.next().and_then(|seed| seed.parse().ok()).ok_or(USAGE)?,
            "--quick" => is_quick = true,
            "--baseline" => baseline = Some(arguments.next().ok_or(USAGE)?),
            _ => folder = Some(argument),
        }
    }
    let release = Release::read(Path::new(&folder.ok_or(USAGE)?))?;
    let (data, held_out) = release.split(seed);
    let titles: usize =
        data.occupations.iter().map(|one| one.alternate_titles.len() + one.reported_titles.len()).sum();
    println!("seed {seed}: {} titles to learn from, {} held out", titles, held_out.len());
    let started = Instant::now();
    let coder = Coder::train(&data);
    println!(
        "trained in {:.1} s; {:.1} MB; threshold {:.3}",
        started.elapsed().as_secs_f32(),
        coder.as_bytes().len() as f32 / 1e6,
        coder.threshold(Level::Onet)
    );
    let mut measured = BTreeMap::new();
    accuracy(&coder, &held_out, &mut measured);
    if is_quick {
        return match baseline {
            Some(file) => figures::compare(&measured, &file, figures::Missing::Allowed),
            None => Ok(true),
        };
    }
    by_group(&coder, &held_out);
    by_kind(&coder, &held_out, &data);
    with_noise(&coder, &held_out, &mut measured);
    scores(&coder, &held_out, &mut measured);
    free_text(&release, seed, &mut measured);
    for set in LINES {
        lines(&coder, set, &mut measured);
    }
    generic(&coder, &mut measured);
    speed(&coder, &held_out);
    match baseline {
        Some(file) => figures::compare(&measured, &file, figures::Missing::Reported),
        None => Ok(true),
    }
}

fn query(level: Level) -> Query {
    Query { level, ..Query::default() }
}

fn is_right(coded: &Coded, truth: &BTreeSet<String>, level: Level, first: usize) -> bool {
    let mut candidates = coded.candidates.iter().take(first);
    candidates.any(|candidate| {
        truth.iter().any(|code| code.parse().is_ok_and(|code| level.code(code) == candidate.level_code))
    })
}

fn share<'a>(
    coder: &Coder,
    titles: impl Iterator<Item = (&'a str, &'a BTreeSet<String>)>,
    level: Level,
) -> [Share; 2] {
    let mut shares = [Share::default(); 2];
    for (title, truth) in titles {
        let coded = coder.code(title, &query(level));
        shares[0].add(is_right(&coded, truth, level, 1));
        shares[1].add(is_right(&coded, truth, level, 5));
    }
    shares
}

fn accuracy(coder: &Coder, held_out: &[HeldOut], measured: &mut BTreeMap<String, f64>) {
    println!("\nlevel         titles   top-1           top-5");
    for (name, level) in [("O*NET-SOC", Level::Onet), ("SOC", Level::Soc), ("major group", Level::Major)] {
        let [first, five] = share(coder, held_out.iter().map(|one| (one.title.as_str(), &one.codes)), level);
        println!("{name:12}  {:6}   {first}   {five}", first.count());
        if level == Level::Onet {
            measured.insert("top-1".to_owned(), first.value());
            measured.insert("top-5".to_owned(), five.value());
        }
    }
    let reported = held_out.iter().filter(|one| one.is_reported);
    let [first, five] = share(coder, reported.map(|one| (one.title.as_str(), &one.codes)), Level::Onet);
    println!("reported      {:6}   {first}   {five}", first.count());
    measured.insert("reported top-1".to_owned(), first.value());
    measured.insert("reported top-5".to_owned(), five.value());
}

fn by_group(coder: &Coder, held_out: &[HeldOut]) {
    println!("\nmajor group   titles   top-1           top-5");
    let mut groups: BTreeMap<&str, Vec<&HeldOut>> = BTreeMap::new();
    for one in held_out {
        let groups_of: BTreeSet<&str> = one.codes.iter().map(|code| &code[..2]).collect();
        for group in groups_of {
            groups.entry(group).or_default().push(one);
        }
    }
    for (group, members) in groups {
        let [first, five] =
            share(coder, members.iter().map(|one| (one.title.as_str(), &one.codes)), Level::Onet);
        println!("{group:12}  {:6}   {first}   {five}", first.count());
    }
}

fn by_kind(coder: &Coder, held_out: &[HeldOut], data: &onet_search::coding::TrainingData) {
    let mut known: BTreeSet<String> = BTreeSet::new();
    let mut others: BTreeSet<String> = BTreeSet::new();
    for occupation in &data.occupations {
        let alternate = occupation.alternate_titles.iter().map(|title| &title.text);
        for title in alternate.chain(&occupation.reported_titles).chain([&occupation.title]) {
            known.extend(release::words(title));
        }
        if occupation.title.contains("All Other") {
            others.insert(occupation.code.to_string());
        }
    }
    println!("\nkind                 titles   top-1           top-5");
    type Kind<'a> = (&'a str, &'a dyn Fn(&HeldOut) -> bool);
    let kinds: [Kind<'_>; 6] = [
        ("one word", &|one| release::words(&one.title).len() == 1),
        ("two words", &|one| release::words(&one.title).len() == 2),
        ("more words", &|one| release::words(&one.title).len() > 2),
        ("an unseen word", &|one| release::words(&one.title).iter().any(|word| !known.contains(word))),
        ("All Other only", &|one| one.codes.is_subset(&others)),
        ("several codes", &|one| one.codes.len() > 1),
    ];
    for (name, is_of_kind) in kinds {
        let members = held_out.iter().filter(|one| is_of_kind(one));
        let [first, five] = share(coder, members.map(|one| (one.title.as_str(), &one.codes)), Level::Onet);
        println!("{name:19}  {:6}   {first}   {five}", first.count());
    }
}

fn with_noise(coder: &Coder, held_out: &[HeldOut], measured: &mut BTreeMap<String, f64>) {
    println!("\nnoise                   top-1           top-5");
    for (name, change) in noise::CHANGES {
        let changed: Vec<(String, &BTreeSet<String>)> = held_out
            .iter()
            .enumerate()
            .map(|(at, one)| (change(&one.title, &mut noise::Dice::new(at as u64 + 1)), &one.codes))
            .collect();
        let [first, five] =
            share(coder, changed.iter().map(|(title, codes)| (title.as_str(), *codes)), Level::Onet);
        println!("{name:22}  {first}   {five}");
        measured.insert(format!("{name} top-1"), first.value());
    }
}

/// Precision by coverage, and how far scores and shares of right answers lie apart.
fn scores(coder: &Coder, held_out: &[HeldOut], measured: &mut BTreeMap<String, f64>) {
    for (who, only_reported) in [("all", false), ("reported", true)] {
        let members = held_out.iter().filter(|one| one.is_reported || !only_reported);
        let mut answers: Vec<(f32, bool)> = members
            .map(|one| {
                let coded = coder.code(&one.title, &Query::default());
                let score = coded.candidates.first().map_or(0.0, |candidate| candidate.score);
                (score, is_right(&coded, &one.codes, Level::Onet, 1))
            })
            .collect();
        answers.sort_by(|left, right| right.0.total_cmp(&left.0));
        println!("\ncoverage ({who})   precision   lowest score");
        for tenth in 1..=10 {
            let taken = &answers[..answers.len() * tenth / 10];
            let right = taken.iter().filter(|(_, right)| *right).count();
            let precision = right as f64 / taken.len().max(1) as f64;
            println!(
                "{:>6} %           {}       {:.3}",
                tenth * 10,
                percent(precision),
                taken.last().map_or(0.0, |last| last.0)
            );
            if !only_reported && [5, 7].contains(&tenth) {
                measured.insert(format!("precision at {}0 %", tenth), precision);
            }
        }
        if only_reported {
            continue;
        }
        reliability("titles", &answers);
    }
}

/// Prints how far scores and shares of right answers lie apart.
fn reliability(what: &str, answers: &[(f32, bool)]) {
    println!("\nscore from   {what:6}   mean score   right");
    let mut error = 0.0;
    for tenth in (0..10).rev() {
        let (from, to) = (tenth as f32 / 10.0, (tenth + 1) as f32 / 10.0);
        let within: Vec<_> =
            answers.iter().filter(|(score, _)| *score >= from && (*score < to || tenth == 9)).collect();
        let count = within.len().max(1) as f32;
        let mean = within.iter().map(|(score, _)| score).sum::<f32>() / count;
        let right = within.iter().filter(|(_, right)| *right).count() as f32 / count;
        error += (mean - right).abs() * within.len() as f32 / answers.len() as f32;
        println!("{from:>10.1}   {:6}   {mean:.3}        {right:.3}", within.len());
    }
    println!("expected calibration error {error:.3}");
}

/// Held-out task statements as free text; right is any occupation that has the statement.
fn free_text(release: &Release, seed: u64, measured: &mut BTreeMap<String, f64>) {
    let (data, statements) = release.split_tasks(seed);
    let coder = Coder::train(&data);
    let mut shares = [Share::default(); 2];
    let mut answers = Vec::new();
    for (text, codes) in &statements {
        let coded = coder.code_text(text, &Query::default());
        let score = coded.candidates.first().map_or(0.0, |candidate| candidate.score);
        answers.push((score, is_right(&coded, codes, Level::Onet, 1)));
        shares[0].add(is_right(&coded, codes, Level::Onet, 1));
        shares[1].add(is_right(&coded, codes, Level::Onet, 5));
    }
    println!("\nheld-out task statements: {}   {}   {}", statements.len(), shares[0], shares[1]);
    println!("threshold of texts {:.3}", coder.threshold_of_texts(Level::Onet));
    reliability("tasks", &answers);
    measured.insert("tasks top-1".to_owned(), shares[0].value());
    measured.insert("tasks top-5".to_owned(), shares[1].value());
}

/// Lines as people write them about their work, with the occupations that are right; then wishes and duties in everyday
/// words.
const LINES: [(&str, &str); 2] = [("messy.tsv", "free text"), ("everyday.tsv", "everyday lines")];

fn lines(coder: &Coder, (file, what): (&str, &str), measured: &mut BTreeMap<String, f64>) {
    let mut shares = [Share::default(); 2];
    let mut abstained = Share::default();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/coding").join(file);
    let lines = std::fs::read_to_string(path).expect("the lines are in the repository");
    for (text, codes) in lines.lines().filter_map(|line| line.split_once('\t')) {
        let codes: BTreeSet<String> = codes.split(' ').map(str::to_owned).collect();
        let coded = coder.code_text(text, &Query::default());
        shares[0].add(is_right(&coded, &codes, Level::Onet, 1));
        shares[1].add(is_right(&coded, &codes, Level::Onet, 5));
        abstained.add(coded.abstained);
        if !is_right(&coded, &codes, Level::Onet, 5) {
            let first = coded.candidates.first().map_or("nothing", |candidate| candidate.title.as_str());
            println!("missed: {text}: {first}");
        }
    }
    println!(
        "{what}: {}   {}   {}   abstained {}",
        shares[0].count(),
        shares[0],
        shares[1],
        percent(abstained.value())
    );
    measured.insert(format!("{what} top-1"), shares[0].value());
    measured.insert(format!("{what} top-5"), shares[1].value());
}

/// Titles that name no occupation must be abstentions.
fn generic(coder: &Coder, measured: &mut BTreeMap<String, f64>) {
    let mut shares = Share::default();
    for title in ["owner", "intern", "assistant manager", "consultant"] {
        let coded = coder.code(title, &Query::default());
        let first = coded.candidates.first();
        println!("{title}: {:.2}, abstained: {}", first.map_or(0.0, |first| first.score), coded.abstained);
        shares.add(coded.abstained);
    }
    measured.insert("generic titles abstain".to_owned(), shares.value());
}

fn speed(coder: &Coder, held_out: &[HeldOut]) {
    let started = Instant::now();
    let mut count = 0;
    while started.elapsed().as_secs_f32() < 1.0 {
        for one in held_out.iter().take(1000) {
            count += usize::from(
                !coder.code(&one.title, &Query { top: 1, ..Query::default() }).candidates.is_empty(),
            );
        }
    }
    println!("{:.0} titles per second on one thread", count as f32 / started.elapsed().as_secs_f32());
}
