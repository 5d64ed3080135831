//! Phrases that mean another title than their words do.

/// Phrases, and what they stand for.
static PHRASES: [(&str, &str); 13] = [
    ("aero eng", "aerospace engineer"),
    ("aero engineer", "aerospace engineer"),
    ("chem e", "chemical engineer"),
    ("civil e", "civil engineer"),
    ("elec e", "electrical engineer"),
    ("ex marine", "marine corps"),
    ("mech e", "mechanical engineer"),
    ("navy corpsman", "hospital corpsman"),
    ("pen tester", "penetration tester"),
    ("pentester", "penetration tester"),
    ("post doc", "postdoctoral researcher"),
    ("postdoc", "postdoctoral researcher"),
    ("psych nurse", "psychiatric nurse"),
];
/// Those who help one person, and their title where that is someone who leads.
static SUPPORT: [(&str, &str); 6] = [
    ("aide", "executive assistant"),
    ("assistant", "executive assistant"),
    ("asst", "executive assistant"),
    ("ea", "executive assistant"),
    ("pa", "executive assistant"),
    ("secretary", "executive secretary"),
];
/// Beginnings of the words for those who lead.
static LEADERS: [&str; 25] = [
    "board",
    "ceo",
    "cfo",
    "chair",
    "chief",
    "cio",
    "commissioner",
    "coo",
    "cto",
    "dean",
    "director",
    "evp",
    "executive",
    "founder",
    "governor",
    "mayor",
    "md",
    "minister",
    "owner",
    "partner",
    "president",
    "provost",
    "senator",
    "superintendent",
    "vp",
];

/// The words with each phrase replaced; `None` without any.
pub(super) fn replaced(words: &[String]) -> Option<Vec<String>> {
    supporting(words).or_else(|| {
        PHRASES.iter().find_map(|(phrase, meaning)| {
            let phrase: Vec<&str> = phrase.split(' ').collect();
            let at = words.windows(phrase.len()).position(|window| window.iter().eq(&phrase))?;
            let (before, after) = (&words[..at], &words[at + phrase.len()..]);
            let meaning = meaning.split(' ').map(str::to_owned);
            Some(before.iter().cloned().chain(meaning).chain(after.iter().cloned()).collect())
        })
    })
}

/// `executive secretary` for `secretary to the president`.
fn supporting(words: &[String]) -> Option<Vec<String>> {
    let at = words.iter().position(|word| word == "to")?;
    let before = words[..at].last()?;
    let (_, title) = SUPPORT.iter().find(|(support, _)| support == before)?;
    let is_leader = |word: &String| LEADERS.iter().any(|beginning| word.starts_with(beginning));
    words[at..].iter().any(is_leader).then(|| title.split(' ').map(str::to_owned).collect())
}

#[cfg(test)]
mod tests {
    use super::replaced;

    #[test]
    fn those_who_help_a_leader_are_executive_assistants_and_secretaries() {
        for (title, wanted) in [
            ("secretary to the dean", Some("executive secretary")),
            ("administrative assistant to vp of sales", Some("executive assistant")),
            ("senior mech e", Some("senior mechanical engineer")),
            ("assistant to the veterinarian", None),
            ("door to door salesman", None),
        ] {
            let words: Vec<String> = title.split(' ').map(str::to_owned).collect();
            assert_eq!(replaced(&words).map(|words| words.join(" ")).as_deref(), wanted, "{title}");
        }
    }
}
