package dev.stampede.workloads.campaign;

/**
 * The result of one invocation of a chaos test: a line of {@value ChaosTestFile#NAME}.
 *
 * @param test the class and the method, as {@code com.example.LockTest#is_exclusive}
 * @param repetition the index among the seeds of the test, from 0
 * @param seconds the duration, in seconds
 */
public record ChaosTestResult(String test, int repetition, long seed, double seconds, boolean passed) {
    /** The identity of the invocation among those of all shards. */
    String id() {
        return test + " repetition=" + repetition + " seed=" + seed;
    }
}
