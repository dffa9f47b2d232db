package dev.stampede.checker.history.data;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One event of a run: one line of its history.
 *
 * <p>Events are immutable and safe to share between threads. Events are written in the order in which the harness
 * received them, which can differ from the order of their times. Times are in nanoseconds since the run began.
 *
 * <p>A client process reports its events in the same records. Until the harness adds them to the history, operations
 * and attempts are numbered from 0 by the client, times are values of {@link System#nanoTime()}, and members are 0.
 */
public sealed interface Event {

    /** The time of the event, in nanoseconds since the run began. */
    long atNanos();

    /** A client was opened. {@code jvm} names the JVM that it runs in ({@code harness}, {@code worker-1}). */
    record ClientOpened(int client, String name, ClientKind kind, String jvm, long atNanos) implements Event {}

    /** A phase of the run began. */
    record PhaseBegan(Phase phase, long atNanos) implements Event {}

    /** A client invoked an operation. Operations are numbered from 0 in the order of their lines. */
    record Invoked(
            int operation, int client, String function, @Nullable String key, @Nullable String argument, long atNanos)
            implements Event {
        /** An invocation with this input. */
        public Invoked(int operation, int client, @Nullable String key, OperationInput input, long atNanos) {
            this(operation, client, input.function(), key, input.argument(), atNanos);
        }

        /** The input, parsed from its text form at each call. */
        public OperationInput input() {
            return OperationInput.of(function, argument);
        }
    }

    /**
     * An operation completed. An operation without this event is indeterminate and still open.
     *
     * @param token the fencing token of the granted hold: the czxid of its znode
     * @param zxid the last zxid that its session had seen at the completion
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
     * A ZooKeeper request was passed to the client library. Attempts are numbered from 0 in the order of their lines.
     *
     * @param operation the number of the operation that sent it, or -1
     * @param order the position of this request among the requests of its session, from 0
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
     * A ZooKeeper request was answered. An attempt without this event is still open.
     *
     * @param session the session that received the response, which is possibly unknown when the request is sent
     * @param zxid the highest zxid that the session had seen in a reply up to this response
     * @param replyZxid the zxid in the header of the reply: of a write's own transaction, or of the last transaction
     *     that the member had applied before a read; null if the frame of the reply is not known
     * @param path the path that a sequential create received, otherwise null
     */
    record AttemptAnswered(
            int attempt,
            ResultCode code,
            long session,
            long zxid,
            @Nullable Long replyZxid,
            @Nullable String path,
            @Nullable ZnodeStat stat,
            long atNanos)
            implements Event {}

    /**
     * A response to a client listed the children of a znode. Recorded only for a list of at most {@value
     * ChildrenListed#MAX_LISTED} names with a Stat, and only if it differs from the previous list of the same client
     * and path.
     *
     * @param path the requested path
     * @param stat the Stat of the parent; its pzxid identifies the state that was listed
     */
    record ChildrenListed(int client, String path, ZnodeStat stat, List<String> children, long atNanos)
            implements Event {
        public static final int MAX_LISTED = 64;
    }

    /**
     * The stack of the thread of a long operation, while the thread is in the user's code: its state and one line per
     * frame, shortened if long. Recorded at most once a second, and only if the stack has changed.
     */
    record OperationBlocked(int operation, String stack, long atNanos) implements Event {}

    /** From now on the client's own code assumes (believes) that it holds {@code key}, with the hold of this token. */
    record Believed(int client, String key, long token, long atNanos) implements Event {}

    /** From now on the client's own code no longer assumes that it holds {@code key} (null: any key). */
    record Doubted(int client, @Nullable String key, String reason, long atNanos) implements Event {}

    /**
     * The client library reported a change of the session.
     *
     * @param address the {@code host:port} of the connected server, null while disconnected
     * @param member the member at this address, 0 while disconnected or if unknown
     * @param timeoutMillis the negotiated session timeout, 0 if unknown
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
     * The driver of a client ended, and the client's handles are closed. Both nullable fields are set if the driver
     * threw an exception before it was asked to stop; such a client did less work than planned.
     *
     * @param origin whose code threw the exception, null if the driver returned
     * @param stackTrace the exception and its causes, shortened if long; null if the driver returned
     */
    record ClientEnded(int client, @Nullable FailureOrigin origin, @Nullable String stackTrace, long atNanos)
            implements Event {}

    /** A JVM stalled from {@code fromNanos} to {@code atNanos}, by its own measurement. */
    record Stalled(String jvm, long fromNanos, long atNanos) implements Event {}

    /** A member took a role. */
    record RoleChanged(int member, MemberRole role, long epoch, long atNanos) implements Event {}

    /**
     * A fault is about to be injected.
     *
     * @param fault identifies this injection, as {@code step#number}
     * @param step the id of the plan's step
     * @param target the target as written in the plan ({@code leader})
     * @param members the members that the target was resolved to
     * @param clients the clients that the target was resolved to
     * @param links the directed links that the fault cuts, as {@code 1->2} between members and {@code c3->1}, {@code
     *     1->c3} between a client and a member
     * @param effects the effects on members, clients and links, in the order of the enum
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

    /** The injection of a fault is complete; the fault can act from now on. */
    record FaultInjected(String fault, long atNanos) implements Event {}

    /** A fault has been verified to be in effect. */
    record FaultActive(String fault, String evidence, long atNanos) implements Event {}

    /** A fault is about to be healed. */
    record FaultHealing(String fault, long atNanos) implements Event {}

    /** A fault has been verified to be healed. */
    record FaultHealed(String fault, String evidence, long atNanos) implements Event {}

    /** A step of the plan was skipped: the run ended before it, or its fault could not be injected or healed. */
    record StepSkipped(String step, String family, String reason, long atNanos) implements Event {}

    /**
     * The harness observed a change of a znode, or read whether the znode exists.
     *
     * @param member the member whose watcher session observed it
     * @param zxid the zxid of the change; for {@link ZnodeChange#PRESENT} and {@link ZnodeChange#ABSENT} an upper bound
     *     of the zxid of the state that was read
     * @param afterZxid for {@link ZnodeChange#ABSENT}, the zxid of a state in which the znode still existed, so that
     *     its delete has a zxid in ({@code afterZxid}, {@code zxid}]; otherwise 0
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
     * A client wrote to the fenced store, which rejects a write with a lower token than it has seen. These events are
     * in the order of the store.
     *
     * @param operation the acquire from which the writer concluded that it holds the key, or -1
     * @param token the token that the writer presented, 0 for none
     * @param highestToken the highest token that the store had seen before this write
     */
    record StoreWritten(
            int client, int operation, String key, long token, boolean accepted, long highestToken, long atNanos)
            implements Event {}

    /** The audit read a member's tree in the state of {@code zxid}; if it could not, zxid is 0 and there is a problem. */
    record MemberAudited(int member, long zxid, int znodes, @Nullable String problem, long atNanos) implements Event {}

    /**
     * The audit read a znode on a member. {@code data} and {@code acl} are digests: the first 8 bytes of the SHA-256,
     * in hexadecimal. If the data of the run is redacted, {@code data} has another form.
     */
    record ZnodeAudited(int member, String path, ZnodeStat stat, String data, String acl, long atNanos)
            implements Event {}

    /** The audit wrote through a member; {@code problem} is null if the write succeeded. */
    record WriteAudited(int member, @Nullable String problem, long atNanos) implements Event {}

    /** The sessions that were alive when the audit read the trees. */
    record SessionsAudited(List<Long> sessions, long atNanos) implements Event {
        public SessionsAudited {
            sessions = List.copyOf(sessions);
        }
    }

    /** The number of acknowledged writes of the durability probe, and those of them that are missing. */
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

    /** A time limit that was derived from settings. */
    record BudgetDerived(String name, long nanos, String derivation, long atNanos) implements Event {}

    /** The JVM of a worker ended before it was closed: because of a fault, or unexpectedly. */
    record WorkerEnded(String jvm, String reason, long atNanos) implements Event {}

    /**
     * The tap on the links of the clients ended.
     *
     * @param dropped the number of frames that are missing in the file of frames
     * @param undecodedConnections the number of connections that it could not decode to their end
     */
    record FramesTapped(long frames, long dropped, long undecodedConnections, long atNanos) implements Event {}

    /** The transaction logs of these members hold this transaction. Each member's own log is in the order of zxids. */
    record TransactionLogged(List<Integer> members, LoggedTransaction transaction, long atNanos) implements Event {}

    /** The transaction log of a member was read, or could not be read, after the last audit. */
    record TransactionLogRead(LogReading reading, long atNanos) implements Event {}

    /** A message for the reader of the report. */
    record Note(Severity severity, String text, long atNanos) implements Event {}

    /**
     * A part of the harness reached its limit. What exceeds the limit was not examined and must not be judged.
     *
     * @param member the member to which the limit applies, 0 for none
     * @param count the limit
     */
    record LimitReached(HarnessLimit limit, int member, long count, long atNanos) implements Event {
        /** What was not examined, as the report says it. */
        public String text() {
            return limit.text(count, member == 0 ? "" : " at member " + member);
        }
    }

    /** The harness's watcher session at a member started or stopped observing every change below the watched path. */
    record WatcherChanged(int member, WatcherState state, long atNanos) implements Event {}

    /** A client was asked to stop and did not stop in time; {@code probe} describes what it was doing. */
    record ClientHung(int client, String probe, long atNanos) implements Event {}

    /** A part of the harness failed: its later actions and records may be missing. */
    record HarnessFailed(HarnessPart part, String reason, long atNanos) implements Event {}

    /** The chaos phase ended early because the anomaly that this mutant is expected to show was certain. */
    record EndedEarly(String check, String kind, long atNanos) implements Event {}

    /** The last line of a properly closed history; {@code failure} is that of the harness itself, null for none. */
    record RunEnded(@Nullable String failure, long atNanos) implements Event {}

    /** The purpose of a client. */
    enum ClientKind {
        /** One of the scenario's clients. */
        WORKLOAD,
        /** Observes znodes, on a link that no fault cuts. */
        WATCHER,
        /** Writes the numbered znodes of the durability probe. */
        MARKER,
        /** Reads every member at the end of the run. */
        AUDITOR
    }

    /** A phase of a run, in chronological order. */
    enum Phase {
        SETUP,
        WARM_UP,
        CHAOS,
        HEAL,
        RECOVERY,
        AUDIT,
        /** A second audit, after every member was killed and restarted. */
        AUDIT_AGAIN
    }

    /** The state of a session as the client library reports it. */
    enum SessionState {
        CONNECTED,
        SUSPENDED,
        RECONNECTED,
        LOST,
        /** The server reported that the session has expired. */
        EXPIRED,
        /** The client closed the session, and the server acknowledged it. */
        CLOSED;

        /** Whether the client is connected to a server in this state. */
        public boolean connected() {
            return this == CONNECTED || this == RECONNECTED;
        }
    }

    /** The role of a member. */
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

    /** A kind of observation of a znode. */
    enum ZnodeChange {
        CREATED,
        DELETED,
        CHANGED,
        PRESENT,
        ABSENT
    }

    /** Whose code threw the exception that ended a client: a driver of this project, or the user's class or driver. */
    enum FailureOrigin {
        HARNESS,
        USER_CODE
    }

    /** The state of a watcher session. */
    enum WatcherState {
        /** It is connected, its watch is set, and it has read the existing znodes. */
        WATCHING,
        /** It is not connected, or has not yet read what changed since the disconnect. */
        BLIND
    }

    /** How prominently the report shows an entry. */
    enum Severity {
        QUIET,
        NOTICE,
        BAD
    }
}
