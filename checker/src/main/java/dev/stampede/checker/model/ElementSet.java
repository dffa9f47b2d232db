package dev.stampede.checker.model;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePSet;
import org.pcollections.PSet;

/** A set, initially empty: elements are added and removed, and the set is queried for one element or for all. */
public record ElementSet() implements ProjectableModel<PSet<String>, ElementSet.Input, ElementSet.Output> {

    /** An operation on a set. */
    public sealed interface Input {}

    /** Adds an element. */
    public record Add(String element) implements Input {
        @Override
        public String toString() {
            return "add " + element;
        }
    }

    /** Removes an element. */
    public record Remove(String element) implements Input {
        @Override
        public String toString() {
            return "remove " + element;
        }
    }

    /** Queries whether the set contains an element. */
    public record Contains(String element) implements Input {
        @Override
        public String toString() {
            return "contains " + element;
        }
    }

    /** Reads all elements. */
    public record Read() implements Input {
        @Override
        public String toString() {
            return "read";
        }
    }

    /** The result of an operation. */
    public sealed interface Output {}

    /** All elements. */
    public record Elements(Set<String> elements) implements Output {
        public Elements {
            elements = Set.copyOf(elements);
        }

        @Override
        public String toString() {
            return new TreeSet<>(elements).toString();
        }
    }

    /**
     * The other results. For add and remove: whether the set changed, if known. For contains: whether it contains the
     * element.
     */
    public enum Status implements Output {
        /** Success; whether the set changed is unknown. */
        DONE,
        YES,
        NO
    }

    @Override
    public PSet<String> initial() {
        return HashTreePSet.empty();
    }

    @Override
    public List<PSet<String>> step(PSet<String> state, Input input, @Nullable Output output) {
        if (input instanceof Add add) {
            boolean present = state.contains(add.element());
            return !confirms(output, !present) ? List.of() : List.of(present ? state : state.plus(add.element()));
        }
        if (input instanceof Remove remove) {
            boolean present = state.contains(remove.element());
            return !confirms(output, present) ? List.of() : List.of(present ? state.minus(remove.element()) : state);
        }
        if (output == null) {
            return List.of(state);
        }
        boolean fits = input instanceof Contains contains
                ? output == (state.contains(contains.element()) ? Status.YES : Status.NO)
                : output instanceof Elements all && all.elements().equals(state);
        return fits ? List.of(state) : List.of();
    }

    private static boolean confirms(@Nullable Output output, boolean changes) {
        return output == null || output == Status.DONE || output == (changes ? Status.YES : Status.NO);
    }

    /** The element, or all elements that a read returned. */
    @Override
    public Set<String> parts(Input input, @Nullable Output output) {
        if (input instanceof Add add) {
            return Set.of(add.element());
        }
        if (input instanceof Remove remove) {
            return Set.of(remove.element());
        }
        if (input instanceof Contains contains) {
            return Set.of(contains.element());
        }
        return output instanceof Elements all ? all.elements() : Set.of();
    }

    /** A read shows those of its elements that are among the parts. */
    @Override
    public Optional<Projected<Input, Output>> project(Input input, @Nullable Output output, Set<String> parts) {
        if (!(input instanceof Read)) {
            return projectIfNamed(input, output, parts);
        }
        if (!(output instanceof Elements all)) {
            return Optional.empty();
        }
        Set<String> some = new HashSet<>(parts);
        some.retainAll(all.elements());
        return Optional.of(new Projected<>(input, new Elements(some)));
    }

    @Override
    public String describe(PSet<String> state) {
        return new TreeSet<>(state).toString();
    }

    @Override
    public long weigh(PSet<String> state) {
        return 64 + 16L * state.size();
    }
}
