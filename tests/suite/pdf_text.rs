//! What a PDF says: its words through each face's ToUnicode map, and every byte that it holds once its streams are unpacked.
//! Reads what the program writes; refuses PDFs in general.

use std::collections::BTreeMap;
use std::io::Read;

/// A PDF, taken apart.
pub struct Pdf {
    /// Objects by number: the bytes of the object, and its stream, unpacked.
    objects: BTreeMap<u32, (Vec<u8>, Option<Vec<u8>>)>,
}

impl Pdf {
    pub fn read(bytes: &[u8]) -> Self {
        let mut objects = BTreeMap::new();
        let mut at = 0;
        while let Some(found) = find(&bytes[at..], b" obj") {
            let end_of_head = at + found;
            let head: Vec<u8> =
                bytes[..end_of_head].iter().rev().take_while(|b| b.is_ascii_digit() || **b == b' ').copied().collect();
            let head: String = head.into_iter().rev().map(char::from).collect();
            let number: u32 = head.split_whitespace().next().unwrap().parse().unwrap();
            let body = &bytes[end_of_head + 4..];
            let stream = find(body, b"stream").filter(|start| find(&body[..*start], b"endobj").is_none());
            let (dict, stream, past) = match stream {
                Some(start) => {
                    let dict = body[..start].to_vec();
                    let data = start + 6 + if body[start + 6] == b'\r' { 2 } else { 1 };
                    let length: usize = number_after(&dict, "/Length").unwrap();
                    let packed = &body[data..data + length];
                    (dict.clone(), Some(unpacked(&dict, packed)), data + length)
                }
                None => (body[..find(body, b"endobj").unwrap()].to_vec(), None, 0),
            };
            objects.insert(number, (dict, stream));
            at = end_of_head + 4 + past;
        }
        Self { objects }
    }

    /// Everything that is in it, streams unpacked.
    pub fn bytes(&self) -> Vec<u8> {
        let mut all = Vec::new();
        for (dict, stream) in self.objects.values() {
            all.extend_from_slice(dict);
            all.extend_from_slice(stream.as_deref().unwrap_or(&[]));
        }
        all
    }

    /// True when the bytes of an object or an unpacked stream hold some words, as UTF-8 or as UTF-16.
    pub fn holds(&self, words: &str) -> bool {
        let all = self.bytes();
        let utf16: Vec<u8> = words.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let hex: String = utf16.iter().map(|b| format!("{b:02X}")).collect();
        [words.as_bytes(), &utf16, hex.as_bytes(), hex.to_lowercase().as_bytes()].iter().any(|form| find(&all, form).is_some())
    }

    /// What the document says of itself: its information, and its metadata as XML.
    pub fn properties(&self) -> String {
        let mut said = String::new();
        for (dict, stream) in self.objects.values() {
            if find(dict, b"/Title").is_some() || find(dict, b"/Creator").is_some() {
                said.push_str(&String::from_utf8_lossy(dict));
            }
            if find(dict, b"/Metadata").is_some() {
                said.push_str(&String::from_utf8_lossy(stream.as_deref().unwrap_or(&[])));
            }
        }
        said
    }

    /// The objects that say something.
    pub fn with(&self, key: &str) -> usize {
        self.objects.values().filter(|(dict, _)| find(dict, key.as_bytes()).is_some()).count()
    }

    /// The words of all pages and of the forms on them, in the order of their objects, without blanks.
    pub fn text(&self) -> String {
        let mut text = String::new();
        for (number, (dict, stream)) in &self.objects {
            let Some(stream) = stream else { continue };
            let is_form = find(dict, b"/Form").is_some();
            let page = self
                .objects
                .values()
                .find(|(page, _)| find(page, b"/Contents").is_some_and(|at| reference(&page[at + 9..]) == Some(*number)));
            let Some(owner) = page.map(|(page, _)| page).or(is_form.then_some(dict)) else { continue };
            text.push_str(&words(stream, &self.faces(owner)));
            text.push('\n');
        }
        text
    }

    /// The maps from codes to text of the faces that a page or form names.
    fn faces(&self, owner: &[u8]) -> BTreeMap<String, BTreeMap<u16, String>> {
        let resources = match find(owner, b"/Resources") {
            Some(at) => match reference(&owner[at + 10..]) {
                Some(number) => self.objects[&number].0.clone(),
                None => owner[at..].to_vec(),
            },
            None => return BTreeMap::new(),
        };
        let Some(at) = find(&resources, b"/Font") else { return BTreeMap::new() };
        let fonts = &resources[at + 5..];
        let fonts = match reference(fonts) {
            Some(number) => self.objects[&number].0.clone(),
            None => fonts[..find(fonts, b">>").unwrap()].to_vec(),
        };
        let fonts = String::from_utf8_lossy(&fonts).into_owned();
        let mut faces = BTreeMap::new();
        for entry in fonts.split('/').skip(1) {
            let mut words = entry.split_whitespace();
            let (Some(name), Some(Ok(number))) = (words.next(), words.next().map(str::parse::<u32>)) else { continue };
            let font = &self.objects[&number].0;
            let map = find(font, b"/ToUnicode").and_then(|at| reference(&font[at + 10..]));
            if let Some((_, Some(map))) = map.and_then(|map| self.objects.get(&map)) {
                faces.insert(name.to_owned(), cmap(&String::from_utf8_lossy(map)));
            }
        }
        faces
    }
}

/// The words of a content stream.
fn words(content: &[u8], faces: &BTreeMap<String, BTreeMap<u16, String>>) -> String {
    let mut text = String::new();
    let (mut at, mut face, mut name) = (0, None, String::new());
    while at < content.len() {
        match content[at] {
            b'/' => {
                let end = content[at + 1..].iter().position(|b| b" \n\r/[<(".contains(b)).map_or(content.len(), |n| at + 1 + n);
                name = String::from_utf8_lossy(&content[at + 1..end]).into_owned();
                at = end;
            }
            b'T' if content[at..].starts_with(b"Tf") => {
                face = faces.get(&name);
                at += 2;
            }
            b'(' => {
                let (codes, past) = literal(&content[at + 1..]);
                at += 1 + past;
                push(&codes, face, &mut text);
            }
            // What is said about a run, its language say, is no part of it.
            b'<' if content.get(at + 1) == Some(&b'<') => at += find(&content[at..], b">>").map_or(2, |end| end + 2),
            b'<' => {
                let end = at + content[at..].iter().position(|b| *b == b'>').unwrap();
                let digits: String =
                    content[at + 1..end].iter().map(|b| char::from(*b)).filter(char::is_ascii_hexdigit).collect();
                let codes: Vec<u8> =
                    (0..digits.len() / 2).map(|i| u8::from_str_radix(&digits[2 * i..2 * i + 2], 16).unwrap()).collect();
                at = end + 1;
                push(&codes, face, &mut text);
            }
            _ => at += 1,
        }
    }
    text.retain(|c| !c.is_whitespace());
    text
}

fn push(codes: &[u8], face: Option<&BTreeMap<u16, String>>, text: &mut String) {
    let Some(face) = face else { return };
    for code in codes.chunks_exact(2) {
        text.push_str(face.get(&u16::from_be_bytes([code[0], code[1]])).map_or("\u{fffd}", String::as_str));
    }
}

/// The bytes of a literal string, and how many were read.
fn literal(from: &[u8]) -> (Vec<u8>, usize) {
    let (mut bytes, mut at, mut depth) = (Vec::new(), 0, 1);
    while depth > 0 {
        match from[at] {
            b'\\' => {
                at += 1;
                match from[at] {
                    b'n' => bytes.push(b'\n'),
                    b'r' => bytes.push(b'\r'),
                    b't' => bytes.push(b'\t'),
                    b'b' => bytes.push(8),
                    b'f' => bytes.push(12),
                    b'0'..=b'7' => {
                        let digits = from[at..].iter().take(3).take_while(|b| (b'0'..=b'7').contains(b)).count();
                        let value = from[at..at + digits].iter().fold(0_u32, |value, b| value * 8 + u32::from(b - b'0'));
                        bytes.push(value as u8);
                        at += digits - 1;
                    }
                    other => bytes.push(other),
                }
            }
            b'(' => {
                depth += 1;
                bytes.push(b'(');
            }
            b')' => {
                depth -= 1;
                if depth > 0 {
                    bytes.push(b')');
                }
            }
            other => bytes.push(other),
        }
        at += 1;
    }
    (bytes, at)
}

/// A ToUnicode map.
fn cmap(text: &str) -> BTreeMap<u16, String> {
    let mut map = BTreeMap::new();
    let units = |hex: &str| -> Vec<u16> {
        (0..hex.len() / 4).map(|i| u16::from_str_radix(&hex[4 * i..4 * i + 4], 16).unwrap()).collect()
    };
    let mut within = "";
    for line in text.lines() {
        if line.contains("beginbfchar") {
            within = "char";
        } else if line.contains("beginbfrange") {
            within = "range";
        } else if line.contains("endbf") {
            within = "";
        } else if !within.is_empty() {
            let hexes: Vec<&str> = line.split('<').skip(1).filter_map(|part| part.split('>').next()).collect();
            if within == "char" {
                map.insert(units(hexes[0])[0], String::from_utf16_lossy(&units(hexes[1])));
            } else {
                let [from, to, first] = [0, 1, 2].map(|i| units(hexes[i])[0]);
                (from..=to).for_each(|code| drop(map.insert(code, String::from_utf16_lossy(&[first + code - from]))));
            }
        }
    }
    map
}

fn unpacked(dict: &[u8], packed: &[u8]) -> Vec<u8> {
    if find(dict, b"/FlateDecode").is_none() {
        return packed.to_vec();
    }
    let mut plain = Vec::new();
    flate2::read::ZlibDecoder::new(packed).read_to_end(&mut plain).unwrap();
    plain
}

/// `12 0 R` at the start of some bytes.
fn reference(bytes: &[u8]) -> Option<u32> {
    let text = String::from_utf8_lossy(&bytes[..bytes.len().min(24)]).into_owned();
    let mut words = text.trim_start_matches('[').split_whitespace();
    let number = words.next()?.parse().ok()?;
    (words.next() == Some("0") && words.next()?.starts_with('R')).then_some(number)
}

fn number_after<T: std::str::FromStr>(dict: &[u8], key: &str) -> Option<T> {
    let at = find(dict, format!("{key} ").as_bytes())? + key.len() + 1;
    let digits: String = dict[at..].iter().map(|b| char::from(*b)).take_while(char::is_ascii_digit).collect();
    digits.parse().ok()
}

fn find(within: &[u8], what: &[u8]) -> Option<usize> {
    within.windows(what.len()).position(|window| window == what)
}
