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
 * Derives the outcome of an operation that ended with an exception.
 *
 * <p>There are two kinds of ZooKeeper codes. A code from the server means that the request was refused: it definitely
 * did not take effect. A code from the client library means that there was no answer (connection loss, but also session
 * expiry, which the client learns only when it reconnects): the request may have taken effect. Unknown codes count as
 * the second kind, which is always safe.
 *
 * <p>An operation may consist of several requests, because recipes send several and libraries retry. A definite refusal
 * only concerns its own request. If another write of the same operation may have taken effect, that write may be the
 * cause of the refusal (create, connection loss, create again, NodeExists), and it is unknown whether the operation
 * took effect. Conversely, an operation that sent only reads has changed nothing, so it did not take effect, however it
 * ended.
 *
 * <p>Source: {@code KeeperException.Code}, {@code ClientCnxn.conLossPacket}, Curator's {@code RetryPolicy.allowRetry}
 * (which retries CONNECTIONLOSS, OPERATIONTIMEOUT, SESSIONMOVED and SESSIONEXPIRED).
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

    private static final int MAX_CAUSES = 16;

    private Outcomes() {}

    /** The outcome of a single write, without a retry, that was answered with this code. */
    static Outcome ofCode(ResultCode code) {
        if (code == ResultCode.OK) {
            return Outcome.OK;
        }
        return DEFINITE.contains(code) ? Outcome.FAILED : Outcome.INDETERMINATE;
    }

    /**
     * The outcome of an operation that ended with this exception.
     *
     * @param attempts the attempts of the operation
     */
    static Outcome ofThrown(Throwable thrown, OperationAttempts attempts) {
        KeeperException refusal = keeperException(thrown);
        if (refusal == null) {
            return Outcome.INDETERMINATE;
        }
        if (definite(refusal)) {
            return attempts.mayHaveHappened(refusal.getPath()) ? Outcome.INDETERMINATE : Outcome.FAILED;
        }
        return attempts.onlyReads() ? Outcome.FAILED : Outcome.INDETERMINATE;
    }

    /** The text of an exception in the history: ZooKeeper's code, or the class and the message. */
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
            return results != null; // an operation of a multi that was not executed, because another one was refused
        }
        return DEFINITE.contains(ResultCode.of(refusal.code().intValue()));
    }

    /** The first {@link KeeperException} among the causes; futures and background threads wrap it. */
    private static @Nullable KeeperException keeperException(Throwable thrown) {
        Throwable at = thrown;
        for (int depth = 0; at != null && depth < MAX_CAUSES; depth++) {
            if (at instanceof KeeperException found) {
                return found;
            }
            at = at.getCause();
        }
        return null;
    }
}
