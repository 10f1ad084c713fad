//! Tells the linker that the symbols of Node-API are found in whatever loads the addon.

fn main() {
    napi_build::setup();
}
