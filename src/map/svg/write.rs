//! Elements of SVG 1.1 as text: numbers, colours, escapes. Refuses to know what they show.

use std::fmt::Write as _;

use crate::map::scene::Rgba;

/// Family of the text face, with what stands in for it elsewhere.
const REGULAR: &str = "Noto Sans SC, Source Han Sans SC, sans-serif";
/// Family of the titles' face.
const SEMI_BOLD: &str = "Noto Sans SC SemiBold, Noto Sans SC, Source Han Sans SC, sans-serif";

/// An SVG being written.
#[derive(Default)]
pub(crate) struct Svg {
    text: String,
}

/// How a text is set.
#[derive(Clone, Copy)]
pub(crate) struct TextLook {
    /// Size, points.
    pub size_pt: f64,
    /// 600 instead of 400.
    pub semi_bold: bool,
    /// Extra room after each character, points.
    pub spacing_pt: f64,
    /// Colour of the letters.
    pub colour: Rgba,
    /// Colour and width around them, points on each side.
    pub halo: Option<(Rgba, f64)>,
    /// Which part of the text stands at its place.
    pub anchor: Anchor,
}

/// Which part of a text stands at its place.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Anchor {
    /// Its left end.
    Start,
    /// Its middle.
    Middle,
    /// Its right end.
    End,
}

impl Svg {
    /// A picture of so many points.
    pub(crate) fn begin([width, height]: [f64; 2], title: &str) -> Self {
        let (width, height) = (number(width), number(height));
        let mut svg = Self::default();
        let _ = writeln!(
            svg.text,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" \
             font-family=\"{REGULAR}\">\n<title>{}</title>",
            escaped(title)
        );
        svg
    }

    /// The whole picture.
    pub(crate) fn finish(mut self) -> String {
        self.text.push_str("</svg>\n");
        self.text
    }

    /// Adds what another one holds.
    pub(crate) fn append(&mut self, other: &Self) {
        self.text.push_str(&other.text);
    }

    /// Opens a group with a name.
    pub(crate) fn open_group(&mut self, name: &str) {
        let _ = writeln!(self.text, "<g id=\"{}\">", escaped(name));
    }

    /// Closes a group.
    pub(crate) fn close_group(&mut self) {
        self.text.push_str("</g>\n");
    }

    /// A filled rectangle.
    pub(crate) fn rect(&mut self, [x, y]: [f64; 2], [width, height]: [f64; 2], fill: Rgba) {
        let [x, y, width, height] = [x, y, width, height].map(number);
        let _ = writeln!(self.text, "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"{}/>", paint("fill", fill));
    }

    /// A path with a fill and a line, either of which may be clear. `more` holds further attributes.
    pub(crate) fn path(&mut self, d: &str, fill: Rgba, line: Option<(Rgba, f64)>, more: &str) {
        let _ = write!(self.text, "<path d=\"{d}\"{}", paint("fill", fill));
        if let Some((colour, width)) = line {
            let _ = write!(self.text, "{} stroke-width=\"{}\"", paint("stroke", colour), number(width));
        }
        let _ = writeln!(self.text, "{more}/>");
    }

    /// A region to clip by, with a name.
    pub(crate) fn clip(&mut self, name: &str, d: &str) {
        let _ = writeln!(self.text, "<clipPath id=\"{name}\"><path d=\"{d}\" clip-rule=\"evenodd\"/></clipPath>");
    }

    /// A line of text with its baseline at `at`, turned about `turn`: an angle in radians, clockwise, and the middle.
    pub(crate) fn text(&mut self, at: [f64; 2], words: &str, look: TextLook, turn: Option<(f64, [f64; 2])>) {
        let [x, y] = at.map(number);
        let _ = write!(self.text, "<text x=\"{x}\" y=\"{y}\" font-size=\"{}\"", number(look.size_pt));
        if look.semi_bold {
            let _ = write!(self.text, " font-family=\"{SEMI_BOLD}\" font-weight=\"600\"");
        }
        match look.anchor {
            Anchor::Start => {}
            Anchor::Middle => self.text.push_str(" text-anchor=\"middle\""),
            Anchor::End => self.text.push_str(" text-anchor=\"end\""),
        }
        if look.spacing_pt > 0.0 {
            let _ = write!(self.text, " letter-spacing=\"{}\"", number(look.spacing_pt));
        }
        if let Some((angle, [cx, cy])) = turn.filter(|(angle, _)| *angle != 0.0) {
            let _ = write!(self.text, " transform=\"rotate({} {} {})\"", number(angle.to_degrees()), number(cx), number(cy));
        }
        self.text.push_str(&paint("fill", look.colour));
        if let Some((colour, reach)) = look.halo {
            let width = number(2.0 * reach);
            let halo = paint("stroke", colour);
            let _ = write!(self.text, "{halo} stroke-width=\"{width}\" stroke-linejoin=\"round\" paint-order=\"stroke\"");
        }
        let _ = writeln!(self.text, ">{}</text>", escaped(words));
    }
}

/// A number with at most two decimals.
pub(crate) fn number(value: f64) -> String {
    let text = format!("{value:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

/// The path of some points of the picture.
pub(crate) fn path_of(points: impl IntoIterator<Item = [f64; 2]>, is_closed: bool) -> String {
    let mut d = String::new();
    for (i, [x, y]) in points.into_iter().enumerate() {
        let _ = write!(d, "{}{} {}", if i == 0 { "M" } else { "L" }, number(x), number(y));
    }
    if is_closed {
        d.push('Z');
    }
    d
}

/// A colour as the attributes of `fill` or `stroke`.
fn paint(what: &str, Rgba([r, g, b, a]): Rgba) -> String {
    match a {
        0 => format!(" {what}=\"none\""),
        255 => format!(" {what}=\"#{r:02x}{g:02x}{b:02x}\""),
        _ => format!(" {what}=\"#{r:02x}{g:02x}{b:02x}\" {what}-opacity=\"{:.3}\"", f64::from(a) / 255.0),
    }
}

/// Text that may stand in XML 1.0; characters that XML has no place for are left out.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            _ => escaped.push(c),
        }
    }
    escaped
}
