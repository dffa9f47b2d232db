package dev.stampede.checker.model;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePSet;
import org.pcollections.PSet;

/** A set, at first empty: elements join and leave it, and it is asked for one of them or for all. */
public record ElementSet() implements ProjectableModel<PSet<String>, ElementSet.Input, ElementSet.Output> {

    /** What a client asks of a set. */
    public sealed interface Input {}

    /** Lets an element join. */
    public record Add(String element) implements Input {
        @Override
        public String toString() {
            return "add " + element;
        }
    }

    /** Lets an element leave. */
    public record Remove(String element) implements Input {
        @Override
        public String toString() {
            return "remove " + element;
        }
    }

    /** Asks whether an element is in it. */
    public record Contains(String element) implements Input {
        @Override
        public String toString() {
            return "contains " + element;
        }
    }

    /** Asks for all elements. */
    public record Read() implements Input {
        @Override
        public String toString() {
            return "read";
        }
    }

    /** What it answers. */
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

    /** The other answers: to a join and a leave, whether it changed the set, if they say so; else whether it contains. */
    public enum Said implements Output {
        /** Done, and nobody said whether that changed anything. */
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
            boolean there = state.contains(add.element());
            return !changes(output, !there) ? List.of() : List.of(there ? state : state.plus(add.element()));
        }
        if (input instanceof Remove remove) {
            boolean there = state.contains(remove.element());
            return !changes(output, there) ? List.of() : List.of(there ? state.minus(remove.element()) : state);
        }
        if (output == null) {
            return List.of(state);
        }
        boolean fits = input instanceof Contains contains
                ? output == (state.contains(contains.element()) ? Said.YES : Said.NO)
                : output instanceof Elements all && all.elements().equals(state);
        return fits ? List.of(state) : List.of();
    }

    private static boolean changes(@Nullable Output said, boolean changes) {
        return said == null || said == Said.DONE || said == (changes ? Said.YES : Said.NO);
    }

    /** The element, or all that a read saw. */
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

    /** A read shows those elements of the answer that are among them. */
    @Override
    public Optional<Seen<Input, Output>> seen(Input input, @Nullable Output output, Set<String> parts) {
        if (!(input instanceof Read)) {
            return seenIfNamed(input, output, parts);
        }
        if (!(output instanceof Elements all)) {
            return Optional.empty();
        }
        Set<String> some = new HashSet<>(parts);
        some.retainAll(all.elements());
        return Optional.of(new Seen<>(input, new Elements(some)));
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
