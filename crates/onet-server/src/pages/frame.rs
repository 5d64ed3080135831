//! What stands around every page: the head, the menu, the foot.

use maud::{Markup, html};
use onet_pages::html::{document, footer, text};

use super::site::Site;

/// The menu: addresses below `/explore/` and their names.
const MENU: [(&str, &str); 10] = [
    ("search", "Search"),
    ("related", "Related activities"),
    ("compare", "Compare"),
    ("profiler", "Interests"),
    ("browse", "Browse"),
    ("crosswalks", "Crosswalks"),
    ("code", "Code titles"),
    ("tables", "Tables"),
    ("releases", "Releases"),
    ("api", "API"),
];

/// A whole document; `here` is the path of the page, which the menu marks.
pub(super) fn frame(site: &Site, here: &str, title: &str, content: &Markup) -> Markup {
    let head = html! {
        link rel="icon" href="data:,";
        link rel="stylesheet" href="/explore/style.css";
        script src="/explore/script.js" defer {}
    };
    let body = html! {
        body.site {
            a.skip href="#main" { "Skip to the content" }
            header.bar {
                a.brand href="/explore" aria-current=[(here == "/explore").then_some("page")] { "onet" }
                nav aria-label="Pages" {
                    ul {
                        @for (path, name) in MENU {
                            li { a href=(format!("/explore/{path}")) aria-current=[current(here, path)] { (name) } }
                        }
                    }
                }
            }
            main id="main" tabindex="-1" { (content) }
            aside.source aria-label="Source" { p { "Source: " (text(&site.sources())) } }
            (footer())
        }
    };
    document(&format!("{title} – onet"), &head, &body)
}

/// Whether an item of the menu is the page, or the part of the site that the page is in.
fn current(here: &str, item: &str) -> Option<&'static str> {
    let below = here.strip_prefix("/explore/")?;
    let first = below.split('/').next().unwrap_or_default();
    // The search leads to reports.
    let part = if first == "occupations" { "search" } else { first };
    match part == item {
        true if below == item => Some("page"),
        true => Some("true"),
        false => None,
    }
}

/// A number of things: `1 row`, `2 rows`.
pub(super) fn counted(number: impl TryInto<u64>, one: &str, several: &str) -> String {
    let number = number.try_into().unwrap_or(u64::MAX);
    format!("{number} {}", if number == 1 { one } else { several })
}

/// A field for an occupation, with suggestions while one types.
pub(super) fn occupation_field(name: &str, label: &str, value: &str) -> Markup {
    html! {
        label for=(name) { (label) }
        input type="search" id=(name) name=(name) value=(value) autocomplete="off" list=(format!("{name}-list"))
            data-suggest="occupations" maxlength="200";
        datalist id=(format!("{name}-list")) {}
    }
}

/// The links between the pages of a list.
pub(super) fn pager(start: i64, end: i64, total: i64, address: impl Fn(i64) -> String, size: i64) -> Markup {
    html! {
        @if start > total && total > 0 {
            p.position { "The list has " (counted(total, "entry", "entries")) " and ends before this page. " a href=(address(1)) { "To the first page" } }
        } @else if total > 0 {
            p.position { (start) " to " (end) " of " (total) }
        }
        @if start <= total && (start > 1 || end < total) {
            nav.pager aria-label="Pages of the list" {
                @if start > 1 { a rel="prev" href=(address((start - size).max(1))) { "Previous" } }
                @if end < total { a rel="next" href=(address(end + 1)) { "Next" } }
            }
        }
    }
}
