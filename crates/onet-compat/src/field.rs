//! The fields of the mapping: each maps one member, and both directions read it.

/// One member of a 1.x document beside its counterpart in 2.0.
///
/// Paths are relative to the object that the field belongs to; dots lead into its members, so a list within an element
/// of its own (`also_called.title`) and a bare list (`also_called`) differ in the path alone. The empty path is the
/// object itself: an item that is a plain text, or an answer that is a bare array. A `?` at the end marks a member
/// that its version may leave out, `-` that the version has none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Field {
    /// Path in a 1.x document, in its JSON form.
    pub(crate) v1: FieldPath,
    /// Path in a 2.0 answer.
    pub(crate) v2: FieldPath,
    /// How one becomes the other.
    pub(crate) rule: FieldRule,
}

/// One side of a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct FieldPath {
    /// The path as the table has it.
    text: &'static str,
}

impl FieldPath {
    /// The path, or `None` where the version has no such member.
    pub(crate) fn path(self) -> Option<&'static str> {
        match self.text {
            "-" => None,
            text => Some(text.strip_suffix('?').unwrap_or(text)),
        }
    }

    /// Whether the version always has it.
    pub(crate) fn is_required(self) -> bool {
        !self.text.ends_with('?') && self.text != "-"
    }
}

/// How a member maps to the other version and back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FieldRule {
    /// The value as it is.
    Same,
    /// A title that 1.x escapes once more than the format requires.
    Title,
    /// A list of plain values as it is; no list and an empty one are the same.
    Texts,
    /// A whole number; 1.x documents may write it as text.
    Integer,
    /// A whole number in 1.x, the same digits as text in 2.0.
    Digits,
    /// `true` or `false` in 1.x, `true` or nothing in 2.0.
    TrueOnly,
    /// The item's own name in 1.x, `true` in 2.0. The path leads to that name in the 1.x item.
    NamedFlag(&'static str),
    /// A score with its scale in 1.x, a number in 2.0.
    Score(Scale),
    /// An address of the service; it becomes that of the counterpart.
    Link,
    /// A second address of 2.0 for one of 1.x, used where the named member is missing.
    OtherLink(&'static str),
    /// The name of an interest area: `Realistic` in 1.x, `realistic` in 2.0.
    Interest,
    /// The code of an interest area in 2.0 beside its title, which both versions have. The path leads to the title in
    /// the 1.x item.
    InterestOf,
    /// An object with these members.
    Object(&'static [Field]),
    /// The members of another shape, in the same object.
    With(&'static [Field]),
    /// A list; each item has these members.
    List(&'static [Field]),
    /// A list of addresses of the service; an item whose address has no counterpart is left out.
    Links(&'static [Field]),
    /// A list in 1.x; in 2.0 the items of that `activity_type` in a list of several types.
    Typed(&'static str, &'static [Field]),
    /// The rest of a list, a member of its own in 2.0; 1.x appends it to the list when called with `all=1`.
    More(&'static [Field]),
    /// A list of one item in 1.x, members of the object in 2.0.
    OneInV1(&'static [Field]),
    /// An object in 1.x, a list in 2.0, of which 1.x takes the first item.
    OneInV2(&'static [Field]),
    /// `start`, `end` and `total` in both, the addresses of the pages before and after as `link` or `prev` and `next`.
    Page,
    /// `start`, `end` and `total` of a list that is a bare array in 2.0.
    WholePage,
    /// `start`, `end` and `total` of a report section in 2.0, which 1.x shortens to ten items or returns whole.
    Section,
    /// A parameter of the call, from the path or the query, and the default for a missing one.
    Echo(&'static str, Option<&'static str>),
    /// The report of a section: `summary`, `details` or `custom`.
    Report,
    /// The version of the interface: always that of the call.
    Version,
    /// The address of another resource for the same call. A variable in braces is a parameter of the call.
    Address(&'static str),
    /// The address of this section with all examples, where some are left out.
    SeeAll,
    /// 2.0 has no such member; it is left out both ways.
    OnlyV1,
    /// As [`FieldRule::OnlyV1`], in the documents of one service only, named by its first path part.
    OnlyV1At(&'static str),
    /// A member of documents before 1.7 that neither 1.9 nor 2.0 has.
    Gone,
    /// 2.0 has no such member; 1.x documents get `false`, like the last documents of 1.9.
    AlwaysFalse,
    /// 1.x has no such member; it is left out both ways.
    OnlyV2,
}

/// The lowest score that 1.x documents mark as important.
pub(crate) const IMPORTANT: i64 = 50;

/// The members around the number of a 1.x score.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Scale {
    /// Name of the scale.
    pub(crate) name: &'static str,
    /// Whether the document states that the score is important ([`IMPORTANT`] or more).
    pub(crate) important: bool,
}

type Path = &'static str;
type Fields = &'static [Field];

/// Constructors of fields, so that a shape reads as a table.
macro_rules! constructors {
    ($( $(#[$meta:meta])* $name:ident($($argument:ident: $type:ty),*) = $v1:expr, $v2:expr, $rule:expr; )*) => { $(
        $(#[$meta])*
        pub(crate) const fn $name($($argument: $type),*) -> Field {
            use FieldRule::*;
            Field { v1: FieldPath { text: $v1 }, v2: FieldPath { text: $v2 }, rule: $rule }
        }
    )* };
}

constructors! {
    /// A value with the same path in both versions.
    same(path: Path) = path, path, Same;
    renamed(v1: Path, v2: Path) = v1, v2, Same;
    title(v1: Path, v2: Path) = v1, v2, Title;
    texts(v1: Path, v2: Path) = v1, v2, Texts;
    integer(v1: Path, v2: Path) = v1, v2, Integer;
    digits(v1: Path, v2: Path) = v1, v2, Digits;
    true_only(v1: Path, v2: Path) = v1, v2, TrueOnly;
    named_flag(v1: Path, v2: Path, name: Path) = v1, v2, NamedFlag(name);
    /// A score for which 1.x also states whether it is important.
    score(v1: Path, v2: Path, scale: &'static str) = v1, v2, Score(Scale { name: scale, important: true });
    /// A score without that statement.
    plain_score(v1: Path, v2: Path, scale: &'static str) = v1, v2, Score(Scale { name: scale, important: false });
    link(v1: Path, v2: Path) = v1, v2, Link;
    other_link(v1: Path, v2: Path, first: Path) = v1, v2, OtherLink(first);
    interest(v1: Path, v2: Path) = v1, v2, Interest;
    interest_of(v1: Path, v2: Path) = v1, v2, InterestOf;
    object(v1: Path, v2: Path, fields: Fields) = v1, v2, Object(fields);
    with(fields: Fields) = "", "", With(fields);
    list(v1: Path, v2: Path, fields: Fields) = v1, v2, List(fields);
    links(v1: Path, v2: Path, fields: Fields) = v1, v2, Links(fields);
    typed(v1: Path, v2: Path, kind: &'static str, fields: Fields) = v1, v2, Typed(kind, fields);
    more(v1: Path, v2: Path, fields: Fields) = v1, v2, More(fields);
    one_in_v1(v1: Path, v2: Path, fields: Fields) = v1, v2, OneInV1(fields);
    one_in_v2(v1: Path, v2: Path, fields: Fields) = v1, v2, OneInV2(fields);
    page() = "", "", Page;
    /// The path leads to the list that is counted, in the 1.x document.
    whole_page(items: Path) = items, "-", WholePage;
    /// The path leads to the list that is cut, in both versions.
    section(items: Path) = items, items, Section;
    echo(v1: Path, parameter: &'static str) = v1, "-", Echo(parameter, None);
    echo_or(v1: Path, parameter: &'static str, default: &'static str) = v1, "-", Echo(parameter, Some(default));
    report() = "report", "-", Report;
    version(v1: Path, v2: Path) = v1, v2, Version;
    address(v1: Path, path: &'static str) = v1, "-", Address(path);
    see_all(v1: Path, v2: Path) = v1, v2, SeeAll;
    only_v1(v1: Path) = v1, "-", OnlyV1;
    only_v1_at(service: &'static str, v1: Path) = v1, "-", OnlyV1At(service);
    gone(v1: Path) = v1, "-", Gone;
    always_false(v1: Path) = v1, "-", AlwaysFalse;
    only_v2(v2: Path) = "-", v2, OnlyV2;
}
