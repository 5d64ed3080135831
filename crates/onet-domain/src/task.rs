//! Tasks: what the people in one occupation do.

use std::fmt;
use std::str::FromStr;

use crate::parse::{Notation, ParseError, Scanner, text_value};

static TASK_ID: Notation =
    Notation { article: "a", name: "task id", pattern: "^[0-9]+$", examples: ["3565", "21661"] };

/// The id of a task statement, such as `3565`.
///
/// A whole number without structure, written in digits alone, as the published OpenAPI definition
/// has it; the service sends it as text. Numbers up to 4,294,967,295 fit, where the database defines
/// eight digits. Leading zeros are ignored: `0042` is the task `42`.
///
/// A task belongs to one occupation. Occupations share the detailed work activities that their
/// tasks are connected to; see [`DwaId`](crate::DwaId).
///
/// Sorts by number.
///
/// ```
/// use onet_domain::TaskId;
///
/// let task: TaskId = "3565".parse()?;
/// assert_eq!(task.number(), 3565);
/// assert!(task < "21661".parse()?);
/// # Ok::<(), onet_domain::ParseError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TaskId(u32);

impl TaskId {
    /// The number itself.
    pub fn number(self) -> u32 {
        self.0
    }
}

impl FromStr for TaskId {
    type Err = ParseError;

    /// # Errors
    ///
    /// When the text is not one or more ASCII digits, or when the number is larger than 4,294,967,295.
    fn from_str(text: &str) -> Result<Self, ParseError> {
        let mut scanner = Scanner::new(&TASK_ID, text);
        scanner.many(|byte| byte.is_ascii_digit(), "a digit")?;
        scanner.end()?;
        let too_large = |_| Scanner::new(&TASK_ID, text).error("a number up to 4294967295");
        text.parse::<u32>().map(Self).map_err(too_large)
    }
}

impl From<u32> for TaskId {
    fn from(number: u32) -> Self {
        Self(number)
    }
}

impl From<TaskId> for u32 {
    fn from(task: TaskId) -> Self {
        task.0
    }
}

impl fmt::Display for TaskId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

text_value!(TaskId, TASK_ID);
