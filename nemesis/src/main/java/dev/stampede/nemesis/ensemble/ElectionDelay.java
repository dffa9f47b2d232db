package dev.stampede.nemesis.ensemble;

/**
 * A delay of elections that does not come from ZooKeeper's settings but from the way in which the ensemble is run.
 *
 * @param millis the longest delay, in milliseconds
 * @param derivation for people: what the delay is, and how the bound is derived
 */
public record ElectionDelay(long millis, String derivation) {}
