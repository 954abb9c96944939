//! The background tasks of the program, one kind a file, and what becomes of their results. Refuses to block a frame.

mod brief;
mod check;
mod clusters;
mod confidential;
mod delivery;
mod dialog;
mod drawing;
mod embedded;
mod export;
mod figures;
mod finder;
mod import;
mod issue_export;
mod newly;
mod open;
mod repairing;
mod search;
mod stack;
mod versions;

pub use open::{Older, Wish, file_of};

use crate::i18n::Lang;
use crate::i18n::app::AppText;
use crate::i18n::issue_table::IssueTableText;
use crate::i18n::validity::ValidityText;
use crate::search::Group;
use crate::ui::briefing::BriefView;
use crate::ui::checking::CheckView;
use crate::ui::delivering::DeliveryView;
use crate::ui::exporting::ExportView;
use crate::ui::finding::FindView;
use crate::ui::importing::ImportView;
use crate::ui::stacking::wish::StackView;
use crate::ui::view::TaskView;

use super::keep::KeepTasks;
use super::session::Session;
use super::store::Mask;
use super::task::TaskKind;

/// The kinds of background tasks. At most one of each runs.
pub struct Work {
    embedded: TaskKind<embedded::Message>,
    open: open::Opening,
    import: import::Importing,
    export: export::Exporting,
    brief: brief::Briefing,
    issue_export: TaskKind<issue_export::Message>,
    stack: stack::Stacks,
    figures: TaskKind<figures::Figures>,
    masking: TaskKind<Vec<Mask>>,
    check: check::Checking,
    delivery: delivery::Delivering,
    clusters: TaskKind<clusters::Named>,
    drawing: drawing::Redrawing,
    search: search::Searching,
    pub(in crate::app) finder: finder::Finding,
    dialog: TaskKind<dialog::Chosen>,
    /// The tasks of the workspace file.
    pub(in crate::app) keep: KeepTasks,
}

/// The tasks that are shown while they run, by number.
const EMBEDDED: u64 = 1;
const OPEN: u64 = 2;
const FIGURES: u64 = 3;
const KEEP: u64 = 4;
const CHECK: u64 = 5;
const EXPORT: u64 = 6;
const ISSUES: u64 = 7;
const DELIVERY: u64 = 8;
const STACK: u64 = 12;
const BRIEF: u64 = 9;

impl Work {
    /// Nothing runs; results will wake this window.
    pub fn new(wake: &egui::Context) -> Self {
        Self {
            embedded: TaskKind::new("embedded", wake),
            open: open::Opening::new(wake),
            import: import::Importing::new(wake),
            export: export::Exporting::new(wake),
            brief: brief::Briefing::new(wake),
            issue_export: TaskKind::new("issues", wake),
            stack: stack::Stacks::new(wake),
            figures: TaskKind::new("figures", wake),
            masking: TaskKind::new("masking", wake),
            check: check::Checking::new(wake),
            delivery: delivery::Delivering::new(wake),
            clusters: TaskKind::new("clusters", wake),
            drawing: drawing::Redrawing::new(wake),
            search: search::Searching::new(wake),
            finder: finder::Finding::new(wake),
            dialog: TaskKind::new("dialog", wake),
            keep: KeepTasks::new(wake),
        }
    }

    /// What runs, as panels show it.
    pub fn views(&self, lang: Lang) -> Vec<TaskView> {
        let mut views = Vec::new();
        if self.embedded.is_busy() {
            views.push(TaskView {
                id: EMBEDDED,
                title: AppText::LoadingPark.text(lang).to_owned(),
                share: self.embedded.share(),
            });
        }
        if let Some(name) = self.open.running_name() {
            let title = AppText::OpeningFile.fill(lang, &[&name]);
            views.push(TaskView { id: OPEN, title, share: self.open.share() });
        }
        if self.figures.is_busy() {
            views.push(TaskView { id: FIGURES, title: AppText::Joining.text(lang).to_owned(), share: None });
        }
        if self.check.is_busy() {
            let words = if self.check.is_repairing() { ValidityText::Repairing } else { ValidityText::Checking };
            views.push(TaskView { id: CHECK, title: words.text(lang).to_owned(), share: self.check.share() });
        }
        if let Some(title) = self.export.title(lang) {
            views.push(TaskView { id: EXPORT, title, share: self.export.share() });
        }
        if let Some(title) = self.stack.title(lang) {
            views.push(TaskView { id: STACK, title, share: self.stack.share() });
        }
        if let Some(title) = self.brief.title(lang) {
            views.push(TaskView { id: BRIEF, title, share: self.brief.share() });
        }
        if self.issue_export.is_busy() {
            let title = IssueTableText::Writing.text(lang).to_owned();
            views.push(TaskView { id: ISSUES, title, share: self.issue_export.share() });
        }
        if let Some(title) = self.delivery.title(lang) {
            views.push(TaskView { id: DELIVERY, title, share: self.delivery.share() });
        }
        views.extend(self.keep.titles(lang).into_iter().map(|title| TaskView { id: KEEP, title, share: None }));
        views
    }

    /// True while files are opened or wait.
    pub fn is_opening(&self) -> bool {
        self.open.is_busy(false) || self.keep.is_busy()
    }

    /// True while a file is opened on which the user has decided before.
    fn open_is_decided(&self) -> bool {
        self.open.is_decided()
    }

    /// The file that waits for the user's decision.
    pub fn import_view(&self) -> Option<&ImportView> {
        self.import.view()
    }

    /// The delivery that waits for the user's decision.
    pub fn delivery_view(&self) -> Option<&DeliveryView> {
        self.delivery.view()
    }

    /// What the geometry check found.
    pub fn check_view(&self) -> CheckView<'_> {
        self.check.view()
    }

    /// What is to be exported, and how that stands.
    pub fn export_view(&self) -> Option<&ExportView> {
        self.export.view()
    }

    /// What the brief shall be, and how that stands.
    pub fn brief_view(&self) -> Option<&BriefView> {
        self.brief.view()
    }

    /// What is looked for, and what was found.
    pub fn find_view(&self) -> &FindView {
        self.finder.view()
    }

    /// The stacking plan that is shown large, and how its export stands.
    pub fn stack_view(&self) -> Option<&StackView> {
        self.stack.view()
    }

    /// The text that was searched for last.
    pub fn search_text(&self) -> &str {
        &self.search.answered
    }

    /// What that search found.
    pub fn search_groups(&self) -> &[Group] {
        &self.search.groups
    }

    /// True while anything runs or waits whose result changes what is shown; the search and the file dialog aside.
    pub fn is_busy(&self) -> bool {
        self.embedded.is_busy()
            || self.open.is_busy(self.import.is_open() || self.delivery.is_open())
            || self.import.is_busy()
            || self.export.is_busy()
            || self.brief.is_busy()
            || self.figures.is_busy()
            || self.masking.is_busy()
            || self.check.is_busy()
            || self.delivery.is_busy()
            || self.issue_export.is_busy()
            || self.stack.is_busy()
            || self.clusters.is_busy()
            || self.drawing.is_busy()
            || self.finder.is_busy()
            || self.keep.is_busy()
    }
}

impl Session {
    /// Takes in what the tasks have finished since the last frame, and starts what waits. Called once a frame.
    pub fn poll(&mut self) {
        self.take_embedded();
        self.take_opened();
        self.take_import_work();
        self.take_export_work();
        self.take_masks();
        self.take_figures();
        self.take_check_work();
        self.take_delivery_work();
        self.take_issue_export();
        self.take_stack_work();
        self.take_clusters();
        self.take_search();
        self.take_dialog();
        self.poll_keep();
        self.take_finder();
        self.take_brief();
        self.take_drawing();
    }

    /// Stops a task that the user no longer wants.
    pub fn cancel_task(&mut self, id: u64) {
        match id {
            OPEN => self.cancel_opening(),
            CHECK => self.work.check.cancel(),
            DELIVERY => self.cancel_delivery(),
            EXPORT => self.cancel_export(),
            BRIEF => self.cancel_brief(),
            ISSUES => self.work.issue_export.cancel(),
            STACK => self.cancel_stack(),
            _ => {}
        }
    }
}
