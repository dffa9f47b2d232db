package dev.stampede.reports.timeline;

import dev.stampede.checker.check.Anomaly;
import dev.stampede.checker.check.CheckResult;
import dev.stampede.checker.check.Counterexample;
import dev.stampede.checker.check.RunVerdict;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.FaultWindow;
import dev.stampede.checker.history.data.Operation;
import dev.stampede.checker.history.data.Outcome;
import dev.stampede.reports.timeline.HolderLanes.Holder;
import dev.stampede.reports.timeline.Lane.Mark;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The few lanes that show one anomaly: who held what, or the requests, over time, and the faults. Immutable.
 *
 * <p>The lanes are the first of the following that exist:
 * <ol>
 *   <li>the holds of the lock or the leadership, and the sessions of the clients that the anomaly names, if a session
 *       was not connected all the time;
 *   <li>the rows of the check's counterexample;
 *   <li>the operations that the anomaly names;
 *   <li>the lanes on which the check drew violations at the time of the anomaly;
 *   <li>the successful operations, in which an outage is a gap.
 * </ol>
 *
 * @param fromNanos the start of the shown section of the run
 * @param toNanos its end
 * @param lanes at most {@value #MAX_LANES}; empty if the history shows nothing
 * @param faults the lanes of the faults near the anomaly; at most {@value #MAX_FAULTS}
 */
public record ViolationLanes(long fromNanos, long toNanos, List<Lane> lanes, List<Lane> faults) {
    /** The maximum number of lanes without those of faults. */
    public static final int MAX_LANES = 4;

    /** The maximum number of lanes of faults. */
    public static final int MAX_FAULTS = 2;

    private static final int MAX_HOLDERS = 3;
    private static final long MIN_MARGIN_NANOS = 1_000_000;
    private static final int MARGIN_SHARE = 10;
    /**
     * The maximum time that is shown before the anomaly for the requests of the holds, as a multiple of the anomaly's
     * duration.
     */
    private static final int MOST_BEFORE = 4;

    public ViolationLanes {
        lanes = List.copyOf(lanes);
        faults = List.copyOf(faults);
    }

    /** The lanes of an anomaly of a run. O(n log n) in the events of the run. */
    public static ViolationLanes of(History history, RunVerdict verdict, Anomaly anomaly) {
        return new Selection(history, verdict, anomaly).select();
    }

    /** Selects the lanes, step by step. */
    private static final class Selection {
        private final History history;
        private final RunVerdict verdict;
        private final Anomaly anomaly;
        private final RunClients clients;
        private final List<Operation> operations;
        private final Set<Integer> involved = new LinkedHashSet<>();
        private long from;
        private long to;

        Selection(History history, RunVerdict verdict, Anomaly anomaly) {
            this.history = history;
            this.verdict = verdict;
            this.anomaly = anomaly;
            this.clients = RunClients.of(history);
            int known = history.operations().size();
            this.operations = anomaly.operations().stream()
                    .filter(o -> o < known)
                    .map(history.operations()::get)
                    .toList();
            operations.forEach(o -> involved.add(o.client()));
            this.from = clip(anomaly.fromNanos());
            this.to = Math.max(from, clip(anomaly.toNanos()));
        }

        ViolationLanes select() {
            List<Lane> lanes = holders();
            if (!lanes.isEmpty()) {
                widenToRequests();
                lanes = Stream.concat(lanes.stream(), sessions())
                        .limit(MAX_LANES)
                        .toList();
            }
            if (lanes.isEmpty()) {
                lanes = counterexample();
            }
            if (lanes.isEmpty()) {
                lanes = ofOperations();
            }
            if (lanes.isEmpty()) {
                lanes = drawnByTheCheck();
            }
            if (lanes.isEmpty()) {
                lanes = successes();
            }
            long margin = Math.max(MIN_MARGIN_NANOS, (to - from) / MARGIN_SHARE);
            return new ViolationLanes(clip(from - margin), clip(to + margin), lanes, faults());
        }

        private long clip(long nanos) {
            return Math.max(0, Math.min(nanos, Math.max(1, history.endNanos())));
        }

        private void widen(long fromNanos, long toNanos) {
            from = Math.min(from, clip(fromNanos));
            to = Math.max(to, clip(toNanos));
        }

        /**
         * The holds of the keys of the anomaly. If no hold is in force at the time of the anomaly: the last hold before
         * and the first hold after the anomaly.
         */
        private List<Lane> holders() {
            Set<String> keys = new HashSet<>(anomaly.subject().paths());
            operations.stream().map(Operation::key).filter(Objects::nonNull).forEach(keys::add);
            Map<Holder, List<Span>> all = HolderLanes.byHolder(history, clients);
            List<Map.Entry<Holder, List<Span>>> ofKeys = all.entrySet().stream()
                    .filter(e ->
                            keys.contains(e.getKey().key()) && !e.getValue().isEmpty())
                    .toList();
            long begins = from;
            long ends = to;
            List<Map.Entry<Holder, List<Span>>> during = ofKeys.stream()
                    .filter(e -> e.getValue().stream().anyMatch(s -> s.fromNanos() <= ends && begins <= s.toNanos()))
                    .sorted(Comparator.comparing((Map.Entry<Holder, List<Span>> e) ->
                                    !involved.contains(e.getKey().client()))
                            .thenComparingLong(e -> firstSince(e.getValue(), begins)))
                    .limit(MAX_HOLDERS)
                    .sorted(Comparator.comparingLong(e -> firstSince(e.getValue(), begins)))
                    .toList();
            return (during.isEmpty() ? nearestHolds(ofKeys) : during)
                    .stream()
                            .map(e -> Lane.ofSpans(
                                    e.getKey().key(), clients.name(e.getKey().client()), e.getValue()))
                            .toList();
        }

        private static long firstSince(List<Span> spans, long nanos) {
            return spans.stream()
                    .filter(s -> s.toNanos() >= nanos)
                    .mapToLong(Span::fromNanos)
                    .min()
                    .orElse(Long.MAX_VALUE);
        }

        private List<Map.Entry<Holder, List<Span>>> nearestHolds(List<Map.Entry<Holder, List<Span>>> ofKeys) {
            long begins = from;
            long ends = to;
            Comparator<Span> byEnd = Comparator.comparingLong(Span::toNanos);
            Comparator<Span> byStart = Comparator.comparingLong(Span::fromNanos);
            List<Map.Entry<Holder, List<Span>>> chosen = new ArrayList<>();
            ofKeys.stream()
                    .flatMap(e -> e.getValue().stream())
                    .filter(s -> s.toNanos() < begins)
                    .max(byEnd)
                    .ifPresent(last -> {
                        widen(last.toNanos() - (ends - begins) / MARGIN_SHARE, last.toNanos());
                        ofKeys.stream().filter(e -> e.getValue().contains(last)).forEach(chosen::add);
                    });
            ofKeys.stream()
                    .flatMap(e -> e.getValue().stream())
                    .filter(s -> s.fromNanos() > ends)
                    .min(byStart)
                    .ifPresent(next -> {
                        widen(next.fromNanos(), next.fromNanos() + (ends - begins) / MARGIN_SHARE);
                        ofKeys.stream()
                                .filter(e -> e.getValue().contains(next) && !chosen.contains(e))
                                .forEach(chosen::add);
                    });
            return chosen;
        }

        /** Also shows the requests of the holds, up to a time at which the anomaly is still more than a point. */
        private void widenToRequests() {
            long earliest = from - MOST_BEFORE * (to - from);
            operations.stream()
                    .mapToLong(Operation::invokedNanos)
                    .min()
                    .ifPresent(invoked -> widen(Math.max(invoked, earliest), to));
        }

        /** The sessions of the clients that the anomaly names, except those that were connected all the time. */
        private Stream<Lane> sessions() {
            Set<String> names = new HashSet<>();
            involved.forEach(c -> names.add(clients.name(c)));
            return SessionLanes.of(history, clients).stream()
                    .filter(lane -> names.contains(lane.name()))
                    .filter(lane -> lane.spans().stream()
                            .anyMatch(s ->
                                    s.style() != SpanStyle.CONNECTED && s.fromNanos() <= to && from <= s.toNanos()))
                    .map(lane -> new Lane(lane.group(), lane.name() + "'s session", lane.spans(), lane.marks()));
        }

        private List<Lane> counterexample() {
            return verdict.checks().stream()
                    .filter(result -> result.check().equals(anomaly.check()))
                    .map(CheckResult::counterexample)
                    .filter(Objects::nonNull)
                    .findFirst()
                    .map(this::rows)
                    .orElse(List.of());
        }

        /** The rows that break the order, and the rows before them. */
        private List<Lane> rows(Counterexample example) {
            List<Counterexample.Row> rows = example.rows();
            int last = rows.size();
            for (int i = 0; i < rows.size(); i++) {
                last = rows.get(i).culprit() ? i + 1 : last;
            }
            List<Counterexample.Row> shown = rows.subList(Math.max(0, last - MAX_LANES), last);
            shown.forEach(r -> widen(r.fromNanos(), r.toNanos()));
            return shown.stream()
                    .map(r -> lane(
                            r.lane(),
                            r.fromNanos(),
                            r.toNanos(),
                            r.culprit() ? SpanStyle.BAD : SpanStyle.OK,
                            r.label() + ", " + r.outcome()))
                    .toList();
        }

        private List<Lane> ofOperations() {
            List<Operation> shown = operations.stream()
                    .sorted(Comparator.comparingLong(Operation::invokedNanos))
                    .limit(MAX_LANES)
                    .toList();
            shown.forEach(o -> widen(o.invokedNanos(), o.completedNanos()));
            return shown.stream()
                    .map(o ->
                            lane(clients.name(o.client()), o.invokedNanos(), o.completedNanos(), style(o), describe(o)))
                    .toList();
        }

        private Lane lane(String name, long fromNanos, long toNanos, SpanStyle style, String label) {
            boolean open = toNanos > history.endNanos();
            return Lane.ofSpans("", name, List.of(new Span(fromNanos, clip(toNanos), open, style, label, -1, -1)));
        }

        private static SpanStyle style(Operation o) {
            return switch (o.outcome()) {
                case OK -> SpanStyle.OK;
                case FAILED -> SpanStyle.FAILED;
                case INDETERMINATE -> SpanStyle.UNSURE;
            };
        }

        private static String describe(Operation o) {
            StringBuilder text = new StringBuilder(o.function());
            if (o.key() != null) {
                text.append(' ').append(o.key());
            }
            if (o.argument() != null) {
                text.append(' ').append(o.argument());
            }
            if (o.outcome() != Outcome.OK) {
                return text.append(": ")
                        .append(o.error() == null ? o.outcome() : o.error())
                        .toString();
            }
            return text.append(o.result() == null ? "" : " -> " + o.result()).toString();
        }

        private List<Lane> drawnByTheCheck() {
            return TrackLanes.of(verdict.pictures()).stream()
                    .filter(lane -> lane.spans().stream()
                                    .anyMatch(s ->
                                            s.style() == SpanStyle.BAD && s.fromNanos() <= to && from <= s.toNanos())
                            || lane.marks().stream()
                                    .anyMatch(m ->
                                            m.style() == SpanStyle.BAD && from <= m.atNanos() && m.atNanos() <= to))
                    .limit(MAX_HOLDERS)
                    .toList();
        }

        /** The operations that succeeded. An outage is a gap between them. */
        private List<Lane> successes() {
            List<Mark> marks = history.operations().stream()
                    .filter(o -> o.outcome() == Outcome.OK && o.completed())
                    .filter(o -> from - (to - from) / MARGIN_SHARE <= o.completedNanos()
                            && o.completedNanos() <= to + (to - from) / MARGIN_SHARE)
                    .limit(RunTimeline.MAX_MARKS)
                    .map(o -> new Mark(o.completedNanos(), SpanStyle.OK, "operations that succeeded", null))
                    .toList();
            return marks.isEmpty() ? List.of() : List.of(new Lane("", "successes", List.of(), marks));
        }

        /**
         * The faults that the anomaly names: first those of the clients of its operations, then those of members, then
         * those of other clients.
         */
        private List<Lane> faults() {
            List<Span> spans = FaultLanes.faults(history);
            List<FaultWindow> windows = history.faults().stream()
                    .sorted(Comparator.comparingLong(FaultWindow::injectingNanos))
                    .toList();
            Comparator<Integer> order = Comparator.<Integer>comparingInt(i -> rank(windows.get(i)))
                    .thenComparing(i -> !windows.get(i).overlaps(from, to))
                    .thenComparing(Comparator.reverseOrder());
            return IntStream.range(0, spans.size())
                    .boxed()
                    .filter(i -> anomaly.faults().contains(windows.get(i).fault()))
                    .sorted(order)
                    .limit(MAX_FAULTS)
                    .map(spans::get)
                    .map(s -> Lane.ofSpans("Faults", "fault", List.of(s)))
                    .toList();
        }

        private int rank(FaultWindow window) {
            if (window.clients().stream().anyMatch(involved::contains)) {
                return 0;
            }
            return window.clients().isEmpty() ? 1 : 2;
        }
    }
}
