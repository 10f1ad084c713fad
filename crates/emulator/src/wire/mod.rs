//! The protocol: REST-XML in, REST-XML out.
//!
//! It turns a request into a call of `service` and what comes back into a response. It decides
//! nothing about functions, and does not know sockets or files.

mod auth;
mod dispatch;
mod identifier;
mod input;
mod output;
mod reply;
mod request;
mod route;

pub(crate) use auth::check as check_auth;
pub(crate) use dispatch::{Answer, dispatch};
pub(crate) use identifier::identifier;
pub(crate) use reply::Reply;
pub(crate) use request::{Query, Request};
pub(crate) use route::{Operation, Route, route};

/// The namespace of every CloudFront document.
pub(crate) const NAMESPACE: &str = "http://cloudfront.amazonaws.com/doc/2020-05-31/";

/// What every path begins with.
pub(crate) const VERSION: &str = "2020-05-31";
