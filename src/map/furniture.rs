//! What stands on the sheet's edge: scale bar, scale, north arrow, credit, marks of what is schematic or invented. Values
//! only, for the window and the exports alike; refuses to draw.

use crate::domain::{Confidence, Dataset, Field};
use crate::geodesy::mercator;
use crate::i18n::map::MapText;
use crate::i18n::{Lang, decimal, integer};

use super::camera::Camera;

/// Metres of a point on paper: 1/96 of an inch, as a point here is a pixel at 100 %.
const METRES_OF_A_POINT: f64 = 0.0254 / 96.0;

/// A bar of a round length on the ground.
#[derive(Clone, Debug, PartialEq)]
pub struct ScaleBar {
    /// Its length on the screen, points.
    pub length_pt: f64,
    /// Its length on the ground, metres: 1, 2 or 5 times a power of ten.
    pub length_m: f64,
    /// Its length in words: `200 m`, `1 km`.
    pub label: String,
}

/// The longest round bar that is no longer than `room_pt` points, for the ground in the middle of the view.
pub fn scale_bar(camera: &Camera, room_pt: f64, lang: Lang) -> ScaleBar {
    let metres_per_pt = camera.metres_per_pt();
    let most_m = (room_pt * metres_per_pt).max(f64::MIN_POSITIVE);
    let power = 10f64.powi(most_m.log10().floor() as i32);
    let length_m = [5.0, 2.0, 1.0].map(|step| step * power).into_iter().find(|&length| length <= most_m).unwrap_or(power);
    let label = if length_m >= 1_000.0 {
        MapText::Kilometres.fill(lang, &[&integer(length_m / 1_000.0)])
    } else {
        let decimals = if length_m < 1.0 { 2 } else { 0 };
        MapText::Metres.fill(lang, &[&decimal(length_m, decimals)])
    };
    ScaleBar { length_pt: length_m / metres_per_pt, length_m, label }
}

/// The n of 1:n in the middle of the view at 96 dpi.
pub fn scale_denominator(camera: &Camera) -> f64 {
    camera.metres_per_pt() / METRES_OF_A_POINT
}

/// The scale as it is shown: 1:n with three digits that count.
pub fn scale_text(camera: &Camera, lang: Lang) -> String {
    let n = scale_denominator(camera);
    let unit = 10f64.powi((n.max(1.0).log10().floor() as i32 - 2).max(0));
    MapText::ScaleOneTo.fill(lang, &[&integer((n / unit).round() * unit)])
}

/// The view of a place (`[lon, lat]`, degrees WGS84) at 1:n, 96 dpi.
pub fn camera_at_scale(centre: [f64; 2], denominator: f64) -> Camera {
    let mercator_per_pt = denominator * METRES_OF_A_POINT / mercator::ground_metres(centre[1]).max(0.01);
    Camera {
        centre_in_mercator: mercator::from_lon_lat(centre),
        mercator_per_pt: mercator_per_pt.clamp(Camera::MIN_MERCATOR_PER_PT, Camera::MAX_MERCATOR_PER_PT),
    }
}

/// The two halves of a north arrow that points up, in a box from −1 to 1 (x right, y down): the left one filled, the right one
/// outlined. Web Mercator keeps north up everywhere.
pub const NORTH_ARROW: [[[f32; 2]; 3]; 2] = [[[0.0, -1.0], [-0.62, 1.0], [0.0, 0.52]], [[0.0, -1.0], [0.62, 1.0], [0.0, 0.52]]];

/// Whom the base map is from: on the map, in About, on every export.
pub fn credit(lang: Lang) -> &'static str {
    MapText::Credit.text(lang)
}

/// Which marks a sheet of these datasets must carry: 示意 for what is only roughly where it is drawn, 演示 for what is invented.
pub fn confidence_marks<'a>(datasets: impl IntoIterator<Item = &'a Dataset>) -> Vec<Confidence> {
    let marks = [Confidence::Schematic, Confidence::Demo];
    let mut found = [false; 2];
    // What a whole file says comes first; rows are read only of files whose rows say something, and only until both are found.
    let (mut with_rows, mut note) = (Vec::new(), |confidence: Option<Confidence>| {
        for (mark, found) in marks.iter().zip(&mut found) {
            *found |= confidence == Some(*mark);
        }
        found == [true; 2]
    });
    let mut both = false;
    for dataset in datasets.into_iter().filter(|dataset| !dataset.is_empty()) {
        both |= note(dataset.confidence);
        if dataset.fields.column(Field::Confidence).is_some() {
            with_rows.push(dataset);
        }
    }
    for dataset in with_rows {
        let mut rows = 0..dataset.len();
        both = both || rows.any(|row| note(dataset.confidence_of(row)));
    }
    marks.into_iter().zip(found).filter(|(_, found)| *found).map(|(mark, _)| mark).collect()
}

/// What a mark of confidence says on the sheet; empty for what needs none.
pub fn confidence_text(mark: Confidence, lang: Lang) -> &'static str {
    match mark {
        Confidence::Schematic => MapText::Schematic.text(lang),
        Confidence::Demo => MapText::Demo.text(lang),
        Confidence::Published | Confidence::Estimate => "",
    }
}

#[cfg(test)]
mod tests {
    use crate::domain::{GeometryKind, Origin, Value};

    use super::*;

    fn dataset(whole: Option<Confidence>, rows: &[&str]) -> Dataset {
        let mut dataset = Dataset::new("places", Origin::Embedded);
        dataset.confidence = whole;
        for (row, text) in rows.iter().enumerate() {
            dataset.geometries.end_feature(GeometryKind::None);
            let column = dataset.table.column_or_new("confidence");
            dataset.table.columns[column].set(row, Value::Text(text));
            dataset.fields.set(Field::Confidence, column);
        }
        dataset
    }

    #[test]
    fn a_sheet_carries_the_marks_that_its_records_need() {
        let published = dataset(Some(Confidence::Published), &["公开", "公开"]);
        let one_schematic = dataset(None, &["公开", "示意"]);
        let demo = dataset(Some(Confidence::Demo), &["演示"]);
        assert_eq!(confidence_marks([&published]), []);
        assert_eq!(confidence_marks([&published, &one_schematic]), [Confidence::Schematic]);
        assert_eq!(confidence_marks([&demo, &one_schematic]), [Confidence::Schematic, Confidence::Demo]);
    }

    #[test]
    fn a_bar_is_round_and_true_on_the_ground() {
        let camera = camera_at_scale([121.45, 31.25], 40_000.0);
        // 1:40,000 at 96 dpi is 10.583 m a point.
        assert!((camera.metres_per_pt() - 10.583_33).abs() < 1e-3);
        let bar = scale_bar(&camera, 120.0, Lang::Zh);
        assert_eq!((bar.label.as_str(), bar.length_m), ("1 km", 1_000.0));
        assert!((bar.length_pt - 94.488).abs() < 0.01, "{}", bar.length_pt);
        assert_eq!(scale_text(&camera, Lang::Zh), "1:40,000");
        assert_eq!(scale_bar(&camera_at_scale([121.45, 31.25], 6_543.0), 130.0, Lang::En).label, "200 m");
        assert_eq!(scale_text(&camera_at_scale([121.45, 31.25], 6_543.0), Lang::Zh), "1:6,540");
    }
}
