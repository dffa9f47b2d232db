package dev.stampede.checker.findings;

import dev.stampede.checker.check.Anomaly;
import dev.stampede.checker.checks.barrier.BarrierCitations;
import dev.stampede.checker.findings.CatalogueEntry.Recognition;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Attempt;
import dev.stampede.checker.history.data.BarrierInput;
import dev.stampede.checker.history.data.Event.SessionChanged;
import dev.stampede.checker.history.data.Operation;
import dev.stampede.checker.history.data.Outcome;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The known findings in Curator's double barrier. The causes were read in the sources of 5.9.0. */
final class CuratorBarrierFindings {
    private static final String RECIPE = "barrier/distributed-double-barrier";

    private CuratorBarrierFindings() {}

    static List<CatalogueEntry> all() {
        return List.of(notifiedByConnection(), countedAfterTimeout(), leftBeforeTheLast());
    }

    private static CatalogueEntry notifiedByConnection() {
        return new CatalogueEntry(
                "GH-1290",
                Library.CURATOR,
                VersionRange.from("4.1.0"),
                Recognition.CHARACTERISTIC,
                List.of(
                        AnomalyPattern.of("barrier", "late-return", RECIPE)
                                .where(CuratorBarrierFindings::lostConnectionBeforeItWaited),
                        AnomalyPattern.of("recovery", "client-stuck", RECIPE)
                                .where(CuratorBarrierFindings::lostConnectionBeforeItWaited),
                        AnomalyPattern.of("barrier", "entered-early", RECIPE)
                                .where(CuratorBarrierFindings::enteredWithoutReady)),
                "DistributedDoubleBarrier.enter(timeout) waits without its timeout, or returns true too early, if the"
                        + " connection is lost meanwhile.",
                BarrierCitations.ENTER,
                "The watcher of DistributedDoubleBarrier sets hasBeenNotified for each event, also for those of the"
                        + " connection. If such an event comes before DistributedDoubleBarrier.internalEnter counts the"
                        + " members, internalEnter waits without a timeout; if it comes while internalEnter counts,"
                        + " internalEnter returns true without a second count. The code after the release 5.9.0 counts"
                        + " in a loop",
                "use enter() without a timeout in a thread that you interrupt, and count the members again after it",
                Library.CURATOR.issue("GH-1290"));
    }

    /** Whether the client of the call lost its connection between the first request of the call and the last one. */
    private static boolean lostConnectionBeforeItWaited(Anomaly anomaly, History history) {
        return anomaly.operations().stream()
                .map(number -> history.operations().get(number))
                .filter(o -> o.input() instanceof BarrierInput.Enter)
                .anyMatch(o -> {
                    LongSummaryStatistics sent = history.attempts().stream()
                            .filter(a -> a.operation() == o.number())
                            .mapToLong(Attempt::sentNanos)
                            .summaryStatistics();
                    return history.events(SessionChanged.class)
                            .anyMatch(e -> e.client() == o.client()
                                    && !e.state().connected()
                                    && e.atNanos() >= sent.getMin()
                                    && e.atNanos() <= sent.getMax());
                });
    }

    /**
     * Whether a call entered before any client asked to create the znode {@code ready}: no client had counted enough
     * members.
     */
    private static boolean enteredWithoutReady(Anomaly anomaly, History history) {
        return anomaly.operations().stream()
                .map(number -> history.operations().get(number))
                .filter(o -> o.input() instanceof BarrierInput.Enter && o.outcome() == Outcome.OK)
                .anyMatch(o -> history.attempts().stream()
                        .noneMatch(a -> a.opcode().creates()
                                && (o.key() + "/ready").equals(a.path())
                                && a.sentNanos() < o.completedNanos()));
    }

    private static CatalogueEntry countedAfterTimeout() {
        return new CatalogueEntry(
                "CURATOR-318",
                Library.CURATOR,
                VersionRange.from("2.0.0"),
                Recognition.CHARACTERISTIC,
                List.of(AnomalyPattern.of("barrier", "entered-early", RECIPE)
                        .where(CuratorBarrierFindings::anotherEnterTimedOut)),
                "DistributedDoubleBarrier counts a client that gave up: others enter without it.",
                BarrierCitations.ENTER,
                "DistributedDoubleBarrier.enter returns false when its timeout has elapsed, and does not delete the"
                        + " znode of the client. DistributedDoubleBarrier.internalEnter of another client counts it",
                "delete the znodes of a barrier that an enter has left behind, or use another path after a timeout",
                Library.CURATOR.issue("CURATOR-318"));
    }

    /** Whether an enter of the same barrier had timed out before the anomaly. */
    private static boolean anotherEnterTimedOut(Anomaly anomaly, History history) {
        return anomaly.operations().stream()
                .map(number -> history.operations().get(number).key())
                .anyMatch(key -> history.operations().stream().anyMatch(o -> timedOut(o, key, anomaly.toNanos())));
    }

    private static boolean timedOut(Operation o, @Nullable String key, long beforeNanos) {
        return Objects.equals(o.key(), key)
                && o.input() instanceof BarrierInput.Enter
                && o.outcome() == Outcome.FAILED
                && BarrierInput.TIMED_OUT.equals(o.error())
                && o.completedNanos() < beforeNanos;
    }

    private static CatalogueEntry leftBeforeTheLast() {
        return new CatalogueEntry(
                "STAMPEDE-F9",
                Library.CURATOR,
                VersionRange.from("2.0.0"),
                Recognition.CHARACTERISTIC,
                List.of(AnomalyPattern.of("barrier", "left-early", RECIPE)),
                "DistributedDoubleBarrier.leave() returns true while one member has not left.",
                BarrierCitations.LEAVE,
                "DistributedDoubleBarrier.internalLeave ends with success when one znode is left, without a look at its"
                        + " owner. The client has deleted its own znode before, so the last one can be that of a member"
                        + " that has not called leave. The pull request 99 for CURATOR-233 describes this; it was"
                        + " closed without a change",
                "do not rely on the result of leave: wait until the barrier has no znodes",
                "https://github.com/apache/curator/pull/99");
    }
}
