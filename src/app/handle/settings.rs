//! Commands on what is kept between runs: language, palette, reference date. Refuses layers.

use crate::app::session::Session;
use crate::domain::Date;
use crate::i18n::Lang;
use crate::ui::theme::Look;

/// Changes the language of everything.
pub fn set_lang(session: &mut Session, lang: Lang) {
    if session.state.settings.lang != lang {
        session.state.settings.lang = lang;
        session.state.settings.kept_lang = None;
        session.drawing_changed();
        session.search_again();
    }
}

/// Changes the palette of everything.
pub fn set_look(session: &mut Session, look: Look) {
    if session.state.settings.look != look {
        session.state.settings.look = look;
        session.drawing_changed();
    }
}

/// Sets the reference date; `None` counts from the data's newest as-of.
pub fn set_reference_date(session: &mut Session, date: Option<Date>) {
    let before = session.state.chosen_date();
    session.state.date_of_run = None;
    session.edit(None, |workspace| workspace.reference_date = date.map(|date| date.to_string()));
    if session.state.chosen_date() != before {
        session.start_figures();
    }
}
