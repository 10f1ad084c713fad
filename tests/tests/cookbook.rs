//! The cookbook in `examples/cookbook`: nothing is to be said of a recipe, it passes its tests, and njs, whose language is that of
//! connection functions, decides as the simulator does. Where there is no njs, that is left out.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "what should not happen ends the test")]

use connfn::{CheckRequest, CheckResponse, Checks, Sources};
use connfn_core::testing::TestReport;
use connfn_simulator::{DEFAULT_NOW, Decision, Engine, ErrorKind, InProcess, Outcome, Request, ScriptError};
use connfn_testing::Selection;
use connfn_tests::folder;
use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

/// The name of each recipe and what its configuration says, with its tests.
fn recipes() -> Vec<(String, CheckResponse)> {
    let cookbook = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/cookbook");
    let folders = fs::read_dir(cookbook).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir());
    let mut recipes: Vec<_> = folders.map(|path| (name_of(&path), checked(&path))).collect();
    recipes.sort_by(|one, other| one.0.cmp(&other.0));
    assert!(recipes.len() >= 8, "{}", recipes.len());
    recipes
}

fn name_of(path: &Path) -> String {
    path.file_name().unwrap().to_str().unwrap().to_owned()
}

fn checked(path: &Path) -> CheckResponse {
    let mut request = CheckRequest { sources: Sources::default() };
    for entry in fs::read_dir(path).unwrap() {
        let name = name_of(&entry.unwrap().path());
        if connfn::is_configuration(&name) {
            folder::give(&mut request.sources, path, &name).unwrap();
        }
    }
    loop {
        let response = connfn::check(&request);
        if response.needs.is_empty() && response.wants.is_empty() {
            return response;
        }
        for name in response.needs.iter().chain(&response.wants) {
            folder::give(&mut request.sources, path, name).unwrap();
        }
    }
}

fn run(recipe: &CheckResponse, engine: &dyn Engine) -> TestReport {
    connfn_testing::run(&recipe.desired, &recipe.tests, &Checks::default(), &Selection::default(), engine)
}

#[test]
fn nothing_is_to_be_said_of_a_recipe() {
    for (name, recipe) in recipes() {
        assert!(recipe.diagnostics.is_empty(), "{name}: {:#?}", recipe.diagnostics);
        assert_eq!(recipe.desired.functions.len(), 1, "{name}");
    }
}

#[test]
fn the_page_names_every_recipe() {
    let page = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/cookbook/README.md")).unwrap();
    let rows = page.lines().filter(|line| line.starts_with("| [")).count();
    let recipes = recipes();
    assert_eq!(rows, recipes.len());
    for (name, _) in recipes {
        assert!(page.contains(&format!("| [{name}]({name}/) | ")), "{name}");
    }
}

#[test]
fn a_recipe_passes_its_tests_which_go_through_nearly_all_of_it() {
    for (name, recipe) in recipes() {
        let report = run(&recipe, &InProcess);
        let (_, function) = report.functions.iter().next().unwrap_or_else(|| panic!("{name} has no tests"));
        for case in &function.cases {
            assert!(case.passed(), "{name}: {case:#?}");
        }
        let decided = |decision| function.cases.iter().any(|case| case.decision == decision);
        assert!(decided(connfn_core::testing::Decision::Allow), "{name}");
        assert!(decided(connfn_core::testing::Decision::Deny), "{name}");
        // No test can make a store fail.
        let (all, hit) = (function.coverage.lines.len(), function.coverage.hit.len());
        assert!(hit * 4 >= all * 3, "{name}: {hit} of {all} lines");
    }
}

#[test]
fn njs_decides_as_the_simulator_does() {
    let Some(njs) = Njs::find() else {
        assert!(env::var_os("CONNFN_REQUIRE_OPTIONAL").is_none(), "there is no njs on the PATH or in CONNFN_NJS");
        return;
    };
    for (name, recipe) in recipes() {
        let (here, there) = (run(&recipe, &InProcess), run(&recipe, &njs));
        for ((_, here), (_, there)) in here.functions.iter().zip(&there.functions) {
            for (here, there) in here.cases.iter().zip(&there.cases) {
                let told = |case: &connfn_core::testing::TestCaseReport| {
                    (case.decision, case.custom_data.clone(), case.error.clone(), case.problems.clone())
                };
                assert_eq!(told(here), told(there), "{name}: {}", here.name);
            }
        }
    }
}

/// njs as an engine.
struct Njs(PathBuf);

impl Njs {
    fn find() -> Option<Self> {
        let program = env::var_os("CONNFN_NJS").map_or_else(|| "njs".into(), PathBuf::from);
        let version = Command::new(&program).arg("-v").output().ok()?;
        version.status.success().then_some(Self(program))
    }
}

impl Engine for Njs {
    fn simulate(&self, request: &Request) -> Outcome {
        let folder = tempfile::tempdir().unwrap();
        let items = serde_json::to_string(&request.store.clone().unwrap_or_default()).unwrap();
        let module = format!("const items = {items};\n{}", include_str!("cookbook/cloudfront.js"));
        fs::write(folder.path().join("cloudfront"), module).unwrap();
        let driver = include_str!("cookbook/driver.js").trim_end();
        let now = request.now.as_deref().unwrap_or(DEFAULT_NOW);
        let program = format!("{}\n{driver}({}, Date.parse('{now}'));\n", request.code, request.connection);
        let file = folder.path().join("function.js");
        fs::write(&file, program).unwrap();
        let output = Command::new(&self.0).arg("-q").arg("-p").arg(folder.path()).arg(&file).output().unwrap();
        let printed = String::from_utf8(output.stdout).unwrap();
        let (logs, told) = printed.split_once("--- told: ").unwrap_or_else(|| panic!("njs: {printed}"));
        let told: serde_json::Value = serde_json::from_str(told).unwrap();
        let text = |member: &str| told[member].as_str().map(str::to_owned);
        Outcome {
            decision: match told["decision"].as_str() {
                Some("allow") => Decision::Allow,
                Some("deny") => Decision::Deny,
                Some("none") => Decision::None,
                other => panic!("decided {other:?}"),
            },
            logs: logs.lines().map(str::to_owned).collect(),
            custom_data: text("custom_data"),
            error: text("error").map(|message| ScriptError {
                kind: ErrorKind::Thrown,
                message,
                line: None,
                column: None,
                help: None,
                code: None,
            }),
            ..Outcome::default()
        }
    }
}
