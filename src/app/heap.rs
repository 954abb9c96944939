//! How the system's allocator treats large pieces of memory. Refuses to be an allocator.

/// Makes memory that is freed in large pieces go back to the system at once. Left to itself, glibc's allocator takes the size
/// of what was freed for a hint and keeps pieces of up to 32 MB for later: after a file of 100 MB that is as much again.
pub fn give_back_freed() {
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    glibc::set_mmap_threshold(LARGE);
}

/// From so many bytes on a piece is large. Smaller ones come and go with every frame.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
const LARGE: i32 = 256 << 10;

#[cfg(all(target_os = "linux", target_env = "gnu"))]
mod glibc {
    /// Of `malloc.h`.
    const M_MMAP_THRESHOLD: i32 = -3;

    unsafe extern "C" {
        /// Takes two numbers and changes settings of the allocator alone: nothing it is given can break memory.
        safe fn mallopt(parameter: i32, value: i32) -> i32;
    }

    /// Where it is refused, memory is kept longer: nothing to be told to anyone.
    pub fn set_mmap_threshold(bytes: i32) {
        mallopt(M_MMAP_THRESHOLD, bytes);
    }
}
