package dev.stampede.checker.check;

/** Who broke a promise. */
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

    /** As it stands in a sentence. */
    public String words() {
        return words;
    }
}
