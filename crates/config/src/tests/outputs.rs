//! Outputs: what may stand in their blocks.

use super::check;

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
