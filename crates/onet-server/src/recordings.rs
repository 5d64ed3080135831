//! Answers of a service, recorded into a folder and replayed from it.
//!
//! A file holds one answer: a line of JSON with the call, the service and the time, then the body as received. The name
//! of the file is derived from the call, so that a newer answer replaces an older one.

use std::fs;
use std::io::{self, Read as _, Write as _};
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

use crate::error::Error;
use crate::incoming_call::IncomingCall;
use crate::links;
use crate::source_response::SourceResponse;

/// The name of this source in the header of an answer.
const NAME: &str = "recorded";

/// The version of the file format.
const FORMAT: u32 = 1;

/// Most recordings in a folder, 100,000: callers of a server can invent as many calls as they like.
const MOST_RECORDINGS: usize = 100_000;

/// Most bytes of a recording, 65 MiB: the largest answer that a client accepts, and its first line.
const MOST_BYTES: u64 = 65 << 20;

/// All characters of a path segment except the unreserved ones of RFC 3986.
const IN_PATH: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// A folder of recorded answers, one file each. Cheap to clone.
///
/// It holds successful answers, and refusals of wrong calls (422). Files contain no key and no header. Several programs
/// may write to a folder at the same time.
#[derive(Clone, Debug)]
pub struct Recordings(Arc<Folder>);

#[derive(Debug)]
struct Folder {
    path: PathBuf,
    /// The latest answer of the operation `about`.
    about: Mutex<Option<types::About>>,
    /// Most recordings to hold.
    most: usize,
    /// The number of recordings, counted before the first one is added.
    count: Mutex<Option<usize>>,
}

/// Why an answer cannot be recorded or replayed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RecordingError {
    /// The folder does not exist.
    #[error("there is no folder of recordings {0}")]
    Missing(PathBuf),
    /// The folder or a file cannot be written.
    #[error("could not write the recording {path}: {cause}")]
    Unwritable {
        /// The folder or file.
        path: PathBuf,
        /// The error of the operating system.
        cause: io::Error,
    },
    /// The folder has as many recordings as it may.
    #[error("the folder {path} has {most} recordings, which is the most; remove some, or record elsewhere")]
    Full {
        /// The folder.
        path: PathBuf,
        /// Most recordings in it.
        most: usize,
    },
    /// A file exists and cannot be read.
    #[error("could not read the recording {path}: {cause}")]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// The error of the operating system.
        cause: io::Error,
    },
    /// The content of a file does not match its recording.
    #[error("the recording {path} is damaged: {why}; remove it, or record the call anew")]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        why: String,
    },
}

impl Recordings {
    /// Opens a folder of recordings.
    ///
    /// # Errors
    ///
    /// [`RecordingError::Missing`] when the folder does not exist.
    pub fn open(folder: impl Into<PathBuf>) -> Result<Self, RecordingError> {
        let path = folder.into();
        match path.is_dir() {
            true => Ok(Self::at(path, MOST_RECORDINGS)),
            false => Err(RecordingError::Missing(path)),
        }
    }

    /// Opens a folder of recordings, and creates it where it does not exist.
    ///
    /// # Errors
    ///
    /// [`RecordingError::Unwritable`] when it cannot be created.
    pub fn create(folder: impl Into<PathBuf>) -> Result<Self, RecordingError> {
        Self::create_with_limit(folder, MOST_RECORDINGS)
    }

    /// As [`create`](Self::create), with another number of recordings than 100,000 as the most that the folder may hold.
    ///
    /// # Errors
    ///
    /// [`RecordingError::Unwritable`] when it cannot be created.
    pub fn create_with_limit(folder: impl Into<PathBuf>, most: usize) -> Result<Self, RecordingError> {
        let path = folder.into();
        match fs::create_dir_all(&path) {
            Ok(()) => Ok(Self::at(path, most)),
            Err(cause) => Err(RecordingError::Unwritable { path, cause }),
        }
    }

    fn at(path: PathBuf, most: usize) -> Self {
        Self(Arc::new(Folder { path, about: Mutex::default(), most, count: Mutex::default() }))
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.0.path
    }

    /// Records an answer, for [`onet_api::ClientBuilder::on_response`]. The write is atomic.
    ///
    /// # Errors
    ///
    /// [`RecordingError::Full`] when the folder has no room for another recording, and
    /// [`RecordingError::Unwritable`] when the file cannot be written.
    pub fn record(&self, answered: &ObservedResponse<'_>) -> Result<(), RecordingError> {
        let call = RecordedCall::new(answered.path, answered.query);
        let about = self.about(&call, answered);
        let header = RecordingHeader {
            onet_recording: FORMAT,
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
        self.make_room(&path)?;
        self.write(&header, answered.body, &path).map_err(|cause| RecordingError::Unwritable { path, cause })
    }

    /// Counts a recording that is added; one that replaces another takes no room.
    fn make_room(&self, path: &Path) -> Result<(), RecordingError> {
        let Folder { path: folder, most, count, .. } = &*self.0;
        let mut count = count.lock().unwrap_or_else(PoisonError::into_inner);
        if path.exists() {
            return Ok(());
        }
        let known = match *count {
            Some(known) => known,
            None => fs::read_dir(folder)
                .map_err(|cause| RecordingError::Unwritable { path: folder.clone(), cause })?
                .count(),
        };
        if known >= *most {
            // Some may have been removed: they are counted anew the next time.
            *count = None;
            return Err(RecordingError::Full { path: folder.clone(), most: *most });
        }
        *count = Some(known + 1);
        Ok(())
    }

    fn write(&self, header: &RecordingHeader, body: &[u8], path: &Path) -> io::Result<()> {
        let mut file = tempfile::Builder::new().prefix(".recording-").tempfile_in(&self.0.path)?;
        serde_json::to_writer(&mut file, header)?;
        file.write_all(b"\n")?;
        file.write_all(body)?;
        file.persist(path).map(drop).map_err(|failure| failure.error)
    }

    /// The latest answer of the operation `about`, if there was one.
    fn about(&self, call: &RecordedCall, answered: &ObservedResponse<'_>) -> Option<types::About> {
        let mut known = self.0.about.lock().unwrap_or_else(PoisonError::into_inner);
        if call.operation == Some(operations::ABOUT.id) {
            *known = serde_json::from_slice(answered.body).ok().or(known.take());
        }
        known.clone()
    }

    /// The recorded answer to a path and query; `None` when it is not recorded.
    fn find(&self, path: &str, query: &str) -> Result<Option<Recording>, RecordingError> {
        let call = RecordedCall::new(path, query);
        let path = self.0.path.join(call.file_name());
        match read_bounded(&path) {
            Ok(bytes) if u64::try_from(bytes.len()).is_ok_and(|length| length > MOST_BYTES) => {
                Err(RecordingError::Damaged { path, why: "it is larger than any answer".to_owned() })
            }
            Ok(bytes) => match Recording::read(&bytes, &call) {
                Ok(recording) => Ok(Some(recording)),
                Err(why) => Err(RecordingError::Damaged { path, why }),
            },
            Err(cause) if cause.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(cause) => Err(RecordingError::Unreadable { path, cause }),
        }
    }

    pub(crate) fn answer(&self, incoming: &IncomingCall) -> Result<SourceResponse, Error> {
        let (path, query) = (incoming.uri.path(), incoming.uri.query().unwrap_or_default());
        let Some(recording) = self.find(path, query).map_err(Error::failed)? else {
            return Err(match incoming.operation {
                Some(_) => Error::NotInSource(self.missing_message(incoming)),
                None => Error::NoPath(path.to_owned()),
            });
        };
        let Recording { status, base, recorded_at, body } = recording;
        let body = links::rebased(body, &[&base, DEFAULT_BASE_URL], &incoming.base);
        Ok(SourceResponse::new(NAME, status, body).recorded_at(&recorded_at))
    }

    fn missing_message(&self, incoming: &IncomingCall) -> String {
        let call = incoming.path_and_query();
        match incoming.in_process {
            true => format!("{call} is not in the recordings under {}.", self.0.path.display()),
            false => format!("{call} is not in the recordings of this server."),
        }
    }
}

/// The first line of a file.
#[derive(Debug, Serialize, Deserialize)]
struct RecordingHeader {
    /// The version of the file format.
    onet_recording: u32,
    operation: Option<String>,
    path: String,
    query: String,
    /// The base URL of the service.
    base: String,
    status: u16,
    /// In the date format of HTTP headers.
    recorded_at: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    api_version: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    database: Option<String>,
    /// The digest of the body.
    sha256: String,
}

/// A recorded answer.
#[derive(Debug)]
struct Recording {
    status: StatusCode,
    base: String,
    recorded_at: String,
    body: String,
}

impl Recording {
    /// Reads a file and checks that it is the recording of the call; returns the problem otherwise.
    fn read(bytes: &[u8], call: &RecordedCall) -> Result<Self, String> {
        let end = bytes.iter().position(|byte| *byte == b'\n').ok_or("it ends in its first line")?;
        let (header, body) = (&bytes[..end], &bytes[end + 1..]);
        let header: RecordingHeader = serde_json::from_slice(header)
            .map_err(|failure| format!("its first line is not that of a recording: {failure}"))?;
        if header.onet_recording != FORMAT {
            return Err(format!("this version of onet does not know its layout {}", header.onet_recording));
        }
        if header.path != call.path || header.query != call.query {
            return Err(format!("it holds the answer to another call, {}?{}", header.path, header.query));
        }
        if header.sha256 != sha256(body) {
            return Err("its body is not what was recorded".to_owned());
        }
        let status = match header.status {
            200 => StatusCode::OK,
            422 => StatusCode::UNPROCESSABLE_ENTITY,
            other => return Err(format!("no answer of the contract has the status {other}")),
        };
        let body = String::from_utf8(body.to_vec()).map_err(|_| "its body is not UTF-8")?;
        Ok(Self { status, base: header.base, recorded_at: header.recorded_at, body })
    }
}

/// A call in canonical form: the path without its final slash, and the query sorted by the names of the parameters.
/// Values of the same name keep their order, which may be significant. Parameters that the operation does not have are
/// left out: the service ignores them, and a caller could invent a recording with each.
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
        let operation = Operation::find(&path);
        let is_known = |name: &str| {
            operation.is_none_or(|found| found.parameters.iter().any(|parameter| parameter.name == name))
        };
        let mut pairs: Vec<_> =
            form_urlencoded::parse(query.as_bytes()).filter(|(name, _)| is_known(name)).collect();
        let operation = operation.map(|operation| operation.id);
        pairs.sort_by(|(one, _), (other, _)| one.cmp(other));
        let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
        Self { operation, path, query }
    }

    /// The name of the file: the operation for people, a digest for uniqueness.
    fn file_name(&self) -> String {
        let operation = self.operation.unwrap_or("path");
        format!("{operation}-{}.recording", sha256(format!("{}?{}", self.path, self.query).as_bytes()))
    }
}

/// Reads a file, and one byte more than a recording may have where it is larger.
fn read_bounded(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    fs::File::open(path)?.take(MOST_BYTES + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
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
    fn equivalent_calls_have_the_same_file_name() {
        let plain = name("/online/search", "keyword=nurse&start=1&end=20");
        assert!(plain.starts_with("online_search-"), "{plain}");
        for (path, query) in [
            ("/online/search/", "keyword=nurse&start=1&end=20"),
            ("/online/search", "end=20&keyword=nurse&start=1"),
            ("/online/%73earch", "keyword=%6Eurse&start=1&end=20"),
            ("/online/search", "keyword=nurse&junk=1&start=1&end=20&junk=2"),
        ] {
            assert_eq!(name(path, query), plain, "{path}?{query}");
        }
    }

    #[test]
    fn a_full_folder_takes_replacements_and_nothing_new() -> Result<(), Box<dyn std::error::Error>> {
        let folder = tempfile::tempdir()?;
        let recordings = Recordings::create_with_limit(folder.path(), 2)?;
        let file = |name: &str| folder.path().join(name);
        for name in ["a", "b", "a"] {
            recordings.make_room(&file(name))?;
            fs::write(file(name), "")?;
        }
        let full = recordings.make_room(&file("c"));
        assert!(matches!(full, Err(RecordingError::Full { most: 2, .. })), "{full:?}");
        fs::remove_file(file("b"))?;
        recordings.make_room(&file("c"))?;
        Ok(())
    }

    #[test]
    fn a_file_larger_than_any_answer_is_damaged_and_not_read_whole() -> Result<(), Box<dyn std::error::Error>>
    {
        let folder = tempfile::tempdir()?;
        let recordings = Recordings::create(folder.path())?;
        let file = fs::File::create(folder.path().join(name("/about", "")))?;
        file.set_len(MOST_BYTES * 100)?;
        let found = recordings.find("/about", "");
        assert!(matches!(found, Err(RecordingError::Damaged { .. })), "{found:?}");
        Ok(())
    }

    #[test]
    fn different_calls_have_different_file_names() {
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
