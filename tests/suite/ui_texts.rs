//! Every visible string of the interface is there in both languages, with the same gaps to fill.

use yuantu::i18n::Lang;

macro_rules! check {
    ($($topic:ident :: $texts:ident),* $(,)?) => {
        $(for text in yuantu::i18n::$topic::$texts::ALL {
            let [zh, en] = [text.text(Lang::Zh), text.text(Lang::En)];
            assert!(!zh.trim().is_empty() && !en.trim().is_empty(), "{text:?} lacks a language");
            assert_eq!(zh.matches("{}").count(), en.matches("{}").count(), "{text:?} has other gaps in English");
        })*
    };
}

#[test]
fn every_text_is_in_both_languages() {
    check!(ui::UiText, layers::LayersText, home::HomeText, shortcuts::ActionText, sheets::SheetText, inspector::InspectorText);
    check!(app::AppText, clusters::ClusterText, map_view::MapText, map::MapText, export::ExportText, cli::CliText);
    check!(
        import::ImportText,
        export_sheet::ExportSheetText,
        writing::WritingText,
        finder::FinderText,
        brief::BriefText,
        brief_sheet::BriefSheetText
    );
}
