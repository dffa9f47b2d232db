package dev.stampede.nemesis.fault.session;

import dev.stampede.nemesis.ensemble.Member;
import dev.stampede.nemesis.fault.ClientTarget;
import dev.stampede.nemesis.fault.Fault;
import dev.stampede.nemesis.fault.FaultContext;
import dev.stampede.nemesis.fault.FaultImpossibleException;
import dev.stampede.nemesis.fault.Proof;
import dev.stampede.nemesis.fault.SessionCloser;
import java.util.ArrayList;
import java.util.List;

/**
 * Closes the session of a client with a second handle. The fault is active if a server refuses the session afterwards.
 * It is healed when the client has a new session; see {@link NewSessionProof}.
 *
 * <p>If possible, the handle connects to a member that the client is not connected to. A member tracks only the newest
 * connection of a session, so the client would notice a close at its own member only at its next ping.
 */
final class SessionClose implements Fault {
    private final FaultContext context;
    private final ClientTarget client;
    private final SessionCloser closer;
    private final ClientTarget.Session oldSession;
    private final NewSessionProof newSession;
    private String closeResult = "";

    SessionClose(FaultContext context, int client) {
        this.context = context;
        this.client = context.client(client);
        this.closer = context.tools().sessions();
        this.oldSession = this.client.session();
        this.newSession = new NewSessionProof(oldSession);
    }

    @Override
    public void inject() throws InterruptedException {
        if (oldSession.id() == 0) {
            throw new FaultImpossibleException(
                    "expected client " + client.number() + " to have a session; it has none");
        }
        closeResult = closer.close(oldSession, addresses());
    }

    @Override
    public Proof verifyActive() throws InterruptedException {
        Proof ended = closer.ended(oldSession, addresses());
        return new Proof(
                ended.state(),
                "session 0x%x of client %d: %s; %s"
                        .formatted(oldSession.id(), client.number(), closeResult, ended.evidence()));
    }

    @Override
    public void heal() {
        // A session that has ended cannot be restored; the client opens a new one.
    }

    @Override
    public Proof verifyHealed() {
        return newSession.check(client);
    }

    @Override
    public Proof verifyTookEffect() throws InterruptedException {
        return verifyActive();
    }

    private List<String> addresses() {
        List<String> addresses = new ArrayList<>();
        List<String> last = new ArrayList<>();
        for (Member member : context.ensemble().members()) {
            if (context.holdings().disturbed(member.number())) {
                continue;
            }
            (member.number() == oldSession.member() ? last : addresses).add(member.directAddress());
        }
        addresses.addAll(last);
        return addresses;
    }
}
