package dev.stampede.nemesis.plan;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * What an occurrence of an atom decides. Every decision has a name and depends on nothing but that name, so that a
 * candidate that comes or goes changes a decision only if it wins or had won.
 */
final class SeededChoice {
    private final Seed seed;

    /** The choices of this occurrence. */
    SeededChoice(Seed seed, String atom, int occurrence) {
        this.seed = new Seed(seed.hash(atom, occurrence));
    }

    /** The candidates, the preferred one first, by the hash of each one's number (rendezvous hashing). */
    <T> List<T> ranked(String decision, Collection<T> candidates, ToIntFunction<T> number) {
        Seed own = seed.fork(decision);
        return candidates.stream()
                .sorted(Comparator.comparingLong(c -> own.hash("", number.applyAsInt(c))))
                .toList();
    }

    /** One of two. */
    boolean either(String decision) {
        return unit(decision) < 0.5;
    }

    /** A value in [0, 1). */
    double unit(String decision) {
        return seed.unit(decision);
    }

    /** One of them. */
    <T> T oneOf(String decision, List<T> candidates) {
        return candidates.get((int) (unit(decision) * candidates.size()));
    }
}
