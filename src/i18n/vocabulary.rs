//! Words of the data that are no closed vocabulary of the program and have no English beside them: uses, quality classes, sorts of
//! places, themes, targets in words, sources. Refuses names; a word that is not here stays as it is.

use crate::domain::Industry;

use super::Lang;
use super::kinds::industry_name;

/// Chinese and English.
const WORDS: [(&str, &str); 64] = [
    // Uses and quality classes of buildings.
    ("办公", "Office"),
    ("创意办公", "Creative office"),
    ("研发", "R&D"),
    ("商办", "Mixed commercial"),
    ("商业", "Retail"),
    ("厂房", "Factory"),
    ("住宅", "Residential"),
    ("里弄住宅", "Lane houses"),
    ("甲级", "Grade A"),
    ("乙级", "Grade B"),
    ("丙级", "Grade C"),
    ("创意楼宇", "Creative building"),
    ("老厂房", "Old factory hall"),
    // Sorts of places and institutions.
    ("功能区块", "Functional block"),
    ("更新片区", "Renewal area"),
    ("园区", "Park"),
    ("创意园", "Creative park"),
    ("商业街", "Shopping street"),
    ("商圈", "Commercial area"),
    ("大学科技园", "University science park"),
    ("集聚区", "Cluster area"),
    ("地铁站", "Metro station"),
    ("火车站", "Railway station"),
    ("支路", "Minor street"),
    ("主要道路", "Main street"),
    ("企业", "Enterprise"),
    ("平台", "Platform"),
    ("基地", "Base"),
    ("研发机构", "R&D institution"),
    ("众创空间", "Makerspace"),
    ("布局", "Planned layout"),
    ("高校", "University"),
    // Themes of blocks, parks and projects.
    ("影视", "Film and TV"),
    ("电竞", "Esports"),
    ("健康医学", "Health medicine"),
    ("大数据", "Big data"),
    ("云计算", "Cloud computing"),
    ("总部经济", "Headquarters"),
    ("创新孵化", "Incubation"),
    ("数字内容", "Digital content"),
    ("智慧文化商圈", "Smart cultural retail"),
    ("成果转化", "Technology transfer"),
    ("数字经济", "Digital economy"),
    ("数字金融", "Digital finance"),
    ("人力资源", "Human resources"),
    ("创意设计", "Creative design"),
    ("时尚设计", "Fashion design"),
    ("展示", "Exhibition"),
    ("广告艺术", "Advertising arts"),
    ("国际消费", "International retail"),
    ("超高清视频", "Ultra-HD video"),
    ("轨道交通", "Rail transit"),
    ("数字化转型", "Digital transformation"),
    ("区块链", "Blockchain"),
    // Figures in words.
    ("达到全市中心城区平均水平", "Average of central districts"),
    ("完成市下达目标", "As assigned by the city"),
    ("30 余", "over 30"),
    // Those who lead a project.
    ("卡斯柯", "CASCO"),
    ("欧莱雅", "L'Oréal"),
    // Sources.
    ("演示数据集 1.0", "Demo dataset 1.0"),
    ("张江高新区静安园“十四五”规划", "14th Five-Year Plan of the park"),
    ("张江高新区静安园“十四五”规划；位置为示意", "14th Five-Year Plan of the park; position schematic"),
    (
        "沿 © OpenStreetMap contributors（ODbL 1.0）的路口、桥梁与店铺手绘，示意",
        "Drawn by hand along crossings, bridges and shops of © OpenStreetMap contributors (ODbL 1.0), schematic",
    ),
    (
        "张江高新区静安园“十四五”规划；轮廓沿 © OpenStreetMap contributors（ODbL 1.0）的河流与道路绘制，示意",
        "14th Five-Year Plan of the park; outline along rivers and roads of © OpenStreetMap contributors (ODbL 1.0), schematic",
    ),
];

/// A word in the language of the interface.
pub fn word(text: &str, lang: Lang) -> &str {
    let english = || WORDS.iter().find(|(chinese, _)| *chinese == text).map(|(_, english)| *english);
    match lang {
        Lang::Zh => text,
        Lang::En => english().unwrap_or(text),
    }
}

/// Themes as the data joins them by “;”, as a list, industries among them by their own names.
pub fn themes(text: &str, lang: Lang) -> String {
    let words = text.split([';', '；']).map(str::trim).filter(|word| !word.is_empty());
    let named =
        words.map(|theme| Industry::parse(theme).map_or_else(|| word(theme, lang), |industry| industry_name(industry, lang)));
    named.collect::<Vec<_>>().join(" · ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn themes_are_in_the_language_of_the_interface() {
        assert_eq!(themes("生命健康;健康医学", Lang::En), "Life and health · Health medicine");
        assert_eq!(themes("生命健康; 自有的词", Lang::En), "Life and health · 自有的词");
        assert_eq!(themes("文化创意;影视", Lang::Zh), "文化创意 · 影视");
    }
}
