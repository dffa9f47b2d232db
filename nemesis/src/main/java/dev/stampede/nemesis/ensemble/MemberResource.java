package dev.stampede.nemesis.ensemble;

/** A resource that a member needs. */
public enum MemberResource {
    /** Processor time. When exhausted, the member is throttled to a small part of one processor. */
    PROCESSOR,
    /**
     * Memory. When exhausted, its limit is below what the member uses, so the kernel reclaims pages or kills the
     * member.
     */
    MEMORY,
    /** Space on its disk. When exhausted, the disk is full. */
    DISK_SPACE,
    /** A writable disk. When exhausted, the member has been killed and restarted with a read-only disk. */
    DISK_WRITES
}
