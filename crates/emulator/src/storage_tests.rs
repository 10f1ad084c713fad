//! Tests of the state file.
use super::{StateFile, StateFileError};
use crate::state::State;

#[test]
fn what_was_saved_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("deep/er/state.json");
    let (file, state) = StateFile::open(&path).unwrap();
    assert!(state.is_none());
    let mut state = State::new(5);
    let first = state.ids.etag();
    file.save(&state).unwrap();
    drop(file);
    let (_file, read) = StateFile::open(&path).unwrap();
    let mut read = read.unwrap();
    assert_eq!(read.ids.etag(), state.ids.etag());
    assert_ne!(read.ids.etag(), first);
}

#[test]
fn a_second_emulator_is_kept_away() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state.json");
    let held = StateFile::open(&path).unwrap();
    assert!(matches!(StateFile::open(&path), Err(StateFileError::Locked { .. })));
    drop(held);
    StateFile::open(&path).unwrap();
}

#[test]
fn a_file_that_is_not_whole_or_not_ours_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state.json");
    let (file, _) = StateFile::open(&path).unwrap();
    file.save(&State::new(5)).unwrap();
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
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state.json");
    let (file, _) = StateFile::open(&path).unwrap();
    file.save(&State::new(5)).unwrap();
    std::fs::write(folder.path().join("state.json.tmp"), "{\"format").unwrap();
    file.save(&State::new(6)).unwrap();
    drop(file);
    assert!(StateFile::open(&path).unwrap().1.is_some());
}
