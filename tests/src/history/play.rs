//! Plays a history, and says what went wrong with it.

use super::{
    audit::Audit,
    event::{Disturbance, Event, Meanwhile},
    wish,
};
use crate::{
    desired::desired,
    drive::{Drive, Driven, Driving},
    life::{LATER_MS, STACK, check_complete, check_empty, check_owned},
    model::{Call, World},
    spec::Spec,
};
use connfn::{Code, Plan, RunResult, STACK_TAG, operation::Outcome};
use connfn_core::plan::{Options, check_current, make};
use std::ops::AddAssign;

/// What came of a history that went well.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Played {
    pub plans: usize,
    pub calls: usize,
    /// Runs that did not do all of their plan.
    pub broken: usize,
}

impl AddAssign for Played {
    fn add_assign(&mut self, other: Self) {
        self.plans += other.plans;
        self.calls += other.calls;
        self.broken += other.broken;
    }
}

/// Plays events in an empty account, then makes everything right by a plain plan and apply.
pub fn play(events: &[Event]) -> Result<Played, String> {
    let mut history =
        History { spec: Spec::default(), world: World::default(), now_ms: 0, saved: None, played: Played::default() };
    for (number, event) in events.iter().enumerate() {
        history.happen(event).map_err(|error| format!("event {number}, {event:?}: {error}"))?;
    }
    history.settle().map_err(|error| format!("in the end: {error}"))?;
    Ok(history.played)
}

struct History {
    spec: Spec,
    world: World,
    now_ms: u64,
    /// A plan that was kept, and the configuration that it is of.
    saved: Option<(Plan, Spec)>,
    played: Played,
}

/// Between two things that happen.
const SOON_MS: u64 = 1_000;

impl History {
    fn happen(&mut self, event: &Event) -> Result<(), String> {
        match event {
            Event::Want(want) => wish::change(&mut self.spec, *want),
            Event::Hand(edit) => edit.make(&mut self.world.account, self.now_ms),
            Event::Apply(disturbance) => {
                let plan = self.plan(false)?;
                self.apply(&plan, &self.spec.clone(), disturbance)?;
            }
            Event::Save => self.saved = Some((self.plan(false)?, self.spec.clone())),
            Event::ApplySaved(disturbance) => {
                if let Some((plan, spec)) = self.saved.clone()
                    && check_current(&plan, &self.world.account.observe(self.now_ms)).is_empty()
                {
                    self.apply(&plan, &spec, disturbance)?;
                }
            }
            Event::Pass { ms } => self.now_ms += ms,
        }
        Ok(())
    }

    fn plan(&mut self, adopt: bool) -> Result<Plan, String> {
        self.played.plans += 1;
        let options = Options { adopt, ..Options::default() };
        let plan = make(STACK, &desired(&self.spec), &self.world.account.observe(self.now_ms), &options);
        if !plan.is_applicable() && !plan.steps.is_empty() {
            return Err("a blocked plan has steps".to_owned());
        }
        Ok(plan)
    }

    /// Carries a plan out, if nothing blocks it, and looks at each of its calls.
    fn apply(&mut self, plan: &Plan, spec: &Spec, disturbance: &Disturbance) -> Result<(), String> {
        if !plan.is_applicable() {
            return Ok(());
        }
        self.world.set_faults(disturbance.faults.iter().copied());
        let driven = self.drive(plan, spec, disturbance)?;
        self.world.set_faults([]);
        self.now_ms = driven.ended_at_ms;
        self.played.calls += driven.sent.len();
        if driven.receipt.result != RunResult::Complete {
            self.played.broken += 1;
        } else if disturbance.meanwhile.is_none() && *spec == self.spec {
            check_empty(&self.plan(false)?).map_err(|error| format!("after a complete run, {error}"))?;
        }
        self.now_ms += SOON_MS;
        Ok(())
    }

    fn drive(&mut self, plan: &Plan, spec: &Spec, disturbance: &Disturbance) -> Result<Driven, String> {
        let mut wrong = None;
        let how = Drive { kill_at: disturbance.killed_at, cancel_at: disturbance.cancelled_at, ..Drive::default() };
        let mut driving = Driving::begin(plan, self.now_ms, how);
        let mut audit = Audit::new(spec, plan, &self.world.account);
        let mut meanwhile = disturbance.meanwhile.as_ref();
        let mut beside: Option<(Driving, Audit<'_>)> = None;
        let mut is_over = false;
        while !is_over || beside.is_some() {
            if let Some((other, audit)) = &mut beside
                && (is_over || other.now_ms() < driving.now_ms())
            {
                if other.turn(&mut |_, call, now_ms| self.call(call, now_ms, audit, &mut wrong)) {
                    beside = None;
                }
                continue;
            }
            is_over = driving.turn(&mut |number, call, now_ms| {
                if let Some((_, other)) = meanwhile.take_if(|(at, _)| *at == number) {
                    match self.meanwhile(other, plan, spec, now_ms) {
                        Ok(begun) => beside = begun,
                        Err(error) => drop(wrong.get_or_insert(error)),
                    }
                }
                self.call(call, now_ms, &mut audit, &mut wrong)
            });
        }
        wrong.map_or(Ok(driving.end()), Err)
    }

    /// Makes a call of a run, and looks at what it changed.
    fn call(&mut self, call: &Call, now_ms: u64, audit: &mut Audit<'_>, wrong: &mut Option<String>) -> Outcome {
        if !call.mutates() {
            return self.world.call(call, now_ms);
        }
        let before = self.world.account.clone();
        let outcome = self.world.call(call, now_ms);
        if self.world.account != before
            && let Err(error) = audit.check(call, &before, &self.world.account)
        {
            wrong.get_or_insert(error);
        }
        outcome
    }

    /// What else happens. A run that goes on beside is returned.
    fn meanwhile<'s>(
        &mut self,
        other: &Meanwhile,
        plan: &Plan,
        spec: &'s Spec,
        now_ms: u64,
    ) -> Result<Option<(Driving, Audit<'s>)>, String> {
        let (new, killed_at) = match other {
            Meanwhile::Hand(edit) => {
                edit.make(&mut self.world.account, now_ms);
                return Ok(None);
            }
            Meanwhile::Run { new, killed_at } => (*new, Some(*killed_at)),
            Meanwhile::Beside { new } => (*new, None),
        };
        let plan = if new {
            make(STACK, &desired(spec), &self.world.account.observe(now_ms), &Options::default())
        } else {
            plan.clone()
        };
        if !plan.is_applicable() {
            return Ok(None);
        }
        let Some(killed_at) = killed_at else {
            let audit = Audit::new(spec, &plan, &self.world.account);
            return Ok(Some((Driving::begin(&plan, now_ms, Drive::default()), audit)));
        };
        let before = std::mem::replace(&mut self.now_ms, now_ms);
        self.drive(&plan, spec, &Disturbance { killed_at, ..Disturbance::default() })?;
        self.now_ms = before;
        Ok(None)
    }

    /// A plain plan and apply. What stands in their way is cleared away first, as the plan's reader would.
    fn settle(&mut self) -> Result<(), String> {
        // A run that gave up waiting for a publication says to plan again later.
        self.now_ms = self.now_ms.max(self.world.account.last_publication_ms()) + SOON_MS;
        let mut plan = self.plan(false)?;
        if !plan.is_applicable() {
            self.clear_the_way();
            plan = self.plan(true)?;
        }
        if !plan.is_applicable() {
            let blocked: Vec<(Code, &str)> =
                plan.report.blocked.iter().map(|problem| (problem.code, problem.message.as_str())).collect();
            return Err(format!("nothing is in the way, and yet the plan is blocked by {blocked:?}"));
        }
        let driven = self.drive(&plan, &self.spec.clone(), &Disturbance::default())?;
        self.now_ms = driven.ended_at_ms;
        self.played.calls += driven.sent.len();
        check_complete(&driven.receipt)?;
        // At once, while statuses still move, and later.
        check_empty(&self.plan(false)?)?;
        self.now_ms += LATER_MS;
        check_empty(&self.plan(false)?)?;
        check_owned(&self.spec, &self.world)?;
        self.check_tags()
    }

    /// Every tag that is asked for is there.
    fn check_tags(&self) -> Result<(), String> {
        for function in self.world.account.functions.values() {
            let Some(wanted) = self.spec.functions.values().find(|wanted| wanted.name == function.name) else {
                continue;
            };
            let own = wanted.tags.iter().map(|(key, value)| (key, &value.text));
            let defaults = self.spec.default_tags.iter().filter(|(key, _)| !wanted.tags.contains_key(*key));
            if let Some((key, value)) = own.chain(defaults).find(|(key, value)| function.tags.get(*key) != Some(value))
            {
                return Err(format!("`{}` lacks the tag `{key}` with `{value}`: {:?}", function.name, function.tags));
            }
        }
        Ok(())
    }

    /// Distributions let go, LIVE is let follow, and what another hand took from the stack goes its way.
    fn clear_the_way(&mut self) {
        let account = &mut self.world.account;
        account.functions.values_mut().for_each(|function| function.distributions.retain(|id| id == "E1THEIRS"));
        let names = self.spec.function_names();
        account.functions.retain(|_, function| function.tags.contains_key(STACK_TAG) || names.contains(&function.name));
        self.spec.functions.values_mut().for_each(|function| function.publish = true);
    }
}
