package dev.stampede.checker.checks.registers;

import static dev.stampede.checker.checks.registers.RegisterHistoryBuilder.kinds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.check.CheckResult;
import dev.stampede.checker.check.Coverage;
import dev.stampede.checker.history.data.Event.Phase;
import dev.stampede.checker.history.data.Event.Severity;
import dev.stampede.checker.history.data.RunHeader.CheckSpec;
import dev.stampede.checker.history.data.Track;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class SessionOrderCheckTest {
    private static final SessionOrderCheck CHECK =
            SessionOrderCheck.of(new CheckSpec(SessionOrderCheck.NAME, Map.of()));
    private static final int ROUNDS = 4_000;

    @Test
    void reads_that_go_forward_are_valid() {
        CheckResult result = RegisterHistoryBuilder.of(1)
                .get(1, "/a", 1, 0x11)
                .set(1, "/b", 1, 0x12)
                .get(1, "/a", 1, 0x11)
                .get(1, "/b", 1, 0x12)
                .check(CHECK);

        assertThat(kinds(result)).isEmpty();
        assertThat(result.scope()).startsWith("1 session");
        assertThat(result.coverage()).isEqualTo(Coverage.of("reads", 3));
    }

    @Test
    void read_of_an_older_state_than_the_own_write_went_back() {
        CheckResult result = RegisterHistoryBuilder.of(1)
                .set(1, "/a", 2, 0x12)
                .get(1, "/a", 1, 0x11)
                .check(CHECK);

        assertThat(kinds(result)).containsExactly("went-back!");
        assertThat(result.anomalies().get(0).headline())
                .contains("read d17 v1 (mzxid 0x11) of /a", "which had seen zxid 0x12", "superseded at 0x12");
    }

    @Test
    void read_of_another_znode_older_than_what_the_session_saw_went_back() {
        CheckResult result = RegisterHistoryBuilder.of(2)
                .set(2, "/b", 2, 0x12)
                .set(2, "/a", 2, 0x13)
                .get(1, "/a", 2, 0x13)
                .get(1, "/b", 1, 0x11)
                .check(CHECK);

        assertThat(kinds(result)).containsExactly("went-back!");
    }

    @Test
    void stale_read_of_another_session_is_no_violation() {
        CheckResult result = RegisterHistoryBuilder.of(2)
                .set(2, "/a", 2, 0x12)
                .get(1, "/a", 1, 0x11)
                .check(CHECK);

        assertThat(kinds(result)).isEmpty();
    }

    @Test
    void stale_read_in_a_new_session_of_the_client_is_no_violation() {
        CheckResult result = RegisterHistoryBuilder.of(1)
                .set(1, "/a", 2, 0x12)
                .session(1, 0xd1)
                .get(1, "/a", 1, 0x11)
                .check(CHECK);

        assertThat(kinds(result)).isEmpty();
    }

    @Test
    void stale_read_after_sync_is_a_violation_with_one_leader() {
        CheckResult result = RegisterHistoryBuilder.of(2)
                .leads(1)
                .phase(Phase.WARM_UP)
                .set(2, "/a", 2, 0x12)
                .syncGet(1, "/a", 1, 0x11)
                .check(CHECK);

        assertThat(kinds(result)).containsExactly("stale-after-sync!");
    }

    @Test
    void stale_read_after_sync_is_a_caveat_around_a_change_of_leaders() {
        CheckResult result = RegisterHistoryBuilder.of(2)
                .phase(Phase.WARM_UP)
                .set(2, "/a", 2, 0x12)
                .leads(2)
                .syncGet(1, "/a", 1, 0x11)
                .check(CHECK);

        assertThat(kinds(result)).containsExactly("stale-after-sync?");
        assertThat(result.caveats().get(0).excuse().where()).contains("ZOOKEEPER-1675");
    }

    @Test
    void picture_draws_versions_as_a_series_and_marks_stale_reads() {
        Track track = CHECK.picture(RegisterHistoryBuilder.of(2)
                        .set(2, "/a", 1, 0x11)
                        .set(2, "/a", 2, 0x12)
                        .get(1, "/a", 1, 0x11)
                        .history())
                .get(0);

        assertThat(track.lanes()).extracting(Track.Lane::name).containsExactly("/a");
        assertThat(track.lanes().get(0).points()).extracting(p -> p.value()).containsExactly(1.0, 2.0, 1.0);
        assertThat(track.lanes().get(0).points())
                .extracting(p -> p.severity())
                .containsExactly(Severity.QUIET, Severity.QUIET, Severity.NOTICE);
    }

    /** A random step of client 1, in one session, on one of two keys. */
    private record Step(String key, long zxid) {}

    @Test
    @Tag("random")
    void random_reads_went_back_if_and_only_if_no_sequence_of_prefixes_explains_them() {
        SplittableRandom random = new SplittableRandom(9);
        int back = 0;
        for (int round = 0; round < ROUNDS; round++) {
            List<Step> writes = new ArrayList<>();
            RegisterHistoryBuilder history = RegisterHistoryBuilder.of(2);
            for (long zxid = 0x11; zxid < 0x17; zxid++) {
                String key = random.nextBoolean() ? "/a" : "/b";
                writes.add(new Step(key, zxid));
                history.set(2, key, (int) zxid, zxid);
            }
            List<Step> reads = new ArrayList<>();
            int n = random.nextInt(1, 6);
            for (int i = 0; i < n; i++) {
                Step read = writes.get(random.nextInt(writes.size()));
                reads.add(read);
                history.get(1, read.key(), (int) read.zxid(), read.zxid());
            }
            boolean found = !history.check(CHECK).anomalies().isEmpty();
            assertThat(found).as("round %s: %s of %s", round, reads, writes).isEqualTo(!explained(writes, reads));
            back += found ? 1 : 0;
        }
        assertThat(back).isBetween(ROUNDS / 10, ROUNDS - ROUNDS / 10);
    }

    /** Whether growing prefixes of the writes explain the reads; the smallest suitable prefix is as good as any. */
    private static boolean explained(List<Step> writes, List<Step> reads) {
        int prefix = 0;
        for (Step read : reads) {
            while (prefix <= writes.size() && !shows(writes.subList(0, prefix), read)) {
                prefix++;
            }
            if (prefix > writes.size()) {
                return false;
            }
        }
        return true;
    }

    private static boolean shows(List<Step> prefix, Step read) {
        long last = 0;
        for (Step write : prefix) {
            last = write.key().equals(read.key()) ? write.zxid() : last;
        }
        return last == read.zxid();
    }
}
