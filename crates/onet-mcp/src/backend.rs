//! What all calls share: the sources, the server in this process, and the coder.

use std::sync::{Arc, Mutex, PoisonError};

use axum::Router;
use onet_api::Client;
use onet_db::Release;
use onet_server::{CallQueue, Config, InProcess, Link, SourceChain, coding_route};

use crate::answer::Provenance;
use crate::refusal::Refusal;

/// The licence, with the attribution that it requires.
pub(crate) const LICENCE: &str = onet_pages::licence::SHORT;

/// Calls that run at the same time: each makes several calls of the server, which has queues of its own.
const RUNNING: usize = 8;
/// Calls that wait.
const WAITING: usize = 256;

/// The sources and what answers from them. Its routes are made by the first call: the handshake does not wait for them.
pub(crate) struct Backend {
    sources: SourceChain,
    config: Config,
    service: std::sync::OnceLock<(InProcess, Router)>,
    pub(crate) queue: CallQueue,
}

impl Backend {
    pub(crate) fn new(sources: &SourceChain, config: &Config) -> Self {
        // Keys are checked before a call comes here.
        let config = config.without_keys();
        Self {
            sources: sources.clone(),
            config,
            service: std::sync::OnceLock::new(),
            queue: CallQueue::new(RUNNING, WAITING),
        }
    }

    fn service(&self) -> &(InProcess, Router) {
        self.service.get_or_init(|| {
            let service = InProcess::new(self.sources.clone(), self.config.clone()).for_remote_callers();
            (service, coding_route(&self.sources, self.config.clone()))
        })
    }

    pub(crate) fn sources(&self) -> &SourceChain {
        &self.sources
    }
}

/// One call of a tool or a resource.
pub(crate) struct Call {
    backend: Arc<Backend>,
    client: Client,
    notes: Arc<Mutex<Vec<String>>>,
}

impl Call {
    /// A call with a client of its own, which collects the notes of its answers.
    pub(crate) fn new(backend: Arc<Backend>) -> Result<Self, Refusal> {
        let notes = Arc::new(Mutex::new(Vec::new()));
        let seen = Arc::clone(&notes);
        let (service, _) = backend.service();
        let service = service.clone().on_note(move |note| add(&seen, note.to_owned()));
        let client = Client::builder().service(service).build()?;
        Ok(Self { backend, client, notes })
    }

    pub(crate) fn client(&self) -> Client {
        self.client.clone()
    }

    /// The route that codes titles.
    pub(crate) fn coding(&self) -> Router {
        self.backend.service().1.clone()
    }

    pub(crate) fn sources(&self) -> &SourceChain {
        self.backend.sources()
    }

    /// The first release or sample among the sources.
    pub(crate) fn release(&self) -> Option<Release> {
        self.source().map(|source| source.release().clone())
    }

    /// Titles that resemble a text which finds nothing; none without a release.
    pub(crate) fn nearest_titles(&self, text: &str) -> Vec<String> {
        const MOST: usize = 5;
        self.source().and_then(|source| source.nearest_titles(text, MOST).ok()).unwrap_or_default()
    }

    fn source(&self) -> Option<onet_server::Source> {
        self.sources().links().iter().find_map(|link| match link {
            Link::Release(slot) => Some(slot.current()),
            _ => None,
        })
    }

    /// Adds a note to the answer.
    pub(crate) fn note(&self, note: impl Into<String>) {
        add(&self.notes, note.into());
    }

    /// The notes of the answer.
    pub(crate) fn take_notes(&self) -> Vec<String> {
        std::mem::take(&mut self.notes.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Where answers come from.
    pub(crate) async fn provenance(&self) -> Provenance {
        let mut name = self.sources().labels().join(", then ");
        let release = match self.release() {
            Some(release) => {
                if release.is_sample() {
                    name.push_str(" (twenty occupations alone)");
                }
                format!("O*NET {}", release.name())
            }
            None => match self.client.about().await {
                Ok(about) => about.database.name,
                Err(_) => "unknown".to_owned(),
            },
        };
        Provenance { name, release, licence: LICENCE }
    }
}

fn add(notes: &Mutex<Vec<String>>, note: String) {
    let mut notes = notes.lock().unwrap_or_else(PoisonError::into_inner);
    if !notes.contains(&note) {
        notes.push(note);
    }
}
