package dev.stampede.nemesis.fault;

import java.util.List;

/**
 * The random choices of one execution of a plan step. They depend only on the seed, the step, the number of the
 * execution, what is chosen and its candidates, so a replay makes the same choices. Called by one thread.
 */
public interface FaultChoices {
    /** The members in a random order. */
    List<Integer> order(List<Integer> members);

    /** True or false, with equal probability. */
    boolean either(String name);
}
