package dev.stampede.checker.checks.naming;

import dev.stampede.checker.history.data.Operation;
import org.jspecify.annotations.Nullable;

/**
 * What somebody was shown of a name: by a look-up, or by the refusal of a write.
 *
 * @param mzxid of the state that was shown, 0 if that is not known or there was none
 * @param czxid of its znode, 0 as well
 */
record ReadObservation(
        Operation operation, Shown shown, Strength strength, @Nullable String uri, long mzxid, long czxid) {

    /** What was shown. */
    enum Shown {
        /** There is no such name. */
        ABSENT,
        /** There is; what it stands for was not shown. */
        SOME,
        /** There is, in this state. */
        STATE
    }

    /** What the answer may be late by. */
    enum Strength {
        /** A read of the member that the client is connected to: it may be stale. */
        PLAIN,
        /** A read after a {@code sync}: stale only while a deposed leader does not know it yet. */
        SYNCED,
        /** A read after a write of the same session, or the refusal of a write: never stale. */
        STRICT;
    }
}
