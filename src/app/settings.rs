//! What is kept between runs: language, palette, recent files, and the state to come back to after a lost graphics device.
//! The work that has no file yet is kept here from run to run, too; that of a file is in the file (`app::keep`). Refuses any
//! place but the program's own settings folder.

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
    /// Whether tenants' names, rents of let space and notes are left out of what is shown and exported.
    pub confidential: bool,
    /// Files opened before, newest first.
    pub recent_files: Vec<String>,
    /// Workspace files opened or saved before, newest first.
    pub recent_workspaces: Vec<String>,
    /// What the user decided about layers, classes, theme and selection sets.
    pub workspace: Workspace,
    /// The work without a file, while that of a file is open: this is what is kept.
    #[serde(skip)]
    pub unnamed: Option<Workspace>,
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
            confidential: false,
            recent_files: Vec::new(),
            recent_workspaces: Vec::new(),
            workspace: Workspace::default(),
            unnamed: None,
            resume: None,
        }
    }
}

impl Settings {
    /// Recent files kept.
    const RECENT: usize = 12;

    /// Reads them; what cannot be read is as on the first start.
    pub fn read(storage: Option<&dyn eframe::Storage>) -> Self {
        storage.and_then(|storage| serde_json::from_str(&storage.get_string(KEY)?).ok()).unwrap_or_default()
    }

    /// Writes them.
    pub fn write(&self, storage: &mut dyn eframe::Storage) {
        let mut kept = Self { lang: self.kept_lang.unwrap_or(self.lang), ..self.clone() };
        if let Some(unnamed) = kept.unnamed.take() {
            kept.workspace = unnamed;
        }
        // As JSON, like the workspace within: the storage's own notation would have all of it compiled once more.
        if let Ok(text) = serde_json::to_string(&kept) {
            storage.set_string(KEY, text);
        }
    }

    /// Puts a file at the top of the recent ones.
    pub fn remember_file(&mut self, path: String) {
        put_first(&mut self.recent_files, path);
    }

    /// Puts a workspace file at the top of the recent ones.
    pub fn remember_workspace(&mut self, path: String) {
        put_first(&mut self.recent_workspaces, path);
    }

    /// The workspace is that of a file from now on: the next run without a file begins with what was set aside, or as the
    /// first.
    pub fn name_workspace(&mut self) {
        self.unnamed.get_or_insert_with(Workspace::default);
    }

    /// Another workspace is about to take the place: work without a file is kept for the next run.
    pub fn set_aside(&mut self) {
        if self.unnamed.is_none() {
            self.unnamed = Some(self.workspace.clone());
        }
    }

    /// The workspace has no file from now on.
    pub fn unname_workspace(&mut self) {
        self.unnamed = None;
    }
}

fn put_first(paths: &mut Vec<String>, path: String) {
    paths.retain(|known| *known != path);
    paths.insert(0, path);
    paths.truncate(Settings::RECENT);
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[derive(Default)]
    struct Kept(BTreeMap<String, String>);

    impl eframe::Storage for Kept {
        fn get_string(&self, key: &str) -> Option<String> {
            self.0.get(key).cloned()
        }
        fn set_string(&mut self, key: &str, value: String) {
            self.0.insert(key.to_owned(), value);
        }
        fn remove_string(&mut self, key: &str) {
            self.0.remove(key);
        }
        fn flush(&mut self) {}
    }

    #[test]
    fn a_workspace_with_a_file_is_not_what_the_next_run_begins_with() {
        let mut settings = Settings::default();
        settings.workspace.notes = "without a file".into();
        settings.set_aside();
        settings.workspace.notes = "of a file".into();
        settings.name_workspace();
        settings.remember_workspace("a.yuantu".into());
        let mut kept = Kept::default();
        settings.write(&mut kept);
        let back = Settings::read(Some(&kept));
        assert_eq!((back.workspace.notes.as_str(), back.unnamed), ("without a file", None));
        assert_eq!(back.recent_workspaces, ["a.yuantu"]);
    }

    #[test]
    fn settings_of_before_there_were_workspace_files_are_read() {
        let text = r#"{"lang":"En","look":"Dark","motion":false,"gauss_krueger":true,"recent_files":["a.geojson"],"workspace":{
            "layers":[{"key":"Green","visible":false,"opacity":0.5,"hidden_classes":[],"expanded":false}],
            "building_theme":"VacantArea","cluster_eps_m":200.0,"cluster_min_points":9,"selection_sets":{},
            "reference_date":"2026-10-31"},"resume":null}"#;
        let kept = Kept([(KEY.to_owned(), text.to_owned())].into());
        let settings = Settings::read(Some(&kept));
        assert_eq!((settings.lang, settings.recent_files.len()), (Lang::En, 1));
        assert_eq!(settings.workspace.cluster_min_points, 9);
        assert_eq!(settings.workspace.layers[0].opacity, 0.5);
        assert!(settings.workspace.recipes.is_empty());
        // What is no settings at all is as on the first start.
        let kept = Kept([(KEY.to_owned(), "(lang:En".to_owned())].into());
        assert_eq!(Settings::read(Some(&kept)).lang, Lang::Zh);
    }
}
