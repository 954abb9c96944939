//! A plan as the bytes of a file. Refuses to write it: whoever asks knows where to, and what may be replaced.

use std::path::Path;

use crate::map::export::{self, ExportError};

use super::StackSheet;

/// The formats of a plan.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum StackFormat {
    /// Vectors with text.
    Svg,
    /// Pixels, two a point.
    Png,
    /// A page of the plan's own size, text selectable.
    #[default]
    Pdf,
}

impl StackFormat {
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Pdf, Self::Svg, Self::Png];

    /// Its name, the same in both languages.
    pub fn name(self) -> &'static str {
        match self {
            Self::Svg => "SVG",
            Self::Png => "PNG",
            Self::Pdf => "PDF",
        }
    }

    /// The ending of its files.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Svg => "svg",
            Self::Png => "png",
            Self::Pdf => "pdf",
        }
    }

    /// The format that the ending of a path names, whatever its case.
    pub fn of_path(path: &Path) -> Option<Self> {
        let ending = path.extension()?.to_string_lossy().to_ascii_lowercase();
        Self::ALL.into_iter().find(|format| format.extension() == ending)
    }
}

/// Pixels a point of a PNG.
const PIXELS_PER_PT: f32 = 2.0;

/// The plan in a format.
///
/// # Errors
/// When the picture has a size that memory cannot hold.
pub fn picture(sheet: &StackSheet<'_>, format: StackFormat) -> Result<Vec<u8>, ExportError> {
    let svg = super::svg(sheet);
    match format {
        StackFormat::Svg => Ok(svg.into_bytes()),
        StackFormat::Png => export::png(&svg, PIXELS_PER_PT),
        StackFormat::Pdf => export::pdf(&svg, &super::title(sheet), Some(sheet.plan.reference_date), sheet.telling.lang),
    }
}
