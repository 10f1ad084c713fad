//! What resources may hold, and what is said of what they may not.

use super::{check, check_files, desired};

#[test]
fn empty_function() {
    check(
        r#"resource "aws_cloudfront_connection_function" "f" {
}
"#,
        &[
            r#"error CF0202 at `resource "aws_cloudfront_connection_function" "f"`: a connection function lacks the required argument `connection_function_code`"#,
            r#"error CF0202 at `resource "aws_cloudfront_connection_function" "f"`: a connection function lacks the required argument `name`"#,
            r#"error CF0202 at `resource "aws_cloudfront_connection_function" "f"`: a connection function lacks the required block `connection_function_config`"#,
        ],
    );
}

#[test]
fn empty_config() {
    check(
        r#"resource "aws_cloudfront_connection_function" "f" {
  name = "f"
  connection_function_code = "x"
  connection_function_config {}
}
"#,
        &[
            "error CF0202 at `connection_function_config`: `connection_function_config` lacks the required argument `comment`",
            "error CF0202 at `connection_function_config`: `connection_function_config` lacks the required argument `runtime`",
        ],
    );
}

#[test]
fn nulls() {
    check(
        r#"resource "aws_cloudfront_connection_function" "f" {
  name = null
  connection_function_code = "x"
  publish = null
  tags = null
  connection_function_config {
    comment = "c"
    runtime = "cloudfront-js-2.0"
  }
}
"#,
        &["error CF0202 at `null`: `name` is required, but it is null"],
    );
}

#[test]
fn misspelled() {
    check(
        r#"resource "aws_cloudfront_connection_function" "f" {
  nam = "f"
  connection_function_code = "x"
  conection_function_config {
    comment = "c"
    runtime = "cloudfront-js-2.0"
  }
  foo = 1
  bar {}
}
"#,
        &[
            "error CF0201 at `nam`: a connection function has no argument `nam`; did you mean `name`?",
            "error CF0201 at `conection_function_config`: a connection function has no argument `conection_function_config`; did you mean `connection_function_config`?",
            "error CF0201 at `foo`: a connection function has no argument `foo`; there are `name`, `connection_function_code`, `publish`, `tags`, `connection_function_config`, `key_value_store_associations`",
            "error CF0201 at `bar`: a connection function has no argument `bar`; there are `name`, `connection_function_code`, `publish`, `tags`, `connection_function_config`, `key_value_store_associations`",
        ],
    );
}

#[test]
fn computed() {
    check(
        r#"resource "aws_cloudfront_connection_function" "f" {
  name = "f"
  id = "x"
  tags_all = {}
  connection_function_code = "x"
  connection_function_config {
    comment = "c"
    runtime = "cloudfront-js-2.0"
    etag = "x"
  }
}
resource "aws_cloudfront_key_value_store" "s" {
  name = "s"
  arn  = "x"
  coment = ""
}
"#,
        &[
            "error CF0212 at `id`: `id` is set by CloudFront; remove it; other resources can refer to it",
            "error CF0212 at `tags_all`: `tags_all` is set by CloudFront; remove it; other resources can refer to it",
            "error CF0201 at `etag`: `connection_function_config` has no argument `etag`; there are `comment`, `runtime`, `key_value_store_association`",
            "error CF0212 at `arn`: `arn` is set by CloudFront; remove it; other resources can refer to it",
            "error CF0201 at `coment`: a key value store has no argument `coment`; did you mean `comment`?",
        ],
    );
}

#[test]
fn types() {
    check(
        r#"resource "aws_cloudfront_connection_function" "f" {
  name = ["f"]
  connection_function_code = {}
  publish = "yes"
  tags = ["a"]
  connection_function_config {
    comment = 1
    runtime = "cloudfront-js-2.0"
  }
}
resource "aws_cloudfront_connection_function" "g" {
  name = 1
  connection_function_code = true
  publish = "true"
  tags = { a = 1, b = true, c = [], d = null }
  connection_function_config {
    comment = 1
    runtime = "cloudfront-js-2.0"
  }
}
"#,
        &[
            r#"error CF0203 at `["f"]`: `name` is a string, but this is a list"#,
            "error CF0203 at `{}`: `connection_function_code` is a string, but this is an object",
            r#"error CF0203 at `"yes"`: `publish` is a bool, but this is a string; write `true` or `false`"#,
            r#"error CF0203 at `["a"]`: `tags` is a map of strings, but this is a list"#,
            "error CF0203 at `[]`: `tags.c` is a string, but this is a list",
        ],
    );
}

#[test]
fn block_and_argument_mixed_up() {
    check(
        r#"resource "aws_cloudfront_connection_function" "f" {
  name = "f"
  connection_function_code = "x"
  connection_function_config = {
    comment = "c"
    runtime = "cloudfront-js-2.0"
  }
  tags {
    a = 1
  }
}
"#,
        &[
            "error CF0203 at `connection_function_config`: `connection_function_config` is a block and has no value; write it without the `=`: `connection_function_config { … }`",
            "error CF0203 at `tags`: `tags` is an argument and not a block; write `tags = …`",
        ],
    );
}

#[test]
fn names() {
    check(
        r#"resource "aws_cloudfront_key_value_store" "a" {
  name = ""
}
resource "aws_cloudfront_key_value_store" "b" {
  name = "a b"
}
resource "aws_cloudfront_key_value_store" "c" {
  name = "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
}
resource "aws_cloudfront_key_value_store" "d" {
  name = aws_cloudfront_key_value_store.a.id
}
resource "aws_cloudfront_key_value_store" "e" {
  name = "a\nb"
}
"#,
        &[
            r#"error CF0204 at `""`: the name of a key value store cannot be empty; a name is 1 to 64 letters, digits, hyphens and underscores"#,
            r#"error CF0204 at `"a b"`: the name `a b` holds ` `; a name is 1 to 64 letters, digits, hyphens and underscores"#,
            r#"error CF0204 at `"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"`: the name has 65 characters, but at most 64 are allowed; a name is 1 to 64 letters, digits, hyphens and underscores"#,
            "error CF0217 at `aws_cloudfront_key_value_store.a.id`: `name` must be known before apply, but `aws_cloudfront_key_value_store.a.id` is known only after it; write the value itself",
            r#"error CF0204 at `"a\nb"`: the name `a\nb` holds `\n`; a name is 1 to 64 letters, digits, hyphens and underscores"#,
        ],
    );
}

#[test]
fn runtime() {
    check(
        r#"resource "aws_cloudfront_connection_function" "f" {
  name = "f"
  connection_function_code = "x"
  connection_function_config {
    comment = "c"
    runtime = "cloudfront-js-2"
  }
}
resource "aws_cloudfront_connection_function" "g" {
  name = "g"
  connection_function_code = "x"
  connection_function_config {
    comment = "c"
    runtime = "cloudfront-js-1.0"
  }
}
resource "aws_cloudfront_connection_function" "h" {
  name = "h"
  connection_function_code = "x"
  connection_function_config {
    comment = "c"
    runtime = "nodejs22"
  }
}
"#,
        &[
            r#"error CF0205 at `"cloudfront-js-2"`: there is no runtime `cloudfront-js-2`; did you mean `cloudfront-js-2.0`? valid are `cloudfront-js-1.0`, `cloudfront-js-2.0`"#,
            r#"warning CF0304 at `"cloudfront-js-1.0"`: AWS documents connection functions for `cloudfront-js-2.0` only; write `cloudfront-js-2.0`"#,
            r#"error CF0205 at `"nodejs22"`: there is no runtime `nodejs22`; valid are `cloudfront-js-1.0`, `cloudfront-js-2.0`"#,
        ],
    );
}

#[test]
fn arns() {
    check(
        r#"resource "aws_cloudfront_key_value_store" "s" {
  name = "s"
}
resource "aws_cloudfront_connection_function" "f" {
  name = "f"
  connection_function_code = "x"
  connection_function_config {
    comment = "c"
    runtime = "cloudfront-js-2.0"
    key_value_store_association {
      key_value_store_arn = aws_cloudfront_key_value_store.s.id
    }
  }
}
resource "aws_cloudfront_connection_function" "g" {
  name = "g"
  connection_function_code = "x"
  connection_function_config {
    comment = "c"
    runtime = "cloudfront-js-2.0"
    key_value_store_association {
      key_value_store_arn = "arn:aws:cloudfront::1:key-value-store/x"
    }
  }
}
resource "aws_cloudfront_connection_function" "h" {
  name = "h"
  connection_function_code = "x"
  connection_function_config {
    comment = "c"
    runtime = "cloudfront-js-2.0"
    key_value_store_association {
      key_value_store_arn = "arn:${aws_cloudfront_key_value_store.s.id}"
    }
  }
}
resource "aws_cloudfront_connection_function" "i" {
  name = "i"
  connection_function_code = "x"
  connection_function_config {
    comment = "c"
    runtime = "cloudfront-js-2.0"
    key_value_store_association {
      key_value_store_arn = aws_cloudfront_connection_function.f.connection_function_arn
    }
  }
}
resource "aws_cloudfront_connection_function" "j" {
  name = "j"
  connection_function_code = "x"
  connection_function_config {
    comment = "c"
    runtime = "cloudfront-js-2.0"
    key_value_store_association {
    }
  }
}
"#,
        &[
            "error CF0206 at `aws_cloudfront_key_value_store.s.id`: `aws_cloudfront_key_value_store.s.id` is not the ARN of a key value store; write `aws_cloudfront_key_value_store.s.arn`",
            r#"error CF0206 at `"arn:aws:cloudfront::1:key-value-store/x"`: `arn:aws:cloudfront::1:key-value-store/x` is not the ARN of a key value store; it has the form `arn:aws:cloudfront::123456789012:key-value-store/ID`, or is a reference to a store's `arn`"#,
            r#"error CF0206 at `"arn:${aws_cloudfront_key_value_store.s.id}"`: the ARN of a key value store cannot be put together from parts; refer to the store's `arn` alone"#,
            "error CF0206 at `aws_cloudfront_connection_function.f.connection_function_arn`: `aws_cloudfront_connection_function.f.connection_function_arn` is not the ARN of a key value store",
            "error CF0202 at `key_value_store_association`: `key_value_store_association` lacks the required argument `key_value_store_arn`",
        ],
    );
}

#[test]
fn associations() {
    check(
        r#"resource "aws_cloudfront_key_value_store" "s" {
  name = "s"
}
resource "aws_cloudfront_connection_function" "f" {
  name = "f"
  connection_function_code = "x"
  connection_function_config {
    comment = "c"
    runtime = "cloudfront-js-2.0"
  }
  key_value_store_associations {
    key_value_store_arn = aws_cloudfront_key_value_store.s.arn
  }
}
resource "aws_cloudfront_connection_function" "g" {
  name = "g"
  connection_function_code = "x"
  connection_function_config {
    comment = "c"
    runtime = "cloudfront-js-2.0"
    key_value_store_association {
      key_value_store_arn = aws_cloudfront_key_value_store.s.arn
    }
  }
  key_value_store_associations {
    key_value_store_arn = aws_cloudfront_key_value_store.s.arn
  }
}
resource "aws_cloudfront_connection_function" "h" {
  name = "h"
  connection_function_code = "x"
  connection_function_config {
    comment = "c"
    runtime = "cloudfront-js-2.0"
    key_value_store_association {
      key_value_store_arn = aws_cloudfront_key_value_store.s.arn
    }
    key_value_store_association {
      key_value_store_arn = aws_cloudfront_key_value_store.s.arn
    }
  }
  connection_function_config {
    comment = "c"
    runtime = "cloudfront-js-2.0"
  }
}
"#,
        &[
            "info CF0213 at `key_value_store_associations`: `key_value_store_associations` is read as `key_value_store_association` within `connection_function_config`; Terraform's provider knows only the block within `connection_function_config`: move it there",
            "error CF0207 at `key_value_store_associations`: a function is associated with at most 1 key value store; keep `key_value_store_association` within `connection_function_config` (the other association `key_value_store_association`)",
            "error CF0207 at `key_value_store_association`: only one `key_value_store_association` block may stand here (the first one `key_value_store_association`)",
            "error CF0207 at `connection_function_config`: only one `connection_function_config` block may stand here (the first one `connection_function_config`)",
        ],
    );
}

#[test]
fn tags() {
    check(
        r##"provider "aws" {
  default_tags {
    tags = { "aws:x" = "y" }
  }
}
resource "aws_cloudfront_connection_function" "f" {
  name = "f"
  connection_function_code = "x"
  tags = {
    "connfn:stack" = "x"
    "AWS:y" = "x"
    "" = "x"
    "a#b" = "x"
    c = "a;b"
    (aws_cloudfront_connection_function.g.id) = "x"
  }
  connection_function_config {
    comment = "c"
    runtime = "cloudfront-js-2.0"
  }
}
resource "aws_cloudfront_connection_function" "g" {
  name = "g"
  connection_function_code = ""
  tags = {
    "connfn:address" = "x"
    "#" = "x"
    c = "a;b"
  }
  connection_function_config {
    comment = "c"
    runtime = "cloudfront-js-2.0"
  }
}
"##,
        &[
            r#"error CF0210 at `"aws:x"`: the tag `aws:x` starts with `aws:`; AWS keeps this prefix for itself"#,
            "error CF0217 at `(aws_cloudfront_connection_function.g.id)`: a key must be known before apply, but `aws_cloudfront_connection_function.g.id` is known only after it; attributes that CloudFront sets can only be joined into strings",
            r#"error CF0301 at `""`: the function's code is empty"#,
            r#"error CF0216 at `"connfn:address"`: the tag `connfn:address` is connfn's own; connfn sets it itself, to know what it manages"#,
            r##"error CF0210 at `"#"`: the key of the tag `#` holds `#`; letters, digits, spaces and `_.:/=+-@` are allowed"##,
            r#"error CF0210 at `"a;b"`: the value of the tag `c` holds `;`; letters, digits, spaces and `_.:/=+-@` are allowed"#,
        ],
    );
}

#[test]
fn duplicates() {
    check(
        r#"resource "aws_cloudfront_key_value_store" "s" {
  name = "s"
}
resource "aws_cloudfront_key_value_store" "s" {
  name = "t"
}
resource "aws_cloudfront_key_value_store" "t" {
  name = "s"
}
resource "aws_cloudfront_connection_function" "t" {
  name = "s"
  connection_function_code = "x"
  connection_function_config {
    comment = "c"
    runtime = "cloudfront-js-2.0"
  }
}
"#,
        &[
            r#"error CF0208 at `resource "aws_cloudfront_key_value_store" "s"`: `aws_cloudfront_key_value_store.s` is declared twice; give one of them another label (the first one `resource "aws_cloudfront_key_value_store" "s"`)"#,
            r#"error CF0209 at `"s"`: another key value store has the name `s`; CloudFront wants each name once in an account (the first one `"s"`)"#,
        ],
    );
}

#[test]
fn cycle() {
    check(
        r#"resource "aws_cloudfront_key_value_store" "a" {
  name = "a"
  comment = aws_cloudfront_key_value_store.b.name
}
resource "aws_cloudfront_key_value_store" "b" {
  name = "b"
  comment = local.c
}
locals {
  c = aws_cloudfront_key_value_store.a.id
}
"#,
        &[
            "error CF0104 at `aws_cloudfront_key_value_store.b`: these refer to each other in a circle: `aws_cloudfront_key_value_store.a` → `aws_cloudfront_key_value_store.b` → `local.c` → `aws_cloudfront_key_value_store.a`; one of them must do without the other (`aws_cloudfront_key_value_store.b` refers to `local.c` here `local.c`) (`local.c` refers to `aws_cloudfront_key_value_store.a` here `aws_cloudfront_key_value_store.a`)",
        ],
    );
}

#[test]
fn self_reference() {
    check(
        r#"resource "aws_cloudfront_key_value_store" "a" {
  name = "a"
  comment = aws_cloudfront_key_value_store.a.name
}
"#,
        &[
            "error CF0104 at `aws_cloudfront_key_value_store.a`: `aws_cloudfront_key_value_store.a` refers to itself; write the value itself",
        ],
    );
}

#[test]
fn depends_on() {
    check(
        r#"resource "aws_cloudfront_key_value_store" "a" {
  name = "a"
  depends_on = [aws_cloudfront_key_value_store.b, aws_s3_bucket.x, "a.b", 1]
}
resource "aws_cloudfront_key_value_store" "c" {
  name = "c"
  depends_on = aws_cloudfront_key_value_store.a
}
"#,
        &[
            "error CF0103 at `aws_cloudfront_key_value_store.b`: `aws_cloudfront_key_value_store.b` is not declared; did you mean `a`?",
            "error CF0203 at `1`: `depends_on` is a list of references; write `depends_on = [TYPE.LABEL]`",
            "error CF0203 at `aws_cloudfront_key_value_store.a`: `depends_on` is a list of references; write `depends_on = [TYPE.LABEL]`",
        ],
    );
}

#[test]
fn labels() {
    check(
        r#"resource "aws_cloudfront_key_value_store" {
  name = "a"
}
resource "aws_cloudfront_key_value_store" "a" "b" {
  name = "a"
}
resource "aws_cloudfront_key_value_store" "1a" {
  name = "a"
}
resource "aws_cloudfront_key_value_store" "a b" {
  name = "a"
}
resource "aws_cloudfront_key_value_store" "" {
  name = "a"
}
resource aws_cloudfront_key_value_store ok {
  name = "a"
}
locals "x" {}
provider {}
"#,
        &[
            r#"error CF0218 at `resource "aws_cloudfront_key_value_store"`: the `resource` block lacks the label for its name; write `resource "TYPE" "NAME" { … }`"#,
            r#"error CF0218 at `"b"`: a `resource` block has 2 labels; write `resource "TYPE" "NAME" { … }`"#,
            r#"error CF0218 at `"1a"`: the name `1a` starts with `1`; letters, digits, hyphens and underscores are allowed, and a letter or an underscore comes first"#,
            r#"error CF0218 at `"a b"`: the name `a b` holds ` `; letters, digits, hyphens and underscores are allowed, and a letter or an underscore comes first"#,
            r#"error CF0218 at `""`: the name of a `resource` block is empty; letters, digits, hyphens and underscores are allowed, and a letter or an underscore comes first"#,
            r#"error CF0218 at `"x"`: a `locals` block has no labels; write `locals { … }`"#,
            r#"error CF0218 at `provider`: the `provider` block lacks the label for its name; write `provider "NAME" { … }`"#,
        ],
    );
}

#[test]
fn top_level() {
    check(
        r#"foo = 1
resorce "x" "y" {}
zzzzz {}
resource "aws_cloudfront_connection_functon" "x" {}
"#,
        &[
            "error CF0201 at `foo`: the argument `foo` stands outside every block; a value of one's own is declared in a `locals` block",
            "error CF0107 at `resorce`: there is no block `resorce`; did you mean `resource`?",
            "error CF0107 at `zzzzz`: there is no block `zzzzz`; there are `action`, `check`, `data`, `ephemeral`, `import`, `locals`, `module`, `moved`, `output`, `provider`, `removed`, `resource`, `terraform`, `variable`",
            r#"error CF0107 at `"aws_cloudfront_connection_functon"`: there is no resource type `aws_cloudfront_connection_functon`; did you mean `aws_cloudfront_connection_function`?"#,
        ],
    );
}

#[test]
fn others() {
    check(
        r#"resource "aws_s3_bucket" "a" {}
resource "aws_s3_bucket" "b" {}
resource "aws_iam_role" "b" { foo = 1 }
data "aws_region" "r" {}
module "m" { source = "./m" }
output "o" { value = nonsense.x }
check "c" {}
moved {
  from = aws_cloudfront_key_value_store.a
  to = aws_cloudfront_key_value_store.b
}
moved {
  from = aws_s3_bucket.a
  to = aws_s3_bucket.b
}
"#,
        &[
            r#"warning CF0108 at `module "m"`: connfn does not read modules, and leaves their resources alone; declare connection functions in this folder"#,
            "warning CF0108 at `moved`: connfn does not honour `moved` blocks; `connfn plan` says what follows from the new address",
            "info CF0010: 4 blocks are left alone: 1 `aws_iam_role`, 2 `aws_s3_bucket`, 1 `data.aws_region`",
        ],
    );
}

#[test]
fn meta() {
    check(
        r#"resource "aws_cloudfront_key_value_store" "a" {
  name = "a"
  count = 2
  lifecycle {
    prevent_destroy = true
    create_before_destroy = false
    ignore_changes = [comment]
  }
  provisioner "local-exec" { command = "x" }
  timeouts { create = "1m" }
}
resource "aws_cloudfront_connection_function" "f" {
  for_each = {}
  name = "f-${each.key}"
  connection_function_code = "x"
  dynamic "connection_function_config" {
    for_each = [1]
    content {}
  }
}
"#,
        &[
            r#"error CF0209 at `"a"`: another key value store has the name `a`; let the name of each instance hold `each.key` or `count.index`"#,
            "warning CF0108 at `ignore_changes`: connfn does not honour `ignore_changes` of `lifecycle`",
            r#"warning CF0108 at `provisioner "local-exec"`: connfn does not honour `provisioner`"#,
            "warning CF0108 at `timeouts`: connfn does not honour `timeouts`",
        ],
    );
}

#[test]
fn tags_to_ignore() {
    let state = desired(&[(
        "main.tf",
        r#"locals {
  prefix = "corp:"
}
provider "aws" {
  ignore_tags {
    keys         = ["Owner"]
    key_prefixes = toset([local.prefix, "x"])
  }
}
resource "aws_cloudfront_connection_function" "f" {
  name                     = "f"
  connection_function_code = "x"
  tags                     = { Owner = "me" }
  connection_function_config {
    comment = "c"
    runtime = "cloudfront-js-2.0"
  }
}
"#,
    )]);
    assert_eq!(
        state["functions"]["aws_cloudfront_connection_function.f"]["ignore_tags"],
        serde_json::json!({ "keys": ["Owner"], "key_prefixes": ["corp:", "x"] })
    );
}

#[test]
fn provider() {
    check(
        r#"provider "aws" {
  alias = "a"
}
provider "aws" {
  alias = "a"
}
provider "aws" {
  ignore_tags {
    keys         = "x"
    key_prefix   = []
    key_prefixes = ["a", []]
  }
  default_tags {
    tagz = {}
  }
  default_tags {}
}
resource "aws_cloudfront_connection_function" "f" {
  name = "f"
  provider = aws.b
  connection_function_code = "x"
  connection_function_config {
    comment = "c"
    runtime = "cloudfront-js-2.0"
  }
}
resource "aws_cloudfront_connection_function" "g" {
  name = "g"
  provider = "x y"
  connection_function_code = "x"
  connection_function_config {
    comment = "c"
    runtime = "cloudfront-js-2.0"
  }
}
resource "aws_cloudfront_connection_function" "h" {
  name = "h"
  connection_function_code = "x"
  connection_function_config {
    comment = "c"
    runtime = "cloudfront-js-2.0"
  }
}
"#,
        &[
            r#"error CF0207 at `provider "aws"`: the provider `aws.a` is configured twice; give one of them another `alias` (the first one `provider "aws"`)"#,
            "error CF0203 at `\"x\"`: `keys` is a list of strings, but this is a string",
            "error CF0201 at `key_prefix`: `ignore_tags` has no argument `key_prefix`; did you mean `key_prefixes`?",
            "error CF0203 at `[]`: each of `key_prefixes` is a string, but this is a list",
            "error CF0201 at `tagz`: `default_tags` has no argument `tagz`; did you mean `tags`?",
            "error CF0207 at `default_tags`: only one `default_tags` block may stand here (the first one `default_tags`)",
            "error CF0103 at `aws.b`: the provider `aws.b` is not declared; did you mean `a`?",
            r#"error CF0203 at `"x y"`: a provider is named by a reference; write `aws`, or `aws.` and an alias"#,
        ],
    );
}

#[test]
fn tags_of_a_provider_that_are_no_block() {
    check(
        r#"provider "aws" {
  default_tags = { tags = { Team = "edge" } }
  ignore_tags  = ["x"]
}
resource "aws_cloudfront_connection_function" "f" {
  name = "f"
  connection_function_code = "x"
  connection_function_config {
    comment = "c"
    runtime = "cloudfront-js-2.0"
  }
}
"#,
        &[
            "error CF0203 at `default_tags`: `default_tags` is a block and has no value; write it without the `=`: `default_tags { … }`",
            "error CF0203 at `ignore_tags`: `ignore_tags` is a block and has no value; write it without the `=`: `ignore_tags { … }`",
        ],
    );
}

#[test]
fn provider_arguments_that_choose_the_account() {
    check(
        r#"provider "aws" {
  profile = "production"
  region  = "us-east-1"
  assume_role {
    role_arn = "x"
  }
}
resource "aws_cloudfront_connection_function" "f" {
  name                     = "f"
  connection_function_code = "x"
  connection_function_config {
    comment = "c"
    runtime = "cloudfront-js-2.0"
  }
}
"#,
        &[
            "warning CF0108 at `profile`: connfn does not honour `profile` of the provider; the account is that of AWS's own variables and files, such as `AWS_PROFILE`",
            "warning CF0108 at `assume_role`: connfn does not honour `assume_role` of the provider; the account is that of AWS's own variables and files, such as `AWS_PROFILE`",
        ],
    );
}

#[test]
fn imports() {
    check(
        r#"resource "aws_cloudfront_key_value_store" "s" {
  name = "s"
}
resource "aws_cloudfront_key_value_store" "t" {
  name = "t"
}
import {
  to = aws_cloudfront_key_value_store.s
  id = "s"
}
import {
  to = aws_cloudfront_key_value_store.s
  id = "t"
}
import {
  to = aws_cloudfront_key_value_store.x
  id = "t"
}
import {
  id = "t"
}
import {
  to = aws_cloudfront_key_value_store.t
}
import {
  to = aws_s3_bucket.t
  id = "x"
}
import {
  to = aws_cloudfront_key_value_store.t[0]
  id = "x"
}
import {
  to = "nonsense"
  id = "x"
}
"#,
        &[
            "error CF0215 at `aws_cloudfront_key_value_store.s`: `aws_cloudfront_key_value_store.s` is imported twice (the first import `aws_cloudfront_key_value_store.s`)",
            "error CF0215 at `aws_cloudfront_key_value_store.x`: `aws_cloudfront_key_value_store.x` is not declared; did you mean `s`?",
            "error CF0202 at `import`: the import lacks the required argument `to`; `to` is the address of a resource in this configuration",
            "error CF0202 at `import`: the import lacks the required argument `id`; a key value store is imported by its name",
            "error CF0215 at `aws_cloudfront_key_value_store.t[0]`: there is no instance `aws_cloudfront_key_value_store.t[0]`; did you mean `aws_cloudfront_key_value_store.t`?",
            r#"error CF0215 at `"nonsense"`: a resource is named by its type and its label; `to` names a resource in this configuration"#,
        ],
    );
}

#[test]
fn import_ids() {
    check(
        r#"resource "aws_cloudfront_key_value_store" "s" {
  name = "s"
}
resource "aws_cloudfront_key_value_store" "t" {
  name = "t"
}
resource "aws_cloudfront_key_value_store" "u" {
  name = "u"
}
import {
  to = aws_cloudfront_key_value_store.s
  id = aws_cloudfront_key_value_store.s.name
}
import {
  to = aws_cloudfront_key_value_store.t
  id = "s"
}
import {
  to = aws_cloudfront_key_value_store.u
  id = aws_cloudfront_key_value_store.u.id
}
"#,
        &[
            r#"error CF0215 at `"s"`: the key value store `s` is imported twice (the first import `aws_cloudfront_key_value_store.s.name`)"#,
            "error CF0217 at `aws_cloudfront_key_value_store.u.id`: the id of an import must be known before apply, but `aws_cloudfront_key_value_store.u.id` is known only after it; attributes that CloudFront sets can only be joined into strings",
        ],
    );
}

#[test]
fn variables() {
    check(
        r#"variable "a" {}
variable "b" { default = "x" }
variable "b" { default = "x" }
resource "aws_cloudfront_key_value_store" "s" {
  name = var.a
  comment = var.b
}
resource "aws_cloudfront_key_value_store" "t" {
  name = "t"
  comment = var.a
}
"#,
        &[
            r#"error CF0217 at `variable "a"`: the variable `a` has no value; give it a `default`, or a value in `terraform.tfvars`"#,
            r#"error CF0214 at `variable "b"`: the variable `b` is declared twice (the first one `variable "b"`)"#,
        ],
    );
}

#[test]
fn locals_deferred() {
    check(
        r#"locals {
  x = { bad = data.aws_x.y.z, good = "g", also = nope() }
  unused = foo.bar.baz
}
resource "aws_cloudfront_key_value_store" "s" {
  name = local.x.good
}
"#,
        &[],
    );
}

#[test]
fn locals_deferred_used() {
    check(
        r#"locals {
  x = { bad = data.aws_x.y.z, good = "g" }
}
resource "aws_cloudfront_key_value_store" "s" {
  name = local.x.bad
}
resource "aws_cloudfront_key_value_store" "t" {
  name = local.x.bad
}
"#,
        &[
            "error CF0102 at `data.aws_x.y.z`: connfn reads no data sources, so this value cannot be known; write the value itself, or give it to a variable",
        ],
    );
}

#[test]
fn broken_file_silences_references() {
    check_files(
        &[
            (
                "a.tf",
                r#"resource "aws_cloudfront_key_value_store" "s" {
  name = 
}
"#,
            ),
            (
                "main.tf",
                r#"resource "aws_cloudfront_key_value_store" "t" {
  name = aws_cloudfront_key_value_store.s.name
  comment = local.x
}
import {
  to = aws_cloudfront_key_value_store.s
  id = "s"
}
"#,
            ),
        ],
        &["error CF0101 at ``: expected a value, but found the end of the line"],
    );
}

#[test]
fn lifecycle() {
    check(
        r#"resource "aws_cloudfront_key_value_store" "a" {
  name = "a"
  lifecycle {
    prevent_destroy = true
  }
}
resource "aws_cloudfront_key_value_store" "b" {
  name = "b"
  lifecycle {
    prevent_destroy = "maybe"
    create_before_destroy = true
    precondition {
      condition = true
      error_message = "no"
    }
  }
}
resource "aws_cloudfront_key_value_store" "c" {
  name = "c"
  lifecycle {
    prevent_destroy = aws_cloudfront_key_value_store.a.id
  }
}
"#,
        &[
            r#"error CF0203 at `"maybe"`: `prevent_destroy` is a bool, but this is a string; write `true` or `false`"#,
            "warning CF0108 at `create_before_destroy`: connfn does not honour `create_before_destroy` of `lifecycle`",
            "warning CF0108 at `precondition`: connfn does not honour `precondition` of `lifecycle`",
            "error CF0217 at `aws_cloudfront_key_value_store.a.id`: `prevent_destroy` must be known before apply, but `aws_cloudfront_key_value_store.a.id` is known only after it; attributes that CloudFront sets can only be joined into strings",
        ],
    );
}
