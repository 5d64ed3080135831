//! Telling codes from words.

/// The shape of a complete O*NET-SOC code; `0` stands for any digit.
const SHAPE: &[u8] = b"00-0000.00";

/// The code or the beginning of a code that a search text spells, or `None` if it is words.
///
/// White space is ignored, typographic dashes count as hyphens, and six or eight bare digits are
/// read as a code written without its punctuation. Fewer than two digits are not a code: no
/// occupation group is that wide.
pub(crate) fn spelled(text: &str) -> Option<String> {
    let mut code = String::with_capacity(SHAPE.len());
    for character in text.chars().filter(|character| !character.is_whitespace()) {
        if code.len() == SHAPE.len() {
            return None;
        }
        match character {
            '0'..='9' | '.' => code.push(character),
            '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' => code.push('-'),
            _ => return None,
        }
    }
    let code = punctuated(code);
    (code.len() >= 2 && has_shape(&code)).then_some(code)
}

fn punctuated(code: String) -> String {
    if !code.bytes().all(|byte| byte.is_ascii_digit()) {
        return code;
    }
    match code.len() {
        6 => format!("{}-{}", &code[..2], &code[2..]),
        8 => format!("{}-{}.{}", &code[..2], &code[2..6], &code[6..]),
        _ => code,
    }
}

fn has_shape(code: &str) -> bool {
    code.bytes().zip(SHAPE).all(|(byte, &shape)| match shape {
        b'0' => byte.is_ascii_digit(),
        punctuation => byte == punctuation,
    })
}

#[cfg(test)]
mod tests {
    use super::spelled;

    #[test]
    fn codes_and_their_beginnings_are_read() {
        for (text, code) in [
            ("29-1051.00", "29-1051.00"),
            (" 29 - 1051.00\t", "29-1051.00"),
            ("29\u{2013}1051", "29-1051"),
            ("29-1051.", "29-1051."),
            ("29-10", "29-10"),
            ("29-", "29-"),
            ("29", "29"),
            ("291051", "29-1051"),
            ("29105100", "29-1051.00"),
        ] {
            assert_eq!(spelled(text).as_deref(), Some(code), "{text:?}");
        }
    }

    #[test]
    fn anything_else_is_words() {
        for text in [
            "",
            "2",
            "-",
            "291",
            "29.1051",
            "29-1051.000",
            "29-1051-00",
            "pharmacist",
            "29-1051.00 pharmacist",
            "\u{0}29",
        ] {
            assert_eq!(spelled(text), None, "{text:?}");
        }
    }
}
