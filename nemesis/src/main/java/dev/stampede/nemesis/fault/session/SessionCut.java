package dev.stampede.nemesis.fault.session;

import dev.stampede.nemesis.ensemble.Member;
import dev.stampede.nemesis.fault.ClientTarget;
import dev.stampede.nemesis.fault.Fault;
import dev.stampede.nemesis.fault.FaultContext;
import dev.stampede.nemesis.fault.FaultImpossibleException;
import dev.stampede.nemesis.fault.FaultTools;
import dev.stampede.nemesis.fault.Proof;
import dev.stampede.nemesis.fault.network.LinkCut;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/**
 * Cuts a client off from every member until its session has expired. The fault is active only if the leader's list of
 * sessions ({@code dump}, queried on a path that is not cut) no longer contains the session.
 */
final class SessionCut implements Fault {
    private final FaultContext context;
    private final LinkCut cut;
    private final ClientTarget client;
    private final long session;
    private final FaultTools.ServerCommand commands;
    private boolean linksSilent;
    private String silenceEvidence = "";

    SessionCut(FaultContext context, LinkCut cut, int client) {
        this.context = context;
        this.cut = cut;
        this.client = context.client(client);
        this.session = this.client.session().id();
        this.commands = context.tools().commands();
    }

    @Override
    public void inject() throws InterruptedException {
        if (session == 0) {
            throw new FaultImpossibleException(
                    "expected client " + client.number() + " to have a session; it has none");
        }
        cut.inject();
    }

    @Override
    public Proof verifyActive() throws InterruptedException {
        if (!linksSilent) {
            Proof proof = cut.verifyActive();
            if (!proof.isProven()) {
                return proof;
            }
            linksSilent = true;
            silenceEvidence = proof.evidence();
        }
        return expired();
    }

    private Proof expired() {
        Optional<Member> leader = leader();
        if (leader.isEmpty()) {
            return Proof.notYet("there is no leader to list the sessions; " + silenceEvidence);
        }
        String list = commands.send(leader.get().directAddress(), "dump");
        String id = "0x" + Long.toHexString(session);
        String where = "member " + leader.get().number() + ", which leads,";
        if (!list.toLowerCase(Locale.ROOT).contains("session")) {
            return Proof.notYet(
                    where + " does not answer \"dump\" (is it in 4lw.commands.whitelist?); " + silenceEvidence);
        }
        if (list.lines().anyMatch(line -> mentions(line, id))) {
            return Proof.notYet("%s still has the session %s of client %d; %s"
                    .formatted(where, id, client.number(), silenceEvidence));
        }
        return Proof.proven("%s no longer has the session %s of client %d; %s"
                .formatted(where, id, client.number(), silenceEvidence));
    }

    private static boolean mentions(String line, String id) {
        int at = line.indexOf(id);
        int end = at + id.length();
        return at >= 0 && (end == line.length() || Character.digit(line.charAt(end), 16) < 0);
    }

    private Optional<Member> leader() {
        return context.ensemble().members().stream()
                .filter(m -> !context.holdings().disturbed(m.number()))
                .map(m -> new Observed(m, m.status()))
                .filter(s -> s.status.leads())
                .max(Comparator.comparingLong(s -> s.status.epoch()))
                .map(Observed::member);
    }

    @Override
    public void heal() {
        cut.heal();
    }

    @Override
    public Proof verifyHealed() throws InterruptedException {
        return cut.verifyHealed();
    }

    /** If the links were silent and the session has expired since, the cut was the cause. */
    @Override
    public Proof verifyTookEffect() {
        return linksSilent ? expired() : Proof.notYet("the links were not proven silent");
    }

    private record Observed(Member member, Member.Status status) {}
}
