package dev.stampede.checker.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.history.History;
import dev.stampede.checker.history.data.Attempt;
import dev.stampede.checker.history.data.Event;
import dev.stampede.checker.history.data.LogReading;
import dev.stampede.checker.history.data.LoggedTransaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class WriteSettlementsTest {
    private static final int RUNS = 300;
    private static final int STEPS = 60;

    private static List<Attempt> indeterminate(History history) {
        return history.attempts().stream()
                .filter(WriteSettlements::indeterminate)
                .toList();
    }

    private static void assertTrue(SimulatedLogs run, Attempt write, Settlement settlement) {
        Long zxid = run.effects.get(write.number());
        if (settlement instanceof Settlement.Applied applied) {
            assertThat(applied.zxid()).as("%s", write).isEqualTo(zxid == null ? -1 : zxid);
        } else if (settlement instanceof Settlement.NeverApplied) {
            assertThat(zxid).as("%s", write).isNull();
        }
    }

    @Test
    void settlement_is_what_happened_in_the_simulated_run_and_most_writes_are_settled() {
        int open = 0;
        WriteSettlements.Summary sum = new WriteSettlements.Summary(0, 0, Map.of());
        for (int seed = 0; seed < RUNS; seed++) {
            SimulatedLogs run = new SimulatedLogs(seed, STEPS);
            History history = run.history(run.log);
            WriteSettlements settlements = Analysis.of(history).settlements();
            indeterminate(history).forEach(write -> assertTrue(run, write, settlements.of(write)));
            WriteSettlements.Summary summary = settlements.summary();
            assertThat(summary.applied() + summary.neverApplied() + summary.open())
                    .isEqualTo(indeterminate(history).size());
            open += summary.open();
            sum = new WriteSettlements.Summary(
                    sum.applied() + summary.applied(), sum.neverApplied() + summary.neverApplied(), Map.of());
        }
        assertThat(sum.applied()).isGreaterThan(1_000);
        assertThat(sum.neverApplied()).isGreaterThan(1_000);
        assertThat(open).isLessThan((sum.applied() + sum.neverApplied()) / 2);
    }

    @Test
    void known_cxids_settle_every_write() {
        for (int seed = 0; seed < RUNS / 10; seed++) {
            SimulatedLogs run = new SimulatedLogs(seed, STEPS);
            History history = run.history(run.log);
            // The simulation numbers the requests from 1 in the order of the attempts.
            WriteSettlements settlements = new WriteSettlements(
                    history, Analysis.of(history), attempt -> OptionalInt.of(attempt.number() + 1));

            assertThat(settlements.summary().open()).isZero();
            indeterminate(history).forEach(write -> assertTrue(run, write, settlements.of(write)));
        }
    }

    /** A number that is missing within an epoch shows that the logs lack a part. */
    @Test
    void logs_that_lack_a_part_settle_nothing() {
        SplittableRandom random = new SplittableRandom(5);
        int cut = 0;
        for (int seed = 0; seed < RUNS; seed++) {
            SimulatedLogs run = new SimulatedLogs(seed, STEPS);
            List<Event.TransactionLogged> kept = new ArrayList<>(run.log);
            int from = random.nextInt(kept.size());
            int to = Math.min(kept.size(), from + 1 + random.nextInt(5));
            boolean inner = from > 0
                    && to < kept.size()
                    && kept.get(from - 1).transaction().zxid() >>> 32
                            == kept.get(to).transaction().zxid() >>> 32;
            if (inner) {
                cut++;
                kept.subList(from, to).clear();
                WriteSettlements.Summary summary =
                        Analysis.of(run.history(kept)).settlements().summary();

                assertThat(summary.applied() + summary.neverApplied()).isZero();
            }
        }
        assertThat(cut).isGreaterThan(RUNS / 4);
    }

    /** All logs lost the end of the last epoch: acknowledged writes and the audited tree show it. */
    @Test
    void logs_that_lack_their_end_settle_nothing_if_a_client_or_the_audit_saw_a_later_zxid() {
        for (int seed = 0; seed < RUNS; seed++) {
            SimulatedLogs run = new SimulatedLogs(seed, STEPS);
            History whole = run.history(run.log);
            long last = whole.events(Event.ZnodeAudited.class)
                    .mapToLong(e -> e.stat().mzxid())
                    .max()
                    .orElse(0);
            List<Event.TransactionLogged> kept =
                    run.log.stream().filter(e -> e.transaction().zxid() < last).toList();
            WriteSettlements.Summary summary =
                    Analysis.of(run.history(kept)).settlements().summary();

            assertThat(summary.applied() + summary.neverApplied()).isZero();
        }
    }

    @Test
    void transaction_that_only_one_member_holds_may_be_a_ghost_and_settles_nothing() {
        for (int seed = 0; seed < RUNS; seed++) {
            SimulatedLogs run = new SimulatedLogs(seed, STEPS);
            List<Event.TransactionLogged> logged = new ArrayList<>(run.log);
            int last = logged.size() - 1;
            Event.TransactionLogged ghost = logged.get(last);
            logged.set(last, new Event.TransactionLogged(List.of(1), ghost.transaction(), 0));
            History history = run.history(logged);
            boolean seenByTheAudit = history.events(Event.ZnodeAudited.class)
                    .anyMatch(e -> e.stat().mzxid() == ghost.transaction().zxid());
            WriteSettlements settlements = Analysis.of(history).settlements();

            assertThat(indeterminate(history).stream()
                            .filter(write -> settlements
                                    .of(write)
                                    .equals(new Settlement.Applied(
                                            ghost.transaction().zxid())))
                            .toList())
                    .satisfies(applied ->
                            assertThat(applied.isEmpty() || seenByTheAudit).isTrue());
        }
    }

    @Test
    void contradictory_logs_settle_nothing() {
        SimulatedLogs run = new SimulatedLogs(1, STEPS);
        LoggedTransaction first = run.log.get(5).transaction();
        List<Event.TransactionLogged> logged = new ArrayList<>(run.log);
        logged.add(new Event.TransactionLogged(
                List.of(2),
                new LoggedTransaction(
                        first.zxid(), 9, 9, 0, first.type(), first.parts(), true, first.error(), "another"),
                0));

        assertThat(Analysis.of(run.history(logged))
                        .settlements()
                        .summary()
                        .openByReason()
                        .keySet())
                .containsExactly("the audited trees do not confirm the logs");
        assertThat(Analysis.of(run.history(logged)).transactionLogs().contradictions())
                .containsExactly(first.zxid());
    }

    @Test
    void log_of_a_voting_member_that_was_read_in_part_settles_nothing_and_that_of_an_observer_does_not_matter() {
        SimulatedLogs run = new SimulatedLogs(1, STEPS);
        LogReading whole = new LogReading(1, true, 9, 9, List.of());
        LogReading part = new LogReading(3, true, 9, 9, List.of("log.1 at byte 16: a checksum is wrong"));
        LogReading second = new LogReading(2, true, 9, 9, List.of());
        LogReading observer = new LogReading(3, false, 0, 0, List.of("not read"));

        assertThat(Analysis.of(run.history(run.log, List.of(whole, second, part)))
                        .settlements()
                        .summary()
                        .applied())
                .isZero();
        assertThat(Analysis.of(run.history(run.log, List.of(whole, second, observer)))
                        .settlements()
                        .summary()
                        .applied())
                .isPositive();
        History without = run.history(List.of(), List.of());
        assertThat(indeterminate(without))
                .extracting(write -> Analysis.of(without).settlements().of(write))
                .containsOnly(new Settlement.Open("no transaction log was read"));
    }

    /** A create whose entry has another path: the logs yield another tree than the audit read. */
    @Test
    void logs_that_do_not_yield_the_audited_trees_settle_nothing() {
        SimulatedLogs run = new SimulatedLogs(2, STEPS);
        History history = run.history(run.log);
        assertThat(Analysis.of(history).logReplay().confirmed()).isTrue();
        assertThat(Analysis.of(history).logReplay().compared()).containsExactly(1, 2, 3);
        List<Event.TransactionLogged> logged = new ArrayList<>(run.log);
        String left = history.events(Event.ZnodeAudited.class)
                .findFirst()
                .orElseThrow()
                .path();
        logged.replaceAll(
                e -> e.transaction().parts().stream().anyMatch(p -> p.path().equals(left))
                        ? new Event.TransactionLogged(e.members(), refused(e.transaction()), 0)
                        : e);

        History tampered = run.history(logged);

        assertThat(Analysis.of(tampered).logReplay().differences().get(1).get(0))
                .startsWith(left + ": the logs yield no znode, the audit read czxid 0x");
        assertThat(Analysis.of(tampered).settlements().summary().openByReason().keySet())
                .containsExactly("the audited trees do not confirm the logs");
    }

    /** The clients request /r0, and the members log /c/r0. */
    @Test
    void requests_below_a_chroot_are_not_settled() {
        int open = 0;
        for (int seed = 0; seed < 20; seed++) {
            SimulatedLogs run = new SimulatedLogs(seed, STEPS, "/c");
            History history = run.history(run.log);
            WriteSettlements settlements = Analysis.of(history).settlements();

            assertThat(Analysis.of(history).logReplay().confirmed()).isTrue();
            indeterminate(history).forEach(write -> assertTrue(run, write, settlements.of(write)));
            open += settlements.summary().open();
        }
        assertThat(open).isPositive();
    }

    private static LoggedTransaction refused(LoggedTransaction t) {
        return new LoggedTransaction(
                t.zxid(), t.session(), t.cxid(), t.timeMillis(), t.type(), t.parts(), true, -101, t.content());
    }
}
