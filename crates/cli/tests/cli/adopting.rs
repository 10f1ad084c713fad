//! What others made comes under a stack, and goes back: a folder of Terraform's, and an account without any configuration.

use crate::{
    served::Served,
    support::{Ended, Folder},
};
use serde_json::{Value, json};
use std::{fs, process::Command};

const PAGE: &str = include_str!("../../../../docs/from-terraform.md");

/// A folder as teams have them.
const FILES: [(&str, &str); 4] = [
    (
        "versions.tf",
        r#"terraform {
  required_version = ">= 1.5"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 6.0"
    }
  }
}

provider "aws" {
  region = var.region
  default_tags {
    tags = { Project = "devices", ManagedBy = "terraform" }
  }
  ignore_tags {
    key_prefixes = ["connfn:"]
  }
}
"#,
    ),
    (
        "main.tf",
        r#"locals {
  name = "${var.prefix}-gate"
}

resource "aws_cloudfront_key_value_store" "revoked" {
  name    = "revoked-devices"
  comment = "Serial numbers of certificates that are refused"
}

resource "aws_cloudfront_connection_function" "gate" {
  name                     = local.name
  connection_function_code = file("${path.module}/gate.js")
  publish                  = true

  connection_function_config {
    runtime = "cloudfront-js-2.0"
    comment = "Refuses revoked devices (${var.region})"

    key_value_store_association {
      key_value_store_arn = aws_cloudfront_key_value_store.revoked.arn
    }
  }

  tags = { Team = "edge" }
}

output "gate_arn" {
  value = aws_cloudfront_connection_function.gate.connection_function_arn
}
"#,
    ),
    (
        "variables.tf",
        "variable \"region\" {\n  type = string\n}\n\nvariable \"prefix\" {\n  type    = string\n  default = \"devices\"\n}\n",
    ),
    ("terraform.tfvars", "region = \"us-east-1\"\n"),
];

/// Makes of an account of connfn's what another tool would have left: the same without connfn's tags.
fn forget_stacks(folder: &Folder, mut change: impl FnMut(&str, &mut Value)) {
    let mut account: Value = serde_json::from_str(&folder.read("account.json")).unwrap();
    for kind in ["functions", "stores"] {
        for resource in account["state"][kind].as_object_mut().unwrap().values_mut() {
            resource["tags"].as_object_mut().unwrap().retain(|key, _| !key.starts_with("connfn:"));
            let name = resource["name"].as_str().unwrap().to_owned();
            change(&name, resource);
        }
    }
    folder.write("account.json", account.to_string());
}

/// The keys of all tags.
fn tags_of_account(folder: &Folder, served: &Served) -> Vec<String> {
    let observed = typed(folder, served, "connfn observe").ok().json();
    let of = |kind: &str| observed[kind].as_object().unwrap().values().cloned().collect::<Vec<_>>();
    let resources = [of("functions"), of("stores")].concat();
    resources.iter().flat_map(|resource| resource["tags"].as_object().unwrap().keys().cloned()).collect()
}

/// Types a line of the page into a shell, where `terraform` is a program that only notes what it is told.
fn typed(folder: &Folder, served: &Served, line: &str) -> Ended {
    let mut shell = Command::new("sh");
    shell.args(["-c", line]).current_dir(folder.path("site"));
    served.introduce(folder, &mut shell);
    Ended::of(&mut shell)
}

#[cfg(unix)]
fn note_what_terraform_is_told(folder: &Folder) {
    use std::os::unix::fs::PermissionsExt as _;
    folder.write("bin/terraform", "#!/bin/sh\necho \"$@\" >> ../terraform.log\n");
    fs::set_permissions(folder.path("bin/terraform"), fs::Permissions::from_mode(0o755)).unwrap();
}

#[cfg(unix)]
#[test]
fn a_folder_of_terraform_is_taken_over_and_given_back_as_the_page_says() {
    let folder = Folder::new();
    for (name, text) in FILES {
        folder.write(&format!("site/{name}"), text);
    }
    folder.write("site/gate.js", "function connectionHandler(connection) {\n  connection.allow();\n}\n");
    folder.run("apply site --stack terraform --auto-approve --emulator=account.json").ok();
    fs::remove_dir_all(folder.path("site/.connfn")).unwrap();
    forget_stacks(&folder, |_, _| {});
    note_what_terraform_is_told(&folder);
    let served = Served::start(&folder, "--state account.json");
    let before = tags_of_account(&folder, &served);
    assert_eq!(before, ["ManagedBy", "Project", "Team"]);

    let commands: Vec<&str> = PAGE.lines().filter_map(|line| line.strip_prefix("$ ")).collect();
    let mut told = Vec::new();
    for command in &commands {
        let ended = typed(&folder, &served, command).ok();
        match *command {
            "connfn plan --adopt --out plan.json" => {
                let plan: Value = serde_json::from_str(&folder.read("site/plan.json")).unwrap();
                let changes = plan["changes"].as_array().unwrap();
                assert!(changes.len() == 2 && changes.iter().all(|change| change["action"] == "adopt"), "{changes:?}");
                assert!(changes.iter().all(|change| change["live"].is_null() || change["live"]["effect"] == "same"));
                for step in plan["steps"].as_array().unwrap() {
                    assert_eq!(step["operation"], "TagResource");
                    let text = step["input"]["Tags"].to_string();
                    assert!(text.contains("connfn:stack") && !text.contains("Team"), "{text}");
                }
                ended.out_has("Plan: 2 to adopt, 0 to add, 0 to change, 0 to destroy.").err_has(".connfn/stack");
            }
            "connfn plan --detailed-exitcode" => {
                let ended = ended.out_has("No changes.");
                assert!(tags_of_account(&folder, &served).contains(&"connfn:stack".to_owned()), "{}", ended.out);
            }
            "connfn import --all --out-dir imported" => {
                ended.err_has("2 resources are left out, which a stack owns").err_has("nothing to import");
            }
            "connfn apply back.json" => assert_eq!(tags_of_account(&folder, &served), before),
            other => told.extend(other.strip_prefix("terraform ").map(str::to_owned)),
        }
    }
    assert_eq!(folder.read("terraform.log").lines().collect::<Vec<_>>(), told);
    assert!(commands.len() >= 10, "{commands:?}");
    drop(served);
    folder.run("plan site --stack again --emulator=account.json").code(1).out_has("CF0401");
}

#[test]
fn an_account_without_configuration_is_imported_whole() {
    let folder = Folder::new();
    let code = "const y = 1, a = `${1} %{x} $${y}\nEOT\n  EOF\n<<-EOT\n\\u0041 \"quoted\" é\n`;\nfunction connectionHandler(c) { c.allow(); }\n";
    folder.write("made/tricky.js", code);
    folder.write("made/plain.js", "function connectionHandler(c) { c.allow(); }");
    let function = |label: &str, name: &str, file: &str, more: &str| {
        format!(
            "resource \"aws_cloudfront_connection_function\" \"{label}\" {{
               name = \"{name}\"
               connection_function_code = file(\"${{path.module}}/{file}\")
               {more}
               connection_function_config {{
                 runtime = \"cloudfront-js-2.0\"
                 comment = \"a \\\"comment\\\" $${{x}} %%{{y}}\"
                 {}
               }}
             }}\n",
            if more.is_empty() {
                "key_value_store_association {\n key_value_store_arn = aws_cloudfront_key_value_store.s.arn\n }"
            } else {
                ""
            }
        )
    };
    let tags = "publish = true\n tags = { \"a b\" = \"x = @ y\", for = \"1\", plain = \"\" }";
    let text = [
        function("a", "1st-of_all", "tricky.js", tags),
        function("b", "_1st-of_all", "plain.js", ""),
        function("c", "-", "tricky.js", ""),
        function("d", "binary", "plain.js", "publish = true"),
        "resource \"aws_cloudfront_key_value_store\" \"s\" {\n name = \"1st-of_all\"\n comment = \"$${s}\"\n}\n"
            .to_owned(),
    ];
    folder.write("made/main.tf", text.concat());
    folder.run("apply made --stack hand --auto-approve --emulator=account.json").ok();
    forget_stacks(&folder, |name, resource| {
        if name == "binary" {
            // `// caf` and the byte E9.
            resource["development"]["code"] = json!("Ly8gY2Fm6Qo=");
        }
    });

    let import = "import --all --out-dir site --emulator=account.json";
    let ended = folder.run(import).ok().err_has("Note: `binary` is left out: its code is not UTF-8 text");
    ended.out_has("Wrote the configuration of 4 resources:");
    let names = folder.list("site");
    assert_eq!(names, ["_-.js", "_1st-of_all.js", "_1st-of_all_2.js", "functions.tf", "stores.tf"]);
    assert_eq!(folder.read("site/_1st-of_all.js"), code);
    let again =
        folder.run(import).ok().err_has("Note: 4 resources are left out, which the configuration declares already");
    again.err_has("There is nothing to import");
    assert_eq!(folder.list("site"), names);
    folder.run(&format!("{import} --force")).ok().out_has("Wrote the configuration of 4 resources:");
    assert_eq!(folder.list("site"), names);

    let plan = folder.run("plan site --stack mine --format json --emulator=account.json").ok();
    assert!(!plan.err.contains("error") && !plan.err.contains("warning"), "{}", plan.err);
    let plan = plan.json();
    let changes = plan["changes"].as_array().unwrap();
    assert!(changes.len() == 4 && changes.iter().all(|change| change["action"] == "adopt"), "{changes:?}");
    let steps = plan["steps"].as_array().unwrap();
    assert!(steps.iter().all(|step| step["operation"] == "TagResource"), "{steps:?}");
    folder.run("apply site --stack mine --auto-approve --emulator=account.json").ok();
    folder.run("plan site --stack mine --detailed-exitcode --emulator=account.json").ok();

    let rest = folder.run("import --all --out-dir more --format json --emulator=account.json").ok().json();
    assert_eq!((&rest["addresses"], &rest["files"]), (&json!([]), &json!([])));
    assert_eq!(rest["notes"].as_array().unwrap().len(), 2);
    assert!(!folder.has("more"));
    folder.run("import --emulator=account.json").code(1).err_has("<ID>");
}
