package dev.stampede.nemesis.plan;

import dev.stampede.checker.history.data.Event.FaultActive;
import dev.stampede.checker.history.data.Event.FaultHealed;
import dev.stampede.checker.history.data.Event.FaultHealing;
import dev.stampede.checker.history.data.Event.FaultInjected;
import dev.stampede.checker.history.data.Event.FaultInjecting;
import dev.stampede.checker.history.data.Event.StepSkipped;
import dev.stampede.nemesis.fault.Budget;
import dev.stampede.nemesis.fault.Fault;
import dev.stampede.nemesis.fault.FaultMaker;
import dev.stampede.nemesis.fault.Proof;
import dev.stampede.nemesis.fault.ResolvedTarget;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One firing of an atom, from its aim to the proof of its heal. {@link #run} is called once, by a thread of its own;
 * {@link #heal} after that thread has ended.
 */
final class StepExecution {
    private static final Duration LOOK = Duration.ofMillis(150);
    private static final Duration MOMENTARY_BITE = Duration.ofSeconds(8);

    private final PlanStep atom;
    private final Seed seed;
    private final int number;
    private final TargetResolver aimer;
    private final FaultMaker maker;
    private final FaultEventSink journal;
    private final Budget budget;
    private final CountDownLatch stopping;

    private @Nullable Fault fault;
    private boolean bit;
    private boolean healing;
    private boolean healed;
    private String lastSeen = "it was not looked at";

    StepExecution(
            PlanStep atom,
            Seed seed,
            int number,
            TargetResolver aimer,
            FaultMaker maker,
            FaultEventSink journal,
            Budget budget,
            CountDownLatch stopping) {
        this.atom = atom;
        this.seed = seed;
        this.number = number;
        this.aimer = aimer;
        this.maker = maker;
        this.journal = journal;
        this.budget = budget;
        this.stopping = stopping;
    }

    PlanStep atom() {
        return atom;
    }

    private String name() {
        return atom.id() + "#" + number;
    }

    /** Injects, proves, waits and heals. Ends early, with the heal left to {@link #heal}, when the run stops. */
    void run() throws InterruptedException {
        if (!inject()) {
            return;
        }
        long injected = System.nanoTime();
        long lasting = atom.lasting().toNanos();
        proveBite(injected, lasting > 0 ? lasting : MOMENTARY_BITE.toNanos());
        if (!stopping.await(lasting - (System.nanoTime() - injected), TimeUnit.NANOSECONDS)) {
            healWhileChaosLasts();
        }
    }

    private boolean inject() throws InterruptedException {
        Fault made;
        try {
            SeededChoice choice = new SeededChoice(seed, atom.id(), number);
            ResolvedTarget aim = aimer.aim(atom.shape(), atom.target(), choice);
            made = maker.make(atom.shape(), aim, name());
            announce(aim);
        } catch (RuntimeException e) {
            diverge("it found nobody to befall: " + text(e));
            return false;
        }
        synchronized (this) {
            fault = made;
        }
        try {
            made.inject();
        } catch (RuntimeException e) {
            diverge("it could not be injected: " + text(e));
            healWhileChaosLasts();
            return false;
        }
        journal.add(now -> new FaultInjected(name(), now));
        return true;
    }

    private void announce(ResolvedTarget aim) {
        journal.add(now -> new FaultInjecting(
                name(),
                atom.id(),
                atom.shape().family().label(),
                atom.shape().label(),
                atom.target().toString(),
                aim.members(),
                aim.clients(),
                aim.links().stream().map(Object::toString).toList(),
                atom.shape().effects(),
                now));
    }

    /** Looks until it has bitten, its time is over or the run stops; at least once. */
    private void proveBite(long since, long nanos) throws InterruptedException {
        do {
            if (lookForBite()) {
                return;
            }
        } while (System.nanoTime() - since < nanos && !stopping.await(LOOK.toMillis(), TimeUnit.MILLISECONDS));
    }

    private boolean lookForBite() throws InterruptedException {
        Fault made = made();
        if (bit || made == null) {
            return bit;
        }
        try {
            Proof proof = made.bite();
            if (proof.holds()) {
                bit = true;
                journal.add(now -> new FaultActive(name(), proof.evidence(), now));
            }
        } catch (RuntimeException e) {
            lastSeen = text(e);
        }
        return bit;
    }

    private void healWhileChaosLasts() throws InterruptedException {
        beginHealing();
        long deadline = System.nanoTime() + budget.nanos();
        while (!tryHeal()) {
            boolean waitsForAnother = blocked;
            if (waitsForAnother) {
                deadline = System.nanoTime() + budget.nanos();
            }
            // What is not proven by then is proven, or named, when the chaos phase ends.
            if (System.nanoTime() - deadline >= 0 || stopping.await(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        }
    }

    /** Undoes it if that has not been done; the proof can wait. */
    synchronized void mend() throws InterruptedException {
        if (fault != null && !healed) {
            beginHealing();
            tryHeal();
        }
    }

    /** Heals it and proves it, or says why not; what it did if nothing is to be healed is nothing. */
    synchronized HealReport.@Nullable Unhealed heal(Duration atMost) throws InterruptedException {
        if (fault == null || healed) {
            return null;
        }
        beginHealing();
        long deadline = System.nanoTime() + Math.min(budget.nanos(), atMost.toNanos());
        while (!tryHeal()) {
            if (System.nanoTime() - deadline >= 0) {
                String reason = "its heal was not proven within %d ms (%s): %s"
                        .formatted(budget.nanos() / 1_000_000, budget.derivation(), lastSeen);
                diverge(reason);
                return new HealReport.Unhealed(name(), atom.shape().kind(), reason);
            }
            TimeUnit.MILLISECONDS.sleep(LOOK.toMillis());
        }
        return null;
    }

    private boolean blocked;

    private void beginHealing() {
        if (!healing) {
            healing = true;
            journal.add(now -> new FaultHealing(name(), now));
        }
    }

    private boolean tryHeal() throws InterruptedException {
        Fault made = made();
        if (made == null || healed) {
            return true;
        }
        blocked = false;
        try {
            made.heal();
            Proof proof = made.cure();
            lastSeen = proof.evidence();
            blocked = proof.state() == Proof.State.BLOCKED;
            if (proof.holds()) {
                healed = true;
                journal.add(now -> new FaultHealed(name(), proof.evidence(), now));
            }
        } catch (RuntimeException e) {
            lastSeen = text(e);
        }
        return healed;
    }

    private synchronized @Nullable Fault made() {
        return fault;
    }

    private void diverge(String reason) {
        journal.add(now -> new StepSkipped(atom.id(), atom.shape().family().label(), reason, now));
    }

    private static String text(RuntimeException e) {
        return e.getMessage() == null ? e.toString() : e.getMessage();
    }
}
