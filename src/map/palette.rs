//! Every colour of the map, in one home, for paper, ink and projector. Refuses the interface's colours (`ui/theme`) and to
//! decide what is drawn with which (`map/sheet`).

pub mod stacking;

use crate::domain::Industry;

use super::scene::{MarkShape, Rgba};

/// The three printings of the map.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum MapLook {
    /// Warm paper.
    #[default]
    Light,
    /// Ink.
    Dark,
    /// For a projector in a lit room.
    Projector,
}

impl MapLook {
    /// All looks.
    pub const ALL: [Self; 3] = [Self::Light, Self::Dark, Self::Projector];
}

/// The colours of one look.
#[derive(Clone, Debug, PartialEq)]
pub struct MapPalette {
    /// Ground.
    pub land: Rgba,
    /// Buildings with nothing to let.
    pub other_building: Rgba,
    /// Grounds of schools, hospitals, malls.
    pub site: Rgba,
    /// Water surfaces and rivers.
    pub water: Rgba,
    /// Banks.
    pub water_edge: Rgba,
    /// Parks and pitches.
    pub green: Rgba,
    /// Minor streets.
    pub street: Rgba,
    /// Main streets.
    pub main_road: Rgba,
    /// Edge of streets.
    pub road_casing: Rgba,
    /// Elevated roads.
    pub expressway: Rgba,
    /// Edge of elevated roads.
    pub expressway_casing: Rgba,
    /// Main-line tracks.
    pub railway: Rgba,
    /// Metro tracks and station rings.
    pub metro: Rgba,
    /// Outline of carrier parks.
    pub park_outline: Rgba,
    /// Edge of buildings that have a class.
    pub building_edge: Rgba,
    /// Outline where there is no data.
    pub no_data: Rgba,
    /// Ground of the blocks 北部, 中部, 南部.
    pub block_tint: [Rgba; 3],
    /// Line of the blocks, and their names.
    pub block_line: [Rgba; 3],
    /// Renewal areas.
    pub renewal: Rgba,
    /// Parks with a low-efficiency flag.
    pub low_efficiency: Rgba,
    /// What the geometry check found.
    pub finding: Rgba,
    /// Around every label.
    pub halo: Rgba,
    /// Names of parks, buildings and the selection.
    pub label: Rgba,
    /// Names of streets, grounds and districts.
    pub label_road: Rgba,
    /// Names of water.
    pub label_water: Rgba,
    /// Names of stations.
    pub label_station: Rgba,
    /// The steps of vacancy, from least to most.
    pub vacancy: [Rgba; 5],
    /// The five industries in the order of the plan.
    pub industry: [Rgba; 5],
    /// Firms whose industry is not known.
    pub no_industry: Rgba,
    /// Ring around marks.
    pub mark_ring: Rgba,
    /// Outline of what is selected.
    pub selection: Rgba,
    /// Casing under it.
    pub selection_casing: Rgba,
    /// Outline of what is hovered.
    pub hover: Rgba,
    /// Layers of the user's own, taken in turn.
    pub own: [Rgba; 3],
    /// A numbered pin and the number on it.
    pub pin: [Rgba; 2],
}

impl MapPalette {
    /// Share of the colour of buildings in which nothing fits, while space is looked for.
    pub const FADED_OPACITY: f32 = 0.22;
    /// Share of the colour in the band inside a block's line.
    pub const BAND_OPACITY: f32 = 0.13;
    /// Share of the industry's colour in a cluster's outline.
    pub const HULL_OPACITY: f32 = 0.08;
    /// Share of the colour in a cluster's line where the scale is small.
    pub const FAR_LINE_OPACITY: f32 = 0.55;
    /// Share of the colour in the ground of a carrier park.
    pub const GROUNDS_OPACITY: f32 = 0.03;
    /// Share of the colour in a hatch.
    pub const HATCH_OPACITY: f32 = 0.30;
    /// Share of the colour in the areas of the user's own layers.
    pub const OWN_FILL_OPACITY: f32 = 0.22;

    /// Share of the colour in the areas that the geometry check found.
    pub const FINDING_OPACITY: f32 = 0.30;

    /// Share of the colour in what a repair adds and takes away.
    pub const CHANGE_OPACITY: f32 = 0.55;

    /// Width of the ring around a mark, points.
    pub const MARK_RING_PT: f32 = 1.2;
    /// Width of the line around what is hovered, points.
    pub const HOVER_PT: f32 = 1.5;
    /// Width of the line around what is selected, points.
    pub const SELECTION_PT: f32 = 3.0;
    /// Width of the casing under it, points.
    pub const SELECTION_CASING_PT: f32 = 6.0;

    /// The colours of a look.
    pub const fn of(look: MapLook) -> &'static Self {
        match look {
            MapLook::Light => &LIGHT,
            MapLook::Dark => &DARK,
            MapLook::Projector => &PROJECTOR,
        }
    }

    /// The colour of an industry.
    pub fn of_industry(&self, industry: Industry) -> Rgba {
        self.industry[industry as usize]
    }

    /// The colour of a layer of the user's own by its turn; further layers begin again.
    pub fn own_colour(&self, turn: usize) -> Rgba {
        self.own[turn % self.own.len()]
    }

    /// The line of a block by its place in the data; further blocks begin again.
    pub fn line_of_block(&self, index: usize) -> Rgba {
        self.block_line[index % self.block_line.len()]
    }

    /// The ground of a block by its place in the data; further blocks begin again.
    pub fn tint_of_block(&self, index: usize) -> Rgba {
        self.block_tint[index % self.block_tint.len()]
    }
}

/// The shape of an industry's marks, so that industries can be told apart with colour removed.
pub fn shape_of_industry(industry: Industry) -> MarkShape {
    match industry {
        Industry::DataIntelligence => MarkShape::Circle,
        Industry::CulturalCreative => MarkShape::Diamond,
        Industry::CommerceServices => MarkShape::Square,
        Industry::LifeHealth => MarkShape::Cross,
        Industry::ProfessionalServices => MarkShape::Triangle,
    }
}

/// The contrast ratio of two opaque colours (WCAG 2.2, 1–21).
pub fn contrast(a: Rgba, b: Rgba) -> f64 {
    let (a, b) = (relative_luminance(a), relative_luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// Relative luminance of sRGB (WCAG 2.2), 0–1.
fn relative_luminance(Rgba([r, g, b, _]): Rgba) -> f64 {
    let linear = |channel: u8| {
        let share = f64::from(channel) / 255.0;
        if share <= 0.040_45 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b)
}

const LIGHT: MapPalette = MapPalette {
    land: Rgba::hex(0xF3F1EA),
    other_building: Rgba::hex(0xE4E1D7),
    site: Rgba::hex(0xECE9E0),
    water: Rgba::hex(0xC6DBE2),
    water_edge: Rgba::hex(0xA9C6D1),
    green: Rgba::hex(0xDAE5CD),
    street: Rgba::hex(0xFCFBF8),
    main_road: Rgba::hex(0xFFFFFF),
    road_casing: Rgba::hex(0xD8D4C8),
    expressway: Rgba::hex(0xFFFFFF),
    expressway_casing: Rgba::hex(0xBDB8AA),
    railway: Rgba::hex(0xBDB8AA),
    metro: Rgba::hex(0x7C8791),
    park_outline: Rgba::hex(0x4B5752),
    building_edge: Rgba::hex(0xA8977B),
    no_data: Rgba::hex(0x8A948D),
    block_tint: [Rgba::hex(0xE6EEF3), Rgba::hex(0xF4EBEC), Rgba::hex(0xEAF1E6)],
    block_line: [Rgba::hex(0x2F6690), Rgba::hex(0x96476B), Rgba::hex(0x3F7A54)],
    renewal: Rgba::hex(0x17535F),
    low_efficiency: Rgba::hex(0xB3261E),
    finding: Rgba::hex(0xB3261E),
    halo: Rgba::hex(0xFBFAF6),
    label: Rgba::hex(0x1D2421),
    label_road: Rgba::hex(0x716D62),
    label_water: Rgba::hex(0x3F7286),
    label_station: Rgba::hex(0x46525C),
    vacancy: [Rgba::hex(0xF1E3CF), Rgba::hex(0xE7BE94), Rgba::hex(0xD68F5C), Rgba::hex(0xB45F36), Rgba::hex(0x7E3418)],
    industry: [Rgba::hex(0x216BC3), Rgba::hex(0xAD2F68), Rgba::hex(0xE0A21B), Rgba::hex(0x04B58F), Rgba::hex(0x1D382F)],
    no_industry: Rgba::hex(0x8A948D),
    mark_ring: Rgba::hex(0xFFFFFF),
    selection: Rgba::hex(0x007C9E),
    selection_casing: Rgba::hex(0xFFFFFF),
    hover: Rgba::hex(0x1D2421),
    own: [Rgba::hex(0x17535F), Rgba::hex(0x2F5F8F), Rgba::hex(0x8F5A00)],
    pin: [Rgba::hex(0x17535F), Rgba::hex(0xFFFFFF)],
};

const DARK: MapPalette = MapPalette {
    land: Rgba::hex(0x171C1F),
    other_building: Rgba::hex(0x20272A),
    site: Rgba::hex(0x1B2124),
    water: Rgba::hex(0x12303C),
    water_edge: Rgba::hex(0x1F4858),
    green: Rgba::hex(0x1B2A22),
    street: Rgba::hex(0x22292D),
    main_road: Rgba::hex(0x2C3539),
    road_casing: Rgba::hex(0x171C1F),
    expressway: Rgba::hex(0x38434A),
    expressway_casing: Rgba::hex(0x171C1F),
    railway: Rgba::hex(0x38434A),
    metro: Rgba::hex(0x5F6E78),
    park_outline: Rgba::hex(0x97A5A0),
    building_edge: Rgba::hex(0x0F1314),
    no_data: Rgba::hex(0x74817F),
    block_tint: [Rgba::hex(0x1A242C), Rgba::hex(0x261E25), Rgba::hex(0x1B2620)],
    block_line: [Rgba::hex(0x6FA8D6), Rgba::hex(0xD287AC), Rgba::hex(0x7FBF93)],
    renewal: Rgba::hex(0x6CC5CF),
    low_efficiency: Rgba::hex(0xFF9B91),
    finding: Rgba::hex(0xFF9B91),
    halo: Rgba::hex(0x14191B),
    label: Rgba::hex(0xE9EEEC),
    label_road: Rgba::hex(0x8B979B),
    label_water: Rgba::hex(0x7FB4C8),
    label_station: Rgba::hex(0xA9B6BE),
    vacancy: [Rgba::hex(0x3A3430), Rgba::hex(0x6B4A35), Rgba::hex(0xA0653A), Rgba::hex(0xD68B45), Rgba::hex(0xFFC46B)],
    industry: [Rgba::hex(0x869EFF), Rgba::hex(0xD76C9B), Rgba::hex(0xF9DC32), Rgba::hex(0x25E7AA), Rgba::hex(0xD4DDFE)],
    no_industry: Rgba::hex(0x74817F),
    mark_ring: Rgba::hex(0x14191B),
    selection: Rgba::hex(0x5BE1F2),
    selection_casing: Rgba::hex(0x0E1213),
    hover: Rgba::hex(0xFFFFFF),
    own: [Rgba::hex(0x6CC5CF), Rgba::hex(0x8FBDEB), Rgba::hex(0xF0BC5E)],
    pin: [Rgba::hex(0x6CC5CF), Rgba::hex(0x0C1F23)],
};

const PROJECTOR: MapPalette = MapPalette {
    land: Rgba::hex(0xFFFFFF),
    other_building: Rgba::hex(0xEDEDEA),
    site: Rgba::hex(0xF6F6F4),
    water: Rgba::hex(0xB4D3E4),
    water_edge: Rgba::hex(0x7FB0C8),
    green: Rgba::hex(0xD3E6C4),
    street: Rgba::hex(0xF3F3F1),
    main_road: Rgba::hex(0xFFFFFF),
    road_casing: Rgba::hex(0xC9C9C4),
    expressway: Rgba::hex(0xFFFFFF),
    expressway_casing: Rgba::hex(0x9E9E98),
    railway: Rgba::hex(0x9E9E98),
    metro: Rgba::hex(0x55616B),
    park_outline: Rgba::hex(0x2C3834),
    building_edge: Rgba::hex(0xA8977B),
    no_data: Rgba::hex(0x8A948D),
    block_tint: [Rgba::hex(0xE3EEF6), Rgba::hex(0xF6E8EC), Rgba::hex(0xE6F2E1)],
    block_line: [Rgba::hex(0x1F5A8C), Rgba::hex(0x8E2F5C), Rgba::hex(0x2C6B43)],
    label: Rgba::hex(0x0E1514),
    halo: Rgba::hex(0xFFFFFF),
    label_road: Rgba::hex(0x55554F),
    label_water: Rgba::hex(0x1F5A78),
    label_station: Rgba::hex(0x46525C),
    vacancy: [Rgba::hex(0xF5E3C8), Rgba::hex(0xEBB37E), Rgba::hex(0xD77F43), Rgba::hex(0xAE4E22), Rgba::hex(0x6E260C)],
    ..LIGHT
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_read_on_their_halo() {
        // The least figures that the tokens claim: 4.9 on paper, 5.9 in the dark, 7.5 projected.
        for (look, least) in [(MapLook::Light, 4.9), (MapLook::Dark, 5.9), (MapLook::Projector, 7.5)] {
            let palette = MapPalette::of(look);
            for label in [palette.label, palette.label_road, palette.label_water, palette.label_station] {
                let ratio = contrast(label, palette.halo);
                assert!(ratio >= least - 0.05, "{look:?} {label:?} {ratio:.2}");
            }
            for label in palette.block_line {
                assert!(contrast(label, palette.halo) >= 4.5, "{look:?} {label:?}");
            }
        }
    }

    #[test]
    fn contrast_of_known_pairs() {
        assert!((contrast(Rgba::hex(0x000000), Rgba::hex(0xFFFFFF)) - 21.0).abs() < 1e-9);
        // #777777 on white is 4.48, the known grey that just fails.
        assert!((contrast(Rgba::hex(0x777777), Rgba::hex(0xFFFFFF)) - 4.48).abs() < 0.005);
    }

    #[test]
    fn what_is_selected_stands_out_from_the_land() {
        for look in MapLook::ALL {
            let palette = MapPalette::of(look);
            assert!(contrast(palette.selection, palette.land) >= 3.0, "{look:?}");
            assert!(contrast(palette.hover, palette.land) >= 7.0, "{look:?}");
            assert!(contrast(palette.park_outline, palette.land) >= 3.0, "{look:?}");
        }
    }
}
