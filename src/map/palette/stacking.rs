//! The colours of the stacking plan, the same in every look: a plan on paper and one on the screen read alike. Refuses the
//! colours of industries, which the map has.

use crate::domain::SpaceStatus;

use super::{Rgba, contrast};

/// The fill of a state. 转租 has that of 已租: an accent line tells it apart.
pub const fn status_fill(status: SpaceStatus) -> Rgba {
    match status {
        SpaceStatus::Vacant => Rgba::hex(0xD68F5C),
        SpaceStatus::Interest => Rgba::hex(0xF2D27E),
        SpaceStatus::Reserved => Rgba::hex(0xBFA3E6),
        SpaceStatus::FitOut => Rgba::hex(0xB5D3DE),
        SpaceStatus::Let | SpaceStatus::Sublet => Rgba::hex(0xD9DED6),
        SpaceStatus::Expiring => Rgba::hex(0x3F7C8D),
        SpaceStatus::Withheld => Rgba::hex(0x8A918D),
    }
}

/// Fills by how soon a lease ends, soonest first: within 3, 12, 24, 36 months, later.
pub const LEASE_END: [Rgba; 5] =
    [Rgba::hex(0x17535F), Rgba::hex(0x3F7C8D), Rgba::hex(0x7DABB8), Rgba::hex(0xB3D0D8), Rgba::hex(0xDCE8EA)];
/// Let, where the end of the lease or the industry is not on record.
pub const LET_UNTOLD: Rgba = Rgba::hex(0xD9DED6);
/// Not let, in a plan that is not coloured by state.
pub const NOT_LET: Rgba = Rgba::hex(0xF1E3CF);
/// The line inside 转租.
pub const SUBLET_LINE: Rgba = Rgba::hex(0x17535F);

/// What words on a fill are written in: the one of ink and paper that stands out more.
pub fn ink_on(fill: Rgba) -> Rgba {
    let (ink, paper) = (Rgba::hex(0x1D2421), Rgba::hex(0xFFFFFF));
    if contrast(ink, fill) >= contrast(paper, fill) { ink } else { paper }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::map::palette::{MapLook, MapPalette};

    #[test]
    fn words_can_be_read_on_every_fill() {
        let states = SpaceStatus::ALL.map(status_fill);
        let industries = MapLook::ALL.map(|look| MapPalette::of(look).industry);
        let fills = states.into_iter().chain(LEASE_END).chain(industries.into_iter().flatten()).chain([LET_UNTOLD, NOT_LET]);
        for fill in fills {
            let ratio = contrast(ink_on(fill), fill);
            assert!(ratio >= 4.5, "{fill:?} {ratio:.2}");
        }
        assert_eq!(ink_on(status_fill(SpaceStatus::Expiring)), Rgba::hex(0xFFFFFF));
    }
}
