//! Providers of modules.

use super::{check, folders};
use crate::{read, tests::state};
use alloc::{borrow::ToOwned, format, vec::Vec};

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
