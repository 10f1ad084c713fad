//! Values of variables: options, files and the environment, and which of them counts.

use crate::support::{Ended, Folder};

const STORE: &str = r#"variable "name" {
  type = string
  validation {
    condition     = length(var.name) < 10
    error_message = "The name is too long."
  }
}
variable "notes" {
  type    = list(string)
  default = []
}
resource "aws_cloudfront_key_value_store" "s" {
  name    = var.name
  comment = join(" ", var.notes)
}
"#;

fn planned(folder: &Folder, arguments: &str) -> (String, String) {
    let plan = folder.emulated(&format!("plan --format json {arguments}")).ok().json();
    let text = |name: &str| plan["changes"][0]["after"][name].as_str().unwrap().to_owned();
    (text("name"), text("comment"))
}

#[test]
fn the_later_counts_more() {
    let folder = Folder::with("main.tf", STORE);
    folder.write("terraform.tfvars", "name = \"fixed\"\nnotes = [\"fixed\"]\n");
    folder.write("prod.tfvars", "name = \"prod\"\n");
    folder.write("other/values.json", r#"{ "notes": ["json"] }"#);
    assert_eq!(planned(&folder, ""), ("fixed".into(), "fixed".into()));
    assert_eq!(planned(&folder, "--var name=given --var-file prod.tfvars"), ("prod".into(), "fixed".into()));
    assert_eq!(planned(&folder, "--var-file=prod.tfvars --var=name=given"), ("given".into(), "fixed".into()));
    let given = r#"--var-file other/values.json --var notes=["a","b"]"#;
    assert_eq!(planned(&folder, given), ("fixed".into(), "a b".into()));
}

#[test]
fn the_environment_counts_least() {
    let folder = Folder::with("main.tf", STORE);
    folder.write("terraform.tfvars", "notes = [\"fixed\"]\n");
    let mut command = folder.command("plan --emulator --format json");
    command.env("TF_VAR_name", "env").env("TF_VAR_notes", "[1]").env("TF_VAR_nobody", "x");
    let plan = Ended::of(&mut command).ok().json();
    assert_eq!(plan["changes"][0]["after"]["name"], "env");
    assert_eq!(plan["changes"][0]["after"]["comment"], "fixed");
}

#[test]
fn what_is_wrong_is_shown_where_it_was_given() {
    let folder = Folder::with("site/main.tf", STORE);
    let ended = folder.run("validate site --var name=much-too-long --var nme=x").code(1);
    let ended = ended
        .err_has(" --> <value for var.name>:1:6\n")
        .err_has("1 | name=much-too-long\n")
        .err_has("The name is too long");
    ended.err_has("error[CF0103]: the variable `nme` is not declared").err_has(" --> <value for var.nme>:1:1\n");

    folder.write("prod.tfvars", "name = \"ok\"\nnotes = 3\n");
    let ended = folder.run("validate site --var-file prod.tfvars").code(1);
    ended.err_has("prod.tfvars:2:9\n").err_has("2 | notes = 3");

    let mut command = folder.command("validate site");
    let ended = Ended::of(command.env("TF_VAR_name", "much-too-long")).code(1);
    ended.err_has(" --> <environment for var.name>:1:13\n");

    folder.run("validate site").code(1).err_has("the variable `name` has no value").err_has("--var 'name=…'");
    folder.run("validate site --var name").code(1).err_has("a name and a value are joined by `=`");
    folder.run("validate site --var-file gone.tfvars").code(1).err_has("error[CF0002]: there is no file `gone.tfvars`");
}

#[test]
fn every_command_that_reads_a_configuration_takes_them() {
    let folder = Folder::with("main.tf", STORE);
    folder.emulated("apply --auto-approve --var name=a").ok();
    folder.emulated("observe . --var name=a").ok();
    folder.emulated("plan --out plan.json --var name=b").ok();
    folder.emulated("apply plan.json --var name=b").code(1).err_has("this plan is made already");
    folder.emulated("destroy --auto-approve").code(1).err_has("CF0219");
    folder.emulated("destroy --auto-approve --var name=a").ok();
}
