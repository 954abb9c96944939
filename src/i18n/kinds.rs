//! The names of kinds of records and of the closed vocabularies, in both languages. Refuses figures.

use crate::domain::{Confidence, DatasetKind, Delivery, Industry, SpaceStatus};

use super::Lang;

/// The name of all records of a kind.
pub fn kind_name(kind: DatasetKind, lang: Lang) -> &'static str {
    let (zh, en) = match kind {
        DatasetKind::Blocks => ("功能区块", "Functional blocks"),
        DatasetKind::Parks => ("载体园区", "Carrier parks"),
        DatasetKind::Buildings => ("楼宇", "Buildings"),
        DatasetKind::Floors => ("楼层", "Floors"),
        DatasetKind::Spaces => ("房源", "Spaces"),
        DatasetKind::Enterprises => ("企业", "Enterprises"),
        DatasetKind::Projects => ("重点项目", "Key projects"),
        DatasetKind::Institutions => ("机构", "Institutions"),
        DatasetKind::Indicators => ("指标", "Indicators"),
        DatasetKind::Stations => ("轨道交通站", "Metro stations"),
        DatasetKind::Streets => ("道路", "Streets"),
        DatasetKind::Water => ("水域", "Water"),
        DatasetKind::Waterways => ("河道", "Waterways"),
        DatasetKind::Green => ("绿地", "Green"),
        DatasetKind::Railways => ("铁路与轨道", "Railways"),
        DatasetKind::ElevatedRoads => ("高架道路", "Elevated roads"),
        DatasetKind::Sites => ("公共设施", "Public sites"),
        DatasetKind::Crossings => ("路口", "Crossings"),
        DatasetKind::Places => ("地名", "Place names"),
        DatasetKind::Other => ("其他图层", "Other layers"),
    };
    lang.pick(zh, en)
}

/// The name of one record of a kind.
pub fn record_name(kind: DatasetKind, lang: Lang) -> &'static str {
    let (zh, en) = match kind {
        DatasetKind::Blocks => ("区块", "Block"),
        DatasetKind::Parks => ("园区", "Park"),
        DatasetKind::Buildings => ("楼宇", "Building"),
        DatasetKind::Floors => ("楼层", "Floor"),
        DatasetKind::Spaces => ("房源", "Space"),
        DatasetKind::Enterprises => ("企业", "Enterprise"),
        DatasetKind::Projects => ("项目", "Project"),
        DatasetKind::Institutions => ("机构", "Institution"),
        DatasetKind::Indicators => ("指标", "Indicator"),
        DatasetKind::Stations => ("车站", "Station"),
        DatasetKind::Streets => ("道路", "Street"),
        DatasetKind::Water => ("水域", "Water"),
        DatasetKind::Waterways => ("河道", "Waterway"),
        DatasetKind::Green => ("绿地", "Green"),
        DatasetKind::Railways => ("铁路", "Railway"),
        DatasetKind::ElevatedRoads => ("高架路", "Elevated road"),
        DatasetKind::Sites => ("设施", "Site"),
        DatasetKind::Crossings => ("路口", "Crossing"),
        DatasetKind::Places => ("地名", "Place"),
        DatasetKind::Other => ("要素", "Feature"),
    };
    lang.pick(zh, en)
}

/// The name of an industry.
pub fn industry_name(industry: Industry, lang: Lang) -> &'static str {
    lang.pick(industry.term(), industry.term_en())
}

/// The name of the state of a space.
pub fn status_name(status: SpaceStatus, lang: Lang) -> &'static str {
    lang.pick(status.term(), status.term_en())
}

/// The name of a confidence.
pub fn confidence_name(confidence: Confidence, lang: Lang) -> &'static str {
    lang.pick(confidence.term(), confidence.term_en())
}

/// The name of a delivery standard.
pub fn delivery_name(delivery: Delivery, lang: Lang) -> &'static str {
    lang.pick(delivery.term(), delivery.term_en())
}
