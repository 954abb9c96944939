//! The first features of a long text as a whole text, for a preview of a file of any size. Refuses to look into them.

/// Up to so many features (at least one) from the start of a text, closed as the text would be; `is_cut`: the bytes are only the
/// start. None where there is nothing to cut off, or nothing would be left.
pub(in crate::io) fn head(bytes: &[u8], is_cut: bool, most: usize) -> Option<Vec<u8>> {
    let mut open = Vec::new();
    let (mut in_string, mut escaped, mut features) = (false, false, 0);
    // Where the last whole feature ends, and what is open there.
    let mut last: Option<(usize, Vec<u8>)> = None;
    for (at, &byte) in bytes.iter().enumerate() {
        if in_string {
            in_string = escaped || byte != b'"';
            escaped = !escaped && byte == b'\\';
            continue;
        }
        match byte {
            b'"' => in_string = true,
            b'{' => open.push(b'}'),
            b'[' => open.push(b']'),
            b'}' | b']' => {
                if open.pop() != Some(byte) {
                    return None;
                }
                // A feature of a collection, of a bare array, of a sequence.
                if byte == b'}' && matches!(open.as_slice(), b"}]" | b"]" | b"") {
                    features += 1;
                    last = Some((at + 1, open.clone()));
                    if features >= most.max(1) {
                        break;
                    }
                }
            }
            _ => {}
        }
    }
    let (end, open) = last.filter(|&(end, _)| is_cut || end < bytes.trim_ascii_end().len())?;
    let mut text = bytes.get(..end)?.to_vec();
    text.extend(open.iter().rev());
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_after_a_feature_and_closed() {
        let cut = |text: &str, most: usize| head(text.as_bytes(), true, most).map(|text| String::from_utf8(text).unwrap());
        let collection = r#"{"crs":{"a":[{"b":1}]},"features":[{"p":{"t":"}]\""}},{"p":2},{"p":3"#;
        assert_eq!(cut(collection, 1).as_deref(), Some(r#"{"crs":{"a":[{"b":1}]},"features":[{"p":{"t":"}]\""}}]}"#));
        assert_eq!(cut(collection, 9).as_deref(), Some(r#"{"crs":{"a":[{"b":1}]},"features":[{"p":{"t":"}]\""}},{"p":2}]}"#));
        assert_eq!(cut("[{},{}", 1).as_deref(), Some("[{}]"));
        assert_eq!(cut("{}\n{}\n{", 5).as_deref(), Some("{}\n{}"));
        assert_eq!((cut("[1,2", 1), cut("}", 1)), (None, None));
        assert_eq!(head(b"[{}]", false, 9), Some(b"[{}]".to_vec()));
    }
}
