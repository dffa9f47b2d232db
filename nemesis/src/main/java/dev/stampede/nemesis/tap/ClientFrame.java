package dev.stampede.nemesis.tap;

import dev.stampede.checker.history.data.ZnodeStat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A decoded frame of ZooKeeper's client protocol. A component is null if the frame does not have it, or if the tap did
 * not keep that part of a long frame. Immutable.
 */
public sealed interface ClientFrame {
    /** The xid of watch events. */
    int NOTIFICATION_XID = -1;
    /** The xid of pings. */
    int PING_XID = -2;
    /** The xid of authentications. */
    int AUTH_XID = -4;
    /** The xid of the request that registers watches again after a reconnect. */
    int SET_WATCHES_XID = -8;

    /** The short name of the frame's type, such as {@code getData} or {@code watchEvent}. */
    String type();

    /**
     * The first frame of a client.
     *
     * @param lastZxidSeen the last zxid of a reply that the client has processed
     * @param timeoutMillis the requested session timeout
     * @param sessionId 0 for a new session
     */
    record ConnectRequest(int protocolVersion, long lastZxidSeen, int timeoutMillis, long sessionId, boolean readOnly)
            implements ClientFrame {
        @Override
        public String type() {
            return "connect";
        }
    }

    /**
     * The first frame of a server.
     *
     * @param timeoutMillis the negotiated session timeout; 0 if the session has ended
     * @param sessionId 0 if the session has ended
     * @param readOnly whether the server serves reads only, because it has lost its quorum
     */
    record ConnectResponse(int timeoutMillis, long sessionId, boolean readOnly) implements ClientFrame {
        @Override
        public String type() {
            return "connected";
        }
    }

    /**
     * A request.
     *
     * @param opcode the type of the request
     * @param path the path of a request with one path
     * @param watch whether the request registers a watch
     * @param version the expected version of a conditional write, -1 for any
     * @param mode the flags of a create ({@code CreateMode.toFlag})
     * @param operations the operations of a multi, as far as they were kept
     * @param registered the paths of setWatches or setWatches2, as far as they were kept
     * @param relativeZxid of setWatches: the last zxid that the client has processed; otherwise 0
     */
    record Request(
            int xid,
            WireOpcode opcode,
            @Nullable String path,
            boolean watch,
            @Nullable Integer version,
            @Nullable Integer mode,
            List<Operation> operations,
            List<String> registered,
            long relativeZxid)
            implements ClientFrame {
        public Request {
            operations = List.copyOf(operations);
            registered = List.copyOf(registered);
        }

        /** A request without the components that only some requests have. */
        static Request of(int xid, WireOpcode opcode, @Nullable String path) {
            return new Request(xid, opcode, path, false, null, null, List.of(), List.of(), 0);
        }

        Request watching(boolean registers) {
            return new Request(xid, opcode, path, registers, version, mode, operations, registered, relativeZxid);
        }

        Request expecting(@Nullable Integer expected) {
            return new Request(xid, opcode, path, watch, expected, mode, operations, registered, relativeZxid);
        }

        Request flagged(@Nullable Integer flags) {
            return new Request(xid, opcode, path, watch, version, flags, operations, registered, relativeZxid);
        }

        @Override
        public String type() {
            return opcode.toString();
        }
    }

    /**
     * An operation of a multi.
     *
     * @param version the expected version; null for an operation without a version
     */
    record Operation(WireOpcode opcode, String path, @Nullable Integer version) {}

    /**
     * The answer to a request.
     *
     * @param zxid the zxid of the transaction; for a read, the last zxid that the member had applied
     * @param error 0, or the code of the error
     * @param request null if the tap has not seen the request
     * @param path the path of the created znode
     * @param stat the Stat that ends the answer
     * @param results the result codes of a multi by position, as far as they were kept
     */
    record Reply(
            int xid,
            long zxid,
            int error,
            @Nullable Request request,
            @Nullable String path,
            @Nullable ZnodeStat stat,
            List<Integer> results)
            implements ClientFrame {
        public Reply {
            results = List.copyOf(results);
        }

        @Override
        public String type() {
            return request == null ? "reply" : request.type();
        }
    }

    /**
     * A watch event.
     *
     * @param zxid the zxid of the change; -1 from servers before 3.9, and for changes while the client was disconnected
     * @param kind {@code Watcher.Event.EventType} as a number
     * @param state {@code Watcher.Event.KeeperState} as a number
     */
    record WatchEvent(long zxid, int kind, int state, String path) implements ClientFrame {
        @Override
        public String type() {
            return "watchEvent";
        }
    }
}
