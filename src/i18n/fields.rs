//! The names of fields and units, as an inspector shows them. Refuses values.

use crate::domain::{Field, Unit};

use super::Lang;

/// The name of a field.
pub fn field_name(field: Field, lang: Lang) -> &'static str {
    let (zh, en) = match field {
        Field::Id => ("编号", "ID"),
        Field::Name => ("名称", "Name"),
        Field::NameEn => ("英文名", "English name"),
        Field::Alias => ("别名", "Also known as"),
        Field::Class => ("类别", "Class"),
        Field::Number => ("序号", "Number"),
        Field::CreditCode => ("统一社会信用代码", "Unified social credit code"),
        Field::Block => ("区块", "Block"),
        Field::Park => ("园区", "Park"),
        Field::Building => ("楼宇", "Building"),
        Field::Level => ("层号", "Level"),
        Field::Floor => ("楼层", "Floor"),
        Field::Unit => ("单元", "Unit"),
        Field::Space => ("房源", "Space"),
        Field::Address => ("地址", "Address"),
        Field::Industry => ("产业", "Industry"),
        Field::Themes => ("产业与主题", "Industries and themes"),
        Field::Use => ("用途", "Use"),
        Field::Grade => ("品质等级", "Grade"),
        Field::YearBuilt => ("建成年份", "Year built"),
        Field::HeightM => ("高度", "Height"),
        Field::FloorsAbove => ("地上楼层", "Floors above"),
        Field::FloorsBelow => ("地下楼层", "Floors below"),
        Field::GrossM2 => ("建筑面积", "Gross floor area"),
        Field::LettableM2 => ("可租面积", "Lettable area"),
        Field::PlateM2 => ("标准层面积", "Floor plate"),
        Field::AreaM2 => ("建筑面积", "Gross area"),
        Field::AreaHa => ("用地面积", "Area of grounds"),
        Field::AreaKm2 => ("面积", "Area"),
        Field::EfficiencyPct => ("得房率", "Efficiency"),
        Field::RentYuanM2Day => ("租金", "Asking rent"),
        Field::ServiceChargeYuanM2Month => ("物业费", "Service charge"),
        Field::Status => ("状态", "Status"),
        Field::Delivery => ("交付标准", "Delivery standard"),
        Field::LeaseEnd => ("租约到期", "Lease end"),
        Field::AvailableFrom => ("可入驻日", "Available from"),
        Field::Divisible => ("可分割", "Divisible"),
        Field::DivideMinM2 => ("最小分割面积", "Least divided area"),
        Field::Neighbours => ("相邻房源", "Adjoining spaces"),
        Field::Tenant => ("承租企业", "Tenant"),
        Field::FloorHeightM => ("层高", "Floor-to-floor height"),
        Field::ClearHeightM => ("净高", "Clear height"),
        Field::FloorLoadKnM2 => ("楼板荷载", "Floor load"),
        Field::PowerWM2 => ("供电", "Power supply"),
        Field::ParkingSpaces => ("车位", "Parking spaces"),
        Field::Employees => ("员工", "Employees"),
        Field::Founded => ("成立年份", "Founded"),
        Field::HighTech => ("高新技术企业", "High-tech enterprise"),
        Field::Lead => ("牵头单位", "Led by"),
        Field::Kind => ("指标类型", "Kind of figure"),
        Field::Value => ("数值", "Value"),
        Field::ValueText => ("文字目标", "Value in words"),
        Field::UnitName => ("单位", "Unit"),
        Field::Baseline => ("基线", "Baseline"),
        Field::BaselineYear => ("基线年份", "Baseline year"),
        Field::Year => ("年份", "Year"),
        Field::Nature => ("性质", "Nature"),
        Field::PlanVersion => ("规划版本", "Version of the plan"),
        Field::FlagPositioning => ("发展定位模糊", "Vague positioning"),
        Field::FlagLandUse => ("土地利用率低", "Low land use"),
        Field::FlagEnvironment => ("环保不达标", "Fails environmental standards"),
        Field::FlagOutput => ("效益水平滞后", "Low output"),
        Field::TaxWanYuanMu => ("亩均税收", "Tax per mu"),
        Field::Edges => ("边界依据", "Edges follow"),
        Field::Lon => ("经度", "Longitude"),
        Field::Lat => ("纬度", "Latitude"),
        Field::AccuracyM => ("位置精度", "Accuracy of place"),
        Field::Note => ("备注", "Note"),
        Field::Source => ("来源", "Source"),
        Field::AsOf => ("截至", "As of"),
        Field::Confidence => ("可信度", "Confidence"),
    };
    lang.pick(zh, en)
}

/// The unit as it stands after a figure; empty where there is none.
pub fn unit_name(unit: Unit, lang: Lang) -> &'static str {
    let (zh, en) = match unit {
        Unit::None | Unit::Count => ("", ""),
        Unit::Metre => ("m", "m"),
        Unit::SquareMetre => ("㎡", "m²"),
        Unit::Hectare => ("公顷", "ha"),
        Unit::SquareKilometre => ("km²", "km²"),
        Unit::Percent => ("%", "%"),
        Unit::YuanPerM2Day => ("元/㎡·天", "yuan/m²·day"),
        Unit::YuanPerM2Month => ("元/㎡·月", "yuan/m²·month"),
        Unit::WanYuanPerMu => ("万元/亩", "10k yuan/mu"),
        Unit::KilonewtonPerM2 => ("kN/㎡", "kN/m²"),
        Unit::WattPerM2 => ("W/㎡", "W/m²"),
        Unit::Degree => ("°", "°"),
    };
    lang.pick(zh, en)
}

/// Decimals that a figure of a unit is shown with.
pub fn unit_decimals(unit: Unit) -> usize {
    match unit {
        Unit::None | Unit::Count | Unit::SquareMetre | Unit::WattPerM2 => 0,
        Unit::Metre | Unit::Hectare | Unit::Percent | Unit::KilonewtonPerM2 => 1,
        Unit::SquareKilometre | Unit::YuanPerM2Day | Unit::YuanPerM2Month | Unit::WanYuanPerMu => 2,
        Unit::Degree => 6,
    }
}
