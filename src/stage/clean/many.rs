//! More problems of a kind than are listed: the same list and the same count, however many hands clean the rows.

use super::sheets::{ids, plan, run, table};
use crate::diag::MOST_ALIKE;
use crate::model::{Field, TableKind};

#[test]
fn what_is_beyond_the_limit_is_counted_by_any_number_of_threads() {
    const ROWS: u64 = 30_000;
    let rows = vec![&["Sara", "soon", "5"][..]; ROWS as usize];
    let fields = ids(&[Field::Contact, Field::Date, Field::Amount]);
    let found = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
        pool.unwrap().install(|| {
            let purchases = table(TableKind::Purchases, &fields, &rows);
            run(vec![purchases], &plan()).diagnostics
        })
    };
    let alone = found(1);
    let dates = alone.iter().filter(|one| one.code == "date-not-understood");
    assert_eq!(dates.count() as u64, MOST_ALIKE);
    let rest = alone.iter().find(|one| one.code == "more-alike").unwrap();
    let count = rest.args.iter().find(|(name, _)| *name == "count").unwrap();
    assert_eq!(count.1, (ROWS - MOST_ALIKE).to_string());
    assert_eq!(alone, found(8));
}
