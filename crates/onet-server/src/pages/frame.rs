//! What stands around every page: the head, the menu, the foot.

use maud::{DOCTYPE, Markup, html};
use onet_pages::html::{footer, text};

use super::site::Site;

/// The menu: addresses below `/explore/` and their names.
const MENU: [(&str, &str); 9] = [
    ("search", "Search"),
    ("related", "Related activities"),
    ("compare", "Compare"),
    ("profiler", "Interests"),
    ("browse", "Browse"),
    ("crosswalks", "Crosswalks"),
    ("code", "Code titles"),
    ("tables", "Tables"),
    ("api", "API"),
];

/// A whole document.
pub(super) fn frame(site: &Site, title: &str, content: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (text(title)) " – onet" }
                link rel="icon" href="data:,";
                link rel="stylesheet" href="/explore/style.css";
                script src="/explore/script.js" defer {}
            }
            body.site {
                a.skip href="#main" { "Skip to the content" }
                header.bar {
                    a.brand href="/explore" { "onet" }
                    nav aria-label="Pages" {
                        ul { @for (path, name) in MENU { li { a href=(format!("/explore/{path}")) { (name) } } } }
                    }
                }
                main id="main" tabindex="-1" { (content) }
                aside.source aria-label="Source" { p { "Source: " (text(&site.sources())) } }
                (footer())
            }
        }
    }
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
        @if total > 0 { p.position { (start) " to " (end) " of " (total) } }
        @if start > 1 || end < total {
            nav.pager aria-label="Pages of the list" {
                @if start > 1 { a rel="prev" href=(address((start - size).max(1))) { "Previous" } }
                @if end < total { a rel="next" href=(address(end + 1)) { "Next" } }
            }
        }
    }
}
