//! Signals that end the program.
//!
//! Files in the making are removed, and work that can stop between two rows does. A signal that the caller ignores, as
//! `nohup` does, stays ignored.

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicU8, Ordering};
use std::sync::mpsc::sync_channel;
use std::sync::{Arc, Mutex, Once, PoisonError};
use std::thread;
use std::time::Duration;

/// The exit code of a program that Ctrl-C ends, as a shell reports it.
const INTERRUPTED: u8 = 130;
/// The time that work has to stop between two rows.
const GRACE: Duration = Duration::from_secs(2);

static DRAFTS: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());
static STOP: Mutex<Option<Arc<AtomicBool>>> = Mutex::new(None);
static EXIT_CODE: AtomicU8 = AtomicU8::new(INTERRUPTED);

/// A file that a signal removes, until this is dropped.
#[derive(Debug)]
pub(crate) struct Removed(PathBuf);

impl Removed {
    pub(crate) fn by_signal(path: PathBuf) -> Self {
        DRAFTS.lock().unwrap_or_else(PoisonError::into_inner).push(path.clone());
        Self(path)
    }
}

impl Drop for Removed {
    fn drop(&mut self) {
        let mut drafts = DRAFTS.lock().unwrap_or_else(PoisonError::into_inner);
        drafts.retain(|path| *path != self.0);
    }
}

/// A flag that the first signal sets. The program has two seconds to end by itself then.
pub(crate) fn stop_flag() -> Arc<AtomicBool> {
    let flag = Arc::new(AtomicBool::new(false));
    *STOP.lock().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(&flag));
    watch();
    flag
}

/// The exit code of a program that a signal ends: 128 and the number of the signal.
pub(crate) fn exit_code() -> u8 {
    EXIT_CODE.load(Ordering::Relaxed)
}

/// Waits for signals from here on, on a thread of its own.
pub(crate) fn watch() {
    static STARTED: Once = Once::new();
    STARTED.call_once(|| {
        let (ready, started) = sync_channel(1);
        thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            let Ok(runtime) = runtime else { return };
            runtime.block_on(async {
                let mut signals = system::Signals::listen();
                let _ = ready.send(());
                end_by(&mut signals).await;
            });
        });
        // A signal that comes before the thread listens would leave a file behind.
        let _ = started.recv();
    });
}

async fn end_by(signals: &mut system::Signals) {
    let code = signals.next().await;
    EXIT_CODE.store(code, Ordering::Relaxed);
    let flag = STOP.lock().unwrap_or_else(PoisonError::into_inner).clone();
    if let Some(flag) = flag {
        flag.store(true, Ordering::Relaxed);
        // A second signal ends the program at once.
        let _ = tokio::time::timeout(GRACE, signals.next()).await;
    }
    crate::terminal_mode::restore();
    for path in DRAFTS.lock().unwrap_or_else(PoisonError::into_inner).iter() {
        let _ = std::fs::remove_file(path);
    }
    std::process::exit(i32::from(code));
}

#[cfg(unix)]
mod system {
    use futures::future::{pending, select_all};
    use tokio::signal::unix::{Signal, SignalKind, signal};

    const SIGNALS: [(SignalKind, u8); 3] =
        [(SignalKind::hangup(), 1), (SignalKind::interrupt(), 2), (SignalKind::terminate(), 15)];

    /// Sent where a file grows beyond the limit of the process. Once there is a handler, the write fails instead.
    #[cfg(any(target_os = "linux", target_os = "macos"))]
    const FILE_SIZE: i32 = 25;

    pub(super) struct Signals(Vec<(Signal, u8)>);

    impl Signals {
        pub(super) fn listen() -> Self {
            #[cfg(any(target_os = "linux", target_os = "macos"))]
            let _ = signal(SignalKind::from_raw(FILE_SIZE));
            let ignored = ignored();
            let listened = SIGNALS.into_iter().filter(|(_, number)| ignored >> (number - 1) & 1 == 0);
            Self(listened.filter_map(|(kind, number)| Some((signal(kind).ok()?, number))).collect())
        }

        /// The exit code of the next signal.
        pub(super) async fn next(&mut self) -> u8 {
            if self.0.is_empty() {
                return pending().await;
            }
            let received = self.0.iter_mut().map(|(signal, number)| {
                Box::pin(async move {
                    signal.recv().await;
                    128 + *number
                })
            });
            select_all(received).await.0
        }
    }

    /// The signals that the caller ignores, a bit each, from the first.
    #[cfg(target_os = "linux")]
    fn ignored() -> u64 {
        let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
        line.and_then(|bits| u64::from_str_radix(bits.trim(), 16).ok()).unwrap_or(0)
    }

    /// Elsewhere they are not known, and a hangup stays what the caller made it.
    #[cfg(not(target_os = "linux"))]
    fn ignored() -> u64 {
        1
    }
}

#[cfg(not(unix))]
mod system {
    pub(super) struct Signals;

    impl Signals {
        pub(super) fn listen() -> Self {
            Self
        }

        /// The exit code of the next Ctrl-C.
        pub(super) async fn next(&mut self) -> u8 {
            match tokio::signal::ctrl_c().await {
                Ok(()) => super::INTERRUPTED,
                Err(_) => futures::future::pending().await,
            }
        }
    }
}
