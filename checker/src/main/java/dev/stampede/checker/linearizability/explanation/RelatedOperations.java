package dev.stampede.checker.linearizability.explanation;

import dev.stampede.checker.linearizability.core.Problem;
import dev.stampede.checker.linearizability.core.TransitionForm;
import dev.stampede.checker.linearizability.core.Transitions;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** Finds the operations that may affect whether some given operations have an order. */
final class RelatedOperations {
    private final Problem problem;
    private final Transitions<?, ?, ?> transitions;

    RelatedOperations(Problem problem) {
        this.problem = problem;
        this.transitions = problem.transitions();
    }

    /** All operations called before a rank, except these and those that change nothing. */
    int[] everythingElse(int[] these, int end) {
        boolean[] among = new boolean[problem.size()];
        for (int operation : these) {
            among[operation] = true;
        }
        return IntStream.range(0, among.length)
                .filter(operation -> problem.invocationRank(operation) < end
                        && !among[operation]
                        && !form(operation).observes())
                .toArray();
    }

    /**
     * The operations that are concurrent with these operations and, for each state that these need, the last earlier
     * operation that leads to it. For an operation whose needed state is not known: the last earlier operation of each
     * kind.
     */
    int[] relatedTo(int[] these, int end) {
        int start = Arrays.stream(these).map(problem::invocationRank).min().orElse(0);
        int[] others = everythingElse(these, end);
        int[] beside = Arrays.stream(others)
                .filter(operation -> problem.returnRank(operation) >= start)
                .toArray();
        int[] before = Arrays.stream(others)
                .filter(operation -> problem.returnRank(operation) < start)
                .toArray();
        int[] users =
                IntStream.concat(Arrays.stream(these), Arrays.stream(beside)).toArray();
        boolean formsKnown =
                Arrays.stream(users).noneMatch(operation -> form(operation).asks());
        Collection<Integer> last = formsKnown ? suppliers(users, before) : lastOfEachKind(before);
        return IntStream.concat(Arrays.stream(beside), last.stream().mapToInt(Integer::intValue))
                .sorted()
                .toArray();
    }

    /** Whether an operation only observes. */
    boolean observes(int operation) {
        return form(operation).observes();
    }

    private TransitionForm form(int operation) {
        return transitions.form(problem.kind(operation));
    }

    private Collection<Integer> lastOfEachKind(int[] operations) {
        Map<Integer, Integer> last = new HashMap<>();
        for (int operation : operations) {
            last.merge(problem.kind(operation), operation, this::later);
        }
        return last.values();
    }

    private int later(int one, int other) {
        return problem.returnRank(one) > problem.returnRank(other) ? one : other;
    }

    /**
     * For each state that these operations need, the last operation that leads to it; and so on for the states that the
     * found operations need.
     */
    private Collection<Integer> suppliers(int[] users, int[] operations) {
        Map<Integer, Integer> lastTo = new HashMap<>();
        for (int operation : operations) {
            if (form(operation).leadsToOne()) {
                lastTo.merge(transitions.to(problem.kind(operation)), operation, this::later);
            }
        }
        Set<Integer> found = new LinkedHashSet<>();
        Deque<Integer> asking = new ArrayDeque<>();
        for (int user : users) {
            asking.add(user);
        }
        while (!asking.isEmpty()) {
            int user = asking.remove();
            boolean needs = form(user) == TransitionForm.READS || form(user) == TransitionForm.MOVES;
            Integer supplier = needs ? lastTo.get(transitions.from(problem.kind(user))) : null;
            if (supplier != null && found.add(supplier)) {
                asking.add(supplier);
            }
        }
        return found;
    }
}
