package dev.stampede.checker.checks.ensemble;

import static dev.stampede.checker.check.Histories.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.analysis.RealTimeOrder;
import dev.stampede.checker.analysis.RealTimeOrder.Point;
import dev.stampede.checker.analysis.RealTimeOrder.Suspicion;
import dev.stampede.checker.check.Anomaly;
import dev.stampede.checker.check.Blame;
import dev.stampede.checker.check.CheckResult;
import dev.stampede.checker.check.Coverage;
import dev.stampede.checker.check.Histories;
import dev.stampede.checker.check.Verdict;
import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.Opcode;
import dev.stampede.checker.history.data.ResultCode;
import dev.stampede.checker.history.data.ZnodeStat;
import dev.stampede.checker.registry.Checks;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class GuaranteesCheckTest {
    private final List<Event> events = new ArrayList<>();
    private int attempts;

    private void attempt(int client, String opcode, double from, double to, long zxid, @Nullable ZnodeStat stat) {
        attempt(client, opcode, ResultCode.OK, from, to, zxid, stat);
    }

    private void attempt(
            int client, String opcode, ResultCode code, double from, double to, long zxid, @Nullable ZnodeStat stat) {
        events.add(new Event.AttemptSent(
                attempts, client, -1, 0x10 + client, attempts, Opcode.named(opcode), "/a", seconds(from)));
        events.add(new Event.AttemptAnswered(attempts, code, 0x10 + client, zxid, null, null, stat, seconds(to)));
        attempts++;
    }

    /** An attempt with the exact zxid of its reply. */
    private void exact(int client, String opcode, double from, double to, long seen, long replyZxid) {
        attempt(client, opcode, from, to, seen, null);
        Event.AttemptAnswered answer = (Event.AttemptAnswered) events.remove(events.size() - 1);
        events.add(new Event.AttemptAnswered(
                answer.attempt(), answer.code(), answer.session(), seen, replyZxid, null, null, answer.atNanos()));
    }

    private static ZnodeStat stat(long czxid, long mzxid, int version) {
        return new ZnodeStat(czxid, mzxid, czxid, 1, version, 0, 0, 0, 0, 0);
    }

    private CheckResult check() {
        return Checks.of("guarantees").check(Histories.of(Histories.header(), events), Histories.plenty());
    }

    private void assertOnly(String kind, String headline) {
        CheckResult result = check();
        assertThat(result.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(result.anomalies()).extracting(Anomaly::kind).containsExactly(kind);
        assertThat(result.anomalies().get(0).headline()).isEqualTo(headline);
        assertThat(result.anomalies().get(0).blame()).isEqualTo(Blame.ZOOKEEPER);
    }

    @Test
    void check_a_create_and_a_set_in_order_is_valid() {
        attempt(0, "create", 0, 1, 0x2, stat(2, 2, 0));
        attempt(0, "setData", 2, 3, 0x3, stat(2, 3, 1));
        attempt(1, "exists", 2.5, 4, 0x2, stat(2, 2, 0)); // another session may be behind

        assertThat(check().verdict()).isEqualTo(Verdict.VALID);
        assertThat(check().scope())
                .isEqualTo("2 of the judged responses were to writes (create, setData, setACL, delete," + " multi)");
        assertThat(check().coverage()).isEqualTo(Coverage.of("responses", 3));
    }

    @Test
    void check_a_session_that_goes_back_is_a_violation() {
        attempt(0, "exists", 0, 1, 0x9, null);
        attempt(0, "exists", 2, 3, 0x8, null);

        assertOnly(
                "session-went-back",
                "session 0x10 read an older state than before: 0x9 by 1.000 s (attempt 0), then 0x8 after"
                        + " 2.000 s (attempt 1)");
    }

    @Test
    void check_replies_of_overlapping_attempts_are_in_no_order() {
        attempt(0, "exists", 0, 2, 0x9, null);
        attempt(0, "exists", 2, 3, 0x8, null);

        assertThat(check().verdict()).isEqualTo(Verdict.VALID);
    }

    @Test
    void check_a_later_write_with_a_smaller_zxid_is_a_violation() {
        attempt(0, "create", 0, 1, 0x9, stat(9, 9, 0));
        attempt(1, "setData", 2, 3, 0x9, stat(7, 8, 1));

        assertOnly(
                "write-order",
                "a write that was sent after another one had been acknowledged has a smaller zxid: 0x9 by 1.000 s (attempt 0),"
                        + " then 0x8 after 2.000 s (attempt 1)");
    }

    @Test
    void check_deletes_are_in_the_order_of_their_exact_zxids() {
        exact(0, "delete", 0, 1, 0x9, 0x7);
        exact(1, "multi", 2, 3, 0x9, 0x8);
        assertThat(check().verdict()).isEqualTo(Verdict.VALID);

        exact(1, "delete", 4, 5, 0x9, 0x8);
        assertOnly("zxid-twice", "two acknowledged writes (attempts 1 and 2) have the same zxid 0x8");
    }

    @Test
    void check_a_later_delete_with_a_smaller_exact_zxid_is_a_violation() {
        exact(0, "delete", 0, 1, 0x9, 0x9);
        exact(1, "setACL", 2, 3, 0x9, 0x8);

        assertOnly(
                "write-order",
                "a write that was sent after another one had been acknowledged has a smaller zxid: 0x9 by 1.000 s (attempt 0),"
                        + " then 0x8 after 2.000 s (attempt 1)");
    }

    @Test
    void check_an_exact_zxid_below_that_of_an_earlier_reply_of_the_session_is_a_violation() {
        exact(0, "exists", 0, 1, 0x9, 0x9);
        exact(0, "exists", 2, 3, 0x9, 0x8);

        assertOnly(
                "session-went-back",
                "session 0x10 read an older state than before: 0x9 by 1.000 s (attempt 0), then 0x8 after"
                        + " 2.000 s (attempt 1)");
    }

    @Test
    void check_two_writes_with_one_zxid_is_a_violation() {
        attempt(0, "create", 0, 3, 0x9, stat(9, 9, 0));
        attempt(1, "create", 2, 3, 0x9, stat(9, 9, 0));

        assertOnly("zxid-twice", "two acknowledged writes (attempts 0 and 1) have the same zxid 0x9");
    }

    @Test
    void check_a_multi_may_share_a_zxid_and_show_an_intermediate_state() {
        attempt(0, "multi", 0, 3, 0x9, stat(9, 9, 0));
        attempt(0, "multi", 0, 3, 0x9, stat(9, 9, 1));
        attempt(0, "getData", 4, 5, 0x9, stat(9, 9, 1));

        assertThat(check().verdict()).isEqualTo(Verdict.VALID);
    }

    @Test
    void check_a_session_that_reads_an_older_znode_is_a_violation() {
        attempt(0, "getData", 0, 1, 0x9, stat(2, 5, 3));
        attempt(0, "getData", 2, 3, 0x9, stat(2, 4, 2));

        assertOnly(
                "stale-in-session",
                "session 0x10 read an older state of /a than before: 0x5 by 1.000 s (attempt 0), then 0x4 after 2.000 s"
                        + " (attempt 1)");
    }

    @Test
    void check_stats_that_contradict_themselves_are_violations() {
        attempt(0, "getData", 0, 1, 0x9, stat(5, 6, 0));
        assertOnly(
                "stat-arithmetic",
                "/a has the version 0 but was modified (mzxid 0x6) after it was created (czxid 0x5)");

        events.clear();
        attempts = 0;
        attempt(0, "getData", 0, 1, 0x9, new ZnodeStat(5, 5, 5, 1, 0, 0, 0, 0x10, 0, 1));
        assertOnly("stat-arithmetic", "/a is an ephemeral with 1 children");

        events.clear();
        attempts = 0;
        attempt(0, "getData", 0, 1, 0x9, stat(5, 4, 1));
        assertOnly("stat-arithmetic", "/a was modified (mzxid 0x4) before it was created (czxid 0x5)");

        events.clear();
        attempts = 0;
        attempt(0, "getData", 0, 1, 0x9, new ZnodeStat(5, 5, 4, 1, 0, 0, 0, 0, 0, 0));
        assertOnly("stat-arithmetic", "/a got a child (pzxid 0x4) before it was created (czxid 0x5)");
    }

    @Test
    void check_versions_that_do_not_follow_the_zxids_are_violations() {
        attempt(0, "getData", 0, 1, 0x9, stat(2, 5, 3));
        attempt(1, "getData", 0, 1, 0x9, stat(2, 6, 3));
        assertOnly("version-order", "/a has the version 3 at mzxid 0x6 and the version 3 at mzxid 0x5");

        events.clear();
        attempts = 0;
        attempt(0, "getData", 0, 1, 0x9, stat(2, 5, 3));
        attempt(1, "getData", 0, 1, 0x9, stat(2, 5, 4));
        assertOnly("version-order", "/a has the version 4 at mzxid 0x5 and the version 3 at mzxid 0x5");
    }

    @Test
    void check_two_owners_of_one_ephemeral_is_a_violation() {
        attempt(0, "create", 0, 1, 0x5, new ZnodeStat(5, 5, 5, 1, 0, 0, 0, 0x10, 0, 0));
        attempt(1, "exists", 0, 1, 0x5, new ZnodeStat(5, 5, 5, 1, 0, 0, 0, 0x11, 0, 0));
        assertOnly("two-owners", "/a (czxid 0x5) is owned by session 0x10 (attempt 0) and by session 0x11 (attempt 1)");

        events.clear();
        attempts = 0;
        attempt(0, "create", 0, 1, 0x5, new ZnodeStat(5, 5, 5, 1, 0, 0, 0, 0x77, 0, 0));
        assertOnly("two-owners", "session 0x10 created /a, and session 0x77 owns it");
    }

    /** Compares with all pairs, on small histories with many equal times. */
    @Test
    @Tag("random")
    void first_random_points_agrees_with_every_pair() {
        SplittableRandom random = new SplittableRandom(11);
        int reversals = 0;
        for (int round = 0; round < 50_000; round++) {
            List<Point> points = new ArrayList<>();
            int n = random.nextInt(7);
            for (int i = 0; i < n; i++) {
                long from = random.nextInt(8);
                points.add(new Point(i, 0, from, from + random.nextInt(4), random.nextInt(5)));
            }
            boolean expected = points.stream()
                    .anyMatch(a -> points.stream().anyMatch(b -> a.toNanos() < b.fromNanos() && a.value() > b.value()));
            assertThat(RealTimeOrder.first(points).isPresent())
                    .as(points.toString())
                    .isEqualTo(expected);
            RealTimeOrder.first(points).ifPresent(r -> {
                assertThat(r.earlier().toNanos()).isLessThan(r.later().fromNanos());
                assertThat(r.earlier().value()).isGreaterThan(r.later().value());
            });
            assertThat(raised(points) || !expected).as(points.toString()).isTrue();
            points.sort(Comparator.comparingLong(Point::fromNanos));
            assertThat(raised(points)).as(points.toString()).isEqualTo(expected);
            reversals += expected ? 1 : 0;
        }
        assertThat(reversals).isBetween(5_000, 45_000);
    }

    private static boolean raised(List<Point> points) {
        Suspicion suspicion = new Suspicion();
        points.forEach(p -> suspicion.add(p.fromNanos(), p.toNanos(), p.value()));
        return suspicion.raised();
    }

    /** A simulated tree with one znode: nothing is reported, whatever is read late, lost or concurrent. */
    @Test
    @Tag("random")
    void check_random_runs_of_a_correct_ensemble_are_valid() {
        SplittableRandom random = new SplittableRandom(5);
        for (int round = 0; round < 2_000; round++) {
            events.clear();
            attempts = 0;
            correctRun(random);
            assertThat(check().anomalies()).as("round " + round).isEmpty();
        }
    }

    /** Three seconds of three clients, so that no read is older than the limit. Absent znodes are read as well. */
    private void correctRun(SplittableRandom random) {
        List<ZnodeStat> states = new ArrayList<>(); // by zxid; null while the znode is not there
        states.add(null);
        int[] seen = new int[3];
        for (int step = 0; step < 30; step++) {
            int client = random.nextInt(3);
            double at = (step + random.nextDouble()) / 10;
            int zxid = states.size();
            ZnodeStat now = states.get(zxid - 1);
            switch (random.nextInt(4)) {
                case 0 -> {
                    states.add(
                            now == null
                                    ? new ZnodeStat(zxid, zxid, zxid, 1, 0, 0, 0, 0x10 + client, 0, 0)
                                    : new ZnodeStat(
                                            now.czxid(),
                                            zxid,
                                            now.pzxid(),
                                            1,
                                            now.version() + 1,
                                            0,
                                            0,
                                            now.ephemeralOwner(),
                                            0,
                                            0));
                    seen[client] = zxid;
                    attempt(client, now == null ? "create" : "setData", at - 0.3, at + 0.0001, zxid, states.get(zxid));
                }
                case 1 -> {
                    if (now != null) {
                        states.add(null);
                        seen[client] = zxid;
                        attempt(client, "delete", at - 0.3, at + 0.0001, zxid, null);
                    }
                }
                default -> {
                    seen[client] = random.nextInt(seen[client], zxid);
                    ZnodeStat read = states.get(seen[client]);
                    ResultCode code = read == null ? ResultCode.NONODE : ResultCode.OK;
                    attempt(client, "exists", code, at, at + 0.0001, seen[client], read);
                }
            }
        }
    }
}
