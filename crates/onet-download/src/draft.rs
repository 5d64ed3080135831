//! A file in the making, and one that is whole.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest as _, Sha256};

use crate::content::Content;
use crate::error::{Error, ErrorKind, Result};
use crate::folder::Folder;
use crate::progress::Restart;
use crate::record::{Record, Version, hexadecimal};

/// A file that is whole.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Downloaded {
    /// Where it is.
    pub path: PathBuf,
    /// The address it was asked for at, without user name, password and query.
    pub url: String,
    /// The address it came from, where that is another one.
    pub moved_to: Option<String>,
    /// The number of bytes.
    pub bytes: u64,
    /// The SHA-256 of the bytes, in hexadecimal digits.
    pub sha256: String,
    /// How it came.
    pub arrival: Arrival,
}

/// How a file came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Arrival {
    /// All of it in this run.
    Fresh,
    /// The rest of it in this run.
    Resumed {
        /// Bytes that were there before.
        at: u64,
    },
    /// It was there before, and the server says that it has not changed.
    Unchanged,
}

impl Downloaded {
    /// Removes the file, and what is remembered of it.
    ///
    /// # Errors
    ///
    /// When the system refuses.
    pub fn remove(self) -> Result<()> {
        remove(&self.path)?;
        remove(&beside(&self.path, "json"))
    }
}

/// A file in the making: `NAME.part`, and what is remembered of it in `NAME.json`.
#[derive(Debug)]
pub(crate) struct Draft {
    path: PathBuf,
    part: PathBuf,
    record_path: PathBuf,
    /// What vouches for the bytes that are there.
    record: Option<Record>,
    file: Option<File>,
    bytes: u64,
}

impl Draft {
    /// Looks for what an earlier run left. Says so where it is of no use.
    pub(crate) fn open(folder: &Folder, name: &str, url_id: &str) -> (Self, Option<Restart>) {
        let path = folder.path().join(name);
        let (part, record_path) = (beside(&path, "part"), beside(&path, "json"));
        let record = Record::read(&record_path).filter(|record| record.url_id == url_id);
        let there = fs::metadata(&part).map_or(0, |about| about.len());
        let resumable = record
            .as_ref()
            .is_some_and(|record| record.sha256.is_none() && record.version.if_range().is_some());
        let draft =
            Self { path, part, record_path, record, file: None, bytes: if resumable { there } else { 0 } };
        (draft, (there > 0 && !resumable).then_some(Restart::NotResumable))
    }

    /// Bytes that are there.
    pub(crate) fn bytes(&self) -> u64 {
        self.bytes
    }

    /// Bytes of the whole file, where they are known.
    pub(crate) fn total(&self) -> Option<u64> {
        self.record.as_ref()?.total
    }

    /// What vouches for the bytes that are there; nothing when there are none.
    pub(crate) fn version(&self) -> Option<&Version> {
        self.record.as_ref().filter(|_| self.bytes > 0).map(|record| &record.version)
    }

    /// The whole file of an earlier run, and what is known of its state.
    pub(crate) fn whole(&self) -> Option<(Downloaded, &Version)> {
        let record = self.record.as_ref()?;
        let sha256 = record.sha256.clone()?;
        let (found, bytes) = checksum(&mut File::open(&self.path).ok()?).ok()?;
        let whole = Downloaded {
            path: self.path.clone(),
            url: record.url.clone(),
            moved_to: record.moved_to.clone(),
            bytes,
            sha256,
            arrival: Arrival::Unchanged,
        };
        (found == whole.sha256).then_some((whole, &record.version))
    }

    /// Begins the file anew.
    pub(crate) fn begin(&mut self, record: Record) -> Result<()> {
        self.file = Some(self.opened(0)?);
        self.bytes = 0;
        // In this order: a record never vouches for bytes of an earlier file.
        record.write(&self.record_path)?;
        self.record = Some(record);
        Ok(())
    }

    /// Goes on behind the bytes that are there.
    pub(crate) fn go_on(&mut self, total: Option<u64>) -> Result<()> {
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
            // What a full disk took of the chunk is no use without the rest; failing to cut it off is harmless, as the
            // next run takes the length as it finds it.
            let _ = file.set_len(self.bytes);
        }
        written.map_err(|failure| Error::io("write", &self.part, failure))?;
        self.bytes += bytes.len() as u64;
        Ok(())
    }

    /// Gives up what is there.
    pub(crate) fn discard(&mut self) -> Result<()> {
        self.file = None;
        self.bytes = 0;
        self.record = None;
        remove(&self.part)?;
        remove(&self.record_path)
    }

    /// Puts the whole file under its name, once it is on the disk.
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

/// The path with an ending behind its own.
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

/// The SHA-256 of a file, and the number of its bytes.
fn checksum(file: &mut File) -> io::Result<(String, u64)> {
    file.seek(SeekFrom::Start(0))?;
    let (mut hash, mut bytes) = (Sha256::new(), 0);
    let mut buffer = vec![0; 1 << 18];
    loop {
        let read = file.read(&mut buffer)?;
        if read == 0 {
            return Ok((hexadecimal(&hash.finalize()), bytes));
        }
        hash.update(&buffer[..read]);
        bytes += read as u64;
    }
}
