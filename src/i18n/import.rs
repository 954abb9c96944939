//! The words of the import sheet. Refuses issues, fields and kinds, which have files of their own.

use crate::domain::SourceUnit;

use super::Lang;

crate::texts! {
    /// The import sheet.
    pub enum ImportText {
        Pasted "粘贴的单元格" "Pasted cells";
        Rows "{} 行" "{} rows";
        ReadingRows "正在读取其余各行…" "reading the other rows…";
        Columns "{} 列" "{} columns";
        Separated "{}分隔" "{} separated";
        Comma "逗号" "comma";
        Tab "制表符" "tab";
        Semicolon "分号" "semicolon";
        HowRead "读取方式：编码、分隔符、标题行" "How it is read: encoding, separator, names";
        EncodingOf "文字编码" "Encoding";
        DelimiterOf "分隔符" "Separator";
        HeaderRowOf "标题行" "Row with the names";
        FoundOut "自动" "Found out";
        NoHeaderRow "没有标题行" "None";
        RowNumber "第几行：" "row ";
        EncodingSaid "编码 {}（由您指定）" "encoding {} (as you said)";
        EncodingTold "编码 {}（文件声明）" "encoding {} (declared)";
        EncodingFound "编码 {}（文件未声明，检测得出）" "encoding {} (not declared, found out)";
        HeaderRow "标题在第 {} 行" "names in row {}";
        HiddenRows "含 {} 个隐藏行" "{} hidden rows read";
        Layer "工作表或图层" "Sheet or layer";
        LayerHidden "{}（隐藏）" "{} (hidden)";
        LayerRows "{}（{} 行）" "{} ({} rows)";
        ImportAs "导入为" "Import as";
        KindDoubt "种类不确定，请核对" "The kind is not sure: please check";
        KeptRecipe "已按上次保存的列与基准" "Columns and datum as kept from a file of this shape";
        Meanings "列的含义" "Meaning of the columns";
        MeaningsHint "绿点为把握程度，点开可改；橙色格为存疑" "Green dots tell how sure it is; open to change; doubtful cells are orange";
        MeaningOf "“{}”的含义" "Meaning of \"{}\"";
        FirstDoubt "第一处存疑：第 {} 行" "First doubtful cell: row {}";
        Kept "保留原列" "Kept as it is";
        Position "经纬度（同一格）" "Both coordinates";
        Geometry "几何（WKT、WKB）" "Geometry (WKT, WKB)";
        Dropped "不导入" "Left out";
        FieldInUnit "{}（{}）" "{} ({})";
        FieldFromUnit "{} → {}" "{} → {}";
        SureUnknown "没有把握" "not sure";
        SureGuess "猜测" "a guess";
        SureLikely "较有把握" "likely";
        SureSure "有把握" "sure";
        Empty "空" "empty";
        NoTable "没有属性列" "No columns";
        SumMonth "（每月 365 ÷ 12 = 30.42 天）" "(a month is 365 ÷ 12 = 30.42 days)";
        SumYear "（每年 365 天）" "(a year is 365 days)";
        SumMonthArea "（÷ 30.42 天 ÷ 面积 {} ㎡）" "(÷ 30.42 days ÷ area {} m²)";
        SumYearArea "（÷ 365 天 ÷ 面积 {} ㎡）" "(÷ 365 days ÷ area {} m²)";
        SumMu "（1 亩 = 666.67 ㎡）" "(1 mu = 666.67 m²)";
        Issues "问题 {} 类 {} 处" "Kinds of issues: {} · places: {}";
        NoIssues "没有问题" "No issues";
        FilterAll "全部 {}" "All {}";
        FilterErrors "错误 {}" "Errors {}";
        FilterWarnings "提醒 {}" "Warnings {}";
        IssueRows "{} 行" "{} rows";
        FirstRow "首见第 {} 行" "first in row {}";
        WholeFile "整个文件" "the whole file";
        ShowRow "在预览中显示：{}" "Show in the preview: {}";
        SwapMend "交换" "Swap";
        SwapWait "等待" "Wait";
        Waiting "待确认匹配 {}" "Matches to confirm {}";
        AcceptAll "采用全部建议 {}" "Accept all {} proposed";
        AcceptNone "全部不用" "Accept none";
        Accept "采用：第 {} 行 {} → {}" "Accept: row {} {} → {}";
        Score "{} 分" "score {}";
        UnderThreshold "把握不足，请逐条确认" "not sure enough, decide one by one";
        Fates "{} 行的去向" "What becomes of {} rows";
        FatesSum "每一行都有着落，合计相符" "Every row is accounted for; the counts add up";
        OnMap "上图" "On the map";
        WaitingFate "待确认" "Waiting";
        TableOnly "只进表格" "Table only";
        Refused "不导入" "Refused";
        Computing "正在重算…" "Computing…";
        Datum "坐标基准" "Coordinate system";
        NotDeclared "文件未声明" "Not declared";
        Declared "声明 {}" "Declares {}";
        DeclaredWrong "声明与地点不符" "Declaration and places disagree";
        TriedNames "逐一试算，量到同名已知地点的距离（中位数）：" "Each was tried; median distance from known places of the same name:";
        TriedGround "逐一试算，量落在水面、轨道、高架、绿地、校园上的比例：" "Each was tried; share of points on water, tracks, elevated roads, green, schools:";
        TriedEdges "逐一试算，量边界贴合真实河流、轨道与道路的比例：" "Each was tried; share of boundaries along real rivers, tracks and roads:";
        TriedNone "没有可比对的地点：" "There is nothing known to compare with:";
        Investigating "正在与已知地点比对…" "Comparing with known places…";
        NoCoordinates "没有坐标列：行只进表格，可按名称与地址匹配。" "No coordinates: rows go to the table, and can be matched by name and address.";
        NoneFits "坐标不在所试坐标系的范围内：请指定坐标系，或用控制点定地方坐标系。" "The coordinates are in none of the systems that were tried: say which it is, or fit a local grid to control points.";
        LatFirst "{}（纬度在前）" "{} (latitude first)";
        FigureNames "同名 {} 处" "same name {}";
        FigureForbidden "禁建面 {}" "forbidden ground {}";
        FigureEdges "贴合边界 {}" "along edges {}";
        FigureBlocks "区块内 {}" "blocks {}";
        FigureDistrict "静安及周边 {}" "district {}";
        OtherCrs "其他坐标系（EPSG、WKT、PROJ）" "Another system (EPSG, WKT, PROJ)";
        OtherCrsHint "如 EPSG:4549" "such as EPSG:4549";
        OtherCrsUse "使用" "Use";
        GridKept "地方坐标系 {}（{} 个控制点）" "Local grid {} ({} control points)";
        GridNew "用控制点定地方坐标系（如上海2000）…" "Fit a local grid to control points…";
        GridHint "每行一个控制点：文件坐标两个数，WGS84 经度、纬度；可从表格粘贴。" "One point a line: two numbers as in the file, longitude and latitude WGS84; can be pasted from a sheet.";
        GridName "地方坐标系的名称" "Name of the local grid";
        GridNameHint "名称，如 上海2000" "A name, such as Shanghai 2000";
        GridPoints "控制点" "Control points";
        GridPointsHint "-6981.25 7221.75 121.4301 31.3012" "-6981.25 7221.75 121.4301 31.3012";
        Four "四参数" "Four parameters";
        Six "六参数" "Six parameters";
        GridSwap "第一个数是北坐标（X 向北）" "Northing comes first";
        GridSwapHint "换成“第一个数是北坐标”，残差会小得多：请核对。" "With northing first much less is left over: please check.";
        GridBadLine "第 {} 行不是四个数。" "Line {} is not four numbers.";
        GridFit "中误差 {} m；尺度 {}、{}；旋转 {}°" "RMS {} m; scale {}, {}; turned {}°";
        GridResidual "点 {}：东 {} 北 {}，长 {} m" "Point {}: {} east, {} north, {} m";
        GridUnnamed "请先给它起个名称。" "Give it a name first.";
        GridUse "保存并使用" "Keep and use";
        MapName "坐标转换前后的小地图" "Small map of places before and after";
        Before "原坐标" "As in the file";
        After "按 {} 转换后" "From {}";
        Shift "平移" "Shift";
        ShiftNone "不移动" "Not moved";
        ShiftWest "西 {} m" "{} m west";
        ShiftEast "东 {} m" "{} m east";
        ShiftSouth "南 {} m" "{} m south";
        ShiftNorth "北 {} m" "{} m north";
        Comma2 "，" ", ";
        InBlocks "落在三个区块内" "Within the three blocks";
        RowsShare "{} 行（{}）" "{} rows ({})";
        Evidence "依据" "Evidence";
        EvidenceCount "{} 个同名地点" "places of the same name: {}";
        EvidenceNone "没有同名地点" "no place of the same name";
        Decide "由您决定：不确认，坐标不会被移动。" "You decide: nothing is moved unless you confirm.";
        TooLittle "证据太少，不作建议：请核对小地图后自行选择；不选则按 WGS84。" "Too little evidence for a proposal: look at the small map and choose; else WGS84 is taken.";
        Mixed "{} 行更符合另一坐标系：一个文件里可能混有两种基准。" "{} rows fit another system better: the file may mix two.";
        SameAsCgcs "在这里 WGS84 与 CGCS2000 相差不到 1 m，无法区分。" "WGS84 and CGCS2000 are within 1 m here and cannot be told apart.";
        Remember "记住这类文件的列与基准" "Keep columns and datum for files of this shape";
        Cancel "取消" "Cancel";
        Import "导入 {} 行" "Import {} rows";
        ImportFrom "按 {} 导入 {} 行" "Import {} rows from {}";
        Features "{} 个要素" "{} features";
        ReadingFeatures "正在读取其余要素…" "reading the other features…";
        LayerFeatures "{}（{} 个要素）" "{} ({} features)";
        FirstDoubtFeature "第一处存疑：第 {} 个要素" "First doubtful cell: feature {}";
        FirstFeature "首见第 {} 个要素" "first in feature {}";
        FeatureFates "{} 个要素的去向" "What becomes of {} features";
        FeatureFatesSum "每个要素都有着落，合计相符" "Every feature is accounted for; the counts add up";
        FeaturesShare "{} 个要素（{}）" "{} features ({})";
        MixedFeatures "{} 个要素更符合另一坐标系：一个文件里可能混有两种基准。" "{} features fit another system better: the file may mix two.";
        ImportFeatures "导入 {} 个要素" "Import {} features";
        ImportFeaturesFrom "按 {} 导入 {} 个要素" "Import {} features from {}";
    }
}

impl ImportText {
    /// The same of features where the source is no table: what has rows is a table.
    pub fn of(self, is_table: bool) -> Self {
        match self {
            _ if is_table => self,
            Self::Rows | Self::IssueRows => Self::Features,
            Self::ReadingRows => Self::ReadingFeatures,
            Self::LayerRows => Self::LayerFeatures,
            Self::FirstDoubt => Self::FirstDoubtFeature,
            Self::FirstRow => Self::FirstFeature,
            Self::Fates => Self::FeatureFates,
            Self::FatesSum => Self::FeatureFatesSum,
            Self::RowsShare => Self::FeaturesShare,
            Self::Mixed => Self::MixedFeatures,
            Self::Import => Self::ImportFeatures,
            Self::ImportFrom => Self::ImportFeaturesFrom,
            other => other,
        }
    }
}

/// What a separator is called.
pub fn delimiter_name(delimiter: char, lang: Lang) -> String {
    match delimiter {
        ',' => ImportText::Comma.text(lang).to_owned(),
        '\t' => ImportText::Tab.text(lang).to_owned(),
        ';' => ImportText::Semicolon.text(lang).to_owned(),
        other => other.to_string(),
    }
}

/// A unit in which a column may come.
pub fn source_unit_name(unit: SourceUnit, lang: Lang) -> &'static str {
    let (zh, en) = match unit {
        SourceUnit::YuanPerM2Day => ("元/㎡·天", "yuan/m²·day"),
        SourceUnit::YuanPerM2Month => ("元/㎡·月", "yuan/m²·month"),
        SourceUnit::YuanPerM2Year => ("元/㎡·年", "yuan/m²·year"),
        SourceUnit::YuanPerMonth => ("元/月", "yuan/month"),
        SourceUnit::YuanPerYear => ("元/年", "yuan/year"),
        SourceUnit::WanYuanPerYear => ("万元/年", "10k yuan/year"),
        SourceUnit::WanYuanPerMonth => ("万元/月", "10k yuan/month"),
        SourceUnit::SquareMetre => ("㎡", "m²"),
        SourceUnit::TenThousandM2 => ("万㎡", "10k m²"),
        SourceUnit::Mu => ("亩", "mu"),
        SourceUnit::Hectare => ("公顷", "ha"),
        SourceUnit::SquareKilometre => ("km²", "km²"),
        SourceUnit::Metre => ("m", "m"),
        SourceUnit::Share => ("占比 0–1", "share of 1"),
        SourceUnit::Percent => ("%", "%"),
    };
    lang.pick(zh, en)
}
