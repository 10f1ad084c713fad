//! `connfn emulator`: serves other clients until it is interrupted.

#![cfg(unix)]

use crate::support::{Folder, Going, PUBLISHED};
use std::io::{BufRead, BufReader};

fn serve(folder: &Folder) -> (Going, String) {
    let mut going = Going::start(&mut folder.command("emulator --state account.json"));
    let mut line = String::new();
    BufReader::new(going.child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    (going, line.trim_end().to_owned())
}

#[test]
fn it_prints_its_url_first_serves_and_keeps_its_state() {
    let folder = Folder::with("main.tf", PUBLISHED);
    let (mut going, url) = serve(&folder);
    assert!(url.starts_with("http://127.0.0.1:"), "{url}");
    going.until("AWS_REGION=us-east-1");
    let mut apply = folder.command("apply --auto-approve");
    crate::support::Ended::of(apply.env("AWS_ENDPOINT_URL_CLOUDFRONT", &url)).ok();
    going.signal("INT");
    going.end().code(0).err_has(&format!("AWS_ENDPOINT_URL_CLOUDFRONT={url}"));

    let (going, url) = serve(&folder);
    folder.run(&format!("plan --detailed-exitcode --endpoint-url {url}")).ok().out_has("No changes.");
    going.signal("TERM");
    going.end().code(0);
}

#[test]
fn the_items_of_a_store_come_out_of_a_file() {
    let folder = Folder::with("items.json", r#"{"data":[{"key":"a","value":"1"}]}"#);
    let mut going = Going::start(&mut folder.command("emulator --items allowed=items.json"));
    going.until("AWS_REGION=us-east-1");
    going.signal("INT");
    going.end().code(0);
    folder.write("twice.json", r#"{"data":[{"key":"a","value":"1"},{"key":"a","value":"2"}]}"#);
    let refused = folder.run("emulator --items allowed=twice.json");
    refused.code(1).err_has("the items in `twice.json` cannot be used: the key `a` stands twice");
    folder.run("emulator --items allowed=none.json").code(1).err_has("cannot read the items in `none.json`");
    folder.run("emulator --items allowed").code(1).err_has("it is not of the form `STORE=FILE`");
}

#[test]
fn a_state_file_has_one_emulator() {
    let folder = Folder::new();
    let (going, _url) = serve(&folder);
    folder.run("emulator --state account.json").code(1).err_has("another emulator is using the state file");
    folder.run("show --emulator=account.json").code(1).err_has("another emulator is using the state file");
    going.signal("INT");
    going.end().code(0);
    folder.write("other.json", "{}");
    folder.run("show --emulator=other.json").code(1).err_has("`other.json` is not a whole emulator state file");
}
