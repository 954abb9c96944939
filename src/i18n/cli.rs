//! What the command line says. Refuses names of arguments of its own: they are the same in both languages.

use super::Lang;

/// The help text.
pub fn help(lang: Lang) -> &'static str {
    lang.pick(HELP_ZH, HELP_EN)
}

crate::texts! {
    /// Sentences of the command line.
    pub enum CliText {
        UnknownOption "不认识选项 {}。" "Unknown option {}.";
        MissingValue "选项 {} 缺少值。" "The option {} needs a value.";
        BadValue "选项 {} 的值“{}”不可用，应为 {}。" "The option {} cannot be \"{}\"; it takes {}.";
        ConvertNeeds "convert 需要一个输入文件和一个输出文件。" "convert needs one file to read and one to write.";
        DiffNeeds "diff 需要旧、新两个文件。" "diff needs two files: the old one and the new one.";
        FindNeeds "find 需要一句话，说明要找什么样的空间。" "find needs a line that says what space is wanted.";
        StackNeeds "stack 需要一栋楼和 --out 文件.svg|.png|.pdf。" "stack needs a building and --out FILE.svg|.png|.pdf.";
        StackDay "--date 须在基准日 {} 与五年后 {} 之间。" "--date has to lie between the reference date {} and five years after it, {}.";
        NoBuilding "没有叫“{}”的楼宇。可用名称、拼音或编号（如 B0001）。" "No building is called \"{}\". Give a name, pinyin or a key such as B0001.";
        NearBuildings "没有叫“{}”的楼宇。相近的有：{}" "No building is called \"{}\". Near it are:{}";
        SeveralBuildings "有几栋楼宇符合“{}”，请用编号指明：{}" "Several buildings fit \"{}\"; name one by its key:{}";
        NoSuchColumn "文件没有列“{}”。有：{}" "The file has no column \"{}\". There are: {}";
        NoSuchField "没有字段“{}”。可用：{}" "There is no field \"{}\". There are: {}";
        NoFiles "check 需要至少一个文件。" "check needs at least one file.";
        RenderNeeds "render 需要 {}。" "render needs {}.";
        RenderAlone "{} 与 {} 须同时给出。" "{} and {} go together.";
        RenderEither "{} 与 {} 只能给出一个。" "Give either {} or {}.";
        NoSuchLayer "没有图层 {}。可用：{}" "There is no layer {}. There are: {}";
        NotReadable "无法载入 {}：\n{}" "{} could not be loaded:\n{}";
        NotWritten "无法写入 {}：{}。请检查路径和权限。" "{} could not be written: {}. Check the path and its permissions.";
        AlreadyThere "{} 已经存在，未写入。请换一个文件名，或先移走它。" "{} is there already; nothing was written. Give another name, or move it away first.";
        SeeHelp "用法见 yuantu --help。" "See yuantu --help.";
        FeatureCount "{} 个要素" "{} features";
        ErrorCount "{} 个错误" "{} errors";
        WarningCount "{} 个提醒" "{} warnings";
        NotLoaded "未载入" "not loaded";
        InAll "（共 {} 处）" " ({} places)";
        Embedded "内置数据" "Embedded data";
        Kind "种类" "Kind";
        Geometry "几何" "Geometry";
        Bounds "范围" "Bounds";
        Source "来源" "Source";
        AsOf "数据日期" "As of";
        ConfidenceLevel "可信度" "Confidence";
        Fields "字段" "Fields";
        NotStated "未注明" "not stated";
        NoBounds "无几何" "no geometry";
        TypeText "文字" "text";
        TypeNumber "数字" "number";
        TypeBool "是/否" "yes/no";
        TypeMixed "混合" "mixed";
        TypeEmpty "空" "empty";
    }
}

const HELP_ZH: &str = "\
园图：产业园区地图工作台

用法：
  yuantu [文件…]                    打开窗口；没有文件时显示内置的园区；.yuantu 文件是工作区
  yuantu info [文件…] [--json]      图层、种类、要素数、范围、字段；没有文件时为内置数据
  yuantu check 文件… [--json]       检查文件，列出每个错误和提醒
               [--geometry]         同时检查几何：自相交、尖刺、重叠、空隙等
  yuantu render --out 图.png|.svg|.pdf --size 宽x高 [文件…]
                                    不开窗口，直接出图
  yuantu convert 输入 输出.geojson|csv|xlsx|shp|gpkg|fgb
                                    换一种格式或坐标系
  yuantu diff 旧文件 新文件 [--key 列] [--json]
                                    新交付的数据增加、删除、移动、修改了什么
  yuantu find \"一句话\" [--json] [--limit N] [--weights area=30,rent=20…] [--confidential] [文件…]
              [--pdf 文件.pdf|.png|.xlsx] [--template 文件夹] [--prospect 名称] [--approval 编号]
                                    按一句话找空间，中英文均可，如“60人 AI 北区 800–1200平 5元以下 近地铁 3月前”
  yuantu stack 楼宇 --out 图.svg|.png|.pdf [--date YYYY-MM-DD] [--by status|expiry|industry] [--confidential] [文件…]
                                    一栋楼的租控图；楼宇可用名称、拼音或编号

选项：
  --date YYYY-MM-DD   基准日，租约据此计算（默认为数据中最新的日期）；租控图：要看的日期，至多五年后
  --center 经度,纬度 --scale N      出图：中心（WGS84 度）与比例 1:N（96 dpi）
  --bbox 西,南,东,北                出图：范围（WGS84 度）
  --theme light|dark|projector      出图：配色
  --layers a,b                      出图：只画这些图层（blocks, parks, buildings …）
  --approval 编号                   出图：审图号，印在图上，代替“内部资料 未经审图 不得公开”
  --from 坐标系       转换：输入的坐标系（WGS84、GCJ-02、BD-09、EPSG:4549、WKT、PROJ 文本）
  --to 坐标系         转换：输出的坐标系（默认 WGS84）
  --sheet 名称        转换：读取哪个工作表或图层
  --map 列=字段       转换：某列的含义（字段名如 name、area_m2、lon；可多次给出）
  --limit N           找空间：最多列出 N 处
  --weights 名=值,…   找空间：权重（area, rent, metro, industry, delivery, expansion, wishes）
  --confidential      找空间、租控图：不含承租企业名称、已出租房源的租金和备注
  --pdf 文件          找空间：把前六处写成一页简报（.pdf、.png），或写成清单（.xlsx）
  --template 文件夹   找空间：用其中的 brief.typ 和 logo.svg/.png/.jpg 排版
  --prospect 名称     找空间：简报为谁而做
  --by 名             租控图：按状态、到期或产业着色（status, expiry, industry）
  --key 列            对比：按哪一列认定同一行（默认按编号，否则按名称与位置）
  --json              输出 JSON
  --lang zh|en        文字的语言（默认 zh；窗口默认沿用上次）
  -h, --help          显示本说明
  -V, --version       显示版本

文件：GeoJSON 及其序列、CSV、XLSX、XLS、ODS、Shapefile、GeoPackage、FlatGeobuf、KML，以及它们的 gzip、zip、KMZ。
退出码：0 无错误，1 有文件出错，2 用法不对。
";

const HELP_EN: &str = "\
Yuantu: a map workbench for an innovation park

Usage:
  yuantu [FILE…]                    opens the window; without a file, the park that ships with it; a .yuantu file is a workspace
  yuantu info [FILE…] [--json]      layers, kinds, counts, bounds, fields; without a file, the embedded data
  yuantu check FILE… [--json]       checks files and lists every error and warning
               [--geometry]         and their geometry: crossings, spikes, overlaps, gaps …
  yuantu render --out FILE.png|.svg|.pdf --size WxH [FILE…]
                                    makes a picture, without a window
  yuantu convert IN OUT.geojson|csv|xlsx|shp|gpkg|fgb
                                    another format, another coordinate system
  yuantu diff OLD NEW [--key COLUMN] [--json]
                                    what a new delivery adds, removes, moves and changes
  yuantu find \"TEXT\" [--json] [--limit N] [--weights area=30,rent=20…] [--confidential] [FILE…]
              [--pdf FILE.pdf|.png|.xlsx] [--template FOLDER] [--prospect NAME] [--approval NUMBER]
                                    space for a prospect from one line, such as \"60 people AI north 800-1200 sqm under 5 yuan near metro by March\"
  yuantu stack BUILDING --out FILE.svg|.png|.pdf [--date YYYY-MM-DD] [--by status|expiry|industry] [--confidential] [FILE…]
                                    the stacking plan of a building, by its name, pinyin or key

Options:
  --date YYYY-MM-DD   reference date from which leases count (default: the newest in the data); stack: the day that is shown
  --center LON,LAT --scale N        render: the middle (degrees WGS84) and a scale of 1:N at 96 dpi
  --bbox W,S,E,N                    render: the bounds (degrees WGS84)
  --theme light|dark|projector      render: the palette
  --layers a,b                      render: only these layers (blocks, parks, buildings …)
  --approval NUMBER                 render: the map approval number, printed in place of \"map not reviewed\"
  --from CRS          convert: the system of IN (WGS84, GCJ-02, BD-09, EPSG:4549, WKT, a PROJ text)
  --to CRS            convert: the system of OUT (default WGS84)
  --sheet NAME        convert: the sheet or layer to read
  --map COLUMN=FIELD  convert: what a column means (name, area_m2, lon …); may be given again
  --limit N           find: the most places that are listed
  --weights NAME=N,…  find: weights (area, rent, metro, industry, delivery, expansion, wishes)
  --confidential      find, stack: without tenants' names, rents of let space and notes
  --pdf FILE          find: the first six on one page (.pdf, .png), or the list (.xlsx)
  --template FOLDER   find: sets the page with the brief.typ and the logo.svg/.png/.jpg there
  --prospect NAME     find: whom the page is for
  --by NAME           stack: colours by status, expiry or industry
  --key COLUMN        diff: the column by which rows are the same (default: the id, else name and place)
  --json              print JSON
  --lang zh|en        language of the texts (default zh; of the window, as it was last)
  -h, --help          show this help
  -V, --version       show the version

Files: GeoJSON and sequences of it, CSV, XLSX, XLS, ODS, shapefile, GeoPackage, FlatGeobuf, KML; also as gzip, zip or KMZ.
Exit codes: 0 no error, 1 a file has one, 2 wrong usage.
";
