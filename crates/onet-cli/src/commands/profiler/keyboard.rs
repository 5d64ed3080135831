//! What a person types: one key for each answer, or one line on a terminal that has no more.

use std::io::{self, BufRead as _, Write as _};

use crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, read};
use onet_domain::ProfilerAnswer;

use crate::terminal_mode::RawMode;

/// What was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Input {
    Answer(ProfilerAnswer),
    Back,
    /// The right arrow, or an empty line: the answer that stands, where there is one.
    Keep,
    /// Stop; also the end of the input.
    Quit,
    /// Ctrl-C.
    Interrupt,
    Unknown,
}

/// How it is typed.
pub(super) enum Keyboard {
    /// A key is read at once, and not shown by the terminal. The terminal gets its mode back at the end.
    Keys(RawMode),
    /// Lines, as a terminal without cursor addressing sends them.
    Lines,
}

impl Keyboard {
    /// Reads keys, unless the terminal is dumb or refuses to send them.
    pub(super) fn open() -> Self {
        let is_dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
        let mode = (!is_dumb).then(RawMode::enable).and_then(Result::ok);
        mode.map_or(Self::Lines, Self::Keys)
    }

    /// Whether Enter ends an input.
    pub(super) fn needs_enter(&self) -> bool {
        matches!(self, Self::Lines)
    }

    /// Waits for an input.
    pub(super) fn read(&mut self) -> Input {
        match self {
            Self::Keys(_) => loop {
                match read() {
                    Ok(Event::Key(key)) if key.kind != KeyEventKind::Release => {
                        if let Some(input) = of_key(key) {
                            return input;
                        }
                    }
                    Ok(_) => {}
                    Err(_) => return Input::Quit,
                }
            },
            Self::Lines => {
                let mut line = String::new();
                match io::stdin().lock().read_line(&mut line) {
                    Ok(0) | Err(_) => Input::Quit,
                    Ok(_) => of_line(&line),
                }
            }
        }
    }

    /// Shows what was typed, where the terminal does not, and ends the line.
    pub(super) fn echo(&self, typed: &str) {
        if let Self::Keys(_) = self {
            let _ = write!(io::stderr(), "{typed}\r\n");
        }
    }

    /// A text with the ends of lines that the terminal needs.
    pub(super) fn lines(&self, text: &str) -> String {
        match self {
            Self::Keys(_) => text.replace('\n', "\r\n"),
            Self::Lines => text.to_owned(),
        }
    }
}

/// What a line means.
fn of_line(line: &str) -> Input {
    match line.trim() {
        "b" | "B" | "back" => Input::Back,
        "q" | "Q" | "quit" => Input::Quit,
        "" => Input::Keep,
        digit => digit.parse().map_or(Input::Unknown, Input::Answer),
    }
}

/// What a key means; none for Enter, which those press behind each key who know the lines, and for keys without a character.
fn of_key(key: KeyEvent) -> Option<Input> {
    let has_control = key.modifiers.contains(KeyModifiers::CONTROL);
    Some(match key.code {
        KeyCode::Char('c') if has_control => Input::Interrupt,
        KeyCode::Char('d') if has_control => Input::Quit,
        _ if has_control => return None,
        KeyCode::Char('b' | 'B') | KeyCode::Left | KeyCode::Backspace => Input::Back,
        KeyCode::Char('q' | 'Q') | KeyCode::Esc => Input::Quit,
        KeyCode::Right => Input::Keep,
        KeyCode::Char(' ') => return None,
        KeyCode::Char(digit) => digit.to_string().parse().map_or(Input::Unknown, Input::Answer),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(digit: &str) -> Input {
        Input::Answer(digit.parse().expect("a digit from 1 to 5"))
    }

    #[test]
    fn lines_and_keys_mean_the_same() {
        for (text, expected) in [
            ("1", answer("1")),
            ("5", answer("5")),
            ("b", Input::Back),
            ("Q", Input::Quit),
            ("0", Input::Unknown),
            ("6", Input::Unknown),
            ("x", Input::Unknown),
            ("３", Input::Unknown),
        ] {
            assert_eq!(of_line(&format!(" {text}\r\n")), expected, "{text}");
            let key = KeyCode::Char(text.chars().next().expect("one character"));
            assert_eq!(of_key(KeyEvent::new(key, KeyModifiers::NONE)), Some(expected), "{text}");
        }
    }

    #[test]
    fn keys_without_a_character_do_nothing_but_those_that_go_back_or_stop() {
        let key = |code| of_key(KeyEvent::new(code, KeyModifiers::NONE));
        for code in [KeyCode::Enter, KeyCode::Tab, KeyCode::Up, KeyCode::F(1), KeyCode::Home] {
            assert_eq!(key(code), None, "{code:?}");
        }
        assert_eq!(key(KeyCode::Right), Some(Input::Keep));
        assert_eq!(of_line("\r\n"), Input::Keep);
        assert_eq!(key(KeyCode::Left), Some(Input::Back));
        assert_eq!(key(KeyCode::Backspace), Some(Input::Back));
        assert_eq!(key(KeyCode::Esc), Some(Input::Quit));
        let control = |letter| of_key(KeyEvent::new(KeyCode::Char(letter), KeyModifiers::CONTROL));
        assert_eq!(control('c'), Some(Input::Interrupt));
        assert_eq!(control('d'), Some(Input::Quit));
        assert_eq!(control('b'), None);
    }
}
