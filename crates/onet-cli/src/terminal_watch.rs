//! The end of the terminal ends a prompt.
//!
//! A process that ignores hangups, as under `nohup`, learns of a closed terminal by reading alone. The library of the
//! prompts reads again after each failure: it would use a core for ever.

#[cfg(unix)]
use std::{sync::Once, thread};

/// The exit code of a process that a hangup ends, as a shell reports it.
#[cfg(unix)]
const HUNG_UP: i32 = 129;

/// Ends the process when the terminal that it reads from is gone.
pub(crate) fn start() {
    #[cfg(unix)]
    static STARTED: Once = Once::new();
    #[cfg(unix)]
    STARTED.call_once(|| drop(thread::spawn(watch)));
}

#[cfg(unix)]
fn watch() {
    use rustix::event::{PollFd, PollFlags, Timespec, poll};

    let second = Timespec { tv_sec: 1, tv_nsec: 0 };
    loop {
        let input = rustix::stdio::stdin();
        // Without events, poll reports a hangup or an error alone.
        let mut waiting = [PollFd::new(&input, PollFlags::empty())];
        let gone = PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL;
        match poll(&mut waiting, Some(&second)) {
            Ok(0) | Err(_) => thread::sleep(std::time::Duration::from_millis(100)),
            Ok(_) if waiting[0].revents().intersects(gone) => std::process::exit(HUNG_UP),
            Ok(_) => {}
        }
    }
}
