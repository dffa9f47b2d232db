package dev.stampede.checker.tamper;

import static dev.stampede.checker.tamper.Guarantee.DELIVERY;
import static dev.stampede.checker.tamper.Perturbation.impossible;

import dev.stampede.checker.check.Blame;
import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.Event.ZnodeChange;
import dev.stampede.checker.history.data.Event.ZnodeObserved;
import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.Outcome;
import dev.stampede.checker.history.data.QueueInput;
import dev.stampede.checker.history.data.ZnodeStat;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Impossible deliveries of items of queues. */
final class QueuePerturbations {
    /** Curator's {@code minItemsBeforeRefresh} in the recordings, and one more that the consumer may have begun before. */
    private static final int MIN_ITEMS = 3;

    private static final String NOTHING = "no item in time";

    private QueuePerturbations() {}

    static List<Perturbation> all() {
        return List.of(
                recipe(
                        "an item is delivered to two consumers",
                        List.of("deliveries/delivered-twice", "linearizability"),
                        Places.operationPairs(
                                QueuePerturbations::delivery,
                                (a, b) -> sameQueue(a, b)
                                        && a.client() != b.client()
                                        && a.precedes(b)
                                        && (delivery(b) || empty(b)),
                                (edit, a, b) -> {
                                    if (b.input() instanceof QueueInput.Dequeue) {
                                        deliver(edit, b, item(a));
                                    } else {
                                        consumeAgain(edit, a, b);
                                    }
                                })),
                recipe(
                        "an item whose removal was acknowledged reaches no consumer",
                        List.of("deliveries/lost", "linearizability"),
                        Places.operations(o -> delivery(o) && removal(o) != null, (edit, o) -> {
                            if (o.input() instanceof QueueInput.Dequeue) {
                                fail(edit, o, NOTHING);
                            } else {
                                edit.remove(o.invoked()).remove(o.completion());
                            }
                        })),
                recipe(
                        "a consumer receives an item that no client enqueued",
                        List.of("deliveries", "linearizability"),
                        Places.operations(QueuePerturbations::delivery, (edit, o) -> deliver(edit, o, "invented"))),
                recipe(
                        "a consumer receives an item before it is enqueued",
                        List.of("deliveries", "linearizability"),
                        Places.operationPairs(
                                QueuePerturbations::delivery,
                                (a, b) -> enqueue(b) && sameQueue(a, b) && a.precedes(b),
                                (edit, a, b) -> deliver(edit, a, item(b)))),
                recipe(
                        "a consumer receives an item whose enqueue was refused",
                        List.of("deliveries/unknown-item", "linearizability"),
                        Places.operationPairs(
                                QueuePerturbations::enqueue,
                                (a, b) -> delivery(b) && sameQueue(a, b) && item(a).equals(item(b)),
                                (edit, a, b) -> fail(edit, a, "NONODE " + a.key()))),
                recipe(
                        "a consumer takes a younger item before an older one",
                        List.of("queue-order/overtaken", "linearizability"),
                        QueuePerturbations::overtaken),
                recipe(
                        "a consumer takes many items of a lower priority before one that it knows",
                        List.of("queue-order/priority-inverted"),
                        QueuePerturbations::inverted),
                recipe("an item waits for a minute beside an idle consumer", List.of("queue-progress/stuck"), stuck()),
                recipe(
                        "an item is delivered before the end of its delay",
                        List.of("deliveries/early"),
                        Places.operationPairs(
                                o -> enqueue(o) && ((QueueInput.Enqueue) o.input()).dueMillis() > 0,
                                (a, b) -> delivery(b) && sameQueue(a, b) && item(a).equals(item(b)),
                                (edit, a, b) -> edit.set(
                                        b.invoked(),
                                        "argument",
                                        new QueueInput.Consume(
                                                        item(b), ((QueueInput.Enqueue) a.input()).dueMillis() - 1)
                                                .argument()))));
    }

    private static Perturbation recipe(String name, List<String> checks, Places places) {
        return impossible(name, DELIVERY, Blame.RECIPE, checks, places.of("queue"));
    }

    private static boolean delivery(RecordedOperation o) {
        boolean taken = o.input() instanceof QueueInput.Dequeue
                && o.completed() != null
                && o.completion().result() != null;
        return o.ok() && (taken || o.input() instanceof QueueInput.Consume);
    }

    private static boolean enqueue(RecordedOperation o) {
        return o.ok() && o.input() instanceof QueueInput.Enqueue;
    }

    private static boolean empty(RecordedOperation o) {
        return o.input() instanceof QueueInput.Dequeue
                && o.completed() != null
                && o.completion().outcome() == Outcome.FAILED
                && NOTHING.equals(o.completion().error());
    }

    private static boolean sameQueue(RecordedOperation a, RecordedOperation b) {
        return a.key().equals(b.key());
    }

    private static String item(RecordedOperation o) {
        if (o.input() instanceof QueueInput.Enqueue enqueue) {
            return enqueue.item();
        }
        return o.input() instanceof QueueInput.Consume consume
                ? consume.item()
                : String.valueOf(o.completion().result());
    }

    /** The acknowledged request that removed a delivery's item, null if there is none. */
    private static @Nullable RecordedRequest removal(RecordedOperation delivery) {
        return delivery.requests().stream()
                .filter(r -> r.ok() && removedPath(r) != null)
                .findFirst()
                .orElse(null);
    }

    /** The path of the znode that a delete, or the first operation of a multi, deletes; null for another request. */
    private static @Nullable String removedPath(RecordedRequest request) {
        if (request.opcode() == Opcode.DELETE) {
            return request.path();
        }
        return request.opcode() == Opcode.MULTI && request.path().startsWith("delete ")
                ? request.path().substring("delete ".length()).split(",", 2)[0]
                : null;
    }

    /** The path of the item that a delivery removed. */
    private static String taken(RecordedOperation delivery) {
        return Objects.requireNonNull(removedPath(Objects.requireNonNull(removal(delivery))));
    }

    private static void deliver(HistoryEdit edit, RecordedOperation o, String item) {
        if (o.input() instanceof QueueInput.Consume consume) {
            edit.set(o.invoked(), "argument", new QueueInput.Consume(item, consume.wallMillis()).argument());
        } else {
            edit.set(o.completion(), "outcome", Outcome.OK)
                    .set(o.completion(), "error", null)
                    .set(o.completion(), "result", item);
        }
    }

    private static void fail(HistoryEdit edit, RecordedOperation o, String error) {
        edit.set(o.completion(), "outcome", Outcome.FAILED)
                .set(o.completion(), "error", error)
                .set(o.completion(), "result", null);
    }

    /** The queue calls the consumer of {@code b} with the item of {@code a}, too. */
    private static void consumeAgain(HistoryEdit edit, RecordedOperation a, RecordedOperation b) {
        int operation = edit.newNumber();
        long at = b.completedNanos();
        edit.insertAfter(
                b.completion(),
                new Event.Invoked(operation, b.client(), b.key(), a.input(), at + 1),
                new Event.Completed(
                        operation,
                        Outcome.OK,
                        null,
                        null,
                        b.session(),
                        0,
                        b.completion().zxid(),
                        at + 2));
    }

    /** Exchanges the items of two dequeues, of which the earlier one then takes the younger item. */
    private static List<Consumer<HistoryEdit>> overtaken(Recording recording) {
        boolean fifo = recording.header().checks().stream()
                .anyMatch(
                        c -> c.check().equals("queue-order") && !c.parameters().containsKey("order"));
        return Places.pairs(
                recording.operations(),
                o -> fifo && created(recording, o) != null,
                (a, b) -> sameQueue(a, b)
                        && a.precedes(b)
                        && created(recording, b) != null
                        && Objects.requireNonNull(created(recording, b)).answeredNanos() < a.invokedNanos(),
                (edit, a, b) -> {
                    String older = taken(a);
                    String younger = taken(b);
                    exchange(edit, a, b, older, younger);
                    exchange(edit, b, a, younger, older);
                    recording.events(ZnodeObserved.class).stream()
                            .filter(e -> e.change() == ZnodeChange.DELETED)
                            .forEach(e -> {
                                if (e.path().endsWith(older)) {
                                    edit.set(e, "path", e.path().replace(older, younger));
                                } else if (e.path().endsWith(younger)) {
                                    edit.set(e, "path", e.path().replace(younger, older));
                                }
                            });
                });
    }

    /** Makes a dequeue take the item of another one. */
    private static void exchange(
            HistoryEdit edit, RecordedOperation o, RecordedOperation other, String path, String otherPath) {
        edit.set(o.completion(), "result", item(other));
        ZnodeStat stat = other.requests().stream()
                .filter(r -> r.opcode() == Opcode.GET_DATA && r.path().equals(otherPath) && r.hasStat())
                .map(RecordedRequest::stat)
                .findFirst()
                .orElseThrow();
        o.requests().stream().filter(r -> r.path().contains(path)).forEach(r -> {
            edit.set(r.sent(), "path", r.path().replace(path, otherPath));
            if (r.hasStat()) {
                edit.set(r.answer(), "stat", stat);
            }
        });
    }

    /** The create of the znode that a dequeue took and that no other one touched; null if there is no such znode. */
    private static @Nullable RecordedRequest created(Recording recording, RecordedOperation o) {
        if (!delivery(o) || !(o.input() instanceof QueueInput.Dequeue) || removal(o) == null) {
            return null;
        }
        String path = taken(o);
        boolean read = o.requests().stream()
                .anyMatch(r -> r.opcode() == Opcode.GET_DATA && r.path().equals(path) && r.hasStat());
        List<RecordedRequest> others = recording.requests().stream()
                .filter(r -> r.path().contains(path) && !o.is(r.operation()))
                .toList();
        return read && others.size() == 1 && others.get(0).acknowledgedWrite() && seenDeleted(recording, path)
                ? others.get(0)
                : null;
    }

    private static boolean seenDeleted(Recording recording, String path) {
        return recording.events(ZnodeObserved.class).stream()
                .anyMatch(e -> e.change() == ZnodeChange.DELETED && e.path().endsWith(path));
    }

    /**
     * A consumer lists an item, takes others, and then takes the item: it gets the most urgent priority, and the consumer
     * two more seconds between its list and all that follows.
     */
    private static List<Consumer<HistoryEdit>> inverted(Recording recording) {
        boolean priorities = recording.header().checks().stream()
                .anyMatch(c -> c.check().equals("queue-order")
                        && "priority".equals(c.parameters().get("order")));
        List<Consumer<HistoryEdit>> places = new ArrayList<>();
        for (RecordedOperation enqueue : recording.operations()) {
            RecordedOperation delivery = priorities && enqueue(enqueue) ? deliveryOf(recording, enqueue) : null;
            RecordedRequest list = delivery == null ? null : firstList(recording, enqueue, delivery.client());
            if (list != null && takes(recording, delivery, list.answeredNanos()) > MIN_ITEMS) {
                places.add(edit -> edit.set(
                                enqueue.invoked(), "argument", new QueueInput.Enqueue(item(enqueue), -1, 0).argument())
                        .later(list.answeredNanos() + 1, 2_000_000_000L));
            }
        }
        return places;
    }

    /** The first list of children in which a consumer saw the znode of an item; null if no response shows it. */
    private static @Nullable RecordedRequest firstList(Recording recording, RecordedOperation enqueue, int client) {
        long czxid = enqueue.requests().stream()
                .filter(r -> r.acknowledgedWrite() && r.opcode().creates())
                .mapToLong(RecordedRequest::zxid)
                .findFirst()
                .orElse(Long.MAX_VALUE);
        return recording.requests().stream()
                .filter(r -> r.client() == client
                        && r.opcode() == Opcode.GET_CHILDREN
                        && r.path().equals(enqueue.key())
                        && r.hasStat()
                        && r.stat().pzxid() >= czxid)
                .findFirst()
                .orElse(null);
    }

    /** The number of other items that the consumer of a delivery took after a moment and before the delivery. */
    private static long takes(Recording recording, RecordedOperation delivery, long afterNanos) {
        return recording.operations().stream()
                .filter(o -> delivery(o)
                        && sameQueue(o, delivery)
                        && o.client() == delivery.client()
                        && o.invokedNanos() > afterNanos
                        && o.completedNanos() < delivery.invokedNanos())
                .count();
    }

    private static @Nullable RecordedOperation deliveryOf(Recording recording, RecordedOperation enqueue) {
        return recording.operations().stream()
                .filter(o -> delivery(o) && sameQueue(o, enqueue) && item(o).equals(item(enqueue)))
                .findFirst()
                .orElse(null);
    }

    /** Whether no queue calls a client at a moment. */
    private static boolean idle(Recording recording, int client, long atNanos) {
        return recording.operations().stream()
                .noneMatch(o -> o.input() instanceof QueueInput.Consume
                        && o.client() == client
                        && o.invokedNanos() <= atNanos
                        && o.completedNanos() >= atNanos);
    }

    private static Places stuck() {
        return QuietTime.after((recording, found) -> recording.operations().stream()
                .filter(QueuePerturbations::enqueue)
                .filter(o -> {
                    RecordedOperation delivery = deliveryOf(recording, o);
                    return delivery != null
                            && delivery.input() instanceof QueueInput.Consume
                            && delivery.invokedNanos() > o.completedNanos() + 1_000_000
                            && idle(recording, delivery.client(), o.completedNanos());
                })
                .forEach(o -> found.accept(o.completedNanos())));
    }
}
