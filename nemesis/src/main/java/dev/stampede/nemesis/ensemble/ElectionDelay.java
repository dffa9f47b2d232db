package dev.stampede.nemesis.ensemble;

/**
 * What may hold up an election beside what ZooKeeper's own settings say, because of how the ensemble is run.
 *
 * @param millis how long at most
 * @param derivation for people: what it is, and how the bound comes about
 */
public record ElectionDelay(long millis, String derivation) {}
