//! Where the answers of a command come from, as a client.

use std::collections::HashSet;
use std::path::Path;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use clap::ValueEnum as _;
use onet_api::{ApiKey, Client};
use onet_db::{Home, Release};
use onet_server::{Config, InProcess, Link, RecordingError, Recordings, Source, SourceChain, Upstream};

use crate::arguments::{Global, SourceChoice};
use crate::console::Console;
use crate::failure::Failure;
use crate::key_store;

/// Time limit of a call from `onet serve` to the live service. After it, the next source answers.
const SERVER_DEADLINE: Duration = Duration::from_secs(20);

/// What a source is opened for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// One command: an answer that cannot be recorded fails it.
    Command,
    /// A server: an answer that cannot be recorded is an answer all the same.
    Server,
}

/// The opened sources.
pub(crate) enum Chosen {
    /// The live service, or the server that a base URL names, and nothing else.
    Live(Client),
    /// Anything else; this process answers.
    Local(SourceChain),
}

/// Opens the sources of answers, and prints their names on standard error.
pub(crate) fn choose(global: &Global, console: &Console, purpose: Purpose) -> Result<Chosen, Failure> {
    let key = match needs_key(global) {
        true => key_store::find()?.map(key_store::Stored::into_key).transpose()?,
        false => None,
    };
    let order = order(global, key.is_some())?;
    let opening = Opening { global, console, purpose, key, recorder: recorder(global, &order)? };
    if order == [SourceChoice::Live] {
        let client = opening.live()?;
        console.note(&format!("source: {}", client.base_url()));
        return Ok(Chosen::Live(client));
    }
    let mut sources: Option<SourceChain> = None;
    let mut labels = Vec::new();
    for choice in order {
        let (link, label) = opening.link(choice)?;
        sources = Some(match sources {
            Some(sources) => sources.then(link),
            None => link.into(),
        });
        labels.push(label);
    }
    console.note(&format!("source: {}", labels.join("; then ")));
    sources.map(Chosen::Local).ok_or_else(|| Failure::usage("no source is named"))
}

/// Whether the key matters for the sources: a local one works without it, also where a stored key cannot be read.
fn needs_key(global: &Global) -> bool {
    let choices = &global.source;
    choices.contains(&SourceChoice::Live)
        || (choices.contains(&SourceChoice::Auto) && global.release.is_none())
}

/// The client over the source; a local one answers in this process.
pub(crate) fn client(global: &Global, console: &Console) -> Result<Client, Failure> {
    choose(global, console, Purpose::Command)?.client(console)
}

impl Chosen {
    /// The client over the source; a local one answers in this process. Notes of answers go to the console.
    pub(crate) fn client(self, console: &Console) -> Result<Client, Failure> {
        match self {
            Self::Live(client) => Ok(client),
            Self::Local(sources) => {
                let console = *console;
                let seen = Mutex::new(HashSet::new());
                let service = InProcess::new(sources, Config::default()).on_note(move |note| {
                    // The pages of one list have the same note.
                    if seen.lock().unwrap_or_else(PoisonError::into_inner).insert(note.to_owned()) {
                        console.note(note);
                    }
                });
                let client = Client::builder().service(service).build()?;
                // The process ends with the command: freeing the routes and the release would delay its exit.
                std::mem::forget(client.clone());
                Ok(client)
            }
        }
    }

    /// The release or the sample that answers first, if one does.
    pub(crate) fn release(&self) -> Option<Source> {
        match self {
            Self::Local(sources) => match sources.links().first() {
                Some(Link::Release(slot)) => Some(slot.current()),
                _ => None,
            },
            Self::Live(_) => None,
        }
    }
}

/// What to try when the recordings do not contain a call; none where they, or the live service beside them, are not the
/// source.
pub(crate) fn hint_on_recordings(global: &Global) -> Option<String> {
    let uses = |choice| global.source.contains(&choice);
    let folder = recordings_folder(global)?.display();
    (uses(SourceChoice::Recorded) && !uses(SourceChoice::Live))
        .then(|| format!("onet --source live --record {folder} with the same command records it"))
}

/// The sources in order; `auto` stands alone.
fn order(global: &Global, has_key: bool) -> Result<Vec<SourceChoice>, Failure> {
    let given = &global.source;
    if *given == [SourceChoice::Auto] {
        let settled = match (global.release.is_some(), has_key || global.base_url.is_some()) {
            (true, _) => SourceChoice::Release,
            (false, true) => SourceChoice::Live,
            (false, false) => SourceChoice::Auto,
        };
        return Ok(vec![settled]);
    }
    let example = "--source release,recorded,live asks them in this order";
    if given.contains(&SourceChoice::Auto) {
        return Err(Failure::usage("auto chooses one source and stands alone").with_hint(example));
    }
    let repeated = given.iter().enumerate().find(|(at, choice)| given[..*at].contains(choice));
    if let Some((_, choice)) = repeated {
        let name = name(*choice);
        return Err(Failure::usage(format!("the source {name} is named twice")).with_hint(example));
    }
    Ok(given.clone())
}

/// Where to record, if anywhere.
fn recorder(global: &Global, order: &[SourceChoice]) -> Result<Option<Recordings>, Failure> {
    let Some(folder) = &global.record else { return Ok(None) };
    if !order.contains(&SourceChoice::Live) {
        let sources = order.iter().map(|choice| name(*choice)).collect::<Vec<_>>().join(",");
        return Err(Failure::usage(format!(
            "--record keeps what the live service answers, and it is not asked: the source is {sources}"
        ))
        .with_hint("--source live, or live behind other sources, as in --source release,live"));
    }
    Ok(Some(Recordings::create(folder)?))
}

fn recordings_folder(global: &Global) -> Option<&Path> {
    global.recordings.as_deref().or(global.record.as_deref())
}

/// A source as it is typed.
fn name(choice: SourceChoice) -> String {
    choice.to_possible_value().map_or_else(String::new, |value| value.get_name().to_owned())
}

/// What it takes to open a source.
struct Opening<'a> {
    global: &'a Global,
    console: &'a Console,
    purpose: Purpose,
    key: Option<String>,
    recorder: Option<Recordings>,
}

impl Opening<'_> {
    /// Opens a source, and returns it with its label.
    fn link(&self, choice: SourceChoice) -> Result<(Link, String), Failure> {
        match choice {
            SourceChoice::Live => {
                let client = self.live()?;
                let label = client.base_url().to_owned();
                Ok((Upstream::new(client)?.into(), label))
            }
            SourceChoice::Recorded => self.recorded(),
            SourceChoice::Release => self.release(),
            SourceChoice::Sample => sample(),
            SourceChoice::Auto => {
                let home = Home::from_env()?;
                match home.newest()? {
                    Some(installed) => Ok(opened(home.open(&installed)?)),
                    None => sample(),
                }
            }
        }
    }

    fn live(&self) -> Result<Client, Failure> {
        let mut builder = Client::builder();
        if let Some(url) = &self.global.base_url {
            builder = builder.base_url(url);
        }
        if let Some(key) = &self.key {
            builder = builder.api_key(ApiKey::new(key));
        }
        let usual = (self.purpose == Purpose::Server).then_some(SERVER_DEADLINE);
        if let Some(deadline) = self.global.timeout.map(Duration::from_secs).or(usual) {
            builder = builder.deadline(deadline).timeout(deadline);
        }
        if self.console.is_terminal() {
            let console = *self.console;
            builder = builder.on_retry(move |retry| {
                let seconds = retry.wait.as_secs_f32();
                console.note(&format!("{}; trying again in {seconds:.1} s", retry.failure.message()));
            });
        }
        if let Some(recordings) = self.recorder.clone() {
            let (console, purpose) = (*self.console, self.purpose);
            builder = builder.on_response(move |answered| match (recordings.record(answered), purpose) {
                (Err(failure), Purpose::Server) => {
                    console.warning(&failure.to_string());
                    Ok::<(), RecordingError>(())
                }
                (kept, _) => kept,
            });
        }
        Ok(builder.build()?)
    }

    fn recorded(&self) -> Result<(Link, String), Failure> {
        let Some(folder) = recordings_folder(self.global) else {
            return Err(Failure::usage("--source recorded needs a folder of recordings")
                .with_hint("--recordings DIR, or ONET_RECORDINGS; --source live --record DIR fills one"));
        };
        let recordings = Recordings::open(folder)?;
        Ok((recordings.into(), format!("recordings in {}", folder.display())))
    }

    fn release(&self) -> Result<(Link, String), Failure> {
        let home = Home::from_env()?;
        let release = match &self.global.release {
            Some(named) => named_release(&home, named)?,
            None => match home.newest()? {
                Some(newest) => home.open(&newest)?,
                None => return Err(no_release()),
            },
        };
        Ok(opened(release))
    }
}

/// The failure where a release is wanted and there is none.
pub(crate) fn no_release() -> Failure {
    Failure::usage("no release has been imported on this machine")
        .with_hint("onet db import <DIR|ZIP>, with the text edition of an O*NET database release")
}

/// The imported release of a number, or in a folder.
pub(crate) fn named_release(home: &Home, named: &str) -> Result<Release, Failure> {
    match Path::new(named).join("manifest.json").is_file() {
        true => Ok(Release::open(named)?),
        false => Ok(home.open(&home.find(named)?)?),
    }
}

fn opened(release: Release) -> (Link, String) {
    let label = format!("{}, imported on this machine", release.label());
    (Source::new(release).into(), label)
}

fn sample() -> Result<(Link, String), Failure> {
    let source = Source::sample()?;
    let label = format!(
        "{}, built in: twenty occupations (for all: onet db import, or set ONET_API_KEY)",
        source.label()
    );
    Ok((source.into(), label))
}
