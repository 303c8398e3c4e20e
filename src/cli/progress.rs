//! Progress of long work: nothing in the first second, then one line on standard error.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::book::{Progress, Step};

/// Shorter work shows nothing.
const PATIENCE: Duration = Duration::from_secs(1);

/// One line that moves.
#[derive(Debug)]
pub(super) struct Bar {
    started: Instant,
    bar: Mutex<Option<ProgressBar>>,
}

impl Bar {
    /// Nothing is shown yet.
    pub(super) fn new() -> Bar {
        Bar {
            started: Instant::now(),
            bar: Mutex::new(None),
        }
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        let mut bar = self.bar.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(bar) = bar.take() {
            bar.finish_and_clear();
        }
    }
}

impl Progress for Bar {
    fn step(&self, step: Step<'_>) {
        let text = match step {
            // A name and a number are the same in every language.
            Step::Reading { file, done, of } => format!("→ {file} ({}/{of})", (done + 1).min(of)),
            Step::Thinking => "…".to_owned(),
            Step::Writing { done, of } => format!("→ out/ ({}/{of})", (done + 1).min(of)),
        };
        let mut slot = self.bar.lock().unwrap_or_else(PoisonError::into_inner);
        let bar = slot.get_or_insert_with(|| {
            let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
            let style = ProgressStyle::with_template("{spinner} {msg} {elapsed}");
            bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_spinner()));
            bar
        });
        bar.set_message(text);
        if bar.is_hidden() && self.started.elapsed() >= PATIENCE {
            bar.set_draw_target(ProgressDrawTarget::stderr());
            bar.enable_steady_tick(Duration::from_millis(120));
        }
    }
}
