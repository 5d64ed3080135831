//! What is written and read again is the same, for documents of every kind.

#![allow(clippy::unwrap_used)]

use onet_compat::shape::{Content, Member, MemberForm, Shape};
use onet_compat::{Document, Kind};
use proptest::prelude::*;
use serde_json::Value;

fn any_document() -> impl Strategy<Value = (Kind, Value)> {
    proptest::sample::select(Kind::ALL).prop_flat_map(|kind| (Just(kind), crate::common::value_of(kind)))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn xml_that_was_written_reads_as_the_document((kind, value) in any_document()) {
        let document = Document::from_value(kind, value)?;
        let xml = document.write_xml();
        let read = Document::read_xml_as(kind, &xml)?;
        prop_assert_eq!(&read, &document);
        prop_assert_eq!(read.write_xml(), xml);
    }

    #[test]
    fn json_that_was_written_reads_as_the_document((kind, value) in any_document()) {
        let document = Document::from_value(kind, value.clone())?;
        prop_assert_eq!(&document.to_value(), &value);
        prop_assert_eq!(&Document::read_json_as(kind, &document.write_json())?, &document);
    }
}

#[test]
fn every_kind_is_among_the_generated_documents() {
    for &kind in Kind::ALL {
        let document = crate::common::some_document(kind);
        assert_eq!(document.kind(), kind);
        assert_eq!(Document::read_xml_as(kind, &document.write_xml()).unwrap(), document);
    }
}

#[test]
fn members_of_json_come_in_the_order_of_the_description() {
    for &kind in Kind::ALL {
        let value = crate::common::some_document(kind).to_value();
        let members = value.as_object().unwrap().keys().map(String::as_str).collect::<Vec<_>>();
        let described = kind.shape().unwrap().members.iter().map(|member| member.name);
        assert_eq!(members, described.filter(|name| members.contains(name)).collect::<Vec<_>>(), "{kind:?}");
    }
}

#[test]
fn attributes_are_described_before_children_and_text_stands_alone() {
    fn check(shape: &'static Shape) {
        let attributes =
            shape.members.iter().take_while(|member| member.form == MemberForm::Attribute).count();
        let (_, rest) = shape.members.split_at(attributes);
        assert!(rest.iter().all(|member| member.form != MemberForm::Attribute), "{}", shape.name);
        assert!(
            rest.len() == 1 || rest.iter().all(|member| member.form == MemberForm::Child),
            "{}",
            shape.name
        );
        for Member { content, .. } in shape.members {
            if let Content::Parts(inner) = content {
                check(inner);
            }
        }
    }
    for &kind in Kind::ALL {
        check(kind.shape().unwrap());
    }
}
