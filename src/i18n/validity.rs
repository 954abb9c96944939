//! Words of the geometry check: what was found, the repair, and what comes of it.

use crate::domain::{IssueKind, Repairs};

use super::{Lang, decimal, integer};

crate::texts! {
    /// The geometry check.
    pub enum ValidityText {
        Title "几何检查" "Check geometry";
        Checking "正在检查几何" "Checking geometry";
        Repairing "正在修复几何" "Repairing geometry";
        Nothing "没有可检查的图层" "Nothing to check";
        NothingSentence "打开带有位置的文件，再检查其几何" "Open a file that has places, then check its geometry";
        Clean "没有发现几何问题" "The geometry is sound";
        CleanSentence "检查了 {} 个图层的 {} 个要素" "Checked {} layers with {} features";
        Found "{} 个图层、{} 个要素中发现 {} 处" "layers: {}, features: {}, places found: {}";
        Layer "图层" "Layer";
        Kind "种类" "Kind";
        AllLayers "全部图层" "All layers";
        AllKinds "全部种类" "All kinds";
        Row "{}，{}：{}" "{}, {}: {}";
        Tick "修复 {}" "Repair {}";
        TickAll "全选可修复的" "Tick all that can be repaired";
        TickNone "全不选" "Tick none";
        Before "修复前" "Before";
        After "修复后" "After";
        CutFrom "重叠部分从较小的“{}”（{}）中减去" "The shared ground is cut from the smaller one, \"{}\" ({})";
        FillInto "空隙并入“{}”（{}）：它占空隙边界的 {}，最长" "The gap goes to \"{}\" ({}), which has {} of its border, the most";
        Added "增加的部分" "Comes to it";
        Removed "去掉的部分" "Is taken from it";
        NoneHasHalf "没有相邻要素占到空隙边界的一半（最多的是“{}”，占 {}），不自动归并：请对照原始资料决定归谁。" "No neighbour has half of the gap's border (\"{}\" has most, {}), so none is given it: decide from the source.";
        TwoHaveAsMuch "“{}”与“{}”所占的空隙边界一样长，不自动归并：请对照原始资料决定归谁。" "\"{}\" and \"{}\" have as much of the gap's border, so none is given it: decide from the source.";
        InventedBeside "空隙旁既有示意或演示数据，也有真实数据，不自动归并：请对照原始资料。" "Beside the gap are records that are schematic or invented and others that are not, so none is given it: check the source.";
        Embedded "园图自带的数据不在这里修改。" "Data that ship with Yuantu are not changed here.";
        NotRepairable "此处不能自动修复：请核对原始资料。" "This cannot be repaired by itself: check it against the source.";
        AreaBefore "修复前面积" "Area before";
        AreaAfter "修复后面积" "Area after";
        AreaChange "面积变化" "Change of area";
        GoTo "在地图上查看" "Show on the map";
        Repair "修复 {} 处" "Repair {}";
        RepairSum "所选 {} 处：面积 {} → {}（{}）" "{} ticked: area {} → {} ({})";
        TakeBack "撤回修复" "Take repairs back";
        DiskHint "磁盘上的文件不会改变；可以撤销。" "Files on disk are never changed; undo takes it back.";
        Picture "修复前后的图" "Picture before and after";
        Marks "在地图上标出" "Mark on the map";
        RowNumber "第 {} 行" "row {}";
        FeatureNumber "第 {} 个要素" "feature {}";
        Done "已检查几何：{} 处问题。" "Geometry checked: {} places.";
        DoneClean "已检查几何：没有发现问题。" "Geometry checked: it is sound.";
        Repaired "已修复 {} 的 {} 个要素，面积 {}。" "Repaired {}: {} features, area {}.";
        TakenBack "{} 已恢复为文件中的几何。" "{} is as in its file again.";
        Open "查看…" "Look…";
        RepairsName "几何" "Geometry";
        RepairsNote "已修复 {} 个要素，面积 {} → {}（{}）" "repaired: {} features, area {} → {} ({})";
        RowRepaired "本要素已修复" "this feature was repaired";
    }
}

/// What was repaired in a dataset, for the inspector and exports.
pub fn repairs_note(repairs: &Repairs, lang: Lang) -> String {
    let (before, after) = (repairs.area_before_m2, repairs.area_after_m2);
    let count = integer(repairs.rows.len() as f64);
    ValidityText::RepairsNote.fill(lang, &[&count, &area_text(before), &area_text(after), &change_text(before, after)])
}

/// A change of area: `+12.5 m² · +0.31 %`.
pub fn change_text(before_m2: f64, after_m2: f64) -> String {
    let change = after_m2 - before_m2;
    let signed = |size: String| {
        let is_nothing = !size.bytes().any(|byte| matches!(byte, b'1'..=b'9'));
        let sign = if is_nothing { "" } else { ["−", "+"][usize::from(change >= 0.0)] };
        format!("{sign}{size}")
    };
    let area = signed(area_text(change.abs()));
    if before_m2 <= 0.0 {
        return area;
    }
    let share = decimal((change / before_m2 * 100.0).abs(), 2);
    format!("{area} · {}\u{2009}%", signed(share))
}

/// An area with as many digits as say something: `0.42 m²`, `1,250 m²`, `3.20 km²`.
pub fn area_text(square_metres: f64) -> String {
    match square_metres {
        a if a < 100.0 => format!("{} m²", decimal(a, 2)),
        a if a < 1_000_000.0 => format!("{} m²", decimal(a, 0)),
        a => format!("{} km²", decimal(a / 1_000_000.0, 3)),
    }
}

/// A length with as many digits as say something: `0.42 m`, `125 m`, `3.2 km`.
pub fn length_text(metres: f64) -> String {
    match metres {
        m if m < 10.0 => format!("{} m", decimal(m, 2)),
        m if m < 1_000.0 => format!("{} m", decimal(m, 0)),
        m => format!("{} km", decimal(m / 1_000.0, 1)),
    }
}

/// The name of a kind of finding.
pub fn kind_name(kind: IssueKind, lang: Lang) -> &'static str {
    let (zh, en) = match kind {
        IssueKind::SelfCrossing => ("边界自相交", "Crosses itself"),
        IssueKind::SelfTouching => ("边界自相接", "Touches itself"),
        IssueKind::Spike => ("尖刺", "Spike"),
        IssueKind::DuplicateVertex => ("重复顶点", "Repeated vertex"),
        IssueKind::Sliver => ("狭长多边形", "Sliver"),
        IssueKind::HoleOutside => ("内环越界", "Hole outside"),
        IssueKind::PartsOverlap => ("部分重叠", "Parts overlap"),
        IssueKind::Overlap => ("要素重叠", "Overlap"),
        IssueKind::Gap => ("要素间空隙", "Gap"),
        IssueKind::OutsideArea => ("超出坐标系范围", "Outside the CRS's area"),
        IssueKind::FarAway => ("远离其他要素", "Far away"),
        IssueKind::ZeroArea => ("面积为零", "No area"),
        IssueKind::AntimeridianCut => ("跨越 180° 经线", "Crosses 180°"),
        IssueKind::RingWinding => ("环的方向", "Ring order"),
        _ => ("其他", "Other"),
    };
    lang.pick(zh, en)
}

/// What is wrong and what to do about it, each in Chinese and English; `None` for kinds that are not of geometry.
pub(super) fn texts(kind: IssueKind) -> Option<[&'static str; 4]> {
    const REPAIR: [&str; 2] = ["可在“几何检查”中修复。", "It can be repaired under \"Check geometry\"."];
    const GIVE: [&str; 2] = [
        "可在“几何检查”中并入相邻要素，或对照原始资料改正。",
        "It can be given to a neighbour under \"Check geometry\", or compared with the source.",
    ];
    let ([zh, en], [to_do, to_do_en]) = match kind {
        IssueKind::SelfCrossing => (["多边形的边界自相交。", "The outline of a polygon crosses itself."], REPAIR),
        IssueKind::SelfTouching => (["多边形的边界与自身相接。", "The outline of a polygon touches itself."], REPAIR),
        IssueKind::Spike => {
            (["边界上有尖刺，最长 {detail}。", "The outline runs out and back in a spike, at most {detail} long."], REPAIR)
        }
        IssueKind::DuplicateVertex => (["同一顶点连续出现两次。", "The same vertex twice in a row."], REPAIR),
        IssueKind::Sliver => (
            ["多边形过于狭长，平均宽度 {detail}。", "A polygon is hardly wider than a line: {detail} on average."],
            ["请核对是否为制图残留。", "Check whether it was left over from drawing."],
        ),
        IssueKind::HoleOutside => (
            ["内环伸出外环，或与外环、另一内环相接。", "A hole leaves its shell, or shares ground or an edge with another ring."],
            REPAIR,
        ),
        IssueKind::PartsOverlap => {
            (["同一要素的各部分互相重叠或共边。", "Parts of one feature lie on one another or share an edge."], REPAIR)
        }
        IssueKind::Overlap => {
            (["两个要素互相重叠，最大 {detail}。", "Two features lie on one another, at most {detail}."], REPAIR)
        }
        IssueKind::Gap => (["相邻要素之间有空隙，最大 {detail}。", "There are gaps between neighbours, at most {detail}."], GIVE),
        IssueKind::OutsideArea => (
            ["坐标在坐标系 {detail} 的适用范围之外。", "Coordinates outside the area that {detail} is for."],
            ["请核对坐标系和坐标。", "Check the coordinate system and the coordinates."],
        ),
        IssueKind::FarAway => (
            ["位置远离其他要素，最远 {detail}。", "Features far from all others, at most {detail}."],
            ["请核对坐标。", "Check the coordinates."],
        ),
        _ => return None,
    };
    Some([zh, en, to_do, to_do_en])
}
