//! Groups of rows, or of contacts, that grow one link at a time: each link is checked against the faces already in the two groups.

use super::compare::{Comparer, Evidence, Sign};
use super::decisions::Decided;
use super::model::Shares;

/// Two rows that are compared, with the probability that they are one person.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Scored {
    pub(super) a: u32,
    pub(super) b: u32,
    pub(super) probability: f32,
    pub(super) evidence: Evidence,
}

/// What a group must be to grow.
#[derive(Debug, Clone, Copy)]
pub(super) struct Guard {
    /// Mean probability of the pairs between two groups.
    pub(super) mean: f32,
    /// Whether no two faces may have another given name, family name or birthday.
    pub(super) strict: bool,
    /// Whether one sure link may unite groups in which two others could not be one person.
    pub(super) excuses: bool,
    /// The most different faces of a group.
    pub(super) most: usize,
}

/// For what is merged without asking: each face must fit, and a group stays small.
pub(super) const MERGING: Guard = Guard {
    mean: 0.75,
    strict: true,
    excuses: false,
    most: 12,
};

/// For what is likely.
pub(super) const LIKELY: Guard = Guard {
    mean: 0.2,
    strict: false,
    excuses: true,
    most: 200,
};

/// Faces of a group that are compared with another group's.
const MOST_COMPARED: usize = 8;
/// A link so probable excuses a conflict of others, where that is allowed.
const SURE: f32 = 0.8;

/// Disjoint sets of rows that know their members, and the faces among them: rows of one name, birthday and address have one face.
#[derive(Debug, Clone)]
pub(super) struct Groups {
    /// The group of each row: a row alone is its own; of several, the place in `several`, marked.
    group: Vec<u32>,
    several: Vec<Several>,
    /// Groups that were not united because one of them is too large.
    pub(super) too_large: Vec<(u32, u32)>,
}

/// A group of several rows.
#[derive(Debug, Clone, Default)]
struct Several {
    members: Vec<u32>,
    faces: Vec<u32>,
}

impl Several {
    fn of_one(row: u32) -> Several {
        Several {
            members: vec![row],
            faces: vec![row],
        }
    }
}

/// Marks the number of a group of several rows: books have fewer rows.
const SEVERAL: u32 = 1 << 31;

/// What groups are checked with.
#[derive(Debug, Clone, Copy)]
pub(super) struct Judge<'a> {
    pub(super) comparer: Comparer<'a>,
    pub(super) shares: &'a Shares,
    pub(super) decided: &'a Decided,
}

impl Judge<'_> {
    pub(super) fn score(&self, a: u32, b: u32) -> Scored {
        let table = self.comparer.table;
        let ((a, b), evidence) = self.comparer.compare(table.row(a), table.row(b));
        Scored {
            a,
            b,
            probability: self.shares.of(&evidence).same,
            evidence,
        }
    }

    fn are_alike(&self, a: u32, b: u32) -> bool {
        let table = self.comparer.table;
        let (a, b) = (table.row(a), table.row(b));
        a.face == b.face
            && a.day.key == b.day.key
            && a.address.key == b.address.key
            && a.later == b.later
    }
}

/// Another given name and another birthday, or father and son: never one person.
pub(super) fn is_conflict(evidence: &Evidence) -> bool {
    let signs = &evidence.signs;
    signs.generations || signs.given == Sign::Differs && signs.birthday == Sign::Differs
}

impl Groups {
    pub(super) fn new(rows: usize) -> Groups {
        Groups {
            group: (0..rows as u32).collect(),
            several: Vec::new(),
            too_large: Vec::new(),
        }
    }

    /// The rows of the group that `row` belongs to.
    pub(super) fn of(&self, row: u32) -> &[u32] {
        self.list(row, |group| &group.members)
    }

    /// Of the rows of the group that `row` belongs to, one for each different face.
    fn faces(&self, row: u32) -> &[u32] {
        self.list(row, |group| &group.faces)
    }

    pub(super) fn same(&self, a: u32, b: u32) -> bool {
        self.group[a as usize] == self.group[b as usize]
    }

    /// Unites the groups of a link if they fit; whether they are one now.
    pub(super) fn link(&mut self, link: &Scored, guard: Guard, judge: &Judge<'_>) -> bool {
        let (a, b) = (link.a, link.b);
        if self.same(a, b) {
            return true;
        }
        if judge.decided.forbids(self.of(a), self.of(b)) {
            return false;
        }
        let (here, there) = (self.faces(a), self.faces(b));
        if here.len() + there.len() > guard.most {
            self.too_large.push((a, b));
            return false;
        }
        let signs = &link.evidence.signs;
        let named = signs.given == Sign::Same && matches!(signs.family, Sign::Same | Sign::Near);
        let excused =
            guard.excuses && link.probability >= SURE && (named || judge.shares.are_lonely());
        let (mut sum, mut count) = (0.0, 0);
        let compared = if guard.strict {
            guard.most
        } else {
            MOST_COMPARED
        };
        for x in here.iter().take(compared) {
            for y in there.iter().take(compared) {
                let pair = if (x.min(y), x.max(y)) == (&a, &b) {
                    *link
                } else {
                    judge.score(*x, *y)
                };
                let conflict = is_conflict(&pair.evidence) && !excused;
                if conflict || guard.strict && pair.evidence.signs.are_of_two() {
                    return false;
                }
                sum += pair.probability;
                count += 1;
            }
        }
        // What was decided by other means, such as equal rows, needs no fit.
        let fits = count == 1 || sum >= guard.mean * count as f32;
        if fits {
            self.unite((a, b), judge);
        }
        fits
    }

    /// Unites the groups of two rows whatever they are.
    pub(super) fn unite(&mut self, (a, b): (u32, u32), judge: &Judge<'_>) {
        if self.same(a, b) {
            return;
        }
        let (keep, go) = if self.of(a).len() < self.of(b).len() {
            (b, a)
        } else {
            (a, b)
        };
        let gone = match self.group[go as usize] {
            alone if alone < SEVERAL => Several::of_one(alone),
            several => std::mem::take(&mut self.several[(several - SEVERAL) as usize]),
        };
        let mut target = self.group[keep as usize];
        if target < SEVERAL {
            let group = Several::of_one(target);
            target = SEVERAL + self.several.len() as u32;
            self.several.push(group);
            self.group[keep as usize] = target;
        }
        for row in &gone.members {
            self.group[*row as usize] = target;
        }
        let group = &mut self.several[(target - SEVERAL) as usize];
        group.members.extend(gone.members);
        let known = group.faces.len();
        for face in gone.faces {
            let mut known = group.faces[..known].iter();
            if !known.any(|other| judge.are_alike(face, *other)) {
                group.faces.push(face);
            }
        }
    }

    fn list(&self, row: u32, of: fn(&Several) -> &Vec<u32>) -> &[u32] {
        let group = &self.group[row as usize];
        if *group < SEVERAL {
            std::slice::from_ref(group)
        } else {
            of(&self.several[(group - SEVERAL) as usize])
        }
    }
}
