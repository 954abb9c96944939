//! The layers of the map and their state. Refuses colours and records.

use std::collections::BTreeSet;

/// A layer's identity, stable between runs.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub enum LayerKey {
    /// 功能区块; classes: the three blocks in order of the data.
    Blocks,
    /// 更新片区
    Renewal,
    /// 载体园区; classes: 0 named by the plan, 1 invented.
    Parks,
    /// 低效园区: the parks with a flag; classes: the four flags in order.
    LowEfficiency,
    /// 楼宇; classes: the steps of the theme from high to low, then 无数据, then other buildings (nothing to let).
    Buildings,
    /// 企业; classes: the five industries.
    Enterprises,
    /// 产业集群; classes: the five industries.
    Clusters,
    /// 重点项目
    Projects,
    /// 机构 (block level)
    Institutions,
    /// 轨道交通: metro lines and stations
    Metro,
    /// 道路: streets and elevated roads
    Streets,
    /// 铁路
    Railways,
    /// 水系
    Water,
    /// 绿地
    Green,
    /// 公共设施: schools, hospitals, malls …
    Sites,
    /// A layer of the user's own, by its name.
    Own(String),
}

impl LayerKey {
    /// The layers of the embedded data, top first.
    pub const EMBEDDED: [Self; 15] = [
        Self::Blocks,
        Self::Renewal,
        Self::Parks,
        Self::LowEfficiency,
        Self::Buildings,
        Self::Enterprises,
        Self::Clusters,
        Self::Projects,
        Self::Institutions,
        Self::Metro,
        Self::Streets,
        Self::Railways,
        Self::Water,
        Self::Green,
        Self::Sites,
    ];
}

impl LayerKey {
    /// The stable name: in scenes, on the command line, in JSON. A layer of the user's own is `own:` and its name.
    pub fn code(&self) -> String {
        match self {
            Self::Blocks => "blocks",
            Self::Renewal => "renewal",
            Self::Parks => "parks",
            Self::LowEfficiency => "low_efficiency",
            Self::Buildings => "buildings",
            Self::Enterprises => "enterprises",
            Self::Clusters => "clusters",
            Self::Projects => "projects",
            Self::Institutions => "institutions",
            Self::Metro => "metro",
            Self::Streets => "streets",
            Self::Railways => "railways",
            Self::Water => "water",
            Self::Green => "green",
            Self::Sites => "sites",
            Self::Own(name) => return format!("own:{name}"),
        }
        .to_owned()
    }
}

/// What the user has set for a layer.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct LayerState {
    /// Which layer.
    pub key: LayerKey,
    /// Shown or not.
    pub visible: bool,
    /// 0–1.
    pub opacity: f32,
    /// Classes the user has hidden, by number.
    pub hidden_classes: BTreeSet<u8>,
    /// Whether its classes are listed in the panel.
    pub expanded: bool,
}

impl LayerState {
    /// A layer as it is at first.
    pub fn new(key: LayerKey) -> Self {
        let visible = !matches!(key, LayerKey::Institutions | LayerKey::LowEfficiency);
        let expanded = matches!(key, LayerKey::Blocks | LayerKey::Buildings | LayerKey::Enterprises);
        Self { key, visible, opacity: 1.0, hidden_classes: BTreeSet::new(), expanded }
    }
}
