//! The builder of a download.

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

/// A download of one file. Configure it, then [`run`](Self::run) it.
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
    /// [`Address`](crate::ErrorKind::Address) if the text is no http(s) address.
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

    /// The file name: by default the last segment of the address; see [`named`](Self::named).
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The address, without user name, password and query.
    pub fn address(&self) -> String {
        address::shown(&self.url)
    }

    /// Sets the file name. Characters other than ASCII letters, digits, `.`, `-` and `_` become `_`.
    pub fn named(mut self, name: &str) -> Self {
        self.name = address::tidy(name);
        self
    }

    /// The expected type of the file; default [`Content::Any`].
    pub fn content(mut self, content: Content) -> Self {
        self.content = content;
        self
    }

    /// The maximum size of the file, in bytes; default 1 GiB.
    pub fn largest(mut self, bytes: u64) -> Self {
        self.limits.largest = bytes;
        self
    }

    /// The maximum time to establish a connection; default 10 seconds.
    pub fn connect_timeout(mut self, wait: Duration) -> Self {
        self.limits.connect_timeout = wait;
        self
    }

    /// The maximum time without a byte from the server; default 30 seconds.
    pub fn idle_timeout(mut self, wait: Duration) -> Self {
        self.limits.idle_timeout = wait;
        self
    }

    /// The maximum number of consecutive attempts that gain less than 64 KiB; default 5. Zero counts as one.
    ///
    /// An attempt is repeated if the connection was interrupted, if the server failed (408, 429, 5xx), or if no
    /// connection could be made after an earlier attempt had one.
    pub fn tries(mut self, tries: u32) -> Self {
        self.limits.tries = tries;
        self
    }

    /// The wait before the second attempt, which doubles for each further one; default half a second.
    pub fn first_wait(mut self, wait: Duration) -> Self {
        self.limits.first_wait = wait;
        self
    }

    /// The maximum wait between two attempts, and the maximum `Retry-After` that is honoured; default 30 seconds.
    pub fn longest_wait(mut self, wait: Duration) -> Self {
        self.limits.longest_wait = wait;
        self
    }

    /// The `User-Agent` header; default `onet/` and the version.
    pub fn user_agent(mut self, name: impl Into<String>) -> Self {
        self.user_agent = name.into();
        self
    }

    /// Calls `listener` with the progress of the download.
    pub fn progress(mut self, listener: impl FnMut(Progress<'_>) + Send + 'a) -> Self {
        self.reporter = Reporter(Some(Box::new(listener)));
        self
    }

    /// Runs the download. The future may be dropped at any time: the next run resumes from the bytes on the disk.
    ///
    /// It blocks the executor while it writes to the disk, and while it reads the complete file once for the checksum.
    ///
    /// # Errors
    ///
    /// See [`ErrorKind`](crate::ErrorKind). A complete file of an earlier run stays until a new one replaces it.
    pub async fn run(mut self, folder: &Folder) -> Result<Downloaded> {
        let client = connection::client(&self.limits, &self.user_agent, &self.url)?;
        let (draft, restart) = Draft::open(folder, &self.name, &address::id(&self.url));
        if let Some(why) = restart {
            self.reporter.report(Progress::Restarted(why));
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

/// Shows the address without its secrets.
impl fmt::Debug for Download<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Download")
            .field("address", &self.address())
            .field("name", &self.name)
            .field("content", &self.content)
            .finish_non_exhaustive()
    }
}
