//! What speaks for a match of a row to a place, and against it. Refuses to weigh it.

crate::texts! {
    /// Evidence of a match: what the row says, then what the place says.
    pub enum MatchText {
        Key "编号“{}”相同" "the same id, \"{}\"";
        Name "名称相同：“{}”＝“{}”" "the same name: \"{}\" = \"{}\"";
        Alias "名称“{}”是“{}”的别名" "the name \"{}\" is an alias of \"{}\"";
        Within "地址或名称中有“{}”" "\"{}\" stands in the address or name";
        Typo "名称差一个字：“{}”，“{}”" "names one letter apart: \"{}\", \"{}\"";
        Core "同一建筑群：“{}”，“{}”" "the same compound: \"{}\", \"{}\"";
        Address "地址相同：{}＝{}" "the same address: {} = {}";
        Lane "同一条弄：{}，{}" "the same lane: {}, {}";
        Park "所在园区：“{}”" "its park: \"{}\"";
        OtherPart "但楼号不同：{}，{}" "but another building: {}, {}";
        OtherDistrict "但行政区不同：{}，{}" "but another district: {}, {}";
        OneOfSeveral "但有 {} 处同样符合" "but {} fit as well";
    }
}
