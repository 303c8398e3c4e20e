//! In which order scores, ladders and segments are worked out: each after all that its conditions ask about.

use std::collections::BTreeSet;

use super::condition::{Subject, When};
use super::plan::Plan;

/// Something that conditions place contacts in, by its index in the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Node {
    /// A score.
    Score(usize),
    /// A ladder.
    Ladder(usize),
    /// A segment.
    Segment(usize),
}

impl Plan {
    /// Every score, ladder and segment, each after those that its conditions ask about. Accepted rules have no cycles; nodes of
    /// a cycle in a plan made by hand are left out.
    pub fn order(&self) -> Vec<Node> {
        sorted(self).0
    }

    /// A cycle of conditions, if there is one: each node asks about the next, the last about the first.
    pub(super) fn cycle(&self) -> Option<Vec<Node>> {
        let left = sorted(self).1;
        let mut path = vec![*left.first()?];
        loop {
            let last = *path.last()?;
            let next = self
                .asks_about(last)
                .into_iter()
                .find(|node| left.contains(node))?;
            if let Some(start) = path.iter().position(|node| *node == next) {
                return Some(path.split_off(start));
            }
            path.push(next);
        }
    }

    fn nodes(&self) -> Vec<Node> {
        (0..self.scores.len())
            .map(Node::Score)
            .chain((0..self.ladders.len()).map(Node::Ladder))
            .chain((0..self.segments.len()).map(Node::Segment))
            .collect()
    }

    /// The conditions of a node, list by list; empty for a node that the plan does not have.
    pub fn whens(&self, node: Node) -> Vec<&When> {
        match node {
            Node::Score(index) => self
                .scores
                .get(index)
                .map(|score| score.points.iter().map(|line| &line.when).collect()),
            Node::Ladder(index) => self
                .ladders
                .get(index)
                .map(|ladder| ladder.rungs.iter().map(|rung| &rung.when).collect()),
            Node::Segment(index) => self.segments.get(index).map(|segment| vec![&segment.when]),
        }
        .unwrap_or_default()
    }

    /// The nodes that a node's conditions ask about, ascending.
    pub fn asks_about(&self, node: Node) -> Vec<Node> {
        let asked: BTreeSet<Node> = self
            .whens(node)
            .into_iter()
            .flat_map(When::conditions)
            .filter_map(|condition| self.node_of(&condition.innermost().subject))
            .collect();
        asked.into_iter().collect()
    }

    /// The node that a condition's subject is, if it is one.
    pub fn node_of(&self, subject: &Subject) -> Option<Node> {
        match subject {
            Subject::Field(field) | Subject::OfRelatives(field) => self
                .scores
                .iter()
                .position(|score| score.field == *field)
                .map(Node::Score),
            Subject::Ladder(index) | Subject::DaysOnRung(index) => Some(Node::Ladder(*index)),
            Subject::Segment(index) => Some(Node::Segment(*index)),
            Subject::Purchases(..) | Subject::HasRelatives | Subject::AnyRelative(_) => None,
        }
    }
}

/// All nodes that can be ordered (Kahn 1962, CACM 5(11) 558-562), and those that cannot: they are on a cycle, or behind one.
fn sorted(plan: &Plan) -> (Vec<Node>, Vec<Node>) {
    let nodes = plan.nodes();
    let asks: Vec<Vec<Node>> = nodes.iter().map(|node| plan.asks_about(*node)).collect();
    let mut waiting: Vec<usize> = asks.iter().map(Vec::len).collect();
    let mut asked_by = vec![Vec::new(); nodes.len()];
    for (index, asked) in asks.iter().enumerate() {
        for node in asked {
            if let Ok(at) = nodes.binary_search(node) {
                asked_by[at].push(index);
            }
        }
    }
    let mut ready: BTreeSet<usize> = (0..nodes.len()).filter(|at| waiting[*at] == 0).collect();
    let mut order = Vec::with_capacity(nodes.len());
    while let Some(at) = ready.pop_first() {
        order.push(nodes[at]);
        for next in &asked_by[at] {
            waiting[*next] -= 1;
            if waiting[*next] == 0 {
                ready.insert(*next);
            }
        }
    }
    let done: BTreeSet<Node> = order.iter().copied().collect();
    let left = nodes
        .into_iter()
        .filter(|node| !done.contains(node))
        .collect();
    (order, left)
}
