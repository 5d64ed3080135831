//! `onet serve`

use onet_server::{Config, SourceChain, Upstream, allow_origins, coding_route, legacy, router, serve};

use crate::arguments::{Global, Serve};
use crate::console::Console;
use crate::failure::Failure;
use crate::source::{self, Chosen, Purpose};

pub(crate) fn run(global: &Global, console: &Console, arguments: Serve) -> Result<(), Failure> {
    let chosen = source::choose(global, console, Purpose::Server)?;
    // What this machine holds is answered in both versions; the live service is passed on as it is.
    let answers_v1 = arguments.answers_v1(matches!(chosen, Chosen::Local(_)));
    let Serve { listen, key_file, origins, .. } = arguments;
    let sources: SourceChain = match chosen {
        Chosen::Local(sources) => sources,
        Chosen::Live(client) => Upstream::new(client)?.into(),
    };
    let mut config = Config::default();
    match &key_file {
        Some(file) => {
            config = config.with_key_file(file).map_err(|failure| Failure::usage(failure.to_string()))?;
        }
        None if !listen.ip().is_loopback() => {
            console.note(&format!("anybody who reaches {listen} is answered; --key-file asks for keys"));
        }
        None => {}
    }
    let mut routes = router(sources.clone(), config.clone());
    routes = routes.merge(coding_route(&sources, config.clone()));
    if answers_v1 {
        routes = routes.merge(legacy::routes(router(sources, Config::default()), config));
    }
    let routes = allow_origins(routes, &origins);
    let runtime =
        tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(Failure::Output)?;
    runtime.block_on(async {
        let ready = |address| console.note(&format!("listening on http://{address}; ctrl-c stops"));
        Ok(serve(routes, listen, ready, stop()).await?)
    })
}

/// Waits for a signal to stop: by ctrl-c, or by the termination signal of a service manager.
async fn stop() {
    let interrupt = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = interrupt => {}
                _ = terminate.recv() => {}
            }
            return;
        }
    }
    // Without a way to listen for signals the server runs until it is killed.
    if interrupt.await.is_err() {
        std::future::pending::<()>().await;
    }
}
