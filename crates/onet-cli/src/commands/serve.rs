//! `onet serve`

use onet_server::{Config, legacy, router, serve};

use crate::arguments::{Global, Serve};
use crate::failure::Failure;
use crate::source::{self, Chosen};
use crate::talk::Talk;

pub(crate) fn run(global: &Global, talk: &Talk, arguments: Serve) -> Result<(), Failure> {
    // A release and the sample answer both versions.
    let answers_v1 = arguments.answers_v1(true);
    let Serve { listen, key_file, .. } = arguments;
    let source = match source::choose(global, talk)? {
        Chosen::Local(source) => source,
        Chosen::Live(_) => {
            return Err(Failure::usage(
                "onet serve answers from a release or the sample, not from another service",
            )
            .with_hint("--source release or --source sample"));
        }
    };
    let mut config = Config::default();
    match &key_file {
        Some(file) => {
            config = config.with_key_file(file).map_err(|failure| Failure::usage(failure.to_string()))?;
        }
        None if !listen.ip().is_loopback() => {
            talk.note(&format!("anybody who reaches {listen} is answered; --key-file asks for keys"));
        }
        None => {}
    }
    let mut routes = router(source.clone(), config.clone());
    if answers_v1 {
        routes = routes.merge(legacy::routes(router(source, Config::default()), config));
    }
    let runtime =
        tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(Failure::Output)?;
    runtime.block_on(async {
        let ready = |address| talk.note(&format!("listening on http://{address}; ctrl-c stops"));
        Ok(serve(routes, listen, ready, stop()).await?)
    })
}

/// Ends when the program is asked to: by ctrl-c, or by the termination signal of a service manager.
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
