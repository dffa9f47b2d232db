package dev.stampede.checker.simulation;

import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.ZnodeStat;
import dev.stampede.checker.simulation.ZnodeTree.Change;
import dev.stampede.checker.simulation.ZnodeTree.Transaction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A member: it applies the transactions of the leader, in order and late, and answers reads from its own tree. Not
 * thread-safe.
 */
final class SimulatedMember {
    /**
     * A watch that a client has set.
     *
     * @param path the watched znode
     * @param child whether it is for its list of children, otherwise for its data or its existence
     */
    record Watch(String path, boolean child, SimulatedConnection connection, Runnable event) {}

    private static final Duration MEAN_LAG = Duration.ofMillis(1);
    private static final Duration LONG_LAG = Duration.ofMillis(120);
    private static final int LONG_LAG_OF_A_THOUSAND = 3;

    private final int number;
    private final VirtualTime time;
    private final List<Transaction> log;
    private final BiConsumer<SimulatedMember, Transaction> observer;
    private final ZnodeTree tree = new ZnodeTree();
    private final Map<String, List<Watch>> dataWatches = new HashMap<>();
    private final Map<String, List<Watch>> childWatches = new HashMap<>();
    private final Map<Integer, List<Runnable>> awaiting = new HashMap<>();
    private int applied;
    private long lastScheduledNanos;
    private long stalledUntilNanos;
    private boolean up = true;

    /**
     * @param log the transactions of the ensemble, to which the leader appends
     * @param observer is called after each transaction that this member applied
     */
    SimulatedMember(
            int number, VirtualTime time, List<Transaction> log, BiConsumer<SimulatedMember, Transaction> observer) {
        this.number = number;
        this.time = time;
        this.log = log;
        this.observer = observer;
    }

    int number() {
        return number;
    }

    boolean up() {
        return up;
    }

    ZnodeTree tree() {
        return tree;
    }

    /** Applies all transactions up to the newest one, after some delay. */
    void hear() {
        int upTo = log.size();
        boolean slow = time.choose(1000) < LONG_LAG_OF_A_THOUSAND;
        Duration lag = time.exponential(slow ? LONG_LAG : MEAN_LAG);
        long at = Math.max(Math.max(lastScheduledNanos, stalledUntilNanos), time.now() + lag.toNanos());
        lastScheduledNanos = at;
        time.at(at, () -> {
            if (up) {
                apply(upTo);
            }
        });
    }

    /** Applies nothing for some time. */
    void stall(Duration length) {
        stalledUntilNanos = time.now() + length.toNanos();
    }

    void kill() {
        up = false;
        dataWatches.clear();
        childWatches.clear();
        awaiting.clear();
    }

    /** Restarts, and applies everything that it missed. */
    void restart() {
        up = true;
        apply(log.size());
    }

    /** Applies the first {@code upTo} transactions. */
    void apply(int upTo) {
        while (applied < upTo) {
            Transaction transaction = log.get(applied++);
            tree.apply(transaction);
            transaction.changes().forEach(this::fire);
            observer.accept(this, transaction);
            List<Runnable> ready = awaiting.remove(applied);
            if (ready != null) {
                ready.forEach(Runnable::run);
            }
        }
    }

    /** Runs something once the first {@code count} transactions are applied; never if the member is killed before. */
    void whenApplied(int count, Runnable then) {
        if (applied >= count) {
            then.run();
        } else {
            awaiting.computeIfAbsent(count, c -> new ArrayList<>(1)).add(then);
        }
    }

    private void fire(Change change) {
        String path = change.path();
        fire(dataWatches.remove(path));
        if (change.opcode() == Opcode.DELETE) {
            fire(childWatches.remove(path));
        }
        if (change.opcode() != Opcode.SET_DATA) {
            fire(childWatches.remove(path.substring(0, Math.max(1, path.lastIndexOf('/')))));
        }
    }

    private static void fire(@Nullable List<Watch> watches) {
        if (watches != null) {
            watches.forEach(watch -> watch.connection().deliver(watch.event()));
        }
    }

    void watch(Watch watch) {
        (watch.child() ? childWatches : dataWatches)
                .computeIfAbsent(watch.path(), p -> new ArrayList<>(1))
                .add(watch);
    }

    /** Sets a watch again after a reconnect, or fires it if the client has missed the change. */
    void watchAgain(Watch watch, boolean existed, long seenZxid) {
        ZnodeStat stat = tree.stat(watch.path());
        boolean missed = stat == null ? existed : !existed || (watch.child() ? stat.pzxid() : stat.mzxid()) > seenZxid;
        if (missed) {
            watch.connection().deliver(watch.event());
        } else {
            watch(watch);
        }
    }
}
