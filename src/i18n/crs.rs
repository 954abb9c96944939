//! What is said of coordinate systems: why one cannot be used and the way out, what was done to a dataset's coordinates, what
//! speaks for a system. Refuses to find anything out.

use crate::domain::{PlacedBy, Placement};
use crate::geodesy::crs::{Crs, CrsFault};
use crate::geodesy::fit::FitFault;

use super::{Lang, integer};

crate::texts! {
    /// Words about coordinate systems.
    pub enum CrsText {
        Coordinates "坐标系" "Coordinates";
        Declared "声明" "declared";
        Guessed "判定" "found";
        NotDeclared "未声明" "not declared";
        TooLittle "证据不足，无法判定" "too little evidence to tell";
        NoPositions "没有坐标" "no coordinates";
        Sure "确定" "sure";
        Likely "很可能" "likely";
        Guess "猜测" "a guess";
        Swapped "（纬度或北坐标在前）" " (latitude or northing first)";
        Names "{} 行与已知地点同名，距离中位数 {} m" "{} rows have the name of a known place; median distance {} m";
        Ground "{} 的点落在水面、轨道、高架、绿地或校园上" "{} of the points lie on water, tracks, elevated roads, green or school grounds";
        Edges "{} 的边界在真实河流、轨道或高架 15 m 以内" "{} of the boundaries run within 15 m of real rivers, tracks or elevated roads";
        District "{} 行在静安及周边，其中 {} 行在三大功能区块内" "{} rows in Jing'an and around it, {} of them in the three blocks";
        Shift "与按 WGS84 直读相比，平均移动 {} m" "{} m on average from reading it as WGS84";
        SameSystem "WGS84 与 CGCS2000 在此相差不到 1 m，无法区分" "WGS84 and CGCS2000 differ by less than a metre here and cannot be told apart";
        Agrees "已知地点与声明相符" "known places agree with what is declared";
        Disagrees "已知地点与声明不符" "known places disagree with what is declared";
        Mixed "{} 行更符合另一坐标系（文件第 {} 行起）" "{} rows fit another system clearly better (from row {} of the file)";
        SwappedRows "{} 行的两个坐标颠倒（文件第 {} 行起）" "{} rows have their two coordinates swapped (from row {} of the file)";
        NoShift "{} 与 WGS84 之间的基准转换参数未公开，位置可能相差约 100 m" "There are no public parameters between the datum of {} and WGS84: places may be some 100 m off";
        AsWgs84 "按 WGS84 读取" "read as WGS84";
        From "由 {} 换算为 WGS84" "from {} to WGS84";
        Moved "平均移动 {} m" "moved by {} m on average";
        ByFormat "格式规定" "as the format says";
        ByFile "文件声明" "as the file declares";
        ByPlaces "由已知地点判定" "found from known places";
        ByUser "由用户指定" "as the user said";
    }
}

/// Why a system cannot be used, and what to do.
pub fn fault(fault: &CrsFault, lang: Lang) -> String {
    let (zh, en, values) = match fault {
        CrsFault::NotUnderstood(text) => (
            "不认识坐标系“{}”。可用 WGS84、CGCS2000、GCJ-02、BD-09、EPSG 代码、WKT、PROJ 文本或 local:名称。",
            "\"{}\" names no coordinate system. Use WGS84, CGCS2000, GCJ-02, BD-09, an EPSG code, WKT, a PROJ text or local:NAME.",
            [text.as_str(), ""],
        ),
        CrsFault::UnknownCode(code) => (
            "EPSG 表中没有 {}。请核对代码，或改用 WKT 或 PROJ 文本。",
            "The EPSG register has no {}. Check the code, or give WKT or a PROJ text.",
            [code.as_str(), ""],
        ),
        CrsFault::Projection(name, projection) => (
            "坐标系“{}”的投影 {} 不在支持之列。请先用 ogr2ogr -t_srs EPSG:4490 或 QGIS 转换为 CGCS2000，再导入。",
            "\"{}\" has a projection that is not there: {}. Convert it first, with ogr2ogr -t_srs EPSG:4326 or in QGIS.",
            [name.as_str(), projection.as_str()],
        ),
        CrsFault::ShiftGrid(name, grid) => (
            "坐标系“{}”需要格网文件 {}，程序不读取。请先用 ogr2ogr -t_srs EPSG:4490 转换为 CGCS2000，或去掉 +nadgrids。",
            "\"{}\" needs the grid file {}, which is not read. Convert it first with ogr2ogr -t_srs EPSG:4326, or leave out +nadgrids.",
            [name.as_str(), grid.as_str()],
        ),
        CrsFault::Wrong(name, why) => (
            "坐标系“{}”的定义有误：{}。请核对文本，或改用 EPSG 代码。",
            "The definition of \"{}\" is wrong: {}. Check it, or give an EPSG code.",
            [name.as_str(), why.as_str()],
        ),
        CrsFault::NeedsPoints(name) => (
            "地方坐标系“{}”没有公开参数：请给出两个或更多控制点。",
            "The local grid \"{}\" has no public parameters: give two or more control points.",
            [name.as_str(), ""],
        ),
    };
    super::fill(lang.pick(zh, en), &values)
}

/// Why no local grid can be fitted, and what to do. Points are counted from 1 for people.
pub fn fit_fault(fault: FitFault, lang: Lang) -> String {
    match fault {
        FitFault::TooFew(needed) => {
            super::fill(lang.pick("至少需要 {} 个控制点。", "At least {} control points are needed."), &[&needed.to_string()])
        }
        FitFault::BadPoint(at) => super::fill(
            lang.pick("第 {} 个控制点的数字不可用，请核对。", "The numbers of control point {} cannot be. Check them."),
            &[&(at + 1).to_string()],
        ),
        FitFault::OnePlace => lang
            .pick(
                "控制点几乎在同一处，请选相距较远的点。",
                "The control points lie in one place. Choose some that are far apart.",
            )
            .to_owned(),
        FitFault::OneLine => lang
            .pick(
                "控制点几乎在一条直线上，请加一个线外的点，或改用四参数。",
                "The control points lie on a line. Add one beside it, or fit four parameters.",
            )
            .to_owned(),
    }
}

/// What was done to the coordinates of a dataset.
pub fn placement(placement: &Placement, lang: Lang) -> String {
    let by = match placement.by {
        PlacedBy::Format => CrsText::ByFormat,
        PlacedBy::Declared => CrsText::ByFile,
        PlacedBy::Found => CrsText::ByPlaces,
        PlacedBy::User => CrsText::ByUser,
    };
    let mut words = if placement.crs == "WGS84" {
        CrsText::AsWgs84.text(lang).to_owned()
    } else {
        CrsText::From.fill(lang, &[&called(&placement.crs)])
    };
    if placement.axes_swapped {
        words += CrsText::Swapped.text(lang);
    }
    let moved = placement.shift_m.map(|[east, north]| east.hypot(north)).filter(|&metres| metres >= 1.0);
    let moved = moved.map(|metres| CrsText::Moved.fill(lang, &[&integer(metres)]));
    [Some(words), moved, Some(by.text(lang).to_owned())].into_iter().flatten().collect::<Vec<_>>().join(lang.pick("，", ", "))
}

/// A system's code, and the register's name beside it.
pub fn called(code: &str) -> String {
    match Crs::parse(code) {
        Ok(crs @ Crs::Epsg(_)) => format!("{code} {}", crs.name()),
        Ok(crs) => crs.name(),
        Err(_) => code.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_done_is_told() {
        let done =
            Placement { crs: "BD-09".to_owned(), by: PlacedBy::Found, shift_m: Some([-1047.0, -446.0]), axes_swapped: false };
        assert_eq!(placement(&done, Lang::Zh), "由 BD-09 换算为 WGS84，平均移动 1,138 m，由已知地点判定");
        assert_eq!(placement(&Placement::default(), Lang::En), "read as WGS84, as the format says");
        let grid = Placement { crs: "EPSG:4549".to_owned(), by: PlacedBy::Declared, ..Placement::default() };
        assert!(placement(&grid, Lang::En).starts_with("from EPSG:4549 CGCS2000 / 3-degree Gauss-Kruger CM 120E to WGS84"));
        let words = fault(&CrsFault::NeedsPoints("上海2000".to_owned()), Lang::Zh);
        assert!(words.contains("上海2000") && words.contains("控制点"), "{words}");
    }
}
