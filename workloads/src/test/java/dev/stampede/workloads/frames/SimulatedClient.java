package dev.stampede.workloads.frames;

import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.ResultCode;
import dev.stampede.checker.history.data.ZnodeStat;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A client whose random requests are known to the last xid. The matcher sees its frames at once, and its events later,
 * but in their order. The truth and the candidates of each attempt come from lists of everything that happened.
 */
final class SimulatedClient {
    /** What the tap sees. */
    enum Tap {
        COMPLETE,
        /** Some requests are not seen, and some connections are no longer decoded. */
        WITH_GAPS
    }

    private static final List<Opcode> OPCODES = List.of(Opcode.EXISTS, Opcode.GET_DATA, Opcode.SET_DATA);
    private static final List<ResultCode> CODES = List.of(ResultCode.OK, ResultCode.OK, ResultCode.NONODE);
    private static final long SECOND_SESSION = 0x2000b;

    /** A request of the client, from the recorder to the answer. */
    private static final class Attempt {
        final int number;
        final Handle handle;
        final Opcode opcode;
        final String path;
        long sentNanos;

        Attempt(int number, Handle handle, Opcode opcode, String path) {
            this.number = number;
            this.handle = handle;
            this.opcode = opcode;
            this.path = path;
        }
    }

    /** A reply on the wire; its attempt is null for a request that no recorder saw. */
    private record Reply(
            @Nullable Attempt attempt,
            long session,
            Opcode opcode,
            String path,
            ResultCode code,
            @Nullable ZnodeStat stat,
            long zxid,
            long requestNanos,
            long replyNanos) {}

    private record OnTheWire(
            int xid, @Nullable Attempt attempt, Opcode opcode, String path, long nanos, boolean seen) {}

    private static final class Handle {
        final long session;
        long connection;
        int xid;
        boolean decoded = true;
        final List<Attempt> unsent = new ArrayList<>();
        final ArrayDeque<OnTheWire> atServer = new ArrayDeque<>();
        final List<Reply> received = new ArrayList<>();

        Handle(long session, long connection) {
            this.session = session;
            this.connection = connection;
        }
    }

    private record Answer(Attempt attempt, Event.AttemptAnswered event, @Nullable Reply by) {}

    private final SplittableRandom random;
    private final Tap tap;
    private final MatcherFixture fixture = new MatcherFixture();
    private final List<Handle> handles = new ArrayList<>();
    private final List<Reply> replies = new ArrayList<>();
    private final ArrayDeque<Object> events = new ArrayDeque<>();
    private final List<String> wrong = new ArrayList<>();
    private final List<String> missing = new ArrayList<>();
    private long connections = 10;
    private long zxid = 100;
    private int attempts;
    private int answered;
    private int resolved;

    SimulatedClient(SplittableRandom random, Tap tap) {
        this.random = random;
        this.tap = tap;
        // The second handle has the session of the first one, the third a session of its own.
        for (long session : List.of(MatcherFixture.SESSION, MatcherFixture.SESSION, SECOND_SESSION)) {
            handles.add(new Handle(session, connections));
            fixture.connect(connections++, session);
        }
    }

    void run(int steps) {
        for (int i = 0; i < steps; i++) {
            step();
        }
        while (!events.isEmpty()) {
            deliver();
        }
    }

    private void step() {
        Handle handle = handles.get(random.nextInt(handles.size()));
        switch (random.nextInt(12)) {
            case 0, 1 -> send(handle);
            case 2, 3 -> put(handle);
            case 4, 5 -> reply(handle);
            case 6, 7 -> receive(handle);
            case 8 -> unrecorded(handle);
            case 9 -> {
                if (random.nextInt(4) == 0) {
                    disconnect(handle);
                }
            }
            default -> {
                for (int i = random.nextInt(4); i > 0 && !events.isEmpty(); i--) {
                    deliver();
                }
            }
        }
    }

    private Opcode opcode() {
        return OPCODES.get(random.nextInt(OPCODES.size()));
    }

    private String path() {
        return random.nextBoolean() ? "/a" : "/b";
    }

    private void send(Handle handle) {
        if (handle.unsent.size() + handle.atServer.size() < 2) {
            Attempt attempt = new Attempt(attempts++, handle, opcode(), path());
            attempt.sentNanos = fixture.tick();
            handle.unsent.add(attempt);
            events.add(attempt);
        }
    }

    /** The library puts any of the recorded requests on the wire: threads overtake each other. */
    private void put(Handle handle) {
        if (!handle.unsent.isEmpty()) {
            Attempt attempt = handle.unsent.remove(random.nextInt(handle.unsent.size()));
            request(handle, attempt, attempt.opcode, attempt.path);
        }
    }

    private void unrecorded(Handle handle) {
        if (random.nextInt(3) == 0) {
            request(handle, null, opcode(), path());
        }
    }

    private void request(Handle handle, @Nullable Attempt attempt, Opcode opcode, String path) {
        int xid = ++handle.xid;
        boolean gap = tap == Tap.WITH_GAPS && random.nextInt(10) == 0;
        boolean seen = handle.decoded && !gap;
        if (seen) {
            fixture.onConnection(handle.connection).request(xid, opcode, "/chroot" + path);
        }
        handle.atServer.add(new OnTheWire(xid, attempt, opcode, path, fixture.tick() - 1, seen));
    }

    private void reply(Handle handle) {
        OnTheWire request = handle.atServer.poll();
        if (request == null) {
            return;
        }
        ResultCode code = CODES.get(random.nextInt(CODES.size()));
        ZnodeStat stat = code == ResultCode.OK && random.nextBoolean() ? stat() : null;
        long at = request.opcode().writes() ? ++zxid : zxid - random.nextInt(2);
        if (handle.decoded) {
            fixture.onConnection(handle.connection).reply(request.xid(), at, code.value(), stat);
        }
        Reply reply = new Reply(
                request.attempt(),
                handle.session,
                request.opcode(),
                request.path(),
                code,
                stat,
                at,
                request.nanos(),
                fixture.tick() - 1);
        replies.add(reply);
        handle.received.add(reply);
        if (tap == Tap.WITH_GAPS && handle.decoded && random.nextInt(20) == 0) {
            handle.decoded = false;
            fixture.notDecoded(handle.connection);
        }
    }

    private ZnodeStat stat() {
        return new ZnodeStat(1, 1 + random.nextInt(2), 1, 5, 0, 0, 0, 0, 0, 0);
    }

    /** The client processes any of the received replies: threads wake up in any order. */
    private void receive(Handle handle) {
        if (!handle.received.isEmpty()) {
            Reply reply = handle.received.remove(random.nextInt(handle.received.size()));
            Attempt attempt = reply.attempt();
            if (attempt != null && random.nextInt(20) > 0) { // otherwise its thread was interrupted
                answer(attempt, reply.code(), reply.stat(), reply);
            }
        }
    }

    /** The connection ends: the client never learns of the replies that it has not processed. */
    private void disconnect(Handle handle) {
        handle.received.forEach(reply -> lost(reply.attempt()));
        handle.atServer.forEach(request -> lost(request.attempt()));
        handle.received.clear();
        handle.atServer.clear();
        handle.decoded = true;
        handle.connection = connections++;
        fixture.connect(handle.connection, handle.session);
    }

    private void lost(@Nullable Attempt attempt) {
        if (attempt != null) {
            answer(attempt, ResultCode.CONNECTIONLOSS, null, null);
        }
    }

    private void answer(Attempt attempt, ResultCode code, @Nullable ZnodeStat stat, @Nullable Reply by) {
        Event.AttemptAnswered event = new Event.AttemptAnswered(
                attempt.number, code, attempt.handle.session, 1, null, null, stat, fixture.tick());
        events.add(new Answer(attempt, event, by));
    }

    private void deliver() {
        Object next = events.remove();
        if (next instanceof Attempt a) {
            fixture.matcher()
                    .sent(new Event.AttemptSent(
                            a.number, MatcherFixture.CLIENT, -1, 0, 0, a.opcode, a.path, a.sentNanos));
        } else if (next instanceof Answer answer) {
            judge(answer, fixture.matcher().replyZxid(MatcherFixture.CLIENT, answer.event()));
        }
    }

    private void judge(Answer answer, @Nullable Long found) {
        Reply truth = answer.by();
        answered += truth == null ? 0 : 1;
        resolved += found == null ? 0 : 1;
        if (found != null && (truth == null || truth.zxid() != found)) {
            wrong.add("attempt " + answer.attempt().number + ": found " + found + ", true is " + truth);
        }
        if (found == null && truth != null && candidateZxids(answer) == 1) {
            missing.add("attempt " + answer.attempt().number + ": only " + truth + " is possible");
        }
    }

    /** The number of different zxids of all replies so far that may answer an attempt. */
    private long candidateZxids(Answer answer) {
        Attempt a = answer.attempt();
        return replies.stream()
                .filter(r -> r.session() == a.handle.session
                        && r.opcode() == a.opcode
                        && r.path().equals(a.path)
                        && r.code() == answer.event().code()
                        && r.requestNanos() > a.sentNanos
                        && r.replyNanos() < answer.event().atNanos()
                        && (r.stat() == null
                                || answer.event().stat() == null
                                || r.stat().equals(answer.event().stat())))
                .mapToLong(Reply::zxid)
                .distinct()
                .count();
    }

    List<String> wrong() {
        return wrong;
    }

    List<String> missing() {
        return missing;
    }

    int answered() {
        return answered;
    }

    int resolved() {
        return resolved;
    }
}
