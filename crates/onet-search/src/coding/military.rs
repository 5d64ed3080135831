//! Ranks and services of the armed forces in titles: `Staff Sergeant USMC`.

use std::ops::Range;

/// What a rank makes of someone, as the classification has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Grade {
    /// A soldier without command.
    Enlisted,
    /// A supervisor among the enlisted.
    Supervisor,
    /// An officer.
    Officer,
}

impl Grade {
    /// The digits of its minor group in the SOC 2018.
    pub(crate) fn minor_group(self) -> u32 {
        match self {
            Self::Officer => 551,
            Self::Supervisor => 552,
            Self::Enlisted => 553,
        }
    }
}

/// Whether a rank is one without its service.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sense {
    /// Only the armed forces have it.
    Clear,
    /// Others have it as well, as a fire captain: it counts beside the name of a service.
    Ambiguous,
}

use Grade::{Enlisted, Officer, Supervisor};
use Sense::{Ambiguous, Clear};

/// Ranks; longer ones stand before those that they begin or end with.
static RANKS: &[(&str, Grade, Sense)] = &[
    ("1sg", Supervisor, Clear),
    ("cwo", Officer, Clear),
    ("cwo2", Officer, Clear),
    ("cwo3", Officer, Clear),
    ("cwo4", Officer, Clear),
    ("mcpo", Supervisor, Clear),
    ("scpo", Supervisor, Clear),
    ("sgm", Supervisor, Clear),
    ("private first class", Enlisted, Clear),
    ("pfc", Enlisted, Clear),
    ("lance corporal", Enlisted, Clear),
    ("lcpl", Enlisted, Clear),
    ("airman first class", Enlisted, Clear),
    ("senior airman", Enlisted, Clear),
    ("seaman apprentice", Enlisted, Clear),
    ("seaman recruit", Enlisted, Clear),
    ("airman", Enlisted, Clear),
    ("a1c", Enlisted, Clear),
    ("sergeant first class", Supervisor, Clear),
    ("sgt first class", Supervisor, Clear),
    ("sergeant 1st class", Supervisor, Clear),
    ("sgt 1st class", Supervisor, Clear),
    ("sfc", Supervisor, Clear),
    ("staff sergeant", Supervisor, Clear),
    ("staff sgt", Supervisor, Clear),
    ("ssgt", Supervisor, Clear),
    ("ssg", Supervisor, Clear),
    ("technical sergeant", Supervisor, Clear),
    ("tech sergeant", Supervisor, Clear),
    ("tsgt", Supervisor, Clear),
    ("gunnery sergeant", Supervisor, Clear),
    ("gysgt", Supervisor, Clear),
    ("chief master sergeant", Supervisor, Clear),
    ("senior master sergeant", Supervisor, Clear),
    ("master sergeant", Supervisor, Clear),
    ("master sgt", Supervisor, Clear),
    ("msgt", Supervisor, Clear),
    ("command sergeant major", Supervisor, Clear),
    ("sergeant major", Supervisor, Clear),
    ("sgt major", Supervisor, Clear),
    ("sgtmaj", Supervisor, Clear),
    ("platoon sergeant", Supervisor, Clear),
    ("master chief petty officer", Supervisor, Clear),
    ("senior chief petty officer", Supervisor, Clear),
    ("chief petty officer", Supervisor, Clear),
    ("petty officer", Supervisor, Clear),
    ("chief warrant officer", Officer, Clear),
    ("warrant officer", Officer, Clear),
    ("second lieutenant", Officer, Clear),
    ("2nd lieutenant", Officer, Clear),
    ("2nd lt", Officer, Clear),
    ("2lt", Officer, Clear),
    ("first lieutenant", Officer, Clear),
    ("1st lieutenant", Officer, Clear),
    ("1st lt", Officer, Clear),
    ("1lt", Officer, Clear),
    ("lieutenant colonel", Officer, Clear),
    ("lt colonel", Officer, Clear),
    ("lt col", Officer, Clear),
    ("ltcol", Officer, Clear),
    ("lieutenant commander", Officer, Clear),
    ("lcdr", Officer, Clear),
    ("ltjg", Officer, Clear),
    ("brigadier general", Officer, Clear),
    ("rear admiral", Officer, Clear),
    ("vice admiral", Officer, Clear),
    ("platoon leader", Officer, Clear),
    ("company commander", Officer, Clear),
    ("battalion commander", Officer, Ambiguous),
    ("first sergeant", Supervisor, Ambiguous),
    ("sergeant", Supervisor, Ambiguous),
    ("sgt", Supervisor, Ambiguous),
    ("corporal", Supervisor, Ambiguous),
    ("cpl", Supervisor, Ambiguous),
    ("squad leader", Supervisor, Ambiguous),
    ("nco", Supervisor, Ambiguous),
    ("private", Enlisted, Ambiguous),
    ("pvt", Enlisted, Ambiguous),
    ("specialist", Enlisted, Ambiguous),
    ("spc", Enlisted, Ambiguous),
    ("seaman", Enlisted, Ambiguous),
    ("soldier", Enlisted, Ambiguous),
    ("major general", Officer, Ambiguous),
    ("cpo", Supervisor, Ambiguous),
    ("cpt", Officer, Ambiguous),
    ("csm", Supervisor, Ambiguous),
    ("ltc", Officer, Ambiguous),
    ("captain", Officer, Ambiguous),
    ("capt", Officer, Ambiguous),
    ("lieutenant", Officer, Ambiguous),
    ("lt", Officer, Ambiguous),
    ("major", Officer, Ambiguous),
    ("maj", Officer, Ambiguous),
    ("colonel", Officer, Ambiguous),
    ("col", Officer, Ambiguous),
    ("commander", Officer, Ambiguous),
    ("cdr", Officer, Ambiguous),
    ("ensign", Officer, Ambiguous),
    ("admiral", Officer, Ambiguous),
    ("general", Officer, Ambiguous),
    ("officer", Officer, Ambiguous),
];

/// The services, longer names first.
static SERVICES: &[&str] = &[
    "army national guard",
    "air national guard",
    "national guard",
    "marine corps",
    "coast guard",
    "space force",
    "air force",
    "army",
    "navy",
    "marines",
    "marine",
    "usmc",
    "usaf",
    "usn",
    "uscg",
    "ussf",
];

/// Words beside a rank and a service that name no work.
static BESIDE: [&str; 24] = [
    "us", "u", "s", "united", "states", "in", "of", "the", "and", "class", "1st", "2nd", "3rd", "first",
    "second", "third", "ret", "retired", "reserve", "reserves", "active", "duty", "veteran", "former",
];

/// A title with a rank.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Ranked {
    pub(crate) grade: Grade,
    /// The words that name the work, such as `artillery`; none where the title has only a rank.
    pub(crate) work: Vec<String>,
}

/// Reads the words of a title that has a rank.
pub(crate) fn read(words: &[String]) -> Option<Ranked> {
    let service = SERVICES.iter().find_map(|service| place(words, service));
    let pay_grade = pay_grade(words);
    let is_military = service.is_some() || pay_grade.is_some();
    let rank = RANKS
        .iter()
        .filter(|(_, _, sense)| *sense == Clear || is_military)
        .find_map(|(rank, grade, _)| Some((place(words, rank)?, *grade)));
    // Others have names like pay grades: `e2` is one alone or beside a service.
    let is_alone = |range: &Range<usize>| range.len() == words.len() || service.is_some();
    let (rank, grade) = rank.or_else(|| pay_grade.clone().filter(|(range, _)| is_alone(range)))?;
    let parts = [Some(rank), service, pay_grade.map(|(range, _)| range)];
    let is_work = |(at, word): &(usize, &String)| {
        let is_name = parts.iter().flatten().any(|part| part.contains(at));
        !is_name && !BESIDE.contains(&word.as_str())
    };
    let work = words.iter().enumerate().filter(is_work).map(|(_, word)| word.clone()).collect();
    Some(Ranked { grade, work })
}

/// Where the first pay grade stands, such as `E-5` and `o3`, and what it makes of someone.
fn pay_grade(words: &[String]) -> Option<(Range<usize>, Grade)> {
    (0..words.len()).find_map(|at| {
        let joined = (words[at].as_str(), 1);
        let apart = words.get(at + 1).map(|next| (next.as_str(), 2));
        let (digits, count) = match joined.0.len() {
            1 => apart?,
            _ => (joined.0.get(1..)?, 1),
        };
        let number = digits.parse::<u8>().ok().filter(|_| digits.len() <= 2)?;
        let grade = match (joined.0.as_bytes()[0], number) {
            (b'e', 1..=4) => Enlisted,
            (b'e', 5..=9) => Supervisor,
            (b'o', 1..=10) => Officer,
            _ => return None,
        };
        Some((at..at + count, grade))
    })
}

/// Where a name stands among words.
fn place(words: &[String], name: &str) -> Option<Range<usize>> {
    let count = name.split(' ').count();
    let starts = 0..(words.len() + 1).saturating_sub(count);
    starts.map(|start| start..start + count).find(|range| words[range.clone()].iter().eq(name.split(' ')))
}

#[cfg(test)]
mod tests {
    use super::{Grade, read};

    fn found(title: &str) -> Option<(Grade, String)> {
        let words: Vec<String> = title.split(' ').map(str::to_owned).collect();
        read(&words).map(|ranked| (ranked.grade, ranked.work.join(" ")))
    }

    #[test]
    fn ranks_have_a_grade_and_leave_the_work() {
        for (title, grade, work) in [
            ("gunnery sergeant", Grade::Supervisor, ""),
            ("petty officer 3rd class sonar technician", Grade::Supervisor, "sonar technician"),
            ("pfc infantry", Grade::Enlisted, "infantry"),
            ("major us air force", Grade::Officer, ""),
            ("armor captain us army ret", Grade::Officer, "armor"),
            ("sgt national guard", Grade::Supervisor, ""),
            ("e 6", Grade::Supervisor, ""),
            ("o2", Grade::Officer, ""),
            ("e 5 sergeant", Grade::Supervisor, ""),
            ("e 3 us navy", Grade::Enlisted, ""),
            ("cpt us army", Grade::Officer, ""),
        ] {
            assert_eq!(found(title), Some((grade, work.to_owned())), "{title}");
        }
    }

    #[test]
    fn ranks_that_others_have_need_a_service() {
        for title in [
            "fire captain",
            "police sergeant",
            "major accounts manager",
            "private investigator",
            "navy",
            "cpt",
            "electrician e 2",
        ] {
            assert_eq!(found(title), None, "{title}");
        }
    }
}
