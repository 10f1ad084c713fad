//! What resources may hold, and what is said of what they may not.

use super::check;

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
            r#"error CF0204 at `"a b"`: the name `a b` holds a space; a name is 1 to 64 letters, digits, hyphens and underscores"#,
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
            r#"error CF0206 at `"arn:aws:cloudfront::1:key-value-store/x"`: `arn:aws:cloudfront::1:key-value-store/x` is not the ARN of a key value store; it has the form `arn:aws:cloudfront::123456789012:key-value-store/ID`, whose ID is 36 hexadecimal digits and hyphens, or is a reference to a store's `arn`"#,
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
            "error CF0217 at `{\n    \"connfn:stack\" = \"x\"\n    \"AWS:y\" = \"x\"\n    \"\" = \"x\"\n    \"a#b\" = \"x\"\n    c = \"a;b\"\n    (aws_cloudfront_connection_function.g.id) = \"x\"\n  }`: `tags` must be known before apply, but `aws_cloudfront_connection_function.g.id` is known only after it; attributes that CloudFront sets can only be joined into strings",
            r#"error CF0301 at `""`: the function's code is empty"#,
            r#"error CF0216 at `"connfn:address"`: the tag `connfn:address` is connfn's own; connfn sets it itself, to know what it manages"#,
            r##"error CF0210 at `"#"`: the key of the tag `#` holds `#`; letters, digits, spaces and `_.:/=+-@` are allowed"##,
            r#"error CF0210 at `"a;b"`: the value of the tag `c` holds `;`; letters, digits, spaces and `_.:/=+-@` are allowed"#,
        ],
    );
}
