//! Reports on occupations, as people read them: terminal text, HTML pages and SVG charts.
//!
//! A [`Report`] is a list of [`Block`]s: titles, facts, lists with scores, trees, charts, and what is missing with the
//! reason. The functions of [`reports`] make reports from the values of `onet-domain`; [`terminal`], [`html`] and [`svg`]
//! render them. Each renderer knows each block, so that a report shows the same values everywhere.
//!
//! ```
//! use onet_pages::{Block, Rated, RatedList, Report, html, terminal};
//!
//! let report = Report::new("Pharmacists")
//!     .section("Knowledge", "importance")
//!     .block(Block::Rated(RatedList::new([Rated::new("Mathematics", 87)])));
//! let text = terminal::render(&report, terminal::Layout { width: 60, color: terminal::Color::Plain });
//! assert!(text.contains("Mathematics"));
//! let page = html::page(&report);
//! assert!(page.contains("<td class=\"score\">87</td>"));
//! ```
//!
//! # What it is not
//!
//! This crate fetches nothing, needs no async runtime and serves nothing: `onet-domain` gathers the values, `onet-server`
//! answers requests. It decides nothing about a terminal either: the caller knows its width and whether it shows colours.

pub mod block;
pub mod html;
pub mod licence;
pub mod printable;
pub mod records;
pub mod reports;
pub mod svg;
pub mod terminal;

pub use block::{
    Bar, Block, Chart, Dots, Fact, Heading, Level, Link, MissingPart, Node, Rated, RatedList, Report, Table,
    Tag, Target, Text, Title, Tone,
};

/// Compiles the Rust code of the README.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
