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
 * Executes a plan. One thread calls, in this order, {@link #start} at the beginning of the chaos phase, {@link
 * #healAll} at its end, and {@link #close}.
 *
 * <p>Each active fault has a thread of its own. A step is skipped if {@value #MOST_ACTIVE} faults are already active,
 * if there is no eligible target, or if the chaos phase ends before the step's time. The other steps are not affected.
 */
public final class Nemesis implements AutoCloseable {
    /** The maximum number of active faults. */
    static final int MOST_ACTIVE = 32;

    private static final int PROBE_THREADS = 16;
    /** The time in which the last calls of the faults must return; each call takes a few seconds at most. */
    private static final Duration LAST_CALLS = Duration.ofSeconds(20);

    private final Plan plan;
    private final FaultContext context;
    private final FaultEventSink events;
    private final Duration targetWait;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final ExecutorService probes;
    private final Thread scheduler;
    private final List<StepExecution> executions = new ArrayList<>();
    private final List<Thread> active = new ArrayList<>();
    private @Nullable HealReport report;
    private boolean healCalled;

    /**
     * @param events receives the events, one at a time; must not block for long
     * @param nanos the clock of the run, in nanoseconds
     */
    public Nemesis(
            Plan plan, Ensemble ensemble, List<ClientTarget> clients, Consumer<Event> events, LongSupplier nanos) {
        this.plan = plan;
        this.probes = Executors.newFixedThreadPool(PROBE_THREADS, task -> thread("probe", task));
        this.context = new FaultContext(
                ensemble, clients, new FaultHoldings(), probes, nanos, FaultTools.real(ensemble.access()));
        this.events = new FaultEventSink(events, nanos);
        this.targetWait = Budgets.targetWait(ensemble);
        this.scheduler = thread("scheduler", this::executeInTime);
    }

    private static Thread thread(String name, Runnable task) {
        Thread thread = new Thread(task, "nemesis-" + name);
        thread.setDaemon(true);
        return thread;
    }

    /** Starts the plan; its times count from now. Returns immediately. Called once. */
    public void start() {
        scheduler.start();
    }

    /**
     * Waits until every step is done: it was skipped, its fault is healed, or its fault could not be healed.
     *
     * @return false on timeout
     */
    public boolean awaitDone(Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        if (!join(scheduler, deadline)) {
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
                    skip(
                            step,
                            "the chaos phase ended before the step, which was planned " + step.when()
                                    + " of the chaos phase");
                } else {
                    execute(step);
                }
            } catch (InterruptedException e) {
                // Only the heal at the end interrupts this thread, after the count-down of stopping. All other steps
                // are skipped, too.
                skip(
                        step,
                        "the chaos phase was interrupted before the step, which was planned " + step.when()
                                + " of the chaos phase");
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
                // The heal at the end interrupts executions that do not end by themselves, and heals their faults.
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
        skip(step, MOST_ACTIVE + " faults were already active");
    }

    private void skip(PlanStep step, String reason) {
        events.add(now -> new StepSkipped(step.id(), step.type().family(), reason, now));
    }

    /**
     * Ends the plan and heals the faults that are still active, in the heal order of the plan. Verifies each heal.
     * Another thread does the work: if the caller is interrupted, the heals continue, and the interrupt status of the
     * caller is restored at the end. Further calls heal nothing and have the same outcome.
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

    /** Like {@link #healAll}, but returns the problems instead of throwing them. */
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
        healCalled = true;
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
            // Undoes all faults first. Only then can each heal be verified without interference from other faults.
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
        List<Thread> all = new ArrayList<>(List.of(scheduler));
        all.addAll(threads());
        long deadline = System.nanoTime() + LAST_CALLS.toNanos();
        for (Thread thread : all) {
            if (!join(thread, deadline)) {
                thread.interrupt();
                thread.join(LAST_CALLS.toMillis());
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

    /**
     * Resumes all paused members, also after a failure. Returns what the faults still held, and what was still paused.
     */
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
     * Heals all faults that are not healed, and ends all threads. Idempotent.
     *
     * @throws NemesisException as {@link #healAll}, if it was not called before
     */
    @Override
    public void close() {
        try {
            if (!healCalled) {
                healAll();
            }
        } finally {
            probes.shutdownNow();
        }
    }
}
