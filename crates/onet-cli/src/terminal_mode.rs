//! The mode of the terminal, which prompts change, and which whatever ends them puts back.

use std::io;

use crossterm::terminal::{disable_raw_mode, enable_raw_mode, is_raw_mode_enabled};

/// A new line, nothing below it, and the cursor shown: control sequences ED and DECTCEM.
#[cfg(unix)]
const CLEARED: &[u8] = b"\r\n\x1b[J\x1b[?25h";

/// A terminal that sends each key at once, until this is dropped.
#[derive(Debug)]
pub(crate) struct RawMode(());

impl RawMode {
    /// Changes the mode. A signal that ends the program puts it back, and so does the end of the terminal.
    pub(crate) fn enable() -> io::Result<Self> {
        guard();
        enable_raw_mode()?;
        Ok(Self(()))
    }
}

impl Drop for RawMode {
    fn drop(&mut self) {
        let _ = disable_raw_mode();
    }
}

/// Makes sure that whatever ends the program during a prompt leaves the terminal as it was. Called before each prompt, also
/// those of libraries, which change the mode by the same means.
pub(crate) fn guard() {
    crate::terminal_watch::start();
    crate::signals::watch();
}

/// Puts the mode back that the terminal had, clears what a prompt has below the cursor, and shows the cursor again; nothing
/// where the mode was not changed.
pub(crate) fn restore() {
    if is_raw_mode_enabled().unwrap_or(false) {
        let _ = disable_raw_mode();
        clear();
    }
}

/// Prompts of a library hide the cursor, and list options below it. They hold the lock of standard error while they wait for
/// a key, so that this writes beside it.
fn clear() {
    #[cfg(unix)]
    {
        use std::io::Write as _;
        use std::os::fd::AsFd as _;

        if let Ok(terminal) = io::stderr().as_fd().try_clone_to_owned() {
            let _ = std::fs::File::from(terminal).write_all(CLEARED);
        }
    }
}
