//! What a search of the park that ships with the program finds, as people type it.

use std::ops::ControlFlow;
use std::sync::Arc;

use yuantu::domain::DatasetKind;
use yuantu::i18n::Lang;
use yuantu::search::{Group, SearchIndex};

fn park() -> SearchIndex {
    let datasets: Vec<_> = yuantu::io::embedded::load_all(2).into_iter().map(Arc::new).collect();
    SearchIndex::build(&datasets, &|_, _| ControlFlow::Continue(())).unwrap()
}

/// The names found of a kind, best first.
fn names(groups: &[Group], kind: DatasetKind) -> Vec<String> {
    let group = groups.iter().find(|group| group.kind == kind);
    group.map_or_else(Vec::new, |group| group.hits.iter().map(|hit| hit.name.clone()).collect())
}

#[test]
fn people_find_what_they_type() {
    let index = park();
    let first = |text: &str, kind| {
        let found = names(&index.search(text, Lang::Zh, 8), kind);
        found.first().cloned().unwrap_or_else(|| panic!("nothing of {kind:?} for {text}"))
    };
    for text in ["市北", "市北高新", "shibeigaoxin", "sbgxyq", "Shibei Hi-Tech"] {
        assert_eq!(first(text, DatasetKind::Parks), "市北高新园区", "{text}");
    }
    for text in ["汶水", "wenshui", "Wenshui Road", "wensui", "wsl"] {
        assert_eq!(first(text, DatasetKind::Stations), "汶水路", "{text}");
    }
    assert_eq!(first("800秀", DatasetKind::Parks), "800秀");
    assert_eq!(first("shanghaimaxicheng", DatasetKind::Stations), "上海马戏城");
    assert_eq!(first("pengyuepu", DatasetKind::Waterways), "彭越浦");
    assert_eq!(first("daninglingshi", DatasetKind::Green), "大宁灵石公园");
    assert_eq!(first("kasike", DatasetKind::Institutions), "卡斯柯");
    assert_eq!(first("qkl", DatasetKind::Projects), "上海市北区块链生态谷");
    assert_eq!(first("上海可持续发展创新中心", DatasetKind::Institutions), "联合国开发计划署全球金融科技创新中心");
    assert_eq!(first("beibu", DatasetKind::Blocks), "北部");
    assert_eq!(first("上海大学", DatasetKind::Sites), "上海大学（延长校区）");
}

#[test]
fn every_named_station_street_and_park_is_found_by_its_own_name() {
    let index = park();
    for dataset in yuantu::io::embedded::load_all(2) {
        if !matches!(dataset.kind, DatasetKind::Stations | DatasetKind::Parks | DatasetKind::Blocks | DatasetKind::Projects) {
            continue;
        }
        for row in 0..dataset.len() {
            for (field, lang) in [(yuantu::domain::Field::Name, Lang::Zh), (yuantu::domain::Field::NameEn, Lang::En)] {
                let Some(name) = dataset.text(row, field) else { continue };
                let found = names(&index.search(name, lang, 3), dataset.kind);
                assert!(found.iter().any(|hit| hit == name), "{name}: {found:?}");
            }
        }
    }
}
