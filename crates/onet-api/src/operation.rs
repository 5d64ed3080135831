//! Descriptions of operations as data: path, parameters and response, from the contract.
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
    /// What it returns, in one sentence.
    pub summary: &'static str,
    /// Its parameters, in the order of the contract.
    pub parameters: &'static [&'static Parameter],
    /// The form of its response.
    pub response: ResponseForm,
    /// Whether it may reject a call with 422 and `{"error": …}`, as all operations with parameters do.
    pub refuses: bool,
}

/// The form of a response.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ResponseForm {
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
    /// Whether it is part of the path or the query.
    pub location: Location,
    /// Whether the service rejects a call without it.
    pub required: bool,
    /// What it means.
    pub description: &'static str,
    /// The values it accepts.
    pub kind: ParameterType,
    /// Name of the shape of its values in the contract, such as `ElementId`; `None` for values without a name.
    pub shape: Option<&'static str>,
    /// The default; values of a list are joined by commas.
    pub default: Option<&'static str>,
}

/// The part of a URL that a parameter belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Location {
    /// In the path.
    Path,
    /// In the query.
    Query,
}

/// The values that a parameter accepts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ParameterType {
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
        /// The type of each value.
        item: &'static ParameterType,
        /// How the query lists the values.
        style: ListStyle,
    },
}

/// How a query lists several values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ListStyle {
    /// `key=a,b,c`
    Comma,
    /// `key=a&key=b&key=c`
    Repeated,
}

impl Operation {
    /// The member that holds the items of a paged response.
    pub fn items(&self) -> Option<&'static str> {
        match self.response {
            ResponseForm::Page { items, .. } => Some(items),
            ResponseForm::Object { .. } | ResponseForm::List { .. } => None,
        }
    }
}

impl fmt::Display for Operation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id)
    }
}
