//! A fence round crates that read containers: a panic in one of them is a broken file, not the end of the program. Refuses to
//! hide panics of our own code.

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::domain::IssueKind;

use super::bytes::Refusal;

/// Runs what calls into such a crate. What it was building is dropped when it panics, so that nothing half made is seen.
pub(super) fn guard<T>(container: &str, run: impl FnOnce() -> Result<T, Refusal>) -> Result<T, Refusal> {
    catch_unwind(AssertUnwindSafe(run))
        .unwrap_or_else(|_| Err(Refusal::Issue(IssueKind::BrokenFile, format!("{container}: reader stopped"))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_a_broken_file() {
        let refused = guard::<()>("zip", || panic!("on purpose"));
        assert!(matches!(refused, Err(Refusal::Issue(IssueKind::BrokenFile, _))));
    }
}
