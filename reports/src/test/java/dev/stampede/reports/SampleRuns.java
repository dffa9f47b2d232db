package dev.stampede.reports;

import dev.stampede.checker.check.Anomaly;
import dev.stampede.checker.check.Anomaly.Signature;
import dev.stampede.checker.check.Blame;
import dev.stampede.checker.check.CheckResult;
import dev.stampede.checker.check.Citation;
import dev.stampede.checker.check.Counterexample;
import dev.stampede.checker.check.Counterexample.Row;
import dev.stampede.checker.check.Coverage;
import dev.stampede.checker.check.RunVerdict;
import dev.stampede.checker.check.Verdict;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.EnsembleSettings;
import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.Event.ClientKind;
import dev.stampede.checker.history.data.Event.MemberRole;
import dev.stampede.checker.history.data.Event.Phase;
import dev.stampede.checker.history.data.Event.SessionState;
import dev.stampede.checker.history.data.Event.Severity;
import dev.stampede.checker.history.data.Operation;
import dev.stampede.checker.history.data.Outcome;
import dev.stampede.checker.history.data.RunHeader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Artificial runs that look like real ones: a lock under a partition and an expiry, with the verdicts of its checks. */
final class SampleRuns {
    static final String ATTACK = "</script><script>alert(1)</script>";
    private static final long MS = 1_000_000L;
    private static final Citation ONE_HOLDER = new Citation(
            "at any snapshot in time no two clients think they hold the same lock",
            "Curator, Shared Reentrant Lock",
            "https://curator.apache.org/docs/recipes-shared-reentrant-lock");
    private static final Citation TECH_NOTE_10 = new Citation(
            "it is possible for two clients to believe they hold the lock at the same time",
            "Curator Tech Note 10",
            "https://cwiki.apache.org/confluence/display/CURATOR/TN10");

    private final SplittableRandom random;
    private final List<Event> events = new ArrayList<>();
    private final List<List<Event>> operations = new ArrayList<>();
    private final String key;

    private SampleRuns(long seed, String key) {
        this.random = new SplittableRandom(seed);
        this.key = key;
    }

    static RunHeader header(List<String> families) {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("java", "OpenJDK 17.0.15");
        environment.put("zookeeper", "3.9.5");
        environment.put("curator", "5.9.0");
        environment.put("zoo.cfg", "tickTime=200\ninitLimit=10\nsyncLimit=5\nserver.1=zk1:2888:3888;zk1:2181\n");
        environment.put("member 1 flags", "-Xmx96m -XX:TieredStopAtLevel=1 -XX:+UseSerialGC");
        return new RunHeader(
                "lock-naive-42",
                "lock",
                "naive",
                42,
                "2026-11-24T00:00:00Z",
                "local, 3 members, ZooKeeper 3.9.5",
                List.of(1, 2, 3),
                new EnsembleSettings(200, 10, 5, 400, 4000, 1000, 3000),
                families,
                "{\"version\":1,\"seed\":42,\"steps\":[{\"id\":\"a1\",\"kind\":\"partition:leader\"}]}",
                List.of(),
                "java -jar stampede.jar run lock --faults partition,session-expiry --time 30s --seed 42",
                "java -jar stampede.jar check lock-naive-42/history.jsonl.gz",
                environment);
    }

    /** A lock under faults, with about this many operations of five clients within a minute. */
    static History lock(int count, boolean broken) {
        return new SampleRuns(42, "/locks/a").make(count, 60_000 * MS, broken, 5);
    }

    /** The same, but with this text in every place of external text. */
    static History hostile(String text) {
        return new SampleRuns(7, text).make(60, 60_000 * MS, true, 3);
    }

    private History make(int count, long end, boolean broken, int clients) {
        Iterator<Long> begins =
                List.of(0L, 1_000L, 3_000L, 50_000L, 51_000L, 56_000L, 58_000L).iterator();
        for (Phase phase : Phase.values()) {
            events.add(new Event.PhaseBegan(phase, begins.next() * MS));
        }
        events.add(new Event.BudgetDerived(
                "recovery",
                9_200 * MS,
                "session timeout 3 s + initLimit 10 × tickTime 200 ms + back-off 1 s + one retry 3.2 s",
                0));
        roles();
        sessions(clients, broken);
        faults();
        load(count, end, clients, broken);
        for (int i = 0; i < 56; i++) {
            events.add(new Event.TrackPoint(
                    "Fenced store", "highest token", "write", Severity.QUIET, 16.0 + i * i / 30.0, i * 1000L * MS));
        }
        events.add(new Event.TrackSpan("Backends", "backend-1", "up " + key, Severity.QUIET, 2_000 * MS, 30_000 * MS));
        events.add(
                new Event.TrackSpan("Backends", "backend-1", "overloaded", Severity.NOTICE, 30_000 * MS, 34_000 * MS));
        events.add(new Event.Note(Severity.NOTICE, "a marker was written twice " + key, 20_000 * MS));
        History.Builder builder = History.builder(header(List.of("partition", "session-expiry", "pause")));
        events.forEach(builder::add);
        operations.sort(Comparator.comparingLong(o -> o.get(0).atNanos()));
        int number = 0;
        for (List<Event> operation : operations) {
            for (Event event : operation) {
                builder.add(numbered(event, number));
            }
            number++;
        }
        return builder.add(new Event.RunEnded(null, end)).build();
    }

    private static Event numbered(Event event, int number) {
        if (event instanceof Event.Invoked i) {
            return new Event.Invoked(number, i.client(), i.function(), i.key(), i.argument(), i.atNanos());
        }
        Event.Completed c = (Event.Completed) event;
        return new Event.Completed(
                number, c.outcome(), c.result(), c.error(), c.session(), c.token(), c.zxid(), c.atNanos());
    }

    private void roles() {
        role(1, MemberRole.FOLLOWING, 1, 500);
        role(2, MemberRole.LEADING, 1, 400);
        role(3, MemberRole.FOLLOWING, 1, 520);
        role(2, MemberRole.LOOKING, 0, 13_100);
        role(1, MemberRole.LOOKING, 0, 13_050);
        role(3, MemberRole.LOOKING, 0, 13_060);
        role(3, MemberRole.LEADING, 2, 13_800);
        role(1, MemberRole.FOLLOWING, 2, 13_900);
        role(2, MemberRole.FOLLOWING, 2, 17_000);
        role(1, MemberRole.PAUSED, 2, 40_000);
        role(1, MemberRole.FOLLOWING, 2, 43_500);
    }

    private void role(int member, MemberRole role, long epoch, long millis) {
        events.add(new Event.RoleChanged(member, role, epoch, millis * MS));
    }

    private void sessions(int clients, boolean broken) {
        for (int c = 0; c < clients; c++) {
            events.add(new Event.ClientOpened(c, "c" + (c + 1), ClientKind.WORKLOAD, "harness", 600 * MS));
            session(c, SessionState.CONNECTED, c % 3 + 1, 700 + 10 * c);
            if (c % 3 == 1) {
                session(c, SessionState.SUSPENDED, 0, 13_200);
                session(c, SessionState.RECONNECTED, 3, 14_500);
            }
        }
        session(0, SessionState.SUSPENDED, 0, 27_000);
        session(0, broken ? SessionState.LOST : SessionState.EXPIRED, 0, 29_500);
        session(0, SessionState.RECONNECTED, 2, 31_500);
        if (!broken) {
            events.add(new Event.Doubted(0, null, "SUSPENDED", 27_010 * MS));
        }
        events.add(new Event.Stalled("harness", 40_100 * MS, 40_180 * MS));
    }

    private void session(int client, SessionState state, int member, long millis) {
        events.add(new Event.SessionChanged(client, state, 0x1000abc0000L + client, null, member, 3000, millis * MS));
    }

    private void faults() {
        fault(
                "p1#1",
                "partition",
                "leader",
                List.of(2),
                List.of(),
                List.of("1->2", "2->1", "3->2", "2->3"),
                12_000,
                16_000);
        fault("e1#1", "session-expiry", "close", List.of(), List.of(0), List.of(), 27_000, 31_000);
        fault("s1#1", "pause", "random", List.of(1), List.of(), List.of(), 40_000, 43_400);
        events.add(new Event.StepSkipped("p2", "partition", "no leader to isolate within 5 s", 48_000 * MS));
    }

    private void fault(
            String name,
            String family,
            String shape,
            List<Integer> members,
            List<Integer> clients,
            List<String> links,
            long from,
            long to) {
        String atom = name.substring(0, name.indexOf('#'));
        events.add(new Event.FaultInjecting(
                name,
                atom,
                family,
                shape,
                members.isEmpty() ? "the holder" : "leader",
                members,
                clients,
                links,
                List.of(),
                from * MS));
        events.add(new Event.FaultInjected(name, (from + 8) * MS));
        events.add(new Event.FaultActive(name, "a probe through the link got no answer for 500 ms", (from + 510) * MS));
        events.add(new Event.FaultHealing(name, (to - 30) * MS));
        events.add(new Event.FaultHealed(name, "a probe was answered after 12 ms", to * MS));
    }

    private void load(int count, long end, int clients, boolean broken) {
        long zxid = 0x100000010L;
        long at = 3_000 * MS;
        long step = (end - 8_000 * MS) / Math.max(1, count);
        for (int i = 0; i < count / 2; i++) {
            int client = 1 + random.nextInt(clients - 1);
            boolean cut = at > 12_500 * MS && at < 15_500 * MS;
            boolean overlap = at > 26_000 * MS && at < 32_000 * MS;
            if (broken && overlap && client != 1) {
                client = 1;
            }
            zxid = (at > 14_000 * MS ? 0x200000000L : 0x100000000L) + 0x10 + i;
            long latency = (long) (MS * Math.exp(random.nextDouble() * 3)) / 2;
            if (cut) {
                operation(client, "acquire", at, at + 2_000 * MS, Outcome.INDETERMINATE, 0, zxid);
                at += 700 * MS;
            } else {
                Outcome outcome = random.nextInt(40) == 0 ? Outcome.FAILED : Outcome.OK;
                long granted = at + Math.min(latency, step / 2);
                operation(client, "acquire", at, granted, outcome, outcome == Outcome.OK ? zxid : 0, zxid);
                if (outcome == Outcome.OK) {
                    operation(
                            client,
                            "release",
                            at + step,
                            at + step + Math.min(latency, step / 3),
                            Outcome.OK,
                            0,
                            zxid + 1);
                }
                at += 2 * step;
            }
        }
        if (broken) {
            operation(0, "acquire", 25_800 * MS, 25_900 * MS, Outcome.OK, 0x200000077L, 0x200000077L);
            operation(0, "release", 32_050 * MS, 32_090 * MS, Outcome.FAILED, 0, 0x200000200L);
        }
        operation(0, "acquire", 57_000 * MS, Operation.OPEN, Outcome.INDETERMINATE, 0, 0);
    }

    private void operation(int client, String function, long from, long to, Outcome outcome, long token, long zxid) {
        List<Event> operation = new ArrayList<>();
        operation.add(new Event.Invoked(0, client, function, key, null, from));
        if (to != Operation.OPEN) {
            String error =
                    outcome == Outcome.OK ? null : outcome == Outcome.FAILED ? "NoNode " + key : "ConnectionLoss";
            operation.add(new Event.Completed(0, outcome, null, error, 0x1000abc0000L + client, token, zxid, to));
        }
        operations.add(operation);
    }

    static RunVerdict valid(History history) {
        return new RunVerdict(
                Verdict.VALID,
                "3 checks passed, 1 caveat",
                List.of(
                        CheckResult.of(
                                        "mutual-exclusion",
                                        Coverage.of("holds", 8_412),
                                        "1 overlap of beliefs",
                                        List.of(overlap("/locks/a", true)))
                                .took(Duration.ofMillis(31)),
                        CheckResult.of("recovery", Coverage.of("heals", 3), "the longest wait 0.4 s", List.of())
                                .took(Duration.ofMillis(2)),
                        CheckResult.of("audit", Coverage.of("members", 3), "214 znodes", List.of())
                                .took(Duration.ofMillis(5))),
                null);
    }

    static RunVerdict invalid(String text) {
        Anomaly overlap = overlap(text, false);
        return new RunVerdict(
                Verdict.INVALID,
                overlap.headline(),
                List.of(
                        CheckResult.of("mutual-exclusion", Coverage.of("holds", 8_412), "1 overlap", List.of(overlap))
                                .shownBy(example(text))
                                .took(Duration.ofMillis(31)),
                        CheckResult.inconclusive(
                                "recovery",
                                Coverage.of("heals", 2).notJudged("overlapped with another fault", 1),
                                "",
                                "gave up after 60 s at hold 4,100 " + text),
                        CheckResult.of("audit", Coverage.of("members", 3), "214 znodes", List.of())
                                .took(Duration.ofMillis(5))),
                null);
    }

    static RunVerdict inconclusive() {
        return new RunVerdict(
                Verdict.INCONCLUSIVE,
                "planned-faults: no window of session-expiry is proven to have taken effect",
                List.of(
                        CheckResult.inconclusive(
                                "planned-faults",
                                Coverage.of("requirements", 3),
                                "3 faults",
                                "no window of session-expiry is proven to have taken effect"),
                        CheckResult.of("mutual-exclusion", Coverage.of("holds", 12), "no overlap", List.of())),
                null);
    }

    private static Anomaly overlap(String key, boolean allowed) {
        return new Anomaly(
                "mutual-exclusion",
                "overlap",
                "two clients held " + key + " at once for 5.1 s",
                List.of(
                        "at 25.900 s c1 was granted " + key + " with token 0x200000077",
                        "at 27.000 s session-expiry:close closed the session of c1, and the server deleted its znode",
                        "at 27.020 s c2 was granted " + key + " while c1 still believed to hold it",
                        "c1 was told LOST at 29.500 s and let go at 32.050 s only"),
                allowed ? Blame.ASYNCHRONY : Blame.USER_CODE,
                List.of(0, 5, 6),
                List.of("e1#1"),
                27_020 * MS,
                32_050 * MS,
                ONE_HOLDER,
                allowed ? TECH_NOTE_10 : null,
                new Signature("mutual-exclusion", "overlap", List.of("session-expiry:close"), "lock/naive"));
    }

    /** Another anomaly of the same check, at the same time. */
    static Anomaly like(Anomaly anomaly, String kind, String headline) {
        return new Anomaly(
                anomaly.check(),
                kind,
                headline,
                anomaly.because(),
                anomaly.blame(),
                anomaly.operations(),
                anomaly.faults(),
                anomaly.fromNanos(),
                anomaly.toNanos(),
                anomaly.promise(),
                anomaly.excuse(),
                new Signature(
                        anomaly.check(),
                        kind,
                        anomaly.signature().faultKinds(),
                        anomaly.signature().recipe()));
    }

    static Counterexample example(String text) {
        return new Counterexample(
                "two clients held " + text + " at once",
                List.of(
                        new Row(
                                0,
                                "c1",
                                "acquire → 0x200000077",
                                "OK",
                                25_800 * MS,
                                25_900 * MS,
                                1,
                                "held by c1",
                                false),
                        new Row(
                                5,
                                "c2",
                                "acquire → 0x200000091 " + text,
                                "OK",
                                27_000 * MS,
                                27_020 * MS,
                                0,
                                null,
                                true),
                        new Row(-1, "c3", "acquire", "INDETERMINATE", 26_900 * MS, Long.MAX_VALUE, 0, null, false),
                        new Row(6, "c1", "release", "FAILED", 32_050 * MS, 32_090 * MS, 2, "free", false)),
                "c2 was granted the lock before c1 released it");
    }
}
