package dev.stampede.checker.check;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One broken promise, with the operations that show it.
 *
 * @param check the name of the check that found it
 * @param kind the kind of anomaly in the check's own terms, such as {@code overlap}
 * @param headline one sentence that says what happened ("two clients held /locks/a at once for 3.1 s")
 * @param because the conclusion, then what led to it in order of time: at most {@link #MAX_STEPS} sentences, those that the
 *     rule used
 * @param folded what else happened around it, in order of time, for a reader who wants all of it; bounded
 * @param blame the layer at fault
 * @param culprit the class of the user if that is at fault, otherwise null
 * @param operations the numbers of the operations that show it
 * @param faults the fault windows around it
 * @param fromNanos its first moment
 * @param toNanos its last moment
 * @param promise the documented sentence that it breaks
 * @param excuse the documented sentence that allows it: with one it is a caveat, without one a violation
 * @param subject the znodes and sessions that it is about
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
    /** The most steps that lead to an anomaly, the conclusion included; the rest is folded. */
    public static final int MAX_STEPS = 8;

    public Anomaly {
        because = List.copyOf(because);
        folded = List.copyOf(folded);
        operations = List.copyOf(operations);
        faults = List.copyOf(faults);
    }

    /** One of which nothing is folded, and of which it is not known which znodes and sessions it is about. */
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

    /** What it has in common with others that are one finding of the run. */
    public Group group() {
        return new Group(kind, blame, caveat());
    }

    /** Anomalies of one check that are one finding of the run. */
    public record Group(String kind, Blame blame, boolean caveat) {}

    /**
     * What an anomaly is about, so that it can be seen which anomalies rest on it.
     *
     * @param paths of znodes, and the keys of operations
     * @param sessions ids of sessions
     */
    public record Subject(Set<String> paths, Set<Long> sessions) {
        /** Nothing that is known. */
        public static final Subject NOTHING = new Subject(Set.of(), Set.of());

        public Subject {
            paths = Set.copyOf(paths);
            sessions = Set.copyOf(sessions);
        }

        /** Whether both are about one session, or about one znode, its ancestor or its descendant; the root does not count. */
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
