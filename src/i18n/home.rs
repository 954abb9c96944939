//! The words of Home: the park at a glance.

use super::{Lang, decimal};

crate::texts! {
    /// Home.
    pub enum HomeText {
        Title "张江高新区静安园" "Zhangjiang Hi-Tech Park, Jing'an";
        Subtitle "三大功能区块 · 五大产业 · 2020 年 7 月批复" "Three functional blocks · five industries · approved in July 2020";
        ApprovedArea "批复面积" "Approved area";
        AreaParts "分项 {} = {}" "Parts {} = {}";
        AreaPart "分项之和 {}" "Sum of parts {}";
        AreaDisagrees "与批复不一致，两数并列" "not the approved figure; both shown";
        Status "{} {}" "{} {}";
        ParkVacancy "全园空置率" "Vacancy of the park";
        ParkVacantArea "全园空置面积" "Vacant area of the park";
        Vacancy "空置率" "Vacancy rate";
        BarCaption "可租面积按空置率分档" "Lettable area by vacancy";
        BarScale "< 5\u{2009}% → ≥ 40\u{2009}%" "< 5\u{2009}% → ≥ 40\u{2009}%";
        VacantArea "空置面积" "Vacant area";
        Parks "载体园区" "Parks";
        Buildings "楼宇" "Buildings";
        Enterprises "企业" "Firms";
        WanSquareMetre "万㎡" "M m²";
        NoData "无数据" "No data";
        OnMap "在地图中查看" "Show on the map";
        OnMapOf "在地图中查看：{}" "Show on the map: {}";
        MiniMap "{}示意图" "Sketch of {}";
        Board "2025 年指标" "Targets for 2025";
        BoardPlan "“十四五”规划版" "14th Five-Year Plan";
        HeadIndicator "指标" "Indicator";
        HeadBaseline "2020 基线" "Baseline 2020";
        HeadTarget "2025 目标" "Target 2025";
        HeadCompare "基线与目标" "Baseline and target";
        HeadNature "性质" "Kind";
        NoBaseline "规划未给基线" "No baseline in the plan";
        TextTarget "文字目标，无量表" "Target in words";
        PeriodUnstated "目标期限未注明，不作比较" "Period unstated, not compared";
        Gap "差 {}" "{} to go";
        Reached "已达目标" "Target reached";
        BaselineYear "（{} 年）" " ({})";
        Expected "预期性" "Expected";
        Binding "约束性" "Binding";
        Projects "七个重点项目" "Seven key projects";
        ProjectsOf "重点项目 {} 个" "{} key projects";
        ProjectsCaption "规划未给投资、面积和日期" "The plan gives no cost, area or date";
        BlockUnstated "未注明" "Unstated";
        Inferred "{} · 推断" "{} · inferred";
        Loading "正在汇总…" "Summing up…";
        EmptyTitle "还没有可以汇总的数据" "Nothing to sum up yet";
        EmptySentence "打开区块、楼宇、房源或企业的文件，或恢复自带的演示数据" "Open a file of blocks, buildings, spaces or firms, or bring the embedded data back";
        EmptyButton "打开文件…" "Open files…";
        EmptyLink "数据集…" "Datasets…";
    }
}

/// A floor area as a headline says it: value, unit. In Chinese in 万㎡, in English in millions of m².
pub fn headline_area(m2: f64, lang: Lang) -> [String; 2] {
    let value = match lang {
        Lang::Zh => decimal(m2 / 10_000.0, 1),
        Lang::En => decimal(m2 / 1_000_000.0, 2),
    };
    [value, HomeText::WanSquareMetre.text(lang).to_owned()]
}

/// True when an indicator counts what is new over a period: without the period, two of its figures cannot be compared.
pub fn counts_over_a_period(name: &str) -> bool {
    name.starts_with("新增")
}

/// True when a remark says that something was inferred.
pub fn is_inferred(remark: &str) -> bool {
    remark.contains("推断")
}

/// 约束性 or 预期性, as the data has it, in the language of the interface.
pub fn nature(term: &str, lang: Lang) -> &str {
    match term {
        "约束性" => HomeText::Binding.text(lang),
        "预期性" => HomeText::Expected.text(lang),
        other => other,
    }
}

/// True for 约束性.
pub fn is_binding(term: &str) -> bool {
    term == "约束性"
}

/// A block's name as short as a tag wants it: 北, North.
pub fn short_block_name(name: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => name.chars().take(1).collect(),
        Lang::En => name.split(' ').next().unwrap_or_default().to_owned(),
    }
}

/// An indicator's figure and unit in the language of the interface: English leaves counters (家, 件) out and says money in
/// millions and billions.
pub fn indicator_figure(value: f64, unit: &str, lang: Lang) -> [String; 2] {
    let plain = |value: f64| {
        decimal(
            value,
            if value.fract() == 0.0 {
                0
            } else if (value * 10.0).fract().abs() < 1e-9 {
                1
            } else {
                2
            },
        )
    };
    match (lang, unit) {
        (Lang::En, "亿元") => [plain(value / 10.0), "bn yuan".to_owned()],
        (Lang::En, "万元") => [plain(value / 100.0), "M yuan".to_owned()],
        (Lang::En, "家" | "件" | "个" | "项" | "户" | "部" | "份" | "栋") => [plain(value), String::new()],
        _ => [plain(value), unit.to_owned()],
    }
}

/// The counters of parks, buildings and firms; English has none.
pub fn counters(lang: Lang) -> [&'static str; 3] {
    match lang {
        Lang::Zh => ["个", "栋", "家"],
        Lang::En => [""; 3],
    }
}
