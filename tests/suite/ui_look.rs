//! Pictures of the panels, for eyes: `target/ui/*.png`. They fail only when a panel panics, a glyph is missing or a control
//! has no name.

use yuantu::i18n::Lang;
use yuantu::ui::command::Page;
use yuantu::ui::theme::Look;

use super::ui_stage::{Stage, picture};

#[test]
fn browse_in_every_look() {
    for (look, name) in [(Look::Light, "light"), (Look::Dark, "dark"), (Look::Projector, "projector")] {
        let mut stage = Stage::new(Page::Browse);
        stage.look = look;
        if look == Look::Dark {
            stage.lang = Lang::En;
        }
        picture(&mut stage.window([1366.0, 768.0]), &format!("browse_{name}"));
    }
}
