//! The detailed work activities of many occupations, gently: two requests a second, patient with a busy service, and
//! with answers kept on disk, so that a second run asks for nothing.
//!
//! ```text
//! ONET_API_KEY=… cargo run -p onet-api --features cache --example batch -- 29-1051.00 29-1141.01
//! ```

// An example is a program: it prints.
#![allow(clippy::print_stdout)]

use std::time::Duration;

use futures::{StreamExt as _, TryStreamExt as _, stream};
use onet_api::{ApiKey, Cache, Client, DEFAULT_BASE_URL, RateLimit, Retry};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let codes: Vec<String> = std::env::args().skip(1).collect();
    let folder = std::env::temp_dir().join("onet-example-answers");
    let mut builder = Client::builder()
        .base_url(std::env::var("ONET_BASE_URL").unwrap_or_else(|_| DEFAULT_BASE_URL.to_owned()))
        .rate_limit(RateLimit::per_second(2))
        .retry(Retry::default().tries(6).longest_wait(Duration::from_secs(60)))
        .deadline(Duration::from_secs(600))
        .cache(Cache::in_folder(folder).stale_if_error());
    if let Ok(key) = std::env::var("ONET_API_KEY") {
        builder = builder.api_key(ApiKey::new(key));
    }
    let client = builder.build()?;

    // Four at a time: the limiter spaces them, the answers come in the order of the codes.
    let client = &client;
    let counts: Vec<(String, usize)> = stream::iter(codes)
        .map(|code| async move {
            let activities = client.online_related_activities_activities(code.as_str()).await?;
            Ok::<_, onet_api::Error>((code, activities.len()))
        })
        .buffered(4)
        .try_collect()
        .await?;
    for (code, count) in counts {
        println!("{code}  {count} detailed work activities");
    }
    Ok(())
}
