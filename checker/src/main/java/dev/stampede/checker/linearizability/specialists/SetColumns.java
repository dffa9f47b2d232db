package dev.stampede.checker.linearizability.specialists;

import dev.stampede.checker.linearizability.core.Intervals;
import dev.stampede.checker.linearizability.core.Problem;
import dev.stampede.checker.model.ElementSet;
import dev.stampede.checker.model.ElementSet.Status;
import dev.stampede.checker.model.ObservedCall;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The calls on a set as columns; elements are numbered from 0.
 *
 * @param role the role of each operation: one of the constants below
 * @param element the element of the operation
 * @param all for a read of all elements: their numbers
 * @param elements the number of elements
 */
@SuppressWarnings("ArrayRecordComponent")
record SetColumns(Intervals when, byte[] role, int[] element, int[][] all, int elements) {
    static final byte NONE = 0;

    /** It added the element. */
    static final byte JOIN = 1;

    /** It removed the element. */
    static final byte LEAVE = 2;

    /** It removed the element, or the element was absent. */
    static final byte LEAVE_ANYWAY = 3;

    static final byte THERE = 4;
    static final byte ABSENT = 5;

    /** It read all elements. */
    static final byte ALL = 6;

    private static final int[] NO_ELEMENTS = {};

    static SetColumns of(Problem problem) {
        Map<String, Integer> numbers = new HashMap<>();
        byte[] role = new byte[problem.size()];
        int[] element = new int[role.length];
        int[][] all = new int[role.length][];
        Arrays.fill(all, NO_ELEMENTS);
        for (int i = 0; i < role.length; i++) {
            ObservedCall<?, ?> call = problem.call(i);
            if (!call.certain() && call.output() != null) {
                throw Refusal.unmet("indeterminate operations must not have a response");
            }
            Object output = call.output() == null ? Status.DONE : call.output();
            if (call.input() instanceof ElementSet.Add add) {
                if (output == Status.NO) {
                    throw Refusal.unmet("no operation adds an element that is present");
                }
                role[i] = JOIN;
                element[i] = number(numbers, add.element());
            } else if (call.input() instanceof ElementSet.Remove remove) {
                role[i] = output == Status.YES ? LEAVE : output == Status.NO ? ABSENT : LEAVE_ANYWAY;
                element[i] = number(numbers, remove.element());
            } else if (call.certain()) {
                observe(numbers, role, element, all, i, call);
            }
        }
        return new SetColumns(problem.when(), role, element, all, numbers.size());
    }

    private static void observe(
            Map<String, Integer> numbers, byte[] role, int[] element, int[][] all, int i, ObservedCall<?, ?> call) {
        if (call.input() instanceof ElementSet.Contains contains && call.output() instanceof Status status) {
            role[i] = status == Status.YES ? THERE : ABSENT;
            element[i] = number(numbers, contains.element());
        } else if (call.output() instanceof ElementSet.Elements seen) {
            role[i] = ALL;
            all[i] = seen.elements().stream()
                    .mapToInt(each -> number(numbers, each))
                    .toArray();
        } else {
            throw Refusal.unmet("every completed operation must have a response of its own type");
        }
    }

    private static int number(Map<String, Integer> numbers, String element) {
        Integer known = numbers.putIfAbsent(element, numbers.size());
        return known == null ? numbers.size() - 1 : known;
    }
}
