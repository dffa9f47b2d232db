package dev.stampede.reports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.check.Anomaly;
import dev.stampede.checker.check.Blame;
import dev.stampede.checker.check.CheckResult;
import dev.stampede.checker.check.Citation;
import dev.stampede.checker.check.Counterexample;
import dev.stampede.checker.check.Coverage;
import dev.stampede.checker.check.RunVerdict;
import dev.stampede.checker.check.Verdict;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Event.SessionState;
import dev.stampede.checker.history.data.LockInput;
import dev.stampede.checker.history.data.OperationOutput;
import dev.stampede.checker.history.data.Outcome;
import dev.stampede.checker.history.data.RunHeader;
import dev.stampede.checker.history.data.ZnodeInput;
import dev.stampede.checker.testing.FaultScope;
import dev.stampede.checker.testing.HistoryBuilder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FailureTextTest {
    private static final String KEY = "/locks/a";
    private static final Citation PROMISE =
            new Citation("no two clients think they hold the same lock", "Curator, Lock", "https://example.org");

    @Test
    void overlap_of_two_holds_shows_both_holders_and_the_fault() {
        HistoryBuilder history = HistoryBuilder.of("lock").clients(3);
        int first = history.invoked(1, KEY, new LockInput.Acquire(null), 1_000);
        history.completed(first, OperationOutput.Granted.UNCOUNTED, 7, 7, 1_100);
        int second = history.invoked(3, KEY, new LockInput.Acquire(null), 1_500);
        history.completed(second, OperationOutput.Granted.UNCOUNTED, 9, 9, 2_000);
        int release = history.invoked(1, KEY, new LockInput.Release(null), 3_000);
        history.completed(release, OperationOutput.Custom.DONE, 10, 3_010)
                .fault(FaultScope.of("partition", "leader").members(2), 1_800, 2_500)
                .ended(4_000);

        FailureText text = text(history, anomaly("server-overlap", List.of(first, second), 2_000, 3_000, "partition"));

        assertThat(text.sentence()).isEqualTo("INVALID: two clients held it");
        assertThat(text.picture(6))
                .containsExactly(
                        "0.800 s to 3.200 s, # violation, x fault",
                        "lock-1  |     ####################################   |  token 0x7",
                        "lock-3  |                      ######################|  token 0x9",
                        "fault   |                  xxxxxxxxxxxxxx            |  partition:leader member 2");
        assertThat(text.picture(4))
                .hasSizeLessThanOrEqualTo(4)
                .last()
                .asString()
                .startsWith("fault");
    }

    @Test
    void grant_on_a_znode_of_the_previous_session_shows_the_session_and_that_no_fault_was_in_effect() {
        HistoryBuilder history = HistoryBuilder.of("lock").clients(2);
        int acquire = history.invoked(1, KEY, new LockInput.Acquire(null), 1_000);
        history.state(1, SessionState.SUSPENDED, 1_200)
                .state(1, SessionState.LOST, 1_500)
                .state(1, SessionState.RECONNECTED, 0x55, 1_600)
                .completed(acquire, OperationOutput.Granted.UNCOUNTED, 7, 7, 1_700)
                .ended(2_000);

        List<String> picture = text(history, anomaly("foreign-grant", List.of(acquire), 1_700, 2_000))
                .picture(6);

        assertThat(picture).hasSize(4);
        assertThat(picture.get(0)).startsWith("0.").contains("- suspended", ". lost", "= connected/held");
        assertThat(picture.get(1)).startsWith("lock-1            |").endsWith("|  token 0x7");
        assertThat(picture.get(2))
                .startsWith("lock-1's session  |=")
                .contains("---", "...")
                .contains("SUSPENDED");
        assertThat(picture.get(3)).isEqualTo("no fault was in effect");
    }

    @Test
    void time_without_a_holder_shows_the_last_one_and_the_next_one() {
        HistoryBuilder history = HistoryBuilder.of("election").clients(2);
        int first = history.invoked(1, KEY, new LockInput.Acquire(null), 100);
        history.completed(first, OperationOutput.Granted.UNCOUNTED, 7, 7, 200);
        int resign = history.invoked(1, KEY, new LockInput.Release(null), 1_000);
        history.completed(resign, OperationOutput.Custom.DONE, 8, 1_010);
        int second = history.invoked(2, KEY, new LockInput.Acquire(null), 100);
        history.completed(second, OperationOutput.Granted.UNCOUNTED, 9, 9, 9_000)
                .ended(9_500);

        assertThat(text(history, anomaly("masterless", List.of(second), 1_100, 8_900))
                        .picture(6))
                .hasSize(4)
                .satisfies(lines -> assertThat(lines.get(1)).startsWith("election-1  |="))
                .satisfies(lines ->
                        assertThat(lines.get(2)).startsWith("election-2  |").endsWith("token 0x9"));
    }

    @Test
    void anomaly_of_reads_and_writes_shows_its_operations_with_what_they_got() {
        HistoryBuilder history = HistoryBuilder.of("registers").clients(2);
        int write = history.invoked(1, "/r", new ZnodeInput.SetData("v2", 1), 1_000);
        history.completed(write, new OperationOutput.WholeNumber(2), 8, 1_010);
        int lost = history.invoked(2, "/r", new ZnodeInput.SetData("v3", 2), 1_020);
        history.completed(lost, Outcome.INDETERMINATE, "CONNECTIONLOSS", 1_090).ended(2_000);

        assertThat(text(history, anomaly("went-back", List.of(write, lost), 1_000, 1_090))
                        .picture(6))
                .containsExactly(
                        "0.991 s to 1.099 s, = OK, ~ indeterminate",
                        "registers-1  |   =====                                    |  setData /r [v2 1] -> 2",
                        "registers-2  |           ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~   |  setData /r [v3 2]: CONNECTIONLOSS",
                        "no fault was in effect");
    }

    @Test
    void fault_of_the_clients_of_the_anomaly_stands_before_those_of_members_and_of_other_clients() {
        HistoryBuilder history = HistoryBuilder.of("lock").clients(3);
        int acquire = history.invoked(1, KEY, new LockInput.Acquire(null), 1_000);
        history.completed(acquire, OperationOutput.Granted.UNCOUNTED, 7, 7, 1_100)
                .fault(FaultScope.of("client-pause", "worker").clients(1), 1_000, 3_000)
                .fault(FaultScope.of("kill", "leader").members(2), 1_100, 3_000)
                .fault(FaultScope.of("session-expiry", "cut").clients(3), 1_200, 3_000)
                .ended(4_000);

        List<String> picture = text(
                        history,
                        anomaly(
                                "undisciplined",
                                List.of(acquire),
                                1_100,
                                3_000,
                                "client-pause",
                                "kill",
                                "session-expiry"))
                .picture(6);

        assertThat(picture).filteredOn(line -> line.startsWith("fault")).hasSizeBetween(1, 2);
        assertThat(picture.get(2)).contains("client-pause:worker client 1");
        assertThat(picture).noneMatch(line -> line.contains("session-expiry"));
    }

    @Test
    void counterexample_of_the_check_is_the_picture_where_there_is_one() {
        HistoryBuilder history = HistoryBuilder.of("registers").clients(2).ended(3_000);
        Counterexample example = new Counterexample(
                "no order",
                IntStream.range(0, 6)
                        .mapToObj(i -> new Counterexample.Row(
                                -1,
                                "client " + i,
                                "read → v" + i,
                                "OK",
                                HistoryBuilder.nanos(1_000 + 100L * i),
                                HistoryBuilder.nanos(1_050 + 100L * i),
                                0,
                                null,
                                i == 4))
                        .toList(),
                null);
        CheckResult result = CheckResult.of(
                        "linearizability",
                        Coverage.of("operations", 6),
                        "",
                        List.of(anomaly("linearizability", "not-linearizable", List.of(), 1_400, 1_450)))
                .shownBy(example);

        List<String> picture =
                FailureText.of(history.history(), verdict(result)).picture(6);

        assertThat(picture).hasSize(6);
        assertThat(picture.get(4)).startsWith("client 4  |").contains("#").endsWith("read -> v4, OK");
        assertThat(picture).noneMatch(line -> line.contains("client 5"));
    }

    @Test
    void outage_shows_the_operations_that_succeeded_as_marks_with_the_gap() {
        HistoryBuilder history = HistoryBuilder.of("lock").clients(1);
        for (long at : List.of(1_000L, 1_100L, 5_900L, 6_000L)) {
            int operation = history.invoked(1, "/other", new ZnodeInput.Read(ZnodeInput.ReadKind.GET), at - 10);
            history.completed(operation, new OperationOutput.Shown(null), 1, at);
        }
        history.fault(FaultScope.of("kill", "leader").members(1), 900, 1_200).ended(7_000);

        assertThat(text(history, anomaly("no-progress", List.of(), 1_000, 6_000, "kill"))
                        .picture(6))
                .satisfies(lines -> assertThat(lines.get(1))
                        .matches("successes  \\|\\s{3}\\*+\\s{30,}\\*+\\s+\\|  operations that succeeded"));
    }

    @Test
    void anomaly_without_events_in_the_history_has_no_picture_but_names_the_fault() {
        HistoryBuilder history = HistoryBuilder.of("lock")
                .clients(1)
                .fault(FaultScope.of("kill", "leader").members(1), 900, 1_200)
                .ended(7_000);

        assertThat(text(history, anomaly("lost-write", List.of(), 6_000, 6_000, "kill"))
                        .picture(6))
                .hasSize(2)
                .last()
                .asString()
                .endsWith("|  kill:leader member 1, until 1.200 s");
        assertThat(text(HistoryBuilder.of("lock").ended(7_000), anomaly("lost-write", List.of(), 6_000, 6_000))
                        .picture(6))
                .containsExactly("no fault was in effect");
    }

    @Test
    void known_finding_is_named_with_work_around_and_link_and_its_library_is_at_fault() {
        History history = History.builder(header(Map.of("Curator", "5.9.0"))).build();
        Anomaly anomaly = anomaly("mutual-exclusion", "foreign-grant", List.of(), 0, 1);

        FailureText text = FailureText.of(history, verdict(result("mutual-exclusion", anomaly)));

        assertThat(text.known())
                .singleElement()
                .asString()
                .startsWith("this is CURATOR-604, open in 5.9.0; work-around: compare the session id")
                .endsWith("(https://issues.apache.org/jira/browse/CURATOR-604)");
        assertThat(text.layer()).containsExactly("layer at fault: the recipe or the client library");
        assertThat(text.promise())
                .containsExactly("broken promise: \"no two clients think they hold the same lock\" (Curator, Lock)");
    }

    @Test
    void lines_of_the_worst_run_are_at_most_nineteen_to_twenty_two_and_state_what_is_omitted() {
        HistoryBuilder history = HistoryBuilder.of("lock").clients(5);
        IntStream.rangeClosed(1, 5).forEach(client -> {
            int acquire = history.invoked(client, KEY, new LockInput.Acquire(null), 1_000);
            history.completed(acquire, OperationOutput.Granted.UNCOUNTED, client, client, 1_000 + client);
        });
        history.fault(FaultScope.of("kill", "leader").members(1), 900, 1_200)
                .fault(FaultScope.of("partition", "random").members(2), 900, 1_200)
                .fault(FaultScope.of("pause", "random").members(3), 900, 1_200)
                .ended(7_000);
        List<Anomaly> many = IntStream.range(0, 8)
                .mapToObj(i -> anomaly("kind-" + i, List.of(0, 1, 2, 3), 1_000, 1_100, "kill", "partition", "pause"))
                .toList();

        List<String> lines = FailureText.of(
                        history.history(),
                        verdict(
                                CheckResult.of("mutual-exclusion", Coverage.of("holds", 5), "", many),
                                CheckResult.inconclusive("audit", Coverage.of("members", 0), "", "no audit"),
                                CheckResult.inconclusive("recovery", Coverage.of("heals", 0), "", "no heal"),
                                CheckResult.inconclusive("waiting", Coverage.of("waits", 0), "", "no wait")))
                .lines();

        assertThat(lines)
                .hasSizeLessThanOrEqualTo(22)
                .contains("  and 6 more in the report", "  and 2 more in the report");
        assertThat(lines).allMatch(line -> line.length() <= 520);
    }

    @Test
    void valid_run_has_neither_picture_nor_known_finding() {
        FailureText text = FailureText.of(
                HistoryBuilder.of("lock").ended(1).history(),
                verdict(CheckResult.of("audit", Coverage.of("members", 3), "", List.of())));

        assertThat(text.picture(6)).isEmpty();
        assertThat(text.known()).isEmpty();
        assertThat(text.lines()).isEmpty();
    }

    private static FailureText text(HistoryBuilder history, Anomaly anomaly) {
        return FailureText.of(history.history(), verdict(result("mutual-exclusion", anomaly)));
    }

    private static CheckResult result(String check, Anomaly anomaly) {
        return CheckResult.of(check, Coverage.of("holds", 2), "", List.of(anomaly));
    }

    private static RunVerdict verdict(CheckResult... results) {
        Verdict worst =
                Verdict.worst(Arrays.stream(results).map(CheckResult::verdict).toList());
        return new RunVerdict(worst, "two clients held it", List.of(results), null);
    }

    private static Anomaly anomaly(String kind, List<Integer> operations, long from, long to, String... families) {
        return anomaly("mutual-exclusion", kind, operations, from, to, families);
    }

    private static Anomaly anomaly(
            String check, String kind, List<Integer> operations, long from, long to, String... families) {
        return new Anomaly(
                check,
                kind,
                "two clients held it",
                List.of("the conclusion", "step 1", "step 2", "step 3", "step 4"),
                Blame.USER_CODE,
                operations,
                Arrays.stream(families).map(f -> f + "-1#0").toList(),
                HistoryBuilder.nanos(from),
                HistoryBuilder.nanos(to),
                PROMISE,
                null,
                new Anomaly.Signature(check, kind, List.of(), "lock/inter-process-mutex"));
    }

    /** The header of a run of {@code lock/inter-process-mutex} with the versions in its environment. */
    static RunHeader header(Map<String, String> environment) {
        return new RunHeader(
                "r",
                "lock",
                "inter-process-mutex",
                1,
                "",
                "none",
                List.of(),
                null,
                List.of(),
                null,
                List.of(),
                "",
                "",
                environment);
    }
}
