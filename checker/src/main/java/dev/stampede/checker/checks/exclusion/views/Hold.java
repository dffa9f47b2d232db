package dev.stampede.checker.checks.exclusion.views;

/**
 * One client's tenure of a key, as its operations tell of it.
 *
 * @param index its place in the list of all holds
 * @param grant the number of the operation that granted it
 * @param last the number of the release, or of the last true sample; -1 if there is none
 * @param token the czxid of its znode, 0 if not known
 * @param session the session that the grant completed in, 0 if not known
 * @param zxid the last zxid that this session had seen then, 0 if not known
 * @param grantedNanos when the grant completed
 * @param endNanos when belief ended at the latest; the end of the history if it never did. Earlier than the grant for a
 *     single true sample, of which no moment is certain
 * @param sampled whether samples of {@code hasLeadership()} tell of it, not an acquire and a release
 * @param shared whether it excludes only those that are not shared: a reader's
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

    /** Whether two holds must not be in force at once. */
    boolean excludes(Hold other) {
        return client != other.client && key.equals(other.key) && !(shared && other.shared);
    }
}
