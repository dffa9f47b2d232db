package dev.stampede.checker.checks.naming;

import dev.stampede.checker.history.data.Operation;
import org.jspecify.annotations.Nullable;

/**
 * What a client saw of a name: the result of a look-up, or the refusal of a write.
 *
 * @param mzxid the mzxid of the state, 0 if unknown or absent
 * @param czxid the czxid of the znode, 0 if unknown or absent
 */
record ReadObservation(
        Operation operation, Shown shown, Strength strength, @Nullable String uri, long mzxid, long czxid) {

    /** What was seen. */
    enum Shown {
        /** The name does not exist. */
        ABSENT,
        /** The name exists; its value was not shown. */
        SOME,
        /** The name exists with this state. */
        STATE
    }

    /** How outdated the result may be. */
    enum Strength {
        /** A read on the connected member, which may be stale. */
        PLAIN,
        /** A read after a {@code sync}: stale only while a deposed leader does not know that it was deposed. */
        SYNCED,
        /** A read after a write of the same session, or the refusal of a write: never stale. */
        STRICT;
    }
}
