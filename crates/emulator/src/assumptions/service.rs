//! What the rules of the service assume and an emulator may be told to do otherwise.

use super::{Assumption, Assumptions};
use crate::code::Code;

impl Assumptions {
    /// Whether `Identifier` may be the ARN or the name as well as the id.
    ///
    /// CloudFormation lists all three as identifiers of the resource. Operations that take `Id` take
    /// the id alone. An EntityNotFound from AWS for a name would show otherwise. (A01)
    pub(crate) fn identifier_may_be_arn_or_name(&self) -> bool {
        self.holds(Assumption::A01)
    }

    /// The stage meant by a request that names none, in Describe, Get, Test and List.
    ///
    /// For HTTP functions the guide says DEVELOPMENT. What List returns without a stage is not
    /// documented: both stages in one answer would show otherwise. (A02)
    pub(crate) fn default_stage(&self) -> &'static str {
        if self.holds(Assumption::A02) { "DEVELOPMENT" } else { "LIVE" }
    }

    /// `Marker` is the sort key of the last item of the page before, so a page can be asked for after
    /// that item was deleted. AWS's markers are opaque; no client may rely on this.
    ///
    /// Functions and stores are sorted by name, distributions by id. (A03)
    pub(crate) fn after_marker(&self, key: &str, marker: &str) -> bool {
        key > marker || (key == marker && !self.holds(Assumption::A03))
    }

    /// Whether a listing tells all that a description tells. (A04)
    pub(crate) fn listing_tells_comments(&self) -> bool {
        self.holds(Assumption::A04)
    }

    /// Whether describing LIVE of a function that was never published is refused. (A06)
    pub(crate) fn unpublished_has_no_live(&self) -> bool {
        self.holds(Assumption::A06)
    }

    /// The bytes of code that are given back: those that were sent. (A07)
    pub(crate) fn given_back(&self, mut code: Vec<u8>) -> Vec<u8> {
        if !self.holds(Assumption::A07) {
            code.retain(|byte| *byte != b'\r');
        }
        code
    }

    /// Whether an update that changes nothing gives a new ETag. (A10)
    pub(crate) fn every_update_renews_etag(&self) -> bool {
        self.holds(Assumption::A10)
    }

    /// Whether publishing leaves DEVELOPMENT's ETag as it is. Terraform's tests compare the two. (A11)
    pub(crate) fn publish_keeps_development_etag(&self) -> bool {
        self.holds(Assumption::A11)
    }

    /// Each publish gives LIVE a new ETag, even if nothing changed. The same ETag after publishing
    /// twice would show otherwise. (A12)
    pub(crate) fn publish_renews_live_etag(&self) -> bool {
        self.holds(Assumption::A12)
    }

    /// Whether a change wants DEVELOPMENT's ETag and no other. (A13)
    pub(crate) fn change_wants_development_etag(&self) -> bool {
        self.holds(Assumption::A13)
    }

    /// Which ETag `TestConnectionFunction` wants: that of the stage it tests. Not documented.
    ///
    /// Otherwise it is DEVELOPMENT's for both stages. (A14)
    pub(crate) fn test_matches_tested_stage(&self) -> bool {
        self.holds(Assumption::A14)
    }

    /// Whether tagging leaves ETags as they are. (A15)
    pub(crate) fn tagging_keeps_etags(&self) -> bool {
        self.holds(Assumption::A15)
    }

    /// What is wrong with an `If-Match` that has not the form of a version.
    ///
    /// AWS says "missing or not valid for the resource". (A16)
    pub(crate) fn malformed_version(&self) -> Code {
        if self.holds(Assumption::A16) { Code::InvalidIfMatchVersion } else { Code::PreconditionFailed }
    }

    /// What is wrong with creating what has an existing name. (A17)
    pub(crate) fn existing_name(&self) -> Code {
        if self.holds(Assumption::A17) { Code::EntityAlreadyExists } else { Code::InvalidArgument }
    }

    /// What `PublishConnectionFunction` returns: the LIVE summary, as `PublishFunction` does. (A20)
    pub(crate) fn publish_returns_live(&self) -> bool {
        self.holds(Assumption::A20)
    }

    /// Whether the status of a publication is told on both stages: an associated function is known to be DEPLOYED on
    /// DEVELOPMENT too. (A21)
    pub(crate) fn development_tells_publication(&self) -> bool {
        self.holds(Assumption::A21)
    }

    /// Whether an update of a published function turns DEVELOPMENT's status back to UNPUBLISHED.
    ///
    /// Assumed not: the status tells of the last publish, on both stages. A DescribeConnectionFunction of
    /// DEVELOPMENT after an unpublished update would show. (A23)
    pub(crate) fn update_resets_development_status(&self) -> bool {
        !self.holds(Assumption::A23)
    }

    /// Whether code is taken that no runtime would run. Terraform's own tests publish a function without an entry
    /// point. (A27)
    pub(crate) fn takes_code(&self, code: &[u8]) -> bool {
        let text = String::from_utf8_lossy(code);
        self.holds(Assumption::A27) || text.matches('{').count() == text.matches('}').count()
    }

    /// Code above this size is `EntitySizeLimitExceeded`.
    ///
    /// The API model allows 40,960 bytes; the guide's quota is "10 KB, not adjustable", without saying
    /// which error it gives or whether it is 10,000 or 10,240. The model's limit is enforced. A create
    /// with 11 KB of code against AWS would show the other one. (A30)
    pub(crate) fn max_code_bytes(&self) -> usize {
        if self.holds(Assumption::A30) { 40_960 } else { 10_000 }
    }

    /// A function's comment is at most this long, else `InvalidArgument`.
    ///
    /// The API model gives no bound; CloudFormation's schema says 128. A longer comment accepted by AWS
    /// would show that only CloudFormation minds. (A31)
    pub(crate) fn max_function_comment(&self) -> usize {
        if self.holds(Assumption::A31) { 128 } else { usize::MAX }
    }

    /// One store for a function, else `InvalidArgument`. The quota is documented, its error is not. (A32)
    pub(crate) fn max_stores_of_a_function(&self) -> usize {
        if self.holds(Assumption::A32) { 1 } else { usize::MAX }
    }

    /// The runtimes that a function may have. AWS documents 2.0 alone; the API model has both. (A33)
    pub(crate) fn runtimes(&self) -> &'static [&'static str] {
        if self.holds(Assumption::A33) { &["cloudfront-js-1.0", "cloudfront-js-2.0"] } else { &["cloudfront-js-2.0"] }
    }

    /// A store can be associated only when it is READY, else `InvalidArgument`.
    ///
    /// CloudFormation users report "The KVS cannot be associated before the resource is provisioned"
    /// for HTTP functions; it is assumed that connection functions behave the same. (A34)
    pub(crate) fn store_must_be_ready(&self) -> bool {
        self.holds(Assumption::A34)
    }

    /// What is wrong with a function that names a store which does not exist.
    ///
    /// EntityNotFound is not in the model of CreateConnectionFunction. (A35)
    pub(crate) fn no_such_store(&self) -> Code {
        if self.holds(Assumption::A35) { Code::InvalidArgument } else { Code::EntityNotFound }
    }

    /// Tags on one resource, else `InvalidTagging`. Stated for distributions only. (A36)
    pub(crate) fn max_tags(&self) -> usize {
        if self.holds(Assumption::A36) { 50 } else { usize::MAX }
    }

    /// Whether a tag's value may hold what the API model's pattern lets through. (A37)
    pub(crate) fn takes_tag_value(&self, value: &str) -> bool {
        self.holds(Assumption::A37) || !value.contains('=')
    }

    /// Whether a store that a function names cannot be deleted. The error is in the API model. (A39)
    pub(crate) fn store_in_use_stays(&self) -> bool {
        self.holds(Assumption::A39)
    }

    /// What is wrong with describing a store that is not there, such as one that was deleted. Of a deleted store
    /// others report "not in expected state". (A40)
    pub(crate) fn missing_store(&self) -> Code {
        if self.holds(Assumption::A40) { Code::EntityNotFound } else { Code::InvalidArgument }
    }

    /// Whether a function and a store may have the same name. (A41)
    pub(crate) fn kinds_share_names(&self) -> bool {
        self.holds(Assumption::A41)
    }

    /// Whether a store's ARN ends in its UUID, as the API model's pattern has it. (A42)
    pub(crate) fn store_arn_ends_in_uuid(&self) -> bool {
        self.holds(Assumption::A42)
    }
}
