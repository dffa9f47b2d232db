package dev.stampede.nemesis.fault;

import dev.stampede.nemesis.ensemble.Member;
import dev.stampede.nemesis.fault.FaultHoldings.How;
import dev.stampede.nemesis.fault.FaultHoldings.Thing;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Members are stopped and go on later. Bites if the operating system says that their processes are stopped; healed when
 * it says that they are not, and each answers for itself (or was killed meanwhile by another fault, which ends a pause
 * as well).
 */
final class MemberPause implements Fault {
    private final FaultContext site;
    private final String fault;
    private final List<Member> members;

    MemberPause(FaultContext site, String fault, List<Integer> members) {
        this.site = site;
        this.fault = fault;
        this.members = members.stream().map(site.ensemble()::member).toList();
    }

    @Override
    public void inject() {
        for (Member member : members) {
            site.ledger().hold(thing(member), fault, () -> {
                if (!member.alive()) {
                    throw new FaultException("expected member %d to run, so that it can be paused; it is down%s"
                            .formatted(member.number(), by(member)));
                }
                member.pause();
            });
        }
    }

    @Override
    public Proof bite() {
        List<String> running = members.stream()
                .filter(m -> !m.paused())
                .map(m -> "member " + m.number())
                .toList();
        if (!running.isEmpty()) {
            return Proof.open("not stopped, as the operating system says: " + running);
        }
        return Proof.holds(members.stream()
                .map(m -> "the process of member " + m.number() + " is stopped, as the operating system says")
                .collect(Collectors.joining("; ")));
    }

    @Override
    public void heal() {
        for (Member member : members) {
            site.ledger().release(thing(member), fault, member::resume);
        }
    }

    @Override
    public Proof cure() {
        List<String> answers = new ArrayList<>();
        List<String> blockers = new ArrayList<>();
        for (Member member : members) {
            List<String> others = site.ledger().others(thing(member), fault);
            List<String> killers = site.ledger().others(new Thing(How.DOWN, member.number()), fault);
            if (!others.isEmpty()) {
                blockers.addAll(others);
            } else if (!killers.isEmpty() && !member.alive()) {
                answers.add("the stopped process of member " + member.number() + " is gone, killed by " + killers);
            } else {
                Member.Status status = member.status();
                if (member.paused() || !answers(status)) {
                    return Proof.open("member %d was to go on and is %s: %s"
                            .formatted(member.number(), status.role(), status.detail()));
                }
                answers.add("member " + member.number() + " goes on and is " + status.role());
            }
        }
        if (!blockers.isEmpty()) {
            return Proof.blocked("still stopped by " + blockers);
        }
        return Proof.holds(String.join("; ", answers));
    }

    /** Whether a member says something of itself, be it that it looks for a leader. */
    static boolean answers(Member.Status status) {
        return switch (status.role()) {
            case LEADING, FOLLOWING, OBSERVING, STANDALONE, LOOKING -> true;
            case DOWN, PAUSED, UNKNOWN -> false;
        };
    }

    private String by(Member member) {
        List<String> killers = site.ledger().others(new Thing(How.DOWN, member.number()), fault);
        return killers.isEmpty() ? "" : ", killed by " + killers;
    }

    private static Thing thing(Member member) {
        return new Thing(How.STOPPED, member.number());
    }
}
