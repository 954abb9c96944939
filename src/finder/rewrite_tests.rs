//! What is written into a line is read as the same again: every aspect, in both languages; and a line keeps all else when a piece
//! of it changes.

use std::ops::ControlFlow;
use std::sync::{Arc, OnceLock};

use crate::analysis::reference::reference_date;
use crate::domain::Industry;
use crate::i18n::Lang;
use crate::index::{ActiveSets, ParkModel};
use crate::io::embedded;

use super::choices;
use super::criteria::{Aspect, Band, Criterion, Named, Want};
use super::market::Market;
use super::parse::{M2_EACH, parse};
use super::reasons::criterion_name;
use super::rewrite::{Hand, Said};

fn market() -> &'static Market {
    static MARKET: OnceLock<Market> = OnceLock::new();
    MARKET.get_or_init(|| {
        let mut sets = ActiveSets::default();
        for dataset in embedded::load_all(0) {
            sets.set(dataset.kind, Some(Arc::new(dataset)));
        }
        let date = reference_date(&sets);
        let model = ParkModel::join(sets, &|_, _| ControlFlow::Continue(())).unwrap();
        Market::build(Arc::new(model), date)
    })
}

fn hand(lang: Lang) -> Hand<'static> {
    Hand { market: market(), m2_each: M2_EACH, lang }
}

fn named(aspect: Aspect, count: usize) -> Vec<Named> {
    choices::places(market(), aspect, "", count).0
}

/// Criteria of an aspect as its editor can make them.
fn examples(aspect: Aspect) -> Vec<Criterion> {
    use Aspect as A;
    let range = |least: Option<f64>, most: Option<f64>| Want::Range { least, most };
    let terms = |all: &[&str]| Want::Terms(all.iter().map(|term| (*term).to_owned()).collect());
    let places = |count, within_m| Want::Places { places: named(aspect, count), within_m };
    let firms = |least, within_m| Want::Firms { industry: Industry::LifeHealth, least, within_m };
    let wants = match aspect {
        A::Area => vec![
            range(Some(800.0), Some(1200.0)),
            range(None, Some(450.0)),
            range(Some(1250.5), None),
            range(Some(600.0), Some(600.0)),
        ],
        A::People => vec![
            Want::People { least: 60.0, most: 60.0, m2_each: M2_EACH },
            Want::People { least: 45.0, most: 55.0, m2_each: [10.0, 15.0] },
        ],
        A::Rent => vec![range(None, Some(5.0)), range(Some(3.5), Some(4.25)), range(None, Some(42.0))],
        A::Budget => vec![range(None, Some(1_200_000.0)), range(None, Some(855_000.0))],
        A::Block | A::Park | A::Building | A::Like => vec![places(1, 0.0)],
        A::Street => vec![places(1, 150.0), places(1, 300.0)],
        A::Station => vec![places(1, 800.0), places(1, 500.0), places(2, 600.0)],
        A::Metro => vec![range(None, Some(800.0)), range(None, Some(450.0))],
        A::Within => vec![],
        A::Available => vec![Want::By("2027-03-31".parse().unwrap()), Want::By("2028-01-05".parse().unwrap())],
        A::WholeFloor | A::Divisible => vec![Want::Yes],
        A::Floors => {
            vec![range(None, Some(1.0)), range(Some(2.0), Some(2.0)), range(None, Some(3.0)), range(Some(2.0), Some(4.0))]
        }
        A::Pieces => vec![range(None, Some(1.0)), range(None, Some(3.0))],
        A::Delivery => vec![terms(&["精装"]), terms(&["标准交付", "精装"]), terms(&["毛坯"]), terms(&["带家具"])],
        A::ClearHeight => vec![range(Some(3.0), None), range(Some(2.8), Some(3.6))],
        A::FloorHeight => vec![range(Some(4.5), None)],
        A::FloorLoad => vec![range(Some(5.0), None), range(Some(3.5), None)],
        A::Power => vec![range(Some(80.0), None)],
        A::Parking => vec![range(Some(50.0), None)],
        A::Level => {
            vec![range(Some(3.0), Some(8.0)), range(Some(10.0), None), range(None, Some(5.0)), range(Some(6.0), Some(6.0))]
        }
        A::Band => [Band::Low, Band::Middle, Band::High, Band::Top].map(Want::Band).into(),
        A::Industry => vec![firms(1.0, 500.0), firms(10.0, 500.0), firms(1.0, 1000.0), firms(20.0, 800.0)],
        A::Use => vec![terms(&["研发"]), terms(&["厂房"]), terms(&["办公", "商办", "创意办公"])],
        A::Grade => vec![terms(&["甲级"]), terms(&["甲级", "乙级"])],
        A::Offer => vec![terms(&["空置"]), terms(&["空置", "转租"])],
        A::Efficiency => vec![range(Some(70.0), None)],
        A::ServiceCharge => vec![range(None, Some(25.0)), range(None, Some(12.5))],
    };
    wants.into_iter().map(|want| Criterion::must(aspect, want)).collect()
}

/// With must, wish and turned round, as far as these make sense.
fn all_examples() -> Vec<Criterion> {
    let mut all = Vec::new();
    for aspect in Aspect::ALL {
        for criterion in examples(aspect) {
            all.push(criterion.clone());
            all.push(Criterion { must: false, ..criterion.clone() });
            if !aspect.is_of_the_whole() && !matches!(criterion.want, Want::Range { .. } | Want::By(_)) && aspect != Aspect::Like
            {
                all.push(Criterion { except: true, ..criterion });
            }
        }
    }
    all
}

#[test]
fn every_criterion_can_be_written_and_read_again() {
    let mut wrong = Vec::new();
    for lang in [Lang::Zh, Lang::En] {
        for criterion in all_examples() {
            let said = hand(lang).add(&Said::default(), criterion.clone());
            if !said.beside.is_empty() {
                let words = super::say::words_of(&criterion, M2_EACH, lang);
                let read = words.clone().map(|words| parse(&words, market(), M2_EACH).criteria);
                wrong.push(format!(
                    "{} ({lang:?}, must {}): {words:?} read as {read:?}",
                    criterion_name(&criterion, lang),
                    criterion.must
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{} stand beside the line:\n{}", wrong.len(), wrong.join("\n"));
}

const CALL: &str = "60人 AI 北区 800–1200㎡ <5元 近地铁 3月前 要能看到黄浦江";

#[test]
fn a_piece_changes_and_all_else_stays() {
    let said = Said { text: CALL.into(), beside: Vec::new() };
    let before = parse(CALL, market(), M2_EACH);
    let rent = before.criteria.iter().position(|c| c.aspect == Aspect::Rent).unwrap();
    let dearer = Criterion::must(Aspect::Rent, Want::Range { least: None, most: Some(5.3) });
    let after = hand(Lang::Zh).replace(&said, rent, Some(dearer));
    assert_eq!(after.text, CALL.replace("<5元", "≤5.3元"));
    let without = hand(Lang::Zh).replace(&said, rent, None);
    assert_eq!(without.text, CALL.replace("<5元 ", ""));
    let read = parse(&without.text, market(), M2_EACH);
    assert_eq!((read.criteria.len(), read.not_understood.len()), (before.criteria.len() - 1, before.not_understood.len()));
}

#[test]
fn each_piece_of_a_call_can_become_a_wish_or_go() {
    let said = Said { text: CALL.into(), beside: Vec::new() };
    let before = parse(CALL, market(), M2_EACH);
    for (at, criterion) in before.criteria.iter().enumerate() {
        let turned = Criterion { must: false, ..criterion.clone() };
        let after = hand(Lang::Zh).replace(&said, at, Some(turned.clone()));
        let read = parse(&after.text, market(), M2_EACH);
        assert_eq!(read.criteria.len(), before.criteria.len(), "{}", after.text);
        assert_eq!((read.criteria[at].must, &read.criteria[at].want), (false, &turned.want), "{}", after.text);
        let without = parse(&hand(Lang::Zh).replace(&said, at, None).text, market(), M2_EACH);
        assert_eq!(without.criteria.len(), before.criteria.len() - 1);
        assert!(without.criteria.iter().all(|c| c.aspect != criterion.aspect));
    }
}

#[test]
fn pieces_that_lie_within_each_other_are_written_anew() {
    // The two blocks are one criterion whose words lie around the area.
    let text = "北部 500平左右 中部";
    let said = Said { text: text.into(), beside: Vec::new() };
    let before = parse(text, market(), M2_EACH);
    let block = before.criteria.iter().position(|c| c.aspect == Aspect::Block).unwrap();
    let one = Criterion::must(Aspect::Block, Want::Places { places: named(Aspect::Block, 1), within_m: 0.0 });
    let after = hand(Lang::Zh).replace(&said, block, Some(one));
    let read = parse(&after.text, market(), M2_EACH);
    assert_eq!(read.criteria.len(), 2, "{}", after.text);
    assert!(read.criteria.iter().any(|c| c.bounds() == Some([450.0, 550.0])), "{}", after.text);
}

#[test]
fn what_no_line_can_say_stands_beside_it() {
    let circle = Criterion::must(Aspect::Within, Want::Circle { centre: [121.45, 31.3], radius_m: 600.0 });
    let said = hand(Lang::Zh).add(&Said { text: "北区".into(), beside: Vec::new() }, circle.clone());
    assert_eq!((said.text.as_str(), said.beside.as_slice()), ("北区", std::slice::from_ref(&circle)));
    let wider = Criterion::must(Aspect::Within, Want::Circle { centre: [121.45, 31.3], radius_m: 900.0 });
    let said = hand(Lang::Zh).replace(&said, 1, Some(wider.clone()));
    assert_eq!(said.beside, [wider]);
    assert!(hand(Lang::Zh).replace(&said, 1, None).beside.is_empty());
}
