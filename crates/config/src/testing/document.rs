//! One document of tests: a list of cases, or a map of `defaults` and `cases`.

use super::{
    connection::Written,
    members::{Members, know, members_of, text, wrong},
    reader::{Items, Reader},
};
use crate::{
    problem::Place,
    suggest::did_you_mean,
    syntax::{Datum, Node},
    timestamp::Timestamp,
};
use alloc::{format, string::String, vec::Vec};
use connfn_core::{
    diagnostic::Code,
    testing::{Decision, Expectation, TestConnection},
};

const DOCUMENT: [&str; 2] = ["cases", "defaults"];
const DEFAULTS: [&str; 4] = ["connection", "now", "store", "store_file"];
const CASE: [&str; 6] = ["connection", "expect", "name", "now", "store", "store_file"];
const EXPECT: [&str; 4] = ["custom_data", "decision", "error", "logs"];

/// More than anybody writes, and few enough to be run at every plan.
pub(super) const MOST_CASES: usize = 1000;

/// How many bytes all cases of a document may come to, with what each takes from the defaults.
const MOST_BYTES: usize = 16 * 1024 * 1024;

/// A case, whichever function it is a test of.
#[derive(Clone, Debug)]
pub(super) struct Case {
    pub(super) name: String,
    pub(super) place: Place,
    pub(super) connection: TestConnection,
    /// What is in the store, and where the case or the defaults say it.
    pub(super) store: Option<(Items, Place)>,
    /// The instant at which it runs, as RFC 3339 writes it.
    pub(super) now: Option<String>,
    pub(super) expect: Expectation,
}

/// What cases have unless they say something else.
#[derive(Default)]
struct Defaults {
    connection: Option<Written>,
    store: Option<(Items, Place)>,
    now: Option<String>,
    /// Something in them was reported.
    bad: bool,
}

impl Reader<'_, '_> {
    /// The cases of a document. Those with a problem, which is reported, are left out.
    pub(super) fn document(&mut self, root: &Node) -> Vec<Case> {
        let (defaults, list) = match &root.value {
            Datum::List(_) => (Defaults::default(), root),
            Datum::Map(_) => {
                let Some(members) = members_of(root, "a test document", self.problems) else { return Vec::new() };
                if !members.contains_key("cases") && (members.contains_key("name") || members.contains_key("expect")) {
                    let message = "a test document is a list of tests, and this is a test alone";
                    self.problems
                        .add(Code::WrongType, root.place, message)
                        .help("begin it with `- `, and indent its lines");
                    return Vec::new();
                }
                let is_known = know(&members, "a test document", &DOCUMENT, self.problems);
                let defaults = members.get("defaults").map(|member| self.defaults(&member.node)).unwrap_or_default();
                let Some(cases) = members.get("cases") else {
                    if !is_known {
                        return Vec::new();
                    }
                    self.lacks(root.place, "a test document lacks its `cases`", "write a list of tests");
                    return Vec::new();
                };
                (defaults, &cases.node)
            }
            _ => {
                wrong(root, "a test document is a list of cases, or a map with `cases`", self.problems);
                return Vec::new();
            }
        };
        self.cases(list, &defaults)
    }

    fn cases(&mut self, list: &Node, defaults: &Defaults) -> Vec<Case> {
        let Datum::List(items) = &list.value else {
            self.problems
                .add(Code::WrongType, list.place, "`cases` is a list")
                .help("write a case: `name`, `connection` and `expect`");
            return Vec::new();
        };
        if items.is_empty() {
            let message = "there is no test in this list";
            self.problems
                .add(Code::NoTests, list.place, message)
                .help("write a case: `name`, `connection` and `expect`");
        }
        if items.len() > MOST_CASES {
            let message =
                format!("there are {} tests, and connfn runs at most {MOST_CASES} of a document", items.len());
            self.problems.add(Code::TooManyTests, list.place, message);
            return Vec::new();
        }
        let mut cases = Vec::new();
        let mut bytes = 0;
        for item in items {
            let Some(case) = self.case(item, defaults) else { continue };
            bytes += size(&case);
            if bytes > MOST_BYTES {
                let message = format!(
                    "the tests of a document come to at most {MOST_BYTES} bytes, with what each takes from the defaults"
                );
                self.problems.add(Code::TooManyTests, list.place, message);
                return Vec::new();
            }
            cases.push(case);
        }
        cases
    }

    fn defaults(&mut self, node: &Node) -> Defaults {
        let mark = self.problems.mark();
        let needed = self.needs.len();
        let mut defaults = Defaults::default();
        if let Some(members) = members_of(node, "`defaults`", self.problems) {
            know(&members, "`defaults`", &DEFAULTS, self.problems);
            defaults.connection = members.get("connection").and_then(|member| self.connection(&member.node));
            defaults.store = self.store_of(&members);
            defaults.now = self.now_of(&members);
        }
        defaults.bad = self.problems.failed_since(mark) || self.needs.len() > needed;
        defaults
    }

    /// A case. `None` if something is wrong with it, which was reported.
    fn case(&mut self, node: &Node, defaults: &Defaults) -> Option<Case> {
        let mark = self.problems.mark();
        let members = members_of(node, "a test", self.problems)?;
        let is_known = know(&members, "a test", &CASE, self.problems);
        let name = self.name(node, &members);
        let connection = match members.get("connection") {
            Some(member) => self.connection(&member.node).map(|written| written.over(defaults.connection.as_ref())),
            None => defaults.connection.as_ref().map(|written| written.over(None)),
        };
        // What is called otherwise may be what is lacking.
        if connection.is_none() && !members.contains_key("connection") && !defaults.bad && is_known {
            let help =
                "give the connection object, a certificate by `pem_file`, or the name of a preset, such as `valid`";
            self.lacks(node.place, "the test lacks its `connection`", help);
        }
        let store = self.store_of(&members);
        let now = self.now_of(&members);
        let expect = match members.get("expect") {
            Some(member) => self.expect(&member.node),
            None if is_known => {
                self.lacks(node.place, "the test lacks what it expects", "write `expect: allow` or `expect: deny`");
                None
            }
            None => None,
        };
        let (name, place) = name?;
        let case = Case {
            name,
            place,
            connection: connection?,
            store: store.or_else(|| defaults.store.clone()),
            now: now.or_else(|| defaults.now.clone()),
            expect: expect?,
        };
        (!defaults.bad && !self.problems.failed_since(mark)).then_some(case)
    }

    fn name(&mut self, node: &Node, members: &Members<'_>) -> Option<(String, Place)> {
        let Some(member) = members.get("name") else {
            self.lacks(node.place, "the test lacks its `name`", "say in a few words what it shows");
            return None;
        };
        let name = text(&member.node, "`name`", self.problems)?;
        if name.trim().is_empty() || name.contains(char::is_control) {
            let message = "the name of a test is one line of text";
            self.problems.add(Code::InvalidTestName, member.node.place, message);
            return None;
        }
        Some((name, member.node.place))
    }

    /// The contents of the store that these members give, and where.
    fn store_of(&mut self, members: &Members<'_>) -> Option<(Items, Place)> {
        let (file, own) = (members.get("store_file").copied(), members.get("store").copied());
        let place = own.or(file).map(|member| member.place);
        self.store(file, own).zip(place)
    }

    /// The instant that these members give.
    fn now_of(&mut self, members: &Members<'_>) -> Option<String> {
        let node = &members.get("now")?.node;
        let written = match &node.value {
            Datum::String(text) | Datum::Number(text) => text.as_str(),
            _ => "",
        };
        if Timestamp::parse(written).is_some() {
            return Some(written.into());
        }
        let completed =
            [format!("{written}T00:00:00Z"), format!("{}Z", written.trim_end_matches('Z').replace(' ', "T"))];
        let meant = completed.iter().find(|text| Timestamp::parse(text).is_some());
        let example = meant.map_or("2026-01-31T12:00:00Z", String::as_str);
        let message =
            if written.is_empty() { "`now` is an instant".into() } else { format!("`{written}` is not an instant") };
        self.problems
            .add(Code::InvalidInstant, node.place, message)
            .help(format!("write it as RFC 3339 does, with a zone: `{example}`"));
        None
    }

    fn expect(&mut self, node: &Node) -> Option<Expectation> {
        if let Datum::String(_) = &node.value {
            return self.decision(node).map(Expectation::of);
        }
        if !matches!(node.value, Datum::Map(_)) {
            self.problems
                .add(Code::WrongType, node.place, "`expect` is a decision, or a map")
                .help("the decisions are `allow`, `deny` and `none`");
            return None;
        }
        let members = members_of(node, "`expect`", self.problems)?;
        know(&members, "`expect`", &EXPECT, self.problems);
        let mark = self.problems.mark();
        let mut text_of =
            |name: &str| members.get(name).and_then(|member| text(&member.node, &format!("`{name}`"), self.problems));
        let (custom_data, error) = (text_of("custom_data"), text_of("error"));
        if let (Some(""), Some(member)) = (error.as_deref(), members.get("error")) {
            let message = "`error` is part of the message of an exception, and this fits every one";
            self.problems.add(Code::IncompleteTest, member.node.place, message).help("write what tells it from others");
        }
        let logs = members.get("logs").and_then(|member| self.logs(&member.node));
        let decision = match members.get("decision") {
            Some(member) => self.decision(&member.node),
            // What ends in an exception has rarely decided before.
            None if members.contains_key("error") => Some(Decision::None),
            None => {
                self.lacks(node.place, "`expect` lacks its `decision`", "write `decision: allow` or `decision: deny`");
                None
            }
        };
        let expect = Expectation { decision: decision?, logs, custom_data, error };
        (!self.problems.failed_since(mark)).then_some(expect)
    }

    fn decision(&mut self, node: &Node) -> Option<Decision> {
        let word = text(node, "a decision", self.problems)?;
        let decision = Decision::parse(&word);
        if decision.is_none() {
            let known = Decision::ALL.map(Decision::as_str);
            let help = did_you_mean(&word, known, "there are").unwrap_or_default();
            self.problems.add(Code::UnknownTestValue, node.place, format!("there is no decision `{word}`")).help(help);
        }
        decision
    }

    fn logs(&mut self, node: &Node) -> Option<Vec<String>> {
        let Datum::List(items) = &node.value else {
            wrong(node, "`logs` is a list of lines", self.problems);
            return None;
        };
        items.iter().map(|item| text(item, "a line of `logs`", self.problems)).collect()
    }

    fn lacks(&mut self, place: Place, message: &str, help: &str) {
        self.problems.add(Code::IncompleteTest, place, message).help(help);
    }
}

/// How many bytes a case holds, of what may be much.
fn size(case: &Case) -> usize {
    let items = case.store.iter().flat_map(|(items, _)| items);
    let source = match &case.connection.source {
        connfn_core::testing::ConnectionSource::Pem(pem) => pem.len(),
        _ => 0,
    };
    source + case.connection.object.len() + items.map(|(key, value)| key.len() + value.len()).sum::<usize>()
}
