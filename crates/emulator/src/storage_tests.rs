//! Tests of the state file.
use std::fs::File;
use std::path::{Path, PathBuf};

use super::{StateFile, StateFileError};
use crate::items::StoreItems;
use crate::state::{State, Store};

/// A folder, the path of a state file in it, and a file that was taken up there.
fn taken_up() -> (tempfile::TempDir, PathBuf, StateFile) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state.json");
    let (file, state) = StateFile::open(&path).unwrap();
    assert!(state.is_none());
    (folder, path, file)
}

fn read(path: &Path) -> State {
    StateFile::open(path).unwrap().1.unwrap()
}

fn json(state: &State) -> String {
    serde_json::to_string(state).unwrap()
}

/// Does one more thing to the state and saves it.
fn save(file: &mut StateFile, state: &mut State, comment: &str) -> std::io::Result<()> {
    let store = Store {
        name: "revoked".to_owned(),
        id: state.ids.uuid(),
        comment: comment.to_owned(),
        etag: state.ids.etag(),
        created_ms: 1,
        modified_ms: 2,
        tags: std::collections::BTreeMap::new(),
        items: StoreItems::default(),
    };
    state.stores.insert(store.name.clone(), store);
    file.save(state, &state.change())?;
    state.commit();
    Ok(())
}

#[test]
fn what_was_saved_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("deep/er/state.json");
    let (mut file, state) = StateFile::open(&path).unwrap();
    assert!(state.is_none());
    let mut state = State::new(5);
    for comment in ["one", "two", "three"] {
        save(&mut file, &mut state, comment).unwrap();
    }
    drop(file);
    let mut read = read(&path);
    assert_eq!(json(&read), json(&state));
    assert_eq!(read.ids.etag(), state.ids.etag());
}

#[test]
fn a_removal_is_read_too() {
    let (_folder, path, mut file) = taken_up();
    let mut state = State::new(5);
    save(&mut file, &mut state, "one").unwrap();
    state.stores.remove("revoked");
    file.save(&state, &state.change()).unwrap();
    drop(file);
    assert_eq!(read(&path).stores.len(), 0);
}

#[test]
fn a_file_that_was_given_up_is_one_document() {
    let (_folder, path, mut file) = taken_up();
    let mut state = State::new(5);
    let document = || serde_json::from_slice::<serde_json::Value>(&std::fs::read(&path).unwrap());
    save(&mut file, &mut state, "one").unwrap();
    document().unwrap();
    save(&mut file, &mut state, "two").unwrap();
    document().unwrap_err();
    file.tidy(&state).unwrap();
    document().unwrap();
    drop(file);
    assert_eq!(json(&read(&path)), json(&state));
}

#[test]
fn lines_do_not_outgrow_the_state_for_long() {
    let (_folder, path, mut file) = taken_up();
    let mut state = State::new(5);
    let long = "x".repeat(500_000);
    for _ in 0..20 {
        save(&mut file, &mut state, &long).unwrap();
        assert!(std::fs::metadata(&path).unwrap().len() < 4_000_000);
    }
    drop(file);
    assert_eq!(json(&read(&path)), json(&state));
}

#[test]
fn a_line_that_was_cut_by_a_kill_is_left_out() {
    let (_folder, path, mut file) = taken_up();
    let mut state = State::new(5);
    save(&mut file, &mut state, "one").unwrap();
    save(&mut file, &mut state, "two").unwrap();
    let kept = std::fs::read(&path).unwrap().len();
    let two = json(&state);
    save(&mut file, &mut state, "three ✓").unwrap();
    drop(file);
    let whole = std::fs::read(&path).unwrap();
    for length in kept..whole.len() - 1 {
        std::fs::write(&path, &whole[..length]).unwrap();
        assert_eq!(json(&read(&path)), two, "{length} of {}", whole.len());
    }
    // The next change is not lost behind the cut line.
    let (mut file, cut) = StateFile::open(&path).unwrap();
    let mut cut = cut.unwrap();
    save(&mut file, &mut cut, "four").unwrap();
    drop(file);
    assert_eq!(json(&read(&path)), json(&cut));
}

#[test]
fn a_line_that_is_not_ours_is_refused() {
    let (_folder, path, mut file) = taken_up();
    save(&mut file, &mut State::new(5), "one").unwrap();
    drop(file);
    let whole = std::fs::read_to_string(&path).unwrap();
    for line in ["{}\n", "words\n", "{\"ids\":1}\n", "}\n"] {
        std::fs::write(&path, format!("{whole}{line}")).unwrap();
        let error = StateFile::open(&path).unwrap_err();
        assert!(matches!(error, StateFileError::Foreign { .. }), "{line}: {error}");
    }
}

#[test]
fn after_a_change_that_could_not_be_written_the_file_is_made_whole() {
    let (_folder, path, mut file) = taken_up();
    let mut state = State::new(5);
    save(&mut file, &mut state, "one").unwrap();
    // A file that was opened to be read cannot be written, not even by root.
    file.lines.as_mut().unwrap().file = File::open(&path).unwrap();
    save(&mut file, &mut state, "two").unwrap_err();
    state.undo();
    let one = json(&state);
    assert_eq!(one.matches("two").count(), 0);
    save(&mut file, &mut state, "three").unwrap();
    drop(file);
    assert_eq!(json(&read(&path)), json(&state));
}

#[test]
fn a_second_emulator_is_kept_away() {
    let (_folder, path, held) = taken_up();
    assert!(matches!(StateFile::open(&path), Err(StateFileError::Locked { .. })));
    drop(held);
    StateFile::open(&path).unwrap();
}

#[test]
fn a_file_that_is_not_whole_or_not_ours_is_refused() {
    let (_folder, path, mut file) = taken_up();
    save(&mut file, &mut State::new(5), "one").unwrap();
    drop(file);
    let whole = std::fs::read_to_string(&path).unwrap();
    let document = whole.trim_end().len();
    let cuts = (0..document).map(|length| &whole.as_bytes()[..length]);
    for bytes in cuts.chain([&b"{}"[..], b"[1]", b"hello", b"\xFF"]) {
        std::fs::write(&path, bytes).unwrap();
        let error = StateFile::open(&path).unwrap_err();
        assert!(matches!(error, StateFileError::Foreign { .. }), "{bytes:?}: {error}");
        assert!(error.to_string().contains("state.json"));
    }
    std::fs::write(&path, whole.replace("connfn-emulator-state", "other")).unwrap();
    assert!(matches!(StateFile::open(&path), Err(StateFileError::Foreign { .. })));
    std::fs::write(&path, whole.replace("\"format_version\": 1", "\"format_version\": 2")).unwrap();
    let error = StateFile::open(&path).unwrap_err();
    assert!(matches!(error, StateFileError::Version { found: 2, .. }), "{error}");
}

#[test]
fn a_temporary_file_left_by_a_killed_process_does_no_harm() {
    let (folder, path, mut file) = taken_up();
    let mut state = State::new(5);
    std::fs::write(folder.path().join("state.json.tmp"), "{\"format").unwrap();
    save(&mut file, &mut state, "one").unwrap();
    drop(file);
    assert_eq!(json(&read(&path)), json(&state));
}
