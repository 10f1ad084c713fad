//! Which folders are read for a call, and what is wrong with them.

use super::{check, folders};
use crate::{
    Unavailable, read,
    tests::{reading, sources, state},
};
use alloc::{borrow::ToOwned, format, string::String, vec::Vec};

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
