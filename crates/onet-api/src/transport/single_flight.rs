//! Calls for the same address at the same time, sent once.

use std::collections::HashMap;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Mutex, PoisonError};

use futures::FutureExt as _;
use futures::future::{Shared, WeakShared};

use super::Received;
use crate::Error;

type Flight = Pin<Box<dyn Future<Output = Result<Received, Error>> + Send>>;

/// The calls under way. An entry holds its call weakly: when the last caller goes away, so does the call.
#[derive(Default)]
pub(crate) struct Flights(Mutex<HashMap<String, WeakShared<Flight>>>);

impl Flights {
    /// Joins the call for an address that is under way, or starts it.
    pub(super) fn join<F>(&self, url: &str, start: impl FnOnce() -> F) -> Shared<Flight>
    where
        F: Future<Output = Result<Received, Error>> + Send + 'static,
    {
        let mut flights = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(under_way) = flights.get(url).and_then(WeakShared::upgrade)
            && under_way.peek().is_none()
        {
            return under_way;
        }
        // What has ended or was given up is cleared away by whoever comes next.
        flights.retain(|_, flight| flight.upgrade().is_some_and(|flight| flight.peek().is_none()));
        let flight: Flight = Box::pin(start());
        let flight = flight.shared();
        if let Some(weak) = flight.downgrade() {
            flights.insert(url.to_owned(), weak);
        }
        flight
    }
}
