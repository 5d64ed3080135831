//! Where the answers of a command come from, as a client.

use std::path::Path;

use onet_api::{ApiKey, Client};
use onet_db::{Home, Release};
use onet_server::{Config, InProcess, Source};

use crate::arguments::{Global, SourceChoice};
use crate::failure::Failure;
use crate::talk::Talk;

/// A source that is settled.
pub(crate) enum Chosen {
    /// The live service, or the server that a base URL names.
    Live(Client),
    /// A release on disk, or the sample.
    Local(Source),
}

/// Settles where answers come from, and says so on standard error.
pub(crate) fn choose(global: &Global, talk: &Talk) -> Result<Chosen, Failure> {
    let key = std::env::var("ONET_API_KEY").ok().filter(|key| !key.trim().is_empty());
    let choice = match global.source {
        SourceChoice::Auto if global.release.is_some() => SourceChoice::Release,
        SourceChoice::Auto if key.is_some() || global.base_url.is_some() => SourceChoice::Live,
        chosen => chosen,
    };
    match choice {
        SourceChoice::Live => live(global, key, talk).map(Chosen::Live),
        SourceChoice::Release => release(global, talk).map(Chosen::Local),
        SourceChoice::Sample => sample(talk).map(Chosen::Local),
        SourceChoice::Auto => {
            let home = Home::from_env()?;
            match home.newest()? {
                Some(installed) => Ok(Chosen::Local(opened(home.open(&installed)?, talk))),
                None => sample(talk).map(Chosen::Local),
            }
        }
    }
}

/// The client over the source; a local one answers in this process.
pub(crate) fn client(global: &Global, talk: &Talk) -> Result<Client, Failure> {
    match choose(global, talk)? {
        Chosen::Live(client) => Ok(client),
        Chosen::Local(source) => {
            Ok(Client::builder().service(InProcess::new(source, Config::default())).build()?)
        }
    }
}

fn live(global: &Global, key: Option<String>, talk: &Talk) -> Result<Client, Failure> {
    let mut builder = Client::builder();
    if let Some(url) = &global.base_url {
        builder = builder.base_url(url);
    }
    if let Some(key) = key {
        builder = builder.api_key(ApiKey::new(key));
    }
    let client = builder.build()?;
    talk.note(&format!("source: {}", client.base_url()));
    Ok(client)
}

fn release(global: &Global, talk: &Talk) -> Result<Source, Failure> {
    let home = Home::from_env()?;
    let release = match &global.release {
        Some(named) if Path::new(named).join("manifest.json").is_file() => Release::open(named)?,
        Some(number) => home.open(&home.find(number)?)?,
        None => match home.newest()? {
            Some(newest) => home.open(&newest)?,
            None => {
                return Err(Failure::usage("no release has been imported on this machine").with_hint(
                    "onet db import <DIR|ZIP>, with the text edition of an O*NET database release",
                ));
            }
        },
    };
    Ok(opened(release, talk))
}

fn opened(release: Release, talk: &Talk) -> Source {
    talk.note(&format!("source: {}, imported on this machine", release.label()));
    Source::new(release)
}

fn sample(talk: &Talk) -> Result<Source, Failure> {
    let source = Source::sample()?;
    talk.note(&format!(
        "source: {}, built in: twenty occupations (for all: onet db import, or set ONET_API_KEY)",
        source.label()
    ));
    Ok(source)
}
