//! How a browser reaches sites.

/// What stands between a browser and the sites that it asks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Way {
    /// Nothing.
    #[default]
    Straight,
    /// Everything that it asks of anybody, this machine too, goes through a proxy.
    Proxy(String),
    /// A host of this name is this machine, and is taken for it by its key: the digest of that, in Base64.
    #[allow(dead_code, reason = "the benchmarks have none")]
    Trusted { host: &'static str, key: String },
}

impl Way {
    /// What Chromium is told of it.
    pub(super) fn arguments(&self) -> Vec<String> {
        match self {
            Self::Straight => Vec::new(),
            Self::Proxy(proxy) => vec![
                format!("--proxy-server={proxy}"),
                // Without this it goes past the proxy to its own machine.
                "--proxy-bypass-list=<-loopback>".to_owned(),
            ],
            Self::Trusted { host, key } => vec![
                format!("--host-resolver-rules=MAP {host} 127.0.0.1"),
                format!("--ignore-certificate-errors-spki-list={key}"),
            ],
        }
    }
}
