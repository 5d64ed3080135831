//! `onet auth`: the key of the live service.

use std::io::{self, BufRead as _, IsTerminal as _, Read as _};

use inquire::{InquireError, Password, PasswordDisplayMode};
use onet_db::Home;
use serde_json::json;

use crate::arguments::{Auth, Format, Global};
use crate::console::Console;
use crate::failure::Failure;
use crate::key_store::{self, Stored};
use crate::output::{self, Column, Output, text};
use crate::terminal_mode;

const COLUMNS: [Column; 3] = [text("key"), text("from"), text("others_can_read")];
/// Bytes of the longest key that is read.
const LONGEST: u64 = 4_096;
/// Where keys come from.
const KEYS: &str = "https://services.onetcenter.org/developer/signup";

pub(crate) fn run(global: &Global, console: &Console, command: Auth) -> Result<(), Failure> {
    match command {
        Auth::Login => login(console),
        Auth::Status => status(global, console),
        Auth::Logout => logout(console),
    }
}

fn login(console: &Console) -> Result<(), Failure> {
    let key = if io::stdin().is_terminal() { typed()? } else { read()? };
    let key = checked(&key)?;
    let path = key_store::store(&Home::from_env()?, key)?;
    console.note(&format!("stored the key in {}", path.display()));
    if matches!(key_store::find()?, Some(Stored::Environment(_))) {
        console.note(&format!("{} is set, and comes before it", key_store::VARIABLE));
    }
    Ok(())
}

/// Prompts for the key; it is not shown.
fn typed() -> Result<String, Failure> {
    terminal_mode::guard();
    let prompt = Password::new("Key:")
        .with_display_mode(PasswordDisplayMode::Hidden)
        .without_confirmation()
        .with_help_message(KEYS);
    prompt.prompt().map_err(|failure| match failure {
        InquireError::OperationCanceled | InquireError::OperationInterrupted => {
            Failure::usage("no key was typed")
        }
        other => Failure::usage(format!("cannot prompt on this terminal: {other}"))
            .with_hint("onet auth login < FILE reads the key from a file"),
    })
}

/// Reads the first line of standard input.
fn read() -> Result<String, Failure> {
    let mut line = Vec::new();
    let read = io::stdin().lock().take(LONGEST + 1).read_until(b'\n', &mut line);
    read.map_err(|error| Failure::usage(format!("could not read standard input: {error}")))?;
    String::from_utf8(line).map_err(|_| Failure::usage("standard input is no key: it is not UTF-8"))
}

/// A key is one word of visible ASCII, as a header of HTTP takes it.
fn checked(key: &str) -> Result<&str, Failure> {
    let key = key.trim();
    match key {
        "" => Err(Failure::usage("no key is given").with_hint(format!("keys are at {KEYS}"))),
        key if key.len() as u64 > LONGEST => Err(Failure::usage("the input is no key: it is too long")),
        key if !key_store::is_key(key) => {
            Err(Failure::usage("the input is no key: it has characters that no key has"))
        }
        key => Ok(key),
    }
}

fn status(global: &Global, console: &Console) -> Result<(), Failure> {
    let found = key_store::find()?;
    let is_set = found.is_some();
    let (from, open) = match found {
        Some(Stored::Environment(_)) => (key_store::VARIABLE.to_owned(), None),
        Some(Stored::File { path, .. }) => (path.display().to_string(), key_store::is_open_to_others(&path)),
        None => (String::new(), None),
    };
    let key = if is_set { "set" } else { "none" };
    let document = json!({
        "key": key,
        "from": if is_set { Some(&from) } else { None },
        "others_can_read": open,
    });
    let open_text = open.map(|open| open.to_string()).unwrap_or_default();
    let row = vec![key.to_owned(), from.clone(), open_text];
    // A table is for reading: the warning below is in words.
    let shown = if output::format(global) == Format::Table { 2 } else { COLUMNS.len() };
    let row = row.into_iter().take(shown).collect();
    Output::new(document, None, &COLUMNS[..shown], vec![row])?.print(global)?;
    if open == Some(true) {
        console.warning(&format!("others can read the key: chmod 600 {from}"));
    }
    if !is_set {
        return Err(Failure::NoKey);
    }
    Ok(())
}

fn logout(console: &Console) -> Result<(), Failure> {
    match key_store::remove(&Home::from_env()?)? {
        true => console.note("removed the stored key"),
        false => console.note("no key is stored"),
    }
    if std::env::var_os(key_store::VARIABLE).is_some() {
        console.note(&format!("{} is still set", key_store::VARIABLE));
    }
    Ok(())
}
