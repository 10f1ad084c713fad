//! What AWS does not document, decided once.
//!
//! Each item says what is assumed and what would show otherwise. The code reads these items instead
//! of deciding again, so that a correction is made here and nowhere else. It must hold no state. `(A00)` is a
//! row of `docs/assumptions.md`, which says what else depends on it and how to find out.
//!
//! Constants hold in every emulator. What can be made not to hold ([`Assumption`]) is asked of [`Assumptions`].
//!
//! One assumption is spread over the code by its nature: the order in which a request with several
//! faults is refused. It is the form of the request, the form of If-Match, existence, staleness
//! (412), use by others (409); for a create, the form, an existing name, the quota. Members that the
//! model does not have are ignored, and so is the namespace of a request. Signatures are never
//! verified, only that a request claims to be signed for the service that it asks.

mod otherwise;
mod runs;
mod service;

pub use otherwise::Assumption;
pub(crate) use otherwise::Assumptions;

use crate::code::Code;
use crate::wire::VERSION;

/// What is wrong with a body that is no XML.
///
/// Clients report it of CloudFront, in the words "Unexpected list element termination". (A91)
pub(crate) const UNREADABLE_BODY: Code = Code::MalformedInput;

/// What is wrong with a body whose root is another element.
///
/// Clients report it of CloudFront, in the words "Value null at ... failed to satisfy constraint". (A91)
pub(crate) const WRONG_ROOT: Code = Code::MalformedXml;

/// What is wrong with a request that lacks a required member, or whose member breaks the model.
///
/// CloudFront says so of distributions: "The parameter MinTTL is required". It is assumed of every
/// operation, even of the few whose model has no InvalidArgument. (A92)
pub(crate) const INVALID_MEMBER: Code = Code::InvalidArgument;

/// What is wrong with a path that means no operation. Nothing is known of CloudFront here. (A91)
pub(crate) const NO_SUCH_ROUTE: Code = Code::UnknownOperation;

/// What stands in an answer for a character that XML 1.0 does not have, such as one that a function logs. AWS does not say what it
/// does with one; a log of `'\u0000'` would show. (A93)
pub(crate) const NO_XML_CHARACTER: &str = "\u{FFFD}";

/// What is wrong with a connection object that is not the JSON text of an object.
///
/// AWS does not publish the object's form, nor what it says of one that it does not take. What
/// `TestConnectionFunction` answers to `x` would show. (A50)
pub(crate) const NO_CONNECTION_OBJECT: Code = Code::InvalidArgument;

/// What `ConnectionFunctionErrorMessage` says of code that is not text; of code that cannot be parsed it says what the
/// simulator does.
///
/// It is assumed that a test of code that does not run is answered, not refused with `TestFunctionFailed`, as a test of HTTP
/// functions is. (A52)
pub(crate) const CODE_IS_NOT_TEXT: &str = "SyntaxError: the function's code is not UTF-8";

/// What `ComputeUtilization` is: left out.
///
/// AWS measures the time that the function took against the most that it may take. A figure from another engine on another
/// machine would mislead. (A56)
pub(crate) const COMPUTE_UTILIZATION: Option<&str> = None;

/// What is wrong with a distribution that names a function which was never published.
///
/// The guide says that only LIVE can be associated, but not which error tells. (A26)
pub(crate) const FUNCTION_NOT_LIVE: Code = Code::InvalidArgument;

/// What a throttled call is told: 429 and the code that AWS uses most. CloudFront's rates are not
/// published, nor is its answer. (A84)
pub(crate) const THROTTLED: Code = Code::Throttling;

/// The status of `RequestExpired`.
///
/// AWS's list of errors that all services have says 400 and this code for a request whose date is
/// more than 15 minutes off. No answer of CloudFront with it was found; [`SIGNATURE_EXPIRED`] was. (A83)
pub(crate) const REQUEST_EXPIRED_STATUS: u16 = 400;

/// What CloudFront says with `SignatureDoesNotMatch` to a client whose clock is slow.
///
/// People quote this form; the times in it are made up here. (A83)
pub(crate) const SIGNATURE_EXPIRED: &str =
    "Signature expired: 20260101T000000Z is now earlier than 20260101T001000Z (20260101T001500Z - 5 min.)";

/// The status of `ExpiredToken`.
///
/// Credentials that have expired are quoted with this code and 403 of IAM, which speaks in the same
/// form of error as CloudFront does; others of AWS's services say `ExpiredTokenException`. A call of
/// CloudFront with an expired session token would show. (A85)
pub(crate) const EXPIRED_TOKEN_STATUS: u16 = 403;

/// What may be stale: all that tells of a resource, its tags and the lists that it is in too, as if
/// the replica that answers had not heard of a write. What a write checks never is.
///
/// AWS does not say what a client may see right after a write, nor for how long. (A05)
pub(crate) const STALE_LISTS: bool = true;

/// Where a new resource is said to be.
///
/// AWS names its own host. Here it is the host that the client talks to, so that following it does
/// not leave the emulator. (A94)
pub(crate) fn location(host: Option<&str>, kind: &str, id: &str) -> String {
    format!("http://{}/{VERSION}/{kind}/{id}", host.unwrap_or("localhost"))
}

/// The account in every ARN.
///
/// Assumed: nothing about an account matters but that its id has twelve digits. (A95)
pub(crate) const ACCOUNT: &str = "123456789012";

/// Whose credentials all are, whatever they are: a user of the account. (A95)
pub(crate) const CALLER_NAME: &str = "emulator";

/// The user's id, of the form of a user's. (A95)
pub(crate) const CALLER_ID: &str = "AIDAEMULATOREMULATORA";

/// Functions in one account, else `EntityLimitExceeded`: the documented default quota. (A38)
pub(crate) const MAX_FUNCTIONS: usize = 100;

/// Stores in one account, else `EntityLimitExceeded`.
///
/// Copies of the quota page say 50 and 200; the newer one is taken. (A38)
pub(crate) const MAX_STORES: usize = 200;

/// Keys that begin so are AWS's own, else `InvalidTagging`. A general rule of AWS, not stated here. (A36)
pub(crate) const RESERVED_TAG_PREFIX: &str = "aws:";

/// How many items a page holds if the request does not say, and at most.
///
/// A larger `MaxItems` is cut to this; one below 1 is `InvalidArgument`. A page of more than 100
/// items from AWS would show otherwise. (A03)
pub(crate) const MAX_PAGE: usize = 100;

/// Whether `If-Match` looks like a version at all; otherwise it is `InvalidIfMatchVersion`, and a
/// version that looks right but is not the current one is `PreconditionFailed`.
///
/// AWS says "missing or not valid for the resource" without saying what valid is. `*`, quotes and
/// lower case are taken to be invalid. (A16)
pub(crate) fn is_etag_like(value: &str) -> bool {
    (10..=20).contains(&value.len())
        && value.starts_with('E')
        && value.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
}

/// An association needs the viewer's mutual TLS with a trust store, as the guide says; the error is
/// assumed to be `InvalidArgument`. In mode `passthrough` no trust store is asked for. (A26)
pub(crate) const ASSOCIATION_NEEDS_MTLS: bool = true;

/// An import source is checked for form and then ignored: the store becomes READY, and holds what the emulator was told that
/// a store of its name holds.
///
/// There is no S3 here. (A96)
pub(crate) const IMPORTS_SUCCEED: bool = true;

/// The content type of `GetConnectionFunction`, as `GetFunction` has it. (A97)
pub(crate) const CODE_CONTENT_TYPE: &str = "application/octet-stream";

/// What a store holds at most, in bytes of keys and values.
///
/// The quota page says 5 MB, another page 10 MB; whether a megabyte is 1,000,000 bytes is not stated. (A43)
pub(crate) const MAX_STORE_BYTES: usize = 5 << 20;

/// What a key has at most. The quota page counts bytes, the page on the file's format characters. (A43)
pub(crate) const MAX_KEY_BYTES: usize = 512;

/// What a value has at most: the documented 1 KB. (A43)
pub(crate) const MAX_VALUE_BYTES: usize = 1 << 10;

/// Bodies above this size are `EntitySizeLimitExceeded` before they are read. (A98)
pub(crate) const MAX_BODY_BYTES: usize = 1 << 20;
