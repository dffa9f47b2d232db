package dev.stampede.workloads.sweep;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * One execution of an operation. Immutable; a JSON object in files.
 *
 * @param operation the name of the operation, such as {@code InterProcessMutex.acquire}
 * @param warm whether the parents of the recipe's znodes exist before
 * @param contended whether a second client uses the recipe at the same time
 * @param way what is lost; ignored if {@code request} is 0
 * @param request the position of the lost request among the requests of the operation, from 1; 0 if nothing is lost
 *     because the case counts the requests
 */
public record SweepCase(
        @JsonProperty("operation") String operation,
        @JsonProperty("warm") boolean warm,
        @JsonProperty("contended") boolean contended,
        @JsonProperty("way") LossWay way,
        @JsonProperty("request") int request) {

    /** The case that counts the requests of an operation. */
    static SweepCase counting(String operation, boolean warm, boolean contended) {
        return new SweepCase(operation, warm, contended, LossWay.W1, 0);
    }

    /** This case with a loss. */
    SweepCase losing(LossWay lost, int position) {
        return new SweepCase(operation, warm, contended, lost, position);
    }

    /** Whether nothing is lost. */
    @JsonIgnore
    public boolean counts() {
        return request == 0;
    }

    /** The parents and the contention, for people: {@code warm} or {@code cold, contended}. */
    @JsonIgnore
    public String setting() {
        return (warm ? "warm" : "cold") + (contended ? ", contended" : "");
    }

    /** The name in files and folders. */
    @JsonIgnore
    public String id() {
        return operation + "-" + (warm ? "warm" : "cold") + (contended ? "-contended" : "") + "-"
                + (counts() ? "count" : way + "-" + request);
    }
}
