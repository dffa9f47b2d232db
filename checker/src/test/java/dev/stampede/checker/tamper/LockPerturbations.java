package dev.stampede.checker.tamper;

import static dev.stampede.checker.tamper.Guarantee.GRANT_ORDER;
import static dev.stampede.checker.tamper.Guarantee.MUTUAL_EXCLUSION;
import static dev.stampede.checker.tamper.Perturbation.impossible;
import static dev.stampede.checker.tamper.RecordedGrants.delete;
import static dev.stampede.checker.tamper.RecordedGrants.grants;
import static dev.stampede.checker.tamper.RecordedGrants.leases;
import static dev.stampede.checker.tamper.RecordedGrants.livesOn;
import static dev.stampede.checker.tamper.RecordedGrants.naive;
import static dev.stampede.checker.tamper.RecordedGrants.next;
import static dev.stampede.checker.tamper.RecordedGrants.release;
import static dev.stampede.checker.tamper.RecordedGrants.sameLock;
import static dev.stampede.checker.tamper.RecordedGrants.shared;
import static dev.stampede.checker.tamper.RecordedGrants.withoutDelete;
import static dev.stampede.checker.tamper.RecordedGrants.znode;

import dev.stampede.checker.check.Blame;
import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.Event.SessionState;
import dev.stampede.checker.history.data.LockInput;
import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.Outcome;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiPredicate;

/** Impossible holds of locks, semaphores and masters. */
final class LockPerturbations {
    private static final long MILLI = 1_000_000L;
    private static final String[] SCENARIOS = {"lock", "election"};

    private LockPerturbations() {}

    static List<Perturbation> all() {
        return List.of(
                recipe(
                        "a holder's znode exists on when the next client is granted the lock",
                        MUTUAL_EXCLUSION,
                        List.of("mutual-exclusion", "single-master", "leases"),
                        keeps().when(r -> !naive(r) && !leases(r))),
                recipe(
                        "one client more than the semaphore has leases holds it",
                        MUTUAL_EXCLUSION,
                        List.of("leases"),
                        tooMany().when(RecordedGrants::leases)),
                impossible(
                        "a client creates the lock's znode, which another one holds",
                        MUTUAL_EXCLUSION,
                        Blame.ZOOKEEPER,
                        List.of("guarantees"),
                        keeps().when(RecordedGrants::naive)),
                recipe(
                        "a client releases the lock after the next one was granted it",
                        MUTUAL_EXCLUSION,
                        List.of("mutual-exclusion", "single-master", "leases"),
                        believesOn().when(r -> !leases(r))),
                recipe(
                        "another client deletes the znode of a holder",
                        MUTUAL_EXCLUSION,
                        List.of("mutual-exclusion", "single-master", "leases"),
                        foreignDelete()),
                impossible(
                        "a holder's connection is suspended, and it does not doubt",
                        MUTUAL_EXCLUSION,
                        Blame.USER_CODE,
                        List.of("mutual-exclusion", "single-master", "leases"),
                        suspended()),
                impossible(
                        "the store accepts a write without a token after the next grant",
                        MUTUAL_EXCLUSION,
                        Blame.USER_CODE,
                        List.of("mutual-exclusion/stale-write", "single-master/stale-write"),
                        staleWrite()),
                impossible(
                        "the store accepts a token below the highest one",
                        MUTUAL_EXCLUSION,
                        Blame.HARNESS,
                        List.of("mutual-exclusion/store-accepted-old-token", "single-master/store-accepted-old-token"),
                        Places.events(
                                Event.StoreWritten.class,
                                w -> w.accepted() && w.token() > 0,
                                (edit, w) -> edit.set(w, "highestToken", w.token() + 1))),
                recipe(
                        "two waiting clients are granted the lock in the wrong order",
                        GRANT_ORDER,
                        List.of("waiting"),
                        overtakes()),
                recipe(
                        "a client queues again for a lock that it holds",
                        MUTUAL_EXCLUSION,
                        List.of("reentrancy"),
                        nested(true)),
                recipe(
                        "an inner release deletes the lock's znode",
                        MUTUAL_EXCLUSION,
                        List.of("reentrancy"),
                        nested(false)),
                recipe(
                        "several locks are granted without one of them",
                        MUTUAL_EXCLUSION,
                        List.of("all-or-none"),
                        Places.operations(
                                o -> o.ok() && o.input() instanceof LockInput.AcquireAll,
                                (edit, o) -> edit.recording().operations().stream()
                                        .filter(each -> each.input() instanceof LockInput.Acquire
                                                && each.client() == o.client()
                                                && each.ok()
                                                && each.invokedNanos() >= o.invokedNanos()
                                                && each.completedNanos() <= o.completedNanos())
                                        .findFirst()
                                        .ifPresent(each -> fail(edit, each)))),
                recipe(
                        "several locks are refused, and one of them is kept",
                        MUTUAL_EXCLUSION,
                        List.of("all-or-none"),
                        Places.operations(
                                o -> o.ok() && o.input() instanceof LockInput.AcquireAll, LockPerturbations::fail)));
    }

    private static Perturbation recipe(String name, Guarantee promise, List<String> checks, Places places) {
        return impossible(name, promise, Blame.RECIPE, checks, places);
    }

    /** Each grant with the next one of the same lock. */
    private static Places successive(
            BiPredicate<Recording, RecordedOperation> first, Places.PairChange<RecordedOperation> change) {
        Places places = recording -> Places.pairs(
                recording.operations(),
                o -> grants(o)
                        && release(recording, o) != null
                        && !znode(recording, o).isEmpty()
                        && first.test(recording, o),
                (a, b) -> grants(b)
                        && sameLock(a, b)
                        && b.completedNanos() > a.completedNanos()
                        && !(shared(a) && shared(b)),
                change);
        return recording -> places.of(SCENARIOS).in(recording);
    }

    /** Removes the release of a holder, and every trace of the delete of its znode. */
    private static Places keeps() {
        return successive(
                (recording, o) -> next(recording, o) != null
                        && livesOn(recording, o)
                        && delete(recording, o) != null
                        && recording.requests().stream()
                                .noneMatch(d -> d.opcode() == Opcode.DELETE
                                        && !d.ok()
                                        && d.sentNanos() < next(recording, o).completedNanos())
                        && recording.operations().stream()
                                .noneMatch(again -> again.client() == o.client()
                                        && again.key().equals(o.key())
                                        && again.input() instanceof LockInput.Acquire
                                        && again.invokedNanos() > o.completedNanos()
                                        && !naive(recording)),
                (edit, a, b) -> {
                    String path = znode(edit.recording(), a);
                    edit.remove(release(edit.recording(), a).invoked());
                    edit.remove(release(edit.recording(), a).completed());
                    edit.recording().requests().stream()
                            .filter(r -> r.opcode() == Opcode.DELETE
                                    && r.path().equals(path)
                                    && r.client() == a.client()
                                    && r.sentNanos() > a.completedNanos())
                            .limit(1)
                            .forEach(edit::remove);
                    withoutDelete(edit, path, a.token());
                });
    }

    /** The other holders of a semaphore release it only after a further grant. */
    private static Places tooMany() {
        return recording -> Places.each(
                recording.operations(),
                o -> grants(o) && before(recording, o).size() > 1,
                (edit, o) -> before(recording, o).forEach(held -> {
                    RecordedOperation release = release(recording, held);
                    edit.set(release.invoked(), "atNanos", o.completedNanos() + MILLI);
                    edit.set(
                            release.completion(),
                            "atNanos",
                            Math.max(release.completedNanos(), o.completedNanos() + 2 * MILLI));
                }));
    }

    /** The last grant of each other client before a grant, released meanwhile, in a session that lives on. */
    private static List<RecordedOperation> before(Recording recording, RecordedOperation grant) {
        Map<Integer, RecordedOperation> last = new TreeMap<>();
        recording.operations().stream()
                .filter(o -> grants(o) && sameLock(o, grant) && o.completedNanos() < grant.completedNanos())
                .forEach(o -> last.put(o.client(), o));
        last.values()
                .removeIf(o -> delete(recording, o) == null
                        || recording.operations().stream()
                                .anyMatch(each -> each.client() == o.client()
                                        && each.invokedNanos()
                                                > release(recording, o).invokedNanos()
                                        && each.invokedNanos() <= grant.completedNanos() + 2 * MILLI)
                        || recording.requests().stream()
                                .noneMatch(r -> r.acknowledgedWrite()
                                        && r.session() == o.session()
                                        && r.sentNanos() > grant.completedNanos()));
        return List.copyOf(last.values());
    }

    private static Places believesOn() {
        return successive(
                (recording, o) -> {
                    RecordedOperation next = next(recording, o);
                    RecordedOperation release = release(recording, o);
                    return next != null
                            && release != null
                            && release.invokedNanos() < next.completedNanos()
                            && livesOn(recording, o)
                            && recording.operations().stream()
                                    .noneMatch(each -> each.client() == o.client()
                                            && each.invokedNanos() > release.invokedNanos()
                                            && each.invokedNanos() <= next.completedNanos() + 2 * MILLI);
                },
                (edit, a, b) -> {
                    RecordedOperation release = release(edit.recording(), a);
                    edit.set(release.invoked(), "atNanos", b.completedNanos() + MILLI);
                    if (release.completed() != null) {
                        edit.set(
                                release.completion(),
                                "atNanos",
                                Math.max(release.completedNanos(), b.completedNanos() + 2 * MILLI));
                    }
                });
    }

    /** The delete of a holder's znode is sent by another client, just before the holder releases the lock. */
    private static Places foreignDelete() {
        return successive(
                (recording, o) -> next(recording, o) != null && delete(recording, o) != null, (edit, a, b) -> {
                    RecordedRequest delete = delete(edit.recording(), a);
                    edit.set(delete.sent(), "client", b.client())
                            .set(delete.sent(), "session", b.session())
                            .set(delete.sent(), "operation", -1)
                            .set(
                                    delete.sent(),
                                    "atNanos",
                                    release(edit.recording(), a).invokedNanos() - MILLI);
                    edit.set(delete.answer(), "session", b.session());
                });
    }

    private static Places suspended() {
        return recording -> Places.each(
                recording.operations(),
                o -> recording.isOf(SCENARIOS)
                        && "true".equals(doubts(recording))
                        && grants(o)
                        && release(recording, o) != null
                        && release(recording, o).invokedNanos() - o.completedNanos() > 130 * MILLI
                        && believesUntilRelease(recording, o),
                (edit, o) -> edit.insertAfter(
                        o.completion(),
                        new Event.SessionChanged(
                                o.client(),
                                SessionState.SUSPENDED,
                                o.session(),
                                null,
                                0,
                                3000,
                                o.completedNanos() + MILLI)));
    }

    /** Whether neither a session event, a doubt nor a stall came between a grant and its release. */
    private static boolean believesUntilRelease(Recording recording, RecordedOperation grant) {
        RecordedOperation release = release(recording, grant);
        long to = release == null ? 0 : release.invokedNanos();
        return recording.events().stream()
                .filter(e -> e.atNanos() >= grant.completedNanos() && e.atNanos() <= to)
                .noneMatch(e -> e instanceof Event.Stalled
                        || (e instanceof Event.SessionChanged s && s.client() == grant.client())
                        || (e instanceof Event.Doubted d && d.client() == grant.client()));
    }

    private static String doubts(Recording recording) {
        return recording.header().checks().stream()
                .map(c -> c.parameters().getOrDefault("doubts", ""))
                .filter(value -> !value.isEmpty())
                .findFirst()
                .orElse("");
    }

    private static Places staleWrite() {
        return recording -> Places.pairs(
                recording.events(Event.StoreWritten.class),
                w -> w.accepted() && w.operation() >= 0,
                (a, b) -> b.accepted()
                        && b.client() != a.client()
                        && b.token() > a.token()
                        && b.key().equals(a.key()),
                (edit, a, b) -> {
                    edit.remove(a);
                    edit.insertAfter(
                            b,
                            new Event.StoreWritten(
                                    a.client(), a.operation(), a.key(), 0, true, b.token(), b.atNanos() + MILLI));
                });
    }

    private static Places overtakes() {
        return recording -> Places.pairs(
                recording.operations(),
                o -> grants(o) && ordered(recording),
                (a, b) -> grants(b)
                        && a.key().equals(b.key())
                        && b.token() > a.token()
                        && b.invokedNanos() < a.completedNanos()
                        && calm(recording, a, b),
                (edit, a, b) -> {
                    recording.events(Event.Stalled.class).forEach(edit::remove);
                    edit.set(a.completion(), "atNanos", b.completedNanos());
                    edit.set(b.completion(), "atNanos", a.completedNanos());
                });
    }

    private static boolean ordered(Recording recording) {
        return recording.header().checks().stream()
                .anyMatch(c -> c.check().equals("waiting")
                        && "true".equals(c.parameters().get("ordered")));
    }

    private static boolean calm(Recording recording, RecordedOperation a, RecordedOperation b) {
        long to = Math.max(a.completedNanos(), b.completedNanos()) + 5_000 * MILLI;
        return recording.events(Event.SessionChanged.class).stream()
                .noneMatch(s ->
                        s.state() != SessionState.CONNECTED && s.atNanos() >= a.invokedNanos() && s.atNanos() <= to);
    }

    private static Places nested(boolean acquires) {
        return recording -> Places.pairs(
                recording.operations(),
                RecordedGrants::grants,
                (a, b) -> a.client() == b.client()
                        && a.key().equals(b.key())
                        && a.invoked().argument() == null
                        && (acquires
                                ? grants(b) && b.token() == a.token()
                                : b.input() instanceof LockInput.Release
                                        && recording.operations().stream()
                                                        .filter(o -> grants(o)
                                                                && o.client() == a.client()
                                                                && o.token() == a.token()
                                                                && o.invokedNanos() < b.invokedNanos())
                                                        .count()
                                                > 1)
                        && recording.header().checks().stream()
                                .anyMatch(c -> c.check().equals("reentrancy")),
                (edit, a, b) -> edit.insertAfter(
                        b.invoked(),
                        new Event.AttemptSent(
                                edit.newNumber(),
                                b.client(),
                                b.invoked().operation(),
                                b.session(),
                                0,
                                acquires ? Opcode.CREATE : Opcode.DELETE,
                                acquires ? a.key() + "/x-" : a.key() + "/y",
                                b.invokedNanos() + 1)));
    }

    private static void fail(HistoryEdit edit, RecordedOperation o) {
        edit.set(o.completion(), "outcome", Outcome.FAILED)
                .set(o.completion(), "error", "the locks are not free")
                .set(o.completion(), "token", 0L);
    }
}
