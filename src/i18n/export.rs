//! Words on exported sheets. Refuses the map's own (`map`).

crate::texts! {
    /// Words on exported sheets.
    pub enum ExportText {
        Title "张江高新区静安园" "Zhangjiang Hi-Tech Park, Jing'an";
        ReferenceDate "基准日 {}" "Reference date {}";
        Legend "图例" "Legend";
        ApprovalNumber "审图号 {}" "Map approval no. {}";
        NotReviewed "内部资料 未经审图 不得公开" "Internal: map not reviewed, not for publication";
        NoPicture "无法生成图片：{}" "The picture could not be made: {}";
        TooLarge "图片过大，请减小 --size" "the picture is too large; give a smaller --size";
        BadFont "内置字体无法读取" "a bundled font cannot be read";
    }
}
