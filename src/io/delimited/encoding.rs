//! The encoding of a text that does not say it, found out, and the text decoded. Refuses to know what the text holds.
//!
//! Chinese exports come as UTF-8, UTF-16, GBK (GB18030) or Big5, mostly without a mark. What is valid UTF-8 is UTF-8; for the
//! rest the encoding is taken under which the text reads as common Chinese, else what chardetng says.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{BIG5, Encoding, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE};

/// So many bytes are looked at where the text is not UTF-8.
const SAMPLE: usize = 1 << 20;
/// Share of the other characters than ASCII that are common ones in Chinese text: real tables of names and addresses have 0.3
/// and more, the wrong encoding under 0.1.
const COMMON_SHARE: f64 = 0.15;
/// A text with so many good characters of several bytes for one bad byte is UTF-8 with damage (cells cut at a byte length).
const GOOD_FOR_ONE_BAD: usize = 20;
/// Decoding side by side pays from here on.
const PIECE: usize = 4 << 20;

/// An encoding, and how it is known.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::io) struct Guess {
    /// The encoding.
    pub encoding: &'static Encoding,
    /// Bytes of the mark that declares it; 0: it was found out.
    pub mark: usize,
}

impl Guess {
    /// What it is called: GBK where no character needs more than that.
    pub fn name(self, bytes: &[u8]) -> &'static str {
        if self.encoding == GB18030 && !has_four_byte_characters(bytes) { GBK.name() } else { self.encoding.name() }
    }
}

/// The encoding that the user has said, by a WHATWG label; a mark at the beginning of the bytes is stronger. None where none is
/// said, or none is called so.
pub(in crate::io) fn said(bytes: &[u8], label: Option<&str>) -> Option<Guess> {
    let encoding = Encoding::for_label(label?.as_bytes())?;
    Encoding::for_bom(bytes).is_none().then_some(Guess { encoding, mark: 0 })
}

/// The encoding of bytes: all of a file, or its head.
pub(in crate::io) fn guess(bytes: &[u8]) -> Guess {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return Guess { encoding, mark };
    }
    let found = |encoding| Guess { encoding, mark: 0 };
    if let Some(encoding) = utf_16(bytes.get(..SAMPLE).unwrap_or(bytes)) {
        return found(encoding);
    }
    let Err(error) = std::str::from_utf8(bytes) else { return found(UTF_8) };
    if error.error_len().is_none() && error.valid_up_to() + 4 > bytes.len() {
        // Only the last character is cut.
        return found(UTF_8);
    }
    // Around the first bad byte, in whole lines, so that no character is cut.
    let wanted = error.valid_up_to().saturating_sub(SAMPLE / 2);
    let line = |at: usize| bytes.get(..at).and_then(|head| memchr::memrchr(b'\n', head)).map_or(0, |at| at + 1);
    let start = if wanted == 0 { 0 } else { line(wanted) };
    let sample = bytes.get(start..).unwrap_or_default();
    let sample = sample.get(..SAMPLE).unwrap_or(sample);
    let sample = if sample.len() == SAMPLE { whole_lines(sample) } else { sample };
    found(if is_damaged_utf_8(sample) { UTF_8 } else { legacy(sample) })
}

/// The text of bytes, and how many characters could not be decoded: they are U+FFFD in it.
pub(in crate::io) fn decode(bytes: &[u8], guess: Guess, threads: usize) -> (Cow<'_, str>, u64) {
    let body = bytes.get(guess.mark..).unwrap_or_default();
    if guess.encoding == UTF_8
        && let Ok(text) = std::str::from_utf8(body)
    {
        return (Cow::Borrowed(text), 0);
    }
    let pieces = pieces(body, guess.encoding, threads);
    let texts: Vec<(String, bool)> = std::thread::scope(|scope| {
        let decode = |piece| {
            let (text, bad) = guess.encoding.decode_without_bom_handling(piece);
            (text.into_owned(), bad)
        };
        let (last, others) = pieces.split_last().map_or((&body, &[][..]), |(last, others)| (last, others));
        let workers: Vec<_> = others.iter().map(|piece| scope.spawn(move || decode(piece))).collect();
        let last = decode(last);
        workers.into_iter().map(|worker| worker.join().unwrap_or_default()).chain([last]).collect()
    });
    let bad = texts.iter().any(|(_, bad)| *bad);
    let mut parts = texts.into_iter().map(|(text, _)| text);
    let mut text = parts.next().unwrap_or_default();
    parts.for_each(|part| text.push_str(&part));
    let bad = if bad { memchr::memmem::find_iter(text.as_bytes(), "\u{FFFD}").count() as u64 } else { 0 };
    (Cow::Owned(text), bad)
}

/// Pieces that begin after a line end, one a thread. In all encodings here but UTF-16 the byte of a line end is never part of
/// another character.
fn pieces<'a>(body: &'a [u8], encoding: &'static Encoding, threads: usize) -> Vec<&'a [u8]> {
    let mut pieces = Vec::new();
    let mut rest = body;
    let wide = encoding == UTF_16LE || encoding == UTF_16BE;
    let mut wanted = if wide { 1 } else { threads.clamp(1, (body.len() / PIECE).max(1)) };
    while wanted > 1 {
        let half = rest.len() / wanted;
        let Some(end) = rest.get(half..).and_then(|tail| memchr::memchr(b'\n', tail)) else { break };
        let (piece, tail) = rest.split_at(half + end + 1);
        pieces.push(piece);
        (rest, wanted) = (tail, wanted - 1);
    }
    pieces.push(rest);
    pieces
}

/// UTF-16 without a mark: line ends, digits and separators have a zero byte on one side.
fn utf_16(sample: &[u8]) -> Option<&'static Encoding> {
    let zeros = |first: usize| sample.iter().skip(first).step_by(2).filter(|&&byte| byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let units = sample.len() / 2;
    if units < 2 || (even + odd) * 20 < units {
        return None;
    }
    let encoding = if odd > 10 * even {
        UTF_16LE
    } else if even > 10 * odd {
        UTF_16BE
    } else {
        return None;
    };
    let (text, bad) = encoding.decode_without_bom_handling(sample.get(..units * 2)?);
    let known =
        text.chars().filter(|&c| c < '\u{250}' && c != '\0' || matches!(c, '\u{3000}'..='\u{30FF}') || is_common(c)).count();
    (!bad && 2 * known > units).then_some(encoding)
}

fn is_damaged_utf_8(sample: &[u8]) -> bool {
    let (mut good, mut bad) = (0, 0);
    for chunk in sample.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good >= GOOD_FOR_ONE_BAD * bad
}

/// The encoding of what is neither UTF-8 nor UTF-16.
fn legacy(sample: &[u8]) -> &'static Encoding {
    let chinese = [GB18030, BIG5].map(|encoding| (commonness(sample, encoding), encoding));
    let best = if chinese[1].0 > chinese[0].0 { chinese[1] } else { chinese[0] };
    if best.0 >= COMMON_SHARE {
        return best.1;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(sample, true);
    let told = detector.guess(Some(b"cn"), Utf8Detection::Deny);
    if told == GBK { GB18030 } else { told }
}

/// How much of the text reads as common Chinese under an encoding: the share of common characters among all but ASCII, less
/// what cannot be decoded.
fn commonness(sample: &[u8], encoding: &'static Encoding) -> f64 {
    let (text, _) = encoding.decode_without_bom_handling(sample);
    let (mut all, mut common, mut bad) = (0_u32, 0_u32, 0_u32);
    for character in text.chars().filter(|c| !c.is_ascii()) {
        all += 1;
        common += u32::from(is_common(character));
        bad += u32::from(matches!(character, '\u{FFFD}' | '\u{E000}'..='\u{F8FF}'));
    }
    if all == 0 { 0.0 } else { (f64::from(common) - 10.0 * f64::from(bad)) / f64::from(all) }
}

/// The characters most frequent in Chinese text, and in names, addresses and headers of tables; simplified and traditional.
const COMMON: &str = "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道\
    行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心本前开但因只从想实日军者意无力它与长把机\
    十民第公此已工使情明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产或新己制身果加西斯月\
    话合回特代内信表化老给世位次度门任常先海通教儿原东声提立及比员解水名真论处走义各入几口认条平系气题活尔更别打女变四神\
    总何电数安少报才结反受目太量再感建务做接必场件计管期市直德资命山金指克许统区保至队形社便空决治展马科司五基眼书非则听\
    白却界达光放强即像难且权思王象完设式色路记南品住告类求据程北边死张该交规万取拉格望觉术领共确传师观清今切院让识候带导\
    争运笔陆八百六七九千元址号编码称楼栋层室厦座园街道镇村弄巷租售积状态企经度纬备注序联系电话型有限责任股份集团贸易技咨询\
    服务投融网络软件智能医药商贸服装饮店铺广告文化传媒实业静安黄浦闸徐汇长宁普陀虹杨闵宝嘉浦江松青奉贤崇深圳州京津渝\
    國這們來時會對說過發後學經麼動開關點與長機還進實樣見產業將兩間問並應戰頭體無為從區縣鄉鎮號樓層廈園稱編碼聯繫電話備註類\
    臺灣臺高雄新竹縣份限責團貿術資訊務網路軟體醫藥館場廣東廠總認論義氣題別變員報結務計統處決設記規張傳師觀領帶導爭運";

fn is_common(character: char) -> bool {
    use std::sync::OnceLock;
    static SORTED: OnceLock<Vec<char>> = OnceLock::new();
    let sorted = SORTED.get_or_init(|| {
        let mut characters: Vec<char> = COMMON.chars().filter(|c| !c.is_ascii()).collect();
        characters.sort_unstable();
        characters.dedup();
        characters
    });
    sorted.binary_search(&character).is_ok()
}

/// True when a character of four bytes occurs, which GBK does not have: its second byte is a digit.
fn has_four_byte_characters(bytes: &[u8]) -> bool {
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        if byte < 0x80 {
            at += 1;
            continue;
        }
        if bytes.get(at + 1).is_some_and(u8::is_ascii_digit) && byte != 0x80 {
            return true;
        }
        at += 2;
    }
    false
}

fn whole_lines(sample: &[u8]) -> &[u8] {
    memchr::memrchr(b'\n', sample).and_then(|end| sample.get(..=end)).unwrap_or(sample)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn encoded(text: &str, encoding: &'static Encoding) -> Vec<u8> {
        encoding.encode(text).0.into_owned()
    }

    fn told(bytes: &[u8]) -> &'static str {
        guess(bytes).name(bytes)
    }

    #[test]
    fn short_headers_are_told_apart() {
        let simplified = "名称,地址,面积\n静安大厦,南京西路1号,1200\n";
        let traditional = "名稱,地址,電話\n台北大樓,信義路五段7號,0212345678\n";
        assert_eq!(told(simplified.as_bytes()), "UTF-8");
        assert_eq!(told(&encoded(simplified, GBK)), "GBK");
        assert_eq!(told(&encoded(traditional, BIG5)), "Big5");
        assert_eq!(told(&encoded(traditional, GBK)), "GBK");
        assert_eq!(told(&encoded("名称,生僻字\n静安大厦,𠮷㐀㐁\n", GB18030)), "gb18030");
        assert_eq!(told(b"name,city\nCaf\xE9 de la Gare,Montr\xE9al\nH\xF4tel,Orl\xE9ans\n"), "windows-1252");
    }

    #[test]
    fn utf_16_is_known_with_and_without_its_mark() {
        let text = "名称,面积\n静安大厦,1200\n";
        let units: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let marked = [&[0xFF, 0xFE], units.as_slice()].concat();
        for (bytes, name, mark) in [(&units, "UTF-16LE", 0), (&big, "UTF-16BE", 0), (&marked, "UTF-16LE", 2)] {
            let found = guess(bytes);
            assert_eq!((found.encoding.name(), found.mark), (name, mark));
            assert_eq!(decode(bytes, found, 2), (Cow::Borrowed(text), 0));
        }
    }

    #[test]
    fn a_few_bad_bytes_do_not_change_the_encoding() {
        let mut bytes = "上海市静安区南京西路,静安寺\n".repeat(20).into_bytes();
        bytes.extend(b"\xE4\xB8,cut\n");
        let found = guess(&bytes);
        assert_eq!(found.encoding, UTF_8);
        assert_eq!(decode(&bytes, found, 1).1, 1);
    }

    #[test]
    fn pieces_decode_to_the_same_text() {
        let text = "企业名称,地址\n上海静安某某有限公司,\"江场路\n100弄\"\n".repeat(200_000);
        let bytes = encoded(&text, GBK);
        let found = guess(&bytes);
        assert!(bytes.len() > 2 * PIECE);
        assert_eq!(decode(&bytes, found, 3), (Cow::Borrowed(text.as_str()), 0));
    }
}
