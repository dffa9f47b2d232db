package dev.stampede.checker.check;

import java.util.Collection;

/** What a check, or a whole run, came to. Never a boolean: not knowing is a result of its own. */
public enum Verdict {
    /** The promise was kept as far as the history shows. */
    VALID,
    /** Gave up, or nothing was proved. */
    INCONCLUSIVE,
    /** The promise was broken, and the history shows it. */
    INVALID;

    /** INVALID beats INCONCLUSIVE beats VALID; VALID for none at all. */
    public static Verdict worst(Collection<Verdict> verdicts) {
        return verdicts.stream().max(Enum::compareTo).orElse(VALID);
    }
}
