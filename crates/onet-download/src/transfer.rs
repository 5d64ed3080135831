//! The tries of one run, until the file is whole.

use reqwest::header::{CONTENT_TYPE, HeaderValue, IF_MODIFIED_SINCE, IF_NONE_MATCH, IF_RANGE, RANGE};
use reqwest::{Client, RequestBuilder, Response, StatusCode, Url};

use crate::address::{header, id, shown};
use crate::connection::{content_range, moved_to, network, place, refusal, send};
use crate::content::{Content, HEAD};
use crate::draft::{Arrival, Downloaded, Draft};
use crate::error::{Error, ErrorKind, Result};
use crate::limits::{Limits, Tries};
use crate::progress::{Progress, Reporter, Restart};
use crate::record::{Record, Version};

/// One run.
pub(crate) struct Transfer<'t, 'p> {
    pub(crate) client: Client,
    pub(crate) url: &'t Url,
    pub(crate) content: Content,
    pub(crate) limits: Limits,
    pub(crate) reporter: &'t mut Reporter<'p>,
    pub(crate) draft: Draft,
    /// Bytes of an earlier run that are used.
    pub(crate) resumed_at: u64,
}

/// What a try came to.
enum Outcome {
    /// All bytes are there.
    Whole,
    /// The whole file of an earlier run is still the one.
    Unchanged,
    /// What was there is of no use; the next try begins anew.
    Dropped,
}

impl Transfer<'_, '_> {
    pub(crate) async fn run(mut self) -> Result<Downloaded> {
        let earlier = self.draft.whole().map(|(whole, version)| (whole, version.clone()));
        let mut tries = Tries::new(self.limits, self.draft.bytes());
        loop {
            let failure = match self.attempt(earlier.as_ref().map(|(_, version)| version)).await {
                Ok(Outcome::Whole) => return self.finish(),
                Ok(Outcome::Unchanged) => match earlier {
                    Some((whole, _)) => return Ok(whole),
                    None => continue,
                },
                Ok(Outcome::Dropped) => continue,
                Err(failure) => failure,
            };
            let Some(wait) = tries.wait_after(&failure, self.draft.bytes()) else {
                return Err(failure);
            };
            self.reporter.tell(Progress::Retrying { after: &failure, wait });
            tokio::time::sleep(wait).await;
        }
    }

    fn finish(self) -> Result<Downloaded> {
        let arrival = match self.resumed_at {
            0 => Arrival::Fresh,
            at => Arrival::Resumed { at },
        };
        self.draft.finish(self.content, arrival)
    }

    /// One request, and all that comes of it.
    async fn attempt(&mut self, earlier: Option<&Version>) -> Result<Outcome> {
        let (request, asked) = self.request(earlier);
        let response = send(request, &shown(self.url), &self.limits).await?;
        match (response.status(), asked) {
            (StatusCode::OK, _) => self.whole(response).await,
            (StatusCode::PARTIAL_CONTENT, Asked::Rest) => self.rest(response).await,
            (StatusCode::RANGE_NOT_SATISFIABLE, Asked::Rest) => self.drop_part(Restart::RangeRefused),
            (StatusCode::NOT_MODIFIED, Asked::IfChanged) => Ok(Outcome::Unchanged),
            _ => Err(refusal(&response, &self.place(&response))),
        }
    }

    fn request(&self, earlier: Option<&Version>) -> (RequestBuilder, Asked) {
        let request = self.client.get(self.url.clone());
        let text = |text: &str| HeaderValue::from_str(text).ok();
        if let Some(same) = self.draft.version().and_then(Version::if_range).and_then(text) {
            let range = format!("bytes={}-", self.draft.bytes());
            return (request.header(RANGE, range).header(IF_RANGE, same), Asked::Rest);
        }
        let tag = earlier.and_then(|version| version.etag.as_deref()).and_then(text);
        let date = earlier.and_then(|version| version.last_modified.as_deref()).and_then(text);
        match (tag, date) {
            (Some(tag), _) => (request.header(IF_NONE_MATCH, tag), Asked::IfChanged),
            (None, Some(date)) => (request.header(IF_MODIFIED_SINCE, date), Asked::IfChanged),
            (None, None) => (request, Asked::Whole),
        }
    }

    /// The file from its beginning.
    async fn whole(&mut self, mut response: Response) -> Result<Outcome> {
        let place = self.place(&response);
        let (total, version) = (response.content_length(), Version::of(response.headers()));
        self.check_size(total.unwrap_or(0), &place)?;
        let media_type = header(response.headers(), CONTENT_TYPE);
        let mut head = Vec::new();
        while head.len() < HEAD {
            match response.chunk().await.map_err(|failure| network(&failure, &place, &self.limits))? {
                Some(chunk) => head.extend_from_slice(&chunk),
                None => break,
            }
        }
        // Before anything is given up: a page that wants a login is no reason to lose what is there.
        self.content.check_head(&head, media_type.as_deref(), &place)?;
        if let Some(ours) = self.draft.version() {
            let why = if ours.differs_from(&version) { Restart::Changed } else { Restart::NoRanges };
            self.reporter.tell(Progress::Restarted(why));
        }
        self.resumed_at = 0;
        self.draft.begin(Record {
            url: shown(self.url),
            url_id: id(self.url),
            moved_to: moved_to(self.url, &response),
            version,
            total,
            sha256: None,
        })?;
        self.reporter.tell(Progress::Started { from: 0, total });
        self.take(&head, total, &place)?;
        self.stream(response, total, &place).await
    }

    /// The file from the byte on that is missing.
    async fn rest(&mut self, response: Response) -> Result<Outcome> {
        let place = self.place(&response);
        let Some((first, total)) = content_range(response.headers()) else {
            return self.drop_part(Restart::RangeRefused);
        };
        let version = Version::of(response.headers());
        let changed = self.draft.version().is_some_and(|ours| ours.differs_from(&version));
        let lengths = (self.draft.total(), total);
        if changed || matches!(lengths, (Some(ours), Some(theirs)) if ours != theirs) {
            return self.drop_part(Restart::Changed);
        }
        if first != self.draft.bytes() {
            return self.drop_part(Restart::RangeRefused);
        }
        let total = total.or(self.draft.total());
        self.check_size(total.unwrap_or(0), &place)?;
        self.draft.go_on(total)?;
        self.reporter.tell(Progress::Started { from: first, total });
        self.stream(response, total, &place).await
    }

    async fn stream(&mut self, mut response: Response, total: Option<u64>, place: &str) -> Result<Outcome> {
        while let Some(chunk) =
            response.chunk().await.map_err(|failure| self.broken(&failure, total, place))?
        {
            self.take(&chunk, total, place)?;
        }
        match total {
            Some(total) if self.draft.bytes() < total => Err(Error::new(
                ErrorKind::Interrupted,
                format!("{place} sent {} of {total} bytes", self.draft.bytes()),
            )),
            _ => Ok(Outcome::Whole),
        }
    }

    /// Takes bytes that have arrived.
    fn take(&mut self, chunk: &[u8], total: Option<u64>, place: &str) -> Result<()> {
        let so_far = self.draft.bytes() + chunk.len() as u64;
        if let Some(total) = total.filter(|total| so_far > *total) {
            self.draft.discard()?;
            return Err(Error::new(
                ErrorKind::WrongLength,
                format!("{place} announced {total} bytes and sent more"),
            ));
        }
        if let Err(failure) = self.check_size(so_far, place) {
            self.draft.discard()?;
            return Err(failure);
        }
        self.draft.append(chunk)?;
        self.reporter.tell(Progress::Bytes { so_far, total });
        Ok(())
    }

    fn check_size(&self, bytes: u64, place: &str) -> Result<()> {
        let largest = self.limits.largest;
        match bytes > largest {
            true => Err(Error::new(
                ErrorKind::TooLarge,
                format!("the file at {place} is larger than the limit of {largest} bytes"),
            )),
            false => Ok(()),
        }
    }

    fn drop_part(&mut self, why: Restart) -> Result<Outcome> {
        self.draft.discard()?;
        self.resumed_at = 0;
        self.reporter.tell(Progress::Restarted(why));
        Ok(Outcome::Dropped)
    }

    /// A failure in the midst of the file, with how far it had come.
    fn broken(&self, failure: &reqwest::Error, total: Option<u64>, place: &str) -> Error {
        let failure = network(failure, place, &self.limits);
        let of = total.map(|total| format!(" of {total}")).unwrap_or_default();
        Error::new(failure.kind(), format!("{failure}, after {}{of} bytes", self.draft.bytes()))
    }

    fn place(&self, response: &Response) -> String {
        place(self.url, moved_to(self.url, response).as_deref())
    }
}

/// What a request wants.
#[derive(Clone, Copy)]
enum Asked {
    /// The file.
    Whole,
    /// The bytes that are missing, or the file where it has changed.
    Rest,
    /// The file where it has changed.
    IfChanged,
}
