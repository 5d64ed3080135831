//! A download, to be described and then run.

use std::fmt;
use std::time::Duration;

use reqwest::Url;

use crate::address;
use crate::connection;
use crate::content::Content;
use crate::draft::{Downloaded, Draft};
use crate::error::Result;
use crate::folder::Folder;
use crate::limits::Limits;
use crate::progress::{Progress, Reporter};
use crate::transfer::Transfer;

/// A download, to be described and then run.
#[must_use]
pub struct Download<'a> {
    url: Url,
    name: String,
    content: Content,
    limits: Limits,
    user_agent: String,
    reporter: Reporter<'a>,
}

impl<'a> Download<'a> {
    /// A download of the file at an http(s) address.
    ///
    /// # Errors
    ///
    /// [`Address`](crate::ErrorKind::Address) when it is none.
    pub fn new(url: &str) -> Result<Self> {
        let url = address::parse(url)?;
        Ok(Self {
            name: address::file_name(&url),
            url,
            content: Content::default(),
            limits: Limits::default(),
            user_agent: concat!("onet/", env!("CARGO_PKG_VERSION")).to_owned(),
            reporter: Reporter(None),
        })
    }

    /// The name of the file: the last part of the address, unless it was [given](Self::named).
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The address, without user name, password and query.
    pub fn address(&self) -> String {
        address::shown(&self.url)
    }

    /// Names the file. Anything but ASCII letters, digits, `.`, `-` and `_` becomes `_`.
    pub fn named(mut self, name: &str) -> Self {
        self.name = address::tidy(name);
        self
    }

    /// What the file has to be; anything unless said otherwise.
    pub fn content(mut self, content: Content) -> Self {
        self.content = content;
        self
    }

    /// Largest file to accept, in bytes; 1 GiB unless said otherwise.
    pub fn largest(mut self, bytes: u64) -> Self {
        self.limits.largest = bytes;
        self
    }

    /// Longest wait for a connection; 10 seconds unless said otherwise.
    pub fn connect_timeout(mut self, wait: Duration) -> Self {
        self.limits.connect_timeout = wait;
        self
    }

    /// Longest time in which nothing arrives; 30 seconds unless said otherwise.
    pub fn idle_timeout(mut self, wait: Duration) -> Self {
        self.limits.idle_timeout = wait;
        self
    }

    /// Most times in a row that a request is sent without the file growing by 64 KiB; 5 unless said otherwise. Zero is
    /// taken as one.
    ///
    /// Sent again is what broke off, what a server failed at (408, 429, 5xx), and what found no connection after there
    /// had been one.
    pub fn tries(mut self, tries: u32) -> Self {
        self.limits.tries = tries;
        self
    }

    /// Wait before the second try; it doubles for each further one. Half a second unless said otherwise.
    pub fn first_wait(mut self, wait: Duration) -> Self {
        self.limits.first_wait = wait;
        self
    }

    /// Longest wait between two tries, and longest `Retry-After` that is honoured; 30 seconds unless said otherwise.
    pub fn longest_wait(mut self, wait: Duration) -> Self {
        self.limits.longest_wait = wait;
        self
    }

    /// How the client names itself.
    pub fn user_agent(mut self, name: impl Into<String>) -> Self {
        self.user_agent = name.into();
        self
    }

    /// Tells how far the download has come.
    pub fn progress(mut self, tell: impl FnMut(Progress<'_>) + Send + 'a) -> Self {
        self.reporter = Reporter(Some(Box::new(tell)));
        self
    }

    /// Runs the download. It may be dropped at any time: what has arrived stays, and the next run goes on from there.
    ///
    /// It writes to the disk as bytes arrive and reads the file once at the end, which an executor waits for.
    ///
    /// # Errors
    ///
    /// See [`ErrorKind`](crate::ErrorKind). A file of an earlier run that is whole stays until another takes its place.
    pub async fn run(mut self, folder: &Folder) -> Result<Downloaded> {
        let client = connection::client(&self.limits, &self.user_agent, &self.url)?;
        let (draft, restart) = Draft::open(folder, &self.name, &address::id(&self.url));
        if let Some(why) = restart {
            self.reporter.tell(Progress::Restarted(why));
        }
        let transfer = Transfer {
            client,
            url: &self.url,
            content: self.content,
            limits: self.limits,
            reporter: &mut self.reporter,
            resumed_at: draft.bytes(),
            draft,
        };
        transfer.run().await
    }
}

/// The address is shown without what may be secret in it.
impl fmt::Debug for Download<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Download")
            .field("address", &self.address())
            .field("name", &self.name)
            .field("content", &self.content)
            .finish_non_exhaustive()
    }
}
