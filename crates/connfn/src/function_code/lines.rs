//! Where the lines of functions' code are written.

use alloc::vec::Vec;
use connfn_config::Sources;
use connfn_core::{address::Address, diagnostic::Location, ordered::Map};

/// The place of each line of the functions' code. A function is left out whose code no file holds as it is.
pub fn code_lines(sources: &Sources) -> Map<Address, Vec<Location>> {
    let reading = connfn_config::read(sources);
    let lines = reading.desired.functions.iter().filter_map(|(address, function)| {
        let code = function.code.known()?;
        let places = reading.code_origins.get(address)?.places(code, sources)?;
        let mut start = 0;
        let lines = code.split_inclusive('\n').map(|line| {
            let location = places.location(start..start + line.trim_end().len());
            start += line.len();
            location
        });
        Some((address.clone(), lines.collect()))
    });
    lines.collect()
}
