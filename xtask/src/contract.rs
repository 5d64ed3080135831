//! From the published definition to the contract in `spec/openapi.json`.

mod fixups;
mod names;
mod problems;
mod shapes;

use std::fmt::Write as _;
use std::path::Path;

use anyhow::{Context as _, bail};
use serde_json::{Value, json};

use crate::drift::Report;
use crate::published::{self, Published};
use crate::repository;
use fixups::Applied;
pub(crate) use names::Names;
use problems::Problems;

/// The editions that are known, by checksum. Both call themselves version 2.0.0.
const EDITIONS: [(&str, &str); 2] = [
    (
        "05ed67376e8f45a5b816a7bf974219d881781d6d720bf61ecae2d0dc57cd023b",
        "earlier: work styles 1.C, activities numbered as up to release 30.2",
    ),
    (
        "ae550da1f46c284d1c837c09bbb15f478301a070c48e11c11b7a8b12fd25d87d",
        "later: work styles 1.D, activities of any numbering; restored from the earlier edition and the four patterns \
         that a public copy of the later one shows",
    ),
];

/// Makes the contract from a published definition and writes it; returns what was done.
pub(crate) fn sync(from: &str) -> anyhow::Result<String> {
    let names = Names::load(&repository::names())?;
    let published = published::load(from)?;
    let (contract, applied) = make(published.document.clone(), &names)?;
    repository::write(&repository::contract(), &to_text(&contract)?)?;
    repository::write(&repository::upstream(), &provenance(from, &published, &applied)?)?;

    let mut done = format!("spec/openapi.json made from {from} ({} bytes)\n", published.bytes);
    for Applied { name, count, .. } in &applied {
        let _ = writeln!(done, "  {count:>4}  {name}");
    }
    Ok(done)
}

/// Applies every fixup and the naming table; fails with all that they do not fit.
fn make(mut document: Value, names: &Names) -> anyhow::Result<(Value, Vec<Applied>)> {
    let mut problems = Problems::default();
    let mut applied = fixups::apply(&mut document);
    applied.extend(names::apply(&mut document, names, &mut problems)?);
    applied.iter().for_each(|applied| applied.check(&mut problems));
    let named = shapes::apply(&mut document, names, &mut problems)?;
    problems.check()?;
    named.iter().for_each(|applied| applied.check(&mut problems));
    problems.check()?;
    applied.extend(named);
    names::sort_paths(&mut document);
    assert_named(&document)?;
    Ok((document, applied))
}

/// Compares another edition with the contract.
pub(crate) fn drift(against: &str) -> anyhow::Result<Report> {
    let ours = load()?;
    let mut theirs = published::load(against)?.document;
    // A fixup that no longer applies upstream is not a failure here: the comparison shows what it means.
    fixups::apply(&mut theirs);
    crate::drift::compare(&ours, &theirs)
}

/// The contract as committed.
pub(crate) fn load() -> anyhow::Result<Value> {
    let path = repository::contract();
    serde_json::from_str(&repository::read(&path)?)
        .with_context(|| format!("{} is not JSON; cure: cargo xtask spec sync", path.display()))
}

/// The text of a contract, as it is committed.
fn to_text(contract: &Value) -> anyhow::Result<String> {
    Ok(serde_json::to_string_pretty(contract)? + "\n")
}

/// Nothing in a response may stay nameless: the generator would invent a name, and an inline error
/// body silently takes the place of the success type.
fn assert_named(contract: &Value) -> anyhow::Result<()> {
    let mut nameless = Vec::new();
    for (path, operation) in operations(contract) {
        for (status, response) in operation["responses"].as_object().into_iter().flatten() {
            let schema = &response["content"]["application/json"]["schema"];
            if schema.is_null() || schema["$ref"].is_string() || schema["items"]["$ref"].is_string() {
                continue;
            }
            nameless.push(format!("GET {path} {status}"));
        }
    }
    if !nameless.is_empty() {
        bail!("answers without a name: {}", nameless.join(", "));
    }
    Ok(())
}

/// Every operation of a document with its path. All operations of the service are GETs.
pub(crate) fn operations(document: &Value) -> impl Iterator<Item = (&str, &Value)> {
    document["paths"].as_object().into_iter().flatten().map(|(path, item)| (path.as_str(), &item["get"]))
}

fn provenance(from: &str, published: &Published, applied: &[Applied]) -> anyhow::Result<String> {
    // The day is that of the first sync of these bytes, so that a second sync changes nothing.
    let known = std::fs::read_to_string(repository::upstream())
        .ok()
        .and_then(|text| toml::from_str::<toml::Table>(&text).ok())
        .filter(|table| table.get("sha256").and_then(|value| value.as_str()) == Some(&published.sha256));
    let date = match known.as_ref().and_then(|table| table.get("date")?.as_str()) {
        Some(date) => date.to_owned(),
        None => today()?,
    };
    let mut text =
        String::from("# Written by `cargo xtask spec sync`: where spec/openapi.json comes from.\n");
    let version = published.document["info"]["version"].as_str().unwrap_or_default();
    let edition = EDITIONS.iter().find(|(sha256, _)| *sha256 == published.sha256);
    let edition = edition.map_or("not known to this version of xtask", |(_, edition)| edition);
    let _ = write!(
        text,
        "{}published_at = \"{}\"\nversion = \"{version}\"\nedition = \"{edition}\"\nsha256 = \"{}\"\nbytes = {}\ndate = \"{date}\"\n\n\
         # How often each fixup applied. A number that changes means that the definition did.\n[fixups]\n",
        source(from),
        crate::PUBLISHED_DEFINITION,
        published.sha256,
        published.bytes,
    );
    for Applied { name, count, reason } in applied {
        let _ = writeln!(text, "{name} = {count} # {reason}");
    }
    Ok(text)
}

/// Where the definition was read from. Of a file only the name: its folder means nothing on another machine.
fn source(from: &str) -> String {
    if published::is_address(from) {
        return format!("# Fetched from this address.\nsource = {}\n", json!(from));
    }
    let name = Path::new(from).file_name().map_or(from.into(), |name| name.to_string_lossy());
    format!("# Read from a file of this name, not fetched.\nsource = {}\n", json!(name))
}

fn today() -> anyhow::Result<String> {
    let shell = xshell::Shell::new()?;
    Ok(xshell::cmd!(shell, "date -u +%F").quiet().read()?)
}

#[cfg(test)]
mod tests;
