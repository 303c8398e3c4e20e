//! The stages: one step of a run each, and the type that it produces. A stage sees only the stages to its left:
//! map, clean, dedupe, identify, link, verify, changes, profile, segment, remind, measure. `marks` reads written sheets back.

pub mod changes;
pub mod clean;
pub mod dedupe;
pub mod identify;
pub mod link;
pub mod map;
pub mod marks;
pub mod measure;
pub mod profile;
pub mod remind;
pub mod segment;
pub mod verify;
