package dev.stampede.nemesis.fault;

import java.util.concurrent.TimeUnit;

/**
 * Waits for a client that lost its session to open another one. There is nothing to undo, so a client that does not
 * come back within twice its session timeout leaves nothing unhealed: that is said, and is the client's own doing.
 */
final class NewSessionProof {
    private static final long LEAST_GRACE_MILLIS = 2_000;

    private final ClientTarget.Session before;
    private long since = -1;

    NewSessionProof(ClientTarget.Session before) {
        this.before = before;
    }

    Proof look(ClientTarget client) {
        ClientTarget.Session now = client.session();
        if (now.id() != 0 && now.id() != before.id() && now.connected()) {
            return Proof.holds("client %d has the session 0x%x now, instead of 0x%x"
                    .formatted(client.number(), now.id(), before.id()));
        }
        long nanos = System.nanoTime();
        since = since == -1 ? nanos : since;
        long waitedMillis = TimeUnit.NANOSECONDS.toMillis(nanos - since);
        String seen = "client %d has opened no other session than 0x%x for %d ms"
                .formatted(client.number(), before.id(), waitedMillis);
        return waitedMillis < Math.max(LEAST_GRACE_MILLIS, 2L * before.timeoutMillis())
                ? Proof.open(seen)
                : Proof.holds("nothing is left to mend; " + seen);
    }
}
