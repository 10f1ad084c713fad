//! Makes a history that fails as small as it can be: without events, then without disturbances, as long as it fails.

use super::event::{Disturbance, Event};

/// The smallest history found that fails too. `fails` is asked so many times at most.
pub fn shrink(events: Vec<Event>, fails: &mut dyn FnMut(&[Event]) -> bool) -> Vec<Event> {
    let mut smallest = events;
    let mut asks_left = 5_000;
    let mut smaller = |candidate: Vec<Event>, smallest: &mut Vec<Event>| {
        if asks_left == 0 {
            return false;
        }
        asks_left -= 1;
        let keeps = fails(&candidate);
        if keeps {
            *smallest = candidate;
        }
        keeps
    };
    loop {
        let before = smallest.clone();
        for at in (0..smallest.len()).rev() {
            let mut without = smallest.clone();
            without.remove(at);
            smaller(without, &mut smallest);
        }
        for at in 0..smallest.len() {
            while lesser(&smallest[at]).into_iter().any(|event| {
                let mut candidate = smallest.clone();
                candidate[at] = event;
                smaller(candidate, &mut smallest)
            }) {}
        }
        if smallest == before {
            return smallest;
        }
    }
}

/// The same event with less about it.
fn lesser(event: &Event) -> Vec<Event> {
    match event {
        Event::Apply(disturbance) => lesser_disturbances(disturbance).into_iter().map(Event::Apply).collect(),
        Event::ApplySaved(disturbance) => {
            let calmer = lesser_disturbances(disturbance).into_iter().map(Event::ApplySaved);
            calmer.chain([Event::Apply(disturbance.clone())]).collect()
        }
        Event::Pass { ms } if *ms > 1 => vec![Event::Pass { ms: 1 }],
        _ => Vec::new(),
    }
}

fn lesser_disturbances(disturbance: &Disturbance) -> Vec<Disturbance> {
    let mut lesser = Vec::new();
    if disturbance.meanwhile.is_some() {
        lesser.push(Disturbance { meanwhile: None, ..disturbance.clone() });
    }
    if disturbance.killed_at.is_some() {
        lesser.push(Disturbance { killed_at: None, ..disturbance.clone() });
    }
    if disturbance.cancelled_at.is_some() {
        lesser.push(Disturbance { cancelled_at: None, ..disturbance.clone() });
    }
    for at in 0..disturbance.faults.len() {
        let mut calmer = disturbance.clone();
        calmer.faults.remove(at);
        lesser.push(calmer);
    }
    lesser
}
