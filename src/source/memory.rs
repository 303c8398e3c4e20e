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

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use std::process::Command;

    #[test]
    fn an_allocation_beyond_the_bound_fails() {
        // The bound holds for a whole process, so that another one must try it.
        let status = Command::new(std::env::current_exe().unwrap())
            .args(["--ignored", "--exact", "source::memory::tests::in_a_child"])
            .output()
            .unwrap();
        assert!(status.status.success(), "{status:?}");
        assert!(String::from_utf8_lossy(&status.stdout).contains("1 passed"));
    }

    #[test]
    #[ignore = "run in a process of its own by the test above"]
    fn in_a_child() {
        super::limit_memory(1 << 30).unwrap();
        let mut bytes: Vec<u8> = Vec::new();
        assert!(bytes.try_reserve_exact(2 << 30).is_err());
        assert!(bytes.try_reserve_exact(1 << 20).is_ok());
    }
}
