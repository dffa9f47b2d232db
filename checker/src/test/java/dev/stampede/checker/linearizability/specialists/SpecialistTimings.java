package dev.stampede.checker.linearizability.specialists;

import dev.stampede.checker.check.CheckBudget;
import dev.stampede.checker.linearizability.core.Intervals;
import dev.stampede.checker.linearizability.core.SearchBudget;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** The time of the specialists for long linearizable histories of 20 clients, from columns to the witness. */
public final class SpecialistTimings {
    private SpecialistTimings() {}

    private static final int CLIENTS = 20;

    /** Milliseconds of each round, by checker. */
    public static Map<String, List<Double>> all(int operations, int rounds) {
        Intervals when = intervals(operations);
        Map<String, List<Double>> all = new LinkedHashMap<>();
        time(all, rounds, new RegisterSpecialist(), register(when));
        time(all, rounds, new ZnodeSpecialist(), znode(when));
        time(all, rounds, new FifoSpecialist(), queue(when));
        time(all, rounds, new CounterSpecialist(), counter(when));
        time(all, rounds, new TurnstileSpecialist(1), turns(when));
        time(all, rounds, new IdSpecialist(), ids(when));
        return all;
    }

    private static <C> void time(Map<String, List<Double>> all, int rounds, ColumnSpecialist<C> specialist, C columns) {
        List<Double> millis = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            SearchBudget budget = SearchBudget.of(CheckBudget.of(Duration.ofHours(1), Long.MAX_VALUE / 2));
            long started = System.nanoTime();
            SpecialistResult result = specialist.decide(columns, budget);
            millis.add((System.nanoTime() - started) / 1e6);
            if (!(result instanceof SpecialistResult.Accepted)) {
                throw new IllegalStateException(specialist.name() + ": expected to accept, found " + result);
            }
        }
        all.put(specialist.name(), millis);
    }

    /** Clients call and return at random; operations are numbered in the order of their calls, which is a linearization. */
    private static Intervals intervals(int operations) {
        SplittableRandom random = new SplittableRandom(9);
        int[] call = new int[operations];
        int[] ret = new int[operations];
        int[] events = new int[2 * operations];
        int[] open = new int[CLIENTS];
        Arrays.fill(open, -1);
        boolean[] required = new boolean[operations];
        Arrays.fill(required, true);
        int called = 0;
        for (int rank = 0; rank < events.length; ) {
            int client = random.nextInt(CLIENTS);
            if (open[client] >= 0) {
                ret[open[client]] = rank;
                events[rank++] = ~open[client];
                open[client] = -1;
            } else if (called < operations) {
                call[called] = rank;
                events[rank++] = called;
                open[client] = called++;
            }
        }
        int[] byCall = new int[operations];
        Arrays.setAll(byCall, i -> i);
        return new Intervals(call, ret, required, events, byCall);
    }

    private static RegisterColumns register(Intervals when) {
        SplittableRandom random = new SplittableRandom(1);
        byte[] role = new byte[when.size()];
        int[] value = new int[role.length];
        int written = 0;
        for (int i = 0; i < role.length; i++) {
            role[i] = random.nextBoolean() ? RegisterColumns.WRITE : RegisterColumns.READ;
            written += role[i] == RegisterColumns.WRITE ? 1 : 0;
            value[i] = written;
        }
        return new RegisterColumns(when, role, value, new int[role.length], written + 1);
    }

    private static ZnodeColumns znode(Intervals when) {
        SplittableRandom random = new SplittableRandom(2);
        byte[] role = new byte[when.size()];
        int[] state = new int[role.length];
        int version = 0;
        for (int i = 0; i < role.length; i++) {
            role[i] = i == 0 || random.nextBoolean() ? ZnodeColumns.CHANGE : ZnodeColumns.SAW;
            version += role[i] == ZnodeColumns.CHANGE ? 1 : 0;
            state[i] = version;
        }
        return new ZnodeColumns(when, role, state, state.clone(), 0);
    }

    private static FifoColumns queue(Intervals when) {
        SplittableRandom random = new SplittableRandom(3);
        byte[] role = new byte[when.size()];
        int[] item = new int[role.length];
        int in = 0;
        int out = 0;
        for (int i = 0; i < role.length; i++) {
            boolean put = in == out || random.nextBoolean();
            role[i] = put ? FifoColumns.ENQUEUE : FifoColumns.DEQUEUE;
            item[i] = put ? in++ : out++;
        }
        return new FifoColumns(when, role, item, in);
    }

    private static CounterSpecialist.Columns counter(Intervals when) {
        SplittableRandom random = new SplittableRandom(4);
        byte[] role = new byte[when.size()];
        long[] value = new long[role.length];
        long count = 0;
        for (int i = 0; i < role.length; i++) {
            role[i] = random.nextBoolean() ? CounterSpecialist.WITHOUT_VALUE : CounterSpecialist.READ;
            count += role[i] == CounterSpecialist.WITHOUT_VALUE ? 1 : 0;
            value[i] = count;
        }
        return new CounterSpecialist.Columns(when, role, value);
    }

    private static LockColumns turns(Intervals when) {
        byte[] role = new byte[when.size()];
        for (int i = 0; i < role.length; i++) {
            role[i] = i % 2 == 0 ? LockColumns.ACQUIRE : LockColumns.RELEASE;
        }
        return new LockColumns(when, role, new int[role.length], 1);
    }

    private static IdSpecialist.Columns ids(Intervals when) {
        int[] id = new int[when.size()];
        Arrays.setAll(id, i -> i);
        return new IdSpecialist.Columns(when, id, id.length);
    }
}
