package dev.stampede.nemesis.fault;

import java.util.List;

/**
 * The choices of one execution of a plan step. Each has a name and depends only on the seed, the step and that name, so
 * that the same run makes the same choices. Called by one thread.
 */
public interface FaultChoices {
    /** The members in an order of the seed's choosing. */
    List<Integer> order(List<Integer> members);

    /** True or false, with equal probability. */
    boolean either(String name);
}
