//! The icons of the interface: code points of the bundled Phosphor subset. `assets/fonts/README.md` has the line that makes it
//! from this table. Refuses colours and sizes.

/// Declares the icons once: name, code point, what it shows.
macro_rules! icons {
    ($($name:ident $code:literal $doc:literal;)*) => {
        $(#[doc = $doc] pub const $name: char = $code;)*

        /// All icons.
        pub const ALL: &[char] = &[$($name,)*];
    };
}

icons! {
    HOME '\u{e2c2}' "Phosphor `house`.";
    MAP '\u{e31a}' "Phosphor `map-trifold`.";
    SEARCH '\u{e30c}' "Phosphor `magnifying-glass`.";
    UNDO '\u{e08a}' "Phosphor `arrow-u-up-left`.";
    REDO '\u{e08c}' "Phosphor `arrow-u-up-right`.";
    MOON '\u{e330}' "Phosphor `moon`.";
    SUN '\u{e472}' "Phosphor `sun`.";
    PROJECTOR '\u{e658}' "Phosphor `projector-screen`.";
    MENU '\u{e2f0}' "Phosphor `list`.";
    MORE '\u{e208}' "Phosphor `dots-three-vertical`.";
    CARET_DOWN '\u{e136}' "Phosphor `caret-down`.";
    CARET_RIGHT '\u{e13a}' "Phosphor `caret-right`.";
    CARET_UP '\u{e13c}' "Phosphor `caret-up`.";
    EYE '\u{e220}' "Phosphor `eye`.";
    EYE_CLOSED '\u{e224}' "Phosphor `eye-slash`.";
    LAYERS '\u{e466}' "Phosphor `stack`.";
    BLOCK '\u{e6d0}' "Phosphor `polygon`.";
    PARK '\u{e6ce}' "Phosphor `bounding-box`.";
    BUILDING '\u{e102}' "Phosphor `buildings`.";
    ENTERPRISES '\u{e602}' "Phosphor `circle-dashed`.";
    CLUSTER '\u{e194}' "Phosphor `circles-three-plus`.";
    STAR '\u{e46a}' "Phosphor `star`.";
    METRO '\u{e4a0}' "Phosphor `train-simple`.";
    STREET '\u{e838}' "Phosphor `road-horizon`.";
    RAILWAY '\u{e49e}' "Phosphor `train-regional`.";
    WATER '\u{e210}' "Phosphor `drop`.";
    GREEN '\u{e6da}' "Phosphor `tree`.";
    INSTITUTION '\u{e47c}' "Phosphor `target`.";
    RENEWAL '\u{e094}' "Phosphor `arrows-clockwise`.";
    FLAG '\u{e244}' "Phosphor `flag`.";
    SITE '\u{e0b4}' "Phosphor `bank`.";
    WARNING '\u{e4e0}' "Phosphor `warning`.";
    ERROR '\u{e4e2}' "Phosphor `warning-circle`.";
    CLOSE '\u{e4f6}' "Phosphor `x`.";
    PLUS '\u{e3d4}' "Phosphor `plus`.";
    MINUS '\u{e32a}' "Phosphor `minus`.";
    FILTER '\u{e266}' "Phosphor `funnel`.";
    FOLDER_OPEN '\u{e256}' "Phosphor `folder-open`.";
    FILE '\u{e23a}' "Phosphor `file-text`.";
    DATASET '\u{e1de}' "Phosphor `database`.";
    KEYBOARD '\u{e2d8}' "Phosphor `keyboard`.";
    INFO '\u{e2ce}' "Phosphor `info`.";
    CHECK '\u{e182}' "Phosphor `check`.";
    CHECK_CIRCLE '\u{e184}' "Phosphor `check-circle`.";
    ARROW_RIGHT '\u{e06c}' "Phosphor `arrow-right`.";
    ARROW_LEFT '\u{e058}' "Phosphor `arrow-left`.";
    ARROW_UP '\u{e08e}' "Phosphor `arrow-up`.";
    ARROW_DOWN '\u{e03e}' "Phosphor `arrow-down`.";
    LOCATE '\u{e1d8}' "Phosphor `crosshair-simple`.";
    FIT '\u{e626}' "Phosphor `frame-corners`.";
    POINTER '\u{e1dc}' "Phosphor `cursor`.";
    BOX '\u{e3f2}' "Phosphor `rectangle-dashed`.";
    LASSO '\u{edc6}' "Phosphor `lasso`.";
    RULER '\u{e6b8}' "Phosphor `ruler`.";
    AREA '\u{e69c}' "Phosphor `selection-plus`.";
    COMPASS '\u{eade}' "Phosphor `navigation-arrow`.";
    PERSON '\u{e4c2}' "Phosphor `user`.";
    FLOOR '\u{e468}' "Phosphor `stack-simple`.";
    SPACE '\u{ed6e}' "Phosphor `resize`.";
    CLOCK '\u{e19a}' "Phosphor `clock`.";
    CALENDAR '\u{e10a}' "Phosphor `calendar-blank`.";
    SETTINGS '\u{e434}' "Phosphor `sliders-horizontal`.";
    RESTORE '\u{e1a0}' "Phosphor `clock-counter-clockwise`.";
    TRASH '\u{e4a6}' "Phosphor `trash`.";
    COPY '\u{e1ca}' "Phosphor `copy`.";
    PALETTE '\u{e6c8}' "Phosphor `palette`.";
    LANGUAGE '\u{e4a2}' "Phosphor `translate`.";
    COMMAND '\u{e1c4}' "Phosphor `command`.";
    PIN '\u{e316}' "Phosphor `map-pin`.";
    DRAG '\u{eae2}' "Phosphor `dots-six-vertical`.";
    ENTER '\u{e044}' "Phosphor `arrow-elbow-down-left`.";
    SIDEBAR '\u{ec24}' "Phosphor `sidebar-simple`.";
    LINK '\u{e5de}' "Phosphor `arrow-square-out`.";
    UPLOAD '\u{e4c0}' "Phosphor `upload-simple`.";
    SAVE '\u{e248}' "Phosphor `floppy-disk`.";
    HISTORY '\u{e038}' "Phosphor `arrow-counter-clockwise`.";
    SHAPES '\u{ec5e}' "Phosphor `shapes`.";
    CHART '\u{e150}' "Phosphor `chart-bar`.";
    LOCK '\u{e308}' "Phosphor `lock-simple`.";
    LOCK_OPEN '\u{e30a}' "Phosphor `lock-simple-open`.";
    LIGHTBULB '\u{e2dc}' "Phosphor `lightbulb`.";
    FIND '\u{e1d6}' "Phosphor `crosshair`.";
    COLUMNS '\u{e546}' "Phosphor `columns`.";
    PENCIL '\u{e3b4}' "Phosphor `pencil-simple`.";
    TAG '\u{e478}' "Phosphor `tag`.";
    PDF '\u{e702}' "Phosphor `file-pdf`.";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_icon_is_in_the_bundled_face() {
        let face = ttf_parser::Face::parse(crate::map::fonts::PHOSPHOR, 0).unwrap();
        for &icon in ALL {
            assert!(face.glyph_index(icon).is_some(), "U+{:X} is missing", icon as u32);
        }
    }
}
