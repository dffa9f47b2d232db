package dev.stampede.nemesis.fault;

import dev.stampede.nemesis.ensemble.Member;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/**
 * A client is cut off from every member until its session has expired. Bites only if a server says that the session is
 * gone: the leader is asked for its list of sessions ({@code dump}), on a path that is not cut.
 */
final class SessionCut implements Fault {
    private final FaultContext site;
    private final LinkCut cut;
    private final ClientTarget client;
    private final long session;
    private final FourLetters words;
    private boolean silent;
    private String silence = "";

    SessionCut(FaultContext site, LinkCut cut, int client, FourLetters words) {
        this.site = site;
        this.cut = cut;
        this.client = site.client(client);
        this.session = this.client.session().id();
        this.words = words;
    }

    @Override
    public void inject() throws InterruptedException {
        if (session == 0) {
            throw new FaultException("expected client " + client.number() + " to have a session; it has none");
        }
        cut.inject();
    }

    @Override
    public Proof bite() throws InterruptedException {
        if (!silent) {
            Proof proof = cut.bite();
            if (!proof.holds()) {
                return proof;
            }
            silent = true;
            silence = proof.evidence();
        }
        return expired();
    }

    /** Asked again after the heal too: what was gone by then was expired by the cut. */
    private Proof expired() {
        Optional<Member> leader = leader();
        if (leader.isEmpty()) {
            return Proof.open("no member leads, so none knows the sessions; " + silence);
        }
        String list = words.ask(leader.get().directAddress(), "dump");
        String id = "0x" + Long.toHexString(session);
        String where = "member " + leader.get().number() + ", which leads,";
        if (!list.toLowerCase(Locale.ROOT).contains("session")) {
            return Proof.open(where + " does not answer \"dump\" (is it in 4lw.commands.whitelist?); " + silence);
        }
        if (list.lines().anyMatch(line -> mentions(line, id))) {
            return Proof.open(
                    "%s still has the session %s of client %d; %s".formatted(where, id, client.number(), silence));
        }
        return Proof.holds(
                "%s no longer has the session %s of client %d; %s".formatted(where, id, client.number(), silence));
    }

    private static boolean mentions(String line, String id) {
        int at = line.indexOf(id);
        int end = at + id.length();
        return at >= 0 && (end == line.length() || Character.digit(line.charAt(end), 16) < 0);
    }

    private Optional<Member> leader() {
        return site.ensemble().members().stream()
                .filter(m -> !site.ledger().disturbed(m.number()))
                .map(m -> new Seen(m, m.status()))
                .filter(s -> s.status.leads())
                .max(Comparator.comparingLong(s -> s.status.epoch()))
                .map(Seen::member);
    }

    @Override
    public void heal() {
        cut.heal();
    }

    @Override
    public Proof cure() throws InterruptedException {
        return cut.cure();
    }

    private record Seen(Member member, Member.Status status) {}
}
