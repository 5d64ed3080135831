//! A release that can be replaced while it answers.

use std::sync::{Arc, PoisonError, RwLock};

use crate::source::Source;

/// A place for the release in use. Clones are the same place. A call is answered from one release as a whole; the old
/// one is closed when its last call is done.
///
/// ```
/// use onet_server::{Config, InProcess, Source, SourceChain, SourceSlot};
///
/// # fn example(newer: Source) -> Result<(), onet_server::SourceError> {
/// let slot = SourceSlot::new(Source::sample()?);
/// let service = InProcess::new(SourceChain::from(slot.clone()), Config::default());
/// // From now on, `service` answers from the newer release.
/// slot.replace(newer);
/// # let _ = service;
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct SourceSlot(Arc<RwLock<Source>>);

impl SourceSlot {
    /// A place with this release.
    pub fn new(source: Source) -> Self {
        Self(Arc::new(RwLock::new(source)))
    }

    /// The release in use.
    pub fn current(&self) -> Source {
        self.0.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Answers further calls from another release; returns the one before.
    pub fn replace(&self, source: Source) -> Source {
        std::mem::replace(&mut self.0.write().unwrap_or_else(PoisonError::into_inner), source)
    }
}
