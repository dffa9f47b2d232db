package dev.stampede.checker.history.data;

/** A part of the harness that can fail separately. An interceptor reads the data of a link. */
public enum HarnessPart {
    RECORDER,
    INTERCEPTOR,
    DURABILITY_PROBE,
    DRIVER,
    NEMESIS
}
