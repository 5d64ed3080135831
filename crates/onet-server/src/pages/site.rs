//! What all pages share.

use axum::Router;
use onet_api::Client;

use crate::coding_route::coding_route;
use crate::config::Config;
use crate::in_process::InProcess;
use crate::source_chain::SourceChain;

/// The client of the router in this process, and the settings of the server.
pub(super) struct Site {
    client: Client,
    coding: Router,
    sources: SourceChain,
    config: Config,
}

impl Site {
    pub(super) fn new(sources: &SourceChain, config: &Config) -> Result<Self, onet_api::Error> {
        // The pages check keys themselves, once for all their calls.
        let service = InProcess::new(sources.clone(), config.without_keys()).for_remote_callers();
        Ok(Self {
            client: Client::builder().service(service).build()?,
            coding: coding_route(sources, config.without_keys()),
            sources: sources.clone(),
            config: config.clone(),
        })
    }

    pub(super) fn client(&self) -> &Client {
        &self.client
    }

    /// The route that codes titles.
    pub(super) fn coding(&self) -> Router {
        self.coding.clone()
    }

    pub(super) fn config(&self) -> &Config {
        &self.config
    }

    /// The names of the sources, as people know them.
    pub(super) fn sources(&self) -> String {
        self.sources.labels().join(", then ")
    }
}
