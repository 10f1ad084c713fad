//! What decoding a managed resource comes to, of whichever type.

use super::{check, decoded::Given};
use crate::{
    evaluate::{Data, Evaluator, Value},
    problem::Place,
    sources::Known,
};
use alloc::string::String;
use connfn_core::{
    address::Address,
    desired::{self, AttributeRef},
};

/// A managed resource that has been decoded.
#[derive(Debug)]
pub(crate) struct Resource<T> {
    /// What is desired, unless an error or a needed file stands in the way.
    pub(crate) desired: Option<T>,
    /// The name, if it is known, and where it is written.
    pub(crate) name: Option<(String, Place)>,
    /// What other resources may refer to.
    pub(crate) attributes: Data,
}

/// What others may refer to: the arguments given here, and the attributes that CloudFront sets, of which some may be known.
pub(super) fn attributes(known: &Known, address: &Address, arguments: &[(&str, Data)], place: Place) -> Data {
    let known = known.get(address);
    let computed = address.resource_type().computed_attributes().iter().map(|attribute| {
        let data = match known.and_then(|known| known.get(*attribute)) {
            Some(text) => Data::text(text.clone()),
            None => {
                let reference = AttributeRef { address: address.clone(), attribute: (*attribute).into() };
                Data::Text(desired::Value::reference(reference))
            }
        };
        (String::from(*attribute), data)
    });
    let given = arguments.iter().map(|(name, data)| (String::from(*name), data.clone()));
    Data::object(computed.chain(given).map(|(name, data)| (name, place, Value::new(place, data))))
}

/// The name, if it is known, which has to be before apply, and where it is written.
pub(super) fn known_name(evaluator: &mut Evaluator<'_, '_>, name: &Given) -> Option<(String, Place)> {
    match name {
        Given::Text(place, value) => check::known(evaluator, *place, value, "name").map(|name| (name, *place)),
        _ => None,
    }
}
