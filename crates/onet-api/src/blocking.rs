//! A blocking client, for programs without an async runtime. With the feature `blocking`.
//!
//! ```no_run
//! use onet_api::{PageRange, blocking};
//!
//! let client = blocking::Client::new(onet_api::Client::from_env()?)?;
//! let about = client.call(async |client| client.about().await)?;
//! println!("{}", about.database.name);
//! for occupation in client.items(500, |client, range| async move { client.online_search("nurse", range).await }) {
//!     println!("{}", occupation?.title);
//! }
//! # Ok::<(), onet_api::Error>(())
//! ```

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use futures::{Stream, StreamExt as _};
use tokio::runtime::Runtime;

use crate::page::{self, Page, PageRange, Paged};
use crate::{Error, ErrorKind};

/// A blocking client. Cheap to clone. Do not use it in async code, where blocking stops all other tasks.
#[derive(Debug, Clone)]
pub struct Client {
    client: crate::Client,
    runtime: Arc<Runtime>,
}

impl Client {
    /// Wraps a client.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Configuration`] if the async runtime cannot be started.
    pub fn new(client: crate::Client) -> Result<Self, Error> {
        let runtime =
            tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(|failure| {
                Error::new(ErrorKind::Configuration, "the async runtime cannot be started").caused_by(failure)
            })?;
        Ok(Self { client, runtime: Arc::new(runtime) })
    }

    /// Makes calls and returns their result.
    ///
    /// # Errors
    ///
    /// The errors of the calls.
    pub fn call<T>(&self, calls: impl AsyncFnOnce(&crate::Client) -> Result<T, Error>) -> Result<T, Error> {
        self.runtime.block_on(calls(&self.client))
    }

    /// All pages of an operation, `size` items each, requested as the iterator advances; see [`page::by_page`].
    pub fn pages<P, F, Fut>(
        &self,
        size: u32,
        mut fetch: F,
    ) -> impl Iterator<Item = Result<Page<P::Item>, Error>>
    where
        P: Paged,
        F: FnMut(crate::Client, PageRange) -> Fut,
        Fut: Future<Output = Result<P, Error>>,
    {
        let client = self.client.clone();
        self.block_on_each(page::by_page(size, move |range| fetch(client.clone(), range)))
    }

    /// All items of an operation, requested `size` at a time; see [`page::by_item`].
    pub fn items<P, F, Fut>(&self, size: u32, mut fetch: F) -> impl Iterator<Item = Result<P::Item, Error>>
    where
        P: Paged,
        F: FnMut(crate::Client, PageRange) -> Fut,
        Fut: Future<Output = Result<P, Error>>,
    {
        let client = self.client.clone();
        self.block_on_each(page::by_item(size, move |range| fetch(client.clone(), range)))
    }

    fn block_on_each<S: Stream>(&self, stream: S) -> impl Iterator<Item = S::Item> + use<S> {
        let runtime = Arc::clone(&self.runtime);
        let mut stream: Pin<Box<S>> = Box::pin(stream);
        std::iter::from_fn(move || runtime.block_on(stream.next()))
    }
}
