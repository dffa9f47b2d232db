package dev.stampede.checker.linearizability.specialists;

import dev.stampede.checker.linearizability.core.Intervals;
import dev.stampede.checker.linearizability.core.Problem;
import dev.stampede.checker.linearizability.core.SearchBudget;
import dev.stampede.checker.linearizability.core.WitnessOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Decides histories of a set that only grows and is read as a whole.
 *
 * <p><b>Precondition</b>: every call adds an element or reads all of them, and no element is added by two calls.
 *
 * <p>A read with fewer elements comes earlier. There is no order if two reads have equally many but different elements,
 * or if the smaller one is not a subset of the larger one. So reads form layers. Between two layers of reads is a layer
 * of additions: those of the elements that the later reads show and the earlier ones do not. Additions that no read
 * shows come last. Every operation of a layer must precede every operation of a later layer, and no operation observes
 * the order within a layer. So an order exists if and only if no operation returned before an operation of an earlier
 * layer was called. An indeterminate addition took effect if a read shows it, and is dropped otherwise.
 *
 * <p>Linear in the total number of elements in all reads, apart from sorting the reads.
 */
final class SnapshotSpecialist extends ColumnSpecialist<SetColumns> {

    @Override
    public String name() {
        return "snapshot-layers";
    }

    @Override
    SetColumns encode(Problem problem) {
        return SetColumns.of(problem);
    }

    @Override
    SpecialistResult decide(SetColumns columns, SearchBudget budget) {
        return new Layers(columns).decide();
    }

    private static final class Layers {
        private static final int NONE = -1;

        private final SetColumns columns;
        private final Intervals when;
        private final byte[] role;
        private final int[] adder;
        private final int[] layer;

        Layers(SetColumns columns) {
            this.columns = columns;
            this.when = columns.when();
            this.role = columns.role();
            this.adder = new int[columns.elements()];
            this.layer = new int[role.length];
            Arrays.fill(adder, NONE);
            Arrays.fill(layer, NONE);
        }

        SpecialistResult decide() {
            for (int i = 0; i < role.length; i++) {
                if (role[i] == SetColumns.JOIN && adder[columns.element()[i]] == NONE) {
                    adder[columns.element()[i]] = i;
                } else if (role[i] != SetColumns.NONE && role[i] != SetColumns.ALL) {
                    throw Refusal.unmet("every call adds an element of its own or reads all elements");
                }
            }
            int[] reads = readsBySize();
            SpecialistResult.Refuted refuted = layer(reads);
            return refuted == null ? check(2 * reads.length + 2) : refuted;
        }

        private int[] readsBySize() {
            WitnessOrder bySize = new WitnessOrder(role.length, columns.elements() + 1);
            for (int i = 0; i < role.length; i++) {
                if (role[i] == SetColumns.ALL) {
                    bySize.add(i, columns.all()[i].length);
                }
            }
            return bySize.sorted();
        }

        /** Reads get odd layers, additions the even ones before and after. */
        private SpecialistResult.@Nullable Refuted layer(int[] reads) {
            boolean[] shown = new boolean[columns.elements()];
            int count = 0;
            int top = 1;
            int before = NONE;
            for (int read : reads) {
                int size = columns.all()[read].length;
                top += size > count ? 2 : 0;
                int old = 0;
                for (int element : columns.all()[read]) {
                    if (adder[element] == NONE) {
                        return ConflictSet.of(read);
                    }
                    old += shown[element] ? 1 : 0;
                    if (!shown[element]) {
                        layer[adder[element]] = top - 1;
                        shown[element] = true;
                    }
                }
                if (old < count) {
                    return missing(before, read);
                }
                count = size;
                layer[read] = top;
                before = read;
            }
            for (int element = 0; element < shown.length; element++) {
                if (adder[element] != NONE && !shown[element] && when.required()[adder[element]]) {
                    layer[adder[element]] = top + 1;
                }
            }
            return null;
        }

        /** Two reads, and the addition of an element that the smaller one contains and the other does not. */
        private SpecialistResult.Refuted missing(int smaller, int larger) {
            boolean[] shown = new boolean[columns.elements()];
            for (int element : columns.all()[larger]) {
                shown[element] = true;
            }
            ConflictSet suspects = new ConflictSet().and(smaller).and(larger);
            for (int element : columns.all()[smaller]) {
                suspects.and(shown[element] ? NONE : adder[element]);
            }
            return suspects.refuted();
        }

        private SpecialistResult check(int layers) {
            WitnessOrder order = new WitnessOrder(role.length, layers + 1);
            int[] lastCall = new int[layers + 1];
            Arrays.fill(lastCall, NONE);
            for (int operation : when.called()) {
                if (layer[operation] != NONE) {
                    lastCall[layer[operation]] = operation;
                    order.add(operation, layer[operation]);
                }
            }
            for (int at = 1; at < lastCall.length; at++) {
                int before = lastCall[at - 1];
                if (before != NONE && (lastCall[at] == NONE || when.call()[before] > when.call()[lastCall[at]])) {
                    lastCall[at] = before;
                }
            }
            for (int i = 0; i < role.length; i++) {
                int earlier = layer[i] <= 0 ? NONE : lastCall[layer[i] - 1];
                if (earlier != NONE && when.ret()[i] < when.call()[earlier]) {
                    return ConflictSet.of(i, earlier);
                }
            }
            return new SpecialistResult.Accepted(order.sorted());
        }
    }
}
