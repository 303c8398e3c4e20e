//! Groups of rows that grow one link at a time, each link checked against every row already in the two groups.

/// Disjoint sets of rows that know their members.
#[derive(Debug)]
pub(super) struct Clusters {
    group: Vec<u32>,
    members: Vec<Vec<u32>>,
}

impl Clusters {
    pub(super) fn new(rows: usize) -> Clusters {
        Clusters {
            group: (0..rows as u32).collect(),
            members: vec![Vec::new(); rows],
        }
    }

    /// The rows of the group that `row` belongs to; a row alone is not stored.
    pub(super) fn of(&self, row: u32) -> Vec<u32> {
        let members = &self.members[self.group[row as usize] as usize];
        if members.is_empty() {
            vec![row]
        } else {
            members.clone()
        }
    }

    pub(super) fn same(&self, a: u32, b: u32) -> bool {
        self.group[a as usize] == self.group[b as usize]
    }

    /// Unites the groups of two rows.
    pub(super) fn unite(&mut self, a: u32, b: u32) {
        let (mut keep, mut go) = (self.of(a), self.of(b));
        if keep.len() < go.len() {
            std::mem::swap(&mut keep, &mut go);
        }
        let target = self.group[keep[0] as usize];
        for row in &go {
            let old = std::mem::replace(&mut self.group[*row as usize], target);
            self.members[old as usize] = Vec::new();
        }
        keep.extend(go);
        self.members[target as usize] = keep;
    }
}
