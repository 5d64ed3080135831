//! Shapes that several families have.

use crate::field::*;

fields! {
    LINK: link("href", "href"), same("title");
    TAGS: true_only("bright_outlook", "bright_outlook?"), always_false("green");
    OCCUPATION: link("href", "href"), same("code"), same("title"), object("tags", "tags", TAGS);
    KEYWORD_PAGE: echo("keyword", "keyword"), page();
}
