package dev.stampede.checker.checks.membership;

import dev.stampede.checker.history.data.Operation;
import dev.stampede.checker.history.data.Outcome;

/**
 * One membership, from its join until the client leaves, closes its session or ends.
 *
 * @param leavingNanos when the client began to leave, joined again, closed its session or ended, so that it need not be
 *     a member from then on; {@link Operation#OPEN} if it did none of these
 * @param leftNanos when its {@code leaveGroup} succeeded; {@link Operation#OPEN} if it did not
 * @param deadNanos from when on the client certainly used no session of this membership, because it had closed the
 *     session or its process had ended; {@link Operation#OPEN} if never
 */
record MemberIncarnation(Operation join, long leavingNanos, long leftNanos, long deadNanos) {

    /** When its join succeeded; {@link Operation#OPEN} if it did not. */
    long joinedNanos() {
        return join.outcome() == Outcome.OK ? join.completedNanos() : Operation.OPEN;
    }
}
