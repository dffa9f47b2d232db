package dev.stampede.nemesis.fault;

import dev.stampede.nemesis.ensemble.Member;
import dev.stampede.nemesis.fault.FaultHoldings.How;
import dev.stampede.nemesis.fault.FaultHoldings.Thing;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Members are killed, and healed by being started again. Bites if their processes are gone; healed when each answers
 * for itself again, serving or looking for a leader (whether it then serves is the ensemble's duty, and is judged as
 * progress).
 */
final class MemberKill implements Fault {
    private final FaultContext site;
    private final String fault;
    private final List<Member> members;

    MemberKill(FaultContext site, String fault, List<Integer> members) {
        this.site = site;
        this.fault = fault;
        this.members = members.stream().map(site.ensemble()::member).toList();
    }

    @Override
    public void inject() {
        for (Member member : members) {
            site.ledger().hold(thing(member), fault, () -> {
                member.kill();
                // A stopped process that was killed is not to be let go on: its successor never stopped.
                site.ledger().forget(new Thing(How.STOPPED, member.number()));
            });
        }
    }

    @Override
    public Proof bite() {
        List<String> alive = members.stream()
                .filter(Member::alive)
                .map(m -> "member " + m.number())
                .toList();
        if (!alive.isEmpty()) {
            return Proof.open("still alive after SIGKILL: " + alive);
        }
        return Proof.holds(members.stream()
                .map(m -> "the process of member " + m.number() + " is gone (it now counts as "
                        + m.status().role() + ")")
                .collect(Collectors.joining("; ")));
    }

    @Override
    public void heal() {
        for (Member member : members) {
            site.ledger().release(thing(member), fault, () -> member.restart(member.version()));
        }
    }

    @Override
    public Proof cure() {
        List<String> answers = new ArrayList<>();
        List<String> blockers = new ArrayList<>();
        for (Member member : members) {
            List<String> silencers = site.ledger().silencers(member.number(), fault);
            blockers.addAll(silencers);
            Member.Status status = member.status();
            if (silencers.isEmpty() && !MemberPause.answers(status)) {
                return Proof.open("member %d was started again and is %s: %s"
                        .formatted(member.number(), status.role(), status.detail()));
            }
            answers.add("member " + member.number() + " runs again and is " + status.role());
        }
        if (!blockers.isEmpty()) {
            return Proof.blocked(members.stream().map(Member::number).toList() + " are held by " + blockers);
        }
        return Proof.holds(String.join("; ", answers));
    }

    private static Thing thing(Member member) {
        return new Thing(How.DOWN, member.number());
    }
}
