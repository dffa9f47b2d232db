package dev.stampede.nemesis.ensemble;

/** What a member lives on. */
public enum MemberResource {
    /** Processor time: it is throttled to a small part of one processor. */
    PROCESSOR,
    /** Memory: it is limited to less than it uses, so that the kernel takes pages away or kills it. */
    MEMORY,
    /** Room on its disk: the disk is full. */
    DISK_SPACE,
    /** Its disk being writable: it is killed and comes back with its disk read-only. */
    DISK_WRITES
}
