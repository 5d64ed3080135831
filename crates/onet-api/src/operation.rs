//! What is known of an operation besides its method: the words of the contract as data.
//!
//! The table of all operations is [`operations::ALL`](crate::operations::ALL).

use std::fmt;

/// One operation of the service. All are GETs.
#[derive(Debug)]
#[non_exhaustive]
pub struct Operation {
    /// Name of the operation, and of the client's method: `online_related_activities_results`.
    pub id: &'static str,
    /// Path template with its parameters in braces: `/online/related_activities/results/{code}`.
    pub path: &'static str,
    /// The service it belongs to: `about`, `database`, `taxonomy`, `online`, `mnm`, `mpp` or `veterans`.
    pub tag: &'static str,
    /// What it answers, in one sentence.
    pub summary: &'static str,
    /// What it takes, in the order of the contract.
    pub parameters: &'static [&'static Parameter],
    /// What it answers with.
    pub answer: Answer,
    /// Whether it may refuse a call with 422 and `{"error": …}`: so all do that take a parameter.
    pub refuses: bool,
}

/// The form of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// One object, of a shape named in the contract.
    Object {
        /// Name of the shape.
        shape: &'static str,
    },
    /// A bare array.
    List {
        /// Name of the shape of its items.
        items: &'static str,
    },
    /// An object with `start`, `end`, `total` and the items of one page.
    Page {
        /// Name of the shape.
        shape: &'static str,
        /// The member that holds the items.
        items: &'static str,
    },
}

/// A parameter of an operation.
#[derive(Debug)]
pub struct Parameter {
    /// Name in the path template or in the query.
    pub name: &'static str,
    /// Where it stands.
    pub location: Location,
    /// Whether the service refuses a call without it.
    pub required: bool,
    /// What it means.
    pub description: &'static str,
    /// Which values it takes.
    pub kind: Kind,
    /// Name of the shape of its values in the contract, such as `ElementId`; none for values without a name.
    pub shape: Option<&'static str>,
    /// The value that stands for a missing one; list values joined by commas.
    pub default: Option<&'static str>,
}

/// Where a parameter stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Location {
    /// In the path.
    Path,
    /// In the query.
    Query,
}

/// The values that a parameter takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Any text.
    Text,
    /// Text that matches a regular expression (ECMA 262 syntax, anchored as written).
    Pattern(&'static str),
    /// A whole number within bounds, both included.
    Integer {
        /// Least value.
        minimum: Option<i64>,
        /// Greatest value.
        maximum: Option<i64>,
    },
    /// One of a closed set of words.
    Choice(&'static [&'static str]),
    /// Several values.
    List {
        /// What each value is.
        item: &'static Kind,
        /// How the values are written in the query.
        style: ListStyle,
    },
}

/// How a list is written in a query.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ListStyle {
    /// `key=a,b,c`
    Comma,
    /// `key=a&key=b&key=c`
    Repeated,
}

impl Operation {
    /// The operation that answers a path, with or without its final slash.
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

    /// The operation with an id.
    pub fn by_id(id: &str) -> Option<&'static Self> {
        crate::operations::ALL.into_iter().find(|operation| operation.id == id)
    }

    /// The member that holds the items, when the answer is paged.
    pub fn items(&self) -> Option<&'static str> {
        match self.answer {
            Answer::Page { items, .. } => Some(items),
            Answer::Object { .. } | Answer::List { .. } => None,
        }
    }
}

fn segments(path: &str) -> impl Iterator<Item = &str> {
    path.split('/').filter(|segment| !segment.is_empty())
}

fn is_parameter(segment: &str) -> bool {
    segment.starts_with('{')
}

impl fmt::Display for Operation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id)
    }
}
