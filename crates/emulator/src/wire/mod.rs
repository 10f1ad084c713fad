//! The protocols: REST-XML in, REST-XML out; for the one question to STS, a form in.
//!
//! It turns a request into a call of `service` and what comes back into a response. It decides
//! nothing about functions, and does not know sockets or files.

mod api;
mod auth;
mod date;
mod dispatch;
mod identifier;
mod input;
mod output;
mod reply;
mod request;
mod route;

pub(crate) use api::Api;
pub(crate) use auth::check as check_auth;
pub(crate) use date::http_date;
pub(crate) use dispatch::{Answer, dispatch};
pub(crate) use identifier::identifier;
pub(crate) use reply::Reply;
pub(crate) use request::{Query, Request};
pub(crate) use route::{Operation, Route, route};

/// What every path of CloudFront begins with.
pub(crate) const VERSION: &str = "2020-05-31";
