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

#[test]
fn home_in_every_look_and_size() {
    for (look, lang, size, name) in [
        (Look::Light, Lang::Zh, [1600.0, 1000.0], "home_light"),
        (Look::Light, Lang::Zh, [1366.0, 768.0], "home_small"),
        (Look::Dark, Lang::En, [1920.0, 1080.0], "home_dark_en"),
        (Look::Projector, Lang::Zh, [1366.0, 1000.0], "home_projector"),
        (Look::Light, Lang::En, [1024.0, 1100.0], "home_narrow_en"),
    ] {
        let mut stage = Stage::new(Page::Home);
        (stage.look, stage.lang) = (look, lang);
        picture(&mut stage.window(size), name);
    }
}
