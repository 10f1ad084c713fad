//! Serves an emulator until it is interrupted: `serve [PORT] [STATE_FILE]`. Prints its URL first.

use connfn_emulator::Emulator;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let port: u16 = arguments.next().map_or(Ok(0), |port| port.parse())?;
    let mut builder = Emulator::builder();
    if let Some(path) = arguments.next() {
        builder = builder.state_file(path);
    }
    let emulator = builder.start(([127, 0, 0, 1], port).into()).await?;
    println!("{}", emulator.endpoint_url());
    tokio::signal::ctrl_c().await?;
    emulator.shutdown().await;
    Ok(())
}
