package dev.stampede.checker.linearizability.specialists;

import dev.stampede.checker.linearizability.core.Intervals;
import dev.stampede.checker.linearizability.core.Problem;
import dev.stampede.checker.linearizability.core.SearchBudget;
import dev.stampede.checker.model.LeaderElection;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** One decision of a {@link LeaderSpecialist}, whose essay explains the algorithm. */
final class LeaderTerms {
    private static final int NONE = -1;

    private final LockColumns locks;
    private final Intervals when;
    private final byte[] role;
    private final int[] owner;
    private final int[] leader;
    private final int[] epoch;

    /** By epoch, in ascending order: the election, and an operation that read the epoch. */
    private final int[] election;

    private final int[] reader;
    private final boolean[] effective;

    LeaderTerms(LeaderSpecialist.Columns columns) {
        this.locks = columns.locks();
        this.when = locks.when();
        this.role = locks.role();
        this.owner = locks.owner();
        this.leader = columns.leader();
        long[] epochs = Arrays.stream(columns.epoch())
                .filter(known -> known != LeaderElection.UNKNOWN_EPOCH)
                .sorted()
                .distinct()
                .toArray();
        this.epoch = new int[role.length];
        for (int i = 0; i < epoch.length; i++) {
            epoch[i] = columns.epoch()[i] == LeaderElection.UNKNOWN_EPOCH
                    ? NONE
                    : Arrays.binarySearch(epochs, columns.epoch()[i]);
        }
        this.election = none(epochs.length);
        this.reader = none(epochs.length);
        this.effective = when.required().clone();
    }

    private static int[] none(int size) {
        int[] array = new int[size];
        Arrays.fill(array, NONE);
        return array;
    }

    SpecialistResult decide(SearchBudget budget) {
        locks.sequential();
        SpecialistResult.Refuted refuted = gather();
        if (refuted == null) {
            refuted = findUnacknowledged();
        }
        if (refuted != null) {
            return refuted;
        }
        ColumnSpecialist.checkBudget(budget);
        checkPrecondition();
        Intervals known = new Intervals(when.call(), when.ret(), effective, when.events(), when.called());
        HoldIntervals holds = new HoldIntervals(new LockColumns(known, role, owner, locks.owners()));
        refuted = holds.find();
        ColumnSpecialist.checkBudget(budget);
        return refuted == null ? decideInKnownOrder(holds, budget) : refuted;
    }

    private SpecialistResult.@Nullable Refuted gather() {
        for (int i = 0; i < role.length; i++) {
            if (epoch[i] == NONE) {
                continue;
            }
            int e = epoch[i];
            if (role[i] == LockColumns.ACQUIRE) {
                if (election[e] != NONE) {
                    return ConflictSet.of(election[e], i);
                }
                election[e] = i;
            } else if (reader[e] == NONE) {
                reader[e] = i;
            } else if (leader[reader[e]] != leader[i]) {
                return ConflictSet.of(reader[e], i);
            }
        }
        return null;
    }

    /** Finds the elections that were observed but not acknowledged. */
    private SpecialistResult.@Nullable Refuted findUnacknowledged() {
        int[] open = none(locks.owners());
        boolean[] several = new boolean[locks.owners()];
        for (int i = 0; i < role.length; i++) {
            if (role[i] == LockColumns.ACQUIRE && !when.required()[i]) {
                several[owner[i]] |= open[owner[i]] != NONE;
                open[owner[i]] = i;
            }
        }
        for (int e = 0; e < election.length; e++) {
            if (election[e] == NONE) {
                int seen = leader[reader[e]];
                int by = open[seen];
                if (by == NONE) {
                    return ConflictSet.of(reader[e]);
                }
                if (several[seen] || effective[by]) {
                    throw Refusal.unmet(
                            "an unacknowledged election that was observed is the only such one of its candidate");
                }
                election[e] = by;
                epoch[by] = e;
                effective[by] = true;
            } else if (reader[e] != NONE && leader[reader[e]] != owner[election[e]]) {
                return ConflictSet.of(reader[e], election[e]);
            }
        }
        return null;
    }

    /** Checks the precondition for indeterminate calls and the calls before and after them. */
    private void checkPrecondition() {
        int[] previous = none(locks.owners());
        boolean[] closed = new boolean[locks.owners()];
        for (int i : when.events()) {
            if (i < 0 || (role[i] != LockColumns.ACQUIRE && role[i] != LockColumns.RELEASE)) {
                continue;
            }
            int by = owner[i];
            int before = previous[by];
            boolean fits = !closed[by];
            if (seenOnly(i)) {
                fits &= before == NONE || (role[before] == LockColumns.RELEASE && when.required()[before]);
            }
            if (before != NONE && seenOnly(before)) {
                fits &= role[i] == LockColumns.RELEASE;
                closed[by] = !when.required()[i];
            }
            fits &= role[i] != LockColumns.RELEASE || when.required()[i] || when.ret()[i] == Problem.NEVER;
            if (!fits) {
                throw Refusal.unmet(
                        "it is known which resign ended each term, and no indeterminate one has a deadline");
            }
            previous[by] = i;
        }
    }

    private boolean seenOnly(int operation) {
        return effective[operation] && !when.required()[operation];
    }

    private SpecialistResult decideInKnownOrder(HoldIntervals holds, SearchBudget budget) {
        if (holds.dropped() && locks.has(LockColumns.HELD)) {
            throw Refusal.unmet("if an election was refused, no other election may have taken effect unobserved");
        }
        for (int hold = 0; hold < holds.count(); hold++) {
            if (epoch[holds.acquire(hold)] == NONE) {
                throw Refusal.unmet("every output contains its epoch");
            }
        }
        byte[] roles = new byte[role.length];
        int[] state = new int[role.length];
        int[] step = new int[2 * election.length + 1];
        int last = 0;
        for (int e = 0; e < election.length; e++) {
            if (last % 2 == 1) {
                return ConflictSet.of(election[e - 1], election[e]);
            }
            last = KnownOrderScheduler.step(roles, state, step, election[e], 2 * e + 1);
            int release = holds.release(holds.holdOf(election[e]));
            if (release != NONE) {
                last = KnownOrderScheduler.step(roles, state, step, release, 2 * e + 2);
            }
        }
        for (int i = 0; i < role.length; i++) {
            if (role[i] == LeaderSpecialist.SAW) {
                roles[i] = KnownOrderScheduler.AT;
                state[i] = 2 * epoch[i] + 1;
            } else if (role[i] == LockColumns.FREE) {
                roles[i] = KnownOrderScheduler.EVEN;
            } else if (role[i] == LockColumns.HELD) {
                roles[i] = KnownOrderScheduler.ODD;
            }
        }
        return new KnownOrderScheduler(when, roles, state, step, last).decide(budget);
    }
}
