//! SHA-256 checksums of what is read and written.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// The size and checksum of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checksum {
    /// The number of bytes.
    pub bytes: u64,
    /// The SHA-256 of the bytes, in hexadecimal digits.
    pub sha256: String,
}

impl Checksum {
    /// Reads a file to its end.
    pub(crate) fn of_file(path: &Path) -> io::Result<Self> {
        Self::of(File::open(path)?)
    }

    /// Reads to the end.
    pub(crate) fn of(reader: impl Read) -> io::Result<Self> {
        let mut reader = Summing::new(reader);
        let mut buffer = vec![0; 1 << 18];
        while reader.read(&mut buffer)? > 0 {}
        Ok(reader.finish())
    }
}

/// A reader that sums up what goes through it.
pub(crate) struct Summing<R> {
    inner: R,
    bytes: u64,
    hash: Sha256,
}

impl<R> Summing<R> {
    pub(crate) fn new(inner: R) -> Self {
        Self { inner, bytes: 0, hash: Sha256::new() }
    }

    /// The checksum of what was read.
    pub(crate) fn finish(self) -> Checksum {
        Checksum { bytes: self.bytes, sha256: hex::encode(self.hash.finalize()) }
    }
}

impl<R: Read> Read for Summing<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.hash.update(&buffer[..read]);
        self.bytes += read as u64;
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_checksum_is_that_of_sha256sum() {
        let mut summing = Summing::new(&b"abc"[..]);
        let mut text = String::new();
        summing.read_to_string(&mut text).expect("bytes in memory are read");
        let sum = summing.finish();
        assert_eq!((text.as_str(), sum.bytes), ("abc", 3));
        assert_eq!(sum.sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }
}
