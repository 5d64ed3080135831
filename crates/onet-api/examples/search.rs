//! The occupations that a word, phrase, title or code finds, all pages.
//!
//! ```text
//! ONET_API_KEY=… cargo run -p onet-api --example search -- registered nurse
//! ```

// An example is a program: it prints.
#![allow(clippy::print_stdout)]

use futures::{TryStreamExt as _, pin_mut};
use onet_api::{Client, page};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let text = std::env::args().skip(1).collect::<Vec<_>>().join(" ");
    let client = Client::from_env()?;
    let found = page::by_item(500, |range| client.online_search(&text, range));
    pin_mut!(found);
    while let Some(occupation) = found.try_next().await? {
        println!("{}  {}", occupation.code, occupation.title);
    }
    Ok(())
}
