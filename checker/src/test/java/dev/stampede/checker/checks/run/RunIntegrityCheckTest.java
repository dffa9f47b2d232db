package dev.stampede.checker.checks.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.check.Check;
import dev.stampede.checker.check.CheckResult;
import dev.stampede.checker.check.Coverage;
import dev.stampede.checker.check.Verdict;
import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.Event.FailureOrigin;
import dev.stampede.checker.history.data.Event.Phase;
import dev.stampede.checker.history.data.Event.WatcherState;
import dev.stampede.checker.history.data.Event.ZnodeChange;
import dev.stampede.checker.history.data.HarnessLimit;
import dev.stampede.checker.history.data.HarnessPart;
import dev.stampede.checker.registry.Checks;
import dev.stampede.checker.testing.FaultScope;
import dev.stampede.checker.testing.HistoryBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunIntegrityCheckTest {
    /** Two clients for 34 s, and one watcher session that always watches. */
    private final HistoryBuilder run = HistoryBuilder.of("lock")
            .bound("recovery", 9_000)
            .client(1, "worker-1")
            .client(2, "worker-2")
            .phase(Phase.CHAOS, 0)
            .phase(Phase.HEAL, 34_000)
            .phase(Phase.AUDIT, 36_000)
            .observed(ZnodeChange.PRESENT, "/locks", 5, 0, null, 10);

    private CheckResult check() {
        return run.ended(40_000).checkNamed(RunIntegrityCheck.NAME);
    }

    private CheckResult checkWatched() {
        return run.ended(40_000).checkNamed(RunIntegrityCheck.NAME, "watched=true");
    }

    private void watcher(int member, WatcherState state, long at) {
        run.add(new Event.WatcherChanged(member, state, HistoryBuilder.nanos(at)));
    }

    private static long nanos(long millis) {
        return HistoryBuilder.nanos(millis);
    }

    @Test
    void check_a_run_without_defects_is_valid_and_counts_what_it_judged() {
        watcher(1, WatcherState.WATCHING, 20);

        CheckResult result = checkWatched();

        assertThat(result.verdict()).isEqualTo(Verdict.VALID);
        assertThat(result.coverage()).isEqualTo(Coverage.of("run parts", 1 + 2 + 3 + 3));
    }

    @Test
    void check_a_client_that_ended_early_is_inconclusive_unless_a_fault_killed_it() {
        run.add(new Event.ClientEnded(1, null, null, nanos(10_000)));
        assertThat(check().reason())
                .isEqualTo("client 1 ended at 10.000 s, 24 s before the faults ended, and no fault ended it");

        run.fault(FaultScope.of("client-kill", "worker").clients(1), 9_000, 12_000);
        assertThat(check().verdict()).isEqualTo(Verdict.VALID);
    }

    @Test
    void check_a_client_that_ended_when_asked_to_is_valid() {
        run.add(new Event.ClientEnded(1, null, null, nanos(35_000)));

        assertThat(check().verdict()).isEqualTo(Verdict.VALID);
    }

    @Test
    void check_a_client_whose_driver_failed_and_one_that_did_not_stop_are_inconclusive() {
        run.add(new Event.ClientEnded(
                        1, FailureOrigin.USER_CODE, "java.lang.NullPointerException: no lock\n\tat a.B", nanos(3_000)))
                .add(new Event.ClientHung(2, "at a.B.acquire", nanos(35_000)));

        assertThat(check().reason())
                .isEqualTo("client 1 ended at 3.000 s with java.lang.NullPointerException: no lock (the user's code);"
                        + " client 2 did not stop when asked to: its session may have been alive during the audit");
    }

    @Test
    void check_a_worker_that_ended_is_inconclusive_unless_a_fault_killed_that_one() {
        run.add(new Event.WorkerEnded("worker-1", "exit code 1", nanos(3_000)))
                .fault(FaultScope.of("client-kill", "worker").clients(2), 2_000, 5_000);
        assertThat(check().reason()).isEqualTo("worker-1 ended at 3.000 s, and no fault killed it: exit code 1");

        run.fault(FaultScope.of("client-kill", "worker").clients(1), 2_000, 5_000);
        assertThat(check().verdict()).isEqualTo(Verdict.VALID);
    }

    @Test
    void check_a_heal_that_is_not_proven_is_inconclusive_and_a_fault_that_was_never_injected_is_not() {
        run.injecting(FaultScope.of("partition", "leader").planned("p", "leader"), 5_000);
        assertThat(check().reason())
                .matches("it is not proven that \\S+ \\(partition:leader\\) was healed; its heal never began: later"
                        + " observations may be caused by it");

        run.add(new Event.StepSkipped("p", "partition", "no leader for 5 s", nanos(5_000)));
        assertThat(check().verdict()).isEqualTo(Verdict.VALID);
    }

    @Test
    void check_an_incomplete_scan_is_inconclusive_and_the_end_of_the_durability_probe_is_not() {
        run.add(new Event.LimitReached(HarnessLimit.DURABILITY_PROBES, 0, 20_000, nanos(3_000)));
        assertThat(check().verdict()).isEqualTo(Verdict.VALID);

        run.add(new Event.LimitReached(HarnessLimit.WATCHED_ZNODES, 2, 10_000, nanos(4_000)));
        assertThat(check().reason())
                .isEqualTo("more than 10000 znodes below the watched path at member 2: the others were not read");
    }

    @Test
    void check_an_audit_that_could_not_read_a_member_is_inconclusive() {
        run.memberUnreachable(2, "no session within 5000 ms", 37_000);

        assertThat(check().reason()).isEqualTo("the audit could not read member 2: no session within 5000 ms");
    }

    @Test
    void check_a_part_of_the_harness_that_failed_is_inconclusive() {
        run.add(new Event.HarnessFailed(
                HarnessPart.INTERCEPTOR, "java.lang.IllegalStateException: x\n\tat a.B", nanos(9)));

        assertThat(check().reason())
                .isEqualTo("a part of the harness failed at 0.009 s (an interceptor of a link):"
                        + " java.lang.IllegalStateException: x");
    }

    @Test
    void check_watchers_that_never_watched_or_reported_nothing_are_inconclusive_if_a_check_needs_them() {
        assertThat(checkWatched().reason())
                .isEqualTo("the history does not show when the watcher sessions watched the znodes");
        assertThat(check().verdict()).as("no check needs them").isEqualTo(Verdict.VALID);

        watcher(2, WatcherState.WATCHING, 20);
        assertThat(checkWatched().reason())
                .as("the session at member 2 showed nothing")
                .isEqualTo("no watcher session ever watched the znodes");
    }

    @Test
    void check_a_blind_time_beyond_the_budget_is_inconclusive_unless_another_session_watched() {
        watcher(1, WatcherState.WATCHING, 20);
        watcher(1, WatcherState.BLIND, 10_000);
        watcher(1, WatcherState.WATCHING, 19_500);
        assertThat(checkWatched().reason())
                .isEqualTo(
                        "no watcher session watched the znodes from 10.000 s to 19.500 s, and neither an outage nor the"
                                + " 9 s for a reconnect explain this");

        run.add(new Event.ZnodeObserved(2, ZnodeChange.PRESENT, "/locks", 5, 0, null, nanos(30)));
        watcher(2, WatcherState.WATCHING, 30);
        assertThat(checkWatched().verdict()).isEqualTo(Verdict.VALID);
    }

    @Test
    void check_a_blind_time_that_an_outage_explains_is_valid() {
        watcher(1, WatcherState.WATCHING, 20);
        watcher(1, WatcherState.BLIND, 10_000);
        watcher(1, WatcherState.WATCHING, 19_500);
        run.fault(FaultScope.of("kill", "quorum").members(2, 3), 9_900, 12_000);

        assertThat(checkWatched().verdict()).isEqualTo(Verdict.VALID);
    }

    @Test
    void check_of_many_problems_names_eight_and_counts_the_others() {
        for (int client = 1; client <= 10; client++) {
            run.add(new Event.ClientHung(client, "", nanos(35_000)));
        }

        assertThat(check().reason()).endsWith("; and 2 more");
    }

    @Test
    void of_run_stands_before_the_checks_and_knows_whether_one_needs_the_watchers() {
        List<Check> locks = Checks.ofRun(List.of(Checks.of("requirements"), Checks.of("mutual-exclusion")));
        List<Check> names = Checks.ofRun(List.of(Checks.of("run-integrity"), Checks.of("naming")));

        assertThat(locks).extracting(Check::name).containsExactly("run-integrity", "requirements", "mutual-exclusion");
        assertThat(locks.get(0).spec().parameters()).containsEntry("watched", "true");
        assertThat(names).extracting(Check::name).containsExactly("run-integrity", "naming");
        assertThat(names.get(0).spec().parameters()).containsEntry("watched", "false");
    }
}
