//! The rows of the mapping: what becomes of one member, written once and read in both directions.

/// One member of a 1.x document beside its counterpart in 2.0.
///
/// Paths are relative to the object that the row stands for; dots lead into its members, so a list within an element
/// of its own (`also_called.title`) and a bare list (`also_called`) differ in the path alone. The empty path is the
/// object itself: an item that is a plain text, or an answer that is a bare array. A `?` at the end marks a member
/// that its version may leave out, `-` that the version has none.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Row {
    /// Path in a 1.x document, in its JSON form.
    pub(crate) v1: Member,
    /// Path in a 2.0 answer.
    pub(crate) v2: Member,
    /// What becomes of it.
    pub(crate) how: How,
}

/// One side of a row.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Member {
    /// The path as the table has it.
    text: &'static str,
}

impl Member {
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

/// What becomes of a member on its way to the other version, and on the way back.
#[derive(Debug, Clone, Copy)]
pub(crate) enum How {
    /// The value as it is.
    Same,
    /// A title that 1.x escapes once more than the format asks for.
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
    /// An address of the service, which is translated.
    Link,
    /// A second address of 2.0 for one of 1.x, which counts where the member named is missing.
    OtherLink(&'static str),
    /// The name of an interest area: `Realistic` in 1.x, `realistic` in 2.0.
    Interest,
    /// The code of an interest area in 2.0 beside its title, which both versions have. The path leads to the title in
    /// the 1.x item.
    InterestOf,
    /// An object; the rows stand for its members.
    Object(&'static [Row]),
    /// The same object with further members in another table.
    With(&'static [Row]),
    /// A list; the rows stand for one item.
    List(&'static [Row]),
    /// A list of addresses of the service; an item whose address has no counterpart is left out.
    Links(&'static [Row]),
    /// A list in 1.x; in 2.0 the items of that `activity_type` in a list of several types.
    Typed(&'static str, &'static [Row]),
    /// The rest of a list which 2.0 gives apart; 1.x has it behind the first part when called with `all=1`.
    More(&'static [Row]),
    /// A list of one item in 1.x, members of the object in 2.0.
    OneInV1(&'static [Row]),
    /// An object in 1.x, a list in 2.0, of which 1.x takes the first item.
    OneInV2(&'static [Row]),
    /// `start`, `end` and `total` in both, the addresses of the pages before and after as `link` or `prev` and `next`.
    Page,
    /// `start`, `end` and `total` of a list that 2.0 gives bare.
    WholePage,
    /// `start`, `end` and `total` of a report section in 2.0, which 1.x cuts to ten items or gives whole.
    Section,
    /// What the call said: a parameter of the path or of the query, and what stands for a missing one.
    Echo(&'static str, Option<&'static str>),
    /// The report of a section: `summary`, `details` or `custom`.
    Report,
    /// The version of the interface: that of the call, whichever the answer says.
    Version,
    /// The address of another resource for the same call. A variable in braces is a parameter of the call.
    Address(&'static str),
    /// The address of this section with all examples, where it does not give all.
    SeeAll,
    /// 2.0 has no such member; it is left out both ways.
    OnlyV1,
    /// As [`How::OnlyV1`], in the documents of one service only, named by its first path part.
    OnlyV1At(&'static str),
    /// A member of documents before 1.7 that neither 1.9 nor 2.0 has.
    Gone,
    /// 2.0 has no such member; 1.x documents get `false`, as RULES of the last documents of 1.9 have it.
    AlwaysFalse,
    /// 1.x has no such member; it is left out both ways.
    OnlyV2,
}

/// From which score on something is important: so it is in all documents that say it.
pub(crate) const IMPORTANT: i64 = 50;

/// How a score of 1.x is written around its number.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Scale {
    /// Name of the scale, which tells where in 2.0 the number stands.
    pub(crate) name: &'static str,
    /// Whether it says if the score is important, which is so from 50 up.
    pub(crate) important: bool,
}

const fn row(v1: &'static str, v2: &'static str, how: How) -> Row {
    Row { v1: Member { text: v1 }, v2: Member { text: v2 }, how }
}

/// Constructors of the rows, so that a table reads as one.
macro_rules! rows {
    ($($name:ident => $how:ident;)*) => { $(
        pub(super) const fn $name(v1: &'static str, v2: &'static str) -> Row {
            row(v1, v2, How::$how)
        }
    )* };
}

/// As `rows!`, for the rows that hold rows.
macro_rules! nested {
    ($($name:ident => $how:ident;)*) => { $(
        pub(super) const fn $name(v1: &'static str, v2: &'static str, rows: &'static [Row]) -> Row {
            row(v1, v2, How::$how(rows))
        }
    )* };
}

rows! {
    same => Same;
    title => Title;
    texts => Texts;
    integer => Integer;
    digits => Digits;
    true_only => TrueOnly;
    link => Link;
    interest => Interest;
    interest_of => InterestOf;
    version => Version;
    see_all => SeeAll;
}

nested! {
    object => Object;
    list => List;
    links => Links;
    more => More;
    one_in_v1 => OneInV1;
    one_in_v2 => OneInV2;
}

pub(super) const fn with(rows: &'static [Row]) -> Row {
    row("", "", How::With(rows))
}

pub(super) const fn typed(
    v1: &'static str,
    v2: &'static str,
    kind: &'static str,
    rows: &'static [Row],
) -> Row {
    row(v1, v2, How::Typed(kind, rows))
}

pub(super) const fn named_flag(v1: &'static str, v2: &'static str, name: &'static str) -> Row {
    row(v1, v2, How::NamedFlag(name))
}

pub(super) const fn other_link(v1: &'static str, v2: &'static str, first: &'static str) -> Row {
    row(v1, v2, How::OtherLink(first))
}

/// A score of which 1.x says whether it is important.
pub(super) const fn score(v1: &'static str, v2: &'static str, scale: &'static str) -> Row {
    row(v1, v2, How::Score(Scale { name: scale, important: true }))
}

/// A score without that word.
pub(super) const fn plain_score(v1: &'static str, v2: &'static str, scale: &'static str) -> Row {
    row(v1, v2, How::Score(Scale { name: scale, important: false }))
}

pub(super) const fn page() -> Row {
    row("", "", How::Page)
}

/// The path leads to the list that is counted, in the 1.x document.
pub(super) const fn whole_page(items: &'static str) -> Row {
    row(items, "-", How::WholePage)
}

/// The path leads to the list that is cut, in both versions.
pub(super) const fn section(items: &'static str) -> Row {
    row(items, items, How::Section)
}

pub(super) const fn echo(v1: &'static str, parameter: &'static str) -> Row {
    row(v1, "-", How::Echo(parameter, None))
}

pub(super) const fn echo_or(v1: &'static str, parameter: &'static str, default: &'static str) -> Row {
    row(v1, "-", How::Echo(parameter, Some(default)))
}

pub(super) const fn report() -> Row {
    row("report", "-", How::Report)
}

pub(super) const fn address(v1: &'static str, path: &'static str) -> Row {
    row(v1, "-", How::Address(path))
}

pub(super) const fn only_v1(v1: &'static str) -> Row {
    row(v1, "-", How::OnlyV1)
}

pub(super) const fn only_v1_at(service: &'static str, v1: &'static str) -> Row {
    row(v1, "-", How::OnlyV1At(service))
}

pub(super) const fn gone(v1: &'static str) -> Row {
    row(v1, "-", How::Gone)
}

pub(super) const fn always_false(v1: &'static str) -> Row {
    row(v1, "-", How::AlwaysFalse)
}

pub(super) const fn only_v2(v2: &'static str) -> Row {
    row("-", v2, How::OnlyV2)
}
