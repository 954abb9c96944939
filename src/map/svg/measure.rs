//! How wide a text is in the bundled faces. Refuses shaping: Chinese and Latin letters side by side need none.

use ttf_parser::Face;

use crate::map::fonts;
use crate::map::labels::LabelStyle;

/// Height of a line, in sizes of its letters.
pub(crate) const LINE: f64 = 1.3;
/// From the middle of a line down to its baseline, in sizes of its letters: Chinese characters stand in the middle.
pub(crate) const BASELINE: f64 = 0.36;

/// The faces to measure with.
pub(crate) struct Faces {
    regular: Option<Face<'static>>,
    semi_bold: Option<Face<'static>>,
}

impl Faces {
    /// The bundled ones.
    pub(crate) fn bundled() -> Self {
        Self { regular: Face::parse(fonts::REGULAR, 0).ok(), semi_bold: Face::parse(fonts::SEMIBOLD, 0).ok() }
    }

    /// Width of a text, in points.
    pub(crate) fn width(&self, text: &str, size_pt: f64, semi_bold: bool, spacing_pt: f64) -> f64 {
        text.chars().map(|c| self.advance(c, semi_bold) * size_pt + spacing_pt).sum()
    }

    /// Width and height of a name, in points.
    pub(crate) fn size_of(&self, text: &str, style: LabelStyle) -> [f32; 2] {
        let size_pt = f64::from(style.size_pt);
        let width = self.width(text, size_pt, style.semi_bold, f64::from(style.spacing_pt));
        [width as f32, (size_pt * LINE) as f32]
    }

    /// Width of a character in sizes of the letters. What the titles' face lacks is set in the text face; what both lack is
    /// taken to be as wide as it is high.
    fn advance(&self, c: char, semi_bold: bool) -> f64 {
        let first = if semi_bold { self.semi_bold.as_ref() } else { None };
        let advance = |face: &Face<'static>| {
            let glyph = face.glyph_index(c)?;
            Some(f64::from(face.glyph_hor_advance(glyph)?) / f64::from(face.units_per_em()))
        };
        first.and_then(advance).or_else(|| self.regular.as_ref().and_then(advance)).unwrap_or(1.0)
    }
}
