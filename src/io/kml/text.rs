//! The text of an XML document: by its byte order mark, by what its first line declares, else UTF-8, else Chinese. Refuses to
//! read on from there.

use std::borrow::Cow;

use encoding_rs::{Encoding, GB18030, UTF_8};

use crate::domain::IssueKind;
use crate::io::bytes::Refusal;

/// The text, the encoding's name, and whether the document declares it.
pub(super) fn decoded(bytes: &[u8]) -> Result<(Cow<'_, str>, String, bool), Refusal> {
    let (declared, is_declared) = match Encoding::for_bom(bytes) {
        Some((encoding, _)) => (encoding, true),
        None => declared(bytes).map_or((UTF_8, false), |encoding| (encoding, true)),
    };
    let strict = |encoding: &'static Encoding| {
        let bytes = Encoding::for_bom(bytes).map_or(bytes, |(_, length)| bytes.get(length..).unwrap_or_default());
        encoding.decode_without_bom_handling_and_without_replacement(bytes)
    };
    if let Some(text) = strict(declared) {
        return Ok((text, declared.name().to_owned(), is_declared));
    }
    for encoding in [UTF_8, GB18030] {
        if let Some(text) = strict(encoding) {
            return Ok((text, encoding.name().to_owned(), false));
        }
    }
    Err(Refusal::Issue(IssueKind::Undecodable, declared.name().to_owned()))
}

/// The encoding that `<?xml … encoding="…"?>` names.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let start = String::from_utf8_lossy(bytes.get(..bytes.len().min(200))?);
    let declaration = start.trim_start().strip_prefix("<?xml")?.split("?>").next()?;
    let value = declaration.split("encoding").nth(1)?.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
    Encoding::for_label(value.get(1..)?.split(quote).next()?.as_bytes())
}
