package dev.stampede.checker.checks.exclusion.views;

import java.util.Locale;

/** How a check of exclusion determines when a hold was in force. */
public enum View {
    /** The state of the ensemble: from the zxid of the grant to that of the znode's delete. */
    SERVER,
    /** The belief of the client's code: from the grant to the call of the release. */
    BELIEF,
    /** Belief that ends when the client doubts. */
    DISCIPLINED,
    /** The writes that the fenced store accepted, which remembers the highest token it has seen. */
    FENCED;

    /** The word in a parameter and in a sentence. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
