package dev.stampede.checker.check;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One broken promise, with the operations that show it.
 *
 * @param check the name of the check that found it
 * @param kind the kind of anomaly in the check's terms, such as {@code overlap}
 * @param headline one sentence that says what happened ("two clients held /locks/a at once for 3.1 s")
 * @param because the conclusion, then the events that led to it in chronological order: at most {@link #MAX_STEPS}
 *     sentences, those that the rule used
 * @param folded other events near the anomaly in chronological order, for readers who want all details; bounded
 * @param blame the layer at fault
 * @param culprit the class of the user if that is at fault, otherwise null
 * @param operations the numbers of the operations that show it
 * @param faults the fault windows near it
 * @param fromNanos its first moment
 * @param toNanos its last moment
 * @param promise the documented sentence that it violates
 * @param excuse the documented sentence that allows it: an anomaly with an excuse is a caveat, without one a violation
 * @param subject the znodes and sessions that it concerns
 */
public record Anomaly(
        String check,
        String kind,
        String headline,
        List<String> because,
        List<String> folded,
        Blame blame,
        @Nullable String culprit,
        List<Integer> operations,
        List<String> faults,
        long fromNanos,
        long toNanos,
        Citation promise,
        @Nullable Citation excuse,
        Signature signature,
        Subject subject) {
    /** The maximum number of steps of an anomaly, including the conclusion; the others are folded. */
    public static final int MAX_STEPS = 8;

    public Anomaly {
        because = List.copyOf(because);
        folded = List.copyOf(folded);
        operations = List.copyOf(operations);
        faults = List.copyOf(faults);
    }

    /** An anomaly without folded events and without a known subject. */
    public Anomaly(
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
        this(
                check,
                kind,
                headline,
                because,
                List.of(),
                blame,
                null,
                operations,
                faults,
                fromNanos,
                toNanos,
                promise,
                excuse,
                signature,
                Subject.NOTHING);
    }

    /** Whether the documentation allows it. */
    public boolean caveat() {
        return excuse != null;
    }

    /** The group of anomalies that form one finding of the run. */
    public Group group() {
        return new Group(kind, blame, caveat());
    }

    /** A group of anomalies of one check that form one finding of the run. */
    public record Group(String kind, Blame blame, boolean caveat) {}

    /**
     * The subject of an anomaly, which shows whether one anomaly is a consequence of another.
     *
     * @param paths paths of znodes, and keys of operations
     * @param sessions ids of sessions
     */
    public record Subject(Set<String> paths, Set<Long> sessions) {
        /** An unknown subject. */
        public static final Subject NOTHING = new Subject(Set.of(), Set.of());

        public Subject {
            paths = Set.copyOf(paths);
            sessions = Set.copyOf(sessions);
        }

        /**
         * Whether both subjects contain the same session, the same path, or a path and its ancestor. The root does not
         * count.
         */
        public boolean concerns(Subject other) {
            return sessions.stream().anyMatch(other.sessions::contains)
                    || paths.stream().anyMatch(p -> other.paths.stream().anyMatch(q -> within(p, q) || within(q, p)));
        }

        private static boolean within(String path, String ancestor) {
            return ancestor.length() > 1
                    && path.startsWith(ancestor)
                    && (path.length() == ancestor.length() || path.charAt(ancestor.length()) == '/');
        }
    }

    /**
     * The common properties of anomalies of different runs that are the same finding: no seed, no times.
     *
     * @param faultKinds the kinds ({@code family:shape}) of the faults near it, sorted, without duplicates
     * @param recipe the scenario and the variant, such as {@code lock/naive}
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
