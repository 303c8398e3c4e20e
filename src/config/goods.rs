//! Products and categories that conditions name. Whether the book knows them is seen only when its purchases are read.

use super::nearest::nearest;
use super::problem::{Mistake, Problems, RulesFile, RulesProblem, Spot};
use crate::text::fold;

/// A product or a category that a condition names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedGoods {
    /// As written, without quotes.
    pub name: String,
    /// Whether it is the name of a category.
    pub is_category: bool,
    pub(super) spot: Spot,
    /// Whether it must stand in quotes.
    pub(super) quoted: bool,
}

/// The products and categories of a book's purchases, as typed.
#[derive(Debug, Clone, Default)]
pub struct GoodsOfBook<'a> {
    /// Each product at least once.
    pub products: Vec<&'a str>,
    /// Each category at least once.
    pub categories: Vec<&'a str>,
}

/// The named goods that a book with purchases does not have, each with the name that was probably meant: warnings, for what nobody
/// has bought yet is no mistake. `files` are those that the conditions were read from.
pub fn unknown_goods(
    named: &[NamedGoods],
    book: &GoodsOfBook<'_>,
    files: &[RulesFile],
) -> Vec<RulesProblem> {
    let mut problems = Problems::new(files.iter().collect());
    let has = |names: &[&str], name: &str| {
        let folded = fold(name);
        names.iter().any(|known| fold(known) == folded)
    };
    for goods in named.iter().filter(|goods| goods.spot.file < files.len()) {
        let (own, other) = if goods.is_category {
            (&book.categories, &book.products)
        } else {
            (&book.products, &book.categories)
        };
        if own.is_empty() && other.is_empty() || has(own, &goods.name) {
            continue;
        }
        let code = |product: &'static str, category: &'static str| {
            if goods.is_category { category } else { product }
        };
        let mistake = if has(other, &goods.name) {
            let code = code("rules-product-is-category", "rules-category-is-product");
            Mistake::new(code, &goods.spot, &goods.name)
        } else if let Some(meant) = nearest(&goods.name, own.iter().copied()) {
            let code = code("rules-product-misspelt", "rules-category-misspelt");
            let written = if goods.quoted {
                format!("'{meant}'")
            } else {
                meant.to_owned()
            };
            Mistake::new(code, &goods.spot, &goods.name).meant(meant, written)
        } else {
            let code = code("rules-product-unknown", "rules-category-unknown");
            Mistake::new(code, &goods.spot, &goods.name)
        };
        problems.add(mistake.warning());
    }
    problems.into_found(files.len())
}
