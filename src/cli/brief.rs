//! `yuantu find … --pdf FILE`: the page that a prospect gets, or its list as a workbook. Refuses what it says (`report::brief`)
//! and to write over a file that is there.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use crate::analysis::chain::Chain;
use crate::app::brief_folder;
use crate::i18n::brief::BriefText;
use crate::i18n::cli::CliText;
use crate::report::brief::{self, Brief, BriefInput, ON_A_PAGE, Template};

use super::find::Answer;

/// Pixels of a picture a point of the page: 200 dpi.
const PIXELS_A_POINT: f64 = 200.0 / 72.0;

/// A page that is to be written.
#[derive(Debug)]
pub(super) struct BriefWish {
    /// Where to.
    pub out: PathBuf,
    /// As what.
    pub form: Form,
}

/// What a file is, by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Pdf,
    Png,
    Xlsx,
}

impl BriefWish {
    /// Reads a path; `None` where its ending is none of the three.
    pub(super) fn of_path(text: &str) -> Option<Self> {
        let out = PathBuf::from(text);
        let form = match out.extension()?.to_str()?.to_ascii_lowercase().as_str() {
            "pdf" => Form::Pdf,
            "png" => Form::Png,
            "xlsx" => Form::Xlsx,
            _ => return None,
        };
        Some(Self { out, form })
    }
}

/// What the page says beside the answer.
#[derive(Debug, Default)]
pub(super) struct BriefWords {
    /// A folder with a template or a logo of the user's.
    pub template: Option<PathBuf>,
    /// The prospect.
    pub prospect: String,
    /// The map approval number.
    pub approval: String,
}

/// Makes the page of the first places and writes it; the sentence that says why not.
pub(super) fn write(wish: &BriefWish, words: &BriefWords, answer: &Answer<'_>) -> Result<(), String> {
    let lang = answer.lang;
    if wish.out.exists() {
        return Err(CliText::AlreadyThere.fill(lang, &[&wish.out.to_string_lossy()]));
    }
    let places = &answer.found.places;
    let chain = Chain::embedded();
    let input = BriefInput {
        market: answer.market,
        query: answer.query,
        places: &places[..places.len().min(ON_A_PAGE).min(answer.limit)],
        notes: &[],
        unknown: answer.found.unknown.len(),
        prospect: &words.prospect,
        from: "",
        approval: &words.approval,
        day: answer.market.reference_date,
        lang,
        confidential: answer.confidential,
        chain: &chain,
    };
    let bytes = match wish.form {
        Form::Xlsx => brief::workbook(&input, &answer.found.left).map_err(|error| error.to_string()),
        Form::Pdf | Form::Png => page(wish.form, words.template.as_deref(), &input),
    }?;
    let failed = |error: std::io::Error| CliText::NotWritten.fill(lang, &[&wish.out.to_string_lossy(), &error.to_string()]);
    std::fs::write(&wish.out, bytes).map_err(failed)
}

fn page(form: Form, folder: Option<&Path>, input: &BriefInput<'_>) -> Result<Vec<u8>, String> {
    let lang = input.lang;
    let own = brief_folder();
    let template = match folder.or(own.as_deref()) {
        None => Template::default(),
        Some(folder) => Template::of_folder(folder).map_err(|error| brief::unread(folder, &error, lang))?,
    };
    let go_on = |_, _| ControlFlow::Continue(());
    let brief = Brief::make(input, &go_on).ok_or_else(|| BriefText::NotPacked.text(lang).to_owned())?;
    let told = |faults: Vec<brief::Fault>| brief::told(&faults, lang);
    let pages = brief::typeset(&template, &brief.files(template.logo()), brief.day()).map_err(told)?;
    match form {
        Form::Png => pages.png(0, PIXELS_A_POINT).ok_or_else(|| BriefText::NotPacked.text(lang).to_owned()),
        _ => pages.pdf().map_err(told),
    }
}
