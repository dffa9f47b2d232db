package dev.stampede.checker.linearizability.specialists;

import dev.stampede.checker.linearizability.core.Intervals;
import dev.stampede.checker.linearizability.core.SearchBudget;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** One decision of a {@link ZnodeSpecialist}, whose essay explains the algorithm. */
final class ZnodeVersions {
    private static final int NONE = -1;
    private static final int MANY = -2;

    private final Intervals when;
    private final byte[] role;
    private final int[] state;
    private final int[] data;
    private final int initialData;
    private final int top;
    private final int highest;

    /**
     * By state: the change that led to it, the reader that was called last, any reader, and the candidates that may
     * have led to it.
     */
    private final int[] step;

    private final int[] lastReader;
    private final int[] firstCandidate;
    private final int[] nextCandidate;
    private final boolean[] used;
    private int[] unconditionalByData = new int[0];

    ZnodeVersions(ZnodeColumns given) {
        ZnodeColumns columns = given.has(ZnodeColumns.BAD_VERSION) ? withKnownBadVersions(given) : given;
        this.when = columns.when();
        this.role = columns.role();
        this.state = columns.state();
        this.data = columns.data();
        this.initialData = columns.initialData();
        this.highest = highest();
        this.top = highest == NONE ? 0 : state[highest];
        int states = Math.min(top, role.length) + 1;
        this.step = none(states);
        this.lastReader = none(states);
        this.firstCandidate = none(states);
        this.nextCandidate = none(role.length);
        this.used = new boolean[role.length];
    }

    private static int[] none(int size) {
        int[] array = new int[size];
        Arrays.fill(array, NONE);
        return array;
    }

    /**
     * Replaces the operations that failed with BadVersion for a version that the znode certainly reached before their
     * call: they observed a later version.
     */
    private static ZnodeColumns withKnownBadVersions(ZnodeColumns columns) {
        byte[] role = columns.role().clone();
        int[] state = columns.state().clone();
        int known = 0;
        boolean unknown = false;
        for (int event : columns.when().events()) {
            int i = event < 0 ? ~event : event;
            if (event >= 0 && role[i] == ZnodeColumns.BAD_VERSION) {
                if (state[i] <= known) {
                    role[i] = ZnodeColumns.SAW_FROM;
                    state[i]++;
                } else {
                    unknown = true;
                }
            } else if (event < 0 && showsState(role[i])) {
                known = Math.max(known, state[i]);
            }
        }
        ZnodeColumns result = new ZnodeColumns(columns.when(), role, state, columns.data(), columns.initialData());
        boolean absentAtFirst = columns.initialData() == ZnodeColumns.NO_DATA;
        boolean anyUnacknowledged = result.has(ZnodeColumns.MAYBE) || result.has(ZnodeColumns.MAYBE_ANY);
        if (unknown && (absentAtFirst || anyUnacknowledged)) {
            throw Refusal.unmet(
                    "the znode exists initially and every change is acknowledged, if an operation failed with"
                            + " BadVersion for a version that possibly did not exist yet");
        }
        return result;
    }

    /** Whether the output of an operation shows that its state was reached. */
    private static boolean showsState(byte role) {
        return role == ZnodeColumns.CHANGE || role == ZnodeColumns.SAW || role == ZnodeColumns.SAW_FROM;
    }

    /** The operation that requires the highest state. */
    private int highest() {
        int best = NONE;
        int most = 0;
        for (int i = 0; i < role.length; i++) {
            if (state[i] > most && showsState(role[i])) {
                best = i;
                most = state[i];
            }
        }
        return best;
    }

    SpecialistResult decide(SearchBudget budget) {
        SpecialistResult.Refuted refuted = refuteImpossible();
        ColumnSpecialist.checkBudget(budget);
        if (refuted == null) {
            refuted = gather();
        }
        if (refuted == null) {
            ColumnSpecialist.checkBudget(budget);
            refuted = assignChanges();
        }
        ColumnSpecialist.checkBudget(budget);
        return refuted == null ? decideInKnownOrder(budget) : refuted;
    }

    /** Refutes outputs that are impossible in every state, and histories with more states than changes. */
    private SpecialistResult.@Nullable Refuted refuteImpossible() {
        int changes = 0;
        for (int i = 0; i < role.length; i++) {
            if (role[i] == ZnodeColumns.IMPOSSIBLE) {
                return ConflictSet.of(i);
            }
            changes += role[i] >= ZnodeColumns.CHANGE && role[i] <= ZnodeColumns.MAYBE_ANY ? 1 : 0;
        }
        return top > changes ? ConflictSet.of(highest) : null;
    }

    private SpecialistResult.@Nullable Refuted gather() {
        for (int i = role.length - 1; i >= 0; i--) {
            int s = state[i];
            if (role[i] == ZnodeColumns.CHANGE) {
                if (step[s] != NONE) {
                    return ConflictSet.of(i, step[s]);
                }
                step[s] = i;
            } else if (role[i] == ZnodeColumns.SAW) {
                int other = lastReader[s];
                if (other != NONE && data[other] != data[i]) {
                    return ConflictSet.of(i, other);
                }
                if (other == NONE || when.call()[i] > when.call()[other]) {
                    lastReader[s] = i;
                }
            } else if (role[i] == ZnodeColumns.MAYBE && s > 0 && s <= top) {
                nextCandidate[i] = firstCandidate[s];
                firstCandidate[s] = i;
            }
        }
        return null;
    }

    /** Assigns a change to each state, in ascending order, each time the earliest possible one. */
    private SpecialistResult.@Nullable Refuted assignChanges() {
        int reader = lastReader[0];
        if (reader != NONE && data[reader] != initialData) {
            return ConflictSet.of(reader);
        }
        int start = -1;
        for (int s = 1; s <= top; s++) {
            reader = lastReader[s];
            if (lastReader[s - 1] != NONE) {
                start = Math.max(start, when.call()[lastReader[s - 1]]);
            }
            if (step[s] == NONE) {
                step[s] = candidate(s, start);
                if (step[s] == NONE) {
                    return new ConflictSet()
                            .and(reader)
                            .and(highest)
                            .and(step[s - 1])
                            .and(firstCandidate[s])
                            .refuted();
                }
            }
            if (reader != NONE && data[reader] != data[step[s]]) {
                return ConflictSet.of(reader, step[s]);
            }
            start = Math.max(start, when.call()[step[s]]);
        }
        return null;
    }

    private int candidate(int s, int start) {
        int wanted = lastReader[s] == NONE ? ZnodeColumns.NO_DATA : data[lastReader[s]];
        int best = NONE;
        boolean any = false;
        for (int i = firstCandidate[s]; i != NONE; i = nextCandidate[i]) {
            if (wanted == ZnodeColumns.NO_DATA || data[i] == wanted) {
                any = true;
                int at = Math.max(start, when.call()[i]);
                if (at <= when.ret()[i] && (best == NONE || at < Math.max(start, when.call()[best]))) {
                    best = i;
                }
            }
        }
        boolean created = s == 1 && initialData == ZnodeColumns.NO_DATA;
        int unconditionalChange = created ? NONE : unconditionalChange(wanted);
        if (unconditionalChange != NONE && any) {
            throw ambiguous();
        }
        return unconditionalChange == NONE ? best : unconditionalChange;
    }

    /** The only change on any version with these data, or -1. */
    private int unconditionalChange(int wanted) {
        if (unconditionalByData.length == 0) {
            unconditionalByData = findUnconditional();
        }
        if (wanted == ZnodeColumns.NO_DATA) {
            if (unconditionalByData[unconditionalByData.length - 1] != NONE) {
                throw ambiguous();
            }
            return NONE;
        }
        int found = wanted < unconditionalByData.length - 1 ? unconditionalByData[wanted] : NONE;
        if (found == MANY || (found != NONE && used[found])) {
            throw ambiguous();
        }
        if (found != NONE) {
            used[found] = true;
        }
        return found;
    }

    /**
     * By data: the only change on any version that may have written them, {@link #NONE}, or {@link #MANY}. The last
     * entry is {@link #NONE} if there is no such change at all.
     */
    private int[] findUnconditional() {
        int most = 0;
        for (int number : data) {
            most = Math.max(most, number);
        }
        int[] found = none(most + 2);
        for (int i = 0; i < role.length; i++) {
            if (role[i] == ZnodeColumns.MAYBE_ANY) {
                found[data[i]] = found[data[i]] == NONE ? i : MANY;
                found[most + 1] = i;
            }
        }
        return found;
    }

    private static Refusal ambiguous() {
        return Refusal.unmet("an unacknowledged change is identified by its version or by its data");
    }

    private SpecialistResult decideInKnownOrder(SearchBudget budget) {
        byte[] roles = new byte[role.length];
        int[] at = state.clone();
        for (int i = 0; i < role.length; i++) {
            switch (role[i]) {
                case ZnodeColumns.SAW -> roles[i] = KnownOrderScheduler.AT;
                case ZnodeColumns.SAW_FROM -> roles[i] = KnownOrderScheduler.FROM;
                case ZnodeColumns.BAD_VERSION -> {
                    roles[i] = state[i] <= top ? KnownOrderScheduler.BESIDE : KnownOrderScheduler.FROM;
                    at[i] = state[i] <= top ? state[i] : 0;
                }
                default -> {}
            }
        }
        for (int s = 1; s <= top; s++) {
            roles[step[s]] = KnownOrderScheduler.STEP;
            at[step[s]] = s;
        }
        return new KnownOrderScheduler(when, roles, at, step, top).decide(budget);
    }
}
