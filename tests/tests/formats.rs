//! Every case through every format and back: what is converted gives the same plan, to the byte.

use connfn::{ConvertRequest, Format, Map, PlanResponse, Sources};
use connfn_tests::cases::Case;

const FORMATS: [Format; 4] = [Format::Tf, Format::Yaml, Format::Toml, Format::Json];

/// What cannot be written in Terraform's language, each with the reason.
const NOT_TO_TF: [(&str, &str); 1] =
    [("other-resources-are-left-alone", "which members of other resources are blocks only their provider knows")];

/// The sources with the configuration's documents in another format, or what stands in the way.
fn converted(sources: &Sources, to: Format) -> Result<Sources, String> {
    let request = ConvertRequest { sources: sources.clone(), to };
    let response = connfn::convert(&request);
    let Some(text) = response.text else {
        return Err(format!("{to:?}: {:?}", response.diagnostics));
    };
    let is_values = |name: &str| name.ends_with(".tfvars") || name.ends_with(".tfvars.json");
    let others = sources.files.iter().filter(|(name, _)| is_values(name) || !connfn::is_configuration(name));
    let mut files: Map<_, _> = others.map(|(name, text)| (name.clone(), text.clone())).collect();
    files.insert(response.name, text);
    Ok(Sources { files, ..sources.clone() })
}

/// The plan, to the byte. Where a plan is blocked its report says in which line of which file, which may change.
fn essence(response: &PlanResponse) -> Option<String> {
    let plan = response.plan.as_ref()?;
    let text = connfn::plan_to_json(plan);
    if !text.contains("\"location\"") {
        return Some(text);
    }
    let mut value: serde_json::Value = serde_json::from_str(&text).ok()?;
    without_locations(&mut value);
    // It is of the locations too.
    value.as_object_mut()?.remove("digest");
    Some(value.to_string())
}

fn without_locations(value: &mut serde_json::Value) {
    match value {
        serde_json::Value::Array(items) => items.iter_mut().for_each(without_locations),
        serde_json::Value::Object(members) => {
            members.remove("location");
            members.values_mut().for_each(without_locations);
        }
        _ => {}
    }
}

#[test]
fn every_case_through_every_format_and_back() {
    let mut failed = Vec::new();
    let mut count = 0;
    for case in Case::all() {
        let Ok((request, response)) = case.planned() else {
            failed.push(format!("{}: it cannot be planned", case.name));
            continue;
        };
        if response.plan.is_none() {
            // A mistake may be refused, and must stay one.
            for to in FORMATS {
                if let Ok(sources) = converted(&request.sources, to) {
                    let planned = connfn::plan(&connfn::PlanRequest { sources, ..request.clone() });
                    if planned.plan.is_some() {
                        failed.push(format!("{} {to:?}: a mistake was lost", case.name));
                    }
                }
            }
            continue;
        }
        let formats =
            if NOT_TO_TF.iter().any(|(name, _)| *name == case.name) { FORMATS.split_at(1).1 } else { &FORMATS };
        count += 1;
        let expected = essence(&response);
        for &to in formats {
            let mut problem = |what: String, sources: &Sources| {
                let documents = sources.files.iter().filter(|(name, _)| connfn::is_configuration(name));
                let texts: Vec<String> = documents.map(|(name, text)| format!("--- {name}\n{text}")).collect();
                let texts = texts.join("\n");
                failed.push(format!("{} {to:?}: {what}\n{texts}", case.name));
            };
            let there = match converted(&request.sources, to) {
                Ok(sources) => sources,
                Err(error) => {
                    problem(error, &request.sources);
                    continue;
                }
            };
            let found = essence(&connfn::plan(&connfn::PlanRequest { sources: there.clone(), ..request.clone() }));
            if found != expected {
                problem(format!("{found:?}\nand not {expected:?}"), &there);
                continue;
            }
            for &back in formats {
                match converted(&there, back) {
                    Ok(sources) => {
                        let found = essence(&connfn::plan(&connfn::PlanRequest {
                            sources: sources.clone(),
                            ..request.clone()
                        }));
                        if found != expected {
                            problem(format!("and back to {back:?}: {found:?}\nand not {expected:?}"), &sources);
                        }
                    }
                    Err(error) => problem(format!("and back: {error}"), &there),
                }
            }
        }
    }
    assert!(failed.is_empty(), "{} failed\n{}", failed.len(), failed.join("\n\n"));
    assert!(count > 100, "only {count} cases were converted");
}

/// Uses its store.
const CODE: &str = "import cf from 'cloudfront';\n\nasync function connectionHandler(connection) {\n  const known = await cf.kvs().exists(connection.clientIp);\n  return known ? connection.allow() : connection.deny();\n}\n";

/// Every example of the page is a configuration, and all of them are one.
#[test]
fn the_examples_of_the_page() {
    let page = include_str!("../../docs/formats.md");
    let mut found = Vec::new();
    for block in page.split("\n```connfn.").skip(1) {
        let Some((format, rest)) = block.split_once('\n') else { continue };
        let Some((text, _)) = rest.split_once("\n```") else { continue };
        let files = [(format!("connfn.{format}"), text.to_owned()), ("gate.js".to_owned(), CODE.to_owned())];
        let sources = Sources { files: files.into_iter().collect(), ..Sources::default() };
        let checked = connfn::check(&connfn::CheckRequest { sources: sources.clone() });
        assert_eq!(checked.diagnostics, [], "{text}");
        let request = connfn::PlanRequest { sources, stack: "site-1".to_owned(), ..connfn::PlanRequest::default() };
        found.push(essence(&connfn::plan(&request)));
    }
    assert_eq!(found.len(), 3);
    assert!(found.iter().all(|plan| plan.is_some() && Some(plan) == found.first()));
}
