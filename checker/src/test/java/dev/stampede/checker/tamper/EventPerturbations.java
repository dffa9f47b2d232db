package dev.stampede.checker.tamper;

import static dev.stampede.checker.tamper.Guarantee.EPHEMERALS;
import static dev.stampede.checker.tamper.Guarantee.SESSIONS;
import static dev.stampede.checker.tamper.Guarantee.WATCHES;
import static dev.stampede.checker.tamper.Perturbation.impossible;
import static dev.stampede.checker.tamper.RecordCopy.with;

import dev.stampede.checker.check.Blame;
import dev.stampede.checker.history.data.EnsembleSettings;
import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.Event.SessionChanged;
import dev.stampede.checker.history.data.Event.SessionState;
import dev.stampede.checker.history.data.Event.ZnodeChange;
import dev.stampede.checker.history.data.Event.ZnodeObserved;
import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Impossible watch events, and sessions and ephemerals that break their promises. */
final class EventPerturbations {
    private static final List<String> CHECKS = List.of("guarantees", "audit", "watches", "removals");

    private EventPerturbations() {}

    static List<Perturbation> all() {
        return List.of(
                ensemble("a member sends two events in the wrong order", WATCHES, EventPerturbations::swapped),
                ensemble(
                        "an event of another znode has the zxid of an acknowledged write",
                        WATCHES,
                        ofWrites((edit, w, e) -> edit.set(e, "path", e.path() + "-other"))),
                ensemble(
                        "an event reports a delete instead of an acknowledged write",
                        WATCHES,
                        ofWrites((edit, w, e) -> edit.set(e, "change", ZnodeChange.DELETED))),
                ensemble(
                        "an event reports another type than the events of other members",
                        WATCHES,
                        EventPerturbations::otherType),
                ensemble(
                        "an event reports the delete of a znode that exists on",
                        WATCHES,
                        EventPerturbations::deletedAlive),
                ensemble(
                        "an event reports a set between two successive versions",
                        WATCHES,
                        EventPerturbations::setBetween),
                ensemble("an ephemeral vanishes although its session lives", EPHEMERALS, EventPerturbations::vanished),
                ensemble(
                        "an ephemeral is deleted after the close of its session",
                        EPHEMERALS,
                        EventPerturbations::deletedLate),
                ensemble(
                        "a znode belongs to another session than the one that created it",
                        EPHEMERALS,
                        Places.requests(
                                r -> r.acknowledgedWrite()
                                        && r.opcode().creates()
                                        && r.stat().ephemeralOwner() != 0,
                                (edit, r) -> edit.stat(r, with(r.stat(), "ephemeralOwner", 0x123456789L)))),
                ensemble(
                        "the owner of an ephemeral changes",
                        EPHEMERALS,
                        Places.requestPairs(
                                r -> r.hasStat() && r.stat().ephemeralOwner() != 0,
                                (a, b) -> b.hasStat()
                                        && b.path().equals(a.path())
                                        && b.stat().czxid() == a.stat().czxid(),
                                (edit, a, b) -> edit.stat(
                                        b,
                                        with(
                                                b.stat(),
                                                "ephemeralOwner",
                                                b.stat().ephemeralOwner() + 1)))),
                ensemble(
                        "a persistent znode gets an owner",
                        EPHEMERALS,
                        Places.requestPairs(
                                r -> r.hasStat()
                                        && r.stat().ephemeralOwner() == 0
                                        && r.stat().children() == 0,
                                (a, b) -> b.hasStat()
                                        && b.path().equals(a.path())
                                        && b.stat().czxid() == a.stat().czxid()
                                        && b.stat().children() == 0,
                                (edit, a, b) -> edit.stat(b, with(b.stat(), "ephemeralOwner", b.session())))),
                ensemble("a session has a longer timeout than the maximum", SESSIONS, timeout(true)),
                ensemble("a session has a shorter timeout than the minimum", SESSIONS, timeout(false)),
                ensemble(
                        "two clients have the same session",
                        SESSIONS,
                        recording -> Places.pairs(
                                recording.events(SessionChanged.class),
                                e -> e.state() == SessionState.CONNECTED,
                                (a, b) -> b.state() == SessionState.CONNECTED && b.client() != a.client(),
                                (edit, a, b) -> edit.each(e -> (Event) RecordCopy.map(
                                        (Record & Event) e,
                                        (name, value) -> name.equals("session")
                                                        && Long.valueOf(b.session())
                                                                .equals(value)
                                                ? Long.valueOf(a.session())
                                                : value)))),
                ensemble(
                        "a write succeeds in a session after its acknowledged close",
                        SESSIONS,
                        Places.requestPairs(
                                RecordedRequest::acknowledgedWrite,
                                (w, close) -> close.ok()
                                        && close.opcode() == Opcode.CLOSE
                                        && close.session() == w.session()
                                        && close.answer().zxid() > w.zxid(),
                                (edit, w, close) -> {
                                    edit.set(close.answer(), "zxid", w.zxid() - 1);
                                    edit.set(close.answer(), "session", w.session());
                                })),
                ensemble(
                        "a write succeeds in a session after its client was notified of the expiry",
                        SESSIONS,
                        Places.requests(
                                w -> w.acknowledgedWrite() && w.session() != 0,
                                (edit, w) -> edit.insertBefore(
                                        w.sent(),
                                        new SessionChanged(
                                                w.client(),
                                                SessionState.EXPIRED,
                                                w.session(),
                                                null,
                                                0,
                                                0,
                                                w.sentNanos() - 1)))));
    }

    private static Perturbation ensemble(String name, Guarantee promise, Places places) {
        return impossible(name, promise, Blame.ZOOKEEPER, CHECKS, places);
    }

    private static boolean event(ZnodeObserved e) {
        return e.zxid() > 0
                && (e.change() == ZnodeChange.CREATED
                        || e.change() == ZnodeChange.CHANGED
                        || e.change() == ZnodeChange.DELETED);
    }

    private static List<Consumer<HistoryEdit>> swapped(Recording recording) {
        return Places.pairs(
                recording.events(ZnodeObserved.class),
                EventPerturbations::event,
                (a, b) -> event(b)
                        && b.member() == a.member()
                        && b.zxid() > a.zxid()
                        && b.atNanos() > a.atNanos()
                        && recording.events(Event.WatcherChanged.class).stream()
                                .noneMatch(w -> w.member() == a.member()
                                        && w.atNanos() >= a.atNanos()
                                        && w.atNanos() <= b.atNanos()),
                (edit, a, b) -> {
                    edit.set(a, "atNanos", b.atNanos());
                    edit.set(b, "atNanos", a.atNanos());
                });
    }

    private interface EventChange {
        void make(HistoryEdit edit, RecordedRequest write, ZnodeObserved event);
    }

    /** The events of all members with the zxid of an acknowledged write. */
    private static Places ofWrites(EventChange change) {
        return recording -> Places.each(
                recording.requests(),
                w -> w.acknowledgedWrite()
                        && !withZxid(recording, w.zxid(), e -> true).isEmpty(),
                (edit, w) -> withZxid(recording, w.zxid(), e -> true).forEach(e -> change.make(edit, w, e)));
    }

    private static List<ZnodeObserved> withZxid(Recording recording, long zxid, Predicate<ZnodeObserved> which) {
        return recording.events(ZnodeObserved.class).stream()
                .filter(e -> event(e) && e.zxid() == zxid && which.test(e))
                .toList();
    }

    /** A multi causes events of several types, of which a member may send only the first ones. */
    private static List<Consumer<HistoryEdit>> otherType(Recording recording) {
        return Places.each(
                recording.events(ZnodeObserved.class),
                e -> event(e)
                        && withZxid(recording, e.zxid(), o -> o.member() != e.member())
                                        .size()
                                > 0
                        && withZxid(recording, e.zxid(), o -> o.change() != e.change())
                                .isEmpty(),
                (edit, e) -> edit.set(
                        e, "change", e.change() == ZnodeChange.DELETED ? ZnodeChange.CHANGED : ZnodeChange.DELETED));
    }

    /** Adds an event of a delete at all members, between the create of a znode and a later Stat of it. */
    private static List<Consumer<HistoryEdit>> deletedAlive(Recording recording) {
        return Places.each(
                recording.requests(),
                r -> r.hasStat() && last(r) > r.stat().czxid() + 1 && observed(recording, r) != null,
                (edit, r) -> addEvents(edit, r, ZnodeChange.DELETED, last(r) - 1));
    }

    private static long last(RecordedRequest r) {
        return Math.max(r.stat().mzxid(), r.stat().pzxid());
    }

    private static @Nullable ZnodeObserved observed(Recording recording, RecordedRequest r) {
        return recording.events(ZnodeObserved.class).stream()
                .filter(e -> e.change() == ZnodeChange.CREATED && e.path().endsWith(r.path()))
                .findFirst()
                .orElse(null);
    }

    private static void addEvents(HistoryEdit edit, RecordedRequest r, ZnodeChange change, long zxid) {
        ZnodeObserved pattern = observed(edit.recording(), r);
        if (pattern != null) {
            edit.insertAfter(
                    r.sent(),
                    new ZnodeObserved(pattern.member(), change, pattern.path(), zxid, 0, null, r.sentNanos()));
        }
    }

    private static List<Consumer<HistoryEdit>> setBetween(Recording recording) {
        return Places.pairs(
                recording.requests(),
                a -> a.hasStat() && a.stat().czxid() != 0,
                (a, b) -> b.hasStat()
                        && b.path().equals(a.path())
                        && b.stat().czxid() == a.stat().czxid()
                        && b.stat().version() == a.stat().version() + 1
                        && b.stat().mzxid() > a.stat().mzxid() + 1
                        && observed(recording, a) != null,
                (edit, a, b) -> addEvents(edit, b, ZnodeChange.CHANGED, b.stat().mzxid() - 1));
    }

    /** The events of the delete of a znode, moved to just after its create. */
    private static List<Consumer<HistoryEdit>> vanished(Recording recording) {
        List<Consumer<HistoryEdit>> places = new ArrayList<>();
        for (RecordedRequest create : recording.requests()) {
            boolean ephemeral = create.acknowledgedWrite()
                    && create.opcode().creates()
                    && create.stat().ephemeralOwner() != 0;
            boolean lives = ephemeral
                    && recording.requests().stream()
                            .anyMatch(w -> w.acknowledgedWrite()
                                    && w.session() == create.stat().ephemeralOwner()
                                    && w.sentNanos() > create.answeredNanos() + 2_000_000);
            List<ZnodeObserved> deletes = lives ? deletes(recording, create) : List.of();
            boolean clear = recording.requests().stream()
                    .noneMatch(d -> ephemeral
                            && d.opcode() == Opcode.DELETE
                            && d.path().equals(create.path())
                            && d.sentNanos() < create.answeredNanos() + 2_000_000);
            if (!deletes.isEmpty() && clear) {
                places.add(edit -> deletes.forEach(e -> {
                    edit.set(e, "atNanos", create.answeredNanos() + 1_000_000);
                    edit.set(e, "zxid", create.stat().czxid() + 1);
                }));
            }
        }
        return places;
    }

    private static List<ZnodeObserved> deletes(Recording recording, RecordedRequest create) {
        long next = recording.events(ZnodeObserved.class).stream()
                .filter(e -> e.change() == ZnodeChange.CREATED
                        && e.path().endsWith(create.path())
                        && e.zxid() > create.stat().czxid())
                .mapToLong(ZnodeObserved::zxid)
                .min()
                .orElse(Operation.OPEN);
        return recording.events(ZnodeObserved.class).stream()
                .filter(e -> e.change() == ZnodeChange.DELETED
                        && e.path().endsWith(create.path())
                        && e.zxid() > create.stat().czxid()
                        && e.zxid() < next)
                .toList();
    }

    private static List<Consumer<HistoryEdit>> deletedLate(Recording recording) {
        return Places.pairs(
                recording.requests(),
                c -> c.acknowledgedWrite()
                        && c.opcode().creates()
                        && c.stat().ephemeralOwner() != 0
                        && !deletes(recording, c).isEmpty(),
                (c, close) -> close.ok()
                        && close.opcode() == Opcode.CLOSE
                        && close.session() == c.stat().ephemeralOwner()
                        && deletes(recording, c).stream()
                                .allMatch(e -> e.zxid() <= close.answer().zxid()),
                (edit, c, close) -> deletes(recording, c)
                        .forEach(e -> edit.set(e, "zxid", close.answer().zxid() + 1)));
    }

    private static Places timeout(boolean longer) {
        return recording -> {
            EnsembleSettings settings = recording.header().settings();
            return settings == null
                    ? List.of()
                    : Places.each(
                            recording.events(SessionChanged.class),
                            e -> e.timeoutMillis() > 0 && e.state().connected(),
                            (edit, e) -> edit.set(
                                    e,
                                    "timeoutMillis",
                                    longer
                                            ? settings.maxSessionTimeoutMillis() + 1
                                            : settings.minSessionTimeoutMillis() - 1));
        };
    }
}
