//! What is said of a new delivery beside the one before. Refuses to compare.

crate::texts! {
    /// Words of deliveries.
    pub enum DeliveryText {
        Summary "新增 {} 行，删除 {} 行，移动 {} 行，修改 {} 行，未变 {} 行" "{} added, {} removed, {} moved, {} changed, {} as they were";
        ByColumn "按列“{}”认定同一行" "rows are the same by the column \"{}\"";
        ById "按编号认定同一行" "rows are the same by their id";
        ByFeatureId "按要素 id 认定同一行" "rows are the same by their feature id";
        ByName "按名称与位置认定同一行" "rows are the same by name and place";
        ByPlace "按位置认定同一行" "rows are the same by their place";
        ColumnsAdded "新增的列：{}" "New columns: {}";
        ColumnsRemoved "不再有的列：{}" "Columns that are gone: {}";
        Doubled "{} 个键出现多次，按先后顺序对应" "{} keys occur more than once; their rows are paired in order";
        More "还有 {} 行" "{} more rows";
        Row "第 {} 行 {}" "row {} {}";
        Added "新增" "added";
        Removed "删除" "removed";
        Moved "移动 {} m" "moved {} m";
        Reshaped "形状改变" "reshaped";
        Cell "{}：{} → {}" "{}: {} → {}";
    }
}
