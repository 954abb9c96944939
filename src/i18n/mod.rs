//! Every visible string, Chinese beside English, one file a topic. Refuses layout and state.

pub mod app;
pub mod brief;
pub mod brief_sheet;
pub mod cli;
pub mod clusters;
pub mod crs;
pub mod delivery;
pub mod delivery_sheet;
pub mod export;
pub mod export_sheet;
pub mod fields;
pub mod find;
pub mod finder;
mod formats;
pub mod inspector;
pub mod issue_table;
pub mod issues;
pub mod keep;
pub mod kinds;
pub mod home;
pub mod import;
pub mod layers;
pub mod map;
pub mod map_view;
pub mod matching;
mod numbers;
pub mod records;
mod row_issues;
pub mod sheets;
pub mod shortcuts;
pub mod stacking;
pub mod ui;
pub mod validity;
pub mod vocabulary;
pub mod writing;

pub use numbers::{decimal, integer, percent};

/// The language of the interface.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub enum Lang {
    /// Chinese.
    #[default]
    Zh,
    /// English.
    En,
}

impl Lang {
    /// The other language.
    pub fn other(self) -> Self {
        match self {
            Lang::Zh => Lang::En,
            Lang::En => Lang::Zh,
        }
    }

    /// One of two texts.
    pub fn pick<'a>(self, zh: &'a str, en: &'a str) -> &'a str {
        match self {
            Lang::Zh => zh,
            Lang::En => en,
        }
    }
}

/// Declares the texts of one topic: `texts! { pub enum HomeText { Title "园区总览" "The park at a glance"; } }`, read with
/// `HomeText::Title.text(lang)`. Placeholders are `{}` and filled by [`fill`].
#[macro_export]
macro_rules! texts {
    ($(#[$meta:meta])* pub enum $name:ident { $($variant:ident $zh:literal $en:literal;)* }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $name { $(#[doc = $en] $variant,)* }

        impl $name {
            /// All texts of the topic.
            pub const ALL: &'static [$name] = &[$($name::$variant,)*];

            /// The text in a language.
            pub fn text(self, lang: $crate::i18n::Lang) -> &'static str {
                match self { $($name::$variant => lang.pick($zh, $en),)* }
            }

            /// The text with its `{}` filled in order.
            pub fn fill(self, lang: $crate::i18n::Lang, values: &[&str]) -> String {
                $crate::i18n::fill(self.text(lang), values)
            }
        }
    };
}

/// Puts values in the place of the `{}` of a text, in order; what is left over on either side is left out.
pub fn fill(text: &str, values: &[&str]) -> String {
    let mut values = values.iter();
    let mut filled = String::with_capacity(text.len() + 16);
    let mut pieces = text.split("{}");
    filled.push_str(pieces.next().unwrap_or_default());
    for piece in pieces {
        filled.push_str(values.next().unwrap_or(&""));
        filled.push_str(piece);
    }
    filled
}
