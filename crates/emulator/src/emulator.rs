//! The Rust face: options, starting, and the handle of what was started.

use std::ffi::OsString;
use std::fmt;
use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::calls::Call;
use crate::clock::{Clock, SystemClock, millis};
use crate::engine::Engine;
use crate::faults::Faults;
use crate::input_file::InputFileError;
use crate::items::StoreItems;
use crate::server;
use crate::service::{Settings, stores};
use crate::simulation::Simulator;
use crate::state::State;
use crate::storage::{StateFile, StateFileError};

/// The environment variable that names a fault file, for whoever starts a program that starts an
/// emulator.
const FAULTS_VARIABLE: &str = "CONNFN_EMULATOR_FAULTS";

/// The emulator, before it is started.
#[derive(Debug)]
pub struct Emulator;

impl Emulator {
    /// An emulator with the defaults: an empty account in memory, the machine's clock.
    pub fn builder() -> Builder {
        Builder {
            settings: Settings::default(),
            clock: Arc::new(SystemClock),
            simulator: Simulator::default(),
            seed: None,
            state_file: None,
            faults: None,
            allow_non_loopback: false,
        }
    }
}

/// What an emulator is to be like.
#[derive(Clone, Debug)]
#[must_use]
pub struct Builder {
    settings: Settings,
    clock: Arc<dyn Clock>,
    simulator: Simulator,
    seed: Option<u64>,
    state_file: Option<PathBuf>,
    faults: Option<Faults>,
    allow_non_loopback: bool,
}

impl Builder {
    /// Keeps the account in this file, which is made if it is not there. It survives the process,
    /// even a killed one. Default: memory only.
    pub fn state_file(mut self, path: impl Into<PathBuf>) -> Self {
        self.state_file = Some(path.into());
        self
    }

    /// Makes ids and ETags repeatable. A state file keeps the seed that it was made with.
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = Some(seed);
        self
    }

    /// Reads the time from this clock.
    pub fn clock(mut self, clock: impl Clock + 'static) -> Self {
        self.clock = Arc::new(clock);
        self
    }

    /// Runs functions that are tested by this engine. Default: in this process, where nothing ends a function that goes on
    /// inside one regular expression.
    pub fn simulator(mut self, engine: impl connfn_simulator::Engine + Send + Sync + 'static) -> Self {
        self.simulator = Simulator::new(engine);
        self
    }

    /// How long a function is PUBLISHING after a publish. Default: 300 ms.
    pub fn publishing(mut self, duration: Duration) -> Self {
        self.settings.publishing_ms = millis(duration);
        self
    }

    /// How long an associated function is IN_PROGRESS, and a distribution InProgress.
    /// Default: 300 ms.
    pub fn deploying(mut self, duration: Duration) -> Self {
        self.settings.deploying_ms = millis(duration);
        self
    }

    /// How long a new store is PROVISIONING. Default: 300 ms.
    pub fn provisioning(mut self, duration: Duration) -> Self {
        self.settings.provisioning_ms = millis(duration);
        self
    }

    /// How many functions the account may have. Default: 100, as in AWS.
    pub fn max_functions(mut self, quota: usize) -> Self {
        self.settings.max_functions = quota;
        self
    }

    /// How many stores the account may have. Default: 200.
    pub fn max_stores(mut self, quota: usize) -> Self {
        self.settings.max_stores = quota;
        self
    }

    /// What the store of this name holds: from the start if it is there, else once it is created.
    pub fn items(mut self, store: impl Into<String>, items: StoreItems) -> Self {
        self.settings.items.insert(store.into(), items);
        self
    }

    /// The faults to begin with: a list of rules, random faults, or both as [`Faults`]. Default: those
    /// in the file that the environment variable `CONNFN_EMULATOR_FAULTS` names, or none.
    pub fn faults(mut self, faults: impl Into<Faults>) -> Self {
        self.faults = Some(faults.into());
        self
    }

    /// Lets the emulator listen where other machines can reach it. Default: it refuses to, for it
    /// verifies no signatures.
    pub fn allow_non_loopback(mut self, allow: bool) -> Self {
        self.allow_non_loopback = allow;
        self
    }

    /// Starts to serve on the runtime of the caller. Port 0 takes any free port.
    pub async fn start(self, addr: SocketAddr) -> Result<Handle, StartError> {
        if !addr.ip().is_loopback() && !self.allow_non_loopback {
            return Err(StartError::NotLoopback(addr));
        }
        let faults = match self.faults {
            Some(faults) => faults,
            None => faults_in(std::env::var_os(FAULTS_VARIABLE)).map_err(StartError::Faults)?,
        };
        // The address first: a state file must not be made by an emulator that cannot serve it.
        let listener = TcpListener::bind(addr).await.map_err(|e| StartError::Bind(addr, e))?;
        let addr = listener.local_addr().map_err(|e| StartError::Bind(addr, e))?;
        let (mut file, state) = match &self.state_file {
            None => (None, None),
            Some(path) => {
                let (file, state) = StateFile::open(path).map_err(StartError::StateFile)?;
                (Some(file), state)
            }
        };
        let seed = match self.seed {
            Some(seed) => seed,
            None => getrandom::u64().map_err(|e| StartError::Randomness(e.to_string()))?,
        };
        let mut state = state.unwrap_or_else(|| State::new(seed));
        stores::give_items(&mut state, &self.settings);
        if let Some(file) = file.as_mut().filter(|_| !self.settings.items.is_empty()) {
            let kept = file.save(&state, &state.change());
            let path = self.state_file.clone().unwrap_or_default();
            kept.map_err(|source| StartError::StateFile(StateFileError::Io { path, source }))?;
        }
        state.commit();
        let engine = Arc::new(Engine::new(self.settings, self.clock, self.simulator, seed, state, file));
        engine.set_faults(faults);
        let (stop, stopped) = watch::channel(false);
        let task = tokio::spawn(server::serve(listener, Arc::clone(&engine), stopped));
        Ok(Handle { addr, engine, stop, task })
    }
}

/// The faults in the file with this name. Empty is as good as absent.
fn faults_in(file: Option<OsString>) -> Result<Faults, InputFileError> {
    file.filter(|file| !file.is_empty()).map_or_else(|| Ok(Faults::default()), Faults::read)
}

/// A running emulator. It stops when this is dropped; [`Handle::shutdown`] waits for that.
#[derive(Debug)]
pub struct Handle {
    addr: SocketAddr,
    engine: Arc<Engine>,
    stop: watch::Sender<bool>,
    task: JoinHandle<()>,
}

impl Handle {
    /// What a client takes as its endpoint, like `http://127.0.0.1:4566`.
    #[must_use]
    pub fn endpoint_url(&self) -> String {
        format!("http://{}", self.addr)
    }

    /// The calls since the start or [`Handle::clear_calls`], in the order in which they ended. The
    /// oldest of very many are forgotten.
    #[must_use]
    pub fn calls(&self) -> Vec<Call> {
        self.engine.calls()
    }

    /// Begins the journal of calls anew.
    pub fn clear_calls(&self) {
        self.engine.clear_calls();
    }

    /// Replaces the faults. Their counts begin anew; what has struck keeps its consequences, so a
    /// stale resource stays stale for its time.
    pub fn set_faults(&self, faults: impl Into<Faults>) {
        self.engine.set_faults(faults.into());
    }

    /// Stops: calls under way are answered, then the state file is given up.
    pub async fn shutdown(self) {
        // The server may be gone already; then there is nothing to tell it.
        let _ = self.stop.send(true);
        let _ = self.task.await;
    }
}

/// Why an emulator does not start.
#[derive(Debug)]
#[non_exhaustive]
pub enum StartError {
    /// The address can be reached from other machines.
    NotLoopback(SocketAddr),
    /// The address cannot be listened on.
    Bind(SocketAddr, io::Error),
    /// The state file cannot be used.
    StateFile(StateFileError),
    /// The file that `CONNFN_EMULATOR_FAULTS` names cannot be used.
    Faults(InputFileError),
    /// The system gives no random seed.
    Randomness(String),
}

impl fmt::Display for StartError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotLoopback(addr) => {
                write!(f, "the emulator listens on loopback only, and `{addr}` is another address")
            }
            Self::Bind(addr, error) => write!(f, "cannot listen on `{addr}`: {error}"),
            Self::StateFile(error) => error.fmt(f),
            Self::Faults(error) => write!(f, "{error} (`{FAULTS_VARIABLE}` names this file)"),
            Self::Randomness(error) => write!(f, "no random seed: {error}"),
        }
    }
}

impl std::error::Error for StartError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Bind(_, error) => Some(error),
            Self::StateFile(error) => Some(error),
            Self::Faults(error) => Some(error),
            Self::NotLoopback(_) | Self::Randomness(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Faults, StartError, faults_in};

    #[test]
    fn faults_come_from_the_file_that_is_named() {
        assert_eq!(faults_in(None).unwrap(), Faults::default());
        assert_eq!(faults_in(Some("".into())).unwrap(), Faults::default());
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("faults.json");
        let missing = StartError::Faults(faults_in(Some(path.clone().into())).unwrap_err()).to_string();
        assert!(missing.ends_with("(`CONNFN_EMULATOR_FAULTS` names this file)"), "{missing}");
        std::fs::write(&path, r#"{"rules": [{"fault": "drop_after"}]}"#).unwrap();
        assert_eq!(faults_in(Some(path.into())).unwrap().rules.len(), 1);
    }
}
