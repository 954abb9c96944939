//! What is kept between runs: language, palette, recent files, and the state to come back to after a lost graphics device.
//! Refuses the workspace file (a later room) and any place but the program's own settings folder.

use crate::i18n::Lang;
use crate::map::camera::Camera;
use crate::ui::theme::Look;
use crate::workspace::Workspace;

/// The settings' key in eframe's storage.
const KEY: &str = "yuantu";

/// What is kept between runs.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Language.
    pub lang: Lang,
    /// The language to keep, while the command line has set another one for this run.
    #[serde(skip)]
    pub kept_lang: Option<Lang>,
    /// Palette.
    pub look: Look,
    /// Whether things may move.
    pub motion: bool,
    /// Whether coordinates are shown as CGCS2000 Gauss-Krüger.
    pub gauss_krueger: bool,
    /// Files opened before, newest first.
    pub recent_files: Vec<String>,
    /// What the user decided about layers, classes, theme and selection sets.
    pub workspace: Workspace,
    /// Where the map looked, when the graphics device was lost: the next start goes there and forgets it.
    pub resume: Option<Resume>,
}

/// What the program comes back to after a lost graphics device.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Resume {
    /// Where the map looked.
    pub camera: Camera,
    /// Whether the map was shown, or Home.
    pub on_map: bool,
    /// The files that were open.
    pub files: Vec<String>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            lang: Lang::Zh,
            kept_lang: None,
            look: Look::Light,
            motion: true,
            gauss_krueger: false,
            recent_files: Vec::new(),
            workspace: Workspace::default(),
            resume: None,
        }
    }
}

impl Settings {
    /// Recent files kept.
    const RECENT: usize = 12;

    /// Reads them; what cannot be read is as on the first start.
    pub fn read(storage: Option<&dyn eframe::Storage>) -> Self {
        storage.and_then(|storage| eframe::get_value(storage, KEY)).unwrap_or_default()
    }

    /// Writes them.
    pub fn write(&self, storage: &mut dyn eframe::Storage) {
        let kept = Self { lang: self.kept_lang.unwrap_or(self.lang), ..self.clone() };
        eframe::set_value(storage, KEY, &kept);
    }

    /// Puts a file at the top of the recent ones.
    pub fn remember_file(&mut self, path: String) {
        self.recent_files.retain(|known| *known != path);
        self.recent_files.insert(0, path);
        self.recent_files.truncate(Self::RECENT);
    }
}
