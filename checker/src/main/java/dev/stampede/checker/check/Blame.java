package dev.stampede.checker.check;

/** The layer that broke a promise. */
public enum Blame {
    ZOOKEEPER("ZooKeeper"),
    RECIPE("the recipe"),
    USER_CODE("the client's own code"),
    ASYNCHRONY("asynchrony itself"),
    HARNESS("the harness");

    private final String words;

    Blame(String words) {
        this.words = words;
    }

    /** The layer in a sentence. */
    public String words() {
        return words;
    }
}
