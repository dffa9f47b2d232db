package dev.stampede.checker.tamper;

import static dev.stampede.checker.tamper.Guarantee.WATCHES;
import static dev.stampede.checker.tamper.Perturbation.impossible;
import static dev.stampede.checker.tamper.Perturbation.legal;
import static dev.stampede.checker.tamper.RecordCopy.with;

import dev.stampede.checker.check.Blame;
import dev.stampede.checker.history.data.Event.SessionChanged;
import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.WatchInput;
import dev.stampede.checker.history.data.WatchInput.ChangeType;
import dev.stampede.checker.history.data.WatchInput.Triggered;
import dev.stampede.checker.history.data.WatchInput.WatchKind;
import dev.stampede.checker.history.data.ZnodeStat;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Impossible and legal events of the watches of clients. */
final class WatchPerturbations {
    private static final String SCENARIO = "watches";

    private WatchPerturbations() {}

    static List<Perturbation> all() {
        return List.of(
                watches(
                        "a one-shot watch triggers twice",
                        List.of("watches/fired-twice"),
                        events((watch, event) -> watch.kind().oneShot(), WatchPerturbations::again)),
                watches(
                        "the event of a one-shot watch is lost, and its client reads the change",
                        List.of("watches/data-before-event"),
                        lostBeforeRead()),
                watches(
                        "an event of a persistent watch is lost, and its client reads the change",
                        List.of("watches/event-skipped", "watches/event-missing"),
                        skipped()),
                watches(
                        "a data watch receives the event of a child watch",
                        List.of("watches/wrong-event"),
                        events(
                                (watch, event) -> watch.kind() == WatchKind.DATA,
                                (edit, e) -> replace(edit, e, ChangeType.CHILDREN_CHANGED, event(e).zxid()))),
                watches(
                        "a watch receives the event of another znode",
                        List.of("watches/wrong-event"),
                        events(
                                (watch, event) -> watch.kind().oneShot(),
                                (edit, e) -> edit.set(e.invoked(), "key", e.key() + "-other"))),
                watches(
                        "the event of a watch has the zxid of a change before the watch was set",
                        List.of("watches/event-before-watch"),
                        beforeWatch()),
                watches(
                        "the event of a persistent watch reports a delete instead of an acknowledged set",
                        List.of("watches/false-event"),
                        recording -> Places.each(
                                recording.operations(),
                                e -> triggered(recording, e, WatchKind.PERSISTENT)
                                        && event(e).type() == ChangeType.DATA_CHANGED
                                        && acknowledgedSet(recording, event(e).zxid()),
                                (edit, e) -> replace(edit, e, ChangeType.DELETED, event(e).zxid()))),
                watches(
                        "a client receives two events in the wrong order",
                        List.of("watches/event-order"),
                        WatchPerturbations::wrongOrder),
                watches(
                        "a one-shot watch triggers without a change",
                        List.of("watches/event-without-change", "watches/event-skipped", "guarantees"),
                        withoutChange()),
                legal(
                        "the events of watches have no zxid, as from members before 3.9",
                        Places.whole(edit -> edit.recording().operations().stream()
                                        .filter(WatchPerturbations::triggered)
                                        .forEach(e -> replace(edit, e, event(e).type(), 0)))
                                .of(SCENARIO)),
                legal(
                        "a persistent watch also receives the event of a one-shot watch",
                        events((watch, event) -> watch.kind() == WatchKind.PERSISTENT, WatchPerturbations::again)));
    }

    private static Perturbation watches(String name, List<String> checks, Places places) {
        return impossible(name, WATCHES, Blame.ZOOKEEPER, checks, places.of(SCENARIO));
    }

    private static boolean triggered(RecordedOperation o) {
        return o.ok() && o.input() instanceof Triggered;
    }

    private static Triggered event(RecordedOperation triggered) {
        return (Triggered) triggered.input();
    }

    /** The operation that set the watch of an event. */
    private static Optional<RecordedOperation> watchOf(Recording recording, RecordedOperation event) {
        return recording.operations().stream()
                .filter(o -> o.ok()
                        && o.client() == event.client()
                        && o.input() instanceof WatchInput.SetWatch set
                        && set.watch().equals(event(event).watch()))
                .findFirst();
    }

    /** Whether an operation is the event of a watch of this kind. */
    private static boolean triggered(Recording recording, RecordedOperation o, WatchKind kind) {
        return triggered(o)
                && watchOf(recording, o)
                        .filter(w -> ((WatchInput.SetWatch) w.input()).kind() == kind)
                        .isPresent();
    }

    /** The events whose watches satisfy a condition. */
    private static Places events(
            BiPredicate<WatchInput.SetWatch, RecordedOperation> condition,
            BiConsumer<HistoryEdit, RecordedOperation> change) {
        return recording -> recording.isOf(SCENARIO)
                ? Places.each(
                        recording.operations(),
                        e -> triggered(e)
                                && watchOf(recording, e)
                                        .filter(w -> condition.test((WatchInput.SetWatch) w.input(), e))
                                        .isPresent(),
                        change)
                : List.of();
    }

    private static void replace(HistoryEdit edit, RecordedOperation event, ChangeType type, long zxid) {
        edit.set(event.invoked(), "argument", new Triggered(event(event).watch(), type, zxid).argument());
    }

    /** The same event once more. */
    private static void again(HistoryEdit edit, RecordedOperation event) {
        int operation = edit.newNumber();
        edit.insertAfter(
                event.completion(),
                with(with(event.invoked(), "operation", operation), "atNanos", event.completedNanos() + 1),
                with(with(event.completion(), "operation", operation), "atNanos", event.completedNanos() + 2));
    }

    private static @Nullable ZnodeStat stat(RecordedOperation read) {
        return read.requests().stream()
                .filter(r -> r.ok() && r.answer().stat() != null)
                .map(RecordedRequest::stat)
                .findFirst()
                .orElse(null);
    }

    /** The Stat in the response that set the data watch of an event. */
    private static ZnodeStat watched(Recording recording, RecordedOperation event) {
        return watchOf(recording, event).map(WatchPerturbations::stat).orElseThrow();
    }

    private static boolean reads(RecordedOperation o) {
        return o.ok() && (o.input() instanceof WatchInput.SetWatch || o.input() instanceof WatchInput.ReadStat);
    }

    /** Whether a client kept its connection from one moment to another. */
    static boolean connected(Recording recording, int client, long fromNanos, long toNanos) {
        return recording.events(SessionChanged.class).stream()
                .noneMatch(s -> s.client() == client && s.atNanos() >= fromNanos && s.atNanos() <= toNanos);
    }

    /** The events of one-shot watches after which their clients read another state of the znode. */
    private static Places lostBeforeRead() {
        return recording -> Places.pairs(
                recording.operations(),
                e -> triggered(recording, e, WatchKind.DATA),
                (e, read) -> reads(read)
                        && read.client() == e.client()
                        && read.key().equals(e.key())
                        && read.completedNanos() > e.completedNanos()
                        && connected(recording, e.client(), e.invokedNanos(), read.completedNanos()),
                (edit, e, read) -> edit.remove(e));
    }

    /** The data events of persistent watches between two reads of the znode on one connection. */
    private static Places skipped() {
        return recording -> Places.each(
                recording.operations(),
                e -> triggered(recording, e, WatchKind.PERSISTENT)
                        && event(e).type() == ChangeType.DATA_CHANGED
                        && readsAround(recording, e),
                HistoryEdit::remove);
    }

    private static boolean readsAround(Recording recording, RecordedOperation e) {
        RecordedOperation before = neighbour(recording, e, true);
        RecordedOperation after = neighbour(recording, e, false);
        ZnodeStat old = before == null ? null : stat(before);
        ZnodeStat young = after == null ? null : stat(after);
        return before != null
                && after != null
                && old != null
                && young != null
                && old.czxid() == young.czxid()
                && young.version() > old.version()
                && connected(recording, e.client(), before.completedNanos(), after.completedNanos());
    }

    /** The last read of the path of an event that its client completed before it, or the first one after it. */
    private static @Nullable RecordedOperation neighbour(Recording recording, RecordedOperation e, boolean before) {
        return recording.operations().stream()
                .filter(o -> reads(o)
                        && o.client() == e.client()
                        && o.key().equals(e.key())
                        && o.completedNanos() < e.invokedNanos() == before)
                .min((one, two) -> before
                        ? Long.compare(two.completedNanos(), one.completedNanos())
                        : Long.compare(one.completedNanos(), two.completedNanos()))
                .orElse(null);
    }

    private static Places beforeWatch() {
        return recording -> Places.each(
                recording.operations(),
                e -> triggered(recording, e, WatchKind.DATA) && event(e).zxid() > 0,
                (edit, e) ->
                        replace(edit, e, event(e).type(), watched(recording, e).mzxid()));
    }

    private static boolean acknowledgedSet(Recording recording, long zxid) {
        return zxid > 0
                && recording.requests().stream()
                        .anyMatch(r -> r.acknowledgedWrite() && r.opcode() == Opcode.SET_DATA && r.zxid() == zxid);
    }

    /** Exchanges the times of two successive events of a client, which belong to different watches and znodes. */
    private static List<Consumer<HistoryEdit>> wrongOrder(Recording recording) {
        return Places.pairs(
                recording.operations(),
                WatchPerturbations::triggered,
                (a, b) -> triggered(b)
                        && b.client() == a.client()
                        && event(a).zxid() > 0
                        && event(b).zxid() > event(a).zxid()
                        && !a.key().equals(b.key())
                        && !event(a).watch().equals(event(b).watch())
                        && b.invokedNanos() > a.completedNanos()
                        && connected(recording, a.client(), a.invokedNanos(), b.completedNanos())
                        && recording.operations().stream()
                                .noneMatch(o -> !o.is(a)
                                        && !o.is(b)
                                        && o.client() == a.client()
                                        && (o.input() instanceof Triggered || reads(o))
                                        && o.completedNanos() > a.invokedNanos()
                                        && o.completedNanos() < b.completedNanos()),
                (edit, a, b) -> edit.set(a.invoked(), "atNanos", b.invokedNanos())
                        .set(a.completion(), "atNanos", b.completedNanos())
                        .set(b.invoked(), "atNanos", a.invokedNanos())
                        .set(b.completion(), "atNanos", a.completedNanos()));
    }

    /** After the event of a data watch, the next read returns the Stat with which the watch was set. */
    private static Places withoutChange() {
        return recording -> Places.pairs(
                recording.operations(),
                e -> triggered(recording, e, WatchKind.DATA) && event(e).type() == ChangeType.DATA_CHANGED,
                (e, read) -> reads(read)
                        && read.client() == e.client()
                        && read.key().equals(e.key())
                        && read.invokedNanos() > e.invokedNanos()
                        && read.requests().size() == 1
                        && read.requests().get(0).hasStat()
                        && connected(recording, e.client(), e.invokedNanos(), read.completedNanos()),
                (edit, e, read) -> edit.stat(read.requests().get(0), watched(recording, e)));
    }
}
