//! Codes as people type them, and the classifications that they may belong to.

use std::fmt;

use crate::{OnetSocCode, SocCode};

/// A classification whose codes lead to occupations.
///
/// ```
/// use onet_domain::Classification;
///
/// assert_eq!(Classification::Cip.to_string(), "CIP");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Classification {
    /// Occupations of O*NET-SOC, of any of its taxonomies.
    OnetSoc,
    /// Groups and occupations of the Standard Occupational Classification.
    Soc,
    /// Instructional programs.
    Cip,
    /// The Dictionary of Occupational Titles.
    Dot,
    /// Occupations of the European Union.
    Esco,
    /// Groups of the International Standard Classification of Occupations, ISCO-08.
    Isco,
    /// Registered apprenticeships.
    Rapids,
    /// Military occupations: MOC, MOS, AFSC, ratings.
    Military,
}

impl Classification {
    /// The name as an adjective of a code: `CIP`, `military`.
    pub fn name(self) -> &'static str {
        match self {
            Self::OnetSoc => "O*NET-SOC",
            Self::Soc => "SOC",
            Self::Cip => "CIP",
            Self::Dot => "DOT",
            Self::Esco => "ESCO",
            Self::Isco => "ISCO-08",
            Self::Rapids => "RAPIDS",
            Self::Military => "military",
        }
    }
}

impl fmt::Display for Classification {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// How much of a code a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Extent {
    /// A complete code.
    Whole,
    /// The beginning of codes, such as `51.20`.
    Beginning,
}

/// One way to read a typed code.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct CodeReading {
    /// The classification.
    pub classification: Classification,
    /// The code as the classification writes it, letters in upper case.
    pub code: String,
    /// Whether it is complete.
    pub extent: Extent,
}

/// Which of a code and a word a text resembles.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Likeness {
    /// No word looks like it: it has digits with letters or punctuation, or the name of a classification before it.
    Code,
    /// It may also be a word or a number in a title: digits alone, such as `911`, or letters alone, such as `HM`.
    Word,
}

/// A text that may be a code, with all its readings.
///
/// Codes of occupations and groups, instructional programs, military jobs, apprenticeships, DOT, ESCO and ISCO-08 are
/// read, with or without their punctuation, in any letter case, with typographic dashes, as spreadsheets write them
/// (`="29-1051"`, `29-1051.0`) and with the name of the classification before them (`CIP 51.2001`). Whether a code
/// exists, only a release of the database decides.
///
/// ```
/// use onet_domain::{Classification, TypedCode};
///
/// let typed = TypedCode::read("512001").unwrap();
/// let readings: Vec<_> = typed.readings().iter().map(|reading| reading.code.as_str()).collect();
/// assert_eq!(readings, ["51-2001", "51.2001", "512001"]);
/// assert_eq!(TypedCode::read("29-1051.0").unwrap().occupation(), Some("29-1051.00".parse()?));
/// assert_eq!(TypedCode::read("68w").unwrap().readings()[0].code, "68W");
/// assert!(TypedCode::read("registered nurse").is_none());
/// # Ok::<(), onet_domain::ParseError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypedCode {
    text: String,
    /// Whether the name of a classification is before the code.
    is_labelled: bool,
    readings: Vec<CodeReading>,
}

/// A written form, and the code that it stands for: `d` is a digit, `A` a letter, anything else itself. Digits and
/// letters of the text fill their places in the code from left to right.
struct Form {
    classification: Classification,
    text: &'static str,
    code: &'static str,
    extent: Extent,
}

const fn whole(classification: Classification, text: &'static str, code: &'static str) -> Form {
    Form { classification, text, code, extent: Extent::Whole }
}

const fn beginning(classification: Classification, text: &'static str, code: &'static str) -> Form {
    Form { classification, text, code, extent: Extent::Beginning }
}

/// The forms, those of the likelier classification first.
const FORMS: [Form; 40] = {
    use Classification::{Cip, Dot, Isco, OnetSoc, Rapids, Soc};
    [
        whole(OnetSoc, "dd-dddd.dd", "dd-dddd.dd"),
        whole(OnetSoc, "dd-dddd.0", "dd-dddd.00"),
        whole(OnetSoc, "dd-dddd-dd", "dd-dddd.dd"),
        whole(OnetSoc, "dd.dddd.dd", "dd-dddd.dd"),
        whole(OnetSoc, "dddddd.dd", "dd-dddd.dd"),
        whole(OnetSoc, "dddddd.0", "dd-dddd.00"),
        whole(OnetSoc, "dddddddd", "dd-dddd.dd"),
        whole(Soc, "dd-dddd", "dd-dddd"),
        whole(Soc, "dd-dddd.", "dd-dddd"),
        whole(Soc, "dddddd", "dd-dddd"),
        beginning(Soc, "dd", "dd-"),
        beginning(Soc, "dd-", "dd-"),
        beginning(Soc, "dd-d", "dd-d"),
        beginning(Soc, "dd-dd", "dd-dd"),
        beginning(Soc, "dd-ddd", "dd-ddd"),
        whole(Cip, "dd.dddd", "dd.dddd"),
        whole(Cip, "dddddd", "dd.dddd"),
        // A number loses the zero before it.
        whole(Cip, "d.dddd", "0d.dddd"),
        whole(Cip, "ddddd", "0d.dddd"),
        beginning(Cip, "dd.", "dd."),
        beginning(Cip, "dd.dd", "dd.dd"),
        whole(Soc, "dd.dddd", "dd-dddd"),
        whole(Dot, "ddd.ddd-ddd", "ddd.ddd-ddd"),
        whole(Dot, "ddd-ddd-ddd", "ddd.ddd-ddd"),
        whole(Dot, "ddd.ddd.ddd", "ddd.ddd-ddd"),
        whole(Dot, "ddddddddd", "ddd.ddd-ddd"),
        whole(Isco, "dddd", "dddd"),
        whole(Isco, "ddd", "ddd"),
        whole(Isco, "Cdddd", "dddd"),
        whole(Isco, "Cddd", "ddd"),
        whole(Isco, "Cdd", "dd"),
        whole(Isco, "Cd", "d"),
        whole(Rapids, "dddd", "dddd"),
        whole(Rapids, "ddddA", "ddddA"),
        whole(Rapids, "ddddAA", "ddddAA"),
        whole(Rapids, "ddddAAA", "ddddAAA"),
        whole(Rapids, "ddd", "0ddd"),
        whole(Rapids, "dddA", "0dddA"),
        whole(Rapids, "dddAA", "0dddAA"),
        whole(Rapids, "dddAAA", "0dddAAA"),
    ]
};

/// Names of classifications that people write before a code, in upper case.
const LABELS: [(&str, &[Classification]); 17] = {
    use Classification::{Cip, Dot, Esco, Isco, Military, OnetSoc, Rapids, Soc};
    [
        ("O*NET", &[OnetSoc, Soc]),
        ("ONET", &[OnetSoc, Soc]),
        ("O*NET-SOC", &[OnetSoc, Soc]),
        ("ONET-SOC", &[OnetSoc, Soc]),
        ("SOC", &[OnetSoc, Soc]),
        ("CIP", &[Cip]),
        ("DOT", &[Dot]),
        ("ESCO", &[Esco, Isco]),
        ("ISCO", &[Isco, Esco]),
        ("ISCO-08", &[Isco, Esco]),
        ("RAPIDS", &[Rapids]),
        ("MOC", &[Military]),
        ("MOS", &[Military]),
        ("AFSC", &[Military]),
        ("NEC", &[Military]),
        ("RATING", &[Military]),
        ("MILITARY", &[Military]),
    ]
};

/// The beginning of the addresses that ESCO gives to its occupations and groups.
const ESCO_ADDRESS: &str = "http://data.europa.eu/esco/";

/// The longest text that is read as a code.
const LONGEST: usize = 100;

impl TypedCode {
    /// Reads a text that a person typed; `None` when it is the code of no classification.
    pub fn read(text: &str) -> Option<Self> {
        if text.len() > LONGEST {
            return None;
        }
        let text = unescaped(text);
        if let Some(code) = esco_address(text) {
            return Some(Self { text: text.to_owned(), is_labelled: false, readings: vec![code] });
        }
        let (label, rest) = labelled(text);
        let text = compact(rest)?;
        let mut readings: Vec<CodeReading> = FORMS
            .iter()
            .filter_map(|form| Some((form, filled(form.text, form.code, &text)?)))
            .map(|(form, code)| reading(form.classification, code, form.extent))
            .collect();
        let place = readings.iter().position(|known| known.classification > Classification::Esco);
        if let Some(esco) = esco_code(&text) {
            readings.insert(place.unwrap_or(readings.len()), esco);
        }
        readings.extend(military(&text));
        if let Some(classifications) = label {
            readings.retain(|reading| classifications.contains(&reading.classification));
        }
        (!readings.is_empty()).then_some(Self { text, is_labelled: label.is_some(), readings })
    }

    /// The text, without the white space, quotes and names around the code, and in upper case.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What the text may be, the likelier classification first; there is at least one reading.
    pub fn readings(&self) -> &[CodeReading] {
        &self.readings
    }

    /// The code in a classification, if the text can be read as a whole one.
    ///
    /// ```
    /// use onet_domain::{Classification, TypedCode};
    ///
    /// let typed = TypedCode::read("512001").unwrap();
    /// assert_eq!(typed.whole(Classification::Cip), Some("51.2001"));
    /// assert_eq!(typed.whole(Classification::Dot), None);
    /// ```
    pub fn whole(&self, classification: Classification) -> Option<&str> {
        let is_it = |reading: &&CodeReading| {
            reading.classification == classification && reading.extent == Extent::Whole
        };
        self.readings.iter().find(is_it).map(|reading| reading.code.as_str())
    }

    /// The occupation that the text names: a complete O*NET-SOC code, or a detailed SOC code, which stands for the
    /// occupation that equals it.
    pub fn occupation(&self) -> Option<OnetSocCode> {
        if let Some(code) = self.whole(Classification::OnetSoc) {
            return code.parse().ok();
        }
        let soc: SocCode = self.whole(Classification::Soc)?.parse().ok()?;
        soc.is_detailed().then(|| soc.onet())
    }

    /// Which of a code and a word it resembles.
    pub fn likeness(&self) -> Likeness {
        let has = |class: fn(&char) -> bool| self.text.chars().any(|character| class(&character));
        let is_code = has(char::is_ascii_digit) && has(|character| !character.is_ascii_digit());
        if is_code || self.is_labelled { Likeness::Code } else { Likeness::Word }
    }
}

fn reading(classification: Classification, code: String, extent: Extent) -> CodeReading {
    CodeReading { classification, code, extent }
}

/// A text without what spreadsheets and lists put around a code.
fn unescaped(text: &str) -> &str {
    let is_quote = |c: char| matches!(c, '"' | '\'' | '\u{2018}'..='\u{201f}' | '`');
    let text = text.trim().trim_start_matches('=');
    text.trim_matches(is_quote).trim().trim_end_matches([',', ';', ':']).trim()
}

/// The classifications of the label before a code, and the code.
fn labelled(text: &str) -> (Option<&'static [Classification]>, &str) {
    let Some((first, rest)) = text.split_once([' ', ':']) else { return (None, text) };
    let found = LABELS.iter().find(|(label, _)| first.eq_ignore_ascii_case(label));
    match found {
        Some((_, classifications)) => (Some(classifications), rest.trim_start_matches([' ', ':'])),
        None => (None, text),
    }
}

/// A text in upper case, with hyphens for dashes. White space is left out where it separates no words; `None` where it
/// does, and for characters that no code has.
fn compact(text: &str) -> Option<String> {
    let mut code = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\u{2010}'..='\u{2015}' | '\u{2212}' => code.push('-'),
            '.' | '-' | '(' | ')' | '&' => code.push(character),
            _ if character.is_ascii_alphanumeric() => code.push(character.to_ascii_uppercase()),
            _ if character.is_whitespace() => {}
            _ => return None,
        }
    }
    let letters = code.chars().filter(char::is_ascii_uppercase).count();
    let has_digit = code.contains(|c: char| c.is_ascii_digit());
    let is_one = !text.trim().contains(char::is_whitespace) || (has_digit && letters <= 3);
    (is_one && !code.is_empty()).then_some(code)
}

/// The code that a text of a form stands for.
fn filled(form: &str, code: &str, text: &str) -> Option<String> {
    if form.len() != text.len() {
        return None;
    }
    let mut taken = Vec::new();
    for (place, character) in form.chars().zip(text.chars()) {
        match place {
            'd' if character.is_ascii_digit() => taken.push(character),
            'A' if character.is_ascii_uppercase() => taken.push(character),
            'd' | 'A' => return None,
            _ if place == character => {}
            _ => return None,
        }
    }
    let mut taken = taken.into_iter();
    code.chars().map(|place| if matches!(place, 'd' | 'A') { taken.next() } else { Some(place) }).collect()
}

/// `2262.1.10`: a group of ISCO-08 and numbers of one to three digits.
fn esco_code(text: &str) -> Option<CodeReading> {
    let code = text.strip_prefix('C').unwrap_or(text);
    let (group, rest) = code.split_once('.')?;
    let is_number = |part: &str, most: usize| {
        (1..=most).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    let is_code = group.len() == 4 && is_number(group, 4) && rest.split('.').all(|part| is_number(part, 3));
    is_code.then(|| reading(Classification::Esco, code.to_owned(), Extent::Whole))
}

fn esco_address(text: &str) -> Option<CodeReading> {
    let rest = text.strip_prefix(ESCO_ADDRESS)?;
    Some(match rest.strip_prefix("isco/C") {
        Some(group) => reading(Classification::Isco, group.to_owned(), Extent::Whole),
        None => reading(Classification::Esco, text.to_owned(), Extent::Whole),
    })
}

/// Codes of military jobs have no form in common: up to eight letters and digits, some with a part in parentheses.
fn military(text: &str) -> Option<CodeReading> {
    let has_digit = text.contains(|c: char| c.is_ascii_digit());
    let longest = if has_digit { 8 } else { 10 };
    let is_code = (2..=longest).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'(' | b')' | b'&'));
    is_code.then(|| reading(Classification::Military, text.to_owned(), Extent::Whole))
}
