//! A sheet as PNG and PDF, made of its SVG with the bundled faces alone, so that every machine makes the same. Refuses the
//! system's fonts, pictures from elsewhere and the clock: a PDF has the date it is given.

use std::sync::Arc;

use krilla::Document;
use krilla::metadata::{DateTime, Metadata};
use krilla::page::PageSettings;
use krilla_svg::{SurfaceExt, SvgSettings};
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{self, fontdb};

use crate::domain::Date;
use crate::i18n::Lang;

use super::fonts;

/// Points of paper (1/72 of an inch) in a point of the sheet (1/96 of an inch).
const PAPER: f32 = 0.75;

/// Why a sheet could not be made.
#[derive(Debug)]
pub enum ExportError {
    /// The picture has no size, or one that memory cannot hold.
    Size,
    /// The SVG cannot be read.
    Svg(String),
    /// The PDF cannot be written.
    Pdf(String),
}

impl std::fmt::Display for ExportError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Size => f.write_str("size"),
            Self::Svg(detail) | Self::Pdf(detail) => f.write_str(detail),
        }
    }
}

impl std::error::Error for ExportError {}

/// The sheet in pixels, `scale` pixels a point.
pub fn png(svg: &str, scale: f32) -> Result<Vec<u8>, ExportError> {
    let tree = tree_of(svg)?;
    let size = tree.size();
    let [width, height] = [size.width(), size.height()].map(|side| (side * scale).round());
    let mut pixels = Pixmap::new(width as u32, height as u32).ok_or(ExportError::Size)?;
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixels.as_mut());
    pixels.encode_png().map_err(|error| ExportError::Svg(error.to_string()))
}

/// The sheet on a page of its own size, its words as text. A scale of 1:n at 96 dpi is 1:n on paper.
pub fn pdf(svg: &str, title: &str, date: Option<Date>, lang: Lang) -> Result<Vec<u8>, ExportError> {
    let tree = tree_of(svg)?;
    let [width, height] = [tree.size().width() * PAPER, tree.size().height() * PAPER];
    let (Some(page), Some(size)) = (PageSettings::from_wh(width, height), krilla::geom::Size::from_wh(width, height)) else {
        return Err(ExportError::Size);
    };
    let mut document = Document::new();
    let mut metadata = Metadata::new()
        .title(title.to_owned())
        .creator(concat!("yuantu ", env!("CARGO_PKG_VERSION")).to_owned())
        .language(lang.pick("zh-CN", "en").to_owned());
    if let Some(date) = date {
        let (year, month, day) = date.ymd();
        metadata = metadata.creation_date(DateTime::new(year as u16).month(month as u8).day(day as u8));
    }
    document.set_metadata(metadata);
    let mut page = document.start_page_with(page);
    let mut surface = page.surface();
    let drawn = surface.draw_svg(&tree, size, SvgSettings::default());
    surface.finish();
    page.finish();
    drawn.ok_or_else(|| ExportError::Pdf("svg".to_owned()))?;
    document.finish().map_err(|error| ExportError::Pdf(format!("{error:?}")))
}

fn tree_of(svg: &str) -> Result<usvg::Tree, ExportError> {
    let mut faces = fontdb::Database::new();
    for face in [fonts::REGULAR, fonts::SEMIBOLD] {
        faces.load_font_source(fontdb::Source::Binary(Arc::new(face)));
    }
    faces.set_serif_family("Noto Sans SC");
    faces.set_sans_serif_family("Noto Sans SC");
    let options = usvg::Options { fontdb: Arc::new(faces), ..usvg::Options::default() };
    usvg::Tree::from_str(svg, &options).map_err(|error| ExportError::Svg(error.to_string()))
}
