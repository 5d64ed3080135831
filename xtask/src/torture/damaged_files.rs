//! Every file of a release is cut short and has bits flipped. Each command gives the right answer, or an error that names
//! the file; never an answer from an older release or the sample, and never a crash.
//!
//! A flipped bit in a cell of the database that a command reads is not found by that command, which checks length and first
//! bytes only: then `onet db verify` has to find it, and `onet serve` not to start.

use std::fs;
use std::path::{Path, PathBuf};

use super::Plan;
use super::dice::Dice;
use super::machine::{MARKED_CALL, Machine, Run};
use crate::report;

/// What is called after each damage.
const CALLS: [&[&str]; 4] = [
    MARKED_CALL,
    &["related-activities", "29-1051.00", "--activity", "4.A.2.a.2.I05.D04", "--format", "csv"],
    &["search", "pharmacist", "--format", "csv"],
    &["code", "pharmacist", "--format", "csv"],
];

/// What the answers of a damaged release were.
#[derive(Default)]
struct Counts {
    right: u32,
    named: u32,
    /// Other than right, and found by `onet db verify`.
    verified: u32,
}

pub(super) fn run(plan: &Plan) -> anyhow::Result<()> {
    let (lengths, flips) = plan.pick((6, 10), (100, 400));
    report(&format!("damaged files: each cut to {lengths} lengths, {flips} bits flipped one by one\n"));
    let machine = Machine::new(plan)?;
    machine.import(&machine.input("older")?, "29.2")?;
    machine.import(&machine.input("newest")?, "29.3")?;
    machine.ensure_mark("newest", "before any damage")?;
    let folder = machine.release("29.3")?;
    let right: Vec<Run> = CALLS.iter().map(|call| machine.onet(call)).collect::<anyhow::Result<_>>()?;
    let mut dice = Dice::new(plan.seed);
    for file in files(&folder)? {
        let sound = fs::read(&file)?;
        let name = file.strip_prefix(&folder)?.display().to_string();
        let mut counts = Counts::default();
        for length in sampled_lengths(sound.len() as u64, lengths, &mut dice) {
            fs::write(&file, &sound[..length as usize])?;
            check(&machine, &file, &right, &format!("{name} cut to {length} bytes"), &mut counts)?;
        }
        for _ in 0..flips {
            let (at, bit) = (dice.below(sound.len() as u64), dice.below(8));
            let mut damaged = sound.clone();
            damaged[at as usize] ^= 1 << bit;
            fs::write(&file, &damaged)?;
            check(&machine, &file, &right, &format!("{name}, bit {bit} of byte {at} flipped"), &mut counts)?;
        }
        fs::write(&file, &sound)?;
        let Counts { right, named, verified } = counts;
        report(&format!(
            "  {name}: {right} right answers, {named} errors that name it, {verified} found by verify\n"
        ));
    }
    machine.ensure_mark("newest", "after all is mended")
}

/// Compares what each call answers.
fn check(
    machine: &Machine<'_>,
    file: &Path,
    right: &[Run],
    what: &str,
    counts: &mut Counts,
) -> anyhow::Result<()> {
    let name = file.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    for (call, right) in CALLS.iter().zip(right) {
        let run = machine.onet(call)?;
        let what = format!("{what}: onet {}", call.join(" "));
        run.ensure_no_crash(&what)?;
        if (run.code, &run.stdout) == (right.code, &right.stdout) {
            counts.right += 1;
            continue;
        }
        let is_named = run.stderr.contains(name) || run.stderr.contains("29.3");
        if run.code != Some(0) && is_named && run.stdout.is_empty() {
            counts.named += 1;
            continue;
        }
        let elsewhere = run.stdout.contains("Pharmacists older") || run.stdout.contains("\"Pharmacists\"");
        anyhow::ensure!(!elsewhere, "{what}: an answer from elsewhere: {}", run.stdout);
        let verified = machine.onet(&["db", "verify"])?;
        verified.ensure_no_crash(&what)?;
        let is_found = verified.code == Some(6) && (verified.stdout + &verified.stderr).contains(name);
        anyhow::ensure!(is_found, "{what}: {:?} {} {}", run.code, run.stdout, run.stderr);
        counts.verified += 1;
    }
    Ok(())
}

/// Lengths shorter than this one: the ends, and some in between.
fn sampled_lengths(length: u64, count: u64, dice: &mut Dice) -> Vec<u64> {
    let mut lengths = vec![0, 1, 16, length - 1];
    lengths.retain(|shorter| *shorter < length);
    lengths.extend((0..count.saturating_sub(4)).map(|_| dice.below(length)));
    lengths
}

/// The files in a folder and those within it.
fn files(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        match entry.file_type()?.is_dir() {
            true => found.extend(files(&entry.path())?),
            false => found.push(entry.path()),
        }
    }
    found.sort();
    Ok(found)
}
