//! Charts as SVG: bars, parts of a whole, polygons and dots.
//!
//! A drawing has classes for its colours. In a page the style sheet of the page gives them; [`document`] makes a file of
//! its own with its colours in it, light and dark.

mod drawing;
mod forms;
mod rows;

use maud::{Markup, PreEscaped, html};

use crate::block::{Chart, Rated};
use crate::licence;
use drawing::{Drawing, Room, WIDTH};

pub use rows::{letter, mark, row, scale};

/// Colours of a chart in a file of its own.
const STYLE: &str = include_str!("svg/style.css");
/// Space between two charts of a file.
const GAP: f64 = 28.0;
/// Height of the title above a chart of a file.
const TITLE: f64 = 30.0;
/// Edge around the charts of a file.
const EDGE: f64 = 20.0;

/// A bar for the cell of a table. The number stands beside it.
pub fn meter(item: &Rated) -> Markup {
    colored_meter(item, "fill")
}

/// A bar in the colour of a part of a [`Chart::Stacked`], by its place.
pub fn part_meter(item: &Rated, at: usize) -> Markup {
    colored_meter(item, forms::series(at))
}

fn colored_meter(item: &Rated, class: &str) -> Markup {
    html! {
        svg.meter viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" focusable="false" {
            rect.track width="100" height="10" {}
            rect class=(class) width=(item.steps(100)) height="10" {}
        }
    }
}

/// A chart for a column of a page. [`Chart::Dots`] is better a table with a [`row`] for each element.
pub fn chart(chart: &Chart) -> Markup {
    let drawing = match chart {
        // The table beside it has the names.
        Chart::Stacked { bars, whole, .. } => forms::stacked(bars, *whole, Room::Narrow),
        _ => forms::drawing(chart, Room::Narrow),
    };
    let Drawing { width, height, content } = drawing;
    html! {
        svg role="img" aria-label=(drawing::words(chart.title())) viewBox=(format!("0 0 {width} {height}")) width=(width) height=(height) {
            (content)
        }
    }
}

/// Charts below each other, as an SVG file.
pub fn document<'a>(title: &str, charts: impl IntoIterator<Item = &'a Chart>) -> String {
    let mut y = EDGE;
    let mut placed = Vec::new();
    for chart in charts {
        let Drawing { height, content, .. } = forms::drawing(chart, Room::Wide);
        placed.push(html! {
            text.title x=(EDGE) y=(y + 18.0) { (drawing::words(chart.title())) }
            g transform=(format!("translate({EDGE} {})", y + TITLE)) { (content) }
        });
        y += TITLE + height + GAP;
    }
    let (width, height) = (WIDTH + 2.0 * EDGE, y + 10.0);
    let drawn = html! {
        svg xmlns="http://www.w3.org/2000/svg" viewBox=(format!("0 0 {width} {height}")) width=(width)
            height=(height) role="img" aria-label=(drawing::words(title))
        {
            title { (drawing::words(title)) }
            style { (PreEscaped(STYLE)) }
            rect.paper width=(width) height=(height) {}
            @for chart in placed { (chart) }
            text.note x=(EDGE) y=(height - 12.0) { (licence::SHORT) }
        }
    };
    drawn.into_string()
}
