//! What is assumed of the sizes and forms that CloudFront takes.

use super::{Assumption, By, row};

pub(super) const SIZES: &[Assumption] = &[
    row(
        "A30",
        By::Changing,
        "Code of 10,240 bytes is taken, and above 40,960 it is refused with `EntitySizeLimitExceeded`; in between, AWS \
         may refuse it with an error that is not documented",
        "an error above 40,960 bytes, a warning above 10,240",
        "create with 10,240, 10,241 and 40,961 bytes",
    ),
    row(
        "A31",
        By::Changing,
        "A function's comment has 128 characters at most",
        "an error of `validate`",
        "create with 129",
    ),
    row(
        "A32",
        By::Changing,
        "A function may name one store; two are `InvalidArgument`",
        "an error of `validate`",
        "create with two",
    ),
    row(
        "A33",
        By::Changing,
        "`cloudfront-js-1.0` is taken, although AWS documents 2.0 alone",
        "a warning, not an error",
        "create with it",
    ),
    row(
        "A34",
        By::Changing,
        "A store has to be `READY` before a function may name it",
        "the function waits for its store",
        "create a store and at once a function that names it",
    ),
    row(
        "A35",
        By::Changing,
        "A function that names a store which does not exist is `InvalidArgument`",
        "the words of a failure",
        "create one",
    ),
    row(
        "A36",
        By::Changing,
        "A function or store has 50 tags at most, and no key of yours begins with `aws:`",
        "an error of `validate`",
        "tag with 51",
    ),
    row(
        "A37",
        By::Changing,
        "A tag's value holds the characters of the API model's pattern",
        "addresses in tags, where others are written `=XX`",
        "tag with `=5B`, and read it",
    ),
    row(
        "A38",
        By::Looking,
        "An account has 100 functions, and 50 or 200 stores, depending on the copy of AWS's page",
        "the emulator's limits",
        "look into AWS's Service Quotas",
    ),
    row(
        "A39",
        By::Changing,
        "Deleting a store that a stage of a function names is `CannotDeleteEntityWhileInUse`, also for a moment \
         after it was let go",
        "the order of steps; the deletion is tried again",
        "name a store, delete it; let go of it, publish, delete it",
    ),
    row(
        "A40",
        By::Changing,
        "A store that was deleted is `EntityNotFound` when it is described, and its name is free",
        "replacing a store",
        "delete, describe, create again",
    ),
    row(
        "A41",
        By::Changing,
        "A function and a store may have the same name",
        "names are compared among resources of one type",
        "create both",
    ),
    row(
        "A42",
        By::Looking,
        "A store's ARN ends in its UUID, as the API model says, and not in its name, as the list of resource types \
         for policies says",
        "the checks of ARNs; policies use `key-value-store/*`",
        "describe a store",
    ),
    row(
        "A43",
        By::Hand,
        "A store holds 5 MB, a key has 512 bytes, a value 1 KB, as one page of AWS's says; others say 10 MB and \
         512 characters",
        "the emulator's items; `connfn test` refuses longer ones",
        "put longer ones",
    ),
];
