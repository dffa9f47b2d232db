package dev.stampede.checker.checks.membership;

import dev.stampede.checker.history.data.Operation;
import dev.stampede.checker.history.data.Outcome;

/**
 * One membership, from its join until the client leaves, closes its session or ends.
 *
 * @param leavingNanos from when on the client need not be a member; {@link Operation#OPEN} if always
 * @param leftNanos when its {@code leaveGroup} succeeded; {@link Operation#OPEN} if it did not
 * @param deadNanos from when on its client certainly used no session of its life, because it had closed it or its
 *     process was gone; {@link Operation#OPEN} if never
 */
record MemberIncarnation(Operation join, long leavingNanos, long leftNanos, long deadNanos) {

    /** When its join succeeded; {@link Operation#OPEN} if it did not. */
    long joinedNanos() {
        return join.outcome() == Outcome.OK ? join.completedNanos() : Operation.OPEN;
    }
}
