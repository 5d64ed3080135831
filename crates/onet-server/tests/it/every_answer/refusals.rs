//! What is refused by the contract, and what must not matter.

use http::StatusCode;
use onet_api::operation::{Location, Operation, Parameter, ParameterType};
use regex::Regex;

use super::asker::{Asker, Checked, code_in, ensure, with};
use crate::common::found::{encoded, of_call};

/// Texts that most patterns refuse; the third has Arabic digits.
const MALFORMED: [&str; 4] = ["?", "29-1051.0", "٢٩-1051.00", "two words"];

/// Checks around a call that is answered: wrong arguments are refused, unknown ones ignored, and the final slash does
/// not matter.
pub(crate) async fn check(asker: &mut Asker, operation: &'static Operation, call: &str) -> Checked {
    for parameter in operation.parameters {
        for value in wrong(parameter.kind) {
            let call = match parameter.location {
                Location::Path => in_path(operation, parameter, call, &value),
                Location::Query => with(call, &[(parameter.name, &value)]),
            };
            // A wrong word in a path may be the path of another operation.
            if of_call(&call).is_ok_and(|found| found.id == operation.id) {
                asker.refused(operation, &call).await?;
            }
        }
        if parameter.required && parameter.location == Location::Query {
            missing(asker, operation, parameter, call).await?;
        }
    }
    if let Some(code) = code_in(call) {
        asker.refused(operation, &call.replacen(code, "99-9999.99", 1)).await?;
    }
    unknown_parameter(asker, operation, call).await?;
    final_slash(asker, operation, call).await
}

/// Values that a parameter does not take.
fn wrong(kind: ParameterType) -> Vec<String> {
    match kind {
        ParameterType::Text => Vec::new(),
        ParameterType::Choice(_) => vec!["no_such_word".to_owned()],
        ParameterType::Integer { minimum, maximum } => {
            let beyond = [minimum.map(|least| least - 1), maximum.map(|most| most + 1)];
            let beyond = beyond.into_iter().flatten().map(|number| number.to_string());
            ["abc".to_owned(), "1.5".to_owned()].into_iter().chain(beyond).collect()
        }
        ParameterType::Pattern(pattern) => {
            // The contract's classes are ASCII.
            let ascii = pattern.replace("\\d", "[0-9]").replace("\\w", "[0-9A-Za-z_]");
            let regex = Regex::new(&ascii).expect("the pattern is a regular expression");
            MALFORMED.iter().filter(|text| !regex.is_match(text)).map(|text| (*text).to_owned()).collect()
        }
        ParameterType::List { item, .. } => wrong(*item),
    }
}

/// A call with another value in the place of a parameter of its path.
fn in_path(operation: &Operation, parameter: &Parameter, call: &str, value: &str) -> String {
    let (path, query) =
        call.split_once('?').map_or((call, String::new()), |(path, query)| (path, format!("?{query}")));
    let template = format!("{{{}}}", parameter.name);
    let segments: Vec<String> = operation
        .path
        .split('/')
        .zip(path.split('/'))
        .map(|(known, given)| if known == template { encoded(value) } else { given.to_owned() })
        .collect();
    format!("{}{query}", segments.join("/"))
}

async fn missing(
    asker: &mut Asker,
    operation: &'static Operation,
    parameter: &Parameter,
    call: &str,
) -> Checked {
    let path = call.split('?').next().unwrap_or_default();
    for call in [path.to_owned(), with(call, &[(parameter.name, "")])] {
        let message = asker.refused(operation, &call).await?;
        // The wording was observed on the live service.
        ensure(message == format!("must have required property '{}'", parameter.name), || {
            format!("{call}: {message}")
        })?;
    }
    Ok(())
}

/// An unknown parameter changes nothing but the links to other pages, which keep it.
async fn unknown_parameter(asker: &mut Asker, operation: &'static Operation, call: &str) -> Checked {
    let call = with(call, &[]);
    let plain = asker.ask(operation, &call).await?;
    let with_more = with(&call, &[("colour", "blue")]);
    let reply = asker.ask(operation, &with_more).await?;
    let message = String::from_utf8_lossy(&reply.bytes).replace("colour=blue&", "");
    ensure(reply.status == StatusCode::OK && message.as_bytes() == plain.bytes, || {
        format!("{with_more}: an unknown parameter changes the answer")
    })
}

async fn final_slash(asker: &mut Asker, operation: &'static Operation, call: &str) -> Checked {
    if operation.path == "/" {
        return Ok(());
    }
    let (path, query) = call.split_once('?').unwrap_or((call, ""));
    let other = match path.strip_suffix('/') {
        Some(short) => format!("{short}?{query}"),
        None => format!("{path}/?{query}"),
    };
    let one = asker.ask(operation, call).await?;
    let two = asker.ask(operation, &other).await?;
    ensure(one.bytes == two.bytes, || format!("{call} and {other} differ"))
}
