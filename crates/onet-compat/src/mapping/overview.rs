//! What the tables say of each resource, for documentation.

use super::row::{How, Row};
use super::rule::{Counterpart, Rule};
use super::rules;
use crate::resource::RESOURCES;

/// What becomes of a resource, or of several that differ in a name: `{site}` stands for `mnm`, `mpp` and `veterans`,
/// `{part}` for `summary` and `details`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overview {
    /// Id of the resource, with names in braces where it is one of several.
    pub id: &'static str,
    /// Its path in 1.x; `None` where it is not known.
    pub v1: Option<String>,
    /// Paths in 2.0 that have its content.
    pub v2: Vec<&'static str>,
    /// What a document has that 2.0 does not, and that does not follow from the call or from what 2.0 has.
    pub lost: Vec<String>,
    /// What answers of 2.0 have that 1.x does not.
    pub new: Vec<String>,
    /// Why there is no way, or what the way is where it is not one operation.
    pub remark: Option<&'static str>,
}

impl Overview {
    /// All resources as the tables have them, in the order of the tables.
    #[must_use]
    pub fn all() -> Vec<Self> {
        rules::all().map(Self::of).collect()
    }

    fn of(rule: &'static Rule) -> Self {
        let mut overview = Self {
            id: rule.id(),
            v1: path_of(rule),
            v2: rule.paths().to_vec(),
            lost: Vec::new(),
            new: Vec::new(),
            remark: remark(rule),
        };
        for row in rule.all_rows() {
            overview.add(row, rule, ["", ""]);
        }
        overview
    }

    fn add(&mut self, row: &Row, rule: &Rule, outer: [&str; 2]) {
        let join = |outer: &str, path: &str| match (outer, path) {
            ("", path) => path.to_owned(),
            (outer, "") => outer.to_owned(),
            (outer, path) => format!("{outer}.{path}"),
        };
        let v1 = join(outer[0], row.v1.path().unwrap_or_default());
        let v2 = join(outer[1], row.v2.path().unwrap_or_default());
        match row.how {
            How::OnlyV1 | How::AlwaysFalse | How::SeeAll => push_new(&mut self.lost, v1),
            How::OnlyV1At(service) if rule.id().starts_with("{site}") || rule.id().starts_with(service) => {
                push_new(&mut self.lost, v1);
            }
            How::OnlyV2 | How::OtherLink(_) => push_new(&mut self.new, v2),
            How::With(rows) => rows.iter().for_each(|row| self.add(row, rule, outer)),
            How::Object(rows) => rows.iter().for_each(|row| self.add(row, rule, [&v1, &v2])),
            How::List(rows) | How::Links(rows) | How::Typed(_, rows) => {
                let items = [format!("{v1}[]"), format!("{v2}[]")];
                rows.iter().for_each(|row| self.add(row, rule, [&items[0], &items[1]]));
            }
            How::OneInV1(rows) | How::OneInV2(rows) => {
                rows.iter().for_each(|row| self.add(row, rule, [&v1, &v2]));
            }
            _ => {}
        }
    }
}

/// Adds a path unless it is known: three lists of 1.x may be one of 2.0.
fn push_new(paths: &mut Vec<String>, path: String) {
    if !paths.contains(&path) {
        paths.push(path);
    }
}

/// The path in 1.x, with the names in braces that the rule has.
fn path_of(rule: &Rule) -> Option<String> {
    let (resource, variables) =
        RESOURCES.iter().find_map(|resource| Some((resource, rule.matches(resource.id)?)))?;
    let path = resource.path?.to_owned();
    Some(
        variables
            .iter()
            .fold(path, |path, (name, value)| path.replace(&format!("/{value}/"), &format!("/{{{name}}}/"))),
    )
}

fn remark(rule: &Rule) -> Option<&'static str> {
    match rule.counterpart {
        Counterpart::Paths(_) => None,
        Counterpart::OneWay(_, reason) | Counterpart::Nothing(reason) => Some(reason),
        Counterpart::Sections(_) => Some("each section is one operation; the report is merged from them"),
        Counterpart::Release(_) => Some("made from the tables of a database release"),
    }
}
