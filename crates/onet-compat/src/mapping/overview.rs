//! The table of resources, for documentation.

use crate::field::{Field, FieldRule};
use crate::resource::Resource;
use crate::rule::Counterpart;
use crate::table::RESOURCES;

/// What becomes of a resource, or of several that differ in a name: `{site}` stands for `mnm`, `mpp` and `veterans`,
/// `{part}` for `summary` and `details`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overview {
    /// Id of the resource, with names in braces where it is one of several.
    pub id: &'static str,
    /// Its path in 1.x; `None` where it is not known.
    pub v1: Option<String>,
    /// Paths in 2.0 that have its content.
    pub v2: Vec<String>,
    /// What a document has that 2.0 does not, and that does not follow from the call or from what 2.0 has.
    pub lost: Vec<String>,
    /// What answers of 2.0 have that 1.x does not.
    pub new: Vec<String>,
    /// Why there is no way, or what the way is where it is not one operation.
    pub remark: Option<&'static str>,
}

impl Overview {
    /// All resources, in the order of the table.
    #[must_use]
    pub fn all() -> Vec<Self> {
        let is_new = |(index, resource): &(usize, &'static Resource)| {
            RESOURCES[..*index].iter().all(|earlier| !is_alike(earlier, resource))
        };
        RESOURCES.iter().enumerate().filter(is_new).map(|(_, resource)| Self::of(resource)).collect()
    }

    fn of(resource: &'static Resource) -> Self {
        let rule = &resource.rule;
        let is_shared = RESOURCES.iter().any(|other| other.id != resource.id && is_alike(other, resource));
        let id = if is_shared { rule.pattern } else { resource.id };
        let mut overview = Self {
            id,
            v1: resource.path.map(|path| general(path, id)),
            v2: rule.paths().iter().map(|path| general(path, id)).collect(),
            lost: Vec::new(),
            new: Vec::new(),
            remark: remark(resource),
        };
        for field in rule.all_fields() {
            overview.add(field, ["", ""]);
        }
        overview
    }

    fn add(&mut self, field: &Field, outer: [&str; 2]) {
        let join = |outer: &str, path: &str| match (outer, path) {
            ("", path) => path.to_owned(),
            (outer, "") => outer.to_owned(),
            (outer, path) => format!("{outer}.{path}"),
        };
        let v1 = join(outer[0], field.v1.path().unwrap_or_default());
        let v2 = join(outer[1], field.v2.path().unwrap_or_default());
        match field.rule {
            FieldRule::OnlyV1 | FieldRule::AlwaysFalse | FieldRule::SeeAll => push_new(&mut self.lost, v1),
            FieldRule::OnlyV1At(service) if self.id.starts_with("{site}") || self.id.starts_with(service) => {
                push_new(&mut self.lost, v1);
            }
            FieldRule::OnlyV2 | FieldRule::OtherLink(_) => push_new(&mut self.new, v2),
            FieldRule::With(fields) => fields.iter().for_each(|field| self.add(field, outer)),
            FieldRule::Object(fields) => fields.iter().for_each(|field| self.add(field, [&v1, &v2])),
            FieldRule::List(fields) | FieldRule::Links(fields) | FieldRule::Typed(_, fields) => {
                let items = [format!("{v1}[]"), format!("{v2}[]")];
                fields.iter().for_each(|field| self.add(field, [&items[0], &items[1]]));
            }
            FieldRule::OneInV1(fields) | FieldRule::OneInV2(fields) => {
                fields.iter().for_each(|field| self.add(field, [&v1, &v2]));
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

/// Whether two resources differ in the name of the site or of the report alone.
fn is_alike(one: &Resource, other: &Resource) -> bool {
    one.rule.pattern == other.rule.pattern && one.rule.fields == other.rule.fields
}

/// A path with the variables that the id has.
fn general(path: &str, id: &str) -> String {
    let replace = |path: String, variable: &str, names: &[&str]| match id.contains(variable) {
        true => {
            names.iter().fold(path, |path, name| path.replace(&format!("/{name}/"), &format!("/{variable}/")))
        }
        false => path,
    };
    let path = replace(path.to_owned(), "{site}", &["mnm", "mpp", "veterans"]);
    replace(path, "{part}", &["summary", "details"])
}

fn remark(resource: &Resource) -> Option<&'static str> {
    match resource.rule.counterpart {
        Counterpart::Paths(_) => None,
        Counterpart::OneWay(_, reason) | Counterpart::Nothing(reason) => Some(reason),
        Counterpart::Sections(_) => Some("each section is one operation; the report is merged from them"),
        Counterpart::Release(_) => Some("made from the tables of a database release"),
    }
}
