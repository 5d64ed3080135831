//! Texts that are not UTF-8.

use std::io::{self, Read};

use super::TextEncoding;

/// Reads UTF-16 as UTF-8. What is malformed becomes U+FFFD.
#[derive(Debug)]
pub struct Utf16<R> {
    input: R,
    encoding: TextEncoding,
    /// Bytes of a unit, or units of a pair, that are not complete.
    rest: Vec<u8>,
    decoded: Vec<u8>,
    taken: usize,
    has_ended: bool,
}

impl<R: Read> Utf16<R> {
    /// A reader of UTF-16 in one of its two orders of bytes.
    #[must_use]
    pub fn new(input: R, encoding: TextEncoding) -> Self {
        Self { input, encoding, rest: Vec::new(), decoded: Vec::new(), taken: 0, has_ended: false }
    }

    fn unit(&self, bytes: &[u8]) -> u16 {
        match (self.encoding, bytes) {
            (TextEncoding::Utf16Big, [first, second]) => u16::from_be_bytes([*first, *second]),
            (_, [first, second]) => u16::from_le_bytes([*first, *second]),
            _ => 0xfffd,
        }
    }

    /// Reads and decodes the next bytes.
    fn fill(&mut self) -> io::Result<()> {
        let mut bytes = std::mem::take(&mut self.rest);
        let start = bytes.len();
        bytes.resize(start + (1 << 13), 0);
        let count = self.input.read(&mut bytes[start..])?;
        bytes.truncate(start + count);
        self.has_ended = count == 0;
        let mut whole = bytes.len();
        if !self.has_ended {
            whole -= whole % 2;
            // The first half of a pair waits for the second.
            let last = whole.checked_sub(2).map(|at| self.unit(&bytes[at..whole]));
            if last.is_some_and(|unit| (0xd800..0xdc00).contains(&unit)) {
                whole -= 2;
            }
        }
        self.rest = bytes.split_off(whole);
        let units = bytes.chunks(2).map(|unit| self.unit(unit));
        let text: String =
            char::decode_utf16(units).map(|found| found.unwrap_or(char::REPLACEMENT_CHARACTER)).collect();
        (self.decoded, self.taken) = (text.into_bytes(), 0);
        Ok(())
    }
}

impl<R: Read> Read for Utf16<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.taken == self.decoded.len() && !self.has_ended {
            self.fill()?;
        }
        let ready = &self.decoded[self.taken..];
        let count = ready.len().min(buffer.len());
        buffer[..count].copy_from_slice(&ready[..count]);
        self.taken += count;
        Ok(count)
    }
}

/// The characters of Windows-1252 that are not those of Latin-1, from byte 0x80. Bytes without one stand for themselves.
const WINDOWS_1252: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}',
    '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// A text that is not UTF-8, read as Windows-1252, so that none of its bytes is lost.
#[must_use]
pub fn windows_1252(bytes: &[u8]) -> String {
    let character = |byte: &u8| match byte {
        0x80..=0x9f => WINDOWS_1252[usize::from(byte - 0x80)],
        other => char::from(*other),
    };
    bytes.iter().map(character).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives a byte at a time.
    struct Slow(Vec<u8>);

    impl Read for Slow {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            if self.0.is_empty() || buffer.is_empty() {
                return Ok(0);
            }
            buffer[0] = self.0.remove(0);
            Ok(1)
        }
    }

    #[test]
    fn utf_16_is_read_in_both_orders_and_however_it_comes() {
        let text = "Maître d'hôtel 👩\n护士";
        for encoding in [TextEncoding::Utf16Little, TextEncoding::Utf16Big] {
            let bytes: Vec<u8> = text
                .encode_utf16()
                .flat_map(|unit| match encoding {
                    TextEncoding::Utf16Big => unit.to_be_bytes(),
                    _ => unit.to_le_bytes(),
                })
                .collect();
            let mut read = String::new();
            Utf16::new(Slow(bytes.clone()), encoding).read_to_string(&mut read).expect("UTF-8");
            assert_eq!(read, text);
            let mut cut = String::new();
            let half = bytes[..bytes.len() - 1].to_vec();
            Utf16::new(Slow(half), encoding).read_to_string(&mut cut).expect("UTF-8");
            assert_eq!(cut, "Maître d'hôtel 👩\n护\u{fffd}");
        }
    }

    #[test]
    fn no_byte_of_windows_1252_is_lost() {
        let all: Vec<u8> = (0..=255).collect();
        let read = windows_1252(&all);
        let distinct: std::collections::BTreeSet<char> = read.chars().collect();
        assert_eq!(distinct.len(), 256);
        assert_eq!(windows_1252(b"Ma\xeetre d\x92h\xf4tel"), "Maître d’hôtel");
    }
}
