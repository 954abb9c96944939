//! Words of the program as a whole: tasks, messages, measures. Refuses panels.

use super::{Lang, decimal};

crate::texts! {
    /// The program.
    pub enum AppText {
        Title "园图 Yuantu" "Yuantu 园图";
        NoWindow "无法打开窗口：{}。请检查图形驱动；命令行的 render、info、check 不需要窗口。" "No window could be opened: {}. Check the graphics driver; render, info and check on the command line need no window.";
        LoadingPark "正在读取园区数据" "Reading the park's data";
        OpeningFile "正在打开 {}" "Opening {}";
        Joining "正在关联记录" "Joining the records";
        ChooseFiles "打开文件" "Open files";
        DataFiles "数据文件（表格、GeoJSON、Shapefile、GeoPackage、KML 等）" "Data files (tables, GeoJSON, Shapefile, GeoPackage, KML …)";
        AllFiles "所有文件" "All files";
        OpenedAsLayer "已打开 {}：{} 个要素，作为独立图层。" "Opened {}: {} features, as a layer of its own.";
        OpenedReplaces "已打开 {}：{} 个要素，替换了内置的{}。" "Opened {}: {} features, in the place of the embedded {}.";
        NotOpened "无法打开 {}，原有内容不变。{}" "{} could not be opened; what was there stays. {}";
        OpenedWithIssues "{}。" "{}.";
        Cancelled "已停止打开 {}。" "Stopped opening {}.";
        Restored "已恢复内置的{}。" "The embedded {} are back.";
        Closed "已移除图层 {}。" "Layer {} is gone.";
        NoPlace "该记录没有可显示的位置。" "This record has no place to show.";
        IssueGone "该文件已不在窗口中，或该要素未被载入。" "That file is no longer open, or the feature was not loaded.";
        DeviceLost "图形设备已丢失。窗口将关闭并重新打开到同一视图。" "The graphics device was lost. The window closes and opens again at the same view.";
        CameBack "图形设备曾丢失，程序已重新打开到同一视图。" "The graphics device was lost; the program has opened again at the same view.";
        ReopenByHand "图形设备已丢失，且无法自动重开；请关闭窗口后再次启动，将回到同一视图。" "The graphics device was lost, and the program cannot reopen itself: close the window and start again; it comes back to the same view.";
        NoGpu "没有可用的图形适配器，地图无法绘制。" "There is no graphics adapter, so the map cannot be drawn.";
    }
}

/// A length as people read it: `640 m`, `2.35 km`.
pub fn length_text(metres: f64) -> String {
    match metres {
        m if m < 1.0 => format!("{} cm", decimal(m * 100.0, 0)),
        m if m < 10.0 && m.fract() > 0.005 => format!("{} m", decimal(m, 1)),
        m if m < 1000.0 => format!("{} m", decimal(m, 0)),
        m if m.rem_euclid(1000.0) < 0.5 => format!("{} km", decimal(m / 1000.0, 0)),
        m => format!("{} km", decimal(m / 1000.0, if m < 100_000.0 { 2 } else { 0 })),
    }
}

/// An area as people read it: `1,250 ㎡`, `3.20 公顷`, `2.45 km²`.
pub fn area_text(square_metres: f64, lang: Lang) -> String {
    match square_metres {
        a if a < 10_000.0 => format!("{} ㎡", decimal(a, 0)),
        a if a < 1_000_000.0 => format!("{} {}", decimal(a / 10_000.0, 2), lang.pick("公顷", "ha")),
        a => format!("{} km²", decimal(a / 1_000_000.0, 2)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn measures_read_well() {
        assert_eq!(length_text(0.5), "50 cm");
        assert_eq!(length_text(200.0), "200 m");
        assert_eq!(length_text(1000.0), "1 km");
        assert_eq!(length_text(2345.0), "2.35 km");
        assert_eq!(area_text(1250.0, Lang::Zh), "1,250 ㎡");
        assert_eq!(area_text(32_000.0, Lang::Zh), "3.20 公顷");
        assert_eq!(area_text(32_000.0, Lang::En), "3.20 ha");
    }
}
