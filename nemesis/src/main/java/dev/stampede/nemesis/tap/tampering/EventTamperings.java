package dev.stampede.nemesis.tap.tampering;

import dev.stampede.nemesis.tap.ClientFrame;
import dev.stampede.nemesis.tap.FrameAction;
import dev.stampede.nemesis.tap.TappedFrame;
import dev.stampede.nemesis.tap.WireOpcode;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Lies about watch events. Stateless. */
public final class EventTamperings {
    /** {@code Watcher.Event.EventType.NodeDeleted}. */
    private static final int DELETED = 2;
    /** {@code Watcher.Event.EventType.NodeDataChanged}. */
    private static final int DATA_CHANGED = 3;
    /** {@code Watcher.Event.KeeperState.SyncConnected}. */
    private static final int CONNECTED = 3;

    private static final long NO_ZXID = -1;

    private EventTamperings() {}

    private static ClientFrame.@Nullable WatchEvent event(TappedFrame frame) {
        return frame.frame() instanceof ClientFrame.WatchEvent event ? event : null;
    }

    private static ClientFrame.@Nullable WatchEvent dataChanged(TappedFrame frame) {
        ClientFrame.WatchEvent event = event(frame);
        return event != null && event.kind() == DATA_CHANGED ? event : null;
    }

    /** The frame of an event. */
    static byte[] frame(ClientFrame.WatchEvent event) {
        return JuteWriter.frame(new JuteWriter()
                .writeInt(ClientFrame.NOTIFICATION_XID)
                .writeLong(event.zxid())
                .writeInt(WireReply.OK)
                .writeInt(event.kind())
                .writeInt(event.state())
                .writeString(event.path())
                .bytes());
    }

    /** The reply to a getData that set a watch; null if the frame is none. */
    private static @Nullable WireReply watching(TappedFrame frame) {
        WireReply reply = WireReply.ok(frame, WireOpcode.GET_DATA);
        return reply != null && reply.request().watch() ? reply : null;
    }

    /** An event of changed data is not sent. */
    public static Tampering dropsEvent() {
        return () -> frame -> {
            ClientFrame.WatchEvent event = dataChanged(frame);
            return event == null
                    ? null
                    : new Lie(() -> new FrameDecision(
                            new FrameAction.Drop(),
                            "no event of the change of " + event.path() + " at zxid " + hex(event.zxid())));
        };
    }

    /** An event is sent again after the client has set its watch again. */
    public static Tampering repeatsEvent() {
        return () -> new ConnectionTamperer() {
            private final Map<String, ClientFrame.WatchEvent> last = new HashMap<>();

            @Override
            public @Nullable Lie possible(TappedFrame frame) {
                WireReply reply = watching(frame);
                ClientFrame.WatchEvent event = reply == null ? null : last.get(reply.path());
                return reply == null || event == null || event.zxid() <= 0
                        ? null
                        : Lie.replacing(
                                "once more the event of the change of " + event.path() + " at zxid " + hex(event.zxid())
                                        + ", to a new watch",
                                () -> JuteWriter.joined(reply.frame(), EventTamperings.frame(event)));
            }

            @Override
            public void observe(TappedFrame frame) {
                ClientFrame.WatchEvent event = dataChanged(frame);
                if (event != null) {
                    last.put(event.path(), event);
                }
            }
        };
    }

    /** An event of changed data is sent after the reply that shows the changed data. */
    public static Tampering sendsEventLate() {
        return () -> new ConnectionTamperer() {
            private ClientFrame.@Nullable WatchEvent held;

            @Override
            public @Nullable Lie possible(TappedFrame frame) {
                ClientFrame.WatchEvent event = dataChanged(frame);
                return event == null
                        ? null
                        : Lie.beginning(() -> {
                            held = event;
                            return new FrameAction.Drop();
                        });
            }

            @Override
            public @Nullable FrameDecision complete(TappedFrame frame) {
                ClientFrame.WatchEvent late = held;
                if (late == null || frame.fromClient() || !frame.whole()) {
                    return null;
                }
                byte[] now = JuteWriter.frame(WireReply.bytes(frame));
                WireReply reply = WireReply.ok(frame, WireOpcode.GET_DATA);
                ClientFrame.WatchEvent next = event(frame);
                if (reply != null && reply.path().equals(late.path())) {
                    held = null;
                    return FrameDecision.replacing(
                            "the event of the change of " + late.path() + " at zxid " + hex(late.zxid())
                                    + " after the changed data",
                            now,
                            EventTamperings.frame(late));
                } else if (next != null && next.path().equals(late.path())) {
                    held = null;
                    return FrameDecision.replacing(null, EventTamperings.frame(late), now);
                }
                return null;
            }
        };
    }

    /** The event of changed data says that the znode was deleted. */
    public static Tampering changesType() {
        return () -> frame -> {
            ClientFrame.WatchEvent event = dataChanged(frame);
            return event == null
                    ? null
                    : Lie.replacing(
                            "the deletion of " + event.path() + " instead of its change at zxid " + hex(event.zxid()),
                            () -> EventTamperings.frame(
                                    new ClientFrame.WatchEvent(event.zxid(), DELETED, event.state(), event.path())));
        };
    }

    /** The event of changed data names another znode that the client watches. */
    public static Tampering changesPath() {
        return () -> new ConnectionTamperer() {
            private final Set<String> watched = new LinkedHashSet<>();

            @Override
            public @Nullable Lie possible(TappedFrame frame) {
                ClientFrame.WatchEvent event = dataChanged(frame);
                String other = event == null
                        ? null
                        : watched.stream()
                                .filter(path -> !path.equals(event.path()))
                                .findFirst()
                                .orElse(null);
                return event == null || other == null
                        ? null
                        : Lie.replacing(
                                "the change of " + other + " instead of " + event.path() + " at zxid "
                                        + hex(event.zxid()),
                                () -> EventTamperings.frame(
                                        new ClientFrame.WatchEvent(event.zxid(), event.kind(), event.state(), other)));
            }

            @Override
            public void observe(TappedFrame frame) {
                WireReply reply = watching(frame);
                ClientFrame.WatchEvent event = event(frame);
                if (reply != null) {
                    watched.add(reply.path());
                } else if (event != null) {
                    watched.remove(event.path());
                }
            }
        };
    }

    /** An event of a change that was not made follows the reply that set the watch. */
    public static Tampering inventsEvent() {
        return () -> frame -> {
            WireReply reply = watching(frame);
            return reply == null
                    ? null
                    : Lie.replacing(
                            "an event of a change of " + reply.path() + " that was not made",
                            () -> JuteWriter.joined(
                                    reply.frame(),
                                    EventTamperings.frame(new ClientFrame.WatchEvent(
                                            NO_ZXID, DATA_CHANGED, CONNECTED, reply.path()))));
        };
    }

    /** An event is sent after a later event of another znode. */
    public static Tampering reordersEvents() {
        return () -> new ConnectionTamperer() {
            private ClientFrame.@Nullable WatchEvent held;

            @Override
            public @Nullable Lie possible(TappedFrame frame) {
                ClientFrame.WatchEvent event = dataChanged(frame);
                return event == null || event.zxid() <= 0
                        ? null
                        : Lie.beginning(() -> {
                            held = event;
                            return new FrameAction.Drop();
                        });
            }

            @Override
            public @Nullable FrameDecision complete(TappedFrame frame) {
                ClientFrame.WatchEvent first = held;
                ClientFrame.WatchEvent second = event(frame);
                if (first == null || second == null) {
                    return null;
                }
                held = null;
                return second.zxid() <= first.zxid() || second.path().equals(first.path())
                        ? FrameDecision.replacing(null, EventTamperings.frame(first), EventTamperings.frame(second))
                        : FrameDecision.replacing(
                                "the event of " + first.path() + " at zxid " + hex(first.zxid()) + " after that of "
                                        + second.path() + " at zxid " + hex(second.zxid()),
                                EventTamperings.frame(second),
                                EventTamperings.frame(first));
            }
        };
    }

    private static String hex(long zxid) {
        return "0x" + Long.toHexString(zxid);
    }
}
