//! Arguments to a command. Refuses to run it.

use std::ffi::OsString;
use std::path::PathBuf;

use lexopt::{Arg, Parser, ValueExt};

use crate::app::RunOptions;
use crate::domain::Date;
use crate::finder::Weights;
use crate::i18n::Lang;
use crate::i18n::cli::CliText;

use super::brief::BriefWish;
use super::convert::ConvertWish;
use super::diff::DiffWish;
use super::find::FindWish;
use super::render_args::{RawRender, RenderWish, approval};
use super::stack::StackWish;

/// The subcommands, by their names on the command line.
const SUBCOMMANDS: [&str; 7] = ["check", "info", "render", "convert", "diff", "find", "stack"];

/// What was asked for.
#[derive(Debug)]
pub(super) struct Arguments {
    /// The subcommand.
    pub command: Command,
    /// Language of the answer.
    pub lang: Lang,
}

/// A subcommand and what it needs.
#[derive(Debug)]
pub(super) enum Command {
    /// Show the help.
    Help,
    /// Show the version.
    Version,
    /// Open the window.
    Open { files: Vec<PathBuf>, options: RunOptions },
    /// List what is wrong with files.
    Check { files: Vec<PathBuf>, json: bool, geometry: bool },
    /// Tell what is in files, or in the embedded data.
    Info { files: Vec<PathBuf>, json: bool },
    /// Make a picture of the map.
    Render(RenderWish),
    /// Write a file in another format or coordinate system.
    Convert(ConvertWish),
    /// Tell what a new delivery changes.
    Diff(DiffWish),
    /// Find space for a prospect.
    Find(FindWish),
    /// Draw a building's stacking plan.
    Stack(StackWish),
}

/// Why the arguments make no sense.
#[derive(Debug)]
pub(super) struct WrongUsage {
    text: CliText,
    values: Vec<String>,
    /// Language to say it in, as far as it was known.
    pub lang: Lang,
}

impl WrongUsage {
    /// The sentence for the user.
    pub fn sentence(&self) -> String {
        let values: Vec<&str> = self.values.iter().map(String::as_str).collect();
        self.text.fill(self.lang, &values)
    }
}

#[derive(Default)]
struct Raw {
    subcommand: Option<&'static str>,
    files: Vec<PathBuf>,
    json: bool,
    geometry: bool,
    help: bool,
    version: bool,
    options: RunOptions,
    lang: Lang,
    render: RawRender,
    convert: ConvertWish,
    find: FindWish,
    stack: StackWish,
    key: Option<String>,
}

/// Reads the arguments after the program's name. The first one may be a subcommand; `./check` is a file.
pub(super) fn parse(arguments: impl IntoIterator<Item = OsString>) -> Result<Arguments, WrongUsage> {
    let mut raw = Raw::default();
    if let Err((text, values)) = raw.read(Parser::from_args(arguments)) {
        return Err(WrongUsage { text, values, lang: raw.lang });
    }
    let lang = raw.lang;
    let command = match raw.subcommand {
        _ if raw.help => Command::Help,
        _ if raw.version => Command::Version,
        Some("check") if raw.files.is_empty() => return Err(WrongUsage { text: CliText::NoFiles, values: Vec::new(), lang }),
        Some("check") => Command::Check { files: raw.files, json: raw.json, geometry: raw.geometry },
        Some("render") => match raw.render.resolve(raw.files, raw.options.date) {
            Ok(wish) => Command::Render(wish),
            Err((text, values)) => return Err(WrongUsage { text, values, lang }),
        },
        Some("convert") => {
            let Ok([from_file, to_file]) = <[PathBuf; 2]>::try_from(raw.files) else {
                return Err(WrongUsage { text: CliText::ConvertNeeds, values: Vec::new(), lang });
            };
            Command::Convert(ConvertWish { from_file, to_file, ..raw.convert })
        }
        Some("diff") => {
            let Ok([old, new]) = <[PathBuf; 2]>::try_from(raw.files) else {
                return Err(WrongUsage { text: CliText::DiffNeeds, values: Vec::new(), lang });
            };
            Command::Diff(DiffWish { old, new, key: raw.key, json: raw.json })
        }
        Some("find") => {
            let mut words = raw.files.into_iter();
            let Some(text) = words.next() else { return Err(WrongUsage { text: CliText::FindNeeds, values: Vec::new(), lang }) };
            let text = text.to_string_lossy().into_owned();
            Command::Find(FindWish { text, files: words.collect(), date: raw.options.date, json: raw.json, ..raw.find })
        }
        Some("stack") => {
            let mut words = raw.files.into_iter();
            let building = words.next().filter(|_| raw.stack.out.is_some());
            let Some(building) = building else { return Err(WrongUsage { text: CliText::StackNeeds, values: Vec::new(), lang }) };
            let building = building.to_string_lossy().into_owned();
            Command::Stack(StackWish { building, files: words.collect(), day: raw.options.date, ..raw.stack })
        }
        Some(_) => Command::Info { files: raw.files, json: raw.json },
        None if raw.json => {
            return Err(WrongUsage { text: CliText::UnknownOption, values: vec!["--json".to_owned()], lang });
        }
        None => Command::Open { files: raw.files, options: raw.options },
    };
    Ok(Arguments { command, lang })
}

impl Raw {
    fn read(&mut self, mut parser: Parser) -> Result<(), (CliText, Vec<String>)> {
        let mut first = true;
        while let Some(argument) = parser.next().map_err(|error| (CliText::UnknownOption, vec![error.to_string()]))? {
            match argument {
                Arg::Value(value) if first && SUBCOMMANDS.iter().any(|known| value == *known) => {
                    self.subcommand = SUBCOMMANDS.into_iter().find(|known| value == *known);
                }
                Arg::Value(value) => self.files.push(value.into()),
                Arg::Short('h') | Arg::Long("help") => self.help = true,
                Arg::Short('V') | Arg::Long("version") => self.version = true,
                Arg::Long("json") => self.json = true,
                Arg::Long("geometry") if self.subcommand == Some("check") => self.geometry = true,
                Arg::Long("timings") if self.subcommand.is_none() => self.options.timings = true,
                Arg::Long("lang") => {
                    let lang = |text: &str| ["zh", "en"].iter().position(|known| *known == text);
                    let at = value_of(&mut parser, "--lang", "zh, en", lang)?;
                    self.lang = if at == 0 { Lang::Zh } else { Lang::En };
                    self.options.lang = Some(self.lang);
                }
                Arg::Long("date") => {
                    let date = value_of(&mut parser, "--date", "YYYY-MM-DD", |text| text.parse::<Date>().ok())?;
                    self.options.date = Some(date);
                }
                Arg::Long("key") if self.subcommand == Some("diff") => {
                    self.key = Some(value_of(&mut parser, "--key", "COLUMN", |text| Some(text.to_owned()))?);
                }
                Arg::Long(name) if self.subcommand == Some("find") => {
                    let name = format!("--{name}");
                    self.take_of_find(&name, &mut parser)?;
                }
                Arg::Long(name) if self.subcommand == Some("stack") => {
                    let name = format!("--{name}");
                    self.stack.take(&name, &mut parser)?;
                }
                Arg::Long(name) if self.subcommand == Some("convert") => {
                    let name = format!("--{name}");
                    self.take_of_convert(&name, &mut parser)?;
                }
                Arg::Long(name) => {
                    let name = format!("--{name}");
                    if self.subcommand != Some("render") || !self.render.take(&name, &mut parser)? {
                        return Err((CliText::UnknownOption, vec![name]));
                    }
                }
                Arg::Short(name) => return Err((CliText::UnknownOption, vec![format!("-{name}")])),
            }
            first = false;
        }
        Ok(())
    }

    /// An option of `find`.
    fn take_of_find(&mut self, name: &str, parser: &mut Parser) -> Result<(), (CliText, Vec<String>)> {
        match name {
            "--confidential" => self.find.confidential = true,
            "--limit" => self.find.limit = Some(value_of(parser, name, "0, 1, 2 …", |text| text.parse().ok())?),
            "--pdf" => self.find.brief = Some(value_of(parser, name, "FILE.pdf, FILE.png, FILE.xlsx", BriefWish::of_path)?),
            "--template" => {
                let Ok(folder) = parser.value() else { return Err((CliText::MissingValue, vec![name.to_owned()])) };
                self.find.words.template = Some(folder.into());
            }
            "--prospect" => self.find.words.prospect = value_of(parser, name, "NAME", |text| Some(text.trim().to_owned()))?,
            "--approval" => self.find.words.approval = value_of(parser, name, "GS(2026)1234", approval)?,
            "--weights" => self.find.weights = value_of(parser, name, "area=30,rent=20 …", Weights::parse)?,
            _ => return Err((CliText::UnknownOption, vec![name.to_owned()])),
        }
        Ok(())
    }

    /// An option of `convert`.
    fn take_of_convert(&mut self, name: &str, parser: &mut Parser) -> Result<(), (CliText, Vec<String>)> {
        let text = |parser: &mut Parser, takes: &str| value_of(parser, name, takes, |text| Some(text.to_owned()));
        match name {
            "--from" => self.convert.from_crs = Some(text(parser, "CRS")?),
            "--to" => self.convert.to_crs = Some(text(parser, "CRS")?),
            "--sheet" => self.convert.sheet = Some(text(parser, "NAME")?),
            "--map" => {
                let pair = |text: &str| text.rsplit_once('=').map(|(column, field)| (column.to_owned(), field.to_owned()));
                self.convert.meanings.push(value_of(parser, name, "COLUMN=FIELD", pair)?);
            }
            _ => return Err((CliText::UnknownOption, vec![name.to_owned()])),
        }
        Ok(())
    }
}

/// The value of an option, or what it takes.
pub(super) fn value_of<T>(
    parser: &mut Parser,
    option: &str,
    takes: &str,
    read: impl FnOnce(&str) -> Option<T>,
) -> Result<T, (CliText, Vec<String>)> {
    let Ok(value) = parser.value() else { return Err((CliText::MissingValue, vec![option.to_owned()])) };
    let text = value.string().unwrap_or_default();
    read(&text).ok_or_else(|| (CliText::BadValue, vec![option.to_owned(), text.clone(), takes.to_owned()]))
}
