//! What is assumed of who may do what, and what only the emulator's other clients meet.

use super::{Assumption, By, row};

pub(super) const ACCESS: &[Assumption] = &[
    row(
        "A80",
        By::Hand,
        "The action of an operation is `cloudfront:` and its name, and no action of another service is needed",
        "the policies of [security.md](security.md)",
        "run with a role that has these policies alone",
    ),
    row(
        "A81",
        By::Hand,
        "`aws:ResourceTag` and `aws:RequestTag` are honoured by these actions, from the moment that a tag is set",
        "the policy for one stack",
        "run with a role that has this policy alone",
    ),
    row(
        "A82",
        By::Looking,
        "Permission is checked before anything else of a request",
        "whether a harmless call can show a missing permission",
        "with a role that lacks an action, call it about a name that does not exist",
    ),
    row(
        "A83",
        By::Hand,
        "A clock that is more than five minutes slow is `SignatureDoesNotMatch`, one that is far off \
         `RequestExpired`",
        "the words of a failure",
        "set a machine's clock back",
    ),
    row(
        "A84",
        By::Hand,
        "A throttled call is answered with one of AWS's codes for it, and has no effect",
        "calls are tried again",
        "read in a loop until it happens",
    ),
    row(
        "A85",
        By::Hand,
        "Credentials whose time is over are `ExpiredToken`, with status 403",
        "the words of a failure",
        "call with an old session token",
    ),
];

pub(super) const EMULATOR: &[Assumption] = &[
    row(
        "A90",
        By::Hand,
        "Of several faults of a request, the form of the request is told first, then that of `If-Match`, then that \
         a resource is missing, stale or in use",
        "other clients of the emulator",
        "send requests with two faults",
    ),
    row(
        "A91",
        By::Hand,
        "A body that is no XML is `MalformedInput`, one with another root `MalformedXML`, a path that means \
         nothing `UnknownOperation`",
        "the same",
        "send such bodies",
    ),
    row(
        "A92",
        By::Hand,
        "A member that is missing or breaks the model is `InvalidArgument`, also where the model has no such error",
        "the same",
        "leave a required member out",
    ),
    row(
        "A93",
        By::Hand,
        "A character that XML does not have, such as one that a function logs, is answered as U+FFFD",
        "the same",
        "log `'\\u0000'` in a test",
    ),
    row("A94", By::Hand, "`Location` names the host that was called", "the same", "look into the answer to a creation"),
    row(
        "A95",
        By::Hand,
        "Nothing about an account matters but that its id has twelve digits",
        "the same",
        "nothing to check",
    ),
    row(
        "A96",
        By::Hand,
        "An import source of the right form is read with success",
        "stores with an `ImportSource` in the emulator",
        "create a store with one",
    ),
    row(
        "A97",
        By::Hand,
        "Code is answered as `application/octet-stream`",
        "the same",
        "look into the answer to `GetConnectionFunction`",
    ),
    row("A98", By::Hand, "A body above 1 MiB is `EntitySizeLimitExceeded` before it is read", "the same", "send one"),
];
