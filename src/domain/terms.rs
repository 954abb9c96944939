//! The closed vocabularies of the field: industries, states of a space, delivery standards, confidence.
//! Refuses free text: what is not one of these words is an issue, not a guess.

/// One of the five industries of the plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[repr(u8)]
pub enum Industry {
    /// 数据智能
    DataIntelligence,
    /// 文化创意
    CulturalCreative,
    /// 商贸服务
    CommerceServices,
    /// 生命健康
    LifeHealth,
    /// 专业服务
    ProfessionalServices,
}

impl Industry {
    /// All, in the order of the plan and of every legend.
    pub const ALL: [Self; 5] =
        [Self::DataIntelligence, Self::CulturalCreative, Self::CommerceServices, Self::LifeHealth, Self::ProfessionalServices];

    /// The Chinese term, as in the data.
    pub fn term(self) -> &'static str {
        ["数据智能", "文化创意", "商贸服务", "生命健康", "专业服务"][self as usize]
    }

    /// The English term, as data in English may say it.
    pub fn term_en(self) -> &'static str {
        ["Data intelligence", "Culture and creative", "Commerce and trade", "Life and health", "Professional services"]
            [self as usize]
    }

    /// Reads either term, ignoring case and blanks around it.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        Self::ALL.into_iter().find(|industry| industry.term() == text || industry.term_en().eq_ignore_ascii_case(text))
    }
}

/// Where an industry stands to another in their chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ChainLink {
    /// The same industry.
    Same,
    /// 上游: it supplies the other.
    Upstream,
    /// 下游: it buys from the other.
    Downstream,
}

impl ChainLink {
    /// Reads either term of up- and downstream.
    pub fn parse(text: &str) -> Option<Self> {
        match text.trim().to_ascii_lowercase().as_str() {
            "上游" | "upstream" => Some(Self::Upstream),
            "下游" | "downstream" => Some(Self::Downstream),
            _ => None,
        }
    }
}

/// The state of a space (状态).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[repr(u8)]
pub enum SpaceStatus {
    /// 空置: empty and on offer.
    Vacant,
    /// 意向: empty, someone has shown interest.
    Interest,
    /// 预定: promised to someone.
    Reserved,
    /// 装修中: being fitted out.
    FitOut,
    /// 已租: let.
    Let,
    /// 到期: let and ending within 12 months.
    Expiring,
    /// 转租: let and offered by its tenant.
    Sublet,
    /// 锁定: withheld; not part of the lettable area.
    Withheld,
}

impl SpaceStatus {
    /// All, in the order of the legend.
    pub const ALL: [Self; 8] =
        [Self::Vacant, Self::Interest, Self::Reserved, Self::FitOut, Self::Let, Self::Expiring, Self::Sublet, Self::Withheld];

    /// The Chinese term, as in the data.
    pub fn term(self) -> &'static str {
        ["空置", "意向", "预定", "装修中", "已租", "到期", "转租", "锁定"][self as usize]
    }

    /// The English term.
    pub fn term_en(self) -> &'static str {
        ["Vacant", "Interest shown", "Reserved", "Fitting out", "Let", "Expiring", "Sublet", "Withheld"][self as usize]
    }

    /// Reads either term, ignoring case and blanks around it.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        Self::ALL.into_iter().find(|status| status.term() == text || status.term_en().eq_ignore_ascii_case(text))
    }

    /// Vacant = 空置 + 意向.
    pub fn is_vacant(self) -> bool {
        matches!(self, Self::Vacant | Self::Interest)
    }

    /// Let = 已租 + 到期 + 转租.
    pub fn is_let(self) -> bool {
        matches!(self, Self::Let | Self::Expiring | Self::Sublet)
    }

    /// Part of the lettable area: everything but 锁定.
    pub fn is_lettable(self) -> bool {
        self != Self::Withheld
    }
}

/// How sure a record or figure is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[repr(u8)]
pub enum Confidence {
    /// 公开: from a published source.
    Published,
    /// 估计: an estimate.
    Estimate,
    /// 示意: schematic; the place or shape is only roughly so.
    Schematic,
    /// 演示: invented for demonstration.
    Demo,
}

impl Confidence {
    /// All, from the surest to the least sure.
    pub const ALL: [Self; 4] = [Self::Published, Self::Estimate, Self::Schematic, Self::Demo];

    /// The Chinese term, as in the data.
    pub fn term(self) -> &'static str {
        ["公开", "估计", "示意", "演示"][self as usize]
    }

    /// The English term.
    pub fn term_en(self) -> &'static str {
        ["Published", "Estimate", "Schematic", "Demo"][self as usize]
    }

    /// Reads either term, ignoring case and blanks around it.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        Self::ALL.into_iter().find(|level| level.term() == text || level.term_en().eq_ignore_ascii_case(text))
    }
}

/// The state in which a space is handed over (交付标准).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[repr(u8)]
pub enum Delivery {
    /// 毛坯: bare shell.
    Shell,
    /// 标准交付: standard finish.
    Standard,
    /// 精装: fitted.
    Fitted,
    /// 带家具: furnished.
    Furnished,
}

impl Delivery {
    /// All, from bare to furnished.
    pub const ALL: [Self; 4] = [Self::Shell, Self::Standard, Self::Fitted, Self::Furnished];

    /// The Chinese term, as in the data.
    pub fn term(self) -> &'static str {
        ["毛坯", "标准交付", "精装", "带家具"][self as usize]
    }

    /// The English term.
    pub fn term_en(self) -> &'static str {
        ["Shell", "Standard finish", "Fitted", "Furnished"][self as usize]
    }

    /// Reads either term, ignoring case and blanks around it.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        Self::ALL.into_iter().find(|level| level.term() == text || level.term_en().eq_ignore_ascii_case(text))
    }
}

/// What a figure of the plan is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum IndicatorKind {
    /// 现状: what was so in a year past.
    Status,
    /// 目标: what shall be so.
    Target,
    /// 园区面积: a published area of the park or of a part of it.
    ParkArea,
}

impl IndicatorKind {
    /// Reads the Chinese or English term, ignoring case and blanks around it.
    pub fn parse(text: &str) -> Option<Self> {
        let terms =
            [(Self::Status, ["现状", "status"]), (Self::Target, ["目标", "target"]), (Self::ParkArea, ["园区面积", "park area"])];
        let text = text.trim();
        let known = |words: &[&str; 2]| words.iter().any(|word| word.eq_ignore_ascii_case(text));
        terms.into_iter().find(|(_, words)| known(words)).map(|(kind, _)| kind)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_state_is_vacant_let_withheld_or_none_of_them() {
        let neither: Vec<_> = SpaceStatus::ALL
            .into_iter()
            .filter(|s| !s.is_vacant() && !s.is_let() && s.is_lettable())
            .map(SpaceStatus::term)
            .collect();
        assert_eq!(neither, ["预定", "装修中"]);
        assert_eq!(SpaceStatus::parse(" 意向 "), Some(SpaceStatus::Interest));
        assert_eq!(SpaceStatus::parse("空闲"), None);
    }
}
