//! Search in named things by keyword.

use onet_db::title_order;

/// Named things in the order of their titles.
#[derive(Debug)]
pub(crate) struct NameIndex(Vec<NamedEntry>);

/// A named thing.
#[derive(Debug)]
pub(crate) struct NamedEntry {
    /// Its position in the input, from 0.
    pub(crate) number: usize,
    /// Empty where the thing has no code.
    pub(crate) code: String,
    pub(crate) title: String,
    /// The title and the code in lower case.
    folded: String,
    folded_code: String,
}

impl NameIndex {
    pub(super) fn new(named: impl Iterator<Item = (String, String)>) -> Self {
        let name = |(number, (code, title)): (usize, (String, String))| {
            let (folded, folded_code) = (title.to_lowercase(), code.to_lowercase());
            NamedEntry { number, code, title, folded, folded_code }
        };
        let mut names: Vec<NamedEntry> = named.enumerate().map(name).collect();
        names.sort_by(|left, right| title_order(&left.title, &right.title));
        Self(names)
    }

    /// The matches of a keyword: exact titles and codes first, then those that begin with the keyword, then titles in
    /// which every word of the keyword begins a word. Equally good matches are in the order of titles.
    pub(crate) fn find(&self, keyword: &str) -> Vec<&NamedEntry> {
        let text = keyword.trim().to_lowercase();
        let words: Vec<&str> = text.split_whitespace().collect();
        let mut found: Vec<(u8, &NamedEntry)> =
            self.0.iter().filter_map(|name| Some((name.rank(&text, &words)?, name))).collect();
        found.sort_by_key(|(rank, _)| *rank);
        found.into_iter().map(|(_, name)| name).collect()
    }
}

impl NamedEntry {
    fn rank(&self, text: &str, words: &[&str]) -> Option<u8> {
        // Letters alone begin words rather than codes.
        let begins_code = || {
            self.folded_code.starts_with(text) && text.contains(|character: char| !character.is_alphabetic())
        };
        if self.folded == text || self.folded_code == text {
            Some(0)
        } else if self.folded.starts_with(text) || begins_code() {
            Some(1)
        } else {
            words.iter().all(|word| self.has_word(word)).then_some(2)
        }
    }

    fn has_word(&self, beginning: &str) -> bool {
        let begins_word = |at: usize| !self.folded[..at].ends_with(char::is_alphanumeric);
        self.folded.match_indices(beginning).any(|(at, _)| begins_word(at))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_exact_title_precedes_prefix_and_word_matches() {
        let titles = ["C# compilers", "Visual C#", "C", "C#", "Objective C", "Mac#"];
        let names = NameIndex::new(titles.into_iter().map(|title| (String::new(), title.to_owned())));
        let found: Vec<_> = names.find(" c# ").into_iter().map(|name| name.title.as_str()).collect();
        assert_eq!(found, ["C#", "C# compilers", "Visual C#"]);
        assert!(names.find("c++").is_empty());
    }

    #[test]
    fn a_code_with_letters_is_found_whole_in_any_case_and_by_its_digits() {
        let named =
            [("68Q", "Pharmacy Specialist"), ("68W", "Medic"), ("IT", "Technician"), ("ITS", "Iteration")]
                .map(|(code, title)| (code.to_owned(), title.to_owned()));
        let names = NameIndex::new(named.into_iter());
        let codes =
            |keyword| names.find(keyword).into_iter().map(|name| name.code.as_str()).collect::<Vec<_>>();
        assert_eq!(codes("68Q"), ["68Q"]);
        assert_eq!(codes("68w"), ["68W"]);
        assert_eq!(codes("68"), ["68W", "68Q"]);
        assert_eq!(codes("it"), ["IT", "ITS"]);
        assert!(codes("i t s").is_empty());
    }

    #[test]
    fn a_code_is_found_by_its_prefix() {
        let names = NameIndex::new(
            [("29-1051", "Pharmacists"), ("29-2052", "Pharmacy Technicians")]
                .map(|(code, title)| (code.to_owned(), title.to_owned()))
                .into_iter(),
        );
        let codes =
            |keyword| names.find(keyword).into_iter().map(|name| name.code.as_str()).collect::<Vec<_>>();
        assert_eq!(codes("29-"), ["29-1051", "29-2052"]);
        assert_eq!(codes("29-2052"), ["29-2052"]);
        assert_eq!(codes("tech pharm"), ["29-2052"]);
    }
}
