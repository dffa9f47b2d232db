package dev.stampede.workloads.junit;

import java.util.Map;

/** What a run must contain at least; otherwise its verdict is INCONCLUSIVE. */
public record Requirement(int atLeast, Counted what) {
    /** At least this number of these events. */
    public static Requirement atLeast(int number, Counted what) {
        return new Requirement(number, what);
    }

    Map.Entry<String, String> parameter() {
        return Map.entry(what.parameter(), Integer.toString(atLeast));
    }

    /**
     * A kind of event to count.
     *
     * @param parameter the parameter of the check {@code requirements}
     */
    public record Counted(String parameter) {
        /** Partitions between members that are proven to have taken effect. */
        public static final Counted PARTITIONS = faults("partition");

        /** Session expiries that are proven to have taken effect. */
        public static final Counted SESSION_EXPIRIES = faults("session-expiry");

        /** Kills of members that are proven to have taken effect. */
        public static final Counted KILLS = faults("kill");

        /** Pauses of members that are proven to have taken effect. */
        public static final Counted PAUSES = faults("pause");

        /** Successful acquires. */
        public static final Counted ACQUIRES = operations("acquire");

        /** Faults of a family that are proven to have taken effect. */
        public static Counted faults(String family) {
            return new Counted("faults." + family);
        }

        /** Successful operations of a function. */
        public static Counted operations(String function) {
            return new Counted("ok." + function);
        }
    }
}
