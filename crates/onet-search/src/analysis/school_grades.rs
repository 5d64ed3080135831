//! Grades of a school in the titles of those who teach them: `5th grade teacher`.

/// Ordinals of grades, in letters and in digits.
static ORDINALS: [[&str; 2]; 12] = [
    ["first", "1st"],
    ["second", "2nd"],
    ["third", "3rd"],
    ["fourth", "4th"],
    ["fifth", "5th"],
    ["sixth", "6th"],
    ["seventh", "7th"],
    ["eighth", "8th"],
    ["ninth", "9th"],
    ["tenth", "10th"],
    ["eleventh", "11th"],
    ["twelfth", "12th"],
];
/// The last grade of each kind of school.
static SCHOOLS: [(usize, &str); 3] = [(5, "elementary"), (8, "middle"), (12, "high")];
/// Words for a grade.
static GRADES: [&str; 5] = ["grade", "grades", "gr", "grader", "graders"];
/// Beginnings of the words for those who teach.
static TEACHING: [&str; 8] = ["teach", "tchr", "educat", "tutor", "parapro", "paraed", "aide", "substitute"];
/// Beginnings of words for schools that have no grades.
static WITHOUT_GRADES: [&str; 3] = ["kindergarten", "preschool", "prek"];

/// The words of a title with the kind of school in place of a grade: `elementary school teacher` for `5th grade teacher`,
/// `teacher, grade 5` and `K-5 teacher`. `None` where it names no grade, or nobody who teaches.
pub(crate) fn with_school(words: &[String]) -> Option<Vec<String>> {
    let has = |beginnings: &[&str]| {
        words.iter().any(|word| beginnings.iter().any(|beginning| word.starts_with(beginning)))
    };
    if !has(&TEACHING) || has(&WITHOUT_GRADES) {
        return None;
    }
    let (at, grade) =
        words.windows(2).enumerate().find_map(|(at, pair)| Some((at, grade(&pair[0], &pair[1])?)))?;
    let school = SCHOOLS.iter().find(|(last, _)| grade <= *last)?.1;
    let mut found = vec![school.to_owned(), "school".to_owned()];
    found.extend(words[..at].iter().chain(&words[at + 2..]).cloned());
    Some(found)
}

/// Whether a folded word may name the grade of a school.
pub(crate) fn is_of_school(word: &str) -> bool {
    GRADES.contains(&word) || ordinal(word).is_some()
}

fn grade(first: &str, second: &str) -> Option<usize> {
    let number = |word: &str| word.parse().ok().filter(|number| (1..=12).contains(number));
    if first == "k" {
        return number(second);
    }
    if GRADES.contains(&first) {
        return number(second).or_else(|| ordinal(second));
    }
    GRADES.contains(&second).then(|| ordinal(first).or_else(|| number(first)))?
}

fn ordinal(word: &str) -> Option<usize> {
    ORDINALS.iter().position(|names| names.contains(&word)).map(|place| place + 1)
}

#[cfg(test)]
mod tests {
    use super::with_school;

    #[test]
    fn a_grade_names_the_kind_of_school() {
        for (title, wanted) in [
            ("2nd grade teacher", "elementary school teacher"),
            ("grade 4 teacher", "elementary school teacher"),
            ("teacher seventh gr", "middle school teacher"),
            ("eleventh grade physics teacher", "high school physics teacher"),
            ("k 8 art teacher", "middle school art teacher"),
        ] {
            let words: Vec<String> = title.split(' ').map(str::to_owned).collect();
            assert_eq!(with_school(&words).map(|words| words.join(" ")).as_deref(), Some(wanted), "{title}");
        }
        for title in [
            "grade 3 technician",
            "paramedic grade 3",
            "kindergarten teacher grade 2",
            "first aid teacher",
            "grade school teacher",
            "13th grade teacher",
        ] {
            let words: Vec<String> = title.split(' ').map(str::to_owned).collect();
            assert_eq!(with_school(&words), None, "{title}");
        }
    }
}
