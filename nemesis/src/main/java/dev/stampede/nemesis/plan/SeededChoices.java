package dev.stampede.nemesis.plan;

import dev.stampede.nemesis.fault.FaultChoices;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * The random choices of one execution of a plan step. A choice depends only on the seed, the step, the number of the
 * execution, the name of the choice and its candidates.
 */
final class SeededChoices implements FaultChoices {
    private final Seed seed;

    /** The choices of the {@code execution}-th execution of this step. */
    SeededChoices(Seed seed, String step, int execution) {
        this.seed = new Seed(seed.hash(step, execution));
    }

    /**
     * The candidates in the order of preference, by the hashes of their numbers (rendezvous hashing). An added or
     * removed candidate does not change the order of the others.
     */
    <T> List<T> ranked(String name, Collection<T> candidates, ToIntFunction<T> number) {
        Seed own = seed.fork(name);
        return candidates.stream()
                .sorted(Comparator.comparingLong(c -> own.hash("", number.applyAsInt(c))))
                .toList();
    }

    @Override
    public List<Integer> order(List<Integer> members) {
        return ranked("order", members, Integer::intValue);
    }

    @Override
    public boolean either(String name) {
        return unit(name) < 0.5;
    }

    /** A value in [0, 1). */
    double unit(String name) {
        return seed.unit(name);
    }

    /** One of the candidates. */
    <T> T oneOf(String name, List<T> candidates) {
        return candidates.get((int) (unit(name) * candidates.size()));
    }
}
