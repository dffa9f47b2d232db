package dev.stampede.checker.history.data;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happened in a run: one line of its history.
 *
 * <p>Events are immutable and safe to share between threads. They are written in the order in which the harness learnt
 * of them, which is not always the order of their times. Times are in nanoseconds since the run began.
 *
 * <p>A client reports its events in these records, too. Until the harness has put them into the history, their operations
 * and attempts are numbered from 0 by the client, their times are those of {@link System#nanoTime()}, and the member of
 * an address is 0.
 */
public sealed interface Event {

    /** When it happened, in nanoseconds since the run began. */
    long atNanos();

    /** A client was opened; {@code jvm} names where it runs ({@code harness}, {@code worker-1}). */
    record ClientOpened(int client, String name, ClientKind kind, String jvm, long atNanos) implements Event {}

    /** A phase of the run began. */
    record PhaseBegan(Phase phase, long atNanos) implements Event {}

    /** A client invoked an operation. Operations are numbered from 0 in the order of their lines. */
    record Invoked(
            int operation, int client, String function, @Nullable String key, @Nullable String argument, long atNanos)
            implements Event {
        /** An invocation of what the input says. */
        public Invoked(int operation, int client, @Nullable String key, OperationInput input, long atNanos) {
            this(operation, client, input.function(), key, input.argument(), atNanos);
        }

        /** What was asked for, read from its text each time. */
        public OperationInput input() {
            return OperationInput.of(function, argument);
        }
    }

    /**
     * An operation completed. An operation without this line is indeterminate and still open.
     *
     * @param token the fencing token of the hold that it granted: the czxid of its znode
     * @param zxid the last zxid that its session had seen when it completed
     */
    record Completed(
            int operation,
            Outcome outcome,
            @Nullable String result,
            @Nullable String error,
            long session,
            long token,
            long zxid,
            long atNanos)
            implements Event {}

    /**
     * A raw ZooKeeper request was handed to the client library. Attempts are numbered from 0 in the order of their
     * lines.
     *
     * @param operation the operation that it belongs to, or -1
     * @param order its place among the requests of its session, from 0
     */
    record AttemptSent(
            int attempt,
            int client,
            int operation,
            long session,
            int order,
            Opcode opcode,
            @Nullable String path,
            long atNanos)
            implements Event {}

    /**
     * A raw ZooKeeper request was answered. An attempt without this line is still open.
     *
     * @param session the session that the answer came in (that of the sending may not have been known yet)
     * @param zxid the zxid of the last reply that the session had seen by then
     * @param path the path that a sequential create was given, otherwise null
     */
    record AttemptAnswered(
            int attempt,
            ResultCode code,
            long session,
            long zxid,
            @Nullable String path,
            @Nullable ZnodeStat stat,
            long atNanos)
            implements Event {}

    /** A client's own code believes that it holds {@code key}, by the grant with this token. */
    record Believed(int client, String key, long token, long atNanos) implements Event {}

    /** A client's own code no longer relies on its hold of {@code key} (of all keys if null). */
    record Doubted(int client, @Nullable String key, String reason, long atNanos) implements Event {}

    /**
     * A client's session changed as its library reported it.
     *
     * @param address the {@code host:port} that it is connected to, null if it is not connected
     * @param member the member that this address leads to, 0 if it is not connected or the member is not known
     * @param timeoutMillis the negotiated session timeout, 0 if not known
     */
    record SessionChanged(
            int client,
            SessionState state,
            long session,
            @Nullable String address,
            int member,
            int timeoutMillis,
            long atNanos)
            implements Event {}

    /**
     * A client's driver ended and its handles are closed. If the driver threw an exception before it was asked to stop, the
     * client did less than it should, and both nullable fields are there.
     *
     * @param origin whose code failed, null if the driver returned
     * @param stackTrace of the exception and its causes, cut where it is long; null if the driver returned
     */
    record ClientEnded(int client, @Nullable FailureOrigin origin, @Nullable String stackTrace, long atNanos)
            implements Event {}

    /** A JVM did not run from {@code fromNanos} to {@code atNanos}, as it measured itself. */
    record Stalled(String jvm, long fromNanos, long atNanos) implements Event {}

    /** A member took a role. */
    record RoleChanged(int member, MemberRole role, long epoch, long atNanos) implements Event {}

    /**
     * A fault is about to be injected.
     *
     * @param fault names this occurrence, as {@code step#occurrence}
     * @param step the id of the plan's step
     * @param target the role that the plan names, as it stands there ({@code leader})
     * @param members the members that it was resolved to
     * @param clients the clients that it was resolved to
     * @param links the directed links that it cuts, as {@code 1->2} between members and {@code c3->1}, {@code 1->c3}
     *     between a client and a member
     * @param effects what it does to them, in the order of the enum
     */
    record FaultInjecting(
            String fault,
            String step,
            String family,
            String shape,
            String target,
            List<Integer> members,
            List<Integer> clients,
            List<String> links,
            List<FaultEffect> effects,
            long atNanos)
            implements Event {
        public FaultInjecting {
            members = List.copyOf(members);
            clients = List.copyOf(clients);
            links = List.copyOf(links);
            effects = List.copyOf(effects);
        }
    }

    /** A fault has been injected: from here on it may act, and everything that it does has been done to the system. */
    record FaultInjected(String fault, long atNanos) implements Event {}

    /** A fault is proven to have taken effect. */
    record FaultActive(String fault, String evidence, long atNanos) implements Event {}

    /** A fault is about to be healed. */
    record FaultHealing(String fault, long atNanos) implements Event {}

    /** A fault is proven to be healed. */
    record FaultHealed(String fault, String evidence, long atNanos) implements Event {}

    /** A step of the plan was not carried out: it never came to it, or its fault could not be injected or healed. */
    record StepSkipped(String step, String family, String reason, long atNanos) implements Event {}

    /**
     * The harness saw a change of a znode, or saw by reading whether it is there.
     *
     * @param member the member whose watcher session saw it
     * @param zxid of the change; for {@link ZnodeChange#PRESENT} and {@link ZnodeChange#ABSENT} an upper bound of the
     *     state that was read
     * @param afterZxid for {@link ZnodeChange#ABSENT}, a state at which the znode was still there: it was deleted in
     *     ({@code afterZxid}, {@code zxid}]; otherwise 0
     */
    record ZnodeObserved(
            int member,
            ZnodeChange change,
            String path,
            long zxid,
            long afterZxid,
            @Nullable ZnodeStat stat,
            long atNanos)
            implements Event {}

    /**
     * Somebody wrote to the fenced store, in the store's own order.
     *
     * @param operation the acquire by which the writer believed to hold the key, or -1
     * @param token what the writer showed, 0 for none
     * @param highestToken the highest token that the store had seen before this write
     */
    record StoreWritten(
            int client, int operation, String key, long token, boolean accepted, long highestToken, long atNanos)
            implements Event {}

    /**
     * The audit reached a member, or could not.
     *
     * @param zxid of the state in which its tree was read; 0 if it was not reached
     * @param problem why it was not reached, otherwise null
     */
    record MemberAudited(int member, long zxid, int znodes, @Nullable String problem, long atNanos) implements Event {}

    /** The audit read a znode at a member. {@code data} and {@code acl} are digests. */
    record ZnodeAudited(int member, String path, ZnodeStat stat, String data, String acl, long atNanos)
            implements Event {}

    /** The audit wrote through a member; {@code problem} is null if that succeeded. */
    record WriteAudited(int member, @Nullable String problem, long atNanos) implements Event {}

    /** The sessions that were alive when the audit read the trees. */
    record SessionsAudited(List<Long> sessions, long atNanos) implements Event {
        public SessionsAudited {
            sessions = List.copyOf(sessions);
        }
    }

    /** The markers that were written during the run: how many were acknowledged, and which of those are gone. */
    record MarkersAudited(int acknowledged, List<String> missing, long atNanos) implements Event {
        public MarkersAudited {
            missing = List.copyOf(missing);
        }
    }

    /** A span on a lane of a {@link Track}. */
    record TrackSpan(String track, String lane, String label, Severity severity, long fromNanos, long atNanos)
            implements Event {}

    /** A point on a lane of a {@link Track}; with a value it is a point of a series. */
    record TrackPoint(String track, String lane, String label, Severity severity, @Nullable Double value, long atNanos)
            implements Event {}

    /** A bound on time that was derived from settings. */
    record BudgetDerived(String name, long nanos, String derivation, long atNanos) implements Event {}

    /** The JVM of a worker ended before it was closed: by a fault, or by itself. */
    record WorkerEnded(String jvm, String reason, long atNanos) implements Event {}

    /** Something that a reader of the report should know. */
    record Note(Severity severity, String text, long atNanos) implements Event {}

    /**
     * A part of the harness stopped at a limit of its own: what lies beyond it was not looked at, and must not be judged.
     *
     * @param member at which member, 0 if at none
     * @param count the limit
     */
    record LimitReached(Limit limit, int member, long count, long atNanos) implements Event {
        /** What was not looked at, as a report says it. */
        public String text() {
            String at = member == 0 ? "" : " at member " + member;
            return switch (limit) {
                case WATCHED_ZNODES -> "more than " + count + " znodes below the watched path" + at;
                case AUDITED_ZNODES -> "more than " + count + " znodes in the tree" + at;
                case DURABILITY_PROBES -> "writes after the " + count + "th of the durability probe";
            };
        }
    }

    /** The chaos phase ended before its time, because the anomaly that the mutant is expected to show was certain. */
    record EndedEarly(String check, String kind, long atNanos) implements Event {}

    /** The last line of a history that was closed properly; {@code failure} says how the harness itself failed. */
    record RunEnded(@Nullable String failure, long atNanos) implements Event {}

    /** What a client is for. */
    enum ClientKind {
        /** One of the scenario's clients. */
        WORKLOAD,
        /** Watches what happens, on a link that is never cut. */
        WATCHER,
        /** Writes the numbered markers. */
        MARKER,
        /** Looks at every member when the run ends. */
        AUDITOR
    }

    /** A phase of a run, in order. */
    enum Phase {
        SETUP,
        WARM_UP,
        CHAOS,
        HEAL,
        RECOVERY,
        AUDIT,
        /** The audit once more, after every member was killed and started again. */
        AUDIT_AGAIN
    }

    /** What a client's library says of its session. */
    enum SessionState {
        CONNECTED,
        SUSPENDED,
        RECONNECTED,
        LOST,
        /** The server said that the session has expired. */
        EXPIRED,
        /** The client closed the session itself, and the server acknowledged it. */
        CLOSED;

        /** Whether the client is connected to a server from then on. */
        public boolean connected() {
            return this == CONNECTED || this == RECONNECTED;
        }
    }

    /** What a member does. */
    enum MemberRole {
        LEADING,
        FOLLOWING,
        OBSERVING,
        STANDALONE,
        LOOKING,
        DOWN,
        PAUSED,
        UNKNOWN
    }

    /** What was seen of a znode. */
    enum ZnodeChange {
        CREATED,
        DELETED,
        CHANGED,
        PRESENT,
        ABSENT
    }

    /** Whose code threw the exception that ended a client. */
    enum FailureOrigin {
        /** A driver of this project: the harness failed. */
        HARNESS,
        /** The user's class, or the user's driver. */
        USER_CODE
    }

    /** A limit of the harness. */
    enum Limit {
        /** How many znodes a watcher session reads again after it was disconnected. */
        WATCHED_ZNODES,
        /** How many znodes the audit reads at a member. */
        AUDITED_ZNODES,
        /** How many numbered znodes the durability probe creates. */
        DURABILITY_PROBES
    }

    /** How loudly the report draws something. */
    enum Severity {
        QUIET,
        NOTICE,
        BAD
    }
}
