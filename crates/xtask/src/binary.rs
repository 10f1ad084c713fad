//! Building the command and the addon, and where they then lie.
//!
//! The AWS SDK takes minutes to compile, and cargo compiles it anew for every other set of features. So the debug binary is
//! built together with the tests, which gives both the same features, and it is the only debug build that tasks make.

use crate::outcome::Outcome;
use crate::platform::Platform;
use crate::{files, shell};
use std::env::consts::{DLL_PREFIX, DLL_SUFFIX, EXE_SUFFIX};
use std::path::{Path, PathBuf};

/// So that neither the command nor the addon needs what Windows does not bring.
const WITHOUT_REDISTRIBUTABLE: (&str, &str) = ("RUSTFLAGS", "-Ctarget-feature=+crt-static");

/// The two native things that users are given.
#[derive(Debug)]
pub(crate) struct Built {
    pub(crate) command: PathBuf,
    pub(crate) addon: PathBuf,
}

/// Builds both for the tests, and every test.
pub(crate) fn debug() -> Outcome<Built> {
    shell::run(&mut shell::cargo(&["build", "--workspace", "--lib", "--bin", "connfn", "--tests"]))?;
    Ok(Built { command: last()?, addon: file_of("debug", None, &format!("{DLL_PREFIX}connfn_node{DLL_SUFFIX}"))? })
}

/// The command that was built last for the tests.
pub(crate) fn last() -> Outcome<PathBuf> {
    file_of("debug", None, &format!("connfn{EXE_SUFFIX}"))
}

/// Builds both for this machine as they are shipped.
pub(crate) fn optimized() -> Outcome<Built> {
    Ok(Built { command: release(None)?, addon: addon(None)? })
}

/// Builds the release binary for a platform, or for this machine.
pub(crate) fn release(platform: Option<&Platform>) -> Outcome<PathBuf> {
    let mut cargo = shell::cargo(&["build", "--release", "--locked", "--package", "connfn-cli", "--bin", "connfn"]);
    if let Some(platform) = platform {
        cargo.args(["--target", &platform.target]);
        // The C parts of the command, which is linked with musl whole.
        cargo.envs(platform.is_musl().then(|| (format!("CC_{}", platform.target.replace('-', "_")), "musl-gcc")));
        cargo.envs(platform.is_windows().then_some(WITHOUT_REDISTRIBUTABLE));
    }
    shell::run(&mut cargo)?;
    file_of("release", platform, &format!("connfn{}", platform.map_or(EXE_SUFFIX, Platform::suffix)))
}

/// Builds the addon for a platform, or for this machine.
pub(crate) fn addon(platform: Option<&Platform>) -> Outcome<PathBuf> {
    let mut cargo = shell::cargo(&["build", "--release", "--locked", "--package", "connfn-node"]);
    if let Some(platform) = platform {
        cargo.args(["--target", &platform.target]);
        cargo.envs(platform.is_windows().then_some(WITHOUT_REDISTRIBUTABLE));
        if platform.is_musl() {
            cargo.env("CARGO_ENCODED_RUSTFLAGS", shared_musl()?);
        }
    }
    shell::run(&mut cargo)?;
    let (prefix, suffix) = platform.map_or((DLL_PREFIX, DLL_SUFFIX), Platform::library);
    file_of("release", platform, &format!("{prefix}connfn_node{suffix}"))
}

/// The compiler's flags for a library that is loaded into Node and shares Node's C library. Rust links musl into everything unless it
/// is told not to, and then wants a linker that finds musl. That one does not find GCC's library for unwinding, which lies among those
/// of another C library, and so gets a copy that lies alone.
fn shared_musl() -> Outcome<String> {
    const UNWINDER: &str = "libgcc_s.so.1";
    let folder = files::emptied(shell::workspace()?.target_directory.into_std_path_buf().join("unwinder"))?;
    let found = shell::output(shell::command("gcc").arg(format!("-print-file-name={UNWINDER}")))?;
    files::copy(Path::new(found.trim()), &folder.join(UNWINDER))?;
    let search = format!("-Clink-arg=-L{}", folder.display());
    Ok(["-Ctarget-feature=-crt-static", "-Clinker=musl-gcc", &search].join("\u{1f}"))
}

/// A file that cargo built.
fn file_of(profile: &str, platform: Option<&Platform>, name: &str) -> Outcome<PathBuf> {
    let mut folder = shell::workspace()?.target_directory.into_std_path_buf();
    folder.extend(platform.map(|platform| &platform.target));
    let file = folder.join(profile).join(name);
    if file.is_file() { Ok(file) } else { Err(format!("cargo built no `{}`", file.display()).into()) }
}
