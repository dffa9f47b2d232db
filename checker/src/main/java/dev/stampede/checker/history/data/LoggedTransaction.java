package dev.stampede.checker.history.data;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An entry of ZooKeeper's transaction log. Immutable.
 *
 * @param session the session whose request caused it; 0 for transactions of the leader itself
 * @param cxid the xid of the request; 0 for transactions of the leader itself, also if it ends an expired session
 * @param timeMillis the clock of the leader, in milliseconds since 1970
 * @param parts the changes: one for each operation of a multi, the ephemerals that a closeSession deletes, one for any
 *     other type that changes a znode
 * @param partsKnown whether {@code parts} is complete: before 3.6 and during upgrades, a closeSession does not list the
 *     ephemerals that it deletes
 * @param error the result code of a refused write, 0 for a transaction that takes effect. A multi with an error has
 *     parts, but changes nothing
 * @param content a digest of everything that this entry does: the first 8 bytes of the SHA-256 of its header and its
 *     record, in hexadecimal. It does not cover what depends on the version of the member: the digest of the tree, and
 *     the list of a closeSession. If the data of the run is redacted, it has another form
 */
public record LoggedTransaction(
        long zxid,
        long session,
        int cxid,
        long timeMillis,
        TransactionType type,
        List<Part> parts,
        boolean partsKnown,
        int error,
        String content) {
    public LoggedTransaction {
        parts = List.copyOf(parts);
    }

    /**
     * A change of one znode.
     *
     * @param path empty for an operation of a multi that was refused
     * @param version the new version of a setData or setACL, the expected version of a check, the new cversion of the
     *     parent for a create (-1 if unknown); otherwise 0
     * @param ephemeral whether the created znode belongs to the session
     * @param data a digest of the written data, like that of {@link Event.ZnodeAudited}; null for no data
     */
    public record Part(TransactionType type, String path, int version, boolean ephemeral, @Nullable String data) {}

    /** Whether it changes znodes or sessions; otherwise the leader refused the request. */
    public boolean applied() {
        return error == 0 && type != TransactionType.ERROR;
    }

    /**
     * Whether another entry with the same zxid is the same transaction. The contents of a refused multi may differ: it
     * changes nothing, and members may log different lists of its operations.
     */
    public boolean sameAs(LoggedTransaction other) {
        return zxid == other.zxid
                && session == other.session
                && cxid == other.cxid
                && type == other.type
                && (content.equals(other.content) || (refusedMulti() && other.refusedMulti()));
    }

    private boolean refusedMulti() {
        return type == TransactionType.MULTI && !applied();
    }

    /** This transaction with other descriptions of its changes. */
    public LoggedTransaction with(List<Part> others, String otherContent) {
        return new LoggedTransaction(zxid, session, cxid, timeMillis, type, others, partsKnown, error, otherContent);
    }
}
