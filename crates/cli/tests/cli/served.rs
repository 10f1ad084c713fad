//! `connfn emulator`, served to commands that do not know of it: they find it where the AWS SDK looks for an endpoint.

use crate::support::{Ended, Folder};
use std::{
    io::{BufRead as _, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
};

pub(crate) struct Served {
    child: Child,
    url: String,
}

impl Served {
    /// Serves it with these options.
    pub(crate) fn start(folder: &Folder, options: &str) -> Self {
        let mut child = folder
            .command(&format!("emulator {options}"))
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut url = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut url).unwrap();
        Self { child, url: url.trim().to_owned() }
    }

    /// Serves an account in which a store of this name holds these keys, once it is there.
    pub(crate) fn with_keys(folder: &Folder, store: &str, keys: &[&str]) -> Self {
        let item = |key: &&str| serde_json::json!({ "key": key, "value": "yes" });
        folder
            .write("items.json", serde_json::json!({ "data": keys.iter().map(item).collect::<Vec<_>>() }).to_string());
        Self::start(folder, &format!("--items {store}=items.json"))
    }

    /// Runs the command on it.
    pub(crate) fn run(&self, folder: &Folder, arguments: &str) -> Ended {
        let mut command = folder.command(arguments);
        self.introduce(folder, &mut command);
        Ended::of(&mut command)
    }

    /// Lets a program find the command and the emulator, and nothing of the machine's own settings.
    pub(crate) fn introduce(&self, folder: &Folder, program: &mut Command) {
        for (name, value) in folder.command("").get_envs() {
            match value {
                Some(value) => program.env(name, value),
                None => program.env_remove(name),
            };
        }
        let connfn = Path::new(env!("CARGO_BIN_EXE_connfn")).parent().unwrap();
        let path = format!("{}:{}:{}", folder.path("bin").display(), connfn.display(), std::env::var("PATH").unwrap());
        program.env("PATH", path).env("AWS_ENDPOINT_URL_CLOUDFRONT", &self.url);
        // The AWS CLI knows the one name in its first version, and the other in its second.
        program.env("AWS_REGION", "us-east-1").env("AWS_DEFAULT_REGION", "us-east-1");
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
