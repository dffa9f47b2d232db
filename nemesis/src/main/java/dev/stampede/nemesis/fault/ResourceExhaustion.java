package dev.stampede.nemesis.fault;

import dev.stampede.nemesis.ensemble.Member;
import dev.stampede.nemesis.ensemble.MemberResource;
import dev.stampede.nemesis.ensemble.MemberResources;
import dev.stampede.nemesis.fault.FaultHoldings.How;
import dev.stampede.nemesis.fault.FaultHoldings.Lack;
import dev.stampede.nemesis.fault.FaultHoldings.Thing;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Something that members live on is taken from them. Bites if it has been missed, as the ensemble can tell of it; healed
 * by giving it back, and by starting again who ended of it, when each answers for itself.
 */
final class ResourceExhaustion implements Fault {
    private final FaultContext site;
    private final String fault;
    private final List<Member> members;
    private final MemberResource resource;

    ResourceExhaustion(FaultContext site, String fault, List<Integer> members, MemberResource resource) {
        this.site = site;
        this.fault = fault;
        this.members = members.stream().map(site.ensemble()::member).toList();
        this.resource = resource;
    }

    @Override
    public void inject() {
        for (Member member : members) {
            site.ledger().hold(thing(member), fault, () -> {
                if (!member.alive()) {
                    throw new FaultException(
                            "expected member %d to run, so that something can be taken from it; it is down"
                                    .formatted(member.number()));
                }
                member.resources().take(resource);
            });
        }
    }

    @Override
    public Proof bite() {
        List<MemberResources.Look> looks =
                members.stream().map(m -> m.resources().taken(resource)).toList();
        String evidence = looks.stream().map(MemberResources.Look::evidence).collect(Collectors.joining("; "));
        return looks.stream().allMatch(MemberResources.Look::holds) ? Proof.holds(evidence) : Proof.open(evidence);
    }

    @Override
    public void heal() {
        for (Member member : members) {
            site.ledger().release(thing(member), fault, () -> {
                member.resources().giveBack(resource);
                startIfItEnded(member);
            });
        }
    }

    private void startIfItEnded(Member member) {
        if (!member.alive() && site.ledger().silencers(member.number(), fault).isEmpty()) {
            member.start();
        }
    }

    @Override
    public Proof cure() {
        List<String> answers = new ArrayList<>();
        List<String> blockers = new ArrayList<>();
        for (Member member : members) {
            List<String> silencers = site.ledger().silencers(member.number(), fault);
            List<String> others = site.ledger().others(thing(member), fault);
            blockers.addAll(silencers);
            if (others.isEmpty()) {
                MemberResources.Look given = member.resources().given(resource);
                if (!given.holds()) {
                    return Proof.open(given.evidence());
                }
                answers.add(given.evidence());
            }
            // It may have been about to end of what it lacked when it got it back.
            startIfItEnded(member);
            Member.Status status = member.status();
            if (silencers.isEmpty() && !MemberPause.answers(status)) {
                return Proof.open("member %d got back what it lacked and is %s: %s"
                        .formatted(member.number(), status.role(), status.detail()));
            }
            answers.add("member " + member.number() + " is " + status.role());
        }
        if (!blockers.isEmpty()) {
            return Proof.blocked(members.stream().map(Member::number).toList() + " are held by " + blockers);
        }
        return Proof.holds(String.join("; ", answers));
    }

    private Thing thing(Member member) {
        return new Thing(How.STARVED, new Lack(member.number(), resource));
    }
}
