//! What the brief's sheet may look at, and what it can ask for: for whom, which places, how the page is set, to which file.
//! Refuses to set pages and to write: `app` does, in the background.

use std::path::PathBuf;
use std::sync::Arc;

use egui::ColorImage;

use crate::i18n::Lang;

/// Which places go onto the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum BriefPlaces {
    /// The first of the list, as many as stand on one page.
    #[default]
    First,
    /// The shortlist, in its order.
    Shortlist,
}

/// As what it is saved.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum BriefForm {
    /// A document.
    #[default]
    Pdf,
    /// A picture a page.
    Png,
    /// The list as a workbook.
    Xlsx,
}

impl BriefForm {
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Pdf, Self::Png, Self::Xlsx];

    /// The ending of its files.
    pub fn ending(self) -> &'static str {
        ["pdf", "png", "xlsx"][self as usize]
    }

    /// The form of a file by its ending.
    pub fn of_path(path: &std::path::Path) -> Option<Self> {
        let ending = path.extension()?.to_str()?.to_ascii_lowercase();
        Self::ALL.into_iter().find(|form| form.ending() == ending)
    }
}

/// The pages as they will be.
#[derive(Debug)]
pub struct BriefPages {
    /// Another for each setting.
    pub generation: u64,
    /// Each page's pixels.
    pub pages: Vec<Arc<ColorImage>>,
}

/// What the page shall be, and how that stands.
#[derive(Clone, Debug, Default)]
pub struct BriefView {
    /// The prospect's name, as it is printed.
    pub prospect: String,
    /// Language of the page.
    pub lang: Lang,
    /// Which places.
    pub places: BriefPlaces,
    /// How many there are of the first, and on the shortlist.
    pub counts: [usize; 2],
    /// Without tenants' names, rents of let space and notes.
    pub confidential: bool,
    /// The map approval number.
    pub approval: String,
    /// The folder of the template, as typed; empty for the bundled one.
    pub template: String,
    /// As what it is saved.
    pub form: BriefForm,
    /// The file, as typed.
    pub path: String,
    /// The pages as they were set last.
    pub pages: Option<Arc<BriefPages>>,
    /// Whether these are of the present wish.
    pub is_current: bool,
    /// Whether pages are being set.
    pub is_setting: bool,
    /// How far that is, 0–1, where it is known.
    pub share: Option<f32>,
    /// Whether it is being written.
    pub is_writing: bool,
    /// A file that would be replaced, where the user has to say so first: a sentence.
    pub exists: Option<String>,
    /// Why there is no page, or no file: a sentence or more.
    pub fault: Option<String>,
    /// The file that was written last.
    pub written: Option<PathBuf>,
}

impl BriefView {
    /// How many places go onto the page.
    pub fn count(&self) -> usize {
        self.counts[self.places as usize]
    }
}

/// One wish about the page.
#[derive(Clone, Debug, PartialEq)]
pub enum BriefChange {
    /// Another name.
    Prospect(String),
    /// Another language.
    Lang(Lang),
    /// Other places.
    Places(BriefPlaces),
    /// With what must not leave the house, or without.
    Confidential(bool),
    /// Another map approval number.
    Approval(String),
    /// Another template.
    Template(String),
    /// Ask the system for the template's folder.
    BrowseTemplate,
    /// Another form; the path's ending follows.
    Form(BriefForm),
    /// Another file; its ending chooses the form.
    Path(String),
    /// Ask the system where to save it.
    BrowsePath,
    /// Save it; whether a file that is there may be replaced.
    Save(bool),
    /// Stop what runs.
    Cancel,
    /// Open what was written in the system's viewer.
    OpenWritten,
}
