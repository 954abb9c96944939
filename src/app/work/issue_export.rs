//! The issue list to a file, in the background. Refuses to write over a file that the user has not named twice.

use std::path::PathBuf;

use crate::analysis::issue_table::issue_table;
use crate::app::session::Session;
use crate::domain::Issue;
use crate::geodesy::crs::Crs;
use crate::i18n::integer;
use crate::i18n::issue_table::IssueTableText;
use crate::io::write::{FileFormat, Target, WriteFault, write_list};
use crate::ui::command::Command;
use crate::ui::view::{Notice, Offer};

/// What the task says.
pub enum Message {
    /// It is written: where, and how many rows.
    Done(PathBuf, u64),
    /// It is not.
    Failed(WriteFault),
    /// Another file is there; the issues that were to be written.
    Exists(PathBuf, Vec<usize>),
}

impl Session {
    /// Writes issues, by their numbers in the list, as CSV or XLSX.
    pub fn export_issues(&mut self, path: PathBuf, numbers: Vec<usize>, replaces: bool) {
        let path = std::path::absolute(&path).unwrap_or(path);
        let lang = self.state.settings.lang;
        if !matches!(FileFormat::of_path(&path), Some(FileFormat::Csv | FileFormat::Xlsx)) {
            return self.tell_issues(true, IssueTableText::Failed.fill(lang, &[IssueTableText::WrongEnding.text(lang)]));
        }
        let issues: Vec<Issue> = numbers.iter().filter_map(|&number| self.state.issues.get(number)).cloned().collect();
        let datasets = self.state.datasets.clone();
        self.work.issue_export.start(move |line| {
            let table = issue_table(&issues, &datasets, lang);
            let target = Target { path: &path, name: &table.name, crs: &Crs::Wgs84, lang, replaces };
            line.send(match write_list(&table, &target, &|done, total| line.progress(done, total)) {
                Ok(written) => Message::Done(path, written.rows),
                Err(WriteFault::Exists(_)) => Message::Exists(path, numbers),
                Err(fault) => Message::Failed(fault),
            });
        });
    }

    pub(super) fn take_issue_export(&mut self) {
        let lang = self.state.settings.lang;
        for message in self.work.issue_export.poll() {
            match message {
                Message::Done(path, rows) => {
                    let values = [path.display().to_string(), integer(rows as f64)];
                    self.tell_issues(false, IssueTableText::Done.fill(lang, &[&values[0], &values[1]]));
                }
                Message::Failed(fault) => {
                    self.tell_issues(true, IssueTableText::Failed.fill(lang, &[&fault.sentence(lang)]));
                }
                Message::Exists(path, issues) => {
                    let text = IssueTableText::Exists.fill(lang, &[&path.display().to_string()]);
                    let command = Command::ExportIssues(path, issues, true);
                    let offers = vec![Offer { words: IssueTableText::Replace.text(lang).to_owned(), command }];
                    self.state.notices.add(Notice { is_error: true, text, offers, ..Notice::default() });
                }
            }
        }
    }

    fn tell_issues(&mut self, is_error: bool, text: String) {
        self.state.notices.add(Notice { is_error, text, ..Notice::default() });
    }
}
