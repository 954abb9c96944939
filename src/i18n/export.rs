//! Words on exported sheets. Refuses the map's own (`map`).

crate::texts! {
    /// Words on exported sheets.
    pub enum ExportText {
        Title "张江高新区静安园" "Zhangjiang Hi-Tech Park, Jing'an";
        ReferenceDate "基准日 {}" "Reference date {}";
        Legend "图例" "Legend";
        ApprovalNumber "审图号：{}" "Map approval no.: {}";
        NotReviewed "内部资料 未经审图 不得公开" "Internal: map not reviewed, not for publication";
        NoPicture "无法生成图片（{}）。请换一个 --size 再试。" "The picture could not be made ({}). Try another --size.";
    }
}
