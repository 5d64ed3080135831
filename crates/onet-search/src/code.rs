//! Telling codes from words.

use crate::analysis::fold;

/// The shape of a complete O*NET-SOC code; `0` stands for any digit.
const SHAPE: &[u8] = b"00-0000.00";

/// Words before a code that name what it is.
const ANNOUNCING: [&str; 9] =
    ["code", "codes", "soc", "onet", "o*net", "onet-soc", "o*net-soc", "onetsoc", "occupation"];
/// Letters of the shortest of several codes: that of a detailed occupation of the SOC.
const SHORTEST_OF_SEVERAL: usize = "00-0000".len();

/// The codes or the beginning of a code that a search text spells, or `None` if it is words.
///
/// White space is ignored, digits and dashes of all kinds count, and six or eight bare digits are read as a code written
/// without its punctuation. A word such as `SOC` may stand before it. Fewer than two digits are not a code: no occupation
/// group is that wide. Several codes have white space or a comma between them.
pub(crate) fn spelled(text: &str) -> Option<Vec<String>> {
    let folded = fold(text);
    let text = after_announcement(folded.trim());
    if let Some(code) = one(text) {
        return Some(vec![code]);
    }
    let parts = text.split([',', ';', ' ', '\t', '\n']).filter(|part| !part.is_empty());
    let codes = parts.map(|part| one(part).filter(|code| code.len() >= SHORTEST_OF_SEVERAL));
    codes.collect::<Option<Vec<String>>>().filter(|codes| !codes.is_empty())
}

fn after_announcement(text: &str) -> &str {
    match text.split_once([' ', ':']) {
        Some((word, rest)) if ANNOUNCING.contains(&word) => {
            after_announcement(rest.trim_start_matches([' ', ':']))
        }
        _ => text,
    }
}

/// The code or the beginning of a code that a folded text spells.
fn one(text: &str) -> Option<String> {
    let mut code = String::with_capacity(SHAPE.len());
    for character in text.chars().filter(|character| !character.is_whitespace()) {
        if code.len() == SHAPE.len() || !matches!(character, '0'..='9' | '.' | '-') {
            return None;
        }
        code.push(character);
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
            ("\u{ff12}\u{ff19}-1051", "29-1051"),
            ("SOC 29-1051", "29-1051"),
            ("O*NET-SOC code: 29-1051.00", "29-1051.00"),
        ] {
            assert_eq!(spelled(text), Some(vec![code.to_owned()]), "{text:?}");
        }
    }

    #[test]
    fn several_codes_are_read() {
        let codes = Some(vec!["11-1011".to_owned(), "53-3032.00".to_owned()]);
        for text in ["11-1011 53-3032.00", "11-1011,53-3032.00", "codes 11-1011; 53-3032.00"] {
            assert_eq!(spelled(text), codes, "{text:?}");
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
            "29 911",
            "code",
            "code inspector",
            "\u{0}29",
        ] {
            assert_eq!(spelled(text), None, "{text:?}");
        }
    }
}
