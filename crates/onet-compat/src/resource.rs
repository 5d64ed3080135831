//! The resources of the service: addresses, versions, documents.

use std::fmt;

use crate::kind::Kind;
use crate::rule::Rule;
use crate::version::Version;

/// One resource of the service: an address and the kind of document that it answers with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Resource {
    /// Its name in this crate, such as `online.occupation.details.skills`.
    pub id: &'static str,
    /// The family that it belongs to.
    pub service: Service,
    /// Its path, such as `/ws/online/occupations/{code}/details/skills`; `None` where it is not known, or
    /// where there is none (error documents).
    pub path: Option<&'static str>,
    /// What it answers with.
    pub kind: Kind,
    /// The root element of its XML; empty where documents of it are not known.
    pub root: &'static str,
    /// What one can ask for.
    pub query: &'static [QueryParameter],
    /// The first version that has it, as far as documents and clients show.
    pub since: Version,
    /// The last version that has it.
    pub until: Version,
    /// The operation of 2.0 that took its place, by its id in `onet_api::operations`; `None` where 2.0 has
    /// none.
    pub counterpart: Option<&'static str>,
    /// How well it is known.
    pub grade: Grade,
    /// How its documents map to 2.0.
    pub(crate) rule: Rule,
}

/// A family of resources.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Service {
    /// The service list, `about` and error documents.
    Root,
    /// My Next Move.
    MyNextMove,
    /// Mi Próximo Paso, My Next Move in Spanish.
    MiProximoPaso,
    /// My Next Move for Veterans.
    Veterans,
    /// O*NET OnLine.
    OnLine,
    /// Occupation codes between editions of the taxonomy.
    Taxonomy,
    /// Tables of the database.
    Database,
}

/// How well something is known of the old service.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Grade {
    /// An edition of the reference manual shows it.
    Documented,
    /// A client's code or a captured answer shows it.
    Observed,
    /// It follows from what others like it have.
    Inferred,
}

/// A query parameter.
#[derive(Debug, PartialEq, Eq)]
pub struct QueryParameter {
    /// Its name.
    pub name: &'static str,
    /// What it takes.
    pub value: ParameterType,
    /// Whether a request without it is refused with 422.
    pub required: bool,
    /// What counts when it is absent, as documented: a value, or a sum such as `start + 19`.
    pub default: Option<&'static str>,
}

/// What a query parameter takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ParameterType {
    /// Any text.
    Text,
    /// A whole number.
    Integer,
    /// One of these.
    Choice(&'static [&'static str]),
    /// Several values with commas between them.
    List,
    /// A condition on a column, `column.operator.value`; may be repeated.
    Filter,
    /// A column to sort by.
    Column,
}

impl fmt::Display for Service {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Root => "O*NET Web Services",
            Self::MyNextMove => "My Next Move",
            Self::MiProximoPaso => "Mi Próximo Paso",
            Self::Veterans => "My Next Move for Veterans",
            Self::OnLine => "O*NET OnLine",
            Self::Taxonomy => "O*NET-SOC Taxonomy",
            Self::Database => "O*NET Database",
        })
    }
}

impl fmt::Display for Grade {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Documented => "documented",
            Self::Observed => "observed",
            Self::Inferred => "inferred",
        })
    }
}
