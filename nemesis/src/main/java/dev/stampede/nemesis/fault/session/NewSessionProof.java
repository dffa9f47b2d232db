package dev.stampede.nemesis.fault.session;

import dev.stampede.nemesis.fault.ClientTarget;
import dev.stampede.nemesis.fault.Proof;
import java.util.concurrent.TimeUnit;

/**
 * Proves that a client that lost its session has opened a new one. The fault itself has nothing to undo. Therefore a
 * client without a new session counts as healed after twice its session timeout; the evidence says so.
 */
final class NewSessionProof {
    private static final long LEAST_GRACE_MILLIS = 2_000;

    private final ClientTarget.Session oldSession;
    private long firstCheckNanos = -1;

    NewSessionProof(ClientTarget.Session oldSession) {
        this.oldSession = oldSession;
    }

    /** Checks the client once. The time without a new session counts from the first call. */
    Proof check(ClientTarget client) {
        ClientTarget.Session now = client.session();
        if (now.id() != 0 && now.id() != oldSession.id() && now.connected()) {
            return Proof.proven("client %d has the session 0x%x now instead of 0x%x"
                    .formatted(client.number(), now.id(), oldSession.id()));
        }
        long nanos = System.nanoTime();
        firstCheckNanos = firstCheckNanos == -1 ? nanos : firstCheckNanos;
        long waitedMillis = TimeUnit.NANOSECONDS.toMillis(nanos - firstCheckNanos);
        String seen = "client %d has opened no new session after 0x%x for %d ms"
                .formatted(client.number(), oldSession.id(), waitedMillis);
        return waitedMillis < Math.max(LEAST_GRACE_MILLIS, 2L * oldSession.timeoutMillis())
                ? Proof.notYet(seen)
                : Proof.proven("nothing is left to heal; " + seen);
    }
}
