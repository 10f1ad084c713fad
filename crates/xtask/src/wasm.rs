//! `cargo xtask wasm`: the modules of WASM and their JavaScript glue, in `target/npm/wasm`. cargo compiles, wasm-bindgen's own library
//! writes the glue, and binaryen, from npm, makes it small.
//!
//! The standard library is compiled with it. The one that Rust ships is made for speed on large machines and formats a message for
//! every panic, which nobody would read: a trap is a trap to JavaScript. Made for size and without the messages, the WASM is a
//! tenth smaller and a sixth faster. Rust calls both unstable, so the compiler is told that it may; it is pinned.

use crate::outcome::Outcome;
use crate::{javascript, shell};
use std::fs;
use std::path::{Path, PathBuf};
use wasm_bindgen_cli_support::{Bindgen, EncodeInto};

const TARGET: &str = "wasm32-unknown-unknown";

/// What Rust's compiler may use of WASM; every browser has had all of it for years.
const FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// A module that is loaded by itself.
struct Module {
    /// The package that it is compiled from.
    package: &'static str,
    /// What its files are called after.
    name: &'static str,
}

const MODULES: [Module; 2] =
    [Module { package: "connfn-wasm", name: "connfn" }, Module { package: "connfn-simulator-wasm", name: "simulator" }];

impl Module {
    /// Where the compiler puts it, within its folder.
    fn compiled(&self) -> String {
        format!("{}.wasm", self.package.replace('-', "_"))
    }

    /// Where it is in the end, within the folder of all.
    fn file(&self) -> String {
        format!("{}_bg.wasm", self.name)
    }
}

pub(crate) fn run() -> Outcome {
    let folder = build()?;
    for module in &MODULES {
        let file = folder.join(module.file());
        println!("wrote {} ({} KiB)", shell::shown(&file), fs::metadata(&file)?.len() / 1024);
    }
    Ok(())
}

/// Builds all, and says in which folder.
pub(crate) fn build() -> Outcome<PathBuf> {
    let target = shell::workspace()?.target_directory.into_std_path_buf();
    let folder = target.join("npm/wasm");
    fs::create_dir_all(&folder)?;
    for module in &MODULES {
        compile(module)?;
        write(module, &target, &folder)?;
    }
    Ok(folder)
}

fn write(module: &Module, target: &Path, folder: &Path) -> Outcome {
    Bindgen::new()
        .input_path(target.join(TARGET).join("wasm").join(module.compiled()))
        .out_name(module.name)
        .web(true)?
        .typescript(false)
        // Where the WASM lies is for the package to say; the glue is bundled for CommonJS too, which has no `import.meta`.
        .omit_default_module_path(true)
        // Texts are large, and to look for a first character that is not ASCII one by one is slow.
        .encode_into(EncodeInto::Always)
        .reset_state_function(true)
        .remove_producers_section(true)
        .generate(folder)?;
    optimize(&folder.join(module.file()))
}

fn compile(module: &Module) -> Outcome {
    if !sources_of_std()?.is_file() {
        shell::run(shell::command("rustup").args(["component", "add", "rust-src"]))?;
    }
    let mut build = shell::cargo(&["build", "--profile", "wasm", "--target", TARGET, "--package", module.package]);
    build.args(["-Zbuild-std=std,panic_abort", "-Zbuild-std-features=optimize_for_size"]);
    // Hashing unrolled is a little faster, and twenty kilobytes more.
    // Flags of the machine's own, which would win over these, are not for what is shipped.
    build.env_remove("CARGO_ENCODED_RUSTFLAGS");
    build
        .env("RUSTC_BOOTSTRAP", "1")
        .env("RUSTFLAGS", "-Zunstable-options -Cpanic=immediate-abort --cfg sha2_backend_soft=\"compact\" --cfg getrandom_backend=\"unsupported\"");
    shell::run(&mut build)
}

/// A file that is there if the toolchain has the source of its standard library.
fn sources_of_std() -> Outcome<PathBuf> {
    let root = shell::output(shell::command("rustc").args(["--print", "sysroot"]))?;
    Ok(Path::new(root.trim()).join("lib/rustlib/src/rust/library/Cargo.lock"))
}

/// Makes it small, once as it is and once more with its control flow found anew from flat code. Functions are put in the order of
/// their names, which brings those together that are one generic function, and compression finds what they share; then the names go.
fn optimize(file: &Path) -> Outcome {
    let npm = shell::root().join("npm");
    javascript::install(&npm)?;
    let mut node = shell::command("node");
    node.arg(npm.join("node_modules/binaryen/bin/wasm-opt")).args(FEATURES);
    node.args(["-Oz", "--flatten", "--rereloop", "-Oz", "-Oz"]);
    node.args(["--reorder-functions-by-name", "--strip-debug", "--strip-producers"]);
    shell::run(node.arg(file).arg("--output").arg(file))
}
