package dev.stampede.checker.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.check.Check;
import dev.stampede.checker.check.CheckResult;
import dev.stampede.checker.check.CheckRunner;
import dev.stampede.checker.check.RunVerdict;
import dev.stampede.checker.check.Verdict;
import dev.stampede.checker.checks.exclusion.views.LockHistoryBuilder;
import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.Event.Phase;
import dev.stampede.checker.history.data.Event.WatcherState;
import dev.stampede.checker.history.data.Event.ZnodeChange;
import dev.stampede.checker.history.data.LockInput.Acquire;
import dev.stampede.checker.history.data.Outcome;
import dev.stampede.checker.history.data.RunHeader;
import dev.stampede.checker.history.data.ZnodeStat;
import dev.stampede.checker.testing.FaultScope;
import dev.stampede.checker.testing.HistoryBuilder;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/**
 * Runs that prove nothing, or too little, because evidence is missing. Each is a run that is VALID as a whole, without a
 * part of its evidence, and must be INCONCLUSIVE for the reason that is missing; VALID would be a wrong verdict.
 */
class VacuousRunsTest {
    private static final String[] LOCK = {
        "requirements rate.acquire=6",
        "mutual-exclusion raw=true",
        "wake-up",
        "leaks",
        "waiting",
        "herd",
        "recovery",
        "guarantees",
        "audit"
    };
    private static final ZnodeStat ROOT = HistoryBuilder.stat(0, 0);
    /** What the watchers see of a hold; false for a server before 3.9, whose events carry no zxid. */
    private boolean zxidsInEvents = true;

    /** Two clients take turns for 34 s, a partition of a member is healed, and the audit is complete. */
    private LockHistoryBuilder lock() {
        LockHistoryBuilder run = LockHistoryBuilder.of(2).families("partition").bound("recovery", 9_000);
        watched(run);
        run.phase(Phase.CHAOS, 0);
        for (int i = 0; i < 68; i++) {
            hold(run, 1 + i % 2, 0x10 + 4L * i, 100 + 500L * i);
        }
        run.fault(FaultScope.of("partition", "random").members(2), 10_000, 14_000);
        return audited(run);
    }

    private void hold(LockHistoryBuilder run, int client, long token, long at) {
        run.grant(client, token, token, at);
        run.seen(token, run.sessionOf(client), at + 1);
        run.releaseUnseen(client, token, token + 1, at + 100);
        run.observed(ZnodeChange.DELETED, run.path(token), zxidsInEvents ? token + 1 : 0, 0, null, at + 102);
    }

    private static void watched(LockHistoryBuilder run) {
        run.add(new Event.WatcherChanged(1, WatcherState.WATCHING, 0))
                .observed(ZnodeChange.PRESENT, LockHistoryBuilder.KEY, 1, 0, ROOT, 0);
    }

    private static LockHistoryBuilder audited(LockHistoryBuilder run) {
        run.phase(Phase.HEAL, 34_100).phase(Phase.AUDIT, 34_200);
        for (int member = 1; member <= 3; member++) {
            run.memberAudited(member, 0x999, 1, 35_000)
                    .znodeAudited(member, "/", ROOT, "data", "acl", 35_000)
                    .writeAudited(member, null, 35_100);
        }
        return run.sessionsAudited(List.of(), 35_000)
                .markersAudited(300, List.of(), 35_000)
                .ended(36_000);
    }

    private static Check check(String spec) {
        String[] words = spec.split(" ", -1);
        return Checks.of(HistoryBuilder.spec(words[0], Arrays.copyOfRange(words, 1, words.length)));
    }

    private static RunVerdict judge(RunHeader header, List<Event> events, String... specs) {
        History.Builder history = History.builder(header);
        events.forEach(history::add);
        List<Check> checks = Arrays.stream(specs).map(VacuousRunsTest::check).toList();
        return CheckRunner.judge(history.build(), Checks.ofRun(checks), Duration.ofSeconds(30), 1 << 26);
    }

    private static RunVerdict judge(LockHistoryBuilder run, String... specs) {
        return judge(run.header(), run.events(), specs);
    }

    private static RunVerdict without(LockHistoryBuilder run, Predicate<Event> removed, String... specs) {
        return judge(
                run.header(), run.events().stream().filter(removed.negate()).toList(), specs);
    }

    private static void assertInconclusive(RunVerdict verdict, String check, String reason) {
        assertThat(verdict.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(verdict.checks())
                .filteredOn(result -> result.check().equals(check))
                .singleElement()
                .satisfies(result -> {
                    assertThat(result.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
                    assertThat(result.reason()).contains(reason);
                });
    }

    @Test
    void whole_run_is_valid_and_each_check_judged_something() {
        RunVerdict verdict = judge(lock(), LOCK);

        assertThat(verdict.verdict()).as(verdict.headline()).isEqualTo(Verdict.VALID);
        assertThat(verdict.checks())
                .filteredOn(result -> result.coverage().judged() == 0)
                .extracting(CheckResult::check)
                .as("only measured")
                .containsExactly("waiting", "herd");
    }

    @Test
    void settings_that_are_unknown_leave_bounds_unjudged() {
        RunVerdict verdict = judge(lock().settings(null), LOCK);

        assertInconclusive(verdict, "wake-up", "the settings of the ensemble, from which the");
        assertInconclusive(verdict, "leaks", "the settings of the ensemble, from which the");
        assertInconclusive(
                judge(elections(true).settings(null), "re-election"),
                "re-election",
                "the settings of the ensemble, from which the");
    }

    @Test
    void events_of_servers_before_3_9_leave_the_deletes_of_znodes_unjudged() {
        zxidsInEvents = false;

        assertInconclusive(
                judge(lock(), LOCK),
                "leaks",
                "0 of 68 znodes judged; 68 not judged: the harness did not receive the NodeDeleted event with a zxid");
    }

    @Test
    void audit_without_markers_proves_no_durability() {
        assertInconclusive(
                without(lock(), e -> e instanceof Event.MarkersAudited, LOCK),
                "audit",
                "no acknowledged write of the durability probe was looked for");
    }

    @Test
    void audit_of_markers_of_which_none_was_acknowledged_proves_no_durability() {
        LockHistoryBuilder run = lock();
        List<Event> events = run.events().stream()
                .map(e -> e instanceof Event.MarkersAudited m ? new Event.MarkersAudited(0, List.of(), m.atNanos()) : e)
                .toList();

        assertInconclusive(
                judge(run.header(), events, LOCK),
                "audit",
                "no acknowledged write of the durability probe was looked for");
    }

    @Test
    void audit_of_empty_trees_proves_nothing() {
        assertInconclusive(
                without(lock(), e -> e instanceof Event.ZnodeAudited, LOCK), "audit", "the tree of member 1 is empty");
    }

    @Test
    void audit_with_one_empty_tree_is_no_violation_and_proves_too_little() {
        assertInconclusive(
                without(lock(), e -> e instanceof Event.ZnodeAudited z && z.member() == 3, LOCK),
                "audit",
                "the tree of member 3 is empty, and each has a root");
    }

    @Test
    void watchers_that_were_never_connected_prove_nothing() {
        assertInconclusive(
                without(lock(), e -> e instanceof Event.WatcherChanged || e instanceof Event.ZnodeObserved, LOCK),
                "run-integrity",
                "the history does not show when the watcher sessions watched the znodes");
    }

    @Test
    void missing_session_states_are_inconclusive() {
        assertInconclusive(
                without(lock(), e -> e instanceof Event.SessionChanged s && s.client() == 2, LOCK),
                "run-integrity",
                "the states of the sessions of client 2 were not recorded");
    }

    @Test
    void one_successful_operation_is_too_little() {
        LockHistoryBuilder run = LockHistoryBuilder.of(1);
        watched(run);
        run.phase(Phase.CHAOS, 0);
        hold(run, 1, 0x10, 100);
        audited(run);

        assertInconclusive(judge(run, LOCK), "requirements", "only 1 operation acquire succeeded, 4 are required");
    }

    @Test
    void semaphore_that_never_grants_in_a_minute_is_too_little() {
        LockHistoryBuilder run = LockHistoryBuilder.of(3);
        watched(run);
        run.phase(Phase.CHAOS, 0);
        for (int client = 1; client <= 3; client++) {
            run.invoked(client, LockHistoryBuilder.KEY, Acquire.EXCLUSIVE, 100);
        }
        RunVerdict verdict = judge(
                run.phase(Phase.HEAL, 60_000).phase(Phase.AUDIT, 60_500).ended(61_000),
                "requirements rate.acquire=6",
                "leases leases=2",
                "waiting");

        assertInconclusive(verdict, "requirements", "no operation of a client succeeded");
        assertInconclusive(verdict, "requirements", "only 0 operations acquire succeeded, 6 are required");
        assertInconclusive(verdict, "leases", "the history contains no leases to judge");
    }

    @Test
    void run_without_faults_in_which_nothing_succeeded_is_too_little() {
        LockHistoryBuilder run = LockHistoryBuilder.of(1);
        watched(run);

        assertInconclusive(
                judge(audited(run), "requirements", "guarantees", "audit"),
                "requirements",
                "no operation of a client succeeded");
    }

    @Test
    void clients_that_are_all_dead_after_ten_of_34_seconds_are_too_little() {
        Predicate<Event> late = e -> (e instanceof Event.Invoked
                        || e instanceof Event.Completed
                        || e instanceof Event.AttemptSent
                        || e instanceof Event.AttemptAnswered)
                && e.atNanos() > HistoryBuilder.nanos(10_050);

        assertInconclusive(
                without(lock(), late, LOCK), "requirements", "no operation completed from 23.000 s to 34.200 s");
    }

    /** Client 1 leads /locks/a from 100 ms on; client 2 asks for /locks/b, and is answered if that is to be so. */
    private static LockHistoryBuilder elections(boolean answered) {
        LockHistoryBuilder run = LockHistoryBuilder.of(2);
        run.grant(1, 0x10, 0x10, 100);
        int operation = run.invoked(2, "/locks/b", Acquire.EXCLUSIVE, 200);
        if (answered) {
            run.completed(operation, Outcome.FAILED, "not in time", 5_000);
        }
        return run.ended(9_000);
    }

    @Test
    void election_object_that_never_had_a_master_is_not_valid() {
        assertInconclusive(
                judge(elections(true), "re-election"), "re-election", "there was never a master of /locks/b");
        assertThat(judge(elections(false).ended(20_000), "re-election").verdict())
                .as("a candidate waited for longer than the limit")
                .isEqualTo(Verdict.INVALID);
    }

    @Test
    void faults_that_all_overlap_leave_recovery_unjudged() {
        LockHistoryBuilder run = LockHistoryBuilder.of(1).families("partition").bound("recovery", 9_000);
        run.phase(Phase.CHAOS, 0);
        hold(run, 1, 0x10, 100);
        hold(run, 1, 0x20, 20_000);
        run.fault(FaultScope.of("partition", "random").members(2), 1_000, 4_000)
                .fault(FaultScope.of("partition", "random").members(2), 5_000, 8_000)
                .fault(FaultScope.of("partition", "random").members(3), 8_500, 34_000);

        assertInconclusive(
                judge(audited(run), "recovery"), "recovery", "nothing was judged: 0 of 3 heals judged; 3 not judged: ");
    }
}
