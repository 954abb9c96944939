//! What was done to read the rows of a table, and what is doubtful in them: a sentence and a remedy for each. Refuses the kinds
//! of issues that readers have.

use crate::domain::IssueKind;

/// What is wrong and what to do about it, each in Chinese and English; `None` for kinds that are not of rows.
pub(super) fn texts(kind: IssueKind) -> Option<[&'static str; 4]> {
    Some(match kind {
        IssueKind::FullWidth => [
            "“{member}”中有全角字符（如“{detail}”），已按半角读取。",
            "\"{member}\" has full-width characters (\"{detail}\"); read as half-width.",
            "无需处理。",
            "Nothing to do.",
        ],
        IssueKind::Separators => [
            "“{member}”中有千分位分隔符（如“{detail}”），已略去。",
            "\"{member}\" has thousands separators (\"{detail}\"); left out.",
            "无需处理。",
            "Nothing to do.",
        ],
        IssueKind::UnitInCell => [
            "“{member}”的单元格中写有单位（如“{detail}”），已按该单位读取。",
            "\"{member}\" has its unit in the cell (\"{detail}\"); read by it.",
            "请抽查几行。",
            "Look at a few rows.",
        ],
        IssueKind::ChineseNumeral => [
            "“{member}”中有中文数字（如“{detail}”），已读为数字。",
            "\"{member}\" has Chinese numerals (\"{detail}\"); read as numbers.",
            "无需处理。",
            "Nothing to do.",
        ],
        IssueKind::Approximate => [
            "“{member}”中有约数（如“{detail}”），按所写数字读取。",
            "\"{member}\" has approximate figures (\"{detail}\"); read as written.",
            "如有准确数字请改正。",
            "Write the exact figure where there is one.",
        ],
        IssueKind::SeveralFloors => [
            "“{member}”一格中有几个楼层（如“{detail}”），取最低的一层。",
            "\"{member}\" names several floors (\"{detail}\"); the lowest was taken.",
            "如分属不同房源，请拆成几行。",
            "Split the row where they are several spaces.",
        ],
        IssueKind::NoValueWord => [
            "“{member}”中有表示无数据的词（如“{detail}”），按无值处理。",
            "\"{member}\" has words for no value (\"{detail}\"); taken as none.",
            "无需处理；有数据时请补上。",
            "Nothing to do; add the value once it is known.",
        ],
        IssueKind::DateNotation => [
            "“{member}”中的日期不是“年-月-日”的写法（如“{detail}”），已读为日期。",
            "\"{member}\" has dates in another notation than YYYY-MM-DD (\"{detail}\"); read.",
            "无需处理。",
            "Nothing to do.",
        ],
        IssueKind::ExcelSerial => [
            "“{member}”中的日期是电子表格的天数（如“{detail}”），已读为日期。",
            "\"{member}\" has dates as day numbers of a spreadsheet (\"{detail}\"); read.",
            "请抽查几行。",
            "Look at a few rows.",
        ],
        IssueKind::WholePeriod => [
            "“{member}”中只写到月、季或年（如“{detail}”），开始取第一天，结束取最后一天。",
            "\"{member}\" names a month, quarter or year (\"{detail}\"); starts take its first day, ends its last.",
            "如有准确日期请改正。",
            "Write the day where it is known.",
        ],
        IssueKind::TimeOfDay => [
            "“{member}”中带有时刻（如“{detail}”），已略去。",
            "\"{member}\" has a time of day (\"{detail}\"); left out.",
            "无需处理。",
            "Nothing to do.",
        ],
        IssueKind::Sexagesimal => [
            "“{member}”中是度分秒（如“{detail}”），已换算为度。",
            "\"{member}\" has degrees, minutes and seconds (\"{detail}\"); converted to degrees.",
            "无需处理。",
            "Nothing to do.",
        ],
        IssueKind::BothInOneCell => [
            "“{member}”一格中有两个坐标（如“{detail}”），已分开读取。",
            "\"{member}\" has both coordinates in one cell (\"{detail}\"); taken apart.",
            "无需处理。",
            "Nothing to do.",
        ],
        IssueKind::LatitudeFirst => [
            "“{member}”中纬度在前（如“{detail}”），已按纬度、经度读取。",
            "\"{member}\" has latitude first (\"{detail}\"); read so.",
            "请抽查几行。",
            "Look at a few rows.",
        ],
        IssueKind::CodeWritten => [
            "“{member}”中有空格或小写字母（如“{detail}”），已按规范写法读取。",
            "\"{member}\" has blanks or small letters (\"{detail}\"); read in the form of the standard.",
            "无需处理。",
            "Nothing to do.",
        ],
        IssueKind::ValueRange => [
            "“{member}”中是一个范围“{detail}”，不是一个数，保留原文。",
            "\"{member}\" has a range, \"{detail}\", in place of a number; kept as it stands.",
            "请改为一个数；该值不参与计算。",
            "Write one number; it takes no part in figures.",
        ],
        IssueKind::WrongUnit => [
            "“{member}”中的单位不适用（“{detail}”），保留原文。",
            "\"{member}\" has a unit that does not belong there (\"{detail}\"); kept as it stands.",
            "请改正单位，或改变该列的含义。",
            "Mend the unit, or the meaning of the column.",
        ],
        IssueKind::NoSuchDay => [
            "“{member}”中的日期“{detail}”不存在，保留原文。",
            "\"{member}\" has a day that there is not, \"{detail}\"; kept as it stands.",
            "请改正日期；该值不参与计算。",
            "Mend the date; it takes no part in figures.",
        ],
        IssueKind::DayOrMonth => [
            "“{member}”中的日期“{detail}”分不清日和月，保留原文。",
            "\"{member}\": day and month of \"{detail}\" cannot be told apart; kept as it stands.",
            "请改为 年-月-日。",
            "Write YYYY-MM-DD.",
        ],
        IssueKind::BadCode => [
            "“{member}”中的“{detail}”不是 18 位统一社会信用代码，保留原值。",
            "\"{member}\": \"{detail}\" is no credit code of 18 characters; kept as it stands.",
            "请核对营业执照。",
            "Check it against the business licence.",
        ],
        IssueKind::CheckDigit => [
            "“{member}”中的“{detail}”校验位不符（GB 32100-2015），保留原值。",
            "\"{member}\": the check digit of \"{detail}\" does not fit (GB 32100-2015); kept as it stands.",
            "请核对营业执照。",
            "Check it against the business licence.",
        ],
        IssueKind::Implausible => [
            "“{member}”的值不合常理：{detail}。",
            "\"{member}\" is outside any plausible range: {detail}.",
            "请核对数字和单位；该值照常参与计算。",
            "Check number and unit; it counts as it stands.",
        ],
        IssueKind::NoPosition => [
            "没有坐标，只进表格。",
            "No coordinates; in the table only.",
            "请补上坐标，或按名称、地址与楼宇匹配。",
            "Add coordinates, or match them to buildings by name or address.",
        ],
        IssueKind::UnreadablePosition => [
            "坐标无法读取（“{detail}”），只进表格。",
            "The coordinates cannot be read (\"{detail}\"); in the table only.",
            "请改正坐标。",
            "Mend the coordinates.",
        ],
        IssueKind::SwappedPosition => [
            "经度和纬度互换（{detail}），等待确认。",
            "Longitude and latitude are swapped ({detail}); waiting for a decision.",
            "请确认交换，或在文件中改正。",
            "Accept the swap, or mend it in the file.",
        ],
        IssueKind::SwapMended => [
            "经度和纬度互换（{detail}），已按您的决定交换。",
            "Longitude and latitude were swapped ({detail}); put right as you decided.",
            "建议在文件中改正。",
            "Better mend it in the file, too.",
        ],
        IssueKind::DuplicatePlace => [
            "与前面的一行同名且同地（“{detail}”）。",
            "The same name and place as an earlier row (\"{detail}\").",
            "请核对是否重复。",
            "Check whether it is there twice.",
        ],
        IssueKind::TwoTenants => [
            "同一房源同时有两个租户：{detail}。",
            "Two tenants in one space at a time: {detail}.",
            "请核对租约。",
            "Check the leases.",
        ],
        IssueKind::TotalRow => [
            "这是汇总行（“{detail}”），不是记录，未载入。",
            "This is a row of sums (\"{detail}\"), not a record; not loaded.",
            "无需处理；建议从数据表中删去汇总行。",
            "Nothing to do; better keep sums out of the table.",
        ],
        IssueKind::OutsideCrs => [
            "坐标在坐标系 {detail} 的范围之外，只进表格。",
            "Coordinates outside the area of {detail}; in the table only.",
            "请核对坐标系和坐标。",
            "Check the coordinate system and the coordinates.",
        ],
        IssueKind::UnknownCrs => [
            "无法从坐标系“{detail}”换算。",
            "Cannot convert from the coordinate system \"{detail}\".",
            "请在导入时指定坐标系，或先转换为 WGS84 或 CGCS2000。",
            "Name the system in the import sheet, or convert to WGS84 or CGCS2000 first.",
        ],
        IssueKind::NeedsArea => [
            "“{member}”是整个房源的租金（“{detail}”），没有面积无法换算，保留原文。",
            "\"{member}\" is the rent of a whole space (\"{detail}\") and there is no area to divide it by; kept as it stands.",
            "请补上面积。",
            "Add the area.",
        ],
        IssueKind::UnknownFloor => [
            "“{member}”中的“{detail}”读不出层号，按原名保留。",
            "\"{member}\": \"{detail}\" tells no number of a floor; kept as it is called.",
            "如能确定，请写明层号。",
            "Write the number where it is known.",
        ],
        IssueKind::MatchWaiting => [
            "没有坐标，按名称或地址建议了位置，等待确认：{detail}。",
            "No coordinates; a place is proposed by name or address and waits for a decision: {detail}.",
            "请逐条或全部确认。",
            "Accept them one by one or all.",
        ],
        IssueKind::PlacedByKey => [
            "没有坐标，按楼宇编号放在所属楼宇（{detail}）。",
            "No coordinates; placed at the building whose id the row has ({detail}).",
            "无需处理。",
            "Nothing to do.",
        ],
        IssueKind::PlacedByMatch => [
            "没有坐标，已按确认的匹配放置：{detail}。",
            "No coordinates; placed by the matching that you accepted: {detail}.",
            "请抽查几行。",
            "Look at a few rows.",
        ],
        _ => return None,
    })
}
