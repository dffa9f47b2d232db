package dev.stampede.checker.findings;

/** The software that has a finding: Curator, or ZooKeeper's servers. */
public enum Library {
    CURATOR("Curator", "Curator", "5.9.0"),
    ZOOKEEPER("ZooKeeper", "ZooKeeper servers", "3.9.5");

    private static final String TRACKER = "https://issues.apache.org/jira/browse/";
    private static final String GITHUB = "GH-";
    private static final String GITHUB_ISSUES = "https://github.com/apache/curator/issues/";

    private final String title;
    private final String environmentName;
    private final String newestExamined;

    Library(String title, String environmentName, String newestExamined) {
        this.title = title;
        this.environmentName = environmentName;
        this.newestExamined = newestExamined;
    }

    /** Its display name. */
    public String title() {
        return title;
    }

    /**
     * The entry of {@link dev.stampede.checker.history.data.RunHeader#environment()} that holds the versions in use:
     * one, or several that are separated by commas.
     */
    public String environmentName() {
        return environmentName;
    }

    /**
     * The newest version whose sources were examined for the catalogue; the catalogue says nothing about later ones.
     */
    String newestExamined() {
        return newestExamined;
    }

    /** Whether an id names the library, such as {@code CURATOR-604}. */
    boolean isNamedIn(String id) {
        return id.startsWith(name() + "-");
    }

    /** Whether an id belongs to its tracker: {@code CURATOR-604} to Jira, {@code GH-1290} to Curator's on GitHub. */
    boolean tracks(String id) {
        return isNamedIn(id) || (this == CURATOR && id.startsWith(GITHUB));
    }

    /** The address of an issue of its tracker. */
    String issue(String id) {
        return id.startsWith(GITHUB) ? GITHUB_ISSUES + id.substring(GITHUB.length()) : TRACKER + id;
    }
}
