package dev.stampede.nemesis.fault;

import dev.stampede.nemesis.ensemble.Member;
import java.util.ArrayList;
import java.util.List;

/**
 * The session of a client is closed by a second handle. Bites if a server refuses the session from then on. Nothing is
 * to be undone; it is healed when the client has another session, or when a server confirms that the old one is gone
 * and the client has not come back (which is then said: it is the client's own doing).
 *
 * <p>The handle goes to another member than the client's own where there is one: a member remembers only the newest
 * connection of a session, so a client that shares the member with the handle would not be told before its next ping.
 */
final class SessionClose implements Fault {
    private final FaultContext site;
    private final ClientTarget client;
    private final SessionCloser ender;
    private final ClientTarget.Session before;
    private final NewSessionProof comeback;
    private String done = "";

    SessionClose(FaultContext site, int client, SessionCloser ender) {
        this.site = site;
        this.client = site.client(client);
        this.ender = ender;
        this.before = this.client.session();
        this.comeback = new NewSessionProof(before);
    }

    @Override
    public void inject() throws InterruptedException {
        if (before.id() == 0) {
            throw new FaultException("expected client " + client.number() + " to have a session; it has none");
        }
        done = ender.end(before, addresses());
    }

    @Override
    public Proof bite() throws InterruptedException {
        Proof ended = ender.ended(before, addresses());
        return new Proof(
                ended.state(),
                "session 0x%x of client %d: %s; %s".formatted(before.id(), client.number(), done, ended.evidence()));
    }

    @Override
    public void heal() {
        // A session that has ended stays so; its client opens another one.
    }

    @Override
    public Proof cure() {
        return comeback.look(client);
    }

    private List<String> addresses() {
        List<String> addresses = new ArrayList<>();
        List<String> last = new ArrayList<>();
        for (Member member : site.ensemble().members()) {
            if (site.ledger().disturbed(member.number())) {
                continue;
            }
            (member.number() == before.member() ? last : addresses).add(member.directAddress());
        }
        addresses.addAll(last);
        return addresses;
    }
}
