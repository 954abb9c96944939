//! Words of the issue list as a file that goes back to whoever sent the data.

crate::texts! {
    /// Columns of the table, and the way to export it.
    pub enum IssueTableText {
        Name "问题" "Issues";
        File "文件" "File";
        Sheet "工作表" "Sheet";
        Row "行号" "Row";
        RowOrFeature "行号或要素号" "Row or feature";
        Column "列" "Column";
        Severity "程度" "Severity";
        What "问题" "Issue";
        ToDo "处理办法" "What to do";
        Value "原值" "Value";
        Longitude "经度" "Longitude";
        Latitude "纬度" "Latitude";
        Export "导出问题清单…" "Export the list…";
        ExportTitle "退回给提供数据的部门" "To go back to the department that sent the data";
        Path "导出到（.xlsx 或 .csv）" "Export to (.xlsx or .csv)";
        PathHint "/路径/问题清单.xlsx" "/path/issues.xlsx";
        Browse "浏览…" "Browse…";
        Write "导出 {} 行" "Export {} rows";
        Dialog "导出问题清单" "Export the issue list";
        FileName "问题清单" "issues";
        FileKind "表格" "Tables";
        Done "问题清单已写入 {}：{} 行。" "The issue list was written to {}: {} rows.";
        Failed "问题清单未写入。{}" "The issue list was not written. {}";
        Exists "{} 已经存在，未写入。" "{} is there already; nothing was written.";
        Replace "替换" "Replace";
        WrongEnding "请用扩展名 .xlsx 或 .csv。" "Use the extension .xlsx or .csv.";
        Writing "正在导出问题清单" "Exporting the issue list";
        InSheet "工作表“{}”" "sheet \"{}\"";
        RowOfFile "文件第 {} 行" "row {} of the file";
        FeatureOfFile "文件第 {} 个要素" "feature {} of the file";
        Places "共 {} 处" "{} places";
    }
}
