package dev.stampede.checker.generator;

import dev.stampede.checker.edn.EdnValue;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** An object that is used one request at a time, together with what its clients do with it. Not thread-safe. */
interface SimulatedObject {

    /** The flaws that it can show, other than none. */
    Set<InjectedViolation> flaws();

    /** What a client asks next. */
    SimulatedRequest next(int client, SplittableRandom random);

    /** Carries out a request, which takes effect now; null if the client has to wait and to ask again. */
    @Nullable
    SimulatedAnswer apply(int client, SimulatedRequest request);

    /** Whether a request of which nobody will know the outcome takes effect. */
    default boolean takesEffectUnseen(SimulatedRequest request, SplittableRandom random) {
        return random.nextBoolean();
    }

    /** The client goes on as somebody else, because the outcome of its request is unknown. */
    default void lost(int client, SimulatedRequest request) {}

    /** An answer that was never there, instead of the right one; null if this request has none. */
    default @Nullable EdnValue phantom(SimulatedRequest request) {
        return null;
    }

    /** Whether an answer to such a request is one that an older one may stand for. */
    default boolean observes(SimulatedRequest request) {
        return false;
    }

    /** Whether the outcome of such a request may stay unknown. */
    default boolean mayBeLost(int client, SimulatedRequest request) {
        return true;
    }

    /** How long a client thinks before it goes on, once it has its answer, in thousandths of a usual request. */
    default int think(SimulatedRequest request, SplittableRandom random) {
        return 1 + random.nextInt(10);
    }

    /** A client has its answer. */
    default void returned(int client, SimulatedRequest request) {}

    /**
     * Whether a request has to wait by what clients know: what it asks for is held by those whose requests have returned,
     * and none of them has called to give it back.
     */
    default boolean surelyTaken(SimulatedRequest request) {
        return false;
    }
}
