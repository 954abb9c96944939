//! The fields the product understands, with key and unit, and which column of a dataset holds which.
//! Refuses to read cells and to guess: recognition is in `io`.

/// Declares the fields once: variant, key in our own files, unit.
macro_rules! fields {
    ($($variant:ident $key:literal $unit:ident $doc:literal;)*) => {
        /// A field the product understands.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[repr(u8)]
        pub enum Field { $(#[doc = $doc] $variant,)* }

        impl Field {
            /// All fields, in the order in which an inspector lists them.
            pub const ALL: &'static [Field] = &[$(Field::$variant,)*];

            /// The field's name in our own files.
            pub fn key(self) -> &'static str {
                match self { $(Field::$variant => $key,)* }
            }

            /// The unit of its values.
            pub fn unit(self) -> Unit {
                match self { $(Field::$variant => Unit::$unit,)* }
            }
        }
    };
}

/// The unit of a field's values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Unit {
    /// Words or codes.
    None,
    /// A plain count or year.
    Count,
    /// Metres.
    Metre,
    /// Square metres.
    SquareMetre,
    /// Hectares.
    Hectare,
    /// Square kilometres.
    SquareKilometre,
    /// Per cent.
    Percent,
    /// 元/㎡·天 on gross floor area.
    YuanPerM2Day,
    /// 元/㎡·月.
    YuanPerM2Month,
    /// 万元/亩.
    WanYuanPerMu,
    /// kN/㎡.
    KilonewtonPerM2,
    /// W/㎡.
    WattPerM2,
    /// Degrees.
    Degree,
}

fields! {
    Id "id" None "Key of the record within its kind.";
    Name "name" None "Name, Chinese.";
    NameEn "name_en" None "Name, English.";
    Alias "alias" None "Other names, joined by “;”.";
    Class "class" None "What sort of its kind it is.";
    Number "number" Count "Its number in the plan.";
    CreditCode "credit_code" None "Unified social credit code (统一社会信用代码).";
    Block "block" None "Key of the functional block.";
    Park "park" None "Key of the carrier park.";
    Building "building" None "Key of the building.";
    Level "level" Count "Floor counted from the ground: 1 is the ground floor, −1 is B1.";
    Floor "floor" None "Floor as it is called.";
    Unit "unit" None "Unit as it is called.";
    Space "space" None "Key of the space.";
    Address "address" None "Street and number.";
    Industry "industry" None "Industry.";
    Themes "themes" None "Industries and themes of a block.";
    Use "use" None "Use of a building.";
    Grade "grade" None "Quality class of a building.";
    YearBuilt "year_built" Count "Year of completion.";
    HeightM "height_m" Metre "Height.";
    FloorsAbove "floors_above" Count "Floors above ground.";
    FloorsBelow "floors_below" Count "Floors below ground.";
    GrossM2 "gross_m2" SquareMetre "Gross floor area.";
    LettableM2 "lettable_m2" SquareMetre "Lettable area.";
    PlateM2 "plate_m2" SquareMetre "Area of a floor plate.";
    AreaM2 "area_m2" SquareMetre "Gross area of a space.";
    AreaHa "area_ha" Hectare "Area of the grounds.";
    AreaKm2 "area_km2" SquareKilometre "Area.";
    EfficiencyPct "efficiency_pct" Percent "Usable ÷ gross floor area (得房率).";
    RentYuanM2Day "rent_yuan_m2_day" YuanPerM2Day "Asking rent on gross floor area.";
    ServiceChargeYuanM2Month "service_charge_yuan_m2_month" YuanPerM2Month "Service charge (物业费).";
    Status "status" None "State of a space.";
    Delivery "delivery" None "Delivery standard.";
    LeaseEnd "lease_end" None "Last day of the lease.";
    AvailableFrom "available_from" None "First day on which the space is free.";
    Divisible "divisible" None "Whether the space can be divided.";
    DivideMinM2 "divide_min_m2" SquareMetre "Least area of a part of a divisible space.";
    Neighbours "neighbours" None "Keys of adjoining spaces, joined by “;”.";
    Tenant "tenant" None "Key of the enterprise that lets the space.";
    FloorHeightM "floor_height_m" Metre "Floor-to-floor height (层高).";
    ClearHeightM "clear_height_m" Metre "Clear height (净高).";
    FloorLoadKnM2 "floor_load_kn_m2" KilonewtonPerM2 "Floor load (楼板荷载).";
    PowerWM2 "power_w_m2" WattPerM2 "Power supply.";
    ParkingSpaces "parking_spaces" Count "Parking spaces.";
    Employees "employees" Count "Employees.";
    Founded "founded" Count "Year of foundation.";
    HighTech "high_tech" None "Whether it is a certified high-tech enterprise.";
    Lead "lead" None "Who leads a project.";
    Kind "kind" None "Whether an indicator is a status figure or a target.";
    Value "value" None "Value of an indicator, in its own unit.";
    ValueText "value_text" None "Value of an indicator that is words.";
    UnitName "unit_name" None "Unit of an indicator, as written.";
    Baseline "baseline" None "Baseline of a target.";
    BaselineYear "baseline_year" Count "Year of the baseline.";
    Year "year" Count "Year of a figure.";
    Nature "nature" None "预期性 or 约束性.";
    PlanVersion "plan_version" None "Version of the plan.";
    FlagPositioning "flag_positioning" None "Low-efficiency flag: vague positioning (发展定位模糊).";
    FlagLandUse "flag_land_use" None "Low-efficiency flag: low land use (土地利用率低).";
    FlagEnvironment "flag_environment" None "Low-efficiency flag: fails environmental standards (环保不达标).";
    FlagOutput "flag_output" None "Low-efficiency flag: low output (效益水平滞后).";
    TaxWanYuanMu "tax_wan_yuan_mu" WanYuanPerMu "Tax per mu (亩均税收).";
    Edges "edges" None "What a schematic outline follows.";
    Lon "lon" Degree "Longitude.";
    Lat "lat" Degree "Latitude.";
    AccuracyM "accuracy_m" Metre "Accuracy of the place.";
    Note "note" None "Remark.";
    Source "source" None "Where the record is from.";
    AsOf "as_of" None "The day of which the record tells.";
    Confidence "confidence" None "How sure it is: 公开, 估计, 示意, 演示.";
}

/// Which column of a table holds which field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldMap {
    columns: Vec<Option<u16>>,
}

impl Default for FieldMap {
    fn default() -> Self {
        Self { columns: vec![None; Field::ALL.len()] }
    }
}

impl FieldMap {
    /// The column of a field, if the dataset has it.
    pub fn column(&self, field: Field) -> Option<usize> {
        self.columns.get(field as usize).copied().flatten().map(usize::from)
    }

    /// Says which column holds a field. Columns past 65,535 are left unmapped.
    pub fn set(&mut self, field: Field, column: usize) {
        if let (Some(slot), Ok(column)) = (self.columns.get_mut(field as usize), u16::try_from(column)) {
            *slot = Some(column);
        }
    }

    /// The field a column holds, if any.
    pub fn field_of(&self, column: usize) -> Option<Field> {
        Field::ALL.iter().copied().find(|&field| self.column(field) == Some(column))
    }
}
