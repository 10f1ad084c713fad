//! Functions of IP networks.

use super::{
    arguments::Arguments,
    outcome::{Fault, Outcome, fault},
};
use crate::evaluate::value::Data;
use alloc::{format, string::String, vec::Vec};
use core::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// A network: its first address, and how many bits all its addresses share.
#[derive(Clone, Copy)]
struct Network {
    first: u128,
    length: u32,
    /// Of an address.
    bits: u32,
}

impl Network {
    fn parse(text: &str) -> Option<Self> {
        let (address, length) = text.split_once('/')?;
        let (value, bits) = match address.parse::<IpAddr>().ok().or_else(|| loose(address))? {
            IpAddr::V4(address) => (u128::from(u32::from(address)), 32),
            IpAddr::V6(address) => (u128::from(address), 128),
        };
        let digits = length.bytes().all(|byte| byte.is_ascii_digit());
        let length: u32 = length.parse().ok().filter(|length| digits && *length <= bits)?;
        let network = Self { first: 0, length, bits };
        Some(Self { first: value & !network.within(), ..network })
    }

    /// The bits that tell its addresses apart.
    fn within(self) -> u128 {
        let free = self.bits - self.length;
        u128::MAX.checked_shr(128 - free).unwrap_or(0)
    }

    fn address(self, value: u128) -> String {
        match self.bits {
            32 => format!("{}", Ipv4Addr::from(u32::try_from(value & 0xffff_ffff).unwrap_or(0))),
            _ => format!("{}", Ipv6Addr::from(value)),
        }
    }

    fn shown(self) -> String {
        format!("{}/{}", self.address(self.first), self.length)
    }
}

/// An IPv4 address with zeros before its numbers, which Terraform reads as if they were not there.
fn loose(address: &str) -> Option<IpAddr> {
    let numbers: Option<Vec<u8>> = address
        .split('.')
        .map(|number| {
            let trimmed = number.trim_start_matches('0');
            if number.is_empty() {
                None
            } else if trimmed.is_empty() {
                Some(0)
            } else {
                trimmed.parse().ok()
            }
        })
        .collect();
    <[u8; 4]>::try_from(numbers?).ok().map(|numbers| IpAddr::V4(numbers.into()))
}

fn network(arguments: &Arguments) -> Result<Network, Fault> {
    let text = arguments.text(0)?;
    Network::parse(text).map_or_else(|| fault(0, format!("`{text}` is not a network, such as `10.0.0.0/8`")), Ok)
}

pub(super) fn host(arguments: &Arguments) -> Outcome {
    let network = network(arguments)?;
    let number = arguments.number(1)?;
    let wanted = number.to_natural().and_then(|number| number.small());
    let most = network.within();
    let value = match wanted {
        Some(wanted) if !number.is_negative() && wanted <= most => Some(wanted),
        Some(back) if number.is_negative() && back > 0 && back - 1 <= most => Some(most - (back - 1)),
        None if number.is_whole() => None,
        None => return fault(1, "expected a whole number"),
        _ => None,
    };
    match value {
        Some(value) => Ok(Data::text(network.address(network.first | value))),
        None => fault(1, format!("a network of /{} has no host of the number {number}", network.length)),
    }
}

pub(super) fn netmask(arguments: &Arguments) -> Outcome {
    let network = network(arguments)?;
    if network.bits != 32 {
        return fault(0, "networks of IPv6 have no netmask");
    }
    Ok(Data::text(network.address(!network.within())))
}

/// The network with more bits shared.
fn longer(network: Network, arguments: &Arguments, index: usize) -> Result<Network, Fault> {
    let bits = arguments.whole(index)?;
    let length = u32::try_from(bits).ok().map(|bits| bits.saturating_add(network.length));
    match length.filter(|length| *length <= network.bits) {
        Some(length) => Ok(Network { length, ..network }),
        None => fault(index, format!("a network of /{} cannot be divided by {bits} more bits", network.length)),
    }
}

pub(super) fn subnet(arguments: &Arguments) -> Outcome {
    let network = network(arguments)?;
    let mut subnet = longer(network, arguments, 1)?;
    let number = arguments.number(2)?;
    let bits = subnet.length - network.length;
    let wanted = number.to_natural().and_then(|number| number.small());
    match wanted.filter(|wanted| !number.is_negative() && wanted.checked_shr(bits).unwrap_or(0) == 0) {
        Some(wanted) => {
            subnet.first |= wanted.checked_shl(network.bits - subnet.length).unwrap_or(0);
            Ok(Data::text(subnet.shown()))
        }
        None => fault(2, format!("{bits} more bits have no network of the number {number}")),
    }
}

pub(super) fn subnets(arguments: &Arguments) -> Outcome {
    let network = network(arguments)?;
    let last = network.first | network.within();
    let mut next = Some(network.first);
    let mut found = Vec::new();
    for index in 1..arguments.len() {
        match arguments.whole(index)? {
            ..1 => return fault(index, "a subnet has at least one more bit than its network"),
            33.. => return fault(index, "a subnet has at most 32 more bits than its network"),
            _ => {}
        }
        let mut subnet = longer(network, arguments, index)?;
        let within = subnet.within();
        let first = next.and_then(|next| next.checked_add(within)).map(|end| end & !within);
        let Some(first) = first.filter(|first| (first | within) <= last) else {
            return fault(index, format!("no room is left for a subnet of /{}", subnet.length));
        };
        subnet.first = first;
        next = (first | within).checked_add(1);
        found.push(subnet.shown());
    }
    arguments.list_of_strings(found)
}
