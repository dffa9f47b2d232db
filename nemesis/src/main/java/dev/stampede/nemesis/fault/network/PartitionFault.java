package dev.stampede.nemesis.fault.network;

import dev.stampede.checker.history.data.EnsembleSettings;
import dev.stampede.checker.history.data.FaultEffect;
import dev.stampede.nemesis.ensemble.Capability;
import dev.stampede.nemesis.ensemble.Member;
import dev.stampede.nemesis.fault.Budget;
import dev.stampede.nemesis.fault.Budgets;
import dev.stampede.nemesis.fault.DescribedFaultType;
import dev.stampede.nemesis.fault.DurationRange;
import dev.stampede.nemesis.fault.EnsembleFacts;
import dev.stampede.nemesis.fault.Fault;
import dev.stampede.nemesis.fault.FaultChoices;
import dev.stampede.nemesis.fault.FaultContext;
import dev.stampede.nemesis.fault.FaultDescriptor;
import dev.stampede.nemesis.fault.QuorumEffect;
import dev.stampede.nemesis.fault.ResolvedTarget;
import dev.stampede.nemesis.fault.TargetScope;
import java.util.List;
import java.util.Optional;

/**
 * Members are cut off from members, in both directions or in one: {@link LinkCut} on the links that
 * {@link PartitionLinks} selects.
 */
public enum PartitionFault implements DescribedFaultType {
    LEADER("leader", "The leader is cut off from every other member.", TargetScope.LEADER, 2, QuorumEffect.ONE) {
        @Override
        ResolvedTarget cut(ResolvedTarget chosen, Members members, FaultChoices choices) {
            return isolate(chosen, members);
        }
    },
    RANDOM("random", "One member is cut off from every other member.", TargetScope.MEMBER, 2, QuorumEffect.ONE) {
        @Override
        ResolvedTarget cut(ResolvedTarget chosen, Members members, FaultChoices choices) {
            return isolate(chosen, members);
        }
    },
    MAJORITY(
            "majority",
            "A majority of the members is cut off from the minority.",
            TargetScope.ALL_MEMBERS,
            3,
            QuorumEffect.MINORITY) {
        @Override
        ResolvedTarget cut(ResolvedTarget chosen, Members members, FaultChoices choices) {
            List<Integer> voters = choices.order(members.voters());
            List<Integer> minority = voters.subList(voters.size() / 2 + 1, voters.size());
            List<Integer> rest =
                    members.all().stream().filter(m -> !minority.contains(m)).toList();
            return ResolvedTarget.members(minority).cutting(PartitionLinks.between(minority, rest));
        }
    },
    RING(
            "ring",
            "Every member hears a majority, and no two members hear the same one (majorities ring). With three members"
                    + " each pair is cut one way, so that no quorum is left.",
            TargetScope.ALL_MEMBERS,
            3,
            QuorumEffect.QUORUM) {
        @Override
        ResolvedTarget cut(ResolvedTarget chosen, Members members, FaultChoices choices) {
            List<Integer> voters = choices.order(members.voters());
            return ResolvedTarget.members(voters).cutting(PartitionLinks.ring(voters));
        }
    },
    BRIDGE(
            "bridge",
            "The members are divided into two halves, and only one member, the bridge, reaches both.",
            TargetScope.MEMBER,
            3,
            QuorumEffect.MINORITY) {
        @Override
        ResolvedTarget cut(ResolvedTarget chosen, Members members, FaultChoices choices) {
            return chosen.cutting(PartitionLinks.bridge(chosen.members().get(0), choices.order(members.all())));
        }
    },
    ONE_WAY(
            "one-way",
            "One member either hears nothing from the others or is not heard by them, but not both.",
            TargetScope.MEMBER,
            2,
            QuorumEffect.ONE) {
        @Override
        ResolvedTarget cut(ResolvedTarget chosen, Members members, FaultChoices choices) {
            int member = chosen.members().get(0);
            return chosen.cutting(
                    choices.either("deaf")
                            ? PartitionLinks.deaf(member, members.all())
                            : PartitionLinks.unheard(member, members.all()));
        }
    },
    ALL(
            "all",
            "Every member is cut off from every other member: no quorum is left.",
            TargetScope.ALL_MEMBERS,
            2,
            QuorumEffect.QUORUM) {
        @Override
        ResolvedTarget cut(ResolvedTarget chosen, Members members, FaultChoices choices) {
            return ResolvedTarget.members(members.all()).cutting(PartitionLinks.all(members.all()));
        }
    };

    @SuppressWarnings("ImmutableEnumChecker") // a record of strings and an enum constant
    private final FaultDescriptor descriptor;

    private final int leastVoters;
    private final QuorumEffect quorumEffect;

    PartitionFault(String shape, String description, TargetScope scope, int leastVoters, QuorumEffect quorumEffect) {
        this.descriptor = new FaultDescriptor("partition", shape, description, scope);
        this.leastVoters = leastVoters;
        this.quorumEffect = quorumEffect;
    }

    /** The numbers of the members, ascending. */
    record Members(List<Integer> all, List<Integer> voters) {
        static Members of(FaultContext context) {
            List<Member> members = context.ensemble().members();
            return new Members(
                    members.stream().map(Member::number).toList(),
                    members.stream().filter(Member::voting).map(Member::number).toList());
        }
    }

    /** Selects the affected members and the links to cut. */
    abstract ResolvedTarget cut(ResolvedTarget chosen, Members members, FaultChoices choices);

    private static ResolvedTarget isolate(ResolvedTarget chosen, Members members) {
        return chosen.cutting(PartitionLinks.isolate(chosen.members().get(0), members.all()));
    }

    @Override
    public FaultDescriptor descriptor() {
        return descriptor;
    }

    @Override
    public Optional<Capability> requiredCapability() {
        return Optional.of(Capability.CUT_MEMBER_LINKS);
    }

    @Override
    public int leastVoters() {
        return leastVoters;
    }

    @Override
    public QuorumEffect quorumEffect() {
        return quorumEffect;
    }

    @Override
    public List<FaultEffect> effects() {
        return List.of(FaultEffect.CUTS_MEMBERS);
    }

    /** In each of these durations, the members detect the cut. */
    @Override
    public DurationRange durations(EnsembleFacts facts) {
        return DurationRange.of(Math.max(2_000, facts.noticeMillis() + 1_000), 3_000);
    }

    @Override
    public Budget healBudget(EnsembleSettings settings) {
        return Budgets.linkHeal();
    }

    @Override
    public ResolvedTarget affected(ResolvedTarget chosen, FaultContext context, FaultChoices choices) {
        return cut(chosen, Members.of(context), choices);
    }

    @Override
    public Fault create(FaultContext context, ResolvedTarget target, String execution) {
        return new LinkCut(context, execution, target.links());
    }
}
