package dev.stampede.workloads.run;

/** The kind of the ensemble of a run. */
public enum EnsembleKind {
    /** Each member is a child process of the harness. */
    LOCAL,
    /** Each member runs in a container. */
    CONTAINERS,
    /** An ensemble that already runs, named by its connect string. */
    EXTERNAL;

    /** The system property with the default kind. */
    public static final String PROPERTY = "stampede.ensemble";

    /**
     * The kind in the system property {@value #PROPERTY}; local if it is not set.
     *
     * @throws IllegalArgumentException if the kind is unknown
     */
    public static EnsembleKind configured() {
        String name = System.getProperty(PROPERTY, "local");
        for (EnsembleKind kind : values()) {
            if (kind.name().equalsIgnoreCase(name)) {
                return kind;
            }
        }
        throw new IllegalArgumentException("expected -D" + PROPERTY + "=local, containers or external, found " + name);
    }
}
