package dev.stampede.nemesis.fault.network;

import dev.stampede.checker.history.data.EnsembleSettings;
import dev.stampede.checker.history.data.FaultEffect;
import dev.stampede.nemesis.ensemble.Capability;
import dev.stampede.nemesis.ensemble.Member;
import dev.stampede.nemesis.fault.Budget;
import dev.stampede.nemesis.fault.Budgets;
import dev.stampede.nemesis.fault.ClientTarget;
import dev.stampede.nemesis.fault.DescribedFaultType;
import dev.stampede.nemesis.fault.DurationRange;
import dev.stampede.nemesis.fault.EnsembleFacts;
import dev.stampede.nemesis.fault.Fault;
import dev.stampede.nemesis.fault.FaultChoices;
import dev.stampede.nemesis.fault.FaultContext;
import dev.stampede.nemesis.fault.FaultDescriptor;
import dev.stampede.nemesis.fault.ResolvedTarget;
import dev.stampede.nemesis.fault.TargetScope;
import dev.stampede.nemesis.link.LinkDirection;
import java.util.List;
import java.util.Optional;

/** A client is cut off from one member or from all of them, in both directions or in one. */
public enum ClientPartitionFault implements DescribedFaultType {
    ONE("one", "One client is cut off from the member that it is connected to.", true) {
        @Override
        List<LinkDirection> links(int client, List<Integer> members) {
            return PartitionLinks.client(client, members);
        }
    },
    ALL("all", "One client is cut off from every member.", false) {
        @Override
        List<LinkDirection> links(int client, List<Integer> members) {
            return PartitionLinks.client(client, members);
        }
    },
    ANSWERS(
            "answers",
            "The requests of one client still reach the member that it is connected to, but the answers are lost: the"
                    + " member executes the requests, but the client does not learn the results.",
            true) {
        @Override
        List<LinkDirection> links(int client, List<Integer> members) {
            return PartitionLinks.answers(client, members);
        }
    };

    @SuppressWarnings("ImmutableEnumChecker") // a record of strings and an enum constant
    private final FaultDescriptor descriptor;

    private final boolean onlyItsMember;

    ClientPartitionFault(String shape, String description, boolean onlyItsMember) {
        this.descriptor = new FaultDescriptor("client-partition", shape, description, TargetScope.CLIENT);
        this.onlyItsMember = onlyItsMember;
    }

    /** Selects the links to cut between the client and these members. */
    abstract List<LinkDirection> links(int client, List<Integer> members);

    @Override
    public FaultDescriptor descriptor() {
        return descriptor;
    }

    @Override
    public Optional<Capability> requiredCapability() {
        return Optional.of(Capability.CUT_CLIENT_LINKS);
    }

    @Override
    public List<FaultEffect> effects() {
        return List.of(FaultEffect.CUTS_CLIENTS);
    }

    /** Durations below and above the session timeout. */
    @Override
    public DurationRange durations(EnsembleFacts facts) {
        return new DurationRange(1_500, Math.max(3_000, facts.expiryMillis() + 1_000));
    }

    @Override
    public Budget healBudget(EnsembleSettings settings) {
        return Budgets.linkHeal();
    }

    @Override
    public boolean canTarget(ClientTarget client) {
        return DescribedFaultType.super.canTarget(client)
                && !(onlyItsMember && client.session().member() == 0);
    }

    @Override
    public ResolvedTarget affected(ResolvedTarget chosen, FaultContext context, FaultChoices choices) {
        int client = chosen.clients().get(0);
        if (!onlyItsMember) {
            List<Integer> all =
                    context.ensemble().members().stream().map(Member::number).toList();
            return chosen.cutting(links(client, all));
        }
        int member = context.client(client).session().member();
        List<Integer> connected = member == 0 ? List.of() : List.of(member);
        return new ResolvedTarget(connected, chosen.clients(), links(client, connected));
    }

    @Override
    public Fault create(FaultContext context, ResolvedTarget target, String execution) {
        return new LinkCut(context, execution, target.links());
    }
}
