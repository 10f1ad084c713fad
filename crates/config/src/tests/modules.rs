//! Calls of local modules.

use super::{check_files, reading, sources, state};
use crate::{Reading, Sources, Unavailable, read};
use alloc::{borrow::ToOwned, collections::BTreeMap, format, string::String, vec::Vec};

/// Sources in which every folder is listed.
pub(super) fn folders(files: &[(&str, &str)]) -> Sources {
    let mut sources = sources(files);
    let mut listings: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (name, _) in files {
        let (mut folder, mut inside) = name.rsplit_once('/').map_or(("", *name), |(folder, inside)| (folder, inside));
        let mut entry = inside.to_owned();
        loop {
            let key = if folder.is_empty() { "./".to_owned() } else { format!("{folder}/") };
            let names = listings.entry(key).or_default();
            if !names.contains(&entry) {
                names.push(entry);
            }
            if folder.is_empty() || folder == ".." || folder.ends_with("/..") {
                break;
            }
            (folder, inside) = folder.rsplit_once('/').map_or(("", folder), |(folder, inside)| (folder, inside));
            entry = format!("{inside}/");
        }
    }
    sources.listings = listings.into_iter().collect();
    sources
}

#[track_caller]
pub(super) fn check(files: &[(&str, &str)], expected: &[&str]) -> Reading {
    let reading = read(&folders(files));
    let actual: Vec<_> = reading.diagnostics.iter().map(|diagnostic| super::line(files, diagnostic)).collect();
    assert!(actual == expected, "expected {expected:#?}\nbut said {actual:#?}");
    reading
}

/// Addresses with names, when nothing is wrong.
#[track_caller]
fn names(files: &[(&str, &str)]) -> Vec<String> {
    let reading = check(files, &[]);
    assert!(reading.needs.is_empty(), "{:?}", reading.needs);
    let functions = reading.desired.functions.iter().map(|(at, function)| format!("{at} = {}", function.name));
    let stores = reading.desired.stores.iter().map(|(at, store)| format!("{at} = {}", store.name));
    let short = |line: String| {
        line.replace("aws_cloudfront_connection_function.", "f.").replace("aws_cloudfront_key_value_store.", "s.")
    };
    functions.chain(stores).map(short).collect()
}

const GATE: &str = r#"
variable "name" {
  type = string
}
variable "comment" {
  type    = string
  default = "a gate"
}
variable "tags" {
  type    = map(string)
  default = {}
}
resource "aws_cloudfront_connection_function" "gate" {
  name                     = "gate-${var.name}"
  connection_function_code = file("${path.module}/gate.js")
  connection_function_config {
    comment = var.comment
    runtime = "cloudfront-js-2.0"
  }
  tags = var.tags
}
output "id" {
  value = aws_cloudfront_connection_function.gate.id
}
output "name" {
  value = aws_cloudfront_connection_function.gate.name
}
"#;

const CODE: &str = "function connectionHandler(connection) { connection.allow(); }";

#[test]
fn instances_of_modules() {
    let files =
        |call: &'static str| [("main.tf", call), ("modules/gate/main.tf", GATE), ("modules/gate/gate.js", CODE)];
    let one = files(
        r#"module "a" {
  source = "./modules/gate"
  name   = "a"
}
resource "aws_cloudfront_key_value_store" "s" {
  name    = "of-${module.a.name}"
}
"#,
    );
    assert_eq!(names(&one), ["module.a.f.gate = gate-a", "s.s = of-gate-a"]);
    let count = files(
        r#"module "a" {
  source = "./modules/../modules//gate/"
  count  = 2
  name   = count.index
}
resource "aws_cloudfront_key_value_store" "s" {
  for_each = toset(module.a[*].name)
  name     = "of-${each.key}"
}
resource "aws_cloudfront_key_value_store" "first" {
  name     = "first-${module.a[0].name}"
}
"#,
    );
    assert_eq!(
        names(&count),
        [
            "module.a[0].f.gate = gate-0",
            "module.a[1].f.gate = gate-1",
            "s.first = first-gate-0",
            r#"s.s["gate-0"] = of-gate-0"#,
            r#"s.s["gate-1"] = of-gate-1"#,
        ]
    );
    let each = files(
        r#"locals {
  sites = { eu = { comment = "Europe" }, us = {} }
}
module "site" {
  source   = "./modules/gate"
  for_each = local.sites
  name     = each.key
  comment  = try(each.value.comment, "elsewhere")
}
resource "aws_cloudfront_key_value_store" "s" {
  for_each = { for key, gate in module.site : key => gate.name }
  name     = each.value
  comment  = module.site[each.key].id
}
"#,
    );
    assert_eq!(
        names(&each),
        [
            r#"module.site["eu"].f.gate = gate-eu"#,
            r#"module.site["us"].f.gate = gate-us"#,
            r#"s.s["eu"] = gate-eu"#,
            r#"s.s["us"] = gate-us"#,
        ]
    );
    let none = files(
        "module \"a\" {\n  source = \"./modules/gate\"\n  count = 0\n  name = \"a\"\n}\nresource \"aws_cloudfront_key_value_store\" \"s\" {\n  name = length(module.a) == 0 ? \"none\" : \"some\"\n}\n",
    );
    assert_eq!(names(&none), ["s.s = none"]);
}

#[test]
fn attributes_of_modules_are_references_to_their_resources() {
    let files = [
        (
            "main.tf",
            r#"module "a" {
  source = "./gate"
  name   = "a"
}
resource "aws_cloudfront_key_value_store" "s" {
  name    = "s"
  comment = "beside ${module.a.id}"
}
"#,
        ),
        ("gate/main.tf", GATE),
        ("gate/gate.js", CODE),
    ];
    let state = state(&check(&files, &[]));
    let comment = &state["stores"]["aws_cloudfront_key_value_store.s"]["comment"];
    assert_eq!(comment["template"][1]["address"], "module.a.aws_cloudfront_connection_function.gate", "{comment}");
    assert_eq!(state["functions"]["module.a.aws_cloudfront_connection_function.gate"]["code"], CODE);
}

#[test]
fn modules_within_modules() {
    let files = [
        (
            "main.tf",
            "module \"site\" {\n  source = \"./modules/site\"\n  for_each = toset([\"eu\", \"us\"])\n  site = each.key\n}\nresource \"aws_cloudfront_key_value_store\" \"s\" {\n  name = join(\"-\", values(module.site)[*].gates[0])\n}\n",
        ),
        (
            "modules/site/main.tf",
            "variable \"site\" {}\nmodule \"gate\" {\n  source = \"../gate\"\n  count = 2\n  name = \"${var.site}-${count.index}\"\n}\noutput \"gates\" {\n  value = module.gate[*].name\n}\n",
        ),
        ("modules/gate/main.tf", GATE),
        ("modules/gate/gate.js", CODE),
    ];
    assert_eq!(
        names(&files),
        [
            r#"module.site["eu"].module.gate[0].f.gate = gate-eu-0"#,
            r#"module.site["eu"].module.gate[1].f.gate = gate-eu-1"#,
            r#"module.site["us"].module.gate[0].f.gate = gate-us-0"#,
            r#"module.site["us"].module.gate[1].f.gate = gate-us-1"#,
            "s.s = gate-eu-0-gate-us-0",
        ]
    );
}

#[test]
fn modules_above_the_folder() {
    let files = [
        ("main.tf", "module \"gate\" {\n  source = \"../../modules/gate\"\n  name = path.module\n}\n"),
        (
            "../../modules/gate/main.tf",
            "variable \"name\" {}\nresource \"aws_cloudfront_key_value_store\" \"s\" {\n  name = \"s\"\n  comment = \"${var.name} ${path.module} ${path.root} ${file(\"${path.module}/x\")}${module.deep.out}\"\n}\nmodule \"deep\" {\n  source = \"./deep\"\n}\n",
        ),
        ("../../modules/gate/x", "text"),
        ("../../modules/gate/deep/main.tf", "output \"out\" {\n  value = path.module\n}\n"),
    ];
    let state = state(&check(&files, &[]));
    let store = &state["stores"]["module.gate.aws_cloudfront_key_value_store.s"];
    assert_eq!(store["comment"], ". ../../modules/gate . text../../modules/gate/deep");
    let reading = check(
        &[
            ("main.tf", "module \"gate\" {\n  source = \"../gate\"\n}\n"),
            (
                "../gate/main.tf",
                "resource \"aws_cloudfront_key_value_store\" \"s\" {\n  name = file(\"${path.module}/../x\")\n}\n",
            ),
            ("../x", "text"),
        ],
        &[
            "error CF0004 at `\"${path.module}/../x\"`: `../gate/../x` leaves the configuration's folder; put the file beside the configuration, or into the folder of a module that it calls",
        ],
    );
    assert!(reading.needs.is_empty());
}

#[test]
fn what_is_needed() {
    let main = (
        "main.tf",
        "module \"a\" {\n  source = \"./a\"\n  name = \"x\"\n}\nmodule \"b\" {\n  source = \"../b\"\n}\nresource \"aws_cloudfront_key_value_store\" \"s\" {\n  name = module.a.name\n}\n",
    );
    let first = reading(&[main]);
    assert_eq!(first.needs, ["../b/", "a/"]);
    assert_eq!(first.diagnostics, []);
    let mut sources = sources(&[main]);
    sources
        .listings
        .insert("a/".to_owned(), ["z.tf", "gate.js", "y.tf.json", "c/", "d.tf/", ".h.tf"].map(String::from).into());
    sources.unavailable.insert("../b/".to_owned(), Unavailable::Missing);
    let second = read(&sources);
    assert_eq!(second.needs, ["a/y.tf.json", "a/z.tf"]);
    assert_eq!(second.diagnostics.len(), 1);
    assert_eq!(second.diagnostics[0].message, "there is no folder `../b`");
}

#[test]
fn bad_sources() {
    check(
        &[
            (
                "main.tf",
                r#"module "none" {}
module "value" {
  source = var.x
}
module "bare" {
  source = "modules/gate"
}
module "registry" {
  source  = "terraform-aws-modules/vpc/aws"
  version = "5.0.0"
}
module "git" {
  source = "git::https://example.com/vpc.git"
}
module "empty" {
  source = "./empty"
}
module "version" {
  source  = "./good"
  version = "1.0.0"
}
module "twice" {
  source = "./good"
}
module "twice" {
  source = "./good"
}
module "itself" {
  source = "./"
}
resource "aws_cloudfront_key_value_store" "s" {
  name = module.registry.name
}
"#,
            ),
            ("empty/x.js", ""),
            ("good/main.tf", ""),
        ],
        &[
            "error CF0202 at `module \"none\"`: the module `none` lacks the required argument `source`; `source` is the path of the module's folder, such as `\"./modules/gate\"`",
            "error CF0203 at `var.x`: the source of a module is a plain string",
            "error CF0120 at `\"modules/gate\"`: `modules/gate` is not the source of a module; the path of a local module starts with `./` or `../`: `./modules/gate`",
            "warning CF0121 at `\"terraform-aws-modules/vpc/aws\"`: connfn reads local modules only, and leaves what `module.registry` declares alone; if it declares connection functions, copy its folder beside this configuration: `source = \"./modules/…\"`",
            "warning CF0121 at `\"git::https://example.com/vpc.git\"`: connfn reads local modules only, and leaves what `module.git` declares alone; if it declares connection functions, copy its folder beside this configuration: `source = \"./modules/…\"`",
            "error CF0120 at `\"./empty\"`: the folder `empty` holds no module; a module is one or more files that end in `.tf` or `.tf.json`",
            "error CF0201 at `version`: only a module of a registry has a `version`; remove it: a local module is as it is in its folder",
            "error CF0214 at `module \"twice\"`: the module `twice` is called twice; give one of them another label (the first call `module \"twice\"`)",
            "error CF0122 at `\"./\"`: the module in `./` calls itself; one of them must do without the other",
            "error CF0217 at `module.registry.name`: `name` must be known before apply, but `module.registry` is known only after it; connfn reads no data sources and no resources of other types: write the value itself, or give it to a variable",
        ],
    );
}

#[test]
fn circles() {
    check(
        &[
            ("main.tf", "module \"a\" {\n  source = \"./a\"\n}\n"),
            ("a/main.tf", "module \"b\" {\n  source = \"../b\"\n}\nmodule \"leaf\" {\n  source = \"../leaf\"\n}\n"),
            ("b/main.tf", "module \"a\" {\n  source = \"../a\"\n}\nmodule \"leaf\" {\n  source = \"../leaf\"\n}\n"),
            ("leaf/main.tf", ""),
        ],
        &[
            "error CF0122 at `\"../a\"`: modules call each other in a circle: `a/` → `b/` → `a/`; one of them must do without the other",
        ],
    );
    check(
        &[
            (
                "main.tf",
                "module \"a\" {\n  source = \"./a\"\n  x = module.b.x\n}\nmodule \"b\" {\n  source = \"./a\"\n  x = module.a.x\n}\n",
            ),
            (
                "a/main.tf",
                "variable \"x\" {}\noutput \"x\" {\n  value = var.x\n}\nresource \"aws_cloudfront_key_value_store\" \"s\" {\n  count = 0\n  name = \"s\"\n}\n",
            ),
        ],
        &[
            "error CF0104 at `module.b`: these refer to each other in a circle: `module.a` → `module.b` → `module.a`; one of them must do without the other; connfn works each module out as a whole (`module.b` refers to `module.a` here `module.a`)",
        ],
    );
}

#[test]
fn inputs() {
    let module = r#"variable "name" {
  type = string
}
variable "count_of" {
  type    = number
  default = 1
  validation {
    condition     = var.count_of > 0
    error_message = "At least one."
  }
}
variable "site" {
  type = object({ tags = optional(map(string), { from = "default" }), comment = optional(string, "none") })
  default  = {}
  nullable = false
}
resource "aws_cloudfront_key_value_store" "s" {
  name    = "${var.name}-${var.count_of}-${var.site.tags.from}-${var.site.comment}"
}
"#;
    let with = |call: &'static str| [("main.tf", call), ("m/main.tf", module)];
    assert_eq!(
        names(&with("module \"a\" {\n  source = \"./m\"\n  name = \"n\"\n  count_of = \"3\"\n  site = null\n}\n")),
        ["module.a.s.s = n-3-default-none"],
    );
    assert_eq!(
        names(&with("module \"a\" {\n  source = \"./m\"\n  name = 7\n  site = { comment = \"c\" }\n}\n")),
        ["module.a.s.s = 7-1-default-c"],
    );
    check(
        &with("module \"a\" {\n  source = \"./m\"\n  count = 3\n  nam = \"n\"\n  count_of = \"x\"\n  site {}\n}\n"),
        &[
            "error CF0202 at `module \"a\"`: the module `a` lacks the required argument `name` (the variable `variable \"name\"`)",
            "error CF0201 at `nam`: the module `a` has no variable `nam`; did you mean `name`?",
            "error CF0203 at `\"x\"`: the value does not fit the type of the variable `count_of`: expected a number, but this is a string",
            "error CF0107 at `site`: `site` is a block, and a call of a module has none; write `site = { … }`",
        ],
    );
    check(
        &with("module \"a\" {\n  source = \"./m\"\n  name = \"n\"\n  count_of = 0\n}\n"),
        &[
            "error CF0113 at `0`: the value of the variable `count_of` is refused: At least one (the condition that it breaks `var.count_of > 0`)",
        ],
    );
    check(
        &with(
            "module \"a\" {\n  source = \"./m\"\n  name = local.nope\n}\nmodule \"b\" {\n  source = \"./m\"\n  name = each.key\n}\n",
        ),
        &[
            "error CF0103 at `local.nope`: the local value `nope` is not declared",
            "error CF0103 at `each.key`: `each` has a value only in a resource with `for_each`",
        ],
    );
}

#[test]
fn mistakes_in_modules_are_told_once_and_in_their_file() {
    let reading = check(
        &[
            ("main.tf", "module \"a\" {\n  source = \"./m\"\n  count = 3\n}\nmodule \"b\" {\n  source = \"./m\"\n}\n"),
            (
                "m/main.tf",
                "resource \"aws_cloudfront_key_value_store\" \"s\" {\n  name = local.nope\n  nope = 1\n}\noutput \"unused\" {\n  value = aws_s3_bucket.x.arn\n}\nresource \"aws_s3_bucket\" \"x\" {}\nimport {\n  to = aws_cloudfront_key_value_store.s\n  id = \"s\"\n}\n",
            ),
        ],
        &[
            "error CF0103 at `local.nope`: the local value `nope` is not declared",
            "error CF0201 at `nope`: a key value store has no argument `nope`; there are `name`, `comment`",
            "error CF0215 at `import`: an `import` block stands in the outermost folder only; move it there, and write the module's name before the address: `to = module.LABEL.TYPE.LABEL`",
            "info CF0010: 1 block is left alone: 1 `aws_s3_bucket`",
        ],
    );
    assert!(reading.diagnostics.iter().all(|it| it.location.as_ref().is_none_or(|at| at.file == "m/main.tf")));
}

#[test]
fn outputs_matter_where_they_are_used() {
    let module = (
        "m/main.tf",
        "resource \"aws_s3_bucket\" \"x\" {}\noutput \"arn\" {\n  value = aws_s3_bucket.x.arn\n}\noutput \"cwd\" {\n  value = path.cwd\n}\noutput \"good\" {\n  value = \"g\"\n}\n",
    );
    let call = "module \"m\" {\n  source = \"./m\"\n}\nresource \"aws_cloudfront_key_value_store\" \"s\" {\n  name = ";
    let with = |name: &str| format!("{call}{name}\n}}\n");
    assert_eq!(names(&[("main.tf", &with("module.m.good")), module]), ["s.s = g"]);
    let unused = format!("{call}\"x\"\n}}\n");
    assert_eq!(names(&[("main.tf", &unused), module]), ["s.s = x"]);
    check(
        &[("main.tf", &with("module.m.nope")), module],
        &["error CF0103 at `nope`: there is no attribute `nope`; there are `arn`, `cwd`, `good`"],
    );
    let reading = read(&folders(&[("main.tf", &with("module.m.cwd")), module]));
    assert_eq!(reading.diagnostics.len(), 1, "{:?}", reading.diagnostics);
    assert_eq!(reading.diagnostics[0].location.as_ref().unwrap().file, "m/main.tf");
}

#[test]
fn providers_are_inherited_and_given() {
    let module = (
        "m/main.tf",
        r#"variable "n" {
  default = ""
}
terraform {
  required_providers {
    aws = {
      source                = "hashicorp/aws"
      configuration_aliases = [aws.other]
    }
  }
}
resource "aws_cloudfront_connection_function" "plain" {
  name                     = "plain${var.n}"
  connection_function_code = "x"
  connection_function_config {
    comment = "c"
    runtime = "cloudfront-js-2.0"
  }
}
resource "aws_cloudfront_connection_function" "other" {
  provider                 = aws.other
  name                     = "other${var.n}"
  connection_function_code = "x"
  connection_function_config {
    comment = "c"
    runtime = "cloudfront-js-2.0"
  }
}
"#,
    );
    let providers = r#"provider "aws" {
  default_tags {
    tags = { team = "root" }
  }
}
provider "aws" {
  alias = "eu"
  default_tags {
    tags = { team = "eu" }
  }
}
"#;
    let tags = |call: &str| {
        let main = format!("{providers}{call}");
        let state = state(&check(&[("main.tf", &main), module], &[]));
        ["plain", "other"].map(|label| {
            let at = format!("module.m.aws_cloudfront_connection_function.{label}");
            state["functions"][&at]["tags_all"]["team"].as_str().unwrap().to_owned()
        })
    };
    let call = "module \"m\" {\n  source = \"./m\"\n  providers = { aws.other = aws.eu }\n}\n";
    assert_eq!(tags(call), ["root", "eu"]);
    let call =
        "module \"m\" {\n  source = \"./m\"\n  providers = {\n    aws       = aws.eu\n    aws.other = aws\n  }\n}\n";
    assert_eq!(tags(call), ["eu", "root"]);
    let main = format!(
        "{providers}module \"m\" {{\n  source = \"./m\"\n}}\nmodule \"n\" {{\n  source = \"./m\"\n  n = 1\n  providers = {{ aws.other = aws.us }}\n}}\nmodule \"o\" {{\n  source = \"./m\"\n  n = 2\n  providers = [aws]\n}}\n"
    );
    let reading = read(&folders(&[("main.tf", &main), module]));
    let messages: Vec<_> = reading
        .diagnostics
        .iter()
        .map(|it| format!("{}: {}; {:?}", it.location.as_ref().unwrap().file, it.message, it.help))
        .collect();
    assert_eq!(
        messages,
        [
            "main.tf: the module `m` lacks the provider configuration `aws.other`; Some(\"give it one: `providers = { aws.other = … }`\")",
            "main.tf: the provider `aws.us` is not declared; Some(\"the aliases are `eu`\")",
            "main.tf: `providers` names provider configurations; Some(\"write `providers = { aws = aws.ALIAS }`\")",
        ]
    );
}

#[test]
fn moved_blocks() {
    let module = (
        "m/main.tf",
        "resource \"aws_cloudfront_key_value_store\" \"new\" {\n  name = \"s\"\n}\nmoved {\n  from = aws_cloudfront_key_value_store.old\n  to = aws_cloudfront_key_value_store.new\n}\n",
    );
    let reading = check(
        &[
            (
                "main.tf",
                r#"module "m" {
  source   = "./m"
  for_each = toset(["a"])
}
moved {
  from = aws_cloudfront_key_value_store.old
  to   = module.m["a"].aws_cloudfront_key_value_store.old
}
moved {
  from = module.n
  to   = module.m["a"]
}
moved {
  from = aws_s3_bucket.a
  to   = aws_s3_bucket.b
}
"#,
            ),
            module,
        ],
        &[],
    );
    let moved: Vec<_> = reading.desired.moved.iter().map(|it| format!("{} -> {}", it.from, it.to)).collect();
    assert_eq!(
        moved,
        [
            r#"module.m["a"].aws_cloudfront_key_value_store.old -> module.m["a"].aws_cloudfront_key_value_store.new"#,
            r#"aws_cloudfront_key_value_store.old -> module.m["a"].aws_cloudfront_key_value_store.old"#,
            r#"module.n -> module.m["a"]"#,
        ]
    );
    check_files(
        &[(
            "main.tf",
            r#"resource "aws_cloudfront_key_value_store" "a" {
  name = "a"
}
moved {
  from = aws_cloudfront_key_value_store.a
  to   = aws_cloudfront_key_value_store.b
}
moved {
  from = aws_cloudfront_key_value_store.x
  to   = aws_cloudfront_connection_function.x
}
moved {
  from = aws_cloudfront_key_value_store.y
  to   = aws_cloudfront_key_value_store.y
}
moved {
  from = aws_cloudfront_key_value_store.z
  to   = aws_cloudfront_key_value_store.a
}
moved {
  from = aws_cloudfront_key_value_store.z
  to   = aws_cloudfront_key_value_store.c
}
moved {
  from = aws_cloudfront_key_value_store.z[each.key]
}
"#,
        )],
        &[
            "error CF0123 at `aws_cloudfront_key_value_store.a`: `aws_cloudfront_key_value_store.a` is still declared, so that nothing was moved from there; remove the `moved` block, or the block that has the old address",
            "error CF0123 at `aws_cloudfront_connection_function.x`: `aws_cloudfront_connection_function.x` is no address for what `aws_cloudfront_key_value_store.x` names; a module moves to a module, and a resource to one of its type",
            "error CF0123 at `aws_cloudfront_key_value_store.y`: `aws_cloudfront_key_value_store.y` is moved to where it is",
            "error CF0123 at `aws_cloudfront_key_value_store.z`: `aws_cloudfront_key_value_store.z` is moved to two addresses (the other `moved` block `aws_cloudfront_key_value_store.z`)",
            "error CF0202 at `moved`: the `moved` block lacks the required argument `to`",
            "error CF0123 at `aws_cloudfront_key_value_store.z[each.key]`: `from` is not the address of a resource or a module; write `TYPE.LABEL` or `module.LABEL`, with `[INDEX]` or `[\"KEY\"]` for one of several instances",
        ],
    );
}

#[test]
fn imports_into_modules() {
    let module = (
        "m/main.tf",
        "variable \"n\" {}\nresource \"aws_cloudfront_key_value_store\" \"s\" {\n  for_each = toset([\"a\", \"b\"])\n  name = \"${var.n}-${each.key}\"\n}\n",
    );
    let reading = check(
        &[
            (
                "main.tf",
                r#"module "m" {
  source   = "./m"
  for_each = toset(["x", "y"])
  n        = each.key
}
import {
  for_each = { a = "store-a", b = "store-b" }
  to       = module.m["x"].aws_cloudfront_key_value_store.s[each.key]
  id       = each.value
}
import {
  to = module.m["y"].aws_cloudfront_key_value_store.s["b"]
  id = "store-c"
}
"#,
            ),
            module,
        ],
        &[],
    );
    let imports: Vec<_> = reading.desired.imports.iter().map(|(at, import)| format!("{at} = {}", import.id)).collect();
    assert_eq!(
        imports,
        [
            r#"module.m["x"].aws_cloudfront_key_value_store.s["a"] = store-a"#,
            r#"module.m["x"].aws_cloudfront_key_value_store.s["b"] = store-b"#,
            r#"module.m["y"].aws_cloudfront_key_value_store.s["b"] = store-c"#,
        ]
    );
    check(
        &[
            (
                "main.tf",
                "module \"m\" {\n  source = \"./m\"\n  n = \"n\"\n}\nimport {\n  to = module.m.aws_cloudfront_key_value_store.s[\"c\"]\n  id = \"x\"\n}\nimport {\n  to = module.m.aws_cloudfront_key_value_store.t\n  id = \"x\"\n}\nimport {\n  to = module.m.aws_s3_bucket.t\n  id = \"x\"\n}\n",
            ),
            module,
        ],
        &[
            "error CF0215 at `module.m.aws_cloudfront_key_value_store.s[\"c\"]`: there is no instance `module.m.aws_cloudfront_key_value_store.s[\"c\"]`; did you mean `module.m.aws_cloudfront_key_value_store.s[\"a\"]`?",
            "error CF0215 at `module.m.aws_cloudfront_key_value_store.t`: `module.m.aws_cloudfront_key_value_store.t` is not declared; did you mean `module.m.aws_cloudfront_key_value_store.s`?",
        ],
    );
}

#[test]
fn too_many_and_too_deep() {
    let mut files = Vec::new();
    files.push(("main.tf".to_owned(), "module \"m\" {\n  source = \"./m0\"\n}\n".to_owned()));
    for at in 0..40 {
        files.push((format!("m{at}/main.tf"), format!("module \"m\" {{\n  source = \"../m{}\"\n}}\n", at + 1)));
    }
    files.push(("m40/main.tf".to_owned(), String::new()));
    let files: Vec<_> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let reading = read(&folders(&files));
    assert_eq!(reading.diagnostics.len(), 1, "{:?}", reading.diagnostics);
    assert_eq!(reading.diagnostics[0].message, "connfn follows modules at most 24 deep");
    let nest = |source: &str| format!("module \"m\" {{\n  source = \"{source}\"\n  count = 900\n}}\n");
    let reading = read(&folders(&[
        ("main.tf", &nest("./a")),
        ("a/main.tf", &nest("../b")),
        ("b/main.tf", &nest("../c")),
        ("c/main.tf", "resource \"aws_cloudfront_key_value_store\" \"s\" {\n  name = \"s\"\n}\n"),
    ]));
    assert!(
        reading.diagnostics.iter().any(|it| it.message == "the values of this configuration are too large for connfn")
    );
}
