//! Versions in use, and the index pages that list the services below a path.

use onet_api::operation::{Location, Operation, ParameterType};
use onet_api::{operations, types};

use super::body::to_json;
use super::call::Call;
use crate::error::Error;

pub(crate) fn about(call: &Call<'_>) -> Result<Vec<u8>, Error> {
    let reference = |page: &str, name: String| types::ReleaseRef {
        name,
        url: format!("https://www.onetcenter.org/{page}.html"),
    };
    to_json(&types::About {
        api_version: operations::API_VERSION.to_owned(),
        database: reference("database", call.label()),
        taxonomy: reference("taxonomy", call.release().manifest().taxonomy.clone()),
    })
}

/// Lists the operations directly below the path whose own path needs no further argument.
pub(crate) fn index(call: &Call<'_>) -> Result<Vec<u8>, Error> {
    let below: Vec<_> = operations::ALL
        .into_iter()
        .filter(|operation| is_directly_below(operation, call.operation))
        .flat_map(|operation| {
            let title = operation.summary.trim_end_matches('.');
            paths_of(operation).into_iter().map(move |path| (path, title))
        })
        .map(|(path, title)| types::ServiceReference { href: call.links.to(&path), title: title.to_owned() })
        .collect();
    to_json(&below)
}

/// Whether an index lists an operation: the operation is below the index with no other operation between them, and the
/// parameters of its path are closed choices.
fn is_directly_below(operation: &Operation, index: &Operation) -> bool {
    let is_below = |inner: &Operation, outer: &Operation| {
        inner.id != outer.id && outer.path.ends_with('/') && inner.path.starts_with(outer.path)
    };
    let is_open = |operation: &Operation| {
        operation.parameters.iter().any(|parameter| {
            parameter.location == Location::Path
                && !matches!(parameter.kind, ParameterType::Choice(_))
                && !index.path.contains(&format!("{{{}}}", parameter.name))
        })
    };
    is_below(operation, index)
        && !is_open(operation)
        && !operations::ALL
            .into_iter()
            .any(|between| is_below(between, index) && is_below(operation, between) && !is_open(between))
}

/// The paths of an operation, one for each combination of its choices, without paths from a choice to itself.
fn paths_of(operation: &Operation) -> Vec<String> {
    let choices = operation.parameters.iter().filter(|parameter| parameter.location == Location::Path);
    choices.fold(vec![operation.path.to_owned()], |paths, parameter| {
        let ParameterType::Choice(words) = parameter.kind else { return paths };
        let template = format!("{{{}}}", parameter.name);
        paths
            .iter()
            .flat_map(|path| {
                words
                    .iter()
                    .filter(|word| !path.split('/').any(|segment| segment == **word))
                    .map(|word| path.replace(&template, word))
            })
            .collect()
    })
}
