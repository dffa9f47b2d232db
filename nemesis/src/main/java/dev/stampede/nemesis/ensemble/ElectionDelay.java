package dev.stampede.nemesis.ensemble;

/**
 * A delay of elections that the kind of ensemble causes, in addition to the delays that follow from ZooKeeper's
 * settings.
 *
 * @param millis the longest delay, in milliseconds
 * @param derivation for people: the cause of the delay, and how the bound is derived
 */
public record ElectionDelay(long millis, String derivation) {}
