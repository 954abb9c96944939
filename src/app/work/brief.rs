//! The brief in the background: the wish as the sheet shows it, the pages as they will be, the file. A page is set anew when what
//! it says has changed; the old one stays until then. Refuses to replace a file that the user has not said may be replaced.

mod job;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::app::brief_folder;
use crate::app::session::Session;
use crate::app::task::TaskKind;
use crate::i18n::Lang;
use crate::i18n::brief_sheet::BriefSheetText as T;
use crate::report::brief::ON_A_PAGE;
use crate::ui::briefing::{BriefChange, BriefForm, BriefPages, BriefPlaces, BriefView};
use crate::ui::command::Sheet;
use crate::ui::view::Notice;

use super::export::{file_name, home};
use job::{Job, Written};

/// The tasks and the wish.
pub struct Briefing {
    setting: TaskKind<Result<BriefPages, String>>,
    writing: TaskKind<Written>,
    opening: TaskKind<String>,
    wish: Option<BriefView>,
    /// What the pages were last asked for.
    asked: Option<Job>,
    generation: u64,
    /// The user has written the path, or chosen it: its name does not follow the prospect's any more.
    path_is_own: bool,
}

impl Briefing {
    /// Nothing is to be made.
    pub fn new(wake: &egui::Context) -> Self {
        Self {
            setting: TaskKind::new("brief-pages", wake),
            writing: TaskKind::new("brief", wake),
            opening: TaskKind::new("viewer", wake),
            wish: None,
            asked: None,
            generation: 0,
            path_is_own: false,
        }
    }

    /// The wish.
    pub fn view(&self) -> Option<&BriefView> {
        self.wish.as_ref()
    }

    /// What is written now, as it is shown.
    pub fn title(&self, lang: Lang) -> Option<String> {
        let wish = self.wish.as_ref().filter(|wish| wish.is_writing)?;
        let name = Path::new(&wish.path).file_name().unwrap_or_default().to_string_lossy().into_owned();
        Some(T::Writing.fill(lang, &[&name]))
    }

    /// How far it is.
    pub fn share(&self) -> Option<f32> {
        self.writing.share()
    }

    /// True while pages are set or written.
    pub fn is_busy(&self) -> bool {
        self.setting.is_busy() || self.writing.is_busy() || self.opening.is_busy()
    }
}

impl Session {
    /// Opens the sheet for the open prospect: the shortlist, else the first of the list.
    pub fn show_brief(&mut self) {
        self.state.sheet = Some(Sheet::Brief);
        let lang = self.state.settings.lang;
        let find = self.work.finder.view();
        let counts = counts(find);
        let prospect = find.prospect.name.clone();
        let brief = &mut self.work.brief;
        if brief.wish.as_ref().is_some_and(|wish| wish.is_writing) {
            return;
        }
        let before = brief.wish.take();
        let folder = match before.as_ref().map(|wish| PathBuf::from(&wish.path)) {
            Some(path) => path.parent().map(Path::to_owned).unwrap_or_default(),
            None => self.keep.file().and_then(Path::parent).map(Path::to_owned).unwrap_or_else(home),
        };
        let form = before.as_ref().map_or(BriefForm::Pdf, |wish| wish.form);
        brief.path_is_own = false;
        brief.asked = None;
        let is_first = before.is_none();
        let kept = before.unwrap_or_default();
        brief.wish = Some(BriefView {
            path: folder.join(name_of(&prospect, form, lang)).display().to_string(),
            prospect,
            lang,
            places: if counts[1] > 0 { BriefPlaces::Shortlist } else { BriefPlaces::First },
            counts,
            confidential: kept.confidential || self.state.settings.confidential,
            approval: kept.approval,
            template: if is_first { own_template() } else { kept.template },
            form,
            ..BriefView::default()
        });
    }

    /// Changes the wish, or does what it asks for.
    pub fn change_brief(&mut self, change: BriefChange) {
        let lang = self.state.settings.lang;
        match change {
            BriefChange::Save(replaces) => return self.save_brief(replaces),
            BriefChange::BrowsePath => return self.start_brief_dialog(),
            BriefChange::BrowseTemplate => return self.start_template_dialog(),
            BriefChange::OpenWritten => return self.open_brief(),
            BriefChange::Cancel => return self.cancel_brief(),
            _ => {}
        }
        let brief = &mut self.work.brief;
        let Some(wish) = brief.wish.as_mut().filter(|wish| !wish.is_writing) else { return };
        (wish.exists, wish.fault, wish.written) = (None, None, None);
        match change {
            BriefChange::Prospect(name) => {
                wish.prospect = name;
                if !brief.path_is_own {
                    wish.path =
                        Path::new(&wish.path).with_file_name(name_of(&wish.prospect, wish.form, lang)).display().to_string();
                }
            }
            BriefChange::Lang(lang) => wish.lang = lang,
            BriefChange::Places(places) => wish.places = places,
            BriefChange::Confidential(confidential) => wish.confidential = confidential,
            BriefChange::Approval(approval) => wish.approval = approval,
            BriefChange::Template(template) => wish.template = template,
            BriefChange::Form(form) => {
                wish.form = form;
                if !wish.path.trim().is_empty() {
                    wish.path = Path::new(wish.path.trim()).with_extension(form.ending()).display().to_string();
                }
            }
            BriefChange::Path(path) => {
                brief.path_is_own = true;
                wish.form = BriefForm::of_path(Path::new(path.trim())).unwrap_or(wish.form);
                wish.path = path;
            }
            _ => {}
        }
    }

    /// What the page is to be made of; `None` while there is nothing to say.
    fn brief_job(&self) -> Option<Job> {
        let wish = self.work.brief.wish.as_ref()?;
        let find = self.work.finder.view();
        let answer = find.answer.clone()?;
        let (places, notes) = match wish.places {
            BriefPlaces::First => (answer.found.places.iter().take(ON_A_PAGE).cloned().collect(), Vec::new()),
            BriefPlaces::Shortlist => {
                let kept = find.shortlist.iter().zip(&find.prospect.shortlist);
                kept.filter_map(|(place, kept)| Some((place.clone()?, kept.note.clone()))).unzip()
            }
        };
        Some(Job {
            answer,
            places,
            notes,
            prospect: wish.prospect.trim().to_owned(),
            approval: wish.approval.trim().to_owned(),
            template: wish.template.trim().to_owned(),
            lang: wish.lang,
            confidential: wish.confidential || self.state.settings.confidential,
            words: self.state.settings.lang,
        })
    }

    fn save_brief(&mut self, replaces: bool) {
        let lang = self.state.settings.lang;
        let job = self.brief_job().filter(|job| !job.places.is_empty());
        let brief = &mut self.work.brief;
        let Some(wish) = brief.wish.as_mut().filter(|wish| !wish.is_writing) else { return };
        (wish.exists, wish.fault, wish.written) = (None, None, None);
        let Some(job) = job else { return };
        if wish.path.trim().is_empty() {
            wish.fault = Some(T::NoPath.text(lang).to_owned());
            return;
        }
        if BriefForm::of_path(Path::new(wish.path.trim())) != Some(wish.form) {
            wish.path = format!("{}.{}", wish.path.trim(), wish.form.ending());
        }
        let path = std::path::absolute(wish.path.trim()).unwrap_or_else(|_| PathBuf::from(wish.path.trim()));
        wish.is_writing = true;
        let form = wish.form;
        brief.writing.start(move |line| {
            let written = job.write(&path, form, replaces, &|done, total| line.progress(done, total));
            line.send(written);
        });
    }

    /// Stops the writing; nothing is left of it.
    pub fn cancel_brief(&mut self) {
        let lang = self.state.settings.lang;
        let brief = &mut self.work.brief;
        brief.writing.cancel();
        if let Some(wish) = brief.wish.as_mut().filter(|wish| wish.is_writing) {
            wish.is_writing = false;
            wish.fault = Some(T::Stopped.text(lang).to_owned());
        }
    }

    /// Opens what was written in the system's viewer.
    fn open_brief(&mut self) {
        let lang = self.state.settings.lang;
        let brief = &mut self.work.brief;
        let Some(path) = brief.wish.as_ref().and_then(|wish| wish.written.clone()) else { return };
        brief.opening.start(move |line| {
            if let Err(error) = job::open_in_viewer(&path) {
                line.send(T::NotOpened.fill(lang, &[&path.display().to_string(), &error.to_string()]));
            }
        });
    }

    pub(super) fn take_brief(&mut self) {
        self.follow_brief();
        let is_open = self.state.sheet == Some(Sheet::Brief);
        let lang = self.state.settings.lang;
        let brief = &mut self.work.brief;
        for result in brief.setting.poll() {
            let Some(wish) = &mut brief.wish else { continue };
            match result {
                Ok(pages) => {
                    wish.is_current = pages.generation == brief.generation;
                    wish.pages = Some(Arc::new(pages));
                    wish.fault = None;
                }
                Err(fault) => wish.fault = Some(fault),
            }
        }
        let mut notices: Vec<(bool, String)> = brief.opening.poll().into_iter().map(|text| (true, text)).collect();
        for written in brief.writing.poll() {
            let Some(wish) = &mut brief.wish else { continue };
            wish.is_writing = false;
            match written {
                Written::Done(path) => {
                    if !is_open {
                        notices.push((false, T::Written.fill(lang, &[&path.display().to_string()])));
                    }
                    wish.written = Some(path);
                }
                Written::Exists(path) => wish.exists = Some(T::Exists.fill(lang, &[&path.display().to_string()])),
                Written::Failed(fault) => {
                    if !is_open {
                        notices.push((true, fault.clone()));
                    }
                    wish.fault = Some(fault);
                }
            }
        }
        if let Some(wish) = &mut brief.wish {
            wish.is_setting = brief.setting.is_busy();
            wish.share = if wish.is_writing { brief.writing.share() } else { brief.setting.share() };
        }
        for (is_error, text) in notices {
            self.state.notices.add(Notice { is_error, text, ..Notice::default() });
        }
    }

    /// Sets the pages anew while the sheet is open and what they say has changed.
    fn follow_brief(&mut self) {
        if self.state.sheet != Some(Sheet::Brief) {
            return;
        }
        let counts = counts(self.work.finder.view());
        let Some(job) = self.brief_job() else { return };
        let brief = &mut self.work.brief;
        if let Some(wish) = &mut brief.wish {
            wish.counts = counts;
            wish.confidential |= self.state.settings.confidential;
        }
        if brief.asked.as_ref().is_some_and(|asked| asked.is_same(&job)) {
            return;
        }
        brief.asked = Some(job.clone());
        brief.generation += 1;
        let generation = brief.generation;
        if let Some(wish) = &mut brief.wish {
            wish.is_current = false;
        }
        if job.places.is_empty() {
            brief.setting.cancel();
            return;
        }
        brief.setting.start(move |line| {
            if let Some(result) = job.preview(generation, &|done, total| line.progress(done, total)) {
                line.send(result);
            }
        });
    }
}

/// How many places the page may be of: the first of the list, the shortlist.
fn counts(find: &crate::ui::finding::FindView) -> [usize; 2] {
    [find.places().len().min(ON_A_PAGE), find.shortlist.iter().flatten().count()]
}

/// The folder of the user's own template, where there is one.
fn own_template() -> String {
    brief_folder().map(|folder| folder.display().to_string()).unwrap_or_default()
}

/// A name for the file.
fn name_of(prospect: &str, form: BriefForm, lang: Lang) -> String {
    let words = T::FileName.text(lang);
    let name = if prospect.trim().is_empty() { words.to_owned() } else { format!("{} {words}", prospect.trim()) };
    format!("{}.{}", file_name(&name), form.ending())
}
