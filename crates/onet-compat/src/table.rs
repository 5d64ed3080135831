//! The resources, one row each: address, kind of document, query, versions and grade, then the mapping to 2.0.
//!
//! A row is `id path kind query since..until grade operation => mapping;`. A `-` stands for an unknown path and for an
//! operation that 2.0 does not have. Versions before 1.7 come from captured documents and clients and are lower
//! bounds. The mapping is one of
//!
//! - `at([paths], head, fields)`: operations of 2.0 with the content;
//! - `one_way(path, reason, head, fields)`: an operation whose answers do not determine the document;
//! - `sections(names, head)`: a full report;
//! - `release(tables, head)`: a section made from tables of a release;
//! - `nothing(reason, fields)`: no counterpart.
//!
//! The three sites with careers share rows (`site_resources!`), and so do the two reports on an occupation
//! (`section_resources!`). The shapes that the rows of a file use stand above them (`fields!`): members of 1.x on the
//! left, of 2.0 on the right; see [`Field`](crate::field::Field).

use percent_encoding::percent_decode_str;

use crate::resource::Resource;

/// Shapes of objects, by name.
macro_rules! fields {
    ($( $(#[$meta:meta])* $name:ident: $($field:expr),+; )*) => { $(
        $(#[$meta])*
        pub(super) const $name: &[Field] = &[$($field),+];
    )* };
}

/// A text after a prefix in parts; `-` for none.
macro_rules! given {
    ([$($prefix:literal),*] -) => {
        None
    };
    ([$($prefix:literal),*] $text:literal) => {
        Some(concat!($($prefix,)* $text))
    };
}

/// A path after a prefix in parts.
macro_rules! prefixed {
    ([$($prefix:literal),*] $path:literal) => {
        concat!($($prefix,)* $path)
    };
}

/// A [`Rule`](crate::rule::Rule) from the mapping of a row.
macro_rules! rule {
    ($prefix:tt $pattern:expr, $query:expr, at([$($path:literal),+], $head:expr, $fields:expr)) => {
        rule!(@ $pattern, Counterpart::Paths(&[$(prefixed!($prefix $path)),+]), $query, $head, $fields)
    };
    ($prefix:tt $pattern:expr, $query:expr, one_way($path:literal, $reason:expr, $head:expr, $fields:expr)) => {
        rule!(@ $pattern, Counterpart::OneWay([prefixed!($prefix $path)], $reason), $query, $head, $fields)
    };
    ($prefix:tt $pattern:expr, $query:expr, sections($names:expr, $head:expr)) => {
        rule!(@ $pattern, Counterpart::Sections($names), $query, $head, &[])
    };
    ($prefix:tt $pattern:expr, $query:expr, release($tables:expr, $head:expr)) => {
        rule!(@ $pattern, Counterpart::Release($tables), $query, $head, &[])
    };
    ($prefix:tt $pattern:expr, $query:expr, nothing($reason:expr, $fields:expr)) => {
        rule!(@ $pattern, Counterpart::Nothing($reason), $query, &[], $fields)
    };
    (@ $pattern:expr, $counterpart:expr, $query:expr, $head:expr, $fields:expr) => {
        Rule { pattern: $pattern, counterpart: $counterpart, query: $query, head: $head, fields: $fields }
    };
}

macro_rules! resource {
    ($id:expr, $service:ident $path:expr, $kind:ident $query:ident $since:ident..$until:ident $grade:ident
     $operation:expr, $rule:expr) => {
        Resource {
            id: $id,
            service: Service::$service,
            path: $path,
            kind: Kind::$kind,
            root: Kind::$kind.root(),
            query: parameters::$query.0,
            since: Version::$since,
            until: Version::$until,
            counterpart: $operation,
            grade: Grade::$grade,
            rule: $rule,
        }
    };
}

/// Rows of resources that share nothing.
macro_rules! resources {
    ($name:ident: $service:ident; $(
        $id:literal $path:tt $kind:ident $query:ident $since:ident..$until:ident $grade:ident $operation:tt
        => $way:ident $mapping:tt;
    )*) => {
        pub(super) const $name: &[Resource] = &[$( resource!(
            $id, $service given!([] $path), $kind $query $since..$until $grade given!([] $operation),
            rule!([] $id, parameters::$query.1, $way $mapping)
        ) ),*];
    };
}

/// Rows that My Next Move, Mi Próximo Paso and Veterans share, each with the first version and the grade at the three.
macro_rules! site_resources {
    ([$mnm:tt, $mpp:tt, $veterans:tt] $(
        $id:literal $path:tt $kind:ident $query:ident [$a:ident $x:ident, $b:ident $y:ident, $c:ident $z:ident]
        $operation:tt => $way:ident $mapping:tt;
    )*) => {
        pub(super) const $mnm: &[Resource] =
            &[$( site!("mnm" MyNextMove $id $path $kind $query $a $x $operation $way $mapping) ),*];
        pub(super) const $mpp: &[Resource] =
            &[$( site!("mpp" MiProximoPaso $id $path $kind $query $b $y $operation $way $mapping) ),*];
        pub(super) const $veterans: &[Resource] =
            &[$( site!("veterans" Veterans $id $path $kind $query $c $z $operation $way $mapping) ),*];
    };
}

macro_rules! site {
    ($site:literal $service:ident $id:literal $path:tt $kind:ident $query:ident $since:ident $grade:ident
     $operation:tt $way:ident $mapping:tt) => {
        resource!(
            concat!($site, $id),
            $service given!(["/ws/", $site] $path),
            $kind $query $since..V1_9 $grade
            given!([$site] $operation),
            rule!(["/", $site] concat!("{site}", $id), parameters::$query.1, $way $mapping)
        )
    };
}

/// Rows of the sections that both reports on an occupation have: name, operation and head, then what differs.
macro_rules! section_resources {
    ($name:ident; $(
        $id:literal $operation:tt $head:ident
        details($kind:ident $query:ident $since:ident $grade:ident $way:ident $content:tt)
        summary($s_kind:ident $s_query:ident $s_since:ident $s_grade:ident $s_way:ident $s_content:tt);
    )*) => {
        pub(super) const $name: &[Resource] = &[$(
            section_resource!("details" $id $operation $head $kind $query $since $grade $way $content),
            section_resource!("summary" $id $operation $head $s_kind $s_query $s_since $s_grade $s_way $s_content),
        )*];
    };
}

macro_rules! section_resource {
    ($part:literal $id:literal $operation:tt $head:ident $kind:ident $query:ident $since:ident $grade:ident
     $way:ident $content:tt) => {
        resource!(
            concat!("online.occupation.", $part, ".", $id),
            OnLine Some(concat!("/ws/online/occupations/{code}/", $part, "/", $id)),
            $kind $query $since..V1_9 $grade
            given!(["online_occupations_", $part, "_"] $operation),
            section_rule!($part $id, $query, $way $operation $head $content)
        )
    };
}

macro_rules! section_rule {
    ($part:literal $id:literal, $query:ident, at $operation:literal $head:ident $fields:tt) => {
        rule!(
            @ concat!("online.occupation.{part}.", $id),
            Counterpart::Paths(&[concat!("/online/occupations/{code}/", $part, "/", $operation)]),
            parameters::$query.1, $head, content!($fields)
        )
    };
    ($part:literal $id:literal, $query:ident, release - $head:ident $tables:ident) => {
        rule!([] concat!("online.occupation.{part}.", $id), parameters::$query.1, release($tables, $head))
    };
}

/// Fields, or the name of a shape.
macro_rules! content {
    ([$($field:expr),*]) => {
        &[$($field),*]
    };
    ($name:ident) => {
        $name
    };
}

mod careers;
mod listings;
mod occupations;
mod parameters;
mod services;
mod shared;

/// All resources of the service, as far as they are known.
pub static RESOURCES: &[Resource] = &ALL;

static ALL: [Resource; count(PARTS)] = joined(PARTS);

/// The order matters: where two resources lead to the same address of 2.0, the first one counts.
const PARTS: &[&[Resource]] = &[
    services::ROOT,
    careers::MNM,
    careers::MNM_REPORT,
    careers::MNM_PROFILER,
    careers::MPP,
    careers::MPP_REPORT,
    careers::MPP_PROFILER,
    careers::VETERANS,
    careers::IN_THE_MILITARY,
    careers::VETERANS_REPORT,
    careers::MILITARY,
    occupations::LISTS,
    occupations::SECTIONS,
    occupations::REPORTS,
    listings::LISTINGS,
    services::TAXONOMIES,
    services::DATABASE,
];

const fn count(parts: &[&[Resource]]) -> usize {
    let (mut count, mut part) = (0, 0);
    while part < parts.len() {
        count += parts[part].len();
        part += 1;
    }
    count
}

const fn joined<const N: usize>(parts: &[&[Resource]]) -> [Resource; N] {
    let mut all = [parts[0][0]; N];
    let (mut at, mut part) = (0, 0);
    while part < parts.len() {
        let mut row = 0;
        while row < parts[part].len() {
            all[at] = parts[part][row];
            at += 1;
            row += 1;
        }
        part += 1;
    }
    all
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
        let segments: Vec<&str> = below_base(path).split('/').filter(|segment| !segment.is_empty()).collect();
        // A word of the path counts for more than a variable: `occupations/` before `{code}/`.
        let matching = RESOURCES.iter().filter_map(|resource| {
            let arguments = resource.arguments(&segments)?;
            Some((resource, arguments))
        });
        matching.min_by_key(|(_, arguments)| arguments.len())
    }

    /// The values of the path's variables, where the path is that of the resource.
    fn arguments(&self, segments: &[&str]) -> Option<Vec<(&'static str, String)>> {
        let known: Vec<&'static str> =
            below_base(self.path?).split('/').filter(|segment| !segment.is_empty()).collect();
        if known.len() != segments.len() {
            return None;
        }
        let mut arguments = Vec::new();
        for (known, segment) in known.into_iter().zip(segments) {
            match known.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) {
                Some(variable) => {
                    arguments.push((variable, percent_decode_str(segment).decode_utf8().ok()?.into_owned()));
                }
                None if known == *segment => {}
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
