package dev.stampede.checker.checks.hangs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stampede.checker.history.data.LockInput;
import dev.stampede.checker.history.data.OperationOutput;
import dev.stampede.checker.history.data.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Compares the rule for locks with its definition, second by second, on small random histories without disturbances.
 */
class HangsBruteForceTest {
    private static final int ROUNDS = 3_000;
    private static final int CLIENTS = 3;
    private static final int END = 60;
    private static final int LIMIT = HangHistoryBuilder.LIMIT_MILLIS / 1_000;

    /** Of one client, times in seconds: it may hold the lock from {@code granted} to {@code freed}. */
    private record Use(int client, Outcome outcome, int called, int granted, int freed) {}

    @Test
    void check_hangs_agree_with_the_definition() {
        SplittableRandom random = new SplittableRandom(43);
        int hangs = 0;
        int valid = 0;
        for (int round = 0; round < ROUNDS; round++) {
            List<Use> uses = uses(random);
            HangHistoryBuilder history = new HangHistoryBuilder().clients(CLIENTS);
            uses.forEach(use -> add(history, use));
            history.ended(END * 1_000L);
            boolean expected = uses.stream().anyMatch(use -> hangs(uses, use));
            assertThat(history.kinds().contains("hang!"))
                    .as("round %d: %s", round, uses)
                    .isEqualTo(expected);
            hangs += expected ? 1 : 0;
            valid += expected ? 0 : 1;
        }
        assertThat(hangs).isGreaterThan(ROUNDS / 10);
        assertThat(valid).isGreaterThan(ROUNDS / 10);
    }

    /**
     * A client acquires and releases the lock again and again; a hold that is not released, or is unknown, is its last.
     */
    private static List<Use> uses(SplittableRandom random) {
        List<Use> uses = new ArrayList<>();
        for (int client = 1; client <= CLIENTS; client++) {
            int at = random.nextInt(10);
            Outcome outcome = Outcome.OK;
            for (int i = 0; i < 3 && at < END && outcome == Outcome.OK; i++) {
                int called = at + random.nextInt(6);
                int granted = called + random.nextInt(random.nextBoolean() ? 3 : 25);
                outcome = random.nextInt(8) == 0 ? Outcome.INDETERMINATE : Outcome.OK;
                int freed = outcome == Outcome.OK ? granted + 1 + random.nextInt(8) : END;
                uses.add(new Use(client, outcome, called, granted, freed));
                at = freed + 1;
            }
        }
        uses.removeIf(use -> use.freed() > END || use.granted() >= END);
        return uses;
    }

    private static void add(HangHistoryBuilder history, Use use) {
        int op = history.blocked(use.client(), LockInput.Acquire.EXCLUSIVE, use.called() * 1_000L);
        if (use.outcome() == Outcome.OK) {
            history.completed(op, OperationOutput.Custom.DONE, 0, use.granted() * 1_000L)
                    .call(use.client(), LockInput.Release.EXCLUSIVE, use.freed() * 1_000L, use.freed() * 1_000L);
        } else {
            history.completed(op, use.outcome(), "CONNECTIONLOSS", use.granted() * 1_000L);
        }
    }

    /** Whether no client held the lock in {@link #LIMIT} successive seconds of a call. */
    private static boolean hangs(List<Use> uses, Use call) {
        int free = 0;
        for (int second = call.called(); second < call.granted(); second++) {
            int at = second;
            boolean held = uses.stream().anyMatch(use -> use.granted() <= at && at < use.freed());
            free = held ? 0 : free + 1;
            if (free >= LIMIT) {
                return true;
            }
        }
        return false;
    }
}
