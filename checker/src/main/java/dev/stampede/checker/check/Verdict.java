package dev.stampede.checker.check;

import java.util.Collection;

/** The verdict of a check or of a whole run. It is never a boolean, because INCONCLUSIVE is a separate result. */
public enum Verdict {
    /** The promise was kept as far as the history shows. */
    VALID,
    /** The check gave up, or nothing was proved. */
    INCONCLUSIVE,
    /** The promise was broken, and the history shows it. */
    INVALID;

    /**
     * INVALID if one is INVALID, otherwise INCONCLUSIVE if one is INCONCLUSIVE, otherwise VALID; also VALID for an
     * empty collection.
     */
    public static Verdict worst(Collection<Verdict> verdicts) {
        return verdicts.stream().max(Enum::compareTo).orElse(VALID);
    }
}
