//! The file of a model: a header and sections, read in place.
//!
//! The header is a magic number, the version of the layout, the length of the file and a checksum of all that follows;
//! then comes the place of each section. Numbers are little-endian.

use std::collections::HashSet;
use std::ops::Range;

/// The first bytes of a file.
const MAGIC: [u8; 8] = *b"ONETCODE";
/// The version of the layout. A file of another version is not read.
const VERSION: u32 = 4;
/// Magic number, version, length, checksum.
const HEADER: usize = 24;

/// What is wrong with a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    /// It is no model.
    NotAModel,
    /// It has another version of the layout.
    Version(u32),
    /// It is shorter or longer than its header has it.
    Length,
    /// Its content is not what was written.
    Checksum,
}

/// Collects the sections of a file.
#[derive(Debug, Default)]
pub(crate) struct Writer {
    sections: Vec<Vec<u8>>,
}

impl Writer {
    pub(crate) fn bytes(&mut self, section: Vec<u8>) {
        self.sections.push(section);
    }

    pub(crate) fn u32s(&mut self, numbers: impl IntoIterator<Item = u32>) {
        self.sections.push(numbers.into_iter().flat_map(u32::to_le_bytes).collect());
    }

    pub(crate) fn u16s(&mut self, numbers: impl IntoIterator<Item = u16>) {
        self.sections.push(numbers.into_iter().flat_map(u16::to_le_bytes).collect());
    }

    pub(crate) fn f32s(&mut self, numbers: impl IntoIterator<Item = f32>) {
        self.u32s(numbers.into_iter().map(f32::to_bits));
    }

    /// Adds texts: their ends, then their bytes.
    pub(crate) fn texts<'a>(&mut self, texts: impl IntoIterator<Item = &'a str>) {
        let mut blob = Vec::new();
        let mut ends = vec![0];
        for text in texts {
            blob.extend_from_slice(text.as_bytes());
            ends.push(blob.len() as u32);
        }
        self.u32s(ends);
        self.bytes(blob);
    }

    /// Adds the sections of another writer.
    pub(crate) fn append(&mut self, other: Self) {
        self.sections.extend(other.sections);
    }

    pub(crate) fn finish(self) -> Vec<u8> {
        let mut body = Vec::new();
        body.extend((self.sections.len() as u32).to_le_bytes());
        for section in &self.sections {
            body.extend((section.len() as u32).to_le_bytes());
        }
        for section in self.sections {
            body.extend(section);
        }
        let mut file = Vec::with_capacity(HEADER + body.len());
        file.extend(MAGIC);
        file.extend(VERSION.to_le_bytes());
        file.extend(((HEADER + body.len()) as u64).to_le_bytes());
        file.extend(crc32fast::hash(&body).to_le_bytes());
        file.extend(body);
        file
    }
}

/// The bytes of a file and the places of its sections.
pub(crate) struct File {
    bytes: Vec<u8>,
    sections: Vec<Range<usize>>,
}

/// A section of a file.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Section(pub(crate) usize);

/// Two sections: the ends of texts and their bytes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Texts(pub(crate) usize);

impl File {
    /// A file without sections.
    pub(crate) fn empty() -> Self {
        Self { bytes: Vec::new(), sections: Vec::new() }
    }

    /// Checks the header, the length and the checksum.
    pub(crate) fn read(bytes: Vec<u8>) -> Result<Self, Fault> {
        let header =
            bytes.get(..HEADER).filter(|header| header.starts_with(&MAGIC)).ok_or(Fault::NotAModel)?;
        let version = number(header, 8);
        if version != VERSION {
            return Err(Fault::Version(version));
        }
        let length = u64::from(number(header, 12)) | u64::from(number(header, 16)) << 32;
        if length != bytes.len() as u64 {
            return Err(Fault::Length);
        }
        if crc32fast::hash(&bytes[HEADER..]) != number(header, 20) {
            return Err(Fault::Checksum);
        }
        let count = number(&bytes, HEADER) as usize;
        let mut at = HEADER + 4 + 4 * count;
        let mut sections = Vec::with_capacity(count);
        for section in 0..count {
            let end = at + number(&bytes, HEADER + 4 + 4 * section) as usize;
            if end > bytes.len() {
                return Err(Fault::Length);
            }
            sections.push(at..end);
            at = end;
        }
        Ok(Self { bytes, sections })
    }

    /// All bytes, as they are written to the disk.
    pub(crate) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The bytes of a section; none where there is no such section.
    pub(crate) fn section(&self, section: Section) -> &[u8] {
        self.sections.get(section.0).map_or(&[], |range| &self.bytes[range.clone()])
    }

    /// Some of the bytes of a section; none where they reach beyond it.
    pub(crate) fn part(&self, section: Section, range: Range<usize>) -> &[u8] {
        self.section(section).get(range).unwrap_or_default()
    }

    /// A number of a section; 0 beyond its end.
    pub(crate) fn u32(&self, section: Section, at: usize) -> u32 {
        number(self.section(section), at * 4)
    }

    /// A number of two bytes of a section; 0 beyond its end.
    pub(crate) fn u16(&self, section: Section, at: usize) -> u16 {
        match self.part(section, at * 2..at * 2 + 2) {
            [low, high] => u16::from_le_bytes([*low, *high]),
            _ => 0,
        }
    }

    pub(crate) fn f32(&self, section: Section, at: usize) -> f32 {
        f32::from_bits(self.u32(section, at))
    }

    /// How many numbers of four bytes a section has.
    pub(crate) fn count(&self, section: Section) -> usize {
        self.section(section).len() / 4
    }

    /// The numbers from one to another that stand in a section of starts.
    pub(crate) fn range(&self, starts: Section, at: usize) -> Range<usize> {
        self.u32(starts, at) as usize..self.u32(starts, at + 1) as usize
    }

    /// All texts of a section.
    pub(crate) fn texts(&self, texts: Texts) -> HashSet<String> {
        (1..self.count(Section(texts.0))).map(|end| self.text(texts, end - 1).to_owned()).collect()
    }

    pub(crate) fn text(&self, texts: Texts, at: usize) -> &str {
        let range = self.range(Section(texts.0), at);
        std::str::from_utf8(self.part(Section(texts.0 + 1), range)).unwrap_or_default()
    }
}

/// The number at a byte; 0 beyond the end.
fn number(bytes: &[u8], at: usize) -> u32 {
    bytes.get(at..at + 4).and_then(|bytes| bytes.try_into().ok()).map_or(0, u32::from_le_bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Vec<u8> {
        let mut writer = Writer::default();
        writer.u32s([1, 2, 3]);
        writer.texts(["nurse", "", "welder"]);
        writer.finish()
    }

    #[test]
    fn sections_are_read_as_written() {
        let file = File::read(sample()).map_err(|fault| format!("{fault:?}"));
        let file = file.expect("the file is sound");
        assert_eq!([0, 1, 2, 3].map(|at| file.u32(Section(0), at)), [1, 2, 3, 0]);
        assert_eq!([0, 1, 2, 3].map(|at| file.text(Texts(1), at)), ["nurse", "", "welder", ""]);
    }

    #[test]
    fn every_changed_byte_and_every_length_is_noticed() {
        let sound = sample();
        for at in 0..sound.len() {
            let mut damaged = sound.clone();
            damaged[at] ^= 1;
            assert!(File::read(damaged).is_err(), "byte {at}");
            assert!(File::read(sound[..at].to_vec()).is_err(), "length {at}");
        }
    }
}
