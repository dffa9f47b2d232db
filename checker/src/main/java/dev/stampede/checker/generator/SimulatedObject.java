package dev.stampede.checker.generator;

import dev.stampede.checker.edn.EdnValue;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** An object that executes one request at a time, and the workload of its clients. Not thread-safe. */
interface SimulatedObject {

    /** The violations that can be injected into a history of the object, without {@link InjectedViolation#NONE}. */
    Set<InjectedViolation> flaws();

    /** The next request of a client. */
    SimulatedRequest next(int client, SplittableRandom random);

    /** Lets a request take effect. Null if it has to wait, and is then retried after other requests took effect. */
    @Nullable
    SimulatedAnswer apply(int client, SimulatedRequest request);

    /** Whether a request with an indeterminate outcome takes effect. */
    default boolean takesEffectIfIndeterminate(SimulatedRequest request, SplittableRandom random) {
        return random.nextBoolean();
    }

    /** The outcome of the client's request is indeterminate, so the client continues as a new process. */
    default void abandoned(int client, SimulatedRequest request) {}

    /** A result that never existed, to replace the right one; null if this request has none. */
    default @Nullable EdnValue phantom(SimulatedRequest request) {
        return null;
    }

    /** Whether an older result could replace the result of this request. */
    default boolean observes(SimulatedRequest request) {
        return false;
    }

    /** Whether the outcome of this request may be indeterminate. */
    default boolean mayBeIndeterminate(int client, SimulatedRequest request) {
        return true;
    }

    /** The think time of a client after its response, in thousandths of the usual duration of a request. */
    default int thinkTime(SimulatedRequest request, SplittableRandom random) {
        return 1 + random.nextInt(10);
    }

    /** A client received its response. */
    default void returned(int client, SimulatedRequest request) {}

    /**
     * Whether a request must certainly wait: other clients have acquired what it asks for, and none of them has called
     * a release.
     */
    default boolean certainlyHeld(SimulatedRequest request) {
        return false;
    }
}
