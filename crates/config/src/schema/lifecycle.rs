//! `lifecycle`: what Terraform and connfn may do to a resource, and what must hold of it.

use super::{
    check,
    condition::{Verdict, judge},
    decoded::{Decoded, Given, IgnoredChanges},
    meta::not_honoured,
    shape::{Shape, blocks_named},
};
use crate::{
    evaluate::{Data, Evaluator},
    problem::Place,
    suggest::did_you_mean,
    syntax::{Attribute, Block, Expression, Kind, Step, StepKind, expression_in},
};
use alloc::{borrow::ToOwned, format, string::String, vec::Vec};
use connfn_core::{
    address::ResourceType,
    desired::{DesiredFunction, DesiredStore},
    diagnostic::Code,
};

const SHAPE: Shape = Shape {
    what: "`lifecycle`",
    required: &[],
    optional: &["create_before_destroy", "ignore_changes", "prevent_destroy", "replace_triggered_by"],
    blocks: &["precondition", "postcondition"],
};

/// Decodes the block of a resource.
pub(super) fn decode(evaluator: &mut Evaluator<'_, '_>, block: &Block, kind: ResourceType, decoded: &mut Decoded) {
    SHAPE.check(block, evaluator.problems);
    for attribute in &block.body.attributes {
        match attribute.name.as_str() {
            "prevent_destroy" => prevent_destroy(evaluator, attribute, decoded),
            "ignore_changes" => ignore_changes(evaluator, attribute, kind, decoded),
            // connfn always creates a resource before it destroys the one that it replaces: their names differ.
            "create_before_destroy" => literal_bool(evaluator, attribute),
            "replace_triggered_by" => {
                let help = "connfn replaces a resource only if its name changes, and updates it otherwise";
                let what = "`replace_triggered_by` of `lifecycle`";
                not_honoured(evaluator.problems, attribute.place, what, Some(help));
            }
            _ => {}
        }
    }
    for condition in blocks_named(&block.body, "precondition") {
        hold(evaluator, &condition, "precondition");
    }
}

fn literal_bool(evaluator: &mut Evaluator<'_, '_>, attribute: &Attribute) {
    if !matches!(attribute.value.kind, Kind::Bool(_) | Kind::Null) {
        let value = evaluator.evaluate(&attribute.value);
        if value.data.to_bool().is_none() && !value.data.is_unknown() {
            check::wrong_type(evaluator, &attribute.name, "a bool", &value);
        }
    }
}

fn prevent_destroy(evaluator: &mut Evaluator<'_, '_>, attribute: &Attribute, decoded: &mut Decoded) {
    let value = evaluator.evaluate(&attribute.value);
    decoded.prevent_destroy = match (&value.data, value.data.to_bool()) {
        (_, Some(protected)) => Given::Bool(protected),
        (Data::Null(_), None) => Given::Absent,
        (Data::Unknown, None) => Given::Bad,
        (_, None) => {
            if value.data.reference().is_some() {
                evaluator.not_known_yet(&value, "`prevent_destroy`");
                Given::Bad
            } else {
                check::wrong_type(evaluator, "prevent_destroy", "a bool", &value)
            }
        }
    };
}

fn ignore_changes(evaluator: &mut Evaluator<'_, '_>, attribute: &Attribute, kind: ResourceType, decoded: &mut Decoded) {
    let value = &attribute.value;
    let ignorable: &[&str] = match kind {
        ResourceType::ConnectionFunction => &DesiredFunction::IGNORABLE,
        ResourceType::KeyValueStore => &DesiredStore::IGNORABLE,
    };
    let ignored = &mut decoded.ignore_changes;
    match &value.kind {
        Kind::List(items) => {
            for item in items {
                ignored_change(evaluator, item, kind, ignored);
            }
        }
        Kind::Variable(word) if word == "all" => {
            ignored.arguments.extend(ignorable.iter().map(|argument| (*argument).to_owned()));
        }
        Kind::String(word) if word == "all" => {
            ignored.arguments.extend(ignorable.iter().map(|argument| (*argument).to_owned()));
        }
        _ => {
            evaluator
                .problems
                .add(Code::WrongType, value.place, "`ignore_changes` is a list of arguments, or `all`")
                .help("write `ignore_changes = [NAME]`");
        }
    }
}

/// One argument whose changes are ignored.
fn ignored_change(
    evaluator: &mut Evaluator<'_, '_>,
    item: &Expression,
    kind: ResourceType,
    ignored: &mut IgnoredChanges,
) {
    let inside = match &item.kind {
        Kind::String(text) => expression_in(text, item.place),
        _ => None,
    };
    let item = inside.as_ref().unwrap_or(item);
    let (root, steps): (_, &[Step]) = match &item.kind {
        Kind::Variable(root) => (root.as_str(), &[]),
        Kind::Traversal(found) => match &found.of.kind {
            Kind::Variable(root) => (root.as_str(), &found.steps),
            _ => ("", &[]),
        },
        _ => ("", &[]),
    };
    if root.is_empty() {
        evaluator
            .problems
            .add(Code::WrongType, item.place, "`ignore_changes` names arguments of the resource")
            .help("write the name without quotes, or of one tag `tags[\"KEY\"]`");
        return;
    }
    // A block stands in a list: `[0]` before a step into it says nothing more.
    let names: Vec<(&str, Place)> = steps
        .iter()
        .filter_map(|step| match &step.kind {
            StepKind::Attribute(name) => Some((name.as_str(), step.place)),
            StepKind::Index(Expression { kind: Kind::String(key), .. }) => Some((key.as_str(), step.place)),
            _ => None,
        })
        .collect();
    let mut ignore = |arguments: &[&str]| ignored.arguments.extend(arguments.iter().map(|it| (*it).to_owned()));
    let config = ["comment", "runtime", "key_value_store_association"];
    let unknown = match (kind, root, names.as_slice()) {
        (ResourceType::KeyValueStore, "name" | "comment", [])
        | (
            ResourceType::ConnectionFunction,
            "name" | "connection_function_code" | "publish" | "tags" | "tags_all",
            [],
        ) => {
            ignore(&[root]);
            None
        }
        (ResourceType::ConnectionFunction, "tags" | "tags_all", [(key, _)]) => {
            ignored.tag_keys.insert((*key).to_owned());
            None
        }
        (ResourceType::ConnectionFunction, "key_value_store_associations", _) => {
            ignore(&["key_value_store_association"]);
            None
        }
        (ResourceType::ConnectionFunction, "connection_function_config", []) => {
            ignore(&config);
            None
        }
        (ResourceType::ConnectionFunction, "connection_function_config", [(name, place), ..]) => {
            if config.contains(name) {
                ignore(&[name]);
                None
            } else {
                Some((*name, *place, config.as_slice()))
            }
        }
        (_, computed, _) if kind.computed_attributes().contains(&computed) => {
            let what = format!("`{computed}` in `ignore_changes`");
            let help = "CloudFront sets it, so that no change of it is ever planned";
            not_honoured(evaluator.problems, item.place, &what, Some(help));
            None
        }
        (ResourceType::KeyValueStore, name, _) => Some((name, item.place, ["name", "comment"].as_slice())),
        (ResourceType::ConnectionFunction, name, _) => Some((
            name,
            item.place,
            ["name", "connection_function_code", "connection_function_config", "publish", "tags"].as_slice(),
        )),
    };
    if let Some((name, place, known)) = unknown {
        let noun = kind.noun();
        let problem =
            evaluator.problems.add(Code::UnknownArgument, place, format!("a {noun} has no argument `{name}`"));
        if let Some(help) = did_you_mean(name, known.iter().copied(), "there are") {
            problem.help(help);
        }
    }
}

/// Holds a resource that has been worked out to its postconditions.
pub(crate) fn postconditions(evaluator: &mut Evaluator<'_, '_>, block: &Block, attributes: &Data) {
    for lifecycle in blocks_named(&block.body, "lifecycle") {
        for condition in blocks_named(&lifecycle.body, "postcondition") {
            evaluator.bound.push((String::from("self"), attributes.clone()));
            hold(evaluator, &condition, "postcondition");
            evaluator.bound.pop();
        }
    }
}

/// Reports a condition that does not hold, or that cannot be judged.
pub(crate) fn hold(evaluator: &mut Evaluator<'_, '_>, condition: &Block, what: &str) {
    match judge(evaluator, condition) {
        Verdict::Fails(said, place) => {
            evaluator.problems.add(Code::ConditionFails, place, format!("a {what} does not hold: {said}"));
        }
        Verdict::Unknown(place) => {
            let message =
                format!("whether this {what} holds is known only after apply, and connfn does not look again");
            evaluator.problems.add(Code::ConditionNotKnown, place, message);
        }
        Verdict::Holds | Verdict::Bad => {}
    }
}
