//! `onet serve`

mod reload;
mod signals;

use onet_db::Home;
use onet_mcp::McpServer;
use onet_server::{
    AccessLog, Config, Hosts, HttpLayers, Limits, Link, LogFormat, SourceChain, Upstream, coding_route,
    legacy, mounted, pages, router, serve,
};

use crate::arguments::{AccessLogFormat, Global, Serve};
use crate::console::Console;
use crate::failure::Failure;
use crate::source::{self, Chosen, Purpose};
use reload::Reload;

pub(crate) fn run(global: &Global, console: &Console, arguments: Serve) -> Result<(), Failure> {
    console.log_failures();
    let chosen = source::choose(global, console, Purpose::Server)?;
    // What this machine holds is answered in both versions; the live service is passed on as it is.
    let answers_v1 = arguments.answers_v1(matches!(chosen, Chosen::Local(_)));
    let sources: SourceChain = match chosen {
        Chosen::Local(sources) => sources,
        Chosen::Live(client) => Upstream::new(client)?.into(),
    };
    for link in sources.links() {
        if let Link::Release(slot) = link {
            let source = slot.current();
            source.release().check_files()?;
            source.open_indices()?;
        }
    }
    let mut config = config(&arguments, console)?;
    // Without a folder of the user, there are no releases to show.
    if let Ok(home) = Home::from_env() {
        config = config.with_home(home);
    }
    let mut routes = router(sources.clone(), config.clone());
    routes = routes.merge(coding_route(&sources, config.clone()));
    if answers_v1 {
        routes = routes.merge(legacy::routes(router(sources.clone(), config.without_keys()), config.clone()));
    }
    let assistants = McpServer::new(&sources, &config).routes();
    routes = routes.merge(mounted(assistants, "mcp", &config, &arguments.origins));
    let routes = pages(routes, &sources, &config)?;
    let Serve { listen, access_log, .. } = arguments;
    let mut layers = HttpLayers::new(&sources, &config).hosts(hosts(&arguments)).origins(arguments.origins);
    if let Some(format) = access_log {
        layers = layers.access_log(AccessLog::new(log_format(format), std::io::stdout()));
    }
    let routes = layers.around(routes);
    let reload = Reload::new(global, &sources, &config);
    let runtime =
        tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(Failure::Output)?;
    runtime.block_on(async {
        tokio::spawn(reload.run(*console));
        let ready = |address| console.note(&format!("listening on http://{address}; ctrl-c stops"));
        Ok(serve(routes, listen, &config, ready, signals::stop()).await?)
    })
}

/// The settings of the server.
fn config(arguments: &Serve, console: &Console) -> Result<Config, Failure> {
    let mut limits = Limits::default();
    let per_address = arguments.connections_per_address.get();
    limits.connections_per_address = usize::try_from(per_address).unwrap_or(usize::MAX);
    limits.rate_per_key = arguments.rate_per_key;
    limits.rate_per_address = arguments.rate_per_address;
    let config = Config::default().with_limits(limits).with_trusted_proxies(arguments.proxies.clone());
    let Some(file) = &arguments.key_file else {
        if !arguments.listen.ip().is_loopback() {
            let listen = arguments.listen;
            console.note(&format!("anybody who reaches {listen} is answered; --key-file asks for keys"));
        }
        return Ok(config);
    };
    let config = config.with_key_file(file).map_err(|failure| Failure::usage(failure.to_string()))?;
    if let Some(warning) = config.key_file_warning() {
        console.warning(&warning);
    }
    Ok(config)
}

/// The hosts that the server answers for.
fn hosts(arguments: &Serve) -> Hosts {
    let hosts = arguments.hosts.iter().cloned().fold(Hosts::of_listener(arguments.listen.ip()), Hosts::allow);
    arguments.public_url.iter().cloned().fold(hosts, Hosts::public_url)
}

fn log_format(format: AccessLogFormat) -> LogFormat {
    match format {
        AccessLogFormat::Text => LogFormat::Text,
        AccessLogFormat::Json => LogFormat::Json,
    }
}
