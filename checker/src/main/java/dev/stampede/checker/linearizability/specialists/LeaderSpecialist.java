package dev.stampede.checker.linearizability.specialists;

import dev.stampede.checker.linearizability.core.Problem;
import dev.stampede.checker.linearizability.core.SearchBudget;
import dev.stampede.checker.model.LeaderElection;
import dev.stampede.checker.model.LeaderElection.Elected;
import dev.stampede.checker.model.LeaderElection.Leader;
import dev.stampede.checker.model.LeaderElection.Status;
import dev.stampede.checker.model.ObservedCall;

/**
 * Decides histories of an election in which every election and every leader that was seen has an epoch.
 *
 * <p><b>Precondition</b>: each candidate does one thing after another, and each resign of it follows an election of it (see
 * {@link HoldIntervals} for what is indeterminate); every answer tells its epoch; no resign is known to have failed, and none that is
 * indeterminate has a deadline. An election that nobody acknowledged and that somebody saw is the only such one of its
 * candidate, comes after a resign that succeeded or at first, and nothing but a resign follows it. Where somebody was refused
 * because another led, no election is left over that may have taken effect unseen.
 *
 * <p>Epochs grow, so they tell the order of the terms, and that is the order of all steps: elected, resigned, elected, and so
 * on. A reader that saw a leader in an epoch observes that term, one that saw nobody any even state, who was refused any odd
 * one: {@link KnownOrderScheduler} decides, exactly. What of the indeterminate is dropped only leaves more room.
 *
 * <p>Linear but for sorting the epochs and the binary searches there.
 */
final class LeaderSpecialist extends ColumnSpecialist<LeaderSpecialist.Columns> {
    /**
     * Elections, resigns and who was seen.
     *
     * @param locks elections are takes, resigns are gives; who saw a leader has the part {@link #SAW}
     * @param leader for those: whom they saw, a number as that of an owner
     * @param epoch the epoch that an operation tells, {@link LeaderElection#UNKNOWN_EPOCH} for none
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Columns(LockColumns locks, int[] leader, long[] epoch) {}

    static final byte SAW = 16;

    @Override
    public String name() {
        return "epoch-order";
    }

    @Override
    Columns encode(Problem problem) {
        LockColumns.Builder columns = new LockColumns.Builder(problem);
        int[] leader = new int[problem.size()];
        long[] epoch = new long[problem.size()];
        for (int i = 0; i < leader.length; i++) {
            ObservedCall<?, ?> call = problem.call(i);
            epoch[i] = LeaderElection.UNKNOWN_EPOCH;
            boolean open = call.output() == null && !call.certain();
            if (!call.certain() && !open) {
                throw new Refusal("an indeterminate operation has no answer");
            }
            if (call.input() instanceof LeaderElection.Elect elect) {
                if (open) {
                    columns.put(i, LockColumns.TAKE, elect.candidate());
                } else if (call.certain()) {
                    elected(columns, i, call, elect.candidate(), epoch);
                }
            } else if (call.input() instanceof LeaderElection.Resign resign) {
                if (open || call.output() == Status.RESIGNED) {
                    columns.put(i, LockColumns.GIVE, resign.leader());
                } else if (call.certain()) {
                    throw new Refusal("no resign is known to have failed");
                }
            } else if (call.certain()) {
                if (call.output() instanceof Leader seen) {
                    columns.observe(i, SAW);
                    leader[i] = columns.number(seen.leader());
                    epoch[i] = told(seen.epoch());
                } else if (call.output() == Status.NOBODY) {
                    columns.observe(i, LockColumns.FREE);
                } else {
                    throw LockColumns.Builder.unknown();
                }
            }
        }
        return new Columns(columns.columns(), leader, epoch);
    }

    private static void elected(
            LockColumns.Builder columns, int i, ObservedCall<?, ?> call, String candidate, long[] epoch) {
        if (call.output() instanceof Elected elected) {
            columns.put(i, LockColumns.TAKE, candidate);
            epoch[i] = told(elected.epoch());
        } else if (call.output() == Status.REFUSED) {
            columns.observe(i, LockColumns.HELD);
        } else {
            throw LockColumns.Builder.unknown();
        }
    }

    private static long told(long epoch) {
        if (epoch < 0) {
            throw new Refusal("every answer tells the epoch");
        }
        return epoch;
    }

    @Override
    SpecialistResult decide(Columns columns, SearchBudget budget) {
        return new LeaderTerms(columns).decide(budget);
    }
}
