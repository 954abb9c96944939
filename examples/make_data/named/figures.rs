//! The plan's figures: published areas, status at 2020, the seven targets of 2025. It refuses to settle contradictions and
//! to turn words into numbers.

/// A figure of the plan: an area, a status or a target.
pub struct Figure {
    /// Key.
    pub id: &'static str,
    /// Number within its kind, from 1.
    pub number: u32,
    /// 园区面积, 现状 or 目标.
    pub kind: &'static str,
    /// Chinese name.
    pub name: &'static str,
    /// English name.
    pub name_en: &'static str,
    /// Key of the block it is about; empty for the whole park.
    pub block: &'static str,
    /// The year it tells of.
    pub year: u32,
    /// The number as written in the plan; `None` where the plan has words only.
    pub value: Option<&'static str>,
    /// The words, or the number with what qualifies it (`> 300`); empty where the number says all.
    pub value_text: &'static str,
    /// Its unit.
    pub unit_name: &'static str,
    /// The baseline of a target, as written, and its year.
    pub baseline: Option<(&'static str, u32)>,
    /// 预期性 or 约束性; empty but for targets.
    pub nature: &'static str,
    /// What to know about it.
    pub note: &'static str,
}

/// A published area of the park. The approved one comes first; the others do not sum to it.
const fn area(
    id: &'static str,
    number: u32,
    name: &'static str,
    name_en: &'static str,
    year: u32,
    value: &'static str,
    note: &'static str,
) -> Figure {
    Figure {
        id,
        number,
        kind: "园区面积",
        name,
        name_en,
        block: "",
        year,
        value: Some(value),
        value_text: "",
        unit_name: "km²",
        baseline: None,
        nature: "",
        note,
    }
}

/// A status figure; its value, words and unit as in [`Figure`].
const fn status(
    id: &'static str,
    number: u32,
    names: [&'static str; 2],
    block: &'static str,
    [value, value_text, unit_name]: [&'static str; 3],
    note: &'static str,
) -> Figure {
    Figure {
        id,
        number,
        kind: "现状",
        name: names[0],
        name_en: names[1],
        block,
        year: 2020,
        value: Some(value),
        value_text,
        unit_name,
        baseline: None,
        nature: "",
        note,
    }
}

/// A target of 2025.
const fn target(
    id: &'static str,
    number: u32,
    names: [&'static str; 2],
    unit_name: &'static str,
    value: Result<&'static str, &'static str>,
    baseline: Option<(&'static str, u32)>,
    note: &'static str,
) -> Figure {
    let (value, value_text) = match value {
        Ok(number) => (Some(number), ""),
        Err(words) => (None, words),
    };
    Figure {
        id,
        number,
        kind: "目标",
        name: names[0],
        name_en: names[1],
        block: "",
        year: 2025,
        value,
        value_text,
        unit_name,
        baseline,
        nature: "预期性",
        note,
    }
}

/// All figures: areas, status, targets.
pub const FIGURES: &[Figure] = &[
    area(
        "area-approved",
        1,
        "园区面积（2020 年批准）",
        "Park area (approved 2020)",
        2020,
        "17.73",
        "与原两园面积之和 17.50 不一致，两者并列。",
    ),
    area(
        "area-parts",
        2,
        "原两园面积之和",
        "Sum of the two former parks",
        2020,
        "17.50",
        "2.13 + 15.37；与批准面积 17.73 不一致，两者并列。",
    ),
    area("area-jingan", 3, "原静安园面积", "Former Jing'an park", 2014, "2.13", "2014 年批准。"),
    area(
        "area-zhabei",
        4,
        "原闸北园面积",
        "Former Zhabei park",
        2011,
        "15.37",
        "2011 年批准；含市北高新区、上海多媒体谷产业园、环上大国际影视及文化创意园区和苏河湾。",
    ),
    area(
        "area-film-core",
        5,
        "环上大国际影视园区核心区面积",
        "Core of the Huanshangda film park",
        2020,
        "6.42",
        "规划文本；与中部区块同一四至。",
    ),
    area("area-zoumatang", 6, "走马塘整体改造面积", "Zoumatang renewal area", 2020, "0.6", "规划文本，未给出四至。"),
    status("tax", 1, ["税收收入", "Tax revenue"], "", ["288.8", "", "亿元"], ""),
    status("high-tech", 2, ["高新技术企业", "High-tech enterprises"], "", ["335", "", "家"], ""),
    status("patents", 3, ["新增发明专利", "New invention patents"], "", ["291", "", "件"], "2020 年新增。"),
    status(
        "little-giants",
        4,
        ["科技小巨人企业", "Little-giant tech enterprises"],
        "",
        ["96", "", "家"],
        "上海市科技小巨人企业。",
    ),
    status(
        "conversion",
        5,
        ["新增高新技术成果转化项目", "New technology conversion projects"],
        "",
        ["130", "", "项"],
        "其中 14 家企业的项目入选“百佳十强”。",
    ),
    status(
        "conversion-top",
        6,
        ["百佳十强成果转化企业", "Conversion projects in the city's top list"],
        "",
        ["14", "", "家"],
        "上海市高新技术成果转化项目“百佳十强”。",
    ),
    status(
        "contracts-since-2016",
        7,
        ["技术合同（2016 年以来）", "Technology contracts since 2016"],
        "",
        ["1435", "", "份"],
        "2016 年至 2020 年累计。",
    ),
    status("contracts-2020", 8, ["技术合同（2020 年）", "Technology contracts in 2020"], "", ["332", "", "份"], ""),
    status(
        "contracts-value",
        9,
        ["技术合同成交金额", "Value of technology contracts"],
        "",
        ["98855.66", "", "万元"],
        "规划未说明是 2020 年还是 2016 年以来。",
    ),
    status("big-data-firms", 10, ["大数据企业", "Big-data enterprises"], "north", ["300", "> 300", "家"], "规划：超过 300 家。"),
    status("film-firms", 11, ["影视企业", "Film enterprises"], "central", ["289", "", "户"], "环上大国际影视园区核心区。"),
    status(
        "film-works",
        12,
        ["立项影视作品", "Film and TV works registered"],
        "central",
        ["192", "", "部"],
        "园区企业作为第一出品方在上海立项，累计。",
    ),
    status(
        "hr-agencies",
        13,
        ["人力资源服务机构", "Human resources agencies"],
        "south",
        ["330", "> 330", "家"],
        "苏河湾地区；规划：330 余家。",
    ),
    status("maker-brands", 14, ["众创空间品牌", "Maker-space brands"], "", ["20", "", "个"], "规划：我区拥有，为全区口径。"),
    status(
        "maker-spaces",
        15,
        ["众创空间运营空间", "Maker spaces in operation"],
        "",
        ["30", "30 余", "家"],
        "规划：30 余家，为全区口径。",
    ),
    status(
        "maker-area",
        16,
        ["众创空间面积", "Area of maker spaces"],
        "",
        ["70000", "> 70,000", "m²"],
        "规划：超 7 万平方米，为全区口径。",
    ),
    target("target-1", 1, ["数字经济增速", "Growth of the digital economy"], "%", Ok("50"), None, "规划未给出基期。"),
    target(
        "target-2",
        2,
        ["企业研发经费支出占增加值比重", "Business R&D as a share of value added"],
        "%",
        Err("达到全市中心城区平均水平"),
        None,
        "文字目标，规划未给出基期。",
    ),
    target(
        "target-3",
        3,
        ["新增发明专利授权数", "New invention patents granted"],
        "件",
        Ok("1600"),
        Some(("291", 2020)),
        "基期为 2020 年新增发明专利；目标的统计期间规划未说明。",
    ),
    target("target-4", 4, ["高新技术企业数", "High-tech enterprises"], "家", Ok("400"), Some(("335", 2020)), ""),
    target(
        "target-5",
        5,
        ["新增跨国公司地区总部及其他总部", "New regional and other headquarters"],
        "家",
        Ok("50"),
        None,
        "规划未给出基期。",
    ),
    target("target-6", 6, ["累计拥有境内外上市企业", "Listed companies, cumulative"], "家", Ok("40"), None, "规划未给出基期。"),
    Figure {
        nature: "约束性",
        ..target(
            "target-7",
            7,
            ["单位增加值能耗下降率", "Fall in energy use per unit of value added"],
            "%",
            Err("完成市下达目标"),
            None,
            "文字目标，规划未给出基期。",
        )
    },
];
