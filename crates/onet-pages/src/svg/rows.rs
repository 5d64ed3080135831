//! Dots on a line from 0 to 100, for the cell of a table.
//!
//! Places along the line are percentages, so a row is as wide as its cell and its letters have the size of other texts
//! at every width.

use maud::{Markup, html};

use super::forms::series;

/// Dots nearer to each other than this would hide each other's letters.
const NEAR: i64 = 9;
/// The height of a row with all dots on one line.
const HEIGHT: usize = 20;
/// How much lower the next line of dots is.
const LINE: usize = 13;
/// The marks of the scale.
const TICKS: [i64; 5] = [0, 25, 50, 75, 100];

/// The scale above rows of dots.
pub fn scale() -> Markup {
    html! {
        svg.row height="14" aria-hidden="true" focusable="false" {
            @for tick in TICKS { text class="tick middle" x={ (tick) "%" } y="11" { (tick) } }
        }
    }
}

/// The scores of an element as dots with the letters of their occupations. The cells beside it have the figures.
pub fn row(scores: &[Option<i64>]) -> Markup {
    let lines = lines(scores);
    let height = HEIGHT + LINE * lines.iter().flatten().max().copied().unwrap_or(0);
    let found = || scores.iter().flatten().map(|score| place(*score));
    html! {
        svg.row height=(height) aria-hidden="true" focusable="false" {
            @for tick in TICKS { line.grid x1={ (tick) "%" } x2={ (tick) "%" } y2=(height) {} }
            @if let (Some(low), Some(high)) = (found().min(), found().max()) {
                @let middle = height / 2;
                line.link x1={ (low) "%" } x2={ (high) "%" } y1=(middle) y2=(middle) {}
            }
            @for (at, (score, line)) in scores.iter().zip(&lines).enumerate() {
                @if let (Some(score), Some(line)) = (score, line) {
                    (dot(at, &format!("{}%", place(*score)), HEIGHT / 2 + LINE * line))
                }
            }
        }
    }
}

/// The dot of an occupation, for a legend or the head of a column.
pub fn mark(at: usize) -> Markup {
    html! { svg.mark width="18" height="18" aria-hidden="true" focusable="false" { (dot(at, "9", 9)) } }
}

/// The letter of an occupation.
pub fn letter(at: usize) -> char {
    ('A'..='Z').nth(at).unwrap_or('?')
}

fn dot(at: usize, x: &str, y: usize) -> Markup {
    html! {
        circle class=(series(at)) cx=(x) cy=(y) r="9" {}
        text.letter x=(x) y=(y + 4) { (letter(at)) }
    }
}

fn place(score: i64) -> i64 {
    score.clamp(0, 100)
}

/// The line of each dot: the first on which no other dot is near.
fn lines(scores: &[Option<i64>]) -> Vec<Option<usize>> {
    let mut lines: Vec<Option<usize>> = Vec::new();
    for score in scores {
        let is_taken = |line: usize, score: i64| {
            let others = scores.iter().zip(&lines).filter(|(_, taken)| **taken == Some(line));
            others.filter_map(|(other, _)| *other).any(|other| (place(other) - place(score)).abs() < NEAR)
        };
        let free = score.and_then(|score| (0..).find(|line| !is_taken(*line, score)));
        lines.push(free);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dots_that_are_near_stand_on_lines_of_their_own() {
        let scores = [Some(91), Some(0), Some(84), None, Some(100), Some(8)];
        assert_eq!(lines(&scores), [Some(0), Some(0), Some(1), None, Some(0), Some(1)]);
        assert_eq!(lines(&[Some(40); 3]), [Some(0), Some(1), Some(2)]);
    }

    #[test]
    fn scores_beyond_the_scale_stay_on_it() {
        let drawn = row(&[Some(i64::MIN), Some(i64::MAX)]).into_string();
        assert!(drawn.contains("cx=\"0%\"") && drawn.contains("cx=\"100%\""), "{drawn}");
    }
}
