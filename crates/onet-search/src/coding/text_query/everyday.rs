//! Everyday language: what people write for the words of tasks and titles, and who does what they write.

/// Words before a title that someone wishes to have: `doctor` in `I want to be a doctor`. They follow words of [`OF_WISHERS`].
static TO_BE: [&[&str]; 11] = [
    &["as"],
    &["to", "be"],
    &["to", "become"],
    &["be"],
    &["become"],
    &["becoming"],
    &["being"],
    &["to", "work", "as"],
    &["work", "as"],
    &["working", "as"],
    &["employment", "as"],
];
/// Words that may stand before [`TO_BE`].
static OF_WISHERS: [&str; 40] = [
    "i",
    "d",
    "id",
    "my",
    "m",
    "im",
    "am",
    "we",
    "would",
    "really",
    "always",
    "have",
    "ve",
    "ive",
    "wanted",
    "want",
    "wants",
    "wish",
    "wishing",
    "hope",
    "hoping",
    "like",
    "love",
    "dream",
    "dreaming",
    "goal",
    "is",
    "was",
    "it",
    "one",
    "day",
    "plan",
    "planning",
    "looking",
    "for",
    "a",
    "job",
    "of",
    "interested",
    "in",
];
/// Two words that people write as one.
static TOGETHER: [(&str, [&str; 2]); 3] =
    [("gonna", ["going", "to"]), ("wanna", ["want", "to"]), ("gotta", ["got", "to"])];

/// What an everyday verb is in tasks, and who does it in titles.
struct Verb {
    verb: &'static str,
    tasks: &'static [&'static str],
    doers: &'static [&'static str],
}

const fn row(verb: &'static str, tasks: &'static [&'static str], doers: &'static [&'static str]) -> Verb {
    Verb { verb, tasks, doers }
}

/// Sorted by verb. Other verbs have the endings of [`doers`].
static VERBS: [Verb; 50] = [
    row("act", &["perform", "role"], &["actor"]),
    row("answer", &["respond"], &["operator", "receptionist"]),
    row("arrange", &[], &["designer", "arranger"]),
    row("bake", &[], &["baker"]),
    row("build", &["construct", "develop"], &["builder", "developer"]),
    row("care", &["assist"], &["caregiver", "aide", "nurse"]),
    row("catch", &["apprehend", "capture"], &["catcher"]),
    row("check", &["inspect", "examine"], &["inspector", "screener"]),
    row("clean", &[], &["cleaner"]),
    row("code", &["program"], &["programmer", "developer"]),
    row("collect", &[], &["collector"]),
    row("cook", &["prepare", "grill"], &["cook"]),
    row("count", &["tally"], &["teller", "clerk"]),
    row("decide", &["rule", "judge"], &["judge"]),
    row("decorate", &["design"], &["decorator"]),
    row("deliver", &["carry", "transport"], &["driver", "carrier"]),
    row("draw", &["illustrate", "sketch"], &["artist", "illustrator"]),
    row("drive", &["operate"], &["driver"]),
    row("fix", &["repair"], &["repairer", "mechanic", "technician"]),
    row("fly", &["pilot"], &["pilot"]),
    row("grow", &["cultivate", "harvest"], &["grower", "farmer"]),
    row("guard", &["patrol"], &["guard"]),
    row("help", &["assist"], &[]),
    row("hire", &["recruit", "select"], &["recruiter"]),
    row("install", &[], &["installer"]),
    row("invest", &[], &["advisor", "manager"]),
    row("lay", &["install", "align"], &["layer"]),
    row("lend", &["loan"], &["lender", "officer"]),
    row("make", &["build", "construct", "create"], &["maker"]),
    row("manage", &["direct", "supervise"], &["manager"]),
    row("mow", &[], &["mower", "keeper"]),
    row("operate", &[], &["operator"]),
    row("paint", &["coat", "brush"], &["painter"]),
    row("park", &["valet"], &["attendant", "valet"]),
    row("plan", &["organize", "coordinate"], &["planner"]),
    row("play", &["perform"], &["player"]),
    row("predict", &["forecast"], &["forecaster"]),
    row("protect", &["guard", "conserve"], &["ranger", "guard", "agent"]),
    row("pull", &["extract", "remove"], &[]),
    row("repair", &["fix"], &["repairer", "mechanic", "technician"]),
    row("run", &["manage", "operate"], &["manager", "operator"]),
    row("save", &["rescue", "protect"], &["guard"]),
    row("sell", &["sale"], &["salesperson", "seller", "agent"]),
    row("sew", &["stitch"], &["sewer"]),
    row("sing", &["perform"], &["singer"]),
    row("study", &["research", "analyze"], &["scientist", "researcher"]),
    row("teach", &["instruct"], &["teacher", "instructor"]),
    row("train", &["instruct"], &["trainer", "coach"]),
    row("wash", &["clean"], &["washer", "cleaner"]),
    row("write", &["compose"], &["writer"]),
];

/// Everyday nouns, and what tasks and titles have for them; sorted.
static NOUNS: [(&str, &[&str]); 52] = [
    ("airplane", &["aircraft"]),
    ("babies", &["infant", "newborn"]),
    ("baby", &["infant", "newborn"]),
    ("bike", &["bicycle"]),
    ("bone", &["fossil", "skeleton"]),
    ("book", &["author"]),
    ("bug", &["insect"]),
    ("burger", &["hamburger", "fast", "food"]),
    ("car", &["automobile", "automotive", "vehicle"]),
    ("cartoon", &["animation"]),
    ("clothes", &["clothing", "garment"]),
    ("code", &["software", "program"]),
    ("cop", &["police"]),
    ("criminal", &["suspect", "arrest"]),
    ("dish", &["dishwasher"]),
    ("doctor", &["physician"]),
    ("elderly", &["geriatric"]),
    ("faucet", &["plumbing"]),
    ("film", &["movie"]),
    ("flower", &["floral"]),
    ("forest", &["forestry"]),
    ("garbage", &["refuse", "recyclable"]),
    ("grass", &["lawn"]),
    ("hair", &["hairdresser"]),
    ("home", &["house", "residential"]),
    ("house", &["home", "residential"]),
    ("immigrant", &["second", "language"]),
    ("insect", &["entomology"]),
    ("kid", &["child", "children"]),
    ("mail", &["postal"]),
    ("math", &["mathematics", "mathematical"]),
    ("meat", &["butcher"]),
    ("money", &["cash", "currency"]),
    ("movie", &["film", "picture"]),
    ("number", &["mathematics", "statistics"]),
    ("package", &["parcel"]),
    ("phone", &["telephone"]),
    ("photo", &["photograph", "photographer"]),
    ("picture", &["photograph", "photographer"]),
    ("pizza", &["food"]),
    ("plane", &["aircraft", "airplane"]),
    ("planet", &["environment", "environmental"]),
    ("prisoner", &["inmate"]),
    ("rock", &["geology", "geological"]),
    ("song", &["music"]),
    ("star", &["astronomical", "astronomy"]),
    ("teeth", &["tooth", "dental"]),
    ("train", &["locomotive", "railroad"]),
    ("trip", &["travel"]),
    ("tv", &["television"]),
    ("weather", &["meteorological"]),
    ("website", &["web"]),
];

/// What verb and noun together say, and the title of those who do it, where the verb alone says something else.
static PAIRS: [(&str, &str, &str); 30] = [
    ("argue", "case", "attorney"),
    ("book", "trip", "travel agent"),
    ("build", "bridge", "civil engineer"),
    ("carry", "bag", "bellhop"),
    ("catch", "criminal", "police officer"),
    ("catch", "fish", "fisherman"),
    ("cut", "tree", "tree trimmer"),
    ("decide", "case", "judge"),
    ("deliver", "babies", "obstetrician"),
    ("deliver", "baby", "obstetrician"),
    ("design", "building", "architect"),
    ("design", "home", "architect"),
    ("design", "house", "architect"),
    ("do", "hair", "hair stylist"),
    ("do", "tax", "tax preparer"),
    ("drive", "forklift", "forklift operator"),
    ("fit", "glasses", "optician"),
    ("fix", "car", "auto mechanic"),
    ("make", "furniture", "cabinetmaker"),
    ("make", "movie", "movie director"),
    ("make", "music", "musician"),
    ("pull", "teeth", "dentist"),
    ("save", "life", "emergency medical technician"),
    ("save", "planet", "environmental scientist"),
    ("serve", "country", "soldier"),
    ("stock", "shelf", "stocker"),
    ("wire", "building", "electrician"),
    ("wire", "house", "electrician"),
    ("write", "app", "application developer"),
    ("write", "code", "software developer"),
];

/// The title for a verb in its base form with a noun.
pub(super) fn title_of(verb: &str, noun: &str) -> Option<&'static str> {
    PAIRS.iter().find(|row| row.0 == verb && forms(noun).contains(&row.1)).map(|row| row.2)
}

/// Words that say whom or what someone means and name nothing.
static EMPTY: [&str; 13] = [
    "people", "person", "someone", "those", "who", "that", "things", "stuff", "living", "able", "cannot",
    "them", "others",
];

/// Several words that are one verb, and it.
static PHRASAL: [(&[&str], &str); 14] = [
    (&["take", "care", "of"], "care"),
    (&["taking", "care", "of"], "care"),
    (&["took", "care", "of"], "care"),
    (&["look", "after"], "care"),
    (&["looking", "after"], "care"),
    (&["looked", "after"], "care"),
    (&["put", "out", "fires"], "firefighter"),
    (&["take", "pictures"], "photograph"),
    (&["taking", "pictures"], "photograph"),
    (&["take", "photos"], "photograph"),
    (&["cut", "down"], "cut"),
    (&["put", "up"], "install"),
    (&["dig", "up"], "excavate"),
    (&["get", "fit"], "fitness"),
];

/// What tasks have for a verb in its base form.
pub(super) fn verb(word: &str) -> Option<&'static [&'static str]> {
    find(word).map(|verb| verb.tasks)
}

/// Who does what a verb says.
pub(super) fn doers_of(word: &str) -> Option<&'static [&'static str]> {
    find(word).map(|verb| verb.doers)
}

fn find(word: &str) -> Option<&'static Verb> {
    let place = VERBS.binary_search_by(|verb| verb.verb.cmp(word)).ok()?;
    VERBS.get(place)
}

/// What tasks and titles have for a noun.
pub(super) fn noun(word: &str) -> &'static [&'static str] {
    let find = |word: &str| NOUNS.binary_search_by(|(noun, _)| (*noun).cmp(word)).ok();
    let place = forms(word).into_iter().find_map(find);
    place.and_then(|place| NOUNS.get(place)).map_or(&[], |(_, meant)| meant)
}

/// A noun as it is written and what may be its singular: `taxes`, `taxe`, `tax`.
fn forms(word: &str) -> [&str; 3] {
    [word, word.strip_suffix('s').unwrap_or(word), word.strip_suffix("es").unwrap_or(word)]
}

pub(super) fn is_empty(word: &str) -> bool {
    EMPTY.contains(&word)
}

/// Words with those written as one apart, and several that are one verb as one.
pub(super) fn plain(words: impl Iterator<Item = String>) -> Vec<String> {
    let mut plain = Vec::new();
    for word in words {
        match TOGETHER.iter().find(|(together, _)| *together == word) {
            Some((_, apart)) => plain.extend(apart.map(str::to_owned)),
            None => plain.push(word),
        }
    }
    for (phrase, verb) in &PHRASAL {
        if let Some(at) = plain.windows(phrase.len()).position(|window| window.iter().eq(phrase.iter())) {
            plain.splice(at..at + phrase.len(), [(*verb).to_owned()]);
        }
    }
    plain
}

/// The title that someone wishes to have.
pub(super) fn wished(words: &[String]) -> Option<&[String]> {
    let begins = |at: usize, phrase: &[&str]| {
        words[at..].iter().zip(phrase).filter(|(a, b)| a == *b).count() == phrase.len()
    };
    let wishes = words.iter().take_while(|word| OF_WISHERS.contains(&word.as_str())).count();
    let at = (1..=wishes).find_map(|at| {
        let phrase = TO_BE.iter().find(|phrase| begins(at, phrase))?;
        Some(at + phrase.len())
    })?;
    let rest = words.get(at..)?;
    let article = usize::from(rest.first().is_some_and(|word| ["a", "an", "the"].contains(&word.as_str())));
    Some(&rest[article..]).filter(|rest| !rest.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_sorted() {
        assert!(VERBS.is_sorted_by(|a, b| a.verb < b.verb));
        assert!(NOUNS.is_sorted_by(|a, b| a.0 < b.0), "{:?}", NOUNS.windows(2).find(|w| w[0].0 >= w[1].0));
    }

    #[test]
    fn wishes_name_titles() {
        assert_eq!(title_of("do", "taxes"), Some("tax preparer"));
        assert_eq!(title_of("paint", "taxes"), None);
        for (text, title) in [
            ("i want to be a doctor", Some("doctor")),
            ("i wanna be a cop", Some("cop")),
            ("my dream is to become an air traffic controller", Some("air traffic controller")),
            ("looking for a job as a welder", Some("welder")),
            ("i want to work with animals", None),
            ("i want to be", None),
        ] {
            let words = plain(text.split(' ').map(str::to_owned));
            assert_eq!(wished(&words).map(|words| words.join(" ")).as_deref(), title, "{text}");
        }
    }
}
