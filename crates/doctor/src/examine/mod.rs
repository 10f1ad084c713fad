//! The order of an examination: reach CloudFront, learn who calls, read what there is, and judge. Nothing here changes anything: what
//! a call that could do so names, cannot exist.

mod account;
mod assumed;
mod clock;
mod identity;
mod permissions;
mod quotas;
mod reach;
mod stand_in;

use crate::{
    caller::Caller,
    report::{Finding, Held, Report},
};
use alloc::{string::String, vec::Vec};
use serde::Serialize;

use account::Account;
use stand_in::StandIn;

/// What is known before the first call.
#[derive(Clone, Debug, Default)]
pub struct Situation {
    pub region: Option<String>,
    /// The endpoint that was asked for, by an option or a variable.
    pub endpoint: Option<String>,
    /// Where the credentials come from, in words.
    pub credentials: Option<String>,
    /// Whether it was said where AWS's Security Token Service is to be asked. If not, only AWS's own is, and that only by who calls AWS's
    /// own CloudFront.
    pub knows_sts: bool,
    /// What the account is to be used for. Nothing means everything.
    pub needs: Vec<Need>,
    /// Letters and digits that nobody has thought of before, for names that cannot exist.
    pub random: String,
}

/// What permissions are needed for, as `docs/security.md` divides them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Need {
    Read,
    Apply,
    Test,
}

/// Examines an account without changing anything.
pub async fn examine(caller: &mut impl Caller, situation: &Situation) -> Report {
    let first = caller.call(account::first_call()).await;
    let endpoint = first.endpoint.clone();
    let mut findings: Vec<Finding> = reach::judge(&first).into_iter().collect();
    findings.push(clock::judge(first.clocks));
    let (mut identity, mut account_id, mut held) = (None, None, Held::default());
    if reach::may_go_on(&first) {
        let asked = identity::ask(caller, endpoint.as_deref(), situation).await;
        findings.insert(0, asked.finding);
        identity = asked.identity;
        let account = Account::read(caller, first.clone()).await;
        account_id = identity.as_ref().map(|identity| identity.account.clone()).or_else(|| account.id());
        let stand_in = StandIn::new(situation, account_id.as_deref(), identity.as_ref());
        let permissions = permissions::judge(caller, situation, &account, &stand_in).await;
        findings.extend(reach::nothing_considered(&first, &permissions));
        findings.extend(reach::credentials(&permissions));
        held = quotas::held(&account);
        let quotas = quotas::judge(caller, &account).await;
        let assumed = assumed::judge(caller, &account, &permissions).await;
        findings.extend(permissions.findings.into_iter().chain(quotas).chain(assumed).chain(permissions.made));
    }
    let partition = identity::partition(identity.as_ref(), situation.region.as_deref());
    let mut report = Report::of(identity, findings);
    report.account = report.account.or(account_id);
    Report {
        endpoint: endpoint.or_else(|| situation.endpoint.clone()),
        region: situation.region.clone(),
        partition,
        credentials: situation.credentials.clone(),
        held,
        ..report
    }
}
