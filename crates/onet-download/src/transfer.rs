//! One run: requests until the file is complete.

use reqwest::header::{CONTENT_TYPE, HeaderValue, IF_MODIFIED_SINCE, IF_NONE_MATCH, IF_RANGE, RANGE};
use reqwest::{Client, RequestBuilder, Response, StatusCode, Url};

use crate::address::{header, id, shown};
use crate::connection::{content_range, moved_to, network, place, refusal, send};
use crate::content::{Content, HEAD};
use crate::draft::{Arrival, Downloaded, Draft};
use crate::error::{Error, ErrorKind, Result};
use crate::limits::{Attempts, Limits};
use crate::progress::{Progress, Reporter, Restart};
use crate::record::{Record, Validators};

/// One run.
pub(crate) struct Transfer<'t, 'p> {
    pub(crate) client: Client,
    pub(crate) url: &'t Url,
    pub(crate) content: Content,
    pub(crate) limits: Limits,
    pub(crate) reporter: &'t mut Reporter<'p>,
    pub(crate) draft: Draft,
    /// Number of bytes that are taken over from an earlier run.
    pub(crate) resumed_at: u64,
}

/// The result of one attempt.
enum Outcome {
    /// The file is complete.
    Complete,
    /// The complete file of an earlier run is unchanged on the server.
    Unchanged,
    /// The partial file was unusable and is removed; the next attempt requests the complete file.
    Dropped,
}

impl Transfer<'_, '_> {
    pub(crate) async fn run(mut self) -> Result<Downloaded> {
        let earlier = self.draft.complete().map(|(file, validators)| (file, validators.clone()));
        let mut attempts = Attempts::new(self.limits, self.draft.bytes());
        loop {
            let failure = match self.attempt(earlier.as_ref().map(|(_, validators)| validators)).await {
                Ok(Outcome::Complete) => return self.finish(),
                Ok(Outcome::Unchanged) => match earlier {
                    Some((file, _)) => return Ok(file),
                    None => continue,
                },
                Ok(Outcome::Dropped) => continue,
                Err(failure) => failure,
            };
            let Some(wait) = attempts.wait_after(&failure, self.draft.bytes()) else {
                return Err(failure);
            };
            self.reporter.report(Progress::Retrying { after: &failure, wait });
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

    /// Sends one request and processes the response.
    async fn attempt(&mut self, earlier: Option<&Validators>) -> Result<Outcome> {
        let (request, kind) = self.request(earlier);
        let response = send(request, &shown(self.url), &self.limits).await?;
        match (response.status(), kind) {
            (StatusCode::OK, _) => self.complete(response).await,
            (StatusCode::PARTIAL_CONTENT, Kind::Range) => self.range(response).await,
            (StatusCode::RANGE_NOT_SATISFIABLE, Kind::Range) => self.drop_part(Restart::RangeRefused),
            (StatusCode::NOT_MODIFIED, Kind::Conditional) => Ok(Outcome::Unchanged),
            _ => Err(refusal(&response, &self.place(&response))),
        }
    }

    fn request(&self, earlier: Option<&Validators>) -> (RequestBuilder, Kind) {
        let request = self.client.get(self.url.clone());
        let text = |text: &str| HeaderValue::from_str(text).ok();
        if let Some(same) = self.draft.validators().and_then(Validators::if_range).and_then(text) {
            let range = format!("bytes={}-", self.draft.bytes());
            return (request.header(RANGE, range).header(IF_RANGE, same), Kind::Range);
        }
        let tag = earlier.and_then(|validators| validators.etag.as_deref()).and_then(text);
        let date = earlier.and_then(|validators| validators.last_modified.as_deref()).and_then(text);
        match (tag, date) {
            (Some(tag), _) => (request.header(IF_NONE_MATCH, tag), Kind::Conditional),
            (None, Some(date)) => (request.header(IF_MODIFIED_SINCE, date), Kind::Conditional),
            (None, None) => (request, Kind::Full),
        }
    }

    /// Processes a response with the complete file.
    async fn complete(&mut self, mut response: Response) -> Result<Outcome> {
        let place = self.place(&response);
        let (total, validators) = (response.content_length(), Validators::of(response.headers()));
        self.check_size(total.unwrap_or(0), &place)?;
        let media_type = header(response.headers(), CONTENT_TYPE);
        let mut head = Vec::new();
        while head.len() < HEAD {
            match response.chunk().await.map_err(|failure| network(&failure, &place, &self.limits))? {
                Some(chunk) => head.extend_from_slice(&chunk),
                None => break,
            }
        }
        // Checked before the partial file is replaced: a login page must not destroy it.
        self.content.check_head(&head, media_type.as_deref(), &place)?;
        if let Some(ours) = self.draft.validators() {
            let why = if ours.differs_from(&validators) { Restart::Changed } else { Restart::NoRanges };
            self.reporter.report(Progress::Restarted(why));
        }
        self.resumed_at = 0;
        self.draft.start(Record {
            url: shown(self.url),
            url_id: id(self.url),
            moved_to: moved_to(self.url, &response),
            validators,
            total,
            sha256: None,
        })?;
        self.reporter.report(Progress::Started { from: 0, total });
        self.take(&head, total, &place)?;
        self.stream(response, total, &place).await
    }

    /// Processes a response with the missing range.
    async fn range(&mut self, response: Response) -> Result<Outcome> {
        let place = self.place(&response);
        let Some((first, total)) = content_range(response.headers()) else {
            return self.drop_part(Restart::RangeRefused);
        };
        let validators = Validators::of(response.headers());
        let changed = self.draft.validators().is_some_and(|ours| ours.differs_from(&validators));
        let lengths = (self.draft.total(), total);
        if changed || matches!(lengths, (Some(ours), Some(theirs)) if ours != theirs) {
            return self.drop_part(Restart::Changed);
        }
        if first != self.draft.bytes() {
            return self.drop_part(Restart::RangeRefused);
        }
        let total = total.or(self.draft.total());
        self.check_size(total.unwrap_or(0), &place)?;
        self.draft.resume(total)?;
        self.reporter.report(Progress::Started { from: first, total });
        self.stream(response, total, &place).await
    }

    async fn stream(&mut self, mut response: Response, total: Option<u64>, place: &str) -> Result<Outcome> {
        while let Some(chunk) =
            response.chunk().await.map_err(|failure| self.interrupted(&failure, total, place))?
        {
            self.take(&chunk, total, place)?;
        }
        match total {
            Some(total) if self.draft.bytes() < total => Err(Error::new(
                ErrorKind::Interrupted,
                format!("{place} sent {} of {total} bytes", self.draft.bytes()),
            )),
            _ => Ok(Outcome::Complete),
        }
    }

    /// Writes received bytes.
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
        self.reporter.report(Progress::Bytes { so_far, total });
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
        self.reporter.report(Progress::Restarted(why));
        Ok(Outcome::Dropped)
    }

    /// A failure in the middle of the file, with the number of bytes received.
    fn interrupted(&self, failure: &reqwest::Error, total: Option<u64>, place: &str) -> Error {
        let failure = network(failure, place, &self.limits);
        let of = total.map(|total| format!(" of {total}")).unwrap_or_default();
        Error::new(failure.kind(), format!("{failure}, after {}{of} bytes", self.draft.bytes()))
    }

    fn place(&self, response: &Response) -> String {
        place(self.url, moved_to(self.url, response).as_deref())
    }
}

/// The kind of a request.
#[derive(Clone, Copy)]
enum Kind {
    /// For the complete file.
    Full,
    /// For the missing bytes, or the complete file if it has changed.
    Range,
    /// For the complete file if it has changed.
    Conditional,
}
