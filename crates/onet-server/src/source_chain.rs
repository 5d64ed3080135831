//! Several sources that answer one after another.

use crate::config::Config;
use crate::error::Error;
use crate::incoming_call::IncomingCall;
use crate::recordings::Recordings;
use crate::release;
use crate::source::Source;
use crate::source_response::SourceResponse;
use crate::source_slot::SourceSlot;
use crate::upstream::Upstream;

/// Sources in the order in which they are tried; there is at least one.
///
/// The first source that answers or refuses a call decides. A call goes on to the next source when the source does not
/// hold the data, and when a service is down: it is unreachable, too slow or overloaded, it fails, or it does not
/// return JSON. When no source decides, a failure is reported before missing data.
///
/// ```
/// # fn example() -> Result<(), Box<dyn std::error::Error>> {
/// use onet_api::Client;
/// use onet_server::{Recordings, Source, SourceChain, Upstream};
///
/// let recordings = Recordings::create("recordings")?;
/// let recorder = recordings.clone();
/// let client = Client::builder().on_response(move |answered| recorder.record(answered)).build()?;
/// let sources = SourceChain::from(Source::sample()?).then(recordings).then(Upstream::new(client)?);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct SourceChain(Vec<Link>);

/// One source of a [`SourceChain`].
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Link {
    /// A release on disk, or the built-in sample.
    Release(SourceSlot),
    /// Recorded answers.
    Recordings(Recordings),
    /// Another service.
    Upstream(Upstream),
}

impl SourceChain {
    /// Adds a source that is tried after the others.
    #[must_use]
    pub fn then(mut self, link: impl Into<Link>) -> Self {
        self.0.push(link.into());
        self
    }

    /// The sources, in order.
    pub fn links(&self) -> &[Link] {
        &self.0
    }

    /// The names of the sources in use, for people.
    pub fn labels(&self) -> Vec<String> {
        let label = |link: &Link| match link {
            Link::Release(slot) => slot.current().label(),
            Link::Recordings(_) => "recordings".to_owned(),
            Link::Upstream(upstream) => upstream.base_url().to_owned(),
        };
        self.0.iter().map(label).collect()
    }

    /// Tries one source after another.
    pub(crate) async fn answer(
        &self,
        incoming: &IncomingCall,
        config: &Config,
    ) -> Result<SourceResponse, Error> {
        let mut missing: Vec<String> = Vec::new();
        let mut down = None;
        for link in &self.0 {
            let result = match link {
                Link::Release(slot) => release::answer(&slot.current(), incoming, config).await,
                Link::Recordings(recordings) => recordings.answer(incoming),
                // Boxed, so that the future of a call that a release answers stays small.
                Link::Upstream(upstream) => Box::pin(upstream.answer(incoming)).await,
            };
            match result {
                Err(Error::NotInSource(message)) => missing.push(message),
                Err(Error::NoPath(_)) => {}
                Err(Error::Upstream(failure)) if is_down(&failure) => {
                    tracing::warn!(%failure, kind = ?failure.kind(), "a service is down; trying the next source");
                    down = down.or(Some(failure));
                }
                decided => return decided,
            }
        }
        Err(match (down, missing.is_empty()) {
            (Some(failure), _) => Error::Upstream(failure),
            (None, true) => Error::NoPath(incoming.uri.path().to_owned()),
            (None, false) => Error::NotInSource(missing.join(" ")),
        })
    }
}

/// Whether another source may answer in place of a service that failed. It may not where the service refuses the key:
/// the owner of the server must notice and fix that.
fn is_down(failure: &onet_api::Error) -> bool {
    // A captive portal answers in place of the service, and not with JSON.
    failure.is_retryable() || failure.kind() == onet_api::ErrorKind::NotJson
}

impl From<Link> for SourceChain {
    fn from(link: Link) -> Self {
        Self(vec![link])
    }
}

impl From<SourceSlot> for SourceChain {
    fn from(slot: SourceSlot) -> Self {
        Link::from(slot).into()
    }
}

impl From<Source> for SourceChain {
    fn from(source: Source) -> Self {
        Link::from(source).into()
    }
}

impl From<Recordings> for SourceChain {
    fn from(recordings: Recordings) -> Self {
        Link::from(recordings).into()
    }
}

impl From<Upstream> for SourceChain {
    fn from(upstream: Upstream) -> Self {
        Link::from(upstream).into()
    }
}

impl From<Source> for Link {
    fn from(source: Source) -> Self {
        Self::Release(SourceSlot::new(source))
    }
}

impl From<SourceSlot> for Link {
    fn from(slot: SourceSlot) -> Self {
        Self::Release(slot)
    }
}

impl From<Recordings> for Link {
    fn from(recordings: Recordings) -> Self {
        Self::Recordings(recordings)
    }
}

impl From<Upstream> for Link {
    fn from(upstream: Upstream) -> Self {
        Self::Upstream(upstream)
    }
}
