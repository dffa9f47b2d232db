package dev.stampede.workloads.run;

/** Where the ensemble of a run comes from. */
public enum EnsembleKind {
    /** Each member is a child process of the harness. */
    LOCAL,
    /** Each member runs in a container. */
    CONTAINERS,
    /** An ensemble that runs already, named by its connect string. */
    EXTERNAL;

    /** The system property that names the kind where the user gives none. */
    public static final String PROPERTY = "stampede.ensemble";

    /**
     * The kind that the system property {@value #PROPERTY} names; local if it is not set.
     *
     * @throws IllegalArgumentException if there is no such kind
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
