package dev.stampede.checker.analysis;

import static dev.stampede.checker.check.Histories.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.check.AnomalyText;
import dev.stampede.checker.check.Histories;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.FaultWindow;
import dev.stampede.checker.history.data.Operation;
import dev.stampede.checker.history.data.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AnomalyContextTest {

    private static final Event C0 =
            new Event.ClientOpened(0, "lock-0", Event.ClientKind.WORKLOAD, "harness", seconds(0));
    private static final Event C1 =
            new Event.ClientOpened(1, "lock-1", Event.ClientKind.WORKLOAD, "worker-1", seconds(0));

    @Test
    void because_a_fault_a_role_a_stall_sessions_and_operations_are_listed_in_chronological_order() {
        List<Event> events = new ArrayList<>(List.of(
                C0,
                C1,
                new Event.SessionChanged(0, Event.SessionState.CONNECTED, 0x10, null, 2, 3000, seconds(0.5)),
                new Event.Invoked(0, 0, "acquire", "/locks/a", null, seconds(9)),
                new Event.Completed(0, Outcome.OK, null, null, 0x10, 7, 8, seconds(9.5))));
        events.addAll(Histories.fault("p1", "partition", "leader", 10, 14));
        events.add(new Event.SessionChanged(0, Event.SessionState.SUSPENDED, 0x10, null, 0, 0, seconds(11)));
        events.add(new Event.Stalled("worker-1", seconds(11.25), seconds(11.5)));
        events.add(new Event.RoleChanged(2, Event.MemberRole.LEADING, 5, seconds(12)));
        events.add(new Event.Doubted(0, null, "SUSPENDED", seconds(12.5)));
        events.add(new Event.Invoked(1, 1, "acquire", "/locks/a", "5", seconds(12.75)));
        events.add(new Event.Completed(1, Outcome.INDETERMINATE, null, "ConnectionLoss", 0, 0, 0, seconds(13)));
        History history = Histories.of(Histories.header("partition"), events);

        AnomalyContext around = AnomalyContext.of(history, seconds(9.25), seconds(13), Set.of(0, 1), Set.of());

        assertThat(around.folded(0))
                .containsExactly(
                        "0.500 s: client 0 (lock-0) is CONNECTED, session 0x10, on member 2",
                        "9.000 s: client 0 (lock-0) calls acquire(/locks/a) (operation 0): OK at 9.500 s, token 0x7",
                        "10.000 s: partition:leader of member 1 begins (p1#0)",
                        "10.100 s: p1#0 is proven to be in effect: a probe got no answer",
                        "11.000 s: client 0 (lock-0) is SUSPENDED, session 0x10",
                        "11.250 s: the JVM worker-1 stalls for 250 ms",
                        "12.000 s: member 2 is LEADING in epoch 5",
                        "12.500 s: client 0 (lock-0) no longer relies on its holds: SUSPENDED",
                        "12.750 s: client 1 (lock-1) calls acquire(/locks/a, 5) (operation 1): INDETERMINATE at"
                                + " 13.000 s (ConnectionLoss)",
                        "14.000 s: p1#0 is being healed",
                        "14.000 s: p1#0 is proven to be healed: a probe was answered");
        assertThat(around.faults()).extracting(FaultWindow::fault).containsExactly("p1#0");
    }

    @Test
    void faults_one_that_ended_longer_ago_than_a_session_timeout_is_excluded() {
        List<Event> events = new ArrayList<>(Histories.fault("p1", "partition", "leader", 1, 2));
        events.addAll(Histories.fault("p2", "kill", "leader", 7, 8));
        History history = Histories.of(Histories.header(), events);

        // The session timeout is 3 s here: the kill at 8 s may matter at 10 s, the partition that ended at 2 s may not.
        AnomalyContext around = AnomalyContext.of(history, seconds(10), seconds(11), Set.of(), Set.of());

        assertThat(around.faults()).extracting(FaultWindow::fault).containsExactly("p2#0");
    }

    @Test
    void because_a_belief_before_the_interval_is_included_unless_the_client_doubted_it() {
        History history = Histories.of(
                C0,
                C1,
                new Event.Believed(0, "/a", 5, seconds(1)),
                new Event.Believed(1, "/a", 4, seconds(1)),
                new Event.Doubted(1, "/a", "SUSPENDED", seconds(2)));

        assertThat(AnomalyContext.of(history, seconds(3), seconds(4), Set.of(0, 1), Set.of())
                        .folded(0))
                .containsExactly(
                        "1.000 s: client 0 (lock-0) believes that it holds /a with token 0x5",
                        "3.000 s: no fault is in effect, and none was before");
    }

    @Test
    void because_other_clients_and_other_times_are_omitted() {
        History history = Histories.of(
                C0,
                C1,
                new Event.Invoked(0, 1, "acquire", "/a", null, seconds(1)),
                new Event.Invoked(1, 0, "acquire", "/a", null, seconds(8)),
                new Event.Stalled("worker-1", seconds(1), seconds(2)));

        assertThat(AnomalyContext.of(history, seconds(1), seconds(2), Set.of(0), Set.of())
                        .folded(0))
                .containsExactly("1.000 s: no fault is in effect, and none was before");
    }

    @Test
    void because_an_operation_without_an_end_says_so() {
        History history = Histories.of(C0, new Event.Invoked(0, 0, "acquire", "/a", null, seconds(1)));

        assertThat(AnomalyContext.of(history, seconds(5), seconds(6), Set.of(0), Set.of())
                        .folded(0))
                .startsWith("1.000 s: client 0 (lock-0) calls acquire(/a) (operation 0), which never returns");
    }

    @Test
    void because_more_lines_than_the_limit_omits_the_middle_and_states_the_number() {
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            events.add(new Event.Invoked(i, 0, "acquire", "/a", null, seconds(i)));
            events.add(new Event.Completed(i, Outcome.OK, null, null, 0, 0, 0, seconds(i + 0.5)));
        }
        History history = Histories.of(Histories.header(), events);

        List<String> lines = AnomalyContext.of(history, 0, seconds(2000), Set.of(0), Set.of())
                .folded(0);

        assertThat(lines).hasSize(AnomalyContext.MAX_LINES);
        assertThat(lines.get(0)).startsWith("0.000 s:");
        assertThat(lines.get(20)).isEqualTo("… 962 more lines are omitted here …");
        assertThat(lines.get(lines.size() - 1)).startsWith("999.000 s:");
    }

    @Test
    void steps_are_the_most_relevant_lines_in_chronological_order_and_the_rest_is_folded() {
        List<Event> events = new ArrayList<>(List.of(
                C0,
                new Event.SessionChanged(0, Event.SessionState.CONNECTED, 0x10, null, 2, 3000, seconds(0.5)),
                new Event.Invoked(0, 0, "acquire", "/locks/a", null, seconds(9)),
                new Event.Completed(0, Outcome.OK, null, null, 0x10, 7, 8, seconds(9.5)),
                new Event.Invoked(1, 0, "read", "/other", null, seconds(9.6)),
                new Event.Completed(1, Outcome.OK, null, null, 0x10, 0, 8, seconds(9.7))));
        events.addAll(Histories.fault("p1", "partition", "leader", 10, 14));
        events.add(new Event.RoleChanged(2, Event.MemberRole.LEADING, 5, seconds(10.5)));
        events.add(new Event.SessionChanged(0, Event.SessionState.SUSPENDED, 0x10, null, 0, 0, seconds(11)));

        AnomalyContext around = AnomalyContext.of(
                Histories.of(Histories.header("partition"), events), seconds(9), seconds(13), Set.of(0), Set.of(0));

        assertThat(around.steps(3))
                .containsExactly(
                        "9.000 s: client 0 (lock-0) calls acquire(/locks/a) (operation 0): OK at 9.500 s, token 0x7",
                        "10.000 s: partition:leader of member 1 begins (p1#0)",
                        "11.000 s: client 0 (lock-0) is SUSPENDED, session 0x10");
        assertThat(around.folded(3)).hasSize(6).first().asString().startsWith("0.500 s");
        assertThat(around.steps(0)).isEmpty();
    }

    @Test
    void
            steps_begin_with_the_operations_that_show_the_anomaly_and_leave_out_the_first_election_and_short_earlier_stalls() {
        History history = Histories.of(
                Histories.header(),
                List.of(
                        new Event.RoleChanged(2, Event.MemberRole.LEADING, 1, seconds(0.1)),
                        C0,
                        new Event.SessionChanged(0, Event.SessionState.CONNECTED, 0x10, null, 2, 3000, seconds(0.5)),
                        new Event.Invoked(0, 0, "acquire", "/locks/a", null, seconds(0.75)),
                        new Event.Completed(0, Outcome.OK, null, null, 0x10, 7, 8, seconds(1)),
                        new Event.Stalled("harness", seconds(1.5), seconds(1.6)),
                        new Event.RoleChanged(3, Event.MemberRole.LEADING, 2, seconds(1.75)),
                        new Event.Invoked(1, 0, "acquire", "/locks/a", null, seconds(2)),
                        new Event.Completed(1, Outcome.OK, null, null, 0x10, 9, 8, seconds(2.5))));

        AnomalyContext around = AnomalyContext.of(history, seconds(2), seconds(3), Set.of(0), Set.of(1));

        assertThat(around.steps(8))
                .containsExactly(
                        "2.000 s: client 0 (lock-0) calls acquire(/locks/a) (operation 1): OK at 2.500 s, token 0x9",
                        "0.500 s: client 0 (lock-0) is CONNECTED, session 0x10, on member 2",
                        "1.750 s: member 3 is LEADING in epoch 2",
                        "2.000 s: no fault is in effect, and none was before");
        assertThat(around.folded(8))
                .containsExactly(
                        "0.100 s: member 2 is LEADING in epoch 1", "1.500 s: the JVM harness stalls for 100 ms");
    }

    @Test
    void steps_without_a_fault_say_so() {
        History history = Histories.of(C0, new Event.Invoked(0, 0, "acquire", "/a", null, seconds(20)));

        assertThat(AnomalyContext.of(history, seconds(20), seconds(21), Set.of(0), Set.of(0))
                        .steps(8))
                .contains("20.000 s: no fault is in effect, and none was before");
    }

    @Test
    void seconds_and_hex_are_formatted_for_people() {
        assertThat(AnomalyText.seconds(12_345_678_901L)).isEqualTo("12.346 s");
        assertThat(AnomalyText.seconds(Operation.OPEN)).isEqualTo("the end");
        assertThat(AnomalyText.hex(0x100000007L)).isEqualTo("0x100000007");
    }

    @Test
    void duration_has_at_most_three_digits_and_is_zero_only_for_zero() {
        assertThat(AnomalyText.duration(0)).isEqualTo("0 s");
        assertThat(AnomalyText.duration(999)).isEqualTo("under 1 µs");
        assertThat(AnomalyText.duration(850_000)).isEqualTo("850 µs");
        assertThat(AnomalyText.duration(1_000_000)).isEqualTo("1 ms");
        assertThat(AnomalyText.duration(12_345_000)).isEqualTo("12.3 ms");
        assertThat(AnomalyText.duration(999_900_000)).isEqualTo("1 s");
        assertThat(AnomalyText.duration(3_100_000_000L)).isEqualTo("3.1 s");
        assertThat(AnomalyText.duration(60_000_000_000L)).isEqualTo("60 s");
        assertThat(AnomalyText.duration(125_000_000_000L)).isEqualTo("2 min 5 s");
        assertThat(AnomalyText.duration(-3_100_000_000L)).isEqualTo("-3.1 s");
    }
}
