//! The findings as they are told: in the order of their places, and of many that say the same only some.

use crate::codes::Code;
use crate::facts;
use crate::finding::{Alike, Finding, Related};
use alloc::{format, vec::Vec};

/// How many findings that say the same are told. Code that was bundled may have thousands.
const MOST_ALIKE: usize = 25;

/// How many places are told of a finding.
const MOST_PLACES: usize = 5;

/// Findings that say the same.
struct Group {
    hash: u32,
    count: usize,
    /// The place among those that are told of the last one that is.
    last: usize,
}

/// The findings in the order of their places. Leaves out what says the same as a finding before it, or as many: the last of those says how many there are.
pub(crate) fn gathered(mut findings: Vec<Finding>) -> Vec<Finding> {
    findings.sort_by(|a, b| order(a).cmp(&order(b)));
    let mut groups: Vec<Group> = Vec::new();
    let mut told: Vec<Finding> = Vec::new();
    for finding in findings {
        let hash = facts::hash(&finding.message);
        let same = |group: &&mut Group| {
            let other = told.get(group.last).filter(|_| group.hash == hash);
            other.is_some_and(|other| other.code == finding.code && other.message == finding.message)
        };
        match groups.iter_mut().find(same) {
            None => {
                groups.push(Group { hash, count: 1, last: told.len() });
                told.push(finding);
            }
            Some(group) => {
                group.count += 1;
                if finding.alike == Alike::Each && group.count <= MOST_ALIKE {
                    group.last = told.len();
                    told.push(finding);
                } else if let Some(first) = told.get_mut(group.last)
                    && finding.alike == Alike::FirstWithPlaces
                    && first.related.len() < MOST_PLACES
                {
                    first.related.push(Related { message: "and here".into(), span: finding.span });
                }
            }
        }
    }
    for Group { count, last, .. } in groups {
        let more = count.saturating_sub(MOST_ALIKE);
        if let (Some(finding), true) = (told.get_mut(last), more > 0)
            && finding.alike == Alike::Each
        {
            let places = if more == 1 { "place" } else { "places" };
            finding.message.push_str(&format!(", and so in {more} more {places}"));
        }
    }
    told
}

fn order(finding: &Finding) -> (u32, u32, Code, &str) {
    (finding.span.start, finding.span.end, finding.code, &finding.message)
}
