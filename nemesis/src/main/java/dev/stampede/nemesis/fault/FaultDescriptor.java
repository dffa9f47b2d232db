package dev.stampede.nemesis.fault;

/**
 * The names, the description and the target of a fault type; see the methods of the same names in {@link FaultType}.
 * Immutable.
 */
public record FaultDescriptor(String family, String shape, String description, TargetScope scope) {}
