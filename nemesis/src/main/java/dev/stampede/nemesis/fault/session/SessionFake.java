package dev.stampede.nemesis.fault.session;

import dev.stampede.nemesis.fault.ClientTarget;
import dev.stampede.nemesis.fault.Fault;
import dev.stampede.nemesis.fault.FaultContext;
import dev.stampede.nemesis.fault.FaultImpossibleException;
import dev.stampede.nemesis.fault.Proof;

/** Makes a client believe that its session has expired. The fault is active if the client has abandoned the session. */
final class SessionFake implements Fault {
    private final ClientTarget client;
    private final long oldSessionId;
    private final NewSessionProof newSession;

    SessionFake(FaultContext context, int client) {
        this.client = context.client(client);
        ClientTarget.Session session = this.client.session();
        this.oldSessionId = session.id();
        this.newSession = new NewSessionProof(session);
    }

    @Override
    public void inject() {
        if (oldSessionId == 0) {
            throw new FaultImpossibleException(
                    "expected client " + client.number() + " to have a session; it has none");
        }
        client.fakeExpiry();
    }

    @Override
    public Proof verifyActive() {
        ClientTarget.Session now = client.session();
        if (now.id() == oldSessionId && now.connected()) {
            return Proof.notYet("client %d still uses the session 0x%x".formatted(client.number(), oldSessionId));
        }
        return Proof.proven(
                "client %d abandoned the session 0x%x, which it believes to be expired; the server keeps it (faked)"
                        .formatted(client.number(), oldSessionId));
    }

    @Override
    public void heal() {
        // The client opens a new session itself. The server expires the abandoned session later.
    }

    @Override
    public Proof verifyHealed() {
        return newSession.check(client);
    }
}
