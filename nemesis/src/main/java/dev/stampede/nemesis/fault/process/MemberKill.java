package dev.stampede.nemesis.fault.process;

import dev.stampede.nemesis.ensemble.Member;
import dev.stampede.nemesis.fault.Fault;
import dev.stampede.nemesis.fault.FaultContext;
import dev.stampede.nemesis.fault.FaultHoldings.Breakage;
import dev.stampede.nemesis.fault.FaultHoldings.Kind;
import dev.stampede.nemesis.fault.Proof;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Kills members and restarts them. The fault is active if their processes have ended. It is healed when each member
 * answers again, which includes a member that is still looking for a leader. The check {@code recovery} judges whether
 * the ensemble serves clients again.
 */
final class MemberKill implements Fault {
    private final FaultContext context;
    private final String execution;
    private final List<Member> members;

    MemberKill(FaultContext context, String execution, List<Integer> members) {
        this.context = context;
        this.execution = execution;
        this.members = members.stream().map(context.ensemble()::member).toList();
    }

    @Override
    public void inject() {
        for (Member member : members) {
            context.holdings().hold(breakage(member), execution, () -> {
                member.kill();
                // If the killed process was paused, nothing is left to resume: the new process is not paused.
                context.holdings().forget(new Breakage(Kind.PAUSED, member.number()));
            });
        }
    }

    @Override
    public Proof verifyActive() {
        List<String> alive = members.stream()
                .filter(Member::alive)
                .map(m -> "member " + m.number())
                .toList();
        if (!alive.isEmpty()) {
            return Proof.notYet("still alive after SIGKILL: " + alive);
        }
        return Proof.proven(members.stream()
                .map(m -> "the process of member " + m.number() + " is gone (its status is "
                        + m.status().role() + ")")
                .collect(Collectors.joining("; ")));
    }

    @Override
    public void heal() {
        for (Member member : members) {
            context.holdings().release(breakage(member), execution, () -> member.restart(member.version()));
        }
    }

    @Override
    public Proof verifyHealed() {
        List<String> answers = new ArrayList<>();
        List<String> blockers = new ArrayList<>();
        for (Member member : members) {
            List<String> silencers = context.holdings().silencers(member.number(), execution);
            blockers.addAll(silencers);
            Member.Status status = member.status();
            if (silencers.isEmpty() && !status.answers()) {
                return Proof.notYet("member %d was restarted and is %s: %s"
                        .formatted(member.number(), status.role(), status.detail()));
            }
            answers.add("member " + member.number() + " runs again and is " + status.role());
        }
        if (!blockers.isEmpty()) {
            return Proof.blocked(members.stream().map(Member::number).toList() + " are held by " + blockers);
        }
        return Proof.proven(String.join("; ", answers));
    }

    private static Breakage breakage(Member member) {
        return new Breakage(Kind.DOWN, member.number());
    }
}
