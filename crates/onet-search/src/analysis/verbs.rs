//! Verbs in their forms, for lines such as `Drove a truck` and `Managing accounts`.

/// Past tenses that no ending makes, and their verbs. Those that are words of their own, such as `saw`, `found` and
/// `left`, are not among them.
static IRREGULAR: [(&str, &str); 63] = [
    ("bought", "buy"),
    ("bred", "breed"),
    ("broke", "break"),
    ("brought", "bring"),
    ("built", "build"),
    ("came", "come"),
    ("caught", "catch"),
    ("chose", "choose"),
    ("dealt", "deal"),
    ("did", "do"),
    ("drew", "draw"),
    ("driven", "drive"),
    ("drove", "drive"),
    ("dug", "dig"),
    ("fed", "feed"),
    ("flew", "fly"),
    ("flown", "fly"),
    ("fought", "fight"),
    ("froze", "freeze"),
    ("gave", "give"),
    ("given", "give"),
    ("grew", "grow"),
    ("grown", "grow"),
    ("held", "hold"),
    ("hung", "hang"),
    ("kept", "keep"),
    ("knew", "know"),
    ("laid", "lay"),
    ("led", "lead"),
    ("lent", "lend"),
    ("lit", "light"),
    ("made", "make"),
    ("met", "meet"),
    ("overcame", "overcome"),
    ("oversaw", "oversee"),
    ("overseen", "oversee"),
    ("paid", "pay"),
    ("ran", "run"),
    ("rebuilt", "rebuild"),
    ("rode", "ride"),
    ("sang", "sing"),
    ("sent", "send"),
    ("sewn", "sew"),
    ("shown", "show"),
    ("sold", "sell"),
    ("sought", "seek"),
    ("spent", "spend"),
    ("spun", "spin"),
    ("stood", "stand"),
    ("swam", "swim"),
    ("swept", "sweep"),
    ("taken", "take"),
    ("taught", "teach"),
    ("threw", "throw"),
    ("took", "take"),
    ("understood", "understand"),
    ("undertook", "undertake"),
    ("went", "go"),
    ("won", "win"),
    ("wore", "wear"),
    ("wove", "weave"),
    ("written", "write"),
    ("wrote", "write"),
];

/// The verb of an irregular past tense: `drive` for `drove`.
pub(crate) fn of_irregular(word: &str) -> Option<&'static str> {
    let place = IRREGULAR.binary_search_by(|(past, _)| past.cmp(&word)).ok()?;
    Some(IRREGULAR[place].1)
}

/// What verbs a folded word may be a form of: `drive` for `drove`, `drives`, `driving` and itself. Some are no words.
pub(crate) fn bases_of_verb(word: &str) -> Vec<String> {
    let mut bases = vec![word.to_owned()];
    bases.extend(of_irregular(word).map(str::to_owned));
    for (ending, instead) in [("ied", "y"), ("ies", "y"), ("ed", ""), ("ing", ""), ("es", ""), ("s", "")] {
        let Some(stem) = word.strip_suffix(ending).filter(|stem| stem.len() > 1) else { continue };
        bases.push(format!("{stem}{instead}"));
        if matches!(ending, "ed" | "ing") {
            bases.push(format!("{stem}e"));
            // `planned`, `planning`.
            let mut letters = stem.chars().rev();
            if let (Some(last), Some(before)) = (letters.next(), letters.next())
                && last == before
            {
                bases.push(stem[..stem.len() - last.len_utf8()].to_owned());
            }
        }
    }
    bases
}

#[cfg(test)]
mod tests {
    use super::{IRREGULAR, bases_of_verb, of_irregular};

    #[test]
    fn irregular_verbs_are_sorted() {
        assert!(IRREGULAR.is_sorted_by(|a, b| a.0 < b.0));
        assert_eq!(of_irregular("taught"), Some("teach"));
        assert_eq!(of_irregular("teach"), None);
    }

    #[test]
    fn forms_of_a_verb_have_its_base() {
        for (word, base) in [
            ("drove", "drive"),
            ("drives", "drive"),
            ("driving", "drive"),
            ("planned", "plan"),
            ("carried", "carry"),
            ("teaches", "teach"),
            ("sell", "sell"),
        ] {
            assert!(bases_of_verb(word).iter().any(|found| found == base), "{word}");
        }
    }
}
