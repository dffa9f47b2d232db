package dev.stampede.checker.check;

/** What caused an anomaly. */
public enum Blame {
    ZOOKEEPER("ZooKeeper"),
    RECIPE("the recipe"),
    USER_CODE("the client's own code"),
    /** No layer: messages and notifications arrive late, and the documentation allows this anomaly. */
    ASYNCHRONY("unavoidable delay"),
    HARNESS("the harness");

    private final String words;

    Blame(String words) {
        this.words = words;
    }

    /** The cause in a sentence. */
    public String words() {
        return words;
    }
}
