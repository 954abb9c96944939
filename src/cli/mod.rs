//! The command line: what was asked for, and the answer as text or JSON. Refuses work of its own: it reads, counts and prints
//! with the other rooms.

mod args;
mod brief;
mod check;
mod convert;
mod crs_report;
mod diff;
mod find;
mod find_json;
mod find_text;
mod info;
mod render;
mod render_args;
mod stack;

use std::io::Write;
use std::process::ExitCode;

use crate::app;
use crate::i18n::cli::{CliText, help};
use args::{Command, parse};

/// Runs the program with the arguments after its name.
pub fn run(arguments: impl IntoIterator<Item = std::ffi::OsString>) -> ExitCode {
    let arguments = match parse(arguments) {
        Ok(arguments) => arguments,
        Err(wrong) => {
            eprintln!("{}\n{}", wrong.sentence(), CliText::SeeHelp.text(wrong.lang));
            return ExitCode::from(2);
        }
    };
    let lang = arguments.lang;
    match arguments.command {
        Command::Help => print(help(lang)),
        Command::Version => print(concat!("yuantu ", env!("CARGO_PKG_VERSION"), "\n")),
        Command::Open { files, options } => return open(files, options),
        Command::Check { files, json, geometry } => {
            let (text, broken) = check::check(&files, json, geometry, lang);
            print(&text);
            return if broken { ExitCode::FAILURE } else { ExitCode::SUCCESS };
        }
        Command::Info { files, json } => {
            let (text, broken) = info::info(&files, json, lang);
            print(&text);
            return if broken { ExitCode::FAILURE } else { ExitCode::SUCCESS };
        }
        Command::Convert(wish) => return answer(convert::convert(&wish, lang)),
        Command::Diff(wish) => return answer(diff::diff(&wish, lang)),
        Command::Find(wish) => return answer(find::find(&wish, lang)),
        Command::Stack(wish) => return answer(stack::stack(&wish, lang)),
        Command::Render(wish) => {
            if let Err(failure) = render::render(&wish, lang) {
                eprintln!("{}", failure.sentence);
                return ExitCode::from(failure.code);
            }
        }
    }
    ExitCode::SUCCESS
}

fn open(files: Vec<std::path::PathBuf>, options: app::RunOptions) -> ExitCode {
    match app::run(files, options) {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => {
            eprintln!("{sentence}");
            ExitCode::FAILURE
        }
    }
}

/// Prints an answer, or the sentence that says why there is none.
fn answer(result: Result<String, String>) -> ExitCode {
    match result {
        Ok(text) => {
            print(&text);
            ExitCode::SUCCESS
        }
        Err(sentence) => {
            eprintln!("{sentence}");
            ExitCode::FAILURE
        }
    }
}

/// Writes to the standard output. Whoever closed it has read enough.
fn print(text: &str) {
    let _ = std::io::stdout().lock().write_all(text.as_bytes());
}
