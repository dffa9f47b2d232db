package dev.stampede.checker.linearizability.search;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The condition under which a configuration fails: at least these numbers of operations of these supplies have been
 * used. Pairs of a supply and a number of at least 1, in the order of the supplies. The empty nogood always applies.
 *
 * <p>Lists of nogoods are stored in one array; each nogood is preceded by its length.
 */
final class Nogood {
    private Nogood() {}

    /** The nogood without a condition. */
    static final int[] ALWAYS = {};

    private static final int MAX_IN_A_LIST = 1 << 12;

    static int[] listOf(int[] nogood) {
        int[] list = new int[nogood.length + 1];
        list[0] = nogood.length;
        System.arraycopy(nogood, 0, list, 1, nogood.length);
        return list;
    }

    /**
     * A list with one more nogood. Returns the old list if it is long enough, and only the new nogood if that one
     * always applies.
     */
    static int[] added(int[] list, int[] nogood) {
        if (nogood.length == 0) {
            return listOf(nogood);
        }
        if (list.length > MAX_IN_A_LIST) {
            return list;
        }
        int[] longer = Arrays.copyOf(list, list.length + 1 + nogood.length);
        longer[list.length] = nogood.length;
        System.arraycopy(nogood, 0, longer, list.length + 1, nogood.length);
        return longer;
    }

    static int @Nullable [] firstThatApplies(int[] list, IndeterminatePool supplies) {
        for (int at = 0; at < list.length; at += list[at] + 1) {
            if (applies(list, at + 1, at + 1 + list[at], supplies)) {
                return Arrays.copyOfRange(list, at + 1, at + 1 + list[at]);
            }
        }
        return null;
    }

    private static boolean applies(int[] list, int from, int to, IndeterminatePool supplies) {
        for (int i = from; i < to; i += 2) {
            if (supplies.used(list[i]) < list[i + 1]) {
                return false;
            }
        }
        return true;
    }

    /**
     * The weakest condition under which the conditions of two nogoods hold. {@code other} was found after one more
     * operation of the supply {@code step} had been used, if {@code step} is not negative.
     */
    static int[] both(int[] one, int[] other, int step) {
        if (other.length == 0) {
            return one;
        }
        int[] merged = new int[one.length + other.length];
        int i = 0;
        int j = 0;
        int count = 0;
        while (i < one.length || j < other.length) {
            int supply = Math.min(
                    i < one.length ? one[i] : Integer.MAX_VALUE, j < other.length ? other[j] : Integer.MAX_VALUE);
            int amount = 0;
            if (i < one.length && one[i] == supply) {
                amount = one[i + 1];
                i += 2;
            }
            if (j < other.length && other[j] == supply) {
                amount = Math.max(amount, other[j + 1] - (supply == step ? 1 : 0));
                j += 2;
            }
            if (amount > 0) {
                merged[count++] = supply;
                merged[count++] = amount;
            }
        }
        return count == merged.length ? merged : Arrays.copyOf(merged, count);
    }
}
