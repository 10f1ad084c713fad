//! Runs every case through the library face. `UPDATE=1` writes what the cases expect; read it before you commit it.

use connfn_tests::cases::Case;

#[test]
fn cases() {
    let update = std::env::var_os("UPDATE").is_some_and(|value| value == "1");
    let cases = Case::all();
    let failed: Vec<String> = cases
        .iter()
        .filter_map(|case| case.run(update).err().map(|problem| format!("== {}\n{problem}", case.name)))
        .collect();
    assert!(
        failed.is_empty(),
        "{} of {} cases failed; UPDATE=1 writes what they now give\n\n{}\n",
        failed.len(),
        cases.len(),
        failed.join("\n\n")
    );
    assert!(cases.len() >= 50, "the cases are not where this looks for them: only {} found", cases.len());
}

/// The same configuration in the other syntax is the same plan, to the byte.
#[test]
fn tf_and_tf_json_give_one_plan() {
    let pairs: Vec<(Case, Case)> = Case::all().into_iter().filter_map(|case| Some((case.namesake()?, case))).collect();
    assert!(!pairs.is_empty());
    for (hcl, json) in pairs {
        for file in ["plan.json", "plan.txt"] {
            assert_eq!(hcl.expectation(file), json.expectation(file), "{file} of {} and {}", hcl.name, json.name);
        }
    }
}
