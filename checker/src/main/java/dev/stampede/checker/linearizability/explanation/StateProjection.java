package dev.stampede.checker.linearizability.explanation;

import dev.stampede.checker.linearizability.core.SearchBudget;
import dev.stampede.checker.model.ObservedCall;
import dev.stampede.checker.model.ObservedCall.Effect;
import dev.stampede.checker.model.ProjectableModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds a few parts of the state of a {@link ProjectableModel}, such that the projection of the calls to them is not
 * linearizable.
 *
 * <p>It tries the parts that the suspects access, then the parts that operations access near the return at which the
 * search was stuck, for more and more operations. Then it removes one part after another while the rest is still
 * refuted. Operations that access many parts, such as a read of a whole set, contribute only the parts in which these
 * operations differ from each other.
 */
final class StateProjection<S, I, O> {
    private static final int FEW = 4;
    private static final int MAX_TRIED_ALONE = 256;
    private static final int[] NEIGHBOURS = {2, 8, 32};

    private final ProjectableModel<S, I, O> model;
    private final List<ObservedCall<I, O>> calls;
    private final SearchBudget budget;

    /** For each part, the calls that access it. */
    private final Map<String, int[]> accessing = new HashMap<>();

    /** The calls that access no part, or many. */
    private int[] wide = {};

    StateProjection(ProjectableModel<S, I, O> model, List<ObservedCall<I, O>> calls, SearchBudget budget) {
        this.model = model;
        this.calls = calls;
        this.budget = budget;
        List<Integer> others = new ArrayList<>();
        Map<String, List<Integer>> lists = new HashMap<>();
        for (int i = 0; i < calls.size(); i++) {
            Set<String> accessedBy = accessedBy(i);
            if (accessedBy.isEmpty() || accessedBy.size() > FEW) {
                others.add(i);
            } else {
                for (String part : accessedBy) {
                    lists.computeIfAbsent(part, name -> new ArrayList<>()).add(i);
                }
            }
        }
        wide = array(others);
        lists.forEach((part, list) -> accessing.put(part, array(list)));
    }

    /** The projection of the calls to some parts, and the index of each call in the original list. */
    record View<I, O>(Set<String> parts, List<ObservedCall<I, O>> calls, List<Integer> indices) {}

    /**
     * A projection to a few parts that is not linearizable, or null if none was found.
     *
     * @param byReturn the certain calls in the order of their returns
     * @param stuckAt the index in {@code byReturn} of the call whose return no order could pass
     */
    @Nullable
    View<I, O> find(int[] suspects, int[] byReturn, int stuckAt) {
        Set<String> found = amongDifferences(suspects);
        for (int i = 0; found == null && i < NEIGHBOURS.length; i++) {
            int from = Math.max(0, stuckAt - NEIGHBOURS[i]);
            int to = Math.min(byReturn.length, stuckAt + NEIGHBOURS[i] / 2 + 1);
            found = anyRefuted(narrow(Arrays.copyOfRange(byReturn, from, to)));
        }
        return found == null ? null : view(fewer(found));
    }

    /**
     * The given parts, if the projection to them is refuted. Otherwise one of them that is refuted alone, if they are
     * few: a projection to fewer parts can take fewer steps. Null if nothing is refuted.
     */
    private @Nullable Set<String> anyRefuted(Set<String> parts) {
        Set<String> found = refutedOrNull(parts);
        if (found == null && parts.size() > 1 && parts.size() <= 2 * FEW) {
            for (String part : parts) {
                found = found == null ? refutedOrNull(Set.of(part)) : found;
            }
        }
        return found;
    }

    private @Nullable Set<String> amongDifferences(int[] suspects) {
        Set<String> narrow = narrow(suspects);
        Set<String> found = refutedOrNull(narrow);
        int tried = 0;
        for (String part : found == null ? differences(suspects) : Set.<String>of()) {
            if (found == null && tried++ < MAX_TRIED_ALONE) {
                Set<String> withOne = new LinkedHashSet<>(narrow);
                withOne.add(part);
                found = refutedOrNull(withOne);
            }
        }
        return found;
    }

    private Set<String> narrow(int[] operations) {
        Set<String> parts = new LinkedHashSet<>();
        for (int operation : operations) {
            Set<String> accessedBy = accessedBy(operation);
            if (accessedBy.size() <= FEW) {
                parts.addAll(accessedBy);
            }
        }
        return parts;
    }

    /**
     * The parts that some of the wide operations access and others do not; if there is only one such operation, all its
     * parts.
     */
    private Set<String> differences(int[] operations) {
        Set<String> some = new LinkedHashSet<>();
        Set<String> all = null;
        int count = 0;
        for (int operation : operations) {
            Set<String> accessedBy = accessedBy(operation);
            if (accessedBy.size() > FEW || Arrays.binarySearch(wide, operation) >= 0) {
                some.addAll(accessedBy);
                all = all == null ? new HashSet<>(accessedBy) : all;
                all.retainAll(accessedBy);
                count++;
            }
        }
        if (all != null && count > 1) {
            some.removeAll(all);
        }
        return some;
    }

    private @Nullable Set<String> refutedOrNull(Set<String> parts) {
        boolean refuted = !parts.isEmpty()
                && new SubsetOracle<>(model.projection(parts), budget)
                        .refutes(view(parts).calls());
        return refuted ? parts : null;
    }

    private Set<String> fewer(Set<String> parts) {
        Set<String> kept = new LinkedHashSet<>(parts);
        for (String part : parts) {
            Set<String> without = new LinkedHashSet<>(kept);
            without.remove(part);
            if (refutedOrNull(without) != null) {
                kept = without;
            }
        }
        return kept;
    }

    private Set<String> accessedBy(int operation) {
        ObservedCall<I, O> call = calls.get(operation);
        return model.parts(call.input(), call.output());
    }

    private View<I, O> view(Set<String> parts) {
        boolean[] shown = new boolean[calls.size()];
        for (int operation : wide) {
            shown[operation] = true;
        }
        for (String part : parts) {
            for (int operation : accessing.getOrDefault(part, new int[0])) {
                shown[operation] = true;
            }
        }
        List<ObservedCall<I, O>> seen = new ArrayList<>();
        List<Integer> indices = new ArrayList<>();
        for (int i = 0; i < shown.length; i++) {
            ObservedCall<I, O> call = calls.get(i);
            Optional<ProjectableModel.Projected<I, O>> projected =
                    shown[i] ? model.project(call.input(), call.output(), parts) : Optional.empty();
            if (projected.isPresent()) {
                seen.add(as(call, projected.get()));
                indices.add(i);
            }
        }
        return new View<>(parts, seen, indices);
    }

    private static <I, O> ObservedCall<I, O> as(ObservedCall<I, O> call, ProjectableModel.Projected<I, O> seen) {
        return new ObservedCall<>(
                call.number(),
                call.client(),
                call.key(),
                seen.input(),
                seen.output(),
                seen.output() == null ? Effect.POSSIBLE : call.effect(),
                call.called(),
                call.returned());
    }

    private static int[] array(List<Integer> list) {
        return list.stream().mapToInt(Integer::intValue).toArray();
    }
}
