//! Which sheet of a workbook is read. Refuses to read it.

use crate::domain::{Dataset, IssueKind, Severity, SourceLayer};
use crate::io::bytes::Refusal;
use crate::io::log::IssueLog;

use super::broken;

/// The sheets to try, in order: the one that the user named, else those that are shown, then the hidden ones.
pub(super) fn order(layers: &[SourceLayer], named: Option<&str>) -> Result<Vec<usize>, Refusal> {
    if let Some(name) = named {
        return match layers.iter().position(|layer| layer.name == name) {
            Some(index) => Ok(vec![index]),
            None => Err(Refusal::Issue(IssueKind::UnknownLayer, name.chars().take(80).collect())),
        };
    }
    let mut order: Vec<usize> = (0..layers.len()).collect();
    order.sort_by_key(|&index| layers[index].hidden);
    Ok(order)
}

/// Reads sheets in an order until one is a table: rows of two columns or more. Where none is, the first with rows counts, or
/// the first. One that is broken does not lose the others.
pub(super) fn choose(
    dataset: &mut Dataset,
    log: &mut IssueLog,
    order: &[usize],
    mut read: impl FnMut(usize, &mut Dataset, &mut IssueLog) -> Result<(), Refusal>,
) -> Result<(), Refusal> {
    let mut best: Option<(Dataset, IssueLog)> = None;
    let mut broken_sheets = Vec::new();
    for &index in order {
        let (mut own, mut own_log) = (dataset.clone(), IssueLog::new(log.file()));
        own.about.layer = Some(index);
        if let Err(refusal) = read(index, &mut own, &mut own_log) {
            broken_sheets.push((index, refusal));
            continue;
        }
        let is_table = !own.is_empty() && own.table.names.len() > 1;
        let is_better = best.as_ref().is_none_or(|(best, _)| best.is_empty() && !own.is_empty());
        if is_table || is_better {
            best = Some((own, own_log));
        }
        if is_table {
            break;
        }
    }
    let Some((own, mut own_log)) = best else {
        return Err(broken_sheets.into_iter().next().map_or_else(|| broken("no sheet"), |(_, refusal)| refusal));
    };
    for (index, refusal) in broken_sheets {
        if let (Refusal::Issue(kind, detail), Some(layer)) = (refusal, own.about.layers.get(index)) {
            own_log.add(own_log.issue(Severity::Warning, kind).with_detail(format!("{}: {detail}", layer.name)));
        }
    }
    (*dataset, *log) = (own, own_log);
    Ok(())
}
