//! Progress of long work: nothing in the first second, then one line on standard error.

use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::book::{Progress, Step};

/// Shorter work shows nothing.
const PATIENCE: Duration = Duration::from_secs(1);

/// One line that moves.
#[derive(Debug)]
pub(super) struct Bar {
    bar: ProgressBar,
    /// Dropped with the bar, which ends the thread that would show it.
    _done: Sender<()>,
}

impl Bar {
    /// Shows itself once the work has taken a second.
    pub(super) fn new() -> Bar {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        let style = ProgressStyle::with_template("{spinner} {msg} {elapsed}");
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_spinner()));
        let (done, waits) = channel();
        let shown = bar.clone();
        thread::spawn(move || {
            if waits.recv_timeout(PATIENCE) == Err(RecvTimeoutError::Timeout) {
                shown.set_draw_target(ProgressDrawTarget::stderr());
                shown.enable_steady_tick(Duration::from_millis(120));
            }
        });
        Bar { bar, _done: done }
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

impl Progress for Bar {
    fn step(&self, step: Step<'_>) {
        // A name and a number are the same in every language.
        let text = match step {
            Step::Reading { file, done, of } => format!("→ {file} ({}/{of})", (done + 1).min(of)),
            Step::Thinking => "…".to_owned(),
            Step::Writing { done, of } => format!("→ out/ ({}/{of})", (done + 1).min(of)),
        };
        self.bar.set_message(text);
    }
}
