package dev.stampede.checker.checks.exclusion.views;

import java.util.Locale;

/** Whose truth a check of exclusion takes. */
public enum View {
    /** What the ensemble holds: from the zxid of the grant to that of the znode's delete. */
    SERVER,
    /** What the client's code acts on: from the grant to the call of the release. */
    BELIEF,
    /** As belief, but it ends when the client doubts. */
    DISCIPLINED,
    /** What a store that keeps the highest token has accepted. */
    FENCED;

    /** As it stands in a parameter and in a sentence. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
