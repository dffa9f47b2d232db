package dev.stampede.checker.checks.queue;

import dev.stampede.checker.analysis.SortedSearch;
import dev.stampede.checker.analysis.ZnodeTimeline;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Attempt;
import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.Operation;
import dev.stampede.checker.history.data.ResultCode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The requests of clients for the znodes of the queues' items. A multi is read from the text of its attempt, which
 * names its parts. Immutable once built; O(n log n) in attempts.
 */
final class QueueRequests {
    private static final Pattern PART = Pattern.compile("(?:^|, )(\\w+) (/[^,]*)");

    /**
     * A request that removes the znode of an item and was not refused.
     *
     * @param operation the operation that sent it, -1 for none; a request of a background thread can have the number of
     *     another operation
     * @param acknowledged whether it certainly took effect
     * @param puts whether it adds a znode in the same transaction: the item was put into the queue again
     */
    record Removal(
            int client,
            int operation,
            String path,
            boolean acknowledged,
            boolean puts,
            long sentNanos,
            long answeredNanos) {}

    /** A request that reads or removes the znode of an item. */
    record Touch(String path, int operation, long sentNanos) {}

    /** A client, and a queue or an item. */
    private record Consumer(int client, String path) {}

    private final Set<String> keys;
    private final Set<Integer> withdrawals;
    private final Map<Integer, List<Attempt>> creates = new HashMap<>();
    private final Map<String, List<Removal>> removals = new HashMap<>();
    private final Map<Consumer, List<Touch>> touches = new HashMap<>();
    /** The last request of each client for each item. */
    private final Map<Consumer, Attempt> lastRequest = new HashMap<>();

    private final Map<Consumer, List<Attempt>> listings = new HashMap<>();

    /** @param withdrawals the numbers of the {@code remove-item} operations */
    QueueRequests(History history, Set<String> keys, Set<Integer> withdrawals) {
        this.keys = keys;
        this.withdrawals = withdrawals;
        for (Attempt a : history.attempts()) {
            String path = a.path();
            if (path == null) {
                continue;
            }
            if (a.opcode() == Opcode.MULTI) {
                multi(a, path);
            } else {
                single(a, path);
            }
        }
        touches.values().forEach(list -> list.sort(Comparator.comparingLong(Touch::sentNanos)));
        listings.values().forEach(list -> list.sort(Comparator.comparingLong(Attempt::answeredNanos)));
    }

    /** Whether an operation is a {@code remove-item}. */
    boolean withdraws(int operation) {
        return withdrawals.contains(operation);
    }

    /** The queue to which a znode belongs, null if it belongs to none. */
    @Nullable
    String keyOf(String path) {
        for (int slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
            String above = path.substring(0, slash);
            if (keys.contains(above)) {
                return above;
            }
        }
        return null;
    }

    private void single(Attempt a, String path) {
        if (a.opcode() == Opcode.GET_CHILDREN && keys.contains(path)) {
            if (a.code() == ResultCode.OK && a.stat() != null) {
                listings.computeIfAbsent(new Consumer(a.client(), path), c -> new ArrayList<>())
                        .add(a);
            }
            return;
        }
        String key = keyOf(path);
        if (key == null) {
            return;
        }
        if (a.opcode().creates()) {
            if (ZnodeTimeline.mayHaveHappened(a.code())) {
                creates.computeIfAbsent(a.operation(), o -> new ArrayList<>()).add(a);
            }
        } else if (a.opcode() == Opcode.DELETE) {
            removed(a, key, path, false);
        } else if (a.opcode() == Opcode.GET_DATA) {
            touch(a, key, path);
        }
    }

    private void multi(Attempt a, String text) {
        String removed = null;
        boolean puts = false;
        for (Matcher part = PART.matcher(text); part.find(); ) {
            boolean item = keyOf(part.group(2)) != null;
            if (item && part.group(1).equals("delete")) {
                removed = part.group(2);
            } else if (item && part.group(1).equals("create")) {
                puts = true;
            }
        }
        String key = removed == null ? null : keyOf(removed);
        if (removed != null && key != null) {
            removed(a, key, removed, puts);
        }
    }

    private void removed(Attempt a, String key, String path, boolean puts) {
        touch(a, key, path);
        if (ZnodeTimeline.mayHaveHappened(a.code())) {
            removals.computeIfAbsent(path, p -> new ArrayList<>())
                    .add(new Removal(
                            a.client(),
                            a.operation(),
                            path,
                            ZnodeTimeline.acknowledged(a.code()),
                            puts,
                            a.sentNanos(),
                            a.answeredNanos()));
        }
    }

    private void touch(Attempt a, String key, String path) {
        touches.computeIfAbsent(new Consumer(a.client(), key), c -> new ArrayList<>())
                .add(new Touch(path, a.operation(), a.sentNanos()));
        lastRequest.merge(new Consumer(a.client(), path), a, (x, y) -> x.sentNanos() > y.sentNanos() ? x : y);
    }

    /** The creates that an operation sent and that took effect, or may have taken effect. */
    List<Attempt> creates(int operation) {
        return Collections.unmodifiableList(creates.getOrDefault(operation, List.of()));
    }

    /** The requests that may have removed the znode at a path. */
    List<Removal> removals(String path) {
        return Collections.unmodifiableList(removals.getOrDefault(path, List.of()));
    }

    /** The requests of a client for the items of a queue after a moment, in the order of sending. */
    List<Touch> touchesAfter(int client, String key, long atNanos) {
        List<Touch> all = touches.getOrDefault(new Consumer(client, key), List.of());
        int first = SortedSearch.upTo(all.size(), i -> all.get(i).sentNanos(), atNanos);
        return all.subList(first, all.size());
    }

    /**
     * When the last request of a client for an item was answered with a definite result; {@link Operation#OPEN} if the
     * request was not, so that the client may send it again.
     */
    long settledNanos(int client, String path) {
        Attempt request = lastRequest.get(new Consumer(client, path));
        boolean settled =
                request != null && request.code() != null && !ZnodeTimeline.INDETERMINATE.contains(request.code());
        return request != null && settled ? request.answeredNanos() : Operation.OPEN;
    }

    /**
     * The path of the znode from which an item was delivered: that of the consumer's last request for an item before
     * the delivery; null if there is none.
     */
    @Nullable
    String znodeOf(Delivery delivery, String key) {
        List<Touch> all = touches(delivery.client(), key);
        int before = SortedSearch.upTo(all.size(), i -> all.get(i).sentNanos(), delivery.atNanos());
        for (int i = before - 1; i >= 0; i--) {
            Touch touch = all.get(i);
            if (delivery.calledBack()
                    || touch.operation() == delivery.operation().number()) {
                return touch.path();
            }
            if (touch.sentNanos() < delivery.operation().invokedNanos()) {
                return null;
            }
        }
        return null;
    }

    /** The requests of a client for the items of a queue, in the order of sending. */
    List<Touch> touches(int client, String key) {
        return touchesAfter(client, key, Long.MIN_VALUE);
    }

    /** The lists of a queue's children that a client received with a Stat, in the order of their answers. */
    List<Attempt> listings(int client, String key) {
        return Collections.unmodifiableList(listings.getOrDefault(new Consumer(client, key), List.of()));
    }
}
