//! The order in which names are worked out: each after what it refers to, and what resources need before all else.

use super::{declare::Declared, modules};
use crate::{
    evaluate::{Name, references, references_of_body},
    folders::{Called, Folder},
    problem::{Place, Problems},
    question::Question,
    schema,
    syntax::Block,
};
use alloc::{format, string::String, vec::Vec};
use connfn_core::ordered::{Map, Set};
use connfn_core::{address::Address, checks, diagnostic::Code};

type Edges = Vec<(Name, Place)>;

/// The names to work out for the folder of this number, in order, and how many of them resources and imports need: the first
/// ones. Reports circles, whose members come in some order.
pub(super) fn order(
    declared: &Declared<'_>,
    folders: &[Folder],
    at: usize,
    questions: &[Question],
    problems: &mut Problems,
) -> (Vec<Name>, usize) {
    let mut walk = Walk {
        declared,
        is_root: at == 0,
        edges: Map::new(),
        done: Set::new(),
        order: Vec::new(),
        circled: Set::new(),
    };
    let resources = declared.resources.keys().map(|(kind, label)| Name::Resource(*kind, label.clone()));
    let imported = declared.imports.iter().flat_map(|block| references_of_body(&block.body)).map(|(name, _)| name);
    // A module in which nothing is managed is worked out only if something else needs it.
    let calls = folders.get(at).into_iter().flat_map(|folder| folder.calls.iter());
    let managed = calls.filter_map(|(name, called)| match called {
        Called::Folder(to) if folders.get(*to).is_some_and(|folder| folder.managed) => Some(Name::Module(name.clone())),
        _ => None,
    });
    // Whoever calls a module may need any of its outputs.
    let outputs = declared.outputs.values().filter(|_| at > 0);
    let outputs = outputs.filter_map(|block| block.body.attribute("value")).flat_map(|value| references(&value.value));
    let outputs = outputs.map(|(name, _)| name);
    // What a variable says of itself holds whether or not a resource uses it. One without a value is only missed where it is used.
    let has_value = |(name, block): &(&String, &&Block)| {
        at > 0 || declared.assigned.contains_key(*name) || block.body.attribute("default").is_some()
    };
    let variables = declared.variables.iter().filter(has_value).map(|(name, _)| Name::Variable(name.clone()));
    // The checks of function code go by it.
    let checks = Name::Local(checks::LOCAL.into());
    let checks = declared.locals.contains_key(checks::LOCAL).then_some(checks).filter(|_| at == 0);
    for root in resources.chain(imported).chain(managed).chain(outputs).chain(checks) {
        walk.visit(root, problems);
    }
    let needed = walk.order.len();
    let told = declared.outputs.values().copied().chain(declared.checks.iter().copied());
    let told = told.flat_map(|block| references_of_body(&block.body)).map(|(name, _)| name);
    let asked = questions.iter().filter_map(|question| question.expression.as_ref()).flat_map(references);
    let idle = declared.locals.keys().map(|name| Name::Local(name.clone()));
    for root in told.chain(variables).chain(asked.map(|(name, _)| name)).chain(idle) {
        walk.visit(root, problems);
    }
    (walk.order, needed)
}

struct Walk<'w, 'd> {
    declared: &'w Declared<'d>,
    is_root: bool,
    edges: Map<Name, Edges>,
    done: Set<Name>,
    order: Vec<Name>,
    circled: Set<Name>,
}

impl Walk<'_, '_> {
    /// Depth first without recursion: a configuration may be as deep as its author likes.
    fn visit(&mut self, root: Name, problems: &mut Problems) {
        let mut path: Vec<(Name, usize)> = Vec::new();
        self.enter(root, &mut path);
        while let Some((name, next)) = path.last_mut() {
            let edge = self.edges.get(name).and_then(|edges| edges.get(*next)).map(|(name, _)| name.clone());
            *next += 1;
            match edge {
                None => {
                    if let Some((name, _)) = path.pop() {
                        self.done.insert(name.clone());
                        self.order.push(name);
                    }
                }
                Some(to) => match path.iter().position(|(name, _)| *name == to) {
                    Some(start) => self.circle(path.get(start..).unwrap_or_default(), problems),
                    None => self.enter(to, &mut path),
                },
            }
        }
    }

    fn enter(&mut self, name: Name, path: &mut Vec<(Name, usize)>) {
        if !self.done.contains(&name) {
            let edges = self.edges_of(&name);
            self.edges.insert(name.clone(), edges);
            path.push((name, 0));
        }
    }

    fn edges_of(&self, name: &Name) -> Edges {
        match name {
            Name::Variable(variable) => match self.declared.variables.get(variable) {
                // A validation may look at others, and always looks at the variable itself.
                Some(block) => {
                    let validations = schema::blocks_named(&block.body, "validation").into_iter();
                    let edges = validations.flat_map(|validation| references_of_body(&validation.body));
                    edges.filter(|(to, _)| to != name).collect()
                }
                None => Vec::new(),
            },
            Name::Local(local) => {
                self.declared.locals.get(local).map(|attribute| references(&attribute.value)).unwrap_or_default()
            }
            Name::Provider(provider, alias) => match self.declared.providers.get(&(provider.clone(), alias.clone())) {
                // Only its default tags are worked out.
                Some(block) => schema::references_of_provider_tags(block),
                None => Vec::new(),
            },
            Name::Module(call) => {
                self.declared.modules.get(call).map(|block| modules::edges(block)).unwrap_or_default()
            }
            Name::Resource(kind, label) => {
                let Some(block) = self.declared.resources.get(&(*kind, label.clone())) else { return Vec::new() };
                let mut edges = references_of_body(&block.body);
                for (words, place) in Declared::dependencies(block) {
                    if let Some(Ok(Some((kind, label)))) = words.map(|(_, words)| self.declared.target(&words)) {
                        edges.push((Name::Resource(kind, label), place));
                    }
                }
                let provider = match schema::provider_reference(&block.body) {
                    Ok(Some((name, alias, place))) => (Name::Provider(name, alias), place),
                    _ => (Name::Provider(String::from("aws"), None), block.header),
                };
                edges.push(provider);
                edges
            }
        }
    }

    /// Reports a circle, given the path that leads around it, unless all its members are in one that was reported.
    fn circle(&mut self, path: &[(Name, usize)], problems: &mut Problems) {
        if path.iter().all(|(name, _)| self.circled.contains(name)) {
            return;
        }
        self.circled.extend(path.iter().map(|(name, _)| name.clone()));
        let mut steps = path.iter().filter_map(|(name, next)| {
            // Each has just followed the edge before its next one.
            let (to, place) = self.edges.get(name)?.get(next.checked_sub(1)?)?;
            Some((name.text(), to.text(), *place))
        });
        let Some((first, to, place)) = steps.next() else { return };
        let mut round = format!("`{first}` → `{to}`");
        let mut related = Vec::new();
        for (from, to, place) in steps {
            round.push_str(&format!(" → `{to}`"));
            related.push((format!("`{from}` refers to `{to}` here"), place));
        }
        // Within a module it is true of all instances.
        if let (true, Some((Name::Resource(kind, label), _))) = (self.is_root, path.first()) {
            problems.address = Some(Address::root(*kind, label));
        }
        let alone = related.is_empty();
        let through_module = path.iter().any(|(name, _)| matches!(name, Name::Module(_)));
        let message = if alone {
            format!("`{first}` refers to itself")
        } else {
            format!("these refer to each other in a circle: {round}")
        };
        let problem = problems.add(Code::ReferenceCycle, place, message);
        for (message, place) in related {
            problem.related(message, place);
        }
        problem.help(match (alone, through_module) {
            (true, _) => "write the value itself",
            (false, false) => "one of them must do without the other",
            (false, true) => "one of them must do without the other; connfn works each module out as a whole",
        });
        problems.address = None;
    }
}
