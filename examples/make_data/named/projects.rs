//! The seven key projects. It refuses cost, area and date: the plan gives none.

/// A key project of the plan.
pub struct Project {
    /// Key.
    pub id: &'static str,
    /// Its number in the plan.
    pub number: u32,
    /// Chinese name.
    pub name: &'static str,
    /// English name.
    pub name_en: &'static str,
    /// Other names, joined by `;`.
    pub alias: &'static str,
    /// Key of its block; empty where the plan names none.
    pub block: &'static str,
    /// Key of the place it is built at, where that is known; empty else.
    pub park: &'static str,
    /// Industries and themes, joined by `;`.
    pub themes: &'static str,
    /// Who leads it; empty where the plan does not say.
    pub lead: &'static str,
    /// Where, `[lon, lat]` in degrees WGS84, and how far off that may be, metres.
    pub at: Option<([f64; 2], u32)>,
    /// What to know about it.
    pub note: &'static str,
}

/// The note of a project of which the plan gives the block alone.
const PROJECT_IN_BLOCK: &str = "规划未给出选址、投资、面积和时间，只到区块。";

/// The seven projects in the order of the plan.
pub const PROJECTS: &[Project] = &[
    Project {
        id: "project-1",
        number: 1,
        name: "上海市北区块链生态谷",
        name_en: "Shanghai Shibei Blockchain Valley",
        alias: "市北区块链生态谷;区块链生态谷",
        block: "north",
        park: "",
        themes: "数据智能;区块链",
        lead: "",
        at: None,
        note: PROJECT_IN_BLOCK,
    },
    Project {
        id: "project-2",
        number: 2,
        name: "上海市超高清视频产业市北高新示范基地",
        name_en: "Shanghai Ultra-HD Video Industry Demonstration Base, Shibei",
        alias: "上海市超高清视频产业示范基地;超高清视频示范基地",
        block: "north",
        park: "",
        themes: "数据智能;超高清视频;5G+8K",
        lead: "",
        at: None,
        note: PROJECT_IN_BLOCK,
    },
    Project {
        id: "project-3",
        number: 3,
        name: "灵石电竞中心",
        name_en: "Lingshi Esports Centre",
        alias: "灵石中国电竞中心",
        block: "central",
        park: "lingshi-esports",
        themes: "文化创意;电竞",
        lead: "",
        at: Some(([121.436, 31.284], 400)),
        note: "规划未给出投资、面积和时间；位置取灵石中国电竞中心。",
    },
    Project {
        id: "project-4",
        number: 4,
        name: "苏河湾数字金融集聚区",
        name_en: "Suhe Creek Bay Digital Finance Cluster",
        alias: "",
        block: "south",
        park: "",
        themes: "专业服务;数字金融;区块链",
        lead: "",
        at: None,
        note: PROJECT_IN_BLOCK,
    },
    Project {
        id: "project-5",
        number: 5,
        name: "时尚设计与时尚新品首发地",
        name_en: "Fashion Design and Fashion Launch Site",
        alias: "",
        block: "south",
        park: "nanjing-west-back",
        themes: "文化创意;时尚设计;商贸服务",
        lead: "",
        at: Some(([121.45, 31.229], 300)),
        note: "规划未给出投资、面积和时间；位置取南京西路后街。",
    },
    Project {
        id: "project-6",
        number: 6,
        name: "“AI+轨道交通”研发和应用创新平台",
        name_en: "\"AI + Rail Transit\" R&D and Application Platform",
        alias: "AI+轨道交通",
        block: "",
        park: "",
        themes: "数据智能;轨道交通",
        lead: "卡斯柯",
        at: None,
        note: "规划未写明所在区块；由卡斯柯牵头。",
    },
    Project {
        id: "project-7",
        number: 7,
        name: "商业数字化转型示范",
        name_en: "Retail Digital Transformation Demonstration",
        alias: "商业数字化转型示范项目",
        block: "south",
        park: "",
        themes: "商贸服务;数字化转型",
        lead: "欧莱雅",
        at: None,
        note: "规划未写明所在区块，南部为推断；由欧莱雅开展。",
    },
];
