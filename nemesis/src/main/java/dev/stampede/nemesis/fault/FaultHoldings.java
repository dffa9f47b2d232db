package dev.stampede.nemesis.fault;

import dev.stampede.nemesis.ensemble.MemberResource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What is broken now, and which executions of plan steps <em>hold</em> each breakage, which means that they keep it
 * broken. Faults may overlap: if two executions hold the same breakage, the last one that releases it repairs it. A
 * proof can find out which other fault prevents an answer.
 *
 * <p>Safe to use from several threads; only one thread at a time breaks or repairs the same subject. The number of
 * entries is bounded by the active faults.
 */
public final class FaultHoldings {
    private final Map<Breakage, Set<String>> holders = new LinkedHashMap<>();
    private final Map<Object, ReentrantLock> locks = new ConcurrentHashMap<>();

    /** The kinds of breakage. */
    public enum Kind {
        /** A link drops all data. */
        CUT,
        /** A process is killed. */
        DOWN,
        /** A process is paused. */
        PAUSED,
        /** A member lacks a resource. */
        EXHAUSTED
    }

    /** A member with an exhausted resource. */
    public record Shortage(int member, MemberResource resource) {}

    /**
     * Something that is broken.
     *
     * @param subject a member's number, a {@link Shortage}, a process id or a link
     */
    public record Breakage(Kind kind, Object subject) {}

    /**
     * Adds the execution as a holder. Runs the action if there is no other holder. If the action throws, adds nothing.
     */
    public void hold(Breakage breakage, String execution, Runnable breakIt) {
        exclusively(breakage, () -> {
            boolean first = others(breakage, execution).isEmpty();
            add(breakage, execution);
            if (!first) {
                return;
            }
            try {
                breakIt.run();
            } catch (RuntimeException e) {
                remove(breakage, execution);
                throw e;
            }
        });
    }

    /**
     * Removes the execution as a holder. Runs the action if it was the last holder. If the action throws, the execution
     * remains a holder. Does nothing if the execution is not a holder.
     */
    public void release(Breakage breakage, String execution, Runnable repair) {
        exclusively(breakage, () -> {
            if (!holds(breakage, execution)) {
                return;
            }
            if (others(breakage, execution).isEmpty()) {
                repair.run();
            }
            remove(breakage, execution);
        });
    }

    /** Removes all holders, because the subject no longer exists: for example, a paused process was killed. */
    public synchronized void forget(Breakage breakage) {
        holders.remove(breakage);
    }

    /** Whether the execution is a holder of anything. */
    public synchronized boolean holdsAny(String execution) {
        return holders.values().stream().anyMatch(set -> set.contains(execution));
    }

    private synchronized boolean holds(Breakage breakage, String execution) {
        return holders.getOrDefault(breakage, Set.of()).contains(execution);
    }

    /** The other executions that hold this breakage. */
    public synchronized List<String> others(Breakage breakage, String execution) {
        List<String> others = new ArrayList<>(holders.getOrDefault(breakage, Set.of()));
        others.remove(execution);
        return others;
    }

    /** The other executions that keep a member from answering. */
    public List<String> silencers(int member, String execution) {
        List<String> all = new ArrayList<>(others(new Breakage(Kind.DOWN, member), execution));
        all.addAll(others(new Breakage(Kind.PAUSED, member), execution));
        for (MemberResource resource : MemberResource.values()) {
            all.addAll(others(new Breakage(Kind.EXHAUSTED, new Shortage(member, resource)), execution));
        }
        return all;
    }

    /** Whether a fault holds this member down, paused or short of a resource. */
    public boolean disturbed(int member) {
        return !silencers(member, "").isEmpty();
    }

    /** Everything that is held now, for people; such as {@code 2 DOWN, held by [kill-1#1]}. */
    public synchronized List<String> held() {
        return holders.entrySet().stream()
                .map(e -> e.getKey().subject() + " " + e.getKey().kind() + ", held by " + e.getValue())
                .toList();
    }

    private void exclusively(Breakage breakage, Runnable action) {
        ReentrantLock lock = locks.computeIfAbsent(breakage.subject(), s -> new ReentrantLock());
        lock.lock();
        try {
            action.run();
        } finally {
            lock.unlock();
        }
    }

    private synchronized void add(Breakage breakage, String execution) {
        holders.computeIfAbsent(breakage, b -> new LinkedHashSet<>()).add(execution);
    }

    private synchronized void remove(Breakage breakage, String execution) {
        Set<String> set = holders.get(breakage);
        if (set != null && set.remove(execution) && set.isEmpty()) {
            holders.remove(breakage);
        }
    }
}
