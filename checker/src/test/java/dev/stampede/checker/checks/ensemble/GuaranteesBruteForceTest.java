package dev.stampede.checker.checks.ensemble;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.check.Anomaly;
import dev.stampede.checker.check.Histories;
import dev.stampede.checker.checks.ensemble.ReplyEvidence.Request;
import dev.stampede.checker.fuzz.Rounds;
import dev.stampede.checker.history.data.Event.ZnodeChange;
import dev.stampede.checker.history.data.Event.ZnodeObserved;
import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.ResultCode;
import dev.stampede.checker.history.data.ZnodeStat;
import dev.stampede.checker.registry.Checks;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.LongPredicate;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Compares rules of {@code guarantees} with their definitions, which are applied to all requests and events one by one.
 */
@Tag("random")
class GuaranteesBruteForceTest {
    private static final int PLAIN = 6_000;
    private static final Set<String> KINDS = Set.of(
            "stale-in-session",
            "delete-undone",
            "not-found",
            "ephemeral-vanished",
            "ephemeral-outlived",
            "refused-create",
            "created-over",
            "event-order");

    @Test
    void kinds_on_random_evidence_are_those_that_the_definitions_name() {
        Map<String, Integer> found = new HashMap<>();
        for (int round = 0; round < Rounds.of(PLAIN); round++) {
            ReplyEvidence evidence = new ReplyEvidence(new SplittableRandom(round));

            Set<String> kinds = new TreeSet<>(Checks.of("guarantees")
                    .check(Histories.of(Histories.header(), evidence.history()), Histories.plenty())
                    .anomalies()
                    .stream()
                    .map(Anomaly::kind)
                    .filter(KINDS::contains)
                    .toList());

            assertThat(kinds)
                    .as("round %d: %s %s", round, evidence.requests, evidence.events)
                    .isEqualTo(new Definitions(evidence).kinds());
            kinds.forEach(kind -> found.merge(kind, 1, Integer::sum));
        }
        assertThat(found.keySet()).isEqualTo(KINDS);
        assertThat(found.values()).allMatch(times -> times > PLAIN / 1_000 && times < Rounds.of(PLAIN) * 19 / 20);
    }

    /** The definitions of the rules, each in the words of its documentation. */
    private static final class Definitions {
        private final List<Request> requests;
        private final List<ZnodeObserved> events;

        Definitions(ReplyEvidence evidence) {
            this.requests = evidence.requests;
            this.events = evidence.events;
        }

        Set<String> kinds() {
            Set<String> kinds = new TreeSet<>();
            add(kinds, "stale-in-session", requests.stream().anyMatch(this::stale));
            add(kinds, "delete-undone", requests.stream().anyMatch(this::undone));
            add(kinds, "not-found", requests.stream().anyMatch(this::notFound));
            add(kinds, "ephemeral-vanished", ephemerals().anyMatch(this::vanished));
            add(kinds, "ephemeral-outlived", ephemerals().anyMatch(this::outlived));
            add(kinds, "refused-create", requests.stream().anyMatch(this::refused));
            add(kinds, "created-over", requests.stream().anyMatch(this::createdOver));
            add(kinds, "event-order", events.stream().anyMatch(this::outOfOrder));
            return kinds;
        }

        private static void add(Set<String> kinds, String kind, boolean found) {
            if (found) {
                kinds.add(kind);
            }
        }

        private static long last(ZnodeStat stat) {
            return Math.max(stat.mzxid(), stat.pzxid());
        }

        /** What the session of a request had seen when it sent the request. */
        private long seen(Request a) {
            return requests.stream()
                    .filter(b -> b.client() == a.client() && b.answered() <= a.sent())
                    .mapToLong(b -> Math.max(b.seen(), b.stat() == null ? 0 : last(b.stat())))
                    .max()
                    .orElse(0);
        }

        /** The zxid of the oldest state that the reply to a request may show. */
        private long shown(Request a) {
            return Math.max(seen(a), a.exact() ? a.zxid() : 0);
        }

        /** The largest zxid at which a write can have taken effect. */
        private long latest(Request a) {
            if (a.ok()) {
                return a.zxid();
            }
            return requests.stream()
                    .filter(b -> b.client() == a.client() && b.number() > a.number() && b.answeredByLeader())
                    .filter(b -> b.zxid() > 0)
                    .findFirst()
                    .filter(b -> a.answered() < b.sent())
                    .map(Request::zxid)
                    .orElse(Long.MAX_VALUE);
        }

        private Stream<ZnodeStat> stats() {
            return Stream.concat(
                            requests.stream().map(Request::stat),
                            events.stream().map(ZnodeObserved::stat))
                    .filter(stat -> stat != null);
        }

        /** The changes that responses showed. */
        private LongStream changes() {
            return requests.stream().filter(r -> r.stat() != null).mapToLong(r -> r.stat()
                    .mzxid());
        }

        private LongStream creates() {
            return stats().mapToLong(ZnodeStat::czxid).distinct();
        }

        private LongStream eventsOf(ZnodeChange change) {
            return events.stream().filter(e -> e.change() == change).mapToLong(ZnodeObserved::zxid);
        }

        private boolean stale(Request a) {
            LongPredicate between = zxid -> a.stat() != null && zxid > a.stat().mzxid() && zxid <= shown(a);
            return changes().anyMatch(between)
                    || events.stream().mapToLong(ZnodeObserved::zxid).anyMatch(between);
        }

        private Stream<Request> deletes() {
            return requests.stream().filter(d -> d.opcode() == Opcode.DELETE);
        }

        private boolean undone(Request a) {
            return a.stat() != null
                    && deletes()
                            .anyMatch(d ->
                                    d.ok() && d.zxid() <= shown(a) && a.stat().czxid() <= seen(d));
        }

        /** Whether a client may have deleted the znode after a zxid with a request that was sent by a moment. */
        private boolean mayBeDeleted(long afterZxid, long byNanos) {
            return deletes().anyMatch(d -> d.sent() <= byNanos && latest(d) > afterZxid);
        }

        /** The zxid of the first delete of a znode that an event reported before the next create, 0 if none did. */
        private long seenDelete(long czxid) {
            long next = creates().filter(c -> c > czxid).min().orElse(Long.MAX_VALUE);
            return eventsOf(ZnodeChange.DELETED)
                    .filter(z -> z > czxid && z < next)
                    .min()
                    .orElse(0);
        }

        private long lastAlive(long czxid) {
            return stats().filter(s -> s.czxid() == czxid)
                    .mapToLong(Definitions::last)
                    .max()
                    .orElse(czxid);
        }

        /** The time at which the session sent its last write to which the leader responded. */
        private long sessionAliveUntil(long session) {
            return requests.stream()
                    .filter(r -> ReplyEvidence.session(r.client()) == session)
                    .filter(r -> r.answeredByLeader() && r.opcode() != Opcode.CLOSE)
                    .mapToLong(Request::sent)
                    .max()
                    .orElse(-1);
        }

        private boolean notFound(Request a) {
            if (a.code() != ResultCode.NONODE || changes().findAny().isEmpty()) {
                return false; // no response showed the znode
            }
            long seen = shown(a);
            boolean existedThroughout = creates().filter(c -> c <= seen).max().stream()
                    .anyMatch(c -> Math.max(lastAlive(c), seenDelete(c) - 1) >= Math.max(seen, a.zxid()));
            return (seen > 0 && a.zxid() > 0 && existedThroughout) || mustExist(a, seen);
        }

        private boolean mustExist(Request a, long seen) {
            long last = changes().filter(z -> z <= seen).max().orElse(0);
            boolean createdHere =
                    requests.stream().anyMatch(r -> r.ok() && r.opcode() == Opcode.CREATE && r.stat() != null);
            if (last == 0 || !createdHere || mayBeDeleted(last, a.answered())) {
                return false;
            }
            long owner = owner(s -> s.mzxid() == last);
            return owner == 0 || sessionAliveUntil(owner) > a.answered();
        }

        private long owner(Predicate<ZnodeStat> which) {
            return stats().filter(which).findFirst().orElseThrow().ephemeralOwner();
        }

        private Stream<Long> ephemerals() {
            return creates().filter(c -> owner(s -> s.czxid() == c) != 0).boxed();
        }

        private boolean vanished(long czxid) {
            long zxid = seenDelete(czxid);
            long gone = events.stream()
                    .filter(e -> e.zxid() == zxid)
                    .mapToLong(ZnodeObserved::atNanos)
                    .min()
                    .orElse(Long.MAX_VALUE);
            return zxid != 0 && sessionAliveUntil(owner(s -> s.czxid() == czxid)) > gone && !mayBeDeleted(czxid, gone);
        }

        private boolean outlived(long czxid) {
            long owner = owner(s -> s.czxid() == czxid);
            return requests.stream()
                    .filter(r -> r.opcode() == Opcode.CLOSE && ReplyEvidence.session(r.client()) == owner)
                    .anyMatch(close ->
                            czxid <= close.zxid() && Math.max(lastAlive(czxid), seenDelete(czxid)) > close.zxid());
        }

        private boolean refused(Request a) {
            if (a.code() != ResultCode.NODEEXISTS) {
                return false;
            }
            long after = deletes()
                    .filter(d -> d.ok() && d.answered() < a.sent())
                    .mapToLong(this::seen)
                    .max()
                    .orElse(-1);
            boolean mayBeCreated = requests.stream()
                    .filter(r -> r.opcode() == Opcode.CREATE && r.sent() <= a.answered())
                    .anyMatch(r -> r.code() == ResultCode.CONNECTIONLOSS && latest(r) > after);
            boolean created = requests.stream()
                    .filter(r -> r.opcode() == Opcode.CREATE && r.ok())
                    .anyMatch(r -> r.zxid() > after && r.zxid() <= (a.zxid() > 0 ? a.zxid() : Long.MAX_VALUE));
            return after >= 0 && !mayBeCreated && !created;
        }

        private boolean createdOver(Request a) {
            if (a.opcode() != Opcode.CREATE || !a.ok()) {
                return false;
            }
            long older = creates().filter(c -> c < a.zxid()).max().orElse(0);
            if (older == 0 || mayBeDeleted(older, a.answered())) {
                return false;
            }
            long owner = owner(s -> s.czxid() == older);
            boolean inThisRun =
                    requests.stream().anyMatch(r -> r.opcode() == Opcode.CREATE && r.ok() && r.zxid() == older)
                            || eventsOf(ZnodeChange.CREATED).anyMatch(z -> z == older);
            boolean kept = owner == 0 ? inThisRun : sessionAliveUntil(owner) > a.answered();
            return kept && eventsOf(ZnodeChange.DELETED).noneMatch(z -> z > older && z <= a.zxid());
        }

        private boolean outOfOrder(ZnodeObserved later) {
            return events.stream()
                    .anyMatch(e ->
                            e.member() == later.member() && e.atNanos() < later.atNanos() && e.zxid() > later.zxid());
        }
    }
}
