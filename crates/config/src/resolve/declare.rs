//! What the top level of the documents declares, by name. Labels and repetitions are judged here, values are not.

use super::given::Given;
use crate::{
    evaluate::{Words, static_address},
    problem::{Place, Problems},
    schema::blocks_named,
    suggest::{character, did_you_mean, nearest, printable},
    syntax::{Attribute, BLOCKS, Block, Body, Expression, Key, Kind, expression_in},
};
use alloc::{format, string::String, vec::Vec};
use connfn_core::{
    address::{Address, ResourceType},
    checks,
    diagnostic::Code,
};
use connfn_core::{nearest::distance, ordered::Map};

/// A managed resource, or none if another type of resource is named.
pub(super) type Target = Option<(ResourceType, String)>;

/// Why a reference names no resource, and the way out.
pub(super) type NoTarget = (String, Option<String>);

/// A reference in `depends_on` and its words, or none if it is no reference, and its place.
pub(super) type Dependency = (Option<(Expression, Words)>, Place);

/// The blocks of all documents.
#[derive(Debug, Default)]
pub(super) struct Declared<'d> {
    pub(super) resources: Map<(ResourceType, String), &'d Block>,
    /// By name and alias.
    pub(super) providers: Map<(String, Option<String>), &'d Block>,
    pub(super) locals: Map<String, &'d Attribute>,
    pub(super) variables: Map<String, &'d Block>,
    /// The values that are given to variables from outside.
    pub(super) assigned: Map<String, Given<'d>>,
    pub(super) imports: Vec<&'d Block>,
    /// Resources of other types, by type and name, and data sources, whose types start with `data.`.
    pub(super) others: Map<(String, String), Place>,
    /// Calls of modules.
    pub(super) modules: Map<String, &'d Block>,
    pub(super) moved: Vec<&'d Block>,
    pub(super) outputs: Map<String, &'d Block>,
    pub(super) checks: Vec<&'d Block>,
    pub(super) removed: Vec<&'d Block>,
    /// `terraform` blocks.
    pub(super) settings: Vec<&'d Block>,
}

pub(super) fn declare<'d>(documents: &'d [Body], problems: &mut Problems) -> Declared<'d> {
    let mut declared = Declared::default();
    for document in documents {
        for attribute in &document.attributes {
            problems
                .add(
                    Code::UnknownArgument,
                    attribute.place,
                    format!("the argument `{}` stands outside every block", attribute.name),
                )
                .help("a value of one's own is declared in a `locals` block");
        }
        for block in &document.blocks {
            let Some((_, labels)) = BLOCKS.iter().find(|(kind, _)| *kind == block.kind) else {
                let problem = problems.add(
                    Code::UnsupportedBlock,
                    block.kind_place,
                    format!("there is no block `{}`", block.kind),
                );
                if let Some(help) = did_you_mean(&block.kind, BLOCKS.iter().map(|(kind, _)| *kind), "there are") {
                    problem.help(help);
                }
                continue;
            };
            if labelled(block, labels, problems) {
                declared.add(block, problems);
            }
        }
    }
    declared
}

/// Whether a block has the labels that its kind needs.
fn labelled(block: &Block, labels: &[&str], problems: &mut Problems) -> bool {
    let kind = &block.kind;
    let mut usage = kind.clone();
    for label in labels {
        usage.push_str(" \"");
        usage.push_str(&label.to_uppercase());
        usage.push('"');
    }
    let help = format!("write `{usage} {{ … }}`");
    if let Some(extra) = block.labels.get(labels.len()) {
        let count = labels.len();
        let message = match count {
            0 => format!("a `{kind}` block has no labels"),
            1 => format!("a `{kind}` block has one label"),
            _ => format!("a `{kind}` block has {count} labels"),
        };
        problems.add(Code::InvalidLabels, extra.place, message).help(help);
        return false;
    }
    if let Some(missing) = labels.get(block.labels.len()) {
        let message = format!("the `{kind}` block lacks the label for its {missing}");
        problems.add(Code::InvalidLabels, block.header, message).help(help);
        return false;
    }
    let mut good = true;
    for (label, what) in block.labels.iter().zip(labels) {
        let bad = label.text.char_indices().find(|(at, c)| {
            !(c.is_alphanumeric() || *c == '_' || (*at > 0 && *c == '-')) || (*at == 0 && c.is_ascii_digit())
        });
        let message = match bad {
            _ if label.text.is_empty() => format!("the {what} of a `{kind}` block is empty"),
            Some((0, c)) => format!(
                "the {what} `{}` starts with `{}`",
                printable(&label.text),
                printable(c.encode_utf8(&mut [0; 4]))
            ),
            Some((_, c)) => {
                format!("the {what} `{}` holds {}", printable(&label.text), character(c))
            }
            None => continue,
        };
        problems
            .add(Code::InvalidLabels, label.place, message)
            .help("letters, digits, hyphens and underscores are allowed, and a letter or an underscore comes first");
        good = false;
    }
    good
}

impl<'d> Declared<'d> {
    fn add(&mut self, block: &'d Block, problems: &mut Problems) {
        let label = |index: usize| block.labels.get(index).map(|label| label.text.clone()).unwrap_or_default();
        match block.kind.as_str() {
            "resource" => self.resource(block, label(0), label(1), problems),
            "data" => {
                self.others.insert((format!("data.{}", label(0)), label(1)), block.header);
            }
            "provider" => self.provider(block, label(0), problems),
            "locals" => self.locals(&block.body, problems),
            "variable" => {
                if let Some((name, first)) = self.variables.insert_new(label(0), block) {
                    problems
                        .add(Code::DuplicateArgument, block.header, format!("the variable `{name}` is declared twice"))
                        .related("the first one", first.header);
                }
            }
            "import" => self.imports.push(block),
            "module" => {
                if let Some((name, first)) = self.modules.insert_new(label(0), block) {
                    problems
                        .add(Code::DuplicateArgument, block.header, format!("the module `{name}` is called twice"))
                        .related("the first call", first.header)
                        .help("give one of them another label");
                }
            }
            "output" => {
                if let Some((name, first)) = self.outputs.insert_new(label(0), block) {
                    problems
                        .add(Code::DuplicateArgument, block.header, format!("the output `{name}` is declared twice"))
                        .related("the first one", first.header);
                }
            }
            "check" => {
                for data in blocks_named(&block.body, "data") {
                    if let [kind, name] = data.labels.as_slice() {
                        self.others.insert((format!("data.{}", kind.text), name.text.clone()), data.header);
                    }
                    // In JSON the labels are members of members.
                    for kind in data.body.attributes.iter().filter(|_| data.body.json) {
                        let Kind::Object(entries) = &kind.value.kind else { continue };
                        for entry in entries {
                            if let Key::Word(name, place) = &entry.key {
                                self.others.insert((format!("data.{}", kind.name), name.clone()), *place);
                            }
                        }
                    }
                }
                self.checks.push(block);
            }
            "moved" => self.moved.push(block),
            "removed" => self.removed.push(block),
            "terraform" => self.settings.push(block),
            // `ephemeral` and `action` say nothing of what connfn manages.
            _ => {}
        }
    }

    fn resource(&mut self, block: &'d Block, kind: String, name: String, problems: &mut Problems) {
        let Some(resource_type) = ResourceType::parse(&kind) else {
            // A type that is nearly one of ours is a slip; leaving it alone in silence would be wrong.
            let slip = ResourceType::ALL.into_iter().find(|known| distance(known.as_str(), &kind) <= 3);
            if let (Some(meant), Some(label)) = (slip, block.labels.first()) {
                problems
                    .add(Code::UnsupportedBlock, label.place, format!("there is no resource type `{kind}`"))
                    .help(format!("did you mean `{meant}`?"));
            } else {
                self.others.insert((kind, name), block.header);
            }
            return;
        };
        if let Some(((_, name), first)) = self.resources.insert_new((resource_type, name), block) {
            let address = Address::root(resource_type, name);
            problems.address = Some(address.clone());
            problems
                .add(Code::DuplicateAddress, block.header, format!("`{address}` is declared twice"))
                .related("the first one", first.header)
                .help("give one of them another label");
            problems.address = None;
        }
    }

    fn provider(&mut self, block: &'d Block, name: String, problems: &mut Problems) {
        let alias = match block.body.attribute("alias").map(|alias| (&alias.value.kind, alias.value.place)) {
            None => None,
            Some((Kind::String(alias), _)) => Some(alias.clone()),
            Some((_, place)) => {
                problems.add(Code::WrongType, place, "an alias is a plain string");
                return;
            }
        };
        if let Some(((name, alias), first)) = self.providers.insert_new((name, alias), block) {
            let message = match alias {
                Some(alias) => format!("the provider `{name}.{alias}` is configured twice"),
                None => format!("the provider `{name}` is configured twice"),
            };
            problems
                .add(Code::TooManyBlocks, block.header, message)
                .related("the first one", first.header)
                .help("give one of them another `alias`");
        }
    }

    fn locals(&mut self, body: &'d Body, problems: &mut Problems) {
        for attribute in &body.attributes {
            if let Some((name, first)) = self.locals.insert_new(attribute.name.clone(), attribute) {
                let message = format!("the local value `{name}` is declared twice");
                problems.add(Code::DuplicateArgument, attribute.place, message).related("the first one", first.place);
            }
        }
        for block in &body.blocks {
            problems
                .add(
                    Code::WrongType,
                    block.kind_place,
                    format!("`{}` in `locals` is a block and not a value", block.kind),
                )
                .help(format!("write `{} = {{ … }}`", block.kind));
        }
    }

    /// Reports what a module that is called cannot hold, or holds for itself alone.
    pub(super) fn refuse_what_belongs_outside(&mut self, problems: &mut Problems) {
        for block in self.imports.drain(..) {
            problems
                .add(Code::InvalidImport, block.header, "an `import` block stands in the outermost folder only")
                .help("move it there, and write the module's name before the address: `to = module.LABEL.TYPE.LABEL`");
        }
        if let Some(attribute) = self.locals.get(checks::LOCAL) {
            let message = format!("`{}` of a module that is called is not honoured", checks::LOCAL);
            problems
                .add(Code::NotHonoured, attribute.place, message)
                .help("declare it in the outermost folder, whose checks are those of every module");
        }
    }

    /// The resource that a reference names.
    pub(super) fn target(&self, words: &[(String, Place)]) -> Result<Target, NoTarget> {
        let [(kind, _), (name, _)] = words else {
            return Err(("a resource is named by its type and its label".into(), None));
        };
        let Some(kind) = ResourceType::parse(kind) else {
            if self.others.contains_key(&(kind.clone(), name.clone())) {
                return Ok(None);
            }
            return match nearest(kind, ResourceType::ALL.iter().map(|kind| kind.as_str())) {
                Some(near) => {
                    Err((format!("there is no resource type `{kind}`"), Some(format!("did you mean `{near}`?"))))
                }
                None => Ok(None),
            };
        };
        if self.resources.contains_key(&(kind, name.clone())) {
            return Ok(Some((kind, name.clone())));
        }
        let labels = self.resources.keys().filter(|(other, _)| *other == kind).map(|(_, label)| label.as_str());
        Err((format!("`{kind}.{name}` is not declared"), did_you_mean(name, labels, "declared are")))
    }

    /// What `depends_on` names. The keys of instances do not matter to it.
    pub(super) fn dependencies(block: &Block) -> Vec<Dependency> {
        match block.body.attribute("depends_on").map(|attribute| &attribute.value) {
            None => Vec::new(),
            Some(value) => match &value.kind {
                Kind::List(items) => items.iter().map(|item| (dependency(item), item.place)).collect(),
                _ => [(None, value.place)].into(),
            },
        }
    }
}

/// A reference and its words. In JSON it is written as a string, as it was everywhere long ago.
fn dependency(item: &Expression) -> Option<(Expression, Words)> {
    let reference = match &item.kind {
        Kind::String(text) => expression_in(text, item.place)?,
        _ => item.clone(),
    };
    let words: Words = static_address(&reference)?.into_iter().map(|word| (word.text, word.place)).collect();
    (words.len() > 1).then_some((reference, words))
}
