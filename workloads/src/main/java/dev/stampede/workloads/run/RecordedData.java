package dev.stampede.workloads.run;

/** What a run records of the data of znodes. */
public enum RecordedData {
    /** The data itself. */
    PLAIN,
    /** Only hashes, which are equal for equal data of one run. Copies of the members' folders are not kept. */
    HASHED;

    /** The system property that makes {@link #HASHED} the default. */
    static final String PROPERTY = "stampede.redact";

    /** The default, from the system property. */
    public static RecordedData configured() {
        return Boolean.getBoolean(PROPERTY) ? HASHED : PLAIN;
    }
}
