package dev.stampede.nemesis.fault.resource;

import dev.stampede.nemesis.ensemble.Member;
import dev.stampede.nemesis.ensemble.MemberResource;
import dev.stampede.nemesis.ensemble.MemberResources;
import dev.stampede.nemesis.fault.Fault;
import dev.stampede.nemesis.fault.FaultContext;
import dev.stampede.nemesis.fault.FaultHoldings.Breakage;
import dev.stampede.nemesis.fault.FaultHoldings.Kind;
import dev.stampede.nemesis.fault.FaultHoldings.Shortage;
import dev.stampede.nemesis.fault.FaultImpossibleException;
import dev.stampede.nemesis.fault.Proof;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Exhausts a resource of members. The fault is active if the ensemble confirms that the resource is exhausted. It is
 * healed when the resource is restored and each member answers; members that exited are restarted.
 */
final class ResourceExhaustion implements Fault {
    private final FaultContext context;
    private final String execution;
    private final List<Member> members;
    private final MemberResource resource;

    ResourceExhaustion(FaultContext context, String execution, List<Integer> members, MemberResource resource) {
        this.context = context;
        this.execution = execution;
        this.members = members.stream().map(context.ensemble()::member).toList();
        this.resource = resource;
    }

    @Override
    public void inject() {
        for (Member member : members) {
            context.holdings().hold(breakage(member), execution, () -> {
                if (!member.alive()) {
                    throw new FaultImpossibleException(
                            "expected member %d to run, so that its resource can be exhausted; it is down"
                                    .formatted(member.number()));
                }
                member.resources().exhaust(resource);
            });
        }
    }

    @Override
    public Proof verifyActive() {
        List<MemberResources.Observation> observations = members.stream()
                .map(m -> m.resources().observeExhausted(resource))
                .toList();
        String evidence =
                observations.stream().map(MemberResources.Observation::evidence).collect(Collectors.joining("; "));
        return observations.stream().allMatch(MemberResources.Observation::confirmed)
                ? Proof.proven(evidence)
                : Proof.notYet(evidence);
    }

    @Override
    public void heal() {
        for (Member member : members) {
            context.holdings().release(breakage(member), execution, () -> {
                member.resources().restore(resource);
                restartIfExited(member);
            });
        }
    }

    private void restartIfExited(Member member) {
        if (!member.alive()
                && context.holdings().silencers(member.number(), execution).isEmpty()) {
            member.start();
        }
    }

    @Override
    public Proof verifyHealed() {
        List<String> answers = new ArrayList<>();
        List<String> blockers = new ArrayList<>();
        for (Member member : members) {
            List<String> silencers = context.holdings().silencers(member.number(), execution);
            List<String> others = context.holdings().others(breakage(member), execution);
            blockers.addAll(silencers);
            if (others.isEmpty()) {
                MemberResources.Observation restored = member.resources().observeRestored(resource);
                if (!restored.confirmed()) {
                    return Proof.notYet(restored.evidence());
                }
                answers.add(restored.evidence());
            }
            // The member may exit shortly after its resource was restored.
            restartIfExited(member);
            Member.Status status = member.status();
            if (silencers.isEmpty() && !status.answers()) {
                return Proof.notYet("member %d has its resource again and is %s: %s"
                        .formatted(member.number(), status.role(), status.detail()));
            }
            answers.add("member " + member.number() + " is " + status.role());
        }
        if (!blockers.isEmpty()) {
            return Proof.blocked(members.stream().map(Member::number).toList() + " are held by " + blockers);
        }
        return Proof.proven(String.join("; ", answers));
    }

    private Breakage breakage(Member member) {
        return new Breakage(Kind.EXHAUSTED, new Shortage(member.number(), resource));
    }
}
