//! One page to be made, with all that it says, for a thread of its own: as pixels to look at, or as a file. Refuses the window.

use std::io::Write;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use egui::ColorImage;

use crate::analysis::chain::Chain;
use crate::finder::Place;
use crate::i18n::Lang;
use crate::i18n::brief::BriefText;
use crate::i18n::brief_sheet::BriefSheetText as T;
use crate::report::brief::{Brief, BriefInput, Pages, Template, told, typeset, unread, workbook};
use crate::ui::briefing::{BriefForm, BriefPages};
use crate::ui::finding::{Answer, is_same_way};

/// Pixels a point of the page, to look at and as a picture.
const PREVIEW: f64 = 110.0 / 72.0;
const PICTURE: f64 = 200.0 / 72.0;

/// How far something is; breaks it off.
type Progress<'a> = &'a dyn Fn(u64, u64) -> ControlFlow<()>;

/// What a page is to be made of.
#[derive(Clone)]
pub(super) struct Job {
    pub answer: Arc<Answer>,
    pub places: Vec<Place>,
    pub notes: Vec<String>,
    pub prospect: String,
    pub approval: String,
    pub template: String,
    /// The language of the page.
    pub lang: Lang,
    pub confidential: bool,
    /// The language in which faults are told.
    pub words: Lang,
}

/// What has become of a file.
pub(super) enum Written {
    Done(PathBuf),
    /// Another one is there.
    Exists(PathBuf),
    Failed(String),
}

impl Job {
    /// Whether another one makes the same page.
    pub fn is_same(&self, other: &Self) -> bool {
        let said = |job: &Self| (job.prospect.clone(), job.approval.clone(), job.template.clone(), job.lang, job.confidential);
        // The parts of a score may be no numbers, which are never the same.
        let is_same_way = |(a, b): (&Place, &Place)| is_same_way(a, b) && a.area_m2 == b.area_m2;
        self.answer.generation == other.answer.generation
            && self.places.len() == other.places.len()
            && self.places.iter().zip(&other.places).all(is_same_way)
            && self.notes == other.notes
            && said(self) == said(other)
    }

    /// The pages as pixels; `None` when it was broken off.
    pub fn preview(&self, generation: u64, progress: Progress<'_>) -> Option<Result<BriefPages, String>> {
        let pages = match self.pages(progress)? {
            Ok(pages) => pages,
            Err(fault) => return Some(Err(fault)),
        };
        let mut images = Vec::with_capacity(pages.count());
        for at in 0..pages.count() {
            progress(at as u64, pages.count() as u64).is_continue().then_some(())?;
            let pixels = pages.pixels(at, PREVIEW)?;
            let size = pixels.size.map(|side| side as usize);
            images.push(Arc::new(ColorImage::from_rgba_premultiplied(size, &pixels.rgba)));
        }
        Some(Ok(BriefPages { generation, pages: images }))
    }

    /// Makes the file.
    pub fn write(&self, path: &Path, form: BriefForm, replaces: bool, progress: Progress<'_>) -> Written {
        if !replaces && path.exists() {
            return Written::Exists(path.to_owned());
        }
        let stopped = || Written::Failed(T::Stopped.text(self.words).to_owned());
        let files: Vec<(PathBuf, Vec<u8>)> = match form {
            BriefForm::Xlsx => {
                let chain = Chain::embedded();
                match workbook(&self.input(&chain), &self.answer.found.left) {
                    Ok(bytes) => vec![(path.to_owned(), bytes)],
                    Err(error) => return Written::Failed(error.to_string()),
                }
            }
            BriefForm::Pdf | BriefForm::Png => {
                let pages = match self.pages(progress) {
                    None => return stopped(),
                    Some(Err(fault)) => return Written::Failed(fault),
                    Some(Ok(pages)) => pages,
                };
                match self.packed(&pages, path, form) {
                    Ok(files) => files,
                    Err(fault) => return Written::Failed(fault),
                }
            }
        };
        if progress(1, 1).is_break() {
            return stopped();
        }
        if let Some((other, _)) = files.iter().find(|(path, _)| !replaces && path.exists()) {
            return Written::Exists(other.clone());
        }
        for (path, bytes) in &files {
            if let Err(error) = put(path, bytes) {
                return Written::Failed(T::NotWritten.fill(self.words, &[&path.display().to_string(), &error.to_string()]));
            }
        }
        Written::Done(path.to_owned())
    }

    fn input<'a>(&'a self, chain: &'a Chain) -> BriefInput<'a> {
        BriefInput {
            market: &self.answer.market,
            query: &self.answer.query,
            places: &self.places,
            notes: &self.notes,
            unknown: self.answer.found.unknown.len(),
            prospect: &self.prospect,
            from: "",
            approval: &self.approval,
            day: self.answer.market.reference_date,
            lang: self.lang,
            confidential: self.confidential,
            chain,
        }
    }

    fn pages(&self, progress: Progress<'_>) -> Option<Result<Pages, String>> {
        let template = match self.template.as_str() {
            "" => Template::default(),
            folder => match Template::of_folder(Path::new(folder)) {
                Ok(template) => template,
                Err(error) => return Some(Err(unread(Path::new(folder), &error, self.words))),
            },
        };
        let chain = Chain::embedded();
        let brief = Brief::make(&self.input(&chain), progress)?;
        let pages = typeset(&template, &brief.files(template.logo()), brief.day());
        Some(pages.map_err(|faults| told(&faults, self.words)))
    }

    /// The document, or a picture a page: the second is called `…-2.png`.
    fn packed(&self, pages: &Pages, path: &Path, form: BriefForm) -> Result<Vec<(PathBuf, Vec<u8>)>, String> {
        if form == BriefForm::Pdf {
            let bytes = pages.pdf().map_err(|faults| told(&faults, self.words))?;
            return Ok(vec![(path.to_owned(), bytes)]);
        }
        let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let picture = |at: usize| {
            let bytes = pages.png(at, PICTURE).ok_or_else(|| BriefText::NotPacked.text(self.words).to_owned())?;
            let path = if at == 0 { path.to_owned() } else { path.with_file_name(format!("{stem}-{}.png", at + 1)) };
            Ok((path, bytes))
        };
        (0..pages.count()).map(picture).collect()
    }
}

/// Writes a file beside its place and moves it there, so that nothing half is left.
fn put(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".part");
    let beside = path.with_file_name(name);
    let written = std::fs::File::create(&beside).and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_all()
    });
    written.and_then(|()| std::fs::rename(&beside, path)).inspect_err(|_| drop(std::fs::remove_file(&beside)))
}

/// Opens a file in the program that the system has for it, and waits until the system has taken it.
pub(super) fn open_in_viewer(path: &Path) -> std::io::Result<()> {
    let mut command = if cfg!(target_os = "windows") {
        let mut command = std::process::Command::new("explorer");
        command.arg(path);
        command
    } else {
        let mut command = std::process::Command::new(if cfg!(target_os = "macos") { "open" } else { "xdg-open" });
        command.arg(path);
        command
    };
    let status = command.status()?;
    // The Explorer answers 1 whatever it does.
    if status.success() || cfg!(target_os = "windows") { Ok(()) } else { Err(std::io::Error::other(status.to_string())) }
}
