//! A server that only sends the bytes of one answer: the baseline for measurements of `onet serve`.
//!
//! `cargo run --release -p onet-server --example bare -- FILE [ADDRESS]` answers every path with the content of the
//! file; the default address is `127.0.0.1:8090`.

use std::error::Error;
use std::io::Write as _;

use axum::Router;
use axum::response::IntoResponse as _;
use bytes::Bytes;
use http::header::CONTENT_TYPE;
use tokio::net::TcpListener;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let file = arguments.next().ok_or("usage: bare FILE [ADDRESS]")?;
    let address = arguments.next().unwrap_or_else(|| "127.0.0.1:8090".to_owned());
    let body = Bytes::from(std::fs::read(file)?);
    let router = Router::new().fallback(move || {
        let body = body.clone();
        async move { ([(CONTENT_TYPE, "application/json; charset=utf-8")], body).into_response() }
    });
    let listener = TcpListener::bind(address).await?;
    writeln!(std::io::stderr(), "listening on http://{}", listener.local_addr()?)?;
    axum::serve(listener, router).await?;
    Ok(())
}
