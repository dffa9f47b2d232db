package dev.stampede.workloads.frames;

import dev.stampede.nemesis.tap.ClientFrame;
import dev.stampede.nemesis.tap.TappedFrame;
import dev.stampede.nemesis.tap.WireOpcode;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One frame on the link of a client, without data and passwords. A component that the kind of the frame does not have
 * is 0, {@link WireOpcode#OTHER}, false or null. Immutable.
 *
 * @param atNanos when the tap had read the frame, in nanoseconds since the run began
 * @param connection the number of the connection on this link, from 1
 * @param session the session of the connection, 0 before the server has answered the connect request; of a connect
 *     request, the requested session, 0 for a new one
 * @param length the length in bytes, without the 4 bytes of the length itself
 * @param opcode of a request and of its reply
 * @param path of a request and of a watch event; of a multi, its operations; of the reply to a create, the created path
 * @param error of a reply, 0 for success
 * @param zxid of a reply and of a watch event; of a connect request, the last zxid that the client has processed
 * @param watch whether a request registers a watch
 * @param watchType of a watch event: {@code Watcher.Event.EventType} as a number
 * @param watchState of a watch event: {@code Watcher.Event.KeeperState} as a number
 */
public record FrameRecord(
        long atNanos,
        int client,
        int member,
        long connection,
        long session,
        Kind kind,
        int length,
        int xid,
        WireOpcode opcode,
        @Nullable String path,
        int error,
        long zxid,
        boolean watch,
        int watchType,
        int watchState) {
    /** Longer paths, and lists of operations, are cut. */
    static final int MAX_PATH = 1_000;

    /** The kinds of frames, in the order of their numbers in the file. */
    public enum Kind {
        CONNECT,
        CONNECTED,
        REQUEST,
        REPLY,
        WATCH_EVENT;

        /** Whether a client sends it. */
        public boolean fromClient() {
            return this == CONNECT || this == REQUEST;
        }
    }

    /** @param beganNanos the {@link System#nanoTime()} at which the run began */
    static FrameRecord of(TappedFrame tapped, long beganNanos) {
        ClientFrame frame = tapped.frame();
        if (frame instanceof ClientFrame.ConnectRequest connect) {
            return of(tapped, beganNanos, connect.sessionId(), Kind.CONNECT, 0, WireOpcode.OTHER, null)
                    .answered(0, connect.lastZxidSeen());
        } else if (frame instanceof ClientFrame.ConnectResponse connected) {
            return of(tapped, beganNanos, connected.sessionId(), Kind.CONNECTED, 0, WireOpcode.OTHER, null);
        } else if (frame instanceof ClientFrame.Request request) {
            return of(
                            tapped,
                            beganNanos,
                            tapped.session(),
                            Kind.REQUEST,
                            request.xid(),
                            request.opcode(),
                            path(request))
                    .watching(request.watch());
        } else if (frame instanceof ClientFrame.Reply reply) {
            WireOpcode opcode =
                    reply.request() == null ? WireOpcode.OTHER : reply.request().opcode();
            return of(tapped, beganNanos, tapped.session(), Kind.REPLY, reply.xid(), opcode, cut(reply.path()))
                    .answered(error(reply), reply.zxid());
        }
        ClientFrame.WatchEvent event = (ClientFrame.WatchEvent) frame;
        FrameRecord common = of(
                tapped,
                beganNanos,
                tapped.session(),
                Kind.WATCH_EVENT,
                ClientFrame.NOTIFICATION_XID,
                WireOpcode.OTHER,
                cut(event.path()));
        return common.notifying(event);
    }

    private static FrameRecord of(
            TappedFrame tapped,
            long beganNanos,
            long session,
            Kind kind,
            int xid,
            WireOpcode opcode,
            @Nullable String path) {
        return new FrameRecord(
                tapped.nanos() - beganNanos,
                tapped.link().client(),
                tapped.link().member(),
                tapped.connection(),
                session,
                kind,
                tapped.length(),
                xid,
                opcode,
                path,
                0,
                0,
                false,
                0,
                0);
    }

    private FrameRecord answered(int code, long at) {
        return new FrameRecord(
                atNanos, client, member, connection, session, kind, length, xid, opcode, path, code, at, false, 0, 0);
    }

    private FrameRecord watching(boolean registers) {
        return new FrameRecord(
                atNanos, client, member, connection, session, kind, length, xid, opcode, path, 0, 0, registers, 0, 0);
    }

    private FrameRecord notifying(ClientFrame.WatchEvent event) {
        return new FrameRecord(
                atNanos,
                client,
                member,
                connection,
                session,
                kind,
                length,
                xid,
                opcode,
                path,
                0,
                event.zxid(),
                false,
                event.kind(),
                event.state());
    }

    /** This frame with another path. */
    FrameRecord withPath(@Nullable String other) {
        return new FrameRecord(
                atNanos,
                client,
                member,
                connection,
                session,
                kind,
                length,
                xid,
                opcode,
                cut(other),
                error,
                zxid,
                watch,
                watchType,
                watchState);
    }

    private static @Nullable String path(ClientFrame.Request request) {
        if (!request.operations().isEmpty()) {
            return cut(operations(request.operations()));
        }
        return cut(
                request.path() != null || request.registered().isEmpty()
                        ? request.path()
                        : String.join(", ", first(request.registered())));
    }

    private static String operations(List<ClientFrame.Operation> operations) {
        return first(operations).stream()
                .map(operation -> operation.opcode() + " " + operation.path())
                .collect(Collectors.joining(", "));
    }

    /** A path has at least two bytes, so the others would be cut anyway. */
    private static <T> List<T> first(List<T> all) {
        return all.subList(0, Math.min(all.size(), MAX_PATH / 2));
    }

    /** The code of a reply; of a multi that failed, the code of the operation that failed it. */
    static int error(ClientFrame.Reply reply) {
        return reply.error() != 0
                ? reply.error()
                : reply.results().stream().filter(code -> code != 0).findFirst().orElse(0);
    }

    private static @Nullable String cut(@Nullable String path) {
        return path == null || path.length() <= MAX_PATH ? path : path.substring(0, MAX_PATH) + " ...";
    }
}
