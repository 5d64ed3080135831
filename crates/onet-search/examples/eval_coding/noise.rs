//! Noise around titles, as postings and forms have it.

/// A sequence of numbers that looks random and is always the same.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    /// A number below a limit.
    pub fn roll(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) % limit.max(1) as u64) as usize
    }

    fn one_of<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[self.roll(words.len())]
    }
}

type Change = fn(&str, &mut Dice) -> String;

/// The kinds of noise by name.
pub static CHANGES: [(&str, Change); 9] = [
    ("clean", |title, _| title.to_owned()),
    ("one typo", typo),
    ("seniority before", |title, dice| {
        let words =
            ["Senior", "Sr.", "Junior", "Jr.", "Lead", "Principal", "Entry Level", "Experienced", "Sr"];
        format!("{} {title}", dice.one_of(&words))
    }),
    ("place after", |title, dice| {
        let places = [
            " - Austin, TX",
            ", Chicago IL",
            " (New York, NY)",
            " - Remote",
            " (Remote)",
            " in Seattle",
            " | Boston, MA",
        ];
        format!("{title}{}", dice.one_of(&places))
    }),
    ("shift after", |title, dice| {
        let shifts =
            [" - Night Shift", " (Days)", ", 2nd Shift", " Nights", " - Weekends", " Evening Shift", " PRN"];
        format!("{title}{}", dice.one_of(&shifts))
    }),
    ("contract after", |title, dice| {
        let contracts =
            [" - Full Time", " (Part-Time)", " - Temporary", " Contract", ", Seasonal", " FT", " (6 months)"];
        format!("{title}{}", dice.one_of(&contracts))
    }),
    ("upper case", |title, _| title.to_uppercase()),
    ("level", |title, dice| format!("{title} {}", dice.one_of(&["I", "II", "III", "IV", "1", "2", "3"]))),
    ("all at once", |title, dice| {
        let title = typo(title, dice);
        let before = dice.one_of(&["Sr. ", "Senior ", "Junior ", "Entry Level "]);
        let after = dice.one_of(&[" II - Austin, TX", " III (Remote)", " 2 - Night Shift", " I, Full Time"]);
        format!("{before}{title}{after}").to_uppercase()
    }),
];

/// Leaves out, doubles, exchanges or changes a letter of a word of four letters or more.
fn typo(title: &str, dice: &mut Dice) -> String {
    let mut letters: Vec<char> = title.chars().collect();
    let mut places = Vec::new();
    let mut start = 0;
    for at in 0..=letters.len() {
        if at == letters.len() || !letters[at].is_ascii_alphabetic() {
            if at - start >= 4 {
                places.extend(start + 1..at - 1);
            }
            start = at + 1;
        }
    }
    if places.is_empty() {
        return title.to_owned();
    }
    let at = places[dice.roll(places.len())];
    match dice.roll(4) {
        0 => drop(letters.remove(at)),
        1 => letters.insert(at, letters[at]),
        2 => letters.swap(at, at + 1),
        _ => letters[at] = char::from(b'a' + dice.roll(26) as u8),
    }
    letters.into_iter().collect()
}
