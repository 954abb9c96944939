//! The inspector's words. Refuses the names of fields and kinds (`fields`, `kinds`).

crate::texts! {
    /// Words of the inspector.
    pub enum InspectorText {
        Nothing "尚未选中" "Nothing selected";
        NothingHint "点选地图上的楼宇、园区或企业，或用 Ctrl+F 搜索" "Click a building, a park or a firm on the map, or search with Ctrl+F";
        Export "导出所选…" "Export the selection…";
        ZoomTo "缩放至此" "Zoom to it";
        Clear "取消选择" "Clear the selection";
        CopyText "复制摘要" "Copy as text";
        SpaceFigures "房源与租金" "Space and rent";
        VacancyRate "空置率" "Vacancy rate";
        AvailabilityRate "可供率（3 个月内）" "Availability, 3 mo.";
        VacantArea "空置面积" "Vacant area";
        MeanRent "平均租金" "Mean asking rent";
        NoData "无数据" "No data";
        Chain "所在位置" "Where it belongs";
        NoneOnRecord "未登记" "not on record";
        FloorsCount "{} 层" "{} floors";
        FloorOf "{}，共 {} 层" "{} of {} floors";
        SpacesVacant "{} 间，空置 {} ㎡" "{} spaces, {} m² vacant";
        FirmsIn "{} 家在驻" "{} firms";
        Firms "在驻企业" "Firms";
        FirmsCount "{} 家" "{}";
        Details "属性" "Details";
        SpaceVacantFrom "{} 起可租" "free from {}";
        Nearby "500 m 内（直线）" "Within 500 m (straight line)";
        NearbyFirms "企业" "Firms";
        NearbyBuildings "楼宇" "Buildings";
        NearbyVacant "空置面积" "Vacant area";
        NearbyStation "最近车站" "Nearest station";
        StationAway "{} · {} m" "{} · {} m";
        SourceLine "来源：{} · 截至 {}" "Source: {} · as of {}";
        SourceOnly "来源：{}" "Source: {}";
        Parts "构成" "Parts";
        PartsLine "{} 间 · {} ㎡" "{} spaces · {} m²";
        PartsRule "空置率 = 空置面积 ÷ 可租面积" "vacancy rate = vacant area ÷ lettable area";
        AvailabilityRule "可供率 =（空置 + 3 个月内到期 + 转租）÷ 可租面积" "availability = (vacant + ending within 3 months + sublet) ÷ lettable area";
        RentRule "租金按空置面积加权" "rent weighted by vacant area";
        Lettable "可租面积" "Lettable area";
        Vacant "空置（含意向）" "Vacant (interest shown included)";
        Available "可供" "Available";
        LetArea "已租（含到期、转租）" "Let (expiring and sublet included)";
        Several "已选 {} 项" "{} selected";
        SeveralHint "合计按房源去重" "Sums count each space once";
        ReferenceDate "基准日" "Reference date";
        Yes "是" "Yes";
        No "否" "No";
        ByKey "按编号" "by key";
        ByPlace "按位置" "by place";
        ByNearness "最近，{} m" "nearest, {} m";
        SaveSelection "存为选择集" "Keep as a set";
        SelectionName "选择集名称" "Name of the set";
        SelectionSets "选择集" "Kept selections";
        Delete "删除" "Delete";
        Members "成员" "Members";
        Cluster "产业集群" "Industry cluster";
        Density "密度" "Density";
        DensityValue "{} 家/公顷" "{} firms/ha";
        ClusterRule "聚类条件" "Rule";
        ClusterRuleValue "{} m 内至少 {} 家" "within {} m, at least {}";
        More "另有 {} 项" "{} more";
        SelectMembers "选中全部成员" "Select all members";
        LowEfficiency "低效标记" "Low-efficiency flags";
    }
}
