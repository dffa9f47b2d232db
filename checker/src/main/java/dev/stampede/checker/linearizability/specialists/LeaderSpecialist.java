package dev.stampede.checker.linearizability.specialists;

import dev.stampede.checker.linearizability.core.Problem;
import dev.stampede.checker.linearizability.core.SearchBudget;
import dev.stampede.checker.model.LeaderElection;
import dev.stampede.checker.model.LeaderElection.Elected;
import dev.stampede.checker.model.LeaderElection.Leader;
import dev.stampede.checker.model.LeaderElection.Status;
import dev.stampede.checker.model.ObservedCall;

/**
 * Decides histories of an election in which the epoch of every election, and of every leader that was read, is known.
 *
 * <p><b>Precondition</b>: each candidate executes one operation after another, and each of its resigns follows one of
 * its elections (see {@link HoldIntervals} for indeterminate ones). Every output contains its epoch. No resign failed,
 * and no indeterminate resign has a deadline. If an unacknowledged election was observed, its candidate has no other
 * such election; the election is the candidate's first operation or follows a successful resign; and only a resign
 * follows it. If an election was refused because another candidate led, there is no further election that may have
 * taken effect unobserved.
 *
 * <p>Epochs increase, so they determine the order of the terms and of all steps: elected, resigned, elected, and so on.
 * A reader that found a leader in an epoch observes that term, a reader that found no leader observes any even state,
 * and a refused election any odd state; {@link KnownOrderScheduler} decides this exactly. Indeterminate operations that
 * nothing observes are dropped, which only leaves more room.
 *
 * <p>Linear, apart from sorting the epochs and the binary searches of the scheduler.
 */
final class LeaderSpecialist extends ColumnSpecialist<LeaderSpecialist.Columns> {
    /**
     * Elections, resigns and reads of the leader.
     *
     * @param locks elections are acquires, resigns are releases; a read of a leader has the role {@link #SAW}
     * @param leader for a read: the leader, with the number of an owner
     * @param epoch the epoch in the output of an operation, {@link LeaderElection#UNKNOWN_EPOCH} for none
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
                throw Refusal.unmet("indeterminate operations must not have a response");
            }
            if (call.input() instanceof LeaderElection.Elect elect) {
                if (open) {
                    columns.put(i, LockColumns.ACQUIRE, elect.candidate());
                } else if (call.certain()) {
                    elected(columns, i, call, elect.candidate(), epoch);
                }
            } else if (call.input() instanceof LeaderElection.Resign resign) {
                if (open || call.output() == Status.RESIGNED) {
                    columns.put(i, LockColumns.RELEASE, resign.leader());
                } else if (call.certain()) {
                    throw Refusal.unmet("no resign is known to have failed");
                }
            } else if (call.certain()) {
                if (call.output() instanceof Leader seen) {
                    columns.observe(i, SAW);
                    leader[i] = columns.number(seen.leader());
                    epoch[i] = known(seen.epoch());
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
            columns.put(i, LockColumns.ACQUIRE, candidate);
            epoch[i] = known(elected.epoch());
        } else if (call.output() == Status.REFUSED) {
            columns.observe(i, LockColumns.HELD);
        } else {
            throw LockColumns.Builder.unknown();
        }
    }

    private static long known(long epoch) {
        if (epoch < 0) {
            throw Refusal.unmet("every output contains its epoch");
        }
        return epoch;
    }

    @Override
    SpecialistResult decide(Columns columns, SearchBudget budget) {
        return new LeaderTerms(columns).decide(budget);
    }
}
