//! Modules: which folders are read for them, and how their resources are told, targeted, moved and imported.

use crate::support::Folder;

const GATE: &str = r#"variable "name" {
  type = string
}

resource "aws_cloudfront_connection_function" "gate" {
  name                     = var.name
  connection_function_code = file("${path.module}/gate.js")

  connection_function_config {
    runtime = "cloudfront-js-2.0"
    comment = "c"
  }
}
"#;

const CODE: &str = "function connectionHandler(connection) { connection.allow(); }\n";

/// A repository: `environments/prod` calls `modules/gate`.
fn repository(main: &str) -> Folder {
    let folder = Folder::with("environments/prod/main.tf", main);
    folder.write("modules/gate/main.tf", GATE);
    folder.write("modules/gate/gate.js", CODE);
    folder
}

const CALL: &str = r#"module "gate" {
  source   = "../../modules/gate"
  for_each = toset(["eu", "us"])
  name     = "gate-${each.key}"
}
"#;

#[test]
fn a_module_above_the_folder_is_read() {
    let folder = repository(CALL);
    folder.run("validate environments/prod").ok();
    folder.emulated("apply environments/prod --auto-approve").ok().out_has("2 to add");
    folder.emulated("plan environments/prod --detailed-exitcode").ok();
    folder
        .emulated("destroy environments/prod --target module.gate[\"eu\"] --auto-approve")
        .ok()
        .out_has(r#"module.gate["eu"].aws_cloudfront_connection_function.gate will be destroyed"#)
        .out_has("0 to add, 0 to change, 1 to destroy");
    folder.emulated("plan environments/prod --target module.gate").ok().out_has("1 to add");
}

#[test]
fn mistakes_in_modules_are_shown_in_their_file() {
    let folder = repository(CALL);
    folder.write("modules/gate/main.tf", GATE.replace("cloudfront-js-2.0", "cloudfront-js-3.0"));
    let ended = folder.run("validate environments/prod").code(1);
    ended.err_has("modules/gate/main.tf:10:15").err_has("runtime = \"cloudfront-js-3.0\"").err_has("1 error\n");
}

#[test]
fn nothing_else_above_the_folder_is_read() {
    let folder = repository(&format!(
        "{CALL}resource \"aws_cloudfront_key_value_store\" \"s\" {{\n  name = file(\"../../secret\")\n}}\n"
    ));
    folder.write("secret", "secret");
    folder.run("validate environments/prod").code(1).err_has("error[CF0004]");
    folder.write("environments/prod/main.tf", CALL);
    folder.write("modules/gate/main.tf", GATE.replace("gate.js", "../../secret"));
    folder.run("validate environments/prod").code(1).err_has("error[CF0004]");
}

#[cfg(unix)]
#[test]
fn links_do_not_lead_out_of_a_module() {
    let folder = repository(CALL);
    folder.write("secret", "secret");
    std::fs::remove_file(folder.path("modules/gate/gate.js")).unwrap();
    std::os::unix::fs::symlink(folder.path("secret"), folder.path("modules/gate/gate.js")).unwrap();
    folder.run("validate environments/prod").code(1).err_has("error[CF0004]");
}

#[test]
fn what_moves_into_a_module_stays() {
    let folder = Folder::with("main.tf", &GATE.replace("var.name", "\"gate\""));
    folder.write("gate.js", CODE);
    folder.emulated("apply --auto-approve").ok();
    folder.write("modules/gate/main.tf", GATE);
    folder.write("modules/gate/gate.js", CODE);
    folder.write(
        "main.tf",
        r#"module "gate" {
  source = "./modules/gate"
  name   = "renamed"
}

moved {
  from = aws_cloudfront_connection_function.gate
  to   = module.gate.aws_cloudfront_connection_function.gate
}
"#,
    );
    folder
        .emulated("plan")
        .ok()
        .out_has("1 to add")
        .out_has("must be replaced")
        .out_has("moved from `aws_cloudfront_connection_function.gate`");
    folder.write("main.tf", folder.read("main.tf").replace("renamed", "gate"));
    folder
        .emulated("apply --auto-approve")
        .ok()
        .out_has("moved from `aws_cloudfront_connection_function.gate`")
        .out_has("0 to add, 1 to change, 0 to destroy");
    folder.emulated("plan --detailed-exitcode").ok();
}
