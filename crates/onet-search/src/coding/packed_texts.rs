//! Texts that are read one at a time, compressed in blocks.

use std::ops::Range;

use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::decompress_to_vec;

use super::file::{File, Section, Writer};

/// Bytes of a block before it is compressed: small enough to read one text fast, large enough to halve what is written.
const BLOCK: usize = 4096;
/// The level of the compression; higher ones save two bytes in a hundred.
const LEVEL: u8 = 6;

/// Three sections: the ends of the texts, where each block starts, the blocks.
#[derive(Debug, Clone, Copy)]
pub(crate) struct PackedTexts(pub(crate) usize);

impl PackedTexts {
    pub(crate) const SECTIONS: usize = 3;

    pub(crate) fn write<'a>(writer: &mut Writer, texts: impl IntoIterator<Item = &'a str>) {
        let mut bytes = Vec::new();
        let mut ends = vec![0];
        for text in texts {
            bytes.extend_from_slice(text.as_bytes());
            ends.push(bytes.len() as u32);
        }
        let mut packed = Vec::new();
        let mut starts = vec![0];
        for block in bytes.chunks(BLOCK) {
            packed.extend(compress_to_vec(block, LEVEL));
            starts.push(packed.len() as u32);
        }
        writer.u32s(ends);
        writer.u32s(starts);
        writer.bytes(packed);
    }

    /// A text; empty where there is no such text.
    pub(crate) fn text(self, file: &File, at: usize) -> String {
        let range = file.range(Section(self.0), at);
        if range.is_empty() {
            return String::new();
        }
        let first = range.start / BLOCK;
        let blocks = first..range.end.div_ceil(BLOCK);
        let bytes: Vec<u8> = blocks.flat_map(|block| self.block(file, block)).collect();
        let within = range.start - first * BLOCK..range.end - first * BLOCK;
        bytes.get(within).map(|text| String::from_utf8_lossy(text).into_owned()).unwrap_or_default()
    }

    fn block(self, file: &File, block: usize) -> Vec<u8> {
        let range: Range<usize> = file.range(Section(self.0 + 1), block);
        // The file has a checksum, so that its blocks are sound.
        decompress_to_vec(file.part(Section(self.0 + 2), range)).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_read_as_written_within_blocks_and_across_them() {
        let long = "Weld pipes of steel. ".repeat(BLOCK / 8);
        let texts = ["", "Chaîne opératoire", &long, "Fill prescriptions.", &long, ""];
        let mut writer = Writer::default();
        PackedTexts::write(&mut writer, texts);
        let file = File::read(writer.finish()).unwrap_or_else(|_| File::empty());
        for (at, text) in texts.iter().enumerate() {
            assert_eq!(PackedTexts(0).text(&file, at), *text, "text {at}");
        }
        assert_eq!(PackedTexts(0).text(&file, texts.len()), "");
        assert!(file.bytes().len() < long.len() / 2);
    }
}
