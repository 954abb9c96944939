//! The template of the page: the bundled one, or a folder of the user's. Refuses folders of unreasonable size.

use std::collections::BTreeMap;
use std::path::Path;

/// The file that is set.
pub const MAIN: &str = "brief.typ";

/// The bundled template.
static BUNDLED: &str = include_str!("../../../assets/brief/brief.typ");

/// Files of a folder that count, bytes in all and how many.
const MOST_BYTES: u64 = 64 << 20;
const MOST_FILES: usize = 200;
/// Pictures that are taken for the logo, the first there is.
const LOGOS: [&str; 3] = ["logo.svg", "logo.png", "logo.jpg"];

/// A template with the files beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    /// By name.
    pub files: BTreeMap<String, Vec<u8>>,
}

/// Why a folder is no template.
#[derive(Debug)]
pub enum TemplateError {
    /// It cannot be read.
    Io(std::io::Error),
    /// It holds more than a template does.
    TooMuch,
    /// It holds neither a template nor a logo.
    Nothing,
}

impl Default for Template {
    fn default() -> Self {
        Self { files: BTreeMap::from([(MAIN.to_owned(), BUNDLED.as_bytes().to_vec())]) }
    }
}

impl Template {
    /// Reads a folder: `brief.typ`, pictures, faces, other files that the template names. Without a `brief.typ` the bundled
    /// one is set with the folder's logo.
    pub fn of_folder(folder: &Path) -> Result<Self, TemplateError> {
        let mut template = Self::default();
        let mut bytes = 0;
        let mut paths: Vec<_> = std::fs::read_dir(folder)
            .and_then(|entries| entries.map(|entry| entry.map(|entry| entry.path())).collect())
            .map_err(TemplateError::Io)?;
        paths.retain(|path| path.is_file());
        paths.sort();
        if paths.len() > MOST_FILES {
            return Err(TemplateError::TooMuch);
        }
        let mut counts = false;
        for path in paths {
            let Some(name) = path.file_name().and_then(|name| name.to_str()) else { continue };
            bytes += path.metadata().map_err(TemplateError::Io)?.len();
            if bytes > MOST_BYTES {
                return Err(TemplateError::TooMuch);
            }
            counts |= name == MAIN || LOGOS.contains(&name);
            template.files.insert(name.to_owned(), std::fs::read(&path).map_err(TemplateError::Io)?);
        }
        if counts { Ok(template) } else { Err(TemplateError::Nothing) }
    }

    /// The name of its logo.
    pub fn logo(&self) -> Option<&'static str> {
        LOGOS.into_iter().find(|logo| self.files.contains_key(*logo))
    }
}
