//! The words that criteria are made of, Chinese and English, without blanks. Refuses names of places: they are looked up in the
//! data (`names`).

use crate::domain::Industry;

use super::super::criteria::{Aspect, Band};

/// How a figure is bounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bound {
    /// Not more.
    Most,
    /// Not less.
    Least,
    /// About so much.
    About,
    /// So much and somewhat more (800多).
    Over,
}

/// What figures are counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    M2,
    SqFt,
    Yuan,
    Jiao,
    Day,
    Month,
    Year,
    People,
    Metre,
    Km,
    KnM2,
    KgM2,
    TonM2,
    Watt,
    Percent,
    Level,
    Floors,
    Parking,
    Firms,
    Pieces,
}

/// What a word means.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Word {
    Pre(Bound),
    Post(Bound),
    /// Between two figures.
    To,
    Unit(Unit),
    /// Says what the figure beside it is about.
    Key(Aspect),
    /// Area a head.
    PerHead,
    /// `/`, 每, per.
    Per,
    /// Near the metro.
    Metro,
    Whole,
    Divisible,
    Undivided,
    SameFloor,
    Delivery(&'static [&'static str]),
    Industry(Industry),
    Band(Band),
    /// At a low rent, whatever that is: below what is usually asked.
    Cheap,
    Ground,
    Use(&'static [&'static str]),
    Grade(&'static str),
    Offer(&'static [&'static str]),
    Parking,
    Like,
    Not,
    Wish,
    WishBefore,
    Must,
    /// And, or, and the marks between the members of a list.
    Join,
    /// A comma: a clause ends.
    Stop,
    /// Where no bound is meant (不限).
    Any,
    /// Walking minutes and the like, which cannot be told from straight lines.
    Walk,
    /// Between a figure and what it counts (个).
    Measure,
    Filler,
}

use Aspect as A;
use Bound::{About, Least, Most, Over};
use Unit as U;
use Word::{Key, Post, Pre};

const FITTED_UP: &[&str] = &["精装", "带家具"];
const OFFICE: &[&str] = &["办公", "商办", "创意办公"];

/// Words by what they mean, blanks between them. Of several meanings of a word the first counts.
pub(super) const WORDS: &[(Word, &str)] = &[
    (
        Pre(Most),
        "<= < ≤ 不超过 不超 不高于 不大于 不多于 低于 小于 少于 最多 最高 至多 顶多 控制在 上限 封顶 under below upto atmost nomorethan \
         notmorethan lessthan max maximum within notover notexceeding cheaperthan lessorequalto cappedat \
         capof nohigherthan",
    ),
    (
        Pre(Least),
        ">= > ≥ 不低于 不少于 不小于 至少 最少 最低 起码 大于 高于 超过 多于 下限 over above atleast morethan nolessthan notlessthan min \
         minimum greaterthan",
    ),
    (Pre(About), "约 大约 大概 差不多 估计 about around approx approximately roughly circa some nearly"),
    (Post(Most), "以下 以内 之内 及以下 或以下 内 封顶 orless orbelow orunder atmost max maximum orlower andbelow tops orfewer"),
    (Post(Least), "以上 及以上 或以上 起 + 起步 往上 ormore orabove orover andabove andup orhigher atleast minimum"),
    (Post(About), "左右 上下 大小 orso roughly 来"),
    (Post(Over), "多 出头 几 -odd"),
    (Word::To, "到 至 - to .. through"),
    (
        Word::Unit(U::M2),
        "平 平米 平方 平方米 ㎡ m2 m^2 sqm sq.m sq.m. sqmeters sqmetres squaremeters squaremetres squaremeter \
         squaremetre 方 个平方 平的 sqms meterssquared metressquared",
    ),
    (Word::Unit(U::SqFt), "sqft squarefeet squarefoot sf 平方英尺 呎"),
    (Word::Unit(U::Yuan), "元 块 块钱 yuan rmb cny 圆 ¥ ￥ yuans 元钱"),
    (Word::Unit(U::Jiao), "毛 角 毛钱 jiao"),
    (Word::Unit(U::Day), "天 日 day daily aday days"),
    (Word::Unit(U::Month), "月 个月 month monthly amonth months"),
    (Word::Unit(U::Year), "年 year yearly annum ayear annually years"),
    (
        Word::Unit(U::People),
        "人 个人 号人 名员工 个员工 员工 名 位 个工位 工位 人团队 人的团队 人公司 人办公 people persons person staff employees heads desks \
         seats workstations headcount pax folks engineers developers workers 人的公司 人规模 -person",
    ),
    (Word::Unit(U::Metre), "米 m metres meters metre meter 公尺"),
    (Word::Unit(U::Km), "公里 千米 km kilometres kilometers kilometre kilometer"),
    (Word::Unit(U::KnM2), "kn kn/㎡ kn/m2 kn/平 千牛 kpa kn/平米 knperm2 knpersqm"),
    (Word::Unit(U::KgM2), "kg 公斤 kg/㎡ kg/m2 公斤/平 公斤/㎡ kgperm2 kg/平 公斤每平 kgpersqm 千克"),
    (Word::Unit(U::TonM2), "吨 吨/平 吨/㎡ t/m2 tons tonnes 吨每平"),
    (Word::Unit(U::Watt), "w 瓦 w/㎡ w/m2 瓦/平 w/平 watts 瓦每平 wperm2 wpersqm watt 瓦/㎡"),
    (Word::Unit(U::Percent), "% percent 个点"),
    (Word::Unit(U::Level), "层 楼 层楼 floor storey f"),
    (Word::Unit(U::Floors), "个楼层 整层楼 层相连 层相邻 层连续 层连着 consecutivefloors floors adjacentfloors stackedfloors"),
    (
        Word::Unit(U::Parking),
        "个车位 车位 个停车位 停车位 parkingspaces parkingspots parkingbays parkingplaces parkinglots carspaces carparks",
    ),
    (Word::Unit(U::Firms), "家 firms companies"),
    (Word::Unit(U::Pieces), "间 套 个单元 units unit"),
    (Key(A::Area), "面积 area size 办公面积 建筑面积 floorarea grossarea floorspace"),
    (Key(A::Rent), "租金 单价 价格 房租 租价 日租金 报价 预算 rent asking askingrent price budget rental 租金单价 日租"),
    (
        Key(A::Budget),
        "月租 年租 月租金 年租金 总租金 总价 总预算 年预算 月预算 totalrent totalbudget annualrent monthlyrent annualbudget \
         monthlybudget",
    ),
    (Key(A::People), "人数 团队 teamof team headcountof forateamof 规模"),
    (Key(A::ClearHeight), "净高 clearheight clearheightof ceilingheight ceiling ceilings 吊顶高度 headroom"),
    (Key(A::FloorHeight), "层高 floorheight floor-to-floor storeyheight floortofloor floor-to-floorheight"),
    (Key(A::FloorLoad), "荷载 承重 楼板荷载 楼面荷载 载荷 楼板承重 floorload load loading loadbearing floorloading"),
    (Key(A::Power), "供电 用电 电力 power powersupply electricity 配电 电量"),
    (Key(A::Parking), "车位数 停车"),
    (Key(A::Efficiency), "得房率 efficiency 使用率 实用率"),
    (Key(A::ServiceCharge), "物业费 servicecharge 物业 管理费 managementfee servicefee"),
    (Key(A::Level), "楼层 floors level levels"),
    (Word::PerHead, "人均 每人 perhead perperson percapita ahead each eachperson peremployee"),
    (Word::Per, "/ 每 · per a * •"),
    (
        Word::Metro,
        "近地铁 靠近地铁 靠地铁 地铁附近 地铁旁 地铁旁边 地铁口 地铁站 地铁站附近 离地铁近 离地铁 距地铁 距离地铁 地铁 地铁近 临地铁 临近地铁 邻近地铁 沿地铁 地铁沿线 近地铁站 靠近地铁站 \
         地铁边 交通方便 nearmetro nearthemetro neartometro neartothemetro closetometro closetothemetro \
         closetoametro nearametro metro subway nearsubway nearthesubway closetosubway closetothesubway \
         bythemetro nexttothemetro metrostation nearametrostation closetoametrostation subwaystation \
         nearasubwaystation metronearby walkingdistancetothemetro nearthetube ofthemetro 轨交 轨道交通 近轨交",
    ),
    (
        Word::Whole,
        "整层 整层的 整个楼层 独立整层 wholefloor wholefloors fullfloor fullfloors entirefloor awholefloor afullfloor 整层独立 \
         独层 整层出租",
    ),
    (
        Word::Divisible,
        "可分割 可分 可拆分 能分割 可以分割 可拆 可分租 能拆分 可分隔 divisible canbedivided canbesplit subdividable splittable 分割",
    ),
    (
        Word::Undivided,
        "单独一间 单间 一整间 独立单元 不拼 不拼合 不要拼合 单套 一个单元 singleunit asingleunit oneunit singlespace onesingleunit",
    ),
    (
        Word::SameFloor,
        "同一层 同层 同一楼层 一层里 在一层 不跨层 不分层 onefloor ononefloor samefloor onthesamefloor thesamefloor singlefloor \
         onasinglefloor",
    ),
    (Word::Delivery(&["毛坯"]), "毛坯 毛胚 毛坯房 清水 shell bareshell shellandcore bare unfitted"),
    (Word::Delivery(&["标准交付"]), "标准交付 标准装修 标交 标准 standardfinish standarddelivery standard"),
    (
        Word::Delivery(FITTED_UP),
        "精装以上 精装及以上 已装修 装修好 有装修 带装修 装修好的 fittedorbetter atleastfitted fittedout readytouse plugandplay",
    ),
    (Word::Delivery(&["精装"]), "精装 精装修 精装房 fitted fullyfitted"),
    (Word::Delivery(&["带家具"]), "带家具 有家具 拎包入住 拎包 带家私 家具齐全 furnished fullyfurnished withfurniture"),
    (
        Word::Industry(Industry::DataIntelligence),
        "ai 人工智能 大数据 数据 算法 云计算 区块链 软件 互联网 it公司 it企业 it团队 it行业 itcompany itfirm itfirms itcompanies \
         itneighbours 大模型 数字经济 智能 隐私计算 数据智能 信息技术 物联网 芯片 集成电路 机器人 科技 bigdata artificialintelligence software \
         data cloud blockchain tech machinelearning dataintelligence iot saas chip semiconductor internet \
         technology robotics llm 自动驾驶 网络安全 cybersecurity",
    ),
    (
        Word::Industry(Industry::CulturalCreative),
        "文创 文化创意 影视 电竞 游戏 设计 传媒 广告 动漫 直播 视频 文化 短视频 film esports e-sports media design games game gamestudio gaming creative \
         advertising cultureandcreative animation movie culture video 新媒体 出版",
    ),
    (
        Word::Industry(Industry::CommerceServices),
        "商贸 贸易 零售 电商 消费 时尚 美妆 跨境电商 商贸服务 外贸 进出口 retail trade trading e-commerce ecommerce fashion commerce \
         cosmetics consumer commerceandtrade 餐饮 服装 供应链",
    ),
    (
        Word::Industry(Industry::LifeHealth),
        "生物医药 医药 医疗 大健康 健康 生命科学 生物 医疗器械 生命健康 制药 生物科技 基因 biotech pharma medical healthcare lifescience \
         lifesciences health biomedical medicine pharmaceutical lifeandhealth 医美 medtech",
    ),
    (
        Word::Industry(Industry::ProfessionalServices),
        "法律 律所 律师 会计 咨询 人力资源 金融 金融科技 审计 知识产权 专业服务 律师事务所 会计师事务所 猎头 基金 投资 lawfirm law legal consulting \
         accounting hr finance fintech financial professionalservices audit consultancy humanresources \
         recruitment 保险 insurance lawyers",
    ),
    (
        Word::Band(Band::High),
        "高楼层 高区 高层 楼层高 楼层要高 高一点的楼层 highfloor highfloors upperfloor upperfloors highup highzone highlevel \
         ahighfloor topfloors",
    ),
    (
        Word::Band(Band::Low),
        "低楼层 低区 低层 楼层低 楼层要低 lowfloor lowfloors lowerfloor lowerfloors lowzone lowlevel alowfloor",
    ),
    (Word::Band(Band::Middle), "中楼层 中区楼层 中间楼层 中层 middlefloor middlefloors midfloor midfloors middlezone"),
    (Word::Band(Band::Top), "顶层 顶楼 最高层 最顶层 topfloor thetopfloor penthouse"),
    (
        Word::Cheap,
        "便宜 便宜点 便宜的 便宜一点 越便宜越好 租金便宜 租金低 租金越低越好 价格低 实惠 性价比高 cheap cheaper inexpensive affordable lowrent lowcost \
         thecheaperthebetter ascheapaspossible",
    ),
    (Word::Ground, "首层 底层 底楼 临街 groundfloor streetlevel thegroundfloor"),
    (Word::Use(OFFICE), "写字楼 办公楼 商务楼 officebuilding officetower"),
    (Word::Use(&["研发"]), "研发楼 研发办公 研发用房 r&d r&dbuilding laboratory lab 实验室"),
    (Word::Use(&["厂房"]), "厂房 老厂房 工业厂房 factory workshop oldfactory factorybuilding industrialbuilding"),
    (Word::Use(&["创意办公"]), "创意办公 loft creativeoffice 创意园"),
    (Word::Use(&["商业"]), "商铺 店铺 商业用房 shop retailunit shopunit"),
    (Word::Grade("甲级"), "甲级 甲级写字楼 gradea a级 classa primegrade 甲级办公楼"),
    (Word::Grade("乙级"), "乙级 乙级写字楼 gradeb b级 classb 乙级办公楼"),
    (Word::Grade("丙级"), "丙级 gradec classc"),
    (Word::Offer(&["转租"]), "转租 二手 转租的 转租房源 sublet sublets sublease subleases subletting"),
    (Word::Offer(&["意向"]), "意向 有意向的 有意向 interestshown 有人看的"),
    (Word::Offer(&["空置"]), "空置 空置的 空房 空着的 vacant 空的 vacantspace empty"),
    (Word::Parking, "有车位 带车位 有停车位 有停车 停车方便 withparking parking 要车位 carparking onsiteparking"),
    (Word::Like, "类似 类似于 像 参照 similarto like comparableto akinto"),
    (
        Word::Not,
        "不要 不想要 除了 除开 除 不在 非 别 不能 不接受 不考虑 排除 不喜欢 避开 不是 不可以 勿 拒绝 not without no except exceptfor otherthan \
         excluding avoid butnot anythingbut don'twant dontwant notin never 不去 不选 不含 nothinginthe notonthe 不用",
    ),
    (
        Word::Wish,
        "最好 优先考虑 希望 尽量 可以的话 倾向 偏好 如果可以 如有 加分项 ideally preferably prefer nicetohave wouldlike wouldprefer \
         ifpossible hopefully preferring idealis 不一定要 bonus 最好是 最好能 最好有 更希望 we'dlike weprefer bonusfor \
         wouldbenice 优选",
    ),
    (Word::WishBefore, "优先 更好 更佳 加分 为佳 preferred aplus isaplus wouldbenice ispreferred isabonus 为宜 更优"),
    (
        Word::Must,
        "必须 一定 一定要 务必 必需 必须要 硬性 must mustbe musthave required haveto definitely 刚需 needstobe 只要 只考虑 only",
    ),
    (Word::Join, "或 或者 或是 和 与 及 以及 、 or and & | either plus 还是 都行 都可以 均可"),
    (Word::Stop, ", ; 。 ， ； ! ? but 但是 但 不过 然后 另外 并且 而且 : ."),
    (Word::Any, "不限 都行 无所谓 随便 不限制 any noproblem whatever 不重要"),
    (Word::Walk, "步行 走路 走 walk walking minuteswalk minutewalk minwalk 分钟 minutes min. mins minute driving 开车 通勤"),
    (Word::Measure, "个"),
    (
        Word::Filler,
        "入驻时间 入驻日期 时间 日期 总共 合计 一共 total intotal lease starting start we're i'm studio \
         连续 相连 相邻 连着 挨着 的 要 想 想要 找 找个 需要 需 在 有 是 能 请 帮我 帮忙 我们 我 客户 公司 企业 团队 一家 家 做 从事 行业 产业 类 方向 领域 区域 地方 房子 \
         房源 办公室 办公 场地 空间 房 附近 旁边 周边 边上 边 靠近 近 靠 临近 邻近 一带 那边 这边 之前 以前 前 入住 搬 搬入 搬进 搬进去 搬家 可入住 可以 起租 交付 交房 到位 \
         开始 用 使用 用地 为 为主 就 左右的 了 吧 呢 啊 哦 嗯 也 且 又 还 并 把 给 租 租个 租赁 承租 离 距 距离 直线 处 套 左右都 之间 区间 范围 范围内 以 带 一个 一些 \
         几个 有没有 看看 看 想看 推荐 来 最 位于 位置 坐落 建筑 楼宇 楼 里 里面 上 沿线 沿 路边 每 全部 所有 控制 大概是 差不多是 聚集 集聚 多 多的 扎堆 比较 较 尽 急 客 谈 \
         这种 那种 一样 一样的 差不多的 the a an i we need needs want wants looking for lookingfor find me us of in at on \
         by with is are be that which has have having near nearby closeto close nextto around office offices \
         space spaces place places please some company companies firm firms startup start-up industry sector \
         business businesses block area side part from to it should movein move-in moveinto moving available \
         availability free ready date who our client customer prospect team about cluster neighbours \
         neighbors other others can will would also so this there located location somewhere between 介于 \
         straight line as building buildings their they than if station needed people price - ( ) （ ） \" ' “ \
         ” 「 」 [ ] … # / asking hi hello 你好 您好 谢谢 thanks anything something one out up then both within along \
         sized",
    ),
];

/// The words by their first character, so that a place in a line is looked up at once.
pub(super) fn by_first(first: char) -> &'static [(&'static str, Word)] {
    static WORDS_BY_FIRST: std::sync::OnceLock<std::collections::HashMap<char, Vec<(&'static str, Word)>>> =
        std::sync::OnceLock::new();
    let all = WORDS_BY_FIRST.get_or_init(|| {
        let mut all: std::collections::HashMap<char, Vec<(&'static str, Word)>> = std::collections::HashMap::new();
        // Of one word's meanings the first counts: the last of equals is taken.
        for &(meaning, words) in WORDS.iter().rev() {
            for word in words.split_whitespace() {
                if let Some(first) = word.chars().next() {
                    all.entry(first).or_default().push((word, meaning));
                }
            }
        }
        all
    });
    all.get(&first).map_or(&[], Vec::as_slice)
}
