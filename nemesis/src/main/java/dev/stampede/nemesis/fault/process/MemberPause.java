package dev.stampede.nemesis.fault.process;

import dev.stampede.nemesis.ensemble.Member;
import dev.stampede.nemesis.fault.Fault;
import dev.stampede.nemesis.fault.FaultContext;
import dev.stampede.nemesis.fault.FaultHoldings.Breakage;
import dev.stampede.nemesis.fault.FaultHoldings.Kind;
import dev.stampede.nemesis.fault.FaultImpossibleException;
import dev.stampede.nemesis.fault.Proof;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Pauses members. The fault is active if the operating system reports their processes as stopped. It is healed when the
 * processes run and each member answers. A member that another fault has killed meanwhile counts as healed.
 */
final class MemberPause implements Fault {
    private final FaultContext context;
    private final String execution;
    private final List<Member> members;

    MemberPause(FaultContext context, String execution, List<Integer> members) {
        this.context = context;
        this.execution = execution;
        this.members = members.stream().map(context.ensemble()::member).toList();
    }

    @Override
    public void inject() {
        for (Member member : members) {
            context.holdings().hold(breakage(member), execution, () -> {
                if (!member.alive()) {
                    throw new FaultImpossibleException(
                            "expected member %d to run, so that it can be paused; it is down%s"
                                    .formatted(member.number(), killedBy(member)));
                }
                member.pause();
            });
        }
    }

    @Override
    public Proof verifyActive() {
        List<String> running = members.stream()
                .filter(m -> !m.paused())
                .map(m -> "member " + m.number())
                .toList();
        if (!running.isEmpty()) {
            return Proof.notYet("the operating system reports that these run: " + running);
        }
        return Proof.proven(members.stream()
                .map(m -> "the operating system reports that the process of member " + m.number() + " is stopped")
                .collect(Collectors.joining("; ")));
    }

    @Override
    public void heal() {
        for (Member member : members) {
            context.holdings().release(breakage(member), execution, member::resume);
        }
    }

    @Override
    public Proof verifyHealed() {
        List<String> answers = new ArrayList<>();
        List<String> blockers = new ArrayList<>();
        for (Member member : members) {
            List<String> others = context.holdings().others(breakage(member), execution);
            List<String> killers = context.holdings().others(new Breakage(Kind.DOWN, member.number()), execution);
            if (!others.isEmpty()) {
                blockers.addAll(others);
            } else if (!killers.isEmpty() && !member.alive()) {
                answers.add("the paused process of member " + member.number() + " is gone, killed by " + killers);
            } else {
                Member.Status status = member.status();
                if (member.paused() || !status.answers()) {
                    return Proof.notYet("member %d was resumed and is %s: %s"
                            .formatted(member.number(), status.role(), status.detail()));
                }
                answers.add("member " + member.number() + " runs again and is " + status.role());
            }
        }
        if (!blockers.isEmpty()) {
            return Proof.blocked("still paused by " + blockers);
        }
        return Proof.proven(String.join("; ", answers));
    }

    private String killedBy(Member member) {
        List<String> killers = context.holdings().others(new Breakage(Kind.DOWN, member.number()), execution);
        return killers.isEmpty() ? "" : ", killed by " + killers;
    }

    private static Breakage breakage(Member member) {
        return new Breakage(Kind.PAUSED, member.number());
    }
}
