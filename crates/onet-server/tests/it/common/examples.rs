//! Calls with an example for each argument, made from the contract alone: well-formed, whatever a source holds.

use onet_api::operation::{Location, Operation, ParameterType};
use regex::Regex;
use url::form_urlencoded;

/// Values for the parameters with a pattern; each pattern takes the first that fits.
const EXAMPLES: [&str; 17] = [
    "29-1051.00",
    "29-0000",
    "occupation_data",
    "1809",
    "110000",
    "SI",
    "1.A.1.a.1",
    "1.B.1.a",
    "1.C.1.a",
    "1.D.1.a",
    "2.A.1.a",
    "2.B.1.a",
    "2.C.1.a",
    "4.A.2.a.2",
    "4.C.1.a.1",
    "4.A.2.a.2.I05.D04",
    "123451234512345123451234512345",
];

/// The calls of an operation with an example for each parameter it wants: one for each combination of the choices in
/// its path.
pub(crate) fn examples(operation: &Operation) -> Vec<String> {
    let mut paths = vec![operation.path.to_owned()];
    let mut query = form_urlencoded::Serializer::new(String::new());
    for parameter in operation.parameters {
        match parameter.location {
            Location::Path => {
                let template = format!("{{{}}}", parameter.name);
                let mut filled = Vec::new();
                let words = values(parameter.kind);
                for path in &paths {
                    filled.extend(words.iter().map(|word| path.replace(&template, word)));
                }
                paths = filled;
            }
            // The careers that fit a person need answers or scores, none of which the contract requires.
            Location::Query if parameter.required || parameter.name == "answers" => {
                query.append_pair(parameter.name, &values(parameter.kind)[0]);
            }
            Location::Query => {}
        }
    }
    match query.finish() {
        query if query.is_empty() => paths,
        query => paths.iter().map(|path| format!("{path}?{query}")).collect(),
    }
}

/// All words of a choice, one example of anything else.
pub(crate) fn values(kind: ParameterType) -> Vec<String> {
    match kind {
        ParameterType::Text => vec!["pharmacist".to_owned()],
        ParameterType::Pattern(pattern) => {
            let regex = Regex::new(pattern).expect("the pattern is a regular expression");
            let fitting = EXAMPLES.iter().find(|example| regex.is_match(example));
            vec![(*fitting.unwrap_or_else(|| panic!("no example fits {pattern}"))).to_owned()]
        }
        ParameterType::Integer { minimum, .. } => vec![minimum.unwrap_or(1).to_string()],
        ParameterType::Choice(words) => words.iter().map(|word| (*word).to_owned()).collect(),
        ParameterType::List { item, .. } => values(*item),
    }
}
