//! A template and what it is given, set as pages: PDF with its faces in it and its words as text, or pixels. Refuses the
//! network, packages, the clock and the system's faces: the same input gives the same bytes on every machine.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::{LazyHash, Scalar};
use typst::{Library, LibraryExt, World, WorldExt};
use typst_layout::PagedDocument;
use typst_pdf::PdfOptions;
use typst_render::RenderOptions;

use crate::domain::Date;
use crate::map::fonts;

use super::template::{MAIN, Template};

/// What one setting leaves for the next: so many settings later what was not used again is let go.
const KEPT_SETTINGS: usize = 3;

/// Pages, set.
pub struct Pages {
    document: PagedDocument,
}

/// What is wrong with a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The file.
    pub file: String,
    /// Its line, from 1.
    pub line: Option<usize>,
    /// What is wrong, as the typesetter says it.
    pub message: String,
    /// What it advises.
    pub hints: Vec<String>,
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.file)?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        write!(f, ": {}", self.message)?;
        self.hints.iter().try_for_each(|hint| write!(f, " ({hint})"))
    }
}

/// Pixels of a page, RGBA, opaque.
pub struct PagePixels {
    /// Width and height.
    pub size: [u32; 2],
    /// Rows from the top.
    pub rgba: Vec<u8>,
}

/// Sets a template. `given` are the files beside it that the program makes (`brief.json`, pictures), by name; they come before
/// those of the template's folder. `day` is what the template may take for today.
pub fn typeset(template: &Template, given: &[(String, Vec<u8>)], day: Date) -> Result<Pages, Vec<Fault>> {
    let Ok(main) = VirtualPath::new(MAIN) else { return Err(Vec::new()) };
    let main = RootedPath::new(VirtualRoot::Project, main).intern();
    let world = Desk::new(main, template, given, day);
    let document = typst::compile::<PagedDocument>(&world).output.map_err(|faults| world.faults(&faults));
    typst::comemo::evict(KEPT_SETTINGS);
    Ok(Pages { document: document? })
}

impl Pages {
    /// How many there are.
    pub fn count(&self) -> usize {
        self.document.pages().len()
    }

    /// All of them as PDF.
    pub fn pdf(&self) -> Result<Vec<u8>, Vec<Fault>> {
        let creator = concat!("yuantu ", env!("CARGO_PKG_VERSION")).to_owned();
        let options = PdfOptions { creator: Smart::Custom(Some(creator)), ..PdfOptions::default() };
        let fault = |fault: &SourceDiagnostic| Fault {
            file: MAIN.to_owned(),
            line: None,
            message: fault.message.to_string(),
            hints: fault.hints.iter().map(|hint| hint.v.to_string()).collect(),
        };
        typst_pdf::pdf(&self.document, &options).map_err(|faults| faults.iter().map(fault).collect())
    }

    /// A page in pixels, so many a point (1/72 of an inch); `None` past the last.
    pub fn pixels(&self, page: usize, pixels_per_pt: f64) -> Option<PagePixels> {
        let pixels = self.render(page, pixels_per_pt)?;
        let size = [pixels.width(), pixels.height()];
        Some(PagePixels { size, rgba: pixels.take() })
    }

    /// A page as PNG; `None` past the last, or when it cannot be packed.
    pub fn png(&self, page: usize, pixels_per_pt: f64) -> Option<Vec<u8>> {
        self.render(page, pixels_per_pt)?.encode_png().ok()
    }

    fn render(&self, page: usize, pixels_per_pt: f64) -> Option<resvg::tiny_skia::Pixmap> {
        let options = RenderOptions { pixel_per_pt: Scalar::new(pixels_per_pt), render_bleed: false };
        Some(typst_render::render(self.document.pages().get(page)?, &options))
    }
}

/// The bundled faces, read once.
static BUNDLED: LazyLock<Vec<Font>> =
    LazyLock::new(|| [fonts::REGULAR, fonts::SEMIBOLD].into_iter().flat_map(|face| Font::iter(Bytes::new(face))).collect());

/// All that a setting may look at.
struct Desk {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    faces: Vec<Font>,
    main: FileId,
    files: BTreeMap<String, Bytes>,
    day: Option<Datetime>,
}

impl Desk {
    fn new(main: FileId, template: &Template, given: &[(String, Vec<u8>)], day: Date) -> Self {
        let mut files: BTreeMap<String, Bytes> =
            template.files.iter().map(|(name, bytes)| (name.clone(), Bytes::new(bytes.clone()))).collect();
        files.extend(given.iter().map(|(name, bytes)| (name.clone(), Bytes::new(bytes.clone()))));
        let mut faces = BUNDLED.clone();
        let is_face = |name: &str| [".ttf", ".otf", ".ttc"].iter().any(|ending| name.to_ascii_lowercase().ends_with(ending));
        faces.extend(files.iter().filter(|(name, _)| is_face(name)).flat_map(|(_, bytes)| Font::iter(bytes.clone())));
        let (year, month, day) = day.ymd();
        Self {
            library: LazyHash::new(Library::default()),
            book: LazyHash::new(FontBook::from_fonts(&faces)),
            faces,
            main,
            files,
            day: Datetime::from_ymd(year, month as u8, day as u8),
        }
    }

    fn bytes_of(&self, id: FileId) -> FileResult<&Bytes> {
        if *id.root() != VirtualRoot::Project {
            return Err(FileError::Other(Some("packages are not fetched: put the file into the folder of the template".into())));
        }
        let name = id.vpath().get_without_slash();
        self.files.get(name).ok_or_else(|| FileError::NotFound(name.into()))
    }

    fn faults(&self, faults: &[SourceDiagnostic]) -> Vec<Fault> {
        faults.iter().map(|fault| self.fault(fault)).collect()
    }

    fn fault(&self, fault: &SourceDiagnostic) -> Fault {
        let id = fault.span.id();
        let line = id.and_then(|id| {
            let source = self.source(id).ok()?;
            Some(source.lines().byte_to_line(self.range(fault.span)?.start)? + 1)
        });
        Fault {
            file: id.map_or_else(|| MAIN.to_owned(), |id| id.vpath().get_without_slash().to_owned()),
            line,
            message: fault.message.to_string(),
            hints: fault.hints.iter().map(|hint| hint.v.to_string()).collect(),
        }
    }
}

impl World for Desk {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        let text = self.bytes_of(id)?.as_str().map_err(|_| FileError::InvalidUtf8)?;
        Ok(Source::new(id, text.to_owned()))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        self.bytes_of(id).cloned()
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.faces.get(index).cloned()
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        self.day
    }
}
