//! What a file's records are and which member is which field, told from names (Chinese or English) and geometry.
//! Refuses to look at cells beyond what tells a unit, and to rename anything.

use crate::domain::{Dataset, DatasetKind, Field, FieldMap, GeometryKind};

use DatasetKind::{Blocks, Buildings, Enterprises, Other, Parks, Projects, Spaces, Stations};

/// What was told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recognition {
    /// What the records are.
    pub kind: DatasetKind,
    /// Which column is which field.
    pub fields: FieldMap,
    /// True when two kinds were equally likely.
    pub ambiguous: bool,
}

/// Tells what a dataset is, unless the user said so.
pub fn recognise(dataset: &Dataset, said: Option<DatasetKind>) -> Recognition {
    let names: Vec<String> = dataset.table.names.iter().map(|name| plain(name)).collect();
    let (kind, ambiguous) = said.map_or_else(|| likely_kind(dataset, &names), |kind| (kind, false));
    Recognition { kind, fields: field_map(kind, &dataset.table.names, &names), ambiguous }
}

/// Names that tell a kind, with weight; a file of three points or more is of that kind.
const SIGNS: &[(DatasetKind, u32, &[&str])] = &[
    (
        Spaces,
        3,
        &["房源", "房源编号", "房源名称", "空置状态", "租控状态", "leaseend", "租约到期", "到期日", "到期", "spaceid", "unitid"],
    ),
    (
        Spaces,
        2,
        &[
            "租金",
            "单价",
            "报价",
            "rent",
            "askingrent",
            "rentyuanm2day",
            "状态",
            "status",
            "空置",
            "vacant",
            "可租面积",
            "交付标准",
            "delivery",
        ],
    ),
    (Spaces, 1, &["面积", "area", "aream2", "楼层", "floor", "单元", "unit", "室号", "房号", "building", "楼宇", "divisible"]),
    (
        Enterprises,
        3,
        &[
            "企业名称",
            "公司名称",
            "企业",
            "公司",
            "单位名称",
            "enterprise",
            "enterprisename",
            "company",
            "companyname",
            "统一社会信用代码",
        ],
    ),
    (
        Enterprises,
        2,
        &[
            "产业",
            "行业",
            "所属行业",
            "所属产业",
            "产业领域",
            "industry",
            "sector",
            "员工数",
            "从业人数",
            "员工人数",
            "employees",
            "高新技术企业",
            "hightech",
            "注册资本",
        ],
    ),
    (Enterprises, 1, &["成立年份", "成立时间", "成立日期", "founded", "法定代表人", "地址", "注册地址"]),
    (
        Parks,
        3,
        &[
            "园区名称",
            "园区",
            "载体名称",
            "载体园区",
            "载体",
            "parkname",
            "carrierpark",
            "flagpositioning",
            "flaglanduse",
            "亩均税收",
            "taxwanyuanmu",
        ],
    ),
    (Parks, 1, &["areaha", "占地面积", "运营方", "operator", "block", "区块"]),
    (Blocks, 3, &["区块名称", "功能区块", "功能区", "功能区名称", "blockname", "edges"]),
    (Blocks, 1, &["areakm2"]),
    (
        Buildings,
        3,
        &[
            "楼宇名称",
            "楼宇",
            "楼栋",
            "楼栋名称",
            "建筑名称",
            "大楼名称",
            "楼名",
            "buildingname",
            "bldgid",
            "buildingid",
            "bldgname",
            "footprintid",
        ],
    ),
    (
        Buildings,
        2,
        &[
            "建筑面积",
            "总建筑面积",
            "grossm2",
            "建筑高度",
            "heightm",
            "floorsabove",
            "地上层数",
            "建成年份",
            "yearbuilt",
            "lettablem2",
        ],
    ),
    (
        Buildings,
        1,
        &[
            "高度",
            "height",
            "measuredheight",
            "层数",
            "floors",
            "levels",
            "buildinglevels",
            "竣工年份",
            "用途",
            "use",
            "building",
        ],
    ),
    (Projects, 3, &["项目名称", "重点项目", "重点工程", "projectname", "keyproject"]),
    (Projects, 2, &["牵头单位", "牵头企业", "建设单位", "lead"]),
    (Stations, 3, &["站名", "站点名称", "车站", "车站名称", "地铁站", "stationname", "station", "metrostation"]),
    (Stations, 1, &["线路", "line", "lines", "地铁线路"]),
];

/// Points that make a kind. A file that is called as our own of a kind has them.
const ENOUGH: u32 = 3;
/// Words in a file's name that say stations: such files often hold nothing but names.
const STATION_FILES: [&str; 2] = ["metrostation", "地铁站"];

/// The likeliest kind, and whether another one is as likely.
fn likely_kind(dataset: &Dataset, names: &[String]) -> (DatasetKind, bool) {
    let shapes = Shapes::of(dataset);
    let file = plain(&dataset.name);
    let score = |kind: DatasetKind| {
        let named = file == plain(kind.code()) || kind == Stations && STATION_FILES.iter().any(|word| file.contains(word));
        let signs: u32 = SIGNS
            .iter()
            .filter(|(of, ..)| *of == kind)
            .map(|(_, weight, signs)| weight * names.iter().filter(|name| signs.contains(&name.as_str())).count() as u32)
            .sum();
        let points = signs + if named { ENOUGH } else { 0 };
        // A place of one's own decides between a thing and what is in it; names alone cannot.
        match kind {
            Blocks | Buildings if !shapes.polygons => 0,
            Enterprises if shapes.polygons => points / 2,
            Stations if !shapes.points => 0,
            _ if shapes.lines && !shapes.points && !shapes.polygons => 0,
            _ => points,
        }
    };
    let mut best = (Other, 0);
    let mut tie = false;
    for kind in [Blocks, Parks, Buildings, Spaces, Enterprises, Projects, Stations] {
        let points = score(kind);
        if points > best.1 {
            (best, tie) = ((kind, points), false);
        } else if points == best.1 && points >= ENOUGH {
            tie = true;
        }
    }
    if best.1 >= ENOUGH && !tie { (best.0, false) } else { (Other, tie && best.1 >= ENOUGH) }
}

/// Which sorts of geometry a dataset has.
struct Shapes {
    points: bool,
    lines: bool,
    polygons: bool,
}

impl Shapes {
    fn of(dataset: &Dataset) -> Self {
        let mut shapes = Self { points: false, lines: false, polygons: false };
        for row in 0..dataset.len() {
            match dataset.geometries.kind(row) {
                GeometryKind::Point | GeometryKind::MultiPoint => shapes.points = true,
                GeometryKind::LineString | GeometryKind::MultiLineString => shapes.lines = true,
                GeometryKind::Polygon | GeometryKind::MultiPolygon => shapes.polygons = true,
                GeometryKind::None | GeometryKind::Collection => {}
            }
        }
        shapes
    }
}

/// Other names of fields, plain; those of one kind of record only come with it.
const NAMES: &[(Field, Option<DatasetKind>, &[&str])] = &[
    (Field::Name, Some(Blocks), &["区块名称", "功能区块", "功能区名称", "blockname"]),
    (Field::Name, Some(Parks), &["园区名称", "载体名称", "载体园区", "园区", "载体", "parkname"]),
    (
        Field::Name,
        Some(Buildings),
        &["楼宇名称", "楼宇", "楼栋名称", "楼栋", "建筑名称", "大楼名称", "楼名", "buildingname", "bldgname"],
    ),
    (Field::Name, Some(Spaces), &["房源名称", "房源"]),
    (
        Field::Name,
        Some(Enterprises),
        &["企业名称", "公司名称", "单位名称", "企业", "公司", "enterprisename", "enterprise", "companyname", "company"],
    ),
    (Field::Name, Some(Projects), &["项目名称", "重点项目", "重点工程", "projectname", "keyproject"]),
    (Field::Name, Some(Stations), &["站名", "站点名称", "车站名称", "车站", "地铁站", "stationname", "station"]),
    (Field::Id, Some(Buildings), &["bldgid", "buildingid", "楼宇编号", "建筑编号", "建物id"]),
    (Field::Id, Some(Spaces), &["房源编号", "spaceid", "unitid"]),
    (Field::Id, Some(Enterprises), &["统一社会信用代码", "企业编号"]),
    (Field::Id, None, &["编号", "编码", "主键", "fid", "objectid"]),
    (Field::Name, None, &["名称", "名字", "name", "title", "标题", "namezh", "中文名"]),
    (Field::NameEn, None, &["英文名", "英文名称", "englishname", "nameenglish"]),
    (Field::Alias, None, &["别名", "曾用名", "altname"]),
    (Field::Class, None, &["类别", "类型", "分类", "category", "kind"]),
    (Field::Block, None, &["区块", "所属区块", "功能区块", "功能区", "所属功能区", "blockid"]),
    (Field::Park, None, &["园区", "所属园区", "园区名称", "载体", "parkid", "parkname"]),
    (Field::Building, None, &["楼宇", "所在楼宇", "楼宇名称", "楼栋", "大楼", "buildingid", "buildingname"]),
    (Field::Level, None, &["层", "层号"]),
    (Field::Floor, None, &["楼层", "所在楼层"]),
    (Field::Unit, None, &["单元", "室号", "房号", "room"]),
    (Field::Address, None, &["地址", "详细地址", "注册地址", "经营地址", "addr", "location"]),
    (Field::Industry, None, &["产业", "行业", "所属行业", "所属产业", "产业领域", "产业类别", "行业类别", "sector"]),
    (Field::Themes, None, &["主题", "主导产业"]),
    (Field::Use, None, &["用途", "使用性质", "function", "coarsefunction", "usage"]),
    (Field::Grade, None, &["等级", "品质", "楼宇等级"]),
    (Field::YearBuilt, None, &["建成年份", "竣工年份", "建造年份", "建成时间", "sourceage", "builtyear"]),
    (Field::HeightM, None, &["高度", "建筑高度", "楼高", "height", "measuredheight"]),
    (Field::FloorsAbove, None, &["层数", "地上层数", "总层数", "floors", "levels", "buildinglevels"]),
    (Field::FloorsBelow, None, &["地下层数"]),
    (Field::GrossM2, Some(Buildings), &["建筑面积", "总建筑面积", "面积", "grossarea", "gfa"]),
    (Field::LettableM2, None, &["可租赁面积", "可租总面积"]),
    (Field::PlateM2, None, &["标准层面积", "单层面积"]),
    (Field::AreaM2, Some(Spaces), &["面积", "建筑面积", "出租面积", "可租面积", "租赁面积", "area"]),
    (Field::AreaHa, None, &["占地公顷"]),
    (Field::EfficiencyPct, None, &["得房率", "实用率", "efficiency"]),
    (Field::RentYuanM2Day, None, &["租金", "租金单价", "单价", "报价", "日租金", "rent", "askingrent"]),
    (Field::ServiceChargeYuanM2Month, None, &["物业费", "物业管理费", "servicecharge"]),
    (Field::Status, None, &["状态", "租赁状态", "空置状态", "租控状态", "使用状态", "state"]),
    (Field::Delivery, None, &["交付标准", "装修", "装修标准", "装修情况"]),
    (
        Field::LeaseEnd,
        None,
        &["到期", "到期日", "到期日期", "到期时间", "租约到期", "租约到期日", "租期至", "leaseexpiry", "expiry"],
    ),
    (Field::AvailableFrom, None, &["可入住日期", "可租日期", "交付日期", "availabledate"]),
    (Field::Divisible, None, &["可分割", "是否可分割"]),
    (Field::DivideMinM2, None, &["最小分割面积"]),
    (Field::Tenant, Some(Spaces), &["租户", "承租方", "承租人", "入驻企业", "企业名称"]),
    (Field::FloorHeightM, None, &["层高"]),
    (Field::ClearHeightM, None, &["净高"]),
    (Field::FloorLoadKnM2, None, &["楼板荷载", "荷载", "承重"]),
    (Field::ParkingSpaces, None, &["车位", "停车位", "车位数"]),
    (Field::Employees, None, &["员工数", "员工人数", "从业人数", "人数", "staff", "headcount"]),
    (Field::Founded, None, &["成立年份", "成立年", "foundedyear"]),
    (Field::HighTech, None, &["高新技术企业", "高新", "是否高新", "是否高新技术企业"]),
    (Field::Lead, None, &["牵头单位", "牵头企业", "建设单位"]),
    (Field::TaxWanYuanMu, None, &["亩均税收"]),
    (Field::Lon, None, &["经度", "lng", "longitude", "x"]),
    (Field::Lat, None, &["纬度", "latitude", "y"]),
    (Field::Note, None, &["备注", "说明", "remark", "description"]),
    (Field::Source, None, &["来源", "数据来源"]),
    (Field::AsOf, None, &["数据日期", "截止日期", "更新日期", "更新时间", "统计时间", "date"]),
    (Field::Confidence, None, &["可信度", "置信度"]),
];

/// Which column is which field: by its key, else by a name of this kind of record, else by one of any. The first column of
/// a name counts.
fn field_map(kind: DatasetKind, names: &[String], plain_names: &[String]) -> FieldMap {
    let mut fields = FieldMap::default();
    for (column, name) in names.iter().enumerate() {
        if let Some(&field) = Field::ALL.iter().find(|field| field.key() == name)
            && fields.column(field).is_none()
        {
            fields.set(field, column);
        }
    }
    for of_kind in [true, false] {
        for (column, name) in plain_names.iter().enumerate() {
            if fields.field_of(column).is_some() {
                continue;
            }
            let known = NAMES.iter().find(|(field, kinds, others)| {
                (if of_kind { *kinds == Some(kind) } else { kinds.is_none() })
                    && (others.contains(&name.as_str()) || !of_kind && plain(field.key()) == *name)
                    && fields.column(*field).is_none()
            });
            if let Some(&(field, ..)) = known {
                fields.set(field, column);
            }
        }
    }
    fields
}

/// A name in lower case without blanks, `_`, `-`, `:` and a unit in brackets.
fn plain(name: &str) -> String {
    let name = name.split(['(', '（', '[', '［']).next().filter(|start| !start.is_empty()).unwrap_or(name);
    let dropped = |c: &char| !(c.is_whitespace() || matches!(c, '_' | '-' | ':' | '：' | '.'));
    name.chars().filter(dropped).flat_map(char::to_lowercase).collect()
}
