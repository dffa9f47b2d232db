package dev.stampede.workloads.sweep;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * A postcondition that is not true, or that the documentation allows to be false.
 *
 * @param promise the sentence of the documentation
 * @param observed what was true instead
 */
public record Shortfall(
        @JsonProperty("outcome") CellOutcome outcome,
        @JsonProperty("promise") String promise,
        @JsonProperty("observed") String observed) {}
