package dev.stampede.checker.checks.membership;

/**
 * A time in which a path certainly had no znode: from when it was observed to be gone until it may have been created.
 */
record MemberAbsence(long fromNanos, long toNanos) {}
