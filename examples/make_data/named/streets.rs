//! The six streets of the north and centre that are drawn by hand. The streets that join them are invented elsewhere.

/// A street along crossings, bridges and shops whose street is known.
pub struct NamedStreet {
    /// Chinese name.
    pub name: &'static str,
    /// English name.
    pub name_en: &'static str,
    /// How far it may lie off, metres.
    pub accuracy_m: u32,
    /// Its course, `[lon, lat]` in degrees WGS84.
    pub course: &'static [[f64; 2]],
}

/// All of them.
pub const NAMED_STREETS: &[NamedStreet] = &[
    NamedStreet {
        name: "场中路",
        name_en: "Changzhong Road",
        accuracy_m: 80,
        course: &[[121.4285, 31.3056], [121.4345, 31.3066], [121.4368, 31.307], [121.4408, 31.3072], [121.444, 31.3076]],
    },
    NamedStreet {
        name: "江场西路 · 江场路",
        name_en: "West Jiangchang Road · Jiangchang Road",
        accuracy_m: 60,
        course: &[
            [121.4311, 31.299],
            [121.4362, 31.2995],
            [121.44, 31.2999],
            [121.4444, 31.3003],
            [121.449, 31.3005],
            [121.4518, 31.3006],
            [121.4563, 31.3016],
        ],
    },
    NamedStreet {
        name: "灵石路",
        name_en: "Lingshi Road",
        accuracy_m: 60,
        course: &[[121.4286, 31.2805], [121.4312, 31.2826], [121.4367, 31.2841], [121.444, 31.285], [121.4474, 31.2852]],
    },
    NamedStreet {
        name: "广中西路 · 广中路",
        name_en: "West Guangzhong Road · Guangzhong Road",
        accuracy_m: 60,
        course: &[
            [121.4343, 31.2783],
            [121.439, 31.2804],
            [121.4425, 31.281],
            [121.4475, 31.2812],
            [121.4525, 31.2816],
            [121.4572, 31.2816],
        ],
    },
    NamedStreet {
        name: "延长中路 · 延长路",
        name_en: "Middle Yanchang Road · Yanchang Road",
        accuracy_m: 100,
        course: &[[121.4439, 31.2746], [121.4496, 31.2755]],
    },
    NamedStreet {
        name: "洛川东路 · 洛川路",
        name_en: "East Luochuan Road · Luochuan Road",
        accuracy_m: 100,
        course: &[[121.4431, 31.2699], [121.4484, 31.2699], [121.4534, 31.27]],
    },
];
