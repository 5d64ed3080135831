//! Getting a published definition, from a file or from its address.

use anyhow::{Context as _, bail};
use serde_json::Value;
use sha2::{Digest as _, Sha256};

/// A definition as published, before any fixup.
pub(crate) struct Published {
    pub(crate) document: Value,
    pub(crate) sha256: String,
    pub(crate) bytes: usize,
}

/// Reads the definition at a file path or an `https://` address.
///
/// Fails when it cannot be had, is not whole JSON, or is not an OpenAPI 3.1 document.
pub(crate) fn load(from: &str) -> anyhow::Result<Published> {
    let text = if is_address(from) {
        download(from)?
    } else {
        std::fs::read(from).with_context(|| format!("could not read {from}"))?
    };
    let document: Value = serde_json::from_slice(&text).with_context(|| {
        format!("{from} ({} bytes) is not a whole JSON document; get it again", text.len())
    })?;
    match document["openapi"].as_str() {
        Some(version) if version.starts_with("3.1.") => {}
        Some(version) => bail!("{from} is OpenAPI {version}; the pipeline reads 3.1"),
        None => bail!("{from} is JSON but not an OpenAPI document: it has no \"openapi\" member"),
    }
    if !document["paths"].is_object() {
        bail!("{from} has no paths");
    }
    let sha256 = Sha256::digest(&text).iter().map(|byte| format!("{byte:02x}")).collect();
    Ok(Published { document, sha256, bytes: text.len() })
}

/// Whether a definition is fetched rather than read from a file.
pub(crate) fn is_address(from: &str) -> bool {
    from.starts_with("https://") || from.starts_with("http://")
}

fn download(address: &str) -> anyhow::Result<Vec<u8>> {
    // Installing fails only when a provider is installed already, which serves as well.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let response = reqwest::Client::builder()
            .timeout(std::time::Duration::from_secs(60))
            .build()?
            .get(address)
            .send()
            .await
            .with_context(|| format!("could not fetch {address}"))?
            .error_for_status()?;
        Ok(response.bytes().await?.to_vec())
    })
}
