package dev.stampede.nemesis.fault;

import java.time.Duration;

/** A bound on time, with how it was derived. */
public record Budget(long nanos, String derivation) {
    public Duration duration() {
        return Duration.ofNanos(nanos);
    }
}
