//! `output`, and the outputs after an apply.

use crate::support::{Folder, Service};

const CONFIGURATION: &str = r#"variable "secret" {
  default   = "hush"
  sensitive = true
}
resource "aws_cloudfront_key_value_store" "s" {
  count = 1
  name  = "devices"
}
output "name" {
  value = one_of_them
}
output "arn" {
  value = aws_cloudfront_key_value_store.s[0].arn
}
output "size" {
  value = { count = length(aws_cloudfront_key_value_store.s), names = ["a", "b"] }
}
output "secret" {
  value     = var.secret
  sensitive = true
}
"#;

fn folder() -> Folder {
    Folder::with("main.tf", &CONFIGURATION.replace("one_of_them", "aws_cloudfront_key_value_store.s[0].name"))
}

#[test]
fn what_is_known_needs_no_cloudfront() {
    let folder = folder();
    assert_eq!(folder.run("output name").ok().out, "\"devices\"\n");
    assert_eq!(folder.run("output --raw name").ok().out, "devices");
    assert_eq!(folder.run("output --json name").ok().out, "\"devices\"\n");
    assert_eq!(folder.run("output secret").ok().out, "\"hush\"\n");
    let size = "{\n  \"count\" = 1\n  \"names\" = [\n    \"a\",\n    \"b\",\n  ]\n}\n";
    assert_eq!(folder.run("output size").ok().out, size);
    folder.run("output nam").code(1).err_has("there is no output `nam`").err_has("`arn`, `name`");
    folder.run("output --raw size").code(1).err_has("use `--json`");
    folder.run("output --raw").code(1).err_has("name it");
}

#[test]
fn what_cloudfront_sets_is_read_once_it_exists() {
    let folder = folder();
    let before = folder.emulated("output").ok();
    assert!(
        before.out.starts_with("arn = (known after apply)\nname = \"devices\"\nsecret = <sensitive>\n"),
        "{}",
        before.out
    );
    folder.emulated("output arn --raw").code(1).err_has("known only after apply");
    let document = folder.emulated("output --json").ok().json();
    assert_eq!(document["arn"]["unknown"], true);
    assert_eq!(document["secret"]["sensitive"], true);
    assert_eq!(document["secret"]["value"], "hush");
    assert_eq!(document["name"]["type"], "string");

    let applied = folder.emulated("apply --auto-approve").ok();
    let (_, outputs) = applied.out.split_once("\nOutputs:\n\n").unwrap();
    assert!(outputs.starts_with("arn = \"arn:aws:cloudfront::"), "{outputs}");
    assert!(outputs.contains("secret = <sensitive>\n"), "{outputs}");
    let arn = folder.emulated("output --raw arn").ok().out;
    assert!(arn.starts_with("arn:aws:cloudfront::"), "{arn}");
}

#[test]
fn only_the_stack_s_own_resources_count() {
    let (folder, service) = (folder(), Service::start());
    service.run(&folder, "apply --auto-approve --stack one").ok();
    assert!(service.run(&folder, "output arn --stack one").ok().out.starts_with("\"arn:"));
    assert_eq!(service.run(&folder, "output arn --stack two").ok().out, "(known after apply)\n");
}

#[test]
fn a_configuration_without_outputs_has_none() {
    let folder = Folder::with("main.tf", "locals {}\n");
    let ended = folder.run("output").ok().err_has("has no outputs");
    assert_eq!(ended.out, "");
    folder.run("output x").code(1).err_has("the configuration has no outputs");
    folder.write("main.tf", "output \"x\" {\n  value = local.nope\n}\n");
    folder.run("output").code(1).err_has("CF0103");
    folder.run("validate").code(1).err_has("CF0103");
}

#[test]
fn one_that_is_null_is_none() {
    let folder = Folder::with("main.tf", "output \"a\" {\n  value = null\n}\noutput \"b\" {\n  value = [null]\n}\n");
    assert_eq!(folder.run("output").ok().out, "b = [\n  null,\n]\n");
    let document = folder.run("output --json").ok().json();
    assert_eq!(document.as_object().unwrap().keys().collect::<Vec<_>>(), ["b"]);
    folder.run("output a").code(1).err_has("there is no output `a`: its value is null");
    let folder = Folder::with("main.tf", "output \"a\" {\n  value     = null\n  sensitive = true\n}\n");
    assert_eq!(folder.run("output").ok().err_has("has no outputs").out, "");
}
