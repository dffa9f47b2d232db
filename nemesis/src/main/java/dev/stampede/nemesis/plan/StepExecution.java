package dev.stampede.nemesis.plan;

import dev.stampede.checker.history.data.Event.FaultActive;
import dev.stampede.checker.history.data.Event.FaultHealed;
import dev.stampede.checker.history.data.Event.FaultHealing;
import dev.stampede.checker.history.data.Event.FaultInjected;
import dev.stampede.checker.history.data.Event.FaultInjecting;
import dev.stampede.checker.history.data.Event.StepSkipped;
import dev.stampede.nemesis.fault.Budget;
import dev.stampede.nemesis.fault.Fault;
import dev.stampede.nemesis.fault.FaultContext;
import dev.stampede.nemesis.fault.FaultException;
import dev.stampede.nemesis.fault.FaultImpossibleException;
import dev.stampede.nemesis.fault.FaultType;
import dev.stampede.nemesis.fault.Proof;
import dev.stampede.nemesis.fault.ResolvedTarget;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One execution of a plan step, from the resolution of its target to the proof that its fault is healed. A thread of
 * its own calls {@link #run} once; {@link #heal} is called after that thread has ended.
 *
 * <p>Only {@link FaultImpossibleException} skips the step. Every other exception is a failure of the harness, and
 * {@link #failures} returns it. An exception while the target is resolved or the fault is injected is a failure at
 * once. The calls that verify and heal are repeated after an exception. If the last call of {@link Fault#verifyActive}
 * throws, its exception is a failure; if a heal is not verified in time, {@link #heal} returns {@link
 * HealReport.Unhealed}.
 */
final class StepExecution {
    private static final Duration POLL = Duration.ofMillis(150);
    /** The time in which the effect of a momentary fault must be proven. */
    private static final Duration MOMENTARY_PROOF = Duration.ofSeconds(8);

    private final PlanStep step;
    private final Seed seed;
    private final int number;
    private final TargetResolver targets;
    private final FaultContext context;
    private final FaultEventSink events;
    private final Budget budget;
    private final CountDownLatch stopping;
    private final List<HealReport.StepFailure> failures = new ArrayList<>();

    private @Nullable Fault fault;
    private long injectedNanos;
    private boolean provenActive;
    private boolean healing;
    private boolean healed;
    private boolean blockedByOtherFault;
    private String lastSeen = "nothing";

    StepExecution(
            PlanStep step,
            Seed seed,
            int number,
            TargetResolver targets,
            FaultContext context,
            FaultEventSink events,
            Budget budget,
            CountDownLatch stopping) {
        this.step = step;
        this.seed = seed;
        this.number = number;
        this.targets = targets;
        this.context = context;
        this.events = events;
        this.budget = budget;
        this.stopping = stopping;
    }

    PlanStep step() {
        return step;
    }

    /** The unexpected exceptions. */
    synchronized List<HealReport.StepFailure> failures() {
        return List.copyOf(failures);
    }

    /** Records an error that ended the thread of {@link #run}, such as a missing class. */
    void crashed(Error error) {
        recordFailure("executing the step", new FaultException(error.toString(), error));
    }

    private String name() {
        return step.id() + "#" + number;
    }

    /**
     * Injects the fault, verifies it, waits and heals. If the run stops, returns early and leaves the heal to
     * {@link #heal}.
     */
    void run() throws InterruptedException {
        if (!inject()) {
            return;
        }
        long injected = System.nanoTime();
        long lasting = step.lasting().toNanos();
        verifyActive(injected, lasting > 0 ? lasting : MOMENTARY_PROOF.toNanos());
        if (!stopping.await(lasting - (System.nanoTime() - injected), TimeUnit.NANOSECONDS)) {
            healDuringChaos();
        }
    }

    private boolean inject() throws InterruptedException {
        Fault created;
        try {
            SeededChoices choices = new SeededChoices(seed, step.id(), number);
            ResolvedTarget target = targets.resolve(step.type(), step.target(), choices);
            created = step.type().create(context, target, name());
            recordInjecting(target);
        } catch (FaultImpossibleException e) {
            recordSkipped("no eligible target: " + e.getMessage());
            return false;
        } catch (RuntimeException e) {
            recordFailure("resolving its target", e);
            return false;
        }
        synchronized (this) {
            fault = created;
            injectedNanos = context.nanos().getAsLong();
        }
        try {
            created.inject();
        } catch (FaultImpossibleException e) {
            recordSkipped("the fault is impossible now: " + e.getMessage());
            if (!nothingToHeal(created)) {
                healDuringChaos();
            }
            return false;
        } catch (RuntimeException e) {
            recordFailure("injecting the fault", e);
            healDuringChaos();
            return false;
        }
        events.add(now -> new FaultInjected(name(), now));
        return true;
    }

    /** Whether an impossible fault broke nothing, so that no heal has to be verified. */
    private boolean nothingToHeal(Fault created) throws InterruptedException {
        beginHealing();
        try {
            created.heal();
        } catch (RuntimeException e) {
            lastSeen = describe(e);
            return false;
        }
        if (context.holdings().holdsAny(name())) {
            return false;
        }
        healed = true;
        events.add(now -> new FaultHealed(name(), "nothing was broken, because the fault was impossible", now));
        return true;
    }

    private void recordInjecting(ResolvedTarget target) {
        FaultType type = step.type();
        events.add(now -> new FaultInjecting(
                name(),
                step.id(),
                type.family(),
                type.shape(),
                step.target().toString(),
                target.members(),
                target.clients(),
                target.links().stream().map(Object::toString).toList(),
                type.effects(),
                now));
    }

    /** Checks at least once, until the fault is proven active, its duration is over or the run stops. */
    private void verifyActive(long since, long nanos) throws InterruptedException {
        RuntimeException failure;
        do {
            failure = checkActiveOnce();
            if (provenActive) {
                return;
            }
        } while (System.nanoTime() - since < nanos && !stopping.await(POLL.toMillis(), TimeUnit.MILLISECONDS));
        if (failure != null) {
            recordFailure("verifying that the fault is active", failure);
        }
    }

    /** Checks once whether the fault is active. Returns the exception of the check, if it threw one. */
    private @Nullable RuntimeException checkActiveOnce() throws InterruptedException {
        Fault created = created();
        if (created == null) {
            return null;
        }
        try {
            recordIfActive(created.verifyActive());
            return null;
        } catch (RuntimeException e) {
            return e;
        }
    }

    /**
     * Verifies the effect at the heal, because a run that stops may end {@link #verifyActive} before the effect is
     * visible.
     */
    private void verifyTookEffectOnce(Fault created) throws InterruptedException {
        if (provenActive) {
            return;
        }
        try {
            recordIfActive(created.verifyTookEffect());
        } catch (RuntimeException e) {
            recordFailure("verifying that the fault took effect", e);
        }
    }

    private void recordIfActive(Proof effect) {
        if (effect.isProven()) {
            provenActive = true;
            events.add(now -> new FaultActive(name(), effect.evidence(), now));
        }
    }

    private void healDuringChaos() throws InterruptedException {
        beginHealing();
        long deadline = System.nanoTime() + budget.nanos();
        while (!tryHeal()) {
            if (blockedByOtherFault) {
                deadline = System.nanoTime() + budget.nanos();
            }
            // After the deadline, heal() verifies or reports this heal at the end of the chaos phase.
            if (System.nanoTime() - deadline >= 0 || stopping.await(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        }
    }

    /** Heals the fault with one call. Does not wait until the heal is verified. */
    synchronized void undo() throws InterruptedException {
        if (fault != null && !healed) {
            beginHealing();
            tryHeal();
        }
    }

    /** Heals the fault and verifies the heal; returns null on success. Does nothing if there is nothing to heal. */
    synchronized HealReport.@Nullable Unhealed heal() throws InterruptedException {
        if (fault == null || healed) {
            return null;
        }
        beginHealing();
        long deadline = System.nanoTime() + budget.nanos();
        while (!tryHeal()) {
            if (System.nanoTime() - deadline >= 0) {
                String reason = "the heal was not verified within %d ms (%s); last observation: %s"
                        .formatted(budget.nanos() / 1_000_000, budget.derivation(), lastSeen);
                recordSkipped(reason);
                return new HealReport.Unhealed(name(), step.type().fullName(), injectedNanos, reason);
            }
            TimeUnit.MILLISECONDS.sleep(POLL.toMillis());
        }
        return null;
    }

    private void beginHealing() {
        if (!healing) {
            healing = true;
            events.add(now -> new FaultHealing(name(), now));
        }
    }

    private boolean tryHeal() throws InterruptedException {
        Fault created = created();
        if (created == null || healed) {
            return true;
        }
        blockedByOtherFault = false;
        try {
            created.heal();
            Proof proof = created.verifyHealed();
            lastSeen = proof.evidence();
            blockedByOtherFault = proof.state() == Proof.State.BLOCKED;
            if (proof.isProven()) {
                verifyTookEffectOnce(created);
                healed = true;
                events.add(now -> new FaultHealed(name(), proof.evidence(), now));
            }
        } catch (RuntimeException e) {
            lastSeen = describe(e);
        }
        return healed;
    }

    private synchronized @Nullable Fault created() {
        return fault;
    }

    private void recordFailure(String activity, RuntimeException e) {
        synchronized (this) {
            failures.add(new HealReport.StepFailure(name(), step.type().fullName(), activity, e));
        }
        recordSkipped("the harness failed while " + activity + ": " + e);
    }

    private void recordSkipped(String reason) {
        events.add(now -> new StepSkipped(step.id(), step.type().family(), reason, now));
    }

    /** The exception with the place where it was thrown, to find defects of faults. */
    private static String describe(RuntimeException e) {
        StackTraceElement[] stack = e.getStackTrace();
        return stack.length == 0 ? e.toString() : e + " at " + stack[0];
    }
}
