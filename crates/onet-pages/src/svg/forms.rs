//! The forms of charts.

use std::f64::consts::TAU;

use maud::{Markup, html};

use super::drawing::{Drawing, LINE, Label, WIDTH, number, part};
use crate::block::{Bar, Chart, Dots};

/// Where bars begin; names stand before.
const NAMES: f64 = 290.0;
/// Letters of a name that fit before [`NAMES`].
const LETTERS: usize = 36;
/// Where bars end; numbers stand after.
const END: f64 = WIDTH - 46.0;
/// Space between rows.
const ROW_GAP: f64 = 9.0;
/// Classes of colours for series.
const SERIES: [&str; 6] = ["s0", "s1", "s2", "s3", "s4", "s5"];

pub(super) fn drawing(chart: &Chart) -> Drawing {
    match chart {
        Chart::Bars { bars, highest, .. } => horizontal(bars, *highest),
        Chart::Stacked { bars, whole, .. } => with_names(stacked(bars, *whole), bars),
        Chart::Polygon { bars, highest, .. } => polygon(bars, *highest),
        Chart::Dots(shown) => dots(shown),
    }
}

fn horizontal(bars: &[Bar], highest: i64) -> Drawing {
    let mut y = 0.0;
    let mut rows = Vec::new();
    for bar in bars {
        let label = Label::new(&bar.name, LETTERS);
        let middle = y + label.height() / 2.0;
        let length = (END - NAMES) * part(bar.value, highest);
        rows.push(html! {
            (label.at(0.0, y, "label"))
            rect.track x=(NAMES) y=(number(middle - 7.0)) width=(END - NAMES) height="14" rx="2" {}
            rect.fill x=(NAMES) y=(number(middle - 7.0)) width=(number(length)) height="14" rx="2" {}
            text.end x=(WIDTH - 4.0) y=(number(middle + 5.0)) { (bar.value) }
        });
        y += label.height() + ROW_GAP;
    }
    Drawing { width: WIDTH, height: y, content: html! { @for row in rows { (row) } } }
}

pub(super) fn series(at: usize) -> &'static str {
    SERIES[at % SERIES.len()]
}

/// The height of a bar in parts.
const STACK: f64 = 26.0;

/// One bar in parts.
pub(super) fn stacked(bars: &[Bar], whole: i64) -> Drawing {
    let mut x = 0.0;
    let mut parts = Vec::new();
    for (at, bar) in bars.iter().enumerate() {
        let width = (WIDTH * part(bar.value, whole)).min(WIDTH - x);
        parts.push(html! {
            rect class=(series(at)) x=(number(x)) y="0" width=(number((width - 1.0).max(0.0))) height=(STACK) {}
            @if width > 34.0 {
                text.letter x=(number(x + width / 2.0)) y="18" { (bar.value) "%" }
            }
        });
        x += width;
    }
    let content = html! {
        rect.track width=(WIDTH) height=(STACK) {}
        @for part in parts { (part) }
    };
    Drawing { width: WIDTH, height: STACK, content }
}

/// A bar in parts with their names below it.
fn with_names(drawing: Drawing, bars: &[Bar]) -> Drawing {
    let mut y = drawing.height + 10.0;
    let mut names = Vec::new();
    for (at, bar) in bars.iter().enumerate() {
        let label = Label::new(&format!("{} ({}%)", bar.name, bar.value), 90);
        names.push(html! {
            rect class=(series(at)) x="0" y=(number(y + 2.0)) width="12" height="12" {}
            (label.at(20.0, y, "label"))
        });
        y += label.height() + 3.0;
    }
    let content = html! { (drawing.content) @for name in names { (name) } };
    Drawing { height: y, content, ..drawing }
}

/// A polygon around a centre, its corners the values.
#[expect(clippy::cast_precision_loss, reason = "a polygon has few corners")]
fn polygon(bars: &[Bar], highest: i64) -> Drawing {
    const CENTRE: (f64, f64) = (250.0, 160.0);
    const RADIUS: f64 = 115.0;
    let corner = |at: usize, distance: f64| {
        let angle = TAU * at as f64 / bars.len().max(1) as f64;
        (CENTRE.0 + distance * angle.sin(), CENTRE.1 - distance * angle.cos())
    };
    let points = |distance: &dyn Fn(usize) -> f64| -> String {
        let corners = (0..bars.len()).map(|at| corner(at, distance(at)));
        corners.map(|(x, y)| format!("{},{}", number(x), number(y))).collect::<Vec<_>>().join(" ")
    };
    let value = |at: usize| RADIUS * part(bars[at].value, highest);
    let content = html! {
        @for ring in [0.25, 0.5, 0.75, 1.0] { polygon.grid points=(points(&|_| RADIUS * ring)) {} }
        @for at in 0..bars.len() {
            @let (x, y) = corner(at, RADIUS);
            line.grid x1=(CENTRE.0) y1=(CENTRE.1) x2=(number(x)) y2=(number(y)) {}
        }
        polygon.shape points=(points(&value)) {}
        @for (at, bar) in bars.iter().enumerate() { (corner_label(bar, corner(at, RADIUS + 16.0), CENTRE.0)) }
    };
    Drawing { width: 500.0, height: 330.0, content }
}

fn corner_label(bar: &Bar, (x, y): (f64, f64), centre: f64) -> Markup {
    let class = match x - centre {
        offset if offset > 5.0 => "label",
        offset if offset < -5.0 => "label end",
        _ => "label middle",
    };
    Label::new(&format!("{} {}", bar.name, bar.value), 24).at(x, y - 8.0, class)
}

/// One row for each element, one dot with a letter for each occupation.
#[expect(clippy::cast_precision_loss, reason = "a comparison has few occupations")]
fn dots(dots: &Dots) -> Drawing {
    let mut content = Vec::new();
    let mut y = 0.0;
    for (at, name) in dots.series.iter().enumerate() {
        content.push(html! { (dot(at, 10.0, y + 9.0)) (Label::new(name, 90).at(26.0, y, "label")) });
        y += LINE + 6.0;
    }
    let top = y + 8.0;
    y = top + 16.0;
    let step = if dots.series.len() > 1 { 7.0 } else { 0.0 };
    let spread = step * dots.series.len().saturating_sub(1) as f64;
    let mut rows = Vec::new();
    for (name, scores) in &dots.rows {
        let label = Label::new(name, LETTERS);
        let height = label.height().max(spread + 20.0);
        let middle = y + height / 2.0;
        let place = |score: i64| NAMES + (END + 30.0 - NAMES) * part(score, 100);
        let found: Vec<i64> = scores.iter().flatten().copied().collect();
        rows.push(html! {
            (label.at(0.0, middle - label.height() / 2.0, "label"))
            @if let (Some(low), Some(high)) = (found.iter().min(), found.iter().max()) {
                line.link x1=(number(place(*low))) y1=(number(middle)) x2=(number(place(*high))) y2=(number(middle)) {}
            }
            @for (at, score) in scores.iter().enumerate() {
                @if let Some(score) = score {
                    (dot(at, place(*score), middle - spread / 2.0 + step * at as f64))
                }
            }
        });
        y += height + ROW_GAP;
    }
    let grid = [0, 25, 50, 75, 100].map(|tick| {
        let x = number(NAMES + (END + 30.0 - NAMES) * part(tick, 100));
        html! {
            text class="tick middle" x=(x) y=(number(top)) { (tick) }
            line.grid x1=(x) y1=(number(top + 6.0)) x2=(x) y2=(number(y)) {}
        }
    });
    let content = html! {
        @for part in content { (part) }
        @for line in grid { (line) }
        @for row in rows { (row) }
    };
    Drawing { width: WIDTH, height: y, content }
}

fn dot(at: usize, x: f64, y: f64) -> Markup {
    let letter = ('A'..='Z').nth(at).unwrap_or('?');
    html! {
        circle class=(series(at)) cx=(number(x)) cy=(number(y)) r="9" {}
        text.letter x=(number(x)) y=(number(y + 4.0)) { (letter) }
    }
}
