package dev.stampede.workloads.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.history.data.Event;
import java.time.Duration;
import org.apache.zookeeper.KeeperException.Code;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class DurabilityProbeTest {
    private final FakeTree tree = new FakeTree();
    private final Recorded recorded = new Recorded();

    private DurabilityProbe run(int znodes) {
        try (DurabilityProbe probe = new DurabilityProbe("all", tree::open, recorded.journal, znodes)) {
            probe.start();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> !recorded.all().isEmpty() || recorded.journal.failure() != null);
            return probe;
        }
    }

    private static String path(int number) {
        return DurabilityProbe.FOLDER + "/00000" + number;
    }

    @Test
    void acknowledged_contains_only_answered_creates() {
        tree.losingTheAnswerOf("create", Code.CONNECTIONLOSS);

        assertThat(run(3).acknowledged()).containsExactly(path(1), path(2));
        assertThat(tree.has(path(0))).as("a lost answer proves nothing").isTrue();
        assertThat(tree.opened()).isEqualTo(1);
    }

    @Test
    void start_continues_in_a_new_session_after_an_expiry() {
        tree.refusing("create", Code.SESSIONEXPIRED);

        assertThat(run(3).acknowledged()).containsExactly(path(1), path(2));
        assertThat(tree.opened()).isEqualTo(2);
    }

    @Test
    void start_continues_after_all_members_were_unreachable() {
        tree.refusingOpens(2);

        assertThat(run(4).acknowledged()).containsExactly(path(2), path(3));
    }

    @Test
    void start_records_that_its_limit_was_reached() {
        run(2);

        assertThat(recorded.of(Event.LimitReached.class))
                .extracting(Event.LimitReached::text)
                .containsExactly("writes after the 2th of the durability probe");
    }

    @Test
    void start_that_fails_unexpectedly_is_a_failure_of_the_harness() {
        tree.before("create", () -> {
            throw new IllegalStateException("broken");
        });
        run(3);

        assertThat(recorded.journal.failure())
                .isEqualTo("the harness failed: the durability probe ended: java.lang.IllegalStateException: broken");
    }
}
