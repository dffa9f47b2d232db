package dev.stampede.nemesis.plan;

/**
 * The seed of a run, the source of all of its randomness.
 *
 * <p>Components never share one sequence of random numbers: each forks a seed by name, or hashes the name of its
 * decision. Therefore a change in one component does not change the random values of another. The same seed and names
 * give the same values on every machine and in every version of Java.
 *
 * <p>The hash is FNV-1a over the name's UTF-16 units, started from the seed and finished with the mixing function of
 * SplittableRandom (David Stafford's variant 13 of MurmurHash3's finaliser). It is not cryptographic.
 */
public record Seed(long value) {
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    /** The seed of the component with this name. */
    public Seed fork(String name) {
        return new Seed(hash(name));
    }

    /** The hash for an execution of a step. */
    public long hash(String step, int execution) {
        return mix(hash(step) + mix(execution + 1L));
    }

    /** A value in [0, 1) for this name. */
    public double unit(String name) {
        return (hash(name) >>> 11) * 0x1.0p-53;
    }

    private long hash(String name) {
        long hash = FNV_OFFSET ^ mix(value);
        for (int i = 0; i < name.length(); i++) {
            hash = (hash ^ name.charAt(i)) * FNV_PRIME;
        }
        return mix(hash);
    }

    private static long mix(long bits) {
        long z = bits + 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
