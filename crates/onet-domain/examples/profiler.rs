//! The O*NET Interest Profiler: answers, and what they say of one's interests. Scored on this machine; with a key the
//! service's own results and careers come with it.
//!
//! ```text
//! cargo run -p onet-domain --example profiler -- 543215432154321543215432154321
//! ```

// An example is a program: it prints.
#![allow(clippy::print_stdout)]

use onet_api::Client;
use onet_domain::ProfilerAnswers;
use onet_domain::interest_profiler::InterestProfiler;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let typed = std::env::args().nth(1).ok_or("pass 30 or 60 answers, each a digit from 1 to 5")?;
    let answers: ProfilerAnswers = typed.parse()?;
    let scores = answers.scores();
    for (interest, score) in scores.ranked() {
        println!("{:<13} {score}", interest.title());
    }
    println!("interest code {}", scores.code());

    if std::env::var_os("ONET_API_KEY").is_some() {
        let profiler = InterestProfiler::new(Client::from_env()?);
        for area in profiler.results(&answers).await?.areas {
            println!("the service says: {area:?}");
        }
    }
    Ok(())
}
