package dev.stampede.checker.checks.ensemble;

import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.Event.ZnodeChange;
import dev.stampede.checker.history.data.Event.ZnodeObserved;
import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.ResultCode;
import dev.stampede.checker.history.data.ZnodeStat;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Random evidence about one znode: requests of two sessions and events of two watcher sessions. The Stats are those of
 * one true sequence of transactions, but each reply shows any state of it, so that most histories break a guarantee.
 */
final class ReplyEvidence {
    static final String PATH = "/a";
    static final int SESSIONS = 2;
    private static final int TRANSACTIONS = 9;
    private static final int TIMES = 400;
    private static final long MILLI = 1_000_000;

    /**
     * A request; its session has the number of its client.
     *
     * @param zxid of the reply, if {@code exact}; otherwise what its session had seen
     * @param seen what its session had seen when the reply arrived
     */
    record Request(
            int number,
            int client,
            Opcode opcode,
            ResultCode code,
            long sent,
            long answered,
            long zxid,
            boolean exact,
            long seen,
            @Nullable ZnodeStat stat) {
        Request numbered(int place) {
            return new Request(place, client, opcode, code, sent, answered, zxid, exact, seen, stat);
        }

        Request answeredAt(long nanos) {
            return new Request(number, client, opcode, code, sent, nanos, zxid, exact, seen, stat);
        }

        boolean ok() {
            return code == ResultCode.OK;
        }

        /** Whether it is a write, and the leader responded to it. */
        boolean answeredByLeader() {
            return opcode.writes() && code != ResultCode.CONNECTIONLOSS;
        }
    }

    final List<Request> requests = new ArrayList<>();
    final List<ZnodeObserved> events = new ArrayList<>();

    private final SplittableRandom random;
    /** The state after each transaction, null if the znode is absent. */
    private final List<@Nullable ZnodeStat> states = new ArrayList<>();

    private final TreeSet<Long> times = new TreeSet<>();

    ReplyEvidence(SplittableRandom random) {
        this.random = random;
        states.add(null);
        for (int zxid = 1; zxid <= TRANSACTIONS; zxid++) {
            transaction(zxid, states.get(zxid - 1));
        }
        for (int i = random.nextInt(2, 6); i > 0; i--) {
            read();
        }
        if (random.nextInt(3) == 0) {
            request(Opcode.CLOSE, ResultCode.OK, random.nextInt(1, TRANSACTIONS), null);
        }
        requests.sort(Comparator.comparingLong(Request::sent));
        for (int client = 0; client < SESSIONS; client++) {
            answerInOrder(client);
        }
        for (int i = 0; i < requests.size(); i++) {
            requests.set(i, requests.get(i).numbered(i));
        }
    }

    /** A session receives the responses in the order of its requests. */
    private void answerInOrder(int client) {
        Iterator<Long> answered = requests.stream()
                .filter(r -> r.client() == client)
                .map(Request::answered)
                .sorted()
                .toList()
                .iterator();
        requests.replaceAll(r -> r.client() == client ? r.answeredAt(answered.next()) : r);
    }

    static long session(int client) {
        return 0x10L + client;
    }

    private void transaction(int zxid, @Nullable ZnodeStat before) {
        ZnodeStat after;
        Opcode opcode;
        if (random.nextInt(4) == 0) {
            states.add(before);
            return;
        } else if (before == null) {
            opcode = Opcode.CREATE;
            long owner = random.nextBoolean() ? 0 : session(random.nextInt(SESSIONS));
            after = new ZnodeStat(zxid, zxid, zxid, 1, 0, 0, 0, owner, 0, 0);
        } else if (random.nextBoolean()) {
            opcode = Opcode.SET_DATA;
            int version = before.version() + 1;
            after = new ZnodeStat(
                    before.czxid(), zxid, before.pzxid(), 1, version, 0, 0, before.ephemeralOwner(), 0, 0);
        } else {
            opcode = Opcode.DELETE;
            after = null;
        }
        states.add(after);
        int fate = random.nextInt(8);
        if (fate < 5) {
            request(opcode, ResultCode.OK, zxid, after);
        } else if (fate < 7) {
            request(opcode, ResultCode.CONNECTIONLOSS, 0, null);
        }
        ZnodeChange change = opcode == Opcode.CREATE
                ? ZnodeChange.CREATED
                : opcode == Opcode.DELETE ? ZnodeChange.DELETED : ZnodeChange.CHANGED;
        for (int member = 1; member <= 2; member++) {
            if (random.nextInt(3) == 0) {
                events.add(new ZnodeObserved(member, change, PATH, zxid, 0, after, time(0)));
            }
        }
    }

    private void read() {
        int from = random.nextInt(states.size());
        ZnodeStat stat = states.get(from);
        long zxid = random.nextInt(from, states.size());
        if (stat != null && random.nextInt(4) == 0) {
            request(Opcode.CREATE, ResultCode.NODEEXISTS, zxid, null);
        } else {
            request(Opcode.EXISTS, stat == null ? ResultCode.NONODE : ResultCode.OK, zxid, stat);
        }
    }

    /** An ephemeral znode belongs to the session that creates it. */
    private void request(Opcode opcode, ResultCode code, long zxid, @Nullable ZnodeStat stat) {
        boolean ephemeral = opcode == Opcode.CREATE && stat != null && stat.ephemeralOwner() != 0;
        int client = ephemeral ? (int) (stat.ephemeralOwner() - session(0)) : random.nextInt(SESSIONS);
        long sent = time(0);
        boolean exact = zxid > 0 && random.nextInt(3) == 0;
        long seen = zxid + (exact ? random.nextInt(3) : 0);
        requests.add(new Request(0, client, opcode, code, sent, time(sent), zxid, exact, seen, stat));
    }

    /** A time at which nothing else happens, so that no rule depends on whether an interval is closed. */
    private long time(long after) {
        long at = after;
        while (at == after || !times.add(at)) {
            at = after + random.nextLong(1, after == 0 ? TIMES : TIMES / 8) * MILLI;
        }
        return at;
    }

    /** The evidence in the order in which the harness records it. */
    List<Event> history() {
        List<Event> all = new ArrayList<>();
        for (Request r : requests) {
            long session = session(r.client());
            all.add(new Event.AttemptSent(r.number(), r.client(), -1, session, r.number(), r.opcode(), PATH, r.sent()));
            Long replyZxid = r.exact() ? r.zxid() : null;
            all.add(new Event.AttemptAnswered(
                    r.number(), r.code(), session, r.seen(), replyZxid, null, r.stat(), r.answered()));
        }
        all.addAll(events);
        all.sort(Comparator.comparingLong(Event::atNanos));
        return all;
    }
}
