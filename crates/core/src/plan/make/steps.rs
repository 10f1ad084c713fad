//! Steps in the making: their ids, and their order.

use crate::ordered::{Map, Set, sort_by};
use crate::{
    address::Address,
    operation::Operation,
    plan::document::{CodeInput, OutputRef, Precondition, Step, StepId, Until, Wait},
    remote_test::RemoteTest,
    text::Text,
};
use alloc::{borrow::ToOwned, format, vec, vec::Vec};

/// How long to wait for a publication to reach viewers. AWS says "several minutes"; Terraform gives up after five.
const PUBLISH_LIMIT_SECONDS: u32 = 900;
/// How long to wait for LIVE to show what was published, once its publication is over.
const VERIFY_LIMIT_SECONDS: u32 = 300;
/// How long to wait for a new key value store.
const PROVISION_LIMIT_SECONDS: u32 = 300;

pub(crate) type PlannedOperation = Operation<Text<OutputRef>, CodeInput>;

/// A step that nothing must precede and that expects nothing.
pub(crate) fn step(address: &Address, verb: &str, operation: PlannedOperation) -> Step {
    Step {
        id: StepId(format!("{address}/{verb}")),
        address: address.clone(),
        operation,
        after: Vec::new(),
        precondition: None,
        wait: None,
        test: None,
    }
}

impl Step {
    pub(crate) fn output(&self, name: &str) -> Text<OutputRef> {
        Text::reference(OutputRef { step: self.id.clone(), output: name.to_owned() })
    }

    pub(crate) fn expecting(mut self, etag: Text<OutputRef>) -> Self {
        self.precondition = Some(Precondition::Etag(etag));
        self
    }

    pub(crate) fn expecting_absence(mut self, name: &str) -> Self {
        self.precondition = Some(Precondition::Absent { name: name.to_owned() });
        self
    }

    pub(crate) fn after(mut self, steps: impl IntoIterator<Item = StepId>) -> Self {
        self.after.extend(steps);
        self
    }

    pub(crate) fn until_published(mut self) -> Self {
        let settled = vec!["DEPLOYED".to_owned(), "UNASSOCIATED".to_owned()];
        self.wait = Some(Wait { until: Until::Status(settled), limit_seconds: PUBLISH_LIMIT_SECONDS });
        self
    }

    pub(crate) fn until_live_holds(mut self, until: Until) -> Self {
        self.wait = Some(Wait { until, limit_seconds: VERIFY_LIMIT_SECONDS });
        self
    }

    pub(crate) fn showing(mut self, test: RemoteTest) -> Self {
        self.test = Some(test);
        self
    }

    pub(crate) fn until_ready(mut self) -> Self {
        let ready = vec!["READY".to_owned()];
        self.wait = Some(Wait { until: Until::Status(ready), limit_seconds: PROVISION_LIMIT_SECONDS });
        self
    }

    /// Every step whose output the step's input or precondition holds.
    pub(crate) fn outputs_used(&self) -> Set<OutputRef> {
        let mut used = Set::new();
        let mut collect = |text: &Text<OutputRef>| {
            used.extend(text.references().cloned());
            Ok::<_, core::convert::Infallible>(())
        };
        if let Some(Precondition::Etag(etag)) = &self.precondition {
            let Ok(()) = collect(etag);
        }
        let mut codes = Vec::new();
        let Ok(_) = self.operation.map(&mut collect, &mut |code| {
            codes.push(code.clone());
            Ok(())
        });
        match self.wait.as_ref().map(|wait| &wait.until) {
            Some(Until::Code(code)) => codes.push(code.clone()),
            Some(Until::Config(config)) => {
                let Ok(_) = config.map(&mut collect);
            }
            Some(Until::Status(_)) | None => {}
        }
        for code in &codes {
            if let CodeInput::Text(text) = code {
                used.extend(text.references().cloned());
            }
        }
        used
    }
}

/// Puts steps in the order of their ids, but each after all that it waits for, and completes what it waits for by the
/// steps whose outputs it uses.
pub(crate) fn in_order(mut steps: Vec<Step>) -> Vec<Step> {
    sort_by(&mut steps, |a, b| (&a.address, depth_of(a), &a.id).cmp(&(&b.address, depth_of(b), &b.id)));
    let places: Map<StepId, usize> = steps.iter().map(|step| step.id.clone()).zip(0..).collect();
    for step in &mut steps {
        let used = step.outputs_used().into_iter().map(|output| output.step);
        let after: Set<StepId> = step.after.drain(..).chain(used).filter(|id| places.contains_key(id)).collect();
        step.after = after.into_iter().collect();
    }
    let mut ranked: Vec<(usize, Step)> = ranks(&steps, &places).into_iter().zip(steps).collect();
    sort_by(&mut ranked, |a, b| a.0.cmp(&b.0));
    ranked.into_iter().map(|(_, step)| step).collect()
}

/// How many steps have to come one after the other before each. The planner makes no circles: a step in one would be given
/// the last rank, and reading the plan back report it.
fn ranks(steps: &[Step], places: &Map<StepId, usize>) -> Vec<usize> {
    let waits_for =
        |step: &Step| -> Vec<usize> { step.after.iter().filter_map(|id| places.get(id).copied()).collect() };
    let waits_for: Vec<Vec<usize>> = steps.iter().map(waits_for).collect();
    let mut ranks = vec![usize::MAX; steps.len()];
    let mut waiting: Vec<usize> = (0..steps.len()).collect();
    for rank in 0.. {
        let is_free = |place: &usize| {
            let mut before = waits_for.get(*place).into_iter().flatten();
            before.all(|other| ranks.get(*other).is_some_and(|rank| *rank != usize::MAX))
        };
        let (free, others): (Vec<usize>, Vec<usize>) = waiting.into_iter().partition(is_free);
        if free.is_empty() {
            break;
        }
        for place in free {
            if let Some(slot) = ranks.get_mut(place) {
                *slot = rank;
            }
        }
        waiting = others;
    }
    ranks
}

/// Within one resource, reads come after what they read.
fn depth_of(step: &Step) -> bool {
    !step.operation.mutates()
}
