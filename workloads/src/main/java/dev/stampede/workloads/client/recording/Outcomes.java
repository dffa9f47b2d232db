package dev.stampede.workloads.client.recording;

import dev.stampede.checker.history.data.Outcome;
import dev.stampede.checker.history.data.ResultCode;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.KeeperException.Code;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an operation that ended with an exception.
 *
 * <p>ZooKeeper's codes fall into two kinds. A code that the server gave as its answer says that the request was refused:
 * it definitely did not happen. A code that the client library stamps on a request whose answer it did not get
 * (connection loss, but also an expiry, of which the client learns only afterwards) says nothing. Codes that are on
 * neither list are taken for the second kind, because that is never wrong.
 *
 * <p>An operation is more than one request: a recipe makes several, and a library that retries makes more. So a definite
 * refusal speaks only for the request that it answers. If another write beneath the same operation may have happened,
 * the refusal may be the echo of the operation's own first try (create, connection lost, create again, node exists), and
 * nobody knows whether the operation happened. The other way round, an operation beneath which nothing but reads was
 * sent has changed nothing, so it did not happen, however it ended.
 *
 * <p>Source: {@code KeeperException.Code}, {@code ClientCnxn.conLossPacket}, Curator's {@code
 * RetryPolicy.allowRetry} (which retries CONNECTIONLOSS, OPERATIONTIMEOUT, SESSIONMOVED and SESSIONEXPIRED).
 */
public final class Outcomes {

    private static final Set<ResultCode> DEFINITE = EnumSet.of(
            ResultCode.NONODE,
            ResultCode.NODEEXISTS,
            ResultCode.BADVERSION,
            ResultCode.NOTEMPTY,
            ResultCode.NOCHILDRENFOREPHEMERALS,
            ResultCode.NOAUTH,
            ResultCode.INVALIDACL,
            ResultCode.QUOTAEXCEEDED,
            ResultCode.NOTREADONLY,
            ResultCode.EPHEMERALONLOCALSESSION,
            ResultCode.UNIMPLEMENTED,
            ResultCode.BADARGUMENTS,
            ResultCode.SESSIONMOVED,
            ResultCode.THROTTLEDOP,
            ResultCode.APIERROR);

    private static final int CAUSES = 16;

    private Outcomes() {}

    /** The outcome of a single write that was answered with this code and was not retried. */
    static Outcome ofCode(ResultCode code) {
        if (code == ResultCode.OK) {
            return Outcome.OK;
        }
        return DEFINITE.contains(code) ? Outcome.FAILED : Outcome.INDETERMINATE;
    }

    /**
     * The outcome of an operation that ended with this exception.
     *
     * @param beneath the attempts that were made beneath it
     */
    static Outcome ofThrown(Throwable thrown, OperationAttempts beneath) {
        KeeperException refusal = keeperException(thrown);
        if (refusal == null) {
            return Outcome.INDETERMINATE;
        }
        if (definite(refusal)) {
            return beneath.mayHaveHappened(refusal.getPath()) ? Outcome.INDETERMINATE : Outcome.FAILED;
        }
        return beneath.onlyReads() ? Outcome.FAILED : Outcome.INDETERMINATE;
    }

    /** What the history shows of an exception: its kind and its message, or ZooKeeper's code. */
    public static String describe(Throwable thrown) {
        KeeperException refusal = keeperException(thrown);
        if (refusal != null) {
            return refusal.code().name() + (refusal.getPath() == null ? "" : " " + refusal.getPath());
        }
        String message = thrown.getMessage();
        return thrown.getClass().getSimpleName() + (message == null ? "" : ": " + message);
    }

    private static boolean definite(KeeperException refusal) {
        if (refusal.code() == Code.RUNTIMEINCONSISTENCY) {
            List<?> results = refusal.getResults();
            return results != null; // a part of a multi that was not reached, because another part was refused
        }
        return DEFINITE.contains(ResultCode.of(refusal.code().intValue()));
    }

    /** The exception of ZooKeeper's among the causes; futures and background threads wrap it. */
    private static @Nullable KeeperException keeperException(Throwable thrown) {
        Throwable at = thrown;
        for (int depth = 0; at != null && depth < CAUSES; depth++) {
            if (at instanceof KeeperException found) {
                return found;
            }
            at = at.getCause();
        }
        return null;
    }
}
