//! Numbers for tests that try many cases. Refuses to be different from run to run.

/// Numbers in 0..1 from a fixed start (SplitMix64).
pub(crate) fn numbers(start: u64) -> impl FnMut() -> f64 {
    let mut state = start;
    move || {
        state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = state;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
    }
}
