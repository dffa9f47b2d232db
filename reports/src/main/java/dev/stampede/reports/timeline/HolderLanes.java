package dev.stampede.reports.timeline;

import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.LockInput;
import dev.stampede.checker.history.data.Operation;
import dev.stampede.checker.history.data.OperationOutput;
import dev.stampede.checker.history.data.Outcome;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The lanes of holders: for each key, who held it and with which fencing token.
 *
 * <p>A hold begins with an operation that returned OK and a token, or when the client reports that it holds the key (a
 * belief). The client doubts the hold when it reports that the hold may be lost. The end of a hold is
 * <ul>
 *   <li>the invocation of an operation that releases the key, or the close of the client;
 *   <li>the last sample that was true, if the client only samples whether it leads;
 *   <li>the doubt, if the hold began with a belief, or if no operation of the run releases the key.
 * </ul>
 * The time of a hold after a doubt is drawn as doubted. Overlapping holds of one key are drawn on separate rows. Two
 * holds that overlap without doubt are {@link SpanStyle#BAD}, except holds of semaphores and of readers. This is a
 * drawing, not a verdict. O(n log n). Stateless.
 */
final class HolderLanes {
    private static final Set<String> RELEASING = Set.of("release", "relinquish", "resign", "close", "leave", "stop");

    private HolderLanes() {}

    private enum Kind {
        CLIENT_CLOSED,
        RELEASED,
        SAMPLED_FALSE,
        SAMPLED_TRUE,
        DOUBT,
        BELIEF,
        GRANT
    }

    private record Step(long atNanos, Kind kind, int client, @Nullable String key, long token, int operation) {}

    /** A client and the key that it holds. */
    record Holder(int client, String key) {}

    /** @param sampledNanos the last sample that was true, {@link #NEVER} if there is none */
    private record Hold(long fromNanos, long token, int operation, long doubtedNanos, long sampledNanos) {
        private static final long NEVER = -1;

        Hold doubted(long at) {
            return new Hold(fromNanos, token, operation, Math.min(doubtedNanos, at), sampledNanos);
        }

        Hold sampled(long at) {
            return new Hold(fromNanos, token, operation, doubtedNanos, at);
        }

        boolean bySamples() {
            return sampledNanos != NEVER;
        }
    }

    static List<Lane> of(History history, RunClients clients) {
        Predicate<Span> exclusive = exclusive(history);
        List<Lane> lanes = new ArrayList<>();
        byKey(holds(history, clients)).forEach((key, spans) -> {
            List<List<Span>> rows = RowLayout.split(markOverlaps(spans, exclusive));
            for (int i = 0; i < rows.size(); i++) {
                String name = rows.size() == 1 ? key : key + " (" + (i + 1) + ")";
                lanes.add(Lane.ofSpans("Holders", name, rows.get(i)));
            }
        });
        return lanes;
    }

    /** The holds of each client and key in order of their start, with the overlaps marked as in {@link #of}. */
    static Map<Holder, List<Span>> byHolder(History history, RunClients clients) {
        Predicate<Span> exclusive = exclusive(history);
        Map<Holder, List<Span>> holds = holds(history, clients);
        Map<String, List<Span>> marked = new TreeMap<>();
        byKey(holds).forEach((key, spans) -> marked.put(key, markOverlaps(spans, exclusive)));
        Map<Holder, List<Span>> byHolder = new HashMap<>();
        holds.forEach((holder, spans) -> {
            Set<Span> own = new HashSet<>(spans); // a label names its client, so that no two clients have equal spans
            byHolder.put(
                    holder,
                    marked.getOrDefault(holder.key(), List.of()).stream()
                            .filter(s -> own.contains(s) || own.contains(s.styled(SpanStyle.HELD)))
                            .toList());
        });
        return byHolder;
    }

    private static Map<String, List<Span>> byKey(Map<Holder, List<Span>> holds) {
        Map<String, List<Span>> byKey = new TreeMap<>();
        holds.forEach((holder, spans) ->
                byKey.computeIfAbsent(holder.key(), k -> new ArrayList<>()).addAll(spans));
        return byKey;
    }

    private static Map<Holder, List<Span>> holds(History history, RunClients clients) {
        List<Step> steps = steps(history);
        Set<String> releasedKeys = new HashSet<>();
        steps.stream().filter(s -> s.kind() == Kind.RELEASED).forEach(s -> releasedKeys.add(String.valueOf(s.key())));
        Map<Holder, List<Span>> held = new HashMap<>();
        Map<Holder, Hold> open = new HashMap<>();
        for (Step step : steps) {
            Holder holder = new Holder(step.client(), String.valueOf(step.key()));
            Hold hold = open.get(holder);
            switch (step.kind()) {
                case GRANT, BELIEF ->
                    open.putIfAbsent(
                            holder,
                            new Hold(step.atNanos(), step.token(), step.operation(), Operation.OPEN, Hold.NEVER));
                case SAMPLED_TRUE -> {
                    if (hold != null && hold.token() != step.token()) {
                        end(held, holder, hold, hold.sampledNanos(), clients);
                        hold = null;
                    }
                    Hold begun = hold != null
                            ? hold
                            : new Hold(step.atNanos(), step.token(), step.operation(), Operation.OPEN, Hold.NEVER);
                    open.put(holder, begun.sampled(step.atNanos()));
                }
                case SAMPLED_FALSE -> {
                    if (hold != null && hold.bySamples()) {
                        end(held, holder, hold, hold.sampledNanos(), clients);
                        open.remove(holder);
                    }
                }
                case RELEASED -> {
                    if (hold != null) {
                        end(held, holder, hold, step.atNanos(), clients);
                        open.remove(holder);
                    }
                }
                case DOUBT -> doubt(open, held, step, releasedKeys, clients);
                case CLIENT_CLOSED -> clientClosed(open, held, step, clients);
            }
        }
        open.forEach((holder, hold) -> {
            if (hold.bySamples()) {
                end(held, holder, hold, hold.sampledNanos(), clients);
            } else {
                add(held, holder, hold, history.endNanos(), true, clients);
            }
        });
        return held;
    }

    private static void end(Map<Holder, List<Span>> held, Holder holder, Hold hold, long atNanos, RunClients clients) {
        add(held, holder, hold, atNanos, false, clients);
    }

    private static void doubt(
            Map<Holder, Hold> open,
            Map<Holder, List<Span>> held,
            Step step,
            Set<String> releasedKeys,
            RunClients clients) {
        open.entrySet().removeIf(e -> {
            Holder holder = e.getKey();
            if (holder.client() != step.client()
                    || (step.key() != null && !step.key().equals(holder.key()))) {
                return false;
            }
            Hold doubted = e.getValue().doubted(step.atNanos());
            e.setValue(doubted);
            boolean over = doubted.operation() < 0 || (!doubted.bySamples() && !releasedKeys.contains(holder.key()));
            if (over) {
                end(held, holder, doubted, step.atNanos(), clients);
            }
            return over;
        });
    }

    private static void clientClosed(
            Map<Holder, Hold> open, Map<Holder, List<Span>> held, Step step, RunClients clients) {
        open.entrySet().removeIf(e -> {
            boolean ofClient = e.getKey().client() == step.client();
            if (ofClient) {
                Hold hold = e.getValue();
                end(held, e.getKey(), hold, hold.bySamples() ? hold.sampledNanos() : step.atNanos(), clients);
            }
            return ofClient;
        });
    }

    private static void add(
            Map<Holder, List<Span>> held, Holder holder, Hold hold, long to, boolean open, RunClients clients) {
        List<Span> spans = held.computeIfAbsent(holder, h -> new ArrayList<>());
        String label = clients.name(holder.client())
                + (hold.token() == 0 ? "" : ", token 0x" + Long.toHexString(hold.token()));
        long doubtFrom = Math.min(hold.doubtedNanos(), to);
        if (doubtFrom > hold.fromNanos()) {
            spans.add(new Span(
                    hold.fromNanos(), doubtFrom, open && doubtFrom == to, SpanStyle.HELD, label, hold.operation(), -1));
        }
        if (doubtFrom < to) {
            spans.add(new Span(doubtFrom, to, open, SpanStyle.DOUBTED, label + ", doubted", hold.operation(), -1));
        }
    }

    private static List<Step> steps(History history) {
        List<Step> steps = new ArrayList<>();
        for (Operation o : history.operations()) {
            if (o.key() == null) {
                continue;
            }
            if (o.output() instanceof OperationOutput.Leadership leadership) {
                Kind kind = leadership.leads() ? Kind.SAMPLED_TRUE : Kind.SAMPLED_FALSE;
                steps.add(new Step(o.completedNanos(), kind, o.client(), o.key(), o.token(), o.number()));
            } else if (o.outcome() == Outcome.OK && o.token() != 0) {
                steps.add(new Step(o.completedNanos(), Kind.GRANT, o.client(), o.key(), o.token(), o.number()));
            } else if (RELEASING.contains(o.function())) {
                steps.add(new Step(o.invokedNanos(), Kind.RELEASED, o.client(), o.key(), 0, o.number()));
            }
        }
        history.events(Event.Believed.class)
                .forEach(b -> steps.add(new Step(b.atNanos(), Kind.BELIEF, b.client(), b.key(), b.token(), -1)));
        history.events(Event.Doubted.class)
                .forEach(d -> steps.add(new Step(d.atNanos(), Kind.DOUBT, d.client(), d.key(), 0, -1)));
        history.events(Event.SessionChanged.class)
                .filter(e -> e.state() == Event.SessionState.CLOSED)
                .forEach(e -> steps.add(new Step(e.atNanos(), Kind.CLIENT_CLOSED, e.client(), null, 0, -1)));
        steps.sort(Comparator.comparingLong(Step::atNanos).thenComparing(Step::kind));
        return steps;
    }

    /** The holds that exclude others: all except those of semaphores and of readers. */
    private static Predicate<Span> exclusive(History history) {
        if (history.header().checks().stream().anyMatch(c -> c.check().equals("leases"))) {
            return span -> false;
        }
        return span -> span.operation() < 0 || !shared(history.operations().get(span.operation()));
    }

    private static boolean shared(Operation operation) {
        return operation.input() instanceof LockInput.Acquire acquire && acquire.shared();
    }

    /** Marks exclusive holds that overlap another exclusive hold while neither is doubted. */
    static List<Span> markOverlaps(List<Span> spans, Predicate<Span> exclusive) {
        List<Span> sorted = new ArrayList<>(spans);
        sorted.sort(Comparator.comparingLong(Span::fromNanos));
        Set<Span> overlapping = Collections.newSetFromMap(new IdentityHashMap<>());
        @Nullable Span latestEnding = null;
        for (Span span : sorted) {
            if (span.style() != SpanStyle.HELD || !exclusive.test(span)) {
                continue;
            }
            if (latestEnding != null && latestEnding.crosses(span)) {
                overlapping.add(latestEnding);
                overlapping.add(span);
            }
            if (latestEnding == null || span.toNanos() > latestEnding.toNanos()) {
                latestEnding = span;
            }
        }
        return sorted.stream()
                .map(s -> overlapping.contains(s) ? s.styled(SpanStyle.BAD) : s)
                .toList();
    }
}
