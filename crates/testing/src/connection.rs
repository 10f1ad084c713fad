//! From what a test says of its connection to the connection object.

use connfn_core::testing::{ConnectionSource, TestConnection};
use connfn_simulator::connection::{Problem, of_object, of_pem, of_preset};

/// The connection object as JSON text, or why there is none.
pub(crate) fn resolve(connection: &TestConnection) -> Result<String, String> {
    let TestConnection { source, object } = connection;
    let changes = Some(object.as_str());
    let resolved = match source {
        ConnectionSource::Object => of_object("{}", changes),
        ConnectionSource::Preset(name) => of_preset(name, changes),
        ConnectionSource::Pem(pem) => of_pem(pem, None, changes),
    };
    resolved.map_err(|Problem { message, help }| match help {
        Some(help) => format!("{message}; {help}"),
        None => message,
    })
}
