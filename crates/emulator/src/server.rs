//! Sockets: accepts connections, hands requests to the engine, ends when it is told to.
//!
//! It decides nothing about a request but whether its body is too large to be read.

use std::sync::Arc;
use std::time::Duration;

use http_body_util::{BodyExt as _, Full, LengthLimitError, Limited};
use hyper::body::{Bytes, Incoming};
use hyper::header::{AUTHORIZATION, HOST, HeaderName, HeaderValue, IF_MATCH};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{HeaderMap, StatusCode};
use hyper_util::rt::TokioIo;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinSet;

use crate::assumptions;
use crate::engine::{Cut, Engine};
use crate::wire::{Query, Reply, Request};

/// How long connections may take to end once the server was told to.
const GRACE: Duration = Duration::from_secs(5);

/// Serves until the sender of `stop` speaks or is gone.
pub(crate) async fn serve(listener: TcpListener, engine: Arc<Engine>, mut stop: watch::Receiver<bool>) {
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            _ = stop.changed() => break,
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => {
                    connections.spawn(connection(stream, Arc::clone(&engine), stop.clone()));
                }
                // Too many open files, most likely: others must close first.
                Err(_) => tokio::time::sleep(Duration::from_millis(20)).await,
            },
            // Forgets connections that have ended.
            Some(_) = connections.join_next() => {}
        }
    }
    drop(listener);
    let ended = async { while connections.join_next().await.is_some() {} };
    // What does not end in time is cut when the set is dropped.
    let _ = tokio::time::timeout(GRACE, ended).await;
    drop(connections);
    engine.close();
}

async fn connection(stream: TcpStream, engine: Arc<Engine>, mut stop: watch::Receiver<bool>) {
    // Small responses must not wait for each other.
    let _ = stream.set_nodelay(true);
    let service = service_fn(move |request| respond(Arc::clone(&engine), request));
    let serving = http1::Builder::new().serve_connection(TokioIo::new(stream), service);
    tokio::pin!(serving);
    // An error here is the client's going away, or a cut that a fault rule asked for.
    tokio::select! {
        _ = serving.as_mut() => {}
        _ = stop.changed() => {
            serving.as_mut().graceful_shutdown();
            let _ = serving.await;
        }
    }
}

/// An error makes hyper close the connection without a response.
async fn respond(engine: Arc<Engine>, request: hyper::Request<Incoming>) -> Result<hyper::Response<Full<Bytes>>, Cut> {
    let (head, body) = request.into_parts();
    let mut request = Request {
        id: String::new(),
        method: head.method.as_str().to_owned(),
        path: head.uri.path().to_owned(),
        query: Query::parse(head.uri.query().unwrap_or_default()),
        host: text(&head.headers, &HOST),
        authorization: text(&head.headers, &AUTHORIZATION),
        if_match: text(&head.headers, &IF_MATCH),
        body: Vec::new(),
    };
    let reply = match Limited::new(body, assumptions::MAX_BODY_BYTES).collect().await {
        Ok(body) => {
            request.body = body.to_bytes().to_vec();
            engine.answer(request).await?
        }
        Err(error) if error.is::<LengthLimitError>() => engine.refuse_size(&request),
        // The client went away in the middle of its request.
        Err(_) => return Err(Cut),
    };
    Ok(response(reply))
}

fn text(headers: &HeaderMap, name: &HeaderName) -> Option<String> {
    headers.get(name)?.to_str().ok().map(str::to_owned)
}

fn response(reply: Reply) -> hyper::Response<Full<Bytes>> {
    let mut response = hyper::Response::new(Full::new(Bytes::from(reply.body)));
    *response.status_mut() = StatusCode::from_u16(reply.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    for (name, value) in reply.headers {
        // A client chose the host that is in `location`; it came out of a header, so it fits in one.
        if let Ok(value) = HeaderValue::from_str(&value) {
            response.headers_mut().insert(HeaderName::from_static(name), value);
        }
    }
    response
}
