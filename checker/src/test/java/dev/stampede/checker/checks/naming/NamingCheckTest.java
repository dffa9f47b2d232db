package dev.stampede.checker.checks.naming;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.check.Blame;
import dev.stampede.checker.check.Verdict;
import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.Track;
import java.util.List;
import org.junit.jupiter.api.Test;

class NamingCheckTest {
    private static final String PLAIN = "look-up";
    private static final String SYNCED = "synced-look-up";
    private static final String STRICT = "strict-look-up";

    private final NameHistoryBuilder history = new NameHistoryBuilder();

    @Test
    void check_a_name_that_is_registered_changed_and_removed_is_valid_and_counted() {
        history.registered(1, "u1", 5, 10, 20)
                .refused(2, "register", "NODEEXISTS", 30, 40)
                .changed(1, "u2", 5, 6, 5, 50, 60)
                .saw(2, SYNCED, "u2", 6, 5, 70, 80)
                .unregistered(1, 6, 7, 90, 100)
                .sawNone(2, STRICT, 110, 120)
                .registered(2, "u3", 8, 130, 140)
                .lost(1, "register", "u4", 150, 160);

        assertThat(history.check().verdict()).isEqualTo(Verdict.VALID);
        assertThat(history.check().scope())
                .isEqualTo("1 name, 5 writes (1 of them indeterminate),"
                        + " 3 reads, 0 periods of ownership");
    }

    @Test
    void check_without_operations_on_names_is_inconclusive() {
        assertThat(history.check().reason()).isEqualTo("no operation on a name was recorded");
    }

    @Test
    void check_two_registrations_without_a_removal_is_a_violation() {
        history.registered(1, "u1", 5, 10, 20).registered(2, "u2", 7, 30, 40);

        assertThat(history.kinds()).containsExactly("created-over!");
        assertThat(history.check().anomalies().get(0).headline())
                .isEqualTo(
                        "/naming/a was created at 0x5 by client 1 and had the state 0x5, and was created again at 0x7 by"
                                + " client 2; no client had sent a remove request that can have taken effect in between");
    }

    @Test
    void check_a_removal_with_a_lost_response_explains_one_registration_only() {
        history.registered(1, "u1", 5, 10, 20)
                .lost(1, "unregister", "after 0x5", 22, 25)
                .registered(2, "u2", 7, 30, 40);
        assertThat(history.kinds()).isEmpty();

        history.registered(3, "u3", 9, 50, 60);
        assertThat(history.kinds()).containsExactly("created-over!");
    }

    @Test
    void check_a_removal_that_ended_before_the_first_registration_explains_nothing_after_it() {
        history.registered(3, "u0", 3, 1, 2)
                .unregistered(3, 3, 4, 3, 4)
                .registered(1, "u1", 5, 10, 20)
                .registered(2, "u2", 7, 30, 40);

        assertThat(history.kinds()).containsExactly("created-over!");
    }

    @Test
    void check_a_late_plain_read_is_a_caveat_and_after_a_sync_a_violation() {
        history.registered(1, "u1", 5, 10, 20).changed(1, "u2", 5, 6, 5, 30, 40).saw(2, PLAIN, "u1", 5, 5, 50, 60);
        assertThat(history.kinds()).containsExactly("stale-read?");

        history.saw(3, SYNCED, "u1", 5, 5, 50, 60);
        assertThat(history.kinds()).containsExactly("stale-read?", "stale-after-sync!");
    }

    @Test
    void check_a_plain_read_of_a_state_older_than_the_limit_is_blamed_on_ZooKeeper() {
        history.registered(1, "u1", 5, 10, 20)
                .changed(1, "u2", 5, 6, 5, 30, 40)
                .saw(2, PLAIN, "u1", 5, 5, 5_900, 5_910);
        assertThat(history.kinds()).containsExactly("stale-read?");

        history.saw(2, PLAIN, "u1", 5, 5, 6_050, 6_060);
        assertThat(history.kinds()).containsExactly("stale-read?", "stale-read!");
        assertThat(history.check().violations().get(0).blame()).isEqualTo(Blame.ZOOKEEPER);
        assertThat(history.check().violations().get(0).headline())
                .contains("which was known for longer than the limit of 6 s");
    }

    @Test
    void check_a_late_read_after_a_sync_is_a_caveat_while_the_leader_changes() {
        history.registered(1, "u1", 5, 10, 20)
                .changed(1, "u2", 5, 6, 5, 30, 40)
                .saw(3, SYNCED, "u1", 5, 5, 50, 60)
                .leads(2, 2000);

        assertThat(history.kinds()).containsExactly("stale-after-sync?");
        assertThat(history.check().anomalies().get(0).excuse()).isEqualTo(NamingCitations.STALE_SYNC);
    }

    @Test
    void check_a_late_read_in_the_writing_session_is_a_violation_for_every_kind_of_read() {
        history.registered(1, "u1", 5, 10, 20).changed(1, "u2", 5, 6, 5, 30, 40).saw(1, PLAIN, "u1", 5, 5, 50, 60);

        assertThat(history.kinds()).containsExactly("went-back!");
    }

    @Test
    void check_an_overlapping_read_may_show_either_state() {
        history.registered(1, "u1", 5, 10, 20)
                .changed(1, "u2", 5, 6, 5, 30, 60)
                .saw(2, STRICT, "u1", 5, 5, 40, 60)
                .saw(3, STRICT, "u2", 6, 5, 41, 50);

        assertThat(history.kinds()).isEmpty();
    }

    @Test
    void check_an_absence_without_a_remove_request_is_a_violation_of_a_synced_read() {
        history.registered(1, "u1", 5, 10, 20).sawNone(2, SYNCED, 30, 40);

        assertThat(history.kinds()).containsExactly("vanished!");
    }

    @Test
    void check_an_absence_after_a_removal_with_a_lost_response_is_allowed() {
        history.registered(1, "u1", 5, 10, 20)
                .lost(1, "unregister", "after 0x5", 22, 25)
                .sawNone(2, STRICT, 30, 40);

        assertThat(history.kinds()).isEmpty();
    }

    @Test
    void check_a_refusal_that_contradicts_what_was_certain_is_a_violation() {
        history.registered(1, "u1", 5, 10, 20)
                .refused(1, "change", "NONODE", 30, 40)
                .unregistered(1, 5, 6, 50, 60)
                .refused(2, "register", "NODEEXISTS", 70, 80);

        assertThat(history.kinds()).containsExactly("vanished!", "not-linearizable!");
    }

    @Test
    void check_a_refusal_because_of_a_registration_with_a_lost_response_is_allowed() {
        history.lost(1, "register", "u1", 10, 20).refused(2, "register", "NODEEXISTS", 70, 80);

        assertThat(history.kinds()).isEmpty();
    }

    @Test
    void check_a_change_on_another_znode_of_the_same_version_is_a_violation() {
        history.registered(1, "u1", 5, 10, 20)
                .lost(1, "unregister", "after 0x5", 22, 25)
                .registered(2, "u2", 7, 30, 40)
                .changed(1, "u3", 5, 8, 7, 50, 60);

        assertThat(history.kinds()).containsExactly("wrong-incarnation!");
    }

    @Test
    void check_a_change_that_overwrites_an_unseen_state_is_a_violation() {
        history.registered(1, "u1", 5, 10, 20).changed(1, "u2", 5, 6, 5, 30, 40).changed(2, "u3", 5, 7, 5, 50, 60);

        assertThat(history.kinds()).containsExactly("lost-update!");
    }

    @Test
    void check_a_removal_of_a_state_that_had_changed_before_is_a_violation() {
        history.registered(1, "u1", 5, 10, 20).changed(1, "u2", 5, 6, 5, 30, 40).unregistered(2, 5, 7, 50, 60);

        assertThat(history.kinds()).containsExactly("foreign-removal!");
    }

    @Test
    void check_a_uri_that_was_never_or_not_yet_written_is_a_violation() {
        history.registered(1, "u1", 5, 10, 20)
                .saw(2, PLAIN, "u9", 6, 5, 30, 40)
                .saw(3, PLAIN, "u2", 7, 5, 30, 40)
                .changed(1, "u2", 5, 7, 5, 50, 60);

        assertThat(history.kinds()).contains("unknown-uri!");
        assertThat(history.check().anomalies().stream()
                        .filter(a -> a.kind().equals("unknown-uri"))
                        .map(a -> a.headline()))
                .containsExactlyInAnyOrder(
                        "client 2 read u9 for /naming/a, which no client wrote to it",
                        "client 3 read u2 for /naming/a, which no client wrote to it before 0.050 s");
    }

    @Test
    void check_a_write_that_precedes_a_certain_state_is_a_violation() {
        history.registered(1, "u1", 5, 10, 20).changed(1, "u2", 0, 8, 5, 30, 40).changed(2, "u3", 0, 7, 5, 50, 60);

        assertThat(history.kinds()).contains("write-order!");
    }

    @Test
    void check_two_clients_that_own_a_name_at_once_is_a_violation() {
        history.registered(1, "u1", 5, 10, 20)
                .believes(1, 21)
                .doubts(1, 30)
                .believes(2, 31)
                .believes(3, 40)
                .doubts(2, 50);

        assertThat(history.kinds()).containsExactly("two-owners!");
    }

    @Test
    void check_a_reopened_client_owns_nothing() {
        history.registered(1, "u1", 5, 10, 20)
                .believes(1, 21)
                .add(new Event.ClientOpened(1, "", Event.ClientKind.WORKLOAD, "worker-1", NameHistoryBuilder.nanos(30)))
                .believes(2, 31);

        assertThat(history.kinds()).isEmpty();
    }

    @Test
    void picture_shows_the_values_of_each_name() {
        history.registered(1, "u1", 5, 10, 20).changed(1, "u2", 5, 6, 5, 30, 40).unregistered(1, 6, 7, 50, 60);

        List<Track> picture = NamingCheck.of(
                        new dev.stampede.checker.history.data.RunHeader.CheckSpec("naming", java.util.Map.of()))
                .picture(history.history());

        assertThat(picture.get(0).lanes().get(0).spans())
                .extracting(s -> s.label() + " " + s.fromNanos() / 1_000_000 + "-" + s.atNanos() / 1_000_000)
                .containsExactly("u1 20-40", "u2 40-60");
    }
}
