package dev.stampede.workloads.sweep;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.ZooKeeper;
import org.jspecify.annotations.Nullable;

/** Executes cases, each with a client, a proxy and paths of its own. Thread-safe; a case uses the calling thread. */
public final class CaseRunner {
    /** An operation that does not return within this time hangs. Operations with a timeout of their own use less. */
    static final Duration HANG = Duration.ofSeconds(15);

    /** The longest time for the checks of a case. */
    private static final Duration VERIFY = Duration.ofSeconds(60);

    private static final Duration QUIET = Duration.ofMillis(300);
    private static final Duration SETTLE = Duration.ofSeconds(6);
    private static final int CONNECT_SECONDS = 15;
    private static final long POLL_MILLIS = 15;

    private final SweepEnsemble ensemble;
    private final ScheduledExecutorService timer;
    private final Executor closers;
    private final AtomicLong number = new AtomicLong();

    /**
     * @param timer ends operations that hang
     * @param closers closes sessions from outside; must not queue behind cases
     */
    public CaseRunner(SweepEnsemble ensemble, ScheduledExecutorService timer, Executor closers) {
        this.ensemble = ensemble;
        this.timer = timer;
        this.closers = closers;
    }

    /**
     * A case that was executed.
     *
     * @param log the frames, the connection states and the stack of a call that hangs, one line each
     */
    public record Execution(CaseResult result, List<String> log) {
        public Execution {
            log = List.copyOf(log);
        }
    }

    /** Executes a case. A failure of the harness is a result, too. */
    public Execution run(SweepCase sweepCase, Supplier<SweepOperation> operations) throws InterruptedException {
        long began = System.nanoTime();
        AtomicReference<@Nullable SessionEnd> end = new AtomicReference<>();
        AtomicReference<@Nullable RequestLoss> own = new AtomicReference<>();
        List<String> log = new ArrayList<>();
        List<Shortfall> failures = new ArrayList<>();
        RequestLoss loss = new RequestLoss(
                sweepCase.way(), sweepCase.request(), () -> closers.execute(() -> closeSession(end, own, failures)));
        own.set(loss);
        List<Shortfall> shortfalls = new ArrayList<>();
        try (CaseProxy proxy = ensemble.proxy("case-" + number.incrementAndGet(), loss)) {
            ConnectionLog states = new ConnectionLog();
            try (CuratorFramework client = SweepEnsemble.client(proxy.connectString())) {
                client.getConnectionStateListenable().addListener(states);
                client.start();
                shortfalls.addAll(execute(sweepCase, operations.get(), client, loss, states, end, log));
            } finally {
                log.addAll(loss.frames());
                log.addAll(states.lines(began));
                proxy.failures().forEach(f -> failures.add(failed(f)));
            }
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            failures.add(failed(String.valueOf(e)));
        }
        synchronized (failures) {
            shortfalls.addAll(failures);
        }
        CellOutcome outcome = OutcomeRules.outcome(sweepCase.counts(), loss.fired(), shortfalls);
        if (shortfalls.stream().anyMatch(s -> s.outcome() == CellOutcome.HARNESS_FAILED)) {
            outcome = CellOutcome.HARNESS_FAILED;
        }
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
        return new Execution(
                new CaseResult(
                        sweepCase,
                        outcome,
                        loss.requests(),
                        loss.lostType(),
                        loss.inFlight(),
                        shortfalls,
                        millis,
                        0,
                        0),
                log);
    }

    private List<Shortfall> execute(
            SweepCase sweepCase,
            SweepOperation operation,
            CuratorFramework client,
            RequestLoss loss,
            ConnectionLog states,
            AtomicReference<@Nullable SessionEnd> end,
            List<String> log)
            throws Exception {
        if (!client.blockUntilConnected(CONNECT_SECONDS, TimeUnit.SECONDS)) {
            throw new IOException("the client did not connect within " + CONNECT_SECONDS + " s");
        }
        ZooKeeper handle = client.getZookeeperClient().getZooKeeper();
        end.set(new SessionEnd(ensemble.address(), handle.getSessionId(), handle.getSessionPasswd()));
        String root = "/sweep/c" + number.incrementAndGet();
        CaseContext context = new CaseContext(sweepCase, client, ensemble.direct(), root);
        ensemble.direct().create().creatingParentsIfNeeded().forPath(sweepCase.warm() ? root + "/parent" : root);
        try {
            operation.prepare(context);
            if (sweepCase.contended()) {
                operation.contend(context);
            }
            settle(client, loss);
            OperationAnswer answer = answer(operation, context, loss, states, log);
            if (answer == null) {
                context.require(
                        false,
                        CellOutcome.HANGS,
                        "the operation returns",
                        "it did not return within " + HANG.toSeconds() + " s");
                operation.close(context);
                return context.shortfalls();
            }
            verify(operation, context, answer, log);
            return OutcomeRules.shortfalls(
                    answer,
                    answer.thrown() != null && operation.allows(answer.thrown(), context),
                    context.shortfalls());
        } finally {
            deleteTree(root);
        }
    }

    /** The answer of the operation; null if it hangs. */
    private @Nullable OperationAnswer answer(
            SweepOperation operation, CaseContext context, RequestLoss loss, ConnectionLog states, List<String> log)
            throws Exception {
        Object value = null;
        Exception thrown = null;
        Watchdog watchdog = new Watchdog(HANG, log);
        loss.arm();
        long called = System.nanoTime();
        try {
            value = operation.operate(context);
        } catch (Exception e) {
            thrown = e;
        } finally {
            watchdog.cancel();
        }
        boolean hung = watchdog.fired();
        if (!hung
                && (thrown instanceof InterruptedException
                        || Thread.currentThread().isInterrupted())) {
            throw new InterruptedException("the sweep ends");
        }
        long returned = System.nanoTime();
        log.add("the operation " + (thrown == null ? "returned " + text(value) : "threw " + thrown) + " after "
                + TimeUnit.NANOSECONDS.toMillis(returned - called) + " ms");
        // The requests of background work that the operation began count, too, until it ends.
        settle(context.curator(), loss);
        loss.disarm();
        return hung
                ? null
                : new OperationAnswer(
                        value,
                        thrown,
                        states.lostBetween(called, returned),
                        states.lostBetween(returned, System.nanoTime()));
    }

    private static String text(@Nullable Object value) {
        return value instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : String.valueOf(value);
    }

    private void verify(SweepOperation operation, CaseContext context, OperationAnswer answer, List<String> log)
            throws Exception {
        Watchdog watchdog = new Watchdog(VERIFY, log);
        try {
            operation.verify(context, answer);
            operation.close(context);
            List<String> owned = new ArrayList<>();
            boolean clean = context.eventually(() -> {
                owned.clear();
                owned.addAll(context.owned());
                return owned.isEmpty();
            });
            context.require(
                    clean,
                    CellOutcome.LEFTOVER,
                    "after the release or the close, nothing is left that the live session owns",
                    "the live session still owns " + owned);
        } catch (InterruptedException e) {
            if (!watchdog.fired()) {
                throw e;
            }
            context.require(
                    false,
                    CellOutcome.STUCK,
                    "the client and others can go on",
                    "their calls did not return within " + VERIFY.toSeconds() + " s");
        } finally {
            watchdog.cancel();
        }
    }

    /** Waits until the client is connected and has sent and received nothing for a while. */
    private static void settle(CuratorFramework client, RequestLoss loss) throws InterruptedException {
        long deadline = System.nanoTime() + SETTLE.toNanos();
        long since = System.nanoTime();
        while (System.nanoTime() - deadline < 0) {
            boolean connected = client.getZookeeperClient().isConnected();
            long last = Math.max(loss.lastFrameNanos(), since);
            if (connected && System.nanoTime() - last > QUIET.toNanos()) {
                return;
            }
            Thread.sleep(POLL_MILLIS);
        }
    }

    private void deleteTree(String root) {
        try {
            ensemble.direct().delete().deletingChildrenIfNeeded().forPath(root);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            // The paths of cases are disjoint, and the ensemble is discarded.
        }
    }

    private static void closeSession(
            AtomicReference<@Nullable SessionEnd> end,
            AtomicReference<@Nullable RequestLoss> loss,
            List<Shortfall> failures) {
        SessionEnd session = end.get();
        RequestLoss held = loss.get();
        try {
            if (session != null) {
                session.execute();
            }
        } catch (IOException | InterruptedException e) {
            synchronized (failures) {
                failures.add(failed(String.valueOf(e.getMessage())));
            }
        } finally {
            if (held != null) {
                held.sessionClosed();
            }
        }
    }

    private static Shortfall failed(String what) {
        return new Shortfall(CellOutcome.HARNESS_FAILED, "the harness works", what);
    }

    /** Interrupts the thread that created it, and keeps the stack of that thread, unless it is cancelled in time. */
    private final class Watchdog {
        private final Thread watched = Thread.currentThread();
        private final List<String> log;
        private final ScheduledFuture<?> due;
        private boolean cancelled;
        private boolean fired;

        Watchdog(Duration atMost, List<String> log) {
            this.log = log;
            this.due = timer.schedule(this::fire, atMost.toMillis(), TimeUnit.MILLISECONDS);
        }

        private synchronized void fire() {
            if (cancelled) {
                return;
            }
            fired = true;
            log.add("the thread of the case is interrupted; its stack:");
            Arrays.stream(watched.getStackTrace()).limit(40).forEach(f -> log.add("    at " + f));
            watched.interrupt();
        }

        /** Ends the watch; clears the interrupt status if this object set it. */
        synchronized void cancel() {
            cancelled = true;
            due.cancel(false);
            if (fired) {
                Thread.interrupted();
            }
        }

        synchronized boolean fired() {
            return fired;
        }
    }
}
