//! What stands around every page: the head, the menu, the foot.

use maud::{Markup, html};
use onet_pages::html::{document, footer, text};

use super::problem::Problems;
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

/// Whether a visitor has to sign in, and has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Session {
    /// No key is needed.
    Open,
    /// The cookie of the visitor has a key.
    SignedIn,
    /// A key is needed, and the visitor has none.
    SignedOut,
}

/// What is around a page: the site, the path of the page, which the menu marks, and who sees it.
pub(super) struct Frame<'a> {
    pub(super) site: &'a Site,
    pub(super) here: &'a str,
    pub(super) session: Session,
}

impl Frame<'_> {
    /// A whole document.
    pub(super) fn document(&self, title: &str, content: &Markup) -> Markup {
        let head = html! {
            link rel="icon" href="data:,";
            link rel="stylesheet" href="/explore/style.css";
            script src="/explore/script.js" defer {}
        };
        let body = html! {
            body.site {
                a.skip href="#main" { "Skip to the content" }
                header.bar {
                    a.brand href="/explore" aria-current=[(self.here == "/explore").then_some("page")] { "onet" }
                    @if self.session != Session::SignedOut { (self.menu()) }
                }
                main id="main" tabindex="-1" { (content) }
                aside.source aria-label="Source" {
                    p {
                        "Source: " (text(&self.site.sources()))
                        @if self.session != Session::SignedOut { ". " a href="/explore/words" { "What the words mean" } }
                    }
                    @if self.session == Session::SignedIn {
                        form method="post" action="/explore/logout" { button.plain type="submit" { "Sign out" } }
                    }
                }
                (footer())
            }
        };
        let name = if title == "onet" { title.to_owned() } else { format!("{title} – onet") };
        document(&name, &head, &body)
    }

    /// The menu. In a narrow window a button opens it; a browser that does not know how shows it as it is.
    fn menu(&self) -> Markup {
        html! {
            button.menu type="button" popovertarget="menu" { "Menu" }
            nav id="menu" popover aria-label="Pages" {
                ul {
                    @for (path, name) in MENU {
                        li { a href=(format!("/explore/{path}")) aria-current=[current(self.here, path)] { (name) } }
                    }
                }
            }
        }
    }
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
pub(super) fn occupation_field(name: &str, label: &str, value: &str, problems: &Problems) -> Markup {
    html! {
        label for=(name) { (label) }
        (problems.message(name))
        input type="search" id=(name) name=(name) value=(value) autocomplete="off" list=(format!("{name}-list"))
            aria-describedby=[problems.described(name, None)] aria-invalid=[problems.invalid(name)]
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
