//! Words of the sheet of a new delivery. Refuses the words of `yuantu diff` (`delivery`).

crate::texts! {
    /// The sheet of a new delivery.
    pub enum DeliverySheetText {
        Title "新一批数据" "A new delivery";
        Asks "“{}”看来是“{}”的新一批数据。采用之前，先看变化。" "\"{}\" seems to be a new delivery of \"{}\". See what changes before it is taken.";
        Counts "新增 {} · 删除 {} · 移动 {}（最远 {} m）· 修改 {} · 未变 {}" "{} added · {} removed · {} moved (at most {} m) · {} changed · {} as they were";
        CountsUnmoved "新增 {} · 删除 {} · 移动 0 · 修改 {} · 未变 {}" "{} added · {} removed · 0 moved · {} changed · {} as they were";
        Key "同一行的依据" "Rows are the same by";
        ById "编号" "Id";
        ByFeatureId "要素 id" "Feature id";
        ByName "名称与位置" "Name and place";
        ByPlace "位置" "Place";
        KindOfChange "变化种类" "Kind of change";
        All "全部变化" "All changes";
        Added "新增" "Added";
        Removed "删除" "Removed";
        Moved "移动" "Moved";
        Changed "修改" "Changed";
        MovedBy "移动 {} m" "moved {} m";
        Reshaped "形状改变" "reshaped";
        Cell "{}：{} → {}" "{}: {} → {}";
        Empty "空" "empty";
        Search "搜索变化" "Search the changes";
        ClearSearch "清除" "Clear";
        Row "{}，{}：{}" "{}, {}: {}";
        Take "采用 {}" "Take {}";
        TakePart "采用 {}：{}" "Take {}: {}";
        Unfold "展开 {} 的各项变化" "Unfold the changes of {}";
        Fold "收起 {} 的各项变化" "Fold the changes of {}";
        UnfoldAll "全部展开" "Unfold all";
        FoldAll "全部收起" "Fold all";
        Position "位置" "Place";
        PartLine "{}：{}" "{}: {}";
        TakeShown "采用所列全部" "Take all listed";
        RefuseShown "拒绝所列全部" "Refuse all listed";
        Figures "随之变化的指标" "Figures that change with it";
        NoFigures "没有指标随之变化" "No figure changes with it";
        InNoFigure "这类数据不进入指标" "Such records are in no figure";
        Computing "正在计算指标" "Computing the figures";
        WholePark "全部" "All";
        VacancyRate "空置率" "Vacancy rate";
        AvailabilityRate "可供率" "Availability rate";
        VacantArea "空置面积" "Vacant area";
        Rent "平均租金" "Mean asking rent";
        Firms "企业数" "Firms";
        Indicator "指标值" "Indicator";
        FigureLine "{} · {}" "{} · {}";
        FromTo "{} → {}" "{} → {}";
        Apply "采用 {} 项变化" "Take {} changes";
        Whole "整体替换" "Replace whole";
        Another "作为另一图层" "Another layer";
        Cancel "都不采用" "Take nothing";
        UndoHint "可以撤销；拒绝的内容随工作区保存。" "Undo takes it back; what is refused is kept with the workspace.";
        Comparing "正在比较 {}" "Comparing {}";
        Taken "{}：采用 {} 项变化，拒绝 {} 项。" "{}: {} changes taken, {} refused.";
        Replaced "“{}”已由“{}”整体替换，共 {} 项变化。" "\"{}\" was replaced by \"{}\" as a whole: {} changes.";
        NoChange "{}：与已打开的内容相同，没有变化。" "{}: the same as what is open, nothing changes.";
        Waits "“{}”的新一批数据还在等待决定。" "The new delivery of \"{}\" still waits for a decision.";
        Back "回到变化清单" "Back to the changes";
        Stale "“{}”的文件已变，先前拒绝的 {} 项不再适用：请再次打开该文件并查看变化。" "The file of \"{}\" has changed; the {} changes refused before no longer apply: look through what it holds now.";
        Gone "已不在内存中的旧数据无法恢复：{}。请重新打开它的文件。" "The data of before is no longer in memory: {}. Open its file again.";
    }
}
