//! `show` and `observe`: what exists, whoever owns it.

use crate::support::{ADDRESS, Folder};

#[test]
fn everything_or_one_resource() {
    let folder = Folder::with("main.tf", include_str!("seed/store.tf"));
    folder.emulated("show").ok().err_has("There are no connection functions and no key value stores.");
    folder.emulated("apply --auto-approve").ok();

    let all = folder.emulated("show").ok().out_has(&format!("# {ADDRESS} (stack connfn-test-"));
    assert!(all.out.contains("example-kvs") && !all.out.contains("event.request"), "{}", all.out);
    let one = folder.emulated("show example-connection-function").ok().out_has("return event.request;");
    let one = one.out_has("live_stage_etag          = \"\"");
    assert!(!one.out.contains("resource \"aws_cloudfront_key_value_store\""), "{}", one.out);
    folder.emulated("show gone").code(1).err_has("there is no function or store `gone`");
}

#[test]
fn every_exported_attribute_is_there_by_any_name() {
    let folder = Folder::with("main.tf", include_str!("seed/tags.tf"));
    folder.emulated("apply --auto-approve").ok();
    let shown = folder.emulated("show example-connection-function --format json").ok().json();
    let resource = &shown["resources"][0];
    let attributes = &resource["attributes"];
    assert_eq!((&resource["address"], &attributes["id"]), (&ADDRESS.into(), &resource["import_id"]));
    assert_eq!(attributes["live_stage_etag"], "");
    assert_eq!(attributes["status"], "UNPUBLISHED");
    assert_eq!(attributes["tags_all"]["Team"], "web");
    assert!(attributes["etag"].as_str().is_some_and(|etag| !etag.is_empty()));
    let code = attributes["connection_function_code"]["$code"].as_str().unwrap();
    assert!(shown["code"][code].as_str().unwrap().contains("event.request"));

    for attribute in ["id", "connection_function_arn"] {
        let name = attributes[attribute].as_str().unwrap();
        let again = folder.emulated(&format!("show {name} --format json")).ok().json();
        assert_eq!(again, shown, "{attribute}");
    }
}

#[test]
fn observing_writes_the_document_that_planning_reads() {
    let folder = Folder::with("main.tf", include_str!("seed/basic.tf"));
    folder.emulated("apply --auto-approve --stack mine").ok();
    let observed = folder.emulated("observe").ok().json();
    assert_eq!(observed["functions"].as_object().map(serde_json::Map::len), Some(1));
    folder.emulated("observe --stack mine --out state.json").ok().err_has("state.json");
    assert_eq!(folder.read("state.json"), folder.emulated("observe --stack mine").ok().out);
}
