package dev.stampede.checker.analysis;

import dev.stampede.checker.history.History;
import dev.stampede.checker.history.Samples;
import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.LogReading;
import dev.stampede.checker.history.data.LoggedTransaction;
import dev.stampede.checker.history.data.LoggedTransaction.Part;
import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.ResultCode;
import dev.stampede.checker.history.data.TransactionType;
import dev.stampede.checker.history.data.ZnodeStat;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * A simulated run of two clients on three members, with lost replies, lost requests, elections, and members whose logs
 * lack a part because of a SNAP sync. It knows which attempts took effect.
 */
final class SimulatedLogs {
    private static final List<Integer> ALL = List.of(1, 2, 3);

    /** For each attempt that took effect, its zxid. */
    final Map<Integer, Long> effects = new HashMap<>();

    final List<Event> events = new ArrayList<>();
    final List<Event.TransactionLogged> log = new ArrayList<>();
    private final SplittableRandom random;
    private final String chroot;
    private final Map<String, ZnodeStat> tree = new TreeMap<>();
    private final long[] seen = new long[3];
    private long zxid = 1L << 32;
    private int attempts;
    private int sequence;
    private long now;

    SimulatedLogs(long seed, int steps) {
        this(seed, steps, "");
    }

    /** @param chroot the prefix of the requested paths in the logs and in the audit */
    SimulatedLogs(long seed, int steps, String chroot) {
        this.chroot = chroot;
        random = new SplittableRandom(seed);
        logged(0, TransactionType.CREATE_SESSION, List.of(), 0, ALL);
        for (int step = 0; step < steps; step++) {
            write(1 + random.nextInt(2));
            if (random.nextInt(8) == 0) {
                zxid = ((zxid >>> 32) + 1) << 32; // an election
            }
        }
    }

    private void write(int client) {
        int kind = random.nextInt(5);
        String path = "/r" + random.nextInt(2);
        switch (kind) {
            case 0 -> request(client, Opcode.CREATE, path, path, TransactionType.CREATE2, !tree.containsKey(path));
            case 1 -> request(client, Opcode.DELETE, path, path, TransactionType.DELETE, tree.containsKey(path));
            case 2 -> {
                String created = String.format("/q-%010d", sequence++);
                request(client, Opcode.CREATE, "/q-", created, TransactionType.CREATE, true);
            }
            case 3 ->
                request(
                        client,
                        Opcode.MULTI,
                        "check /r0, setData /r0",
                        "/r0",
                        TransactionType.MULTI,
                        tree.containsKey("/r0"));
            default -> request(client, Opcode.SET_DATA, path, path, TransactionType.SET_DATA, tree.containsKey(path));
        }
    }

    private void request(int client, Opcode opcode, String path, String changed, TransactionType type, boolean holds) {
        int attempt = attempts++;
        events.add(new Event.AttemptSent(attempt, client, -1, client, attempt, opcode, path, now += 10));
        boolean arrives = random.nextInt(10) > 1;
        boolean replied = arrives && random.nextInt(10) > 2;
        if (arrives && holds) {
            apply(client, type, changed);
            effects.put(attempt, zxid);
        } else if (arrives && random.nextBoolean()) {
            logged(client, TransactionType.ERROR, List.of(), -101, members());
        }
        if (!replied) {
            events.add(answer(attempt, client, ResultCode.CONNECTIONLOSS, null, null, null));
            return;
        }
        seen[client] = zxid;
        boolean sequential = holds && path.equals("/q-");
        ZnodeStat stat = holds && opcode != Opcode.DELETE && opcode != Opcode.MULTI ? tree.get(changed) : null;
        Long exact = random.nextBoolean() ? zxid : null;
        events.add(answer(
                attempt, client, holds ? ResultCode.OK : ResultCode.NONODE, exact, sequential ? changed : null, stat));
    }

    private Event answer(int attempt, int client, ResultCode code, Long exact, String path, ZnodeStat stat) {
        return new Event.AttemptAnswered(attempt, code, client, seen[client], exact, path, stat, now += 10);
    }

    private List<Integer> members() {
        return random.nextInt(4) > 0 ? ALL : List.of(1 + random.nextInt(2), 3);
    }

    private void apply(int client, TransactionType type, String requested) {
        String path = chroot + requested;
        List<Part> parts = type == TransactionType.MULTI
                ? List.of(
                        new Part(TransactionType.CHECK, path, 0, false, null),
                        new Part(TransactionType.SET_DATA, path, 1, false, "d"))
                : List.of(new Part(type, path, 1, false, "d"));
        logged(client, type, parts, 0, members());
        if (type.deletes()) {
            tree.remove(requested);
        } else {
            ZnodeStat old = tree.get(requested);
            long czxid = old == null ? zxid : old.czxid();
            tree.put(requested, new ZnodeStat(czxid, zxid, zxid, 0, 0, 0, 0, 0, 1, 0));
        }
    }

    private void logged(int client, TransactionType type, List<Part> parts, int error, List<Integer> members) {
        zxid++;
        LoggedTransaction transaction =
                new LoggedTransaction(zxid, client, attempts, 0, type, parts, true, error, "c" + zxid);
        log.add(new Event.TransactionLogged(members, transaction, 0));
    }

    /** The history with this log, read completely from each member. */
    History history(List<Event.TransactionLogged> logged) {
        return history(
                logged,
                ALL.stream()
                        .map(member -> new LogReading(member, true, logged.size(), zxid, List.of()))
                        .toList());
    }

    History history(List<Event.TransactionLogged> logged, List<LogReading> readings) {
        History.Builder builder = History.builder(Samples.header());
        events.forEach(builder::add);
        now += 10;
        for (int member : ALL) {
            builder.add(new Event.MemberAudited(member, zxid, tree.size(), null, now));
            tree.forEach(
                    (path, stat) -> builder.add(new Event.ZnodeAudited(member, chroot + path, stat, "d", "a", now)));
        }
        logged.forEach(builder::add);
        readings.forEach(reading -> builder.add(new Event.TransactionLogRead(reading, now)));
        return builder.build();
    }
}
