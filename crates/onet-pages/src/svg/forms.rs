//! The forms of charts.

use std::f64::consts::TAU;

use maud::{Markup, html};

use super::drawing::{Drawing, LINE, Label, Room, WIDTH, number, part};
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

pub(super) fn drawing(chart: &Chart, room: Room) -> Drawing {
    match chart {
        Chart::Bars { bars, highest, .. } => horizontal(bars, *highest),
        Chart::Stacked { bars, whole, .. } => with_names(stacked(bars, *whole, room), bars),
        Chart::Polygon { bars, highest, .. } => polygon(bars, *highest, room),
        Chart::Dots(shown) => dots(shown, room),
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
pub(super) fn stacked(bars: &[Bar], whole: i64, room: Room) -> Drawing {
    let whole_width = room.width();
    let mut x = 0.0;
    let mut parts = Vec::new();
    for (at, bar) in bars.iter().enumerate() {
        let width = (whole_width * part(bar.value, whole)).min(whole_width - x);
        parts.push(html! {
            rect class=(series(at)) x=(number(x)) y="0" width=(number((width - 1.0).max(0.0))) height=(STACK) {}
            @if width > 34.0 {
                text.letter x=(number(x + width / 2.0)) y="18" { (bar.value) "%" }
            }
        });
        x += width;
    }
    let content = html! {
        rect.track width=(whole_width) height=(STACK) {}
        @for part in parts { (part) }
    };
    Drawing { width: whole_width, height: STACK, content }
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
fn polygon(bars: &[Bar], highest: i64, room: Room) -> Drawing {
    let (centre, radius, letters, size) = match room {
        Room::Wide => ((250.0, 160.0), 115.0, 24, (500.0, 330.0)),
        Room::Narrow => ((160.0, 116.0), 62.0, 13, (320.0, 236.0)),
    };
    let corner = |at: usize, distance: f64| {
        let angle = TAU * at as f64 / bars.len().max(1) as f64;
        (centre.0 + distance * angle.sin(), centre.1 - distance * angle.cos())
    };
    let points = |distance: &dyn Fn(usize) -> f64| -> String {
        let corners = (0..bars.len()).map(|at| corner(at, distance(at)));
        corners.map(|(x, y)| format!("{},{}", number(x), number(y))).collect::<Vec<_>>().join(" ")
    };
    let value = |at: usize| radius * part(bars[at].value, highest);
    let content = html! {
        @for ring in [0.25, 0.5, 0.75, 1.0] { polygon.grid points=(points(&|_| radius * ring)) {} }
        @for at in 0..bars.len() {
            @let (x, y) = corner(at, radius);
            line.grid x1=(centre.0) y1=(centre.1) x2=(number(x)) y2=(number(y)) {}
        }
        polygon.shape points=(points(&value)) {}
        @for (at, bar) in bars.iter().enumerate() { (corner_label(bar, corner(at, radius + 14.0), centre, letters)) }
    };
    Drawing { width: size.0, height: size.1, content }
}

/// The name and the value of a corner; two lines of one above the centre end at it.
fn corner_label(bar: &Bar, (x, y): (f64, f64), centre: (f64, f64), letters: usize) -> Markup {
    let class = match x - centre.0 {
        offset if offset > 5.0 => "label",
        offset if offset < -5.0 => "label end",
        _ => "label middle",
    };
    let label = Label::new(&format!("{} {}", bar.name, bar.value), letters);
    let up = if y < centre.1 { label.height() - LINE } else { 0.0 };
    label.at(x, y - 8.0 - up, class)
}

/// One row for each element, one dot with a letter for each occupation.
#[expect(clippy::cast_precision_loss, reason = "a comparison has few occupations")]
fn dots(dots: &Dots, room: Room) -> Drawing {
    let width = room.width();
    // A narrow scale has the whole width, and the names above it.
    let (begin, end) = match room {
        Room::Wide => (NAMES, END + 30.0),
        Room::Narrow => (12.0, width - 12.0),
    };
    let letters = if room == Room::Wide { (90, LETTERS) } else { (38, 42) };
    let mut content = Vec::new();
    let mut y = 0.0;
    for (at, name) in dots.series.iter().enumerate() {
        let label = Label::new(name, letters.0);
        content.push(html! { (dot(at, 10.0, y + 9.0)) (label.at(26.0, y, "label")) });
        y += label.height() + 6.0;
    }
    let top = y + 8.0;
    y = top + 16.0;
    let step = if dots.series.len() > 1 { 7.0 } else { 0.0 };
    let spread = step * dots.series.len().saturating_sub(1) as f64;
    let mut rows = Vec::new();
    for (name, scores) in &dots.rows {
        let label = Label::new(name, letters.1);
        let (height, middle, label_top) = match room {
            Room::Wide => {
                let height = label.height().max(spread + 20.0);
                (height, y + height / 2.0, y + height / 2.0 - label.height() / 2.0)
            }
            Room::Narrow => {
                let height = label.height() + spread + 24.0;
                (height, y + label.height() + 13.0 + spread / 2.0, y)
            }
        };
        let place = |score: i64| begin + (end - begin) * part(score, 100);
        let found: Vec<i64> = scores.iter().flatten().copied().collect();
        rows.push(html! {
            (label.at(0.0, label_top, "label"))
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
        let x = number(begin + (end - begin) * part(tick, 100));
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
    Drawing { width, height: y, content }
}

fn dot(at: usize, x: f64, y: f64) -> Markup {
    let letter = super::letter(at);
    html! {
        circle class=(series(at)) cx=(number(x)) cy=(number(y)) r="9" {}
        text.letter x=(number(x)) y=(number(y + 4.0)) { (letter) }
    }
}
