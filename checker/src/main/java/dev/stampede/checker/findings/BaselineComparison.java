package dev.stampede.checker.findings;

import java.util.List;

/**
 * The result of comparing a baseline with one run. Immutable data.
 *
 * @param occurred the entries whose finding the run shows
 * @param unlisted the violations that no entry covers
 */
public record BaselineComparison(List<BaselineEntry> occurred, List<ViolationSignature> unlisted) {
    public BaselineComparison {
        occurred = List.copyOf(occurred);
        unlisted = List.copyOf(unlisted);
    }

    /** Whether the run has violations and the baseline covers all of them. */
    public boolean coversAll() {
        return !occurred.isEmpty() && unlisted.isEmpty();
    }

    /**
     * Why a violation is not covered.
     *
     * @param violation one of those that are not covered
     */
    public String reason(ViolationSignature violation) {
        return occurred.stream()
                .filter(e -> e.names(violation))
                .findFirst()
                .map(e -> violation.complete()
                        ? "line " + e.line() + " lists it only" + e.faults()
                        : "line " + e.line() + " lists it only" + e.faults()
                                + ", and the check did not record every violation: list it without faults")
                .orElse("it is not listed");
    }
}
