//! The ways out of what keeps a call from leaving, for an examination and for whoever else makes calls.

pub const SIGN_IN: &str = "sign in, as with `aws sso login`, or set `AWS_PROFILE`, or `AWS_ACCESS_KEY_ID` and \
                           `AWS_SECRET_ACCESS_KEY`; `--emulator` needs no credentials";

pub const CONNECT: &str = "check the network, `HTTPS_PROXY`, and the endpoint that `--endpoint-url`, \
                           `AWS_ENDPOINT_URL_CLOUDFRONT` or `AWS_ENDPOINT_URL` gives";
