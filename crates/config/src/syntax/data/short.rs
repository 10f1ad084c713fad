//! The short form, which a person would write: `functions`, `stores`, `tags` and `checks` become the resources, the provider and the
//! local value that they stand for, each part in its own place. What the values are is judged later, with those of the long form.

use crate::{
    problem::{Place, Problems},
    suggest::{did_you_mean, nearest},
    syntax::{
        hcl::written::{is_word, template_in_quotes, template_of},
        node::{Member, Node, Value},
    },
};
use alloc::{borrow::ToOwned, format, string::String, vec::Vec};
use connfn_core::{
    address::ResourceType,
    checks,
    diagnostic::Code,
    limits::{Runtime, STORES_PER_FUNCTION},
};

/// The members of a document that are short for others.
const DOCUMENT: [&str; 4] = ["checks", "functions", "stores", "tags"];

/// What Terraform allows in every resource, and so the short form too.
const META: [&str; 5] = ["count", "depends_on", "for_each", "lifecycle", "provider"];

pub(crate) const FUNCTION: [&str; 8] = ["code", "comment", "name", "publish", "runtime", "stores", "tags", "tests"];

pub(crate) const STORE: [&str; 2] = ["comment", "name"];

/// The document with what is short in it written out.
pub(crate) fn written_out(root: Node, problems: &mut Problems) -> Node {
    let Node { place, value } = root;
    let value = match value {
        Value::Map(members) => Value::Map(document(members, problems)),
        Value::List(roots) => Value::List(roots.into_iter().map(|root| written_out(root, problems)).collect()),
        value => value,
    };
    Node { place, value }
}

/// The tests that functions hold, by the label of the function.
pub(crate) fn tests_of(root: &Node) -> Vec<(String, Node)> {
    let roots = match &root.value {
        Value::List(roots) => roots.as_slice(),
        _ => core::slice::from_ref(root),
    };
    let maps = roots.iter().filter_map(|root| named(root, "functions"));
    let functions = maps.flat_map(|functions| match &functions.node.value {
        Value::Map(functions) => functions.as_slice(),
        _ => &[],
    });
    functions
        .filter_map(|function| Some((function.name.clone(), named(&function.node, "tests")?.node.clone())))
        .collect()
}

fn document(members: Vec<Member>, problems: &mut Problems) -> Vec<Member> {
    let provider =
        members.iter().filter(|member| member.name == "provider").find_map(|member| named(&member.node, "aws"));
    let provider = provider.map(|member| member.place);
    let stores = members.iter().find(|member| member.name == "stores").map(|member| member.node.clone());
    let mut written = Vec::new();
    for member in members {
        let place = member.place;
        match member.name.as_str() {
            "functions" => {
                let kind = ResourceType::ConnectionFunction;
                let write: Write =
                    &|resource, members, problems| function(resource, members, stores.as_ref(), problems);
                written.push(resources(kind, &member, write, problems));
            }
            "stores" => {
                let kind = ResourceType::KeyValueStore;
                written.push(resources(kind, &member, &store, problems));
            }
            "tags" => {
                if let Some(provider) = provider {
                    problems
                        .add(
                            Code::TooManyBlocks,
                            place,
                            "`tags` stands beside the provider `aws`, whose tags they would be",
                        )
                        .related("the provider", provider)
                        .help("write them into its `default_tags`");
                    continue;
                }
                let tags = map(place, [Member { node: member.node, ..member }]);
                let aws = map(place, [within(place, "default_tags", tags)]);
                written.push(within(place, "provider", map(place, [within(place, "aws", aws)])));
            }
            "checks" => {
                let checks = Member { name: checks::LOCAL.to_owned(), ..member };
                written.push(within(place, "locals", map(place, [checks])));
            }
            // A block of Terraform's, which asserts something.
            "check" => written.push(member),
            name => match nearest(name, DOCUMENT) {
                Some(near) => {
                    problems
                        .add(Code::UnsupportedBlock, place, format!("there is no block `{name}`"))
                        .help(format!("did you mean `{near}`?"));
                }
                None => written.push(member),
            },
        }
    }
    written
}

/// Writes the members of a resource out. None if it cannot, which is reported.
type Write<'w> = &'w dyn Fn(&Member, &[Member], &mut Problems) -> Option<Vec<Member>>;

/// The resources of one type, by their labels.
fn resources(kind: ResourceType, short: &Member, write: Write<'_>, problems: &mut Problems) -> Member {
    let mut labels = Vec::new();
    let place = short.place;
    if let Some(members) = members_of(&short.node, &format!("`{}` is a map of labels", short.name), problems) {
        for resource in members.iter().filter(|member| member.name != "//") {
            let what = format!("`{}` is a map", resource.name);
            let written =
                members_of(&resource.node, &what, problems).and_then(|members| write(resource, members, problems));
            if let Some(written) = written {
                labels.push(Member { node: map(resource.node.place, written), ..resource.clone() });
            }
        }
    }
    within(place, "resource", map(place, [within(place, kind.as_str(), map(place, labels))]))
}

fn members_of<'n>(node: &'n Node, what: &str, problems: &mut Problems) -> Option<&'n [Member]> {
    match &node.value {
        Value::Map(members) => Some(members),
        Value::Null => Some(&[]),
        _ => {
            problems.add(Code::WrongType, node.place, what);
            None
        }
    }
}

fn function(
    resource: &Member,
    members: &[Member],
    stores: Option<&Node>,
    problems: &mut Problems,
) -> Option<Vec<Member>> {
    let place = resource.place;
    let mut written = Vec::from([name(resource, members)]);
    let mut config = Vec::new();
    let mut code = None;
    let mut whole = true;
    for member in given(members) {
        match member.name.as_str() {
            "code" => code = Some(code_of(member, problems)),
            "comment" | "runtime" => config.push(member.clone()),
            "stores" => match association(member, stores, problems) {
                Some(association) => config.extend(association),
                None => whole = false,
            },
            // Tests are no part of the resource: `tests_of` finds them.
            "name" | "tests" => {}
            "publish" | "tags" => written.push(member.clone()),
            "lifecycle" => {
                let mut member = member.clone();
                lifecycle(&mut member.node);
                written.push(member);
            }
            _ => whole &= other(member, "a function", &FUNCTION, &mut written, problems),
        }
    }
    match code {
        // What is said of a misspelt one tells it.
        None if given(members).any(|member| nearest(&member.name, FUNCTION) == Some("code")) => return None,
        None => {
            problems
                .add(Code::MissingArgument, place, format!("the function `{}` lacks its `code`", resource.name))
                .help("write `code: { file: PATH }`, or the code itself");
            return None;
        }
        Some(code) => written.push(within_member(code?, "connection_function_code")),
    }
    let defaults = [("runtime", Runtime::Js2.as_str()), ("comment", "")];
    for (name, text) in defaults {
        if config.iter().all(|member| member.name != name) {
            config.push(within(place, name, Node { place, value: Value::String(text.to_owned()) }));
        }
    }
    written.push(within(place, "connection_function_config", map(place, config)));
    whole.then_some(written)
}

fn store(resource: &Member, members: &[Member], problems: &mut Problems) -> Option<Vec<Member>> {
    let mut written = Vec::from([name(resource, members)]);
    let mut whole = true;
    for member in given(members) {
        match member.name.as_str() {
            "name" => {}
            "comment" => written.push(member.clone()),
            _ => whole &= other(member, "a key value store", &STORE, &mut written, problems),
        }
    }
    whole.then_some(written)
}

/// The members that are there, without comments.
fn given(members: &[Member]) -> impl Iterator<Item = &Member> {
    members.iter().filter(|member| member.name != "//" && !matches!(member.node.value, Value::Null))
}

/// The name, which is the label unless something else is given.
fn name(resource: &Member, members: &[Member]) -> Member {
    match given(members).find(|member| member.name == "name") {
        Some(member) => member.clone(),
        None => {
            let place = resource.place;
            within(place, "name", Node { place, value: Value::String(template_of(&resource.name)) })
        }
    }
}

/// Takes what Terraform allows in every resource. Whether it was that.
fn other(
    member: &Member,
    what: &str,
    names: &[&'static str],
    written: &mut Vec<Member>,
    problems: &mut Problems,
) -> bool {
    let name = member.name.as_str();
    if META.contains(&name) {
        written.push(member.clone());
        return true;
    }
    let problem =
        problems.add(Code::UnknownArgument, member.place, format!("{what} in the short form has no member `{name}`"));
    if let Some(help) = did_you_mean(name, names.iter().copied().chain(META), "there are") {
        problem.help(help);
    }
    false
}

/// Gives the arguments that are short for others their names in `ignore_changes`.
fn lifecycle(node: &mut Node) {
    let Value::Map(members) = &mut node.value else { return };
    for member in members.iter_mut().filter(|member| member.name == "ignore_changes") {
        let Value::List(items) = &mut member.node.value else { continue };
        for item in items {
            let Value::String(name) = &mut item.value else { continue };
            let long = match name.as_str() {
                "code" => "connection_function_code",
                "comment" => "connection_function_config[0].comment",
                "runtime" => "connection_function_config[0].runtime",
                "stores" => "connection_function_config[0].key_value_store_association",
                _ => continue,
            };
            long.clone_into(name);
        }
    }
}

/// A function's code: a text that stands for itself, since JavaScript has templates of its own, or the file that holds it.
fn code_of(member: &Member, problems: &mut Problems) -> Option<Member> {
    let place = member.node.place;
    let node = match &member.node.value {
        Value::String(code) => Node { place, value: Value::String(template_of(code)) },
        Value::Map(members) => {
            let mut file = None;
            for inner in given(members) {
                match (inner.name.as_str(), &inner.node.value) {
                    ("file", Value::String(path)) => file = Some((path, inner.node.place)),
                    ("file", _) => {
                        problems.add(Code::WrongType, inner.node.place, "`file` is the path of a file");
                        return None;
                    }
                    (name, _) => {
                        problems
                            .add(Code::UnknownArgument, inner.place, format!("`code` has no member `{name}`"))
                            .help("write `code: { file: PATH }`");
                        return None;
                    }
                }
            }
            let Some((path, place)) = file else {
                problems
                    .add(Code::MissingArgument, member.place, "`code` lacks its `file`")
                    .help("write `code: { file: PATH }`");
                return None;
            };
            // As Terraform's users write it: a path within the folder of the configuration.
            let inside = template_in_quotes(path, place, problems)?;
            let inside = if path.starts_with("${") || path.starts_with('/') {
                inside
            } else {
                format!("${{path.module}}/{inside}")
            };
            Node { place, value: Value::Expression(format!("file(\"{inside}\")")) }
        }
        _ => {
            problems
                .add(Code::WrongType, place, "`code` is neither a text nor the name of a file")
                .help("write `code: { file: PATH }`, or the code itself");
            return None;
        }
    };
    Some(Member { node, ..member.clone() })
}

/// The block that associates a function with its store. `None` if the member is wrong; none in the list if there is no store.
fn association(member: &Member, stores: Option<&Node>, problems: &mut Problems) -> Option<Vec<Member>> {
    let items = match &member.node.value {
        Value::List(items) => items.as_slice(),
        Value::String(_) => core::slice::from_ref(&member.node),
        _ => {
            problems
                .add(Code::WrongType, member.node.place, "`stores` is a list of labels")
                .help("write `stores: [LABEL]`, with a label that stands below `stores`");
            return None;
        }
    };
    let Some(first) = items.first() else { return Some(Vec::new()) };
    if let Some(second) = items.get(1) {
        let message = format!("a function is associated with at most {STORES_PER_FUNCTION} key value store");
        problems.add(Code::TooManyBlocks, second.place, message).related("the first one", first.place);
        return None;
    }
    let Value::String(label) = &first.value else {
        problems.add(Code::WrongType, first.place, "a store is named by its label, or by its ARN");
        return None;
    };
    let name = label.strip_suffix(']').and_then(|instance| instance.split_once('[')).map_or(label.as_str(), |it| it.0);
    let value = if is_word(name) {
        if let (Some(several), true) = (stores.and_then(|stores| several(stores, name)), name == label) {
            let key = if several.name == "count" { "0" } else { "\"KEY\"" };
            problems
                .add(Code::UnknownReference, first.place, format!("the key value store `{label}` has instances"))
                .related(format!("its `{}`", several.name), several.place)
                .help(format!("name one of them: `{label}[{key}]`, in quotes"));
            return None;
        }
        Value::Expression(format!("{}.{label}.arn", ResourceType::KeyValueStore))
    } else {
        Value::String(label.clone())
    };
    let arn = within(first.place, "key_value_store_arn", Node { place: first.place, value });
    Some(Vec::from([within(member.place, "key_value_store_association", map(member.place, [arn]))]))
}

/// What gives a store its instances.
fn several<'n>(stores: &'n Node, label: &str) -> Option<&'n Member> {
    let store = &named(stores, label)?.node;
    named(store, "for_each").or_else(|| named(store, "count"))
}

fn named<'n>(node: &'n Node, name: &str) -> Option<&'n Member> {
    match &node.value {
        Value::Map(members) => members.iter().find(|member| member.name == name),
        Value::List(items) => items.iter().find_map(|item| named(item, name)),
        _ => None,
    }
}

fn within(place: Place, name: &str, node: Node) -> Member {
    Member { name: name.to_owned(), place, node }
}

fn within_member(member: Member, name: &str) -> Member {
    Member { name: name.to_owned(), ..member }
}

fn map(place: Place, members: impl IntoIterator<Item = Member>) -> Node {
    Node { place, value: Value::Map(members.into_iter().collect::<Vec<_>>()) }
}
