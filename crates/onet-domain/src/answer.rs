//! Strict types for the responses that the workflows return.
//!
//! The types of `onet_api` accept every text and number that the service may send. Each type here parses the codes,
//! ids, interests and scores of such a response; [`Error::Answer`](crate::Error::Answer) reports a value that does not parse.
//!
//! ```
//! use onet_api::types;
//! use onet_domain::Task;
//!
//! let response = types::TaskRef { id: "3565".to_owned(), title: "Review prescriptions.".to_owned() };
//! let task = Task::try_from(response)?;
//! assert_eq!(task.id.number(), 3565);
//! # Ok::<(), onet_domain::Error>(())
//! ```

mod column;
mod matches;
mod occupation;
pub(crate) mod parsing;
mod profiler;
mod related_occupation;
mod task;
mod taxonomy;

pub use column::Column;
pub use matches::Matches;
pub use occupation::{Activity, Occupation};
pub use profiler::{
    AreaScore, Fit, ProfilerCareer, ProfilerOption, ProfilerQuestion, ProfilerResults, Questionnaire,
};
pub use related_occupation::RelatedOccupation;
pub use task::{Task, TaskMatch};
pub use taxonomy::{TaxonomyMapping, TaxonomyTarget};
