package dev.stampede.nemesis.plan;

import dev.stampede.checker.history.data.EnsembleSettings;
import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.Event.Note;
import dev.stampede.checker.history.data.Event.Severity;
import dev.stampede.checker.history.data.Event.StepSkipped;
import dev.stampede.nemesis.ensemble.Capability;
import dev.stampede.nemesis.ensemble.Ensemble;
import dev.stampede.nemesis.ensemble.Member;
import dev.stampede.nemesis.fault.Budgets;
import dev.stampede.nemesis.fault.ClientTarget;
import dev.stampede.nemesis.fault.EnsembleFacts;
import dev.stampede.nemesis.fault.FaultContext;
import dev.stampede.nemesis.fault.FaultHoldings;
import dev.stampede.nemesis.fault.FaultTools;
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
 * <p>Each active fault has a thread of its own, {@value #MOST_ACTIVE} at most; a step that comes when so many are active
 * is skipped. A step that finds no eligible target, or whose time comes after the phase has ended, is skipped as well;
 * the others continue as if it had not been there.
 */
public final class Nemesis implements AutoCloseable {
    /** The greatest number of faults that are active at once. */
    static final int MOST_ACTIVE = 32;

    private static final int PROBES = 16;
    /** Every call of a fault takes a few seconds at most; this is more. */
    private static final Duration LAST_CALL = Duration.ofSeconds(20);

    private final Plan plan;
    private final FaultContext context;
    private final FaultEventSink events;
    private final Duration targetWait;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final ExecutorService probes;
    private final Thread clock;
    private final List<StepExecution> executions = new ArrayList<>();
    private final List<Thread> active = new ArrayList<>();
    private @Nullable HealReport report;
    private boolean reported;

    /**
     * @param events called by one thread at a time; must not block for long
     * @param nanos the clock of the run, in nanoseconds
     */
    public Nemesis(
            Plan plan, Ensemble ensemble, List<ClientTarget> clients, Consumer<Event> events, LongSupplier nanos) {
        this.plan = plan;
        this.probes = Executors.newFixedThreadPool(PROBES, task -> thread("probe", task));
        this.context = new FaultContext(ensemble, clients, new FaultHoldings(), probes, nanos, FaultTools.real(ensemble.access()));
        this.events = new FaultEventSink(events, nanos);
        this.targetWait = Budgets.targetWait(ensemble);
        this.clock = thread("clock", this::executeInTime);
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
     * Waits until every step was executed, and its fault is healed or the heal was given up.
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

    private void executeInTime() {
        long began = System.nanoTime();
        for (PlanStep step : plan.byTime()) {
            try {
                long wait = step.offset().toNanos() - (System.nanoTime() - began);
                if (stopping.await(Math.max(0, wait), TimeUnit.NANOSECONDS)) {
                    skip(step, "the chaos phase ended before its time (" + step.when() + ")");
                } else {
                    execute(step);
                }
            } catch (InterruptedException e) {
                // Only healAll interrupts, after it has counted down: the rest is skipped.
                skip(step, "the chaos phase was interrupted before its time (" + step.when() + ")");
            }
        }
    }

    private void execute(PlanStep step) {
        EnsembleSettings settings = context.ensemble().settings();
        StepExecution execution = new StepExecution(
                step,
                new Seed(plan.seed()),
                1,
                new TargetResolver(context, targetWait, stopping),
                context,
                events,
                step.type().healBudget(settings == null ? EnsembleFacts.ASSUMED : settings),
                stopping);
        Thread thread = thread(step.id(), () -> {
            try {
                execution.run();
            } catch (InterruptedException e) {
                // healAll interrupts what does not end by itself, and heals it.
                Thread.currentThread().interrupt();
            } catch (Error e) {
                execution.crashed(e);
            }
        });
        synchronized (this) {
            active.removeIf(t -> !t.isAlive());
            if (active.size() < MOST_ACTIVE) {
                executions.add(execution);
                active.add(thread);
                thread.start();
                return;
            }
        }
        skip(step, MOST_ACTIVE + " faults were active already");
    }

    private void skip(PlanStep step, String reason) {
        events.add(now -> new StepSkipped(step.id(), step.type().family(), reason, now));
    }

    /**
     * Ends the plan and heals what is still active, in the plan's order, with a proof of each. Works on a thread of its
     * own, so that an interrupt of the caller changes nothing (the caller is interrupted again when it is done). What it
     * did once it does not do again: further calls have the same outcome.
     *
     * @throws NemesisException if a heal could not be verified, or a step failed; each problem is also an event, a
     *     {@link Note} of the severity BAD
     */
    public void healAll() {
        HealReport result = heal();
        if (!result.complete()) {
            throw new NemesisException(result);
        }
    }

    /** As {@link #healAll}, with the problems as the answer. */
    HealReport heal() {
        HealReport done = report();
        if (done == null) {
            stopping.countDown();
            Thread healer = thread("healer", this::stopAndHeal);
            healer.start();
            joinUninterruptibly(healer);
            done = report();
        }
        if (done == null) {
            throw new IllegalStateException("the healer ended without an answer; its thread's stack trace says why");
        }
        reported = true;
        return done;
    }

    private static void joinUninterruptibly(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized @Nullable HealReport report() {
        return report;
    }

    private void stopAndHeal() {
        List<HealReport.Unhealed> unhealed = new ArrayList<>();
        List<String> leftovers = new ArrayList<>();
        try {
            stopThreads();
            List<StepExecution> inOrder = inHealOrder();
            // First undo everything, in order; only then can each be verified without another in its way.
            for (StepExecution execution : inOrder) {
                execution.undo();
            }
            for (StepExecution execution : inOrder) {
                HealReport.Unhealed problem = execution.heal();
                if (problem != null) {
                    unhealed.add(problem);
                }
            }
        } catch (InterruptedException e) {
            leftovers.add("the healer was interrupted");
        }
        leftovers.addAll(resumeMembers());
        List<HealReport.StepFailure> failures =
                inHealOrder().stream().flatMap(e -> e.failures().stream()).toList();
        HealReport result = new HealReport(unhealed, leftovers, failures, events.failure());
        result.problems().forEach(problem -> events.add(now -> new Note(Severity.BAD, problem, now)));
        synchronized (this) {
            report = result;
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
        return List.copyOf(active);
    }

    private synchronized List<StepExecution> inHealOrder() {
        return executions.stream()
                .sorted(Comparator.comparingInt(
                        e -> plan.healOrder().indexOf(e.step().id())))
                .toList();
    }

    /** Whatever went wrong before: no member stays paused. Returns what was left over. */
    private List<String> resumeMembers() {
        List<String> leftovers = new ArrayList<>(context.holdings().held());
        if (!context.ensemble().capabilities().contains(Capability.PAUSE_MEMBERS)) {
            return leftovers;
        }
        for (Member member : context.ensemble().members()) {
            try {
                if (member.paused()) {
                    member.resume();
                    leftovers.add("member " + member.number() + " was still paused and was resumed");
                }
            } catch (RuntimeException e) {
                leftovers.add("member " + member.number() + " could not be resumed: " + e.getMessage());
            }
        }
        return leftovers;
    }

    private static boolean join(Thread thread, long deadline) throws InterruptedException {
        long millis = Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime()));
        thread.join(millis);
        return !thread.isAlive();
    }

    /**
     * Heals everything that is not healed and ends every thread. Idempotent.
     *
     * @throws NemesisException as {@link #healAll}, unless that has thrown it already
     */
    @Override
    public void close() {
        try {
            if (!reported) {
                healAll();
            }
        } finally {
            probes.shutdownNow();
        }
    }
}
