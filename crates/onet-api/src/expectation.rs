//! What a parameter accepts, in words.

use crate::operation::{Operation, Parameter, ParameterType};

/// The patterns of the contract and what they describe, as a noun with an example.
const PATTERNS: [(&str, &str); 22] = [
    (r"^\d\d-\d\d\d\d\.\d\d$", "an O*NET-SOC code such as 29-1051.00"),
    ("^[12345][13579]-0000$", "the code of a job family such as 29-0000"),
    (r"^\d{4}00$", "the code of a career cluster, six digits that end in 00, such as 010000"),
    (r"^\d{6}$", "the code of a career sub-cluster, six digits such as 010100"),
    (r"^\d+$", "a whole number such as 3565"),
    (r"^\w+$", "letters, digits and underscores, such as task_statements"),
    (r"^\w+(\.descending)?$", "the id of a column, with or without .descending, such as title.descending"),
    (
        r"^\w+\.n?(na|((eq|contains|startswith|endswith|lt|lte|gt|gte|before|onbefore|after|onafter)\..+))$",
        "a column, an operator and a value, such as onetsoc_code.eq.29-1051.00",
    ),
    ("^[RIASEC]{1,3}$", "one to three of the letters R, I, A, S, E and C, such as ISC"),
    ("^[12345]{30}([12345]{30})?$", "30 or 60 digits from 1 to 5, one for each answer"),
    (r"^1\.A(\.[A-Za-z0-9]+)+$", "the id of an ability such as 1.A.1.a.1"),
    (r"^1\.B\.1\.[a-f]$", "the id of an interest such as 1.B.1.a"),
    (r"^1\.D(\.[A-Za-z0-9]+)+$", "the id of a work style such as 1.D.1.a"),
    (r"^2\.A(\.[A-Za-z0-9]+)+$", "the id of a basic skill such as 2.A.1.a"),
    (r"^2\.B(\.[A-Za-z0-9]+)+$", "the id of a cross-functional skill such as 2.B.1.a"),
    (r"^2\.C(\.[A-Za-z0-9]+)+$", "the id of an area of knowledge such as 2.C.1.a"),
    (r"^2\.[AB](\.[A-Za-z0-9]+)+$", "the id of a skill such as 2.A.1.a"),
    (r"^2\.[AB]\.\d\.[a-z]$", "the id of a skill such as 2.A.1.a"),
    (r"^4\.A(\.[A-Za-z0-9]+)+$", "the id of a work activity such as 4.A.2.a.2"),
    (r"^4\.C(\.[A-Za-z0-9]+)+$", "the id of a condition of work such as 4.C.1.a.4"),
    (r"^4\.A\.[1234]\.[abc]\.\d\.[^.]+\.[^.]+$", "the id of a detailed work activity such as 4.A.2.a.2.e.4"),
    (
        r"^4\.A\.[1234]\.[abc]\.\d\.[^.]+\.[^.]+(,4\.A\.[1234]\.[abc]\.\d\.[^.]+\.[^.]+)*$",
        "ids of detailed work activities such as 4.A.2.a.2.e.4, with commas between them",
    ),
];

/// What the message of the service for a value that does not match a pattern has after the name of the parameter.
const MUST_MATCH: &str = " must match pattern \"";

impl ParameterType {
    /// What the type accepts, as a noun with an example, where the contract has a regular expression.
    ///
    /// ```
    /// use onet_api::operations::ONLINE_OCCUPATIONS_OVERVIEW;
    ///
    /// let code = ONLINE_OCCUPATIONS_OVERVIEW.parameter("code").unwrap();
    /// assert_eq!(code.kind.expected(), Some("an O*NET-SOC code such as 29-1051.00"));
    /// ```
    pub fn expected(&self) -> Option<&'static str> {
        match self {
            Self::Pattern(pattern) => {
                PATTERNS.iter().find(|(known, _)| known == pattern).map(|(_, expected)| *expected)
            }
            Self::List { item, .. } => item.expected(),
            Self::Text | Self::Integer { .. } | Self::Choice(_) => None,
        }
    }
}

impl Operation {
    /// The parameter of this name.
    pub fn parameter(&self, name: &str) -> Option<&'static Parameter> {
        self.parameters.iter().copied().find(|parameter| parameter.name == name)
    }

    /// A message of the service about a parameter, in words where it has a regular expression.
    ///
    /// ```
    /// use onet_api::operations::ONLINE_OCCUPATIONS_OVERVIEW;
    ///
    /// let sent = r#"code must match pattern "^\d\d-\d\d\d\d\.\d\d$""#;
    /// assert_eq!(
    ///     ONLINE_OCCUPATIONS_OVERVIEW.in_words(sent).as_deref(),
    ///     Some("code must be an O*NET-SOC code such as 29-1051.00"),
    /// );
    /// assert_eq!(ONLINE_OCCUPATIONS_OVERVIEW.in_words("start must be >= 1"), None);
    /// ```
    pub fn in_words(&self, message: &str) -> Option<String> {
        let (before, _) = message.split_once(MUST_MATCH)?;
        let name = before.rsplit([' ', '/', '.', '\'']).find(|word| !word.is_empty())?;
        let expected = self.parameter(name).and_then(|parameter| parameter.kind.expected());
        Some(format!("{name} must be {}", expected.unwrap_or("in the form that the contract gives it")))
    }
}

#[cfg(test)]
mod tests {
    use crate::operations;

    use super::*;

    #[test]
    fn every_pattern_of_the_contract_has_words_and_every_row_a_pattern() {
        let mut used = Vec::new();
        for operation in operations::ALL {
            for parameter in operation.parameters {
                let kind = match parameter.kind {
                    ParameterType::List { item, .. } => *item,
                    kind => kind,
                };
                if let ParameterType::Pattern(pattern) = kind {
                    let expected = kind.expected();
                    assert!(expected.is_some(), "{operation}: {} has no words for {pattern}", parameter.name);
                    used.push(pattern);
                }
            }
        }
        for (pattern, _) in PATTERNS {
            assert!(used.contains(&pattern), "no parameter has {pattern}");
        }
    }
}
