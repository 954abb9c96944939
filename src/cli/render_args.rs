//! The options of `yuantu render`. Refuses to draw.

use std::path::{Path, PathBuf};

use lexopt::Parser;

use crate::domain::{Date, LonLatBounds};
use crate::i18n::cli::CliText;
use crate::map::palette::MapLook;
use crate::workspace::LayerKey;

use super::args::value_of;

/// The greatest side of a picture, points.
const LONGEST_SIDE: u32 = 16_384;
/// The greatest picture, square points.
const LARGEST: u32 = 100_000_000;

/// The longest approval number, characters; they are about 15 long.
const LONGEST_APPROVAL: usize = 40;

/// What a wrong option is told with.
type Wrong = (CliText, Vec<String>);

/// What kind of picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    Png,
    Svg,
    Pdf,
}

/// Where the picture looks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Look {
    /// At everything that is new: the user's files, else the park.
    Whole,
    /// At a place `[lon, lat]`, at a scale of 1:n at 96 dpi.
    At([f64; 2], f64),
    /// At bounds.
    Bounds(LonLatBounds),
}

/// A picture that is wanted.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct RenderWish {
    pub out: PathBuf,
    pub format: Format,
    /// Width and height, points (pixels at 100 %).
    pub size_pt: [u32; 2],
    pub look: Look,
    pub palette: MapLook,
    /// Only these layers.
    pub layers: Option<Vec<LayerKey>>,
    pub date: Option<Date>,
    /// The map approval number (审图号); empty where there is none.
    pub approval: String,
    pub files: Vec<PathBuf>,
}

/// The options as they were given.
#[derive(Default)]
pub(super) struct RawRender {
    out: Option<(PathBuf, Format)>,
    size: Option<[u32; 2]>,
    centre: Option<[f64; 2]>,
    scale: Option<f64>,
    bbox: Option<LonLatBounds>,
    palette: MapLook,
    layers: Option<Vec<LayerKey>>,
    approval: String,
}

impl RawRender {
    /// Takes an option with its value; false when it is none of `render`.
    pub(super) fn take(&mut self, option: &str, parser: &mut Parser) -> Result<bool, Wrong> {
        match option {
            "--out" => {
                let Ok(path) = parser.value() else { return Err((CliText::MissingValue, vec![option.to_owned()])) };
                let path = PathBuf::from(path);
                let Some(format) = format_of(&path) else {
                    let values = [option, &path.to_string_lossy(), "FILE.png, FILE.svg, FILE.pdf"].map(str::to_owned);
                    return Err((CliText::BadValue, values.into()));
                };
                self.out = Some((path, format));
            }
            "--size" => self.size = Some(value_of(parser, option, "WxH (1600x1000)", size)?),
            "--center" => self.centre = Some(value_of(parser, option, "LON,LAT (121.45,31.28)", place)?),
            "--scale" => self.scale = Some(value_of(parser, option, "N (10000)", scale)?),
            "--bbox" => self.bbox = Some(value_of(parser, option, "W,S,E,N (121.42,31.21,121.49,31.31)", bounds)?),
            "--theme" => self.palette = value_of(parser, option, "light, dark, projector", palette)?,
            "--layers" => self.layers = Some(value_of(parser, option, &layer_codes(), layers)?),
            "--approval" => self.approval = value_of(parser, option, "GS(2026)1234", approval)?,
            _ => return Ok(false),
        }
        Ok(true)
    }

    /// The picture these options want, or what is missing.
    pub(super) fn resolve(self, files: Vec<PathBuf>, date: Option<Date>) -> Result<RenderWish, Wrong> {
        let needs = |option: &str| (CliText::RenderNeeds, vec![option.to_owned()]);
        let pair = |text, options: [&str; 2]| (text, options.map(str::to_owned).into());
        let (out, format) = self.out.ok_or_else(|| needs("--out FILE.png|.svg|.pdf"))?;
        let size_pt = self.size.ok_or_else(|| needs("--size WxH"))?;
        let look = match (self.centre, self.scale, self.bbox) {
            (None, None, None) => Look::Whole,
            (Some(centre), Some(scale), None) => Look::At(centre, scale),
            (None, None, Some(bounds)) => Look::Bounds(bounds),
            (_, _, None) => return Err(pair(CliText::RenderAlone, ["--center", "--scale"])),
            (_, _, Some(_)) => return Err(pair(CliText::RenderEither, ["--center --scale", "--bbox"])),
        };
        let Self { palette, layers, approval, .. } = self;
        Ok(RenderWish { out, format, size_pt, look, palette, layers, date, approval, files })
    }
}

/// The layers of the embedded data by name, and how those of the user's own are named.
pub(super) fn layer_codes() -> String {
    let codes: Vec<_> = LayerKey::EMBEDDED.iter().map(LayerKey::code).collect();
    format!("{}, own:NAME", codes.join(", "))
}

fn format_of(path: &Path) -> Option<Format> {
    match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
        "png" => Some(Format::Png),
        "svg" => Some(Format::Svg),
        "pdf" => Some(Format::Pdf),
        _ => None,
    }
}

fn size(text: &str) -> Option<[u32; 2]> {
    let (width, height) = text.split_once(['x', 'X', '×'])?;
    let side = |text: &str| text.trim().parse().ok().filter(|side| (16..=LONGEST_SIDE).contains(side));
    let size = [side(width)?, side(height)?];
    (size[0].checked_mul(size[1])? <= LARGEST).then_some(size)
}

fn numbers<const N: usize>(text: &str) -> Option<[f64; N]> {
    let numbers: Option<Vec<f64>> =
        text.split(',').map(|part| part.trim().parse().ok().filter(|n: &f64| n.is_finite())).collect();
    numbers?.try_into().ok()
}

fn place(text: &str) -> Option<[f64; 2]> {
    let [lon, lat] = numbers(text)?;
    (lon.abs() <= 180.0 && lat.abs() <= 85.0).then_some([lon, lat])
}

fn scale(text: &str) -> Option<f64> {
    text.trim().trim_start_matches("1:").parse().ok().filter(|n: &f64| (100.0..=500_000_000.0).contains(n))
}

fn bounds(text: &str) -> Option<LonLatBounds> {
    let [west, south, east, north] = numbers(text)?;
    let is_on_earth = west >= -180.0 && east <= 180.0 && south >= -85.0 && north <= 85.0;
    (is_on_earth && west < east && south < north).then_some(LonLatBounds { west, south, east, north })
}

fn palette(text: &str) -> Option<MapLook> {
    let at = ["light", "dark", "projector"].iter().position(|known| *known == text)?;
    MapLook::ALL.get(at).copied()
}

/// A number of a line: words that would push the credit off the sheet are none.
pub(super) fn approval(text: &str) -> Option<String> {
    let number = text.trim();
    let is_number = (1..=LONGEST_APPROVAL).contains(&number.chars().count()) && !number.chars().any(char::is_control);
    is_number.then(|| number.to_owned())
}

fn layers(text: &str) -> Option<Vec<LayerKey>> {
    let layer = |code: &str| {
        let own = code.strip_prefix("own:").map(|name| LayerKey::Own(name.to_owned()));
        own.or_else(|| LayerKey::EMBEDDED.into_iter().find(|key| key.code() == code))
    };
    text.split(',').map(|code| layer(code.trim())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_read_or_refused() {
        assert_eq!(size("1600x1000"), Some([1600, 1000]));
        assert_eq!([size("1600"), size("0x10"), size("16384x16384"), size("-5x20")], [None; 4]);
        assert_eq!(place("121.45, 31.28"), Some([121.45, 31.28]));
        assert_eq!([place("121.45"), place("31,121"), place("nan,1")], [None; 3]);
        assert_eq!((scale("1:10000"), scale("10000"), scale("0")), (Some(10_000.0), Some(10_000.0), None));
        assert_eq!(bounds("121.5,31.2,121.4,31.3"), None);
        assert_eq!(layers("blocks,own:a"), Some(vec![LayerKey::Blocks, LayerKey::Own("a".to_owned())]));
        assert_eq!(layers("blocks,nonsense"), None);
        assert_eq!(approval(" 沪S(2026)045号 "), Some("沪S(2026)045号".to_owned()));
        assert_eq!([approval(" "), approval("a\nb"), approval(&"1".repeat(41))], [None, None, None]);
    }
}
