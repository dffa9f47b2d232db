package dev.stampede.nemesis.ensemble;

/** A resource that a member needs. */
public enum MemberResource {
    /** Processor time. Without it the member is throttled to a small part of one processor. */
    PROCESSOR,
    /** Memory. Its limit is set below what the member uses, so that the kernel takes pages away or kills the member. */
    MEMORY,
    /** Space on its disk. Without it the disk is full. */
    DISK_SPACE,
    /** A writable disk. Without it the member is killed and restarted with a read-only disk. */
    DISK_WRITES
}
