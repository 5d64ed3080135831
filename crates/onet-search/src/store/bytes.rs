//! The bytes of an index: sections behind a header with their length and checksum.
//!
//! ```text
//! "onetsrch"  version: u32  checksum of what follows: u32  length of all: u32
//! for each section, its length: u32
//! the sections
//! ```
//!
//! Numbers are little-endian.

use std::ops::Range;

use crate::error::Fault;

const MAGIC: &[u8; 8] = b"onetsrch";
/// Changes with the layout and with the analysis of texts, as words of an index are compared with words of a search.
const VERSION: u32 = 1;
/// Bytes of magic, version, checksum and length.
const HEADER: usize = 20;
/// Where the bytes begin that the checksum is of.
const CHECKED: usize = 16;

/// The parts of an index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(usize)]
pub(super) enum Section {
    /// For each document its code, ten bytes each.
    Codes,
    /// For each document its number of tasks.
    TaskCounts,
    /// Where the titles of each document begin, and the end.
    DocumentTitles,
    /// The texts of all titles.
    TitleText,
    /// Where the text of each title begins, and the end.
    TitleStarts,
    /// For each title its document, kind and number of words.
    TitleFacts,
    /// All words, sorted.
    WordText,
    /// Where each word begins, and the end.
    WordStarts,
    /// For each word its stem.
    WordStems,
    /// For each word how often it was seen.
    WordCounts,
    /// All stems, sorted.
    StemText,
    /// Where each stem begins, and the end.
    StemStarts,
    /// Where the words of each stem begin, and the end.
    StemWordStarts,
    /// The words of all stems.
    StemWords,
    /// Where the titles of each word begin, and the end.
    WordTitleStarts,
    /// The titles of all words.
    WordTitles,
    /// Where the descriptions and tasks of each word begin, and the end.
    WordProseStarts,
    /// The descriptions and tasks of all words.
    WordProse,
    /// Hashes of the words of titles in any order, sorted; two numbers each.
    KeyHashes,
    /// For each of these a hash of the words in their order.
    KeyOrders,
    /// For each of these the title.
    KeyTitles,
}

/// How many sections there are.
pub(super) const SECTIONS: usize = Section::KeyTitles as usize + 1;

/// Sections in the making.
pub(super) struct Writer {
    sections: [Vec<u8>; SECTIONS],
}

impl Writer {
    pub(super) fn new() -> Self {
        Self { sections: [const { Vec::new() }; SECTIONS] }
    }

    pub(super) fn bytes(&mut self, section: Section, bytes: &[u8]) {
        self.sections[section as usize].extend_from_slice(bytes);
    }

    pub(super) fn number(&mut self, section: Section, number: u32) {
        self.bytes(section, &number.to_le_bytes());
    }

    pub(super) fn finish(self) -> Vec<u8> {
        let size = HEADER + 4 * SECTIONS + self.sections.iter().map(Vec::len).sum::<usize>();
        let mut bytes = Vec::with_capacity(size);
        bytes.extend_from_slice(MAGIC);
        bytes.extend_from_slice(&VERSION.to_le_bytes());
        bytes.extend_from_slice(&[0; 4]);
        bytes.extend_from_slice(&length(size).to_le_bytes());
        for section in &self.sections {
            bytes.extend_from_slice(&length(section.len()).to_le_bytes());
        }
        for section in &self.sections {
            bytes.extend_from_slice(section);
        }
        let checksum = crc32fast::hash(&bytes[CHECKED..]);
        bytes[12..CHECKED].copy_from_slice(&checksum.to_le_bytes());
        bytes
    }
}

/// A length as a number of the format. No release is near its limit; a longer one shows as damaged.
fn length(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

/// Checked bytes of an index.
pub(super) struct Bytes {
    bytes: Vec<u8>,
    sections: [Range<usize>; SECTIONS],
}

impl Bytes {
    /// Checks length and checksum, so that damage shows here and not in a search.
    pub(super) fn check(bytes: Vec<u8>) -> Result<Self, Fault> {
        let header = bytes.get(..HEADER).ok_or(Fault::Damaged("it is cut off"))?;
        if &header[..8] != MAGIC {
            return Err(Fault::Damaged("it does not begin as a search index"));
        }
        if number(header, 8) != VERSION {
            return Err(Fault::Foreign);
        }
        if number(header, 16) as usize != bytes.len() {
            return Err(Fault::Damaged("it is cut off"));
        }
        if number(header, 12) != crc32fast::hash(&bytes[CHECKED..]) {
            return Err(Fault::Damaged("its checksum differs"));
        }
        let mut start = HEADER + 4 * SECTIONS;
        let mut sections = [const { 0..0 }; SECTIONS];
        for (place, section) in sections.iter_mut().enumerate() {
            let end = start.saturating_add(number(&bytes, HEADER + 4 * place) as usize);
            *section = start..end;
            start = end;
        }
        match start == bytes.len() {
            true => Ok(Self { bytes, sections }),
            false => Err(Fault::Damaged("its parts have other lengths")),
        }
    }

    pub(super) fn section(&self, section: Section) -> &[u8] {
        &self.bytes[self.sections[section as usize].clone()]
    }

    /// How many numbers a section holds.
    pub(super) fn count(&self, section: Section) -> usize {
        self.sections[section as usize].len() / 4
    }

    /// A number of a section; 0 behind its end.
    pub(super) fn number(&self, section: Section, place: usize) -> u32 {
        number(self.section(section), 4 * place)
    }

    /// The numbers of a section in a range; fewer where it ends before.
    pub(super) fn numbers(&self, section: Section, range: Range<usize>) -> impl Iterator<Item = u32> + '_ {
        let bytes = self.section(section);
        let bytes = bytes.get(4 * range.start..(4 * range.end).min(bytes.len())).unwrap_or_default();
        bytes.chunks_exact(4).map(|bytes| number(bytes, 0))
    }

    /// The range that a section of starts gives for a place.
    pub(super) fn range(&self, starts: Section, place: usize) -> Range<usize> {
        let (start, end) = (self.number(starts, place), self.number(starts, place + 1));
        start as usize..end.max(start) as usize
    }

    /// The text of a section between the starts of a place and the next.
    pub(super) fn text(&self, text: Section, starts: Section, place: usize) -> &str {
        let bytes = self.section(text).get(self.range(starts, place)).unwrap_or_default();
        str::from_utf8(bytes).unwrap_or_default()
    }
}

fn number(bytes: &[u8], place: usize) -> u32 {
    match bytes.get(place..place + 4) {
        Some(&[a, b, c, d]) => u32::from_le_bytes([a, b, c, d]),
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::{Bytes, Fault, Section, Writer};

    fn written() -> Vec<u8> {
        let mut writer = Writer::new();
        writer.bytes(Section::TitleText, b"Bakers");
        writer.number(Section::TitleStarts, 0);
        writer.number(Section::TitleStarts, 6);
        writer.finish()
    }

    #[test]
    fn what_was_written_is_read() {
        let bytes = Bytes::check(written()).expect("an index");
        assert_eq!(bytes.text(Section::TitleText, Section::TitleStarts, 0), "Bakers");
        assert_eq!(bytes.count(Section::TitleStarts), 2);
        assert_eq!(bytes.text(Section::TitleText, Section::TitleStarts, 1), "");
        assert_eq!(bytes.number(Section::KeyTitles, 7), 0);
        assert_eq!(bytes.numbers(Section::TitleStarts, 1..9).collect::<Vec<_>>(), [6]);
    }

    #[test]
    fn every_changed_byte_and_every_length_is_noticed() {
        let intact = written();
        for place in 0..intact.len() {
            let mut bytes = intact.clone();
            bytes[place] ^= 0x40;
            assert!(Bytes::check(bytes).is_err(), "byte {place}");
            assert!(Bytes::check(intact[..place].to_vec()).is_err(), "length {place}");
        }
        let mut longer = intact;
        longer.push(0);
        assert_eq!(Bytes::check(longer).err(), Some(Fault::Damaged("it is cut off")));
    }
}
