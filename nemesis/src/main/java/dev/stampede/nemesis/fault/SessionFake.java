package dev.stampede.nemesis.fault;

/** A client is made to believe that its session has expired. Bites if the client gives the session up. */
final class SessionFake implements Fault {
    private final ClientTarget client;
    private final long before;
    private final NewSessionProof comeback;

    SessionFake(FaultContext site, int client) {
        this.client = site.client(client);
        ClientTarget.Session session = this.client.session();
        this.before = session.id();
        this.comeback = new NewSessionProof(session);
    }

    @Override
    public void inject() {
        if (before == 0) {
            throw new FaultException("expected client " + client.number() + " to have a session; it has none");
        }
        client.fakeExpiry();
    }

    @Override
    public Proof bite() {
        ClientTarget.Session now = client.session();
        if (now.id() == before && now.connected()) {
            return Proof.open("client %d still uses the session 0x%x".formatted(client.number(), before));
        }
        return Proof.holds("client %d was told that 0x%x had expired and gave it up; the server keeps it (faked)"
                .formatted(client.number(), before));
    }

    @Override
    public void heal() {
        // The client opens another session itself; the one that it gave up expires at the server in its own time.
    }

    @Override
    public Proof cure() {
        return comeback.look(client);
    }
}
