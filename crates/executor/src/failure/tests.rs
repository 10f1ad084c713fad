//! Tests of `failure`: the words for a chain of errors.

use super::*;

#[derive(Debug)]
struct Layer(&'static str, Option<Box<Layer>>);

impl std::fmt::Display for Layer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.0)
    }
}

impl Error for Layer {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.1.as_deref().map(|layer| layer as _)
    }
}

#[test]
fn a_description_leaves_out_layers_and_repetition() {
    let cause = Layer("refused", None);
    let middle = Layer("tcp connect error: refused", Some(Box::new(cause)));
    let outer = Layer("io error", Some(Box::new(Layer("client error (Connect)", Some(Box::new(middle))))));
    assert_eq!(describe(&outer), "tcp connect error: refused");
}

#[test]
fn a_description_is_never_empty_or_more_than_a_line() {
    assert_eq!(describe(&Layer("timeout", None)), "timeout");
    assert_eq!(describe(&Layer("a\n  b", None)), "a b");
    assert_eq!(describe(&Layer("nothing found. Attempted:\n  here\n  there", None)), "nothing found");
}

#[test]
fn a_description_never_shows_a_request() {
    let request = r#"failed to apply endpoint `foo` to request `Request { body: SdkBody { inner: "secret" } }`: no"#;
    let layer = Layer(request, Some(Box::new(Layer("endpoint must contain scheme", None))));
    assert_eq!(describe(&layer), "failed to apply endpoint `foo`: endpoint must contain scheme");
}
