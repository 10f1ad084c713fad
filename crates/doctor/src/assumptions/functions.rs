//! What is assumed of how CloudFront runs functions, in tests and on connections.

use super::{Assumption, By, row};

pub(super) const TESTS: &[Assumption] = &[
    row(
        "A50",
        By::Changing,
        "`ConnectionObject` is the JSON text of the object that a function is given",
        "`--remote-tests`",
        "test a function that allows everybody",
    ),
    row(
        "A51",
        By::Changing,
        "`ConnectionFunctionOutput` tells the decision as a word, or in the member `action`, `decision` or \
         `result` of an object",
        "`--remote-tests`; an output that is not understood fails the test",
        "test a function that allows, one that denies",
    ),
    row(
        "A52",
        By::Changing,
        "An exception is told in `ConnectionFunctionErrorMessage` of an answer with status 200; \
         `TestFunctionFailed` says that the function could not be run",
        "`--remote-tests`",
        "test a function that throws, and one that cannot be parsed",
    ),
    row(
        "A53",
        By::Changing,
        "A function that calls neither `allow()` nor `deny()` is told as one that denies",
        "a test that expects `none`",
        "test an empty `connectionHandler`",
    ),
    row(
        "A54",
        By::Changing,
        "A test changes nothing, ETags included",
        "a test is sent again if its answer is lost",
        "describe before and after a test",
    ),
    row(
        "A55",
        By::Changing,
        "A test reads the store that the tested stage names, as it is",
        "`--remote-tests` of functions with a store",
        "put an item, and test a function that looks it up",
    ),
    row(
        "A56",
        By::Hand,
        "`ComputeUtilization` may be missing",
        "nothing in connfn, which does not show it",
        "look into the answer",
    ),
    row(
        "A57",
        By::Changing,
        "A connection object above 40,960 bytes is `InvalidArgument`",
        "an error of the plan before",
        "test with a larger one",
    ),
];

pub(super) const FUNCTIONS: &[Assumption] = &[
    row(
        "A60",
        By::Changing,
        "The runtime has what the table in [function-code.md](function-code.md) says, and lacks the rest",
        "the findings of `validate`; which functions `connfn test` refuses",
        "test a function that uses the feature on CloudFront",
    ),
    row(
        "A61",
        By::Changing,
        "A function without `connectionHandler` denies every connection, and one that has only `handler` is such",
        "a warning",
        "test `function handler() {}` on CloudFront",
    ),
    row(
        "A62",
        By::Changing,
        "If both `allow()` and `deny()` are called, the connection is denied",
        "`connfn test`",
        "test both orders on CloudFront",
    ),
    row(
        "A63",
        By::Changing,
        "An exception denies, also after `allow()`",
        "`connfn test`",
        "test a function that throws after `allow()`",
    ),
    row(
        "A64",
        By::Changing,
        "Code after `allow()` or `deny()` still runs",
        "`connfn test`; the findings about missing `return`",
        "log something after `allow()`",
    ),
    row(
        "A65",
        By::Hand,
        "`logCustomData` keeps 800 bytes, cut between two characters",
        "`custom_data` of a test",
        "log more with a character of two bytes across the limit; look into the connection logs",
    ),
    row(
        "A66",
        By::Changing,
        "`cf.kvs()` throws if no store is named; `get` of a missing key rejects; `meta()` has `creationDateTime`, \
         `lastUpdatedDateTime` and `keyCount`",
        "`connfn test`",
        "log each on CloudFront",
    ),
    row(
        "A67",
        By::Hand,
        "`serialNumber` and `sha256Fingerprint` are hexadecimal in lower case, the first with colons, the second \
         without; `san` is one text such as `DNS:a,DNS:b`; times are as in ISO 8601",
        "presets and certificates of `connfn test`",
        "log the object in a function that a distribution uses",
    ),
    row(
        "A68",
        By::Changing,
        "`Date` stands still while a function runs, and `Math.random` differs from run to run",
        "`connfn test`",
        "log both on CloudFront",
    ),
    row(
        "A69",
        By::Changing,
        "`cf.kvs(id)` with the id of the store that is named is `cf.kvs()`",
        "`connfn test` takes any id for it, and notes it",
        "log both on CloudFront",
    ),
];
