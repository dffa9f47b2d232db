package dev.stampede.checker.check;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One broken promise, with the operations that show it.
 *
 * @param check the name of the check that found it
 * @param kind the kind of anomaly in the check's own terms, such as {@code overlap}
 * @param headline one sentence that says what happened ("two clients held /locks/a at once for 3.1 s")
 * @param because what led to it, one step an entry, in order of time: the fault, the session events, the operations
 * @param operations the numbers of the operations that show it
 * @param faults the fault windows around it
 * @param fromNanos its first moment
 * @param toNanos its last moment
 * @param promise the documented sentence that it breaks
 * @param excuse the documented sentence that allows it: with one it is a caveat, without one a violation
 */
public record Anomaly(
        String check,
        String kind,
        String headline,
        List<String> because,
        Blame blame,
        List<Integer> operations,
        List<String> faults,
        long fromNanos,
        long toNanos,
        Citation promise,
        @Nullable Citation excuse,
        Signature signature) {

    public Anomaly {
        because = List.copyOf(because);
        operations = List.copyOf(operations);
        faults = List.copyOf(faults);
    }

    /** Whether the documentation allows it. */
    public boolean caveat() {
        return excuse != null;
    }

    /**
     * What two anomalies of different runs have in common if they are the same finding: no seed, no times.
     *
     * @param faultKinds the kinds ({@code family:shape}) of the faults around it, sorted, each once
     * @param recipe the scenario and the variant, as {@code lock/naive}
     */
    public record Signature(String check, String kind, List<String> faultKinds, String recipe) {
        public Signature {
            faultKinds = faultKinds.stream().distinct().sorted().toList();
        }

        @Override
        public String toString() {
            return check + "/" + kind + " under " + (faultKinds.isEmpty() ? "no fault" : String.join("+", faultKinds))
                    + " in " + recipe;
        }
    }
}
