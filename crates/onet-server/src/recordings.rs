//! Answers of a service kept in a folder and replayed from there.
//!
//! A file holds one answer: a line of JSON that tells what was asked, of whom and when, and behind it the body as it
//! was sent. Its name is made from what was asked, so that a newer answer replaces an older one.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

use http::StatusCode;
use onet_api::operation::Operation;
use onet_api::{DEFAULT_BASE_URL, ObservedResponse, operations, types};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, percent_encode};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use url::form_urlencoded;

use crate::error::Refusal;
use crate::links;
use crate::source_chain::{Answer, Asked};

/// What recorded answers are called.
const NAME: &str = "recorded";

/// The layout of a file that this version writes and reads.
const LAYOUT: u32 = 1;

/// What a path keeps as it is; all else is percent-encoded.
const IN_PATH: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// A folder of answers, one file each. Cheap to clone.
///
/// Kept are answers of the contract: successes, and refusals of a call as wrong (422). Files hold no key and no header.
/// Several programs may write into a folder at once.
#[derive(Clone, Debug)]
pub struct Recordings(Arc<Folder>);

#[derive(Debug)]
struct Folder {
    path: PathBuf,
    /// What the service last said of itself.
    about: Mutex<Option<types::About>>,
}

/// Why an answer cannot be recorded or replayed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RecordingError {
    /// There is no such folder.
    #[error("there is no folder of recordings {0}")]
    Missing(PathBuf),
    /// The folder or a file cannot be written.
    #[error("could not write the recording {path}: {cause}")]
    Unwritable {
        /// The folder or file.
        path: PathBuf,
        /// What the system said.
        cause: io::Error,
    },
    /// A file is there and cannot be read.
    #[error("could not read the recording {path}: {cause}")]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        cause: io::Error,
    },
    /// A file is not what was recorded.
    #[error("the recording {path} is damaged: {why}; remove it, or record the call anew")]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        why: String,
    },
}

impl Recordings {
    /// The recordings in a folder.
    ///
    /// # Errors
    ///
    /// [`RecordingError::Missing`] when there is no such folder.
    pub fn open(folder: impl Into<PathBuf>) -> Result<Self, RecordingError> {
        let path = folder.into();
        match path.is_dir() {
            true => Ok(Self::at(path)),
            false => Err(RecordingError::Missing(path)),
        }
    }

    /// A folder to record into, made where there is none.
    ///
    /// # Errors
    ///
    /// [`RecordingError::Unwritable`] when it cannot be made.
    pub fn create(folder: impl Into<PathBuf>) -> Result<Self, RecordingError> {
        let path = folder.into();
        match fs::create_dir_all(&path) {
            Ok(()) => Ok(Self::at(path)),
            Err(cause) => Err(RecordingError::Unwritable { path, cause }),
        }
    }

    fn at(path: PathBuf) -> Self {
        Self(Arc::new(Folder { path, about: Mutex::default() }))
    }

    /// Where the recordings are.
    pub fn folder(&self) -> &Path {
        &self.0.path
    }

    /// Keeps an answer, for [`onet_api::ClientBuilder::on_response`]. It is there as a whole or not at all.
    ///
    /// # Errors
    ///
    /// [`RecordingError::Unwritable`]
    pub fn keep(&self, answered: &ObservedResponse<'_>) -> Result<(), RecordingError> {
        let call = RecordedCall::new(answered.path, answered.query);
        let about = self.about(&call, answered);
        let head = Head {
            onet_recording: LAYOUT,
            operation: call.operation.map(str::to_owned),
            path: call.path.clone(),
            query: call.query.clone(),
            base: answered.base_url.to_owned(),
            status: answered.status,
            recorded_at: httpdate::fmt_http_date(SystemTime::now()),
            api_version: about.as_ref().map(|about| about.api_version.clone()),
            database: about.map(|about| about.database.name),
            sha256: sha256(answered.body),
        };
        let path = self.0.path.join(call.file_name());
        self.write(&head, answered.body, &path).map_err(|cause| RecordingError::Unwritable { path, cause })
    }

    fn write(&self, head: &Head, body: &[u8], path: &Path) -> io::Result<()> {
        let mut file = tempfile::Builder::new().prefix(".recording-").tempfile_in(&self.0.path)?;
        serde_json::to_writer(&mut file, head)?;
        file.write_all(b"\n")?;
        file.write_all(body)?;
        file.persist(path).map(drop).map_err(|failure| failure.error)
    }

    /// What the service says of itself, as far as it has been asked.
    fn about(&self, call: &RecordedCall, answered: &ObservedResponse<'_>) -> Option<types::About> {
        let mut known = self.0.about.lock().unwrap_or_else(PoisonError::into_inner);
        if call.operation == Some(operations::ABOUT.id) {
            *known = serde_json::from_slice(answered.body).ok().or(known.take());
        }
        known.clone()
    }

    /// The recorded answer to a path and query; none when it was not recorded.
    fn find(&self, path: &str, query: &str) -> Result<Option<Recording>, RecordingError> {
        let call = RecordedCall::new(path, query);
        let path = self.0.path.join(call.file_name());
        match fs::read(&path) {
            Ok(bytes) => match Recording::read(&bytes, &call) {
                Ok(recording) => Ok(Some(recording)),
                Err(why) => Err(RecordingError::Damaged { path, why }),
            },
            Err(cause) if cause.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(cause) => Err(RecordingError::Unreadable { path, cause }),
        }
    }

    pub(crate) fn answer(&self, asked: &Asked<'_>) -> Result<Answer, Refusal> {
        let (path, query) = (asked.uri.path(), asked.uri.query().unwrap_or_default());
        let Some(recording) = self.find(path, query).map_err(Refusal::failed)? else {
            return Err(match asked.operation {
                Some(_) => Refusal::NotInSource(self.lack(asked)),
                None => Refusal::NoPath(path.to_owned()),
            });
        };
        let Recording { status, base, recorded_at, body } = recording;
        let body = links::rebased(body, &[&base, DEFAULT_BASE_URL], &asked.base);
        Ok(Answer::new(NAME, status, body).recorded_at(&recorded_at))
    }

    fn lack(&self, asked: &Asked<'_>) -> String {
        let call = asked.path_and_query();
        match asked.in_process {
            true => format!("{call} is not in the recordings under {}.", self.0.path.display()),
            false => format!("{call} is not in the recordings of this server."),
        }
    }
}

/// The first line of a file.
#[derive(Debug, Serialize, Deserialize)]
struct Head {
    /// The layout of the file.
    onet_recording: u32,
    operation: Option<String>,
    path: String,
    query: String,
    /// The base URL that was called.
    base: String,
    status: u16,
    /// As in HTTP headers.
    recorded_at: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    api_version: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    database: Option<String>,
    /// Of the body.
    sha256: String,
}

/// An answer that was read.
#[derive(Debug)]
struct Recording {
    status: StatusCode,
    base: String,
    recorded_at: String,
    body: String,
}

impl Recording {
    /// Reads a file; what is wrong with it where it is not what was recorded of the call.
    fn read(bytes: &[u8], call: &RecordedCall) -> Result<Self, String> {
        let end = bytes.iter().position(|byte| *byte == b'\n').ok_or("it ends in its first line")?;
        let (head, body) = (&bytes[..end], &bytes[end + 1..]);
        let head: Head = serde_json::from_slice(head)
            .map_err(|failure| format!("its first line is not that of a recording: {failure}"))?;
        if head.onet_recording != LAYOUT {
            return Err(format!("this version of onet does not know its layout {}", head.onet_recording));
        }
        if head.path != call.path || head.query != call.query {
            return Err(format!("it holds the answer to another call, {}?{}", head.path, head.query));
        }
        if head.sha256 != sha256(body) {
            return Err("its body is not what was recorded".to_owned());
        }
        let status = match head.status {
            200 => StatusCode::OK,
            422 => StatusCode::UNPROCESSABLE_ENTITY,
            other => return Err(format!("no answer of the contract has the status {other}")),
        };
        let body = String::from_utf8(body.to_vec()).map_err(|_| "its body is not UTF-8")?;
        Ok(Self { status, base: head.base, recorded_at: head.recorded_at, body })
    }
}

/// A call as recordings know it, in one form however it was written: the path without its final slash, and the query
/// sorted by the names of the parameters. Values of the same name keep their order, which may mean something.
#[derive(Debug)]
struct RecordedCall {
    operation: Option<&'static str>,
    path: String,
    query: String,
}

impl RecordedCall {
    fn new(path: &str, query: &str) -> Self {
        let path = path.trim_end_matches('/').split('/').map(|segment| {
            let decoded: Vec<u8> = percent_decode_str(segment).collect();
            percent_encode(&decoded, IN_PATH).to_string()
        });
        let path = path.collect::<Vec<_>>().join("/");
        let operation = Operation::find(&path).map(|operation| operation.id);
        let mut pairs: Vec<_> = form_urlencoded::parse(query.as_bytes()).collect();
        pairs.sort_by(|(one, _), (other, _)| one.cmp(other));
        let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
        Self { operation, path, query }
    }

    /// The name of the file: for people the operation, for programs the digest.
    fn file_name(&self) -> String {
        let operation = self.operation.unwrap_or("path");
        format!("{operation}-{}.recording", sha256(format!("{}?{}", self.path, self.query).as_bytes()))
    }
}

fn sha256(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(path: &str, query: &str) -> String {
        RecordedCall::new(path, query).file_name()
    }

    #[test]
    fn a_call_has_one_name_however_it_is_written() {
        let plain = name("/online/search", "keyword=nurse&start=1&end=20");
        assert!(plain.starts_with("online_search-"), "{plain}");
        for (path, query) in [
            ("/online/search/", "keyword=nurse&start=1&end=20"),
            ("/online/search", "end=20&keyword=nurse&start=1"),
            ("/online/%73earch", "keyword=%6Eurse&start=1&end=20"),
        ] {
            assert_eq!(name(path, query), plain, "{path}?{query}");
        }
    }

    #[test]
    fn other_calls_have_other_names() {
        let calls = [
            ("/", ""),
            ("/online/", ""),
            ("/online/search", ""),
            ("/online/search", "keyword=nurse"),
            ("/online/search", "keyword=nurses"),
            ("/online/search", "keyword=nurse&keyword=nurses"),
            ("/online/search", "keyword=nurses&keyword=nurse"),
            ("/mnm/search", "keyword=nurse"),
            ("/online/technology/a%2Fb", ""),
            ("/online/technology/a/b", ""),
        ];
        let names: std::collections::BTreeSet<_> =
            calls.iter().map(|(path, query)| name(path, query)).collect();
        assert_eq!(names.len(), calls.len());
    }
}
