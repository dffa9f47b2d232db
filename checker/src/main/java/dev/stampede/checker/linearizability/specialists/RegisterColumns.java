package dev.stampede.checker.linearizability.specialists;

import dev.stampede.checker.linearizability.core.Intervals;
import dev.stampede.checker.linearizability.core.Problem;
import dev.stampede.checker.model.ObservedCall;
import dev.stampede.checker.model.Register;
import java.util.HashMap;
import java.util.Map;

/**
 * The calls on a register as columns. Values are numbered from 0, which is the initial one.
 *
 * @param role the role of each operation: one of the constants below
 * @param value the value that it wrote or read
 * @param expected the value that a compare-and-set replaced
 * @param values the number of values
 */
@SuppressWarnings("ArrayRecordComponent")
record RegisterColumns(Intervals when, byte[] role, int[] value, int[] expected, int values) {
    /** It observed nothing and need not take effect. */
    static final byte NONE = 0;

    static final byte READ = 1;
    static final byte WRITE = 2;
    static final byte SWAP = 3;

    /** The value before all operations. */
    static final int INITIAL = 0;

    static RegisterColumns of(Problem problem) {
        return new Reader(problem).read();
    }

    private static final class Reader {
        private final Problem problem;
        private final Map<String, Integer> numbers = new HashMap<>();
        private final byte[] role;
        private final int[] value;
        private final int[] expected;

        Reader(Problem problem) {
            this.problem = problem;
            this.role = new byte[problem.size()];
            this.value = new int[problem.size()];
            this.expected = new int[problem.size()];
        }

        RegisterColumns read() {
            number(((Register) problem.model()).initial());
            for (int i = 0; i < role.length; i++) {
                take(i, problem.call(i));
            }
            return new RegisterColumns(problem.when(), role, value, expected, numbers.size());
        }

        private void take(int i, ObservedCall<?, ?> call) {
            if (call.input() instanceof Register.Read) {
                if (call.output() instanceof Register.Value seen) {
                    observe(i, call, seen.value());
                } else if (call.certain()) {
                    throw unknown();
                }
            } else if (call.input() instanceof Register.Write write) {
                if (call.output() == null || call.output() == Register.Done.WRITTEN) {
                    role[i] = WRITE;
                    value[i] = number(write.value());
                } else if (call.certain()) {
                    throw unknown();
                }
            } else if (call.input() instanceof Register.CompareAndSet swap) {
                swap(i, call, swap);
            }
        }

        private void swap(int i, ObservedCall<?, ?> call, Register.CompareAndSet swap) {
            if (call.certain() && call.output() != Register.Done.SWAPPED) {
                throw Refusal.unmet("no compare-and-set is known to have failed");
            }
            if (call.output() != null && call.output() != Register.Done.SWAPPED) {
                return;
            }
            if (swap.expected().equals(swap.next())) {
                observe(i, call, swap.next());
            } else {
                role[i] = SWAP;
                value[i] = number(swap.next());
                expected[i] = number(swap.expected());
            }
        }

        private void observe(int i, ObservedCall<?, ?> call, String seen) {
            if (call.certain()) {
                role[i] = READ;
                value[i] = number(seen);
            }
        }

        private int number(String text) {
            Integer known = numbers.putIfAbsent(text, numbers.size());
            return known == null ? numbers.size() - 1 : known;
        }

        private static Refusal unknown() {
            return Refusal.unmet("every completed operation must have a response of its own type");
        }
    }
}
