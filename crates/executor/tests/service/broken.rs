//! Answers that no CloudFront gives, from a server that plays a script.

use crate::support::{Call, client, create_store};
use connfn_core::operation::{ListFunctions, Operation, Outcome, Stage};
use connfn_executor::perform;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};

/// Serves one raw answer to every request.
async fn server(answer: String) -> String {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let endpoint = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            read_some(&mut stream).await;
            let _ = stream.write_all(answer.as_bytes()).await;
        }
    });
    endpoint
}

async fn read_some(stream: &mut TcpStream) {
    let mut buffer = vec![0; 65_536];
    assert!(stream.read(&mut buffer).await.unwrap() > 0);
}

fn http(status: &str, body: &str) -> String {
    let length = body.len();
    format!(
        "HTTP/1.1 {status}\r\ncontent-type: text/html\r\nconnection: close\r\ncontent-length: {length}\r\n\r\n{body}"
    )
}

fn list() -> Call {
    Operation::ListConnectionFunctions(ListFunctions { stage: Stage::Live, marker: None })
}

async fn outcome(answer: String, call: Call) -> Outcome {
    perform(&client(&server(answer).await).await, &call).await
}

#[tokio::test]
async fn an_answer_that_cannot_be_read_is_unknown() {
    for answer in [
        http("200 OK", "<html>welcome to the hotel"),
        http("200 OK", "<ListConnectionFunctionsResult><ConnectionFunctions><ConnectionFunctionSummary>"),
        "HTTP/1.1 200 OK\r\ncontent-length: 500\r\n\r\n<ListConn".to_owned(),
        "SSH-2.0-OpenSSH\r\n".to_owned(),
    ] {
        match outcome(answer.clone(), list()).await {
            Outcome::Unknown { message } => {
                assert!(!message.contains('\n'), "{message}");
            }
            other => panic!("{answer}: {other:?}"),
        }
    }
}

#[tokio::test]
async fn a_gateway_that_gives_up_knows_nothing() {
    for status in ["502 Bad Gateway", "504 Gateway Timeout"] {
        match outcome(http(status, "<html>sorry</html>"), create_store("x", &[])).await {
            Outcome::Unknown { message } => assert!(message.ends_with(status.split(' ').next().unwrap()), "{message}"),
            other => panic!("{other:?}"),
        }
    }
}

#[tokio::test]
async fn a_refusal_without_a_code_has_its_status() {
    match outcome(http("403 Forbidden", "<html>the proxy says no</html>"), create_store("x", &[])).await {
        Outcome::Error { error } => {
            assert_eq!((error.code.as_str(), error.message.as_str()), ("403", "HTTP status 403"));
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_refused_connection_after_a_lost_answer_is_unknown() {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let endpoint = format!("http://{}", listener.local_addr().unwrap());
    let once = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        read_some(&mut stream).await;
        drop(listener);
    });
    match perform(&client(&endpoint).await, &create_store("x", &[])).await {
        Outcome::Unknown { message } => assert!(message.to_lowercase().contains("refused"), "{message}"),
        other => panic!("{other:?}"),
    }
    once.await.unwrap();
}
