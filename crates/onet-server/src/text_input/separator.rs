//! What stands between the cells of a table.

/// What may stand between the cells of CSV; of those that are equally frequent in the first line, the first.
const SEPARATORS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// The separator of a file with this first line: the most frequent outside of quotes.
#[must_use]
pub fn separator_of(line: &[u8]) -> u8 {
    let mut counts = [0_usize; SEPARATORS.len()];
    let mut is_quoted = false;
    for byte in line {
        match byte {
            b'"' => is_quoted = !is_quoted,
            b'\r' | b'\n' if !is_quoted => break,
            other if !is_quoted => {
                if let Some(at) = SEPARATORS.iter().position(|known| known == other) {
                    counts[at] += 1;
                }
            }
            _ => {}
        }
    }
    let most = counts.iter().max().copied().unwrap_or(0);
    counts.iter().position(|count| *count == most).map_or(b',', |at| SEPARATORS[at])
}

/// The separator that the line `sep=;` states, which Excel writes and reads before the header.
#[must_use]
pub fn stated_separator(line: &[u8]) -> Option<u8> {
    match line.trim_ascii_end() {
        [b's', b'e', b'p', b'=', separator] => Some(*separator),
        // White space at the end is cut off, a tab with it.
        b"sep=" if line.starts_with(b"sep=\t") => Some(b'\t'),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_separator_is_the_most_frequent_of_the_first_line() {
        let lines: [(&str, u8); 8] = [
            ("title", b','),
            ("title,x", b','),
            ("title;x\nNurse, RN;1", b';'),
            ("title\tx;y\tz", b'\t'),
            ("id|title", b'|'),
            ("\"a;b;c\",x", b','),
            ("Job title (a; b),x", b','),
            ("id;\"Title, long\"\r\n", b';'),
        ];
        for (line, separator) in lines {
            assert_eq!(separator_of(line.as_bytes()), separator, "{line}");
        }
        assert_eq!(stated_separator(b"sep=;\r\n"), Some(b';'));
        assert_eq!(stated_separator(b"sep=\t\n"), Some(b'\t'));
        assert_eq!(stated_separator(b"separator\n"), None);
    }
}
