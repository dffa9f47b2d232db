package dev.stampede.checker.checks.exclusion.views;

/**
 * One client's hold of a key (a lock, or the leadership of an election): the time between a grant and its release,
 * according to the client's operations.
 *
 * @param index the position of the hold in the list of all holds
 * @param grant the number of the operation that granted the hold
 * @param last the number of the release, or of the last true sample; -1 if there is none
 * @param token the czxid of the znode of the hold, 0 if unknown
 * @param session the session in which the grant completed, 0 if unknown
 * @param zxid the last zxid that this session had seen when the grant completed, 0 if unknown
 * @param grantedNanos when the grant completed
 * @param endNanos when the belief ended at the latest; the end of the history if it did not end. Earlier than the grant
 *     for a single true sample, which proves no duration
 * @param sampled whether the hold is known from samples of {@code hasLeadership()}, not from an acquire and a release
 * @param shared whether the hold is that of a reader: it excludes only holds that are not shared
 */
public record Hold(
        int index,
        int client,
        String key,
        int grant,
        int last,
        long token,
        long session,
        long zxid,
        long grantedNanos,
        long endNanos,
        boolean sampled,
        boolean shared) {

    /** Whether two holds must not be in force at the same time. */
    boolean excludes(Hold other) {
        return client != other.client && key.equals(other.key) && !(shared && other.shared);
    }
}
