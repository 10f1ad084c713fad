//! A CloudFront stand-in for connection functions, on loopback.
//!
//! It speaks the real wire protocol (REST-XML), so the AWS SDKs and the AWS CLI work against it
//! unchanged. Of STS it answers `GetCallerIdentity`, at the same address. It is an independent witness
//! of what AWS does: of this project's crates it must depend on none but the simulator, which runs
//! functions, so that a misunderstanding is not made twice. What AWS leaves open is decided in the
//! module `assumptions`. Signatures are not verified.
//!
//! ```no_run
//! # async fn run() -> Result<(), Box<dyn std::error::Error>> {
//! use connfn_emulator::Emulator;
//!
//! let emulator = Emulator::builder().seed(7).start(([127, 0, 0, 1], 0).into()).await?;
//! println!("{}", emulator.endpoint_url());
//! emulator.shutdown().await;
//! # Ok(())
//! # }
//! ```
//!
//! It makes trouble if it is told to, by rule or by seed, and its journal says what befell which call:
//!
//! ```no_run
//! # async fn run() -> Result<(), Box<dyn std::error::Error>> {
//! use connfn_emulator::{Emulator, FaultKind, FaultRule, Faults, RandomFaults, When};
//!
//! let lost = FaultRule::on("PublishConnectionFunction", When::Nth(1), FaultKind::DropAfter).resource("gate");
//! let flaky = RandomFaults::new(7, 0.2, vec![FaultKind::Throttle429, FaultKind::Internal500]).times(2);
//! let faults = Faults { rules: vec![lost], random: Some(flaky), ..Faults::default() };
//! let emulator = Emulator::builder().faults(faults).start(([127, 0, 0, 1], 0).into()).await?;
//! println!("{:?}", emulator.calls());
//! # Ok(())
//! # }
//! ```

mod account;
mod assumptions;
mod calls;
mod clock;
mod code;
mod emulator;
mod engine;
mod error;
mod faults;
mod ids;
mod input_file;
mod items;
mod server;
mod service;
mod simulation;
mod stale;
mod state;
mod storage;
mod table;
mod wire;
mod xml;

pub use assumptions::Assumption;
pub use calls::Call;
pub use clock::{Clock, ManualClock, SystemClock};
pub use emulator::{Builder, Emulator, Handle, StartError};
pub use faults::{FaultKind, FaultRule, Faults, RandomFaults, When};
pub use input_file::InputFileError;
pub use items::StoreItems;
pub use storage::StateFileError;
