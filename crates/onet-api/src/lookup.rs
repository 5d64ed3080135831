//! Lookup of operations by path and by id.

use crate::operation::{Location, Operation, Parameter};

impl Operation {
    /// The operation of a path, with or without its final slash.
    ///
    /// A template without a parameter comes before one with it: `/online/occupations/` is the list, not a code.
    ///
    /// ```
    /// use onet_api::operation::Operation;
    ///
    /// let operation = Operation::find("/online/related_activities/results/29-1051.00").unwrap();
    /// assert_eq!(operation.id, "online_related_activities_results");
    /// ```
    pub fn find(path: &str) -> Option<&'static Self> {
        let path: Vec<_> = segments(path).collect();
        crate::operations::ALL
            .into_iter()
            .filter(|operation| {
                let template: Vec<_> = segments(operation.path).collect();
                template.len() == path.len()
                    && template
                        .iter()
                        .zip(&path)
                        .all(|(template, given)| is_parameter(template) || template == given)
            })
            .min_by_key(|operation| segments(operation.path).filter(|segment| is_parameter(segment)).count())
    }

    /// The path that a misspelt one is likely meant for: the nearest template, with the codes and ids of the given path
    /// in their places. `None` when no template is near, or when the path is spelled right.
    ///
    /// ```
    /// use onet_api::operation::Operation;
    ///
    /// let meant = Operation::nearest_path("online/ocupations/29-1051.00/details/skils");
    /// assert_eq!(meant.as_deref(), Some("/online/occupations/29-1051.00/details/skills"));
    /// let meant = Operation::nearest_path("online/occupations/29-1051.00/skills");
    /// assert_eq!(meant.as_deref(), Some("/online/occupations/29-1051.00/details/skills"));
    /// assert_eq!(Operation::nearest_path("online/nowhere"), None);
    /// ```
    pub fn nearest_path(path: &str) -> Option<String> {
        let given: Vec<&str> = segments(path).collect();
        let near = crate::operations::ALL.into_iter().filter_map(|operation| {
            let template: Vec<&str> = segments(operation.path).collect();
            let (distance, filled) = aligned(&template, &given, 1)?;
            let end = if operation.path.ends_with('/') { "/" } else { "" };
            Some((distance, format!("/{}{end}", filled.join("/"))))
        });
        let nearest = near.min_by(|left, right| left.0.total_cmp(&right.0));
        let without_slash = |path: &str| path.strip_suffix('/').unwrap_or(path).to_owned();
        let meant = nearest.filter(|(distance, _)| *distance <= FARTHEST).map(|(_, meant)| meant);
        // An upstream service may not know a path of the contract: it is not misspelt.
        meant.filter(|meant| without_slash(meant) != without_slash(path))
    }

    /// The parameter of the query that a misspelt name is likely meant for.
    ///
    /// ```
    /// use onet_api::operations::ONLINE_SEARCH;
    ///
    /// assert_eq!(ONLINE_SEARCH.nearest_parameter("keywrd").map(|meant| meant.name), Some("keyword"));
    /// assert!(ONLINE_SEARCH.nearest_parameter("colour").is_none());
    /// ```
    pub fn nearest_parameter(&self, name: &str) -> Option<&'static Parameter> {
        let name = name.to_lowercase();
        let alike = |parameter: &Parameter| strsim::normalized_damerau_levenshtein(parameter.name, &name);
        let in_query = self.parameters.iter().copied().filter(|known| known.location == Location::Query);
        let nearest = in_query.max_by(|left, right| alike(left).total_cmp(&alike(right)));
        nearest.filter(|parameter| alike(parameter) >= ALIKE)
    }

    /// The operation with an id.
    pub fn by_id(id: &str) -> Option<&'static Self> {
        crate::operations::ALL.into_iter().find(|operation| operation.id == id)
    }
}

/// How far a path may be from the one that is suggested for it.
const FARTHEST: f64 = 0.9;

/// How alike a word of a template and a misspelt one are at least, from 0 to 1.
const ALIKE: f64 = 0.7;

/// The distance of a word that the given path does not have.
const LEFT_OUT: f64 = 0.6;

/// The distance of a path from a template, and the template with its parameters from the path. `None` when the two have
/// different words, or more than `left_out` words of the template are not in the path.
fn aligned<'a>(template: &[&'a str], given: &[&'a str], left_out: usize) -> Option<(f64, Vec<&'a str>)> {
    let Some((first, template_rest)) = template.split_first() else {
        return given.is_empty().then(|| (0.0, Vec::new()));
    };
    let prepend = |word: &'a str, cost: f64, rest: Option<(f64, Vec<&'a str>)>| {
        rest.map(|(distance, mut words)| {
            words.insert(0, word);
            (distance + cost, words)
        })
    };
    let matched = given.split_first().and_then(|(own, given_rest)| {
        let (word, cost) = match is_parameter(first) {
            true => (*own, 0.05),
            false => {
                let likeness = strsim::normalized_damerau_levenshtein(first, own);
                (*first, (likeness >= ALIKE).then_some(1.0 - likeness)?)
            }
        };
        prepend(word, cost, aligned(template_rest, given_rest, left_out))
    });
    // A word that stands where a parameter would be is no value of it.
    let is_before_word = template_rest.first().is_some_and(|next| !is_parameter(next));
    let skipped = match left_out > 0 && !is_parameter(first) && is_before_word {
        true => prepend(first, LEFT_OUT, aligned(template_rest, given, left_out - 1)),
        false => None,
    };
    [matched, skipped].into_iter().flatten().min_by(|left, right| left.0.total_cmp(&right.0))
}

fn segments(path: &str) -> impl Iterator<Item = &str> {
    path.split('/').filter(|segment| !segment.is_empty())
}

fn is_parameter(segment: &str) -> bool {
    segment.starts_with('{')
}
