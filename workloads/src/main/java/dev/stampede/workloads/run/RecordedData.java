package dev.stampede.workloads.run;

/** What a run records of the data of znodes. */
public enum RecordedData {
    /** The data itself. */
    PLAIN,
    /** Hashes only, which are equal for equal data of one run; and no copies of the members' folders. */
    HASHED;

    /** The system property that makes {@link #HASHED} the default. */
    static final String PROPERTY = "stampede.redact";

    /** What is recorded where a configuration does not say. */
    public static RecordedData configured() {
        return Boolean.getBoolean(PROPERTY) ? HASHED : PLAIN;
    }
}
