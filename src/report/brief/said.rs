//! What is said of a template that cannot be read or set, and what to do. Refuses to mend it.

use std::path::Path;

use crate::i18n::Lang;
use crate::i18n::brief::BriefText;

use super::template::TemplateError;
use super::typeset::Fault;

/// What is wrong with a template: each fault with its file and line.
pub fn told(faults: &[Fault], lang: Lang) -> String {
    let lines: Vec<String> = faults.iter().map(Fault::to_string).collect();
    BriefText::TemplateFault.fill(lang, &[&lines.join("\n")])
}

/// Why a folder is no template.
pub fn unread(folder: &Path, error: &TemplateError, lang: Lang) -> String {
    let why = match error {
        TemplateError::Io(error) => error.to_string(),
        TemplateError::TooMuch => BriefText::TemplateTooMuch.text(lang).to_owned(),
        TemplateError::Nothing => BriefText::TemplateNothing.text(lang).to_owned(),
    };
    BriefText::TemplateUnread.fill(lang, &[&folder.to_string_lossy(), &why])
}
