package dev.stampede.workloads.junit;

import java.util.Map;

/**
 * The minimum number of events that a run must contain; the verdict of a run with fewer events is INCONCLUSIVE. Created
 * by {@link Stampede#atLeast}. Immutable.
 *
 * @param atLeast the minimum number
 * @param what the events that are counted
 */
public record Requirement(int atLeast, Counted what) {
    Map.Entry<String, String> parameter() {
        return Map.entry(what.parameter(), Integer.toString(atLeast));
    }

    /**
     * A kind of event to count.
     *
     * @param parameter the parameter of the check {@code requirements}
     */
    public record Counted(String parameter) {}
}
