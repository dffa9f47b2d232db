package dev.stampede.workloads.junit;

import dev.stampede.workloads.client.host.LibraryLogging;
import java.util.List;

/** The parameter of a {@link ChaosTest}: the seed, and the start of a run. Immutable. */
public final class Chaos {
    private final long seed;
    private final List<KnownFinding> known;

    Chaos(long seed, List<KnownFinding> known) {
        LibraryLogging.limit();
        this.seed = seed;
        this.known = known;
    }

    /**
     * Creates a parameter for other tests than {@link ChaosTest}s, such as parametrised and dynamic ones.
     *
     * @param seed the seed of all random choices of the run
     */
    public static Chaos ofSeed(long seed) {
        return new Chaos(seed, List.of());
    }

    /** The seed of this invocation of the test. */
    public long seed() {
        return seed;
    }

    /** Starts to build a run on an ensemble of this number of voting members. */
    public ChaosBuilder ensembleOf(int members) {
        return new ChaosBuilder(seed, known, members);
    }
}
