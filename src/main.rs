//! The doorbell: hands the arguments to the library and turns the result into an exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(tierbook::cli::main(std::env::args_os()))
}
