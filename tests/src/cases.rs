//! Cases: a configuration and an observed state in, a plan and diagnostics out, each a file that every surface's runner
//! reads. What the files mean is written in `tests/cases/README.md`; this module is one reading of it.

use crate::{difference::difference, folder::give};
use connfn::{Digest, ObservedState, Palette, PlanRequest, PlanResponse, Sources, observed};
use std::{
    collections::BTreeSet,
    fs, io,
    path::{Path, PathBuf},
};

/// What a case may hold besides its expectations.
const INPUTS: [&str; 3] = ["case.json", "config", "observed.json"];

/// One folder of `tests/cases`.
#[derive(Debug)]
pub struct Case {
    pub name: String,
    folder: PathBuf,
}

/// What a case expects: a file's name, and its text if the file is to exist.
type Expectation = (&'static str, Option<String>);

impl Case {
    /// Every case, by name.
    pub fn all() -> Vec<Self> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases");
        let folders = fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir());
        let mut cases: Vec<Self> = folders
            .map(|folder| Self { name: folder.file_name().unwrap().to_str().unwrap().to_owned(), folder })
            .collect();
        cases.sort_by(|a, b| a.name.cmp(&b.name));
        cases
    }

    /// The case that this one writes in JSON syntax, if it is one: `NAME-json` is `NAME` in `.tf.json`.
    pub fn namesake(&self) -> Option<Self> {
        let name = self.name.strip_suffix("-json")?;
        let folder = self.folder.with_file_name(name);
        folder.is_dir().then(|| Self { name: name.to_owned(), folder })
    }

    /// The text of an expectation.
    pub fn expectation(&self, file: &str) -> Option<String> {
        read_optional(&self.folder.join(file)).unwrap()
    }

    /// Runs the case. With `update` the expectations are written instead of compared.
    pub fn run(&self, update: bool) -> Result<(), String> {
        let observed = self.observed()?;
        check_observed(&observed)?;
        let (mut request, config) = self.request(observed)?;
        let response = plan(&mut request, &config)?;
        check_documents(&request, &response)?;
        let expectations = expectations(&response);
        self.check_listing(&expectations, update)?;
        let problems: Vec<String> =
            expectations.iter().filter_map(|(file, text)| self.compare(file, text.as_deref()?, update).err()).collect();
        if problems.is_empty() { Ok(()) } else { Err(problems.join("\n")) }
    }

    /// The request with every file that it asks for, and the plan.
    pub fn planned(&self) -> Result<(PlanRequest, PlanResponse), String> {
        let (mut request, config) = self.request(self.observed()?)?;
        let response = plan(&mut request, &config)?;
        Ok((request, response))
    }

    /// The configuration, with every file that it asks for.
    pub fn sources(&self) -> Result<Sources, String> {
        let (mut request, config) = self.request(connfn::empty_account())?;
        plan(&mut request, &config)?;
        Ok(request.sources)
    }

    /// The request: the members of `case.json` beside the sources, which are still empty, and the observed state; and the
    /// configuration's folder.
    fn request(&self, observed: ObservedState) -> Result<(PlanRequest, PathBuf), String> {
        let options = read_optional(&self.folder.join("case.json"))?.unwrap_or_else(|| "{}".to_owned());
        let mut request: serde_json::Value =
            serde_json::from_str(&options).map_err(|error| format!("case.json: {error}"))?;
        let members = request.as_object_mut().ok_or("case.json: not an object")?;
        for given in ["sources", "observed"] {
            if members.contains_key(given) {
                return Err(format!("case.json: `{given}` comes from the other files"));
            }
        }
        let mut config = self.folder.join("config");
        if let Some(folder) = members.remove("folder") {
            config.push(folder.as_str().ok_or("case.json: `folder` is not a path")?);
        }
        members.entry("stack").or_insert_with(|| "site-1".into());
        let mut sources = serde_json::to_value(Sources::default()).unwrap();
        if let (Some(variables), Some(sources)) = (members.remove("variables"), sources.as_object_mut()) {
            sources.insert("variables".into(), variables);
        }
        members.insert("sources".into(), sources);
        members.insert("observed".into(), serde_json::to_value(observed).unwrap());
        let request = serde_json::from_value(request).map_err(|error| format!("case.json: {error}"))?;
        Ok((request, config))
    }

    fn observed(&self) -> Result<ObservedState, String> {
        match read_optional(&self.folder.join("observed.json"))? {
            None => Ok(connfn::empty_account()),
            Some(text) => {
                let observed = connfn::read_observed(&text).map_err(|error| format!("observed.json: {error:?}"))?;
                // One spelling, so that two cases can be compared with a plain diff.
                match difference(&text, &connfn::observed_to_json(&observed)) {
                    Some(difference) => Err(format!("observed.json is not written as connfn writes it\n{difference}")),
                    None => Ok(observed),
                }
            }
        }
    }

    /// A file that nothing reads would promise something that nobody checks.
    fn check_listing(&self, expectations: &[Expectation], update: bool) -> Result<(), String> {
        let expected = expectations.iter().filter(|(_, text)| text.is_some()).map(|(file, _)| *file);
        let known: BTreeSet<&str> = INPUTS.into_iter().chain(expected).collect();
        let mut strays = Vec::new();
        for entry in fs::read_dir(&self.folder).map_err(|error| error.to_string())? {
            let path = entry.map_err(|error| error.to_string())?.path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            if known.contains(name.as_str()) {
                continue;
            }
            if update && expectations.iter().any(|(file, _)| *file == name) {
                fs::remove_file(&path).map_err(|error| error.to_string())?;
            } else {
                strays.push(name);
            }
        }
        if strays.is_empty() { Ok(()) } else { Err(format!("nothing reads these files: {}", strays.join(", "))) }
    }

    fn compare(&self, file: &str, text: &str, update: bool) -> Result<(), String> {
        let path = self.folder.join(file);
        let expected = read_optional(&path)?;
        if expected.as_deref() == Some(text) {
            return Ok(());
        }
        if update {
            return fs::write(&path, text).map_err(|error| error.to_string());
        }
        match expected {
            None => Err(format!("{file} is missing")),
            Some(expected) => {
                let difference = difference(&expected, text).unwrap_or_default();
                Err(format!("{file} differs (- expected, + actual)\n{difference}"))
            }
        }
    }
}

/// Plans, giving the configuration every file that it asks for, and the names in every folder that may hold tests.
fn plan(request: &mut PlanRequest, config: &Path) -> Result<PlanResponse, String> {
    for entry in fs::read_dir(config).map_err(|error| format!("config: {error}"))? {
        let name = entry.map_err(|error| error.to_string())?.file_name().to_string_lossy().into_owned();
        if connfn::is_configuration(&name) {
            give(&mut request.sources, config, &name)?;
        }
    }
    loop {
        let response = connfn::plan(request);
        if response.needs.is_empty() && response.wants.is_empty() {
            return Ok(response);
        }
        for name in response.needs.iter().chain(&response.wants) {
            let Sources { files, listings, unavailable, .. } = &request.sources;
            if files.contains_key(name) || listings.contains_key(name) || unavailable.contains_key(name) {
                return Err(format!("`{name}` was given, and asked for again"));
            }
            give(&mut request.sources, config, name)?;
        }
    }
}

fn expectations(response: &PlanResponse) -> [Expectation; 3] {
    let plan = response.plan.as_ref();
    let mut diagnostics = serde_json::to_string_pretty(&response.diagnostics).unwrap();
    diagnostics.push('\n');
    [
        ("diagnostics.json", Some(diagnostics)),
        ("plan.json", plan.map(connfn::plan_to_json)),
        ("plan.txt", plan.map(|plan| connfn::render_plan(plan, Palette::Plain))),
    ]
}

/// What must hold of every case's documents, whatever they say.
fn check_documents(request: &PlanRequest, response: &PlanResponse) -> Result<(), String> {
    if connfn::plan(request) != *response {
        return Err("the same request gave another plan".to_owned());
    }
    if connfn::plan_as_json(request) != connfn::json::compact(response) {
        return Err("the plan as JSON is not the plan's JSON".to_owned());
    }
    let diagnostics = serde_json::to_string(&response.diagnostics).unwrap();
    check_reads_back("the diagnostics", &response.diagnostics, serde_json::from_str, &diagnostics)?;
    let checked = connfn::check(&connfn::CheckRequest { sources: request.sources.clone() });
    let desired = serde_json::to_string(&checked.desired).unwrap();
    check_reads_back("what is desired", &checked.desired, serde_json::from_str, &desired)?;
    if let Some(plan) = &response.plan {
        // What is in its way may well have been there before; what it shows is what was.
        let mut stale = connfn::check_current(plan, &request.observed);
        stale.retain(|found| found.message.contains("the plan shows"));
        if !stale.is_empty() {
            return Err(format!("a plan shows what was not: {stale:#?}"));
        }
        let read = connfn::read_plan(&connfn::plan_to_json(plan));
        if read.as_ref() != Ok(plan) {
            return Err(format!("the plan does not read back: {:?}", read.map(|_| "as another plan")));
        }
    }
    Ok(())
}

fn check_reads_back<'a, T: PartialEq>(
    what: &str,
    value: &T,
    back: impl FnOnce(&'a str) -> serde_json::Result<T>,
    text: &'a str,
) -> Result<(), String> {
    let back = back(text).map_err(|error| format!("{what}: {error}"))?;
    if back == *value { Ok(()) } else { Err(format!("{what} changed on the way through JSON")) }
}

/// An observed state that CloudFront could not have would make the case worthless.
fn check_observed(state: &ObservedState) -> Result<(), String> {
    for (digest, code) in &state.code {
        if code.as_text().is_some_and(|text| Digest::of(text.as_bytes()) != *digest) {
            return Err(format!("observed.json: the code under `{digest}` has another digest"));
        }
    }
    let stages = state.functions.values().flat_map(|function| [Some(&function.development), function.live.as_ref()]);
    let contents = stages.flatten().filter_map(|stage| stage.content.as_ref());
    let held: BTreeSet<&Digest> = contents.map(|observed::Content { code, .. }| code).collect();
    if held.iter().any(|digest| !state.code.contains_key(digest)) {
        return Err("observed.json: a stage's code is not held".to_owned());
    }
    Ok(())
}

fn read_optional(path: &Path) -> Result<Option<String>, String> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(format!("{}: {error}", path.display())),
    }
}
