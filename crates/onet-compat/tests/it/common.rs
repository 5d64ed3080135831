//! What several tests share: documents of every kind, made from the description.

pub(crate) mod captures;
pub(crate) mod dice;

use onet_compat::shape::{Content, Member, Occurs, Shape, ValueType};
use onet_compat::{Document, Kind};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use serde_json::{Map, Number, Value};

/// Any document of a kind, as the JSON value that it is written as.
pub fn value_of(kind: Kind) -> BoxedStrategy<Value> {
    parts(kind.shape().expect("a kind that is documented"))
}

/// A document of a kind, the same one every time.
pub fn some_document(kind: Kind) -> Document {
    let mut runner = TestRunner::deterministic();
    let tree = value_of(kind).new_tree(&mut runner).expect("a value of the strategy");
    Document::from_value(kind, tree.current()).expect("a generated document")
}

fn parts(shape: &'static Shape) -> BoxedStrategy<Value> {
    let none = Just(Map::new()).boxed();
    let members = shape.members.iter().fold(none, |so_far, member| {
        let with_member = (so_far, occurrences(member)).prop_map(move |(mut map, value)| {
            if let Some(value) = value {
                map.insert(member.name.to_owned(), value);
            }
            map
        });
        with_member.boxed()
    });
    members.prop_map(Value::Object).boxed()
}

fn occurrences(member: &'static Member) -> BoxedStrategy<Option<Value>> {
    let one = content(member.content);
    match member.occurs {
        Occurs::Once => one.prop_map(Some).boxed(),
        Occurs::Optional => proptest::option::of(one).boxed(),
        Occurs::Many => {
            vec(one, 0..3).prop_map(|items| (!items.is_empty()).then_some(Value::Array(items))).boxed()
        }
        Occurs::Listed => vec(one, 0..3).prop_map(|items| Some(Value::Array(items))).boxed(),
    }
}

fn content(content: Content) -> BoxedStrategy<Value> {
    match content {
        Content::Parts(shape) => parts(shape),
        Content::Row => {
            let columns = proptest::collection::btree_map("[a-z_][a-z0-9_]{0,8}", cell(), 0..4);
            columns.prop_map(|columns| Value::Object(columns.into_iter().collect())).boxed()
        }
        Content::Value(ValueType::Text) => text().prop_map(Value::String).boxed(),
        // Written with the ampersand escaped once, so that the value is what is written.
        Content::Value(ValueType::TextEscapedTwice) => {
            text().prop_map(|text| Value::String(text.replace('&', "&amp;"))).boxed()
        }
        Content::Value(ValueType::Integer) => any::<u64>().prop_map(Value::from).boxed(),
        Content::Value(ValueType::Number) => number().prop_map(Value::Number).boxed(),
        Content::Value(ValueType::Boolean) => any::<bool>().prop_map(Value::Bool).boxed(),
    }
}

/// A cell that XML can tell from others: no text that looks like a number, and no empty text.
fn cell() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        number().prop_map(Value::Number),
        "[a-z][ -~]{0,10}".prop_map(Value::String),
    ]
}

fn number() -> impl Strategy<Value = Number> {
    prop_oneof![
        any::<i64>().prop_map(Number::from),
        any::<f64>().prop_filter_map("a number with an end", Number::from_f64),
        any::<i32>()
            .prop_filter_map("a number with an end", |cents| Number::from_f64(f64::from(cents) / 100.0)),
    ]
}

/// Text with everything that has to be escaped, and white space at its ends.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[ -~]{0,12}",
        "[ \t\r\n]{0,2}[a-z&<>\"'\\]]{0,8}[ \t\r\n]{0,2}",
        "[áéíóúñü¿\u{1F600}&;]{0,6}",
    ]
}
