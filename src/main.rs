//! The program: hands its arguments to the command line.

use std::process::ExitCode;

fn main() -> ExitCode {
    yuantu::cli::run(std::env::args_os().skip(1))
}
