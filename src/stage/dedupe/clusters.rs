//! Groups of rows that grow one link at a time, each link checked against every face already in the two groups.

/// Disjoint sets of rows that know their members.
#[derive(Debug)]
pub(super) struct Clusters {
    /// A row alone stands under its own number.
    group: Vec<u32>,
    members: Vec<Vec<u32>>,
    faces: Vec<Vec<u32>>,
    /// Groups that hold names of two people.
    mixed: Vec<bool>,
}

impl Clusters {
    pub(super) fn new(rows: usize) -> Clusters {
        Clusters {
            group: (0..rows as u32).collect(),
            members: vec![Vec::new(); rows],
            faces: vec![Vec::new(); rows],
            mixed: vec![false; rows],
        }
    }

    /// The rows of the group that `row` belongs to.
    pub(super) fn of(&self, row: u32) -> &[u32] {
        self.list(&self.members, row)
    }

    /// Of the rows of the group that `row` belongs to, one for each different face.
    pub(super) fn faces(&self, row: u32) -> &[u32] {
        self.list(&self.faces, row)
    }

    /// Whether the group of a row was united by a number in spite of its names.
    pub(super) fn is_mixed(&self, row: u32) -> bool {
        self.mixed[self.group[row as usize] as usize]
    }

    /// Notes that the group of a row holds names of two people.
    pub(super) fn mix(&mut self, row: u32) {
        self.mixed[self.group[row as usize] as usize] = true;
    }

    pub(super) fn same(&self, a: u32, b: u32) -> bool {
        self.group[a as usize] == self.group[b as usize]
    }

    /// Unites the groups of two rows; `alike` tells whether two rows have the same face.
    pub(super) fn unite(&mut self, (a, b): (u32, u32), alike: impl Fn(u32, u32) -> bool) {
        let (keep, go) = if self.of(a).len() < self.of(b).len() {
            (b, a)
        } else {
            (a, b)
        };
        let (target, old) = (self.group[keep as usize], self.group[go as usize]);
        let members = take(&mut self.members, old);
        let faces = take(&mut self.faces, old);
        for row in &members {
            self.group[*row as usize] = target;
        }
        append(&mut self.members, target, members);
        self.mixed[target as usize] |= self.mixed[old as usize];
        let known = self.faces(keep);
        let new: Vec<u32> = faces
            .into_iter()
            .filter(|face| !known.iter().any(|other| alike(*face, *other)))
            .collect();
        append(&mut self.faces, target, new);
    }

    /// A row alone is not stored: it is its group's number.
    fn list<'a>(&'a self, lists: &'a [Vec<u32>], row: u32) -> &'a [u32] {
        let group = &self.group[row as usize];
        let list = &lists[*group as usize];
        if list.is_empty() {
            std::slice::from_ref(group)
        } else {
            list
        }
    }
}

fn take(lists: &mut [Vec<u32>], group: u32) -> Vec<u32> {
    let list = std::mem::take(&mut lists[group as usize]);
    if list.is_empty() { vec![group] } else { list }
}

fn append(lists: &mut [Vec<u32>], group: u32, more: Vec<u32>) {
    let list = &mut lists[group as usize];
    if list.is_empty() {
        list.push(group);
    }
    list.extend(more);
}
