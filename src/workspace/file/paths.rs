//! Paths of sources as the document writes them: from the folder of the workspace file, with `/` on every system. Refuses to
//! ask the disk.

use std::path::{Component, Path, PathBuf};

/// The way to an absolute path from an absolute folder; the path itself where there is none (another drive).
pub fn relative(path: &Path, folder: &Path) -> String {
    let to: Vec<Component> = path.components().collect();
    let from: Vec<Component> = folder.components().collect();
    let common = to.iter().zip(&from).take_while(|(a, b)| a == b).count();
    let is_root_alone = to[..common].iter().all(|part| matches!(part, Component::RootDir | Component::Prefix(_)));
    // Two places that share nothing but the root move apart: from there the whole path says more.
    if common == 0 || is_root_alone && from.len() > common {
        return path.display().to_string();
    }
    let up = from[common..].iter().map(|_| "..".to_owned());
    let down = to[common..].iter().map(|part| part.as_os_str().to_string_lossy().into_owned());
    up.chain(down).collect::<Vec<_>>().join("/")
}

/// Where a path of the document is, seen from the folder of the workspace file.
pub fn resolve(path: &str, folder: &Path) -> PathBuf {
    let written = Path::new(path);
    if written.is_absolute() {
        return written.to_owned();
    }
    let mut place = folder.to_owned();
    for part in path.split(['/', std::path::MAIN_SEPARATOR]) {
        match part {
            "" | "." => {}
            ".." => {
                place.pop();
            }
            part => place.push(part),
        }
    }
    place
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn a_way_there_leads_there() {
        let folder = Path::new("/home/li/park");
        for (path, written) in [
            ("/home/li/park/楼宇.csv", "楼宇.csv"),
            ("/home/li/park/data/a.shp", "data/a.shp"),
            ("/home/li/data/a.shp", "../data/a.shp"),
            ("/mnt/share/a.shp", "/mnt/share/a.shp"),
        ] {
            assert_eq!(relative(Path::new(path), folder), written);
            assert_eq!(resolve(written, folder), Path::new(path));
        }
    }
}
