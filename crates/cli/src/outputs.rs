//! Outputs as Terraform prints them. What they are is the library's word.

use connfn::{ObservedState, Output, Outputs, OutputsRequest, Sources};
use serde_json::{Value, json};

/// The outputs of a configuration that has no errors, over what exists.
pub(crate) fn of(sources: &Sources, stack: &str, observed: Option<ObservedState>) -> Outputs {
    connfn::outputs(&OutputsRequest { sources: sources.clone(), stack: stack.to_owned(), observed }).outputs
}

/// Whether an output is none, as Terraform takes one without a value.
pub(crate) fn is_null(output: &Output) -> bool {
    output.json.as_deref() == Some("null")
}

/// One line an output, or several.
pub(crate) fn shown(outputs: &Outputs) -> String {
    let line = |(name, output): (&String, &Output)| {
        let text = if output.sensitive { "<sensitive>" } else { &output.text };
        format!("{name} = {text}\n")
    };
    outputs.iter().filter(|(_, output)| !is_null(output)).map(line).collect()
}

/// All outputs as Terraform's JSON has them. One that is known only after apply says so, and its value is null.
pub(crate) fn document(outputs: &Outputs) -> Value {
    let member = |(name, output): (&String, &Output)| {
        let kind: Value = serde_json::from_str(&output.kind).unwrap_or_default();
        let mut member = json!({ "sensitive": output.sensitive, "type": kind, "value": value(output) });
        if let (None, Some(member)) = (&output.json, member.as_object_mut()) {
            member.insert("unknown".to_owned(), Value::Bool(true));
        }
        (name.clone(), member)
    };
    Value::Object(outputs.iter().filter(|(_, output)| !is_null(output)).map(member).collect())
}

pub(crate) fn value(output: &Output) -> Value {
    output.json.as_deref().and_then(|json| serde_json::from_str(json).ok()).unwrap_or_default()
}
