//! The three blocks, the renewal area and the places and carrier parks the plan names. It refuses figures of their own for
//! them: what the plan does not say is not here.

/// A functional block or the renewal area; its outline is in `data/blocks.geojson`.
pub struct Block {
    /// Key.
    pub id: &'static str,
    /// Chinese name, by which the outline is found when it is first taken in.
    pub name: &'static str,
    /// English name.
    pub name_en: &'static str,
    /// Other names, joined by `;`.
    pub alias: &'static str,
    /// 功能区块 or 更新片区.
    pub class: &'static str,
    /// The block a renewal area lies in; empty for a block.
    pub block: &'static str,
    /// Industries and themes, joined by `;`.
    pub themes: &'static str,
    /// Area of the schematic outline, km².
    pub area_km2: f64,
    /// What the outline follows.
    pub edges: &'static str,
    /// How far the outline may lie off, metres.
    pub accuracy_m: u32,
    /// What to know about it.
    pub note: &'static str,
}

/// The blocks from north to south, then the renewal area.
pub const BLOCKS: &[Block] = &[
    Block {
        id: "north",
        name: "北部",
        name_en: "North block",
        alias: "北部地区",
        class: "功能区块",
        block: "",
        themes: "数据智能;生命健康",
        area_km2: 2.98,
        edges: "走马塘（及其北侧至场中路的更新片）、俞泾浦、汶水路、彭越浦",
        accuracy_m: 150,
        note: "规划未给出区块面积；所示为示意轮廓的面积。南界取汶水路中环线，河道同水系图层。",
    },
    Block {
        id: "central",
        name: "中部",
        name_en: "Central block",
        alias: "中部地区",
        class: "功能区块",
        block: "",
        themes: "文化创意;影视;电竞;商贸服务",
        area_km2: 6.57,
        edges: "汶水路、俞泾浦、洛川路、彭越浦",
        accuracy_m: 150,
        note: "规划未给出区块面积；所示为示意轮廓的面积。同一四至的环上大影视园区核心区，规划为 6.42 平方公里。",
    },
    Block {
        id: "south",
        name: "南部",
        name_en: "South block",
        alias: "南部地区",
        class: "功能区块",
        block: "",
        themes: "专业服务;商贸服务;文化创意",
        area_km2: 6.09,
        edges: "苏河湾：苏州河至天目路—海宁路；南京西路：延安路、南北高架、新闸路一线",
        accuracy_m: 400,
        note: "规划未给出区块面积；所示为示意轮廓的面积。由苏河湾与南京西路两片组成，后者北界、西界为手绘。",
    },
    Block {
        id: "zoumatang",
        name: "走马塘更新片",
        name_en: "Zoumatang renewal area",
        alias: "走马塘地区;走马塘地区整体改造",
        class: "更新片区",
        block: "north",
        themes: "生命健康;健康医学",
        area_km2: 0.71,
        edges: "走马塘、共和新路、场中路、彭越浦以北延长线",
        accuracy_m: 300,
        note: "规划为 0.6 平方公里整体改造，未给出四至；示意轮廓为 0.71 平方公里。",
    },
];

/// Where a place is.
pub enum At {
    /// Named in a block, without an address: no geometry.
    BlockOnly,
    /// About a point, `[lon, lat]` in degrees WGS84.
    Point([f64; 2]),
    /// Along a street.
    Line([[f64; 2]; 2]),
}

/// A carrier park or another place the plan names.
pub struct Place {
    /// Key.
    pub id: &'static str,
    /// Chinese name.
    pub name: &'static str,
    /// English name.
    pub name_en: &'static str,
    /// Other names, joined by `;`.
    pub alias: &'static str,
    /// Key of its block.
    pub block: &'static str,
    /// 园区, 创意园, 商圈, 商业街, 大学科技园, 集聚区.
    pub class: &'static str,
    /// Industries and themes, joined by `;`.
    pub themes: &'static str,
    /// Where.
    pub at: At,
    /// How far the place may lie off, metres; `None` where only its block is known.
    pub accuracy_m: Option<u32>,
    /// What to know about it.
    pub note: &'static str,
}

/// The note of a place of which the plan gives the block alone.
const NO_ADDRESS: &str = "规划未给出地址，只到区块。";

/// All places, by block.
pub const PLACES: &[Place] = &[
    Place {
        id: "shibei",
        name: "市北高新园区",
        name_en: "Shibei Hi-Tech Park",
        alias: "市北高新区;市北高新技术服务业园区;市北",
        block: "north",
        class: "园区",
        themes: "数据智能;大数据;云计算",
        at: At::BlockOnly,
        accuracy_m: None,
        note: NO_ADDRESS,
    },
    Place {
        id: "shibei-hq",
        name: "总部经济园",
        name_en: "Headquarters Economy Park",
        alias: "市北总部经济园",
        block: "north",
        class: "园区",
        themes: "数据智能;总部经济",
        at: At::Point([121.441, 31.3]),
        accuracy_m: Some(400),
        note: "市北高新园区五大项目之一。",
    },
    Place {
        id: "junengwan",
        name: "聚能湾创新社区",
        name_en: "Junengwan Innovation Community",
        alias: "聚能湾",
        block: "north",
        class: "园区",
        themes: "数据智能;创新孵化",
        at: At::Point([121.443, 31.299]),
        accuracy_m: Some(400),
        note: "市北高新园区五大项目之一。",
    },
    Place {
        id: "shibei-one",
        name: "市北壹中心",
        name_en: "Shibei One Centre",
        alias: "市北一中心",
        block: "north",
        class: "园区",
        themes: "数据智能",
        at: At::Point([121.438, 31.298]),
        accuracy_m: Some(600),
        note: "市北高新园区五大项目之一。",
    },
    Place {
        id: "health-park",
        name: "静安大健康产业园区",
        name_en: "Jing'an Health Industry Park",
        alias: "大健康产业园",
        block: "north",
        class: "园区",
        themes: "生命健康;健康医学",
        at: At::Point([121.44, 31.304]),
        accuracy_m: Some(800),
        note: "规划未写明选址，置于走马塘更新片内。",
    },
    Place {
        id: "film-park",
        name: "环上大国际影视园区",
        name_en: "Huanshangda International Film Park",
        alias: "环上大国际影视及文化创意园区;环上大园区;环上大国际影视及文化创意产业园",
        block: "central",
        class: "园区",
        themes: "文化创意;影视",
        at: At::BlockOnly,
        accuracy_m: None,
        note: "核心区 6.42 平方公里，四至与中部区块相同，不另画范围。",
    },
    Place {
        id: "lingshi-esports",
        name: "灵石中国电竞中心",
        name_en: "Lingshi China Esports Centre",
        alias: "灵石电竞中心",
        block: "central",
        class: "园区",
        themes: "文化创意;电竞",
        at: At::Point([121.436, 31.284]),
        accuracy_m: Some(400),
        note: "",
    },
    Place {
        id: "multimedia-valley",
        name: "上海多媒体谷",
        name_en: "Shanghai Multimedia Valley",
        alias: "多媒体谷;上海多媒体谷产业园",
        block: "central",
        class: "园区",
        themes: "文化创意;数字内容",
        at: At::Point([121.4385, 31.2812]),
        accuracy_m: Some(450),
        note: "所知位置落在公园内，在精度范围内移至广中西路北侧。",
    },
    Place {
        id: "daning-circle",
        name: "大宁商圈",
        name_en: "Daning Commercial Area",
        alias: "大宁国际商圈",
        block: "central",
        class: "商圈",
        themes: "商贸服务;智慧文化商圈",
        at: At::Point([121.4481, 31.2754]),
        accuracy_m: Some(100),
        note: "",
    },
    Place {
        id: "daning-creative",
        name: "大宁国际文化创意园区",
        name_en: "Daning International Culture and Creative Park",
        alias: "大宁文创园",
        block: "central",
        class: "创意园",
        themes: "文化创意",
        at: At::BlockOnly,
        accuracy_m: None,
        note: NO_ADDRESS,
    },
    Place {
        id: "shu-science-park",
        name: "上大科技园",
        name_en: "Shanghai University Science Park",
        alias: "上海大学科技园",
        block: "central",
        class: "大学科技园",
        themes: "数据智能;成果转化",
        at: At::Point([121.453, 31.2777]),
        accuracy_m: Some(250),
        note: "在上海大学延长校区。",
    },
    Place {
        id: "suhewan-digital",
        name: "苏河湾数字经济集聚区",
        name_en: "Suhe Creek Bay Digital Economy Cluster",
        alias: "苏河湾",
        block: "south",
        class: "集聚区",
        themes: "专业服务;数字经济;数字金融",
        at: At::BlockOnly,
        accuracy_m: None,
        note: NO_ADDRESS,
    },
    Place {
        id: "hr-park",
        name: "中国上海人力资源服务产业园区",
        name_en: "China (Shanghai) Human Resources Service Industry Park",
        alias: "人力资源服务产业园;人力资源产业园",
        block: "south",
        class: "园区",
        themes: "专业服务;人力资源",
        at: At::Point([121.4556, 31.244]),
        accuracy_m: Some(150),
        note: "",
    },
    Place {
        id: "show-800",
        name: "800秀",
        name_en: "800 Show Creative Park",
        alias: "800秀创意园;八百秀",
        block: "south",
        class: "创意园",
        themes: "文化创意;创意设计;展示",
        at: At::Point([121.4385, 31.2345]),
        accuracy_m: Some(250),
        note: "",
    },
    Place {
        id: "yuanchuang",
        name: "源创创意园",
        name_en: "Yuanchuang Creative Park",
        alias: "源创园",
        block: "south",
        class: "创意园",
        themes: "文化创意;广告艺术",
        at: At::Point([121.434, 31.232]),
        accuracy_m: Some(700),
        note: "",
    },
    Place {
        id: "nanjing-west",
        name: "南京西路主街",
        name_en: "West Nanjing Road Main Street",
        alias: "南京西路",
        block: "south",
        class: "商业街",
        themes: "商贸服务;国际消费",
        at: At::Line([[121.4417, 31.2251], [121.4557, 31.2319]]),
        accuracy_m: Some(100),
        note: "",
    },
    Place {
        id: "nanjing-west-back",
        name: "南京西路后街",
        name_en: "West Nanjing Road Back Street",
        alias: "",
        block: "south",
        class: "商业街",
        themes: "商贸服务;文化创意;时尚设计",
        at: At::Point([121.45, 31.229]),
        accuracy_m: Some(300),
        note: "",
    },
];
