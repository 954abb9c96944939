//! What is wrong in a file and what to do about it, a sentence for every kind of issue. Refuses severities and counts of its
//! own: they are the issue's.

use crate::domain::{Issue, IssueKind, Severity};

use super::cli::CliText;
use super::{Lang, fill, row_issues, validity};

/// How many issues a list has, a line each, and in how many places they are where that is more: `1 issue in 2 places`.
pub fn how_many(issues: &[Issue], lang: Lang) -> String {
    let (lines, places) = (issues.len() as u64, issues.iter().map(|issue| issue.count).sum::<u64>());
    let issues = match lines {
        1 => lang.pick("{} 条问题", "{} issue"),
        _ => lang.pick("{} 条问题", "{} issues"),
    };
    let issues = fill(issues, &[&super::integer(lines as f64)]);
    if places <= lines {
        return issues;
    }
    issues + &fill(lang.pick("，共 {} 处", " in {} places"), &[&super::integer(places as f64)])
}

/// What is wrong, with the issue's member and detail in it.
pub fn what(issue: &Issue, lang: Lang) -> String {
    let (zh, en) = what_texts(issue.kind);
    let member = issue.member.as_deref().unwrap_or("—");
    let detail = issue.detail.as_deref().filter(|detail| !detail.is_empty()).unwrap_or("—");
    lang.pick(zh, en).replace("{member}", member).replace("{detail}", detail)
}

/// What the user can do about it.
pub fn what_to_do(issue: &Issue, lang: Lang) -> &'static str {
    let format = issue.detail.as_deref().filter(|_| issue.kind == IssueKind::MissingFormat);
    let (zh, en) = format.and_then(super::formats::step).unwrap_or_else(|| remedy_texts(issue.kind));
    lang.pick(zh, en)
}

/// Where it is: line, feature and how often, as far as known; empty for a whole file. Features count from 1 for people.
pub fn place(issue: &Issue, lang: Lang) -> String {
    let line = issue.line.map(|line| fill(lang.pick("第 {} 行", "line {}"), &[&line.to_string()]));
    let feature = issue
        .features
        .first()
        .map(|feature| fill(lang.pick("第 {} 个要素", "feature {}"), &[&(u64::from(*feature) + 1).to_string()]));
    let times = (issue.count > 1).then(|| fill(lang.pick("共 {} 处", "{} places"), &[&super::integer(issue.count as f64)]));
    let parts: Vec<String> = [line, feature, times].into_iter().flatten().collect();
    parts.join(lang.pick("，", ", "))
}

/// What is wrong and what to do, without the place, and how often where it is more than once.
pub fn message(issue: &Issue, lang: Lang) -> String {
    let times = if issue.count > 1 { CliText::InAll.fill(lang, &[&issue.count.to_string()]) } else { String::new() };
    format!("{}{}{}{times}", what(issue, lang), lang.pick("", " "), what_to_do(issue, lang))
}

/// The whole line: place, what is wrong, what to do.
pub fn sentence(issue: &Issue, lang: Lang) -> String {
    let place = place(issue, lang);
    let colon = if place.is_empty() { "" } else { lang.pick("：", ": ") };
    // It begins a sentence.
    let (first, rest) = place.split_at(place.chars().next().map_or(0, char::len_utf8));
    format!("{}{rest}{colon}{}{}{}", first.to_uppercase(), what(issue, lang), lang.pick("", " "), what_to_do(issue, lang))
}

/// The name of a severity.
pub fn severity_name(severity: Severity, lang: Lang) -> &'static str {
    match severity {
        Severity::Error => lang.pick("错误", "Error"),
        Severity::Warning => lang.pick("提醒", "Warning"),
    }
}

fn what_texts(kind: IssueKind) -> (&'static str, &'static str) {
    if let Some([zh, en, ..]) = row_issues::texts(kind).or_else(|| validity::texts(kind)) {
        return (zh, en);
    }
    match kind {
        IssueKind::Unreadable => ("文件无法读取：{detail}。", "The file cannot be read: {detail}."),
        IssueKind::BadCompression => ("压缩数据已损坏：{detail}。", "The compressed data is broken: {detail}."),
        IssueKind::TooLarge => {
            ("文件或其解压后的大小超过上限 {detail}。", "The file, or what it unpacks to, is over the limit of {detail}.")
        }
        IssueKind::NotUtf8 => ("此处的字节不是 UTF-8 编码（{detail}）。", "There is a byte here that is not UTF-8 ({detail})."),
        IssueKind::JsonSyntax => ("不是有效的 JSON：此处应为 {detail}。", "Not valid JSON: expected {detail} here."),
        IssueKind::Truncated => ("文件在中途结束：此处应为 {detail}。", "The file ends in the middle: expected {detail} here."),
        IssueKind::NestedTooDeep => ("嵌套超过 {detail} 层。", "Nested deeper than {detail} levels."),
        IssueKind::NotGeoJson => ("不是 GeoJSON，看来是：{detail}。", "Not GeoJSON; it looks like: {detail}."),
        IssueKind::UnknownType => ("GeoJSON 没有类型“{detail}”。", "GeoJSON has no type \"{detail}\"."),
        IssueKind::MissingMember => ("缺少必需的成员“{member}”。", "The required member \"{member}\" is missing."),
        IssueKind::WrongMember => {
            ("成员“{member}”的类型不对，应为 {detail}。", "The member \"{member}\" is of the wrong type; expected {detail}.")
        }
        IssueKind::NoFeatures => ("文件中没有可用的要素。", "The file has no usable feature."),
        IssueKind::BareArray => {
            ("要素数组外面没有 FeatureCollection。", "A bare array of features, without a FeatureCollection.")
        }
        IssueKind::BadPosition => ("坐标点应由两个或更多数字组成。", "A position must be two or more numbers."),
        IssueKind::BadNesting => (
            "坐标的嵌套与几何类型不符（{detail}）。",
            "The nesting of the coordinates does not fit the geometry type ({detail}).",
        ),
        IssueKind::TooFewPositions => {
            ("坐标点太少（{detail}）：线至少两点，环至少四点。", "Too few positions ({detail}): a line needs two, a ring four.")
        }
        IssueKind::OpenRing => {
            ("多边形的环没有闭合：首尾两点不同。", "A ring is not closed: its first and last positions differ.")
        }
        IssueKind::EmptyGeometry => ("几何没有坐标，按无几何处理。", "A geometry without coordinates; taken as none."),
        IssueKind::OutOfRange => ("坐标超出经度 ±180 或纬度 ±90。", "Coordinates outside longitude ±180 or latitude ±90."),
        IssueKind::NumberOutOfRange => ("数值 {detail} 过大，无法表示。", "The number {detail} is too large to hold."),
        IssueKind::RingWinding => {
            ("环的方向不符合右手规则，已照常显示。", "Ring winding is not by the right-hand rule; drawn all the same.")
        }
        IssueKind::ZeroArea => ("环的面积为零。", "A ring has zero area."),
        IssueKind::ExtraOrdinates => {
            ("坐标点多于三个数字，多余的已忽略。", "Positions with more than three numbers; the rest is ignored.")
        }
        IssueKind::CrsMember => (
            "文件声明了坐标系“{detail}”，坐标按 WGS84 读取。",
            "The file declares the CRS \"{detail}\"; coordinates were read as WGS84.",
        ),
        IssueKind::ForeignSemantics => (
            "此处不允许有成员“{member}”（RFC 7946 第 7.1 节），已忽略。",
            "The member \"{member}\" is not allowed here (RFC 7946, 7.1); ignored.",
        ),
        IssueKind::MissingTreatedAsNull => {
            ("缺少成员“{member}”，按空值处理。", "The member \"{member}\" is missing; taken as null.")
        }
        IssueKind::BadBbox => ("bbox 应为四个或六个数字：{detail}。", "A bbox must be four or six numbers: {detail}."),
        IssueKind::BadId => {
            ("要素的 id 既不是文字也不是数字：{detail}。", "A feature id is neither text nor a number: {detail}.")
        }
        IssueKind::DuplicateMember => {
            ("成员“{member}”出现多次，以第一次为准。", "The member \"{member}\" occurs more than once; the first counts.")
        }
        IssueKind::NestedCollection => ("几何集合中又有几何集合，已展开。", "A GeometryCollection within another; taken apart."),
        IssueKind::AntimeridianCut => ("几何跨越 180° 经线。", "A geometry crosses the 180° meridian."),
        IssueKind::Recognition => {
            ("无法判断数据种类，作为独立图层载入。", "The kind of records could not be told; loaded as a layer of its own.")
        }
        IssueKind::UnknownTerm => {
            ("“{member}”中有词表以外的词“{detail}”。", "\"{member}\" has a word outside its vocabulary: \"{detail}\".")
        }
        IssueKind::BadValue => ("“{member}”的值“{detail}”不合要求。", "\"{member}\" cannot have the value \"{detail}\"."),
        IssueKind::DuplicateId => ("“{member}”中的编号“{detail}”重复。", "The id \"{detail}\" in \"{member}\" was used before."),
        IssueKind::UnknownReference => {
            ("“{member}”中的“{detail}”没有对应的记录。", "\"{detail}\" in \"{member}\" names no record.")
        }
        IssueKind::AmbiguousPlace => ("位置同时落在多个范围内，取“{detail}”。", "Lies in more than one; \"{detail}\" was taken."),
        IssueKind::NearestTaken => {
            ("不在任何楼宇内，取 30 米内最近的一栋。", "Lies in no building; the nearest within 30 m was taken.")
        }
        IssueKind::Unplaced => {
            ("既无编号也无位置可对应到楼宇、园区或区块。", "Neither key nor place leads to a building, park or block.")
        }
        IssueKind::PlateExceeded => {
            ("房源面积之和超过楼层面积（{detail}）。", "The spaces of a floor sum to more than the floor ({detail}).")
        }
        IssueKind::AreasDisagree => ("已公布的数字互相矛盾：{detail}。", "Published figures contradict each other: {detail}."),
        IssueKind::MissingFormat => ("不能直接读取 {detail} 格式。", "The format {detail} is not read."),
        IssueKind::BrokenFile => ("文件内部已损坏：{detail}。", "The inside of the file is broken: {detail}."),
        IssueKind::UnknownLayer => ("文件中没有名为“{detail}”的图层。", "The file has no layer named \"{detail}\"."),
        IssueKind::EscapesArchive => {
            ("压缩包中的路径“{detail}”指向包外，已拒绝。", "The path \"{detail}\" leads out of the archive; refused.")
        }
        IssueKind::CorruptGeometry => {
            ("几何无法读取（{detail}），该行按无几何处理。", "A geometry cannot be read ({detail}); its row has none.")
        }
        IssueKind::HeaderDisagrees => {
            ("文件头与内容不一致：{detail}。", "The file's header disagrees with its records: {detail}.")
        }
        IssueKind::DeletedRows => ("有些行在文件中已标记为删除，未载入。", "Rows marked as deleted in the file were not loaded."),
        IssueKind::UndeclaredCrs => {
            ("文件没有声明坐标系（{detail}）。", "The file does not say which coordinate system it is in ({detail}).")
        }
        IssueKind::MissingPart => ("缺少随附的文件 {detail}。", "The file {detail} that belongs to it is missing."),
        IssueKind::Undecodable => {
            ("“{member}”中有些文字不是 {detail} 编码。", "\"{member}\" has text that is not in the encoding {detail}.")
        }
        IssueKind::Linearised => ("曲线已转换为短折线。", "Curves were turned into short lines."),
        IssueKind::BinaryCell => {
            ("“{member}”中是二进制内容，表格无法显示。", "\"{member}\" holds bytes, which a table cannot show.")
        }
        IssueKind::XmlEntity => (
            "引用了文档自定义的实体“{detail}”，未展开。",
            "A reference to an entity of the document's own, \"{detail}\", was not resolved.",
        ),
        IssueKind::LinkNotFollowed => {
            ("有些元素指向其他文件或图片，未载入。", "Elements that point to other files or pictures were not loaded.")
        }
        IssueKind::NulBytes => ("行中有零字节，未载入。", "The row holds zero bytes and was not loaded."),
        IssueKind::UnbalancedQuote => ("引号不成对，按普通字符读取。", "A quote does not pair; it was read as a character."),
        IssueKind::RaggedRow => {
            ("行的单元格数与列数不符（{detail}）。", "The row has another number of cells than there are columns ({detail}).")
        }
        IssueKind::TooManyCells => ("单元格超过上限 {detail}，未载入。", "More cells than the limit of {detail}; not loaded."),
        IssueKind::TooLongRow => ("一行超过上限 {detail}，未载入。", "A row is over the limit of {detail} and was not loaded."),
        IssueKind::NoRows => ("表中没有数据行。", "The table has no row."),
        IssueKind::BrokenWorkbook => ("工作簿无法读取：{detail}。", "The workbook cannot be read: {detail}."),
        IssueKind::Encrypted => ("文件有密码保护。", "The file is protected by a password."),
        IssueKind::HiddenSheets => ("有隐藏的工作表：{detail}。", "Sheets are hidden: {detail}."),
        IssueKind::HiddenRows => ("有隐藏的行，已照常读取。", "Rows are hidden; they were read all the same."),
        IssueKind::MergedCells => {
            ("合并单元格的值已填入它覆盖的各行。", "The value of a merged cell was taken for all rows that it covers.")
        }
        IssueKind::CellError => (
            "“{member}”的公式结果是错误 {detail}，按空值处理。",
            "A formula in \"{member}\" gives the error {detail}; taken as empty.",
        ),
        IssueKind::SuspectedDatum => {
            ("已知地点表明，坐标很可能是 {detail}。", "Known places say that the coordinates are likely {detail}.")
        }
        _ => ("{detail}。", "{detail}."),
    }
}

fn remedy_texts(kind: IssueKind) -> (&'static str, &'static str) {
    if let Some([.., zh, en]) = row_issues::texts(kind).or_else(|| validity::texts(kind)) {
        return (zh, en);
    }
    match kind {
        IssueKind::Unreadable => ("请检查路径和访问权限。", "Check the path and your access to it."),
        IssueKind::BadCompression => ("请重新下载或重新压缩文件。", "Download or pack the file again."),
        IssueKind::TooLarge => ("请把文件拆成几份。", "Split the file."),
        IssueKind::NotUtf8 => ("请把文件另存为 UTF-8（常见原因是 GBK 编码）。", "Save the file as UTF-8 (it is often GBK)."),
        IssueKind::JsonSyntax => ("请在该行改正后重新打开。", "Mend that line and open the file again."),
        IssueKind::Truncated => ("请重新导出或下载完整的文件。", "Export or download the whole file again."),
        IssueKind::NestedTooDeep => {
            ("请检查导出程序，正常数据不会嵌套这么深。", "Check the program that wrote it: real data is not nested so deep.")
        }
        IssueKind::NotGeoJson => ("请导出为 GeoJSON（FeatureCollection）。", "Export it as GeoJSON (FeatureCollection)."),
        IssueKind::UnknownType => ("请改为 RFC 7946 中的类型名，注意大小写。", "Use a type name of RFC 7946; case matters."),
        IssueKind::MissingMember => ("请补上该成员。", "Add the member."),
        IssueKind::WrongMember => ("请改正该成员的值。", "Mend the value of the member."),
        IssueKind::NoFeatures => ("请检查导出时是否选中了数据。", "Check that data was selected when it was exported."),
        IssueKind::BareArray => ("已载入；建议导出为 FeatureCollection。", "Loaded; better export a FeatureCollection."),
        IssueKind::BadPosition => ("请改为 [经度, 纬度]。", "Write [longitude, latitude]."),
        IssueKind::BadNesting => ("请改正几何类型或坐标的层数。", "Mend the geometry type or the levels of brackets."),
        IssueKind::TooFewPositions => ("请补足坐标点或删除该要素。", "Add positions or remove the feature."),
        IssueKind::OpenRing => ("请在环的末尾重复第一个点。", "Repeat the first position at the end of the ring."),
        IssueKind::EmptyGeometry => ("如不应为空，请重新导出。", "Export it again if it should not be empty."),
        IssueKind::OutOfRange => ("请确认坐标是经纬度，且经度在前。", "Make sure that they are degrees, longitude first."),
        IssueKind::NumberOutOfRange => ("请改正该数值。", "Mend the number."),
        IssueKind::RingWinding => {
            ("无需处理；外环应为逆时针，内环应为顺时针。", "Nothing to do; shells should run anticlockwise, holes clockwise.")
        }
        IssueKind::ZeroArea => {
            ("请检查该多边形是否自相交或退化成线。", "Check whether the polygon crosses itself or is a mere line.")
        }
        IssueKind::ExtraOrdinates => ("如需这些数字，请放到属性中。", "Put those numbers into properties if you need them."),
        IssueKind::CrsMember => {
            ("如坐标不是经纬度，请转换为 WGS84 后再打开。", "Convert them to WGS84 first if they are not degrees.")
        }
        IssueKind::ForeignSemantics => ("请把它移到属性中或删除。", "Move it into properties or remove it."),
        IssueKind::MissingTreatedAsNull => ("建议补上该成员，值可为 null。", "Better add it, if only as null."),
        IssueKind::BadBbox => ("已忽略；可删除或改正。", "Ignored; remove or mend it."),
        IssueKind::BadId => ("已忽略；请改为文字或数字。", "Ignored; use text or a number."),
        IssueKind::DuplicateMember => ("请删除重复的成员。", "Remove the repeated member."),
        IssueKind::NestedCollection => ("无需处理。", "Nothing to do."),
        IssueKind::AntimeridianCut => ("请在 180° 处把几何切开。", "Cut the geometry at 180°."),
        IssueKind::Recognition => ("可在图层菜单中指定种类。", "You can name the kind in the layer's menu."),
        IssueKind::UnknownTerm => ("请改用词表中的词。", "Use a word of the vocabulary."),
        IssueKind::BadValue => ("请改正；该值不参与计算。", "Mend it; it takes no part in figures."),
        IssueKind::DuplicateId => ("请使编号唯一。", "Make the ids unique."),
        IssueKind::UnknownReference => ("请改正编号，或补上对应的记录。", "Mend the key, or add the record."),
        IssueKind::AmbiguousPlace => ("如取错了，请在数据中写明编号。", "Write the key into the data if it is the wrong one."),
        IssueKind::NearestTaken => ("请核对位置，或写明楼宇编号。", "Check the place, or write the building's key."),
        IssueKind::Unplaced => ("请补上楼宇编号或坐标。", "Add the building's key or coordinates."),
        IssueKind::PlateExceeded => ("请核对房源与楼层的面积。", "Check the areas of spaces and floor."),
        IssueKind::AreasDisagree => ("两个数字都予显示，请以来源为准。", "Both are shown; see their sources."),
        IssueKind::MissingFormat => ("请另存为可读取的格式。", "Save it in a format that is read."),
        IssueKind::BrokenFile => ("请重新导出或下载文件。", "Export or download the file again."),
        IssueKind::UnknownLayer => ("请从图层列表中选择。", "Choose one from the list of layers."),
        IssueKind::EscapesArchive => ("请用可信的程序重新打包。", "Pack the files again with a program that you trust."),
        IssueKind::CorruptGeometry => {
            ("请在原文件中修复该几何后重新导出。", "Mend the geometry in the source and export it again.")
        }
        IssueKind::HeaderDisagrees => {
            ("已按内容读取；如数量不符请重新导出。", "The records were read; export it again if rows are missing.")
        }
        IssueKind::DeletedRows => {
            ("如需这些行，请在原软件中恢复后再保存。", "Restore them in the program that wrote the file if you need them.")
        }
        IssueKind::UndeclaredCrs => {
            ("请核对位置，必要时指定坐标系。", "Check the places, and name the coordinate system if they are off.")
        }
        IssueKind::MissingPart => ("请把它与文件放在同一文件夹。", "Put it into the same folder as the file."),
        IssueKind::Undecodable => ("请核对这些文字，或指定编码后重新导出。", "Check the text, or export it again in UTF-8."),
        IssueKind::Linearised => ("误差小于半径的千分之一。", "They stray less than a thousandth of the radius."),
        IssueKind::BinaryCell => ("该列这些格留空。", "The cells were left empty."),
        IssueKind::XmlEntity => ("请在文件中直接写出文字。", "Write the text itself into the file."),
        IssueKind::LinkNotFollowed => {
            ("如需这些内容，请打开它们所指的文件。", "Open the files that they point to if you need them.")
        }
        IssueKind::NulBytes => ("请重新导出该行。", "Export that row again."),
        IssueKind::UnbalancedQuote => {
            ("请核对该行，单元格中的引号应写两遍。", "Check the row; a quote within a cell is written twice.")
        }
        IssueKind::RaggedRow => {
            ("请核对该行是否错列或被换行截断。", "Check whether cells of the row have moved or a line break cuts it.")
        }
        IssueKind::TooManyCells => ("请把表拆成几份。", "Split the table."),
        IssueKind::TooLongRow => ("请检查该行是否缺少换行。", "Check whether line ends are missing there."),
        IssueKind::NoRows => ("请检查是否选对了工作表和标题行。", "Check the choice of the sheet and of the row with the names."),
        IssueKind::BrokenWorkbook => ("请在 Excel 或 WPS 中打开并另存为 XLSX。", "Open it in Excel or WPS and save it as XLSX."),
        IssueKind::Encrypted => (
            "请在 Excel 或 WPS 中打开，在“文件 → 信息 → 保护工作簿”中去掉密码后另存。",
            "Open it in Excel or WPS, remove the password under File, Info, Protect Workbook, and save it.",
        ),
        IssueKind::HiddenSheets => ("如需其中的数据，请选择该工作表。", "Choose one of them if you need its data."),
        IssueKind::HiddenRows => ("如不需要，请在导出前删除。", "Delete them before the export if they are not wanted."),
        IssueKind::MergedCells => ("请核对这些行。", "Check those rows."),
        IssueKind::CellError => ("请在表中改正公式。", "Mend the formula in the sheet."),
        IssueKind::SuspectedDatum => ("请在导入时确认坐标系。", "Confirm the coordinate system in the import sheet."),
        _ => ("", ""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_says_what_is_wrong_and_what_to_do_in_both_languages() {
        for &kind in IssueKind::ALL {
            let issue = Issue::new(Severity::Error, kind, &"a.geojson".into()).of_member("geometry").with_detail("x").at_line(3);
            for lang in [Lang::Zh, Lang::En] {
                let text = sentence(&issue, lang);
                let stop = lang.pick("。", ".");
                assert!(text.ends_with(stop) && text.matches(stop).count() >= 2 && !text.contains(['{', '}']), "{text}");
                assert_eq!(lang == Lang::Zh, text.contains(|c: char| ('\u{4e00}'..'\u{9fff}').contains(&c)), "{text}");
            }
        }
    }

    #[test]
    fn a_line_may_stand_for_several_places() {
        let line = |count| Issue { count, ..Issue::new(Severity::Warning, IssueKind::RingWinding, &"a".into()) };
        let words = |issues: &[Issue]| [Lang::Zh, Lang::En].map(|lang| how_many(issues, lang));
        assert_eq!(words(&[line(1)]), ["1 条问题", "1 issue"]);
        assert_eq!(words(&[line(1), line(1)]), ["2 条问题", "2 issues"]);
        assert_eq!(words(&[line(2)]), ["1 条问题，共 2 处", "1 issue in 2 places"]);
        assert_eq!(words(&[line(1_200), line(34)]), ["2 条问题，共 1,234 处", "2 issues in 1,234 places"]);
    }

    #[test]
    fn the_place_counts_from_one_for_people() {
        let mut issue = Issue::new(Severity::Warning, IssueKind::RingWinding, &"a".into()).at_line(7).at_feature(2);
        issue.count = 1234;
        assert_eq!(place(&issue, Lang::Zh), "第 7 行，第 3 个要素，共 1,234 处");
        assert_eq!(place(&issue, Lang::En), "line 7, feature 3, 1,234 places");
    }
}
