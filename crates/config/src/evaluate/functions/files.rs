//! `file()`. The text comes from the sources that were given; a file that is in neither map is asked for, and until it is
//! there the value is unknown without an error.

use crate::{
    Unavailable,
    evaluate::{
        Evaluator, Normalised, normalise,
        value::{Data, Value},
    },
    problem::Place,
};
use alloc::format;
use connfn_core::diagnostic::Code;

impl Evaluator<'_, '_> {
    pub(super) fn file(&mut self, arguments: &[Value], function: Place) -> Data {
        let [path] = arguments else {
            let message = format!("`file` takes one argument, but is given {}", arguments.len());
            return self.refuse(Code::FunctionArguments, function, message);
        };
        if path.data.is_unknown() {
            return Data::Unknown;
        }
        let Some(text) = path.data.to_text() else {
            let message = format!("`file` takes the path of a file, but this is {}", path.data.noun());
            return self.refuse(Code::FunctionArguments, path.place, message);
        };
        let Some(written) = text.known() else {
            self.not_known_yet(path, "the path of a file");
            return Data::Unknown;
        };
        let name = match normalise(written) {
            Normalised::Inside(name) => name,
            Normalised::Folder => {
                return self.refuse(Code::FunctionArguments, path.place, format!("`{written}` is not a file's path"));
            }
            Normalised::Absolute => {
                return self.refuse_with(
                    Code::FileOutside,
                    path.place,
                    format!("`{written}` is not a path within the configuration's folder"),
                    "put the file beside the configuration, and name it from there: `\"${path.module}/function.js\"`",
                );
            }
            Normalised::Outside => {
                return self.refuse_with(
                    Code::FileOutside,
                    path.place,
                    format!("`{written}` leaves the configuration's folder"),
                    "put the file beside the configuration, or run connfn in a folder that holds both",
                );
            }
        };
        if let Some(text) = self.scope.sources.files.get(&name) {
            return Data::text(text.clone());
        }
        let Some(reason) = self.scope.sources.unavailable.get(&name) else {
            self.needs.insert(name);
            return Data::Unknown;
        };
        match reason {
            Unavailable::Missing => self.refuse_with(
                Code::FileMissing,
                path.place,
                format!("there is no file `{name}`"),
                "the path is relative to the configuration's folder",
            ),
            Unavailable::NotUtf8 => self.refuse_with(
                Code::FileNotUtf8,
                path.place,
                format!("the file `{name}` is not UTF-8 text"),
                "save it as UTF-8",
            ),
            Unavailable::Outside => self.refuse_with(
                Code::FileOutside,
                path.place,
                format!("the file `{name}` lies outside the configuration's folder"),
                "put the file itself, not a link to it, beside the configuration",
            ),
            Unavailable::Unreadable { reason } => {
                self.refuse(Code::FileUnreadable, path.place, format!("the file `{name}` cannot be read: {reason}"))
            }
        }
    }
}
