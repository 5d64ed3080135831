//! Paths of operations with their parameters filled in.

use onet_api::operation::Operation;

/// The path of an operation with values in the places of its parameters, percent-encoded.
pub(crate) fn filled(operation: &Operation, values: &[&str]) -> String {
    let mut values = values.iter();
    let segments = operation.path.split('/').map(|segment| match segment.starts_with('{') {
        true => values.next().map_or_else(String::new, |value| encoded(value)),
        false => segment.to_owned(),
    });
    segments.collect::<Vec<_>>().join("/")
}

/// A value as a segment of a path.
fn encoded(value: &str) -> String {
    let byte = |byte: u8| match byte {
        b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => char::from(byte).to_string(),
        other => format!("%{other:02X}"),
    };
    value.bytes().map(byte).collect()
}

#[cfg(test)]
mod tests {
    use onet_api::operations;

    #[test]
    fn values_are_encoded() {
        let path = super::filled(&operations::ONLINE_TECHNOLOGY_EXAMPLES_OCCUPATIONS, &["C++ / é"]);
        assert_eq!(path, "/online/technology/examples/C%2B%2B%20%2F%20%C3%A9");
    }
}
