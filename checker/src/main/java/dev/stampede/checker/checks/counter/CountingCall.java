package dev.stampede.checker.checks.counter;

import dev.stampede.checker.history.data.CounterInput;
import dev.stampede.checker.history.data.Operation;
import dev.stampede.checker.history.data.Outcome;
import java.util.List;

/**
 * An operation that increments the counter, tries to, or may have done so.
 *
 * @param result the count after the increment, {@link CountWrite#ANY} if the operation did not succeed or returned no
 *     count
 * @param mzxid the zxid of its acknowledged write, 0 if unknown
 * @param session the session that received the reply to its acknowledged write, otherwise that of the operation
 * @param others its writes that may have taken effect, without the one whose result it returned
 */
record CountingCall(Operation operation, long result, long mzxid, long session, List<CountWrite> others) {
    CountingCall {
        others = List.copyOf(others);
    }

    /** Whether it succeeded and returned the count. */
    boolean counted() {
        return operation.outcome() == Outcome.OK && result != CountWrite.ANY;
    }

    /** Whether its client was informed that the counter was not incremented. */
    boolean refused() {
        return operation.outcome() == Outcome.FAILED;
    }

    /** Whether the operation is a single attempt to set the count, which the client can repeat. */
    boolean conditional() {
        return operation.input() instanceof CounterInput.TryCount;
    }
}
