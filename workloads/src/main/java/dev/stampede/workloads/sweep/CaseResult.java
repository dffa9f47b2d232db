package dev.stampede.workloads.sweep;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * The result of a case. Immutable; a JSON object in files.
 *
 * @param requests the types of the requests that the operation sent before anything was lost, in order
 * @param lostType the type of the lost request; empty if nothing was lost
 * @param inFlight the other requests that were not answered when the connection ended: their replies are lost, too
 * @param shortfalls what is not as promised, and why an outcome is a caveat
 * @param agreement the number of repetitions with this outcome; 0 if the case was not repeated
 * @param repetitions the number of repetitions
 */
public record CaseResult(
        @JsonProperty("case") SweepCase sweepCase,
        @JsonProperty("outcome") CellOutcome outcome,
        @JsonProperty("requests") List<String> requests,
        @JsonProperty("lostType") String lostType,
        @JsonProperty("inFlight") List<String> inFlight,
        @JsonProperty("shortfalls") List<Shortfall> shortfalls,
        @JsonProperty("millis") long millis,
        @JsonProperty("agreement") int agreement,
        @JsonProperty("repetitions") int repetitions) {
    public CaseResult {
        requests = List.copyOf(requests);
        inFlight = List.copyOf(inFlight);
        shortfalls = List.copyOf(shortfalls);
    }

    /** This result with the number of repetitions that had the same outcome. */
    CaseResult repeated(int agreeing, int all) {
        return new CaseResult(sweepCase, outcome, requests, lostType, inFlight, shortfalls, millis, agreeing, all);
    }

    /** One line for people. */
    public String line() {
        return sweepCase.id() + ": " + outcome + (lostType.isEmpty() ? "" : " (" + lostType + ")")
                + (shortfalls.isEmpty() ? "" : ": " + shortfalls.get(0).observed());
    }
}
