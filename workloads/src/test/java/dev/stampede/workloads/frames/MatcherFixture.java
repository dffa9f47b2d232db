package dev.stampede.workloads.frames;

import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.ResultCode;
import dev.stampede.checker.history.data.ZnodeStat;
import dev.stampede.nemesis.tap.ClientFrame;
import dev.stampede.nemesis.tap.TappedFrame;
import dev.stampede.nemesis.tap.TappedLink;
import dev.stampede.nemesis.tap.WireOpcode;
import dev.stampede.nemesis.toxiproxy.buffer.StreamDirection;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One client whose frames and events reach a {@link ReplyMatcher}; each call takes one nanosecond. */
final class MatcherFixture {
    static final int CLIENT = 3;
    static final long SESSION = 0x1000a;

    private final ReplyMatcher matcher = new ReplyMatcher();
    private final Map<Long, Map<Integer, ClientFrame.Request>> pending = new HashMap<>();
    private final Map<Long, Long> sessions = new HashMap<>();
    private long now;
    private long connection;

    MatcherFixture() {
        connect(1, SESSION);
    }

    ReplyMatcher matcher() {
        return matcher;
    }

    long tick() {
        return ++now;
    }

    MatcherFixture connect(long number, long session) {
        connection = number;
        pending.put(number, new HashMap<>());
        sessions.put(number, 0L);
        forward(0, true, new ClientFrame.ConnectRequest(0, 0, 1_000, session, false));
        sessions.put(number, session);
        forward(0, false, new ClientFrame.ConnectResponse(1_000, session, false));
        return this;
    }

    MatcherFixture onConnection(long number) {
        if (!pending.containsKey(number)) {
            connect(number, SESSION);
        }
        connection = number;
        return this;
    }

    void sent(int attempt, Opcode opcode, @Nullable String path) {
        matcher.sent(new Event.AttemptSent(attempt, CLIENT, -1, 0, 0, opcode, path, tick()));
    }

    @Nullable
    Long answered(int attempt, ResultCode code) {
        return matcher.replyZxid(
                CLIENT, new Event.AttemptAnswered(attempt, code, SESSION, 999, null, null, null, tick()));
    }

    void request(int xid, Opcode opcode, @Nullable String path) {
        request(xid, wire(opcode), path, List.of());
    }

    private void request(int xid, WireOpcode opcode, @Nullable String path, List<ClientFrame.Operation> operations) {
        ClientFrame.Request request =
                new ClientFrame.Request(xid, opcode, path, false, null, null, operations, List.of(), 0);
        pending.get(connection).put(xid, request);
        forward(1, true, request);
    }

    void multi(int xid, String check, String delete, String create) {
        request(
                xid,
                WireOpcode.MULTI,
                null,
                List.of(
                        new ClientFrame.Operation(WireOpcode.CHECK, check, 0),
                        new ClientFrame.Operation(WireOpcode.DELETE, delete, 0),
                        new ClientFrame.Operation(WireOpcode.CREATE2, create, null)));
    }

    void reply(int xid, long zxid, int error) {
        reply(xid, zxid, error, null, List.of());
    }

    void reply(int xid, long zxid, int error, @Nullable ZnodeStat stat) {
        reply(xid, zxid, error, stat, List.of());
    }

    void multiReply(int xid, long zxid, int... codes) {
        List<Integer> results = new ArrayList<>();
        for (int code : codes) {
            results.add(code);
        }
        reply(xid, zxid, 0, null, results);
    }

    private void reply(int xid, long zxid, int error, @Nullable ZnodeStat stat, List<Integer> results) {
        ClientFrame.Request request = pending.get(connection).remove(xid);
        forward(1, false, new ClientFrame.Reply(xid, zxid, error, request, null, stat, results));
    }

    void notDecoded(long number) {
        matcher.notDecoded(new TappedLink(CLIENT, 1), number);
    }

    private void forward(long number, boolean fromClient, ClientFrame frame) {
        matcher.forwarded(new TappedFrame(
                new TappedLink(CLIENT, 1),
                connection,
                sessions.get(connection),
                fromClient ? StreamDirection.UPSTREAM : StreamDirection.DOWNSTREAM,
                number,
                40,
                tick(),
                frame,
                ByteBuffer.allocate(0)));
    }

    static WireOpcode wire(Opcode opcode) {
        for (WireOpcode each : WireOpcode.values()) {
            if (each.opcode() == opcode) {
                return each;
            }
        }
        throw new IllegalArgumentException(opcode.toString());
    }
}
