//! The recipes in `examples/cookbook`, as a user copies them: they are right, pass their tests here and in the emulator, and
//! deploy.

use crate::{served::Served, support::Folder};
use std::{
    fs,
    path::{Path, PathBuf},
};

fn recipes() -> Vec<PathBuf> {
    let cookbook = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/cookbook");
    let mut recipes: Vec<PathBuf> = fs::read_dir(cookbook).unwrap().map(|entry| entry.unwrap().path()).collect();
    recipes.retain(|path| path.is_dir());
    recipes.sort();
    assert!(recipes.len() >= 8, "{recipes:?}");
    recipes
}

fn copied(recipe: &Path) -> Folder {
    let folder = Folder::new();
    for entry in fs::read_dir(recipe).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            folder.write(path.file_name().unwrap().to_str().unwrap(), fs::read(&path).unwrap());
        }
    }
    folder
}

#[test]
fn a_recipe_deploys_to_the_emulator() {
    for recipe in recipes() {
        let folder = copied(&recipe);
        let found = folder.run("validate --format json").ok().json();
        assert!(found["diagnostics"].as_array().unwrap().is_empty(), "{}: {found:#}", recipe.display());
        folder.run("test").ok().out_has(" of 1 function passed.\n");
        // What the recipe's tests take its store to hold, if it has one.
        let service = Served::with_keys(&folder, "revoked-certificates", &["9e2a", "0aff"]);
        service.run(&folder, "apply --auto-approve --remote-tests").ok().err_has(" passed after");
        service.run(&folder, "plan --detailed-exitcode").ok();
    }
}
