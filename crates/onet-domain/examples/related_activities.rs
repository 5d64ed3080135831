//! The related activities search in its three steps.
//!
//! ```text
//! ONET_API_KEY=… cargo run -p onet-domain --example related_activities -- pharmacist
//! ```

// An example is a program: it prints.
#![allow(clippy::print_stdout)]

use onet_api::Client;
use onet_domain::related_activities::{RelatedActivities, RelatedActivitiesSort};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let text = std::env::args().skip(1).collect::<Vec<_>>().join(" ");
    let workflow = RelatedActivities::new(Client::from_env()?);

    let found = workflow.search(&text).await?;
    let occupation = found.first().ok_or("nothing found")?;
    println!("{} {}", occupation.code, occupation.title);

    let activities = workflow.activities(occupation.code).await?;
    let chosen: Vec<_> = activities.into_iter().take(3).collect();
    for activity in &chosen {
        println!("  {}", activity.title);
    }

    let ids: Vec<_> = chosen.into_iter().map(|activity| activity.id).collect();
    for related in workflow.all_results(occupation.code, &ids, RelatedActivitiesSort::Shared).await? {
        println!(
            "{}  {}  job zone {}, {} shared, {} similar",
            related.occupation.code,
            related.occupation.title,
            related.job_zone,
            related.shared.len(),
            related.similar.len()
        );
    }
    Ok(())
}
