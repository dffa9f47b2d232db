package dev.stampede.checker.tamper;

import static dev.stampede.checker.tamper.Guarantee.REMOVALS;
import static dev.stampede.checker.tamper.Perturbation.impossible;

import dev.stampede.checker.check.Blame;
import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.Event.ZnodeChange;
import dev.stampede.checker.history.data.Event.ZnodeObserved;
import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.Outcome;
import dev.stampede.checker.history.data.ResultCode;
import dev.stampede.checker.history.data.WatchInput;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Impossible removals of znodes by the servers, and clients that do not allow for removals. */
final class RemovalPerturbations {
    private static final String SCENARIO = "watches";

    private RemovalPerturbations() {}

    static List<Perturbation> all() {
        return List.of(
                servers(
                        "a TTL znode is removed long before its TTL has passed",
                        "removals/removed-early",
                        recording -> Places.each(
                                recording.operations(),
                                o -> o.ok()
                                        && o.input() instanceof WatchInput.CreateTtl
                                        && removedByServer(recording, o),
                                (edit, o) -> edit.set(o.invoked(), "argument", "600000"))),
                impossible(
                        "a container that never had a child is removed",
                        REMOVALS,
                        Blame.ZOOKEEPER,
                        List.of("removals/removed-unused", "guarantees/child-count"),
                        ((Places) RemovalPerturbations::unusedRemoved).of(SCENARIO)),
                servers(
                        "a container is removed although it has a child",
                        "removals/removed-with-children",
                        RemovalPerturbations::removedWithChild),
                clients(
                        "a client lets its TTL znode lapse",
                        "removals/ttl-lapsed",
                        recording -> Places.pairs(
                                recording.operations(),
                                o -> o.ok()
                                        && o.input() instanceof WatchInput.CreateTtl
                                        && removedByServer(recording, o),
                                (create, o) -> o.input() instanceof WatchInput.LetGo
                                        && o.key().equals(create.key())
                                        && undisturbedTtl(recording, create, o),
                                (edit, create, letGo) -> edit.remove(letGo))),
                clients(
                        "a client cannot enter a container that does not exist",
                        "removals/entry-refused",
                        Places.operations(
                                o -> o.ok() && o.input() instanceof WatchInput.EnterContainer,
                                (edit, o) -> edit.set(o.completion(), "outcome", Outcome.FAILED)
                                        .set(o.completion(), "error", ResultCode.NONODE.toString()))));
    }

    private static Perturbation servers(String name, String check, Places places) {
        return impossible(name, REMOVALS, Blame.ZOOKEEPER, List.of(check), places.of(SCENARIO));
    }

    private static Perturbation clients(String name, String check, Places places) {
        return impossible(name, REMOVALS, Blame.RECIPE, List.of(check), places.of(SCENARIO));
    }

    /** The events of the deletes of znodes at a path. */
    private static List<ZnodeObserved> deletes(Recording recording, String path) {
        return recording.events(ZnodeObserved.class).stream()
                .filter(e -> e.change() == ZnodeChange.DELETED && e.path().endsWith(path) && e.zxid() > 0)
                .toList();
    }

    /** Whether a server removed the znode of an operation, and a later write shows the leader's clock. */
    private static boolean removedByServer(Recording recording, RecordedOperation create) {
        long gone = deletes(recording, create.key()).stream()
                .mapToLong(ZnodeObserved::zxid)
                .min()
                .orElse(Long.MAX_VALUE);
        return recording.requests().stream().anyMatch(r -> r.acknowledgedWrite() && r.zxid() > gone)
                && recording.requests().stream()
                        .noneMatch(r -> r.opcode() == Opcode.DELETE && r.path().equals(create.key()));
    }

    /** Whether a client kept its connection, and no fault acted, for the TTL of its znode after it let it go. */
    private static boolean undisturbedTtl(Recording recording, RecordedOperation create, RecordedOperation letGo) {
        long until = letGo.invokedNanos() + ((WatchInput.CreateTtl) create.input()).ttlMillis() * 1_100_000;
        return WatchPerturbations.connected(recording, create.client(), create.completedNanos(), until)
                && recording.events(Event.FaultInjecting.class).stream().noneMatch(f -> f.atNanos() <= until);
    }

    private static boolean createsContainer(RecordedRequest r) {
        return r.acknowledgedWrite() && r.opcode() == Opcode.CREATE_CONTAINER;
    }

    private static Predicate<RecordedRequest> childOf(RecordedRequest container) {
        return r -> r.acknowledgedWrite() && r.opcode().creates() && r.path().startsWith(container.path() + "/");
    }

    /** Adds the events of a removal at all members, with a zxid that no other transaction has. */
    private static List<Consumer<HistoryEdit>> unusedRemoved(Recording recording) {
        List<Consumer<HistoryEdit>> places = new ArrayList<>();
        for (RecordedRequest create : recording.requests()) {
            long zxid = create.hasStat() ? freeZxid(recording, create.stat().czxid()) : 0;
            ZnodeObserved pattern = observed(recording, create);
            if (createsContainer(create)
                    && pattern != null
                    && zxid > 0
                    && deletes(recording, create.path()).isEmpty()
                    && recording.requests().stream().noneMatch(childOf(create))) {
                places.add(edit -> recording
                        .header()
                        .members()
                        .forEach(member -> edit.insertAfter(
                                create.answer(),
                                new ZnodeObserved(
                                        member,
                                        ZnodeChange.DELETED,
                                        pattern.path(),
                                        zxid,
                                        0,
                                        null,
                                        create.answeredNanos() + 50_000_000))));
            }
        }
        return places;
    }

    /** The smallest zxid after another one that no event and no response shows; 0 if a later leader has it. */
    private static long freeZxid(Recording recording, long after) {
        for (long zxid = after + 1; zxid < after + 10_000; zxid++) {
            long candidate = zxid;
            boolean used = recording.events(ZnodeObserved.class).stream().anyMatch(e -> e.zxid() == candidate)
                    || recording.requests().stream()
                            .anyMatch(r -> r.answered() != null
                                    && (r.answer().zxid() == candidate
                                            || (r.hasStat()
                                                    && (r.stat().czxid() == candidate
                                                            || r.stat().mzxid() == candidate
                                                            || r.stat().pzxid() == candidate))));
            if (!used) {
                return zxid;
            }
        }
        return 0;
    }

    private static @Nullable ZnodeObserved observed(Recording recording, RecordedRequest create) {
        return recording.events(ZnodeObserved.class).stream()
                .filter(e -> e.path().endsWith(create.path()))
                .findFirst()
                .orElse(null);
    }

    /** Moves the removal of a container to just after the create of its last child. */
    private static List<Consumer<HistoryEdit>> removedWithChild(Recording recording) {
        List<Consumer<HistoryEdit>> places = new ArrayList<>();
        for (RecordedRequest create : recording.requests()) {
            if (!createsContainer(create)) {
                continue;
            }
            long gone = deletes(recording, create.path()).stream()
                    .mapToLong(ZnodeObserved::zxid)
                    .filter(zxid -> zxid > create.stat().czxid())
                    .min()
                    .orElse(0);
            recording.requests().stream()
                    .filter(childOf(create))
                    .filter(r -> r.zxid() > create.stat().czxid() && r.zxid() < gone)
                    .reduce((one, two) -> two)
                    .ifPresent(child -> places.add(edit -> deletes(recording, create.path()).stream()
                            .filter(e -> e.zxid() == gone)
                            .forEach(e -> edit.set(e, "zxid", child.zxid() + 1))));
        }
        return places;
    }
}
