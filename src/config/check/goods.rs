//! Products and categories in conditions: how they are written, and a note of each for the day on which the purchases are known.

use std::ops::Range;

use super::Checker;
use crate::config::condition::Goods;
use crate::config::goods::NamedGoods;
use crate::config::grammar::{self, Op, Operator, Word};
use crate::lang::Phrase;
use crate::model::{Derived, FieldId};
use crate::text::fold;

impl Checker<'_, '_, '_> {
    /// `Coaching`, `category Books`, `one of [Tea, Coffee]`: what stands in a part of the line. `None` where nothing does.
    pub(super) fn goods(&mut self, part: &Range<usize>) -> Option<Goods> {
        let phrases = self.names.phrases();
        let skip = |at: usize, wanted: &[Phrase]| {
            let text = self.line.value.get(at..part.end).unwrap_or_default();
            let (phrase, length) = phrases.at(text, wanted)?;
            let after = text.get(length..).unwrap_or_default();
            // A product may be called "Product".
            let more = grammar::one_word(after, 0).is_some();
            more.then_some((phrase, at + length))
        };
        let kind = skip(part.start, &[Phrase::Category, Phrase::Product]);
        let (is_category, at) = match kind {
            Some((phrase, at)) => (phrase == Phrase::Category, at),
            None => (false, part.start),
        };
        let at = skip(at, &[Phrase::OneOf]).map_or(at, |(_, at)| at);
        let text = self.line.value.get(at..part.end).unwrap_or_default();
        let words = match grammar::words_of_list(text, at) {
            Some(words) if !words.is_empty() => words,
            _ => vec![grammar::one_word(text, at)?],
        };
        let folded = words.iter().map(|word| fold(&word.text)).collect();
        for word in &words {
            self.named_goods(word, is_category);
        }
        Some(if is_category {
            Goods::Categories(folded)
        } else {
            Goods::Products(folded)
        })
    }

    /// Notes what a condition on the lists `products` and `categories` asks for.
    pub(super) fn note_goods(&mut self, field: FieldId, operator: &Operator) {
        let is_category = match Derived::from_id(field) {
            Some(Derived::Products) => false,
            Some(Derived::Categories) => true,
            _ => return,
        };
        let rest = &self.line.value[operator.span.end..];
        let words = match operator.op {
            Op::IsOneOf | Op::IsNotOneOf => grammar::words_of_list(rest, operator.span.end),
            Op::Is | Op::IsNot | Op::Equal | Op::NotEqual | Op::Contains | Op::Lacks => {
                grammar::one_word(rest, operator.span.end).map(|word| vec![word])
            }
            _ => None,
        };
        for word in words.into_iter().flatten() {
            self.named_goods(&word, is_category);
        }
    }

    fn named_goods(&mut self, word: &Word, is_category: bool) {
        let spot = self.problems.part(self.line, word.span.clone());
        self.names.goods.push(NamedGoods {
            name: word.text.clone(),
            is_category,
            spot,
            quoted: word.quoted,
        });
    }
}
