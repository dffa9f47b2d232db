package dev.stampede.workloads.frames;

import dev.stampede.checker.history.data.ResultCode;
import dev.stampede.nemesis.tap.WireOpcode;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Prints frames for people, one line a frame:
 *
 * <pre>
 * 12.003412 s  client 3 -> member 1  #2  0x1000a  getData /a, watch       xid 7   36 bytes
 * 12.004101 s  client 3 <- member 1  #2  0x1000a  getData /a: OK          xid 7  zxid 0x10000002f  after 0.7 ms   97 bytes
 * </pre>
 *
 * Joins the replies to their requests. Keeps {@value #PENDING} requests; older ones are no longer joined. Not
 * thread-safe.
 */
public final class FrameListing implements Consumer<FrameRecord> {
    private static final int PENDING = 1 << 16;
    private static final String[] EVENT_TYPES = {
        "NodeCreated",
        "NodeDeleted",
        "NodeDataChanged",
        "NodeChildrenChanged",
        "DataWatchRemoved",
        "ChildWatchRemoved",
        "PersistentWatchRemoved"
    };

    private record Key(int client, int member, long connection, int xid) {}

    private final FrameFilter filter;
    private final Consumer<String> lines;
    private final Map<Key, FrameRecord> pending = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, FrameRecord> eldest) {
            return size() > PENDING;
        }
    };
    private long read;
    private long printed;

    /** @param lines receives each line */
    public FrameListing(FrameFilter filter, Consumer<String> lines) {
        this.filter = filter;
        this.lines = lines;
    }

    @Override
    public void accept(FrameRecord frame) {
        read++;
        FrameRecord request = null;
        Key key = new Key(frame.client(), frame.member(), frame.connection(), frame.xid());
        if (frame.kind() == FrameRecord.Kind.REQUEST) {
            pending.put(key, frame);
        } else if (frame.kind() == FrameRecord.Kind.REPLY) {
            request = pending.remove(key);
        }
        if (filter.selects(frame, request == null ? null : request.path())) {
            printed++;
            lines.accept(line(frame, request));
        }
    }

    /** The number of frames so far. */
    public long read() {
        return read;
    }

    /** The number of printed frames so far. */
    public long printed() {
        return printed;
    }

    private static String line(FrameRecord frame, @Nullable FrameRecord request) {
        return String.format(
                Locale.ROOT,
                "%.6f s  client %d %s member %d  #%d  0x%x  %s  %d bytes",
                frame.atNanos() / 1e9,
                frame.client(),
                frame.kind().fromClient() ? "->" : "<-",
                frame.member(),
                frame.connection(),
                frame.session(),
                text(frame, request),
                frame.length());
    }

    private static String text(FrameRecord frame, @Nullable FrameRecord request) {
        return switch (frame.kind()) {
            case CONNECT -> "connect, last zxid " + hex(frame.zxid());
            case CONNECTED -> frame.session() == 0 ? "session expired" : "connected";
            case REQUEST -> frame.opcode() + path(frame.path()) + (frame.watch() ? ", watch" : "") + xid(frame);
            case REPLY -> reply(frame, request);
            case WATCH_EVENT -> eventType(frame.watchType()) + path(frame.path()) + "  zxid " + hex(frame.zxid());
        };
    }

    private static String reply(FrameRecord reply, @Nullable FrameRecord request) {
        String path = reply.path() != null || request == null ? reply.path() : request.path();
        String opcode =
                reply.opcode() == WireOpcode.OTHER ? "reply" : reply.opcode().toString();
        String after = request == null
                ? ""
                : String.format(Locale.ROOT, "  after %.1f ms", (reply.atNanos() - request.atNanos()) / 1e6);
        return opcode + path(path) + ": " + code(reply.error()) + xid(reply) + "  zxid " + hex(reply.zxid()) + after;
    }

    private static String code(int error) {
        ResultCode code = ResultCode.of(error);
        return code == ResultCode.UNKNOWN ? "code " + error : code.toString();
    }

    private static String eventType(int number) {
        return number >= 1 && number <= EVENT_TYPES.length ? EVENT_TYPES[number - 1] : "event " + number;
    }

    private static String path(@Nullable String path) {
        return path == null ? "" : " " + path;
    }

    private static String xid(FrameRecord frame) {
        return "  xid " + frame.xid();
    }

    private static String hex(long number) {
        return "0x" + Long.toHexString(number);
    }
}
