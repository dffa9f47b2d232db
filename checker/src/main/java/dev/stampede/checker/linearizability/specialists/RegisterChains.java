package dev.stampede.checker.linearizability.specialists;

import dev.stampede.checker.linearizability.core.Intervals;
import dev.stampede.checker.linearizability.core.SearchBudget;
import dev.stampede.checker.linearizability.core.WitnessOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** One decision of a {@link RegisterSpecialist}, whose essay explains the algorithm. */
final class RegisterChains {
    private static final int NONE = -1;

    private final Intervals when;
    private final byte[] role;
    private final int[] value;
    private final int[] expected;
    private final int values;

    /**
     * By value: the operation that wrote it, the compare-and-set that replaces it, the read of it that returned first,
     * and the read of it that was called last.
     */
    private final int[] producer;

    private final int[] swapper;
    private final int[] firstReader;
    private final int[] lastReader;
    private final boolean[] effective;

    /** By chain: its first value, the operation in it that returned first, and the one that was called last. */
    private final int[] head;

    private final int[] first;
    private final int[] last;
    private int chains;

    RegisterChains(RegisterColumns columns) {
        this.when = columns.when();
        this.role = columns.role();
        this.value = columns.value();
        this.expected = columns.expected();
        this.values = columns.values();
        this.producer = none(values);
        this.swapper = none(values);
        this.firstReader = none(values);
        this.lastReader = none(values);
        this.effective = when.required().clone();
        this.head = new int[values];
        this.first = new int[values];
        this.last = new int[values];
    }

    private static int[] none(int size) {
        int[] array = new int[size];
        Arrays.fill(array, NONE);
        return array;
    }

    SpecialistResult decide(SearchBudget budget) {
        findProducers();
        ColumnSpecialist.checkBudget(budget);
        SpecialistResult.Refuted refuted = findEffective();
        if (refuted == null) {
            ColumnSpecialist.checkBudget(budget);
            refuted = gather();
        }
        if (refuted == null) {
            ColumnSpecialist.checkBudget(budget);
            refuted = chain();
        }
        return refuted == null ? order(budget) : refuted;
    }

    private boolean leaves(int operation) {
        return role[operation] == RegisterColumns.WRITE || role[operation] == RegisterColumns.SWAP;
    }

    private void findProducers() {
        for (int i = 0; i < role.length; i++) {
            if (leaves(i)) {
                if (value[i] == RegisterColumns.INITIAL || producer[value[i]] != NONE) {
                    throw Refusal.unmet("each value is written once, and none is the initial one");
                }
                producer[value[i]] = i;
            }
        }
    }

    private SpecialistResult.@Nullable Refuted findEffective() {
        for (int i = 0; i < role.length; i++) {
            if (!when.required()[i] || role[i] == RegisterColumns.NONE || role[i] == RegisterColumns.WRITE) {
                continue;
            }
            int seen = role[i] == RegisterColumns.READ ? value[i] : expected[i];
            int by = producer[seen];
            while (by != NONE && !effective[by]) {
                effective[by] = true;
                seen = role[by] == RegisterColumns.SWAP ? expected[by] : RegisterColumns.INITIAL;
                by = producer[seen];
            }
            if (by == NONE && seen != RegisterColumns.INITIAL) {
                return ConflictSet.of(i);
            }
        }
        return null;
    }

    private SpecialistResult.@Nullable Refuted gather() {
        for (int i = 0; i < role.length; i++) {
            int v = value[i];
            if (role[i] == RegisterColumns.READ) {
                if (firstReader[v] == NONE || when.ret()[i] < when.ret()[firstReader[v]]) {
                    firstReader[v] = i;
                }
                if (lastReader[v] == NONE || when.call()[i] > when.call()[lastReader[v]]) {
                    lastReader[v] = i;
                }
            } else if (role[i] == RegisterColumns.SWAP && effective[i]) {
                int other = swapper[expected[i]];
                if (other != NONE) {
                    return ConflictSet.of(other, i, producer[expected[i]]);
                }
                swapper[expected[i]] = i;
            }
        }
        return null;
    }

    /** Follows each chain from its first value, and verifies that its layers can take effect in their order. */
    private SpecialistResult.@Nullable Refuted chain() {
        boolean[] reached = new boolean[values];
        for (int v = 0; v < values; v++) {
            int by = producer[v];
            boolean begins =
                    v == RegisterColumns.INITIAL || (by != NONE && role[by] == RegisterColumns.WRITE && effective[by]);
            if (begins) {
                SpecialistResult.Refuted refuted = follow(v, reached);
                if (refuted != null) {
                    return refuted;
                }
            }
        }
        for (int v = 0; v < values; v++) {
            if (!reached[v] && producer[v] != NONE && effective[producer[v]]) {
                return cycle(v);
            }
        }
        return null;
    }

    /** A value without a path to a first value belongs to a cycle of compare-and-sets, or depends on one. */
    private SpecialistResult.Refuted cycle(int v) {
        ConflictSet suspects = new ConflictSet();
        int at = v;
        for (int i = 0; i < ConflictSet.MAX_SIZE && producer[at] != NONE; i++) {
            suspects.and(producer[at]);
            at = expected[producer[at]];
        }
        return suspects.refuted();
    }

    private SpecialistResult.@Nullable Refuted follow(int from, boolean[] reached) {
        int firstOf = NONE;
        int lastOf = NONE;
        int v = from;
        while (true) {
            reached[v] = true;
            int by = producer[v];
            if (by != NONE) {
                if (lastOf != NONE && when.ret()[by] < when.call()[lastOf]) {
                    return contradiction(by, lastOf);
                }
                firstOf = firstReturn(firstOf, by);
                lastOf = lastCall(lastOf, by);
            }
            int reader = firstReader[v];
            if (reader != NONE) {
                if (lastOf != NONE && when.ret()[reader] < when.call()[lastOf]) {
                    return contradiction(reader, lastOf);
                }
                firstOf = firstReturn(firstOf, reader);
                lastOf = lastCall(lastOf, lastReader[v]);
            }
            if (swapper[v] == NONE) {
                break;
            }
            v = value[swapper[v]];
        }
        head[chains] = from;
        first[chains] = firstOf;
        last[chains++] = lastOf;
        return null;
    }

    private int firstReturn(int one, int other) {
        return one == NONE || when.ret()[other] < when.ret()[one] ? other : one;
    }

    private int lastCall(int one, int other) {
        return one == NONE || when.call()[other] > when.call()[one] ? other : one;
    }

    /** The two operations, with the writers of the values that they observed. */
    private SpecialistResult.Refuted contradiction(int one, int other) {
        return with(with(new ConflictSet(), one), other).refuted();
    }

    private ConflictSet with(ConflictSet suspects, int operation) {
        if (operation != NONE) {
            suspects.and(operation).and(producer[value[operation]]);
            if (role[operation] == RegisterColumns.SWAP) {
                suspects.and(producer[expected[operation]]);
            }
        }
        return suspects;
    }

    private SpecialistResult order(SearchBudget budget) {
        int[] firstReturn = new int[chains];
        int[] lastCall = new int[chains];
        for (int chain = 0; chain < chains; chain++) {
            boolean initial = head[chain] == RegisterColumns.INITIAL;
            firstReturn[chain] = initial ? Zones.BEFORE : when.ret()[first[chain]];
            lastCall[chain] = last[chain] == NONE ? Zones.BEFORE : when.call()[last[chain]];
        }
        Zones zones = new Zones(firstReturn, lastCall, chains, when.ranks());
        int[] order = zones.order();
        ColumnSpecialist.checkBudget(budget);
        if (zones.conflicting() != NONE) {
            ConflictSet suspects = new ConflictSet();
            for (int chain : new int[] {zones.conflicting(), zones.conflictingWith()}) {
                with(with(suspects, first[chain]), last[chain]);
            }
            return suspects.refuted();
        }
        return witness(order);
    }

    private SpecialistResult witness(int[] order) {
        int[] place = none(values);
        WitnessOrder witness = new WitnessOrder(role.length, values);
        int next = 0;
        for (int chain : order) {
            int v = head[chain];
            while (true) {
                place[v] = next++;
                if (producer[v] != NONE) {
                    witness.add(producer[v], place[v]);
                }
                if (swapper[v] == NONE) {
                    break;
                }
                v = value[swapper[v]];
            }
        }
        for (int operation : when.called()) {
            if (role[operation] == RegisterColumns.READ) {
                witness.add(operation, place[value[operation]]);
            }
        }
        return new SpecialistResult.Accepted(witness.sorted());
    }
}
