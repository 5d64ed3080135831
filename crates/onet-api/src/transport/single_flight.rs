//! Concurrent calls for the same URL, sent once.

use std::sync::{Arc, Mutex, PoisonError};

use futures::FutureExt as _;
use futures::future::{BoxFuture, Shared, WeakShared};

/// The future of a call that several callers wait for.
pub(super) type SharedCall<T> = Shared<BoxFuture<'static, T>>;

/// A call in flight, which ends when the last caller drops its future.
type WeakCall<T> = WeakShared<BoxFuture<'static, T>>;

/// The calls in flight. References are weak: when the last caller drops its future, the call is cancelled.
///
/// A list and not a map, as there are few: each new call removes the finished ones and looks for its URL in one pass.
pub(super) struct SingleFlight<T: Clone>(Mutex<Vec<(Arc<str>, WeakCall<T>)>>);

impl<T: Clone> Default for SingleFlight<T> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<T: Clone + Send + Sync + 'static> SingleFlight<T> {
    /// Joins the call in flight for a URL, or starts one.
    pub(super) fn join<F>(&self, url: &str, start: impl FnOnce(Arc<str>) -> F) -> SharedCall<T>
    where
        F: Future<Output = T> + Send + 'static,
    {
        let mut calls = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut same = None;
        calls.retain(|(key, call)| {
            let running = call.upgrade().filter(|call| call.peek().is_none());
            let keep = running.is_some();
            if **key == *url {
                same = running;
            }
            keep
        });
        if let Some(call) = same {
            return call;
        }
        let url: Arc<str> = url.into();
        let call = start(Arc::clone(&url)).boxed().shared();
        calls.extend(call.downgrade().map(|weak| (url, weak)));
        call
    }
}
