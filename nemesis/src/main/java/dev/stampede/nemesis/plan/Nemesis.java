package dev.stampede.nemesis.plan;

import dev.stampede.checker.history.data.EnsembleSettings;
import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.Event.StepSkipped;
import dev.stampede.nemesis.ensemble.Capability;
import dev.stampede.nemesis.ensemble.Ensemble;
import dev.stampede.nemesis.ensemble.Member;
import dev.stampede.nemesis.fault.Budgets;
import dev.stampede.nemesis.fault.ClientTarget;
import dev.stampede.nemesis.fault.FaultContext;
import dev.stampede.nemesis.fault.FaultHoldings;
import dev.stampede.nemesis.fault.FaultMaker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Executes a plan. Used in this order by one thread: {@link #start} when the chaos phase begins, {@link #healAll} when
 * it ends, {@link #close}.
 *
 * <p>Each fault that is live has a thread of its own, {@value #MOST_LIVE} at most; an atom that comes when so many are
 * live diverges. An atom that finds nobody to befall, or whose time comes after the phase has ended, diverges as well;
 * the others go on as if it had not been there.
 */
public final class Nemesis implements AutoCloseable {
    /** More faults are not live at once. */
    static final int MOST_LIVE = 32;

    private static final int PROBES = 16;
    /** Every call of a fault is bounded by a few seconds; this is more. */
    private static final Duration LAST_CALL = Duration.ofSeconds(20);

    private final Plan plan;
    private final FaultContext site;
    private final FaultMaker maker;
    private final FaultEventSink journal;
    private final Duration patience;
    private final List<String> versions;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final ExecutorService probes;
    private final Thread clock;
    private final List<StepExecution> occurrences = new ArrayList<>();
    private final List<Thread> live = new ArrayList<>();
    private @Nullable HealReport healing;

    /**
     * @param events called by one thread at a time; must not block for long
     * @param nanos the run's clock
     */
    public Nemesis(
            Plan plan, Ensemble ensemble, List<ClientTarget> clients, Consumer<Event> events, LongSupplier nanos) {
        this(plan, ensemble, clients, events, nanos, FaultMaker::new);
    }

    Nemesis(
            Plan plan,
            Ensemble ensemble,
            List<ClientTarget> clients,
            Consumer<Event> events,
            LongSupplier nanos,
            java.util.function.Function<FaultContext, FaultMaker> makers) {
        this.plan = plan;
        this.probes = Executors.newFixedThreadPool(PROBES, task -> thread("probe", task));
        this.site = new FaultContext(ensemble, clients, new FaultHoldings(), probes, nanos);
        this.maker = makers.apply(site);
        this.journal = new FaultEventSink(events, nanos);
        this.versions = ensemble.members().stream().map(Member::version).toList();
        this.patience = Budgets.aim(ensemble);
        this.clock = thread("clock", this::fireInTime);
    }

    private static Thread thread(String name, Runnable task) {
        Thread thread = new Thread(task, "nemesis-" + name);
        thread.setDaemon(true);
        return thread;
    }

    /** Begins: the times of the plan count from now. Returns at once. Called once. */
    public void start() {
        clock.start();
    }

    /**
     * Waits until every atom has fired and is healed or given up.
     *
     * @return false if that took longer
     */
    public boolean awaitDone(Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        if (!join(clock, deadline)) {
            return false;
        }
        for (Thread thread : threads()) {
            if (!join(thread, deadline)) {
                return false;
            }
        }
        return true;
    }

    private void fireInTime() {
        long began = System.nanoTime();
        for (PlanStep atom : plan.byTime()) {
            try {
                long wait = atom.offset().toNanos() - (System.nanoTime() - began);
                if (stopping.await(Math.max(0, wait), TimeUnit.NANOSECONDS)) {
                    diverge(atom, "the chaos phase ended before its time (" + atom.when() + ")");
                } else {
                    fire(atom);
                }
            } catch (InterruptedException e) {
                // Only healAll interrupts, after it has counted down: the rest diverges.
                diverge(atom, "the chaos phase was interrupted before its time (" + atom.when() + ")");
            }
        }
    }

    private void fire(PlanStep atom) {
        EnsembleSettings settings = site.ensemble().settings();
        StepExecution occurrence = new StepExecution(
                atom,
                new Seed(plan.seed()),
                1,
                new TargetResolver(site, patience, stopping),
                maker,
                journal,
                Budgets.heal(atom.shape(), settings, versions),
                stopping);
        Thread thread = thread(atom.id(), () -> {
            try {
                occurrence.run();
            } catch (InterruptedException e) {
                // healAll interrupts what does not come to its end, and heals it.
                Thread.currentThread().interrupt();
            }
        });
        synchronized (this) {
            live.removeIf(t -> !t.isAlive());
            if (live.size() < MOST_LIVE) {
                occurrences.add(occurrence);
                live.add(thread);
                thread.start();
                return;
            }
        }
        diverge(atom, "there were " + MOST_LIVE + " faults live already");
    }

    private void diverge(PlanStep atom, String reason) {
        journal.add(now -> new StepSkipped(atom.id(), atom.shape().family().label(), reason, now));
    }

    /**
     * Ends the plan and heals what still lasts, in the plan's order, with a proof of each. Works on a thread of its own,
     * so that an interrupt of the caller changes nothing (the caller is interrupted again when it is done). What it did
     * once it does not do again: further calls give the same answer.
     */
    public HealReport healAll() {
        HealReport done = healing();
        if (done != null) {
            return done;
        }
        stopping.countDown();
        Thread healer = thread("healer", this::stopAndHeal);
        healer.start();
        boolean interrupted = false;
        while (healer.isAlive()) {
            try {
                healer.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        HealReport result = healing();
        if (result == null) {
            throw new IllegalStateException("the healer ended without an answer; its thread's stack trace says why");
        }
        return result;
    }

    private synchronized @Nullable HealReport healing() {
        return healing;
    }

    private void stopAndHeal() {
        List<HealReport.Unhealed> unhealed = new ArrayList<>();
        List<String> leftovers = new ArrayList<>();
        try {
            stopThreads();
            List<StepExecution> inOrder = inHealingOrder();
            // First undo everything, in order; only then can each be proven without another in its way.
            for (StepExecution occurrence : inOrder) {
                occurrence.mend();
            }
            for (StepExecution occurrence : inOrder) {
                HealReport.Unhealed problem = occurrence.heal(Duration.ofDays(1));
                if (problem != null) {
                    unhealed.add(problem);
                }
            }
        } catch (InterruptedException e) {
            leftovers.add("the healer was interrupted");
        }
        leftovers.addAll(sweep());
        synchronized (this) {
            healing = new HealReport(unhealed, leftovers, journal.failure());
        }
    }

    private void stopThreads() throws InterruptedException {
        List<Thread> all = new ArrayList<>(List.of(clock));
        all.addAll(threads());
        long deadline = System.nanoTime() + LAST_CALL.toNanos();
        for (Thread thread : all) {
            if (!join(thread, deadline)) {
                thread.interrupt();
                thread.join(LAST_CALL.toMillis());
            }
        }
    }

    private synchronized List<Thread> threads() {
        return List.copyOf(live);
    }

    private synchronized List<StepExecution> inHealingOrder() {
        return occurrences.stream()
                .sorted(Comparator.comparingInt(
                        o -> plan.healing().indexOf(o.atom().id())))
                .toList();
    }

    /** Whatever went wrong before: no member stays stopped. */
    private List<String> sweep() {
        List<String> leftovers = new ArrayList<>(site.ledger().held());
        if (!site.ensemble().capabilities().contains(Capability.PAUSE_MEMBERS)) {
            return leftovers;
        }
        for (Member member : site.ensemble().members()) {
            try {
                if (member.paused()) {
                    member.resume();
                    leftovers.add("member " + member.number() + " was still stopped and was let go on");
                }
            } catch (RuntimeException e) {
                leftovers.add("member " + member.number() + " could not be let go on: " + e.getMessage());
            }
        }
        return leftovers;
    }

    private static boolean join(Thread thread, long deadline) throws InterruptedException {
        long millis = Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime()));
        thread.join(millis);
        return !thread.isAlive();
    }

    /** Heals all that is not healed and ends every thread. Idempotent. */
    @Override
    public void close() {
        healAll();
        probes.shutdownNow();
    }
}
