package dev.stampede.checker.generator;

import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A lock that clients wait for and release. Its capacity is one for a mutex, the number of permits for a semaphore, and
 * the number of clients for a read-write lock, whose writers take the whole capacity.
 */
final class LockObject implements SimulatedObject {
    private static final int MAX_DEPTH = 3;

    private final Style style;
    private final int capacity;
    private final double reads;
    /** By client: the weight and the depth of the hold that the lock has granted. */
    private final int[] held;

    private final int[] heldDepth;

    /** By client: the depth and the weight of the hold, as far as the client knows from its responses. */
    private final int[] knownDepth;

    private final int[] knownWeight;
    private final int[] requestedWeight;
    private final boolean[] releasing;
    private int used;

    /** The kind of lock, which determines the names of its functions. */
    enum Style {
        MUTEX,
        REENTRANT,
        READ_WRITE,
        SEMAPHORE
    }

    LockObject(Style style, GeneratorOptions workload) {
        int clients = workload.clients();
        this.style = style;
        this.reads = workload.reads();
        this.capacity = switch (style) {
            case MUTEX, REENTRANT -> 1;
            case READ_WRITE -> clients;
            case SEMAPHORE -> workload.permits();
        };
        this.held = new int[clients];
        this.heldDepth = new int[clients];
        this.knownDepth = new int[clients];
        this.knownWeight = new int[clients];
        this.requestedWeight = new int[clients];
        this.releasing = new boolean[clients];
    }

    @Override
    public Set<InjectedViolation> flaws() {
        return Set.of(InjectedViolation.DOUBLE_GRANT);
    }

    @Override
    public SimulatedRequest next(int client, SplittableRandom random) {
        boolean again = style == Style.REENTRANT && knownDepth[client] < MAX_DEPTH && random.nextInt(3) == 0;
        if (knownDepth[client] > 0 && !again) {
            releasing[client] = knownDepth[client] == 1;
            return SimulatedRequest.of(release(knownWeight[client]));
        }
        requestedWeight[client] = style == Style.READ_WRITE && random.nextDouble() >= reads ? capacity : 1;
        return SimulatedRequest.of(acquire(requestedWeight[client]));
    }

    private String acquire(int weight) {
        return style != Style.READ_WRITE ? "acquire" : weight == capacity ? "write-lock" : "read-lock";
    }

    private String release(int weight) {
        return style != Style.READ_WRITE ? "release" : weight == capacity ? "write-unlock" : "read-unlock";
    }

    private int weight(SimulatedRequest request) {
        return request.function().equals("write-lock") ? capacity : 1;
    }

    private static boolean acquires(SimulatedRequest request) {
        return request.function().endsWith("acquire") || request.function().endsWith("-lock");
    }

    @Override
    public @Nullable SimulatedAnswer apply(int client, SimulatedRequest request) {
        if (!acquires(request)) {
            unlock(client);
            return SimulatedAnswer.DONE;
        }
        if (heldDepth[client] == 0) {
            int weight = weight(request);
            if (used + weight > capacity) {
                return null;
            }
            used += weight;
            held[client] = weight;
        }
        heldDepth[client]++;
        return SimulatedAnswer.DONE;
    }

    /** Has no effect for a client to which only the injected violation granted the lock. */
    private void unlock(int client) {
        if (heldDepth[client] > 0 && --heldDepth[client] == 0) {
            used -= held[client];
            held[client] = 0;
        }
    }

    @Override
    public boolean mayBeIndeterminate(int client, SimulatedRequest request) {
        return knownDepth[client] <= (acquires(request) ? 0 : 1);
    }

    @Override
    public boolean takesEffectIfIndeterminate(SimulatedRequest request, SplittableRandom random) {
        return !acquires(request);
    }

    @Override
    public void abandoned(int client, SimulatedRequest request) {
        knownDepth[client] = 0;
        releasing[client] = false;
    }

    /** The time for which a client holds the lock, if the request acquired it. */
    @Override
    public int thinkTime(SimulatedRequest request, SplittableRandom random) {
        return acquires(request) ? 200 + random.nextInt(800) : 1 + random.nextInt(10);
    }

    @Override
    public void returned(int client, SimulatedRequest request) {
        if (acquires(request)) {
            knownWeight[client] = requestedWeight[client];
            knownDepth[client]++;
        } else {
            knownDepth[client]--;
            releasing[client] = false;
        }
    }

    @Override
    public boolean certainlyHeld(SimulatedRequest request) {
        int taken = 0;
        for (int client = 0; client < held.length; client++) {
            taken += knownDepth[client] > 0 && !releasing[client] ? knownWeight[client] : 0;
        }
        return acquires(request) && taken + weight(request) > capacity;
    }
}
