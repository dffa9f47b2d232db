package dev.stampede.workloads.junit;

import java.util.Map;

/** What a run must have seen at least, for its verdict to mean anything; otherwise it is INCONCLUSIVE. */
public record Requirement(int atLeast, Counted what) {
    /** So many of these. */
    public static Requirement atLeast(int number, Counted what) {
        return new Requirement(number, what);
    }

    Map.Entry<String, String> parameter() {
        return Map.entry(what.parameter(), Integer.toString(atLeast));
    }

    /**
     * What can be counted.
     *
     * @param parameter the parameter of the check {@code requirements}
     */
    public record Counted(String parameter) {
        /** Partitions between members that are proven to have bitten. */
        public static final Counted PARTITIONS = faults("partition");

        /** Session expiries that are proven to have bitten. */
        public static final Counted SESSION_EXPIRIES = faults("session-expiry");

        /** Kills of members that are proven to have bitten. */
        public static final Counted KILLS = faults("kill");

        /** Pauses of members that are proven to have bitten. */
        public static final Counted PAUSES = faults("pause");

        /** Acquires that succeeded. */
        public static final Counted ACQUIRES = operations("acquire");

        /** Faults of a family that are proven to have bitten. */
        public static Counted faults(String family) {
            return new Counted("faults." + family);
        }

        /** Operations of a function that succeeded. */
        public static Counted operations(String function) {
            return new Counted("ok." + function);
        }
    }
}
