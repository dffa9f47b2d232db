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
 * Which faults of a run hold what broken now, so that faults may overlap: what two faults hold is mended when both have
 * let go of it, and a proof knows what another fault hides from it.
 *
 * <p>Safe to use from several threads; what is done to one subject is done by one thread at a time. Holds at most what
 * the live faults of a run break.
 */
public final class FaultHoldings {
    private final Map<Thing, Set<String>> holders = new LinkedHashMap<>();
    private final Map<Object, ReentrantLock> locks = new ConcurrentHashMap<>();

    /** How something is broken. */
    enum How {
        CUT,
        DOWN,
        STOPPED,
        STARVED
    }

    /** What a member is starved of. */
    record Lack(int member, MemberResource resource) {}

    /** Something that is broken: {@code subject} is a member's number, what it lacks, a process or a link. */
    record Thing(How how, Object subject) {}

    /** Enters the fault as a holder; the action runs if it is the first one. Without effect if the action throws. */
    void hold(Thing thing, String fault, Runnable breakIt) {
        exclusively(thing, () -> {
            boolean first = others(thing, fault).isEmpty();
            add(thing, fault);
            if (!first) {
                return;
            }
            try {
                breakIt.run();
            } catch (RuntimeException e) {
                remove(thing, fault);
                throw e;
            }
        });
    }

    /** Strikes the fault out; the action runs if it was the last one. It stays a holder if the action throws. */
    void release(Thing thing, String fault, Runnable mendIt) {
        exclusively(thing, () -> {
            if (!holds(thing, fault)) {
                return;
            }
            if (others(thing, fault).isEmpty()) {
                mendIt.run();
            }
            remove(thing, fault);
        });
    }

    /** Strikes every fault out: the thing itself is gone, such as a stopped process that was killed. */
    synchronized void forget(Thing thing) {
        holders.remove(thing);
    }

    synchronized boolean holds(Thing thing, String fault) {
        return holders.getOrDefault(thing, Set.of()).contains(fault);
    }

    /** The other faults that hold it. */
    synchronized List<String> others(Thing thing, String fault) {
        List<String> others = new ArrayList<>(holders.getOrDefault(thing, Set.of()));
        others.remove(fault);
        return others;
    }

    /** The faults that keep a member from answering, but for this one. */
    List<String> silencers(int member, String fault) {
        List<String> all = new ArrayList<>(others(new Thing(How.DOWN, member), fault));
        all.addAll(others(new Thing(How.STOPPED, member), fault));
        for (MemberResource resource : MemberResource.values()) {
            all.addAll(others(new Thing(How.STARVED, new Lack(member, resource)), fault));
        }
        return all;
    }

    /** Whether any fault holds this member down, stopped or starved. */
    public boolean disturbed(int member) {
        return !silencers(member, "").isEmpty();
    }

    /** Everything that is held now, for people. */
    public synchronized List<String> held() {
        return holders.entrySet().stream()
                .map(e -> e.getKey().subject() + " " + e.getKey().how() + " by " + e.getValue())
                .toList();
    }

    private void exclusively(Thing thing, Runnable action) {
        ReentrantLock lock = locks.computeIfAbsent(thing.subject(), s -> new ReentrantLock());
        lock.lock();
        try {
            action.run();
        } finally {
            lock.unlock();
        }
    }

    private synchronized void add(Thing thing, String fault) {
        holders.computeIfAbsent(thing, t -> new LinkedHashSet<>()).add(fault);
    }

    private synchronized void remove(Thing thing, String fault) {
        Set<String> set = holders.get(thing);
        if (set != null && set.remove(fault) && set.isEmpty()) {
            holders.remove(thing);
        }
    }
}
