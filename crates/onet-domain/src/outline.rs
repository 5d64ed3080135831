//! Order and nesting of ids in the outline of the content model.
//!
//! An outline id is a row of segments between dots, from the root of the outline downwards.

use std::cmp::Ordering;

/// Compares two ids the way an outline is read.
///
/// Ancestors stand before their descendants, numbers count by value (`9` before `10`), and runs of
/// letters as the outline numbers them (`z` before `aa`). Only the same text is equal: where nothing
/// but leading zeros differs, the text decides.
pub(crate) fn compare(left: &str, right: &str) -> Ordering {
    runs(left).cmp(runs(right)).then_with(|| left.cmp(right))
}

/// Whether an id is `ancestor` itself or below it.
pub(crate) fn is_within(id: &str, ancestor: &str) -> bool {
    id.strip_prefix(ancestor).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// The first `depth` segments of an id; all of it if it has no more than that.
pub(crate) fn first_segments(id: &str, depth: usize) -> &str {
    match id.match_indices('.').nth(depth.saturating_sub(1)) {
        Some((end, _)) => &id[..end],
        None => id,
    }
}

/// A stretch of an id; the derived order is the order of the outline.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Run<'a> {
    Dot,
    /// Length and digits without leading zeros: together they compare as the number does.
    Number(usize, &'a [u8]),
    /// Length and letters: outlines go on with `aa` after `z`.
    Letters(usize, &'a [u8]),
}

fn runs(id: &str) -> impl Iterator<Item = Run<'_>> {
    id.as_bytes().chunk_by(|left, right| class(*left) == class(*right)).map(|run| match run {
        [b'.', ..] => Run::Dot,
        [first, ..] if first.is_ascii_digit() => {
            let zeros = run.iter().take_while(|byte| **byte == b'0').count();
            Run::Number(run.len() - zeros, &run[zeros..])
        }
        _ => Run::Letters(run.len(), run),
    })
}

/// Neighbouring bytes belong to one run when this is the same for both.
fn class(byte: u8) -> (bool, bool) {
    (byte == b'.', byte.is_ascii_digit())
}

/// Gives a newtype over a checked outline id its order and all of `text_newtype!`.
macro_rules! outline_id {
    ($type:ident, $notation:ident) => {
        impl Ord for $type {
            fn cmp(&self, other: &Self) -> ::std::cmp::Ordering {
                $crate::outline::compare(&self.0, &other.0)
            }
        }

        impl PartialOrd for $type {
            fn partial_cmp(&self, other: &Self) -> Option<::std::cmp::Ordering> {
                Some(self.cmp(other))
            }
        }

        $crate::parse::text_newtype!($type, $notation);
    };
}

pub(crate) use outline_id;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_sort_as_an_outline_is_read() {
        let in_order = [
            "1",
            "1.A",
            "1.A.1",
            "1.A.1.a",
            "1.A.1.b",
            "1.A.2",
            "1.A.10",
            "1.B",
            "1.B.3.b",
            "1.B.3.z",
            "1.B.3.aa",
            "1.B.3.ab",
            "2",
            "4.A.1.a.1.I05",
            "4.A.1.a.1.I05.D2",
            "4.A.1.a.1.I05.D10",
            "4.A.1.a.1.I6",
            "4.A.2.a.2.e.4",
            "4.A.2.a.2.e.10",
            "4.A.2.a.2.z.1",
            "4.A.2.a.2.aa.1",
            "4.A.10.a.2.e.4",
        ];
        for (at, left) in in_order.iter().enumerate() {
            for (bt, right) in in_order.iter().enumerate() {
                assert_eq!(compare(left, right), at.cmp(&bt), "{left} and {right}");
            }
        }
    }

    #[test]
    fn only_the_same_text_is_equal() {
        assert_eq!(compare("1.A.05", "1.A.5"), Ordering::Less);
        assert_eq!(compare("1.A.5", "1.A.05"), Ordering::Greater);
        assert_eq!(compare("1.A.0", "1.A.00"), Ordering::Less);
        assert_eq!(compare("1.A.5", "1.A.5"), Ordering::Equal);
    }

    #[test]
    fn nesting_goes_by_whole_segments() {
        assert!(is_within("2.C.1", "2.C.1"));
        assert!(is_within("2.C.1.a", "2.C.1"));
        assert!(!is_within("2.C.10", "2.C.1"));
        assert!(!is_within("2.C", "2.C.1"));
    }

    #[test]
    fn the_first_segments_of_an_id_are_an_ancestor() {
        assert_eq!(first_segments("4.A.2.a.2.I05.D04", 5), "4.A.2.a.2");
        assert_eq!(first_segments("4.A.2.a.2.I05.D04", 6), "4.A.2.a.2.I05");
        assert_eq!(first_segments("4.A.2.a.2.e.4", 6), "4.A.2.a.2.e");
        assert_eq!(first_segments("4.A.2", 3), "4.A.2");
        assert_eq!(first_segments("4.A.2", 5), "4.A.2");
    }
}
