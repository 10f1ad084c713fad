//! The kinds of change, each with the past that it starts from.

use connfn_tests::spec::{FunctionSpec, Spec, StoreSpec};
use std::collections::BTreeMap;

/// One kind of change.
pub(crate) struct Row {
    pub(crate) name: String,
    /// The configurations that were applied before, one after the other.
    pub(crate) past: Vec<Spec>,
    pub(crate) hands: Vec<Hand>,
    pub(crate) wanted: Spec,
    pub(crate) adopt: bool,
    pub(crate) destroy: bool,
    /// CloudFront runs a test of each function.
    pub(crate) tested: bool,
}

/// What another hand did since.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Hand {
    EditDevelopment,
    /// Edits DEVELOPMENT and publishes it.
    EditBoth,
    EditStore,
    /// Takes connfn's tags away.
    Disown,
    /// Lets a distribution use the function.
    Associate,
}

const ALLOW: &str = "function connectionHandler(c) { c.allow(); }";
const DENY: &str = "function connectionHandler(c) { c.deny(); }";

/// One function.
fn gate() -> FunctionSpec {
    FunctionSpec {
        name: "gate".to_owned(),
        code: ALLOW.into(),
        comment: "a gate".into(),
        runtime: "cloudfront-js-2.0",
        store: None,
        publish: true,
        tags: BTreeMap::from([("Team".to_owned(), "edge".into())]),
    }
}

fn spec(edit: impl FnOnce(&mut FunctionSpec), stores: &[&str]) -> Spec {
    let mut function = gate();
    edit(&mut function);
    let stores = stores.iter().map(|label| {
        let store = StoreSpec { name: format!("store-{label}"), comment: String::new() };
        ((*label).to_owned(), store)
    });
    Spec {
        functions: BTreeMap::from([("gate".to_owned(), function)]),
        stores: stores.collect(),
        default_tags: BTreeMap::new(),
    }
}

fn plain() -> Spec {
    spec(|_| {}, &[])
}

fn with_store(store: &'static str, stores: &[&str]) -> Spec {
    spec(|function| function.store = Some(store.to_owned()), stores)
}

fn row(name: &str, past: impl IntoIterator<Item = Spec>, hands: &[Hand], wanted: Spec) -> Row {
    let (past, hands) = (past.into_iter().collect(), hands.to_vec());
    Row { name: name.to_owned(), past, hands, wanted, adopt: false, destroy: false, tested: false }
}

pub(crate) fn rows() -> Vec<Row> {
    let unpublished = || spec(|function| function.publish = false, &[]);
    let commented = || spec(|function| function.comment = "another".into(), &[]);
    let denying = || spec(|function| function.code = DENY.into(), &[]);
    let denying_unpublished = spec(
        |function| {
            function.code = DENY.into();
            function.publish = false;
        },
        &[],
    );
    let renamed_store = {
        let mut spec = with_store("a", &["a"]);
        spec.stores.values_mut().for_each(|store| "another".clone_into(&mut store.name));
        spec
    };
    let other_comment_of_store = {
        let mut spec = with_store("a", &["a"]);
        spec.stores.values_mut().for_each(|store| "a comment".clone_into(&mut store.comment));
        spec
    };
    let relabelled = {
        let mut spec = plain();
        spec.functions = BTreeMap::from([("door".to_owned(), gate())]);
        spec
    };
    let other_tags = spec(
        |function| {
            let tags = [("Team", "core"), ("Stage", "prod"), ("Empty", "")];
            function.tags = tags.into_iter().map(|(key, value)| (key.to_owned(), value.into())).collect();
        },
        &[],
    );
    vec![
        row("create", [], &[], unpublished()),
        row("create and publish", [], &[], plain()),
        row("create with a store", [], &[], with_store("a", &["a"])),
        row("update code", [plain()], &[], denying()),
        row("update code, unpublished", [unpublished()], &[], denying_unpublished.clone()),
        row("update comment", [plain()], &[], commented()),
        row("swap store", [with_store("a", &["a", "b"])], &[], with_store("b", &["a", "b"])),
        row("swap store, old one goes", [with_store("a", &["a"])], &[], with_store("b", &["b"])),
        Row { tested: true, ..row("create and publish what is tested", [], &[], plain()) },
        Row { tested: true, ..row("update what is tested", [plain()], &[], denying()) },
        Row {
            tested: true,
            ..row("update what is tested and not published", [unpublished()], &[], denying_unpublished.clone())
        },
        row("add store", [plain()], &[], with_store("a", &["a"])),
        row("remove store", [with_store("a", &["a"])], &[], plain()),
        row("rename store", [with_store("a", &["a"])], &[], renamed_store),
        row("comment of store", [with_store("a", &["a"])], &[], other_comment_of_store),
        row("LIVE is missing", [unpublished()], &[], plain()),
        row("LIVE is stale", [plain(), denying_unpublished], &[], denying()),
        row("LIVE is edited", [plain()], &[Hand::EditBoth], plain()),
        row("DEVELOPMENT is edited", [plain()], &[Hand::EditDevelopment], plain()),
        row("store is edited", [with_store("a", &["a"])], &[Hand::EditStore], with_store("a", &["a"])),
        row("rename", [plain()], &[], spec(|function| "door".clone_into(&mut function.name), &[])),
        row("another address", [plain()], &[], relabelled),
        row("tags", [plain()], &[], other_tags),
        row("update what a distribution uses", [plain()], &[Hand::Associate], denying()),
        row("comment of what a distribution uses", [plain()], &[Hand::Associate], commented()),
        row("delete", [plain()], &[], Spec::default()),
        row("delete with its store", [with_store("a", &["a"])], &[], Spec::default()),
        Row { destroy: true, ..row("destroy", [with_store("a", &["a"])], &[], Spec::default()) },
        Row { adopt: true, ..row("adopt", [with_store("a", &["a"])], &[Hand::Disown], with_store("a", &["a"])) },
        Row { adopt: true, ..row("adopt and update", [plain()], &[Hand::Disown], denying()) },
    ]
}
