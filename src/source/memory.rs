//! A bound on the memory of the process that reads: crossing it ends that process, and its parent reports the file.

use std::io;

/// Bounds the address space and the data of this process to `bytes` from now on. Meant for a child process that reads a
/// file and does nothing else: an allocation beyond the bound aborts it.
///
/// # Errors
///
/// What the system says, such as a bound above the one that is already set. Where the system knows no such bound, nothing
/// happens.
#[cfg(unix)]
pub fn limit_memory(bytes: u64) -> io::Result<()> {
    use rustix::process::{Resource, Rlimit, setrlimit};
    for resource in [Resource::As, Resource::Data] {
        let limit = Rlimit {
            current: Some(bytes),
            maximum: Some(bytes),
        };
        setrlimit(resource, limit)?;
    }
    Ok(())
}

/// Does nothing: this system has no such bound.
///
/// # Errors
///
/// None.
#[cfg(not(unix))]
pub fn limit_memory(_bytes: u64) -> io::Result<()> {
    Ok(())
}
