package dev.stampede.workloads.sweep;

import java.util.Collection;
import java.util.Comparator;

/** The result of a case, from the best to the worst. */
public enum CellOutcome {
    /** Everything is as documented. */
    CORRECT("correct", Kind.GOOD),
    /** The caller received an exception or a notification that the documentation allows. */
    CAVEAT("caveat", Kind.GOOD),
    /** The operation sent fewer requests than the case needs, so nothing was lost. */
    NOT_FIRED("did not fire", Kind.UNKNOWN),
    /** The harness failed. */
    HARNESS_FAILED("harness failed", Kind.UNKNOWN),
    UNEXPECTED_EXCEPTION("unexpected exception", Kind.BAD),
    /** A znode is left behind that a live session owns. */
    LEFTOVER("leftover", Kind.BAD),
    FALSE_ANSWER("false answer", Kind.BAD),
    /** The operation returned, but the client or another one cannot go on. */
    STUCK("stuck", Kind.BAD),
    /** The operation did not return. */
    HANGS("hangs", Kind.BAD),
    APPLIED_TWICE("applied twice", Kind.BAD),
    LOST("lost", Kind.BAD);

    private enum Kind {
        GOOD,
        UNKNOWN,
        BAD
    }

    private final String text;
    private final Kind kind;

    CellOutcome(String text, Kind kind) {
        this.text = text;
        this.kind = kind;
    }

    /** Whether a promise of the recipe is broken. */
    public boolean bad() {
        return kind == Kind.BAD;
    }

    /** Whether the case proves nothing. */
    public boolean unknown() {
        return kind == Kind.UNKNOWN;
    }

    /** The worst of several outcomes; {@link #CORRECT} if there are none. */
    static CellOutcome worst(Collection<CellOutcome> outcomes) {
        return outcomes.stream().max(Comparator.naturalOrder()).orElse(CORRECT);
    }

    /** The words in tables. */
    @Override
    public String toString() {
        return text;
    }
}
