//! The resources of the service: addresses, versions, documents.

mod table;

use std::fmt;

use percent_encoding::percent_decode_str;

use crate::kind::Kind;
use crate::version::Version;

pub use table::RESOURCES;

/// One resource of the service: an address and the kind of document that it answers with.
#[derive(Debug, PartialEq, Eq)]
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

impl Resource {
    /// The resource of that id.
    ///
    /// ```
    /// use onet_compat::{Kind, Resource};
    ///
    /// let resource = Resource::find("online.occupation.details.skills").unwrap();
    /// assert_eq!(resource.kind, Kind::Skills);
    /// ```
    #[must_use]
    pub fn find(id: &str) -> Option<&'static Self> {
        RESOURCES.iter().find(|resource| resource.id == id)
    }

    /// The resource at a path, with the values of the path's variables.
    ///
    /// The path is that of a request without its query: pinned (`/v1.9/ws/online/…`), not pinned
    /// (`/ws/online/…`) or below the base (`online/…`), with or without a slash at its end, percent-encoded
    /// or not.
    ///
    /// ```
    /// use onet_compat::Resource;
    ///
    /// let (resource, arguments) =
    /// Resource::at("/v1.9/ws/online/occupations/17-2051.00/details/skills/").unwrap();
    /// assert_eq!(resource.id, "online.occupation.details.skills"); assert_eq!(arguments, [("code",
    /// "17-2051.00".to_owned())]);
    /// ```
    #[must_use]
    pub fn at(path: &str) -> Option<(&'static Self, Vec<(&'static str, String)>)> {
        let asked: Vec<&str> = below_base(path).split('/').filter(|segment| !segment.is_empty()).collect();
        // A word of the path counts for more than a variable: `occupations/` before `{code}/`.
        let matching = RESOURCES.iter().filter_map(|resource| {
            let arguments = resource.arguments(&asked)?;
            Some((resource, arguments))
        });
        matching.min_by_key(|(_, arguments)| arguments.len())
    }

    /// The values of the path's variables, where the path is that of the resource.
    fn arguments(&self, asked: &[&str]) -> Option<Vec<(&'static str, String)>> {
        let known: Vec<&'static str> =
            below_base(self.path?).split('/').filter(|segment| !segment.is_empty()).collect();
        if known.len() != asked.len() {
            return None;
        }
        let mut arguments = Vec::new();
        for (known, asked) in known.into_iter().zip(asked) {
            match known.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) {
                Some(variable) => {
                    arguments.push((variable, percent_decode_str(asked).decode_utf8().ok()?.into_owned()));
                }
                None if known == *asked => {}
                None => return None,
            }
        }
        Some(arguments)
    }
}

/// A path without `/ws/` or `/v1.9/ws/` before it.
fn below_base(path: &str) -> &str {
    let path = path.trim_start_matches('/');
    let pinned = path.split_once('/').filter(|(first, _)| first.starts_with('v') && first.contains('.'));
    let path = pinned.map_or(path, |(_, rest)| rest);
    match path.strip_prefix("ws") {
        Some(rest) if rest.is_empty() || rest.starts_with('/') => rest,
        _ => path,
    }
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
