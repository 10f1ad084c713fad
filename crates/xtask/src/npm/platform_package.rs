//! The npm package of one platform: the addon and the native command.

use crate::outcome::Outcome;
use crate::platform::Platform;
use crate::release::Product;
use crate::{files, shell};
use serde_json::json;
use std::fs;
use std::path::{Path, PathBuf};

/// Its folder, made anew within this one.
pub(crate) fn assemble(platform: &Platform, addon: &Path, command: &Path, folder: &Path) -> Outcome<PathBuf> {
    let stage = files::emptied(folder.join(&platform.name))?;
    let command_file = format!("bin/connfn{}", platform.suffix());
    files::copy(addon, &stage.join("connfn.node"))?;
    files::copy(command, &stage.join(&command_file))?;
    files::copy(&shell::root().join("LICENSE"), &stage.join("LICENSE"))?;
    let described = Product::of_platform(platform).describe(&stage)?;
    let files: Vec<_> = ["connfn.node", &command_file].into_iter().chain(described).collect();
    let mut manifest = json!({
        "name": platform.package(),
        "version": env!("CARGO_PKG_VERSION"),
        "description": format!("connfn's addon and command for {}", platform.target),
        "license": env!("CARGO_PKG_LICENSE"),
        "os": [platform.os],
        "cpu": [platform.cpu],
        "main": "connfn.node",
        "files": files,
        "preferUnplugged": true,
        "publishConfig": { "access": "public" },
    });
    if let Some(manifest) = manifest.as_object_mut() {
        manifest.extend(platform.libc.as_ref().map(|libc| ("libc".to_owned(), json!([libc]))));
        manifest.extend(super::origin().map(|(name, value)| (name.to_owned(), value)));
    }
    fs::write(stage.join("package.json"), serde_json::to_string_pretty(&manifest)? + "\n")?;
    let about = format!("# {}\n\nThe addon and the command of connfn for {}.\n", platform.package(), platform.target);
    fs::write(stage.join("README.md"), about)?;
    Ok(stage)
}
