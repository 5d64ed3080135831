//! The partial file and the complete one.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest as _, Sha256};

use crate::content::Content;
use crate::error::{Error, ErrorKind, Result};
use crate::folder::Folder;
use crate::progress::Restart;
use crate::record::{Record, Validators};

/// A complete file.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Downloaded {
    /// Its path.
    pub path: PathBuf,
    /// The requested address, without user name, password and query.
    pub url: String,
    /// The final address after redirects, if there were any.
    pub moved_to: Option<String>,
    /// The number of bytes.
    pub bytes: u64,
    /// The SHA-256 of the bytes, in hexadecimal digits.
    pub sha256: String,
    /// How it was obtained.
    pub arrival: Arrival,
}

/// How a file was obtained.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Arrival {
    /// Downloaded completely in this run.
    Fresh,
    /// Resumed from an earlier run.
    Resumed {
        /// Number of bytes from the earlier run.
        at: u64,
    },
    /// Complete from an earlier run, and unchanged on the server.
    Unchanged,
}

impl Downloaded {
    /// Removes the file and its record.
    ///
    /// # Errors
    ///
    /// If the operating system refuses.
    pub fn remove(self) -> Result<()> {
        remove(&self.path)?;
        remove(&beside(&self.path, "json"))
    }
}

/// The partial file `NAME.part` and its record `NAME.json`.
#[derive(Debug)]
pub(crate) struct Draft {
    path: PathBuf,
    part: PathBuf,
    record_path: PathBuf,
    /// The record with the validators of the partial file, or of the complete one.
    record: Option<Record>,
    file: Option<File>,
    bytes: u64,
}

impl Draft {
    /// Looks for files of an earlier run; also returns the reason if a partial file cannot be used.
    pub(crate) fn open(folder: &Folder, name: &str, url_id: &str) -> (Self, Option<Restart>) {
        let path = folder.path().join(name);
        let (part, record_path) = (beside(&path, "part"), beside(&path, "json"));
        let record = Record::read(&record_path).filter(|record| record.url_id == url_id);
        let there = fs::metadata(&part).map_or(0, |about| about.len());
        let resumable = record
            .as_ref()
            .is_some_and(|record| record.sha256.is_none() && record.validators.if_range().is_some());
        let draft =
            Self { path, part, record_path, record, file: None, bytes: if resumable { there } else { 0 } };
        (draft, (there > 0 && !resumable).then_some(Restart::NotResumable))
    }

    /// Number of bytes in the partial file.
    pub(crate) fn bytes(&self) -> u64 {
        self.bytes
    }

    /// Length of the complete file, if known.
    pub(crate) fn total(&self) -> Option<u64> {
        self.record.as_ref()?.total
    }

    /// The validators of the partial file, if it holds any bytes.
    pub(crate) fn validators(&self) -> Option<&Validators> {
        self.record.as_ref().filter(|_| self.bytes > 0).map(|record| &record.validators)
    }

    /// The complete file of an earlier run, if its checksum still fits, and its validators.
    pub(crate) fn complete(&self) -> Option<(Downloaded, &Validators)> {
        let record = self.record.as_ref()?;
        let sha256 = record.sha256.clone()?;
        let (found, bytes) = checksum(&mut File::open(&self.path).ok()?).ok()?;
        let complete = Downloaded {
            path: self.path.clone(),
            url: record.url.clone(),
            moved_to: record.moved_to.clone(),
            bytes,
            sha256,
            arrival: Arrival::Unchanged,
        };
        (found == complete.sha256).then_some((complete, &record.validators))
    }

    /// Starts the partial file from its first byte.
    pub(crate) fn start(&mut self, record: Record) -> Result<()> {
        self.file = Some(self.opened(0)?);
        self.bytes = 0;
        // The old bytes are gone before the new validators are written, so that the two never mix.
        record.write(&self.record_path)?;
        self.record = Some(record);
        Ok(())
    }

    /// Continues the partial file after its last byte.
    pub(crate) fn resume(&mut self, total: Option<u64>) -> Result<()> {
        if self.file.is_none() {
            self.file = Some(self.opened(self.bytes)?);
        }
        if let Some(record) = &mut self.record {
            record.total = record.total.or(total);
        }
        Ok(())
    }

    fn opened(&self, bytes: u64) -> Result<File> {
        let fail = |failure| Error::io("write", &self.part, failure);
        let mut options = OpenOptions::new();
        let mut file =
            options.create(true).truncate(false).read(true).write(true).open(&self.part).map_err(fail)?;
        file.set_len(bytes).map_err(fail)?;
        file.seek(SeekFrom::End(0)).map_err(fail)?;
        Ok(file)
    }

    pub(crate) fn append(&mut self, bytes: &[u8]) -> Result<()> {
        let Some(file) = &mut self.file else { return Ok(()) };
        let written = file.write_all(bytes);
        if written.is_err() {
            // The part of the chunk that fitted is cut off. If that fails, the next run finds a longer partial file,
            // which is still correct.
            let _ = file.set_len(self.bytes);
        }
        written.map_err(|failure| Error::io("write", &self.part, failure))?;
        self.bytes += bytes.len() as u64;
        Ok(())
    }

    /// Removes the partial file and its record.
    pub(crate) fn discard(&mut self) -> Result<()> {
        self.file = None;
        self.bytes = 0;
        self.record = None;
        remove(&self.part)?;
        remove(&self.record_path)
    }

    /// Checks the complete file and renames it, once it is on the disk.
    pub(crate) fn finish(mut self, content: Content, arrival: Arrival) -> Result<Downloaded> {
        let (Some(mut file), Some(mut record)) = (self.file.take(), self.record.take()) else {
            return Err(Error::io("read", &self.part, io::ErrorKind::NotFound.into()));
        };
        let fail = |failure| Error::io("write", &self.part, failure);
        file.sync_all().map_err(fail)?;
        if !content.has_end(&mut file, self.bytes).map_err(fail)? {
            drop(file);
            self.discard()?;
            let place = record.moved_to.unwrap_or(record.url);
            return Err(Error::new(
                ErrorKind::NotZip,
                format!("the zip file from {place} is incomplete: its end is missing"),
            ));
        }
        let (sha256, bytes) = checksum(&mut file).map_err(fail)?;
        record.sha256 = Some(sha256.clone());
        record.total = Some(bytes);
        record.write(&self.record_path)?;
        fs::rename(&self.part, &self.path).map_err(|failure| Error::io("write", &self.path, failure))?;
        let Record { url, moved_to, .. } = record;
        Ok(Downloaded { path: self.path, url, moved_to, bytes, sha256, arrival })
    }
}

/// The path with a further extension.
fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(ending);
    name.into()
}

fn remove(path: &Path) -> Result<()> {
    match fs::remove_file(path) {
        Err(failure) if failure.kind() != io::ErrorKind::NotFound => Err(Error::io("remove", path, failure)),
        _ => Ok(()),
    }
}

/// The SHA-256 and the length of a file.
fn checksum(file: &mut File) -> io::Result<(String, u64)> {
    file.seek(SeekFrom::Start(0))?;
    let (mut hash, mut bytes) = (Sha256::new(), 0);
    let mut buffer = vec![0; 1 << 18];
    loop {
        let read = file.read(&mut buffer)?;
        if read == 0 {
            return Ok((hex::encode(hash.finalize()), bytes));
        }
        hash.update(&buffer[..read]);
        bytes += read as u64;
    }
}
