//! What is assumed of how CloudFront tells of resources, versions and publications.

use super::{Assumption, By, row};

pub(super) const READING: &[Assumption] = &[
    row(
        "A01",
        By::Looking,
        "`Identifier` of `DescribeConnectionFunction` and `GetConnectionFunction` takes the id, the ARN or the \
         name; `Id` of the other operations takes the id alone",
        "other clients of the emulator; connfn itself sends ids",
        "describe a function by its name and by its ARN; publish by its name, which is to be `EntityNotFound`",
    ),
    row(
        "A02",
        By::Looking,
        "A request without a stage means DEVELOPMENT",
        "other clients of the emulator; connfn names the stage",
        "describe without `Stage` while DEVELOPMENT and LIVE differ; list without it",
    ),
    row(
        "A03",
        By::Looking,
        "A page holds 100 items at most, a larger `MaxItems` is cut, and a marker lasts as long as a listing takes",
        "reading accounts with more than 100 functions or stores",
        "list with `MaxItems` of 1 and follow `NextMarker`",
    ),
    row(
        "A04",
        By::Looking,
        "A listing tells comment, runtime, store, status and time of a stage as a description does",
        "what is read of a function is of one version",
        "compare the listing with `DescribeConnectionFunction`, for both stages",
    ),
    row(
        "A05",
        By::Changing,
        "What tells of a resource may be behind a write for a moment; what a write checks is not",
        "calls are tried again after an `EntityNotFound` of what was just made, and LIVE is read until it is what \
         was published",
        "describe and list right after creating and after updating",
    ),
    row(
        "A06",
        By::Looking,
        "Describing LIVE of a function that was never published is `EntityNotFound`",
        "a plan says that LIVE holds nothing yet",
        "create a function, describe its LIVE",
    ),
    row(
        "A07",
        By::Changing,
        "`GetConnectionFunction` gives the bytes that were sent, also CRLF, a byte order mark and what is not ASCII",
        "drift of code, the check of LIVE, `rollback`",
        "create a function with such code, read it, compare",
    ),
];

pub(super) const VERSIONS: &[Assumption] = &[
    row(
        "A10",
        By::Changing,
        "Every update gives DEVELOPMENT a new ETag, also one that changes nothing",
        "the `If-Match` of the steps that follow",
        "update twice with the same content",
    ),
    row(
        "A11",
        By::Changing,
        "Publishing leaves DEVELOPMENT's ETag as it is",
        "steps after a publication",
        "describe DEVELOPMENT before and after publishing",
    ),
    row(
        "A12",
        By::Changing,
        "Each publication gives LIVE a new ETag, even if nothing changed",
        "nothing in connfn, which compares code and configuration",
        "publish twice",
    ),
    row(
        "A13",
        By::Changing,
        "Update, publish and delete want DEVELOPMENT's ETag",
        "every change",
        "publish with LIVE's ETag, which is to be `PreconditionFailed`",
    ),
    row(
        "A14",
        By::Changing,
        "`TestConnectionFunction` wants the ETag of the stage that it tests",
        "`--remote-tests`, which test DEVELOPMENT, where other readings agree",
        "test LIVE with each of the two",
    ),
    row(
        "A15",
        By::Changing,
        "Tagging leaves ETags as they are",
        "a plan that takes a resource over and updates it; if it did not hold, that update would be refused, and \
         the next plan would do it",
        "describe, tag, describe",
    ),
    row(
        "A16",
        By::Changing,
        "An `If-Match` that is of the form of an ETag and not the current one is `PreconditionFailed`, any other \
         is `InvalidIfMatchVersion`",
        "the words of a failure; that the later one of two runs at once notices",
        "update with `If-Match: E000000000000` and with `*`",
    ),
    row(
        "A17",
        By::Changing,
        "Creating what has an existing name is `EntityAlreadyExists`, whatever else differs",
        "a run that died midway, two runs at once",
        "create twice",
    ),
];

pub(super) const PUBLISHING: &[Assumption] = &[
    row(
        "A20",
        By::Changing,
        "The answer to `PublishConnectionFunction` tells of LIVE",
        "nothing in connfn, which reads LIVE afterwards",
        "look at `Stage` in the answer",
    ),
    row(
        "A21",
        By::Looking,
        "After publishing, the status of both stages is `UNASSOCIATED`, or `DEPLOYED` if a distribution uses the \
         function; before, `PUBLISHING` or `IN_PROGRESS`",
        "the end of the wait after a publication",
        "describe both stages after publishing; with a distribution for `DEPLOYED`",
    ),
    row(
        "A22",
        By::Hand,
        "The status that ends a publication may be the one before it",
        "LIVE is then read until it is what was published",
        "publish, and read LIVE at once",
    ),
    row(
        "A23",
        By::Changing,
        "Updating a published function leaves DEVELOPMENT's status as it is",
        "what `show` prints",
        "publish, update, describe DEVELOPMENT",
    ),
    row(
        "A24",
        By::Changing,
        "A publication ends within fifteen minutes, and LIVE shows it within five more; a store is `READY` within \
         five",
        "a run that waits longer fails, and the next plan goes on",
        "publish and take the time, with and without a distribution",
    ),
    row(
        "A25",
        By::Hand,
        "A function that is published stays so until it is deleted",
        "`publish = false` leaves LIVE alone",
        "the API has no operation for it",
    ),
    row(
        "A26",
        By::Hand,
        "A distribution can name a function only after it was published, and needs mutual TLS with a trust store",
        "the emulator's distributions",
        "name an unpublished function in a distribution",
    ),
    row(
        "A27",
        By::Changing,
        "Creating and publishing check neither the syntax nor the entry point of the code",
        "why connfn checks both",
        "create a function whose code is `}`",
    ),
    row(
        "A28",
        By::Hand,
        "Deleting a function that a distribution uses is `CannotDeleteEntityWhileInUse`, and \
         `ListDistributionsByConnectionFunction` names all that do",
        "a plan says so before, and names the users",
        "with a distribution",
    ),
];
