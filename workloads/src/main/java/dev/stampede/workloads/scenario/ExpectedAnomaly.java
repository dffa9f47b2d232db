package dev.stampede.workloads.scenario;

/**
 * An anomaly that a run of a mutant is expected to show: a violation of this kind, found by this check.
 *
 * @param check the name of one of the variant's checks, such as {@code mutual-exclusion}
 * @param kind the kind of the anomaly, such as {@code server-overlap}
 */
public record ExpectedAnomaly(String check, String kind) {
    /** Parses {@code check/kind}. */
    public static ExpectedAnomaly of(String checkAndKind) {
        int slash = checkAndKind.indexOf('/');
        if (slash <= 0 || slash == checkAndKind.length() - 1) {
            throw new IllegalArgumentException("expected check/kind, found \"" + checkAndKind + "\"");
        }
        return new ExpectedAnomaly(checkAndKind.substring(0, slash), checkAndKind.substring(slash + 1));
    }

    /** The text {@code check/kind}, as in tables and reports. */
    @Override
    public String toString() {
        return check + "/" + kind;
    }
}
