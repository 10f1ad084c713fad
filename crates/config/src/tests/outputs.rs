//! Outputs: what may stand in their blocks.

use super::{check, reading, sources};
use crate::{Known, read_with};
use connfn_core::{
    address::{Address, ResourceType},
    ordered::Map,
};

#[test]
fn blocks() {
    check(
        r#"locals { list = ["a"] }
resource "aws_cloudfront_key_value_store" "s" { name = "s" }
output "good" {
  value       = aws_cloudfront_key_value_store.s.arn
  description = "d"
  depends_on  = [aws_cloudfront_key_value_store.s]
  precondition {
    condition     = length(local.list) == 1
    error_message = "never"
  }
}
output "good" { value = 1 }
output "bad" {
  valu        = 1
  description = 1
  sensitive   = "yes"
  depends_on  = [aws_cloudfront_key_value_store.t]
}
output "empty" {}
output "wrong" {
  value = local.lst
  precondition {
    condition     = length(local.list) == 2
    error_message = "Two, please."
  }
}
"#,
        &[
            "error CF0214 at `output \"good\"`: the output `good` is declared twice (the first one `output \"good\"`)",
            "error CF0201 at `valu`: an output has no argument `valu`; did you mean `value`?",
            "error CF0203 at `1`: `description` of an output is a plain string",
            r#"error CF0203 at `"yes"`: `sensitive` of an output is `true` or `false`"#,
            "error CF0103 at `aws_cloudfront_key_value_store.t`: `aws_cloudfront_key_value_store.t` is not declared; did you mean `s`?",
            "error CF0202 at `output \"empty\"`: an output lacks the required argument `value`",
            "error CF0103 at `local.lst`: the local value `lst` is not declared; did you mean `list`?",
            "error CF0113 at `length(local.list) == 2`: a precondition does not hold: Two, please",
        ],
    );
}

#[test]
fn secrets() {
    check(
        r#"variable "token" {
  default   = "secret"
  sensitive = true
}
output "hidden" {
  value     = "Bearer ${var.token}"
  sensitive = true
}
output "open" {
  value = nonsensitive(var.token)
}
output "shown" {
  value = { header = "Bearer ${var.token}" }
}
"#,
        &[
            "error CF0117 at `{ header = \"Bearer ${var.token}\" }`: the output `shown` would show a sensitive value; write `sensitive = true` beside it, or say by `nonsensitive(…)` that it may be seen",
        ],
    );
}

#[test]
fn values() {
    let text = r#"resource "aws_cloudfront_key_value_store" "s" { name = "s" }
output "text" { value = "a\"b" }
output "number" { value = 1.5 }
output "null" { value = null }
output "object" { value = { a = [true], b = toset(["x"]), c = {} } }
output "secret" {
  value     = "x"
  sensitive = true
}
output "later" { value = "arn is ${aws_cloudfront_key_value_store.s.arn}" }
output "part" { value = [aws_cloudfront_key_value_store.s.arn] }
output "wrong" { value = local.nope }
"#;
    let found = reading(&[("main.tf", text)]).outputs;
    let names: alloc::vec::Vec<&str> = found.keys().map(alloc::string::String::as_str).collect();
    assert_eq!(names, ["later", "null", "number", "object", "part", "secret", "text"]);
    let row = |name: &str| {
        let output = &found[name];
        (output.text.as_str(), output.json.as_deref(), output.raw.as_deref(), output.kind.as_str(), output.sensitive)
    };
    assert_eq!(row("text"), (r#""a\"b""#, Some(r#""a\"b""#), Some("a\"b"), "\"string\"", false));
    assert_eq!(row("number"), ("1.5", Some("1.5"), Some("1.5"), "\"number\"", false));
    assert_eq!(row("null"), ("null", Some("null"), None, "\"dynamic\"", false));
    assert_eq!(row("secret"), ("\"x\"", Some("\"x\""), Some("x"), "\"string\"", true));
    assert_eq!(row("later"), ("(known after apply)", None, None, "\"string\"", false));
    assert_eq!(row("part").0, "[\n  (known after apply),\n]");
    assert_eq!(row("part").1, None);
    let object = "{\n  \"a\" = [\n    true,\n  ]\n  \"b\" = toset([\n    \"x\",\n  ])\n  \"c\" = {}\n}";
    let kind = r#"["object",{"a":["tuple",["bool"]],"b":["set","string"],"c":["object",{}]}]"#;
    assert_eq!(row("object"), (object, Some(r#"{"a":[true],"b":["x"],"c":{}}"#), None, kind, false));

    let address = Address::root(ResourceType::KeyValueStore, "s");
    let known: Known = Map::from([(address, Map::from([("arn".into(), "arn:x".into())]))]);
    let found = read_with(&sources(&[("main.tf", text)]), &known).outputs;
    assert_eq!(found["later"].raw.as_deref(), Some("arn is arn:x"));
    assert_eq!(found["part"].json.as_deref(), Some("[\"arn:x\"]"));
}

#[test]
fn secrets_on_their_way() {
    super::modules::check(
        &[
            (
                "main.tf",
                r#"variable "token" {
  default   = "secret"
  sensitive = true
}
locals {
  header = "Bearer ${var.token}"
  pair   = { open = "x", hidden = var.token }
}
module "m" {
  source = "./m"
  token  = local.header
  plain  = "x"
}
output "a" { value = local.header }
output "b" { value = local.pair.open }
output "c" { value = module.m.token }
output "d" { value = module.m.hidden }
output "e" { value = module.m.plain }
"#,
            ),
            (
                "m/main.tf",
                r#"variable "token" {}
variable "plain" {}
output "token" { value = var.token }
output "plain" { value = var.plain }
output "hidden" {
  value     = "y"
  sensitive = true
}
"#,
            ),
        ],
        &[
            "error CF0117 at `local.header`: the output `a` would show a sensitive value; write `sensitive = true` beside it, or say by `nonsensitive(…)` that it may be seen",
            "error CF0117 at `module.m.token`: the output `c` would show a sensitive value; write `sensitive = true` beside it, or say by `nonsensitive(…)` that it may be seen",
            "error CF0117 at `module.m.hidden`: the output `d` would show a sensitive value; write `sensitive = true` beside it, or say by `nonsensitive(…)` that it may be seen",
        ],
    );
}
