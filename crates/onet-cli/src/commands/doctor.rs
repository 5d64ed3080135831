//! `onet doctor`: what is set up, what is missing and how to get it.

use onet_db::{Home, Installed};
use serde_json::{Value, json};

use crate::arguments::{Global, Shown};
use crate::console::Console;
use crate::failure::{Failure, commands_for};
use crate::key_store::{self, Stored};
use crate::output::{Column, Output, text};
use crate::source::{self, Purpose};

const COLUMNS: [Column; 4] = [text("check"), text("state"), text("finding"), text("try")];

/// How a check ended.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Ok,
    /// Something is not there that need not be.
    Missing,
    Broken,
}

impl State {
    fn name(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Missing => "missing",
            Self::Broken => "broken",
        }
    }
}

struct Check {
    what: &'static str,
    state: State,
    finding: String,
    cure: String,
}

fn check(what: &'static str, state: State, finding: impl Into<String>, cure: impl Into<String>) -> Check {
    Check { what, state, finding: finding.into(), cure: cure.into() }
}

pub(crate) fn run(global: &Global, console: &Console, shown: &Shown) -> Result<(), Failure> {
    let mut checks = vec![of_program(), of_key()];
    match Home::from_env() {
        Ok(home) => {
            let found = of_home(&home);
            let is_broken = found.state == State::Broken;
            checks.push(found);
            if !is_broken {
                checks.extend(of_releases(&home));
            }
        }
        Err(failure) => checks.push(check("home", State::Broken, failure.to_string(), "ONET_HOME=DIR")),
    }
    checks.push(of_source(global, console));
    let document: Vec<Value> = checks
        .iter()
        .map(|check| {
            let Check { what, state, finding, cure } = check;
            let cure = if cure.is_empty() { Value::Null } else { cure.as_str().into() };
            json!({"check": what, "state": state.name(), "finding": finding, "try": cure})
        })
        .collect();
    let rows = checks
        .iter()
        .map(|check| {
            vec![
                check.what.to_owned(),
                check.state.name().to_owned(),
                check.finding.clone(),
                check.cure.clone(),
            ]
        })
        .collect();
    Output::new(document, None, &COLUMNS, rows)?.print_arranged(shown, global)?;
    match checks.iter().filter(|check| check.state == State::Broken).count() {
        0 => Ok(()),
        count => Err(Failure::Broken(count)),
    }
}

fn of_program() -> Check {
    check("program", State::Ok, format!("onet {}", env!("CARGO_PKG_VERSION")), "")
}

fn of_key() -> Check {
    match key_store::find() {
        Ok(Some(Stored::Environment(_))) => {
            check("key", State::Ok, format!("set, in {}", key_store::VARIABLE), "")
        }
        Ok(Some(Stored::File { path, .. })) => match key_store::is_open_to_others(&path) {
            Some(true) => check(
                "key",
                State::Broken,
                format!("others can read {}", path.display()),
                format!("chmod 600 {}", path.display()),
            ),
            _ => check("key", State::Ok, format!("stored in {}", path.display()), ""),
        },
        Ok(None) => {
            check("key", State::Missing, "none: the live service cannot be called", "onet auth login")
        }
        Err(failure) => check("key", State::Broken, failure.to_string(), failure.hint().unwrap_or_default()),
    }
}

fn of_home(home: &Home) -> Check {
    let path = home.path();
    match std::fs::metadata(path) {
        Ok(found) if found.is_dir() => check("home", State::Ok, path.display().to_string(), ""),
        Ok(_) => check("home", State::Broken, format!("{} is no folder", path.display()), "ONET_HOME=DIR"),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            check("home", State::Ok, format!("{}, made when needed", path.display()), "")
        }
        Err(error) => check("home", State::Broken, format!("{}: {error}", path.display()), "ONET_HOME=DIR"),
    }
}

fn of_releases(home: &Home) -> Vec<Check> {
    let mut checks = Vec::new();
    match home.releases() {
        Ok(found) if found.is_empty() => checks.push(check(
            "releases",
            State::Missing,
            "none: the built-in sample has twenty occupations",
            "onet db pull, or onet db import DIR|ZIP",
        )),
        Ok(found) => checks.extend(found.iter().flat_map(|installed| of_release(home, installed))),
        Err(failure) => checks.push(check("releases", State::Broken, failure.to_string(), "")),
    }
    let damaged = home.damaged().unwrap_or_default();
    checks.extend(
        damaged.iter().map(|damage| check("release", State::Broken, damage.to_string(), "onet db reimport")),
    );
    checks
}

/// The release, and what it does not have: a check for each thing that brings some of it.
fn of_release(home: &Home, installed: &Installed) -> Vec<Check> {
    let number = &installed.release;
    if let Err(failure) = home.open(installed) {
        return vec![check(
            "release",
            State::Broken,
            failure.to_string(),
            format!("onet db reimport {number}"),
        )];
    }
    let tables = super::db::counted(installed.manifest.tables.len());
    let mut checks = vec![check("release", State::Ok, format!("O*NET {number}: {tables}"), "")];
    let missing = installed.manifest.missing_tables();
    for group in missing.chunk_by(|table, next| table.source == next.source) {
        let ids: Vec<&str> = group.iter().map(|table| table.id.as_str()).collect();
        checks.push(check(
            "tables",
            State::Missing,
            format!("not in O*NET {number}: {}", ids.join(", ")),
            commands_for(group[0].source, number),
        ));
    }
    checks
}

/// Opens the source that commands would use. Nothing is called.
fn of_source(global: &Global, console: &Console) -> Check {
    match source::choose(global, &console.silent(), Purpose::Command) {
        Ok(source::Chosen::Live(client)) => match client.require_key() {
            Ok(()) => check("source", State::Ok, format!("live, {}", client.base_url()), ""),
            Err(failure) => check("source", State::Broken, failure.to_string(), "onet auth login"),
        },
        Ok(chosen) => {
            let label =
                chosen.release().map_or_else(|| "several sources".to_owned(), |source| source.label());
            check("source", State::Ok, label, "")
        }
        Err(failure) => {
            check("source", State::Broken, failure.to_string(), failure.hint().unwrap_or_default())
        }
    }
}
